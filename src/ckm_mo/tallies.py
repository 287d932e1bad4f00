"""Tallies: verdicts counted without losing what is unknown.

A case counts for every profile that it may have, so each profile has two counts:
decided for it (at least) and possible (at most). There is no share of the decided
alone: it would be an artefact, since one stated hard means decides a case while
soft means only take three stated absences. Nothing is imputed.

A tally is kept as a count for each distinct thing that a case can add, so that
tallies of parts add up to the tally of the whole.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from math import sqrt
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve, fields, frozen

from ckm_mo._version import __version__
from ckm_mo.answers import PERIODS, Period, Reading, Truth
from ckm_mo.cases import Case, values
from ckm_mo.classification import (
    INPUTS,
    OPEN,
    Values,
    Verdict,
    as_read,
    asked,
    classify,
    evaluate,
    judge,
    outcomes_left,
)
from ckm_mo.codebook import CODEBOOK_VERSION, CODED, HARD, MEANS, NOT_CODED, SOFT, UNKNOWN, VARIABLE, Role
from ckm_mo.errors import InvalidGrouping, UnlikeTallies
from ckm_mo.rules import COERCION, PROFILES, RULES, AnyOf, Is, outcomes

GROUPING: Final = tuple(variable.key for variable in CODED if variable.role is not Role.MEANS)
"""The variables that a tally can be split by."""

FEW: Final = 5
"""Of fewer cases, the figures of a group can point to a person."""

ROW_HEADS: Final = (
    "number",
    "profile",
    "count",
    "at_most",
    "share_low",
    "share_high",
    "interval_low",
    "interval_high",
)
"""The columns of a tally as CSV."""

CONFIDENCE: Final = 0.95
Z: Final = 1.959963984540054
"""The normal quantile of (1 + CONFIDENCE) / 2; a test holds it to the standard library's."""


def wilson(count: int, n: int, z: float = Z) -> tuple[float, float]:
    """Compute the limits of the Wilson interval of a proportion.

    Args:
        count: How many of them.
        n: Of how many; more than 0.
        z: The normal quantile of what the interval covers; of 95 % unless given.

    Returns:
        The lower and upper limit, fractions of `n`, unrounded. No continuity correction.

    Source:
        Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
    """
    middle = count + z * z / 2
    half = z * sqrt(count * (n - count) / n + z * z / 4)
    high = 1.0 if count == n else (middle + half) / (n + z * z)
    return (middle - half) / (n + z * z), high


@frozen
class Bounds:
    """How many cases are something for certain, and how many may be.

    Args:
        count: At least so many: decided.
        at_most: At most so many: possible.
        n: Of how many.
    """

    count: int
    at_most: int
    n: int

    @property
    def share(self) -> tuple[float, float] | None:
        """Both as fractions of all; None where n is 0."""
        return (self.count / self.n, self.at_most / self.n) if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """One interval over what is open and chance together; None where n is 0.

        From the lower Wilson limit of the least to the upper one of the most.
        """
        return (wilson(self.count, self.n)[0], wilson(self.at_most, self.n)[1]) if self.n else None

    def as_dict(self) -> dict[str, object]:
        """Give its part of the JSON interface."""
        return {
            "count": self.count,
            "at_most": self.at_most,
            "share": _limits(self.share),
            "interval": _limits(self.interval),
        }


def _limits(pair: tuple[float, float] | None) -> dict[str, float | None]:
    low, high = pair or (None, None)
    return {"low": low, "high": high}


@frozen
class Where:
    """The conditions that cases had to meet to be counted, and how many did not.

    Args:
        conditions: Pairs of a variable's key and a value; all must hold.
        differ: How many cases are coded otherwise.
        open: How many have it open.
    """

    conditions: tuple[tuple[str, str], ...]
    differ: int = 0
    open: int = 0

    def as_dict(self) -> dict[str, object]:
        """Give its part of the JSON interface."""
        conditions = [{"key": key, "value": value} for key, value in self.conditions]
        return {"conditions": conditions, "differ": self.differ, "open": self.open}


