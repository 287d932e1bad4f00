"""Judging a claim: what the difference of its two sides can be over all completions.

The difference is a sum over cases where the groups are certain; then its least and
greatest are those of each case. Where membership is open, shares of two groups hang
together through each case, and all sums that cases can have together are found
(`sums.Sums`), of those vectors alone that can make the difference more extreme.
Beyond a stated size outer bounds take their place, and say so.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise, product
from math import inf
from typing import Final

from attrs import frozen

from ckm_mo.errors import EmptyGroup
from ckm_mo.messages import shown
from ckm_mo.questions.sentences import Claim
from ckm_mo.records import record, to_html
from ckm_mo.tallies.bounds import MEMBER, Contribution, numbers_of, share_ends
from ckm_mo.tallies.completions import least_costs
from ckm_mo.tallies.groups import FEW, is_small
from ckm_mo.tallies.sums import MOST_WORK, Contributions, Sums, TooLarge, Vector

HOLDS, FAILS, UNDECIDED = "holds", "fails", "open"

IN_CASES, IN_SHARES = "cases", "share"
"""What a difference is in."""

_SIDES: Final = ((0, 1, 1), (2, 3, -1))
"""Where a vector has its group and its outcome, on the left and on the right, and with which sign they count.

A vector says whether a case is in the left group, in it with the left outcome, and the same on the right; of a number,
nothing.
"""


@frozen
class Judged:
    """What a claim is over all completions.

    Args:
        claim: The claim.
        status: `holds`, `fails` or `open`.
        least: The least difference, left minus right.
        greatest: The greatest.
        left_out: Whether some completions were left out since a group is empty in them.
        breakdown: The greatest number of open answers about means that may be "yes" and leave it true, and of how many;
            None in place of the number where it does not hold at 0 either; None as a whole where it is not open, or
            where so few would leave a group empty.
        exact: Whether all of this is exact; else `least` and `greatest` are outer bounds, and the number of the
            breakdown is one for which it is sure to hold.
        small: Whether it is about the share of a group of so few cases that it can point to a person.
    """

    claim: Claim
    status: str
    least: Fraction
    greatest: Fraction
    left_out: bool
    breakdown: tuple[int | None, int] | None
    exact: bool
    small: bool = False

    def __repr__(self) -> str:
        """Say in one line what the claim is, and whether it holds."""
        return f"<Judged: {shown(self.claim.text)}: {self.status}>"

    def _repr_html_(self) -> str:
        return to_html(record(self.as_dict()), repr(self))

    def as_dict(self) -> dict[str, object]:
        """Give its part of the JSON interface."""
        number = float if self.claim.share else _whole
        return {
            "claim": self.claim.text,
            "status": self.status,
            "unit": IN_SHARES if self.claim.share else IN_CASES,
            "least": number(self.least),
            "greatest": number(self.greatest),
            "left_out": self.left_out,
            "breakdown": None
            if self.breakdown is None
            else {"at_most_yes": self.breakdown[0], "open_answers": self.breakdown[1]},
            "exact": self.exact,
            "small": self.small,
        }


def _whole(number: Fraction) -> float:
    return int(number) if number.denominator == 1 else float(number)


class Sides:
    """The two sides of a claim, and what their difference is where cases add up to a sum.

    Args:
        claim: The claim.
        contributions: How many cases can contribute what.
    """

    def __init__(self, claim: Claim, contributions: Mapping[Contributions, int]) -> None:
        """Find which groups are certain."""
        self.claim = claim
        self.contributions = contributions
        self.sides = _SIDES[: len(claim.terms)]
        self.number = claim.right if isinstance(claim.right, Fraction) else Fraction(0)
        self.certain = [
            sum(number for contributed, number in contributions.items() if all(vector[of] for vector, _ in contributed))
            for of, *_ in self.sides
        ]
        self.fixed = all(
            len({vector[of] for vector, _ in contributed}) == 1
            for contributed in contributions
            for of, *_ in self.sides
        )

    def difference(self, vector: Vector) -> Fraction | None:
        """Give left minus right for a sum of all cases; None where a group is empty."""
        sizes = [vector[of] if self.claim.share else 1 for of, *_ in self.sides]
        return self._gap(vector, sizes) - self.number if all(sizes) else None

    def weighed(self, vector: Vector) -> Fraction:
        """Give what a case with this vector adds to the difference, where the groups are certain."""
        return self._gap(vector, self.certain if self.claim.share else (1, 1))

    def _gap(self, vector: Vector, sizes: Sequence[int]) -> Fraction:
        """Give left minus right, each over the size of its group."""
        over, under = 0, 1  # one fraction is quicker than the sum of two
        for (_, has, way), n in zip(self.sides, sizes, strict=False):
            over, under = over * n + way * vector[has] * under, under * n
        return Fraction(over, under)

    def dominant(self, contributed: Contributions, sign: int, *, priced: bool) -> Contributions:
        """Leave out what cannot make the difference more extreme.

        Args:
            contributed: What a case contributions.
            sign: 1 for the least difference, -1 for the greatest.
            priced: Whether cost matters. Without it, the one extreme is left where the groups are certain.
        """
        if not self.fixed:
            return frozenset(
                one
                for one in contributed
                if not any(other is not one and self._as_good(other, one, sign) for other in contributed)
            )
        kept: list[tuple[Vector, int]] = []
        ranked = sorted((sign * self.weighed(vector), cost if priced else 0, vector) for vector, cost in contributed)
        for _, cost, vector in ranked:
            if not kept or cost < kept[-1][1]:
                kept.append((vector, cost))
        return frozenset(kept)

    def _as_good(self, one: tuple[Vector, int], other: tuple[Vector, int], sign: int) -> bool:
        """Return whether one vector, at no more cost, makes the difference at least as extreme as another."""
        for (of, has, way), certain in zip(self.sides, self.certain, strict=True):
            # In the group without the outcome is -1, out of it 0, in it with the outcome 1; turned where more is worse.
            mine, theirs = (sign * way * (vector[of] and 2 * vector[has] - 1) for vector, _ in (one, other))
            goes_out = mine != theirs and not mine  # which may leave the group empty
            if mine > theirs or (goes_out and not certain):
                return False
        return one[1] <= other[1]

    def by_side(self) -> Iterator[Counter[Contribution]]:
        """Count the cases by what it costs them to be in a group with its outcome, in it without, and out of it."""
        for of, has, _ in self.sides:
            found: Counter[Contribution] = Counter()
            for contributed, number in self.contributions.items():
                costs = least_costs(((vector[of], vector[has]), cost) for vector, cost in contributed)
                found[Contribution(costs.get((1, 1)), costs.get((1, 0)), costs.get((0, 0)))] += number
            yield found


def _gaps(
    sides: Sides, contributions: Mapping[Contributions, int], budget: int | None, most: int = MOST_WORK
) -> Iterator[tuple[Fraction, int]]:
    """Give the differences that can be reached within a budget, each with a cost.

    Raises:
        TooLarge: If there are too many sums.
    """
    several: list[Contributions] = []
    certain = [0, 0, 0, 0]  # the sum of the cases that offer one vector alone
    for contributed, number in contributions.items():
        if len(contributed) == 1:
            ((vector, _),) = contributed
            certain = [each + number * at for each, at in zip(certain, vector, strict=True)]
        else:
            several += [contributed] * number
    for vector, cost in Sums([frozenset({(tuple(certain), 0)}), *several], budget, most):
        gap = sides.difference(vector)
        if gap is not None:
            yield gap, cost


def _dominant(sides: Sides, sign: int, *, priced: bool) -> Counter[Contributions]:
    """Count the cases by what they offer that can make the difference more extreme."""
    found: Counter[Contributions] = Counter()
    for contributed, number in sides.contributions.items():
        found[sides.dominant(contributed, sign, priced=priced)] += number
    return found


def _extreme(sides: Sides, sign: int, budget: int | None) -> Fraction:
    """Find the least difference (sign 1) or the greatest (-1) within a budget.

    Raises:
        TooLarge: If there are too many sums.
    """
    contributions = _dominant(sides, sign, priced=budget is not None)
    return sign * min(sign * gap for gap, _ in _gaps(sides, contributions, budget))


def judge_claim(
    claim: Claim,
    contributions: Mapping[Contributions, int],
    budget: int | None,
    open_answers: int,
    least_cases: int = FEW,
) -> Judged:
    """Judge a claim.

    Args:
        claim: The claim.
        contributions: How many cases can contribute what to it.
        budget: How many open answers about means may be "yes"; None for all.
        open_answers: How many there are.
        least_cases: Of how many cases a group is at least that is not small; 0 or 1 for no such mark.

    Raises:
        EmptyGroup: If a group is empty in every completion.
    """
    sides = Sides(claim, contributions)
    if claim.share and not _inhabited(sides, budget):
        raise EmptyGroup(claim=claim.text)
    fewest = [numbers_of(side, MEMBER, budget)[0] for side in sides.by_side() if claim.share]
    left_out, small = 0 in fewest, any(is_small(n, least_cases) for n in fewest)
    try:
        least, greatest = (_extreme(sides, sign, budget) for sign in (1, -1))
    except TooLarge:
        least, greatest = _outer(sides)
        status = _between(claim, least, greatest)
        return Judged(claim, status, least, greatest, left_out, None, exact=False, small=small)
    status, exact = _status(sides, least, greatest, budget)
    breakdown = None
    if status is UNDECIDED:
        breakdown, sure = _breakdown(sides, budget, open_answers)
        exact = exact and sure
    return Judged(claim, status, least, greatest, left_out, breakdown, exact, small)


def _between(claim: Claim, least: Fraction, greatest: Fraction) -> str:
    """Find whether a claim holds, fails or is open where the difference may be anything between two, both included."""
    nearest = min(max(least, Fraction(0)), greatest)  # to 0, for `=`
    held = {claim.holds(each) for each in (least, nearest, greatest)}
    return UNDECIDED if len(held) > 1 else HOLDS if True in held else FAILS


def _status(sides: Sides, least: Fraction, greatest: Fraction, budget: int | None) -> tuple[str, bool]:
    """Find whether a claim holds, fails or is open, and whether that is exact."""
    if sides.claim.operator != "=" or not least < 0 < greatest:
        return _between(sides.claim, least, greatest), True
    if not sides.claim.share and budget is None:
        return UNDECIDED if _reaches_whole(sides, least) else FAILS, True
    try:
        reached = any(gap == 0 for gap, _ in _gaps(sides, sides.contributions, budget))
    except TooLarge:
        return UNDECIDED, False
    return UNDECIDED if reached else FAILS, True


def _reaches_whole(sides: Sides, least: Fraction) -> bool:
    """Return whether numbers of cases can be the same: by steps of one all between the ends, by two every second."""
    adds = [sorted({vector[1] - vector[3] for vector, _ in contributed}) for contributed in sides.contributions]
    steps = {more - less for each in adds for less, more in pairwise(each)}
    return least.denominator == 1 and (1 in steps or least % 2 == 0)


def _breakdown(sides: Sides, budget: int | None, open_answers: int) -> tuple[tuple[int | None, int] | None, bool]:
    """Find the greatest number of open answers that may be "yes" and leave a claim true, and whether that is sure."""
    if not _inhabited(sides, 0):
        return None, True
    signs = {">": (1,), ">=": (1,), "<": (-1,), "<=": (-1,), "=": (1, -1)}[sides.claim.operator]
    most = open_answers if budget is None else budget
    try:
        costs = [cost for sign in signs if (cost := _cheapest(sides, sign, most)) is not None]
    except TooLarge:
        return None, False
    cost = min(costs)
    return (cost - 1 if cost else None, open_answers), True


def _cheapest(sides: Sides, sign: int, budget: int) -> int | None:
    """Find the least cost within a budget at which a claim does not hold, at one end; None where there is none.

    Raises:
        TooLarge: If there are too many sums.
    """
    holds = sides.claim.holds
    contributions = _dominant(sides, sign, priced=True)
    steps = _steps(sides, contributions) if sides.fixed else None
    if steps is not None:
        free = (
            (min(contributed, key=lambda each: each[1])[0], number) for contributed, number in contributions.items()
        )
        gap, paid = sum((number * sides.weighed(vector) for vector, number in free), -sides.number), 0
        for cost, gain in steps:
            if not holds(gap):
                break
            gap, paid = gap + gain, paid + cost
        return None if holds(gap) else paid
    tried = 0
    while True:
        costs = [cost for gap, cost in _gaps(sides, contributions, tried, MOST_WORK // 4) if not holds(gap)]
        if costs or tried >= budget:
            return min(costs, default=None)
        tried = min(budget, 2 * tried + 1)


def _steps(sides: Sides, contributions: Mapping[Contributions, int]) -> list[tuple[int, Fraction]] | None:
    """List what cases can add to the difference and its cost, the cheapest first.

    None where steps are not alike but for their cost, as the steps of a case that has several never are.
    """
    steps: list[tuple[int, Fraction]] = []
    for contributed, number in contributions.items():
        (free, _), *paid = sorted(contributed, key=lambda each: each[1])
        steps += [(cost, sides.weighed(vector) - sides.weighed(free)) for vector, cost in paid] * number
    return sorted(steps) if len({gain for _, gain in steps}) < 2 else None  # noqa: PLR2004 - all alike


def _inhabited(sides: Sides, budget: int | None) -> bool:
    """Return whether no group is empty, in some completion within a budget."""
    numbered = [*sides.contributions.items()]
    inside = [
        [(place, each) for place, (contributed, _) in enumerate(numbered) for each in contributed if each[0][of]]
        for of, *_ in sides.sides
    ]
    for chosen in product(*inside):
        ways = {*chosen}
        one_case = len(ways) > 1 and chosen[0][0] == chosen[1][0] and numbered[chosen[0][0]][1] == 1
        if not one_case and sum(cost for _, (_, cost) in ways) <= (inf if budget is None else budget):
            return True
    return False


def _outer(sides: Sides) -> tuple[Fraction, Fraction]:
    """Give bounds that hold the difference: those of each side on its own, over all completions."""
    lows, highs = [], []
    for side in sides.by_side():
        (low, fewest), (high, most) = share_ends(side)
        lows.append(Fraction(low, fewest if sides.claim.share else 1))
        highs.append(Fraction(high, most if sides.claim.share else 1))
    return lows[0] - sum(highs[1:], sides.number), highs[0] - sum(lows[1:], sides.number)
