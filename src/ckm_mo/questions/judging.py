"""Judging a claim: what the difference of its two sides can be over all completions.

The difference is a sum over cases where the groups are certain; then its least and
greatest are those of each case. Where membership is open, shares of two groups hang
together through each case, and all sums that cases can have together are found
(`sums.Sums`), of those vectors alone that can make the difference more extreme.
Beyond a stated size outer bounds take their place, and say so.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Final

from attrs import frozen

from ckm_mo.counting import FEW, is_small
from ckm_mo.errors import EmptyGroup
from ckm_mo.intervals import least_cost, numbers
from ckm_mo.messages import shown
from ckm_mo.questions.sentences import Claim, Term
from ckm_mo.sums import MOST_WORK, Offers, Sums, TooLarge
from ckm_mo.tidy import facts, html

HOLDS, FAILS, OPEN = "holds", "fails", "open"

CASES, SHARE = "cases", "share"
"""What a difference is in."""

Vector = tuple[int, ...]
"""Whether a case is in the left group, in it with the left outcome, and the same on the right; of a number, nothing."""

_SIDES: Final = ((0, 1), (2, 3))


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
        return html(facts(self.as_dict()), repr(self))

    def as_dict(self) -> dict[str, object]:
        """Give its part of the JSON interface."""
        number = float if self.claim.share else _whole
        return {
            "claim": self.claim.text,
            "status": self.status,
            "unit": SHARE if self.claim.share else CASES,
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
        offers: How many cases offer what.
    """

    def __init__(self, claim: Claim, offers: Mapping[Offers, int]) -> None:
        """Find which groups are certain."""
        self.claim = claim
        self.offers = offers
        self.sides = _SIDES[: len(claim.terms)]
        self.certain = [
            sum(number for offered, number in offers.items() if all(vector[of] for vector, _ in offered))
            for of, _ in self.sides
        ]
        self.fixed = not claim.share or all(
            len({vector[of] for vector, _ in offered}) == 1 for offered in offers for of, _ in self.sides
        )

    def difference(self, vector: Vector) -> Fraction | None:
        """Give left minus right for a sum of all cases; None where a group is empty."""
        shares = []
        for of, has in self.sides:
            if self.claim.share and not vector[of]:
                return None
            shares.append(Fraction(vector[has], vector[of]) if self.claim.share else Fraction(vector[has]))
        right = self.claim.right if isinstance(self.claim.right, Fraction) else shares[1]
        return shares[0] - right

    def end(self, offered: Offers, sign: int) -> Vector:
        """Give what a case has at the least difference (sign 1) or the greatest (-1), where the groups are certain."""
        return min(sorted(vector for vector, _ in offered), key=lambda vector: sign * self.weighed(vector))

    def weighed(self, vector: Vector) -> Fraction:
        """Give what a case with this vector adds to the difference, where the groups are certain."""
        weights = (
            Fraction(way, n) if self.claim.share and n else Fraction(way)
            for n, way in zip(self.certain, (1, -1), strict=False)
        )
        pairs = zip(weights, self.sides, strict=False)
        return sum((weight * vector[has] for weight, (_, has) in pairs), Fraction(0))

    def pruned(self, offered: Offers, sign: int) -> Offers:
        """Leave out what cannot make the difference more extreme: the least where the sign is 1, the greatest at -1."""
        if len(offered) == 1:
            return offered
        return frozenset(
            one for one in offered if not any(other is not one and self._as_good(other, one, sign) for other in offered)
        )

    def _as_good(self, one: tuple[Vector, int], other: tuple[Vector, int], sign: int) -> bool:
        """Return whether one vector, at no more cost, makes the difference at least as extreme as another."""
        if one[1] > other[1]:
            return False
        for place, (of, has) in enumerate(self.sides):
            low = (sign == 1) == (place == 0)
            mine, theirs = (each[0][of] and (2 * each[0][has] - 1) for each in (one, other))
            # In the group without the outcome is -1, out of it 0, in it with the outcome 1.
            if (mine > theirs) if low else (mine < theirs):
                return False
            if self.claim.share and not self.certain[place] and mine != theirs and not one[0][of]:
                return False  # going out may leave the group empty
        return True


