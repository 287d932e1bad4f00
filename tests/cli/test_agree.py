"""`ckm-mo agree`: the published cases, every form of output, and bad input."""

import csv
import errno
import gc
import io
import json
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from ckm_mo.cli.running import main
from ckm_mo.tables.reading import read_table

EXAMPLES = Path(__file__).parents[2] / "examples"
CODERS = [str(EXAMPLES / f"published_cases_coder{number}.csv") for number in (1, 2)]

S = ["units", "agreement", "kappa", "alpha", "ac1", "ac1_low", "ac1_high", "note"]

ONE = "case_id,violence,relation,note\nA,yes,affective,seen\nB,no,affective,\nC,unknown,,\n"
TWO = "case_id,violence,relation,remark\nB,no,non_affective,text 4\nA,unknown,affective,unclear\nD,yes,,\n"


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak English unless told otherwise."""
    monkeypatch.setenv("LC_ALL", "C")


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Write two coders' tables into the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("one.csv").write_text(ONE, "utf-8")
    Path("two.csv").write_text(TWO, "utf-8")
    return "one.csv", "two.csv"


class Runner:
    """Runs the command."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Take what it writes."""
        self.capsys = capsys
        self.err = ""

    def __call__(self, *arguments: str, code: int = 0) -> str:
        """Run it, hold it to an exit code, and give what it wrote."""
        assert main(["agree", *arguments]) == code
        out, self.err = self.capsys.readouterr()
        return out

    def json(self, *arguments: str) -> Any:
        """Run it for JSON, without a NaN in it."""

        def refuse(constant: str) -> None:
            raise AssertionError(constant)

        return json.loads(self(*arguments, "--format", "json"), parse_constant=refuse)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Runner:
    """Run the command."""
    return Runner(capsys)


class TestPublishedCases:
    """The double-coded real cases."""

    def test_figures(self, run: Runner) -> None:
        """The figures are those that irrCAC 0.4.4, krippendorff 0.9.0 and scikit-learn 1.9.1 gave."""
        found = run.json(*CODERS)
        assert list(found) == ["coders", "cases", "variables", "dimensions", "profile", "possible"]
        assert found["coders"] == CODERS
        assert found["cases"] == {"common": 63, "only": {CODERS[0]: [], CODERS[1]: []}}
        of = {each["key"]: each for each in found["variables"]}
        everything = [figures for each in found["variables"] for figures in (each["coded"], each["stated"])]
        everything += [*found["dimensions"].values(), found["profile"], found["possible"]]
        assert all(list(figures) == S for figures in everything)
        expected = {
            "relation": (63, 0.9682539683, 0.9365558912, 0.9369959677, 0.9619066814, 0.9083571108, 1.0),
            "violence": (63, 0.9365079365, 0.897810219, 0.8984359131, 0.9199618866, 0.8414086722, 0.998515101),
            "recruitment_sextortion": (63, 0.9841269841, 0.0, 0.0, 0.9840432268, 0.9519791263, 1.0),
        }
        for key, figures in expected.items():
            assert list(of[key]["coded"].values())[:-1] == pytest.approx(figures, abs=1e-9)

    def test_kappa_collapses(self, run: Runner) -> None:
        """Kappa is 0 at 98 % agreement: the note says why, and points at AC1."""
        of = {each["key"]: each for each in run.json(*CODERS)["variables"]}
        assert "look at AC1" in of["recruitment_sextortion"]["coded"]["note"]
        assert of["recruitment_sextortion"]["stated"] == dict.fromkeys(S) | {
            "units": 0,
            "note": f"undefined: no answer in these cases by {CODERS[1][:60]}...."
            if len(CODERS[1]) > 60
            else f"undefined: no answer in these cases by {CODERS[1]}.",
        }
        assert of["basis"]["coded"]["note"] == "undefined: nobody gave an answer."

    def test_levels(self, run: Runner) -> None:
        """Lines and profiles are over decided cases, the sets over all."""
        found = run.json(*CODERS)
        assert {key: each["units"] for key, each in found["dimensions"].items()} == {
            "relation": 51,
            "initiative": 55,
            "coercion": 39,
        }
        assert (found["profile"]["units"], found["possible"]["units"]) == (29, 63)
        assert found["possible"]["agreement"] == pytest.approx(59 / 63)

    @pytest.mark.parametrize("period", ["recruitment", "exploitation"])
    def test_reading_and_period(self, run: Runner, period: str) -> None:
        """Reading and period change lines and profiles, and no answer."""
        plain, other = run.json(*CODERS), run.json(*CODERS, "--reading", "closed", "--period", period)
        assert plain["variables"] == other["variables"]
        assert plain["profile"] != other["profile"]
        assert "closed" in run.err

    @pytest.mark.parametrize("form", ["table", "md"])
    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_views(self, run: Runner, form: str, lang: str) -> None:
        """Views name the levels, say what is undefined and why, and never show a NaN."""
        shown = run(*CODERS, "--format", form, "--lang", lang)
        assert "nan" not in shown.casefold().split()
        assert ("undef." if lang == "en" else "onbep.") in shown
        assert "0/0" in shown
        assert "AC1" in shown

    def test_merged(self, run: Runner, tmp_path: Path) -> None:
        """The merged table reads back; what is not agreed on is empty in it, and listed."""
        path = str(tmp_path / "merged.csv")
        found = run.json(*CODERS, "--merged", path)
        merged = read_table(path)
        assert len(merged) == found["merged"]["cases"] == 63
        one, other = (read_table(each) for each in CODERS)
        left = {(each["case_id"], key) for each in found["merged"]["left_empty"] for key in each["keys"]}
        differ = {
            (mine.case_id, key)
            for mine, theirs in zip(one, other, strict=True)
            for key in ("relation", "violence", "sectors", "exploitation_began")
            if mine[key] != theirs[key]
        }
        assert differ <= left
        assert all(case[key] == "not_coded" for case in merged for case_id, key in left if case_id == case.case_id)
        run(*CODERS, "--merged", path, code=1)
        assert "--force" in run.err


