"""Intervals around a share, and the sampling design that they rest on."""

from collections.abc import Iterable
from fractions import Fraction
from math import inf, sqrt
from numbers import Integral, Real
from typing import Any, Final, NamedTuple

from attrs import field, frozen

from ckm_mo.errors import InvalidAssumption

CONFIDENCE: Final = 0.95
Z: Final = 1.959963984540054
"""The normal quantile of (1 + CONFIDENCE) / 2; a test holds it to the standard library's."""

WILSON: Final = "wilson"


class Range(NamedTuple):
    """The least and the greatest of what is possible.

    Args:
        low: The least, a fraction.
        high: The greatest.
    """

    low: float
    high: float


def wilson(count: float, n: float, z: float = Z) -> tuple[float, float]:
    """Return the limits of the Wilson interval of a proportion.

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
    """Return the normal quantile of an interval that covers so much."""
    if confidence == CONFIDENCE:
        return Z
    from statistics import NormalDist  # noqa: PLC0415 - only other intervals than the usual need it

    return NormalDist().inv_cdf((1 + confidence) / 2)


def plain_number(given: Any) -> Any:
    """Return a number, of whatever library, as Python's own; what is not a number as it is, and so is refused later."""
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

    def limits(self, count: int, n: int, weight: float = 1.0) -> tuple[float, float]:
        """Return the limits of the interval of a proportion.

        Args:
            count: How many of them.
            n: Of how many; more than 0.
            weight: How many independent cases each is worth, since those of a cluster may be the same throughout.
        """
        if self.population is not None:
            weight = inf if n == self.population else weight * (self.population - 1) / (self.population - n)
        if weight == inf:
            return count / n, count / n
        return wilson(count * weight, n * weight, quantile(self.confidence or CONFIDENCE))


def design_effect(clusters: Iterable[tuple[int, int]]) -> float:
    """Return how many independent cases one of a cluster is worth, if those that share it are the same throughout.

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
