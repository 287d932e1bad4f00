"""Results as a workbook for people: rows in words with percentages as such, and a sheet that says what they rest on."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from attrs import frozen

from ckm_mo.answers import Period, Reading, Truth
from ckm_mo.codebook import VARIABLE
from ckm_mo.records import TRUTH, Percent, Records, RecordValue
from ckm_mo.rules import COERCION, DIMENSIONS, PROFILE
from ckm_mo.tallies.statements import RESULTS
from ckm_mo.views.blocks import Grid, Lines, Title, View, one_line
from ckm_mo.views.words import Words

SheetCell = str | int | float
TidyRow = Mapping[str, RecordValue]

PERCENTAGES: Final = frozenset(
    {
        *(f"{of}_{end}" for of in ("share", "interval", "wilson", "clopper_pearson") for end in ("low", "high")),
        *("agreement", "confidence"),
    }
)
"""The columns of fractions that are percentages for people."""

ASSUMED: Final = frozenset(
    {
        *("empty", "decided_only", "by", "where", "at_most_yes", "open_answers", "confidence", "population"),
        *("cluster", "clusters", "singles", "exact", "by_case", "reading", "period", "small_below"),
    }
)
"""The columns of what was assumed: one that says the same of all figures stands with what they rest on instead."""

SAID_ABOUT: Final = frozenset({"reading", "period"})
"""Those of them that what a result was made with says."""

_INSTEAD: Final = {"section_about": "section_about_workbook", "shares_note": "sheet_shares_note"}
"""What a workbook says in the place of a sentence of a page."""

ENDS: Final = frozenset({"least", "greatest"})
"""The columns of what a claim compares: percentages where its unit is `_SHARE`, else whole numbers."""

_SHARE: Final = "share"

_READINGS: Final = frozenset({None, *Reading, "mixed"})
"""The readings of silence; what else stands in their column are readings of the study's layout."""


@frozen
class ResultSheet:
    """The figures of a result, as people read them.

    Args:
        heads: Of the columns.
        rows: Texts, whole numbers, numbers, and percentages.
        assumed: What is the same for all of them.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[SheetCell, ...], ...]
    assumed: Grid


def result_sheet(words: Words, figures: Records) -> ResultSheet:
    """Say the figures of a result in words; a column in which nothing stands is left out."""
    rows = [*figures]
    same = {name for name in ASSUMED & {*figures.schema} if len({row[name] for row in rows}) == 1}
    shown = [
        name for name in figures.schema if name not in same and (not rows or any(row[name] is not None for row in rows))
    ]
    split = "section" in figures.schema
    layouts = any(row.get("reading") not in _READINGS for row in rows)
    named = ("readings" if name == "reading" and layouts else name for name in shown)
    heads = [head for name in named for head in _heads(words, name, split=split)]
    assumed = {name: kind for name, kind in figures.schema.items() if name in same}
    facts = [
        (*_heads(words, name, split=False), _assumed(words, rows[0], name, kind)) for name, kind in assumed.items()
    ]
    return ResultSheet(
        tuple(heads),
        tuple(tuple(cell for name in shown for cell in _cells(words, row, name, figures.schema[name])) for row in rows),
        Grid((), tuple((head, text) for head, text in facts if text)),
    )


def about_rows(words: Words, view: View) -> Iterator[tuple[str, ...]]:
    """Give what a view says besides its figures as rows of two cells or more: a title, and a sentence or a fact."""
    replacements = {words.say(key): words.say(replacement) for key, replacement in _INSTEAD.items()}
    title = ""
    for block in view:
        if isinstance(block, Title):
            title = replacements.get(block.text, block.text)
        elif isinstance(block, Lines):
            for line in block.lines:
                yield title, replacements.get(line, one_line(line))
                title = ""
        elif isinstance(block, Grid) and not block.heads:
            if title:
                yield title, ""
            yield from block.rows
            title = ""


def _heads(words: Words, name: str, *, split: bool) -> list[str]:
    """Name a column: as a view does, unless it has a name of its own."""
    head = _in_words(words, f"column_{name}", "") or words.say(f"head_{name}")
    return [head, words.say("head_outcome")] if name == "key" and split else [head]


def _cells(words: Words, row: TidyRow, name: str, kind: str) -> tuple[SheetCell, ...]:
    """Give the cells of a row in a column: two of a figure that is named by what it is of and an outcome."""
    value = row[name]
    if name == "key" and "section" in row:
        return _figure(words, str(value))
    if value is None:
        return (words.say("group_all") if name == "group" else "",)
    if kind == TRUTH:
        return (words.say("value_yes" if value else "value_no"),)
    if isinstance(value, float):
        if name in PERCENTAGES or (name in ENDS and row["unit"] == _SHARE):
            return (Percent(value),)
        return (int(value) if name in ENDS else value,)
    return (value if isinstance(value, int) else _text(words, row, name, value),)


def _assumed(words: Words, row: TidyRow, name: str, kind: str) -> str:
    """Say what is assumed in a column; empty for nothing, and for what is said elsewhere."""
    if row[name] is None or name in SAID_ABOUT:
        return ""
    (cell,) = _cells(words, row, name, kind)
    if isinstance(cell, Percent):
        return words.say("percent", number=words.number(cell * 100, 1))
    return words.number(cell) if isinstance(cell, int) else str(cell)


def _text(words: Words, row: TidyRow, name: str, text: str) -> str:
    """Say a text of a column in words, where it is one of the program's."""
    say = _SAID.get(name)
    return say(words, row, text) if say else text


