"""The views of the codebook and of an empty table: what variables mean; also as rows, and as records for machines."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ckm_mo.answers import Answer
from ckm_mo.codebook import (
    CODEBOOK_VERSION,
    EDIT_RULES,
    LOCATOR,
    LOCATORS,
    MEANS,
    OPEN,
    VARIABLES,
    YES_NO,
    EditRule,
    Variable,
    definitions,
    takes,
    word,
)
from ckm_mo.views.blocks import Block, Grid, Lines, Title, View
from ckm_mo.views.cautions import notes
from ckm_mo.views.words import Words


def codebook_view(words: Words, variables: Sequence[Variable]) -> View:
    """Show what variables mean: definition, what it includes and does not, values, words in tables, source."""
    title = Title(words.say("title_codebook", version=CODEBOOK_VERSION), 1)
    blocks: list[Block] = [title, Lines((words.say("codebook_note"),))]
    for variable in variables:
        blocks += _variable_blocks(words, variable)
    labels = tuple(
        (words.text("answers", key, "label"), words.text("answers", key, "definition")) for key in map(str, Answer)
    )
    blocks += [Title(words.say("title_answers")), Grid(words.heads("value", "meaning"), labels)]
    if any(each.key in LOCATOR for each in variables):
        lines = (words.text("locators", "definition"), *words.more_of("locators"))
        blocks += [Title(words.text("locators", "label")), Lines(lines)]
    keys = {each.key for each in variables}
    edits = [rule for rule in EDIT_RULES if keys & {key for key, _ in (*rule.when, *rule.expected)}]
    if edits:
        blocks += [Title(words.say("title_edits")), Lines((words.say("edits_note"),))]
    for rule in edits:
        blocks += [Title(edit_rule_title(words, rule), 3), Lines(edit_rule_lines(words, rule))]
    return [*blocks, *notes(words, words.say("method"))]


def edit_rule_title(words: Words, rule: EditRule) -> str:
    """Name an edit rule: what its queries are headed by, and its key in CSV and JSON."""
    return words.say("title_variable", label=words.say(f"found_{rule.key}"), key=rule.key)


def edit_rule_lines(words: Words, rule: EditRule) -> tuple[str, ...]:
    """Say an edit rule: what it is about, what it expects, its sentence and its source."""
    return (
        words.say("edit_when", text=words.when(rule)),
        words.say("edit_expected", text=words.expected(rule)),
        words.text("edits", rule.key, "sentence"),
        words.say("source", text=words.text("edits", rule.key, "source")),
    )


def _variable_blocks(words: Words, variable: Variable) -> Iterator[Block]:
    key = variable.means or variable.key
    title = words.say("title_variable", label=words.text("variables", key, "label"), key=key)
    yield Title(title, anchor=word(variable, words.lang))
    columns = _columns(key)
    located = _located(columns)
    kinds = [words.text("classes", kind, "label") for means, _, kind in MEANS if means == key]
    lines = [
        words.text("variables", key, "definition"),
        *words.more_of("variables", key),
        words.say("columns", text=", ".join(f"{each.key} / {each.dutch}" for each in columns)),
        *([words.say("locators", text=", ".join(f"{each.key} / {each.dutch}" for each in located))] if located else ()),
        *(words.say("class", text=kind) for kind in kinds),
        *([words.say("several_values")] if variable.several else ()),
    ]
    yield Lines(tuple(lines))
    rows = [
        (
            " / ".join((value.key, value.dutch, *value.others)),
            words.text("variables", key, "values", value.key, "definition"),
        )
        for value in variable.values
    ]
    if all(text for _, text in rows) and rows:
        yield Grid(words.heads("value", "meaning"), tuple(rows))


def _columns(key: str) -> list[Variable]:
    """List the columns of a variable: its own, and of a means those of its periods."""
    return [each for each in VARIABLES if key in {each.key, each.means}]


def _located(columns: Iterable[Variable]) -> list[Variable]:
    """List the columns that say where the answers of others stand."""
    return [LOCATOR[each.key] for each in columns if each.key in LOCATOR]


def template_view(words: Words, variables: Iterable[Variable]) -> View:
    """Show the columns of a table and what may stand in it."""
    rows = tuple((word(variable, words.lang), words.allowed(variable)) for variable in variables)
    return [Title(words.say("title_template"), 1), Grid(words.heads("column", "allowed"), rows)]


def codebook_rows(words: Words) -> Iterator[tuple[str, ...]]:
    """Give the codebook as rows: each column of a table, then each value that has a meaning of its own.

    A row has the column, the value, label, definition, what it includes and does not, and the allowed words.
    """
    parts = ("definition", "includes", "excludes")
    for variable in VARIABLES:
        name = word(variable, words.lang)
        yield name, "", words.variable(variable.key), *words.texts_of(variable, parts), words.allowed(variable)
        for value in variable.values:
            texts = [words.text("variables", variable.key, "values", value.key, part) for part in ("label", *parts)]
            if any(texts):
                yield name, word(value, words.lang), *texts, ""
    locator = next(iter(LOCATORS))
    texts = [words.text("locators", part) for part in ("label", *parts)]
    yield f"{word(locator, words.lang)}, ...", "", *texts, words.allowed(locator)
    for key in map(str, Answer):
        texts = [words.text("answers", key, part) for part in ("label", *parts)]
        yield "", next(word(value, words.lang) for value in (*YES_NO, *OPEN) if value.key == key), *texts, ""


def codebook_records(variables: Iterable[Variable]) -> dict[str, Any]:
    """Give the codebook, in both languages."""
    texts = definitions()
    return {
        "version": CODEBOOK_VERSION,
        "variables": [
            {
                "key": each.key,
                "columns": [name for column in _columns(each.key) for name in (column.key, column.dutch)],
                "locators": [name for at in _located(_columns(each.key)) for name in (at.key, at.dutch)],
                "role": str(each.role),
                "class": next((str(kind) for means, _, kind in MEANS if means == each.key), None),
                "several": each.several,
                "values": [
                    {"key": value.key, "words": [value.key, value.dutch, *value.others]} for value in takes(each)
                ],
                **{part: text for part, text in texts["variables"][each.key].items() if part != "values"},
                "meanings": texts["variables"][each.key].get("values", {}),
            }
            for each in variables
        ],
        "locators": texts["locators"],
        "edit_rules": [
            {
                "key": rule.key,
                "when": {key: list(values) for key, values in rule.when},
                "expected": {key: list(values) for key, values in rule.expected},
                **texts["edits"][rule.key],
            }
            for rule in EDIT_RULES
        ],
        "answers": texts["answers"],
    }
