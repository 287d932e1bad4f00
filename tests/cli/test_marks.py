"""CSV for spreadsheets: what stands between cells and before decimals, and who is told that .xlsx is easier."""

import csv
import io
import sys
from pathlib import Path

import pandas as pd
import pytest
from attrs import evolve

from ckm_mo.cases import Case
from ckm_mo.tables.files import AtomicFiles
from ckm_mo.tables.reading import read_table
from ckm_mo.tables.writing import Dialect, write_together
from commands import CODER1, CODER2, COMMANDS, run

MARKS = ("--separator", ";", "--decimal", ",")

ASKED = COMMANDS | {
    "claim": ["claim", CODER1, "soft <= 20%"],
    "plan": ["plan", CODER1],
    "bounds": ["study", "--bounds"],
    "comparison": ["study", "--compare", CODER1],
    "disagreements": ["agree", CODER1, CODER2, "--disagreements"],
    "kept": ["classify", CODER1, "--keep"],
}
"""Every way to write CSV."""

CELLS = ("a;b", "a,b", "=1+1", "0.5", 'say "so"', "two\nlines", "é")
"""Texts that stand in the way of a separator, or that a spreadsheet would take for something else."""


def unmarked(text: str) -> list[list[str]]:
    """Read CSV for spreadsheets without the library, and hold it to what they want."""
    assert text.startswith("\ufeff")
    assert text.count("\n") == text.count("\r\n")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";", strict=True))


