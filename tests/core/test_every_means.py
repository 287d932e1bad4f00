"""One means, all of it: the 125 ways to answer for it, begun or not, under both readings, at three levels."""

from collections.abc import Iterator
from itertools import product

import pytest

import oracle
from ckm_mo.answers import USED, Reading, close, conflict, deduce
from spaces import LEVELS, READINGS, TOKENS, TRIPLES, level, triple

CLOSED = {
    "- - - · - . . · . - -": "no no no",
    "- yes - · . yes -": "yes yes no",
    "- yes .": "yes yes open",
    "yes - -": "yes open open",
    "yes - . · yes unknown -": "yes open open",
    "unknown - -": "open open open",
    "- unknown - · . unknown - · unknown unknown -": "open open no",
    ". - . · unknown - .": "open no open",
    "unknown no -": "open no open",
    "yes no -": "yes no yes",
    "unknown yes -": "yes yes no",
}
"""The design's table of the closed reading, row by row (`-` not stated, `.` not coded)."""

Tokens = tuple[str, ...]

SIGNS = {"-": "not_stated", ".": "not_coded"}

BEGUN = pytest.mark.parametrize("begun", [True, False], ids=["begun", "attempt"])


def as_read(tokens: tuple[str, ...], *, begun: bool, reading: str) -> tuple[str, ...] | None:
    """Read three answers with the library; None where they contradict."""
    answers = triple(tokens)
    left = deduce(answers, exploitation_began=begun)
    if reading == Reading.CLOSED:
        left = close(answers, left)
    return tuple(str(USED[level(name)][left]) for name in LEVELS) if left else None


@pytest.mark.parametrize(
    ("answers", "expected"), [(answers, said) for row, said in CLOSED.items() for answers in row.split(" · ")]
)
def test_closed_table(answers: str, expected: str) -> None:
    """Under `closed`, silence reads "no", as the design's table has it."""
    any_, recruitment, exploitation = (SIGNS.get(word, word) for word in answers.split())
    read_as = tuple(expected.split())
    assert as_read((any_, recruitment, exploitation), begun=True, reading="closed") == read_as
    assert oracle.means_as_read(any_, recruitment, exploitation, attempt=False, reading="closed") == read_as


@BEGUN
@pytest.mark.parametrize("reading", READINGS)
def test_as_read(*, begun: bool, reading: str) -> None:
    """Whatever is answered for a means, it is read as the oracle reads it, or contradicts as it does there."""
    read = {tokens: as_read(tokens, begun=begun, reading=reading) for tokens in TRIPLES}
    assert read == {tokens: oracle.means_as_read(*tokens, attempt=not begun, reading=reading) for tokens in TRIPLES}


@BEGUN
def test_conflict(*, begun: bool) -> None:
    """A contradiction names the smallest set of answers in conflict, of equal ones the first in codebook order."""
    for tokens in TRIPLES:
        found = conflict("m", triple(tokens), exploitation_began=begun)
        answers = dict(zip(("m", "recruitment_m", "exploitation_m"), tokens, strict=True))
        if not begun:
            answers["exploitation_began"] = "no"
        expected = oracle.smallest_conflict(answers, "m") or {}
        assert [*found.items()] == [*expected.items()], tokens


def consistent(*, begun: bool) -> list[Tokens]:
    """List the answers that do not contradict."""
    return [tokens for tokens in TRIPLES if deduce(triple(tokens), exploitation_began=begun)]


def answers_given(reading: str, *, begun: bool) -> Iterator[tuple[Tokens, Tokens, Tokens, Tokens]]:
    """List all ways to give a value to what is read as open: the answers and how they are read, before and after."""
    for tokens in consistent(begun=begun):
        before = as_read(tokens, begun=begun, reading=reading) or ()
        for place, value in product(range(3), oracle.YES_NO):
            answered = (*tokens[:place], value, *tokens[place + 1 :])
            after = as_read(answered, begun=begun, reading=reading)
            if after and before[place] == "open":
                yield tokens, before, answered, after


