"""Answers, truths, and what three answers to one means leave."""

import pickle
from collections import Counter
from itertools import product

import pytest

from ckm_mo.answers import (
    ALL_PAIRS,
    BITS,
    BYTES,
    LEAVES,
    LEVELS,
    MOST_BYTES,
    Answer,
    Contradictory,
    Period,
    Reading,
    Triple,
    Truth,
    byte,
    close,
    conflict,
    deduce,
    mask,
    number,
    selections,
    truth,
    unpack,
)
from spaces import TOKENS, TRIPLES, triple

NOT_CODED = Answer.NOT_CODED
NOTHING_SAID: Triple = (NOT_CODED, NOT_CODED, NOT_CODED)

FIVE = [
    triple(tokens)
    for tokens in (
        ("yes", "not_coded", "not_coded"),
        ("not_stated", "not_stated", "not_stated"),
        ("unknown", "no", "yes"),
        ("not_coded", "not_stated", "yes"),
        ("no", "not_coded", "unknown"),
    )
]
"""The answers to five means, unlike each other under every reading and level."""


class TestNoTruthValue:
    """An answer is a token; it has no logic and refuses to be used as a truth value."""

    @pytest.mark.parametrize("token", [*Answer, *Truth], ids=repr)
    def test_bool(self, token: Answer | Truth) -> None:
        """An answer or an open statement slips through no `if`."""
        with pytest.raises(TypeError, match="compare it"):
            bool(token)

    @pytest.mark.parametrize("token", [*Answer, *Truth], ids=repr)
    def test_not(self, token: Answer | Truth) -> None:
        """Nor can it be negated."""
        with pytest.raises(TypeError, match=r"as in `(answer is Answer|truth is Truth)\.YES`$"):
            _ = not token

    def test_any(self) -> None:
        """Nor does it count in an `any`."""
        with pytest.raises(TypeError, match=r"Answer\.NO"):
            any([Answer.NO])


def test_the_tokens_are_the_designs() -> None:
    """There are five answers, and they are the tokens that tables use."""
    assert tuple(map(str, Answer)) == TOKENS


@pytest.mark.parametrize("member", [*Answer, *Truth, *Reading, *Period], ids=repr)
def test_pickling_keeps_identity(member: Answer | Truth | Reading | Period) -> None:
    """A token that was pickled is the same object, so that `is` goes on to hold."""
    assert pickle.loads(pickle.dumps(member)) is member  # noqa: S301 - our own bytes


class TestPairs:
    """A means is the set of (recruitment, exploitation) pairs that its answers leave possible."""

    def test_nothing_said(self) -> None:
        """Without an answer all four pairs are left."""
        assert deduce(NOTHING_SAID, begun=True) == ALL_PAIRS

    @pytest.mark.parametrize(("level", "answer"), LEAVES, ids=str)
    def test_one_answer(self, level: Period | None, answer: Answer) -> None:
        """One definite answer leaves its own pairs, and makes its level definite."""
        answers = [answer if each is level else NOT_CODED for each in LEVELS]
        left = deduce((answers[0], answers[1], answers[2]), begun=True)
        assert left == LEAVES[level, answer]
        assert str(truth(left, level)) == str(answer)

    def test_attempt(self) -> None:
        """Nothing was used in an exploitation that never began, so any = recruitment."""
        left = deduce((Answer.YES, NOT_CODED, NOT_CODED), begun=False)
        assert [truth(left, level) for level in LEVELS] == [Truth.YES, Truth.YES, Truth.NO]

    def test_filling_leaves_something(self) -> None:
        """The closed reading never takes all that deduction left."""
        left = {answers: deduce(triple(answers), begun=True) for answers in TRIPLES}
        assert all(0 < close(triple(answers), pairs) <= pairs for answers, pairs in left.items() if pairs)


def test_selections() -> None:
    """Small selections come first, from none to all, and of one size the first things."""
    expected = [(), ("a",), ("b",), ("c",), ("a", "b"), ("a", "c"), ("b", "c"), ("a", "b", "c")]
    assert list(selections("abc")) == expected


def test_no_conflict_where_nothing_contradicts() -> None:
    """Answers that agree have no conflict to name."""
    assert conflict((Answer.YES, Answer.NO, Answer.YES), begun=True) is None


class TestNumbers:
    """Five means as read, in every way there is, are one number."""

    @pytest.mark.parametrize(("reading", "level"), BYTES, ids=str)
    def test_unpacked(self, reading: Reading, level: Period | None) -> None:
        """Each means is found back as it is read, whatever the reading and level."""
        added = sum(number(answers, place, True) for place, answers in enumerate(FIVE))  # noqa: FBT003
        assert unpack(byte(added, reading, level)) == tuple(
            truth(left if reading is Reading.OPEN else close(answers, left), level)
            for answers, left in ((answers, deduce(answers, begun=True)) for answers in FIVE)
        )

    def test_all_bytes_differ(self) -> None:
        """Every combination of five truths has a byte of its own."""
        assert Counter(map(unpack, range(MOST_BYTES))) == Counter(product(Truth, repeat=5))

    @pytest.mark.parametrize(("reading", "level"), BYTES, ids=str)
    def test_mask(self, reading: Reading, level: Period | None) -> None:
        """The mask takes out the bits of its own byte and of no other."""
        kept = mask(reading, level) & (1 << 8 * len(BYTES)) - 1
        assert {each: byte(kept, *each) for each in BYTES} == dict.fromkeys(BYTES, 0) | {(reading, level): 0xFF}

    def test_bits(self) -> None:
        """The bytes fill the bits of the number: nothing else is in them, and none is left over."""
        assert sum(mask(reading, level) for reading, level in BYTES) == (1 << BITS) - 1

    def test_contradiction(self) -> None:
        """Answers that contradict have no number."""
        with pytest.raises(Contradictory):
            number((Answer.NO, Answer.YES, NOT_CODED), 0, True)  # noqa: FBT003
