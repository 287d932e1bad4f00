"""Laws of the interview, whatever is answered."""

import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import oracle
import strategies
from ckm_mo import Case, InvalidInput, Reading, classify, read_table, write_table
from ckm_mo.cli.conversation import Conversation, Saving, Terminal
from ckm_mo.cli.interview import Interview, answer_letters, answers_meant, label
from ckm_mo.codebook import CODED, TOKENS, VARIABLE, Variable, takes
from ckm_mo.messages import LANGUAGES
from ckm_mo.tables.additions import Addition, changed
from ckm_mo.views.words import Words
from cli.test_conversation import hold
from commands import text_of
from spaces import LEVELS, READINGS, level

BACK = "<"

moves = st.lists(st.sampled_from([BACK, "yes", "no", "unknown", "not_stated", "not_coded"]), max_size=40)
"""What may be done at a question: an answer of a kind, or a step back."""

starts = st.builds(
    Interview,
    reading=st.sampled_from(Reading),
    period=strategies.periods.map(level),
    whole=st.booleans(),
    recorded=st.booleans(),
    places=st.booleans(),
)
"""An interview in which nothing was answered."""


def answer(interview: Interview, move: str) -> Interview:
    """Answer the next question: yes and no are the first two values of a variable that has others.

    What contradicts the answers before it is refused, and leaves the interview as it is.
    """
    variable = interview.question
    assert variable is not None
    values = [value.key for value in takes(variable)] or ["a text", "another"]
    place = ("yes", "no").index(move) if move in {"yes", "no"} else None
    try:
        return interview.answer(values[place] if place is not None else move if variable.values else "")
    except InvalidInput:
        return interview


CONTRADICTED = Interview(period=level("exploitation"), recorded=True), ["yes"] * 7 + ["no", "unknown", BACK]
"""An interview in which means were used in an exploitation that is then said not to have begun."""


def asked(interview: Interview, case: strategies.Answers) -> list[Interview]:
    """Answer an interview from a case, and list its states."""
    states = [interview]
    while variable := states[-1].question:
        states.append(states[-1].answer(case.get(variable.key, "not_coded" if variable.values else "")))
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
        keys = set(Interview(given=Case.from_answers(case), period=level(period)).open_questions)
        assert keys.isdisjoint(case)


class TestBackAndForth:
    """Going back and forth changes nothing."""

    @settings(max_examples=50)
    @given(starts, moves)
    @example(Interview(), ["yes", "yes", "no", "yes", BACK, BACK, "yes", "yes"])
    @example(*CONTRADICTED)
    def test_as_without(self, start: Interview, typed: Sequence[str]) -> None:
        """Any answers with steps back among them come to what is left of them without."""
        interview, kept = start, list[str]()
        for move in typed:
            if move == BACK:
                interview = interview.back()
                kept = kept[:-1]
            elif interview.question and (after := answer(interview, move)) is not interview:
                interview = after
                kept.append(move)
        straight = start
        for move in kept:
            straight = answer(straight, move)
        assert straight == interview
        assert (straight.question, straight.open_questions, straight.case) == (
            interview.question,
            interview.open_questions,
            interview.case,
        )
        while interview.steps:
            interview = interview.back()
        assert interview == start


class TestCount:
    """The questions left at most are counted right."""

    @settings(max_examples=50)
    @given(starts, moves)
    @example(*CONTRADICTED)
    def test_goes_down(self, start: Interview, typed: Sequence[str]) -> None:
        """Every answer leaves fewer; and never is anything asked that was not counted."""
        interview = start
        for move in typed:
            if move != BACK and interview.question and (after := answer(interview, move)) is not interview:
                places = {key for key in after.open_questions if key not in VARIABLE}
                assert set(after.open_questions) - places <= set(interview.open_questions[1:])
                assert after.count + (interview.question.key in VARIABLE) <= interview.count
                interview = after


class TestTyped:
    """What is typed means one thing."""

    @given(
        st.text(max_size=12),
        st.sampled_from(CODED),
        st.sampled_from(["en", "nl"]),
    )
    def test_any_text(self, typed: str, variable: Variable, lang: str) -> None:
        """Any text at all means an answer that the variable takes, several, or none."""
        found = answers_meant(typed, variable, lang)
        assert all({*token.split(";")} <= {value.key for value in takes(variable)} for token in found)
        assert len({*found}) == len(found)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_every_word(self, lang: str) -> None:
        """Letters, words of tables and labels, in either language, mean their answer, whatever else begins so."""
        for variable in CODED:
            for token, letter in answer_letters(variable.key, lang).items():
                said = [letter, *(label(Words(each), variable, token) for each in LANGUAGES)]
                assert {answers_meant(each, variable, lang) for each in said} == {(token,)}
            for word, token in TOKENS[variable.key].items():
                assert answers_meant(word, variable, lang) == (token,)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_no_gap(self, lang: str) -> None:
        """What other programs write where there is nothing is never an answer, nor the beginning of one."""
        gaps = "NA N/A n.a. n.v.t. nvt . nan null none nil geen nihil nb n.b. leeg empty missing 999 --"
        assert [(gap, each.key) for gap in gaps.split() for each in CODED if answers_meant(gap, each, lang)] == []

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("wh", ["window;home"]),
            ("window; Thuis", ["window;home"]),
            ("wind hom, o", ["window;home;hotel"]),
            ("web", ["webcam", "window;escort;brothel"]),
            ("ho, window", ["hotel", "home", "home;hotel"]),
            ("unknown", ["unknown"]),
            ("window unknown", []),
            ("window x", []),
            (";", []),
        ],
    )
    def test_several(self, typed: str, found: list[str]) -> None:
        """Several answers are taken together, unless a part of what was typed could be read in two ways."""
        assert [*answers_meant(typed, VARIABLE["sectors"], "en")] == found


