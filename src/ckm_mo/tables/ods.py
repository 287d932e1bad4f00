"""Workbooks of LibreOffice: the sheets of an .ods."""

import re
import zipfile
from functools import lru_cache
from itertools import chain
from typing import Final

from ckm_mo.tables.cells import CELL_SIZE, MOST_DISTINCT, Cell, CellKind, cell_name, cell_of
from ckm_mo.tables.parts import (
    LONGEST_TEXT,
    MOST_SHEET_COLUMNS,
    TEXT_BYTES,
    Element,
    Reader,
    SheetContent,
    decimal,
    from_digits,
    listed,
    part_name,
    too_large,
)

_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE: Final = f"{_ODF}office:1.0"
_TABLE: Final = f"{_ODF}table:1.0"
_TEXT: Final = f"{_ODF}text:1.0"
_DRAW: Final = f"{_ODF}drawing:1.0"
_DRAW_3D: Final = f"{_ODF}dr3d:1.0"
_STYLE: Final = f"{_ODF}style:1.0"
_CALC: Final = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"

_KIND: Final = f"{_OFFICE} value-type"
_KIND_IN_CALC: Final = f"{_CALC} value-type"
_STRING_VALUE: Final = f"{_OFFICE} string-value"
_FORMULA: Final = f"{_TABLE} formula"

_SIGNS: Final = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n", "text:span": "", "text:a": ""}
"""What stands for the elements in a paragraph, before the text in them."""

_BODY: Final = ["office:document-content", "office:body", "office:spreadsheet"]
"""What the sheets stand in."""

_AROUND: Final = {"table:table", "table:table-row-group", "table:table-rows", "table:table-header-rows"}
"""What the rows of a sheet stand in."""

_ALSO_READ: Final = {"meta-inf/manifest.xml", "styles.xml"}
"""The parts that are of no interest here, but whose damage keeps LibreOffice from opening a file."""

_ROW: Final = re.compile(rb"\s*<table:table-row([^<>/]*)>\s*").fullmatch
_CELL: Final = re.compile(rb"([^<>/]*)(?:/>|>(?:<text:p>(%b)</text:p>)?</table:table-cell>)\s*" % TEXT_BYTES).fullmatch
_TIME: Final = re.compile(r"PT([0-9]{1,9})H([0-9]{2})M([0-9]{2}(?:[.,][0-9]+)?)S")

Run = tuple[str | Cell, int]
"""A cell, and how many there are of it beside each other."""


