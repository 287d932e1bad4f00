"""What the printed margins imply for profiles, of which the sheet prints no count."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType
from typing import Final

from attrs import frozen

from ckm_mo.answers import PERIODS, Period, Truth, one_of
from ckm_mo.classification import INPUTS, options
from ckm_mo.codebook import VARIABLE, MeansClass, means_key
from ckm_mo.records import TEXT, WHOLE, Records, Result
from ckm_mo.rules import COERCION, DIMENSIONS, LETTERS, PROFILES, RULES, AllOf, Condition, Is
from ckm_mo.study.figures import VICTIM, CountedValue, sheet

HARD: Final = str(MeansClass.HARD)
"""The outcome of coercion that holds where any hard means was used, and the name of its bounds."""


LINES: Final = tuple(DIMENSIONS)


CountRange = tuple[int, int]
"""The least and the greatest of what is possible."""


def _pairs() -> dict[str, dict[str, str]]:
    pairs = [{each: of.dimensions[each] for each in some} for some in combinations(DIMENSIONS, 2) for of in PROFILES]
    return {("" if LETTERS else " ").join(LETTERS.get(each, each) for each in pair.values()): pair for pair in pairs}


PAIRS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(_pairs())
"""The outcomes of two dimensions together, by name: their letters, `AO` for affective and offender.

