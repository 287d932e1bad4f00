"""Tallies: verdicts counted without losing what is unknown.

A case counts for every profile that it may have, so each profile has two counts:
decided for it (at least) and possible (at most). There is no share of the decided
alone: it would be an artefact, since one stated hard means decides a case while
soft means only take three stated absences. Nothing is imputed.

Nor is anything left out of a group: a case that may belong to it counts there
among those that may. What a share is over all completions follows from what each
case offers: to be in the group with the outcome, in it without, or out of it.

A tally is kept as a count for each kind of case, so that tallies of parts add up
to the tally of the whole. A group is the tally of the same kinds under one more
condition.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import inf, sqrt
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve, field, fields, frozen

from ckm_mo._version import __version__
from ckm_mo.answers import Period, Reading, Truth
from ckm_mo.cases import Case
from ckm_mo.classification import Verdict, asked, judge
from ckm_mo.codebook import CODEBOOK_VERSION, HARD, MEANS_KEYS, NOT_CODED, SOFT, VARIABLE
from ckm_mo.completions import (
    RESULTS,
    Joint,
    Kind,
    Kinds,
    Statement,
    Sums,
    TooLarge,
    check_columns,
    is_named,
    is_open,
    is_own,
    profile_of,
    statement,
    subject,
    text_of,
)
from ckm_mo.errors import AssumedTallies, InvalidAssumption, ManyGroups, UnlikeTallies, WrongKind
from ckm_mo.messages import Word
from ckm_mo.rules import COERCION, DIMENSIONS, OUTSIDE, PROFILES

FEW: Final = 5
"""Of fewer cases, the figures of a group can point to a person."""

MOST_GROUPS: Final = 50
"""How many groups a column may have unless more are asked for."""

ROW_HEADS: Final = (
    "number",
    "profile",
    "count",
    "at_most",
    "share_low",
    "share_high",
    "interval_low",
    "interval_high",
    "n",
    "n_at_most",
    "small",
)
"""The columns of a tally as CSV."""

CONFIDENCE: Final = 0.95
Z: Final = 1.959963984540054
"""The normal quantile of (1 + CONFIDENCE) / 2; a test holds it to the standard library's."""

WILSON: Final = "wilson"

Range = tuple[float, float]
"""The least and the greatest of what is possible."""


# Intervals


def wilson(count: float, n: float, z: float = Z) -> Range:
    """Compute the limits of the Wilson interval of a proportion.

    Args:
        count: How many of them.
        n: Of how many; more than 0. Neither need be whole: what cases say together may be worth fewer, or more.
        z: The normal quantile of what the interval covers; of 95% unless given.

    Returns:
        The lower and upper limit, fractions of `n`, unrounded. No continuity correction.

    Source:
        Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
    """
    middle = count + z * z / 2
    half = z * sqrt(count * (n - count) / n + z * z / 4)
    high = 1.0 if count == n else (middle + half) / (n + z * z)
    return (middle - half) / (n + z * z), high


def quantile(confidence: float) -> float:
    """Give the normal quantile of an interval that covers so much."""
    if confidence == CONFIDENCE:
        return Z
    from statistics import NormalDist  # noqa: PLC0415 - only other intervals than the usual need it

    return NormalDist().inv_cdf((1 + confidence) / 2)


@frozen
class Basis:
    """What an interval rests on.

    Args:
        confidence: How much it covers; None for no interval: the cases are all there are.
        population: Of how many such cases these are a random sample; None for no number.
        cluster: The column of which cases that share it may be wholly alike; None for none.
    """

    confidence: float | None = CONFIDENCE
    population: int | None = None
    cluster: str | None = None

    def limits(self, count: int, n: int, factor: float = 1.0) -> Range:
        """Compute the limits of the interval of a proportion.

        Args:
            count: How many of them.
            n: Of how many; more than 0.
            factor: How many cases each is worth, since cases of a cluster may be alike.
        """
        if self.population is not None:
            factor = inf if n == self.population else factor * (self.population - 1) / (self.population - n)
        if factor == inf:
            return count / n, count / n
        return wilson(count * factor, n * factor, quantile(self.confidence or CONFIDENCE))


def design(clusters: Iterable[tuple[int, int]]) -> float:
    """Compute how many cases one of a cluster is worth, at the most cautious: where those that share it are alike.

    Args:
        clusters: For each, how many cases are in the group for certain, and how many may be.

    Returns:
        The least over all memberships; 1 where each cluster has one case at most.

    Source:
        Kish, "Survey Sampling" (1965), with an intra-class correlation of 1.
    """
    ends = [each for each in clusters if each[1]]
    cases = sum(least for least, _ in ends)
    squares = sum(least * least for least, _ in ends)
    worst = Fraction(cases, squares) if cases else None
    # With a share to beat, a cluster is better whole the more it can add: so the best is a beginning of this order.
    for least, most in sorted(ends, key=sum, reverse=True):
        cases += most - least
        squares += most * most - least * least
        if worst is None or Fraction(cases, squares) < worst:
            worst = Fraction(cases, squares)
    return float(worst) if worst else 1.0


# What cases offer to a share

Offer = tuple[int | None, int | None, int | None]
"""What it costs a case to be in the group with an outcome, in it without, and out of it; None where it cannot be."""


