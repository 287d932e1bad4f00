"""Judging a claim: what the difference of its two sides can be over all completions.

The difference is a sum over cases where the groups are certain; then its least and
greatest are those of each case. Where membership is open, shares of two groups hang
together through each case, and all sums that cases can have together are found
(`sums.Sums`), of those vectors alone that can make the difference more extreme.
Beyond a stated size outer bounds take their place, and say so.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise, product
from math import gcd
from operator import itemgetter, le
from typing import ClassVar, Final

from attrs import evolve, frozen

from ckm_mo.errors import EmptyGroup
from ckm_mo.messages import shown
from ckm_mo.questions.sentences import Claim
from ckm_mo.records import Result
from ckm_mo.tallies.bounds import MEMBER, Contribution, numbers_of, share_ends
from ckm_mo.tallies.completions import least_costs
from ckm_mo.tallies.groups import Group, is_small, sum_counts
from ckm_mo.tallies.sums import MOST_WORK, Contributions, Sums, TooLarge, Vector

# A vector says whether a case is in the group on the left, in it with its outcome, and the same on the right. A number
# on the right is a group of all cases, none of which has the outcome.

HOLDS, FAILS, UNDECIDED = "holds", "fails", "open"

_IN_A_GROUP: Final = (1, 1), (1, 0), (0, 0)
"""What a vector says of one side: in the group with its outcome, in it without, out of it."""


@frozen
class Judged(Result):
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

    json: ClassVar = (
        "claim:claim.text",
        "status",
        "unit:claim.unit",
        ":differences",
        "left_out",
        "breakdown:breakdown_numbers",
        "exact",
        "small",
    )

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

    @property
    def differences(self) -> dict[str, float]:
        """The least and the greatest difference: whole numbers of cases, else fractions."""
        number = float if self.claim.share or self.least.denominator > 1 else int
        return {"least": number(self.least), "greatest": number(self.greatest)}

    @property
    def breakdown_numbers(self) -> dict[str, int | None] | None:
        """The breakdown, each number by its name."""
        return self.breakdown and {"at_most_yes": self.breakdown[0], "open_answers": self.breakdown[1]}


class Sides:
    """The two sides of a claim, and what their difference is where cases add up to a sum.

    Args:
        claim: The claim.
        contributions: How many cases can contribute what.
    """

    def __init__(self, claim: Claim, contributions: Mapping[Contributions, int]) -> None:
        """Find which groups are certain."""
        self.claim, self.contributions = claim, contributions
        self.number = claim.right if isinstance(claim.right, Fraction) else Fraction(0)
        self.by_side = [
            sum_counts((_in_a_group(contributed, side), number) for contributed, number in contributions.items())
            for side in (slice(0, 2), slice(2, 4))
        ]
        """How many cases can contribute what to the share on each side."""
        members = [numbers_of(side, MEMBER, None) for side in self.by_side]
        self.certain = all(n == n_at_most for n, n_at_most in members)
        """Whether all memberships are."""
        self.sizes = [n if claim.share else 1 for n, _ in members]
        """What the number of cases with the outcome is divided by on each side, at least."""

    def difference(self, total: Vector) -> Fraction | None:
        """Return left minus right for a sum of all cases; None where a group is empty."""
        return self.added(total) - self.number if self.certain or all(total[::2]) else None

    def added(self, vector: Vector) -> Fraction:
        """Return what a vector adds to the difference; where groups are open, that of all cases."""
        in_left, left, in_right, right = vector
        if self.certain:
            in_left, in_right = self.sizes
        return Fraction(left * in_right - right * in_left, in_left * in_right)

    def dominant(self, contributed: Contributions, sign: int, budget: int | None) -> Contributions:
        """Leave out what cannot make the difference more extreme.

        Args:
            contributed: What a case can contribute.
            sign: 1 for the least difference, -1 for the greatest, 0 for all differences.
            budget: What all may cost together; where groups are certain, of any cost the one most extreme is left.
        """
        if not sign:
            return contributed
        free = self.certain and budget is None
        ranked = sorted(
            ((*self._effects(vector, sign), 0 if free else cost), vector, cost) for vector, cost in contributed
        )
        return frozenset(
            (vector, cost)
            for index, (effects, vector, cost) in enumerate(ranked)
            if not any(all(map(le, better, effects)) for better, *_ in ranked[:index])
        )

    def _effects(self, vector: Vector, sign: int) -> tuple[Fraction | int, ...]:
        """Return what a vector does to the difference, less being more extreme; where groups are open, to each side."""
        if self.certain:
            return (sign * self.added(vector),)
        in_left, left, in_right, right = vector
        may_be_empty = (not any(each) for each in zip(vector[::2], self.sizes, strict=True))
        # In the group without the outcome is -1, out of it 0, in it with the outcome 1; on the right the other way.
        return sign * (2 * left - in_left), sign * (in_right - 2 * right), *may_be_empty

    def counted(self, sign: int, budget: int | None) -> Mapping[Contributions, int]:
        """Count the cases by what they can contribute that can make the difference more extreme; see `dominant`."""
        return sum_counts(
            (self.dominant(contributed, sign, budget), number) for contributed, number in self.contributions.items()
        )

    def differences(self, sign: int, budget: int | None, most: int = MOST_WORK) -> Iterator[tuple[Fraction, int]]:
        """Return the differences that can be reached within a budget, each with a cost.

        Args:
            sign: 1 for those among which the least is, -1 for the greatest, 0 for all.
            budget: How many open answers about means may be "yes"; None for all.
            most: How many bits may be handled.

        Raises:
            TooLarge: If there are too many sums.
        """
        several, certain = list[Contributions](), [0, 0, 0, 0]
        for contributed, number in self.counted(sign, budget).items():
            (vector, _), *others = contributed
            if others:
                several += [contributed] * number
            else:
                certain = [total + number * at for total, at in zip(certain, vector, strict=True)]
        for total, cost in Sums([frozenset({(tuple(certain), 0)}), *several], budget, most):
            difference = self.difference(total)
            if difference is not None:
                yield difference, cost

    def inhabited(self, budget: int | None) -> bool:
        """Return whether no group is empty, in some completion within a budget."""
        costs: dict[Vector, int] = {(0, 0): 0}
        for contributed, number in self.contributions.items():
            for _ in range(min(number, 2)):  # a case for each group
                costs = least_costs(
                    (tuple(map(max, inhabited, vector[::2])), paid + cost)
                    for (inhabited, paid), (vector, cost) in product(costs.items(), contributed)
                )
        return (1, 1) in costs and (budget is None or costs[1, 1] <= budget)

    def outer(self) -> tuple[Fraction, Fraction]:
        """Return bounds that hold the difference: those of each side on its own, over all completions."""
        (low, high), (least, most) = (
            [Fraction(part, whole if self.claim.share else 1) for part, whole in share_ends(side)]
            for side in self.by_side
        )
        return low - most - self.number, high - least - self.number


def _in_a_group(contributed: Contributions, side: slice) -> Contribution:
    """Return what vectors say of one side, at which cost."""
    costs = least_costs((vector[side], cost) for vector, cost in contributed)
    return Contribution(*map(costs.get, _IN_A_GROUP))


def judge_claim(claim: Claim, contributions: Mapping[Contributions, int], group: Group) -> Judged:
    """Judge a claim.

    Args:
        claim: The claim.
        contributions: How many cases can contribute what to it.
        group: The cases, and what is assumed of them.

    Raises:
        EmptyGroup: If a group is empty in every completion.
    """
    sides, budget, exact = Sides(claim, contributions), group.assumed, True
    if claim.share and not sides.inhabited(budget):
        raise EmptyGroup(claim=claim.text)
    try:
        least, greatest = min(sides.differences(1, budget))[0], max(sides.differences(-1, budget))[0]
    except TooLarge:
        (least, greatest), exact = sides.outer(), False
    signs = [sign for sign, end in ((1, least), (-1, greatest)) if not claim.holds(end)]
    status = HOLDS if not signs else UNDECIDED if len(signs) == 1 or least < 0 < greatest else FAILS
    n = min(numbers_of(side, MEMBER, budget)[0] for side in sides.by_side)
    left_out, small = claim.share and not n, claim.share and is_small(n, group.least)
    judged = Judged(claim, status, least, greatest, left_out, None, exact, small)
    return _settled(sides, judged, signs, group) if exact and status is UNDECIDED else judged


def _settled(sides: Sides, judged: Judged, signs: Sequence[int], group: Group) -> Judged:
    """Return what a claim is that is open between the ends of its difference and fails at some, and its breakdown."""
    try:
        if len(signs) > 1 and not _can_be_equal(sides, judged.least, group.assumed):
            return evolve(judged, status=FAILS)
    except TooLarge:
        judged = evolve(judged, exact=False)
    if not sides.inhabited(0):
        return judged
    most = group.open_answers if group.assumed is None else group.assumed
    try:
        cost = min(_cost_of_failing(sides, sign, most) for sign in signs)
    except TooLarge:
        return evolve(judged, exact=False)
    return evolve(judged, breakdown=(cost - 1 if cost else None, group.open_answers))


def _can_be_equal(sides: Sides, least: Fraction, budget: int | None) -> bool:
    """Return whether a difference of 0, which lies between its ends, can be reached.

    Raises:
        TooLarge: If there are too many sums.
    """
    if sides.claim.share or budget is not None:
        return any(not difference for difference, _ in sides.differences(0, budget))
    # Numbers of cases differ by steps of one, or all by steps of two.
    steps = [
        int(sides.added(one) - sides.added(other))
        for contributed in sides.contributions
        for (one, _), (other, _) in pairwise(contributed)
    ]
    return not least % gcd(*steps)


def _cost_of_failing(sides: Sides, sign: int, most: int) -> int:
    """Return the least cost at which a claim fails that does so at one end of the difference.

    Raises:
        TooLarge: If there are too many sums.
    """
    holds = sides.claim.holds
    if sides.certain:
        start, costs, gains = -sides.number, list[int](), set[Fraction]()
        for contributed, number in sides.counted(sign, most).items():
            (free, _), *priced = sorted(contributed, key=itemgetter(1))
            start += number * sides.added(free)
            gains |= {sides.added(vector) - sides.added(free) for vector, _ in priced}
            costs += [cost for _, cost in priced] * number
        if len(gains) < 2:  # noqa: PLR2004 - all the same: the cheapest come first
            paid = enumerate(accumulate(sorted(costs), initial=0))
            return next(cost for steps, cost in paid if not holds(start + steps * sum(gains)))
    tried, failing = 0, list[int]()
    while not failing:
        differences = sides.differences(sign, tried, MOST_WORK // 4)
        failing = [cost for difference, cost in differences if not holds(difference)]
        tried = min(most, 2 * tried + 1)
    return min(failing)
