"""Sheets in which something stands that a reader may pass over: it is read as their program shows it, or refused.

The files are written here, part by part, as no program writes them, or only some.
"""

import zipfile
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
import xlsxwriter

from ckm_mo.errors import InvalidInput
from ckm_mo.tables.reading import read_table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
ODF = "urn:oasis:names:tc:opendocument:xmlns"

HEAD = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>case_id</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>violence</t></is></c></row>'
)


def packed(path: Path, parts: dict[str, str]) -> Path:
    """Write a package."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def xlsx(folder: Path, data: str, *, behind: str = "", strings: str = "") -> Path:
    """Write an .xlsx of one sheet."""
    relations = f'<Relationship Id="r1" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/>'
    relations += f'<Relationship Id="r2" Type="{DOCUMENT}/sharedStrings" Target="sharedStrings.xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}">'
        f'<sheets><sheet name="cases" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        "xl/sharedStrings.xml": strings or f'<sst xmlns="{MAIN}" count="0" uniqueCount="0"></sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{behind}</worksheet>',
    }
    return packed(folder / "x.xlsx", parts)


def ods(folder: Path, rows: str) -> Path:
    """Write an .ods of one sheet, whose header stands in it already."""
    names = "".join(f' xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    head = "".join(string(text) for text in ("case_id", "violence"))
    content = f"<office:document-content{names}><office:body><office:spreadsheet><table:table table:name='cases'>"
    content += f"<table:table-row>{head}</table:table-row>{rows}</table:table></office:spreadsheet></office:body>"
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"/>',
        "content.xml": f"{content}</office:document-content>",
    }
    return packed(folder / "x.ods", parts)


def string(text: str, kind: str = ' office:value-type="string"') -> str:
    """Write a cell of an .ods."""
    return f"<table:table-cell{kind}><text:p>{text}</text:p></table:table-cell>"


def cell(place: str, text: str) -> str:
    """Write a cell of an .xlsx with its own text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def formula(place: str, text: str) -> str:
    """Write a formula that was never computed."""
    return f'<c r="{place}"><f>"{text}"</f></c>'


def refused(path: Path) -> list[tuple[str, str]]:
    """Have a table refused, and give the cell and the reason of each error."""
    with pytest.raises(InvalidInput) as caught:
        read_table(path)
    return [(each.cell, getattr(getattr(each, "reason", None), "key", "")) for each in caught.value.errors]


def row(number: int, *cells: str) -> str:
    """Write a row of an .xlsx."""
    return f'<row r="{number}">{"".join(cells)}</row>'


