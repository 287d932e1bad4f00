"""The study's figures: what its fact sheet prints, what that allows, and other cases beside it.

The figures are data, in `study.toml`. What is printed is kept as text, and the
whole numbers that print so are worked out, exactly: `counts`. Where the lost
layout leaves open which value belongs where, a figure keeps every reading, and
nothing here chooses.

The sheet publishes margins, and no count for any profile. `bound_profiles` says
what the margins imply for profiles; `compare` puts other cases beside the
figures. Nothing is tested: neither collection is a random sample.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from itertools import combinations, product
from types import MappingProxyType
from typing import Any, Final

from attrs import field, frozen

from ckm_mo._version import __version__
from ckm_mo.answers import PERIODS, Period, Reading, Truth
from ckm_mo.cases import Answers, Case, matches, values
from ckm_mo.classification import OPEN, VARIABLES, Values, judge, options
from ckm_mo.codebook import (
    CODEBOOK_VERSION,
    CONTEXT,
    MEANS,
    NOT_CODED,
    VARIABLE,
    MeansClass,
    means_key,
)
from ckm_mo.errors import InvalidPercentage, MissingExtra, RepeatedVictims
from ckm_mo.rules import COERCION, PROFILES, RULES
from ckm_mo.tallies import Bounds, Where

# What whole numbers print as a percentage


class Rounding(StrEnum):
    """Which way a half was rounded before it was printed."""

    HALF_UP = "half_up"
    HALF_DOWN = "half_down"
    EITHER = "either"


_PRINTED: Final = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")


def counts(percentage: str, n: int, rounding: str = Rounding.EITHER) -> tuple[int, ...]:
    """Find the counts that print as a percentage: the numbers k of n, each a whole number.

    Args:
        percentage: As printed, without the sign. It is text, since "54.0" says more than "54".
        n: Of how many; 1 or more.
        rounding: Which way a half was rounded: `half_up`, `half_down`, or `either`, which takes both.

    Returns:
        From low to high; none where no whole number of `n` prints so.

    Raises:
        InvalidPercentage: If it is no percentage as it may be printed, or there is nothing it could be of.

    Source:
        Brown and Heathers, "The GRIM test" (2017), for percentages. Exact: whole numbers only.

    Example:
        >>> counts("49", 39), counts("41", 25), counts("54", 200)
        ((19,), (), (107, 108, 109))
    """
    return tuple(count for count in _wholes(percentage, n, 100, rounding) if count <= n)


def sums(mean: str, n: int, rounding: str = Rounding.EITHER) -> tuple[int, ...]:
    """Find the sums of n whole numbers, none below 0, of which the mean prints so. Otherwise as `counts`.

    Example:
        >>> sums("1,8", 15)
        (27,)
    """
    return tuple(_wholes(mean, n, 1, rounding))


def _wholes(printed: str, n: int, per: int, rounding: str) -> range:
    """Find the whole numbers of which `per` times each, over n, prints so."""
    rounding = Rounding(rounding)
    found = _PRINTED.fullmatch(printed) if isinstance(printed, str) else None
    if found is None or n < 1:
        raise InvalidPercentage(value=str(printed), n=n)
    whole, decimals = found.groups(default="")
    # What prints so lies within half a unit of the last digit; all is multiplied until the halves are whole.
    scale = 2 * per * 10 ** len(decimals)
    low, high = ((2 * int(whole + decimals) + end) * n for end in (-1, 1))
    first, last = -(-low // scale), high // scale
    if rounding is Rounding.HALF_DOWN and first * scale == low:
        first += 1
    if rounding is Rounding.HALF_UP and last * scale == high:
        last -= 1
    return range(max(first, 0), last + 1)


# The figures


class Measure(StrEnum):
    """What is printed of a figure; of a remainder nothing is."""

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
class Text:
    """A text in both languages; empty where there is none."""

    en: str = ""
    nl: str = ""

    def of(self, lang: str) -> str:
        """Give it in a language."""
        return self.nl if lang == "nl" else self.en

    def as_dict(self) -> dict[str, str]:
        """Give both."""
        return {"en": self.en, "nl": self.nl}


@frozen
class Asked:
    """What a figure counts, in the codebook's words.

    Args:
        key: The variable's; of a means, at the level that is counted.
        value: The value that is counted.
        among: The cases that it is counted among: pairs of a variable's key and a value; all cases where empty.
    """

    key: str
    value: str
    among: tuple[tuple[str, str], ...] = ()

    @property
    def period(self) -> str:
        """The period that it is of; empty for any, or for none."""
        return VARIABLE[self.key].period

    def as_dict(self) -> dict[str, object]:
        """Give its part of the JSON interface."""
        among = [{"key": key, "value": value} for key, value in self.among]
        return {"key": self.key, "value": self.value, "period": self.period or None, "among": among}


@frozen
class Base:
    """What a figure may be a share of.

    Args:
        unit: What is counted; the key of the identifier that names one.
        n: How many there are.
        counts: The whole numbers that print as the figure; none where no whole number does.
    """

    unit: str
    n: int
    counts: tuple[int, ...] = ()

    @property
    def share(self) -> tuple[float, float]:
        """The least and the greatest count as fractions."""
        return min(self.counts) / self.n, max(self.counts) / self.n

    def as_dict(self) -> dict[str, object]:
        """Give its part of the JSON interface."""
        return {"unit": self.unit, "n": self.n, "counts": list(self.counts)}


@frozen
class Figure:
    """One figure of the study.

    Args:
        key: Its name; this project's own.
        block: The part of the sheet that it stands in.
        group: What it stands with there.
        measure: What is printed.
        printed: As printed, without the sign; empty for a remainder.
        bases: What it may be a share of, as printed first. Several where the sheet leaves it open, or prints one that
            no whole number attains.
        standing: How sure it is what it counts.
        asks: What it counts, in the codebook's words, with the reading of the lost layout under which it does; empty
            for every reading. None where the codebook has no variable for it.
        label: What it counts, for people.
        source: Where it is printed.
        note: What there is to know of it and those it stands with.

    Unknown:
        A figure that is unresolved keeps all its readings and bases. Nothing here chooses one.
    """

    key: str
    block: str
    group: str
    measure: Measure
    printed: str
    bases: tuple[Base, ...]
    standing: Standing
    asks: tuple[tuple[str, Asked], ...]
    label: Text
    source: Text
    note: Text

    def asked(self, reading: str) -> Asked | None:
        """Say what it counts under a reading of the lost layout; None where the codebook has no variable for it."""
        asks = dict(self.asks)
        return asks.get(reading) or asks.get("")

    def counts_in(self, period: str | None) -> bool:
        """Say whether it counts something of a period, or something that has none; all do where none is asked for."""
        periods = {asked.period for _, asked in self.asks} or {""}
        return not period or bool(periods & {"", period})

    def as_dict(self) -> dict[str, object]:
        """Give its part of the JSON interface."""
        return {
            "figure": self.key,
            "block": self.block,
            "group": self.group,
            "measure": str(self.measure),
            "printed": self.printed or None,
            "bases": [base.as_dict() for base in self.bases],
            "standing": str(self.standing),
            "asked": [{"reading": reading or None, **asked.as_dict()} for reading, asked in self.asks],
            "label": self.label.as_dict(),
            "source": self.source.as_dict(),
            "note": self.note.as_dict() if self.note.en else None,
        }


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
class Sheet:
    """The fact sheet.

    Args:
        units: What is counted, by key.
        readings: The ways to read what the lost layout leaves open, by key: none is chosen.
        blocks: The parts of the sheet, by key.
        groups: What stands together in a block, by key.
        figures: All figures, in the order of the blocks.
    """

    units: Mapping[str, Unit]
    readings: Mapping[str, Text]
    blocks: Mapping[str, Text]
    groups: Mapping[str, Text]
    figures: tuple[Figure, ...]

    def of(self, block: str | None = None, period: str | None = None) -> tuple[Figure, ...]:
        """List the figures of a block, or of all, and of a period, or of any."""
        return tuple(each for each in self.figures if block in {None, each.block} and each.counts_in(period))


FIGURE_HEADS: Final = (
    "figure",
    "block",
    "group",
    "measure",
    "printed",
    "unit",
    "n",
    "counts",
    "standing",
    "reading",
    "key",
    "value",
    "period",
    "label",
    "source",
)
"""The columns of figures as CSV: a row for each base and reading."""


def figure_rows(figures: Iterable[Figure], lang: str) -> Iterator[tuple[str | float, ...]]:
    """Give figures as rows, in the order of `FIGURE_HEADS`."""
    for each in figures:
        for base, (reading, asked) in product(each.bases, each.asks or (("", None),)):
            told = (asked.key, asked.value, asked.period) if asked else ("", "", "")
            found = ";".join(map(str, base.counts))
            yield (
                *(each.key, each.block, each.group, str(each.measure), each.printed),
                *(base.unit, base.n, found, str(each.standing), reading, *told),
                *(each.label.of(lang), each.source.of(lang)),
            )


@cache
def sheet() -> Sheet:
    """Load the figures of the study."""
    import tomllib  # noqa: PLC0415 - only what is shown pays for this
    from pathlib import Path  # noqa: PLC0415 - likewise

    texts = tomllib.loads(Path(__file__).with_name("study.toml").read_text("utf-8"))
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
    left_by = [before[each] for each in text.get("left_by", ())]
    bases = text.get("bases") or [{"unit": text["unit"], "n": units[text["unit"]].n}]
    asks = text.get("readings") or ({"": text} if "key" in text else {})
    return Figure(
        key=key,
        block=text["block"],
        group=text["group"],
        measure=measure,
        printed=printed,
        bases=tuple(
            Base(base["unit"], base["n"], _whole_numbers(measure, printed, base["n"], left_by)) for base in bases
        ),
        standing=Standing(text.get("standing", Standing.CERTAIN)),
        asks=tuple((reading, _asked(each)) for reading, each in asks.items()),
        label=Text(**text["label"]),
        source=Text(**text["source"]),
        note=Text(**text.get("note", {})),
    )


def _whole_numbers(measure: Measure, printed: str, n: int, left_by: Iterable[Figure]) -> tuple[int, ...]:
    """Find the whole numbers that print as a figure."""
    if measure is Measure.PERCENTAGE:
        return counts(printed, n)
    if measure is Measure.MEAN:
        return sums(printed, n)
    if measure is Measure.COUNT:
        return (int(printed),)
    return (n - sum(count for each in left_by for count in each.bases[0].counts),)  # each of these has one count


def _asked(text: Mapping[str, Any]) -> Asked:
    among = text.get("among")
    return Asked(text["key"], text["value"], ((among["key"], among["value"]),) if among else ())


# What the margins allow

VICTIM: Final = "victim"
"""The unit of the figures on the method: one victim is one case."""

HARD: Final = str(MeansClass.HARD)
"""The outcome of coercion that holds where any hard means was used, and the name of its bounds."""

LINES: Final = tuple(dict.fromkeys(rule.dimension for rule in RULES))

Range = tuple[int, int]
"""The least and the greatest of what is possible."""


def _crossings(number: int) -> dict[str, dict[str, str]]:
    """Name the outcomes of some lines together by the letters that codes of profiles have for them."""
    return {
        "".join(profile.code[LINES.index(line)] for line in some): {line: getattr(profile, line) for line in some}
        for some in combinations(LINES, number)
        for profile in PROFILES
    }


PAIRS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(_crossings(2))
"""The outcomes of two lines together, by the letters of their profiles' codes: `AO` is affective and offender."""


