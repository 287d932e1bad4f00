"""Amendments: texts put into cells of an .xlsx that is there, while all else of it stays as it is.

Texts are cut into the bytes of the sheet's part. Drop-downs, forms, widths, notes, other sheets and all that a program
may have added stay byte for byte; where there are formulas, the workbook says that they are to be computed when it is
opened. What could not stay is refused: a formula in a cell that is to be another, merged cells, a signature.
"""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape

from attrs import Factory, define

from ckm_mo.errors import UnwritableOutput
from ckm_mo.messages import Reason
from ckm_mo.tables.cells import Cell, cell_name
from ckm_mo.tables.parts import BROKEN, LONGEST_TEXT, MOST_ROWS, MOST_SHEET_COLUMNS, SheetContent, part_name
from ckm_mo.tables.sheets import chosen
from ckm_mo.tables.xlsx import BOOK, as_numbers, ends

NewTexts = Mapping[tuple[int, int], str]
"""Texts by the row and the column that they are put into, both from 0."""

_TAG: Final = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_SPANS: Final = re.compile(rb"""\sspans\s*=\s*(?:"[^"]*"|'[^']*')""")
_REF: Final = re.compile(rb"""(\sref\s*=\s*["'])[^"']*""")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_CALCULATION: Final = re.compile(rb"<(?:\w+:)?calcPr(?![^>]*\sfullCalcOnLoad)(?=[\s/>])")
_SHEETS: Final = "xl/worksheets/"
_SIGNATURES: Final = "_xmlsignatures/"


class Unkept(Exception):
    """Something would not stay as it is; the argument says what."""


@define
class _Element:
    """A row or a cell in the bytes of a part: where it begins, where its first tag ends, and where it ends."""

    at: int
    start: int
    end: int
    empty: bool
    attributes: dict[str, str]
    cells: "dict[int, _Element]" = Factory(dict)
    formula: bool = False


