"""The interview over whole spaces: it ends where it should, counts right, and asks hardly more than it must."""

from functools import cache
from statistics import mean

import pytest

import oracle
from ckm_mo import Period, Reading
from ckm_mo.cli.interview import Interview
from ckm_mo.codebook import VARIABLE
from spaces import COMPLETE, LEVELS, PARTIAL, READINGS, answers_for, completions, level

NOTHING = ("",) * 7
"""A state in which nothing was asked; else the seven have an answer, or `open` where it stayed so."""

State = tuple[str, ...]


@cache
def left(state: State) -> tuple[str, ...]:
    """List what the interview has left to ask."""
    steps = zip(oracle.VARIABLES, state, strict=True)
    answered = tuple((key, "unknown" if answer == "open" else answer) for key, answer in steps if answer)
    return Interview(steps=answered).open_questions


def after(state: State, key: str, answer: str) -> State:
    """Answer one of the seven."""
    place = oracle.VARIABLES.index(key)
    return (*state[:place], answer, *state[place + 1 :])


def values(key: str) -> tuple[str, ...]:
    """List the values of one of the seven."""
    return oracle.VALUES_OF_VARIABLE[key]


def outcomes(state: State) -> set[str]:
    """List the outcomes of all completions, by brute force."""
    worlds = completions([answer or "open" for answer in state])
    answers = (dict(zip(oracle.VARIABLES, world, strict=True)) for world in worlds)
    return {str(oracle.verdict(each)["profile"]) for each in answers}


class TestEnd:
    """Answered from a complete case, it ends with that case's verdict, and asks nothing after it is decided."""

    @pytest.mark.parametrize("reading", READINGS)
    @pytest.mark.parametrize("period", LEVELS)
    def test_verdict(self, period: str | None, reading: str) -> None:
        """So it is for all 128, under both readings, of any period."""
        for world in COMPLETE:
            answers = answers_for(world, period, tokens=())
            interview = Interview(reading=Reading(reading), period=level(period))
            while interview.question:
                assert len(interview.verdict.outcomes) > 1
                interview = interview.answer(answers[interview.question.key])
            expected = oracle.verdict(answers, reading, period)
            assert (interview.verdict.profile, interview.verdict.outside) == (expected["profile"], expected["outside"])

    def test_both_ways(self) -> None:
        """In every state there is a question just where the outcomes are more than one."""
        for values_ in PARTIAL:
            state = tuple("" if value == "open" else value for value in values_)
            assert bool(left(state)) is (len(outcomes(state)) > 1)


class TestCount:
    """The questions left at most are never too few, nor ever more than may come."""

    def test_goes_down(self) -> None:
        """From every state every answer leaves fewer, and one that stays open leaves one fewer, of the same."""
        for values_ in PARTIAL:
            state = tuple("" if value == "open" else value for value in values_)
            keys = left(state)
            if keys:
                first, *rest = keys
                assert sorted(left(after(state, first, "open"))) == sorted(rest)
                assert all(set(left(after(state, first, value))) <= set(rest) for value in values(first))


class TestOrder:
    """The order needs hardly more questions than the best there can be."""

    def test_near_the_fewest(self) -> None:
        """Over all complete cases the mean is within 5 % of the fewest, found by exhaustive search, and below 5.25."""

        @cache
        def fewest(state: State) -> float:
            each = (1 + mean(fewest(after(state, key, value)) for value in values(key)) for key in left(state))
            return min(each, default=0)

        @cache
        def asked(state: State) -> float:
            keys = left(state)
            return 1 + mean(asked(after(state, keys[0], value)) for value in values(keys[0])) if keys else 0

        @cache
        def in_codebook_order(state: State) -> float:
            key = min(left(state), key=oracle.VARIABLES.index, default=None)
            return 1 + mean(in_codebook_order(after(state, key, value)) for value in values(key)) if key else 0

        assert in_codebook_order(NOTHING) == 5.25
        assert fewest(NOTHING) == 3.875
        assert asked(NOTHING) == 3.9375
        assert asked(NOTHING) <= 1.05 * fewest(NOTHING)


@pytest.mark.parametrize("means", oracle.MEANS)
@pytest.mark.parametrize("began", ["yes", "no", "unknown"])
def test_silence_on_a_means(means: str, began: str) -> None:
    """Where a source is silent on a means altogether, its periods need not be asked: whatever is said of them alike."""
    for reading in READINGS:
        for period in LEVELS:
            silent = {"exploitation_began": began, means: "not_stated"}
            periods = {f"{each}_{means}": "not_stated" for each in Period}
            assert oracle.verdict(silent, reading, period) == oracle.verdict(silent | periods, reading, period)
    assert VARIABLE[means].means == means
