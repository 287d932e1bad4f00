"""Data sets: the rows of SPSS and Parquet files as records."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from io import SEEK_CUR, BufferedReader
from itertools import count
from typing import Any, BinaryIO, Final

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


def read_spss(source: Source) -> Records:
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
        if value in labels:
            found = labels[value]
        elif isinstance(found, Cell) and form in _DATED:
            found = _dated(value, form)
        elif isinstance(found, Cell) and found.kind is Kind.WHOLE and form not in _PLAIN:
            found = Cell(found.text, Kind.NUMBER)
        if found and any(each["lo"] <= value <= each["hi"] for each in missing):
            return Cell(found if isinstance(found, str) else found.text, Kind.MISSING)
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


def read_parquet(source: Source) -> Records:
    """Read a Parquet file, some rows at a time.

    What is unpacked at once is weighed before any of it is: a page of each column,
    and as many rows as fit.

    Raises:
        MissingExtra: Without PyArrow.
        BrokenTable: If it is damaged, or takes too much memory.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415 - likewise
    except ImportError as error:
        raise MissingExtra(feature="parquet", package="pyarrow", extra="parquet") from error

    @contextmanager
    def whole_or_broken() -> Iterator[None]:
        """Refuse the file as damaged where what reads it stumbles."""
        try:
            yield
        except DataError:
            raise
        except (pa.ArrowException, OSError, *_BROKEN) as error:
            raise BrokenTable(file=source.name, reason=Reason("damaged")) from error

    def batches(file: Any, rows: int) -> Iterator[list[Record]]:
        numbers = count(1)
        with whole_or_broken():
            for batch in file.iter_batches(batch_size=rows):
                columns = [_cells(column) for column in batch.columns]
                yield [(next(numbers), list(cells)) for cells in zip(*columns, strict=True)]

    with whole_or_broken():
        content = source.whole()
        file = parquet.ParquetFile(content, buffer_size=_MIB)
        buffered = BufferedReader(content)  # type: ignore[type-var]  # a file that was opened for bytes
        try:
            rows = _rows_at_once(buffered, file.metadata, source.name)
        finally:
            buffered.detach()  # it would close the file
        return Records(tuple(file.schema_arrow.names), 0, batches(file, rows))


def _cells(column: Any) -> list[str | Cell]:
    """Take the values of some rows of one column of a Parquet file, dates that Python has none of too."""
    import pyarrow as pa  # noqa: PLC0415 - loaded by now

    try:
        return list(map(cell, column.to_pylist()))
    except (pa.ArrowException, *_BROKEN):
        if not pa.types.is_temporal(column.type):
            raise
    if pa.types.is_timestamp(column.type):  # in whatever zone of time, which may be unknown
        column = column.cast(pa.timestamp(column.type.unit))
    return [Cell(text, Kind.DATE) if text else "" for text in column.cast(pa.string()).to_pylist()]


def _rows_at_once(content: BinaryIO, about: Any, name: str) -> int:
    """Say how many rows of a Parquet file to unpack at a time, by what its pages unpack to.

    Raises:
        BrokenTable: If a page of each column takes too much memory.
    """
    most, rows = MOST_UNPACKED * _MIB, FEW
    columns = [about.schema.column(place) for place in range(len(about.schema))]
    for group in map(about.row_group, range(about.num_row_groups)):
        weight = widest = 0
        for place, column in enumerate(columns):
            shared = largest = values = 0
            as_before = False
            for page in _pages(content, group.column(place)):
                if page[_KIND] == _DICTIONARY:
                    shared += page[_UNPACKED]
                    continue
                largest = max(largest, page[_UNPACKED])
                for data, encoding in ((page[each], encoding) for each, encoding in _DATA.items() if each in page):
                    values += data[_VALUES]
                    as_before |= data[encoding] == _AS_BEFORE
            weight += shared + largest + (values * _CELL if column.max_repetition_level else 0)
            # What a few bytes may stand for in each row: a text that rows share, or that begins as the one before.
            widest += shared + as_before * largest
        if weight > most:
            raise BrokenTable(file=name, reason=Reason("unpacked_pages", (("limit", MOST_UNPACKED),)))
        rows = min(rows, max(1, most // _COPIES // max(1, widest)))
    return rows


_COPIES: Final = 4  # how often a text is in memory while it is read, more or less

# What the header of a page says, each fact by its number: the two versions of data say their encoding elsewhere.
_KIND, _UNPACKED, _PACKED = 1, 2, 3
_DICTIONARY: Final = 2
_DATA: Final = {5: 2, 8: 4}
_VALUES: Final = 1
_AS_BEFORE: Final = 7

# The kinds of facts in Thrift's compact protocol, in which it is written.
_STRUCTURE, _BYTES = 12, 8
_DEEPEST: Final = 8  # a header has three in each other
_WHOLE: Final = (4, 5, 6)
_TRUTH: Final = (1, 2)


def _pages(content: BinaryIO, chunk: Any) -> Iterator[dict[int, Any]]:
    """Give the headers of the pages of one column in a group of rows.

    They are what is held to in reading; what the file says of the column as a whole is not.
    """
    place = chunk.dictionary_page_offset or chunk.data_page_offset
    end = place + chunk.total_compressed_size
    while place < end:
        content.seek(place)
        page = _structure(content)
        if min(page[_PACKED], page[_UNPACKED]) < 0:
            raise ValueError
        place = content.tell() + page[_PACKED]
        yield page


def _structure(content: BinaryIO, deeper: int = _DEEPEST) -> dict[int, Any]:
    """Read facts by their number; texts are passed over. Structures may stand in it, in each other so many times."""
    facts: dict[int, Any] = {}
    key = 0
    while byte := content.read(1)[0]:
        step, kind = divmod(byte, 16)
        key = key + step if step else _whole(content)
        if kind == _STRUCTURE and deeper:
            facts[key] = _structure(content, deeper - 1)
        elif kind in _WHOLE:
            facts[key] = _whole(content)
        elif kind == _BYTES:
            content.seek(_number(content), SEEK_CUR)
        elif kind not in _TRUTH:
            raise ValueError
    return facts


def _whole(content: BinaryIO) -> int:
    """Read a whole number, which may be negative."""
    number = _number(content)
    return number >> 1 ^ -(number & 1)


def _number(content: BinaryIO) -> int:
    """Read a number of as many bytes as it takes, the last of which is below 128."""
    number = 0
    for shift in range(0, 64, 7):
        byte = content.read(1)[0]
        number |= (byte & 0x7F) << shift
        if byte < 0x80:  # noqa: PLR2004 - as said
            return number
    raise ValueError
