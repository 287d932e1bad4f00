"""Workbooks of Excel: the sheets of an .xlsx."""

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from posixpath import join, normpath
from typing import IO, Final

from ckm_mo.tables.cells import CELL_SIZE, MOST_DISTINCT, Cell, CellKind, cell_name, cell_of
from ckm_mo.tables.parts import (
    MAIN,
    MOST_SHEET_COLUMNS,
    TEXT_BYTES,
    Element,
    Reader,
    SheetContent,
    decimal,
    from_digits,
    listed,
    part_name,
)

BOOK: Final = "xl/workbook.xml"

_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x01-\x08\x0b-\x1f]|\A<(?=r>)")
_NAME: Final = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_TRUTH: Final = {"1": True, "true": True, "0": False, "false": False}

_ROW: Final = re.compile(rb'\s*<row r="([1-9][0-9]{0,6})"([^<>/]*)>').match
_CELLS: Final = re.compile(rb'<c r="([A-Z]{1,3})([0-9]+)"').split
_CELL: Final = re.compile(
    rb'([^<>/]*)(?:/>|>(?:<v>(%b)</v>|<is><t(?: xml:space="preserve")?>(%b)</t></is>)?</c>)\s*'
    % (TEXT_BYTES, TEXT_BYTES)
).fullmatch
_TEXT: Final = re.compile(rb'\s*<si><t(?: xml:space="preserve")?>(%b)</t>' % TEXT_BYTES).fullmatch

# The forms of numbers that have no code of their own in a file.
_PLAIN: Final = {"general", "0", "@"}
_CODES: Final = {"0": "General", "1": "0", "49": "@"} | {
    str(each): "d" for each in (*range(14, 23), *range(27, 37), 45, 47, *range(50, 59))
}
_CODES["46"] = "[h]"
_NOT_OF_DATES: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - sheets have no zones
_SINCE_1904: Final = 1462
"""How many days later the calendar begins of a workbook that says so."""


class Book:
    """A workbook.

    Attributes:
        names: Of its sheets.
        visible: Of those that are not hidden.
    """

    def __init__(self, package: zipfile.ZipFile) -> None:
        """Read all but the sheets."""
        self._package = package
        self._parts = {part_name(name): name for name in package.namelist()}
        listed(self._open("[Content_Types].xml"))  # without it no program opens the others
        books = self._related("_rels/.rels", "").values()
        if {target for kind, target in books if kind == "officeDocument"} != {BOOK}:
            raise ValueError  # another workbook than the one by which the file is known
        related = self._related("xl/_rels/workbook.xml.rels", "xl")
        elements = listed(self._open(BOOK), "sheet", "workbookPr")
        since_1904 = any(_TRUTH[of.get("date1904", "0")] for name, _, of in elements if name == "workbookPr")
        self._since = _SINCE_1904 if since_1904 else 0
        self._sheets: dict[str, str] = {}
        self.visible: list[str] = []
        for of in (of for name, _, of in elements if name == "sheet"):
            kind, target = related[next(text for name, text in of.items() if name.endswith(" id"))]
            if of["name"] in self._sheets:
                raise ValueError
            if kind == "worksheet":  # others are charts, or macros
                self._sheets[of["name"]] = target
                self.visible += [of["name"]] if of.get("state", "visible") == "visible" else []
        self.names = list(self._sheets)
        self._forms = [form for kind, part in related.values() if kind == "styles" for form in self._styles(part)]
        strings = _Strings()
        for part in (part for kind, part in related.values() if kind == "sharedStrings"):
            strings.go(self._open(part))
        self._strings = strings.texts

    def _open(self, name: str) -> IO[bytes]:
        return self._package.open(self._parts[part_name(name)])

    def _related(self, part: str, folder: str) -> dict[str, tuple[str, str]]:
        """Tell of each part that a part names by id of what kind it is, and where."""
        elements = [of for _, _, of in listed(self._open(part), "Relationship")]
        related = {
            of["Id"]: (of["Type"].rpartition("/")[2], normpath(join("/", folder, of["Target"])).lstrip("/"))
            for of in elements
        }
        if len(related) < len(elements):
            raise ValueError
        return related

    def _styles(self, part: str) -> list[str]:
        """List which form each style gives to numbers: none, or that of a date, of a span of time, or another."""
        elements = listed(self._open(part), "numFmt", "xf")
        codes = _CODES | {of["numFmtId"]: of["formatCode"] for name, _, of in elements if name == "numFmt"}
        return [
            _form(codes.get(of.get("numFmtId", "0"), "?"))
            for name, around, of in elements
            if (name, around) == _CELL_STYLE
        ]

    def sheet(self, name: str) -> SheetContent:
        """Read a sheet."""
        sheet = SheetContent(part=self._parts[part_name(self._sheets[name])])
        SheetReader(sheet, self._strings, self._forms, self._since).go(self._open(self._sheets[name]))
        return sheet


