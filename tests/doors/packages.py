"""Workbooks written part by part, as no program writes them."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
ODF = "urn:oasis:names:tc:opendocument:xmlns"

HEADS = ("case_id", "violence")
SHEET = "xl/worksheets/sheet1.xml"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Pack parts."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def inline(name: str, text: str) -> str:
    """Write a cell of an .xlsx with its own text."""
    return f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, *cells: str) -> str:
    """Write a row of an .xlsx, from its first column."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def xlsx(  # noqa: PLR0913 - all that is put into one
    data: str,
    *,
    behind: str = "",
    before: str = "",
    strings: str = "",
    styles: str = "",
    sheets: str = "",
    parts: Mapping[str, bytes] | None = None,
) -> bytes:
    """Write an .xlsx of one sheet, whose header stands in it already.

    Args:
        data: The rows.
        behind: What stands behind them.
        before: What stands before them.
        strings: The texts that cells share, with what is around them.
        styles: Of cells.
        sheets: More sheets in the list of them.
        parts: More of them, or others instead of these.
    """
    kinds = [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(kinds)
    )
    usual: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPE}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}">'
        f'<sheets><sheet name="cases" sheetId="1" r:id="r0"/>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        "xl/sharedStrings.xml": strings or f'<sst xmlns="{MAIN}"></sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        SHEET: f'<worksheet xmlns="{MAIN}">{before}<sheetData>'
        f"{row(1, inline('A1', HEADS[0]), inline('B1', HEADS[1]))}{data}</sheetData>{behind}</worksheet>",
    }
    return packed(usual | dict(parts or {}))


def string(text: str, more: str = "", kind: str = ' office:value-type="string"') -> str:
    """Write a cell of an .ods."""
    return f"<table:table-cell{kind}{more}><text:p>{text}</text:p></table:table-cell>"


def line(*cells: str, more: str = "") -> str:
    """Write a row of an .ods."""
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def table(rows: str, name: str = "cases") -> str:
    """Write a sheet of an .ods, whose header stands in it already."""
    return f'<table:table table:name="{name}">{line(*map(string, HEADS))}{rows}</table:table>'


def ods(*tables: str, content: bytes = b"") -> bytes:
    """Write an .ods, of sheets or of all that stands in it."""
    names = "".join(f' xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "text/xml"))
    )
    head = f'<office:document-content{names} office:version="1.3"><office:body><office:spreadsheet>'
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0">'
            f"{entries}</manifest:manifest>",
            "content.xml": content
            or f"{head}{''.join(tables)}</office:spreadsheet></office:body></office:document-content>",
        }
    )
