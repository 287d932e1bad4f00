"""The whole numbers that print as a percentage or a mean, exactly."""

import re
from enum import StrEnum
from typing import Final

from ckm_mo.answers import one_of
from ckm_mo.errors import InvalidPercentage
from ckm_mo.messages import DIGITS
from ckm_mo.tallies.intervals import is_count, plain_number


class Rounding(StrEnum):
    """Which way a half was rounded before it was printed."""

    HALF_UP = "half_up"
    HALF_DOWN = "half_down"
    EITHER = "either"

    @classmethod
    def _missing_(cls, value: object) -> "Rounding":
        """Take a word for it in any spelling."""
        return cls(one_of(value, "rounding", [each.value for each in cls]))


_PRINTED: Final = re.compile(rf"({DIGITS})(?:[.,]({DIGITS}))?")


def counts(percentage: str, n: int, rounding: str = Rounding.EITHER) -> tuple[int, ...]:
    """Find the counts that print as a percentage: the numbers k of n, each a whole number.

    Args:
        percentage: As printed, without the sign. It is text, since "54.0" says more than "54".
        n: Of how many; 1 or more.
        rounding: Which way a half was rounded: `half_up`, `half_down`, or `either`, which takes both.

    Returns:
        From low to high; none where no whole number of `n` prints so.

    Raises:
        InvalidInput: If there is no such way to round.
        InvalidPercentage: If it is not a percentage as it may be printed, or there is nothing it could be of.

    Source:
        Brown and Heathers, "The GRIM test" (2017), for percentages. Exact: whole numbers only.

    Example:
        >>> counts("49", 39), counts("41", 25), counts("54", 200)
        ((19,), (), (107, 108, 109))
    """
    return tuple(count for count in _wholes(percentage, n, 100, rounding) if count <= n)


def sums(mean: str, n: int, rounding: str = Rounding.EITHER) -> tuple[int, ...]:
    """Find the sums of n whole numbers, none below 0, whose mean prints as given. Otherwise as `counts`.

    Example:
        >>> sums("1,8", 15)
        (27,)
    """
    return tuple(_wholes(mean, n, 1, rounding))


def _wholes(printed: object, n: int, per: int, rounding: str) -> range:
    """Find the whole numbers of which `per` times each, over n, prints so."""
    rounding = Rounding(rounding)
    match = _PRINTED.fullmatch(printed) if isinstance(printed, str) else None
    n = plain_number(n)
    if match is None or not is_count(n) or n < 1:
        raise InvalidPercentage(value=str(printed), n=n)
    whole, decimals = match.groups(default="")
    # What prints so lies within half a unit of the last digit; all is multiplied until the halves are whole.
    scale = 2 * per * 10 ** len(decimals)
    low, high = ((2 * int(whole + decimals) + end) * n for end in (-1, 1))
    first, last = -(-low // scale), high // scale
    if rounding is Rounding.HALF_DOWN and first * scale == low:
        first += 1
    if rounding is Rounding.HALF_UP and last * scale == high:
        last -= 1
    return range(max(first, 0), last + 1)
