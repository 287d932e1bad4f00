"""Workbooks: sheets of a real LibreOffice, what is hostile to read, and what is written."""

import errno
import hashlib
import io
import re
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import pytest
import xlsxwriter
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from ckm_mo.cases import Case
from ckm_mo.errors import (
    BrokenTable,
    CkmMoError,
    EmptyTable,
    InvalidAnswer,
    InvalidInput,
    MissingExtra,
    MissingId,
    MisspeltColumn,
    OutputExists,
    UnwritableOutput,
    WrongUsage,
)
from ckm_mo.messages import Reason
from ckm_mo.tables import cells, files, parts, sheets, workbooks, xlsx
from ckm_mo.tables.cells import Cell, CellKind, cell_name, cell_of
from ckm_mo.tables.files import Source
from ckm_mo.tables.reading import Tables, read_table
from ckm_mo.tables.writing import row_writer, write_table
from commands import CODER1, FILES
from strategies import case_lists

SUFFIXES = pytest.mark.parametrize("suffix", [".ods", ".xlsx"])
"""LibreOffice writes both."""

Facts = tuple[str, str, str, str]


def errors(path: Path | str, sheet: str | None = None) -> tuple[Any, ...]:
    """Have a table refused, and give its errors."""
    with pytest.raises(InvalidInput) as caught:
        read_table(path, sheet=sheet)
    return caught.value.errors


def facts(path: Path | str) -> list[Facts]:
    """Give the kind, the cell, what stood there and the kind of cell of all errors of a table."""
    return [
        (type(each).__name__, each.cell, getattr(each, "value", ""), getattr(getattr(each, "reason", None), "key", ""))
        for each in errors(path)
    ]


def reason(path: Path | str, sheet: str | None = None) -> Reason:
    """Give why a file is no table."""
    (error,) = errors(path, sheet)
    assert isinstance(error, BrokenTable)
    assert isinstance(error.reason, Reason)
    assert error.file == str(path)
    return error.reason


def made(path: Path, rows: Sequence[Sequence[object]], change: Callable[[Any, Any], object] | None = None) -> Path:
    """Write rows to a workbook with XlsxWriter alone: text, numbers, truth; formulas as (formula, outcome)."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("cases")
    for row, values in enumerate(rows):
        for place, value in enumerate(values):
            if isinstance(value, tuple):
                sheet.write_formula(row, place, value[0], None, value[1])
            elif value is not None:
                sheet.write(row, place, value)
    if change:
        change(book, sheet)
    book.close()
    return path


def changed(source: Path, target: Path, **parts: Callable[[bytes], bytes]) -> Path:
    """Copy a package with some of its parts changed, named without folder and suffix."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = parts.get(Path(name).stem, bytes)
            new.writestr(name, change(old.read(name)))
    return target


