"""Shares of cases over all completions, and intervals around them.

What a share can be follows from what each case offers: to be in the group with the
outcome, in it without, or out of it. An interval goes from the least lower limit to
the greatest upper one over the same completions, so that it covers what is open
and chance together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import inf, sqrt
from numbers import Integral, Real
from typing import Any, Final, TypeVar

from attrs import field, frozen

from ckm_mo.errors import InvalidAssumption
from ckm_mo.tallies.sums import Sums, TooLarge

T = TypeVar("T")

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

    Raises:
        InvalidAssumption: If it is not a proportion.

    Source:
        Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
    """
    try:
        proper = 0 <= count <= n != 0
    except (TypeError, ValueError):  # of what is no number, or of several
        proper = False
    if not proper:
        raise InvalidAssumption(problem="no_proportion", given=count, n=n)
    middle = count + z * z / 2
    half = z * sqrt(count * (n - count) / n + z * z / 4)
    high = 1.0 if count == n else (middle + half) / (n + z * z)
    return (middle - half) / (n + z * z), high


def can_cover(confidence: object) -> bool:
    """Return whether an interval can cover so much: more than nothing, and less than what is rounded to everything."""
    return isinstance(confidence, Real) and float(confidence) > 0 and (1 + float(confidence)) / 2 < 1


def quantile(confidence: float) -> float:
    """Give the normal quantile of an interval that covers so much."""
    if confidence == CONFIDENCE:
        return Z
    from statistics import NormalDist  # noqa: PLC0415 - only other intervals than the usual need it

    return NormalDist().inv_cdf((1 + confidence) / 2)


def plain_number(given: Any) -> Any:
    """Give a number, of whatever library, as Python's own; what is not a number as it is, and so is refused later."""
    if isinstance(given, bool):
        return given
    return int(given) if isinstance(given, Integral) else float(given) if isinstance(given, Real) else given


def is_count(given: object) -> bool:
    """Return whether a number, as `plain_number` gives it, is a whole one, 0 or more."""
    return type(given) is int and given >= 0


@frozen
class SamplingDesign:
    """What an interval rests on.

    Args:
        confidence: How much it covers; None for no interval: the cases are all there are.
        population: Of how many such cases these are a random sample; None for no number.
        cluster: The column of which cases that share it may be wholly alike; None for none.
    """

    confidence: float | None = field(default=CONFIDENCE, converter=plain_number)
    population: int | None = field(default=None, converter=plain_number)
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


def design_effect(clusters: Iterable[tuple[int, int]]) -> float:
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

WITH, WITHOUT = 0, 1
"""The first two ways of an offer."""


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


def numbers(costs: Iterable[tuple[int | None, int | None, int]], budget: int | None) -> tuple[int, int]:
    """Find the least and the greatest number of cases of which something is so.

    Args:
        costs: What it costs that it is so, and that it is not, None where it cannot be; and of how many cases.
        budget: What all may cost; None for any cost.
    """
    costs = [*costs]
    most = _paid([(so, number) for so, _, number in costs if so is not None], budget)
    could_lack = _paid([(other, number) for _, other, number in costs if other is not None], budget)
    return sum(number for *_, number in costs) - could_lack, most


def least_costs(found: Iterable[tuple[T, int]]) -> dict[T, int]:
    """Give the least cost of each thing that was found."""
    costs: dict[T, int] = {}
    for what, cost in found:
        costs[what] = min(cost, costs.get(what, cost))
    return costs


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

    @property
    def all_or_none(self) -> bool:
        """Whether every case has it, or none, in all completions: then it says something of each of them."""
        return self.share is not None and (self.share[0] == 1 or self.share[1] == 0)

    def _repr_html_(self) -> str:
        from ckm_mo.records import record, to_html  # noqa: PLC0415 - only notebooks need it

        return to_html(record(self.as_dict()), repr(self))

    def as_dict(self) -> dict[str, object]:
        """Give its part of the JSON interface."""
        return {
            "count": self.count,
            "at_most": self.at_most,
            "share": limits_record(self.share),
            "interval": limits_record(self.interval),
            "all_or_none": self.all_or_none,
        }


def limits_record(pair: Range | None) -> dict[str, float] | None:
    """Give two limits as a part of the JSON interface."""
    return None if pair is None else {"low": pair[0], "high": pair[1]}


def bounds(
    offers: Mapping[Offer, int],
    resting: SamplingDesign | None = None,
    *,
    factor: float = 1.0,
    budget: int | None = None,
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
    resting = resting or SamplingDesign()
    count, at_most = numbers_of(offers, {WITH}, budget)
    n, n_at_most = numbers_of(offers, {WITH, WITHOUT}, budget)
    if not n_at_most:
        return Bounds(count, at_most, n, None, None)
    low, high = pairs = share_ends(offers, budget)
    exact = True
    if budget is None and resting.population is not None:
        pairs = [*_pairs(offers)]
    elif budget is not None and n < n_at_most:
        try:
            pairs = _pairs_within(offers, budget)
            low, high = (end(pairs, key=lambda pair: Fraction(*pair)) for end in (min, max))
        except TooLarge:
            exact = False
    share = low[0] / low[1], high[0] / high[1]
    if resting.confidence is None:
        return Bounds(count, at_most, n, share, None, exact)
    limits = [resting.limits(*pair, factor) for pair in pairs]
    return Bounds(count, at_most, n, share, (min(low for low, _ in limits), max(high for _, high in limits)), exact)


Pair = tuple[int, int]
"""How many cases have an outcome, of how many in the group."""


def numbers_of(offers: Mapping[Offer, int], ways: set[int], budget: int | None) -> tuple[int, int]:
    """Find the least and the greatest number of cases that are something in one of these ways, of three."""
    costs = []
    for offer, number in offers.items():
        least = least_costs((way in ways, cost) for way, cost in enumerate(offer) if cost is not None)
        costs.append((least.get(True), least.get(False), number))
    return numbers(costs, budget)


def share_ends(offers: Mapping[Offer, int], budget: int | None = None) -> Sequence[Pair]:
    """Find the least and the greatest share of a group that is not empty in all completions.

    A completion has both the fewest cases with the outcome and the most without it, so that these are the ends. With a
    budget, where membership is open, the shares of all completions lie between them.
    """
    count, at_most = numbers_of(offers, {WITH}, budget)
    fewest, most = numbers_of(offers, {WITHOUT}, budget)
    # Where that leaves nobody, the group is one case.
    return [
        (count, count + most) if count + most else (1, 1),
        (at_most, at_most + fewest) if at_most + fewest else (0, 1),
    ]


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
