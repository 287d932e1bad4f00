"""`ckm-mo case`: one case, classified and explained."""

import errno
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import strategies
from ckm_mo.cli.running import main
from ckm_mo.codebook import VARIABLE
from ckm_mo.errors import ChangedMeanwhile
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
        assert any(set(line) == {"|", "-", " "} and line.count("|") == 4 for line in lines)

    def test_dutch(self) -> None:
        """In Dutch it is Dutch."""
        done = case({"relatie": "affectief", "geweld": "ja", "initiatief": "dader"}, "--lang", "nl")
        assert "Beslist: AOH, profiel 2." in done.out


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Make a table of two cases, with a column of its own."""
    path = tmp_path / "cases.csv"
    path.write_text("case_id,note,violence,relation\nF-1,x,yes,affective\nF-2,y,,\n", "utf-8")
    return path


class TestSaved:
    """With `--save` a case that is given is put in a table."""

    def test_new_table(self, tmp_path: Path) -> None:
        """A table is made, with the columns of the interview; without an id the case gets the first."""
        path = tmp_path / "a.csv"
        done = case({"violence": "yes", "violence_at": "p. 4", "sectors": "home"}, "--save", str(path))
        assert (done.code, done.err) == (0, f"Case 1 is saved in {path}.\n")
        assert done.out.startswith("Case 1\n")
        heads, row = path.read_text("utf-8").splitlines()
        cells = dict(zip(heads.split(","), row.split(","), strict=True))
        coded = {"case_id": "1", "violence": "yes", "violence_at": "p. 4", "sectors": "home"}
        assert {key: cell for key, cell in cells.items() if cell} == coded
        assert {*cells} == {*coded, *oracle.VARIABLES, "exploitation_began"}

    def test_added(self, table: Path) -> None:
        """A case is added; ids and places go with it, and a closed reading is its own."""
        answers = {"case_id": "F-3", "offender": "o 1", "relation": "unknown", "relatie_vindplaats": "r.o. 4, 5"}
        done = case(answers, "--reading", "closed", "--save", str(table), "--format", "json")
        assert done.json["case_id"] == "F-3"
        assert table.read_text("utf-8") == (
            "case_id,note,violence,relation,offender,reading,relation_at\n"
            'F-1,x,yes,affective,,,\nF-2,y,,,,,\nF-3,,,unknown,o 1,closed,"r.o. 4, 5"\n'
        )

    def test_filled(self, table: Path) -> None:
        """A case of the table gets the answers that it lacked, and is shown with all that it has."""
        done = case({"case_id": "F-2", "violence": "no"}, "--save", str(table), "--format", "json")
        assert (done.code, done.json["other"]) == (0, {"note": "y"})
        assert table.read_text("utf-8").endswith("F-2,y,no,\n")

    @pytest.mark.parametrize(
        ("lang", "said"),
        [("en", "case F-1 has other answers: violence=yes."), ("nl", "casus F-1 heeft andere antwoorden: geweld=ja.")],
    )
    def test_not_over_others(self, table: Path, lang: str, said: str) -> None:
        """Answers that it has are not replaced unawares."""
        before = table.read_bytes()
        done = case({"case_id": "F-1", "violence": "no"}, "--save", str(table), "--lang", lang)
        assert (done.code, done.out, said in done.err) == (1, "", True)
        assert table.read_bytes() == before

    def test_over_others(self, table: Path) -> None:
        """With `--force` they are, or are taken away; what stood there is said."""
        done = case({"case_id": "F-1", "violence": "no", "relation": ""}, "--save", str(table), "--force")
        assert done.err == f"Case F-1 is saved in {table}. Its earlier answers: relation=affective, violence=yes.\n"
        assert table.read_text("utf-8").splitlines()[1] == "F-1,x,no,"

    @pytest.mark.parametrize(
        ("case_id", "said"),
        [("F-2", " Its results there are empty now: they were of its earlier answers."), ("F-3", "")],
    )
    def test_results_emptied(self, table: Path, case_id: str, said: str) -> None:
        """Where results go from its row, that is said; a new case has none, nor one whose results went before."""
        kept = table.with_name("kept.csv")
        run("classify", str(table), "--keep", "-o", str(kept))
        done = case({"case_id": case_id, "violence": "no"}, "--save", str(kept))
        assert done.err == f"Case {case_id} is saved in {kept}.{said}\n"
        again = case({"case_id": case_id, "violence": "yes"}, "--save", str(kept), "--force")
        assert again.err == f"Case {case_id} is saved in {kept}. Its earlier answers: violence=no.\n"

    def test_own_reading(self, table: Path) -> None:
        """What a case says of its reading stands."""
        case({"case_id": "F-3", "reading": "open"}, "--save", str(table), "--reading", "closed")
        assert table.read_text("utf-8").splitlines()[3] == "F-3,,,,open"

    def test_output_failed(self, table: Path) -> None:
        """Where what is shown cannot be written, nothing is saved: who tries again would save a second case."""
        before = table.read_bytes()
        full = mock.Mock(write=mock.Mock(side_effect=OSError(errno.ENOSPC, "full")), isatty=lambda: False)
        with mock.patch("sys.stdout", full):
            assert main(["case", "violence=yes", "--save", str(table), "--lang", "en"]) == 1
        assert table.read_bytes() == before

    def test_output_unread(self, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Where nobody reads what is shown, nothing is saved either, and that is said."""
        before = table.read_bytes()
        unread = mock.Mock(write=mock.Mock(side_effect=BrokenPipeError), isatty=lambda: False)
        with mock.patch("sys.stdout", unread):
            assert main(["case", "case_id=F-9", "violence=yes", "--save", str(table), "--lang", "en"]) == 1
        assert (table.read_bytes(), capsys.readouterr().err) == (before, f"Case F-9 is not saved in {table}.\n")

    def test_verdicts(self, table: Path) -> None:
        """A table of verdicts is none of cases: its column of readings would come to stand in it twice."""
        verdicts = table.with_name("verdicts.csv")
        run("classify", str(table), "-o", str(verdicts))
        before = verdicts.read_bytes()
        done = case({"violence": "no"}, "--save", str(verdicts))
        assert (done.code, done.out, verdicts.read_bytes()) == (2, "", before)
        assert "this is a table of verdicts" in done.err

    def test_not_saved(self, table: Path, tmp_path: Path) -> None:
        """Where it cannot be saved, the output file does not appear."""
        shown = tmp_path / "shown.json"
        with mock.patch("ckm_mo.tables.additions.exchange", side_effect=ChangedMeanwhile(file="x")):
            done = case({"violence": "yes"}, "--save", str(table), "-o", str(shown))
        assert (done.code, "saved" in done.err, shown.exists()) == (1, False, False)

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            (["--empty", "not_stated"], "--empty does not go with --save"),
            (["--save", "a.csv", "-o", "a.csv"], "this is also the output file"),
            (["--save", "a.pdf"], "a name that ends in"),
            (["--save", "a.ods"], ".csv, .tsv, .txt or .xlsx"),
            (["case_id=a\x1bb"], 'a\\x1bb" has characters that the table cannot hold'),
            (["victim=\N{SNOWMAN}", "--encoding", "cp1252"], "has characters that the table cannot hold"),
        ],
        ids=str,
    )
    def test_refused(self, table: Path, more: list[str], said: str) -> None:
        """What cannot be is wrong usage, and nothing is written."""
        before = table.read_bytes()
        done = run("case", "violence=yes", *more, *(["--save", str(table)] if "--save" not in more else []))
        assert (done.code, done.out) == (2, "")
        assert said in done.err
        assert table.read_bytes() == before

    def test_workbook(self, tmp_path: Path) -> None:
        """It may be a workbook, and one of its sheets."""
        path = str(tmp_path / "a.xlsx")
        assert case({"violence": "yes"}, "--save", path).code == 0
        done = case({"case_id": "1", "deception": "no", "deception_at": "p. 4"}, "--save", path, "--sheet", "cases")
        assert (done.code, done.err) == (0, f"Case 1 is saved in {path}.\n")
        assert run("explain", path, "1", "--format", "json").json["at"] == {"deception": "p. 4"}
        assert case({"violence": "yes"}, "--save", path, "--sheet", "none").code == 1

    def test_no_id(self, table: Path) -> None:
        """Where no id can be suggested one is to be given."""
        table.write_text("case_id\none\n", "utf-8")
        done = case({"violence": "yes"}, "--save", str(table))
        assert (done.code, "give the case an id" in done.err) == (2, True)

    def test_contradiction(self, table: Path) -> None:
        """Answers that contradict those of the table are refused."""
        before = table.read_bytes()
        done = case({"case_id": "F-1", "recruitment_violence": "yes", "violence": "no"}, "--save", str(table))
        assert (done.code, "contradict" in done.err, table.read_bytes()) == (1, True, before)


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
