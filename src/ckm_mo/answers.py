"""Answers to "was this means of coercion used?", the pairs that they allow, and how silence is read.

A source may say that violence was used, and not when. So a means holds three
answers: used in `any` period, in `recruitment`, in `exploitation`, where
any = recruitment or exploitation. A level is a period, or None for any. A means
*is* the set of (recruitment, exploitation) pairs that its answers allow, held as
four bits:

    bit   recruitment  exploitation
    1     not used     not used
    2     not used     used
    4     used         not used
    8     used         used

Each answer allows some of the four. Deduction is the intersection, a
contradiction is the empty set, and a level is definite when all allowed pairs
agree on it. Where the exploitation never began, nothing was used in it.

Silence (`not_stated`) means nothing under the open reading. Under the closed
one it reads "no", in the two steps of `FILLINGS`, after deduction.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, reduce
from itertools import chain, combinations, starmap
from operator import and_
from typing import Final, Never, TypeVar

from ckm_mo.codebook import EXPLOITATION_BEGAN, PERIOD_WORDS, READING, Variable, means_key, normalise, spellings
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
        return cls(key_of(value, READING.key, spellings(READING.key)))


class Period(StrEnum):
    """A period of the method: from first contact to the first exploitation, and from then on."""

    RECRUITMENT = "recruitment"
    EXPLOITATION = "exploitation"

    @classmethod
    def _missing_(cls, value: object) -> "Period":
        """Take a word for it, in either language and any spelling."""
        return cls(key_of(value, "period", PERIOD_WORDS))


def key_of(value: object, name: str, words: Mapping[str, str]) -> str:
    """Return the key that a word names, in either language and any spelling.

    Args:
        value: The word.
        name: What it is a word for.
        words: The keys by word, normalised, the Dutch word of a key behind the English one.

    Raises:
        InvalidInput: If it names none of them.
    """
    if isinstance(value, str) and (key := words.get(normalise(value))):
        return key
    allowed = tuple(starmap(Word, {key: word for word, key in words.items()}.items()))
    raise InvalidInput(errors=(InvalidAnswer(column=name, variable=name, value=str(value), allowed=allowed),))


def one_of(value: object, name: str, keys: Iterable[str]) -> str:
    """Return the key that a word names, of keys that have no other words; see `key_of`."""
    return key_of(value, name, {key: key for key in keys})


PERIODS: Final = tuple(Period)
LEVELS: Final = (None, *PERIODS)

ALL_PAIRS: Final = 0b1111

# The pairs that a definite answer allows, by its level.
PAIRS_OF_ANSWER: Final[Mapping[Period | None, Mapping[str, int]]] = {
    None:                {Answer.YES: 0b1110, Answer.NO: 0b0001},
    Period.RECRUITMENT:  {Answer.YES: 0b1100, Answer.NO: 0b0011},
    Period.EXPLOITATION: {Answer.YES: 0b1010, Answer.NO: 0b0101},
}  # fmt: skip

USED: Final = {
    level: tuple(
        Truth.YES if not pairs & of_answer[Answer.NO] else Truth.OPEN if pairs & of_answer[Answer.YES] else Truth.NO
        for pairs in range(ALL_PAIRS + 1)
    )
    for level, of_answer in PAIRS_OF_ANSWER.items()
}
"""Whether a means was used, by level, of each of the sixteen sets of pairs: open where its pairs do not agree."""

# The closed reading: the levels whose silence reads "no" together, and the levels that it may not settle
# while they are not coded. Whatever the step, it may not settle an answer coded `unknown`.
FILLINGS: Final = (
    ((None,), ()),
    (PERIODS, PERIODS),
)

Triple = tuple[Answer, Answer, Answer]
"""The answers for any period, recruitment and exploitation, in this order."""

AllowedPairs = tuple[int, ...]
"""The pairs that a means may be under each reading, in the order of `Reading`: each a set of pairs, as four bits."""


class Contradictory(ValueError):
    """Answers that allow nothing; `conflict` finds which of them clash."""


def deduce(answers: Triple, *, exploitation_began: bool) -> int:
    """Return the pairs that three answers allow.

    Args:
        answers: As coded. All but yes and no allow everything.
        exploitation_began: False where it never did, so that nothing was used in it.

    Returns:
        Four bits, a set of pairs; 0 where the answers contradict.
    """
    began = ALL_PAIRS if exploitation_began else PAIRS_OF_ANSWER[Period.EXPLOITATION][Answer.NO]
    return reduce(and_, starmap(at_level, zip(answers, LEVELS, strict=True)), began)


def close(answers: Triple, pairs: int) -> int:
    """Read silence as "no" in what deduction allows, and take back a filling that says more than silence can.

    Args:
        answers: As coded.
        pairs: Those that `deduce` returns of them.

    Returns:
        The pairs that are allowed under the closed reading: some of them, and none only where there are none.
    """
    coded = dict(zip(LEVELS, answers, strict=True))
    for together, not_to_settle in FILLINGS:
        silent = (level for level in together if coded[level] == Answer.NOT_STATED)
        filled = reduce(and_, (PAIRS_OF_ANSWER[level][Answer.NO] for level in silent), pairs)
        settles = any(
            USED[level][filled] is not USED[level][pairs]
            for level, answer in coded.items()
            if answer == Answer.UNKNOWN or (answer == Answer.NOT_CODED and level in not_to_settle)
        )
        if filled and not settles:
            pairs = filled
    return pairs


@cache  # there are 125 triples, and many cases
def allowed_pairs(answers: Triple, *, exploitation_began: bool) -> AllowedPairs:
    """Return the pairs that three answers allow, under each reading.

    Args:
        answers: As coded.
        exploitation_began: False where it never did, so that nothing was used in it.

    Raises:
        Contradictory: If they allow none.
    """
    pairs = deduce(answers, exploitation_began=exploitation_began)
    if not pairs:
        raise Contradictory(answers)
    return pairs, close(answers, pairs)


def level_of(variable: Variable) -> Period | None:
    """Return the level at which a variable speaks of a means."""
    return Period(variable.period) if variable.period else None


def at_level(truth: str, level: Period | None) -> int:
    """Return the pairs that remain for a means when only whether it was used at a level is known, or nothing."""
    return PAIRS_OF_ANSWER[level].get(truth, ALL_PAIRS)


def selections(things: Sequence[T]) -> Iterator[tuple[T, ...]]:
    """List all selections of some things: small ones first, those of one size in the order of the things."""
    return chain.from_iterable(combinations(things, size) for size in range(len(things) + 1))


def conflict(means: str, answers: Triple, *, exploitation_began: bool) -> dict[str, str]:
    """Return the smallest set of answers that contradict each other, by variable.

    Args:
        means: The key of the means that they are about.
        answers: As coded.
        exploitation_began: Whether it did, as far as is coded; where not, that is one of the answers.

    Returns:
        Of equally small sets the first in codebook order; empty where nothing contradicts.
    """
    facts = [(means_key(means, level), answer, level) for answer, level in zip(answers, LEVELS, strict=True)]
    if not exploitation_began:
        facts.insert(0, (EXPLOITATION_BEGAN.key, Answer.NO, Period.EXPLOITATION))
    for some in selections(facts):
        if not reduce(and_, (at_level(answer, level) for _, answer, level in some), ALL_PAIRS):
            return {key: str(answer) for key, answer, _ in some}
    return {}
