"""Counting the cases of a group: who is in it for certain, who may be, and what an interval of them rests on.

Cases are kept as a number for each kind, so that those of parts add up to those of
the whole, and a group is the same kinds under one more condition. What is counted
of them is in `tallies`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Final, Generic, TypeVar

from attrs import evolve, field, frozen

from ckm_mo.answers import Period, Reading, Truth
from ckm_mo.cases import PART_KEYS, Case
from ckm_mo.classification import Verdict, judge
from ckm_mo.codebook import NOT_CODED, VARIABLE
from ckm_mo.errors import InvalidAssumption, ManyGroups, WrongKind
from ckm_mo.messages import Word
from ckm_mo.records import read_only
from ckm_mo.tallies.completions import Joint
from ckm_mo.tallies.intervals import (
    SamplingDesign,
    can_cover,
    design_effect,
    is_count,
    least_costs,
    numbers,
    plain_number,
)
from ckm_mo.tallies.patterns import Pattern, PatternCounts, PatternReader, text_of, with_texts
from ckm_mo.tallies.statements import RESULTS, Statement, is_open, is_own

FEW: Final = 5
"""Of fewer cases, the figures of a group can point to a person, unless another number is given."""

MOST_GROUPS: Final = 50
"""How many groups a column may have unless more are asked for."""


T = TypeVar("T")


@frozen
class Group:
    """The cases of a group: those that are in it for certain, and those that may be.

    Args:
        reading: What silence meant for the cases that do not say so themselves.
        period: The period whose means of coercion count; None for any.
        by: The variable, result or column that makes the groups; None without groups.
        decided_only: Whether only decided cases were counted.
        empty: What empty cells counted as: `not_coded` or `not_stated`.
        where: The conditions of the group that is counted; none for all cases.
        at_most_yes: How many of the open answers about means are assumed to be "yes" at most; None for no assumption.
        interval_basis: What the intervals rest on.
        least: Of how many cases a group is at least that is not small; 0 or 1 for no such mark.
        counts: The cases, by kind; those that are not of the group too.
        named: The offenders of the cases, by what their group can depend on; with an empty name among them, not every
            case names one.
        clusters: How many cases each cluster has, the same way; single cases have an empty name.
        files: The tables that were read: name and SHA-256.
    """

    reading: Reading = Reading.OPEN
    period: Period | None = None
    by: str | None = None
    decided_only: bool = False
    empty: str = NOT_CODED
    where: tuple[Statement, ...] = field(default=(), kw_only=True)
    at_most_yes: int | None = field(default=None, converter=plain_number, kw_only=True)
    interval_basis: SamplingDesign = field(factory=SamplingDesign, kw_only=True)
    least: int = field(default=FEW, converter=plain_number, kw_only=True)
    counts: Mapping[Pattern, int] = field(factory=dict, converter=read_only, kw_only=True)
    named: Mapping[Pattern, frozenset[str]] = field(factory=dict, converter=read_only, kw_only=True)
    clusters: Mapping[tuple[Pattern, str], int] = field(factory=dict, converter=read_only, kw_only=True)
    files: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)
    within: int | None = field(default=None, kw_only=True)
    """How many of the open answers there are that the assumption is about; None for those of the cases counted."""

    @cached_property
    def _membership(self) -> Joint:
        return Joint(self.where, self.names, self.period)

    @property
    def names(self) -> tuple[str, ...]:
        """What kinds keep what is coded of: the other variables and the columns that are named."""
        return PatternReader(self.keys, self.reading, self.period).named

    @property
    def keys(self) -> tuple[str, ...]:
        """What is asked about."""
        return (*(key for key, _ in self.where), *([self.by] if self.by else []))

    @property
    def assumed(self) -> int | None:
        """The greatest number of open answers that may be "yes", where that rules anything out."""
        if self.at_most_yes is None or self.at_most_yes >= self.open_answers:
            return None
        return self.at_most_yes

    def never_began(self, kind: Pattern) -> bool:
        """Return whether the period that is asked for never began in a kind of case."""
        return self.period is Period.EXPLOITATION and not kind.begun

    def verdict(self, kind: Pattern) -> Verdict:
        """Give the verdict on a kind of case."""
        return judge(
            (*kind.dimensions, *kind.used(self.period)), kind.reading, self.period, begun=kind.begun, rests=kind.rests
        )

    def counts_at_all(self, kind: Pattern) -> bool:
        """Return whether a kind of case is counted, if it is in the group."""
        return not self.never_began(kind) and not (self.decided_only and not self.verdict(kind).decided)

    @cached_property
    def _all_hold(self) -> Callable[[Pattern, int | None], Truth]:
        return cache(self._membership.all_hold)  # many kinds are alike in what it depends on

    def member(self, kind: Pattern, budget: int | None) -> Truth:
        """Find whether a kind of case is in the group, within a budget."""
        return self._all_hold(self._membership.about(kind), budget) if self.where else Truth.YES

    @cached_property
    def counted(self) -> list[tuple[Pattern, Truth, int]]:
        """The kinds that may be counted: whether they are in the group, and how many cases."""
        return self._counted_within(None)

    @cached_property
    def remaining(self) -> list[tuple[Pattern, Truth, int]]:
        """Those of them that may be counted under the assumption."""
        return self.counted if self.assumed is None else self._counted_within(self.assumed)

    def _counted_within(self, budget: int | None) -> list[tuple[Pattern, Truth, int]]:
        found = ((kind, self.member(kind, budget), number) for kind, number in self.counts.items())
        return [each for each in found if each[1] is not Truth.NO and self.counts_at_all(each[0])]

    def counted_by(self, of: Callable[[Pattern], T]) -> Counter[T]:
        """Count the cases that may be counted by something of their kind."""
        found: Counter[T] = Counter()
        for kind, _, number in self.counted:
            found[of(kind)] += number
        return found

    def numbers_by(self, of: Callable[[Pattern], T]) -> Counter[T]:
        """Count the cases that are in the group for certain by something of their kind."""
        found: Counter[T] = Counter()
        for kind, member, number in self.remaining:
            if member is Truth.YES:
                found[of(kind)] += number
        return found

    # How many there are

    @property
    def n(self) -> int:
        """How many cases are in the group for certain; with an assumption the least in any one table."""
        return self._n[0]

    @property
    def n_at_most(self) -> int:
        """How many cases may be in it."""
        return self._n[1]

    @cached_property
    def _n(self) -> tuple[int, int]:
        if self.assumed is not None:
            return numbers(self._membership_costs, self.assumed)
        certain = sum(number for _, member, number in self.counted if member is Truth.YES)
        return certain, sum(number for *_, number in self.counted)

    @cached_property
    def _membership_costs(self) -> list[tuple[int | None, int | None, int]]:
        """What it costs cases to be in the group, and not to be, None where they cannot; and how many they are."""
        found = []
        for kind, number in self.counted_by(self._membership.about).items():
            costs = least_costs((all(holds), cost) for holds, cost in self._membership.holds(kind).items())
            found.append((costs.get(True), costs.get(False), number))
        return found

    @property
    def small(self) -> bool:
        """Whether so few cases are in the group for certain that its figures can point to a person."""
        return is_small(self.n, self.least)

    @property
    def sensitive(self) -> bool:
        """Whether it is a group that has or may have cases, and is small."""
        return bool(self.where and self.n_at_most and self.small)

    @cached_property
    def open_answers(self) -> int:
        """How many answers about means are open, in the cases that may be counted."""
        if self.within is not None:
            return self.within
        return sum(number * kind.used(self.period).count(Truth.OPEN) for kind, _, number in self.counted)

    @property
    def not_begun(self) -> int:
        """How many cases are left out since the period asked for never began in them."""
        return sum(
            number
            for kind, number in self.counts.items()
            if self.never_began(kind) and self.member(kind, None) is Truth.YES
        )

    @cached_property
    def readings(self) -> dict[str, int]:
        """How many cases were read in each way."""
        found = self.numbers_by(lambda kind: kind.reading)
        return {str(reading): found[reading] for reading in Reading}

    @property
    def read_as(self) -> str:
        """The one reading of all counted cases, or `mixed`; where no case is counted, the one that was asked for."""
        used = [reading for reading, count in self.readings.items() if count]
        return str(self.reading) if not used else used[0] if len(used) == 1 else "mixed"

    @cached_property
    def offenders(self) -> int | None:
        """How many distinct offenders the cases in the group have; None where a case names none."""
        names = frozenset[str]().union(
            *(names for kind, names in self.named.items() if self.member(kind, self.assumed) is Truth.YES)
        )
        return None if "" in names else len(names)

    @property
    def values(self) -> tuple[str, ...]:
        """The values of `by`: in codebook order, or of a column the texts that occur, in the order of the cases."""
        if self.by is None:
            return ()
        if self.by in RESULTS:
            return RESULTS[self.by]
        if not is_own(self.by):
            return tuple(value.key for value in VARIABLE[self.by].values)
        place = self.names.index(self.by)
        texts = dict.fromkeys(kind.named[place] for kind, *_ in self.counted)
        return tuple(text for text in texts if not is_open(text))

    # What an interval rests on

    @cached_property
    def cluster_counts(self) -> tuple[int, int] | None:
        """How many clusters the cases may have, and how many of these are single since they name none."""
        if self.interval_basis.cluster is None:
            return None
        single = sum(most for name, (_, most) in self._cluster_ends.items() if not name)
        return single + sum(bool(name and most) for name, (_, most) in self._cluster_ends.items()), single

    @cached_property
    def _cluster_ends(self) -> dict[str, tuple[int, int]]:
        """How many cases of each cluster are in the group for certain, and how many may be."""
        ends: dict[str, tuple[int, int]] = {}
        for (kind, name), number in self.clusters.items():
            member, (least, most) = self.member(kind, self.assumed), ends.get(name, (0, 0))
            ends[name] = least + number * (member is Truth.YES), most + number * (member is not Truth.NO)
        return ends

    @cached_property
    def factor(self) -> float:
        """How many cases each is worth, since those of a cluster may be alike."""
        ends = {**self._cluster_ends}
        least, most = ends.pop("", (0, 0))
        single = [(1, 1)] * least + [(0, 1)] * (most - least)
        return design_effect([*ends.values(), *single])

    @property
    def factor_is_exact(self) -> bool:
        """Whether every membership of clusters may occur: all that cost something may do so at once."""
        if self.interval_basis.cluster is None or self.interval_basis.confidence is None or self.assumed is None:
            return True
        dearest = (number * max(so or 0, out or 0) for so, out, number in self._membership_costs)
        return sum(dearest) <= self.assumed


def is_small(n: int, least: int) -> bool:
    """Return whether so few cases are fewer than the mark; a mark of 0 or 1 is none."""
    return n < least > 1


def check_group(members: Group) -> None:
    """Refuse what cannot be assumed.

    Raises:
        InvalidAssumption: With the number.
    """
    most, basis = members.at_most_yes, members.interval_basis
    confidence, population = basis.confidence, basis.population
    checks: tuple[tuple[str, object, bool], ...] = (
        ("negative_least", members.least, not is_count(members.least)),
        ("negative_yes", most, most is not None and not is_count(most)),
        ("assumed_decided", most, most is not None and members.decided_only),
        ("no_confidence", confidence, confidence is not None and not can_cover(confidence)),
        ("whole_population", population, population is not None and not is_count(population)),
        ("population_by", population, population is not None and members.by is not None),
    )
    for problem, given, wrong in checks:
        if wrong:
            raise InvalidAssumption(problem=problem, given=repr(given) if isinstance(given, str) else given)


_OFFENDER: Final = PART_KEYS[0].index("offender")

_WHOLE_NUMBER: Final = Word("a whole number", "een geheel getal")


# Counting

M = TypeVar("M", bound=Group)

Member = tuple[Any, ...]
"""What membership of the groups can depend on in a case: a number, None where it is not counted, and its own texts."""


class TallyBuilder(PatternCounts, Generic[M]):
    """Members in the making.

    Args:
        empty: No members, or an empty tally, which says what is counted and how.
    """

    def __init__(self, empty: M) -> None:
        """Begin.

        Raises:
            InvalidAssumption: If a number that is assumed is below 0, or of no interval.
        """
        check_group(empty)
        super().__init__(PatternReader(empty.keys, empty.reading, empty.period, verdicts=True))
        self.empty = empty
        self.cluster = empty.interval_basis.cluster
        self.texts_of = (*self.kinds.own, *([self.cluster] if self.cluster else []))
        """The columns whose texts `extend` takes, in their order."""
        self._asked = Joint([(key, "") for key in empty.keys], self.kinds.named, empty.period)
        self._members: list[int | None] = []
        self._groups: dict[Pattern, int] = {}
        self.offenders: defaultdict[Member, set[str]] = defaultdict(set)
        self.clusters: Counter[tuple[Member, str]] = Counter()

    def place(self, kind: Pattern) -> int:
        """Give the number of a kind."""
        place = self.seen.setdefault(kind, len(self.seen))  # as `PatternCounts` does, without a call for each
        if place == len(self._members):
            group = self._groups.setdefault(self._asked.about(kind), len(self._groups))
            self._members.append(group if self.empty.counts_at_all(kind) else None)
        return place

    def add(self, cases: Sequence[Case]) -> None:
        """Count cases."""
        texts = [[text_of(case, key) for case in cases] for key in self.texts_of]
        self.extend(map(self.look, cases), texts, [case.names[_OFFENDER] for case in cases])

    def extend(self, places: Iterable[int], texts: Sequence[Sequence[str]] = (), offenders: Sequence[str] = ()) -> None:
        """Count cases.

        Args:
            places: The number of the kind of each, from `look`.
            texts: For each column of `texts_of` what stands in it.
            offenders: The name of the offender of each.
        """
        places, own = [*places], texts[: len(self.kinds.own)]
        super().extend(places, own)
        members = [*zip(map(self._members.__getitem__, places), *own, strict=True)]
        self.add_offenders(members, offenders)
        if self.cluster is not None:
            self.clusters.update(zip(members, texts[-1], strict=True))

    def add_kind(self, kind: Pattern, number: int) -> Member:
        """Count so many cases of a kind at once, its own columns among what is named.

        Args:
            kind: Theirs.
            number: How many.

        Returns:
            What their membership of the groups can depend on, for `add_offenders`.
        """
        place = self.place(kind)
        self.numbers[place,] += number
        return (self._members[place],)

    def add_offenders(self, members: Iterable[Member], offenders: Iterable[str]) -> None:
        """Name the offenders of cases.

        Args:
            members: For each what `add_kind` gave.
            offenders: Their names.
        """
        members = [*members]
        if len({*members}) == 1:
            self.offenders[members[0]].update(offenders)
        else:
            for member, name in zip(members, offenders, strict=True):
                self.offenders[member].add(name)

    def tally(self, files: tuple[tuple[str, str], ...] = (), groups: int = MOST_GROUPS) -> M:
        """Give what was counted so far.

        Args:
            files: The tables that were read.
            groups: How many groups a column may have.

        Raises:
            InvalidAssumption: If the population is smaller than what was counted.
            ManyGroups: If a column has more values.
            WrongKind: If the number of groups is not a whole number.
        """
        if type(plain_number(groups)) is not int:
            raise WrongKind(kind=type(groups).__name__, wanted=_WHOLE_NUMBER, instead=f"groups={MOST_GROUPS}")
        groups_of = [*self._groups]
        named = {
            with_texts(groups_of[group], texts): {*names}
            for (group, *texts), names in self.offenders.items()
            if group is not None
        }
        clusters: Counter[tuple[Pattern, str]] = Counter()
        for ((group, *texts), name), number in self.clusters.items():
            if group is not None:
                clusters[with_texts(groups_of[group], texts), "" if is_open(name) else name] += number
        tally = evolve(self.empty, counts=self.counts, named=named, clusters=clusters, files=files)
        if tally.by is not None and is_own(tally.by) and len(tally.values) > groups:
            raise ManyGroups(variable=tally.by, count=len(tally.values), limit=groups)
        if tally.interval_basis.population is not None and tally.interval_basis.population < tally.n_at_most:
            raise InvalidAssumption(
                problem="small_population", given=tally.interval_basis.population, n=tally.n_at_most
            )
        return tally
