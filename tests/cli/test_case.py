"""`ckm-mo case`: one case, classified and explained."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import strategies
from ckm_mo.codebook import VARIABLE
from commands import COLUMNS, VERDICT, Done, options, run
from spaces import alike

EXPLANATION = VERDICT | {"fired", "ruled_out", "ask", "flips", "context", "at", "queries", "other"}


def case(answers: strategies.Answers, *more: str) -> Done:
    """Run the command for a case."""
    return run("case", *(f"{key}={answer}" for key, answer in answers.items()), *more)


def checked(done: Done, answers: strategies.Answers, reading: str = "open", period: str | None = None) -> None:
    """Hold an explanation object to the oracle's, for all that the oracle knows."""
    given: dict[str, Any] = done.json
    expected = oracle.verdict(answers, reading, period) | oracle.explanation(answers, reading, period)
    without_source = [{key: fact for key, fact in each.items() if key != "source"} for each in given["fired"]]
    context = {key: answer for key, answer in answers.items() if key in VARIABLE and VARIABLE[key].role == "context"}
    assert (done.code, done.err) == (0, "")
    assert given.keys() == EXPLANATION
    assert alike({key: given[key] for key in expected} | {"fired": without_source}, expected)
    assert (given["context"], given["other"]) == (context, {})
    assert all(each["source"] for each in given["fired"])


class TestJson:
    """A verdict object with its reasons, in English whatever the language."""

    @settings(max_examples=40)
    @given(strategies.answers(), strategies.readings, strategies.periods, st.sampled_from(["en", "nl"]))
    def test_any_case(self, answers: strategies.Answers, reading: str, period: str | None, lang: str) -> None:
        """Whatever the answers, the object is the one that brute force gives."""
        answers = answers or {"violence": "unknown"}
        checked(case(answers, *options(reading, period), "--format", "json", "--lang", lang), answers, reading, period)

    def test_own_reading(self) -> None:
        """What the case says of its source comes before `--reading`."""
        answers = {"reading": "closed", "deception": "yes", "violence": "not_stated"}
        checked(case(answers, "--reading", "open", "--format", "json"), answers)

    def test_dutch_keys(self) -> None:
        """Keys and answers may be in either language and any spelling."""
        done = run(
            "case", "Relatie=Affectief", "ronselperiode geweld=JA", "kwetsbare-positie= nee ", "--format", "json"
        )
        checked(done, {"relation": "affective", "recruitment_violence": "yes", "vulnerable_position": "no"})

    def test_id(self) -> None:
        """A single case has no id in its object, whether one is given or not."""
        done = case({"case_id": "F-1", "offender": "o1", "violence": "yes"}, "--format", "json")
        assert done.json["case_id"] is None

    def test_empty(self) -> None:
        """`--empty not_stated` takes every means, relation and initiative that is not given as silence."""
        done = case({"deception": "yes"}, "--empty", "not_stated", "--reading", "closed", "--format", "json")
        periods = ("", "recruitment_", "exploitation_")
        silent = {f"{period}{means}": "not_stated" for means in oracle.MEANS for period in periods}
        checked(done, silent | {"deception": "yes", "relation": "not_stated"}, "closed")
        assert (done.json["coercion"], done.json["rests_on_silence"]) == ("soft", True)

    def test_answer_given_as_empty(self) -> None:
        """An answer that is given as nothing is not given."""
        assert case({"relation": "", "violence": "yes"}, "--format", "json") == case(
            {"violence": "yes"}, "--format", "json"
        )

    def test_several_values(self) -> None:
        """A variable that takes several values gives them in codebook order."""
        done = case({"sectors": "hotel; Webcam;raam", "violence": "yes"}, "--format", "json")
        assert done.json["context"] == {"sectors": "window;hotel;webcam"}

    def test_form(self) -> None:
        """It is one JSON value, indented, that ends with a line end."""
        done = case({"violence": "yes"}, "--format", "json")
        assert done.out.startswith('{\n  "case_id": null,')
        assert done.out.endswith("\n}\n")


