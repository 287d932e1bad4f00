"""Answers to "was this means of coercion used?", what they leave possible, and how silence is read.

A source may say that violence was used, and not when. So a means holds three
answers: used in `any` period, in `recruitment`, in `exploitation`, where
any = recruitment or exploitation. A level is a period, or None for any. A means
*is* the set of (recruitment, exploitation) pairs that its answers leave possible,
held as four bits:

    bit   recruitment  exploitation
    1     not used     not used
    2     not used     used
    4     used         not used
    8     used         used

Each answer leaves some of the four. Deduction is the intersection, a
contradiction is the empty set, and a level is definite when all pairs that are
left agree on it. Where the exploitation never began, nothing was used in it.

Silence (`not_stated`) means nothing under the open reading. Under the closed
one it reads "no", in the two steps of `FILLINGS`, after deduction.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import chain, combinations
from typing import Final, Never, TypeVar

from ckm_mo.codebook import PERIOD_WORDS, READING, Variable, normalise, spellings
from ckm_mo.errors import InvalidAnswer, InvalidInput
from ckm_mo.messages import Word

T = TypeVar("T")


class Answer(StrEnum):
    """A coded answer: a token without logic, which refuses to be used as a truth value."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_STATED = "not_stated"
    NOT_CODED = "not_coded"

    def __bool__(self) -> Never:
        """Refuse: an unknown must not slip through an `if`."""
        raise TypeError(f"{self!r} is an answer, not a truth value: compare it, as in `answer is Answer.YES`")


class Truth(StrEnum):
    """A statement in three values, after reading: true, false, or open."""

    YES = "yes"
    NO = "no"
    OPEN = "open"

    def __bool__(self) -> Never:
        """Refuse: an open statement must not slip through an `if`."""
        raise TypeError(f"{self!r} may be open: compare it, as in `truth is Truth.YES`")


class Reading(StrEnum):
    """What silence means: it stays open, or the source is complete and silence reads "no"."""

    OPEN = "open"
    CLOSED = "closed"

    @classmethod
    def _missing_(cls, value: object) -> "Reading":
        """Take a word for it, in either language and any spelling."""
        return cls(meant(value, READING.key, spellings(READING.key), [*cls]))


class Period(StrEnum):
    """A period of the method: from first contact to the first exploitation, and from then on."""

    RECRUITMENT = "recruitment"
    EXPLOITATION = "exploitation"

    @classmethod
    def _missing_(cls, value: object) -> "Period":
        """Take a word for it, in either language and any spelling."""
        return cls(meant(value, "period", PERIOD_WORDS, [*cls]))


def meant(value: object, name: str, words: Mapping[str, str], keys: Sequence[str]) -> str:
    """Give the key that a word names, in either language and any spelling.

    Args:
        value: The word.
        name: What it is a word for.
        words: The keys by word, normalised, the Dutch word of a key behind the English one.
        keys: What may stand there.

    Raises:
        InvalidInput: If it names none of them.
    """
    if isinstance(value, str) and (key := words.get(normalise(value))):
        return key
    dutch = {key: word for word, key in words.items()}
    allowed = tuple(Word(str(key), dutch[key]) for key in keys)
    raise InvalidInput(errors=(InvalidAnswer(column=name, variable=name, value=str(value), allowed=allowed),))


def one_of(value: object, name: str, keys: Iterable[str]) -> str:
    """Give the key that a word names, of keys that have no other words; see `meant`."""
    words = {key: key for key in keys}
    return meant(value, name, words, [*words])


PERIODS: Final = tuple(Period)
LEVELS: Final = (None, *PERIODS)

ALL_PAIRS: Final = 0b1111

# The pairs that a definite answer leaves, by its level.
LEAVES: Final[Mapping[Period | None, Mapping[str, int]]] = {
    None:                {Answer.YES: 0b1110, Answer.NO: 0b0001},
    Period.RECRUITMENT:  {Answer.YES: 0b1100, Answer.NO: 0b0011},
    Period.EXPLOITATION: {Answer.YES: 0b1010, Answer.NO: 0b0101},
}  # fmt: skip

# The closed reading: the levels whose silence reads "no" together, and the levels that it may not settle
# while they are not coded. Whatever the step, it may not settle an answer coded `unknown`.
FILLINGS: Final[tuple[tuple[tuple[Period | None, ...], tuple[Period | None, ...]], ...]] = (
    ((None,), ()),
    (PERIODS, PERIODS),
)

