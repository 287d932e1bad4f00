"""The parts of workbooks: rows that are taken from their bytes are what expat would have given."""

import io
import zipfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ckm_mo.errors import BrokenTable, InvalidInput
from ckm_mo.tables import ods, parts, xlsx
from ckm_mo.tables.parts import SheetContent
from ckm_mo.tables.reading import read_table
from commands import FILES

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = "".join(f' xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "text"))

TEXTS = ("yes", "0", "7", "", " a ", "1e3", "a&amp;b", "\u00e9", "\ufeff", "_x0041_", "a\rb", "a\nb", "]]>", "<b/>")
SCRAPS = (
    "<!-- ",
    " -->",
    "<?x ",
    "?>",
    "<![CDATA[",
    "<row>",
    "</row>",
    "</c>",
    ' r="A1"',
    ' xmlns="x"',
    "&",
    '"',
    "<",
    ">",
)
"""What the bytes between two cells, or within one, may be changed into."""

xlsx_cells = st.builds(
    lambda name, attributes, content: f"<c{name}{attributes}" + (f">{content}</c>" if content else "/>"),
    st.sampled_from(['r="A{}"', 'r="B{}"', 'r="C{}"', 'r="A7"', 's="0"', "r='B{}'"]).map(" {}".format),
    st.sampled_from(
        ["", ' t="s"', ' t="str"', ' t="n" s="1"', ' s="2"', ' t="inlineStr"', ' t="b"', ' t="e"', ' t="d"']
    ),
    st.one_of(
        st.just(""),
        st.sampled_from(TEXTS).map("<v>{}</v>".format),
        st.sampled_from(TEXTS).map("<is><t>{}</t></is>".format),
        st.sampled_from(TEXTS).map('<is><t xml:space="preserve">{}</t></is>'.format),
        st.sampled_from(TEXTS).map("<f>A1</f><v>{}</v>".format),
    ),
)
ods_cells = st.builds(
    lambda name, attributes, content: (
        f"<table:{name}{attributes}" + (f">{content}</table:{name}>" if content else "/>")
    ),
    st.sampled_from(["table-cell", "table-cell", "table-cell", "covered-table-cell"]),
    st.sampled_from(
        [
            "",
            ' office:value-type="string"',
            " office:value-type='string'",
            ' office:value-type="float" office:value="7"',
            ' office:value-type="percentage" office:value="0.5"',
            ' office:value-type="boolean" office:boolean-value="true"',
            ' office:value-type="date" office:date-value="2024-01-31T00:00:00"',
            ' office:value-type="time" office:time-value="PT13H45M00S"',
            ' table:formula="of:=1"',
            ' table:number-columns-repeated="3"',
            ' table:number-columns-repeated="300" office:value-type="string"',
            ' table:number-columns-repeated="16300"',
            ' table:number-columns-spanned="2"',
            ' office:value="7"',
        ]
    ),
    st.one_of(
        st.just(""),
        st.sampled_from(TEXTS).map("<text:p>{}</text:p>".format),
        st.sampled_from(TEXTS).map("<text:p>a</text:p><text:p>{}</text:p>".format),
        st.just("<text:p>a<text:s/><text:tab/>b</text:p>"),
    ),
)


def rows(cells: st.SearchStrategy[str], begins: list[str], end: str) -> st.SearchStrategy[str]:
    """Draw the rows of a sheet, of which a few have a scrap in them where none belongs."""
    drawn = st.builds(
        lambda begin, cells: begin + "".join(cells) + end, st.sampled_from(begins), st.lists(cells, max_size=4)
    )
    numbered = st.lists(drawn, min_size=1, max_size=5).map(
        lambda rows: "".join(row.replace("{}", str(number)) for number, row in enumerate(rows, 1))
    )
    scraps = st.one_of(st.just(None), st.just(None), st.tuples(st.sampled_from(SCRAPS), st.integers(0, 1 << 16)))
    return st.builds(_torn, numbered, scraps)


def _torn(text: str, scrap: tuple[str, int] | None) -> str:
    if scrap is None:
        return text
    place = scrap[1] % (len(text) + 1)
    return text[:place] + scrap[0] + text[place:]


def in_xlsx(body: str, begin: str) -> tuple[object, ...]:
    """Give what is read of a sheet of an .xlsx: its rows and merged cells, or where it is damaged."""
    sheet = SheetContent()
    content = f"{begin}<sheetData>{body}</sheetData></worksheet>".encode()
    try:
        xlsx.SheetReader(sheet, ["zero", *TEXTS], ["", "date", "otherwise"], 0).go(io.BytesIO(content))
    except BrokenTable as error:
        return (error.cell,)
    return sheet.rows, sheet.merged


def in_ods(body: str, begin: str) -> tuple[object, ...]:
    """Give what is read of a sheet of an .ods."""
    content = f"{begin}<office:body><office:spreadsheet><table:table>{body}</table:table></office:spreadsheet>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("content.xml", f"{content}</office:body></office:document-content>")
    try:
        book = ods.Book(zipfile.ZipFile(packed))
    except BrokenTable as error:
        return (error.cell,)
    return book.sheet("").rows, book.sheet("").merged


class TestPlain:
    """A reader gives the same with plain rows and without."""

    @settings(max_examples=300)
    @given(
        rows(xlsx_cells, ['<row r="{}">', '<row r="{}" spans="1:3">', "<row>", '<row r="{}"/><row r="9">'], "</row>"),
        st.sampled_from(['<?xml version="1.0"?>', "", '<?xml version="1.0" encoding="iso-8859-1"?>']),
    )
    @example('<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="1"><c r="A1" t="str"><v>b</v></c></row>', "")
    @example('<row r="1"></row><row r="2" r="3"><c r="A2" t="str"><v>a</v></c></row>', "")
    @example(
        '<!-- <row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2"><c r="A2" t="str"><v>b</v></c></row> -->', ""
    )
    def test_xlsx(self, body: str, declaration: str) -> None:
        """So it is in an .xlsx."""
        begin = f'{declaration}<worksheet xmlns="{MAIN}">'
        found = in_xlsx(body, begin)
        with mock.patch.object(parts.Reader, "_taken", return_value=False):
            assert found == in_xlsx(body, begin)

    @settings(max_examples=300)
    @given(
        rows(
            ods_cells,
            ["<table:table-row>", '<table:table-row table:number-rows-repeated="2">', '<table:table-row table:x="1">'],
            "</table:table-row>",
        ),
        st.sampled_from([NAMES, NAMES.replace("xmlns:text", "xmlns:t"), NAMES + ' xmlns:x="y"']),
    )
    def test_ods(self, body: str, names: str) -> None:
        """So it is in an .ods."""
        begin = f"<office:document-content{names}>"
        found = in_ods(body, begin)
        with mock.patch.object(parts.Reader, "_taken", return_value=False):
            assert found == in_ods(body, begin)

    @pytest.mark.parametrize("path", sorted(path.name for path in FILES.glob("*.[xo][ld]s*")))
    def test_files(self, path: str) -> None:
        """So it is in the files of LibreOffice."""
        found = outcome(FILES / path)
        with mock.patch.object(parts.Reader, "_taken", return_value=False):
            assert found == outcome(FILES / path)

    @pytest.mark.parametrize("size", [1, 7, 100])
    def test_torn(self, size: int) -> None:
        """However a part is cut where it is read, all rows are read."""
        body = "".join(f'<row r="{row}"><c r="A{row}" t="str"><v>a</v></c></row>' for row in range(1, 9))
        with mock.patch.object(parts, "_AT_ONCE", size):
            found, _ = in_xlsx(body, f'<worksheet xmlns="{MAIN}">')
        assert found == [(row, ["a"]) for row in range(8)]

    def test_plain_rows(self) -> None:
        """Rows that are written as most programs write them are taken from their bytes."""
        body = '<row r="1"><c r="A1"/></row><row r="2"><c r="B2" t="str"><v>a</v></c></row>'
        with mock.patch.object(xlsx.SheetReader, "_start_c", side_effect=ValueError) as start:
            assert in_xlsx(body.replace('<c r="A1"/>', ""), f'<worksheet xmlns="{MAIN}">') == ([(1, ["", "a"])], [])
        assert not start.called


def outcome(path: Path) -> object:
    """Give the cases of a table, or what is wrong with it."""
    try:
        return read_table(path).cases
    except InvalidInput as error:
        return error.lines()
