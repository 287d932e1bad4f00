"""The command line on workbooks, SPSS files, Parquet and packed text: read, and written as .xlsx."""

import csv
import gzip
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyreadstat
import pytest
from pyarrow import parquet

from ckm_mo.codebook import VARIABLES, takes, word
from ckm_mo.tables.reading import read_table
from commands import CODER1, CODER2, FILES, run

CASES = str(FILES / "cases.csv")
ALL = ("csv.gz", "xlsx", "ods", "sav", "parquet")


def cells_of(path: Path | str, sheet: str | None = None) -> list[list[object]]:
    """Read a sheet with python-calamine alone."""
    import python_calamine  # noqa: PLC0415 - an extra

    book = python_calamine.load_workbook(str(path))
    return [[*row] for row in book.get_sheet_by_name(sheet or book.sheet_names[0]).to_python()]


def rows_of(text: str) -> Iterator[list[str]]:
    """Read CSV."""
    return iter(csv.reader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give the same cases as a file of each format."""
    folder = tmp_path_factory.mktemp("tables")
    frame = pd.read_csv(CASES, dtype=str, keep_default_na=False)
    (folder / "cases.csv.gz").write_bytes(gzip.compress(Path(CASES).read_bytes()))
    pyreadstat.write_sav(frame, folder / "cases.sav")
    parquet.write_table(pa.table({str(name): list(frame[name]) for name in frame}), folder / "cases.parquet")
    found = {form: str(folder / f"cases.{form}") for form in ("csv.gz", "sav", "parquet")}
    return found | {form: str(FILES / f"cases.{form}") for form in ("xlsx", "ods")}


@pytest.mark.parametrize("form", ALL)
class TestReading:
    """Whatever the file, the same cases give the same output."""

    def test_classify(self, tables: dict[str, str], form: str) -> None:
        """The verdicts are the same, and so is what is kept of the table."""
        for options in (("--format", "json"), ("--format", "csv", "--keep"), ("--period", "recruitment")):
            assert run("classify", tables[form], *options) == run("classify", CASES, *options)

    def test_tally(self, tables: dict[str, str], form: str) -> None:
        """The tally is the same but for the name of the file and its hash."""
        found, plain = (
            run("tally", name, "--by", "sectors", "--format", "json").json for name in (tables[form], CASES)
        )
        (file,), _ = found["provenance"].pop("files"), plain["provenance"].pop("files")
        assert found == plain
        assert file["name"] == tables[form]

    def test_where(self, tables: dict[str, str], form: str) -> None:
        """Conditions hold, of ids too."""
        options = ("--where", "case_id=007", "--where", "relation=affective", "--format", "csv")
        assert run("classify", tables[form], *options) == run("classify", CASES, *options)

    def test_explain(self, tables: dict[str, str], form: str) -> None:
        """A case is explained, with its other columns."""
        done = run("explain", tables[form], "A-5", "--format", "json")
        assert done.json == run("explain", CASES, "A-5", "--format", "json").json
        assert done.json["other"]["note"] == "=1+1"

    def test_agree(self, tables: dict[str, str], form: str) -> None:
        """Coders are compared across formats."""
        done = run("agree", tables[form], CASES, "--disagreements", "--format", "csv")
        assert (done.code, len(done.rows), "5" in done.err) == (0, 1, True)

    def test_compare(self, tables: dict[str, str], form: str) -> None:
        """They are put beside the study."""
        found, plain = (run("study", "--compare", name, "--cases", "--format", "csv") for name in (tables[form], CASES))
        assert (found.code, found.out) == (0, plain.out)


class TestMixed:
    """Tables of several formats are read as one."""

    def test_together(self, tables: dict[str, str]) -> None:
        """Their ids must differ, whatever the format."""
        done = run("tally", tables["ods"], tables["sav"])
        assert (done.code, done.err.count('the id "')) == (1, 5)
        assert "cases.sav, row 1, column case_id" in done.err

    def test_sum(self, tables: dict[str, str]) -> None:
        """They are counted together."""
        names = (CODER1, tables["xlsx"])
        assert run("tally", *names, "--format", "json").json["n"] == 63 + 5

    def test_ignore(self) -> None:
        """A column that looks misspelt may be meant."""
        done = run("tally", str(FILES / "slips.ods"), "--ignore", "voilence")
        assert (done.code, "voilence" in done.err, done.out) == (1, False, "")

    def test_language(self) -> None:
        """In Dutch a cell is a cel."""
        done = run("tally", str(FILES / "slips.ods"), "--lang", "nl")
        assert "slips.ods, cel C2, kolom relation:" in done.err


class TestSheet:
    """`--sheet` names a sheet of workbooks."""

    def test_named(self) -> None:
        """It is read, also where it is hidden."""
        assert run("classify", str(FILES / "several.ods"), "--sheet", "old", "--format", "csv").rows[1][0] == "H-1"

    def test_not_named(self) -> None:
        """Without it several sheets are listed."""
        done = run("classify", str(FILES / "several.xlsx"))
        assert (done.code, done.out) == (1, "")
        assert done.err.endswith("it has several sheets. Choose one with --sheet: cases, slips.\n")

    def test_no_workbook(self) -> None:
        """Where no table is a workbook, it is wrong usage."""
        assert run("classify", CASES, "--sheet", "x").code == 2

    def test_without_table(self) -> None:
        """So it is where no table is read."""
        assert run("study", "--sheet", "x").code == 2


class TestWriting:
    """Results are written as a workbook where the output's name ends in .xlsx."""

    @pytest.mark.parametrize(
        "command",
        [
            ("classify", CASES),
            ("classify", CASES, "--keep"),
            ("explain", CASES, "007"),
            ("case", "violence=yes"),
            ("agree", CODER1, CODER2, "--disagreements"),
            ("rules",),
        ],
        ids=" ".join,
    )
    def test_same_as_csv(self, tmp_path: Path, command: tuple[str, ...]) -> None:
        """Its cells are those of the CSV, and so is what goes to standard error."""
        out = tmp_path / "x.xlsx"
        done = run(*command, "-o", str(out))
        plain = run(*command, "--format", "csv")
        assert (done.code, done.out, done.err) == (0, "", plain.err)
        width = len(plain.rows[0])
        found = [row[:width] for row in cells_of(out)]
        assert len(found) == len(plain.rows)
        for row, expected in zip(found, plain.rows, strict=True):
            for cell, said in zip(row, expected, strict=True):
                text = said.removeprefix("'")
                assert cell == (pytest.approx(float(text)) if isinstance(cell, float) else text)
        assert out.stat().st_mode & 0o777 == 0o600

    def test_named(self, tmp_path: Path) -> None:
        """The format may be named too, and the name's suffix be in capitals."""
        for name, options in (("x.xlsx", ()), ("y.XLSX", ("--format", "xlsx"))):
            assert run("tally", CASES, "-o", str(tmp_path / name), *options).code == 0
        assert (tmp_path / "x.xlsx").read_bytes() == (tmp_path / "y.XLSX").read_bytes()

    def test_numbers(self, tmp_path: Path) -> None:
        """What a table held is text."""
        assert run("classify", CASES, "--keep", "-o", str(tmp_path / "y.xlsx")).code == 0
        assert {type(cell) for row in cells_of(tmp_path / "y.xlsx") for cell in row} == {str}

    def test_keep_reads_back(self, tmp_path: Path) -> None:
        """What was kept reads back, and reads as itself."""
        assert run("classify", CASES, "--keep", "-o", str(tmp_path / "x.xlsx")).code == 0
        options = ("--format", "json")
        assert run("classify", str(tmp_path / "x.xlsx"), *options).out == run("classify", CASES, *options).out

    def test_merged(self, tmp_path: Path) -> None:
        """What all coders agree on is written as one too."""
        for name in ("x.xlsx", "x.csv"):
            assert run("agree", CODER1, CODER2, "--merged", str(tmp_path / name)).code == 0
        assert read_table(tmp_path / "x.xlsx").cases == read_table(tmp_path / "x.csv").cases

    def test_force(self, tmp_path: Path) -> None:
        """It is not written over another file, unless so told."""
        (tmp_path / "x.xlsx").write_text("mine")
        done = run("tally", CASES, "-o", str(tmp_path / "x.xlsx"))
        assert (done.code, (tmp_path / "x.xlsx").read_text()) == (1, "mine")
        assert run("tally", CASES, "-o", str(tmp_path / "x.xlsx"), "--force").code == 0

    @pytest.mark.parametrize(
        "given",
        [
            ("--format", "xlsx"),
            ("--format", "xlsx", "-o", "x.csv"),
            ("--format", "csv", "-o", "x.xlsx"),
            ("--format", "json", "-o", "x.xlsx"),
            ("-o", "x.ods"),
            ("--format", "csv", "-o", "x.csv.gz"),
        ],
    )
    def test_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...]) -> None:
        """Its format and its name must agree, and nothing is written that could not be read back."""
        monkeypatch.chdir(tmp_path)
        done = run("tally", CASES, *given)
        assert (done.code, done.out, list(tmp_path.iterdir())) == (2, "", [])
        assert ".xlsx" in done.err

    def test_rejected(self, tmp_path: Path) -> None:
        """Of a table with errors nothing is written."""
        done = run("classify", str(FILES / "traps.ods"), "-o", str(tmp_path / "x.xlsx"))
        assert (done.code, list(tmp_path.iterdir())) == (1, [])

    def test_missing_extra(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without XlsxWriter it says what to install, and no traceback."""
        monkeypatch.setitem(sys.modules, "xlsxwriter", None)
        done = run("tally", CASES, "-o", str(tmp_path / "x.xlsx"))
        assert (done.code, list(tmp_path.iterdir())) == (1, [])
        needed = f'{sys.executable} -m pip install "ckm-mo[excel]"'
        assert done.err == f"a workbook needs XlsxWriter, which is not installed: {needed}\n"


class TestTemplate:
    """A workbook to be filled in."""

    @pytest.fixture(params=["en", "nl"])
    def lang(self, request: pytest.FixtureRequest) -> str:
        """Choose a language."""
        return str(request.param)

    @pytest.fixture
    def path(self, tmp_path: Path, lang: str) -> str:
        """Write one."""
        name = str(tmp_path / "template.xlsx")
        done = run("template", "--format", "xlsx", "-o", name, "--lang", lang)
        assert (done.code, done.out, done.err) == (0, "", "")
        return name

    def test_sheets(self, path: str, lang: str) -> None:
        """It has a sheet with a header for every variable, and the codebook, and reads back empty without --sheet."""
        names = {"en": ("cases", "codebook"), "nl": ("casussen", "codeboek")}[lang]
        assert cells_of(path, names[0]) == [[word(each, lang) for each in VARIABLES]]
        heads, *rows = cells_of(path, names[1])
        assert len(heads) == 7
        told = {(row[0], row[1]): row[2:] for row in rows}
        for each in VARIABLES:
            label, definition, *_, allowed = told[word(each, lang), ""]
            assert (bool(label), bool(definition)) == (True, True)
            assert all(word(value, lang) in str(allowed) for value in takes(each) if value.key != "not_coded")
        assert len(read_table(path)) == 0

    def test_lists(self, path: str, lang: str) -> None:
        """Every column with values has them as its list, text that is free has none, and several are only offered."""
        with zipfile.ZipFile(path) as package:
            sheet = package.read("xl/worksheets/sheet1.xml").decode()
        found = re.findall(r'<dataValidation ([^>]*)>.*?<formula1>"(.*?)"</formula1>', sheet)
        lists = [words for _, words in found]
        assert lists == [",".join(word(value, lang) for value in takes(each)) for each in VARIABLES if takes(each)]
        assert max(map(len, lists)) <= 255
        several = ['showErrorMessage="1"' not in attributes for attributes, _ in found]
        assert several == [each.several for each in VARIABLES if takes(each)]
        assert '<pane xSplit="1" ySplit="1"' in sheet

    def test_filled_in(self, path: str, lang: str, tmp_path: Path) -> None:
        """A row that is filled in is classified."""
        words = {"en": ("007", "yes", "hotel;car"), "nl": ("007", "ja", "hotel;auto")}[lang]
        places = [
            next(n for n, each in enumerate(VARIABLES) if each.key == key) for key in ("case_id", "violence", "sectors")
        ]
        cells = "".join(
            f'<c r="{_letters(place)}2" t="inlineStr"><is><t>{said}</t></is></c>'
            for place, said in sorted(zip(places, words, strict=True))
        )
        filled = tmp_path / "filled.xlsx"
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(filled, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                if name == "xl/worksheets/sheet1.xml":
                    content = content.replace(b"</sheetData>", f'<row r="2">{cells}</row></sheetData>'.encode())
                new.writestr(name, content)
        (case,) = read_table(filled)
        assert (case.case_id, str(case["violence"]), case["sectors"]) == ("007", "yes", "hotel;car")

    def test_same_bytes(self, path: str, lang: str, tmp_path: Path) -> None:
        """It is the same each time, and a name that ends in .xlsx is enough."""
        again = tmp_path / "again.xlsx"
        assert run("template", "-o", str(again), "--lang", lang).code == 0
        assert again.read_bytes() == Path(path).read_bytes()


def _letters(place: int) -> str:
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)
