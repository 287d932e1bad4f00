"""The figures that the study's fact sheet prints.

The figures are data, in `study.toml`. What is printed is kept as text, and the
whole numbers that print so are worked out. Where the lost layout leaves open
which value belongs where, a figure keeps every reading, and nothing here
chooses.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from itertools import product
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from ckm_mo.answers import Period, one_of
from ckm_mo.codebook import VARIABLE
from ckm_mo.errors import check_language
from ckm_mo.records import TEXT, WHOLE, Records, Result
from ckm_mo.study.rounding import counts, sums
from ckm_mo.tallies.statements import conditions_record


class Measure(StrEnum):
    """What is printed of a figure; a remainder is not printed."""

    PERCENTAGE = "percentage"
    COUNT = "count"
    MEAN = "mean"
    REMAINDER = "remainder"


class Standing(StrEnum):
    """How sure it is what a figure counts.

    `inferred`: from the order of the text, or from what whole numbers attain.
    """

    CERTAIN = "certain"
    INFERRED = "inferred"
    UNRESOLVED = "unresolved"


@frozen
class Text(Result):
    """A text in both languages; empty where there is none."""

    json = ("en", "nl")

    en: str = ""
    nl: str = ""

    def of(self, lang: str) -> str:
        """Give it in a language."""
        return self.nl if lang == "nl" else self.en


@frozen
class CountedValue(Result):
    """What a figure counts, in the codebook's words.

    Args:
        key: The variable's; of a means, at the level that is counted.
        value: The value that is counted.
        among: The cases that it is counted among: pairs of a variable's key and a value; all cases where empty.
    """

    json = ("key", "value", "period:_period", "among:_among")

    key: str
    value: str
    among: tuple[tuple[str, str], ...] = ()

    @property
    def period(self) -> str:
        """The period that it is of; empty for any, or for none."""
        return VARIABLE[self.key].period

    @property
    def _period(self) -> str | None:
        return self.period or None

    @property
    def _among(self) -> list[dict[str, str]]:
        return conditions_record(self.among)


@frozen
class Base(Result):
    """What a figure may be a share of.

    Args:
        unit: What is counted; the key of the identifier that names one.
        n: How many there are.
        counts: The whole numbers that print as the figure; none where no whole number does.
    """

    json = ("unit", "n", "counts")

    unit: str
    n: int
    counts: tuple[int, ...] = ()

    @property
    def share(self) -> tuple[float, float]:
        """The least and the greatest count as fractions."""
        return min(self.counts) / self.n, max(self.counts) / self.n


@frozen
class Figure(Result):
    """One figure of the study.

    Args:
        key: Its name; this project's own.
        block: The part of the sheet that it stands in.
        group: The group of figures that it belongs to there.
        measure: What is printed.
        printed: As printed, without the sign; empty for a remainder.
        bases: What it may be a share of, as printed first. Several where the sheet leaves it open, or prints one that
            no whole number attains.
        standing: How sure it is what it counts.
        counted: What it counts, in the codebook's words, with the reading of the lost layout under which it does; empty
            for every reading. None where the codebook has no variable for it.
        label: What it counts, for people.
        source: Where it is printed.
        note: A remark on it and on its group.

    Unknown:
        A figure that is unresolved keeps all its readings and bases. Nothing here chooses one.
    """

    json = (
        *("figure:key", "block", "group", "measure", "printed:_printed", "bases", "standing", "asked:_asked", "label"),
        *("source", "note:_note"),
    )

    key: str
    block: str
    group: str
    measure: Measure
    printed: str
    bases: tuple[Base, ...]
    standing: Standing
    counted: tuple[tuple[str, CountedValue], ...]
    label: Text
    source: Text
    note: Text

    def counted_under(self, reading: str) -> CountedValue | None:
        """Return what it counts under a reading of the lost layout; None where the codebook has no variable for it."""
        counted = dict(self.counted)
        return counted.get(reading) or counted.get("")

    def counts_in(self, period: str | None) -> bool:
        """Return whether it counts something of a period, or something without one; all do where none is asked for."""
        periods = {counted.period for _, counted in self.counted} or {""}
        return not period or bool(periods & {"", period})

    def __repr__(self) -> str:
        """Say in one line which figure it is, and what is printed."""
        return f"<Figure {self.key}: {self.measure} {self.printed}".rstrip() + ">"

    def rows(self) -> Records:
        """Return it as rows in English, in the columns of `FIGURE_SCHEMA`."""
        return figure_rows([self], "en")

    @property
    def _printed(self) -> str | None:
        return self.printed or None

    @property
    def _asked(self) -> list[dict[str, object]]:
        return [{"reading": reading or None, **counted.as_dict()} for reading, counted in self.counted]

    @property
    def _note(self) -> Text | None:
        return self.note if self.note.en else None


@frozen
class Unit:
    """Something that figures count. Its key is that of the identifier of one.

    Args:
        n: How many of it the study has.
        label: Its name, of several.
        one: Its name, of one.
        short: Its name where there is little room.
    """

    n: int
    label: Text
    one: Text
    short: Text


@frozen
class Sheet(Result):
    """The fact sheet.

    Args:
        units: What is counted, by key.
        readings: The ways to read what the lost layout leaves open, by key: none is chosen.
        blocks: The parts of the sheet, by key.
        groups: What stands together in a block, by key.
        figures: All figures, in the order of the blocks.
    """

    json = ("figures",)

    units: Mapping[str, Unit]
    readings: Mapping[str, Text]
    blocks: Mapping[str, Text]
    groups: Mapping[str, Text]
    figures: tuple[Figure, ...]

    def __repr__(self) -> str:
        """Say in one line how many figures there are."""
        return f"<Sheet of {len(self.figures)} figures>"

    def rows(self) -> Records:
        """Return its figures as rows in English, in the columns of `FIGURE_SCHEMA`."""
        return figure_rows(self.figures, "en")

    def of(self, block: str | None = None, period: str | None = None) -> tuple[Figure, ...]:
        """List the figures of a block, or of all, and of a period, or of any.

        Raises:
            InvalidInput: If there is no such block or period.
        """
        block = block and one_of(block, "block", self.blocks)
        level = period and Period(period)
        return tuple(each for each in self.figures if block in {None, each.block} and each.counts_in(level))


FIGURE_SCHEMA: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("figure", "block", "group", "measure", "printed", "unit"), TEXT),
        "n": WHOLE,
        **dict.fromkeys(("counts", "standing", "reading", "key", "value", "period", "label", "source"), TEXT),
    }
)
"""The columns of figures as rows: a row for each base and reading."""

FIGURE_HEADS: Final = tuple(FIGURE_SCHEMA)
"""Their names."""


def figure_rows(figures: Iterable[Figure], lang: str) -> Records:
    """Give figures as rows for any data frame library, in the columns of `FIGURE_SCHEMA`.

    Args:
        figures: Any.
        lang: The language of `label` and `source`.

    Returns:
        A row for each base and reading of the lost layout; `counts` are joined by `;`.

    Raises:
        InvalidInput: If there is no such language.
    """
    check_language(lang)
    nothing = ("", None)
    return Records(
        FIGURE_SCHEMA,
        [
            (
                *(each.key, each.block, each.group, str(each.measure), each.printed),
                *(base.unit, base.n, ";".join(map(str, base.counts)), str(each.standing), reading),
                *((counted.key, counted.value, counted.period) if counted else (None, None, None)),
                *(each.label.of(lang), each.source.of(lang)),
            )
            for each in figures
            for base, (reading, counted) in product(each.bases, each.counted or (nothing,))
        ],
    )


@cache
def sheet() -> Sheet:
    """Load the figures of the study."""
    import tomllib  # noqa: PLC0415 - only what is shown pays for this
    from importlib.resources import files  # noqa: PLC0415 - as above

    texts = tomllib.loads(files(__package__).joinpath("study.toml").read_text("utf-8"))
    units = {
        key: Unit(unit["n"], *(Text(**unit[name]) for name in ("label", "one", "short")))
        for key, unit in texts["units"].items()
    }
    figures: dict[str, Figure] = {}
    for key, text in texts["figures"].items():
        figures[key] = _figure(key, {**texts["groups"][text["group"]], **text}, units, figures)
    labels = {
        part: MappingProxyType({key: Text(**each["label"]) for key, each in texts[part].items()})
        for part in ("readings", "blocks", "groups")
    }
    return Sheet(units=MappingProxyType(units), figures=tuple(figures.values()), **labels)


def _figure(key: str, text: Mapping[str, Any], units: Mapping[str, Unit], before: Mapping[str, Figure]) -> Figure:
    """Make a figure of what is written of it and its group."""
    measure = Measure(text.get("measure", Measure.PERCENTAGE))
    printed = text.get("printed", "")
    remainder_of = [before[each] for each in text.get("left_by", ())]
    bases = text.get("bases") or [{"unit": text["unit"], "n": units[text["unit"]].n}]
    counted = text.get("readings") or ({"": text} if "key" in text else {})
    return Figure(
        key=key,
        block=text["block"],
        group=text["group"],
        measure=measure,
        printed=printed,
        bases=tuple(
            Base(base["unit"], base["n"], _whole_numbers(measure, printed, base["n"], remainder_of)) for base in bases
        ),
        standing=Standing(text.get("standing", Standing.CERTAIN)),
        counted=tuple((reading, _counted_value(each)) for reading, each in counted.items()),
        label=Text(**text["label"]),
        source=Text(**text["source"]),
        note=Text(**text.get("note", {})),
    )


def _whole_numbers(measure: Measure, printed: str, n: int, remainder_of: Iterable[Figure]) -> tuple[int, ...]:
    if measure is Measure.PERCENTAGE:
        return counts(printed, n)
    if measure is Measure.MEAN:
        return sums(printed, n)
    if measure is Measure.COUNT:
        return (int(printed),)
    return (n - sum(count for each in remainder_of for count in each.bases[0].counts),)  # each of these has one count


def _counted_value(text: Mapping[str, Any]) -> CountedValue:
    among = text.get("among")
    return CountedValue(text["key"], text["value"], ((among["key"], among["value"]),) if among else ())


VICTIM: Final = "victim"
"""The unit of the figures on the method: one victim is one case."""
