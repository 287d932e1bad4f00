"""Results as workbooks for people: in words, with percentages as such, and a sheet that says what they rest on."""

import os
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ckm_mo.tables.reading import read_table
from commands import CODER1, CODER2, FILES, run

CASES = str(FILES / "cases.csv")

RESULTS = {
    "tally": ("tally", CODER1),
    "groups": ("tally", CODER1, "--by", "victim_age_group"),
    "several": ("tally", CODER1, "--at-most-yes", "3,5"),
    "agree": ("agree", CODER1, CODER2),
    "study": ("study",),
    "bounds": ("study", "--bounds"),
    "compare": ("study", "--compare", CODER1),
    "claim": ("claim", CODER1, "NOH >= each", "soft <= 20%"),
    "plan": ("plan", CODER1, "--answers", "5"),
    "check": ("check", CODER1),
    "codebook": ("codebook",),
}
"""What is written as figures and what they rest on."""


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Name a workbook that is not there yet."""
    return str(tmp_path / "x.xlsx")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """Give the workbook of each result, and what was said on standard error."""
    folder = tmp_path_factory.mktemp("results")
    return {
        name: (str(folder / f"{name}.xlsx"), run(*command, "-o", str(folder / f"{name}.xlsx")).err)
        for name, command in RESULTS.items()
    }


def sheets(path: str) -> list[Worksheet]:
    """Open the sheets of a workbook."""
    return [*openpyxl.load_workbook(path).worksheets]


def book(path: str, *arguments: str) -> list[Worksheet]:
    """Have a command write a workbook, and open its sheets."""
    assert run(*arguments, "-o", path).code == 0
    return sheets(path)


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """Read the rows of a sheet by its heads."""
    heads, *found = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), each, strict=True)) for each in found]


def said(sheet: Worksheet) -> str:
    """Give all that a sheet says."""
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


class TestFigures:
    """The first sheet has all figures, in words."""

    def test_as_json(self, path: str) -> None:
        """They are those of the JSON: profiles, dimensions, means and the shift."""
        found = {(each["Part"], each["Item"], each["Outcome"]): each for each in rows(book(path, "tally", CODER1)[0])}
        told = run("tally", CODER1, "--format", "json").json
        ends = ("Share, least", "Share, greatest"), ("Interval, from", "Interval, to")
        for each in told["profiles"]:
            (row,) = (row for (part, item, _), row in found.items() if (part, item) == ("profiles", each["profile"]))
            assert (row["At least"], row["At most"]) == (each["count"], each["at_most"])
            for (low, high), key in zip(ends, ("share", "interval"), strict=True):
                assert (row[low], row[high]) == pytest.approx((each[key]["low"], each[key]["high"]), rel=1e-14)
        hard = found["lines of the format", "means of coercion", "hard means, with or without soft"]
        assert (hard["At least"], hard["At most"]) == (39, 63)
        violence = [
            found["means of coercion", "use of violence", answer]["At least"] for answer in ("yes", "no", "open")
        ]
        assert violence == [28, 1, 34]
        assert found["from recruitment to exploitation", "recruitment: open", "exploitation: hard"]["At least"] == 30
        assert found["cases", "decided", None]["At least"] == told["decided"]
        assert len(found) == len(run("tally", CODER1, "--format", "csv").rows) - 1

    @pytest.mark.parametrize("result", RESULTS)
    def test_as_csv(self, results: dict[str, tuple[str, str]], result: str) -> None:
        """There is a row for each of the CSV, its numbers are among those of it, and the notes are the same."""
        path, noted = results[result]
        plain = run(*RESULTS[result], "--format", "csv")
        figures = [*sheets(path)[0].iter_rows(2, values_only=True)]
        assert (noted, len(figures)) == (plain.err, len(plain.rows) - 1)
        for row, cells in zip(figures, plain.rows[1:], strict=True):
            numbers = [float(cell) for cell in cells if re.fullmatch(r"-?[0-9.]+(e-?[0-9]+)?", cell)]
            for cell in row:
                assert not isinstance(cell, int | float) or any(
                    cell == pytest.approx(each, rel=1e-14) for each in numbers
                )

    def test_units(self, path: str) -> None:
        """What is counted, what is printed, and what a difference is in are words of the language."""
        claims = rows(book(path, "claim", CODER1, "NOH >= each", "soft <= 20%", "--lang", "nl", "--force")[0])
        assert {row["Eenheid"] for row in claims} == {"casussen", "aandeel"}
        figures = rows(book(path, "study", "--block", "all", "--lang", "nl", "--force")[0])
        assert {row["Eenheid"] for row in figures} == {"slachtoffer", "dader", "opsporingsonderzoek"}
        assert {row["Maat"] for row in figures} == {"percentage", "aantal", "gemiddelde", "rest"}

    def test_readings(self, path: str) -> None:
        """A reading of the layout of the study's figures is not called one of silence."""
        for command in (("--bounds",), ("--block", "method")):
            found = rows(book(path, "study", *command, "--force")[0])
            assert {row["Readings of the study"] for row in found} >= {"row A", "row B", "column"}
            assert "Reading of silence" not in found[0]
        assert "Reading of silence" in rows(book(path, "study", "--compare", CODER1, "--force")[0])[0]

    def test_to_decide(self, path: str) -> None:
        """The sheet beside the figures of agreement says on how many answers coders differ, as the view does."""
        _, about = book(path, "agree", CODER1, CODER2)
        assert "Answers on which coders differ: 67 (cases: 36); of these change a verdict: 8." in said(about)

    def test_numbers(self, path: str) -> None:
        """A percentage is a number with a format of its own, a whole number is one, and neither is text."""
        sheet = book(path, "tally", CODER1)[0]
        formats = {
            str(head.value): {
                (type(cell.value), cell.number_format)
                for (cell,) in sheet.iter_rows(2, None, place, place)
                if cell.value
            }
            for place, head in enumerate(sheet[1], 1)
        }
        for head in ("Share, least", "Share, greatest", "Interval, from", "Interval, to"):
            assert {form for _, form in formats[head]} == {"0.0%"}
            assert {kind for kind, _ in formats[head]} <= {float, int}
        assert formats["At least"] == formats["of n"] == {(int, "General")}

    def test_groups(self, path: str) -> None:
        """Groups stand below the whole, each by the label of its value, in the language."""
        found = rows(book(path, "tally", CODER1, "--by", "victim_age_group", "--lang", "nl")[0])
        assert [*dict.fromkeys(each["Groep"] for each in found)] == ["alle casussen", "minderjarig", "meerderjarig"]
        profile = next(each for each in found if each["Onderwerp"] == "NOH" and each["Groep"] == "meerderjarig")
        group = run("tally", CODER1, "--by", "victim_age_group", "--format", "json").json["by"]["groups"][1]
        (told,) = (each for each in group["profiles"] if each["profile"] == "NOH")
        assert (profile["Ten minste"], profile["Ten hoogste"]) == (told["count"], told["at_most"]) == (9, 33)
        assert (profile["van n"], profile["van n, ten hoogste"]) == (group["n"], group["n_at_most"])
        assert profile["Uitkomst"].startswith("niet-affectieve relatie, initiatief bij de dader")

    def test_own_groups(self, tmp_path: Path, path: str) -> None:
        """A column of one's own is called by its name, and its values stay as they are."""
        (tmp_path / "a.csv").write_text("case_id,year,violence\na,2019,yes\nb,2020,no\n", "utf-8")
        figures, about = book(path, "tally", str(tmp_path / "a.csv"), "--by", "year", "--least", "1")
        assert {each["Group"] for each in rows(figures)} == {"all cases", "2019", "2020"}
        assert "By\nyear" in said(about)

    def test_by_profile(self, path: str) -> None:
        """A group by profile is called by its code and in words."""
        found = rows(book(path, "tally", CODER1, "--by", "profile")[0])
        labels = [*dict.fromkeys(each["Group"] for each in found)]
        assert labels[1] == "AOS: affective relation, initiative with the offender, soft means only"

    def test_by_coercion(self, path: str) -> None:
        """So is one by an outcome."""
        found = rows(book(path, "tally", CODER1, "--by", "coercion")[0])
        assert "soft means only" in {each["Group"] for each in found}

    def test_several(self, path: str) -> None:
        """An assumption that differs between figures has a column, the others stand with what they rest on."""
        figures, about = book(path, *RESULTS["several"])
        assert {each["Assumed: open answers that are yes, at most"] for each in rows(figures)} == {3, 5}
        assert "Open answers on means\n194" in said(about)

    def test_claims(self, path: str) -> None:
        """What a claim compares is a number of cases, or a percentage."""
        found = rows(book(path, *RESULTS["claim"])[0])
        first, last = found[0], found[-1]
        assert (first["Status"], first["Left minus right, least"], last["Unit"]) == ("holds", 15, "share")
        sheet = openpyxl.load_workbook(path).worksheets[0]
        assert [sheet.cell(row, 4).number_format for row in (2, len(found) + 1)] == ["General", "0.0%"]

    def test_agreement(self, path: str) -> None:
        """Agreement is a percentage, kappa a number of two decimals."""
        sheet = book(path, *RESULTS["agree"])[0]
        heads = [cell.value for cell in sheet[1]]
        formats = [sheet.cell(3, heads.index(head) + 1).number_format for head in ("Agree", "Kappa", "n")]
        assert (formats, sheet.cell(3, 1).value, sheet.cell(3, 2).value) == (
            ["0.0%", "0.00", "General"],
            "as coded",
            "relation",
        )

    def test_nothing(self, tmp_path: Path, path: str) -> None:
        """Where nothing was found there are heads."""
        (tmp_path / "a.csv").write_text("case_id,violence\na,yes\n", "utf-8")
        figures, _ = book(path, "check", str(tmp_path / "a.csv"))
        assert [[cell.value for cell in row] for row in figures.iter_rows()] == [
            ["Finding", "File", "Row", "Case", "Answers", "Where it stands", "What to check"]
        ]