class TestTables:
    """Small tables, in every form."""

    def test_only(self, run: Runner, tables: tuple[str, str]) -> None:
        """What only one coder has is listed, and counts for nothing."""
        found = run.json(*tables)
        assert found["cases"] == {"common": 2, "only": {"one.csv": ["C"], "two.csv": ["D"]}}
        assert found["variables"][1]["coded"]["units"] == 2
        assert "Coded only by one.csv: C." in run(*tables)

    @pytest.mark.parametrize("more", [[], ["--decide", "decisions.csv"]], ids=["counted", "written"])
    def test_names_differ(self, run: Runner, tables: tuple[str, str], more: list[str]) -> None:
        """Names of a case that differ are to be decided as well, whether that is only counted or written too."""
        for name, victims in zip(tables, (" v1 ", "v2"), strict=True):
            Path(name).write_text(f"violence,victim,case_id\nyes,{victims},A\nno,v3,B\nyes,,C\n", "utf-8")
        assert "Answers on which coders differ: 1 (cases: 1); of these change a verdict: 0." in run(*tables, *more)

    @pytest.mark.parametrize("code", [0, 1])
    def test_garbage_is_collected_again(self, run: Runner, tables: tuple[str, str], code: int) -> None:
        """While it runs no garbage is collected; afterwards it is again, whatever became of it."""
        Path(tables[1]).write_text("case_id,violence\nB,perhaps\n" if code else TWO, "utf-8")
        run(*tables, code=code)
        assert gc.isenabled()

    def test_disagreements(self, run: Runner, tables: tuple[str, str]) -> None:
        """One answer a line, both codings and both coders' other columns beside it, what matters first."""
        rows = list(csv.reader(io.StringIO(run(*tables, "--disagreements", "--format", "csv"))))
        assert rows == [
            [
                *("case_id", "key", "changes_verdict", "one.csv", "two.csv"),
                *("one.csv: note", "two.csv: note", "one.csv: remark", "two.csv: remark"),
            ],
            ["A", "violence", "yes", "yes", "unknown", "seen", "", "", "unclear"],
            ["B", "relation", "yes", "affective", "non_affective", "", "", "", "text 4"],
        ]
        found = run.json(*tables, "--disagreements")["disagreements"]
        assert found[0] == {
            "case_id": "A",
            "key": "violence",
            "changes_verdict": True,
            "answers": {"one.csv": "yes", "two.csv": "unknown"},
            "other": {"one.csv": {"note": "seen"}, "two.csv": {"remark": "unclear"}},
        }
        shown = run(*tables, "--disagreements")
        assert "(note: seen)" in shown
        assert "Answers to discuss: 2" in shown

    def test_csv(self, run: Runner, tables: tuple[str, str]) -> None:
        """A row for each figure and level, with both intervals of the proportion; the rest goes to standard error."""
        rows = list(csv.DictReader(io.StringIO(run(*tables, "--format", "csv"))))
        assert {row["level"] for row in rows} == {"coded", "stated", "dimensions", "profile"}
        (violence,) = [row for row in rows if (row["level"], row["key"]) == ("coded", "violence")]
        assert (violence["units"], violence["agreement"], violence["clopper_pearson_low"][:7]) == (
            "2",
            "0.5",
            "0.01257",
        )
        assert "Columns not used: note, remark." in run.err

    def test_negative(self, run: Runner, tables: tuple[str, str]) -> None:
        """A figure below 0 is a number, not a text that is kept from running."""
        for name, violence in zip(tables, (("yes", "no"), ("no", "yes")), strict=True):
            cases = [f"{place},{said}" for place, said in enumerate(violence)]
            Path(name).write_text("\n".join(["case_id,violence", *cases]), "utf-8")
        rows = csv.DictReader(io.StringIO(run(*tables, "--format", "csv")))
        (found,) = [row for row in rows if (row["level"], row["key"]) == ("coded", "violence")]
        assert (found["kappa"], found["alpha"]) == ("-1", "-0.5")

    def test_merged_together(self, run: Runner, tables: tuple[str, str]) -> None:
        """What all agree on is there only where the figures are."""
        full = mock.Mock(write=mock.Mock(side_effect=OSError(errno.ENOSPC, "full")), isatty=lambda: False)
        with mock.patch("sys.stdout", full):
            run(*tables, "--merged", "merged.csv", code=1)
        Path("figures.csv").touch()
        with mock.patch("ckm_mo.tables.writing.csv_writer", side_effect=OSError(errno.ENOSPC, "full")):
            run(*tables, "--merged", "merged.csv", "-o", "figures.csv", "--force", code=1)
        assert not Path("merged.csv").exists()
        assert Path("figures.csv").read_bytes() == b""

    @pytest.mark.parametrize("name", ["m.json", "m.html", "m.MD", "m.tex", "m.ods", "m.csv.gz"])
    def test_merged_form(self, run: Runner, tables: tuple[str, str], name: str) -> None:
        """Its name chooses the form of the table, and the name of what no table of cases is gets none."""
        run(*tables, "--merged", name, code=2)
        said = "that format is not written here. Give a name that ends in one of .csv, .tsv, .txt, .xlsx, .sav."
        assert run.err == f"--merged {name}: {said}\n"
        assert sorted(each.name for each in Path().iterdir()) == ["one.csv", "two.csv"]

    def test_merged_view(self, run: Runner, tables: tuple[str, str]) -> None:
        """The view lists what was left empty; as CSV it is counted on standard error."""
        assert "violence" in run(*tables, "--merged", "merged.csv").split("Left empty in merged.csv")[1]
        assert Path("merged.csv").read_text("utf-8") == "case_id,relation,violence\nA,affective,\nB,,no\n"
        run(*tables, "--merged", "merged.csv", "--force", "--format", "csv")
        assert "cells left empty because coders differ: 2" in run.err
        run(*tables, "--merged", "x.csv", "-o", "x.csv", code=2)

    def test_nothing_left_empty(self, run: Runner, tables: tuple[str, str]) -> None:
        """Where all agree nothing is listed and nothing is to talk about."""
        shown = run(tables[0], tables[0], "--merged", "merged.csv", "--disagreements")
        assert "Answers to discuss: 0" in shown
        assert "cells left empty because coders differ: 0" in " ".join(shown.split())

    @pytest.mark.usefixtures("tables")
    def test_one_case(self, run: Runner) -> None:
        """What is to be heeded of the same figures is said of them once."""
        Path("more.csv").write_text("case_id,violence\nA,yes\n", "utf-8")
        shown = " ".join(run("more.csv", "more.csv").split())
        assert shown.count("as coded (violence), as stated (violence)") == 1
        assert "kappa and alpha are undefined (0/0); only one unit: AC1 has no interval." in shown

    def test_three_coders(self, run: Runner, tables: tuple[str, str]) -> None:
        """Three coders get Fleiss' kappa; the interval of a proportion is not theirs."""
        Path("three.csv").write_text("case_id,violence\nA,yes\nB,no\nD,yes\n", "utf-8")
        found = run.json(*tables, "three.csv")
        assert found["cases"] == {"common": 3, "only": {"one.csv": ["C"], "two.csv": [], "three.csv": []}}
        shown = run(*tables, "three.csv")
        assert "Fleiss" in shown
        assert ("Wilson" in run(*tables), "Wilson" in shown) == (True, False)
        assert "Wilson and" not in shown
        Path("three.csv").write_text("case_id,violence\nA,yes\nD,no\n", "utf-8")
        rows = list(csv.reader(io.StringIO(run(*tables, "three.csv", "--disagreements", "--format", "csv"))))
        assert [row[:6] for row in rows if row[0] == "D"] == [["D", "violence", "yes", "", "yes", "no"]]
        assert "D     violence" in run(*tables, "three.csv", "--disagreements")

    def test_nothing_coded(self, run: Runner, tables: tuple[str, str]) -> None:
        """A case of which nothing is coded has no figures, and every variable is named as coded by nobody."""
        for name in tables:
            Path(name).write_text(f"case_id,source\nA,{name}\n", "utf-8")
        shown = run(*tables)
        assert shown.count("Answered by nobody") == 1
        assert run.json(*tables)["possible"]["agreement"] == 1.0

    @pytest.mark.parametrize(
        ("lang", "said"), [("en", 'answers are "not stated (silent)"'), ("nl", 'antwoorden is "niet vermeld"')]
    )
    def test_misleading_kappa(self, run: Runner, lang: str, said: str) -> None:
        """Where kappa is misleadingly low, the answer that is so common has its label."""
        assert said in " ".join(run(*CODERS, "--lang", lang).split())

    def test_itself(self, run: Runner, tables: tuple[str, str]) -> None:
        """A table against itself is allowed, and said; the two are told apart."""
        found = run.json(tables[0], tables[0])
        assert found["coders"] == ["one.csv", "one.csv#2"]
        assert "Identical tables: one.csv, one.csv#2." in run.err
        assert "Identical tables" in run(tables[0], tables[0])

    def test_many_cases_of_one(self, run: Runner, tables: tuple[str, str]) -> None:
        """A view lists a hundred ids and counts the rest."""
        more = "".join(f"X{place},,,\n" for place in range(150))
        Path("one.csv").write_text(ONE + more, "utf-8")
        assert "and 51 more" in " ".join(run(*tables).split())

    def test_empty(self, run: Runner, tables: tuple[str, str]) -> None:
        """Empty cells can count as silence, and the view says so."""
        assert "--empty not_stated" in " ".join(
            run(*tables, "--empty", "not_stated", "--period", "recruitment").split()
        )

    def test_confidence(self, run: Runner, tables: tuple[str, str]) -> None:
        """Another confidence is taken, and named."""
        assert "AC1, 80%" in run(*tables, "--confidence", "0.8")
        assert "AC1, 99,9%" in run(*tables, "--confidence", "0.999", "--lang", "nl")


