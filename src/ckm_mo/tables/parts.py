"""Parts: the package of a workbook, weighed before it is unpacked, and the XML in it.

Nearly all of a sheet is rows that are written in one plain way. These are taken from their bytes by a pattern, and each
piece that they have in common is looked at once. All else goes to expat, in order, and so does a plain row wherever a
byte of it is not as expected: a reader can do without the patterns, and gives the same.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from math import inf, isinf
from typing import IO, Final
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from attrs import Factory, define

from ckm_mo.errors import BrokenTable, DataError
from ckm_mo.messages import Reason
from ckm_mo.tables.cells import CELL_SIZE, MOST_DISTINCT, Cell, CellKind, cell_name
from ckm_mo.tables.files import MIB, MOST_UNPACKED, Source

MAIN: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The name spaces of what an .xlsx is made of."""

MOST_PARTS: Final = 10_000
"""How many files a workbook may be packed of."""

MOST_ROWS: Final = 1 << 20
MOST_SHEET_COLUMNS: Final = 1 << 14
"""How many rows and columns a sheet has, filled in or not."""

LONGEST_TEXT: Final = 32_767
"""How many characters a cell of a sheet may have."""

TEXT_BYTES: Final = rb"[^<>&\x00-\x1f\xef]*"
"""Text that means what it says: nothing in it is written otherwise, or is no character."""

_ATTRIBUTES: Final = re.compile(rb'(?: [A-Za-z_][\w:.-]*="[^"<>&\x00-\x1f\xef]*")*').fullmatch
_ELEMENT: Final = 256  # and an element that is listed, or merged cells
_DEEPEST: Final = 100  # how many elements of a part may be in each other
_MOST_HELD: Final = 1 << 17  # and in one that is taken as a whole
_LONGEST_TAG: Final = MIB  # how many bytes of a part may be one tag
_AT_ONCE: Final = 1 << 18  # how many bytes of a part are read at a time
_FED_AT_ONCE: Final = 1 << 16  # and given to expat
_DECLARATION: Final = len(b"<?xml")  # where one begins that is no part's first

_DIGITS: Final = re.compile("[0-9]{1,9}")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")

_MANIFEST: Final = "meta-inf/manifest.xml"
_ENCRYPTED: Final = b"encryption-data"
_LOCKED: Final = 1  # the flag of a packed file that takes a password
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    NotImplementedError,  # a way to pack that is not known
    RuntimeError,  # a part with a password
    ValueError,
    LookupError,
)
"""What a damaged file makes a reader stumble over."""


def opened(source: Source) -> zipfile.ZipFile:
    """Open a workbook's package, weighed.

    The sizes that it states are added up, and each is held to where a part is read: one
    that is larger than it states does not have the checksum that it states.

    Raises:
        BrokenTable: If it is too large or has a password; what is damaged is to be said by `files.whole_or_broken`.
    """
    package = zipfile.ZipFile(_Counted(source))
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED * MIB:
        raise too_large()
    if len({part_name(part.filename) for part in parts}) < len(parts):
        raise ValueError
    locked = any(part.flag_bits & _LOCKED for part in parts)
    if locked or any(_ENCRYPTED in package.read(part) for part in parts if part_name(part.filename) == _MANIFEST):
        raise BrokenTable(reason=Reason("locked"))
    return package