class TestCsv:
    """One row, and a note that the reasons are elsewhere."""

    def test_row(self) -> None:
        """The columns are those of `classify`."""
        done = case({"relation": "affective", "violence": "yes"}, "--format", "csv", "--period", "recruitment")
        possible = "AOS;AOH;ALS;ALH"
        row = ["", "", possible, "possible", "affective", "", "", "open", "recruitment", "no", "no"]
        assert done.rows == [COLUMNS, row]

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_note(self, lang: str) -> None:
        """What has no place in a row is named in one line on standard error."""
        done = case({"violence": "yes"}, "--format", "csv", "--lang", lang)
        assert done.err.count("\n") == 1
        assert "--format" in done.err


class TestView:
    """What people see."""

    def test_decided(self) -> None:
        """A decided case shows its profile, in words too, and what would change it."""
        done = case({"relation": "affective", "initiative": "offender", "violence": "yes"})
        assert "Decided: AOH, profile 2." in done.out
        assert "Affective relation, initiative with the offender, hard means, with or without soft." in done.words
        assert "What would change it" in done.out

    def test_undecided(self) -> None:
        """An undecided case shows what is possible and what to look for: it is a result, not a failure."""
        done = case({"relation": "affective", "violence": "yes"})
        assert done.code == 0
        assert "Undecided. Still possible: AOH or ALH." in done.out
        assert "Open answers still matter: initiative for the sexual services." in done.words

    def test_empty(self) -> None:
        """That answers not given count as silence is said."""
        assert "--empty not_stated" in case({"violence": "yes"}, "--empty", "not_stated").out
        assert "--empty" not in case({"violence": "yes"}).out

    def test_rests_on_silence(self) -> None:
        """That a verdict rests on silence is said."""
        answers = {"deception": "yes", **dict.fromkeys(oracle.HARD, "not_stated")}
        assert "rests on silence" in case(answers, "--reading", "closed").out
        assert "rests on silence" not in case(answers).out

    def test_markdown(self) -> None:
        """As Markdown it has headings and tables."""
        lines = case({"violence": "yes"}, "--format", "md").out.splitlines()
        assert lines[0] == "# Case"
        assert "| --- | --- | --- |" in lines

    def test_dutch(self) -> None:
        """In Dutch it is Dutch."""
        done = case({"relatie": "affectief", "geweld": "ja", "initiatief": "dader"}, "--lang", "nl")
        assert "Beslist: AOH, profiel 2." in done.out


REFUSED = {
    "unknown key": (["voilence=yes"], ["voilence", "violence"]),
    "unknown answer": (["violence=maybe"], ["maybe", "violence"]),
    "variable twice": (["violence=yes", "geweld=ja"], ["violence", "geweld"]),
    "contradiction": (["violence=no", "recruitment_violence=yes"], ["violence=no", "recruitment_violence=yes"]),
    "contradiction in an attempt": (["exploitation_began=no", "exploitation_violence=yes"], ["exploitation_began=no"]),
    "reading that is none": (["reading=perhaps"], ["perhaps", "reading"]),
}


class TestRefused:
    """What is wrong with a case is said, all of it, and nothing comes out."""

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize(("answers", "said"), REFUSED.values(), ids=REFUSED)
    def test_input(self, answers: list[str], said: list[str], lang: str) -> None:
        """An answer or a key that is rejected gives 1."""
        done = run("case", *answers, "--lang", lang)
        assert (done.code, done.out) == (1, "")
        assert [each for each in said if each not in done.err] == []

    def test_all_at_once(self) -> None:
        """All that is wrong is said at once, one a line."""
        done = run("case", "voilence=yes", "deception=maybe", "violence=no", "recruitment_violence=yes")
        assert (done.code, done.err.count("\n")) == (1, 3)

    @pytest.mark.parametrize("argument", ["violence", "=yes", " =yes"])
    def test_no_pair(self, argument: str) -> None:
        """An argument that is no KEY=ANSWER is wrong usage."""
        done = run("case", "relation=affective", argument)
        assert (done.code, done.out) == (2, "")
        assert "KEY=ANSWER" in done.err