class TestLook:
    """A workbook is looked at, sorted and printed."""

    @pytest.mark.parametrize("result", RESULTS)
    def test_laid_out(self, results: dict[str, tuple[str, str]], result: str) -> None:
        """Its head stays in sight and has a filter, columns are as wide as their texts, and long ones are wrapped."""
        figures, about = sheets(results[result][0])
        assert (figures.title, about.title, about.auto_filter.ref) == ("results", "about", None)
        assert (figures.freeze_panes, figures.auto_filter.ref) == ("B2", figures.dimensions)
        wide = [*figures.column_dimensions.values()]  # of columns that stand together and are as wide
        for place, column in enumerate(figures.iter_cols(values_only=True), 1):
            width = next(each.width for each in wide if each.min <= place <= each.max)
            texts = [cell for cell in column[1:] if isinstance(cell, str)]
            assert width >= min(60, max(map(len, texts), default=0))
            assert width <= 64
        long = [
            cell for row in figures.iter_rows(2) for cell in row if isinstance(cell.value, str) and len(cell.value) > 60
        ]
        assert all(cell.alignment.wrap_text for cell in long)

    @pytest.mark.parametrize("result", ["groups", "claim", "codebook"])
    def test_same_bytes(self, results: dict[str, tuple[str, str]], path: str, result: str) -> None:
        """Two runs are the same bytes, and no part of them says when it was made."""
        run(*RESULTS[result], "-o", path)
        assert Path(path).read_bytes() == Path(results[result][0]).read_bytes()
        with zipfile.ZipFile(path) as package:
            assert {each.date_time[0] for each in package.infolist()} == {1980}
            assert b"2000-01-01T00:00:00Z" in package.read("docProps/core.xml")

    def test_no_formula(self, tmp_path: Path, path: str) -> None:
        """What looks like a formula in a table is text."""
        (tmp_path / "a.csv").write_text("case_id,when,violence\na,'=1+1,yes\nb,'@x,no\n", "utf-8")
        for arguments in (("tally", "--by", "when", "--least", "1"), ("classify", "--keep")):
            command, *options = arguments
            figures = book(path, command, str(tmp_path / "a.csv"), *options, "--force")[0]
            cells = [cell for row in figures.iter_rows() for cell in row if cell.value in {"=1+1", "@x"}]
            assert {cell.data_type for cell in cells} == {"s"}
            assert len(cells) > 1


