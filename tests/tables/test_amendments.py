"""A case in a workbook: it is added, or changed, and all else of the workbook stays."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from ckm_mo import Case, read_table
from ckm_mo.cli.interview import with_answers
from ckm_mo.codebook import VARIABLES, variable_of
from ckm_mo.errors import ChangedMeanwhile, InvalidInput, UnwritableOutput
from ckm_mo.tables import amendments
from ckm_mo.tables.additions import Addition, changed
from ckm_mo.tables.amendments import amended
from ckm_mo.tables.sheets import chosen
from commands import FILES, run
from tables.test_additions import FREE, answer_to

SHEET = "xl/worksheets/sheet1.xml"


def case(case_id: str, **answers: str) -> Case:
    """Make a case with an id."""
    return with_answers(Case(names=(case_id, "", "", "")), answers)


def read(path: Path, sheet: str | None = None) -> Addition:
    """Read a workbook that a case is to be added to."""
    return Addition.read(str(path), encoding="utf-8", sheet=sheet, lang="en")


def parts(path: Path) -> dict[str, bytes]:
    """Give the parts of a workbook."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def texts(path: Path, sheet: str | None = None) -> dict[tuple[int, int], object]:
    """Give all that stands in a sheet."""
    with zipfile.ZipFile(path) as package:
        rows = chosen(package, sheet).rows
    return {(row, place): each for row, cells in rows for place, each in enumerate(cells) if each}


def write(path: Path, rows: Iterable[Iterable[object]], more: Callable[..., object] = lambda *_: None) -> Path:
    """Write a workbook; `more` may do more with it and its sheet."""
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for place, each in enumerate(row):
            if each != "":
                sheet.write(number, place, each)
    more(book, sheet)
    book.close()
    return path