@frozen
class Allowed:
    """How many of the study's victims the margins allow to be what, under one reading of the lost layout.

    Args:
        reading: Of threat and use of violence.
        profiles: The least and the greatest number, by code.
        pairs: Likewise for two lines together, by the letters of `PAIRS`.
        hard: Likewise for any hard means.
    """

    reading: str
    profiles: Mapping[str, Range]
    pairs: Mapping[str, Range]
    hard: Range

    @property
    def ranges(self) -> dict[str, Range]:
        """All of them, by name."""
        return {**self.profiles, **self.pairs, HARD: self.hard}

    def as_dict(self) -> dict[str, object]:
        """Give its part of the JSON interface."""
        return {
            "reading": self.reading,
            "profiles": {code: list(ends) for code, ends in self.profiles.items()},
            "pairs": {code: list(ends) for code, ends in self.pairs.items()},
            "hard": list(self.hard),
        }


def bound_profiles(period: Period | None = None) -> tuple[Allowed, ...]:
    """Say how many of the study's victims may have each profile, as far as the printed margins tell.

    The numbers are exact, and each is attained: some joint distribution of whole
    victims with these margins has it. It is no estimate; nothing between the
    least and the greatest is likelier than the rest.

    Every victim is one complete answer to the seven variables of a
    classification, except that a relation or an initiative for which no value
    is printed is none of its values: with one, that value's printed margin
    would be another. Of a means in any period, two margins are printed, r in recruitment and e in exploitation, so
    that it was used with at least max(r, e) and at most r + e of the victims,
    and any number between: apart from that, the periods do not matter.

    Args:
        period: Of which period coercion is; None for any.

    Returns:
        One for each reading of the values of threat and use of violence, none of which is chosen.

    Raises:
        MissingExtra: If SciPy is not installed.

    Unknown:
        A victim for whom no value is printed on a line has no profile.

    Example:
        >>> row_a, row_b, column = bound_profiles()
        >>> row_a.profiles["AOH"], row_a.pairs["AO"], row_a.hard
        ((0, 19), (6, 19), (18, 39))
    """
    worlds = [*product(*(_possible(key) for key in VARIABLES))]
    verdicts = [judge(world, Reading.OPEN, period) for world in worlds]

    def among(outcomes: Mapping[str, str]) -> list[int]:
        """Mark the worlds that have some outcomes for certain."""
        return [int(all(getattr(each, line) == outcomes[line] for line in outcomes)) for each in verdicts]

    found = []
    for reading in sheet().readings:
        program = _Program(worlds, list(margins(reading, period)))
        profiles, pairs = (
            {name: program.ends(among(outcomes)) for name, outcomes in crossings.items()}
            for crossings in (_crossings(len(LINES)), PAIRS)
        )
        hard = program.ends(among({COERCION: HARD}))
        found.append(Allowed(reading, MappingProxyType(profiles), MappingProxyType(pairs), hard))
    return tuple(found)