def _sum(vectors: Iterable[Vector]) -> Vector:
    return tuple(map(sum, zip(*vectors, strict=True)))


def _expanded(offers: Mapping[Offers, int]) -> tuple[list[Offers], Vector]:
    """List what each case offers, but for those that offer one vector alone, which are summed."""
    several: list[Offers] = []
    fixed = [0, 0, 0, 0]
    for offered, number in offers.items():
        if len(offered) == 1:
            ((vector, _),) = offered
            fixed = [each + number * at for each, at in zip(fixed, vector, strict=True)]
        else:
            several += [offered] * number
    return several, tuple(fixed)


class Extremes:
    """The differences that completions can have, at one end.

    Args:
        sides: The claim's.
        sign: 1 for the least, -1 for the greatest.
    """

    def __init__(self, sides: Sides, sign: int) -> None:
        """Leave out what cannot be extreme."""
        self.sides = sides
        self.sign = sign
        self.offers: Counter[Offers] = Counter()
        for offered, number in sides.offers.items():
            self.offers[sides.pruned(offered, sign)] += number

    @cached_property
    def _parts(self) -> tuple[list[Offers], Vector]:
        return _expanded(self.offers)

    @property
    def cases(self) -> list[Offers]:
        """What each case offers that has a choice."""
        return self._parts[0]

    @property
    def constant(self) -> Vector:
        """The sum of the other cases."""
        return self._parts[1]

    def best(self, budget: int | None) -> Fraction | None:
        """Find the extreme difference within a budget; None where a group is empty in all completions.

        Raises:
            TooLarge: If there are too many sums.
        """
        if budget is None and self.sides.fixed:
            return self._summed()
        found = [gap for gap, _ in self.gaps(budget)]
        return None if not found else min(found, key=lambda gap: self.sign * gap)

    def _summed(self) -> Fraction | None:
        """Add up what each case has at this end, which is the end of the whole where the groups are certain."""
        whole = [0, 0, 0, 0]
        for offered, number in self.offers.items():
            end = self.sides.end(offered, self.sign)
            whole = [each + number * at for each, at in zip(whole, end, strict=True)]
        return self.sides.difference(tuple(whole))

    def _steps(self) -> list[tuple[Fraction, int]] | None:
        """List what each case can add to the difference, and its cost, where each has one such step, all alike.

        None where it is not so simple.
        """
        if not self.sides.fixed or any(len(offered) != 2 for offered in self.cases):  # noqa: PLR2004 - with it, without
            return None
        steps = []
        for offered in self.cases:
            (free, nothing), (paid, cost) = sorted(offered, key=lambda each: each[1])
            if nothing or not cost:
                return None
            steps.append((self.sides.weighed(paid) - self.sides.weighed(free), cost))
        return steps if len({gain for gain, _ in steps}) < 2 else None  # noqa: PLR2004 - all alike

    def _free(self) -> Fraction:
        """Give the difference at no cost, of groups that are certain and not empty."""
        vectors = [min(offered, key=lambda each: each[1])[0] for offered in self.cases]
        gap = self.sides.difference(_sum([self.constant, *vectors]))
        return Fraction(0) if gap is None else gap

    def gaps(self, budget: int | None, most: int = MOST_WORK) -> Iterator[tuple[Fraction, int]]:
        """Give the differences that can be reached within a budget, each with a cost."""
        for vector, cost in Sums(self.cases, budget, most) if self.cases else [((0, 0, 0, 0), 0)]:
            gap = self.sides.difference(_sum([self.constant, vector]))
            if gap is not None:
                yield gap, cost

    def cheapest(self, claim: Claim, budget: int) -> int | None:
        """Find the least cost within a budget at which a claim does not hold; None where there is none.

        Raises:
            TooLarge: If there are too many sums.
        """
        steps = self._steps()
        if steps is not None:
            return _paid_for(claim, self._free(), steps)
        tried = 0
        while True:
            costs = [cost for gap, cost in self.gaps(tried, MOST_WORK // 4) if not claim.holds(gap)]
            if costs:
                return min(costs)
            if tried >= budget:
                return None
            tried = min(budget, 2 * tried + 1)


def _paid_for(claim: Claim, gap: Fraction, steps: Sequence[tuple[Fraction, int]]) -> int | None:
    """Find the least cost at which a claim does not hold, by steps that are alike but for their cost."""
    paid = 0
    for gain, cost in sorted(steps, key=lambda step: step[1]):
        if not claim.holds(gap):
            return paid
        gap, paid = gap + gain, paid + cost
    return None if claim.holds(gap) else paid


def judge(
    claim: Claim, offers: Mapping[Offers, int], budget: int | None, open_answers: int, least_cases: int = FEW
) -> Judged:
    """Judge a claim.

    Args:
        claim: The claim.
        offers: How many cases offer what to it.
        budget: How many open answers about means may be "yes"; None for all.
        open_answers: How many there are.
        least_cases: Of how many cases a group is at least that is not small; 0 or 1 for no such mark.

    Raises:
        EmptyGroup: If a group is empty in every completion.
    """
    sides = Sides(claim, offers)
    if claim.share and not _inhabited(sides, budget):
        raise EmptyGroup(claim=claim.text)
    small = claim.share and any(is_small(_fewest(sides, of, budget), least_cases) for of, _ in sides.sides)
    left_out = claim.share and any(_can_be_empty(sides, of, budget) for of, _ in sides.sides)
    low, high = Extremes(sides, 1), Extremes(sides, -1)
    try:
        least, greatest = low.best(budget), high.best(budget)
    except TooLarge:
        least, greatest = _outer(sides)
        within = claim.operator == "=" and least <= 0 <= greatest
        status = OPEN if within else _between(claim, least, greatest)
        return Judged(claim, status, least, greatest, left_out, None, exact=False, small=small)
    assert least is not None  # noqa: S101 - the groups have been found to be inhabited
    assert greatest is not None  # noqa: S101 - as above
    status, exact = _status(claim, sides, least, greatest, budget)
    breakdown = None
    if status is OPEN:
        breakdown, sure = _breakdown(claim, sides, (low, high), budget, open_answers)
        exact = exact and sure
    return Judged(claim, status, least, greatest, left_out, breakdown, exact, small)


def _between(claim: Claim, *ends: Fraction) -> str:
    """Find whether a claim holds, fails or is open where the difference goes from one end to another."""
    held = {claim.holds(end) for end in ends}
    return OPEN if len(held) > 1 else HOLDS if True in held else FAILS


def _status(claim: Claim, sides: Sides, least: Fraction, greatest: Fraction, budget: int | None) -> tuple[str, bool]:
    """Find whether a claim holds, fails or is open, and whether that is exact."""
    if claim.operator != "=":
        return _between(claim, least, greatest), True
    if least == greatest == 0:
        return HOLDS, True
    if not least <= 0 <= greatest:
        return FAILS, True
    reached = _reaches(claim, sides, budget)
    return (FAILS if reached is False else OPEN), reached is not None


def _reaches(claim: Claim, sides: Sides, budget: int | None) -> bool | None:
    """Return whether the two sides are the same in some completion; None where there are too many to tell."""
    cases, constant = _expanded(sides.offers)
    if not claim.share and budget is None:
        return _reaches_whole(claim, cases, constant)
    try:
        for vector, _ in Sums(cases, budget):
            if sides.difference(_sum([constant, vector])) == 0:
                return True
    except TooLarge:
        return None
    return False


def _reaches_whole(claim: Claim, cases: Sequence[Offers], constant: Vector) -> bool:
    """Return whether numbers of cases can be the same: by steps of one all between the ends, by two every second."""
    start = constant[1] - constant[3] - (0 if isinstance(claim.right, Term) else claim.right)
    values = [{vector[1] - vector[3] for vector, _ in each} for each in cases]
    low = start + sum(min(each) for each in values)
    high = start + sum(max(each) for each in values)
    if not low <= 0 <= high or Fraction(low).denominator != 1:
        return False
    single = any(max(each) - min(each) == 1 or len(each) == 3 for each in values)  # noqa: PLR2004 - -1, 0 and 1
    return single or low % 2 == 0


def _breakdown(
    claim: Claim, sides: Sides, ends: Sequence[Extremes], budget: int | None, open_answers: int
) -> tuple[tuple[int | None, int] | None, bool]:
    """Find the greatest number of open answers that may be "yes" and leave a claim true."""
    if claim.share and not _inhabited(sides, 0):
        return None, True
    wanted = {">": ends[:1], ">=": ends[:1], "<": ends[1:], "<=": ends[1:], "=": ends}[claim.operator]
    most = open_answers if budget is None else budget
    try:
        costs = [cost for end in wanted if (cost := end.cheapest(claim, most)) is not None]
    except TooLarge:
        return None, False
    cost = min(costs)
    return (cost - 1 if cost else None, open_answers), True


def _inhabited(sides: Sides, budget: int | None) -> bool:
    """Return whether no group is empty, in some completion within a budget."""
    limit = float("inf") if budget is None else budget
    wanted = [of for of, _ in sides.sides]
    if len(wanted) == 1:
        return any(vector[wanted[0]] and cost <= limit for offered in sides.offers for vector, cost in offered)
    one, other = wanted
    both = [cost for offered in sides.offers for vector, cost in offered if vector[one] and vector[other]]
    if any(cost <= limit for cost in both):
        return True
    first = [(cost, place) for place, offered in enumerate(sides.offers) for vector, cost in offered if vector[one]]
    second = [(cost, place) for place, offered in enumerate(sides.offers) for vector, cost in offered if vector[other]]
    numbers = [*sides.offers.values()]
    return any(
        cost + price <= limit and (place != at or numbers[place] > 1) for cost, place in first for price, at in second
    )


def _fewest(sides: Sides, of: int, budget: int | None) -> int:
    """Give how many cases a group has for certain; within a budget, the least in any one table."""
    costs = []
    for offered, number in sides.offers.items():
        is_in, is_out = (least_cost(*(cost for vector, cost in offered if vector[of] == so)) for so in (1, 0))
        costs.append((is_in, is_out, number))
    return numbers(costs, budget)[0]


def _can_be_empty(sides: Sides, of: int, budget: int | None) -> bool:
    """Return whether a group is empty in some completion within a budget."""
    total = 0
    for offered, number in sides.offers.items():
        costs = [cost for vector, cost in offered if not vector[of]]
        if not costs:
            return False
        total += number * min(costs)
    return budget is None or total <= budget


def _outer(sides: Sides) -> tuple[Fraction, Fraction]:
    """Give bounds that hold the difference: those of each side on its own, over all completions."""
    ends = []
    for of, has in sides.sides:
        least, greatest = [0, 0], [0, 0]
        for offered, number in sides.offers.items():
            ways = {(vector[of], vector[has]) for vector, _ in offered}
            low = next(way for way in ((1, 0), (0, 0), (1, 1)) if way in ways)
            high = next(way for way in ((1, 1), (0, 0), (1, 0)) if way in ways)
            least = [least[0] + number * low[0], least[1] + number * low[1]]
            greatest = [greatest[0] + number * high[0], greatest[1] + number * high[1]]
        if sides.claim.share:
            ends.append(
                (
                    Fraction(least[1], least[0]) if least[0] else Fraction(1),
                    Fraction(greatest[1], greatest[0]) if greatest[0] else Fraction(0),
                )
            )
        else:
            ends.append((Fraction(least[1]), Fraction(greatest[1])))
    right = (sides.claim.right,) * 2 if isinstance(sides.claim.right, Fraction) else ends[1]
    return ends[0][0] - right[1], ends[0][1] - right[0]