class TestXlsx:
    """In an .xlsx."""

    def test_plain(self, tmp_path: Path) -> None:
        """What is written here is read where nothing is odd in it."""
        path = xlsx(tmp_path, HEAD + row(2, cell("A2", "F-1"), cell("B2", "yes")))
        assert [(case.case_id, str(case["violence"])) for case in read_table(path)] == [("F-1", "yes")]

    def test_formulas_at_the_end(self, tmp_path: Path) -> None:
        """Rows of formulas that were never computed are refused, cell by cell, and not left out."""
        data = HEAD + row(2, cell("A2", "F-1"), cell("B2", "yes")) + row(3, formula("A3", "F-2"), formula("B3", "yes"))
        assert refused(xlsx(tmp_path, data)) == [("A3", "cell_formula"), ("B3", "cell_formula")]

    def test_formulas_alone(self, tmp_path: Path) -> None:
        """So is a header of nothing else, or with one among its cells, before the others too."""
        heads = row(1, formula("A1", "case_id"), formula("B1", "violence"))
        assert refused(xlsx(tmp_path, heads)) == [("A1", "cell_formula")]
        heads = row(1, formula("A1", "case_id"), cell("B1", "violence"))
        assert refused(xlsx(tmp_path, heads + row(2, cell("B2", "yes")))) == [("A1", "cell_formula")]

    @pytest.mark.parametrize(
        "odd",
        [
            '<c r="B2" t="inlineStr"><v>yes</v></c>',
            '<c r="B2" t="str"><is><t>yes</t></is></c>',
            '<c r="B2" t="str"><v>yes</v><v>no</v></c>',
            '<c r="B2" t="inlineStr"><is><t>yes</t></is><is><t>no</t></is></c>',
            '<c r="B2" t="inlineStr"><is><r><t>y</t><t>no</t></r></is></c>',
            '<c r="B2" t="inlineStr"><is><x>yes</x></is></c>',
            '<c r="B2" t="inlineStr"><is><t>n<x/>o</t></is></c>',
            '<c r="B2" t="str"><x/></c>',
            '<c r="B2" t="other"><v>yes</v></c>',
            '<c r="B2" t="b"><v>2</v></c>',
            '<c r="B2"><v>yes</v></c>',
            '<c r="B2"><v>1_0</v></c>',
            '<c r="B2"><v>1e999</v></c>',
            '<c r="B2" t="s"><v>-1</v></c>',
            '<c r="B2" t="s"><v>7</v></c>',
            '<c r="B7" t="str"><v>yes</v></c>',
            '<c r="b2" t="str"><v>yes</v></c>',
            '<c r="XFE2" t="str"><v>yes</v></c>',
            '<c r="B2" t="inlineStr"><is><t>yes_xD83D_</t></is></c>',
            '<c r="B2" t="str"><v>yes</v><c r="C2" t="str"><v>no</v></c></c>',
            '<x><c r="B2" t="str"><v>yes</v></c></x>',
            "<x/>",
        ],
    )
    def test_values(self, tmp_path: Path, odd: str) -> None:
        """A cell is refused by name that programs show otherwise from each other, or not at all."""
        assert refused(xlsx(tmp_path, HEAD + row(2, cell("A2", "F-1"), odd))) == [("B2", "damaged")]

    @pytest.mark.parametrize(
        "odd",
        [
            '<c r="B2" t="str"><v>no<![CDATA[t_stated]]></v></c>',
            '<c r="B2" t="str"><v>not<!-- a remark -->_stated</v></c>',
            '<c r="B2" t="str"><v>not<?an instruction?>_stated</v></c>',
            '<c r="B2" t="str"><v>not&#95;stated</v></c>',
            '<c r="B2" t="str"><f>"not_"&amp;"stated"</f><v>not_stated</v></c>',
            '<c t="str" r="B2" ><v>not_stated</v ></c >',
            "<c r='B2' t='str'><v>not_stated</v></c>",
            '<c r="B2" t="inlineStr"><is><t>not_x005F_stated</t></is></c>',
            '<c r="B2" t="inlineStr"><is><r><rPr><b/></rPr><t>not</t></r><r><t>_stated</t></r></is></c>',
            '<c r="B2" t="inlineStr"><is><t>not_stated</t><rPh sb="0" eb="1"><t>x</t></rPh><phoneticPr/></is></c>',
            '<c r="B2" t="str"><v>not_stated</v><extLst><ext><x/></ext></extLst></c>',
        ],
    )
    def test_written_otherwise(self, tmp_path: Path, odd: str) -> None:
        """A cell that is written in another way is read as LibreOffice shows it, and so are those behind it."""
        data = HEAD + row(2, cell("A2", "F-1"), odd) + row(3, cell("A3", "F-2"), cell("B3", "yes"))
        assert [str(case["violence"]) for case in read_table(xlsx(tmp_path, data))] == ["not_stated", "yes"]

    def test_two_numbers(self, tmp_path: Path) -> None:
        """A character that is written by two numbers, as it is in UTF-16, is one character."""
        odd = '<c r="A2" t="inlineStr"><is><t>_xD83D__xDE00_</t></is></c>'
        assert [case.case_id for case in read_table(xlsx(tmp_path, HEAD + row(2, odd)))] == ["\N{GRINNING FACE}"]

    @pytest.mark.parametrize(
        "rows",
        [
            row(2, cell("A2", "F-1")) + row(2, cell("A2", "F-2")),
            row(3, cell("A3", "F-1")) + row(2, cell("A2", "F-2")),
            f"<row>{cell('A2', 'F-1')}</row>{row(2, cell('A2', 'F-2'))}",
            f"<row>{cell('A2', 'F-1')}{row(3, cell('A3', 'F-2'))}</row>",
            f"<x>{row(2, cell('A2', 'F-1'))}</x>",
            '<row r="1_0"/>',
            '<row r="0"/>',
        ],
    )
    def test_rows(self, tmp_path: Path, rows: str) -> None:
        """Rows in one place, out of order or in each other are refused: some programs leave out one of them."""
        assert [key for _, key in refused(xlsx(tmp_path, HEAD + rows))] == ["damaged"]

    @pytest.mark.parametrize("text", ["<x/>", "<t>a</t><x/>", "<t>a<x/></t>", "<r><t>a</t><t>b</t></r>", "<r><x/></r>"])
    def test_shared_text(self, tmp_path: Path, text: str) -> None:
        """A text that cells share is refused where programs show it otherwise from each other."""
        strings = f'<sst xmlns="{MAIN}"><si><t>yes</t></si><si>{text}</si></sst>'
        assert refused(xlsx(tmp_path, HEAD, strings=strings)) == [("", "damaged")]
        strings = f'<sst xmlns="{MAIN}"><si><r><rPr/><t>ye</t></r><r><t>s</t></r><rPh><t>x</t></rPh></si></sst>'
        path = xlsx(tmp_path, HEAD + row(2, cell("A2", "F-1"), '<c r="B2" t="s"><v>0</v></c>'), strings=strings)
        assert [str(case["violence"]) for case in read_table(path)] == ["yes"]

    def test_other_workbook(self, tmp_path: Path) -> None:
        """A package whose workbook is another part than the one by which it is known is refused."""
        path = xlsx(tmp_path, HEAD)
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name).decode() for name in package.namelist()}
        parts["_rels/.rels"] = parts["_rels/.rels"].replace("xl/workbook.xml", "xl/other.xml")
        assert refused(packed(path, parts)) == [("", "damaged")]

    @pytest.mark.parametrize("since_1904", [False, True])
    @pytest.mark.parametrize(
        ("value", "form", "shown"),
        [
            (45322, "dd-mm-yy", "2024-01-31"),
            (45322.573032407, "yyyy", "2024-01-31 13:45:10"),
            (0.5, 'h "in" mm', "12:00:00"),
            (1.25, "[h]:mm", "1 day, 6:00:00"),
            (1e10, "d", "10000000000"),
            (7, '"d"0', "7"),
            (7, "[Red]0", "7"),
            (7, "0_d", "7"),
            (45322, '[$-413]d mmmm yyyy;@"x"', "2024-01-31"),
        ],
    )
    def test_dates(self, tmp_path: Path, value: float, form: str, shown: str, *, since_1904: bool) -> None:
        """A number is a date, a time or a span of time where its form is that of one, in either calendar."""
        days = value - 1462 if since_1904 and shown.startswith("2024") else value
        with xlsxwriter.Workbook(tmp_path / "x.xlsx", {"date_1904": since_1904}) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["case_id", "violence", "note"])
            sheet.write_row(1, 0, ["F-1", "yes"])
            sheet.write_number(1, 2, days, book.add_format({"num_format": form}))
        assert [case.other for case in read_table(tmp_path / "x.xlsx")] == [(("note", shown),)]

    def test_nul_in_header(self, tmp_path: Path) -> None:
        """So is a header that holds a NUL character, as it is in text."""
        heads = row(1, cell("A1", "case_id"), cell("B1", "note_x0000_"))
        assert refused(xlsx(tmp_path, heads + row(2, cell("A2", "F-1")))) == [("", "nul")]

    def test_second_data(self, tmp_path: Path) -> None:
        """So is a second body of rows."""
        behind = f"<sheetData>{row(3, cell('A3', 'F-2'), cell('B3', 'no'))}</sheetData>"
        path = xlsx(tmp_path, HEAD + row(2, cell("A2", "F-1"), cell("B2", "yes")), behind=behind)
        assert refused(path) == [("", "damaged")]

    def test_backwards(self, tmp_path: Path) -> None:
        """Cells that are merged are merged from whichever end."""
        data = HEAD + row(2, cell("A2", "F-1"), cell("B2", "yes")) + row(3, cell("A3", "F-2"))
        path = xlsx(tmp_path, data, behind='<mergeCells count="1"><mergeCell ref="B3:B2"/></mergeCells>')
        assert refused(path) == [("B3", "cell_merged")]

    @pytest.mark.parametrize("number", ["100000000000", "18446744073709551615"])
    @pytest.mark.parametrize("attribute", ["count", "uniqueCount"])
    def test_stated_strings(self, tmp_path: Path, number: str, attribute: str) -> None:
        """A number of texts that nothing could hold is not believed."""
        path = xlsx(tmp_path, HEAD, strings=f'<sst xmlns="{MAIN}" {attribute}="{number}"></sst>')
        assert len(read_table(path)) == 0

    def test_overlapping(self, tmp_path: Path) -> None:
        """Merged cells that overlap are refused at the first row where they do."""
        data = HEAD + row(2, cell("A2", "F-1"), cell("B2", "yes"))
        merges = "".join(f'<mergeCell ref="A{first}:B9999"/>' for first in (2, 3))
        path = xlsx(tmp_path, data + row(3, cell("A3", "F-2")), behind=f"<mergeCells>{merges}</mergeCells>")
        assert ("", "damaged") in refused(path)


