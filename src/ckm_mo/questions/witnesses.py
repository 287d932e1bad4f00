"""Witnesses: whole tables in which an open claim holds, and in which it fails.

Each is the table with its open answers filled in so that the claim comes out one
way, and names what was filled in. They are arguments, not findings: no completion
is likelier than another.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from attrs import evolve, frozen

from ckm_mo.answers import LEVELS, USED, Answer, Truth, level_of
from ckm_mo.cases import JOINT, READINGS, Case, replaced_parts
from ckm_mo.codebook import MEANS_KEYS, OPEN_KEYS, VARIABLE, means_key
from ckm_mo.errors import InvalidInput
from ckm_mo.questions.claims import Claims, counted_by, vectors_of
from ckm_mo.questions.judging import Sides
from ckm_mo.questions.sentences import Claim
from ckm_mo.rules import DIMENSIONS
from ckm_mo.tallies.completions import Completions
from ckm_mo.tallies.patterns import Pattern, text_of
from ckm_mo.tallies.statements import is_open, is_own
from ckm_mo.tallies.sums import Contributions, Sums, TooLarge, Vector

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
    group, contributions = claims.group, claims.contributions(claim)
    sides = Sides(claim, counted_by(contributions, group))
    patterns = [claims.reader.whole(case) for case in cases]
    counted = [contributions[pattern] for pattern in patterns if pattern in contributions]
    name = COMPLETED
    taken = {header for case in cases for header, _ in case.other}
    while name in taken:
        name += "_"
    for wanted in (True, False):
        chosen = _chosen(sides, counted, group.assumed, wanted=wanted)
        if not chosen:
            continue
        vectors = iter(chosen)
        filled = [
            completed(case, claims, claim, next(vectors)) if pattern in contributions else (case, ())
            for case, pattern in zip(cases, patterns, strict=True)
        ]
        named = [evolve(each[0], other=(*each[0].other, (name, JOINT.join(each[1])))) for each in filled if each]
        if len(named) == len(filled):
            yield Witness(claim, wanted, tuple(named))


def _chosen(sides: Sides, counted: Sequence[Contributions], budget: int | None, *, wanted: bool) -> list[Vector]:
    """Choose what each case adds so that the claim comes out as wanted; none where that cannot be found."""
    for sign in (1, -1, 0):
        some = [sides.dominant(each, sign, priced=budget is not None) if sign else each for each in counted]
        try:
            sums = Sums(some, budget)
        except TooLarge:
            continue
        for vector, cost in sums:
            difference = sides.difference(vector)
            if difference is not None and sides.claim.holds(difference) == wanted:
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
    pattern = claims.reader.whole(case)
    index = READINGS.index(pattern.reading)
    pattern = pattern._replace(allowed_pairs=tuple(pairs[index] for pairs in case.key[1]))
    completions = claims.completions(claim)
    for values in _cheapest_first(completions, pattern):
        written = {
            key: value for key, value in _written(case, pattern, values, completions) if text_of(case, key) != value
        }
        try:
            filled = _filled(case, written)
        except InvalidInput:  # what is filled in of the exploitation may not go with what is of its means
            continue
        now = claims.reader.whole(filled)
        if claims.empty.counts_at_all(now) and vectors_of(claim, completions, now).keys() == {vector}:
            return filled, tuple(written)
    return None


def _cheapest_first(completions: Completions, pattern: Pattern) -> Iterator[dict[str, str | int]]:
    """List the completions of a case, each the value of every variable, those of the least cost first."""
    parts = [*DIMENSIONS, *(part for part in completions.parts if part in completions.named)]
    several = product(*[[*completions.completions(part, pattern)] for part in parts])
    for chosen in sorted(several, key=lambda chosen: sum(each.cost for each in chosen)):
        yield {key: value for each in chosen for key, value in each.values.items()}


def _written(
    case: Case, pattern: Pattern, values: Mapping[str, str | int], completions: Completions
) -> Iterator[tuple[str, str]]:
    """List what is written for each key that is open; all three answers of a means that is open where asked."""
    named = [VARIABLE[name] for statements in completions.parts.values() for name, _ in statements if name in VARIABLE]
    for key, value in values.items():
        if key in MEANS_KEYS:
            levels = {completions.period, *(level_of(each) for each in named if each.means == key)}
            if any(USED[level][pattern.allowed_pairs[MEANS_KEYS.index(key)]] is Truth.OPEN for level in levels):
                for level in LEVELS:
                    yield means_key(key, level), Answer(USED[level][int(value)])
        elif is_open(text_of(case, key)) if is_own(key) else str(case[key]) in OPEN_KEYS:
            yield key, str(value)


def _filled(case: Case, written: Mapping[str, str]) -> Case:
    """Write answers, names and texts into a case."""
    names, *answers = replaced_parts(case, written)
    texts = {key: text for key, text in written.items() if key not in VARIABLE}
    other = dict(case.other) | texts
    return evolve(case, answers=tuple(answers), names=names, other=tuple(other.items()))
