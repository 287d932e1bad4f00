"""Groups: which cases are in one for certain, which may be, and what an interval of them rests on."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

from attrs import evolve, field, frozen

from ckm_mo.answers import Period, Reading, Truth
from ckm_mo.cases import PART_KEYS, Case
from ckm_mo.classification import Verdict, inputs_of, verdict_on
from ckm_mo.codebook import NOT_CODED, VARIABLE
from ckm_mo.errors import InvalidAssumption, ManyGroups, WrongKind
from ckm_mo.messages import Word
from ckm_mo.records import read_only
from ckm_mo.tallies.bounds import Contribution, contribution, numbers
from ckm_mo.tallies.completions import Completions
from ckm_mo.tallies.intervals import SamplingDesign, can_cover, design_effect, is_count, plain_number
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
        counts: The cases, by pattern; those that are not of the group too.
        offender_names: The offenders of the cases, by pattern; with an empty name among them, not every case names one.
        clusters: How many cases each cluster has, by pattern; single cases have an empty name.
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
    offender_names: Mapping[Pattern, frozenset[str]] = field(factory=dict, converter=read_only, kw_only=True)
    clusters: Mapping[Pattern, Mapping[str, int]] = field(factory=dict, converter=read_only, kw_only=True)
    files: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)
    within: int | None = field(default=None, kw_only=True)
    """How many of the open answers there are that the assumption is about; None for those of the cases counted."""

    @property
    def names(self) -> tuple[str, ...]:
        """The other variables, and then the columns, whose texts patterns keep."""
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

    def never_began(self, pattern: Pattern) -> bool:
        """Return whether the period that is asked for never began in cases of this pattern."""
        return self.period is Period.EXPLOITATION and not pattern.exploitation_began

    def verdict(self, pattern: Pattern) -> Verdict:
        """Return the verdict on cases of this pattern."""
        about, means = inputs_of((*pattern.dimensions, *pattern.used(self.period)), self.period)
        inputs = about._replace(exploitation_began=pattern.exploitation_began), means
        return evolve(verdict_on(inputs, pattern.reading, self.period), rests_on_silence=pattern.rests_on_silence)

    def counts_at_all(self, pattern: Pattern) -> bool:
        """Return whether cases of this pattern are counted, if they are in the group."""
        return not self.never_began(pattern) and not (self.decided_only and not self.verdict(pattern).decided)

    def member(self, pattern: Pattern, budget: int | None) -> Truth:
        """Return whether cases of this pattern belong to the group, with at most `budget` open means answered yes."""
        inside, _, outside = self._membership(pattern)
        may_be, may_not = (cost is not None and (budget is None or cost <= budget) for cost in (inside, outside))
        return Truth.OPEN if may_be and may_not else Truth.YES if may_be else Truth.NO

    @cached_property
    def _membership(self) -> Callable[[Pattern], Contribution]:
        """Return what it costs cases of a pattern to be in the group, and to be out of it."""
        completions, conditions = Completions(self.where, self.names, self.period), frozenset(self.where)
        return lambda pattern: contribution(completions.truths(pattern), conditions, frozenset())

    @cached_property
    def counted(self) -> list[tuple[Pattern, Truth, int]]:
        """The patterns that may be counted: whether they are in the group, and how many cases."""
        return self._within(None)

    @cached_property
    def remaining(self) -> list[tuple[Pattern, Truth, int]]:
        """Those of them that may be counted under the assumption."""
        return self.counted if self.assumed is None else self._within(self.assumed)

    def _within(self, budget: int | None) -> list[tuple[Pattern, Truth, int]]:
        members = ((pattern, self.member(pattern, budget), number) for pattern, number in self.counts.items())
        return [each for each in members if each[1] is not Truth.NO and self.counts_at_all(each[0])]

    def counted_by(self, of: Callable[[Pattern], T]) -> Counter[T]:
        """Count the cases that may be counted by something of their pattern."""
        return sum_counts((of(pattern), number) for pattern, _, number in self.counted)

    def numbers_by(self, of: Callable[[Pattern], T]) -> Counter[T]:
        """Count the cases that are in the group for certain by something of their pattern."""
        return sum_counts((of(pattern), number) for pattern, member, number in self.remaining if member is Truth.YES)

    # How many there are

    @property
    def n(self) -> int:
        """How many cases are in the group for certain; with an assumption the least in any one table."""
        return numbers(self._membership_costs, self.assumed)[0]

    @property
    def n_at_most(self) -> int:
        """How many cases may be in it."""
        return numbers(self._membership_costs, self.assumed)[1]

    @cached_property
    def _membership_costs(self) -> list[tuple[int | None, int | None, int]]:
        """What it costs cases to be in the group, and out of it; and how many they are."""
        costs = self.counted_by(self._membership)
        return [(inside, outside, number) for (inside, _, outside), number in costs.items()]

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
        return sum(number * pattern.used(self.period).count(Truth.OPEN) for pattern, _, number in self.counted)

    @property
    def not_begun(self) -> int:
        """How many cases are left out since the period asked for never began in them."""
        return sum(
            number
            for pattern, number in self.counts.items()
            if self.never_began(pattern) and self.member(pattern, None) is Truth.YES
        )

    @cached_property
    def readings(self) -> dict[str, int]:
        """How many cases were read in each way."""
        counts = self.numbers_by(lambda pattern: pattern.reading)
        return {str(reading): counts[reading] for reading in Reading}

    @property
    def read_as(self) -> str:
        """The one reading of all counted cases, or `mixed`; where no case is counted, the one that was asked for."""
        used = [reading for reading, count in self.readings.items() if count]
        return str(self.reading) if not used else used[0] if len(used) == 1 else "mixed"

    @cached_property
    def offenders(self) -> int | None:
        """How many distinct offenders the cases in the group have; None where a case names none."""
        certain = (pattern for pattern, member, _ in self.remaining if member is Truth.YES)
        names = frozenset[str]().union(*(self.offender_names.get(pattern, ()) for pattern in certain))
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
        index = self.names.index(self.by)
        texts = dict.fromkeys(pattern.texts[index] for pattern, *_ in self.counted)
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
        most: Counter[str] = Counter()
        least: Counter[str] = Counter()
        for pattern, member, _ in self.remaining:
            clusters = self.clusters.get(pattern, {})
            most.update(clusters)
            least.update(clusters if member is Truth.YES else {})
        return {name: (least[name], number) for name, number in most.items()}

    @cached_property
    def weight(self) -> float:
        """How many independent cases each is worth, since those of a cluster may be the same throughout."""
        ends = {**self._cluster_ends}
        least, most = ends.pop("", (0, 0))
        single = [(1, 1)] * least + [(0, 1)] * (most - least)
        return design_effect([*ends.values(), *single])

    @property
    def weight_is_exact(self) -> bool:
        """Whether every membership of clusters may occur: all that cost something may do so at once."""
        if self.interval_basis.cluster is None or self.interval_basis.confidence is None or self.assumed is None:
            return True
        dearest = (number * max(inside or 0, outside or 0) for inside, outside, number in self._membership_costs)
        return sum(dearest) <= self.assumed


def sum_counts(counts: Iterable[tuple[T, int]]) -> Counter[T]:
    """Return how many cases there are of each thing that is counted once or more often."""
    total: Counter[T] = Counter()
    for thing, number in counts:
        total[thing] += number
    return total


def is_small(n: int, least: int) -> bool:
    """Return whether so few cases are fewer than the mark; a mark of 0 or 1 is none."""
    return n < least > 1


def check_group(group: Group) -> None:
    """Refuse what cannot be assumed.

    Raises:
        InvalidAssumption: With the number.
    """
    most, confidence, population = group.at_most_yes, group.interval_basis.confidence, group.interval_basis.population
    checks: tuple[tuple[str, object, bool], ...] = (
        ("negative_least", group.least, not is_count(group.least)),
        ("negative_yes", most, most is not None and not is_count(most)),
        ("assumed_decided", most, most is not None and group.decided_only),
        ("no_confidence", confidence, confidence is not None and not can_cover(confidence)),
        ("whole_population", population, population is not None and not is_count(population)),
        ("population_by", population, population is not None and group.by is not None),
    )
    for problem, given, wrong in checks:
        if wrong:
            raise InvalidAssumption(problem=problem, given=repr(given) if isinstance(given, str) else given)


_OFFENDER: Final = PART_KEYS[0].index("offender")

_WHOLE_NUMBER: Final = Word("a whole number", "een geheel getal")


# Counting

M = TypeVar("M", bound=Group)


class TallyBuilder(PatternCounts, Generic[M]):
    """A group or a tally under construction.

    Args:
        empty: A group without cases, or an empty tally, which says what is counted and how.
    """

    def __init__(self, empty: M) -> None:
        """Begin.

        Raises:
            InvalidAssumption: If a number that is assumed is below 0, or of no interval.
        """
        check_group(empty)
        super().__init__(PatternReader(empty.keys, empty.reading, empty.period, verdicts=True))
        self.empty = empty
        cluster = empty.interval_basis.cluster
        self.columns = (*self.reader.own, *([cluster] if cluster else []))
        """The columns that `extend` takes, in their order."""
        self.offenders: set[tuple[Any, ...]] = set()
        self.clusters: Counter[tuple[Any, ...]] = Counter()

    def add(self, cases: Sequence[Case]) -> None:
        """Count cases."""
        columns = [[text_of(case, key) for case in cases] for key in self.columns]
        self.extend(map(self.number_of, cases), columns, [case.names[_OFFENDER] for case in cases])

    def extend(
        self, numbers: Iterable[int], columns: Sequence[Sequence[str]] = (), offenders: Sequence[str] = ()
    ) -> None:
        """Count cases.

        Args:
            numbers: The number of the pattern of each, from `number_of`.
            columns: What stands in each of `columns`.
            offenders: The name of the offender of each.
        """
        numbers, own = [*numbers], columns[: len(self.reader.own)]
        super().extend(numbers, own)
        self.offenders.update(zip(numbers, *own, offenders, strict=True))
        if len(columns) > len(own):
            self.clusters.update(zip(numbers, *columns, strict=True))

    def add_pattern(self, pattern: Pattern, count: int, offenders: Iterable[str]) -> None:
        """Count so many cases of a pattern at once, its columns among its texts, and name their offenders."""
        number = self.numbers.setdefault(pattern, len(self.numbers))
        self.counted[number,] += count
        self.offenders.update((number, name) for name in offenders)

    def tally(self, files: tuple[tuple[str, str], ...] = (), groups: int = MOST_GROUPS) -> M:
        """Return what was counted so far.

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
        patterns = [*self.numbers]
        names: defaultdict[Pattern, set[str]] = defaultdict(set)
        for number, *texts, name in self.offenders:
            names[with_texts(patterns[number], texts)].add(name)
        clusters: defaultdict[Pattern, Counter[str]] = defaultdict(Counter)
        for (number, *texts, name), count in self.clusters.items():
            clusters[with_texts(patterns[number], texts)]["" if is_open(name) else name] += count
        tally = evolve(self.empty, counts=self.counts, offender_names=names, clusters=clusters, files=files)
        if tally.by is not None and is_own(tally.by) and len(tally.values) > groups:
            raise ManyGroups(variable=tally.by, count=len(tally.values), limit=groups)
        if tally.interval_basis.population is not None and tally.interval_basis.population < tally.n_at_most:
            raise InvalidAssumption(
                problem="small_population", given=tally.interval_basis.population, n=tally.n_at_most
            )
        return tally
