"""Laws of the interview, whatever is answered."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import strategies
from ckm_mo import Case, Reading, classify
from ckm_mo.cli.interview import Interview, letters, meant
from ckm_mo.codebook import CODED, READING, VARIABLE, Variable, takes
from spaces import LEVELS, READINGS, level

BACK = "<"

moves = st.lists(st.sampled_from([BACK, "yes", "no", "unknown", "not_stated", "not_coded"]), max_size=40)
"""What may be done at a question: an answer of a kind, or a step back."""

starts = st.builds(
    Interview,
    reading=st.sampled_from(Reading),
    period=strategies.periods.map(level),
    whole=st.booleans(),
)
"""An interview in which nothing was answered."""


def answer(interview: Interview, move: str) -> Interview:
    """Answer the next question: yes and no are the first two values of a variable that has others."""
    variable = interview.question
    assert variable is not None
    values = [value.key for value in takes(variable)]
    place = ("yes", "no").index(move) if move in {"yes", "no"} else None
    return interview.answer(move if place is None else values[place])


def asked(interview: Interview, case: strategies.Answers) -> list[Interview]:
    """Answer an interview from a case, and list its states."""
    states = [interview]
    while variable := states[-1].question:
        states.append(states[-1].answer(case.get(variable.key, "not_coded")))
    return states


def at_level(case: strategies.Answers, period: str | None) -> strategies.Answers:
    """Leave of a case what is asked at a level."""
    keys = [f"{period}_{key}" if period and key in oracle.MEANS else key for key in oracle.VARIABLES]
    return {key: case[key] for key in keys if key in case}


def about_exploitation(case: strategies.Answers) -> bool:
    """Return whether a source that is silent on a means is silent on both its periods too."""
    silent = [key for key in oracle.MEANS if case.get(key) == "not_stated"]
    return all(case.get(f"{period}_{key}", "not_stated") == "not_stated" for key in silent for period in oracle.PERIODS)


class TestEnd:
    """It ends with the verdict on the case that it is answered from."""

    @given(strategies.answers(reading=False, context=False), st.sampled_from(READINGS), st.sampled_from(LEVELS))
    def test_what_matters(self, case: strategies.Answers, reading: str, period: str | None) -> None:
        """Whatever is known and unknown, what was not asked makes no difference to what is possible."""
        case = at_level(case, period)
        *before, last = asked(Interview(reading=Reading(reading), period=level(period)), case)
        expected = oracle.verdict(case, reading, period)
        assert [*last.verdict.possible] == expected["possible"]
        assert (last.verdict.outside, last.verdict.profile) == (expected["outside"], expected["profile"])
        assert all(len(state.verdict.outcomes) > 1 for state in before)

    @given(strategies.answers(reading=False).filter(about_exploitation))
    def test_whole(self, case: strategies.Answers) -> None:
        """When all is asked, the case that comes of it has the same verdict under every reading and period."""
        last = asked(Interview(whole=True), case)[-1].case
        for reading in Reading:
            for period in LEVELS:
                given_, expected = classify(last, reading, level(period)), oracle.verdict(case, str(reading), period)
                assert given_.as_dict() == expected
        kept = {key: answer for key, answer in case.items() if not VARIABLE[key].means}
        assert {key: str(last[key]) for key in kept} == kept

    @given(strategies.answers(), st.sampled_from(LEVELS))
    def test_given(self, case: strategies.Answers, period: str | None) -> None:
        """What is given is never asked again."""
        keys = set(Interview(given=Case.from_answers(case), period=level(period)).left)
        assert keys.isdisjoint(case)


class TestBackAndForth:
    """Going back and forth changes nothing."""

    @settings(max_examples=50)
    @given(starts, moves)
    def test_as_without(self, start: Interview, typed: Sequence[str]) -> None:
        """Any answers with steps back among them come to what is left of them without."""
        interview, kept = start, list[str]()
        for move in typed:
            if move == BACK:
                interview = interview.back()
                kept = kept[:-1]
            elif interview.question:
                interview = answer(interview, move)
                kept.append(move)
        straight = start
        for move in kept:
            straight = answer(straight, move)
        assert straight == interview
        assert (straight.question, straight.left, straight.case) == (interview.question, interview.left, interview.case)
        while interview.steps:
            interview = interview.back()
        assert interview == start


class TestCount:
    """The questions left at most are counted right."""

    @settings(max_examples=50)
    @given(starts, moves)
    def test_goes_down(self, start: Interview, typed: Sequence[str]) -> None:
        """Every answer leaves fewer; and never is anything asked that was not counted."""
        interview = start
        for move in typed:
            if move != BACK and interview.question:
                after = answer(interview, move)
                assert set(after.left) <= set(interview.left[1:])
                interview = after


class TestTyped:
    """What is typed means one thing."""

    @given(
        st.text(max_size=12),
        st.sampled_from([each for each in CODED if each is not READING]),
        st.sampled_from(["en", "nl"]),
    )
    def test_any_text(self, typed: str, variable: Variable, lang: str) -> None:
        """Any text at all means an answer that the variable takes, or none."""
        token = meant(typed, variable, lang)
        assert token is None or {*token.split(";")} <= {value.key for value in takes(variable)}
        assert letters(variable.key, lang)