class TestAbout:
    """The second sheet says what the figures rest on, and what they do not say."""

    def test_tally(self, path: str) -> None:
        """Reading, n, assumptions, version, codebook, hashes, and the fixed sentences."""
        options = ("--where", "violence=yes", "--confidence", "0.9", "--population", "500", "--at-most-yes", "7")
        text = said(book(path, "tally", CODER1, *options)[1])
        told = run("tally", CODER1, *options, "--format", "json").json["provenance"]
        for sentence in (
            "Tally of 28–35 cases",
            "Reading: open",
            "Group: use of violence: yes.",
            "Coercion in any period.",
            "Assumed: open answers that are yes, at most\n7",
            "Confidence\n90.0%",
            "Size of the population\n500",
            "Empty cells are read as\nnot coded",
            f"Made with\nckm-mo {told['version']}",
            f"Codebook\nversion {told['codebook']}",
            f"SHA-256: {told['files'][0]['sha256']}",
            "This says nothing about consent; a minor cannot give it.",
            "It describes a method. It is no evidence, no prediction, and says nothing about guilt.",
            "shown with one decimal",
        ):
            assert sentence.lower() in text.lower()

    @pytest.mark.parametrize("result", RESULTS)
    def test_every_result(self, results: dict[str, tuple[str, str]], result: str) -> None:
        """Every result says with what it was made, and speaks of no page."""
        text = said(sheets(results[result][0])[1])
        assert "About this workbook\nMade with\nckm-mo" in text
        assert "this page" not in text

    def test_dutch(self, path: str) -> None:
        """In Dutch all of it is Dutch."""
        figures, about = book(path, "tally", CODER1, "--lang", "nl")
        assert (figures.title, about.title) == ("uitkomsten", "over")
        assert "Waarop deze uitkomsten berusten" in said(about)
        assert "Aandelen zijn exact\nja" in said(about)