def _possible(key: str) -> tuple[str, ...]:
    """List what a victim may have of a variable; nothing that is printed, where it is coded by hand."""
    return options(key) if VARIABLE[key].means else (*options(key), OPEN)


@frozen
class Margin:
    """With how many victims one of the seven variables has a value: `low` at least, `high` at most."""

    key: str
    value: str
    low: int
    high: int


def margins(reading: str, period: Period | None = None) -> Iterator[Margin]:
    """List what the figures say of each of the seven variables of a classification.

    Args:
        reading: Of the lost layout.
        period: The level at which means are asked for; None for any.

    Yields:
        A margin for each value of a variable that is coded by hand, and for the use of each means.
    """
    n = sheet().units[VICTIM].n
    for key in VARIABLES:
        if VARIABLE[key].means:
            periods = PERIODS if period is None else (period,)
            ends = [_printed(reading, means_key(key, each), Truth.YES) for each in periods]
            yield Margin(key, Truth.YES, max(low for low, _ in ends), min(n, sum(high for _, high in ends)))
        else:
            for value in options(key):
                low, high = _printed(reading, key, value)
                yield Margin(key, value, low, high)


def unprinted(key: str, reading: str = "") -> int:
    """Say for how many victims no value is printed of a variable that is coded by hand."""
    return sheet().units[VICTIM].n - sum(_printed(reading, key, value)[0] for value in options(key))


