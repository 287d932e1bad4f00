"""Witnesses: whole tables in which an open claim holds, and in which it fails.

Each is the table with its open answers filled in so that the claim comes out one
way, and names what was filled in. They are arguments, not findings: no completion
is likelier than another.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from attrs import evolve, frozen

from ckm_mo.answers import LEVELS, USED, Answer
from ckm_mo.cases import JOINT, READINGS, Case, replaced_parts
from ckm_mo.codebook import VARIABLE, means_key
from ckm_mo.errors import InvalidInput
from ckm_mo.questions.claims import Claims, contributions_of
from ckm_mo.questions.judging import Sides
from ckm_mo.questions.sentences import Claim
from ckm_mo.rules import DIMENSIONS
from ckm_mo.tallies.completions import Completions
from ckm_mo.tallies.patterns import Pattern, text_of
from ckm_mo.tallies.statements import is_open
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
    reader, counts_at_all = claims.reader, claims.empty.counts_at_all
    completions = Completions(claim.statements, reader.named, reader.period)
    patterns = [*map(reader.whole, cases)]
    contributions = {
        pattern: contributions_of(claim, completions, pattern) for pattern in {*patterns} if counts_at_all(pattern)
    }
    counted = [contributions[pattern] for pattern in patterns if pattern in contributions]
    sides, name = Sides(claim, Counter(counted)), COMPLETED
    while any(name == header for case in cases for header, _ in case.other):
        name += "_"
    for holds in (True, False):
        if chosen := _chosen(sides, counted, claims.group.assumed, holds=holds):
            vectors = iter(chosen)
            filled = [
                _completed(case, next(vectors), claims, claim, completions, name)
                if pattern in contributions
                else _filled(case, {}, name)
                for case, pattern in zip(cases, patterns, strict=True)
            ]
            table = tuple(filter(None, filled))
            if len(table) == len(cases):
                yield Witness(claim, holds, table)


def _chosen(sides: Sides, counted: Sequence[Contributions], budget: int | None, *, holds: bool) -> list[Vector]:
    """Choose what each case adds so that a claim holds, or fails; none where that cannot be found."""
    for sign in (1, -1, 0):
        try:
            sums = Sums([sides.dominant(each, sign, priced=budget is not None) for each in counted], budget)
        except TooLarge:
            continue
        for total, cost in sums:
            difference = sides.difference(total)
            if difference is not None and sides.claim.holds(difference) == holds:
                return sums.chosen(total, cost)
    return []


def _completed(
    case: Case, vector: Vector, claims: Claims, claim: Claim, completions: Completions, name: str
) -> Case | None:
    """Fill in the open answers of a case that a claim asks about so that it adds a vector, at the least cost.

    Args:
        case: As coded.
        vector: What it is to add.
        claims: How it is read.
        claim: What is asked.
        completions: What patterns allow of that.
        name: The column that names the answers that were filled in.

    Returns:
        The case. None where no coded case is so: that the exploitation began is asked about independently of its
        means, which a table cannot be.
    """
    for written in _cheapest_first(case, claims.reader.whole(case), completions):
        try:
            filled = _filled(case, written, name)
        except InvalidInput:  # what is filled in of the exploitation may not go with what is of its means
            continue
        pattern = claims.reader.whole(filled)
        contributed = contributions_of(claim, completions, pattern)
        if claims.empty.counts_at_all(pattern) and {added for added, _ in contributed} == {vector}:
            return filled
    return None


def _cheapest_first(case: Case, pattern: Pattern, completions: Completions) -> Iterator[dict[str, str]]:
    """List what may be written into a case, by variable or column, what has the least cost first."""
    index = READINGS.index(pattern.reading)
    pattern = pattern._replace(allowed_pairs=tuple(pairs[index] for pairs in case.key[1]))
    keys = [*DIMENSIONS, *(part for part in completions.parts if part in completions.named)]
    parts = [[*completions.completions(key, pattern)] for key in keys]
    for chosen in sorted(product(*parts), key=lambda chosen: sum(each.cost for each in chosen)):
        written: dict[str, str] = {}
        for completion, others in zip(chosen, parts, strict=True):
            for key, value in completion.values.items():
                if not isinstance(value, int):
                    written |= {key: value} if is_open(text_of(case, key)) else {}
                elif any(other.values[key] != value for other in others):  # open at a level that is asked about
                    written |= {means_key(key, level or ""): Answer(USED[level][value]) for level in LEVELS}
        yield {key: text for key, text in written.items() if text_of(case, key) != text}


def _filled(case: Case, written: Mapping[str, str], name: str) -> Case:
    """Write answers, names and texts into a case, and what was written into a column of that name."""
    names, *answers = replaced_parts(case, written)
    texts = {key: text for key, text in written.items() if key not in VARIABLE}
    other = {**dict(case.other), **texts, name: JOINT.join(written)}
    return evolve(case, answers=tuple(answers), names=names, other=tuple(other.items()))
