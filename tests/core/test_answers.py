"""Answers, truths, and what three answers to one means leave."""

import pickle
from itertools import product

import pytest

from ckm_mo.answers import (
    ALL_PAIRS,
    LEVELS,
    PAIRS_OF_ANSWER,
    PERIODS,
    USED,
    Answer,
    Contradictory,
    Period,
    Reading,
    Triple,
    Truth,
    allowed_pairs,
    close,
    conflict,
    deduce,
    selections,
)
from spaces import TOKENS, TRIPLES, triple

NOT_CODED = Answer.NOT_CODED
NOTHING_SAID: Triple = (NOT_CODED, NOT_CODED, NOT_CODED)


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
        assert deduce(NOTHING_SAID, exploitation_began=True) == ALL_PAIRS

    @pytest.mark.parametrize(("level", "answer"), [*product(LEVELS, (Answer.YES, Answer.NO))], ids=str)
    def test_one_answer(self, level: Period | None, answer: Answer) -> None:
        """One definite answer leaves its own pairs, and makes its level definite."""
        answers = [answer if each is level else NOT_CODED for each in LEVELS]
        left = deduce((answers[0], answers[1], answers[2]), exploitation_began=True)
        assert left == PAIRS_OF_ANSWER[level][answer]
        assert str(USED[level][left]) == str(answer)

    def test_attempt(self) -> None:
        """Nothing was used in an exploitation that never began, so any = recruitment."""
        left = deduce((Answer.YES, NOT_CODED, NOT_CODED), exploitation_began=False)
        assert [USED[level][left] for level in LEVELS] == [Truth.YES, Truth.YES, Truth.NO]

    def test_filling_leaves_something(self) -> None:
        """The closed reading never takes all that deduction left."""
        left = {answers: deduce(triple(answers), exploitation_began=True) for answers in TRIPLES}
        assert all(0 < close(triple(answers), pairs) <= pairs for answers, pairs in left.items() if pairs)


def test_selections() -> None:
    """Small selections come first, from none to all, and of one size the first things."""
    expected = [(), ("a",), ("b",), ("c",), ("a", "b"), ("a", "c"), ("b", "c"), ("a", "b", "c")]
    assert list(selections("abc")) == expected


def test_no_conflict_where_nothing_contradicts() -> None:
    """Answers that agree have no conflict to name."""
    assert conflict("violence", (Answer.YES, Answer.NO, Answer.YES), exploitation_began=True) == {}


class TestLeft:
    """What three answers leave under each reading, and what is used of it at each level."""

    @pytest.mark.parametrize(
        ("tokens", "openly", "closed"),
        [
            (("yes", "not_coded", "not_coded"), 0b1110, 0b1110),
            (("not_stated", "not_stated", "not_stated"), 0b1111, 0b0001),
            (("unknown", "no", "yes"), 0b0010, 0b0010),
            (("not_coded", "not_stated", "yes"), 0b1010, 0b0010),
        ],
        ids=str,
    )
    def test_readings(self, tokens: tuple[str, str, str], openly: int, closed: int) -> None:
        """Silence leaves fewer pairs under the closed reading, and nothing else does."""
        assert allowed_pairs(triple(tokens), exploitation_began=True) == (openly, closed)

    def test_contradiction(self) -> None:
        """Answers that contradict leave nothing."""
        with pytest.raises(Contradictory):
            allowed_pairs((Answer.NO, Answer.YES, NOT_CODED), exploitation_began=True)

    @pytest.mark.parametrize("level", LEVELS, ids=str)
    def test_table(self, level: Period | None) -> None:
        """It is known whether a means was used at a level where all pairs agree on it."""
        at_level = [
            {None: any(pair), PERIODS[0]: pair[0], PERIODS[1]: pair[1]}[level]
            for pair in product((False, True), repeat=2)
        ]
        for pairs, truth in enumerate(USED[level]):
            said = [used for bit, used in enumerate(at_level) if pairs >> bit & 1]
            assert truth is (Truth.YES if all(said) else Truth.OPEN if any(said) else Truth.NO)