class TestNumbers:
    """The design counts them: 115 of the 125 are consistent, and give 17 results, open and closed together."""

    def test_consistent(self) -> None:
        """Of an exploitation that began 115 of the 125 answers are consistent."""
        assert sum(deduce(triple(tokens), exploitation_began=True) > 0 for tokens in TRIPLES) == 115

    def test_results(self) -> None:
        """What is read of them, openly and closed together, is one of 17 things."""
        left = {tokens: deduce(triple(tokens), exploitation_began=True) for tokens in TRIPLES}
        assert len({(pairs, close(triple(tokens), pairs)) for tokens, pairs in left.items() if pairs}) == 17

    def test_attempts(self) -> None:
        """Of an attempt, those are consistent in which nothing was used in the exploitation and any = recruitment."""
        consistent = [
            (any_, recruitment, exploitation)
            for any_, recruitment, exploitation in TRIPLES
            if exploitation != "yes" and {any_, recruitment} != {"yes", "no"}
        ]
        assert [tokens for tokens in TRIPLES if deduce(triple(tokens), exploitation_began=False)] == consistent


class TestLaws:
    """What holds of every means, however it is answered."""

    @BEGUN
    def test_closed_is_part_of_open(self, *, begun: bool) -> None:
        """The closed reading leaves some of the pairs that deduction left, and nothing else."""
        for tokens in TRIPLES:
            left = deduce(triple(tokens), exploitation_began=begun)
            closed = close(triple(tokens), left)
            assert closed & ~left == 0, tokens
            assert bool(closed) is bool(left), tokens

    @BEGUN
    @pytest.mark.parametrize("answer", ["unknown", "not_coded"])
    def test_what_is_not_silent_stays_open(self, answer: str, *, begun: bool) -> None:
        """Without silence the closed reading is the open one: unknown and not coded stay open under both."""
        for tokens in TRIPLES:
            said = tuple(answer if token == "not_stated" else token for token in tokens)  # noqa: S105 - no password
            assert as_read(said, begun=begun, reading="closed") == as_read(said, begun=begun, reading="open")

    @BEGUN
    def test_unknown_is_never_settled(self, *, begun: bool) -> None:
        """What deduction left open of an answer coded unknown stays open under the closed reading."""
        for tokens in consistent(begun=begun):
            openly, closed = (as_read(tokens, begun=begun, reading=reading) for reading in READINGS)
            assert openly is not None
            assert closed is not None
            unknown = [place for place, answer in enumerate(tokens) if answer == "unknown"]
            assert [openly[place] for place in unknown] == [closed[place] for place in unknown], tokens

    @BEGUN
    @pytest.mark.parametrize(("reading", "levels"), [("open", (0, 1, 2)), ("closed", (0,))], ids=READINGS)
    def test_an_answer_takes_nothing_back(self, reading: str, levels: tuple[int, ...], *, begun: bool) -> None:
        """Giving a value to what is open changes nothing that was definite; under `closed` at the level any alone."""
        for tokens, before, answered, after in answers_given(reading, begun=begun):
            for place in levels:
                assert before[place] in {"open", after[place]}, (tokens, answered)

    def test_an_answer_may_undo_a_filling(self) -> None:
        """Under `closed`, with a period, a new answer may open what silence had filled, but never turns it round."""
        undone = {
            (tokens, answered): (before[place], after[place])
            for tokens, before, answered, after in answers_given("closed", begun=True)
            for place in (1, 2)
            if before[place] not in {"open", after[place]}
        }
        assert undone[("not_coded", "not_coded", "not_stated"), ("yes", "not_coded", "not_stated")] == ("no", "open")
        assert set(undone.values()) == {("no", "open")}


def test_tokens_are_all() -> None:
    """The space is whole: five answers, three times."""
    assert len(TRIPLES) == len(set(TRIPLES)) == len(TOKENS) ** 3 == 125
