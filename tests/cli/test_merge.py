"""`ckm-mo agree --decide` and `ckm-mo merge`: from two coders' tables to one, by way of a table that people fill in."""

import csv
import errno
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pandas as pd
import pyarrow as pa
import pyreadstat
import pytest
from pyarrow import parquet

from ckm_mo.messages import LANGUAGES
from ckm_mo.tables.reading import read_rows, read_table
from ckm_mo.tables.writing import row_writer
from commands import CODER1, CODER2, Done, run

ONE = """case_id,violence,violence_at,relation,sectors,note
A,yes,p. 4,affective,car;home,seen
B,no,,,,
C,unknown,,,,
"""
TWO = "casus_id;geweld;geweld_vindplaats;relatie;sectoren;note\nB;nee;;niet affectief;;x\nA;nee;p. 9;affectief;thuis;\n"
HEADS = ["case_id", "variable", "coder_1", "coder_2", "at_1", "at_2", "changes_verdict"]
FILLED = ["final", "method", "rationale", "decided_by", "decided_on"]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write two coders' tables, one in each language, into the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("one.csv").write_text(ONE, "utf-8")
    Path("two.csv").write_text(TWO, "utf-8")


def rows(name: str) -> list[list[str]]:
    """Read CSV without the library."""
    return list(csv.reader(io.StringIO(Path(name).read_text("utf-8"), newline="")))


def decide(name: str, *options: str, tables: tuple[str, ...] = ("one.csv", "two.csv")) -> Done:
    """Write a table of decisions."""
    done = run("agree", *tables, "--decide", name, *options)
    assert done.code == 0, done.err
    return done


def merge(*options: str, tables: tuple[str, ...] = ("one.csv", "two.csv")) -> Done:
    """Merge."""
    return run("merge", *tables, *options)


def fill(name: str, final: Callable[[dict[str, str]], str], **cells: str) -> None:
    """Fill in a table of decisions, as people do in a spreadsheet."""
    heads, found = read_rows(name)
    changed = [
        [*(dict(zip(heads, row, strict=True)) | cells | {"final": final(dict(zip(heads, row, strict=True)))}).values()]
        for _, row in found
    ]
    with row_writer(name, sheet="decisions", force=True) as write:
        for row in (heads, *changed):
            write(row)


def second(row: dict[str, str]) -> str:
    """Side with the second coder."""
    return row["coder_2"]


