"""Bounds: the least and the greatest that a figure can be over all completions of a table.

To the share of a group that has an outcome, a case makes one of three contributions: it is in the group with the
outcome, in it without, or out of it. The share is least where every case that can be in it without is so, else out of
it if it can; and greatest the other way round, since a case with the outcome raises a share and one without lowers it.
An interval goes from the least lower limit to the greatest upper one, so that it covers what is open and chance.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar, Final, NamedTuple

from attrs import field, frozen

from ckm_mo.records import Result
from ckm_mo.tallies.completions import AllowedTruths, Truths, least_costs
from ckm_mo.tallies.intervals import Range, SamplingDesign, wilson
from ckm_mo.tallies.sums import Sums, TooLarge

Cost = int | None
"""How many open answers about means must be "yes" for something; None where it cannot be."""


class Contribution(NamedTuple):
    """What it costs a case to be in a group with an outcome, in it without, and out of it."""

    with_outcome: Cost
    without: Cost
    out: Cost


def contribution(allowed: AllowedTruths, group: Truths, outcome: Truths) -> Contribution:
    """Return what a case can contribute to the share of a group that has an outcome.

    Args:
        allowed: All truths that the case allows.
        group: The statements that are true of all cases in the group.
        outcome: Those that are true where there is the outcome.
    """
    least = least_costs((_OUT if not group <= truths else outcome <= truths, cost) for truths, cost in allowed)
    return Contribution(least.get(True), least.get(False), least.get(_OUT))


_OUT: Final = 2

WITH: Final = frozenset({0})
WITHOUT: Final = frozenset({1})
MEMBER: Final = WITH | WITHOUT
"""Which of the three contributions are counted."""


def affordable(costs: Iterable[tuple[int, int]], budget: int | None) -> int:
    """Return how many cases can be paid for, the cheapest first: pairs of a cost and a number of cases."""
    paid = 0
    for cost, number in sorted(costs):
        some = number if not cost or budget is None else min(number, budget // cost)
        paid += some
        budget = budget and budget - some * cost
    return paid


def numbers(costs: Iterable[tuple[Cost, Cost, int]], budget: int | None) -> tuple[int, int]:
    """Return the least and the greatest number of cases of which something is true.

    Args:
        costs: What it costs that it is true, and that it is not; and of how many cases.
        budget: What all may cost; None for any cost.
    """
    costs = [*costs]
    most = affordable([(true, number) for true, _, number in costs if true is not None], budget)
    may_lack = affordable([(false, number) for _, false, number in costs if false is not None], budget)
    return sum(number for *_, number in costs) - may_lack, most


def numbers_of(
    contributions: Mapping[Contribution, int], counted: frozenset[int], budget: int | None
) -> tuple[int, int]:
    """Return the least and the greatest number of cases that make one of the contributions that are counted."""
    costs = []
    for each, number in contributions.items():
        least = least_costs((index in counted, cost) for index, cost in enumerate(each) if cost is not None)
        costs.append((least.get(True), least.get(False), number))
    return numbers(costs, budget)


@frozen
class Bounds(Result):
    """How many cases have an outcome for certain, and how many may have it.

    Args:
        count: At least so many: decided.
        at_most: At most so many: possible.
        n: Of how many for certain.
        share: The least and the greatest share over all completions; None where there is none in any.
        interval: One interval over open answers and chance together; None where there is no share, or no interval.
        exact: Whether share and interval are exact; else they are outer bounds.
    """

    json: ClassVar = "count", "at_most", "share", "interval", "all_or_none"

    count: int
    at_most: int
    n: int
    share: Range | None = field(repr=False)
    interval: Range | None = field(repr=False)
    exact: bool = field(default=True, repr=False)

    @share.default
    def _share(self) -> Range | None:
        return Range(self.count / self.n, self.at_most / self.n) if self.n else None

    @interval.default
    def _interval(self) -> Range | None:
        return Range(wilson(self.count, self.n)[0], wilson(self.at_most, self.n)[1]) if self.n else None

    @property
    def all_or_none(self) -> bool:
        """Whether every case has it, or none, in all completions: then it says something of each of them."""
        return self.share is not None and (self.share[0] == 1 or self.share[1] == 0)


Pair = tuple[int, int]
"""How many cases have an outcome, of how many in the group."""


def bounds(
    contributions: Mapping[Contribution, int],
    sampling: SamplingDesign | None = None,
    *,
    weight: float = 1.0,
    budget: int | None = None,
) -> Bounds:
    """Return the bounds of an outcome over all completions within a budget.

    Args:
        contributions: How many cases can contribute what.
        sampling: What the interval rests on; as usual where None.
        weight: How many independent cases each is worth.
        budget: How many open answers about means may be "yes"; None for all.
    """
    sampling = sampling or SamplingDesign()
    count, at_most = numbers_of(contributions, WITH, budget)
    n, n_at_most = numbers_of(contributions, MEMBER, budget)
    if not n_at_most:
        return Bounds(count, at_most, n, None, None)
    pairs, exact = share_ends(contributions, budget), True
    share = Range(*[part / whole for part, whole in pairs])
    if budget is None and sampling.population is not None:
        pairs = [*_pairs(contributions)]
    elif budget is not None and n < n_at_most:
        try:
            pairs = _pairs_within(contributions, budget)
            share = Range(*[float(end(Fraction(*pair) for pair in pairs)) for end in (min, max)])
        except TooLarge:
            exact = False
    if sampling.confidence is None:
        return Bounds(count, at_most, n, share, None, exact)
    lows, highs = zip(*[sampling.limits(*pair, weight) for pair in pairs], strict=True)
    return Bounds(count, at_most, n, share, Range(min(lows), max(highs)), exact)


def share_ends(contributions: Mapping[Contribution, int], budget: int | None = None) -> Sequence[Pair]:
    """Return the least and the greatest share of a group that is not empty in all completions.

    A completion has both the fewest cases with the outcome and the most without it, so that these are the ends. With a
    budget, where membership is open, the shares of all completions lie between them.
    """
    count, at_most = numbers_of(contributions, WITH, budget)
    fewest, most = numbers_of(contributions, WITHOUT, budget)
    # Where that leaves nobody, the group is one case.
    return [
        (count, count + most) if count + most else (1, 1),
        (at_most, at_most + fewest) if at_most + fewest else (0, 1),
    ]


def _pairs(contributions: Mapping[Contribution, int]) -> Iterator[Pair]:
    """Return for each number of cases that the group may have the least and the greatest number with the outcome."""
    number: Counter[tuple[bool, ...]] = Counter()
    for each, cases in contributions.items():
        number[tuple(cost is not None for cost in each)] += cases
    always, either = number[True, False, False], number[True, True, False]
    with_or_out, without_or_out, any_of = number[True, False, True], number[False, True, True], number[True, True, True]
    certain = always + either + number[False, True, False]
    for more in range(with_or_out + without_or_out + any_of + 1):
        if certain + more:
            yield always + max(0, more - without_or_out - any_of), certain + more
            yield always + either + min(more, with_or_out + any_of), certain + more


_VECTORS: Final = (1, 1), (0, 1), (0, 0)
"""What each contribution adds to a pair."""


def _pairs_within(contributions: Mapping[Contribution, int], budget: int) -> list[Pair]:
    """List all pairs within a budget.

    Raises:
        TooLarge: If there are too many.
    """
    vectors = []
    for each, number in contributions.items():
        priced = frozenset((vector, cost) for vector, cost in zip(_VECTORS, each, strict=True) if cost is not None)
        vectors += [priced] * number
    return [(part, whole) for (part, whole), _ in Sums(vectors, budget) if whole]
