"""Workbooks: the sheets of .xlsx and .ods as records, and rows and a template written as .xlsx.

The values of cells are read by python-calamine. It says nothing of errors in
cells, of formulas without an outcome and of merged cells in .ods, all of which
would pass for empty, and it unpacks whatever it is given. So the parts of a
workbook are weighed and looked through before it gets them. In an .ods it takes
the text of a drawing for that of the cell, and leaves out tabs: such a text is
taken from here.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from io import BytesIO
from itertools import chain, count, repeat
from typing import IO, Any, BinaryIO, Final, Self
from xml.parsers import expat

from attrs import Factory, define, frozen

from ckm_mo.errors import BrokenTable, DataError, EmptyTable, MissingExtra, UnfitCell, UnwritableOutput
from ckm_mo.messages import LANGUAGES, Reason, say
from ckm_mo.tables.cells import Cell, Kind, Record, Records, cell, cell_name, head, in_batches
from ckm_mo.tables.files import MOST_UNPACKED, Source, parts

MOST_PARTS: Final = 10_000
"""How many files a workbook may be packed of."""

MOST_ROWS: Final = 1 << 20
MOST_PLACES: Final = 1 << 14
"""How many rows and columns a sheet has, filled in or not."""

LONGEST_TEXT: Final = 32_767
"""How many characters a cell of an .xlsx may have."""

FEW: Final = 1 << 12
"""How many rows are given at a time."""

_MIB: Final = 1 << 20
_CELL: Final = 64  # how many bytes a cell takes besides its text, more or less
_ODD: Final = 256  # and one that is to be remembered
_SHEET: Final = 1024  # and a sheet with nothing in it
_DEEPEST: Final = 100  # how many elements of a part may be in each other
_LONGEST_TAG: Final = _MIB  # how many bytes of a part may be one tag
_AT_ONCE: Final = 1 << 16  # how many bytes of a part are read at a time

_MANIFEST: Final = "meta-inf/manifest.xml"
_ENCRYPTED: Final = b"encryption-data"
_LOCKED: Final = 1  # the flag of a packed file that takes a password
_PLAIN_FORMATS: Final = {"general", "0", "@"}
_PLAIN_IDS: Final = {"0": "General", "1": "0", "49": "@"}
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    NotImplementedError,  # a way to pack that is not known
    RuntimeError,  # a part with a password
    ValueError,
    LookupError,
    ArithmeticError,  # a date or a span of time that there is none of
)

CODEBOOK_HEADS: Final = ("column", "value", "meaning", "definition", "includes", "excludes", "allowed")
"""The keys of the heads of the codebook in a template."""


def damaged(name: str) -> BrokenTable:
    """Refuse a file that is not what it begins as."""
    return BrokenTable(file=name, reason=Reason("damaged"))


def too_large(name: str) -> BrokenTable:
    """Refuse a file that takes too much memory."""
    return BrokenTable(file=name, reason=Reason("unpacked", (("limit", MOST_UNPACKED),)))


@contextmanager
def whole_or_broken(name: str) -> Iterator[None]:
    """Refuse a file as damaged where what reads it stumbles."""
    try:
        yield
    except DataError as error:
        raise error.at(file=name) from error
    except _BROKEN as error:
        raise damaged(name) from error


def opened(source: Source) -> zipfile.ZipFile:
    """Open a workbook's package, weighed and with all its parts whole.

    The sizes that it states are added up, and then held to: a part that is larger
    than it states does not have the checksum that it states.

    Raises:
        BrokenTable: If it is too large, damaged or has a password.
    """
    with whole_or_broken(source.name):
        package = zipfile.ZipFile(source.whole())
        parts = package.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED * _MIB:
            raise too_large(source.name)
        if len({_plain(part.filename) for part in parts}) < len(parts):
            raise damaged(source.name)
        if any(part.flag_bits & _LOCKED for part in parts):
            raise BrokenTable(reason=Reason("locked"))
        if package.testzip() is not None:
            raise damaged(source.name)
        if any(_ENCRYPTED in package.read(part) for part in parts if _plain(part.filename) == _MANIFEST):
            raise BrokenTable(reason=Reason("locked"))
    return package


def _plain(name: str) -> str:
    return name.casefold().replace("\\", "/").lstrip("/")


# What calamine does not say


@define
class _Looked:
    """What was found in a sheet: cells that are not what their value says, and merged cells."""

    odd: dict[tuple[int, int], str | Cell] = Factory(dict)
    merged: list[tuple[int, int, int, int]] = Factory(list)
    rows: int = 0
    places: int = 0
    weight: int = 0

    def found(self, row: int, place: int, text: int, odd: str | Cell | None, rows: int = 1, places: int = 1) -> None:
        """Count a cell that has something in it, or the same in several beside and below each other."""
        self.rows = max(self.rows, row + rows)
        self.places = max(self.places, place + places)
        if self.rows > MOST_ROWS or self.places > MOST_PLACES:
            raise ValueError
        self.weigh((text if odd is None else text + _ODD) * rows * places)
        if odd is not None:
            self.odd.update({(row + i, place + j): odd for i in range(rows) for j in range(places)})

    def merge(self, *ends: int) -> None:
        """Remember merged cells: the first row and column, and the last."""
        self.weigh(_ODD)
        self.merged.append(ends)  # type: ignore[arg-type]  # four

    def weigh(self, more: int) -> None:
        """Add to what is held of the sheet."""
        self.weight += more
        if self.weight + self.rows * self.places * _CELL > MOST_UNPACKED * _MIB:
            raise too_large("")

    def covered(self) -> Callable[[int], dict[int, Cell]]:
        """Give what tells, row by row, which cells are merged with one before them."""
        coming = sorted((each for each in self.merged if each[1] < self.places), reverse=True)
        now: list[tuple[int, int, int, int]] = []

        def of(row: int) -> dict[int, Cell]:
            while coming and coming[-1][0] <= row:
                now.append(coming.pop())
            now[:] = [each for each in now if each[2] >= row]
            if sum(min(each[3] + 1, self.places) - each[1] for each in now) > self.places:
                raise ValueError  # some of them overlap, which no program writes
            return {
                place: Cell(f"{cell_name(top + 1, left + 1)}:{cell_name(bottom + 1, right + 1)}", Kind.MERGED)
                for top, left, bottom, right in now
                for place in range(left, min(right + 1, self.places))
                if (row, place) != (top, left)
            }

        return of


class _Handlers(dict[str, Callable[..., None]]):
    """What handles each element, by its name with and without the name space that it is of."""

    def __missing__(self, name: str) -> Callable[..., None]:
        self[name] = self.get(name.rpartition(" ")[2], _nothing)
        return self[name]


def _nothing(*_: object) -> None:
    """Let an element pass."""


class _Reader:
    """Goes through the XML of a part; a method `start_x_y` or `end_x_y` is called at an element x-y.

    A document type is refused: no workbook has one, and it is what XML bombs are made of. So are sections of CDATA,
    which calamine passes over, elements that are deep in each other, and a tag without end: the reader of XML holds
    them all, and goes through the tag each time.
    """

    def __init__(self) -> None:
        self.texts: list[str] | None = None
        depth = 0
        starts, ends = (
            _Handlers(
                (name.removeprefix(what).replace("_", "-"), getattr(self, name))
                for name in dir(self)
                if name.startswith(what)
            )
            for what in ("start_", "end_")
        )

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > _DEEPEST:
                raise ValueError
            starts[name](attributes)

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            ends[name]()

        def characters(text: str) -> None:
            if self.texts is not None:
                self.texts.append(text)

        def refused(*_: object) -> None:
            raise ValueError

        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = start
        self.parser.EndElementHandler = end
        self.parser.CharacterDataHandler = characters
        self.parser.StartDoctypeDeclHandler = refused
        self.parser.StartCdataSectionHandler = refused

    def go(self, part: IO[bytes]) -> None:
        """Read a part."""
        read = 0
        with part:
            while content := part.read(_AT_ONCE):
                self.parser.Parse(content, False)  # noqa: FBT003 - whether it is the last
                read += len(content)
                if read - self.parser.CurrentByteIndex > _LONGEST_TAG:
                    raise ValueError
        self.parser.Parse(b"", True)  # noqa: FBT003 - as above

    def taken(self) -> str:
        """Take the text so far."""
        text, self.texts = "".join(self.texts or ()), None
        return text


class _Sheets(_Reader):
    """Lists the sheets of an .xlsx, with the id of each part."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: dict[str, str] = {}

    def start_sheet(self, attributes: Mapping[str, str]) -> None:
        if attributes["name"] in self.ids:
            raise ValueError
        self.ids[attributes["name"]] = next((text for name, text in attributes.items() if name.endswith(" id")), "")


