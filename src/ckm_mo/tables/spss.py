"""SPSS: the rows of a .sav file as records."""

import re
import struct
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any, BinaryIO, Final, Literal

from ckm_mo.errors import BrokenTable, needing
from ckm_mo.messages import Reason
from ckm_mo.tables import dictionary
from ckm_mo.tables.cells import CELL_SIZE, MOST_DISTINCT, Batch, Cell, CellKind, SourceRows, cell_of
from ckm_mo.tables.files import MIB, Source, whole_or_broken
from ckm_mo.tables.sav import MARK, column_head

AT_ONCE: Final = 64
"""How many MiB cases may take that are read at a time, more or less."""

_MOST_TIMES: Final = 64  # how often a file may be gone through: each time all before is passed over
_COUNT: Final = range(80, 84)  # where a file states how many cases it has
_UNKNOWN: Final = -1
_BROKEN: Final = (ValueError, TypeError, LookupError, ArithmeticError, struct.error)


def read(source: Source, _: str | None = None) -> SourceRows:
    """Read an SPSS file, some cases at a time: labels for the values that have one, nothing for what is missing.

    What a user declared as missing is known as such, and so is a number that
    SPSS shows with leading zeros, or otherwise than as a number. All cases are
    read that there are, and are to be as many as the file states.

    Raises:
        MissingExtra: Without pyreadstat.
        BrokenTable: If it is damaged or too large.
    """
    with needing("pyreadstat", "spss", "spss"):
        import pyreadstat  # noqa: PLC0415 - an extra
    with _whole_or_broken():
        whole = source.whole()
        dictionary.check_dictionary(whole)
        file = Unstated(whole)
        read = partial(
            pyreadstat.read_sav, file, output_format="dict", user_missing=True, disable_datetime_conversion=True
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about a name that is there twice, which gets another
            about = read(metadataonly=True)[1]
        names = tuple(about.column_names)
        heads = tuple(_head(name, names) for name in names)
        if about.file_label == MARK:
            heads = tuple(map(column_head, names, about.column_labels))
        return SourceRows(heads, 0, _batches(read, about, file), stated=file.stated)


def _head(name: str, names: Sequence[str]) -> str:
    """Give a variable the name that the file gives it, also where another has it too."""
    first = re.sub(r"_duplicated[0-9]+$", "", name)
    return first if first in names else name


def _whole_or_broken() -> AbstractContextManager[None]:
    """Refuse a file as damaged where pyreadstat stumbles."""
    from pyreadstat import PyreadstatError, ReadstatError  # noqa: PLC0415 - loaded by now

    return whole_or_broken(ReadstatError, PyreadstatError, *_BROKEN)


class Unstated:
    """A file as if it did not state how many cases it has, or stated another number.

    Of more than are stated the others would be lost; where none are stated, pyreadstat makes room for 100,000.
    """

    def __init__(self, file: BinaryIO) -> None:
        head = file.read(_COUNT.stop)
        self._order: Literal["little", "big"] = "little" if head[64:65] in {b"\2", b"\3"} else "big"
        self.stated = int.from_bytes(head[_COUNT.start :], self._order, signed=True)
        self.states = _UNKNOWN
        self._file = file
        self._position = file.seek(0)

    def read(self, size: int = -1) -> bytes:
        """Read some bytes, with the number of cases that it now states."""
        data = self._file.read(size)
        start, self._position = self._position, self._position + len(data)
        if start < _COUNT.stop:
            count = dict(zip(_COUNT, self.states.to_bytes(len(_COUNT), self._order, signed=True), strict=True))
            data = bytes(count.get(offset, each) for offset, each in enumerate(data, start))
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a byte."""
        self._position = self._file.seek(offset, whence)
        return self._position

    def tell(self) -> int:
        """Tell at which byte the file stands."""
        return self._position


def _batches(read: Callable[..., Any], about: Any, file: Unstated) -> Iterator[Batch]:
    """Give the cases, as many at a time as take little memory."""
    width = sum(about.variable_storage_width.values()) + CELL_SIZE * len(about.column_names)
    size = max(1, AT_ONCE * MIB // width)
    converters = [_column(about, each) for each in about.column_names]
    # Of a text that ends within a character the reader would leave out what is cut: so it is to give bytes.
    encoding = {"encoding": "LATIN1"} if _in_unicode(about) else {}
    named = [about.column_names[0].encode().decode("latin-1") if encoding else about.column_names[0]]
    first = 0
    with _whole_or_broken(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(_MOST_TIMES):
            # Only in one column there is room for more than there are.
            file.states = _UNKNOWN
            column, *_ = read(row_offset=first, row_limit=size, usecols=named, **encoding)[0].values()
            count = len(column)
            file.states = first + count
            if count < size and file.stated not in {file.states, _UNKNOWN}:
                raise ValueError
            if count:
                data, _ = read(row_offset=first, row_limit=count, **encoding)
                columns = [take(data.pop(each)) for take, each in zip(converters, list(data), strict=True)]
                cases = [list(cells) for cells in zip(*columns, strict=True)]
                yield Batch([*enumerate(cases, first + 1)])
            if count < size:
                return
            first += count
        raise BrokenTable(reason=Reason("unpacked", (("limit", _MOST_TIMES * AT_ONCE),)))


def _in_unicode(about: Any) -> bool:
    return str(about.file_encoding).upper() in {"UTF-8", "UTF8"}


def _form(about: Any, name: str) -> str:
    return str(about.original_variable_types[name]).rstrip("0123456789.")


def _column(about: Any, name: str) -> Callable[[list[Any]], Sequence[str | Cell]]:
    """Give what takes the values of a column for what they mean, each once."""
    convert = lru_cache(MOST_DISTINCT)(_converter(about, name))
    described = about.variable_value_labels.get(name) or about.missing_ranges.get(name)
    text = _form(about, name) == "A" and not described

    def take(values: list[Any]) -> Sequence[str | Cell]:
        return values if text and "".join(values).isascii() else list(map(convert, values))

    return take


def _converter(about: Any, name: str) -> Callable[[object], str | Cell]:
    """Give what takes the values of one SPSS variable for what they mean."""
    labels: Mapping[object, str] = about.variable_value_labels.get(name, {})
    shared = {label for label, count in Counter(labels.values()).items() if count > 1}
    missing: Sequence[Mapping[str, Any]] = about.missing_ranges.get(name, ())
    form = _form(about, name)

    in_unicode = _in_unicode(about)

    def convert(value: object) -> str | Cell:
        if in_unicode and isinstance(value, str) and not value.isascii():
            value = value.encode("latin-1").decode("utf-8")
        cell = cell_of(value)
        label = labels.get(value, "")
        if label.strip():  # one of nothing but blanks stands for no empty cell
            cell = label
        elif isinstance(cell, Cell) and form in _DATED:
            cell = _dated(value, form)
        elif isinstance(cell, Cell) and cell.kind is CellKind.WHOLE and form not in _PLAIN:
            cell = Cell(cell.text, CellKind.NUMBER)
        if cell and any(each["lo"] <= value <= each["hi"] for each in missing):
            text = cell if isinstance(cell, str) else cell.text
            return Cell(text, CellKind.UNLABELLED if cell == value else CellKind.MISSING)
        return Cell(str(cell), CellKind.SHARED) if cell in shared else cell

    return convert


_PLAIN: Final = {"A", "F"}
_DAYS: Final = {"DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR"}
_SPANS: Final = {"TIME", "MTIME", "DTIME"}
_DATED: Final = _DAYS | _SPANS | {"DATETIME", "YMDHMS"}
"""The formats of numbers that are seconds, of a span of time or since the first day of the calendar."""


def _dated(seconds: Any, form: str) -> str | Cell:
    """Take seconds for the date, the time or the span of time that they are; those that are none as they are."""
    try:
        span = timedelta(seconds=seconds)
        moment = span if form in _SPANS else datetime(1582, 10, 14) + span  # noqa: DTZ001 - files have no zones
    except OverflowError:
        return Cell(str(seconds), CellKind.DATE)
    return cell_of(moment.date() if isinstance(moment, datetime) and form in _DAYS else moment)
