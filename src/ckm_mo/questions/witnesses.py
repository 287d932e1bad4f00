"""Witnesses: whole tables in which an open claim holds, and in which it fails.

Each is the table with its open answers filled in so that the claim comes out one
way, and names what was filled in. They are arguments, not findings: no completion
is likelier than another.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from attrs import evolve, frozen

from ckm_mo.answers import PERIODS, USED, Answer, Period, Truth
from ckm_mo.cases import JOINT, READINGS, Case
from ckm_mo.codebook import IDENTIFIERS, MEANS_KEYS, OPEN_KEYS, PARTS, VARIABLE, means_key
from ckm_mo.completions import Joint, ways, worlds_of
from ckm_mo.errors import InvalidInput
from ckm_mo.kinds import Kind, text_of
from ckm_mo.questions.claims import Claims
from ckm_mo.questions.judging import Sides, Vector
from ckm_mo.questions.sentences import Claim
from ckm_mo.rules import DIMENSIONS
from ckm_mo.statements import Statement, is_open, is_own
from ckm_mo.sums import Offers, Sums, TooLarge

COMPLETED: Final = "completed"
"""The column that names what was filled in."""

_PLACES: Final = {
    variable.key: (part, within) for part, variables in enumerate(PARTS) for within, variable in enumerate(variables)
}


@frozen
class Witness:
    """A table in which a claim holds, or in which it fails.

    Args:
        claim: The claim.
        holds: Whether it holds there.
        cases: The cases, their open answers filled in, with a column `completed`.
    """

    claim: Claim
    holds: bool
    cases: tuple[Case, ...]


def witnesses(claims: Claims, claim: Claim, cases: Sequence[Case]) -> Iterator[Witness]:
    """Make the tables that an open claim has: one in which it holds, one in which it fails.

    Args:
        claims: The claims that the cases were counted for.
        claim: One of them.
        cases: The cases, all of them.

    Yields:
        The tables; not one that takes too many completions to find, or that no table can be.
    """
    kinds = [claims.kinds.whole(case) for case in cases]
    offers = claims.offers(claim)
    sides = Sides(claim, claims.offered(claim))
    name = COMPLETED
    taken = {header for case in cases for header, _ in case.other}
    while name in taken:
        name += "_"
    for wanted in (True, False):
        chosen = _chosen(claims, sides, [offers[kind] for kind in kinds if kind in offers], wanted=wanted)
        vectors = iter(chosen or ())
        filled = [
            completed(case, claims, claim, next(vectors)) if chosen and kind in offers else (case, ())
            for case, kind in zip(cases, kinds, strict=True)
        ]
        told = [evolve(each[0], other=(*each[0].other, (name, JOINT.join(each[1])))) for each in filled if each]
        if chosen and len(told) == len(filled):
            yield Witness(claim, wanted, tuple(told))


def _chosen(claims: Claims, sides: Sides, offered: Sequence[Offers], *, wanted: bool) -> list[Vector] | None:
    """Choose what each case adds so that the claim comes out as wanted; None where that cannot be found."""
    for sign in (1, -1, 0):
        if sign and sides.fixed and claims.budget is None:
            vectors = [sides.end(one, sign) for one in offered]
            gap = sides.difference(tuple(map(sum, zip(*vectors, strict=True))))
            if gap is not None and sides.claim.holds(gap) == wanted:
                return vectors
            continue
        try:
            sums = Sums([sides.pruned(one, sign) if sign else one for one in offered], claims.budget)
        except TooLarge:
            continue
        for vector, cost in sums:
            gap = sides.difference(vector)
            if gap is not None and sides.claim.holds(gap) == wanted:
                return sums.chosen(vector, cost)
    return None


def completed(case: Case, claims: Claims, claim: Claim, vector: Vector) -> tuple[Case, tuple[str, ...]] | None:
    """Fill in the open answers of a case that a claim asks about so that it adds a vector, at the least cost.

    Args:
        case: As coded.
        claims: How it is read.
        claim: What is asked.
        vector: What it is to add.

    Returns:
        The case, and the keys of the answers that were filled in. None where no coded case is so: that the
        exploitation began is asked about independently of its means, which a table cannot be.
    """
    kind = claims.kinds.whole(case)
    place = READINGS.index(kind.reading)
    kind = kind._replace(left=tuple(each[place] for each in case.key[1]))
    joint = Joint(claim.statements, claims.kinds.named, claims.period)
    for gives in _completions(joint, kind, claims):
        try:
            filled, keys = _filled(case, kind, gives, claims.period, claim.statements)
        except InvalidInput:  # what is filled in of the exploitation may not go with what is of its means
            continue
        now = claims.kinds.whole(filled)
        if claims.begun(now) and claims.vectors(claim, joint, now).keys() == {vector}:
            return filled, keys
    return None


def _completions(joint: Joint, kind: Kind, claims: Claims) -> list[dict[str, str | int]]:
    """List the completions of a case, each what every variable has, those of the least cost first."""
    of = {name: tuple(joint.statements[place] for place in joint.of.get(name, ())) for name in DIMENSIONS}
    parts = [[*worlds_of(name, kind.dimensions, kind.left, claims.period, mine)] for name, mine in of.items()]
    others = [
        [
            (key, value)
            for value in ways(
                key,
                kind.named[claims.kinds.named.index(key)],
                [joint.statements[place][1] for place in places],
                begun=kind.begun,
            ).values()
        ]
        for key, places in joint.others.items()
    ]
    found: list[tuple[int, dict[str, str | int]]] = []
    for chosen in product(*parts):
        cost = sum(world.cost for world in chosen)
        means = {key: value for world in chosen for key, value in world.gives}
        found += [(cost, {**means, **dict(several)}) for several in product(*others)]
    return [gives for _, gives in sorted(found, key=lambda each: each[0])]


def _filled(
    case: Case, kind: Kind, gives: Mapping[str, str | int], period: Period | None, statements: Sequence[Statement]
) -> tuple[Case, tuple[str, ...]]:
    """Fill in what is open of what is given; give the case, and the keys of what was filled in."""
    written = {key: value for key, value in _written(case, kind, gives, period, statements).items() if value}
    answers = [list(part) for part in case.answers]
    names, other, keys = list(case.names), dict(case.other), []
    spots = {variable.key: spot for spot, variable in enumerate(IDENTIFIERS)}
    for key, value in written.items():
        part, within = _PLACES.get(key, (None, 0))
        if key in spots:
            names[spots[key]] = value
        elif part is None:
            other[key] = value
        elif answers[part][within] == value:
            continue
        else:
            answers[part][within] = Answer(value) if VARIABLE[key].means else value
        keys.append(key)
    return Case(tuple(map(tuple, answers)), tuple(names), tuple(other.items()), case.locators), tuple(keys)


def _written(
    case: Case, kind: Kind, gives: Mapping[str, str | int], period: Period | None, statements: Sequence[Statement]
) -> dict[str, str]:
    """Give what is to be written for each key that is open; all three answers of a means that is open where asked."""
    found: dict[str, str] = {}
    for key, value in gives.items():
        if key in MEANS_KEYS:
            named = [VARIABLE[name] for name, _ in statements if name in VARIABLE and VARIABLE[name].means == key]
            levels = {period, *(Period(each.period) if each.period else None for each in named)}
            if any(USED[level][kind.left[MEANS_KEYS.index(key)]] is Truth.OPEN for level in levels):
                found |= {means_key(key, level or ""): str(USED[level][int(value)]) for level in (None, *PERIODS)}
        elif is_open(text_of(case, key)) if is_own(key) else str(case[key]) in OPEN_KEYS:
            found[key] = str(value)
    return found
