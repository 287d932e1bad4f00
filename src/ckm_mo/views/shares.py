"""How shares are rounded, wherever people see them.

A range is rounded outwards, so that it holds all that it stands for: its lower
end down, its upper end up. A single share is rounded to the nearest, a half up.
Only none is 0%, and only all is 100%. Machine formats give shares unrounded.
"""

from fractions import Fraction
from math import ceil, floor
from typing import Final

Number = Fraction | float

FINER_FROM: Final = 200
"""From how many on shares have one decimal."""

_FINEST: Final = 10**9
"""The greatest denominator of an exact share; what floating point adds is less than one part in so many."""

LEAST: Final = 1 / _FINEST
"""Less than any share that is not none."""


def rounded(low: Number, high: Number, parts: int) -> tuple[int, int]:
    """Round a range outwards to whole parts, and a single number to the nearest, a half up.

    Args:
        low: The lower end.
        high: The upper end; the lower one again for a single number.
        parts: How many of them make 1: 100 for per cents.

    Returns:
        Both ends as numbers of parts.
    """
    first, last = (Fraction(each).limit_denominator(_FINEST) * parts for each in (low, high))
    if first == last:
        return (nearest := floor(first + Fraction(1, 2))), nearest
    return floor(first), ceil(last)


def decimals(n: int) -> int:
    """Return how many decimals a percentage of n has."""
    return 1 if n >= FINER_FROM else 0


def percentages(low: Number, high: Number, n: int) -> tuple[float, ...]:
    """Round a range of shares of n to percentages: one where its ends are the same.

    Args:
        low: The lower end, as a fraction.
        high: The upper end.
        n: What they are shares of.
    """
    units = 10 ** decimals(n)
    return tuple(end / units for end in dict.fromkeys(rounded(low, high, 100 * units)))