def _printed(reading: str, key: str, value: str) -> Range:
    """Find with how many victims a variable has a value, as far as is printed: the least and the greatest."""
    n = sheet().units[VICTIM].n
    for each in sheet().figures:
        attained = [base for base in each.bases if base.counts]
        if each.asked(reading) == Asked(key, value) and [(base.unit, base.n) for base in attained] == [(VICTIM, n)]:
            return min(attained[0].counts), max(attained[0].counts)
    return 0, n


class _Program:
    """A number of victims for each world, whole, that the margins allow.

    Args:
        worlds: What a victim may be: the seven variables.
        margins: How many have what.
    """

    def __init__(self, worlds: Sequence[Values], margins: Sequence[Margin]) -> None:
        self.n = sheet().units[VICTIM].n
        self.rows = [[1] * len(worlds)]
        self.rows += [[int(world[VARIABLES.index(each.key)] == each.value) for world in worlds] for each in margins]
        self.low = [self.n, *(each.low for each in margins)]
        self.high = [self.n, *(each.high for each in margins)]

    def ends(self, wanted: Sequence[int]) -> Range:
        """Find the least and the greatest number of victims in the worlds that are marked."""
        return self._least(wanted, 1), self._least(wanted, -1)

    def _least(self, wanted: Sequence[int], sign: int) -> int:
        try:
            from scipy.optimize import Bounds as Box  # noqa: PLC0415 - an extra, which only this needs
            from scipy.optimize import LinearConstraint, milp  # noqa: PLC0415 - likewise
        except ImportError as error:
            raise MissingExtra(feature="bounds", package="SciPy", extra="stats") from error
        result = milp(
            [sign * each for each in wanted],
            integrality=[1] * len(wanted),
            bounds=Box(0, self.n),
            constraints=LinearConstraint(self.rows, self.low, self.high),
            options={"mip_rel_gap": 0},
        )
        if result.x is None:  # pragma: no cover - the margins are the study's, and its victims attain them
            raise AssertionError(result.message)
        victims = [round(each) for each in result.x]
        # The solver counts in floating point; what it found is held to the margins in whole numbers.
        held = (sum(map(int.__mul__, row, victims)) for row in self.rows)
        if not all(low <= count <= high for low, count, high in zip(self.low, held, self.high, strict=True)):
            raise AssertionError("the solver breaks a margin")  # pragma: no cover - it has not been seen to
        return sum(map(int.__mul__, wanted, victims))