_CELL_STYLE: Final = ("xf", "cellXfs")
_FORMLESS, _DATE, _SPAN, _OTHERWISE = "", "date", "span", "otherwise"


def _form(code: str) -> str:
    if code.casefold() in _PLAIN:
        return _FORMLESS
    letters = _NOT_OF_DATES.sub("", code.partition(";")[0].casefold()).replace("general", "")
    if "[" in letters:
        return _SPAN
    return _DATE if set(letters) & set("dmyhs") else _OTHERWISE


class _Part(Reader):
    """Reads a part of an .xlsx that has texts."""

    SPACES = dict.fromkeys(MAIN, "")
    PREFIXES = {None: MAIN}  # noqa: RUF012 - never changed
    BESIDE = ("rPr", "rPh", "phoneticPr", "extLst")


def _text(around: Element) -> str:
    """Give a text, which may have several forms in it, and in Japanese how it is said."""
    texts: list[Element] = []
    for each in around.elements:
        run = each.elements if each.name == "r" else [each]
        if len(run) > 1:
            raise ValueError  # of two texts in one run programs show the last
        texts += run
    if any(each.name != "t" for each in texts):
        raise ValueError
    return "".join(_unescaped(each.text) for each in texts)


def _unescaped(text: str) -> str:
    """Take characters for what they are that are written by their numbers, some by two; half of one is none."""
    if "_x" not in text:
        return text
    match = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return match.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def as_numbers(text: str) -> str:
    """Write characters by their numbers that would be lost, or begin such a number, or what is no text but its form."""
    return _TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


class _Strings(_Part):
    """Lists the texts that the cells of an .xlsx share."""

    END = b"</si>"
    HELD = ("si",)

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.sheet = SheetContent()

    def row(self, row: bytes) -> bool:
        """Take a text of one run."""
        match = _TEXT(row)
        if match is None or self.path != ["sst"]:
            return False
        self._add(_unescaped(match[1].decode()))
        return True

    def take(self, element: Element) -> None:
        """Take any other text."""
        if self.path != ["sst", "si"]:
            raise ValueError
        self._add(_text(element))

    def _add(self, text: str) -> None:
        self.sheet.weigh(CELL_SIZE + len(text))
        self.texts.append(text)