class _Layout:
    """Where the rows of a sheet that are to be amended stand in its part, and the cells in them.

    Args:
        part: The bytes.
        wanted: The rows whose cells are of interest.
    """

    def __init__(self, part: bytes, wanted: set[int]) -> None:
        self.part = part
        self.wanted = wanted
        self.rows: dict[int, _Element] = {}
        self.styles: dict[int, str] = {}
        self.dimension: _Element | None = None
        self.prefix = ""
        self.end = 0
        self._row = -1
        self._cell: _Element | None = None
        self._depth: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.XmlDeclHandler = self._declared
        self._parser.Parse(part, True)  # noqa: FBT003 - that it is all

    def _declared(self, _: str, encoding: str | None, __: int) -> None:
        if (encoding or "utf-8").lower() != "utf-8":
            raise Unkept("unkept_encoding")

    def _element(self, attributes: dict[str, str]) -> _Element:
        at = self._parser.CurrentByteIndex
        tag = _TAG.match(self.part, at)
        assert tag  # noqa: S101 - the parser has found one here
        return _Element(at, tag.end(), tag.end(), tag[0].endswith(b"/>"), attributes)

    def _start(self, name: str, of: dict[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        self._depth.append(local)
        if local == "dimension":
            self.dimension = self._element(of)
        elif local == "col":
            last = min(int(of["max"]), MOST_SHEET_COLUMNS)
            self.styles.update(dict.fromkeys(range(int(of["min"]) - 1, last), of.get("style", "")))
        elif local == "sheetData":
            self.prefix = prefix and f"{prefix}:"
        elif local == "row" and self._depth[-2] == "sheetData":
            self._row = int(of["r"]) - 1 if "r" in of else self._row + 1
            self.rows[self._row] = self._element(of)
        elif local == "c" and self._depth[-2] == "row" and self._row in self.wanted:
            if "r" not in of:
                raise Unkept("unkept_names")
            self._cell = self.rows[self._row].cells[ends(of["r"])[1]] = self._element(of)
        elif local == "f" and self._cell:
            self._cell.formula = True

    def _end(self, _: str) -> None:
        local, at = self._depth.pop(), self._parser.CurrentByteIndex
        if local == "sheetData":
            self.end = at
        elif local == "row" and self._depth[-1] == "sheetData":
            self._close(self.rows[self._row], at)
        elif local == "c" and self._cell:
            self._close(self._cell, at)
            self._cell = None

    def _close(self, element: _Element, at: int) -> None:
        if not element.empty:
            element.end = self.part.index(b">", at) + 1


def amended(data: bytes, cells: NewTexts, *, name: str, sheet: str | None = None) -> bytes:
    """Put texts into cells of an .xlsx.

    Args:
        data: Its bytes, which have been read as a table without errors.
        cells: The texts; an empty one empties its cell.
        name: Of the file, for messages.
        sheet: The sheet; None for the one that can be meant.

    Returns:
        The bytes of a workbook of which nothing but these cells is another.

    Raises:
        UnwritableOutput: If a cell cannot hold its text, or if something else would not stay as it is.
    """
    try:
        return _amended(data, cells, sheet)
    except Unkept as error:
        key, *facts = error.args
        raise UnwritableOutput(file=name, reason=Reason(key, tuple(facts))) from error
    except BROKEN as error:
        raise UnwritableOutput(file=name, reason=Reason("unkept")) from error


def _amended(data: bytes, cells: NewTexts, sheet: str | None) -> bytes:
    package = zipfile.ZipFile(BytesIO(data))
    sheet_content = chosen(package, sheet)
    if any(part_name(part).startswith(_SIGNATURES) for part in package.namelist()):
        raise Unkept("unkept_signature")
    for (row, column), text in cells.items():
        if any(top <= row <= bottom and first <= column <= last for top, first, bottom, last in sheet_content.merged):
            raise Unkept("unkept_merged", ("cell", cell_name(row + 1, column + 1)))
        if row >= MOST_ROWS:
            raise Unkept("many_rows", ("limit", MOST_ROWS))
        if len(text) > LONGEST_TEXT:
            raise Unkept("long_text", ("limit", LONGEST_TEXT))
    parts = {part: package.read(part) for part in package.infolist()}
    sheets = (content for part, content in parts.items() if part_name(part.filename).startswith(_SHEETS))
    formulas = any(map(_FORMULA.search, sheets))
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        new.comment = package.comment
        for part, content in parts.items():
            if part.filename == sheet_content.part:
                new.writestr(part, b"".join(_pieces(content, cells, sheet_content.rows[0][0])))
            elif part_name(part.filename) == BOOK and formulas:  # what they give may be another now
                new.writestr(part, _CALCULATION.sub(rb'\g<0> fullCalcOnLoad="1"', content))
            else:
                new.writestr(part, content)
    expected = {at: text for at, text in (_texts(sheet_content) | dict(cells)).items() if text}
    if _texts(chosen(zipfile.ZipFile(packed), sheet)) != expected:
        raise Unkept("unkept")
    return packed.getvalue()


def _texts(sheet: SheetContent) -> dict[tuple[int, int], str | Cell]:
    """Give all that stands in a sheet."""
    return {(row, column): each for row, cells in sheet.rows for column, each in enumerate(cells) if each}


def _pieces(part: bytes, cells: NewTexts, heads: int) -> Iterator[bytes]:
    """Write the part of a sheet anew: its bytes, but for what is amended."""
    layout = _Layout(part, {row for row, _ in cells})
    position = 0
    for at, end, piece in sorted(_cuts(layout, cells, heads), key=lambda cut: cut[:2]):
        yield part[position:at]
        yield piece
        position = end
    yield part[position:]


def _cuts(layout: _Layout, cells: NewTexts, heads: int) -> Iterator[tuple[int, int, bytes]]:
    """Find what is cut into the part of a sheet: from where to where, and what comes there."""
    wanted: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), text in sorted(cells.items()):
        wanted[row][column] = text
    for row, texts in wanted.items():
        there = layout.rows.get(row)
        if there and not there.empty:
            tag = layout.part[there.at : there.start]
            yield there.at, there.start, _SPANS.sub(b"", tag)
            yield from _in_row(layout, row, there, texts, heads)
            continue
        written = (_cell(layout, row, each, _style(layout, there, each), text) for each, text in texts.items() if text)
        within = b"".join(written) + f"</{layout.prefix}row>".encode()
        if there:
            yield (
                there.at,
                there.end,
                _SPANS.sub(b"", layout.part[there.at : there.end]).removesuffix(b"/>") + b">" + within,
            )
        else:
            at = next((each.at for number, each in layout.rows.items() if number > row), layout.end)
            yield at, at, f'<{layout.prefix}row r="{row + 1}">'.encode() + within
    if layout.dimension:
        at, end = layout.dimension.at, layout.dimension.start
        yield at, end, _REF.sub(rb"\g<1>%b" % _extent(layout.dimension.attributes["ref"], cells), layout.part[at:end])


def _in_row(
    layout: _Layout, row: int, there: _Element, texts: Mapping[int, str], heads: int
) -> Iterator[tuple[int, int, bytes]]:
    """Find what is cut into a row that has something in it."""
    last = there.cells[max(there.cells)] if there.cells else None
    for column, text in texts.items():
        cell = there.cells.get(column)
        if cell and cell.formula:
            raise Unkept("unkept_formula", ("cell", cell_name(row + 1, column + 1)))
        if cell:
            yield cell.at, cell.end, _cell(layout, row, column, cell.attributes.get("s", ""), text)
        elif text:
            behind = next((each.at for other, each in there.cells.items() if other > column), None)
            at = behind or (last.end if last else there.start)
            style = last.attributes.get("s", "") if last and row == heads else _style(layout, there, column)
            yield at, at, _cell(layout, row, column, style, text)


def _style(layout: _Layout, row: _Element | None, column: int) -> str:
    """Find the style that a new cell gets: that of its row, where it has one, or of its column."""
    own = row.attributes.get("s", "") if row and row.attributes.get("customFormat") in {"1", "true"} else ""
    return own or layout.styles.get(column, "")


def _cell(layout: _Layout, row: int, column: int, style: str, text: str) -> bytes:
    """Write a cell with a text in it, so that nothing in it is run; or one without."""
    prefix, styled = layout.prefix, f' s="{style}"' if style else ""
    tag = f'{prefix}c r="{cell_name(row + 1, column + 1)}"{styled}'
    if not text:
        return f"<{tag}/>".encode()
    written = escape(as_numbers(text))
    inline = f'<{prefix}is><{prefix}t xml:space="preserve">{written}</{prefix}t></{prefix}is>'
    return f'<{tag} t="inlineStr">{inline}</{prefix}c>'.encode()


def _extent(stated: str, cells: NewTexts) -> bytes:
    """Name the first and the last cell of a sheet that has more of them now."""
    rows, columns = zip(*map(ends, stated.split(":")), *cells, strict=True)
    return f"{cell_name(min(rows) + 1, min(columns) + 1)}:{cell_name(max(rows) + 1, max(columns) + 1)}".encode()