def _sentence(prefix: str) -> Callable[[Words, TidyRow, str], str]:
    """Make what says a text by a sentence of the catalogue, and leaves one that has none."""
    return lambda words, _, text: _in_words(words, f"{prefix}_{text}", text)


def _in_words(words: Words, key: str, text: str) -> str:
    """Say a sentence of the catalogue, or leave the text where there is none."""
    try:
        return words.say(key)
    except KeyError:
        return text


def _reading(words: Words, _: TidyRow, reading: str) -> str:
    """Say a reading of silence, or one of the layout of the study's figures."""
    return _in_words(words, f"word_{reading}", _in_words(words, f"layout_{reading}", reading))


def _unit(words: Words, _: TidyRow, unit: str) -> str:
    """Say what is counted, or what a difference is in."""
    return words.variable(unit) if unit in VARIABLE else words.say(f"unit_of_{unit}")


def _named(words: Words, _: TidyRow, key: str) -> str:
    """Name what a figure is of."""
    if key in VARIABLE:
        return words.variable(key)
    if key in DIMENSIONS:
        return words.dimension(key, None)
    return _in_words(words, f"figure_{key}", key)


def _value(words: Words, row: TidyRow, value: str) -> str:
    """Say the value of the variable, or the outcome of the dimension, that a row is about."""
    return _outcome(words, str(row["by"] if "by" in row else row["key"]), value)


def _outcome(words: Words, key: str, value: str) -> str:
    if value == Truth.OPEN:
        return words.say("value_open")
    if value in DIMENSIONS.get(key, ()):
        return words.outcome(key, value)
    if key == "profile" and value in PROFILE:
        return f"{value}: {words.profile(value)}"
    return words.value(key, value) if key in VARIABLE and VARIABLE[key].values else value


def _figure(words: Words, key: str) -> tuple[str, str]:
    """Say what a figure of a tally is of, and which outcome it counts."""
    if key in PROFILE:
        return key, words.profile(key)
    one, between, other = key.partition(">")
    if between:
        return tuple(
            f"{words.text('levels', period, 'label')}: {words.short(COERCION, outcome) or words.say('value_open')}"
            for period, outcome in zip(Period, (one, other), strict=True)
        )  # type: ignore[return-value]  # there are two
    name, _, value = key.partition("=")
    if name == "reading":
        return words.say("column_reading"), words.say(f"word_{value}")
    if name in RESULTS or name in VARIABLE or name in DIMENSIONS:
        return _named(words, {}, name), _outcome(words, name, value)
    return _named(words, {}, name), _in_words(words, f"value_{value}", value)


_SAID: Final[Mapping[str, Callable[[Words, TidyRow, str], str]]] = {
    "section": _sentence("section_of"),
    "group": _value,
    "key": _named,
    "ask": _named,
    "by": _named,
    "value": _value,
    "reading": _reading,
    "period": lambda words, _, period: words.text("levels", period, "label"),
    "empty": lambda words, _, answer: words.text("answers", answer, "label"),
    "level": _sentence("level"),
    "status": _sentence("status"),
    "standing": _sentence("standing"),
    "unit": _unit,
    "measure": _sentence("measure"),
}
"""How the texts of a column are said, by its name; others are people's already."""