Triple = tuple[Answer, Answer, Answer]
"""The answers for any period, recruitment and exploitation, in this order."""

Left = tuple[int, ...]
"""What is left of a means under each reading, in the order of `Reading`: each a set of pairs, as four bits."""


class Contradictory(ValueError):
    """Answers that leave nothing possible; `conflict` finds which of them clash."""


def deduce(answers: Triple, *, begun: bool) -> int:
    """Find the pairs that three answers leave possible.

    Args:
        answers: As coded. All but yes and no leave everything open.
        begun: False where the exploitation never began, so that nothing was used in it.

    Returns:
        Four bits, a set of pairs; 0 where the answers contradict.
    """
    left = ALL_PAIRS if begun else LEAVES[Period.EXPLOITATION][Answer.NO]
    for at_level, answer in zip(LEAVES.values(), answers, strict=True):
        left &= at_level.get(answer, ALL_PAIRS)
    return left


def close(answers: Triple, left: int) -> int:
    """Read silence as "no" in what deduction left, and take back a filling that says more than silence can.

    Args:
        answers: As coded.
        left: What `deduce` left of them.

    Returns:
        The pairs that are left under the closed reading: some of them, and none only where none were left.
    """
    if Answer.NOT_STATED not in answers:
        return left
    coded = dict(zip(LEVELS, answers, strict=True))
    for together, not_to_settle in FILLINGS:
        filled = left
        for level in together:
            if coded[level] == Answer.NOT_STATED:
                filled &= LEAVES[level][Answer.NO]
        settles = any(
            used(filled, level) is not Truth.OPEN is used(left, level)
            for level, answer in coded.items()
            if answer == Answer.UNKNOWN or (answer == Answer.NOT_CODED and level in not_to_settle)
        )
        if filled and not settles:
            left = filled
    return left


@cache  # there are 125 triples, and many cases: one is made in 47 instead of 66 microseconds
def leaves(answers: Triple, *, begun: bool) -> Left:
    """Find the pairs that three answers leave possible, under each reading.

    Args:
        answers: As coded.
        begun: False where the exploitation never began, so that nothing was used in it.

    Raises:
        Contradictory: If they leave none.
    """
    left = deduce(answers, begun=begun)
    if not left:
        raise Contradictory(answers)
    return left, close(answers, left)


def level_of(variable: Variable) -> Period | None:
    """Give the level at which a variable speaks of a means."""
    return Period(variable.period) if variable.period else None


def used(left: int, level: Period | None) -> Truth:
    """Return whether a means was used at a level: true or false where all pairs that are left agree, else open."""
    if not left & LEAVES[level][Answer.NO]:
        return Truth.YES
    return Truth.OPEN if left & LEAVES[level][Answer.YES] else Truth.NO


USED: Final = {level: tuple(used(left, level) for left in range(ALL_PAIRS + 1)) for level in LEVELS}
"""What `used` returns, by level, of each of the sixteen sets of pairs."""


def at_level(truth: str, level: Period | None) -> int:
    """Return the pairs that remain for a means when only whether it was used at a level is known, or nothing."""
    return LEAVES[level].get(truth, ALL_PAIRS)


def selections(things: Sequence[T]) -> Iterator[tuple[T, ...]]:
    """List all selections of some things: small ones first, those of one size in the order of the things."""
    return chain.from_iterable(combinations(things, size) for size in range(len(things) + 1))


def conflict(answers: Triple, *, begun: bool) -> tuple[bool, tuple[Period | None, ...]] | None:
    """Find the smallest set of answers that contradict each other.

    Args:
        answers: As coded.
        begun: Whether the exploitation began, as far as is coded.

    Returns:
        Whether it takes that the exploitation never began, and the levels whose
        answers clash with it or with each other; of equally small sets the first
        in codebook order. None where nothing contradicts.
    """
    facts: tuple[Period | str | None, ...] = LEVELS if begun else ("attempt", *LEVELS)
    for some in selections(facts):
        kept = [answer if level in some else Answer.NOT_CODED for level, answer in zip(LEVELS, answers, strict=True)]
        if not deduce((kept[0], kept[1], kept[2]), begun="attempt" not in some):
            return "attempt" in some, tuple(level for level in LEVELS if level in some)
    return None
