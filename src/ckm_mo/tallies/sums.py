"""Sums over cases, each of which contributes one of some vectors: all that a table may add up to."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import mul
from typing import Final

Vector = tuple[int, ...]
"""What a case adds to each of several numbers."""

Contributions = frozenset[tuple[Vector, int]]
"""The vectors that a case may add to a sum, each with its least cost."""

MOST_WORK: Final = 2 * 10**10
"""How many bits may be handled to find all sums exactly."""


class TooLarge(Exception):
    """More sums than can be found exactly."""


class Sums:
    """All sums that cases can have together, each case adding one of the vectors that it may contribute.

    Args:
        contributions: What each case contributes, in order.
        budget: What all may cost together at most; None for any cost.
        most: How many bits may be handled.

    A set of sums is one whole number, a bit for each: to add a vector to all of
    them is a shift, which makes this quick.
    """

    def __init__(self, contributions: Sequence[Contributions], budget: int | None, most: int = MOST_WORK) -> None:
        """Find them.

        Raises:
            TooLarge: If there are too many.
        """
        self.contributions = contributions
        width = len(next(iter(contributions[0]))[0]) if contributions else 0
        lows = [[min(vector[index] for vector, _ in each) for index in range(width)] for each in contributions]
        highs = [[max(vector[index] for vector, _ in each) for index in range(width)] for each in contributions]
        self.low = [sum(column) for column in zip(*lows, strict=True)] or [0] * width
        sizes = [sum(column) - low + 1 for column, low in zip(zip(*highs, strict=True), self.low, strict=True)]
        self.sizes = [*sizes, (budget or 0) + 1]
        *self.strides, self.bits = accumulate(self.sizes, mul, initial=1)
        if self.bits * sum(len(each) for each in contributions) > most:
            raise TooLarge
        mask = (1 << self.bits) - 1
        self.shifts: list[list[tuple[int, Vector]]] = []
        for each, low in zip(contributions, lows, strict=True):
            priced = [(vector, 0 if budget is None else cost) for vector, cost in sorted(each)]
            moves = [(self._bit(vector, low, cost), vector) for vector, cost in priced if cost <= (budget or 0)]
            self.shifts.append(moves)
        self.layers = [1]
        for moves in self.shifts:
            reached, sums = self.layers[-1], 0
            for shift, _ in moves:
                sums |= reached << shift
            self.layers.append(sums & mask)

    def _bit(self, vector: Sequence[int], low: Sequence[int], cost: int) -> int:
        """Return the bit of a vector that costs so much, counted from the least one."""
        digits = [*(at - base for at, base in zip(vector, low, strict=True)), cost]
        return sum(digit * stride for digit, stride in zip(digits, self.strides, strict=True))

    def __iter__(self) -> Iterator[tuple[Vector, int]]:
        """Go through the sums, each with its cost; of no budget, 0. A sum may come several times, at several costs."""
        sums = self.layers[-1]
        text = f"{sums:b}"[::-1]
        bit = text.find("1")
        while bit >= 0:
            yield self.vector(bit)
            bit = text.find("1", bit + 1)

    def vector(self, bit: int) -> tuple[Vector, int]:
        """Return the sum that a bit stands for, and its cost."""
        vector = []
        for low, size in zip(self.low, self.sizes, strict=False):
            bit, at = divmod(bit, size)
            vector.append(low + at)
        return tuple(vector), bit

    def chosen(self, vector: Vector, cost: int = 0) -> list[Vector]:
        """Return for each case what it adds to a sum."""
        bit = self._bit(vector, self.low, cost)
        sums: list[Vector] = []
        for moves, layer in zip(reversed(self.shifts), reversed(self.layers[:-1]), strict=True):
            shift, each = next(move for move in moves if move[0] <= bit and layer >> (bit - move[0]) & 1)
            sums.append(each)
            bit -= shift
        return sums[::-1]