class Book(Reader):
    """A workbook, all of which is read at once.

    Attributes:
        sheets: Its sheets, by name.
    """

    SPACES = {  # noqa: RUF012 - never changed
        _OFFICE: "office:",
        _TABLE: "table:",
        _TEXT: "text:",
        _DRAW: "draw:",
        _DRAW_3D: "draw:",
        _STYLE: "style:",
    }
    PREFIXES = {"office": (_OFFICE,), "table": (_TABLE,), "text": (_TEXT,)}  # noqa: RUF012 - never changed
    END = b"</table:table-row>"
    HELD = ("table:table-cell", "table:covered-table-cell")
    BESIDE = ("office:annotation", "office:event-listeners", "table:detective", "table:cell-range-source", "draw:")

    def __init__(self, package: zipfile.ZipFile) -> None:
        super().__init__()
        self.sheets: dict[str, SheetContent] = {}
        self._now = SheetContent()
        self._style = ""
        self._hidden: set[str] = set()
        self._styles: dict[str, str] = {}
        self._row = self._times = 0
        self._runs: list[Run] = []
        self._column = 0
        self._cells = lru_cache(MOST_DISTINCT)(self._parse_cells)
        self._tags = lru_cache(MOST_DISTINCT)(self._tag)
        self._blank = lru_cache(MOST_DISTINCT)(lambda piece: not self._run(piece)[0])
        self.starts = {
            "style:style": self._start_style,
            "style:table-properties": self._start_properties,
            "table:table": self._start_table,
            "table:table-row": self._start_row,
            **dict.fromkeys(self.HELD, self._start_cell),
        }
        self.ends = {"table:table-row": self._end_row}
        parts = {part_name(name): name for name in package.namelist()}
        for part in _ALSO_READ.intersection(parts):
            listed(package.open(parts[part]))
        self.go(package.open(parts["content.xml"]))
        self.names = list(self.sheets)
        self.visible = [name for name in self.names if self._styles[name] not in self._hidden]

    def sheet(self, name: str) -> SheetContent:
        """Give a sheet."""
        return self.sheets[name]

    def where(self) -> str:
        """Name the cell that is read, if one is."""
        return cell_name(self._row + 1, self._column + 1) if "table:table-row" in self.path else ""

    def row(self, row: bytes) -> bool:
        """Take a row of cells that have one paragraph or none."""
        begin, *pieces = row.split(b"<table:table-cell")
        match = _ROW(begin)
        if match is None or not self.path or self.path[-1] not in _AROUND:
            return False
        times = _count(self.attributes(match[1]), "rows-repeated")
        if times > 1 and b"formula" in row:
            return False
        while pieces and self._blank(pieces[-1]):  # to the last column cells may be filled in with a colour
            pieces.pop()
        self._now.add(self._row, list(chain.from_iterable(map(self._cells, pieces))), times)
        self._row += times
        return True

    def _run(self, piece: bytes) -> Run:
        """Read a cell from what stands behind its name."""
        match = _CELL(piece)
        if match is None:
            raise ValueError
        of, count = self._tags(match[1])
        return _to_cell(of, [] if match[2] is None else [match[2].decode()]), count

    def _parse_cells(self, piece: bytes) -> tuple[str | Cell, ...]:
        """Read a cell that there are few of beside each other."""
        cell, count = self._run(piece)
        if count > _MANY:
            raise ValueError
        return (cell,) * count

    def _tag(self, text: bytes) -> tuple[dict[str, str], int]:
        """Read how a cell begins that is not merged, and how many there are of it."""
        of = self.attributes(text)
        count = _count(of, "columns-repeated")
        if _spans(of) or (count > 1 and _FORMULA in of):
            raise ValueError
        return of, count

    def _start_style(self, of: dict[str, str]) -> None:
        self._style = of.get(f"{_STYLE} name", "")

    def _start_properties(self, of: dict[str, str]) -> None:
        if of.get(f"{_TABLE} display") == "false":
            self._hidden.add(self._style)

    def _start_table(self, of: dict[str, str]) -> None:
        if self.path[:-1] != _BODY:
            self.skip()
            return
        name = of.get(f"{_TABLE} name", "")
        if name in self.sheets:
            raise ValueError
        held = self._now.weight + len(self._now.rows) * self._now.width * CELL_SIZE
        self._now = self.sheets[name] = SheetContent(weight=held)
        self._now.weigh(_SHEET)
        self._styles[name] = of.get(f"{_TABLE} style-name", "")
        self._row = 0

    def _start_row(self, of: dict[str, str]) -> None:
        if self.path[-2:-1] == ["table:table-row"]:
            raise ValueError
        self._times = _count(of, "rows-repeated")
        self._runs = []
        self._column = 0

    def _end_row(self) -> None:
        while self._runs and not self._runs[-1][0]:
            self._runs.pop()
        cells: list[str | Cell] = []
        for each, count in self._runs:
            if len(cells) + count > MOST_SHEET_COLUMNS:
                raise ValueError
            cells += [each] * count
        self._now.add(self._row, cells, self._times)
        self._row += self._times

    def _start_cell(self, of: dict[str, str]) -> None:
        if self.path[-2] != "table:table-row":
            raise ValueError
        if spans := _spans(of):
            rows, columns = spans
            self._now.merge(self._row, self._column, self._row + rows - 1, self._column + columns - 1)

    def take(self, element: Element) -> None:
        """Take a cell that is not plain; one with anything but paragraphs is refused: not all programs show it."""
        of, paragraphs = element.of, []
        for each in element.elements:
            if each.name == "text:p":
                paragraphs.append(self._text(each))
            elif each.name not in _SIGNS:
                raise ValueError
        count = _count(of, "columns-repeated")
        cell = _to_cell(of, paragraphs)
        if _FORMULA in of and count * self._times > 1 and getattr(cell, "kind", "") != CellKind.FORMULA:
            raise ValueError  # LibreOffice shows the outcome in the first place alone
        self._runs.append((cell, count))
        self._column += count

    def _text(self, around: Element) -> str:
        """Give the text of a paragraph, or of an element in one."""
        texts: list[str] = []
        for each in around.content:
            if isinstance(each, str):
                texts.append(each)
                continue
            spaces = from_digits(each.of.get(f"{_TEXT} c", "1"))
            if spaces > LONGEST_TEXT:
                raise too_large()
            self._now.weigh(spaces)
            texts += [_SIGNS[each.name] * spaces, self._text(each)]
        return "".join(texts)


_MANY: Final = 128  # how often a cell may be repeated in a plain row
_SHEET: Final = 1024  # how many bytes a sheet takes with nothing in it


def _count(of: dict[str, str], name: str) -> int:
    count = of.get(f"{_TABLE} number-{name}")
    return max(1, from_digits(count)) if count else 1


def _spans(of: dict[str, str]) -> tuple[int, int] | None:
    """Tell over how many rows and columns a cell goes; nothing where it is one."""
    spans = _count(of, "rows-spanned"), _count(of, "columns-spanned")
    return spans if spans != (1, 1) else None


def _to_cell(of: dict[str, str], paragraphs: list[str]) -> str | Cell:
    """Take a cell for what it is: by its attributes and its paragraphs."""
    kind = of.get(_KIND)
    shown = "\n".join(paragraphs)
    if of.get(_KIND_IN_CALC) == "error":
        return Cell(shown, CellKind.ERROR)
    string = of.get(_STRING_VALUE)
    if (formula := of.get(_FORMULA)) and kind in {None, "string"} and not paragraphs and string is None:
        return Cell(formula, CellKind.FORMULA)
    if kind == "string":
        return shown if string is None else string
    if kind is None:
        if any(name.startswith(f"{_OFFICE} ") for name in of):
            raise ValueError  # a value of no kind: of such cells no program says what they show
        return shown
    return _valued(kind, of[f"{_OFFICE} {_VALUES[kind]}"], shown)


def _valued(kind: str, value: str, shown: str) -> str | Cell:
    """Take a value for what it is, by its kind."""
    if kind == "boolean":
        return cell_of({"true": True, "false": False}[value])
    if kind in {"date", "time"}:
        time = _TIME.fullmatch(value)
        text = f"{int(time[1])}:{time[2]}:{time[3]}" if time else value.removesuffix("T00:00:00").replace("T", " ")
        return Cell(text, CellKind.DATE)
    cell = cell_of(decimal(value))
    return cell if kind == "float" and shown in {"", cell[0]} else Cell(cell[0], CellKind.NUMBER)


_VALUES: Final = {
    "float": "value",
    "percentage": "value",
    "currency": "value",
    "boolean": "boolean-value",
    "date": "date-value",
    "time": "time-value",
}