class TestMarks:
    """With semicolons and decimal commas a Dutch spreadsheet opens CSV as it is."""

    @pytest.mark.parametrize("name", ASKED)
    def test_same_cells(self, name: str) -> None:
        """Every command writes the same cells so, but for decimals: with a byte-order mark, and CRLF behind lines."""
        plain = run(*ASKED[name], "--format", "csv")
        marked = run(*ASKED[name], "--format", "csv", *MARKS)
        assert (marked.code, marked.err) == (0, plain.err)
        found = unmarked(marked.out)
        numbers = {(text, text.replace(".", ",")) for row in plain.rows for text in row if _is_fraction(text)}
        for row, expected in zip(found, plain.rows, strict=True):
            for cell, text in zip(row, expected, strict=True):
                assert cell == text or (text, cell) in numbers

    def test_numbers(self) -> None:
        """Another library that is told of both marks reads the figures as they are."""
        frame = pd.read_csv(io.StringIO(run("tally", CODER1, "--format", "csv", *MARKS).out[1:]), sep=";", decimal=",")
        shares = [each["share"]["high"] for each in run("tally", CODER1, "--format", "json").json["profiles"]]
        assert [*frame[frame.section == "profiles"].share_high] == pytest.approx(shares)

    def test_no_line_of_its_own(self) -> None:
        """There is no line that tells spreadsheets of the separator: other programs take it for a header."""
        assert unmarked(run("template", *MARKS).out)[0][0] == "case_id"

    @pytest.mark.parametrize(("given", "separator"), [("TAB", "\t"), ("\t", "\t"), (",", ","), (";", ";")])
    def test_separators(self, given: str, separator: str) -> None:
        """Semicolon, comma and tab are what tables are read with; so it is what they are written with."""
        done = run("template", "--separator", given)
        assert done.out.startswith(f"\ufeffcase_id{separator}investigation")

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("decimal", [".", ","])
    def test_read_back(self, tmp_path: Path, separator: str, decimal: str) -> None:
        """A table so written is read back to the same cases, whatever stands in it."""
        cases = [
            evolve(Case.from_answers({"case_id": str(place), "violence": "yes"}), other=(("note", text), ("x;y", "z")))
            for place, text in enumerate(CELLS)
        ]
        path = str(tmp_path / "cases.csv")
        with AtomicFiles() as together:
            dialect = Dialect(separator, decimal, for_spreadsheets=True)
            write_together(cases, path, together, lang="nl", force=False, dialect=dialect)
        assert [*read_table(path)] == cases

    def test_files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Tables that are written beside an output have its marks too, and are read again as they were."""
        monkeypatch.chdir(tmp_path)
        Path("one.csv").write_text("case_id,relation,violence\n1,affective,\n", "utf-8")
        made = ["merged.csv", "decided.csv", "argument_not_finding_1_holds.csv"]
        assert run("agree", CODER1, CODER2, "--merged", made[0], "--decide", made[1], *MARKS).code == 0
        assert run("claim", "one.csv", "hard >= 1", "--witness", ".", *MARKS).code == 0
        for name in made:
            assert unmarked(Path(name).read_bytes().decode())
        assert run("merge", CODER1, CODER2, "--decisions", made[1], "--leave-open", "--format", "csv").code == 0
        assert run("tally", made[0]).code == run("tally", made[2]).code == 0


def _is_fraction(text: str) -> bool:
    """Return whether a cell is a number that has decimals."""
    try:
        return "." in text and isinstance(float(text), float)
    except ValueError:
        return False


class TestMisuse:
    """Marks that do not go together are wrong usage."""

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--format", "csv", "--decimal", ","], "both ,"),
            (["--format", "csv", "--separator", ",", "--decimal", ","], "both ,"),
            (["--format", "csv", "--separator", ";;"], "--separator ;;"),
            (["--format", "csv", "--separator", ""], "the argument after --separator is empty"),
            (["--format", "csv", "--separator", "|"], "is , or ; or tab"),
            (["--format", "csv", "--separator", "."], "is , or ; or tab"),
            (["--format", "csv", "--separator", ";", "--decimal", ";"], "the decimal mark . or ,"),
            (["--format", "csv", "--separator", ";", "--decimal", ".,"], "the decimal mark . or ,"),
            (["--separator", ";"], "go with --format csv"),
            (["--format", "json", "--decimal", "."], "go with --format csv"),
            (["-o", "x.xlsx", "--separator", ";"], "go with --format csv"),
            (["-o", "x.tsv", "--separator", ";"], "x.tsv: the cells of a .tsv are separated by tabs"),
            (
                ["-o", "x.TAB", "--format", "csv", "--separator", ","],
                "x.TAB: the cells of a .tab are separated by tabs",
            ),
        ],
        ids=" ".join,
    )
    def test_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str) -> None:
        """The error says what may be given; nothing is written."""
        monkeypatch.chdir(tmp_path)
        done = run("tally", CODER1, *arguments)
        assert (done.code, done.out, [*tmp_path.iterdir()]) == (2, "", [])
        assert said in done.err

    @pytest.mark.parametrize("name", ["x.tsv", "x.tab", "x.TAB"])
    def test_tabs(self, tmp_path: Path, name: str) -> None:
        """A .tsv or .tab has tabs, also with decimal commas."""
        path = tmp_path / name
        for marks, begins in (([], "section\tkey\t"), (["--decimal", ","], "\ufeffsection\tkey\t")):
            assert run("tally", CODER1, "-o", str(path), "--format", "csv", "--force", *marks).code == 0
            assert path.read_bytes().startswith(begins.encode())


class TestEasier:
    """Who writes CSV to a file in Dutch is told once what opens without questions."""

    def told(self, path: Path, *arguments: str) -> bool:
        """Return whether it says so, on a line of its own."""
        done = run("tally", CODER1, "-o", str(path), *arguments)
        assert done.code == 0
        lines = [line for line in done.err.splitlines() if line.startswith("Een spreadsheet opent .xlsx zonder vragen")]
        assert all(path.with_suffix(".xlsx").name in line for line in lines)
        return len(lines) == 1

    def test_told(self, tmp_path: Path) -> None:
        """In Dutch, of a file, by its whole name."""
        assert self.told(tmp_path / f"{'x' * 100}.csv", "--lang", "nl")
        assert "Een spreadsheet" not in run("tally", CODER1, "--lang", "nl", "--format", "csv").err

    @pytest.mark.parametrize(
        ("name", "arguments"),
        [
            ("x.csv", ["--lang", "en"]),
            ("x.tsv", ["--lang", "nl"]),
            ("x.xlsx", ["--lang", "nl"]),
            ("x.csv", ["--lang", "nl", *MARKS]),
        ],
        ids=["English", "tabs", "workbook", "semicolons"],
    )
    def test_not_told(self, tmp_path: Path, name: str, arguments: list[str]) -> None:
        """Not in English, nor of what opens without questions, or is not meant for a spreadsheet."""
        assert not self.told(tmp_path / name, *arguments)

    def test_without(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nor where no workbook can be written."""
        monkeypatch.setitem(sys.modules, "xlsxwriter", None)
        assert not self.told(tmp_path / "x.csv", "--lang", "nl")