def edited(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Change the bytes of a part of a workbook, or add it."""
    found = parts(path)
    with zipfile.ZipFile(path, "w") as package:
        for each, content in (found | {name: change(found.get(name, b""))}).items():
            package.writestr(each, content)
    return path


PLAIN = (("case_id", "note", "violence"), ("F-1", "x", "yes"), ("F-2", 7, ""))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Make a workbook of two cases, with a column of its own."""
    return write(tmp_path / "cases.xlsx", PLAIN)


class TestAdded:
    """A case comes behind the others."""

    def test_row(self, path: Path) -> None:
        """It gets the row below the last, and a column for what the sheet has none for."""
        before = texts(path)
        read(path).save(case("F-3", violence="no", relation="affective", offender="o & <1>"))
        new = {(0, 3): "offender", (0, 4): "relation", (3, 0): "F-3", (3, 2): "no", (3, 3): "o & <1>"}
        assert texts(path) == before | new | {(3, 4): "affective"}

    def test_text_as_it_is(self, path: Path) -> None:
        """A text is not run, nor taken for a character that is written by its number, and blanks stay."""
        assert read(path).takes("\N{SNOWMAN}")
        strange = ("=1+1", "_x0041_", "'x", 'a "b"', "é\N{SNOWMAN}", "@x")
        for each in strange:
            read(path).save(case(each))
        assert [each.case_id for each in read_table(path)][2:] == [*strange]
        assert b"<f>" not in parts(path)[SHEET]

    def test_elsewhere(self, tmp_path: Path) -> None:
        """A table may begin anywhere in a sheet."""
        rows = ((), (), ("", "", "casus_id", "geweld"), (), ("", "", "F-1", "ja"))
        path = write(tmp_path / "cases.xlsx", rows)
        before = texts(path)
        read(path).save(case("F-2", violence="no", relation="affective"))
        new = {(2, 4): "relatie", (5, 2): "F-2", (5, 3): "nee", (5, 4): "affectief"}
        assert texts(path) == before | new

    def test_named_sheet(self, tmp_path: Path) -> None:
        """Of several sheets one is named; the other stays."""

        def more(book: xlsxwriter.Workbook, _: object) -> None:
            book.add_worksheet("other").write(0, 0, "case_id")

        path = write(tmp_path / "cases.xlsx", PLAIN, more)
        with pytest.raises(InvalidInput, match="Choose one with --sheet"):
            read(path)
        before = texts(path, "Sheet1")
        read(path, "other").save(case("F-1", violence="no"))
        assert texts(path, "Sheet1") == before
        assert texts(path, "other") == {(0, 0): "case_id", (0, 1): "violence", (1, 0): "F-1", (1, 1): "no"}

    def test_new(self, tmp_path: Path) -> None:
        """A workbook that is not there is made, with lists to choose from."""
        path = tmp_path / "cases.xlsx"
        read(path).save(case("F-1", violence="no"), [VARIABLES[0], VARIABLES[5]])
        assert texts(path) == {(0, 0): "case_id", (0, 1): "relation", (0, 2): "violence", (1, 0): "F-1", (1, 2): "no"}
        assert b'sqref="C2:C1048576"' in parts(path)[SHEET]
        assert (path.stat().st_mode & 0o777, [*tmp_path.iterdir()]) == (0o600, [path])

    @pytest.mark.parametrize("name", ["cases", "numbers", "notes", "one_visible"])
    def test_of_another_program(self, tmp_path: Path, name: str) -> None:
        """So it is in workbooks of LibreOffice."""
        path = tmp_path / "cases.xlsx"
        path.write_bytes((FILES / f"{name}.xlsx").read_bytes())
        cells, packed = texts(path), parts(path)
        before = read_table(path).cases
        read(path).save(case("new", violence="no", sectors="home;car"))
        assert texts(path).items() >= cells.items()
        *others, last = read_table(path).cases
        assert ([*others], last.case_id, last["sectors"]) == ([*before], "new", "home;car")
        now = parts(path)
        assert now.keys() == packed.keys()
        assert len([name for name in now if now[name] != packed[name]]) <= 2


class TestChanged:
    """A case of the workbook gets other answers; its other cells stay."""

    def test_cell(self, path: Path) -> None:
        """Only the cells that are answered anew change."""
        before = texts(path)
        addition = read(path)
        addition.save(with_answers(addition.cases["F-1"], {"violence": "unknown"}))
        assert texts(path) == before | {(1, 2): "unknown"}

    def test_emptied(self, path: Path) -> None:
        """An answer may be taken away."""
        before = texts(path)
        addition = read(path)
        addition.save(with_answers(addition.cases["F-1"], {"violence": "not_coded"}))
        assert texts(path) == {at: each for at, each in before.items() if at != (1, 2)}

    def test_numbered_id(self, tmp_path: Path) -> None:
        """An id may be a number."""
        path = write(tmp_path / "cases.xlsx", (("note", "case_id"), ("x", 7), ("", 8)))
        addition = read(path)
        addition.save(with_answers(addition.cases["8"], {"violence": "no"}))
        assert [each["violence"] for each in read_table(path)] == ["not_coded", "no"]

    def test_nothing(self, path: Path) -> None:
        """Where nothing changes the file stays as it is."""
        before = path.read_bytes()
        read(path).save(read(path).cases["F-1"])
        assert path.read_bytes() == before


class TestKept:
    """All else of a workbook stays."""

    @settings(max_examples=10)
    @given(strategies.tables(min_size=1), st.data())
    def test_any(self, drawn: tuple[list[dict[str, str]], list[strategies.Answers]], data: st.DataObject) -> None:
        """Whatever the table and the answers, no cell of another row or column changes, nor another part."""
        rows, coded = drawn
        with TemporaryDirectory() as folder:
            path = write(Path(folder) / "cases.xlsx", ([*rows[0]], *(each.values() for each in rows)))
            before, cells, packed = read_table(path).cases, texts(path), parts(path)
            place = data.draw(st.integers(0, len(coded)))
            others = data.draw(st.lists(st.sampled_from([each for each in VARIABLES[1:] if each.role in FREE])))
            answers = {each.key: data.draw(answer_to(each)) for each in others}
            known = before[place] if place < len(coded) else case("new")
            now = with_answers(known, answers)
            read(path).save(now)
            after, written, again = read_table(path).cases, texts(path), parts(path)
        kept = [each for number, each in enumerate(before) if number != place]
        assert [each for number, each in enumerate(after) if number != place] == kept
        assert (after[place].answers, after[place].names) == (now.answers, now.names)
        anew = {each.key for each in changed(known, now)}
        same = {
            at
            for at in cells
            if at[0] != place + 1 or (each := variable_of([*rows[0]][at[1]])) is None or each.key not in anew
        }
        assert {at: written[at] for at in same} == {at: cells[at] for at in same}
        assert [name for name in packed if again[name] != packed[name]] in ([SHEET], [])

    def test_template(self, tmp_path: Path) -> None:
        """A template keeps its lists to choose from, its forms and its codebook; new cells are text as the others."""
        path = tmp_path / "cases.xlsx"
        run("template", "--places", "-o", str(path))
        before = parts(path)
        read(path).save(case("007", violence="no", violence_at="p. 4"))
        now = parts(path)
        assert [name for name in before if now[name] != before[name]] == [SHEET]
        cut = re.sub(rb'<row r="2">.*?</row>', b"", now[SHEET])
        assert re.sub(rb"<dimension [^>]*>", b"", cut) == re.sub(rb"<dimension [^>]*>", b"", before[SHEET])
        assert re.search(rb'<c r="A2" s="\d+" t="inlineStr"><is><t xml:space="preserve">007</t></is></c>', now[SHEET])
        assert re.search(rb'<dimension ref="A1:[A-Z]+2"/>', now[SHEET])

    def test_styles(self, tmp_path: Path) -> None:
        """A cell keeps its form; a new one has that of its row or its column, a new header that of the last."""

        def more(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
            bold, italic, big = (book.add_format(each) for each in ({"bold": 1}, {"italic": 1}, {"font_size": 20}))
            sheet.write(0, 2, "violence", bold)
            sheet.write(1, 2, "yes", italic)
            sheet.set_column(2, 3, 20, big)
            sheet.set_row(2, None, italic)

        path = write(tmp_path / "cases.xlsx", PLAIN, more)
        for case_id in ("F-1", "F-2"):
            addition = read(path)
            addition.save(with_answers(addition.cases[case_id], {"violence": "no", "relation": "affective"}))
        part = parts(path)[SHEET].decode()
        styles = dict(re.findall(r'<c r="(\w+)" s="(\d)"', part))
        bold, italic, big = styles["C1"], styles["C2"], styles["D2"]
        assert (styles["D1"], styles["C3"], styles["D3"], len({bold, italic, big})) == (bold, italic, italic, 3)

    def test_formulas(self, tmp_path: Path) -> None:
        """Formulas elsewhere stay, and are to be computed anew when the workbook is opened."""
        path = write(tmp_path / "cases.xlsx", (*PLAIN[:2], ("F-2", '=COUNTIF(C:C,"yes")', "")))
        edited(path, "xl/workbook.xml", lambda book: book.replace(b' fullCalcOnLoad="1"', b""))
        read(path).save(case("F-3", violence="yes"))
        assert b"<f>COUNTIF(C:C,&quot;yes&quot;)</f>" in parts(path)[SHEET].replace(b'"yes"', b"&quot;yes&quot;")
        assert re.search(rb'<calcPr fullCalcOnLoad="1" [^>]*>', parts(path)["xl/workbook.xml"])

    def test_rows_with_little(self, tmp_path: Path) -> None:
        """Rows that are there and empty, with or without an end of their own, are filled; what stands in rows stays."""
        path = write(tmp_path / "cases.xlsx", PLAIN)
        for row, more in ((b'<row r="4" ht="30"/>', b"30"), (b'<row r="4" ht="31"></row>', b"31")):
            edited(path, SHEET, lambda part, row=row: part.replace(b"</sheetData>", row + b"</sheetData>"))  # type: ignore[misc]
            read(path).save(case("F-3"))
            assert b'<row r="4" ht="' + more + b'"><c r="A4"' in parts(path)[SHEET]
            write(path, PLAIN)
        edited(
            path,
            SHEET,
            lambda part: part.replace(b'<row r="3"', b'<!-- x --><row r="3"').replace(b"</row>", b" </row>"),
        )
        read(path).save(case("F-3", relation="affective"))
        assert b"<!-- x -->" in parts(path)[SHEET]
        assert parts(path)[SHEET].count(b" </row>") == 3

    def test_row_before_others(self, tmp_path: Path) -> None:
        """A row comes before those below it that have only a form."""
        path = write(tmp_path / "cases.xlsx", PLAIN)
        edited(path, SHEET, lambda part: part.replace(b"</sheetData>", b'<row r="9" ht="30"/></sheetData>'))
        read(path).save(case("F-3"))
        assert re.search(rb'<row r="4">.*</row><row r="9" ht="30"/></sheetData>', parts(path)[SHEET])

    def test_prefixes(self, tmp_path: Path) -> None:
        """A sheet whose elements have a prefix gets cells with it."""
        path = write(tmp_path / "cases.xlsx", PLAIN)

        def prefixed(part: bytes) -> bytes:
            part = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", part)
            return part.replace(b' xmlns="', b' xmlns:x="')

        edited(path, SHEET, prefixed)
        read(path).save(case("F-3", violence="no"))
        assert b'<x:row r="4"><x:c r="A4" t="inlineStr"><x:is>' in parts(path)[SHEET]
        assert [each.case_id for each in read_table(path)] == ["F-1", "F-2", "F-3"]

    def test_no_dimension(self, tmp_path: Path) -> None:
        """A sheet need not say how far it goes, nor its rows which they are."""
        path = write(tmp_path / "cases.xlsx", PLAIN)
        edited(path, SHEET, lambda part: re.sub(rb'<dimension [^>]*>|(?<=<row) r="\d"', b"", part))
        read(path).save(case("F-3"))
        assert [each.case_id for each in read_table(path)] == ["F-1", "F-2", "F-3"]


def merged(_: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    """Merge cells below the table."""
    sheet.merge_range(3, 0, 3, 2, "")


UNKEPT: dict[str, tuple[Callable[[Path], object], str]] = {
    "signature": (
        lambda path: edited(path, "_xmlsignatures/sig1.xml", lambda _: b"<Signature/>"),
        "it is signed",
    ),
    "merged": (lambda path: write(path, PLAIN, merged), "cell A4 is merged with others"),
    "names": (
        lambda path: edited(
            path, SHEET, lambda part: part.replace(b"</sheetData>", b'<row r="4"><c/></row></sheetData>')
        ),
        "its cells have no address, such as A1",
    ),
    "encoding": (
        lambda path: edited(path, SHEET, lambda part: part.replace(b'"UTF-8"', b'"iso-8859-1"')),
        "its sheet is not in UTF-8",
    ),
    "columns": (
        lambda path: edited(
            path, SHEET, lambda part: part.replace(b"<sheetData>", b'<cols><col min="x"/></cols><sheetData>')
        ),
        "this workbook has something that would be lost or changed",
    ),
}


class TestRefused:
    """What could not stay is refused, and nothing is written."""

    @pytest.mark.parametrize(("make", "said"), UNKEPT.values(), ids=UNKEPT)
    def test_unkept(self, path: Path, make: Callable[[Path], object], said: str) -> None:
        """It is said what, and what to do instead."""
        make(path)
        before = path.read_bytes()
        with pytest.raises(UnwritableOutput, match=said):
            read(path).save(case("F-3", violence="no"))
        assert path.read_bytes() == before

    def test_formula(self, tmp_path: Path) -> None:
        """A formula is not replaced by its answer."""
        path = write(tmp_path / "cases.xlsx", PLAIN, lambda _, sheet: sheet.write_formula(2, 2, '="no"', None, "no"))
        addition = read(path)
        with pytest.raises(UnwritableOutput, match="cell C3 holds a formula"):
            addition.save(with_answers(addition.cases["F-2"], {"violence": "yes"}))

    def test_otherwise_than_meant(self, path: Path) -> None:
        """What comes out is read again: were any other cell another, nothing would be written."""
        with (
            mock.patch.object(amendments, "_pieces", lambda part, *_: [part.replace(b"<v>7</v>", b"<v>8</v>")]),
            pytest.raises(UnwritableOutput, match="would be lost or changed"),
        ):
            read(path).save(case("F-3"))

    @pytest.mark.parametrize(
        ("cells", "said"), [({(1 << 20, 0): "x"}, "at most 1,048,576 rows"), ({(3, 0): "x" * 32_768}, "32,767 char")]
    )
    def test_too_much(self, path: Path, cells: dict[tuple[int, int], str], said: str) -> None:
        """So is what a sheet cannot hold."""
        with pytest.raises(UnwritableOutput, match=said):
            amended(path.read_bytes(), cells, name="cases.xlsx")

    def test_changed_meanwhile(self, path: Path) -> None:
        """What someone else wrote meanwhile is not lost."""
        addition = read(path)
        write(path, (*PLAIN, ("F-9",)))
        with pytest.raises(ChangedMeanwhile):
            addition.save(case("F-3"))
        assert len(read_table(path)) == 3

    def test_packed_anew(self, path: Path) -> None:
        """A remark on the package stays."""
        with zipfile.ZipFile(path, "a") as package:
            package.comment = b"fictional"
        read(path).save(case("F-3"))
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
            assert package.comment == b"fictional"
