"""Witnesses: whole tables in which an open claim holds, and in which it fails.

Each is the table with its open answers filled in so that the claim comes out one
way, and names what was filled in. They are arguments, not findings: no completion
is likelier than another.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from attrs import evolve, frozen

from ckm_mo.answers import PERIODS, USED, Answer, Truth, level_of
from ckm_mo.cases import JOINT, READINGS, Case, replaced_parts
from ckm_mo.codebook import MEANS_KEYS, OPEN_KEYS, VARIABLE, means_key
from ckm_mo.errors import InvalidInput
from ckm_mo.questions.claims import Claims, offered_by, vectors_of
from ckm_mo.questions.judging import Sides, Vector
from ckm_mo.questions.sentences import Claim
from ckm_mo.rules import DIMENSIONS
from ckm_mo.tallies.completions import Joint, read_by, worlds_of
from ckm_mo.tallies.patterns import Pattern, text_of
from ckm_mo.tallies.statements import is_open, is_own
from ckm_mo.tallies.sums import Offers, Sums, TooLarge

COMPLETED: Final = "completed"
"""The column that names what was filled in."""


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
    members, offers = claims.members, claims.offers(claim)
    sides = Sides(claim, offered_by(offers, members))
    kinds = [claims.kinds.whole(case) for case in cases]
    counted = [offers[kind] for kind in kinds if kind in offers]
    name = COMPLETED
    taken = {header for case in cases for header, _ in case.other}
    while name in taken:
        name += "_"
    for wanted in (True, False):
        chosen = _chosen(sides, counted, members.assumed, wanted=wanted)
        if not chosen:
            continue
        vectors = iter(chosen)
        filled = [
            completed(case, claims, claim, next(vectors)) if kind in offers else (case, ())
            for case, kind in zip(cases, kinds, strict=True)
        ]
        told = [evolve(each[0], other=(*each[0].other, (name, JOINT.join(each[1])))) for each in filled if each]
        if len(told) == len(filled):
            yield Witness(claim, wanted, tuple(told))


def _chosen(sides: Sides, offered: Sequence[Offers], budget: int | None, *, wanted: bool) -> list[Vector]:
    """Choose what each case adds so that the claim comes out as wanted; none where that cannot be found."""
    for sign in (1, -1, 0):
        some = [sides.pruned(one, sign, priced=budget is not None) if sign else one for one in offered]
        try:
            sums = Sums(some, budget)
        except TooLarge:
            continue
        for vector, cost in sums:
            gap = sides.difference(vector)
            if gap is not None and sides.claim.holds(gap) == wanted:
                return sums.chosen(vector, cost)
    return []


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
    joint = claims.joint(claim)
    for gives in _completions(joint, kind):
        written = {key: value for key, value in _written(case, kind, gives, joint) if text_of(case, key) != value}
        try:
            filled = _filled(case, written)
        except InvalidInput:  # what is filled in of the exploitation may not go with what is of its means
            continue
        now = claims.kinds.whole(filled)
        if claims.empty.counts_at_all(now) and vectors_of(claim, joint, now).keys() == {vector}:
            return filled, tuple(written)
    return None


def _completions(joint: Joint, kind: Pattern) -> Iterator[dict[str, str | int]]:
    """Give the completions of a case, each what every variable has, those of the least cost first."""
    parts = []
    for name in DIMENSIONS:
        mine = tuple(joint.statements[place] for place in joint.of.get(name, ()))
        parts.append([*worlds_of(name, read_by(name, kind), joint.period, mine)])
    others = [[(key, value) for value in found.values()] for key, found in joint.others_of(kind).items()]
    for worlds in sorted(product(*parts), key=lambda worlds: sum(world.cost for world in worlds)):
        told = {key: value for world in worlds for key, value in world.gives.items()}
        for several in product(*others):
            yield told | dict(several)


def _written(case: Case, kind: Pattern, gives: Mapping[str, str | int], joint: Joint) -> Iterator[tuple[str, str]]:
    """Give what is to be written for each key that is open; all three answers of a means that is open where asked."""
    named = [VARIABLE[name] for name, _ in joint.statements if name in VARIABLE]
    for key, value in gives.items():
        if key in MEANS_KEYS:
            levels = {joint.period, *(level_of(each) for each in named if each.means == key)}
            if any(USED[level][kind.left[MEANS_KEYS.index(key)]] is Truth.OPEN for level in levels):
                for level in (None, *PERIODS):
                    yield means_key(key, level or ""), Answer(USED[level][int(value)])
        elif is_open(text_of(case, key)) if is_own(key) else str(case[key]) in OPEN_KEYS:
            yield key, str(value)


def _filled(case: Case, written: Mapping[str, str]) -> Case:
    """Write answers, names and texts into a case."""
    names, *answers = replaced_parts(case, written)
    texts = {key: text for key, text in written.items() if key not in VARIABLE}
    other = dict(case.other) | texts
    return evolve(case, answers=tuple(answers), names=names, other=tuple(other.items()))