# Other cases beside the figures

_APART, _UNSURE = "apart", "unsure"
"""A case that a figure is not of, and one of which that is open."""


@cache
def _asks() -> tuple[Asked, ...]:
    """List everything that figures count in the codebook's words, each once."""
    return tuple(dict.fromkeys(asked for each in sheet().figures for _, asked in each.asks))


@frozen(eq=False)
class _Said:
    """What a case says of everything that figures ask.

    Args:
        of: For each reading of silence, in their order: for each thing asked whether it is so, or `_APART` or
            `_UNSURE`.
        own: What it has of each variable that no figure asks for; nothing where that is open.
        reading: What its source says of silence; None where it does not.
        begun: Whether its exploitation began.
    """

    of: tuple[tuple[str, ...], ...]
    own: tuple[tuple[str, ...], ...]
    reading: Reading | None
    begun: bool


def own_variables() -> tuple[str, ...]:
    """List the context variables that no figure of the study speaks of."""
    asked = {key for each in _asks() for key, _ in ((each.key, each.value), *each.among)}
    return tuple(variable.key for variable in CONTEXT if variable.key not in asked)


@lru_cache(1 << 14)
def _said(answers: Answers) -> _Said:
    case = Case(answers)
    return _Said(
        of=tuple(tuple(_status(case, asked, reading) for asked in _asks()) for reading in Reading),
        own=tuple(values(VARIABLE[key], case) for key in own_variables()),
        reading=case.about.reading,
        begun=case.about.begun,
    )


_MEANS: Final = tuple(key for key, _, _ in MEANS)


def _status(case: Case, asked: Asked, reading: Reading) -> str:
    """Say whether something is so of a case, under a reading of silence."""
    inside = matches(case, asked.among)
    if inside is Truth.NO or (asked.period == Period.EXPLOITATION and not case.about.begun):
        return _APART
    if inside is Truth.OPEN:
        return _UNSURE
    means = VARIABLE[asked.key].means
    if not means:
        return matches(case, ((asked.key, asked.value),))
    level = Period(asked.period) if asked.period else None
    used = case.read(case.about.reading or reading, level)[_MEANS.index(means)]
    return used if used is Truth.OPEN else Truth.YES if used == asked.value else Truth.NO


def _together(statuses: Iterable[str]) -> str:
    """Say whether something is so of an offender, or whatever has several cases: whether it is so in any of them."""
    found = set(statuses)
    if Truth.YES in found:
        return Truth.YES
    if Truth.OPEN in found or {Truth.NO, _UNSURE} <= found:
        return Truth.OPEN
    return Truth.NO if Truth.NO in found else _UNSURE if _UNSURE in found else _APART


