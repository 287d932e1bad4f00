"""Sums over cases, of which each offers some vectors: all that a table may add up to."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import mul
from typing import Final

Offers = frozenset[tuple[tuple[int, ...], int]]
"""The vectors that a case may add to a sum, each with its least cost."""

MOST_WORK: Final = 2 * 10**10
"""How many bits may be handled to find all sums exactly."""


class TooLarge(Exception):
    """More sums than can be found exactly."""


class Sums:
    """All sums that cases can have together, each case adding one of the vectors that it offers.

    Args:
        offers: What each case offers, in order.
        budget: What all may cost together at most; None for any cost.
        most: How many bits may be handled.

    A set of sums is one whole number, a bit for each: to add a vector to all of
    them is a shift, which makes this quick.
    """

    def __init__(self, offers: Sequence[Offers], budget: int | None, most: int = MOST_WORK) -> None:
        """Find them.

        Raises:
            TooLarge: If there are too many.
        """
        self.offers = offers
        width = len(next(iter(offers[0]))[0]) if offers else 0
        lows = [[min(vector[place] for vector, _ in each) for place in range(width)] for each in offers]
        highs = [[max(vector[place] for vector, _ in each) for place in range(width)] for each in offers]
        self.low = [sum(column) for column in zip(*lows, strict=True)] or [0] * width
        sizes = [sum(column) - low + 1 for column, low in zip(zip(*highs, strict=True), self.low, strict=True)]
        self.sizes = [*sizes, (budget or 0) + 1]
        *self.strides, self.bits = accumulate(self.sizes, mul, initial=1)
        if self.bits * sum(len(each) for each in offers) > most:
            raise TooLarge
        mask = (1 << self.bits) - 1
        self.shifts: list[list[tuple[int, tuple[int, ...]]]] = []
        for each, low in zip(offers, lows, strict=True):
            priced = [(vector, 0 if budget is None else cost) for vector, cost in sorted(each)]
            moves = [(self._place(vector, low, cost), vector) for vector, cost in priced if cost <= (budget or 0)]
            self.shifts.append(moves)
        self.layers = [1]
        for moves in self.shifts:
            reached, found = self.layers[-1], 0
            for shift, _ in moves:
                found |= reached << shift
            self.layers.append(found & mask)

    def _place(self, vector: Sequence[int], low: Sequence[int], cost: int) -> int:
        """Give the bit of a vector that costs so much, counted from the least one."""
        digits = [*(at - base for at, base in zip(vector, low, strict=True)), cost]
        return sum(digit * stride for digit, stride in zip(digits, self.strides, strict=True))

    def __iter__(self) -> Iterator[tuple[tuple[int, ...], int]]:
        """Go through the sums, each with its cost; of no budget, 0. A sum may come several times, at several costs."""
        found = self.layers[-1]
        text = f"{found:b}"[::-1]
        place = text.find("1")
        while place >= 0:
            yield self.vector(place)
            place = text.find("1", place + 1)

    def vector(self, place: int) -> tuple[tuple[int, ...], int]:
        """Give the sum that a bit stands for, and its cost."""
        vector = []
        for low, size in zip(self.low, self.sizes, strict=False):
            place, at = divmod(place, size)
            vector.append(low + at)
        return tuple(vector), place

    def chosen(self, vector: tuple[int, ...], cost: int = 0) -> list[tuple[int, ...]]:
        """Give for each case what it adds to a sum."""
        place = self._place(vector, self.low, cost)
        found: list[tuple[int, ...]] = []
        for moves, layer in zip(reversed(self.shifts), reversed(self.layers[:-1]), strict=True):
            shift, each = next(move for move in moves if move[0] <= place and layer >> (place - move[0]) & 1)
            found.append(each)
            place -= shift
        return found[::-1]
