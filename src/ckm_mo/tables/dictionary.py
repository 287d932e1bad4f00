"""The dictionary of an SPSS file, checked before pyreadstat reads it: whether it contradicts itself."""

import io
import re
import struct
from typing import BinaryIO, Final, cast

from ckm_mo.errors import BrokenTable
from ckm_mo.messages import Reason

MOST_VALUES: Final = 1 << 18
"""How many values of eight bytes a row may have: a long text has many."""

_MOST_BYTES: Final = 1 << 24  # of one record, as pyreadstat has it too
_HEAD: Final = 176
_LONGEST: Final = 32_767  # how many bytes a text may have
_PART: Final = 252  # and each part of a long one
_LAYOUTS: Final = {2, 3}  # by which the order of bytes is known
_PLAIN, _PACKED, _TWICE_PACKED = range(3)
_VARIABLE, _LABELS, _LABELLED, _NOTES, _MORE, _END = 2, 3, 4, 6, 7, 999
_ENCODING, _LONG = 3, 14
_SIZES: Final = {_ENCODING: 4, 4: 8, 11: 4, 13: 1, _LONG: 1, 21: 1, 22: 1}
"""How many bytes each part of a further record has, by what the record is about."""

_NO_MORE, _AS_IT_IS = 252, 253  # what stands for the end of what is packed, and for a value that is not packed
_PAGES: Final = {2: "cp1252", 3: "cp1252", 20127: "ascii", 65001: "utf-8"} | {
    28590 + part: f"iso8859-{part}" for part in range(1, 16)
}
"""The encodings that have another number than their code page."""


def check_dictionary(file: BinaryIO) -> None:
    """Compare the head, the dictionary and the length of an SPSS file with each other.

    pyreadstat ends the interpreter where some of them contradict each other, and leaves out a row that is cut off.

    Raises:
        ValueError, LookupError, struct.error: If some of them contradict each other.
        BrokenTable: If a row has more values than it may have.
    """
    buffered = io.BufferedReader(cast("io.RawIOBase", file))
    try:
        _Dictionary(buffered).check()
    finally:
        buffered.detach().seek(0)


def _require(condition: bool) -> None:  # noqa: FBT001 - it is all that is asked
    if not condition:
        raise ValueError


class _Dictionary:
    """What is taken from a file, record after record."""

    def __init__(self, file: "io.BufferedReader[io.RawIOBase]") -> None:
        self._remaining = file.seek(0, io.SEEK_END)
        file.seek(0)
        self._file = file
        self._order = "<"
        self._index_of: dict[bytes, int] = {}  # of the variables, by name
        self._kinds: list[bool] = []  # whether each of them is text
        self._texts: dict[int, bool] = {}  # whether a variable is text, by where in a row it begins, from 1
        self._values = 0
        self._due = 0  # how many values more the last text is to have
        self._labelled: list[bytes] = []  # the texts that have a label
        self._page = 0

    def check(self) -> None:
        """Take it all."""
        head = self._take(_HEAD)
        self._order = "<" if struct.unpack("<i", head[64:68])[0] in _LAYOUTS else ">"
        layout, _, packed, _, stated = struct.unpack(f"{self._order}5i", head[64:84])
        _require(layout in _LAYOUTS)
        record = {_VARIABLE: self._variable, _LABELS: self._labels, _NOTES: self._notes, _MORE: self._more}
        while (kind := self._number()) != _END:
            record[kind]()
        self._number()
        _require(bool(self._texts) and not self._due)
        if self._page:
            b"\n".join(self._labelled).decode(_PAGES.get(self._page, f"cp{self._page}"))
        _require(packed in {_PLAIN, _PACKED, _TWICE_PACKED})
        if packed == _PLAIN:
            _require(self._remaining % (8 * self._values) == 0)
        elif packed == _PACKED:
            self._check_packed(stated)

    def _take(self, size: int) -> bytes:
        _require(0 <= size <= min(self._remaining, _MOST_BYTES))
        self._remaining -= size
        return self._file.read(size)

    def _numbers(self, count: int) -> tuple[int, ...]:
        return struct.unpack(f"{self._order}{count}i", self._take(4 * count))

    def _number(self) -> int:
        return self._numbers(1)[0]

    def _variable(self) -> None:
        width, label, missing, *forms = self._numbers(5)
        name = self._take(8)
        self._values += 1
        if self._values > MOST_VALUES:
            raise BrokenTable(reason=Reason("many_columns", (("limit", MOST_VALUES),)))
        if width < 0:
            _require(self._due > 0 and not label and not missing)
            self._due -= 1
            return
        _require(not self._due and width < 256 and missing in {-3, -2, 0, 1, 2, 3})  # noqa: PLR2004 - all that there are
        _require(width > 0 or not any(form >> 16 & 255 == 1 for form in forms))  # no number has the form of text
        self._due = max(0, (width - 1) // 8)
        self._index_of.setdefault(name.rstrip().upper(), len(self._kinds))
        self._kinds.append(width > 0)
        self._texts[self._values] = width > 0
        if label:
            self._take(-(-self._number() // 4) * 4)
        self._take(8 * abs(missing))

    def _labels(self) -> None:
        values = []
        for _ in range(self._number()):
            values.append(self._take(8))
            self._take((self._take(1)[0] + 8) // 8 * 8 - 1)
        _require(self._number() == _LABELLED)
        kinds = {self._texts[variable] for variable in self._numbers(self._number())}
        _require(len(kinds) == 1)
        self._labelled += values * kinds.pop()

    def _notes(self) -> None:
        self._take(80 * self._number())

    def _more(self) -> None:
        about, size, count = self._numbers(3)
        _require(min(size, count) >= 0 and _SIZES.get(about, size) == size)
        content = self._take(size * count)
        if about == _ENCODING:
            self._page = struct.unpack(f"{self._order}8i", content)[-1]
        for name, width in re.findall(rb"([^=\t\0]+)=([0-9]+)", content) if about == _LONG else ():
            _require(int(width) <= _LONGEST)
            first, parts = self._index_of[name.upper()], -(-int(width) // _PART)
            _require(self._kinds[first : first + parts] == [True] * parts)

    def _check_packed(self, stated: int) -> None:
        _require(self._remaining % 8 == 0)
        values = 0
        while stated < 0 and (codes := self._file.read(8)):
            codes, end, _ = codes.partition(bytes([_NO_MORE]))
            values += len(codes) - codes.count(0)
            further = 8 * codes.count(_AS_IT_IS)
            _require(len(self._file.read(further)) == further)
            if end:
                break
        _require(values % self._values == 0)