class TestCells:
    """A value is taken as what it is."""

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("007", "007"),
            (None, ""),
            (float("nan"), ""),
            (True, Cell("TRUE", CellKind.TRUTH)),
            (False, Cell(cells.FALSE, CellKind.TRUTH)),
            (7, Cell("7", CellKind.WHOLE)),
            (7.0, Cell("7", CellKind.WHOLE)),
            (-7.0, Cell("-7", CellKind.WHOLE)),
            (7.5, Cell("7.5", CellKind.NUMBER)),
            (1e15, Cell("1000000000000000.0", CellKind.NUMBER)),
            (999999999999999.0, Cell("999999999999999", CellKind.WHOLE)),
            (float("inf"), Cell("inf", CellKind.NUMBER)),
            (Decimal("7.00"), Cell("7.00", CellKind.NUMBER)),
            (datetime(2024, 1, 31, 12, 30), Cell("2024-01-31 12:30:00", CellKind.DATE)),  # noqa: DTZ001 - as sheets have it
            (datetime(2024, 1, 31).date(), Cell("2024-01-31", CellKind.DATE)),  # noqa: DTZ001 - likewise
            (time(12, 30), Cell("12:30:00", CellKind.DATE)),
            (timedelta(hours=36), Cell("1 day, 12:00:00", CellKind.DATE)),
            (["yes"], Cell("['yes']", CellKind.OTHER)),
        ],
        ids=str,
    )
    def test_values(self, value: object, expected: str | Cell) -> None:
        """Text is text, what is missing is empty, and all else is shown and named."""
        assert cell_of(value) == expected

    @pytest.mark.parametrize(("place", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
    def test_names(self, place: int, letters: str) -> None:
        """Cells are named as spreadsheets name them."""
        assert cell_name(7, place) == f"{letters}7"

    @given(st.integers(1, 16384), st.integers(1, 1 << 20))
    def test_xlsxwriter(self, place: int, row: int) -> None:
        """XlsxWriter names them alike, and the names read back."""
        name = cell_name(row, place)
        assert name == xlsxwriter.utility.xl_rowcol_to_cell(row - 1, place - 1)
        assert xlsx.ends(name) == (row - 1, place - 1)


@SUFFIXES
class TestLibreOffice:
    """Workbooks that LibreOffice wrote."""

    def test_cases(self, suffix: str) -> None:
        """Text is text: ids keep their zeros, a cell that looks like a formula is none, and all is as in the CSV."""
        plain, found = read_table(FILES / "cases.csv"), read_table(FILES / f"cases{suffix}")
        assert (found.cases, found.other) == (plain.cases, plain.other)
        assert [case.case_id for case in found] == ["007", "008", "A-3", "A-4", "A-5"]

    def test_slips(self, suffix: str) -> None:
        """Errors are those of the CSV, in the same words but for the names of cells."""
        found, plain = errors(FILES / f"slips{suffix}"), errors(FILES / "slips.csv")
        names = {type(error): error.cell for error in found}
        assert [error.at(file="", cell="").text("nl") for error in found] == [
            error.at(file="").text("nl") for error in plain
        ]
        assert (names[MisspeltColumn], names[MissingId]) == ("F1", "A6")
        assert f"slips{suffix}, cel A6, kolom case_id: de casus heeft geen id." in found[-1].text("nl")

    def test_traps(self, suffix: str) -> None:
        """Each trap is refused at its cell, shown as it is; what is sure is read, and empty rows are numbered."""
        assert facts(FILES / f"traps{suffix}") == [
            ("InvalidAnswer", "D5", "2024-01-31", ""),
            ("InvalidAnswer", "G5", "7", ""),
            ("UnfitCell", "C6", "7", "cell_number"),
            ("InvalidAnswer", "D6", "TRUE", ""),
            ("InvalidAnswer", "F6", "#DIV/0!", ""),
            ("UnfitCell", "B7", "2024-02-01", "cell_date"),
            ("UnfitCell", "F7", "E7:F8", "cell_merged"),
            ("UnfitCell", "B8", "7.5", "cell_number"),
            ("UnfitCell", "B9", "#N/A", "cell_error"),
            ("UnfitCell", "C9", "TRUE", "cell_truth"),
            ("InvalidAnswer", "D9", "0.5", ""),
            ("InvalidAnswer", "E9", "#N/A", ""),
        ]

    def test_numbers(self, suffix: str) -> None:
        """Whole numbers are ids, without .0, and TRUE and FALSE are yes and no."""
        cases = list(read_table(FILES / f"numbers{suffix}"))
        assert [(case.case_id, str(case["violence"])) for case in cases] == [("7", "yes"), ("1001", "no")]

    def test_several(self, suffix: str) -> None:
        """Of several sheets none is chosen: the error lists those that are not hidden, and --sheet chooses."""
        path = FILES / f"several{suffix}"
        assert reason(path) == Reason("sheets", (("sheets", ("cases", "slips")),))
        assert len(read_table(path, sheet="cases")) == 5
        assert [case.case_id for case in read_table(path, sheet="old")] == ["H-1"]

    def test_no_sheet(self, suffix: str) -> None:
        """A sheet that is not there is refused, with those that are."""
        facts = (("sheet", "Cases"), ("sheets", ("cases", "slips", "old")))
        assert reason(FILES / f"several{suffix}", "Cases") == Reason("no_sheet", facts)

    def test_one_visible(self, suffix: str) -> None:
        """Hidden and empty sheets are not meant."""
        assert len(read_table(FILES / f"one_visible{suffix}")) == 5

    def test_empty(self, suffix: str) -> None:
        """A workbook with nothing in it is empty."""
        (error,) = errors(FILES / f"empty{suffix}")
        assert isinstance(error, EmptyTable)

    def test_password(self, suffix: str) -> None:
        """One with a password is refused for it."""
        assert reason(FILES / f"locked{suffix}") == Reason("locked")

    def test_notes(self, suffix: str) -> None:
        """Remarks and drawings that are fixed to a cell are no part of it; its own text is read whole."""
        found = read_table(FILES / f"notes{suffix}")
        assert [(case.case_id, str(case["violence"]), str(case["sextortion"])) for case in found] == [
            ("007", "yes", "no"),
            ("008", "not_coded", "not_coded"),
        ]
        assert [case.other for case in found] == [(("note", "a\tb  c\nd"),), (("note", "e  f"),)]

    def test_outside(self, suffix: str) -> None:
        """What stands in another file is not fetched: LibreOffice had an error there, and so has the table."""
        (error,) = errors(FILES / f"outside{suffix}")
        assert (type(error), error.cell) == (InvalidAnswer, "B2")

    def test_hash(self, suffix: str) -> None:
        """Its hash is that of the file."""
        path = FILES / f"cases{suffix}"
        assert read_table(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


HEAD = ("case_id", "violence")


class TestTraps:
    """What XlsxWriter can write and LibreOffice does not."""

    def test_no_outcome(self, tmp_path: Path) -> None:
        """A formula without its outcome is refused; an empty outcome is empty, and others are what they are."""
        rows = [HEAD, ("F-1", ('="yes"', "yes")), ("F-2", ('=""', "")), ("F-3", ("=B2", 1)), (("=A2", "F-4"), "no")]
        path = made(tmp_path / "x.xlsx", rows)
        assert facts(path) == [("UnfitCell", "B3", '=""', "cell_formula"), ("InvalidAnswer", "B4", "1", "")]
        text = (b'<c r="B3"', b'<c r="B3" t="str"')
        changed(path, tmp_path / "y.xlsx", sheet1=lambda part: part.replace(*text))
        assert facts(tmp_path / "y.xlsx") == [("InvalidAnswer", "B4", "1", "")]

    def test_other_file(self, tmp_path: Path) -> None:
        """A link to another file is its outcome, as saved."""
        path = made(tmp_path / "x.xlsx", [HEAD, ("F-1", ("='[other.xlsx]Sheet1'!A1", "yes"))])
        assert [str(case["violence"]) for case in read_table(path)] == ["yes"]

    @pytest.mark.parametrize("order", [1, -1])
    def test_zeros(self, tmp_path: Path, order: int) -> None:
        """A number among ids that begin with 0 is refused, once in a column, in whichever order they come."""
        rows = [("007", "yes"), (8, "no"), (9, "no"), ("F-1", "no")][::order]
        path = made(tmp_path / "x.xlsx", [HEAD, *rows])
        row, value = (3, "8") if order == 1 else (3, "9")
        assert facts(path) == [("UnfitCell", f"A{row}", value, "cell_zeros")]

    def test_merged(self, tmp_path: Path) -> None:
        """Merged cells are told once; over columns that are no variables, and over empty cells alone, they are none."""

        def merge(book: Any, sheet: Any) -> None:
            form = book.add_format()
            sheet.merge_range("C3:C4", "no", form)
            sheet.merge_range("D1:E2", "note", form)
            sheet.merge_range("A8:E9", "", form)

        path = made(
            tmp_path / "x.xlsx", [(*HEAD, "sextortion"), ("F-1", "yes"), ("F-2", "yes"), ("F-3",), ("F-4",)], merge
        )
        (error,) = errors(path)
        assert (error.cell, error.value, error.column) == ("C4", "C3:C4", "sextortion")

    def test_merged_before(self, tmp_path: Path) -> None:
        """So are cells before the first column."""

        def fill(book: Any, sheet: Any) -> None:
            sheet.write_row("B1", HEAD)
            sheet.write_row("B2", ("F-1", "yes"))
            sheet.merge_range("A1:A2", "", book.add_format())

        assert len(read_table(made(tmp_path / "x.xlsx", [], fill))) == 1

    def test_merged_id(self, tmp_path: Path) -> None:
        """Where the id itself is merged, all else of the row is still read."""
        path = made(
            tmp_path / "x.xlsx",
            [HEAD, (None, "yes"), (None, "ys")],
            lambda book, sheet: sheet.merge_range("A2:A3", "F-1", book.add_format()),
        )
        assert facts(path) == [("UnfitCell", "A3", "A2:A3", "cell_merged"), ("InvalidAnswer", "B3", "ys", "")]

    def test_no_id_column(self, tmp_path: Path) -> None:
        """Without a column of ids words are looked at all the same."""
        path = made(tmp_path / "x.xlsx", [("violence",), ("yes",), ("ys",)])
        assert [type(each).__name__ for each in errors(path)] == ["MissingColumn", "InvalidAnswer"]

    def test_no_header(self, tmp_path: Path) -> None:
        """Where no row has the header, none is named."""
        path = made(tmp_path / "x.xlsx", [("Title",), ("name", "yes"), ("other", "no")])
        assert [each.facts["below"] for each in errors(path)] == [0]

    def test_repeated_column(self, tmp_path: Path) -> None:
        """Of two columns of one name the last is named."""
        path = made(tmp_path / "x.xlsx", [("case_id", "violence", "note", "violence"), ("F-1", "yes")])
        (error,) = errors(path)
        assert error.cell == "D1"

    def test_dates_and_times(self, tmp_path: Path) -> None:
        """Other columns show dates by year, month and day, whole numbers without .0, and truth as a sheet does."""

        def put(book: Any, sheet: Any) -> None:
            sheet.write_datetime("B2", datetime(2024, 1, 31), book.add_format({"num_format": "dd-mm-yy"}))  # noqa: DTZ001
            sheet.write_number("C2", 0.5, book.add_format({"num_format": "0%"}))

        path = made(tmp_path / "x.xlsx", [("case_id", "day", "part", "n", "so"), ("F-1", None, None, 7, False)], put)
        (case,) = read_table(path)
        assert case.other == (("day", "2024-01-31"), ("part", "0.5"), ("n", "7"), ("so", "FALSE"))

    def test_chart(self, tmp_path: Path) -> None:
        """A sheet that is a chart is none."""
        path = made(
            tmp_path / "x.xlsx", [HEAD, ("F-1", "yes")], lambda book, _: book.add_chartsheet().set_chart(_chart(book))
        )
        assert len(read_table(path)) == 1

    def test_all_hidden(self, tmp_path: Path) -> None:
        """Where all sheets are hidden, none is chosen silently."""
        path = made(tmp_path / "x.xlsx", [HEAD, ("F-1", "yes")])
        hidden = changed(
            path, tmp_path / "y.xlsx", workbook=lambda part: part.replace(b"<sheet ", b'<sheet state="hidden" ')
        )
        assert reason(hidden) == Reason("hidden_sheets", (("sheets", ("cases",)),))
        assert len(read_table(hidden, sheet="cases")) == 1

    def test_several_empty(self, tmp_path: Path) -> None:
        """Several sheets with nothing in them are an empty workbook."""
        path = made(tmp_path / "x.xlsx", [], lambda book, _: book.add_worksheet("more"))
        assert isinstance(errors(path)[0], EmptyTable)

    def test_implicit_places(self, tmp_path: Path) -> None:
        """Cells and rows that do not say where they are follow each other, as some programs write them."""
        path = made(tmp_path / "x.xlsx", [HEAD, ("F-1", "ys")])
        bare = changed(path, tmp_path / "y.xlsx", sheet1=lambda part: re.sub(rb'(<(?:c|row)) r="\w+"', rb"\1", part))
        assert facts(bare) == [("InvalidAnswer", "B2", "ys", "")]

    @pytest.mark.parametrize("few", [1, 2, 5, 6])
    def test_batches(self, few: int) -> None:
        """However many rows are given at a time, all are read."""
        with mock.patch.object(sheets, "ROWS_AT_ONCE", few):
            assert len(read_table(FILES / "cases.xlsx")) == 5

    def test_annotation(self, tmp_path: Path) -> None:
        """A remark on a cell of an .ods is no part of it, and repeated cells stand in each of their places."""
        note = "<office:annotation><text:p>remark</text:p></office:annotation>"
        heads = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
            for name in ("case_id", "violence", "sextortion", "deception")
        )
        number = f'office:value-type="float" office:value="7">{note}<text:p>7</text:p>'
        share = 'office:value-type="percentage" office:value="0.5"><text:p>50%</text:p>'
        cells_ = (
            f"<table:table-row>{heads}</table:table-row><table:table-row><table:table-cell {number}</table:table-cell>"
            '<table:table-cell table:number-columns-repeated="2" table:formula="of:=1"/>'
            f"<table:table-cell {share}</table:table-cell></table:table-row>"
        ).encode()
        whole = re.compile(rb"(<table:table [^>]*>).*(</table:table>)", re.DOTALL)
        path = changed(
            FILES / "empty.ods", tmp_path / "x.ods", content=lambda part: whole.sub(rb"\1" + cells_ + rb"\2", part)
        )
        assert facts(path) == [
            ("UnfitCell", "B2", "of:=1", "cell_formula"),
            ("UnfitCell", "C2", "of:=1", "cell_formula"),
            ("InvalidAnswer", "D2", "0.5", ""),
        ]

    @pytest.mark.parametrize(
        ("attributes", "text", "expected"),
        [
            ("", "<text:p>a<office:annotation><text:p>x</text:p></office:annotation>b</text:p>", "ab"),
            ("", "<text:p>a<text:line-break/><text:span>b</text:span><text:s text:c='2'/>c</text:p>", "a\nb  c"),
            ('office:string-value="7"', "<text:p>a<text:tab/>b</text:p>", "7"),
            ("", "<text:tab/><text:s/><text:p>a</text:p><text:p/>", "a"),
        ],
    )
    def test_text(self, tmp_path: Path, attributes: str, text: str, expected: str) -> None:
        """The text of a cell of an .ods is what its own paragraphs say, unless the cell itself says it."""
        cell_ = f'office:value-type="string" {attributes}>{text}</table:table-cell>'.encode()
        path = changed(
            FILES / "cases.ods",
            tmp_path / "x.ods",
            content=lambda part: re.sub(rb'office:value-type="string"[^>]*><text:p>007<.*?-cell>', cell_, part),
        )
        assert next(iter(read_table(path))).case_id == expected

    @pytest.mark.parametrize("kind", ["date", "time"])
    def test_no_date(self, tmp_path: Path, kind: str) -> None:
        """A date of an .ods that is in no calendar, and a time that is on no clock, are no text."""
        cell_ = f'office:value-type="{kind}" office:{kind}-value="2024-02-30"><text:p>x</text:p></table:table-cell>'
        path = changed(
            FILES / "cases.ods",
            tmp_path / "x.ods",
            content=lambda part: re.sub(
                rb'office:value-type="string"[^>]*><text:p>007<.*?-cell>', cell_.encode(), part
            ),
        )
        assert facts(path) == [("UnfitCell", "A2", "2024-02-30", "cell_date")]


def _chart(book: Any) -> Any:
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=cases!$B$2:$B$3"})
    return chart


class TestHostile:
    """What is made to do harm, or is broken, is refused in a sentence."""

    @SUFFIXES
    def test_unpacked(self, suffix: str) -> None:
        """A workbook that unpacks to more than the limit is refused, which is named."""
        with mock.patch.object(parts, "MOST_UNPACKED", 0):
            assert reason(FILES / f"cases{suffix}") == Reason("unpacked", (("limit", 0),))
        assert files.MOST_UNPACKED == 512

    def test_bomb(self, tmp_path: Path) -> None:
        """A zip bomb is refused by the sizes that it states."""
        with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("xl/workbook.xml", bytes(40_000_000))
        with mock.patch.object(parts, "MOST_UNPACKED", 20):
            assert reason(tmp_path / "x.xlsx").key == "unpacked"

    def test_lying_size(self, tmp_path: Path) -> None:
        """A part that states too small a size is not unpacked beyond it, and is damaged."""
        content = (FILES / "cases.xlsx").read_bytes()
        size = zipfile.ZipFile(io.BytesIO(content)).getinfo("xl/worksheets/sheet1.xml").file_size
        (tmp_path / "x.xlsx").write_bytes(content.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little")))
        assert reason(tmp_path / "x.xlsx") == Reason("damaged")

    X = 'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    ROWS = "<table:table-row table:number-rows-repeated="
    MANY = f'{ROWS}"1000000"><table:table-cell table:number-columns-repeated="16000" {X}'
    FAR = (
        f'<table:table-row><table:table-cell {X}{ROWS}"1040000"/><table:table-row><table:table-cell '
        f'table:number-columns-repeated="16000"/><table:table-cell {X}'
    )
    BEYOND = f'{ROWS}"1048576"/><table:table-row><table:table-cell {X}'

    @pytest.mark.parametrize(("row", "key"), [(MANY, "unpacked"), (FAR, "many_columns"), (BEYOND, "damaged")])
    def test_repeated(self, tmp_path: Path, row: str, key: str) -> None:
        """A few bytes that stand for many cells are weighed before they are read."""
        path = changed(
            FILES / "empty.ods",
            tmp_path / "x.ods",
            content=lambda part: re.sub(rb"</table:table>", row.encode() + b"</table:table>", part, count=1),
        )
        assert reason(path).key == key

    def test_far_away(self, tmp_path: Path) -> None:
        """Two cells that are far apart take no more than others, unless there are too many columns between them."""
        path = made(tmp_path / "x.xlsx", [HEAD], lambda _, sheet: sheet.write("XFD1048576", "x"))
        assert reason(path).key == "many_columns"
        path = made(tmp_path / "x.xlsx", [HEAD], lambda _, sheet: sheet.write("A1048576", "F-1"))
        assert [case.case_id for case in read_table(path)] == ["F-1"]

    def test_shared_text(self, tmp_path: Path) -> None:
        """So is a long text that many cells share."""
        path = made(tmp_path / "x.xlsx", [HEAD, *(("x" * 30_000, "yes") for _ in range(400))])
        with mock.patch.object(parts, "MOST_UNPACKED", 10):
            assert reason(path).key == "unpacked"

    @pytest.mark.parametrize(
        ("source", "part", "end", "each"),
        [
            ("cases.xlsx", "sheet1", b"</sheetData>", b'<mergeCell ref="A1:B1"/>'),
            ("cases.xlsx", "sharedStrings", b"</sst>", b"<si/>"),
            ("empty.ods", "content", b"</table:table>", b'</table:table><table:table table:name="%d">'),
        ],
        ids=["merged cells", "shared texts", "sheets"],
    )
    def test_many(self, tmp_path: Path, source: str, part: str, end: bytes, each: bytes) -> None:
        """So is what takes few bytes and more of memory, however many there are of it."""
        many = b"".join(each % n if b"%" in each else each for n in range(20_000))
        put = {part: lambda text: text.replace(end, end + many if part == "sheet1" else many + end, 1)}
        path = changed(FILES / source, tmp_path / Path(source).name, **put)
        with mock.patch.object(parts, "MOST_UNPACKED", 1):
            assert reason(path).key == "unpacked"

    @pytest.mark.parametrize(("ref", "key"), [(b"B1:C9", "damaged"), (b"XFA1:XFD9", None)])
    def test_overlapping(self, tmp_path: Path, ref: bytes, key: str | None) -> None:
        """Merged cells that overlap are damaged, and are not gone through for every row; those beside all are none."""
        end = b"</sheetData>"
        merged = end + b'<mergeCell ref="%b"/>' % ref * 99
        path = changed(FILES / "cases.xlsx", tmp_path / "x.xlsx", sheet1=lambda part: part.replace(end, merged))
        assert getattr(_refused(path), "key", None) == key

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b'<c r="C2"', b'<c r="B2"'),
            (b'<c r="C2"', b'<c r="A2"'),
            (b'<c r="A3"', b'<c r="A2"'),
        ],
    )
    def test_same_place(self, tmp_path: Path, old: bytes, new: bytes) -> None:
        """Of two cells in one place, or two rows, none is chosen: that would lose a case."""
        path = changed(FILES / "cases.xlsx", tmp_path / "x.xlsx", sheet1=lambda part: part.replace(old, new))
        assert reason(path) == Reason("damaged")

    def test_same_sheet(self, tmp_path: Path) -> None:
        """Nor of two sheets of one name, or two parts of one id."""
        for source, part in (("several.ods", "content"), ("several.xlsx", "workbook")):
            path = changed(
                FILES / source, tmp_path / source, **{part: lambda text: text.replace(b'name="slips"', b'name="cases"')}
            )
            assert reason(path, "cases") == Reason("damaged")
        path = changed(
            FILES / "several.xlsx",
            tmp_path / "x.xlsx",
            **{"workbook.xml": lambda text: re.sub(rb"(<Relationship [^>]*/>)", rb"\1\1", text)},
        )
        assert reason(path, "cases") == Reason("damaged")

    @pytest.mark.parametrize("part", ["sheet1", "workbook", "styles", "sharedStrings"])
    def test_entities(self, tmp_path: Path, part: str) -> None:
        """A document type, which XML bombs are made of, is refused."""
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
        put = re.compile(rb"(<\?xml[^>]*\?>)")
        path = changed(FILES / "cases.xlsx", tmp_path / "x.xlsx", **{part: lambda text: put.sub(rb"\1" + bomb, text)})
        assert reason(path) == Reason("damaged")

    @pytest.mark.parametrize(
        ("put", "refused"),
        [
            (b"<x>" * 90 + b"</x>" * 90, False),
            (b"<x>" * 100 + b"</x>" * 100, True),
            (b'<x y="' + b"z" * 900_000 + b'"/>', False),
            (b'<x y="' + b"z" * 1_200_000 + b'"/>', True),
            (b"<!--" + b"z" * 1_200_000 + b"-->", True),
            (b"<x>" + b"z" * 1_200_000 + b"</x>", False),
        ],
        ids=["deep", "too deep", "long", "too long", "a remark too long", "text"],
    )
    def test_without_end(self, tmp_path: Path, put: bytes, refused: bool) -> None:  # noqa: FBT001 - it is one of two
        """Elements that are very deep in each other, and a tag without end, are refused before they fill the memory."""
        end = b"</sheetData>"
        path = changed(FILES / "cases.xlsx", tmp_path / "x.xlsx", sheet1=lambda part: part.replace(end, end + put))
        assert _refused(path) == (Reason("damaged") if refused else None)

    def test_elements_in_a_cell(self, tmp_path: Path) -> None:
        """So is a cell with elements without end."""
        value = b"<v>" + b"<x/>" * 200 + b"</v>"
        path = changed(FILES / "cases.xlsx", tmp_path / "x.xlsx", sheet1=lambda part: part.replace(b"<v>1</v>", value))
        with mock.patch.object(parts, "_MOST_HELD", 100):
            assert _refused(path) == Reason("unpacked", (("limit", files.MOST_UNPACKED),))

    @pytest.mark.parametrize(
        ("part", "old", "new"),
        [
            ("sheet1", b"</sheetData>", b""),
            ("sheet1", b"</sheetData>", b'</sheetData><c r="A9"/>'),
            ("sharedStrings", b"</sst>", b"<x><si><t>a</t></si></x></sst>"),
            ("sheet1", b'<c r="B2"', b'<c r="2B"'),
            ("sheet1", b'<c r="B2"', b'<c r="XFE2"'),
            ("sheet1", b'<c r="B2"', b'<c r="B1048577"'),
            ("sheet1", b"<v>1</v>", b"<v>999999</v>"),
            ("workbook", b'sheetId="1"', b'id="none" sheetId="1"'),
            ("workbook", b"<sheets>", b"<sheet>"),
            ("workbook", b'r:id="', b'r:id="none'),
        ],
    )
    def test_damaged(self, tmp_path: Path, part: str, old: bytes, new: bytes) -> None:
        """A workbook that is not as workbooks are is damaged."""
        path = changed(FILES / "cases.xlsx", tmp_path / "x.xlsx", **{part: lambda text: text.replace(old, new)})
        if reason_of := _refused(path):
            assert reason_of == Reason("damaged")

    def test_same_name(self, tmp_path: Path) -> None:
        """Two parts of one name, which programs read otherwise from each other, are refused."""
        path = changed(FILES / "cases.xlsx", tmp_path / "x.xlsx")
        with zipfile.ZipFile(path, "a") as package:
            package.writestr("XL\\workbook.xml", b"<x/>")
        assert reason(path) == Reason("damaged")

    def test_many_parts(self) -> None:
        """So are very many parts."""
        with mock.patch.object(parts, "MOST_PARTS", 5):
            assert reason(FILES / "cases.xlsx").key == "unpacked"

    @pytest.mark.parametrize("cut", range(1, 12))
    def test_byte(self, tmp_path: Path, cut: int) -> None:
        """Where a byte of a part is another, nothing is read."""
        content = bytearray((FILES / "cases.xlsx").read_bytes())
        content[cut * len(content) // 16] ^= 0x55
        (tmp_path / "x.xlsx").write_bytes(content)
        assert _refused(tmp_path / "x.xlsx") in {Reason("damaged"), None}

    def test_part_that_is_not_read(self, tmp_path: Path) -> None:
        """A part that holds nothing of a table is not unpacked, whatever is in it."""
        content = bytearray((FILES / "cases.xlsx").read_bytes())
        part = zipfile.ZipFile(io.BytesIO(content)).getinfo("docProps/app.xml")
        content[part.header_offset + 30 + len(part.filename) + part.compress_size // 2] ^= 0x55
        (tmp_path / "x.xlsx").write_bytes(content)
        assert _refused(tmp_path / "x.xlsx") is None

    def test_locked_part(self, tmp_path: Path) -> None:
        """A package with a password of its own is known by it."""
        content = bytearray((FILES / "cases.xlsx").read_bytes())
        content[content.index(b"PK\x01\x02") + 8] |= 1
        (tmp_path / "x.xlsx").write_bytes(content)
        assert reason(tmp_path / "x.xlsx") == Reason("locked")


def _refused(path: Path) -> object:
    """Give why a file is no table; None where its cases are those that they were."""
    try:
        found = read_table(path)
    except InvalidInput as error:
        return getattr(error.errors[0], "reason", error)
    return None if found.cases == read_table(FILES / "cases.csv").cases else found


class TestWriting:
    """What is written as a workbook reads back, and nothing in it is run."""

    @settings(max_examples=15)
    @given(case_lists, st.sampled_from(["en", "nl"]))
    def test_law(self, drawn: list[Case], lang: str) -> None:
        """Any cases read back, all they hold, in both languages."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "cases.xlsx"
            write_table(drawn, path, lang=lang)
            assert list(read_table(path)) == drawn
            assert path.stat().st_mode & 0o777 == 0o600

    def test_published_cases(self, tmp_path: Path) -> None:
        """The published cases read back, twice with the same bytes, and without a name of a user."""
        for name in ("x.xlsx", "y.xlsx"):
            write_table(read_table(CODER1), tmp_path / name)
        again = read_table(tmp_path / "x.xlsx")
        assert (again.cases, again.other) == (read_table(CODER1).cases, read_table(CODER1).other)
        assert (tmp_path / "x.xlsx").read_bytes() == (tmp_path / "y.xlsx").read_bytes()
        with zipfile.ZipFile(tmp_path / "x.xlsx") as package:
            assert b"<dc:creator></dc:creator>" in package.read("docProps/core.xml")

    @settings(max_examples=25)
    @given(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\0"), min_size=1),
            min_size=1,
            max_size=5,
        )
    )
    def test_text(self, texts: list[str]) -> None:
        """Any text stays as it is: no formula, no link, no number."""
        import python_calamine  # noqa: PLC0415 - an extra

        hard = ["=1+1", "{=1}", "http://a.b", "007", "1e5", "_x0041_", "\x01", "a\r\nb", "+1", "'x", "TRUE"]
        hard += ["_x005F_x0041_", "_x0041_x0042_"]
        hard += ["<r><t>a</t></r>", '<r/></is></c><c r="A2"><f>1+1</f></c></r>', "<r></r>"]
        stream = io.BytesIO()
        with workbooks.WorkbookWriter(stream, "x.xlsx") as book:
            book.sheet("s")([*hard, *texts, 7, 0.5])
        (row,) = python_calamine.load_workbook(io.BytesIO(stream.getvalue())).get_sheet_by_index(0).to_python()
        assert row == [*hard, *texts, 7.0, 0.5]

    def test_too_long(self, tmp_path: Path) -> None:
        """A text that no cell can hold is no file."""
        case = Case.from_answers({"case_id": "x" * 32_768})
        with pytest.raises(UnwritableOutput, match="a cell of a workbook has at most 32,767 characters"):
            write_table([case], tmp_path / "x.xlsx")
        assert list(tmp_path.iterdir()) == []

    def test_too_many(self, tmp_path: Path) -> None:
        """Nor are more rows than a sheet has."""
        with (
            mock.patch("xlsxwriter.worksheet.Worksheet.write_string", return_value=-1),
            pytest.raises(UnwritableOutput, match="a sheet has at most 1,048,576 rows"),
        ):
            write_table([Case.from_answers({"case_id": "1"})], tmp_path / "x.xlsx")
        assert list(tmp_path.iterdir()) == []

    def test_exists(self, tmp_path: Path) -> None:
        """A file that is there stays, unless it may be replaced."""
        (tmp_path / "x.xlsx").write_text("mine")
        with pytest.raises(OutputExists):
            write_table([], tmp_path / "x.xlsx")
        assert (tmp_path / "x.xlsx").read_text() == "mine"
        write_table([], tmp_path / "x.xlsx", force=True)
        assert len(read_table(tmp_path / "x.xlsx")) == 0

    def test_failing(self, tmp_path: Path) -> None:
        """What fails halfway leaves nothing, neither the file nor what was put aside."""

        def fail() -> None:
            with row_writer(str(tmp_path / "x.xlsx"), sheet="x", force=False) as write:
                write(["a"])
                raise KeyboardInterrupt

        with mock.patch("tempfile.tempdir", str(tmp_path)), pytest.raises(KeyboardInterrupt):
            fail()
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("step", ["worksheet.Worksheet._opt_close", "workbook.Workbook._store_workbook"])
    def test_full_disk(self, tmp_path: Path, step: str) -> None:
        """So it is on a full disk, where closing what was put aside fails as well, or putting it together does."""
        full = OSError(errno.ENOSPC, "full")
        with mock.patch(f"xlsxwriter.{step}", side_effect=full), pytest.raises(UnwritableOutput) as caught:
            write_table([], tmp_path / "x.xlsx")
        assert (caught.value.reason, list(tmp_path.iterdir())) == (Reason("full"), [])


@pytest.mark.parametrize("text", ["a\ufffe", "\uffff"])
def test_no_characters(tmp_path: Path, text: str) -> None:
    """What would be read back from a workbook as another text is not written to one; literal escapes are."""
    case = evolve(Case.from_answers({"case_id": "1"}), other=(("note", text),))
    with pytest.raises(UnwritableOutput, match=r"write a \.csv"):
        write_table([case], tmp_path / "x.xlsx")
    write_table([case], tmp_path / "x.csv")
    assert read_table(tmp_path / "x.csv").cases == (case,)
    case = evolve(case, other=(("note", "_x0041__xFFFE_"),))
    write_table([case], tmp_path / "x.xlsx")
    assert read_table(tmp_path / "x.xlsx").cases == (case,)


class TestExtras:
    """Without a package that it takes, a file says what to install."""

    @pytest.mark.parametrize(
        ("name", "module", "extra"),
        [
            ("x.sav", "pyreadstat", "spss"),
            ("x.parquet", "pyarrow", "parquet"),
        ],
    )
    def test_reading(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str) -> None:
        """So does one that is read, and no file stays open."""
        path = FILES / name
        if not path.exists():
            path = tmp_path / name
            path.write_bytes({"x.sav": b"$FL2@(#) SPSS", "x.parquet": b"PAR1"}[name])
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(MissingExtra) as caught:
            Tables([CODER1, str(path)])
        assert caught.value.text("en").endswith(f'{sys.executable} -m pip install "ckm-mo[{extra}]"')

    def test_writing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """So does one that is written."""
        monkeypatch.setitem(sys.modules, "xlsxwriter", None)
        with pytest.raises(MissingExtra, match=r'a workbook needs XlsxWriter.*pip install "ckm-mo\[excel\]"'):
            write_table([], tmp_path / "x.xlsx")
        assert list(tmp_path.iterdir()) == []


class TestSheetOption:
    """A sheet is named for workbooks alone."""

    def test_no_workbook(self) -> None:
        """Where there is none, it is wrong usage."""
        with pytest.raises(WrongUsage, match="none of the tables is a workbook"):
            read_table(CODER1, sheet="cases")

    def test_mixed(self) -> None:
        """Among others it is for the workbooks."""
        with Tables([CODER1, str(FILES / "several.ods")], sheet="cases") as tables:
            assert sum(len(batch.values) for _, batch in tables.batches(lambda case: case)) == 68
            tables.check()

    def test_unreadable(self, tmp_path: Path) -> None:
        """Where a table could not be read, that is said first."""
        with pytest.raises(CkmMoError, match="no such file"):
            read_table(tmp_path / "nowhere.xlsx", sheet="x")


def test_whole_is_hashed() -> None:
    """A file that is read whole is hashed once, however often it is gone through."""
    with Source(str(FILES / "cases.xlsx")) as source:
        first, size = source.whole().read(), source.size
        assert source.whole().read() == first
        assert (size, source.sha256) == (len(first), hashlib.sha256(first).hexdigest())


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_advance(suffix: str) -> None:
    """While a workbook is read, it is said how many bytes of it were: all that hold its cells."""
    read: list[int] = []
    path = FILES / f"cases{suffix}"
    with Tables([str(path)], advance=read.append) as tables:
        assert sum(len(batch.values) for _, batch in tables.batches(lambda case: case)) == 5
    with zipfile.ZipFile(path) as package:
        part = package.getinfo("content.xml" if suffix == ".ods" else "xl/worksheets/sheet1.xml")
    assert part.compress_size < sum(read) < 2 * path.stat().st_size