In a format without letters the name is the outcomes, with a blank between them.
"""


@frozen
class Allowed(Result):
    """How many of the study's victims the margins allow in each profile, under one reading of the lost layout.

    Args:
        reading: Of threat and use of violence.
        profiles: The least and the greatest number, by code.
        pairs: The same for two dimensions together, by the names of `PAIRS`.
        hard: The same for any hard means.
    """

    json = ("reading", "profiles", "pairs", "hard")

    reading: str
    profiles: Mapping[str, CountRange]
    pairs: Mapping[str, CountRange]
    hard: CountRange

    @property
    def ranges(self) -> dict[str, CountRange]:
        """All of them, by name."""
        return {**self.profiles, **self.pairs, HARD: self.hard}

    def __repr__(self) -> str:
        """Say in one line how many victims the margins allow in each profile."""
        allowed = ", ".join(f"{code} {low} to {high}" for code, (low, high) in self.profiles.items())
        return f"<Allowed under {self.reading}: {allowed}>"

    def rows(self) -> Records:
        """Return all of them as rows, in the columns of `BOUNDS_SCHEMA`."""
        return bounds_rows([self])


BOUNDS_SCHEMA: Final[Mapping[str, str]] = MappingProxyType({"reading": TEXT, "name": TEXT, "low": WHOLE, "high": WHOLE})
"""The columns of what the margins allow as rows."""


def bounds_rows(several: Iterable[Allowed]) -> Records:
    """Give what the margins allow as rows for any data frame library, in the columns of `BOUNDS_SCHEMA`.

    Args:
        several: Under each reading of the lost layout, from `bound_profiles`.

    Returns:
        A row for each reading and profile, pair of two dimensions' outcomes (`AO`), and `hard`.
    """
    return Records(
        BOUNDS_SCHEMA, [(each.reading, name, *ends) for each in several for name, ends in each.ranges.items()]
    )


def bound_profiles(period: Period | str | None = None) -> tuple[Allowed, ...]:
    """Bound how many of the study's victims may have each profile, as far as the printed margins tell.

    The numbers are exact, and each is attained: some joint distribution of whole
    victims with these margins has it. It is not an estimate; nothing between the
    least and the greatest is likelier than the rest.

    Every victim is one complete answer to the inputs of a
    classification, except that a relation or an initiative for which no value
    is printed is none of its values: with one, that value's printed margin
    would be another. Of a means in any period, two margins are printed, r in recruitment and e in exploitation, so
    that it was used with at least max(r, e) and at most r + e of the victims,
    and any number between: apart from that, the periods do not matter.

    Args:
        period: The period whose means of coercion count; None for any.

    Returns:
        One for each reading of the values of threat and use of violence, none of which is chosen.

    Raises:
        InvalidInput: If there is no such period.

    Unknown:
        A victim for whom no value is printed in a dimension has no profile.

    Source:
        Fréchet's bounds. They are attained, since no input of a classification is read twice: whom one of them is about
        does not depend on whom another is about.

    Example:
        >>> row_a, row_b, column = bound_profiles()
        >>> row_a.profiles["AOH"], row_a.pairs["AO"], row_a.hard
        ((0, 19), (6, 19), (18, 39))
    """
    level = None if period is None else Period(period)
    return tuple(_allowed(reading, level) for reading in sheet().readings)


def _allowed(reading: str, period: Period | None) -> Allowed:
    n = sheet().units[VICTIM].n
    printed = {(each.key, each.value): (each.low, each.high) for each in margins(reading, period)}
    printed |= {
        (key, Truth.NO): (n - high, n - low) for (key, value), (low, high) in printed.items() if value == Truth.YES
    }
    outcomes = {(rule.dimension, rule.outcome): number_with(rule.when, printed, n) for rule in RULES}
    profiles, pairs = (
        {name: _with_all([outcomes[each] for each in crossing.items()], n) for name, crossing in crossings.items()}
        for crossings in ({each.code: each.dimensions for each in PROFILES}, PAIRS)
    )
    return Allowed(reading, MappingProxyType(profiles), MappingProxyType(pairs), outcomes[COERCION, HARD])


def number_with(condition: Condition, printed: Mapping[tuple[str, str], CountRange], n: int) -> CountRange:
    """Bound the number of victims of whom a condition holds.

    Args:
        condition: One that reads each variable at most once.
        printed: The least and the greatest number with each value of a variable.
        n: How many victims there are.
    """
    if isinstance(condition, Is):
        return printed[condition.variable, condition.value]
    parts = [number_with(part, printed, n) for part in condition.parts]
    if isinstance(condition, AllOf):
        return _with_all(parts, n)
    return max(low for low, _ in parts), min(n, sum(high for _, high in parts))


def _with_all(parts: Sequence[CountRange], n: int) -> CountRange:
    """Bound the number of victims with all of some things, of which any may go with any."""
    lacking = sum(n - low for low, _ in parts)
    return max(0, n - lacking), min(high for _, high in parts)


@frozen
class Margin:
    """With how many victims an input of a classification has a value: `low` at least, `high` at most."""

    key: str
    value: str
    low: int
    high: int


def margins(reading: str, period: Period | None = None) -> Iterator[Margin]:
    """List what the figures say of each input of a classification.

    Args:
        reading: Of the lost layout.
        period: The level at which means are asked for; None for any.

    Yields:
        A margin for each value of a variable that is coded by hand, and for the use of each means.

    Raises:
        InvalidInput: If there is no such reading.
    """
    reading = one_of(reading, "reading", sheet().readings)
    n = sheet().units[VICTIM].n
    for key in INPUTS:
        if VARIABLE[key].means:
            periods = PERIODS if period is None else (period,)
            ends = [_printed(reading, means_key(key, each), Truth.YES) for each in periods]
            yield Margin(key, Truth.YES, max(low for low, _ in ends), min(n, sum(high for _, high in ends)))
        else:
            for value in options(key):
                low, high = _printed(reading, key, value)
                yield Margin(key, value, low, min(high, low + unprinted(key, reading)))


def unprinted(key: str, reading: str = "") -> int:
    """Return for how many victims no value is printed of a variable that is coded by hand."""
    return sheet().units[VICTIM].n - sum(_printed(reading, key, value)[0] for value in options(key))


def _printed(reading: str, key: str, value: str) -> CountRange:
    """Find with how many victims a variable has a value, as far as is printed: the least and the greatest."""
    n = sheet().units[VICTIM].n
    for each in sheet().figures:
        attained = [base for base in each.bases if base.counts]
        of_victims = [(base.unit, base.n) for base in attained] == [(VICTIM, n)]
        if of_victims and each.counted_under(reading) == CountedValue(key, value):
            return min(attained[0].counts), max(attained[0].counts)
    return 0, n