MANY = ' table:number-columns-repeated="16000"'


class TestOds:
    """In an .ods."""

    def test_no_kind(self, tmp_path: Path) -> None:
        """A cell that does not say what kind its value has is the text that it shows."""
        path = ods(tmp_path, f"<table:table-row>{string('F-1', '')}{string('yes', '')}</table:table-row>")
        assert [(case.case_id, str(case["violence"])) for case in read_table(path)] == [("F-1", "yes")]

    def test_value_of_no_kind(self, tmp_path: Path) -> None:
        """One with a value of no kind is refused."""
        odd = '<table:table-cell office:value="1"/>'
        assert refused(ods(tmp_path, f"<table:table-row>{string('F-1')}{odd}</table:table-row>")) == [("B2", "damaged")]

    def test_formulas_at_the_end(self, tmp_path: Path) -> None:
        """Rows of formulas that were never computed are refused, cell by cell."""
        cells = "".join(f"<table:table-cell table:formula='of:=\"{text}\"'/>" for text in ("F-2", "yes"))
        path = ods(tmp_path, f"<table:table-row>{cells}</table:table-row>")
        assert refused(path) == [("A2", "cell_formula"), ("B2", "cell_formula")]

    @pytest.mark.parametrize(
        "odd",
        [
            "no<![CDATA[t_stated]]>",
            "not<!-- a remark -->_stated",
            "not<?an instruction?>_stated",
            "not&#95;stated",
            "<text:span>not</text:span>_<text:a>stated</text:a>",
        ],
    )
    def test_written_otherwise(self, tmp_path: Path, odd: str) -> None:
        """Text that is written in another way is read as LibreOffice shows it, and so is that behind it."""
        rows = f"<table:table-row>{string('F-1')}{string(odd)}</table:table-row>"
        rows += f"<table:table-row>{string('F-2')}{string('yes')}</table:table-row>"
        assert [str(case["violence"]) for case in read_table(ods(tmp_path, rows))] == ["not_stated", "yes"]

    @pytest.mark.parametrize(
        "odd",
        [
            string("yes<text:date/>"),
            string("yes<text:note><text:p>x</text:p></text:note>"),
            string("yes", ' office:value-type="other"'),
            string("yes", ' office:value-type="float"'),
            string("yes", ' office:value-type="float" office:value="1_0"'),
            string("yes", ' office:value-type="string" table:number-columns-repeated="1_0"'),
            '<table:table-cell office:value-type="string"><text:h>yes</text:h></table:table-cell>',
            (
                f"<table:table-cell><table:table><table:table-row>{string('yes')}</table:table-row></table:table>"
                "</table:table-cell>"
            ),
        ],
    )
    def test_values(self, tmp_path: Path, odd: str) -> None:
        """A cell is refused by name that shows what is not in the file, or does not show what is."""
        assert refused(ods(tmp_path, f"<table:table-row>{string('F-1')}{odd}</table:table-row>")) == [("B2", "damaged")]

    @pytest.mark.parametrize(
        "rows",
        [
            f"<table:table-row><table:table-row>{string('F-1')}</table:table-row></table:table-row>",
            string("F-1"),
            f"<table:table-row><x:x xmlns:x='x'>{string('F-1')}</x:x></table:table-row>",
            f"<table:table-row>{string('<text:p>F-1</text:p>')}</table:table-row>",
            f"<table:table-row>{string('F-1<text:s/>')}<table:table-cell>{string('x')}</table:table-cell></table:table-row>",
            f"<table:table-row>{string('x', MANY) * 2}</table:table-row>",
        ],
    )
    def test_rows(self, tmp_path: Path, rows: str) -> None:
        """Rows and cells that stand where none belong are refused."""
        assert [key for _, key in refused(ods(tmp_path, rows))] == ["damaged"]

    @pytest.mark.parametrize(
        ("in_row", "in_cell"), [(' table:number-rows-repeated="2"', ""), ("", ' table:number-columns-repeated="2"')]
    )
    def test_repeated_formula(self, tmp_path: Path, in_row: str, in_cell: str) -> None:
        """A formula that is repeated is refused: LibreOffice shows its outcome once."""
        odd = string("yes", f' office:value-type="string" table:formula="of:=B1"{in_cell}')
        path = ods(tmp_path, f"<table:table-row{in_row}>{string('F-1')}{odd}</table:table-row>")
        assert refused(path) == [("B2", "damaged")]

    def test_linked_table(self, tmp_path: Path) -> None:
        """A table that is kept of another file is no sheet."""
        kept = f"<table:table><table:table-row>{string('x')}</table:table-row></table:table>"
        behind = f"</table:table><table:dde-links>{kept}</table:dde-links><text:p>x</text:p><table:table>"
        path = ods(tmp_path, f"<table:table-row>{string('F-1')}{string('yes')}</table:table-row>{behind}")
        assert [case.case_id for case in read_table(path)] == ["F-1"]

    def test_spaces(self, tmp_path: Path) -> None:
        """Blanks that a few bytes stand for are refused where they are more than a cell may have."""
        cells = string("F-1") + string('<text:s text:c="900000000"/>')
        assert refused(ods(tmp_path, f"<table:table-row>{cells}</table:table-row>")) == [("", "unpacked")]

    def test_long_span_of_time(self, tmp_path: Path) -> None:
        """A span of time that there is none of is refused, and no fault of the program."""
        odd = '<table:table-cell office:value-type="time" office:time-value="PT240000000000H00M00S"/>'
        assert refused(ods(tmp_path, f"<table:table-row>{string('F-1')}{odd}</table:table-row>"))


class TestSpss:
    """In a .sav."""

    @pytest.mark.parametrize("label", [" ", ""])
    @pytest.mark.parametrize("declared", [True, False])
    def test_blank_label(self, tmp_path: Path, label: str, *, declared: bool) -> None:
        """A value whose label says nothing is no empty cell, declared missing or not."""
        pyreadstat.write_sav(
            pd.DataFrame({"case_id": ["a"], "violence": [7.0]}),
            tmp_path / "x.sav",
            variable_value_labels={"violence": {7: label}},
            missing_ranges={"violence": [7]} if declared else None,
        )
        assert refused(tmp_path / "x.sav") == [("", "")]

    def test_missing_word(self, tmp_path: Path) -> None:
        """A word that is declared missing and has no label is no answer."""
        frame = pd.DataFrame({"case_id": ["a", "b"], "violence": ["yes", "no"]})
        pyreadstat.write_sav(frame, tmp_path / "x.sav", missing_ranges={"violence": ["no"]})
        assert refused(tmp_path / "x.sav") == [("", "cell_unlabelled")]