def _paid(costs: Iterable[tuple[int, int]], budget: int | None) -> int:
    """Count how many cases can be paid for, the cheapest first: pairs of a cost and a number of cases."""
    if budget is None:
        return sum(number for _, number in costs)
    paid = 0
    for cost, number in sorted(costs):
        some = number if not cost else min(number, budget // cost)
        paid += some
        budget -= some * cost
    return paid


def _numbers(costs: Iterable[tuple[int | None, int | None, int]], budget: int | None) -> tuple[int, int]:
    """Find the least and the greatest number of cases of which something is so.

    Args:
        costs: What it costs that it is so, and that it is not, None where it cannot be; and of how many cases.
        budget: What all may cost; None for any cost.
    """
    costs = [*costs]
    most = _paid([(so, number) for so, _, number in costs if so is not None], budget)
    could_lack = _paid([(other, number) for _, other, number in costs if other is not None], budget)
    return sum(number for *_, number in costs) - could_lack, most


def _least(*costs: int | None) -> int | None:
    return min((cost for cost in costs if cost is not None), default=None)


@frozen
class Bounds:
    """How many cases are something for certain, and how many may be.

    Args:
        count: At least so many: decided.
        at_most: At most so many: possible.
        n: Of how many for certain.
        share: The least and the greatest share over all completions; None where there is none in any.
        interval: One interval over open answers and chance together; None where there is no share, or no interval.
        exact: Whether share and interval are exact; else they are outer bounds.
    """

    count: int
    at_most: int
    n: int
    share: Range | None = field(repr=False)
    interval: Range | None = field(repr=False)
    exact: bool = field(default=True, repr=False)

    @share.default
    def _share(self) -> Range | None:
        return (self.count / self.n, self.at_most / self.n) if self.n else None

    @interval.default
    def _interval(self) -> Range | None:
        return (wilson(self.count, self.n)[0], wilson(self.at_most, self.n)[1]) if self.n else None

    def as_dict(self) -> dict[str, object]:
        """Give its part of the JSON interface."""
        return {
            "count": self.count,
            "at_most": self.at_most,
            "share": limits_record(self.share),
            "interval": limits_record(self.interval),
        }


def limits_record(pair: Range | None) -> dict[str, float] | None:
    """Give two limits as a part of the JSON interface."""
    return None if pair is None else {"low": pair[0], "high": pair[1]}


def bounds(
    offers: Mapping[Offer, int], resting: Basis | None = None, *, factor: float = 1.0, budget: int | None = None
) -> Bounds:
    """Work out the bounds of an outcome of what cases offer.

    Args:
        offers: How many cases offer what.
        resting: What the interval rests on; as usual where None.
        factor: How many cases each is worth.
        budget: How many open answers about means may be "yes"; None for all.

    Returns:
        The bounds, over all completions that this leaves.
    """
    resting = resting or Basis()
    count, at_most = _numbers(
        ((so, _least(without, out), number) for (so, without, out), number in offers.items()), budget
    )
    n, n_at_most = _numbers(
        ((_least(so, without), out, number) for (so, without, out), number in offers.items()), budget
    )
    if not n_at_most:
        return Bounds(count, at_most, n, None, None)
    exact = True
    if budget is None:
        low, high = _ends(offers)
        pairs = [low, high] if resting.population is None else [*_pairs(offers)]
    elif n == n_at_most:
        low, high = (count, n), (at_most, n)
        pairs = [low, high]
    else:
        try:
            pairs = _pairs_within(offers, budget)
        except TooLarge:
            pairs, exact = _pairs_around(offers, budget, count, at_most), False
        low, high = (end(pairs, key=lambda pair: Fraction(*pair)) for end in (min, max))
    share = low[0] / low[1], high[0] / high[1]
    if resting.confidence is None:
        return Bounds(count, at_most, n, share, None, exact)
    limits = [resting.limits(*pair, factor) for pair in pairs]
    return Bounds(count, at_most, n, share, (min(low for low, _ in limits), max(high for _, high in limits)), exact)


Pair = tuple[int, int]
"""How many cases have an outcome, of how many in the group."""


def _ends(offers: Mapping[Offer, int]) -> tuple[Pair, Pair]:
    """Find the completions with the least and the greatest share, of a group that is not empty in all."""
    least, greatest = [0, 0], [0, 0]
    for (so, without, out), number in offers.items():
        if without is not None:
            least[1] += number
        elif out is None:
            least = [each + number for each in least]
        if so is not None:
            greatest = [each + number for each in greatest]
        elif out is None:
            greatest[1] += number
    # Where that leaves nobody, the group is one case.
    return (least[0], least[1]) if least[1] else (1, 1), (greatest[0], greatest[1]) if greatest[1] else (0, 1)


def _pairs(offers: Mapping[Offer, int]) -> Iterator[Pair]:
    """Give for each number of cases that the group may have the least and the greatest number with the outcome."""
    number: Counter[tuple[bool, bool, bool]] = Counter()
    for offer, cases in offers.items():
        number[offer[0] is not None, offer[1] is not None, offer[2] is not None] += cases
    so, either = number[True, False, False], number[True, True, False]
    with_or_out, without_or_out, any_ = number[True, False, True], number[False, True, True], number[True, True, True]
    certain = so + either + number[False, True, False]
    for more in range(with_or_out + without_or_out + any_ + 1):
        if certain + more:
            yield so + max(0, more - without_or_out - any_), certain + more
            yield so + either + min(more, with_or_out + any_), certain + more


def _vectors(offer: Offer) -> frozenset[tuple[tuple[int, ...], int]]:
    places = zip(((1, 1), (0, 1), (0, 0)), offer, strict=True)
    return frozenset((vector, cost) for vector, cost in places if cost is not None)


def _pairs_within(offers: Mapping[Offer, int], budget: int) -> list[Pair]:
    """Find all that a group may be within a budget."""
    each = [vectors for offer, number in offers.items() for vectors in [_vectors(offer)] * number]
    return [(vector[0], vector[1]) for vector, _ in Sums(each, budget) if vector[1]]


def _pairs_around(offers: Mapping[Offer, int], budget: int, count: int, at_most: int) -> list[Pair]:
    """Find shares that all those within a budget lie between, where there are too many to find."""
    without = [(lacks, _least(so, out), number) for (so, lacks, out), number in offers.items()]
    fewest, most = _numbers(without, budget)
    return [
        (count, count + most) if count + most else (1, 1),
        (at_most, at_most + fewest) if at_most + fewest else (0, 1),
    ]


# The tally

Shift = tuple[str, str]
"""The outcomes of coercion in recruitment and in exploitation, or open."""

Conditions = Mapping[str, str] | Iterable[str] | Iterable[Statement]
"""Conditions as they may be given: a mapping, pairs, or texts with "=" in them."""


def conditions(given: Conditions | None, columns: Iterable[str] | None = None) -> tuple[Statement, ...]:
    """Parse conditions.

    Args:
        given: In either language.
        columns: The headers that the tables have; None where they are not known yet.

    Raises:
        InvalidInput: If a value is not one that its variable takes.
        OpenCondition: If one asks for what no completion has.
        UnknownColumn: If a name is neither a variable, a result nor a column.
    """
    pairs = given.items() if isinstance(given, Mapping) else given or ()
    told = [each.partition("=")[::2] if isinstance(each, str) else each for each in pairs]
    return tuple(statement(name, value, columns) for name, value in told)


def conditions_record(statements: Iterable[Statement]) -> list[dict[str, str]]:
    """Give conditions as a part of the JSON interface."""
    return [{"key": key, "value": value} for key, value in statements]


def _view(counts: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Keep what was counted from being changed."""
    return MappingProxyType(counts)


@frozen
class Tally:
    """Verdicts, counted. Make it with `Tally.of`; add the tallies of parts with `+` or `sum`.

    Args:
        reading: What silence meant for the cases that do not say so themselves.
        period: Of which period coercion is; None for any.
        by: What the groups are of: a variable, a result or a column; None without groups.
        decided_only: Whether decided cases alone were counted.
        empty: What empty cells counted as: `not_coded` or `not_stated`.
        where: The conditions of the group that is counted; none for all cases.
        at_most_yes: How many of the open answers about means are assumed to be "yes" at most; None for no assumption.
        interval_basis: What the intervals rest on.
        counts: The cases, by kind; those that are not of the group too.
        named: The offenders of the cases, by what their group can depend on; with an empty name among them, not every
            case names one.
        clusters: How many cases each cluster has, the same way; single cases have an empty name.
        files: The tables that were read: name and SHA-256.

    Unknown:
        An undecided case counts for every profile that it may have, in `at_most` alone; a case that may be in the
        group, in `n_at_most` alone.
    """

    reading: Reading = Reading.OPEN
    period: Period | None = None
    by: str | None = None
    decided_only: bool = False
    empty: str = NOT_CODED
    where: tuple[Statement, ...] = field(default=(), kw_only=True)
    at_most_yes: int | None = field(default=None, kw_only=True)
    interval_basis: Basis = field(factory=Basis, kw_only=True)
    counts: Mapping[Kind, int] = field(factory=dict, converter=_view, kw_only=True)
    named: Mapping[Kind, frozenset[str]] = field(factory=dict, converter=_view, kw_only=True)
    clusters: Mapping[tuple[Kind, str], int] = field(factory=dict, converter=_view, kw_only=True)
    files: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)
    within: int | None = field(default=None, kw_only=True)
    """How many of the open answers there are that the assumption is about; None for those of the cases counted."""

    @classmethod
    def of(  # noqa: PLR0913 - all that says what is counted, and how
        cls,
        cases: Iterable[Case],
        *,
        reading: Reading = Reading.OPEN,
        period: Period | None = None,
        by: str | None = None,
        where: Conditions | None = None,
        decided_only: bool = False,
        empty: str = NOT_CODED,
        at_most_yes: int | None = None,
        confidence: float | None = CONFIDENCE,
        population: int | None = None,
        cluster: str | None = None,
        groups: int = MOST_GROUPS,
    ) -> "Tally":
        """Count cases.

        Args:
            cases: Any cases; none may stand in it twice, which is not checked here.
            reading: What silence means for cases that do not say so themselves.
            period: Of which period coercion is; None for any.
            by: A variable, a result or a column, to tally each of its values too.
            where: Conditions, as `{"relation": "affective"}` or `["relation=affective"]`: the group that is counted.
            decided_only: Count decided cases alone.
            empty: How empty cells were read: nothing but a label.
            at_most_yes: Assume that of the open answers about means at most so many are "yes".
            confidence: How much intervals cover; None for none, where the cases are all there are.
            population: Of how many such cases these are a random sample.
            cluster: The column of which cases that share it may be wholly alike.
            groups: How many groups a column may have.

        Returns:
            The tally.

        Raises:
            InvalidAssumption: If a number cannot be assumed.
            InvalidInput: If a value is not one that its variable takes.
            ManyGroups: If a column has more values.
            OpenCondition: If a condition asks for what no completion has.
            UnknownColumn: If a name is neither a variable, a result nor a column of the cases.
            WrongKind: If they are not cases, such as a data frame.

        Example:
            >>> cases = [Case.from_answers({"relation": "affective", "violence": "yes"}), Case()]
            >>> tally = Tally.of(cases)
            >>> tally.n, tally.profiles["AOH"].count, tally.profiles["AOH"].at_most
            (2, 0, 2)
        """
        counting = Counting(
            Tally(
                Reading(reading),
                None if period is None else Period(period),
                None if by is None else subject(by),
                decided_only,
                empty,
                where=conditions(where),
                at_most_yes=at_most_yes,
                interval_basis=Basis(confidence, population, None if cluster is None else subject(cluster)),
            )
        )
        columns: dict[str, None] = {}
        some = False
        if not isinstance(cases, Iterable):
            raise _no_cases(cases)
        for case in cases:
            if not isinstance(case, Case):
                raise _no_cases(cases)
            some = True
            counting.add(case)
            columns.update(dict.fromkeys(name for name, _ in case.other))
        if some:
            check_columns(counting.texts_of, columns)
        return counting.tally(groups=groups)

    # Who is counted

    @cached_property
    def _joint(self) -> Joint:
        return Joint(self.where, self._names, self.period, with_outcomes=True)

    @cached_property
    def _membership(self) -> Joint:
        return Joint(self.where, self._names, self.period)

    @property
    def _names(self) -> tuple[str, ...]:
        """What kinds keep what is coded of."""
        return named_by(self.where, self.by)

    @property
    def assumed(self) -> int | None:
        """The greatest number of open answers that may be "yes", where that rules anything out."""
        if self.at_most_yes is None or self.at_most_yes >= self.open_answers:
            return None
        return self.at_most_yes

    def never_began(self, kind: Kind) -> bool:
        """Return whether the period that is asked for never began in a kind of case."""
        return self.period is Period.EXPLOITATION and not kind.begun

    @cached_property
    def _counted(self) -> list[tuple[Kind, Truth, int]]:
        """The kinds that may be counted: whether they are in the group, and how many cases."""
        found: list[tuple[Kind, Truth, int]] = []
        for kind, number in self.counts.items():
            if self.never_began(kind) or (self.decided_only and not self.verdict(kind).decided):
                continue
            member = self._member(kind, None)
            if member is not Truth.NO:
                found.append((kind, member, number))
        return found

    def _member(self, kind: Kind, budget: int | None) -> Truth:
        """Find whether a kind of case is in the group."""
        return self._membership.all_hold(kind, budget) if self.where else Truth.YES

    def _worlds(self, kind: Kind) -> list[tuple[tuple[str, ...], bool]]:
        """List the outcomes that a kind of case may have, and whether it is in the group then."""
        budget = self.assumed
        return [
            (told, all(holds))
            for (told, holds), cost in self._joint.worlds(kind).items()
            if budget is None or cost <= budget
        ]

    @cached_property
    def _in(self) -> list[tuple[Kind, Truth, int]]:
        """The kinds that may be counted under the assumption."""
        budget = self.assumed
        if budget is None:
            return self._counted
        found = ((kind, self._member(kind, budget), number) for kind, _, number in self._counted)
        return [each for each in found if each[1] is not Truth.NO]

    def verdict(self, kind: Kind) -> Verdict:
        """Give the verdict on a kind of case."""
        return judge(
            (*kind.dimensions, *kind.used(self.period)), kind.reading, self.period, begun=kind.begun, rests=kind.rests
        )

    def _sum(self, test: Callable[[Kind], bool]) -> int:
        """Count the cases that are in the group for certain, and of which something is true."""
        return sum(number for kind, member, number in self._in if member is Truth.YES and test(kind))

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
        if not self.where:
            total = sum(number for *_, number in self._counted)
            return total, total
        if self.assumed is None:
            return sum(number for _, member, number in self._in if member is Truth.YES), sum(
                number for *_, number in self._in
            )
        offers = self._offers(lambda _: True)
        return _numbers(((so, out, number) for (so, _, out), number in offers.items()), self.assumed)

    @property
    def small(self) -> bool:
        """Whether so few cases are in the group for certain that its figures can point to a person."""
        return self.n < FEW

    @property
    def exact(self) -> bool:
        """Whether shares and intervals are exact; else they are outer bounds, since there are too many to try."""
        figures = chain(self.profiles.values(), *(each.values() for each in self.dimensions.values()))
        return self._factor_is_exact and all(each.exact for each in figures)

    @cached_property
    def open_answers(self) -> int:
        """How many answers about means are open, in the cases that may be counted."""
        if self.within is not None:
            return self.within
        return sum(number * kind.open_means(self.period) for kind, _, number in self._counted)

    @property
    def not_begun(self) -> int:
        """How many cases are left out since the period asked for never began in them."""
        return sum(
            number
            for kind, number in self.counts.items()
            if self.never_began(kind) and self._member(kind, None) is Truth.YES
        )

    @property
    def readings(self) -> dict[str, int]:
        """How many cases were read in each way."""
        return {str(reading): self._sum(lambda kind: kind.reading is reading) for reading in Reading}  # noqa: B023

    @property
    def read_as(self) -> str:
        """The one reading of all counted cases, or `mixed`; that asked for where none is counted."""
        used = [reading for reading, count in self.readings.items() if count]
        return str(self.reading) if not used else used[0] if len(used) == 1 else "mixed"

    @property
    def offenders(self) -> int | None:
        """How many distinct offenders the cases in the group have; None where a case names none."""
        names = frozenset[str]().union(
            *(names for kind, names in self.named.items() if self._member(kind, self.assumed) is Truth.YES)
        )
        return None if "" in names else len(names)

    # How the interval is worked out

    @cached_property
    def cluster_counts(self) -> tuple[int, int] | None:
        """How many clusters the cases may have, and how many of these are single since they name none."""
        if self.interval_basis.cluster is None:
            return None
        single = sum(most for name, (_, most) in self._cluster_ends if not name)
        return single + sum(bool(name and most) for name, (_, most) in self._cluster_ends), single

    @cached_property
    def _cluster_ends(self) -> list[tuple[str, tuple[int, int]]]:
        """How many cases of each cluster are in the group for certain, and how many may be."""
        ends: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for (kind, name), number in self.clusters.items():
            member = self._member(kind, self.assumed)
            ends[name][0] += number * (member is Truth.YES)
            ends[name][1] += number * (member is not Truth.NO)
        return [(name, (least, most)) for name, (least, most) in ends.items()]

    @cached_property
    def _factor(self) -> float:
        if self.interval_basis.cluster is None:
            return 1.0
        ends = dict(self._cluster_ends)
        least, most = ends.pop("", (0, 0))
        single = [(1, 1)] * least + [(0, 1)] * (most - least)
        return design([*ends.values(), *single])

    @property
    def _factor_is_exact(self) -> bool:
        """Whether every membership of clusters may occur: all that cost something may do so at once."""
        budget = self.assumed
        if self.interval_basis.cluster is None or self.interval_basis.confidence is None or budget is None:
            return True
        offers = self._offers(lambda _: True)
        return budget >= sum(number * max(so or 0, out or 0) for (so, _, out), number in offers.items())

    # What they are

    def _offers(self, so: Callable[[tuple[str, ...]], bool]) -> Counter[Offer]:
        """Count what cases offer to an outcome, which is so of the outcomes of all dimensions."""
        found: Counter[Offer] = Counter()
        for told_kinds, number in self._alike.items():
            found[_offer(told_kinds, so)] += number
        return found

    @cached_property
    def _alike(self) -> Counter[frozenset[tuple[tuple[str, ...], bool, int]]]:
        """The cases that may be counted, by all that they may be."""
        found: Counter[frozenset[tuple[tuple[str, ...], bool, int]]] = Counter()
        for kind, _, number in self._counted:
            least: dict[tuple[tuple[str, ...], bool], int] = {}
            for (told, holds), cost in self._joint.worlds(kind).items():
                what = told, all(holds)
                least[what] = min(cost, least.get(what, cost))
            found[frozenset((*what, cost) for what, cost in least.items())] += number
        return found

    def _bounds(self, so: Callable[[tuple[str, ...]], bool]) -> Bounds:
        return bounds(self._offers(so), self.interval_basis, factor=self._factor, budget=self.assumed)

    @cached_property
    def profiles(self) -> dict[str, Bounds]:
        """The bounds of each of the eight profiles, by code."""
        return {
            profile.code: self._bounds(lambda told: profile_of(told) == profile.code)  # noqa: B023
            for profile in PROFILES
        }

    @cached_property
    def dimensions(self) -> dict[str, dict[str, Bounds]]:
        """The bounds of each outcome, by dimension."""
        return {
            dimension: {
                outcome: self._bounds(lambda told: told[place] == outcome)  # noqa: B023
                for outcome in DIMENSIONS[dimension]
            }
            for place, dimension in enumerate(DIMENSIONS)
        }

    @property
    def verdicts(self) -> Counter[Verdict]:
        """How often each verdict occurs among the cases that are in the group for certain."""
        verdicts: Counter[Verdict] = Counter()
        for kind, member, number in self._in:
            if member is Truth.YES:
                verdicts[self.verdict(kind)] += number
        return verdicts

    @cached_property
    def decided(self) -> int:
        """How many cases are in the group for certain and have one profile."""
        return self._sum(self._has_one_profile)

    def _has_one_profile(self, kind: Kind) -> bool:
        codes = {profile_of(told) for told, _ in self._worlds(kind)}
        return len(codes) == 1 and None not in codes

    @property
    def undecided(self) -> int:
        """How many cases may have more than one outcome, or only may be in the group."""
        return self.n_at_most - self.decided - self.outside["yes"]

    @cached_property
    def outside(self) -> dict[str, int]:
        """How many cases are in the group and outside the format for certain, and how many possibly."""
        place = [*DIMENSIONS].index(COERCION)
        yes = possible = 0
        for kind, _, number in self._in:
            worlds = self._worlds(kind)
            outside = {is_in and told[place] == OUTSIDE for told, is_in in worlds}
            yes += number * (outside == {True})
            possible += number * (True in outside)
        return {"yes": yes, "possible": possible - yes}

    @property
    def rests_on_silence(self) -> int:
        """How many verdicts would be others under the open reading."""
        return self._sum(lambda kind: kind.rests)

    @property
    def means(self) -> dict[str, dict[str, int]]:
        """How many cases have each means used, not used, and open; by key at the level that was asked."""
        return {
            asked(key, self.period): self._split(lambda truths: truths[place])  # noqa: B023
            for place, key in enumerate(MEANS_KEYS)
        }

    @property
    def any_soft(self) -> dict[str, int]:
        """How many cases have any soft means used, none used, and open."""
        return self._split(lambda truths: _any(SOFT, truths))

    @property
    def any_hard(self) -> dict[str, int]:
        """How many cases have any hard means used, none used, and open."""
        return self._split(lambda truths: _any(HARD, truths))

    def _split(self, value: Callable[[tuple[Truth, ...]], str]) -> dict[str, int]:
        """Count the cases that are in the group for certain by yes and no, and all others as open."""
        numbers: Counter[str] = Counter()
        for kind, member, number in self._in:
            truths = kind.used(self.period)
            if self.assumed == 0:
                truths = tuple(Truth.NO if truth is Truth.OPEN else truth for truth in truths)
            if member is Truth.YES:
                numbers[value(truths)] += number
        yes, no = numbers[Truth.YES], numbers[Truth.NO]
        return {"yes": yes, "no": no, "open": self.n_at_most - yes - no}

    @property
    def shift(self) -> dict[Shift, int] | None:
        """How many cases have each pair of coercion in recruitment and in exploitation.

        Attempts are left out. None where the tally is of one period.
        """
        if self.period:
            return None
        kinds = (*DIMENSIONS[COERCION], str(Truth.OPEN))
        cells = dict.fromkeys(((one, other) for one in kinds for other in kinds), 0)
        for kind, member, number in self._in:
            if kind.shift is not None and member is Truth.YES:
                cells[kind.shift] += number
        return cells

    # Groups

    @cached_property
    def groups(self) -> tuple[tuple[str, "Tally"], ...]:
        """For every value of `by` the tally of the cases that have it, or may."""
        if self.by is None:
            return ()
        place = self._names.index(self.by) if is_own(self.by) else None
        return tuple(
            (
                value,
                evolve(
                    self,
                    by=None,
                    where=(*self.where, (self.by, value)),
                    counts=_with_text(self.counts, place, value, _own_text),
                    named=_with_text(self.named, place, value, _own_text),
                    clusters=_with_text(self.clusters, place, value, _text_of_first),
                    files=(),
                    within=self.open_answers,
                ),
            )
            for value in self.values
        )

    @property
    def values(self) -> tuple[str, ...]:
        """The values of `by`: in codebook order, or of a column the texts that occur, in the order of the cases."""
        if self.by is None:
            return ()
        if self.by in RESULTS:
            return RESULTS[self.by]
        if not is_own(self.by):
            return tuple(value.key for value in VARIABLE[self.by].values)
        place = self._names.index(self.by)
        texts = dict.fromkeys(kind.named[place] for kind, *_ in self._counted)
        return tuple(text for text in texts if not is_open(text))

    @property
    def open(self) -> int:
        """How many of the cases that may be counted have `by` open."""
        if self.by is None:
            return 0
        # A column may have any text where it is open, one that no cell has among them.
        values = ("",) if is_own(self.by) else self.values
        joint = Joint([*self.where, *((self.by, value) for value in values)], self._names, self.period)
        budget, first = self.assumed, len(self.where)
        found = 0
        for kind, _, number in self._in:
            ways = {
                holds[first:]
                for holds, cost in joint.holds(kind).items()
                if all(holds[:first]) and (budget is None or cost <= budget)
            }
            found += number * (len(ways) > 1)
        return found

    @property
    def few(self) -> tuple[str, ...]:
        """The groups that may have cases, but have so few that their figures can point to a person."""
        return tuple(value for value, group in self.groups if group.n_at_most and group.small)

    # Adding

    def __add__(self, other: "Tally") -> "Tally":
        """Add the tally of other cases.

        Raises:
            AssumedTallies: If they rest on an assumption, a cluster or a population, which holds of all cases together.
            UnlikeTallies: If they do not count alike.
        """
        if not isinstance(other, Tally):
            return NotImplemented
        for each in (self, other):
            for what, given in (
                ("at_most_yes", each.at_most_yes),
                ("cluster", each.interval_basis.cluster),
                ("population", each.interval_basis.population),
            ):
                if given is not None:
                    raise AssumedTallies(what=what)
        for what in ("reading", "period", "by", "decided_only", "empty", "where", "interval_basis"):
            if getattr(self, what) != getattr(other, what):
                raise UnlikeTallies(what=what)
        names = {
            kind: self.named.get(kind, frozenset()) | other.named.get(kind, frozenset())
            for kind in (*self.named, *other.named)
        }
        counts = {**self.counts}
        for kind, number in other.counts.items():
            counts[kind] = counts.get(kind, 0) + number
        return evolve(self, counts=counts, named=names, files=self.files + other.files)

    def __radd__(self, other: object) -> "Tally":
        """Let `sum` begin with 0."""
        return self if other == 0 else NotImplemented

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle without the views on the counts."""
        given = {each.name: getattr(self, each.name) for each in fields(Tally)}
        return _tally, ({name: dict(each) if isinstance(each, Mapping) else each for name, each in given.items()},)

    # Giving it away

    def as_dict(self) -> dict[str, object]:
        """Give the tally object of the JSON interface."""
        shift = self.shift
        clusters = self.cluster_counts
        return {
            **self.figures(self.where),
            "assumed": None
            if self.at_most_yes is None
            else {"at_most_yes": self.at_most_yes, "open_answers": self.open_answers},
            "interval": {
                "method": None if self.interval_basis.confidence is None else WILSON,
                "confidence": self.interval_basis.confidence,
                "population": self.interval_basis.population,
                "cluster": self.interval_basis.cluster,
                "clusters": clusters and clusters[0],
                "singles": clusters and clusters[1],
            },
            "shift": None
            if shift is None
            else [{"recruitment": one, "exploitation": other, "count": count} for (one, other), count in shift.items()],
            "by": None
            if self.by is None
            else {
                "variable": self.by,
                "open": self.open,
                "groups": [{"value": value, **group.figures(self.where)} for value, group in self.groups],
            },
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
        """Give a row for each profile: number, code, bounds, share and interval, empty where there is none; and n."""
        rows: list[tuple[str | float, ...]] = []
        for profile, each in zip(PROFILES, self.profiles.values(), strict=True):
            share, interval = each.share or ("", ""), each.interval or ("", "")
            of = self.n, self.n_at_most, "yes" if self.small else "no"
            rows.append((profile.number, profile.code, each.count, each.at_most, *share, *interval, *of))
        return rows

    def figures(self, where: Sequence[Statement]) -> dict[str, object]:
        """Give the figures of the JSON interface that a group has too, with the conditions of the whole."""
        numbers = {profile.code: profile.number for profile in PROFILES}
        return {
            "n": self.n,
            "n_at_most": self.n_at_most,
            "small": self.small,
            "exact": self.exact,
            "reading": self.read_as,
            "readings": self.readings,
            "period": self.period and str(self.period),
            "empty": self.empty,
            "decided_only": self.decided_only,
            "where": {"conditions": conditions_record(where)} if where else None,
            "not_begun": self.not_begun,
            "decided": self.decided,
            "undecided": self.undecided,
            "outside": self.outside,
            "rests_on_silence": self.rests_on_silence,
            "offenders": self.offenders,
            "profiles": [
                {"number": numbers[code], "profile": code, **each.as_dict()} for code, each in self.profiles.items()
            ],
            "dimensions": {
                dimension: [{"outcome": outcome, **each.as_dict()} for outcome, each in by_outcome.items()]
                for dimension, by_outcome in self.dimensions.items()
            },
            "means": [{"key": key, **split} for key, split in self.means.items()],
            "any_soft": self.any_soft,
            "any_hard": self.any_hard,
        }


def _tally(given: dict[str, Any]) -> Tally:
    return Tally(**given)


_CASES: Final = Word("a sequence of cases", "een reeks casussen")


def _no_cases(given: object) -> WrongKind:
    """Refuse what is not cases, and name what takes a data frame."""
    return WrongKind(kind=type(given).__name__, wanted=_CASES, instead="Case.from_answers, ckm_mo.frames.tally_frame")


def named_by(where: Iterable[Statement], by: str | None) -> tuple[str, ...]:
    """List what the kinds of a tally keep what is coded of."""
    keys = dict.fromkeys((*(key for key, _ in where), *([by] if by else [])))
    return tuple(key for key in keys if is_named(key))


def _own_text(key: Any, place: int) -> str:
    return str(key.named[place])


def _text_of_first(key: Any, place: int) -> str:
    return str(key[0].named[place])


def _with_text(
    counts: Mapping[Any, Any], place: int | None, value: str, text_of: Callable[[Any, int], str]
) -> Mapping[Any, Any]:
    """Keep what may have a text in a column: the other kinds are not in its group."""
    if place is None:
        return counts
    return {key: each for key, each in counts.items() if (text := text_of(key, place)) == value or is_open(text)}


def _offer(worlds: Iterable[tuple[tuple[str, ...], bool, int]], so: Callable[[tuple[str, ...]], bool]) -> Offer:
    """Find what a case offers to an outcome."""
    offer: list[int | None] = [None, None, None]
    for told, is_in, cost in worlds:
        place = 2 if not is_in else 0 if so(told) else 1
        offer[place] = _least(offer[place], cost)
    return offer[0], offer[1], offer[2]


def _any(keys: tuple[str, ...], truths: tuple[Truth, ...]) -> Truth:
    found = {truth for key, truth in zip(MEANS_KEYS, truths, strict=True) if key in keys}
    return Truth.YES if Truth.YES in found else Truth.OPEN if Truth.OPEN in found else Truth.NO


# Counting


class Counting:
    """A tally in the making.

    Args:
        empty: An empty tally, which says what is counted and how.
    """

    def __init__(self, empty: Tally) -> None:
        """Begin.

        Raises:
            InvalidAssumption: If a number that is assumed is below 0, or of no interval.
        """
        check(empty)
        self.empty = empty
        self.named = named_by(empty.where, empty.by)
        keys = [*(key for key, _ in empty.where), *([empty.by] if empty.by else [])]
        self.kinds = Kinds(keys, empty.reading, empty.period)
        self.cluster = empty.interval_basis.cluster
        self.own = self.kinds.own
        self.texts_of = (*self.own, *([self.cluster] if self.cluster else []))
        """The columns whose texts `extend` takes, in their order."""
        self._places: dict[Kind, int] = {}
        self._kinds: list[Kind] = []
        self._members: list[int | None] = []
        self._groups: dict[Kind, int] = {}
        self.counts: Counter[Hashable] = Counter()
        self.offenders: defaultdict[Hashable, set[str]] = defaultdict(set)
        self.clusters: Counter[tuple[Hashable, str]] = Counter()

    def look(self, case: Case) -> int:
        """Give the number of a case's kind, but for its own columns."""
        return self.place(self.kinds.kind(case))

    def place(self, kind: Kind) -> int:
        """Give the number of a kind."""
        found = self._places.get(kind)
        if found is None:
            found = self._places[kind] = len(self._kinds)
            self._kinds.append(kind)
            self._members.append(self._member(kind))
        return found

    def _member(self, kind: Kind) -> int | None:
        """Number what membership of the groups can depend on in a kind; None where it is not counted."""
        of = self.empty
        if of.never_began(kind) or (of.decided_only and not of.verdict(kind).decided):
            return None
        about = kind._replace(rests=False, shift=None)
        if not of.where and not of.by:
            about = Kind(Reading.OPEN, True, (), ())  # noqa: FBT003 - nothing matters
        elif all(is_named(key) for key in (*(key for key, _ in of.where), *([of.by] if of.by else []))):
            about = Kind(Reading.OPEN, kind.begun, (), (), named=kind.named)
        return self._groups.setdefault(about, len(self._groups))

    def add(self, case: Case) -> None:
        """Count a case."""
        texts = (*self.kinds.texts(case), *([text_of(case, self.cluster)] if self.cluster else []))
        self.extend([self.look(case)], [case["offender"]], [texts])

    def extend(self, places: Iterable[int], offenders: Sequence[str], texts: Sequence[tuple[str, ...]] = ()) -> None:
        """Count cases.

        Args:
            places: The number of the kind of each, from `look`.
            offenders: The name of the offender of each.
            texts: The texts of the columns of `texts_of`, of each; nothing where there are no such columns.
        """
        if not offenders:
            return
        places = [*places]
        members = self._members
        if not self.texts_of:
            self.counts.update(places)
            found = {members[each] for each in set(places)}
            if len(found) == 1 and None not in found:
                self.offenders[found.pop()].update(offenders)
                return
            for place, offender in zip(places, offenders, strict=True):
                if members[place] is not None:
                    self.offenders[members[place]].add(offender)
            return
        own = len(self.own)
        clustered = [each[own:] for each in texts] if self.cluster else ()
        texts = [each[:own] for each in texts] if self.cluster else texts
        self.counts.update(zip(places, texts, strict=True))
        for place, each, offender in zip(places, texts, offenders, strict=True):
            if members[place] is not None:
                self.offenders[members[place], each].add(offender)
        for place, each, (name,) in zip(places, texts, clustered, strict=False):
            if members[place] is not None:
                self.clusters[(members[place], each), "" if is_open(name) else name] += 1

    def add_kind(self, kind: Kind, number: int) -> int | None:
        """Count so many cases of a kind at once, its own columns among what is named.

        Args:
            kind: Theirs.
            number: How many.

        Returns:
            The number of what their membership of the groups can depend on, for `add_offenders`.
        """
        place = self.place(kind)
        self.counts[place] += number
        return self._members[place]

    def add_offenders(self, members: Iterable[int | None], offenders: Iterable[str]) -> None:
        """Name the offenders of cases that were counted as kinds.

        Args:
            members: For each what `add_kind` gave.
            offenders: Their names.
        """
        for member, offender in zip(members, offenders, strict=True):
            if member is not None:
                self.offenders[member].add(offender)

    def tally(self, files: tuple[tuple[str, str], ...] = (), groups: int = MOST_GROUPS) -> Tally:
        """Give what was counted so far.

        Args:
            files: The tables that were read.
            groups: How many groups a column may have.

        Raises:
            InvalidAssumption: If the population is smaller than what was counted.
            ManyGroups: If a column has more values.
        """
        abouts = [*self._groups]

        def whole(key: Any, kinds: Sequence[Kind]) -> Kind:
            place, texts = key if isinstance(key, tuple) else (key, ())
            return self.kinds.with_texts(kinds[place], texts) if texts else kinds[place]

        counts: Counter[Kind] = Counter()
        for key, number in self.counts.items():
            counts[whole(key, self._kinds)] += number
        named: defaultdict[Kind, frozenset[str]] = defaultdict(frozenset)
        for key, names in self.offenders.items():
            named[whole(key, abouts)] |= names
        clusters: Counter[tuple[Kind, str]] = Counter()
        for (key, name), number in self.clusters.items():
            clusters[whole(key, abouts), name] += number
        tally = evolve(self.empty, counts=counts, named=named, clusters=clusters, files=files)
        if tally.by is not None and is_own(tally.by) and len(tally.values) > groups:
            raise ManyGroups(variable=tally.by, count=len(tally.values), limit=groups)
        if tally.interval_basis.population is not None and tally.interval_basis.population < tally.n_at_most:
            raise InvalidAssumption(
                problem="small_population", given=tally.interval_basis.population, n=tally.n_at_most
            )
        return tally


def check(tally: Tally) -> None:
    """Refuse what cannot be assumed.

    Raises:
        InvalidAssumption: With the number.
    """
    confidence, population = tally.interval_basis.confidence, tally.interval_basis.population
    if tally.at_most_yes is not None and tally.at_most_yes < 0:
        raise InvalidAssumption(problem="negative_yes", given=tally.at_most_yes)
    if tally.at_most_yes is not None and tally.decided_only:
        raise InvalidAssumption(problem="assumed_decided", given=tally.at_most_yes)
    if confidence is not None and not 0 < confidence < 1:
        raise InvalidAssumption(problem="no_confidence", given=confidence)
    if population is not None and tally.by is not None:
        raise InvalidAssumption(problem="population_by", given=population)