class _Counted:
    """A file that says how many bytes of it are read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._file = source.whole()
        self.seek, self.tell, self.seekable = self._file.seek, self._file.tell, self._file.seekable

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(size)
        self._source.advance(len(content))
        return content


def part_name(name: str) -> str:
    """Give the name of a part as programs compare it."""
    return name.casefold().replace("\\", "/").lstrip("/")


def too_large() -> BrokenTable:
    """Refuse a file that takes too much memory."""
    return BrokenTable(reason=Reason("unpacked", (("limit", MOST_UNPACKED),)))


@define
class SheetContent:
    """What stands in a sheet.

    Attributes:
        rows: Those with anything in them, in order: the number of each, from 0, and its cells, from the first column.
        merged: Cells that are merged: the first row and column, and the last.
        width: How many columns the longest has.
        weight: How many bytes its texts take, and those of the sheets that are read with it.
        part: The part of the package that is the sheet's alone; empty where there is none.
    """

    rows: list[tuple[int, list[str | Cell]]] = Factory(list)
    merged: list[tuple[int, int, int, int]] = Factory(list)
    width: int = 0
    weight: int = 0
    part: str = ""

    def add(self, row: int, cells: list[str | Cell], times: int = 1) -> None:
        """Add a row, or the same several times."""
        if not any(cells):
            return
        if row + times > MOST_ROWS or len(cells) > MOST_SHEET_COLUMNS:
            raise ValueError
        self.width = max(self.width, len(cells))
        self.weigh((sum(map(len, cells)) + CELL_SIZE) * times, times)
        self.rows += [(row + each, cells) for each in range(times)]

    def merge(self, *ends: int) -> None:
        """Remember merged cells."""
        self.weigh(_ELEMENT)
        self.merged.append(ends)  # type: ignore[arg-type]  # four

    def weigh(self, more: int, rows: int = 0) -> None:
        """Add to what is held."""
        self.weight += more
        if self.weight + (len(self.rows) + rows) * self.width * CELL_SIZE > MOST_UNPACKED * MIB:
            raise too_large()

    def covered(self) -> Callable[[int], dict[int, Cell]]:
        """Give what tells, row by row, which cells are merged with one before them."""
        coming = sorted((each for each in self.merged if each[1] < self.width), reverse=True)
        now: list[tuple[int, int, int, int]] = []

        def of(row: int) -> dict[int, Cell]:
            while coming and coming[-1][0] <= row:
                now.append(coming.pop())
            now[:] = [each for each in now if each[2] >= row]
            if sum(min(each[3] + 1, self.width) - each[1] for each in now) > self.width:
                raise ValueError  # some of them overlap, which no program writes
            return {
                column: Cell(f"{cell_name(top + 1, first + 1)}:{cell_name(bottom + 1, last + 1)}", CellKind.MERGED)
                for top, first, bottom, last in now
                for column in range(first, min(last + 1, self.width))
                if (row, column) != (top, first)
            }

        return of


@define
class Element:
    """An element that is taken as a whole.

    Args:
        name: Its name.
        of: Its attributes.
        content: The texts and the elements in it, in order.
    """

    name: str
    of: dict[str, str]
    content: "list[str | Element]"

    @property
    def elements(self) -> "list[Element]":
        """The elements in it."""
        return [each for each in self.content if not isinstance(each, str)]

    @property
    def text(self) -> str:
        """Its text, where nothing else stands in it."""
        try:
            return "".join(self.content)  # type: ignore[arg-type]  # else there is an error
        except TypeError as error:
            raise ValueError from error


def _nothing(*_: object) -> None:
    """Let an element pass."""


def _marked(content: bytes, before: int) -> bool:
    """Return whether XML has a remark, a section or an instruction, in which anything may stand."""
    return (b"!" in content and b"<!" in content) or (b"?" in content and content.find(b"<?", before) >= 0)


class Reader:
    """Goes through the XML of a part.

    A document type is refused: no workbook has one, and it is what XML bombs are made of. So are elements that are deep
    in each other, and a tag without end: expat holds them all, and goes through the tag each time.

    Attributes:
        starts: What is called with its attributes where an element begins, by its name.
        ends: What is called where one ends.
        path: The elements that are open.
    """

    SPACES: Mapping[str, str]
    """By what prefix elements are named here, by their name space."""

    HELD: Collection[str] = ()
    """The elements that are taken as a whole."""

    BESIDE: tuple[str, ...] = ()
    """How the names begin of what stands in them and is no part of them."""

    PREFIXES: Mapping[str | None, Collection[str]] = {}
    """What plain rows take the prefixes of a part for."""

    END = b""
    """What a row ends with; nothing where none is plain."""

    def __init__(self) -> None:
        self.starts: dict[str, Callable[[dict[str, str]], None]] = {}
        self.ends: dict[str, Callable[[], None]] = {}
        self.path: list[str] = []
        self._held: list[Element] = []
        self._count = 0
        self.attributes = lru_cache(MOST_DISTINCT)(self._attributes)
        self._skipped = 0
        self._plain = bool(self.END)
        self._spaces: dict[str | None, str] = {}
        self._fed = 0
        self._names = lru_cache(MOST_DISTINCT)(self._name)
        self.parser = expat.ParserCreate(namespace_separator=" ")
        # All that was given to it is to be known, not when there is more of it.
        getattr(self.parser, "SetReparseDeferralEnabled", _nothing)(False)  # noqa: FBT003 - a flag
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartNamespaceDeclHandler = self._space
        self.parser.XmlDeclHandler = self._declared
        self.parser.StartDoctypeDeclHandler = self._refused

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.path:
            bound = all(self._spaces.get(each) in uris for each, uris in self.PREFIXES.items())
            self._plain = self._plain and bound
        plain = self._names(name)
        self.path.append(plain)
        if len(self.path) > _DEEPEST:
            raise ValueError
        if self._skipped:
            return
        if not self._held:
            self.starts.get(plain, self.other)(attributes)
            if plain in self.HELD:
                self._held.append(Element(plain, attributes, []))
                self._count = 0
        elif plain.startswith(self.BESIDE):
            self.skip()
        else:
            element = Element(plain, attributes, [])
            self._held[-1].content.append(element)
            self._held.append(element)
            self._count += 1
            if self._count > _MOST_HELD:
                raise too_large()

    def _end(self, _: str) -> None:
        if self._skipped:
            self._skipped = 0 if self._skipped == len(self.path) else self._skipped
        elif self._held:
            element = self._held.pop()
            if not self._held:
                self.take(element)
        else:
            self.ends.get(self.path[-1], _nothing)()
        self.path.pop()

    def _characters(self, text: str) -> None:
        if self._held and not self._skipped:
            self._held[-1].content.append(text)

    def _space(self, prefix: str | None, uri: str | None) -> None:
        if self.path:
            self._plain = self._plain and prefix not in self.PREFIXES
        else:
            self._spaces[prefix] = uri or ""

    def _declared(self, _: str, encoding: str | None, __: int) -> None:
        self._plain = self._plain and (encoding or "utf-8").lower() == "utf-8"

    def _refused(self, *_: object) -> None:
        raise ValueError

    def _name(self, name: str) -> str:
        uri, _, local = name.rpartition(" ")
        return f"{self.SPACES[uri]}{local}" if uri in self.SPACES else name

    def other(self, _: dict[str, str]) -> None:
        """Begin an element that is not among those that are looked at."""

    def skip(self) -> None:
        """Pass over the element that has just begun, with all that is in it."""
        self._skipped = len(self.path)

    def take(self, element: Element) -> None:
        """Take an element that is held as a whole, where it ends."""

    def go(self, part: IO[bytes]) -> None:
        """Read a part.

        Raises:
            BrokenTable: If it is damaged, at the cell where it is.
        """
        try:
            self._go(part)
        except DataError:
            raise
        except (ValueError, LookupError, expat.ExpatError) as error:
            raise BrokenTable(reason=Reason("damaged"), cell=self.where()) from error

    def where(self) -> str:
        """Name the cell that is read, if one is."""
        return ""

    def _go(self, part: IO[bytes]) -> None:
        rest, before = b"", _DECLARATION
        with part:
            while content := part.read(_AT_ONCE):
                rest += content
                self._plain = self._plain and not _marked(rest, before)
                if self._plain:
                    *rows, rest = rest.split(self.END)
                    for row in rows:
                        if not self._taken(row):
                            self._feed(row + self.END)
                self._plain = self._plain and len(rest) < _LONGEST_TAG
                if not self._plain:
                    self._feed(rest)
                    rest = b""
                before = 0
        self._feed(rest)
        self.parser.Parse(b"", True)  # noqa: FBT003 - that it is the last

    def _feed(self, content: bytes) -> None:
        for start in range(0, len(content), _FED_AT_ONCE):
            few = content[start : start + _FED_AT_ONCE]
            self.parser.Parse(few, False)  # noqa: FBT003 - whether it is the last
            self._fed += len(few)
            if self._fed - self.parser.CurrentByteIndex > _LONGEST_TAG:
                raise ValueError

    def _taken(self, row: bytes) -> bool:
        """Take a row if it is plain; whatever is wrong with it, expat is to find."""
        try:
            return self._plain and self.row(row)
        except (ValueError, LookupError, expat.ExpatError):
            return False

    def row(self, row: bytes) -> bool:  # type: ignore[empty-body]  # of a reader that has an `END`
        """Take a row if it is plain; else nothing has been done.

        Raises:
            ValueError: If it is not, as well.
        """

    def _attributes(self, text: bytes) -> dict[str, str]:
        """Read attributes as they stand in a tag."""
        if b"xmlns" in text or not _ATTRIBUTES(text):
            raise ValueError
        elements: list[dict[str, str]] = []
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = lambda _, attributes: elements.append(attributes)
        spaces = (f" xmlns{':' if each else ''}{each or ''}={quoteattr(uri)}" for each, uri in self._spaces.items())
        parser.Parse(f"<x{''.join(spaces)}><x".encode() + text + b"/></x>", True)  # noqa: FBT003 - that it is all
        return elements[1]


class Listing(Reader):
    """Lists elements of a part of an .xlsx: of each its name, that of the element around it, and its attributes."""

    SPACES = dict.fromkeys((*MAIN, "http://schemas.openxmlformats.org/package/2006/relationships"), "")

    def __init__(self, names: Collection[str]) -> None:
        super().__init__()
        self.elements: list[tuple[str, str, dict[str, str]]] = []
        self._wanted = names
        self._sheet = SheetContent()

    def other(self, attributes: dict[str, str]) -> None:
        """List an element, if it is among those that are asked for."""
        if self.path[-1] in self._wanted:
            self._sheet.weigh(_ELEMENT)
            self.elements.append((self.path[-1], self.path[-2] if self.path[1:] else "", attributes))


def listed(part: IO[bytes], *names: str) -> list[tuple[str, str, dict[str, str]]]:
    """List some elements of a part."""
    listing = Listing(names)
    listing.go(part)
    return listing.elements


def from_digits(text: str) -> int:
    """Read a number that is written in digits alone."""
    if not _DIGITS.fullmatch(text):
        raise ValueError
    return int(text)


def decimal(text: str) -> float:
    """Read a number as XML has it: Python has more ways to write one."""
    number = float(text) if _DECIMAL.fullmatch(text) else inf
    if isinf(number):
        raise ValueError
    return number