class TestDecide:
    """A table of what is to be decided, which people fill in."""

    def test_rows(self) -> None:
        """A row for each difference, what changes a verdict first, with where each coder found it; it is said."""
        done = decide("d.csv")
        assert rows("d.csv") == [
            [*HEADS, *FILLED],
            ["A", "violence", "yes", "no", "p. 4", "p. 9", "yes", *[""] * 5],
            ["A", "sectors", "home;car", "home", "", "", "no", *[""] * 5],
        ]
        assert "d.csv: answers to decide: 2; of these change a verdict: 1." in done.err
        assert "Answers on which coders differ: 2 (cases: 1); of these change a verdict: 1." in done.out

    def test_dutch(self) -> None:
        """In Dutch headers and words are Dutch."""
        decide("d.csv", "--lang", "nl")
        assert rows("d.csv")[0][:3] == ["casus_id", "variabele", "codeur_1"]
        assert rows("d.csv")[1][1:7] == ["geweld", "ja", "nee", "p. 4", "p. 9", "ja"]

    def test_with_a_machine_format(self) -> None:
        """It goes beside any output: figures as JSON say what they always do."""
        plain = run("agree", "one.csv", "two.csv", "--format", "json")
        assert decide("d.csv", "--format", "json").json == plain.json

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_workbook(self, lang: str) -> None:
        """A workbook offers the words of each row's variable, of the language, and the methods."""
        decide("d.xlsx", "--lang", lang)
        decide("d.csv", "--lang", lang)
        assert [[*read_rows("d.xlsx")[0]], *(cells for _, cells in read_rows("d.xlsx")[1])] == rows("d.csv")
        sheet = zipfile.ZipFile("d.xlsx").read("xl/worksheets/sheet1.xml").decode()
        found = dict(re.findall(r'<dataValidation [^>]*sqref="([^"]+)"[^>]*><formula1>"([^"]+)"', sheet))
        assert found["H2"].startswith("yes,no,unknown" if lang == "en" else "ja,nee,onbekend")
        assert found["H3"].startswith("window,escort" if lang == "en" else "raam,escort")
        assert found["I2 I3"].startswith("consensus,")

    def test_names_in_a_workbook(self) -> None:
        """A name is typed: there is no list for it."""
        for name in ("one.csv", "two.csv"):
            Path(name).write_text(f"case_id,offender\n1,{name}\n", "utf-8")
        decide("d.xlsx")
        assert zipfile.ZipFile("d.xlsx").read("xl/worksheets/sheet1.xml").count(b"<formula1>") == 1

    def test_nothing(self) -> None:
        """Where nothing is to be decided it has no rows, and agree says so."""
        done = decide("d.csv", tables=("one.csv", "one.csv"))
        decide("d.xlsx", tables=("one.csv", "one.csv"))
        assert rows("d.csv") == [[*HEADS, *FILLED]]
        assert "nothing needs to be decided" in done.out
        assert "Lowest agreement: none below 100%." in done.out

    def test_formula(self) -> None:
        """Nothing in it is run as a formula, and it reads back."""
        for name in ("one.csv", "two.csv"):
            Path(name).write_text(f"case_id,offender,violence\n=1+1,@{name},yes\n", "utf-8")
        decide("d.csv")
        assert rows("d.csv")[1][:4] == ["'=1+1", "offender", "'@one.csv", "'@two.csv"]
        fill("d.csv", second)
        assert merge("--decisions", "d.csv").out == "case_id,offender,violence\n'=1+1,'@two.csv,yes\n"

    def test_there_already(self) -> None:
        """A file that is there stays as it is unless it may be replaced."""
        decide("d.csv")
        before = Path("d.csv").read_bytes()
        done = run("agree", "one.csv", "two.csv", "--decide", "d.csv")
        assert (done.code, done.out, Path("d.csv").read_bytes()) == (1, "", before)
        assert "--force" in done.err

    @pytest.mark.parametrize("suffix", ["csv", "xlsx"])
    def test_replaced(self, suffix: str) -> None:
        """What people filled in is never lost: it is kept beside, and taken over where it still fits."""
        name = f"d.{suffix}"
        decide(name)
        fill(name, second, method="consensus", decided_by="KL")
        before = Path(name).read_bytes()
        Path("one.csv").write_text(ONE.replace("car;home", "car"), "utf-8")
        done = decide(name, "--force")
        assert Path(f"d.1.{suffix}").read_bytes() == before
        assert (
            f"The earlier version of {name} is now in d.1.{suffix}. Decisions that still fit and were taken over: 1."
            in done.err
        )
        found = [cells for _, cells in read_rows(name)[1]]
        assert [cells[7:11] for cells in found] == [["no", "consensus", "", "KL"], ["", "", "", ""]]
        decide(name, "--force")
        assert Path(f"d.2.{suffix}").exists()

    def test_replaced_empty(self) -> None:
        """A table in which nobody filled in anything is replaced as any other file."""
        decide("d.csv")
        decide("d.csv", "--force")
        assert {each.name for each in Path().iterdir()} == {"one.csv", "two.csv", "d.csv"}

    def test_replaced_unknown(self) -> None:
        """A file of which that cannot be told is kept as well."""
        Path("d.csv").write_text("my own list", "utf-8")
        decide("d.csv", "--force")
        assert Path("d.1.csv").read_text("utf-8") == "my own list"

    @pytest.mark.parametrize(
        ("options", "code"),
        [
            (("-o", "d.csv"), 2),
            (("--merged", "d.csv"), 2),
            (("--decide", "one.csv", "--force"), 1),
            (("--decide", "d.txt"), 0),
            (("--decide", "d"), 0),
            (("--decide", "d.json"), 2),
            (("--decide", "missing/d.csv"), 1),
            (("--decide", "d.ods"), 2),
        ],
    )
    def test_where(self, options: tuple[str, ...], code: int) -> None:
        """It is a file of its own, that can be written, and no table that is read."""
        done = run("agree", "one.csv", "two.csv", "--decide", "d.csv", *options)
        assert done.code == code, done.err
        assert Path("one.csv").read_text("utf-8") == ONE

    def test_together(self) -> None:
        """It is there only where the rest is; what was filled in before stays."""
        decide("d.csv")
        fill("d.csv", second)
        before = Path("d.csv").read_bytes()
        full = mock.Mock(write=mock.Mock(side_effect=OSError(errno.ENOSPC, "full")), isatty=lambda: False)
        with mock.patch("sys.stdout", full):
            assert run("agree", "one.csv", "two.csv", "--decide", "d.csv", "--force").code in {0, 1}
        with mock.patch("ckm_mo.cli.agree._write", side_effect=OSError(errno.ENOSPC, "full")):
            assert run("agree", "one.csv", "two.csv", "--decide", "d.csv", "--force").code == 1
        assert Path("d.csv").read_bytes() == before


