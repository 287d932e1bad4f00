"""SPSS: the rows of a .sav file as records."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import count
from typing import Any, Final

from ckm_mo.errors import BrokenTable, DataError, MissingExtra
from ckm_mo.messages import Reason
from ckm_mo.tables.cells import Cell, Kind, Record, Records, cell, in_batches
from ckm_mo.tables.files import MOST_UNPACKED, Source

FEW: Final = 1 << 8
"""How many rows are given at a time."""

_MIB: Final = 1 << 20
_CELL: Final = 64  # how many bytes a cell takes besides its text, more or less
_MOST_REMEMBERED: Final = 1 << 10  # values of a variable, so that rows share what they mean
_BROKEN: Final = (ValueError, TypeError, LookupError, ArithmeticError)


def read(source: Source) -> Records:
    """Read an SPSS file: labels for the values that have one, nothing for what is missing in the system.

    What a user declared as missing is known as such, and so is a number that
    SPSS shows with leading zeros, or otherwise than as a number.

    Raises:
        MissingExtra: Without pyreadstat.
        BrokenTable: If it is damaged or too large.
    """
    try:
        import pyreadstat  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtra(feature="spss", package="pyreadstat", extra="spss") from error
    read = partial(pyreadstat.read_sav, output_format="dict", user_missing=True, disable_datetime_conversion=True)
    try:
        _, about = read(source.whole(), metadataonly=True)
        width = sum(about.variable_storage_width.values()) + _CELL * len(about.column_names)
        most = MOST_UNPACKED * _MIB // max(1, width)
        large = (about.number_rows or 0) > most
        # It may not say how many rows it has, or not the truth.
        data, about = ({}, about) if large else read(source.whole(), row_limit=most + 1)
    except DataError:
        raise
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, *_BROKEN) as error:
        raise BrokenTable(file=source.name, reason=Reason("damaged")) from error
    columns: Any = data  # lists by name
    if not large and len(columns) < len(about.column_names):  # a name twice, of which the other column is lost
        raise BrokenTable(file=source.name, reason=Reason("damaged"))
    # A column is let go of when its cells are there.
    texts = [[*map(_meant(about, name), columns.pop(name))] for name in list(columns)]
    if large or any(len(each) > most for each in texts):
        raise BrokenTable(file=source.name, reason=Reason("unpacked", (("limit", MOST_UNPACKED),)))
    return Records(tuple(about.column_names), 0, in_batches(_numbered(texts), FEW))


def _meant(about: Any, name: str) -> Callable[[object], str | Cell]:
    """Give what takes the values of one SPSS variable for what they mean."""
    labels: Mapping[object, str] = about.variable_value_labels.get(name, {})
    shared = {label for label, count in Counter(labels.values()).items() if count > 1}
    missing: Sequence[Mapping[str, Any]] = about.missing_ranges.get(name, ())
    form = about.original_variable_types[name].rstrip("0123456789.")

    @lru_cache(_MOST_REMEMBERED)
    def meant(value: object) -> str | Cell:
        found = cell(value)
        label = labels.get(value, "")
        if label.strip():  # one of nothing but blanks stands for no empty cell
            found = label
        elif isinstance(found, Cell) and form in _DATED:
            found = _dated(value, form)
        elif isinstance(found, Cell) and found.kind is Kind.WHOLE and form not in _PLAIN:
            found = Cell(found.text, Kind.NUMBER)
        if found and any(each["lo"] <= value <= each["hi"] for each in missing):
            text = found if isinstance(found, str) else found.text
            return Cell(text, Kind.UNLABELLED if found == value else Kind.MISSING)
        return Cell(str(found), Kind.SHARED) if found in shared else found

    return meant


_PLAIN: Final = {"A", "F"}
_DAYS: Final = {"DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR"}
_SPANS: Final = {"TIME", "MTIME", "DTIME"}
_DATED: Final = _DAYS | _SPANS | {"DATETIME", "YMDHMS"}
"""The formats of numbers that are seconds, of a span of time or since the first day of the calendar."""


def _dated(seconds: Any, form: str) -> str | Cell:
    """Take seconds for the date, the time or the span of time that they are; those that are none as they are."""
    from datetime import datetime, timedelta  # noqa: PLC0415 - not every file has dates

    try:
        span = timedelta(seconds=seconds)
        moment = span if form in _SPANS else datetime(1582, 10, 14) + span  # noqa: DTZ001 - files have no zones
    except OverflowError:
        return Cell(str(seconds), Kind.DATE)
    return cell(moment.date() if isinstance(moment, datetime) and form in _DAYS else moment)


def _numbered(columns: Sequence[Sequence[str | Cell]]) -> Iterator[Record]:
    for row, cells in zip(count(1), zip(*columns, strict=True), strict=False):
        yield row, list(cells)