class TestRecord:
    """What is saved is what was answered."""

    @settings(max_examples=10)
    @given(strategies.answers(reading=False), st.data(), st.sampled_from(LANGUAGES), st.sampled_from(["csv", "xlsx"]))
    def test_equals_its_answers(self, case: strategies.Answers, data: st.DataObject, lang: str, ending: str) -> None:
        """Whatever the case, and however its answers are typed, the table has those that were asked, and no others."""
        located = data.draw(st.dictionaries(st.sampled_from(sorted(case)), st.sampled_from(["p. 4", "=1", '"r", 5'])))
        with TemporaryDirectory() as folder:
            path, whole = Path(folder) / f"cases.{ending}", data.draw(st.booleans())
            conversation: Conversation

            def read(_: str) -> str:
                if not saving.case_id:
                    return "F-1"
                variable = conversation.interview.question
                if variable is None:
                    return "yes"
                if not variable.values:
                    return located.get(variable.locates, "")
                answer = case.get(variable.key, "not_coded")
                return data.draw(strategies.cell_of(variable, answer)) if answer != "not_coded" else "-"

            terminal = Terminal(Words(lang), io.StringIO(), read, lambda: 80, colour=False, plain=False)
            saving = Saving(terminal, partial(Addition.read, str(path), encoding="utf-8", lang=lang))
            conversation = Conversation(terminal, Interview(whole=whole, recorded=True, places=True), table=saving)
            assert conversation.hold()
            asked = {key for key, _ in conversation.interview.steps}
            (saved,) = read_table(path)
        expected = {key: answer for key, answer in case.items() if key in asked}
        assert {each.key: str(saved[each.key]) for each in CODED if saved[each.key] != "not_coded"} == expected
        assert saved.case_id == "F-1"
        stands = {key for key, answer in expected.items() if answer != "not_stated"}
        assert saved.at == {key: place for key, place in located.items() if key in stands}
        if not whole:
            assert asked >= {*oracle.VARIABLES[:2], "exploitation_began"}
            for reading in Reading:
                assert classify(saved, reading).as_dict() == oracle.verdict(at_level(case, None), str(reading), None)


ROWS = (
    {"case_id": "F-1", "note": "=1+1", "relation": "affective", "violence": "yes", "recruitment_violence": "yes"},
    {"case_id": "F-2", "note": "one; two", "violence": "no", "sectors": "home;car", "victim": "v 2"},
)
"""Two fictional cases, with a column of their own."""

words = st.sampled_from(["yes", "nee", "unknown", "niet vermeld", "-", ">", "affective", "a text", "hotel"])
"""What may be typed when a question is asked again: for some of them it is no answer, or contradicts another."""


class TestReviewed:
    """Whatever is answered anew, what is saved is what was shown last, and nothing else has changed."""

    @settings(max_examples=15)
    @given(
        st.sampled_from(["csv", "xlsx"]),
        st.lists(st.tuples(st.integers(1, 12).map(str), words), max_size=8),
        st.sampled_from(LANGUAGES),
    )
    def test_any(self, ending: str, moves: list[tuple[str, str]], lang: str) -> None:
        """The other case, the column of their own and all that was not answered anew stay."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"cases.{ending}"
            rows = [dict(row) for row in ROWS]
            (Path(folder) / "rows.csv").write_text(text_of(rows), "utf-8")
            write_table(read_table(Path(folder) / "rows.csv"), path)
            before = read_table(path).cases
            typed = [each for number, word in moves for each in (number, word, BACK)]
            held = hold("F-2", *typed, "q", "yes", table=path, lang=lang)
            after = read_table(path).cases
        answered = dict(held.conversation.interview.steps)
        assert after[0] == before[0]
        assert after[1] == held.conversation.interview.case
        assert {each.key for each in changed(before[1], after[1])} <= {*answered}
        assert [case.other for case in after] == [case.other for case in before]