@frozen(eq=False)
class Counted:
    """What one case adds to a tally. One object for each.

    Args:
        verdict: The case's.
        values: The seven variables as read.
    """

    verdict: Verdict
    values: Values

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle as the call that gives the one object again."""
        return counted, (self.verdict, self.values)


@cache  # bounded by the values and the readings there are
def counted(verdict: Verdict, values: Values) -> Counted:
    """Give the one object for this."""
    return Counted(verdict, values)


Shift = tuple[str, str]
"""The outcomes of coercion in recruitment and in exploitation, or open."""


@frozen
class Tally:
    """Verdicts, counted. Make it with `Tally.of`; add the tallies of parts with `+` or `sum`.

    Args:
        reading: What silence meant for the cases that do not say so themselves.
        period: Of which period coercion is; None for any.
        by: The variable that the groups are of; None without groups.
        decided_only: Whether decided cases alone were counted.
        empty: What empty cells counted as: `not_coded` or `not_stated`.
        counts: The cases counted, by what they add.
        shifts: The cases counted, by their shift; attempts have none.
        not_begun: How many cases are left out since the period asked for never began in them.
        named: The offenders of the counted cases; with an empty name among them, not every case names one.
        groups: For every value of `by`, and `unknown`, the tally of its cases. A case with several values counts in
            each.
        where: The conditions that cases had to meet; None without.
        files: The tables that were read: name and SHA-256.

    Unknown:
        An undecided case counts for every profile that it may have, in `at_most` alone.
    """

    reading: Reading = Reading.OPEN
    period: Period | None = None
    by: str | None = None
    decided_only: bool = False
    empty: str = NOT_CODED
    counts: Mapping[Counted, int] = MappingProxyType({})
    shifts: Mapping[Shift, int] = MappingProxyType({})
    not_begun: int = 0
    named: frozenset[str] = frozenset()
    groups: tuple[tuple[str, "Tally"], ...] = ()
    where: Where | None = None
    files: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(
        cls,
        cases: Iterable[Case],
        *,
        reading: Reading = Reading.OPEN,
        period: Period | None = None,
        by: str | None = None,
        decided_only: bool = False,
        empty: str = NOT_CODED,
    ) -> "Tally":
        """Count cases.

        Args:
            cases: Any cases; none may stand in it twice, which is not checked here.
            reading: What silence means for cases that do not say so themselves.
            period: Of which period coercion is; None for any.
            by: One of `GROUPING`, to tally each of its values too.
            decided_only: Count decided cases alone.
            empty: How empty cells were read: nothing but a label.

        Returns:
            The tally.

        Raises:
            InvalidGrouping: If `by` is none of them.

        Example:
            >>> cases = [Case.from_answers({"relation": "affective", "violence": "yes"}), Case()]
            >>> tally = Tally.of(cases)
            >>> tally.n, tally.profiles["AOH"].count, tally.profiles["AOH"].at_most
            (2, 0, 2)
        """
        counting = Counting(
            Tally(Reading(reading), None if period is None else Period(period), by, decided_only, empty)
        )
        for case in cases:
            counting.extend([counting.look(case)], [case["offender"]])
        return counting.tally()

    @property
    def n(self) -> int:
        """How many cases are counted."""
        return sum(self.counts.values())

    @property
    def readings(self) -> dict[str, int]:
        """How many cases were read in each way."""
        counts: Counter[Reading] = Counter()
        for each, count in self.counts.items():
            counts[each.verdict.reading] += count
        return {str(reading): counts[reading] for reading in Reading}

    @property
    def read_as(self) -> str:
        """The one reading of all counted cases, or `mixed`; that asked for where none is counted."""
        used = [reading for reading, count in self.readings.items() if count]
        return str(self.reading) if not used else used[0] if len(used) == 1 else "mixed"

    @property
    def offenders(self) -> int | None:
        """How many distinct offenders the cases have; None where a case names none."""
        return None if "" in self.named else len(self.named)

    @property
    def profiles(self) -> dict[str, Bounds]:
        """The bounds of each of the eight profiles, by code."""
        verdicts = self.verdicts
        return {
            profile.code: Bounds(
                sum(count for verdict, count in verdicts.items() if verdict.profile == profile.code),
                sum(count for verdict, count in verdicts.items() if profile.code in verdict.possible),
                self.n,
            )
            for profile in PROFILES
        }

    @property
    def dimensions(self) -> dict[str, dict[str, Bounds]]:
        """The bounds of each outcome, by dimension."""
        verdicts = self.verdicts
        return {
            dimension: {
                outcome: Bounds(
                    sum(count for verdict, count in verdicts.items() if getattr(verdict, dimension) == outcome),
                    sum(
                        count
                        for verdict, count in verdicts.items()
                        if outcome in outcomes_left(verdict.bits, dimension)
                    ),
                    self.n,
                )
                for outcome in outcomes(dimension)
            }
            for dimension in dict.fromkeys(rule.dimension for rule in RULES)
        }

    @property
    def verdicts(self) -> Counter[Verdict]:
        """How often each verdict occurs."""
        verdicts: Counter[Verdict] = Counter()
        for each, count in self.counts.items():
            verdicts[each.verdict] += count
        return verdicts

    @property
    def decided(self) -> int:
        """How many cases have one profile."""
        return self.number(lambda each: each.verdict.decided)

    @property
    def undecided(self) -> int:
        """How many cases may have more than one outcome."""
        return self.n - self.decided - self.outside["yes"]

    @property
    def outside(self) -> dict[str, int]:
        """How many cases are outside the format for certain, and how many possibly."""
        return {
            "yes": self.number(lambda each: each.verdict.outside == "yes"),
            "possible": self.number(lambda each: each.verdict.outside == "possible"),
        }

    @property
    def few(self) -> tuple[str, ...]:
        """The groups that have cases, but so few that their figures can point to a person."""
        return tuple(value for value, group in self.groups if 0 < group.n < FEW)

    @property
    def rests_on_silence(self) -> int:
        """How many verdicts would be others under the open reading."""
        return self.number(lambda each: each.verdict.rests_on_silence)

    @property
    def means(self) -> dict[str, dict[str, int]]:
        """How many cases have each means used, not used, and open; by key at the level that was asked."""
        return {
            asked(key, self.period): self.split(itemgetter(INPUTS.index(key)))  # a place among the seven
            for key, _, _ in MEANS
        }

    @property
    def any_soft(self) -> dict[str, int]:
        """How many cases have any soft means used, none used, and open."""
        return self.split(lambda values: _any(SOFT, values))

    @property
    def any_hard(self) -> dict[str, int]:
        """How many cases have any hard means used, none used, and open."""
        return self.split(lambda values: _any(HARD, values))

    @property
    def shift(self) -> dict[Shift, int] | None:
        """How many cases have each pair of coercion in recruitment and in exploitation.

        Attempts are left out. None where the tally is of one period.
        """
        if self.period:
            return None
        kinds = (*outcomes(COERCION), str(OPEN))
        cells = dict.fromkeys(((one, other) for one in kinds for other in kinds), 0)
        return {**cells, **self.shifts}

    def number(self, test: Callable[[Counted], bool]) -> int:
        """Count the cases of which something is true."""
        return sum(count for each, count in self.counts.items() if test(each))

    def split(self, value: Callable[[Values], str]) -> dict[str, int]:
        """Count the cases by yes, no and open."""
        numbers: Counter[str] = Counter()
        for each, count in self.counts.items():
            numbers[value(each.values)] += count
        return {str(truth): numbers[truth] for truth in Truth}

    def __add__(self, other: "Tally") -> "Tally":
        """Add the tally of other cases.

        Raises:
            UnlikeTallies: If they do not count alike.
        """
        if not isinstance(other, Tally):
            return NotImplemented
        for what in ("reading", "period", "by", "decided_only", "empty"):
            if getattr(self, what) != getattr(other, what):
                raise UnlikeTallies(what=what)
        return evolve(
            self,
            counts=MappingProxyType(Counter(self.counts) + Counter(other.counts)),
            shifts=MappingProxyType(Counter(self.shifts) + Counter(other.shifts)),
            not_begun=self.not_begun + other.not_begun,
            named=self.named | other.named,
            groups=tuple(
                (value, mine + theirs) for (value, mine), (_, theirs) in zip(self.groups, other.groups, strict=True)
            ),
            where=_together(self.where, other.where),
            files=self.files + other.files,
        )

    def __radd__(self, other: object) -> "Tally":
        """Let `sum` begin with 0."""
        return self if other == 0 else NotImplemented

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle without the views on the counts."""
        views = {"counts": dict(self.counts), "shifts": dict(self.shifts)}
        return _tally, ({name: getattr(self, name) for name in _FIELDS} | views,)

    def as_dict(self) -> dict[str, object]:
        """Give the tally object of the JSON interface."""
        figures = self.figures()
        shift = self.shift
        return {
            **figures,
            "shift": None
            if shift is None
            else [{"recruitment": one, "exploitation": other, "count": count} for (one, other), count in shift.items()],
            "by": None
            if self.by is None
            else {"variable": self.by, "groups": [{"value": value, **group.figures()} for value, group in self.groups]},
            "provenance": {
                "version": __version__,
                "codebook": CODEBOOK_VERSION,
                "files": [{"name": name, "sha256": digest} for name, digest in self.files],
            },
        }

    def as_rows(self) -> tuple[tuple[str, ...], list[tuple[str | float, ...]]]:
        """Give the heads and the rows of the CSV: the eight profiles, or those of each group with its value first."""
        if self.by:
            rows: list[tuple[str | float, ...]] = [
                (value, *row) for value, group in self.groups for row in group.profile_rows()
            ]
            return (self.by, *ROW_HEADS), rows
        return ROW_HEADS, self.profile_rows()

    def profile_rows(self) -> list[tuple[str | float, ...]]:
        """Give a row for each profile: number, code, bounds, share and interval; empty where n is 0."""
        rows: list[tuple[str | float, ...]] = []
        for profile, each in zip(PROFILES, self.profiles.values(), strict=True):
            share, interval = each.share or ("", ""), each.interval or ("", "")
            rows.append((profile.number, profile.code, each.count, each.at_most, *share, *interval))
        return rows

    def figures(self) -> dict[str, object]:
        """Give the figures of the JSON interface that a group has too."""
        numbers = {profile.code: profile.number for profile in PROFILES}
        return {
            "n": self.n,
            "reading": self.read_as,
            "readings": self.readings,
            "period": self.period and str(self.period),
            "empty": self.empty,
            "decided_only": self.decided_only,
            "where": self.where and self.where.as_dict(),
            "not_begun": self.not_begun,
            "decided": self.decided,
            "undecided": self.undecided,
            "outside": self.outside,
            "rests_on_silence": self.rests_on_silence,
            "offenders": self.offenders,
            "profiles": [
                {"number": numbers[code], "profile": code, **bounds.as_dict()} for code, bounds in self.profiles.items()
            ],
            "dimensions": {
                dimension: [{"outcome": outcome, **bounds.as_dict()} for outcome, bounds in by_outcome.items()]
                for dimension, by_outcome in self.dimensions.items()
            },
            "means": [{"key": key, **split} for key, split in self.means.items()],
            "any_soft": self.any_soft,
            "any_hard": self.any_hard,
        }