class TestBadInput:
    """A clear result or a clear error, never a traceback."""

    def test_one_table(self, run: Runner, tables: tuple[str, str]) -> None:
        """One table is wrong usage."""
        assert run(tables[0], code=2) == ""
        assert "two coders" in run.err

    @pytest.mark.parametrize("number", ["0", "1", "95", "x", "nan", "0.9999999999999999"])
    def test_confidence(self, run: Runner, tables: tuple[str, str], number: str) -> None:
        """A confidence that is none is wrong usage."""
        run(*tables, "--confidence", number, code=2)
        assert "0.95" in run.err

    def test_no_common_case(self, run: Runner, tables: tuple[str, str]) -> None:
        """Tables without a common case, and tables without a case, give an error."""
        Path("two.csv").write_text("case_id,violence\nX,yes\n", "utf-8")
        assert run(*tables, code=1) == ""
        assert "one.csv, two.csv" in run.err
        Path("one.csv").write_text("case_id,violence\n", "utf-8")
        run(*tables, code=1)
        assert "Traceback" not in run.err

    def test_errors_of_all(self, run: Runner, tables: tuple[str, str]) -> None:
        """The errors of all tables are shown together; an id may stand once in each."""
        Path("one.csv").write_text("case_id,violence\nA,maybe\n", "utf-8")
        Path("two.csv").write_text("case_id,violence\nA,yes\nA,yes\n", "utf-8")
        run(*tables, "missing.csv", code=1)
        assert [line.split(",")[0].split(":")[0] for line in run.err.splitlines()] == [
            "missing.csv",
            "one.csv",
            "two.csv",
        ]

    def test_one_case(self, run: Runner, tables: tuple[str, str]) -> None:
        """One common case has agreement, and no interval."""
        Path("two.csv").write_text("case_id,violence\nA,yes\n", "utf-8")
        of = {each["key"]: each["coded"] for each in run.json(*tables)["variables"]}
        assert (of["violence"]["agreement"], of["violence"]["ac1_low"]) == (1.0, None)
        assert "no answer in these cases by two.csv" in of["relation"]["note"]
        assert "no answer in these cases by two.csv" in " ".join(run(*tables).split())

    def test_without_scipy(self, run: Runner, tables: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
        """Without SciPy it works, without what needs it; asked for it, it says what to install."""
        monkeypatch.setitem(sys.modules, "scipy", None)
        of = {each["key"]: each["coded"] for each in run.json(*tables)["variables"]}
        assert of["violence"]["ac1"] is not None
        assert "needs SciPy" in of["violence"]["note"]
        shown = run(*tables)
        assert "Wilson" in shown
        assert "the interval of AC1 needs SciPy" in " ".join(shown.split())
        assert ",,," in run(*tables, "--format", "csv")
        run(*tables, "--confidence", "0.9", code=1)
        assert '-m pip install "ckm-mo[stats]"' in run.err

    def test_help(self, run: Runner) -> None:
        """The help names the options, and has no `--where`."""
        shown = run("--help")
        assert "--disagreements" in shown
        assert "--where" not in shown