class TestVerdicts:
    """A workbook of `classify` is read again, so its columns have their keys; the second sheet says what they are."""

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_read_again(self, path: str, lang: str) -> None:
        """With `--keep` the cases are the same, and the results are none of them."""
        book(path, "classify", CASES, "--keep", "--lang", lang)
        assert read_table(path).cases == read_table(CASES).cases
        assert run("classify", path, "--format", "json").json == run("classify", CASES, "--format", "json").json

    def test_again(self, path: str) -> None:
        """A workbook of results may be kept once more, in its own place."""
        book(path, "classify", CASES, "--keep")
        before = Path(path).read_bytes()
        assert run("classify", path, "--keep", "-o", path, "--force").code == 0
        first, again = (openpyxl.load_workbook(each).worksheets[0] for each in (path, path))
        assert [*first.values] == [*again.values]
        assert len(before) > 0

    def test_named_sheet(self, path: str) -> None:
        """The second sheet is read only where it is named, and is no table of cases."""
        book(path, "classify", CASES, "--keep")
        assert run("tally", path, "--sheet", "about").code == 1
        assert run("tally", path, "--sheet", "results").code == 0

    def test_saved(self, path: str) -> None:
        """A case can be saved in it, and the second sheet stays."""
        book(path, "classify", CODER1, "--keep")
        done = run("case", "case_id=new", "violence=yes", "--save", path)
        assert (done.code, len(read_table(path))) == (0, 64)
        assert openpyxl.load_workbook(path).sheetnames == ["results", "about"]

    @pytest.mark.parametrize("kept", [(), ("--keep",)])
    def test_about(self, path: str, kept: Sequence[str]) -> None:
        """It explains columns and codes, the reading, the group and the empty cells."""
        options = ("--where", "relation=affective", "--empty", "not_stated")
        text = said(book(path, "classify", CODER1, *kept, *options)[1])
        before = "ckm_" if kept else ""
        for sentence in (
            f"{before}rests_on_silence\nthe verdict rests on silence",
            "AOH\naffective relation, initiative with the offender",
            "Group: relation: affective relation. 10 cases; 12 more may belong.",
            "Open reading: silence in the source stays open.",
            "mpty cells",
            "SHA-256: ",
            "no evidence",
        ):
            assert sentence in text

    def test_hidden_names(self, path: str) -> None:
        """An empty text is an empty cell, and the notes go to standard error as with CSV."""
        done = run("classify", CASES, "-o", path)
        assert done.err == run("classify", CASES, "--format", "csv").err
        assert os.path.exists(path)  # noqa: PTH110 - as the command names it