@frozen
class Beside:
    """A figure of the study, and what other cases have of the same.

    Args:
        figure: The study's.
        base: What its share is of; in the cases the same unit is counted.
        asked: What both count.
        readings: The readings of the lost layout under which the figure counts this; none where it does anyway.
        bounds: At least and at most how many of the cases' units it is so, by reading of silence.
        left_out: How many are not among them, since it is open whether they belong there.
    """

    figure: Figure
    base: Base
    asked: Asked
    readings: tuple[str, ...]
    bounds: Mapping[Reading, Bounds]
    left_out: int

    @property
    def silent(self) -> bool:
        """Whether the cases say nothing of it: it is open in all of them, whatever silence means."""
        return all(not each.count and each.at_most == each.n for each in self.bounds.values())

    def as_dict(self) -> dict[str, object]:
        """Give its part of the JSON interface."""
        low, high = self.base.share
        return {
            "figure": self.figure.key,
            **self.asked.as_dict(),
            "unit": self.base.unit,
            "study": {
                "printed": self.figure.printed or None,
                "measure": str(self.figure.measure),
                "standing": str(self.figure.standing),
                "readings": list(self.readings),
                "n": self.base.n,
                "counts": list(self.base.counts),
                "share": {"low": low, "high": high},
            },
            "table": {str(reading): {"n": each.n, **each.as_dict()} for reading, each in self.bounds.items()},
            "left_out": self.left_out,
        }


BESIDE_HEADS: Final = (
    "figure",
    "key",
    "value",
    "period",
    "unit",
    "standing",
    "readings",
    "study_printed",
    "study_counts",
    "study_n",
    "reading",
    "count",
    "at_most",
    "n",
    "share_low",
    "share_high",
    "interval_low",
    "interval_high",
    "left_out",
)
"""The columns of a comparison as CSV: a row for each figure and reading of silence."""


@frozen
class Comparison:
    """Other cases beside the figures of the study.

    Args:
        beside: Each figure that the cases say something of.
        silent: The keys of the figures that a variable speaks of, and the cases do not.
        cases: How many there are.
        attempts: In how many of them the exploitation never began.
        readings: How many say themselves how silence is to be read, by reading.
        named: How many distinct ones of each unit the cases name, by its key; None where a case names none.
        own: What the cases have of the variables that no figure speaks of: how many have each value, by key; those
            that no case has are left out.
        by_case: Whether cases were counted as victims although a victim stands in several.
        period: Of which period figures are; None for any.
        empty: What empty cells counted as.
        where: The conditions that cases had to meet; None without.
        files: The tables that were read: name and SHA-256.

    Unknown:
        A case that has something open counts in what may be at most, and not in what is at least.
    """

    beside: tuple[Beside, ...]
    silent: tuple[str, ...]
    cases: int
    attempts: int
    readings: Mapping[Reading, int]
    named: Mapping[str, int | None]
    own: Mapping[str, Mapping[str, int]]
    by_case: bool = False
    period: Period | None = None
    empty: str = NOT_CODED
    where: Where | None = field(default=None, kw_only=True)
    files: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)

    def as_dict(self) -> dict[str, object]:
        """Give the JSON interface."""
        return {
            "cases": self.cases,
            "by_case": self.by_case,
            "period": self.period and str(self.period),
            "empty": self.empty,
            "where": self.where and self.where.as_dict(),
            "attempts": self.attempts,
            "readings": {str(reading): count for reading, count in self.readings.items()},
            "named": dict(self.named),
            "figures": [each.as_dict() for each in self.beside],
            "silent": list(self.silent),
            "own": {key: dict(numbers) for key, numbers in self.own.items()},
            "provenance": {
                "version": __version__,
                "codebook": CODEBOOK_VERSION,
                "files": [{"name": name, "sha256": digest} for name, digest in self.files],
            },
        }

    def as_rows(self) -> Iterator[tuple[str | float, ...]]:
        """Give it as rows, in the order of `BESIDE_HEADS`."""
        for each in self.beside:
            for reading, bounds in each.bounds.items():
                yield (
                    *(each.figure.key, each.asked.key, each.asked.value, each.asked.period, each.base.unit),
                    *(str(each.figure.standing), ";".join(each.readings), each.figure.printed),
                    *(";".join(map(str, each.base.counts)), each.base.n, str(reading)),
                    *(bounds.count, bounds.at_most, bounds.n),
                    *(*(bounds.share or ("", "")), *(bounds.interval or ("", "")), each.left_out),
                )