class _Relations(_Reader):
    """Lists where the parts are that a part of an .xlsx names by id."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, str] = {}

    def start_Relationship(self, attributes: Mapping[str, str]) -> None:  # noqa: N802 - the element's name
        if attributes["Id"] in self.targets:
            raise ValueError
        target = attributes["Target"].lstrip("/")
        self.targets[attributes["Id"]] = target if target.startswith("xl/") else f"xl/{target}"


class _Styles(_Reader):
    """Lists which styles of an .xlsx show a whole number as one."""

    def __init__(self) -> None:
        super().__init__()
        self.formats: dict[str, str] = dict(_PLAIN_IDS)
        self.plain: list[bool] = []
        self.within = False

    def start_numFmt(self, attributes: Mapping[str, str]) -> None:  # noqa: N802 - the element's name
        self.formats[attributes["numFmtId"]] = attributes["formatCode"]

    def start_cellXfs(self, _: Mapping[str, str]) -> None:  # noqa: N802 - the element's name
        self.within = True

    def end_cellXfs(self) -> None:  # noqa: N802 - the element's name
        self.within = False

    def start_xf(self, attributes: Mapping[str, str]) -> None:
        if self.within:
            code = self.formats.get(attributes.get("numFmtId", "0"), "")
            self.plain.append(code.casefold() in _PLAIN_FORMATS)


class _Strings(_Reader):
    """Measures the texts that the cells of an .xlsx share."""

    def __init__(self) -> None:
        super().__init__()
        self.looked = _Looked()
        self.lengths: list[int] = []

    def start_sst(self, attributes: Mapping[str, str]) -> None:
        if max(int(attributes.get(name, "0")) for name in ("count", "uniqueCount")) * _CELL > MOST_UNPACKED * _MIB:
            raise too_large("")  # calamine makes room for as many as are stated

    def start_si(self, _: object) -> None:
        self.texts = []

    def end_si(self) -> None:
        text = self.taken()
        self.looked.weigh(_CELL + len(text))
        self.lengths.append(len(text))


class _Xlsx(_Reader):
    """Looks through one sheet of an .xlsx."""

    def __init__(self, looked: _Looked, plain: Sequence[bool], lengths: Sequence[int]) -> None:
        super().__init__()
        self.looked = looked
        self.plain = plain
        self.lengths = lengths
        self.row = self.place = -1
        self.before = (-1, -1)
        self.places = Places()
        self.kind = self.style = ""
        self.value: str | None = None
        self.formula: str | None = None
        self.data = 0

    def start_sheetData(self, _: object) -> None:  # noqa: N802 - the element's name
        self.data += 1
        if self.data > 1:  # calamine takes the first for all
            raise ValueError

    def start_row(self, attributes: Mapping[str, str]) -> None:
        self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
        self.place = -1

    def start_c(self, attributes: Mapping[str, str]) -> None:
        self.place += 1
        if name := attributes.get("r"):
            self.row, self.place = self.places.of(name)
        self.kind = attributes.get("t", "n")
        self.style = attributes.get("s", "")
        self.value = self.formula = self.texts = None

    def start_f(self, _: object) -> None:
        self.texts = []

    def end_f(self) -> None:
        self.formula = self.taken()

    def start_v(self, _: object) -> None:
        self._check_value(inline=False)
        self.texts = []

    def end_v(self) -> None:
        self.value = self.taken()

    def start_is(self, _: object) -> None:
        self._check_value(inline=True)
        self.texts = []

    def _check_value(self, *, inline: bool) -> None:
        """Refuse a cell with two values, or one that does not stand where its kind has it."""
        if self.value is not None or inline is not (self.kind == "inlineStr"):
            raise ValueError

    def end_is(self) -> None:
        self.value = self.taken()

    def end_c(self) -> None:
        value = self.value or ""
        odd = None
        if self.formula is not None and not value and (self.kind != "str" or self.value is None):
            odd = Cell(f"={self.formula}", Kind.FORMULA)
        elif self.kind == "e":
            odd = Cell(value, Kind.ERROR)
        elif self.kind == "n" and value and self.style and not self.plain[int(self.style)]:
            odd = Cell("", Kind.NUMBER)
        if (self.row, self.place) <= self.before:
            raise ValueError  # of two cells in one place, no program says which it takes
        self.before = self.row, self.place
        if value or odd:
            length = self.lengths[int(value)] if self.kind == "s" else len(value)
            self.looked.found(self.row, self.place, length, odd)

    def start_mergeCell(self, attributes: Mapping[str, str]) -> None:  # noqa: N802 - the element's name
        first, _, last = attributes["ref"].partition(":")
        rows, places = zip(self.places.of(first), self.places.of(last or first), strict=True)
        self.looked.merge(min(rows), min(places), max(rows), max(places))


class Places:
    """Tells the row and the column of a cell by its name, from 0."""

    def __init__(self) -> None:
        """Know none."""
        self.known: dict[str, int] = {}

    def of(self, name: str) -> tuple[int, int]:
        """Tell them."""
        letters = name.rstrip("0123456789")
        place = self.known.get(letters)
        if place is None:
            if not re.fullmatch("[A-Z]{1,3}", letters):
                raise ValueError
            place = 0
            for letter in letters:
                place = place * 26 + ord(letter) - ord("A") + 1
            self.known[letters] = place
        return int(name[len(letters) :]) - 1, place - 1


class _Ods(_Reader):
    """Looks through all sheets of an .ods: calamine reads all of them."""

    OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
    TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
    TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
    CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
    BESIDE = (
        "annotation caption circle connector control custom_shape ellipse frame g line measure path polygon polyline "
        "rect regular_polygon scene"
    )
    """Remarks and drawings: they stand in a cell that they are fixed to, and are not part of it."""

    def __init__(self) -> None:
        for name in self.BESIDE.split():
            setattr(self, f"start_{name}", self.enter)
            setattr(self, f"end_{name}", self.leave)
        super().__init__()
        self.sheets: dict[str, _Looked] = {}
        self.looked = _Looked()
        self.row = self.place = self.rows = self.beside = 0
        self.attributes: Mapping[str, str] = {}
        self.shown: str | None = None
        self.own = False  # whether the text is to be taken from here
        self.within: list[list[str] | None] = []  # remarks and drawings: for each, the text that it is met in

    def _count(self, attributes: Mapping[str, str], name: str) -> int:
        return max(1, int(attributes.get(f"{self.TABLE}number-{name}", "1")))

    def start_table(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get(f"{self.TABLE}name", "")
        if name in self.sheets:
            raise ValueError
        weight = self.looked.weight + self.looked.rows * self.looked.places * _CELL
        self.looked = self.sheets[name] = _Looked(weight=weight)
        self.looked.weigh(_SHEET)
        self.row = self.rows = 0

    def start_table_row(self, attributes: Mapping[str, str]) -> None:
        self.row += self.rows
        self.rows = self._count(attributes, "rows-repeated")
        self.place = self.beside = 0

    def start_table_cell(self, attributes: Mapping[str, str]) -> None:
        self.place += self.beside
        self.beside = self._count(attributes, "columns-repeated")
        self.attributes = attributes
        self.shown = None
        self.own = False
        bottom = self.row + self._count(attributes, "rows-spanned") - 1
        right = self.place + self._count(attributes, "columns-spanned") - 1
        if (bottom, right) != (self.row, self.place):
            self.looked.merge(self.row, self.place, bottom, right)

    start_covered_table_cell = start_table_cell

    def start_p(self, _: object) -> None:
        if self.within:
            self.own = True
        else:
            self.texts = []

    def end_p(self) -> None:
        if not self.within:
            self.shown = self.taken() if self.shown is None else f"{self.shown}\n{self.taken()}"

    def start_s(self, attributes: Mapping[str, str]) -> None:
        spaces = int(attributes.get(f"{self.TEXT}c", "1"))
        if spaces > LONGEST_TEXT:
            raise too_large("")
        self._put(" " * spaces)

    def start_tab(self, _: object) -> None:
        self._put("\t")
        self.own = True

    def start_line_break(self, _: object) -> None:
        self._put("\n")
        self.own = True

    def _put(self, text: str) -> None:
        if self.texts is not None:
            self.texts.append(text)

    def enter(self, _: object) -> None:
        self.within.append(self.texts)
        self.texts = None

    def leave(self) -> None:
        self.texts = self.within.pop()

    def end_table_cell(self) -> None:
        of, shown = self.attributes, self.shown or ""
        kind = of.get(f"{self.OFFICE}value-type")
        odd: str | Cell | None = None
        if of.get(f"{self.CALC}value-type") == "error":
            odd = Cell(shown, Kind.ERROR)
        elif kind is None and self.shown is None and (formula := of.get(f"{self.TABLE}formula")):
            odd = Cell(formula, Kind.FORMULA)
        elif kind in {"date", "time"}:
            odd = Cell("", Kind.DATE)
        elif kind in {"percentage", "currency"} or (kind == "float" and self._otherwise(of, shown)):
            odd = Cell("", Kind.NUMBER)
        elif kind == "string" and self.own:
            odd = of.get(f"{self.OFFICE}string-value", shown)
        elif kind is None and any(name.startswith(self.OFFICE) for name in of):
            raise ValueError  # a value of no kind: of such cells no program says what they show
        elif kind is None and shown:
            odd = shown
        if kind or shown or odd:
            self.looked.found(self.row, self.place, len(shown), odd, self.rows, self.beside)

    end_covered_table_cell = end_table_cell

    def _otherwise(self, attributes: Mapping[str, str], shown: str) -> bool:
        number = float(attributes[f"{self.OFFICE}value"])
        return bool(shown) and number.is_integer() and shown != str(int(number))


def _looking(package: zipfile.ZipFile) -> Callable[[str], _Looked]:
    """Give what looks through a sheet by its name. Those of an .ods are looked through now: all are read at once."""
    parts = {_plain(name): name for name in package.namelist()}
    if "content.xml" in parts:
        ods = _Ods()
        ods.go(package.open(parts["content.xml"]))
        return ods.sheets.__getitem__
    sheets, relations, styles, strings = _Sheets(), _Relations(), _Styles(), _Strings()
    sheets.go(package.open(parts["xl/workbook.xml"]))
    relations.go(package.open(parts["xl/_rels/workbook.xml.rels"]))
    for name, reader in (("xl/styles.xml", styles), ("xl/sharedstrings.xml", strings)):
        if name in parts:
            reader.go(package.open(parts[name]))

    def look(sheet: str) -> _Looked:
        looked = _Looked()
        part = parts[_plain(relations.targets[sheets.ids[sheet]])]
        _Xlsx(looked, styles.plain, strings.lengths).go(package.open(part))
        return looked

    return look


# Reading


def read(source: Source, sheet: str | None = None) -> Records:
    """Read a sheet of a workbook.

    Args:
        source: An .xlsx or .ods.
        sheet: Its name. Without one the workbook must have one sheet that is neither hidden, empty nor the codebook of
            a template.

    Raises:
        MissingExtra: Without python-calamine.
        BrokenTable: If it is damaged, has a password or is too large; or has no such sheet, or several.
        EmptyTable: If nothing stands in the sheet.
    """
    with whole_or_broken(source.name):
        book = _Book(source)
        name = book.chosen(sheet)
        rows = book.rows(name)
        row, heads = next(((row, cells) for row, cells in rows if any(cells)), (0, []))
        if not row:
            raise EmptyTable
        first = book.first(name)
        for place, each in enumerate(heads, first):
            if isinstance(each, Cell) and each.kind is Kind.FORMULA:
                error = UnfitCell(column=each.text, value=each.text, reason=Reason("cell_formula"))
                raise error.at(row=row, cell=cell_name(row, place))
        return Records(tuple(map(head, heads)), row, _guarded(in_batches(rows, FEW), source.name), lettered=first)


def _guarded(batches: Iterator[list[Record]], name: str) -> Iterator[list[Record]]:
    """Refuse a file as damaged where one of its rows cannot be read."""
    with whole_or_broken(name):
        yield from batches


class _Book:
    """A workbook that is open: its values, and what these do not say."""

    def __init__(self, source: Source) -> None:
        try:
            import python_calamine as calamine  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise MissingExtra(feature="workbook", package="python-calamine", extra="excel") from error
        self.look = _looking(opened(source))
        self.looked: dict[str, tuple[_Looked, Any]] = {}
        self.book = _values(lambda: calamine.CalamineWorkbook.from_filelike(source.whole()))
        sheets = [each for each in self.book.sheets_metadata if each.typ is calamine.SheetTypeEnum.WorkSheet]
        self.names: list[str] = [each.name for each in sheets]
        self.visible: list[str] = [each.name for each in sheets if each.visible is calamine.SheetVisibleEnum.Visible]

    def sheet(self, name: str) -> tuple[_Looked, Any]:
        """Look through a sheet, then read it."""
        if name not in self.looked:
            looked = self.look(name)
            self.looked[name] = looked, _values(lambda: self.book.get_sheet_by_name(name))
        return self.looked[name]

    def chosen(self, name: str | None) -> str:
        """Choose the sheet that is named, or the only one that can be meant."""
        if name is not None:
            if name not in self.names:
                raise BrokenTable(reason=Reason("no_sheet", (("sheet", name), ("sheets", tuple(self.names)))))
            return name
        left: list[str] = self.visible if len(self.visible) == 1 else list(filter(self._may_be_meant, self.visible))
        if not self.visible:
            raise BrokenTable(reason=Reason("hidden_sheets", (("sheets", tuple(self.names)),)))
        if not left:
            raise EmptyTable
        if len(left) > 1:
            raise BrokenTable(reason=Reason("sheets", (("sheets", tuple(left)),)))
        return left[0]

    def _may_be_meant(self, name: str) -> bool:
        heads = next((row for _, row in self.rows(name) if any(row)), None)
        return heads is not None and all(heads != codebook_heads(lang) for lang in LANGUAGES)

    def first(self, name: str) -> int:
        """Return which column is the first that anything stands in: 1 for A."""
        looked, sheet = self.sheet(name)
        places = {place for _, place in looked.odd} | ({sheet.start[1]} if sheet.start else set())
        return min(places, default=0) + 1

    def rows(self, name: str) -> Iterator[Record]:
        """Give the rows of a sheet from the first, as long as the longest."""
        looked, sheet = self.sheet(name)
        first = self.first(name) - 1
        covered = looked.covered()
        # Of a formula that was never computed calamine says nothing: the sheet may begin before, and end behind it.
        ends = [*looked.odd, *([sheet.end] if sheet.end else [])]
        left: list[str | Cell] = [""] * (sheet.start[1] - first) if sheet.start else []
        width = max((place for _, place in ends), default=-1) + 1 - first
        rows = max((row for row, _ in ends), default=-1) + 1
        for row, values in zip(range(rows), chain(sheet.iter_rows(), repeat(())), strict=False):
            cells = [*left, *map(cell, values)]
            cells += [""] * (width - len(cells))
            for place in range(first, first + len(cells)) if looked.odd else ():
                if (odd := looked.odd.get((row, place))) is not None:
                    cells[place - first] = _as_odd(cells[place - first], odd)
            for place, merged in covered(row).items():
                if 0 <= place - first < len(cells):
                    cells[place - first] = merged
            yield row + 1, cells


def _as_odd(value: str | Cell, odd: str | Cell) -> str | Cell:
    """Take a cell as what it is, shown as its value where it has one."""
    if isinstance(odd, str):
        return odd
    shown = value if isinstance(value, str) else value.text
    kind = value.kind if isinstance(value, Cell) and odd.kind is Kind.NUMBER and value.kind is Kind.DATE else odd.kind
    return Cell(odd.text or shown, kind)


def _values(read: Callable[[], Any]) -> Any:
    """Have calamine read something."""
    import python_calamine as calamine  # noqa: PLC0415 - loaded by now

    try:
        return read()
    except calamine.PasswordError as error:
        raise BrokenTable(reason=Reason("locked")) from error
    except calamine.CalamineError as error:
        raise ValueError from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # what it is written in fails so, and it has no other name
            raise ValueError from error
        raise


# Writing


CREATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - it stands for no moment
"""When every workbook says that it was made: the same cases give the same bytes."""

_NONE: Final = {"\ufffe", "\uffff"}
"""What no text of a workbook has: it would be read back as another."""

_WHY_NOT: Final = {
    -1: Reason("many_rows", (("limit", MOST_ROWS),)),
    -2: Reason("long_text", (("limit", LONGEST_TEXT),)),
}


@frozen
class Column:
    """A column to be filled in: its header, the words that it takes (none where it is free), and whether several."""

    header: str
    words: tuple[str, ...] = ()
    several: bool = False


Cells = tuple[int, int, int, int]
"""Cells of a sheet that is written: the first row and column, and the last, from 0."""


class _Packed(BytesIO):
    """A package in memory. A `ZipFile` that failed ends it when it goes, which it can only if this is open still."""

    def close(self) -> None:
        """Stay open."""


class Written:
    """A workbook that is being written: text as text, so that nothing in it is run, and the same bytes every time.

    Use it as a context manager, within `files.output`: it is whole only when the block ends.

    Args:
        stream: What the bytes go to.
        name: Of the file, for messages.
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        """Begin one.

        Raises:
            MissingExtra: Without XlsxWriter.
        """
        try:
            import xlsxwriter  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise MissingExtra(feature="workbook", package="XlsxWriter", extra="excel") from error
        self.name = name
        # What it puts aside goes with this folder, also when something fails.
        self._folder = ExitStack()
        options = {"constant_memory": True, "tmpdir": self._folder.enter_context(parts(name))}
        # Whatever fails, closing the package is not a failure of its own where it is in memory.
        self._stream, self._packed = stream, _Packed()
        self.book = xlsxwriter.Workbook(self._packed, options)
        self.book.set_properties({"created": CREATED})
        self.bold = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.text = self.book.add_format({"num_format": "@"})

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Write it out, unless something failed."""
        from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 - an extra

        try:
            if kind is None:
                self.book.close()
                self._stream.write(self._packed.getbuffer())
        except FileCreateError as error:
            raise error.args[0] from error  # what the system said
        finally:
            self.book.fileclosed = True
            for sheet in self.book.worksheets():  # what they put aside is open
                with suppress(OSError):  # on a full disk closing fails as well, and all is said by then
                    sheet._opt_close()  # noqa: SLF001 - it has no other way
            self._folder.close()

    def sheet(self, name: str, widths: Iterable[int] = ()) -> Callable[[Iterable[object]], None]:
        """Begin a sheet, and give what writes a row below those before, of which the first is the header.

        Numbers are written as numbers, all else as text.

        Args:
            name: The sheet's.
            widths: Of its columns, in characters, where there are texts to be wrapped.
        """
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width, self.wrapped)
        rows = count()

        def write(cells: Iterable[object]) -> None:
            row = next(rows)
            form = None if row else self.bold
            for place, each in enumerate(cells):
                if isinstance(each, str) and "\0" in each:
                    raise BrokenTable(reason=Reason("nul"))
                if isinstance(each, str) and not _NONE.isdisjoint(each):
                    raise UnwritableOutput(file=self.name, reason=Reason("no_characters"))
                put = sheet.write_number if isinstance(each, int | float) else sheet.write_string
                if each != "" and (failed := put(row, place, each, form)):
                    raise UnwritableOutput(file=self.name, reason=_WHY_NOT[failed])

        return write

    def questions(self, name: str, columns: Sequence[Column], one: str, several: str) -> None:
        """Write an empty sheet to be filled in, with a list to choose from in each column that has one.

        Columns are text, so that an id keeps its zeros. Where a cell may hold several words, the list only offers.

        Args:
            name: The sheet's.
            columns: What stands in it.
            one: What to say of a word that is not in a list.
            several: What to say where a cell may hold several words.
        """
        self.sheet(name)([column.header for column in columns])
        sheet = self.book.get_worksheet_by_name(name)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, max(len(column.header), *map(len, ("", *column.words))) + 3, self.text)
            if column.words:
                self.offer(name, [(1, place, MOST_ROWS - 1, place)], column, one, several)

    def offer(self, name: str, cells: Sequence[Cells], column: Column, one: str, several: str) -> None:
        """Offer a list to choose from in cells of a sheet.

        Args:
            name: The sheet's.
            cells: Where; at least one.
            column: The words, and whether a cell may hold several of them.
            one: What to say of a word that is not in the list.
            several: What to say where a cell may hold several words.
        """
        first, *others = cells
        offer: dict[str, Any] = {"validate": "list", "source": list(column.words), "error_message": one}
        if column.several:
            offer |= {"show_error": False, "input_message": several}
        self.book.get_worksheet_by_name(name).data_validation(*first, offer | {"other_cells": [*map(list, others)]})


def codebook_heads(lang: str) -> list[str | Cell]:
    """Give the header of a template's codebook, by which the sheet is known."""
    return [say(f"head_{key}", lang) for key in CODEBOOK_HEADS]