class TestMerge:
    """One table, of what coders agree on and what they decided."""

    def test_decided(self) -> None:
        """Decided answers with where they were found, agreed ones, and those of one coder; both languages mixed."""
        decide("d.csv")
        fill("d.csv", second)
        before = Path("d.csv").read_bytes()
        done = merge("--decisions", "d.csv", "-o", "merged.csv")
        assert (done.code, done.out) == (0, "")
        assert rows("merged.csv") == [
            ["case_id", "relation", "violence", "violence_at", "sectors", "note#1", "note#2"],
            ["A", "affective", "no", "p. 9", "home", "seen", ""],
            ["B", "non_affective", "no", "", "", "", "x"],
            ["C", "", "unknown", "", "", "", ""],
        ]
        assert done.err == (
            "Cases in the merged table: 3. Answers that were decided: 2. "
            "Answers that were kept though another coder left them empty: 1. "
            "Cases that were kept though only one.csv coded them: C.\n"
        )
        assert Path("d.csv").read_bytes() == before

    def test_dutch(self) -> None:
        """Decisions in Dutch are read in any language, and the table is written in the one that is asked for."""
        decide("d.csv", "--lang", "nl")
        heads, violence, sectors = rows("d.csv")
        violence[7:9], sectors[7] = ["onbekend", "bron herlezen"], "Thuis"
        with Path("d.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows([heads, violence, sectors])
        done = merge("--decisions", "d.csv", "--lang", "nl")
        assert next(csv.reader(io.StringIO(done.out)))[:3] == ["casus_id", "relatie", "geweld"]
        assert "A,affectief,onbekend,thuis" in done.out
        assert "Antwoorden waarover is besloten: 2." in done.err

    def test_published(self) -> None:
        """All decided as the second coder has it, the published cases are that coder's."""
        tables = (CODER1, CODER2)
        decide("d.xlsx", tables=tables)
        fill("d.xlsx", second)
        assert merge("--decisions", "d.xlsx", "-o", "merged.csv", tables=tables).code == 0
        merged, theirs = read_table("merged.csv"), read_table(CODER2)
        differ = [
            (mine.case_id, key)
            for mine, other in zip(merged, theirs, strict=True)
            for key in ("relation", "violence", "recruitment_violence", "sectors", "exploitation_duration")
            if mine[key] != other[key]
        ]
        assert differ == []

    def test_leave_open(self) -> None:
        """What is not decided becomes unknown where that is asked for, and is counted."""
        done = merge("--leave-open")
        assert "A,affective,unknown,unknown,seen" in done.out
        assert "Answers that were not decided, and are unknown now: 2 (cases: 1)." in done.err

    def test_undecided(self) -> None:
        """Else all of it is listed, with what to do, and nothing is written."""
        decide("d.csv")
        for options, rows_ in (((), ("", "")), (("--decisions", "d.csv"), ("d.csv, row 2, ", "d.csv, row 3, "))):
            done = merge(*options, "-o", "merged.csv")
            assert (done.code, Path("merged.csv").exists()) == (1, False)
            assert done.err.splitlines()[:2] == [
                f"{rows_[0]}case A: violence: coders differ, and nothing is decided: yes, no.",
                f"{rows_[1]}case A: sectors: coders differ, and nothing is decided: home;car, home.",
            ]
            assert "--decide FILE" in done.err.splitlines()[2]

    def test_stale(self) -> None:
        """A decision on what is no longer in a table is refused, with its row, what it was and what it is."""
        decide("d.csv")
        fill("d.csv", second)
        Path("one.csv").write_text(ONE.replace("A,yes", "A,unknown"), "utf-8")
        done = merge("--decisions", "d.csv")
        assert (done.code, done.out) == (1, "")
        assert done.err == (
            "d.csv, row 2, case A, column violence: the decision does not fit: "
            "it is about the answers yes, no, but the tables now have unknown, no.\n"
        )

    def test_no_decisions(self) -> None:
        """A table that is none of decisions is refused, and so is one that cannot be read, or that is written to."""
        assert "missing: variable, coder_1, coder_2, final" in merge("--decisions", "two.csv").err
        Path("d.csv").write_text("case_id,variable,coder_1,coder_2,final\nA,violence,yes\n\n,,,,\n", "utf-8")
        assert "row 2" in merge("--decisions", "d.csv").err
        Path("d.csv").write_text("", "utf-8")
        assert merge("--decisions", "d.csv").code == 1
        assert merge("--decisions", "no.csv").code == 1
        decide("e.csv")
        fill("e.csv", second)
        assert merge("--decisions", "e.csv", "-o", "e.csv", "--force").code == 1
        assert rows("e.csv")[0] == [*HEADS, *FILLED]
        assert merge("--decisions", "e.csv", "-o", "one.csv", "--force").code == 1
        assert Path("one.csv").read_text("utf-8") == ONE

    def test_standard_input(self) -> None:
        """The decisions, or a table, may come from standard input, but not both."""
        decide("d.csv")
        fill("d.csv", second)
        given = Path("d.csv").read_text("utf-8")
        assert run("merge", "one.csv", "two.csv", "--decisions", "-", given=given) == merge("--decisions", "d.csv")
        assert run("merge", "one.csv", "-", "--decisions", "-", given=given).code == 2

    def test_one_table(self) -> None:
        """One table is wrong usage; so are tables without a common case an error."""
        done = merge(tables=("one.csv",))
        assert (done.code, done.err.splitlines()[0]) == (2, "merge needs the tables of at least two coders.")
        Path("two.csv").write_text("case_id,violence\nX,yes\n", "utf-8")
        assert merge().code == 1

    def test_three(self) -> None:
        """Three coders work too: answers and places of each, and a case that one has not got."""
        Path("three.csv").write_text("case_id,violence,violence_at\nA,no,p. 9\nD,yes,\n", "utf-8")
        tables = ("one.csv", "two.csv", "three.csv")
        decide("d.csv", tables=tables)
        assert rows("d.csv")[1][1:9] == ["violence", "yes", "no", "no", "p. 4", "p. 9", "p. 9", "yes"]
        assert rows("d.csv")[2][1:5] == ["sectors", "home;car", "home", ""]
        fill("d.csv", lambda row: row["coder_2"])
        done = merge("--decisions", "d.csv", tables=tables[::-1])
        assert (done.code, [row.split(",")[:4] for row in done.out.splitlines()[1:3]]) == (
            0,
            [["A", "affective", "no", "p. 9"], ["D", "", "yes", ""]],
        )

    def test_not_coded(self) -> None:
        """A cell can be decided to be empty."""
        decide("d.csv")
        fill("d.csv", lambda _: "not coded")
        assert "A,affective,p." not in merge("--decisions", "d.csv").out
        assert merge("--decisions", "d.csv", "--format", "json").json["cases"][0]["answers"] == {
            "relation": "affective"
        }


class TestForms:
    """Every kind of file in, every form of output."""

    @pytest.mark.parametrize("form", ["xlsx", "sav", "parquet"])
    def test_tables(self, form: str) -> None:
        """Coders' tables, and the table of decisions, may be any kind of file that is read."""
        frame = pd.read_csv("one.csv", dtype=str, keep_default_na=False)
        if form == "sav":
            pyreadstat.write_sav(frame, "one.sav")
        elif form == "parquet":
            parquet.write_table(pa.table({str(name): list(frame[name]) for name in frame}), "one.parquet")
        else:
            frame.to_excel("one.xlsx", index=False)
        decide("d.csv")
        fill("d.csv", second)
        decisions = pd.read_csv("d.csv", dtype=str, keep_default_na=False)
        if form == "parquet":
            parquet.write_table(pa.table({str(name): list(decisions[name]) for name in decisions}), "d.parquet")
        else:
            decisions.to_excel("d.xlsx", index=False)
        plain = merge("--decisions", "d.csv")
        other = merge("--decisions", "d.parquet" if form == "parquet" else "d.xlsx", tables=(f"one.{form}", "two.csv"))
        assert (other.code, other.out) == (0, plain.out)

    @pytest.mark.parametrize("name", ["m.csv", "m.tsv", "m.xlsx"])
    def test_suffix(self, name: str) -> None:
        """The suffix chooses the form of the table, which reads back."""
        assert merge("--leave-open", "-o", name).code == 0
        assert [case["violence"] for case in read_table(name)] == ["unknown", "no", "unknown"]

    def test_json(self) -> None:
        """As JSON each case says what was decided, left open, or given by one coder only."""
        found = merge("--leave-open", "--format", "json").json
        assert (found["coders"], found["only"]) == (["one.csv", "two.csv"], {"one.csv": ["C"], "two.csv": []})
        assert found["cases"][0]["left_open"] == ["violence", "sectors"]
        assert found["cases"][1]["alone"] == ["relation"]

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("options", [("--format", "table"), ("--format", "md"), ("--plain",)])
    def test_view(self, options: tuple[str, ...], lang: str) -> None:
        """For people there is a view of how the table came about, case by case."""
        shown = merge("--leave-open", *options, "--lang", lang).out
        assert ("violence, sectors" if lang == "en" else "geweld, sectoren") in shown
        assert ("One table of several coders" if lang == "en" else "Eén tabel van meer codeurs") in shown

    def test_view_of_nothing(self) -> None:
        """Where all agree there is nothing to list."""
        shown = merge("--format", "table", tables=("one.csv", "one.csv")).out
        assert shown.endswith("Answers that were decided: 0.\n")


class TestRows:
    """A table that is not of cases is read as its text."""

    def test_quoted(self) -> None:
        """Cells may have line ends and separators in them; blank rows are none, and rows are numbered as they stand."""
        Path("t.csv").write_text('a;b\n\n"x\ny";"1;2"\n;\n=1;\'=2\n', "utf-8")
        assert read_rows("t.csv") == (("a", "b"), [(3, ["x\ny", "1;2"]), (5, ["=1", "=2"])])