def compare(
    cases: Iterable[Case],
    *,
    readings: Iterable[Reading] = tuple(Reading),
    period: Period | None = None,
    by_case: bool = False,
    empty: str = NOT_CODED,
) -> Comparison:
    """Put cases beside the figures of the study that they can speak to.

    A figure of victims is held against cases, one of offenders (or of
    investigations) against distinct ones, of which something is so where it is so
    in any of their cases. No difference is tested: neither collection is a random
    sample, and which cases came into them, from what sources, differs.

    Args:
        cases: With their names; each once.
        readings: What silence means, for cases that do not say so themselves: what to show side by side.
        period: Take only figures of this period and figures that have none.
        by_case: Count cases as victims, also where a victim stands in several.
        empty: How empty cells were read: nothing but a label.

    Returns:
        The comparison. Figures of offenders are there only where every case names one.

    Raises:
        RepeatedVictims: If a victim stands in several cases, unless these are to be counted.

    Unknown:
        What is open in a case is neither counted as so nor as not so. An exploitation that never began is not counted
        in figures of its period.
    """
    seen: Counter[_Said] = Counter()
    units = tuple(sheet().units)
    named: dict[str, defaultdict[str, set[_Said]]] = {unit: defaultdict(set) for unit in units}
    repeated = 0
    for case in cases:
        said = _said(case.answers)
        seen[said] += 1
        repeated += bool(case[VICTIM]) and case[VICTIM] in named[VICTIM]
        for unit in units:
            named[unit][case[unit]].add(said)
    if repeated and not by_case:
        raise RepeatedVictims(count=repeated)
    counted = {unit: Counter(map(frozenset, groups.values())) for unit, groups in named.items() if "" not in groups}
    counted[VICTIM] = Counter({frozenset({said}): count for said, count in seen.items()})
    beside = tuple(_beside(counted, tuple(map(Reading, readings)), period))
    own = {key: _numbers(place, seen) for place, key in enumerate(own_variables())}
    return Comparison(
        beside=tuple(each for each in beside if not each.silent),
        silent=tuple(dict.fromkeys(each.figure.key for each in beside if each.silent)),
        cases=seen.total(),
        attempts=sum(count for said, count in seen.items() if not said.begun),
        readings={each: sum(count for said, count in seen.items() if said.reading is each) for each in Reading},
        named={unit: None if "" in groups else len(groups) for unit, groups in named.items()},
        own={
            key: {value.key: numbers[value.key] for value in VARIABLE[key].values}
            for key, numbers in own.items()
            if numbers
        },
        by_case=by_case,
        period=period and Period(period),
        empty=empty,
    )


def _numbers(place: int, seen: Mapping[_Said, int]) -> Counter[str]:
    """Count the values of one of the variables that no figure asks for."""
    numbers: Counter[str] = Counter()
    for said, count in seen.items():
        numbers.update(dict.fromkeys(said.own[place], count))
    return numbers


_Groups = Mapping[frozenset[_Said], int]


def _beside(counted: Mapping[str, _Groups], readings: Sequence[Reading], period: str | None) -> Iterator[Beside]:
    """Put everything that is counted beside each figure that a variable speaks of."""
    for figure in sheet().of(period=period):
        asks: dict[Asked, list[str]] = {}
        for reading, asked in figure.asks:
            asks.setdefault(asked, []).append(reading)
        for asked, layouts in asks.items():
            for base in figure.bases:
                if base.counts and base.unit in counted and (not period or asked.period in {"", period}):
                    found = {each: _count(counted[base.unit], asked, each) for each in readings}
                    yield Beside(
                        figure=figure,
                        base=base,
                        asked=asked,
                        readings=tuple(filter(None, layouts)),
                        bounds=MappingProxyType({each: bounds for each, (bounds, _) in found.items()}),
                        left_out=max(left_out for _, left_out in found.values()),
                    )


def _count(groups: _Groups, asked: Asked, reading: Reading) -> tuple[Bounds, int]:
    """Count what is so, what may be, and what is left out."""
    which, place = tuple(Reading).index(reading), _asks().index(asked)
    numbers: Counter[str] = Counter()
    for group, count in groups.items():
        numbers[_together(said.of[which][place] for said in group)] += count
    yes, no, left = (numbers[each] for each in (Truth.YES, Truth.NO, Truth.OPEN))
    return Bounds(yes, yes + left, yes + no + left), numbers[_UNSURE]