_FIELDS: Final = tuple(each.name for each in fields(Tally))


def _tally(of: dict[str, Any]) -> Tally:
    return Tally(**of | {name: MappingProxyType(of[name]) for name in ("counts", "shifts")})


def _together(one: Where | None, other: Where | None) -> Where | None:
    if one is None or other is None or one.conditions != other.conditions:
        if one is other:
            return None
        raise UnlikeTallies(what="where")
    return evolve(one, differ=one.differ + other.differ, open=one.open + other.open)


@cache  # 2 x 2,187 entries at most
def _any(means: tuple[str, ...], values: Values) -> Truth:
    return evaluate(AnyOf(tuple(Is(key, Truth.YES) for key in means)), values)


@frozen(eq=False)
class Entry:
    """What a case does to a tally: what it adds, if it is counted, and the groups that it is of."""

    groups: tuple[str, ...]
    counted: Counted | None
    not_begun: bool = False


class Counting:
    """A tally in the making.

    Args:
        empty: An empty tally, which says what is counted and how.
    """

    def __init__(self, empty: Tally) -> None:
        """Begin.

        Raises:
            InvalidGrouping: If a tally cannot be split by what is asked.
        """
        if empty.by is not None and empty.by not in GROUPING:
            raise InvalidGrouping(variable=empty.by, choices=GROUPING)
        self.empty = empty
        self.entries: dict[object, Entry] = {}
        self.counts: Counter[Entry] = Counter()
        self.shifts: defaultdict[tuple[str, ...], Counter[Shift]] = defaultdict(Counter)
        self.named: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)

    def look(self, case: Case) -> tuple[Entry, Shift | None]:
        """Work out what a case adds: one entry for all cases that are alike in what is counted, and its shift."""
        about, by = case.about, self.empty.by
        reading = about.reading or self.empty.reading
        # What is counted of a case depends on this alone, and not on the levels that are not asked for.
        read = (as_read(case, each, self.empty.period) for each in Reading)
        alike = (about.reading, about.begun, *read, case[by] if by else "")
        entry = self.entries.get(alike)
        if entry is None:
            entry = self.entries[alike] = self._entry(case)
        return entry, _shift(case, reading) if about.begun else None

    def _entry(self, case: Case) -> Entry:
        of = self.empty
        verdict = classify(case, of.reading, of.period)
        groups = (values(VARIABLE[of.by], case) or (UNKNOWN,)) if of.by else ()
        if verdict.not_begun or (of.decided_only and not verdict.decided):
            return Entry(groups, None, not_begun=verdict.not_begun)
        return Entry(groups, counted(verdict, as_read(case, verdict.reading, of.period)))

    def extend(self, looks: Iterable[tuple[Entry, Shift | None]], offenders: Sequence[str]) -> None:
        """Count cases: what `look` gave of each, and the name of its offender."""
        if not offenders:
            return
        entries, shifts = zip(*looks, strict=True)
        self.counts.update(entries)
        groups = {each.groups if each.counted else None for each in set(entries)}
        if len(groups) == 1 and None not in groups:
            self.shifts[entries[0].groups].update(shifts)
            self.named[entries[0].groups].update(offenders)
            return
        for entry, shift, offender in zip(entries, shifts, offenders, strict=True):
            if entry.counted:
                self.shifts[entry.groups][shift] += 1
                self.named[entry.groups].add(offender)

    def tally(self, where: Where | None = None, files: tuple[tuple[str, str], ...] = ()) -> Tally:
        """Give what was counted so far."""
        groups: list[tuple[str, Tally]] = []
        if self.empty.by:
            labels = (*(value.key for value in VARIABLE[self.empty.by].values), UNKNOWN)
            groups = [(label, evolve(self._part(label), by=None, where=where)) for label in labels]
        return evolve(self._part(), groups=tuple(groups), where=where, files=files)

    def _part(self, label: str | None = None) -> Tally:
        """Give what was counted in a group, or in all."""

        def of(groups: tuple[str, ...]) -> bool:
            return label is None or label in groups

        counts: Counter[Counted] = Counter()
        shifts: Counter[Shift] = Counter()
        not_begun = 0
        for entry, count in self.counts.items():
            if of(entry.groups):
                not_begun += count * entry.not_begun
                if entry.counted:
                    counts[entry.counted] += count
        for groups, some in self.shifts.items():
            if of(groups):
                shifts.update(some)
        del shifts[None]  # attempts have none
        return evolve(
            self.empty,
            counts=MappingProxyType(counts),
            shifts=MappingProxyType({} if self.empty.period else shifts),
            not_begun=not_begun,
            named=frozenset().union(*(names for groups, names in self.named.items() if of(groups))),
        )


def _shift(case: Case, reading: Reading) -> Shift:
    """Name the outcomes of coercion in recruitment and in exploitation."""
    one, other = (
        judge(as_read(case, reading, period), reading, period).dimensions[COERCION] or OPEN for period in PERIODS
    )
    return one, other