class SheetReader(_Part):
    """Reads one sheet of an .xlsx.

    Args:
        sheet: What takes its rows.
        strings: The texts that cells share.
        forms: Of numbers, by style.
        since: How many days later than usual its calendar begins.
    """

    END = b"</row>"
    HELD = ("c",)

    def __init__(self, sheet: SheetContent, strings: Sequence[str], forms: Sequence[str], since: int) -> None:
        super().__init__()
        self.sheet = sheet
        self.strings = strings
        self.forms = forms
        self.since = since
        self.parsed = lru_cache(MOST_DISTINCT)(self._parse_cell)
        self.layouts = lru_cache(MOST_DISTINCT)(self._layout)
        self.bodies = 0
        self.number = -1
        self.cells: list[str | Cell] = []
        self.starts = {
            "sheetData": self._start_data,
            "row": self._start_row,
            "c": self._start_c,
            "extLst": lambda _: self.skip(),
            "mergeCell": self._start_merge,
        }
        self.ends = {"row": self._end_row}

    def where(self) -> str:
        """Name the cell that is read, if one is."""
        return cell_name(self.number + 1, len(self.cells) + 1) if "row" in self.path else ""

    def row(self, row: bytes) -> bool:
        """Take a row whose cells say where they are."""
        match = _ROW(row)
        if match is None or self.path != _BODY:
            return False
        if "r" in self.attributes(match[2]):
            return False
        blank, *parts = _CELLS(row[match.end() :])
        at = int(match[1]) - 1
        if blank.strip() or at <= self.number or parts[1::3].count(match[1]) * 3 != len(parts):
            return False
        cells: list[str | Cell] = list(map(self.parsed, parts[2::3]))
        if columns := self.layouts(tuple(parts[::3])):
            there = dict(zip(columns, cells, strict=True))
            cells = [there.get(column, "") for column in range(columns[-1] + 1)]
        self.sheet.add(at, cells)
        self.number = at
        return True

    @staticmethod
    def _layout(letters: tuple[bytes, ...]) -> list[int]:
        """Tell in which columns cells stand; nothing where they are the first columns."""
        columns = [_column(each.decode()) for each in letters]
        if columns != sorted(set(columns)):
            raise ValueError
        return [] if columns == list(range(len(columns))) else columns

    def _parse_cell(self, piece: bytes) -> str | Cell:
        """Read a cell from what stands behind its name."""
        match = _CELL(piece)
        if match is None:
            raise ValueError
        of = self.attributes(match[1])
        inline = of.get("t") == "inlineStr"
        if "r" in of or match[3 - inline] is not None:
            raise ValueError
        text = match[2 + inline]
        return self._to_cell(of, None if text is None else _unescaped(text.decode()) if inline else text.decode())

    def _start_data(self, _: object) -> None:
        self.bodies += 1
        if self.path != _BODY or self.bodies > 1:
            raise ValueError  # programs take the first for all, or the last

    def _start_row(self, of: dict[str, str]) -> None:
        if self.path[:-1] != _BODY:
            raise ValueError
        row = from_digits(of["r"]) - 1 if "r" in of else self.number + 1
        if row <= self.number:
            raise ValueError  # of two rows in one place, no program says which it takes
        self.number = row
        self.cells = []

    def _end_row(self) -> None:
        self.sheet.add(self.number, self.cells)

    def _start_c(self, of: dict[str, str]) -> None:
        if self.path[-2] != "row":
            raise ValueError
        column = len(self.cells)
        if name := of.get("r"):
            row, column = ends(name)
            if row != self.number or not len(self.cells) <= column < MOST_SHEET_COLUMNS:
                raise ValueError
        self.cells += [""] * (column - len(self.cells))

    def take(self, element: Element) -> None:
        """Take a cell that is not plain; one with two values, or one that its kind does not have, is refused."""
        value = formula = None
        inline = element.of.get("t") == "inlineStr"
        for each in element.elements:
            if each.name == "f":
                formula = each.text
            elif each.name == ("is" if inline else "v") and value is None:
                value = _text(each) if inline else each.text
            else:
                raise ValueError
        self.cells.append(self._to_cell(element.of, value, formula))

    def other(self, _: object) -> None:
        """Refuse what no program writes among the rows: one may show it, and another not."""
        if self.path[: len(_BODY)] == _BODY:
            raise ValueError

    def _start_merge(self, of: dict[str, str]) -> None:
        first, _, last = of["ref"].partition(":")
        rows, columns = zip(ends(first), ends(last or first), strict=True)
        self.sheet.merge(min(rows), min(columns), max(rows), max(columns))

    def _to_cell(self, of: dict[str, str], text: str | None, formula: str | None = None) -> str | Cell:
        """Take a cell for what it is: by its kind, its style, its value and its formula, where it has them."""
        kind = of.get("t", "n")
        if formula is not None and not text and (kind != "str" or text is None):
            return Cell(f"={formula}", CellKind.FORMULA)
        if not text or kind in {"str", "inlineStr"}:
            return text or ""
        if kind == "s":
            return self.strings[from_digits(text)]
        if kind == "b":
            return cell_of(_TRUTH[text])
        if kind == "n":
            return self._number(text, of.get("s", "0"))
        return Cell(text.replace("T", " "), _KINDS[kind])

    def _number(self, text: str, style: str) -> str | Cell:
        number = decimal(text)
        shown = cell_of(number)
        form = self.forms[from_digits(style)] if self.forms else _FORMLESS
        if form == _FORMLESS or isinstance(shown, str):
            return shown
        return Cell(shown.text, CellKind.NUMBER) if form == _OTHERWISE else _dated(number, shown.text, form, self.since)


_BODY: Final = ["worksheet", "sheetData"]
_KINDS: Final = {"e": CellKind.ERROR, "d": CellKind.DATE}


def _column(letters: str) -> int:
    """Tell which column letters name, from 0."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    if column > MOST_SHEET_COLUMNS:
        raise ValueError
    return column - 1


def ends(name: str) -> tuple[int, int]:
    """Tell the row and the column of a cell by its name, from 0."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise ValueError
    return int(match[2]) - 1, _column(match[1])


def _dated(days: float, shown: str, form: str, since: int) -> Cell:
    """Take days for the date, the time or the span of time that they are; those that are none as they are."""
    try:
        span = timedelta(milliseconds=round(days * 86_400_000))
        moment = _EPOCH + timedelta(since) + span
    except (OverflowError, ValueError):
        return Cell(shown, CellKind.DATE)
    if form == _SPAN:
        return Cell(str(span), CellKind.DATE)
    if 0 <= days < 1:
        return Cell(str(moment.time()), CellKind.DATE)
    return Cell(str(moment if span % timedelta(1) else moment.date()), CellKind.DATE)
