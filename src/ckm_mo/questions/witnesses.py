"""Witnesses: whole tables in which an open claim holds, and in which it fails.

Each is the table with its open answers filled in so that the claim comes out one
way, and names what was filled in. They are arguments, not findings: no completion
is likelier than another.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice, product

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
from ckm_mo.tallies.patterns import PatternReader, text_of
from ckm_mo.tallies.statements import is_open
from ckm_mo.tallies.sums import Contributions, Sums, TooLarge, Vector


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
    reader = claims.reader
    completions = Completions(claim.statements, reader.named, reader.period)

    def contributed(case: Case) -> Contributions:
        """Return what a case can contribute to the claim; nothing where it is not counted."""
        pattern = reader.whole(case)
        return contributions_of(claim, completions, pattern) if claims.empty.counts_at_all(pattern) else frozenset()

    contributions = [*map(contributed, cases)]
    counted = [each for each in contributions if each]
    sides, name = Sides(claim, Counter(counted)), "completed"
    while any(name == header for case in cases for header, _ in case.other):
        name += "_"
    for holds in (True, False):
        if chosen := _chosen(sides, counted, claims.group.assumed, holds=holds):
            vectors, table = iter(chosen), list[Case]()
            for case, each in zip(cases, contributions, strict=True):
                wanted = each and {(next(vectors), 0)}
                every = _completed(case, reader, completions, name) if each else [_filled(case, {}, name)]
                table += islice((filled for filled in every if contributed(filled) == wanted), 1)
            if len(table) == len(cases):
                yield Witness(claim, holds, tuple(table))


def _chosen(sides: Sides, counted: Sequence[Contributions], budget: int | None, *, holds: bool) -> list[Vector]:
    """Choose what each case adds so that a claim holds, or fails; none where that cannot be found."""
    for sign in (1, -1, 0):
        try:
            sums = Sums([sides.dominant(each, sign, budget) for each in counted], budget)
        except TooLarge:
            continue
        for total, cost in sums:
            difference = sides.difference(total)
            if difference is not None and sides.claim.holds(difference) == holds:
                return sums.chosen(total, cost)
    return []


def _completed(case: Case, reader: PatternReader, completions: Completions, name: str) -> Iterator[Case]:
    """List what a case can be with its open answers filled in that are asked about, what has the least cost first.

    Args:
        case: As coded.
        reader: How it is read.
        completions: What is asked.
        name: The column that names the answers that were filled in.

    Yields:
        The cases; none that no table can have: that the exploitation began is asked about independently of its means.
    """
    pattern = reader.whole(case)
    reading = READINGS.index(pattern.reading)
    pattern = pattern._replace(allowed_pairs=tuple(pairs[reading] for pairs in case.key[1]))
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
        with suppress(InvalidInput):
            yield _filled(case, {key: text for key, text in written.items() if text_of(case, key) != text}, name)


def _filled(case: Case, written: Mapping[str, str], name: str) -> Case:
    """Write answers, names and texts into a case, and what was written into a column of that name."""
    names, *answers = replaced_parts(case, written)
    texts = {key: text for key, text in written.items() if key not in VARIABLE}
    other = {**dict(case.other), **texts, name: JOINT.join(written)}
    return evolve(case, answers=tuple(answers), names=names, other=tuple(other.items()))
