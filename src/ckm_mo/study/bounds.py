"""What the printed margins imply for profiles, of which the sheet prints no count."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, product
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from ckm_mo.answers import PERIODS, Period, Reading, Truth
from ckm_mo.classification import INPUTS, Values, judge, options
from ckm_mo.codebook import VARIABLE, MeansClass, means_key
from ckm_mo.errors import MissingExtra
from ckm_mo.rules import COERCION, DIMENSIONS, PROFILES
from ckm_mo.study.figures import VICTIM, Asked, sheet
from ckm_mo.tidy import TEXT, WHOLE, Tidy, html

HARD: Final = str(MeansClass.HARD)
"""The outcome of coercion that holds where any hard means was used, and the name of its bounds."""


LINES: Final = tuple(DIMENSIONS)


Range = tuple[int, int]
"""The least and the greatest of what is possible."""


def _crossings(number: int) -> dict[str, dict[str, str]]:
    """Name the outcomes of some dimensions together by the letters that codes of profiles have for them."""
    return {
        "".join(profile.code[place] for place in some): {
            dimension: profile.crossing[place] for place, dimension in enumerate(DIMENSIONS) if place in some
        }
        for some in combinations(range(len(DIMENSIONS)), number)
        for profile in PROFILES
    }


PAIRS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(_crossings(2))
"""The outcomes of two dimensions together, by the letters of their profiles' codes: `AO` is affective and offender."""


@frozen
class Allowed:
    """How many of the study's victims the margins allow in each profile, under one reading of the lost layout.

    Args:
        reading: Of threat and use of violence.
        profiles: The least and the greatest number, by code.
        pairs: The same for two dimensions together, by the letters of `PAIRS`.
        hard: The same for any hard means.
    """

    reading: str
    profiles: Mapping[str, Range]
    pairs: Mapping[str, Range]
    hard: Range

    @property
    def ranges(self) -> dict[str, Range]:
        """All of them, by name."""
        return {**self.profiles, **self.pairs, HARD: self.hard}

    def __repr__(self) -> str:
        """Say in one line how many victims the margins allow in each profile."""
        allowed = ", ".join(f"{code} {low} to {high}" for code, (low, high) in self.profiles.items())
        return f"<Allowed under {self.reading}: {allowed}>"

    def _repr_html_(self) -> str:
        return html(bounds_rows([self]), repr(self))

    def as_dict(self) -> dict[str, object]:
        """Give its part of the JSON interface."""
        return {
            "reading": self.reading,
            "profiles": {code: list(ends) for code, ends in self.profiles.items()},
            "pairs": {code: list(ends) for code, ends in self.pairs.items()},
            "hard": list(self.hard),
        }


BOUNDS_SCHEMA: Final[Mapping[str, str]] = MappingProxyType({"reading": TEXT, "name": TEXT, "low": WHOLE, "high": WHOLE})
"""The columns of what the margins allow as rows."""


def bounds_rows(several: Iterable[Allowed]) -> Tidy:
    """Give what the margins allow as rows for any data frame library, in the columns of `BOUNDS_SCHEMA`.

    Args:
        several: Under each reading of the lost layout, from `bound_profiles`.

    Returns:
        A row for each reading and profile, pair of two dimensions' outcomes (`AO`), and `hard`.
    """
    return Tidy(BOUNDS_SCHEMA, [(each.reading, name, *ends) for each in several for name, ends in each.ranges.items()])


def bound_profiles(period: Period | None = None) -> tuple[Allowed, ...]:
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
        MissingExtra: If SciPy is not installed.

    Unknown:
        A victim for whom no value is printed in a dimension has no profile.

    Example:
        >>> row_a, row_b, column = bound_profiles()
        >>> row_a.profiles["AOH"], row_a.pairs["AO"], row_a.hard
        ((0, 19), (6, 19), (18, 39))
    """
    _solver()
    return _bounded(period)


@cache
def _bounded(period: Period | None) -> tuple[Allowed, ...]:
    """Bound them, once: the sheet does not change."""
    worlds = [*product(*(_possible(key) for key in INPUTS))]
    verdicts = [judge(world, Reading.OPEN, period) for world in worlds]

    def among(outcomes: Mapping[str, str]) -> list[int]:
        """Mark the worlds that have some outcomes for certain."""
        return [int(outcomes.items() <= each.dimensions.items()) for each in verdicts]

    found = []
    for reading in sheet().readings:
        program = _Program(worlds, list(margins(reading, period)))
        profiles, pairs = (
            {name: program.ends(among(outcomes)) for name, outcomes in crossings.items()}
            for crossings in (_crossings(len(DIMENSIONS)), PAIRS)
        )
        hard = program.ends(among({COERCION: HARD}))
        found.append(Allowed(reading, MappingProxyType(profiles), MappingProxyType(pairs), hard))
    return tuple(found)


def _possible(key: str) -> tuple[str, ...]:
    """List what a victim may have of a variable; nothing that is printed, where it is coded by hand."""
    return options(key) if VARIABLE[key].means else (*options(key), Truth.OPEN)


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
    """
    n = sheet().units[VICTIM].n
    for key in INPUTS:
        if VARIABLE[key].means:
            periods = PERIODS if period is None else (period,)
            ends = [_printed(reading, means_key(key, each), Truth.YES) for each in periods]
            yield Margin(key, Truth.YES, max(low for low, _ in ends), min(n, sum(high for _, high in ends)))
        else:
            for value in options(key):
                low, high = _printed(reading, key, value)
                yield Margin(key, value, low, high)


def unprinted(key: str, reading: str = "") -> int:
    """Return for how many victims no value is printed of a variable that is coded by hand."""
    return sheet().units[VICTIM].n - sum(_printed(reading, key, value)[0] for value in options(key))


def _printed(reading: str, key: str, value: str) -> Range:
    """Find with how many victims a variable has a value, as far as is printed: the least and the greatest."""
    n = sheet().units[VICTIM].n
    for each in sheet().figures:
        attained = [base for base in each.bases if base.counts]
        if each.asked(reading) == Asked(key, value) and [(base.unit, base.n) for base in attained] == [(VICTIM, n)]:
            return min(attained[0].counts), max(attained[0].counts)
    return 0, n


def _solver() -> tuple[Any, Any, Any]:
    """Give SciPy's solver, and what its bounds and constraints are made with."""
    try:
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - an extra, which only this needs
    except ImportError as error:
        raise MissingExtra(feature="bounds", package="SciPy", extra="stats") from error
    return Bounds, LinearConstraint, milp


class _Program:
    """A number of victims for each world, whole, that the margins allow.

    Args:
        worlds: What a victim may be: a value of each input.
        margins: How many have what.
    """

    def __init__(self, worlds: Sequence[Values], margins: Sequence[Margin]) -> None:
        self.n = sheet().units[VICTIM].n
        self.rows = [[1] * len(worlds)]
        self.rows += [[int(world[INPUTS.index(each.key)] == each.value) for world in worlds] for each in margins]
        self.low = [self.n, *(each.low for each in margins)]
        self.high = [self.n, *(each.high for each in margins)]

    def ends(self, wanted: Sequence[int]) -> Range:
        """Find the least and the greatest number of victims in the worlds that are marked."""
        return self._least(wanted, 1), self._least(wanted, -1)

    def _least(self, wanted: Sequence[int], sign: int) -> int:
        box, constraint, milp = _solver()
        result = milp(
            [sign * each for each in wanted],
            integrality=[1] * len(wanted),
            bounds=box(0, self.n),
            constraints=constraint(self.rows, self.low, self.high),
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
