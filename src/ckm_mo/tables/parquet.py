"""Parquet: the rows of a .parquet file, column by column.

PyArrow reads a text that many rows share once, and finds the combinations of
what is coded. What a file states of itself says how many rows are unpacked at a
time; what came out is weighed all the same.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Any, Final

from attrs import frozen

from ckm_mo.codebook import IDENTIFIERS, variable_of
from ckm_mo.errors import BrokenTable, needing
from ckm_mo.messages import Reason
from ckm_mo.tables.cells import CELL_SIZE, Batch, Cell, CellKind, Record, SourceRows, cell_of
from ckm_mo.tables.files import LONGEST_LINE, MIB, MOST_UNPACKED, Source, whole_or_broken
from ckm_mo.tables.table import MOST_COLUMNS

UNPACKED_ROWS: Final = 1 << 16
"""How many rows are unpacked at a time, at most."""

ROW_BY_ROW: Final = 1 << 8
"""How many are looked at one by one at a time."""

MOST_CODES: Final = 1 << 62
"""How many combinations a number tells apart, at most."""

_COPIES: Final = 4  # how often a text is in memory while it is read, more or less
_MOST_NAMED: Final = 16  # how often what a file may take at a time the names of a group may take, one after the other
_SHARING: Final = {"PLAIN", "PLAIN_DICTIONARY", "RLE_DICTIONARY", "RLE", "BIT_PACKED"}
_BROKEN: Final = (ValueError, TypeError, LookupError, ArithmeticError, RuntimeError)


def read(source: Source, _: str | None = None) -> SourceRows:
    """Read a Parquet file, some rows at a time, and verify the checksums of its pages where it has them.

    Raises:
        MissingExtra: Without PyArrow.
        BrokenTable: If it is damaged, or takes too much memory.
    """
    with needing("pyarrow", "parquet", "parquet"):
        from pyarrow import parquet  # noqa: PLC0415 - an extra
    with _whole_or_broken():
        content = source.whole()
        about = parquet.read_metadata(content)
        if about.num_columns > MOST_COLUMNS:
            raise BrokenTable(reason=Reason("many_columns", (("limit", MOST_COLUMNS),)))
        _look_at_columns(content, about.num_row_groups)
        words, names = _texts(about, names=False), _texts(about, names=True)
        file = parquet.ParquetFile(content, read_dictionary=words, buffer_size=MIB, page_checksum_verification=True)
        named = parquet.ParquetFile(content, read_dictionary=names, buffer_size=MIB)
        rows = [_rows_at_once(named, number, words, names) for number in range(about.num_row_groups)]
        return SourceRows(tuple(file.schema_arrow.names), 0, _batches(file, rows), stated=about.num_rows)


def _whole_or_broken() -> AbstractContextManager[None]:
    """Refuse a file as damaged where PyArrow stumbles."""
    from pyarrow import ArrowException  # noqa: PLC0415 - loaded by now

    return whole_or_broken(ArrowException, OSError, *_BROKEN)


def _look_at_columns(content: Any, groups: int) -> None:
    """Read a row of each group: what cannot be read is an error there, where asking for what is stated of it aborts."""
    from pyarrow import parquet  # noqa: PLC0415 - loaded by now

    file = parquet.ParquetFile(content, buffer_size=MIB)
    for number in range(groups):
        next(file.iter_batches(batch_size=1, row_groups=[number], use_threads=False), None)


def _batches(file: Any, rows: Sequence[int]) -> Iterator[Batch]:
    number = 1
    with _whole_or_broken():
        for group, size in enumerate(rows):
            for batch in file.iter_batches(batch_size=size, row_groups=[group], use_threads=False):
                if batch.nbytes > MOST_UNPACKED * MIB:
                    raise _too_much()
                yield ParquetBatch(batch, number)
                number += len(batch)


def _too_much() -> BrokenTable:
    return BrokenTable(reason=Reason("unpacked_pages", (("limit", MOST_UNPACKED),)))


def _texts(about: Any, *, names: bool) -> list[str]:
    """Name the columns of text: those of names, of which each row has another, or all others, which rows may share."""
    columns = [about.schema.column(index) for index in range(len(about.schema))]
    groups = [about.row_group(number) for number in range(about.num_row_groups)]
    return [
        each.path
        for index, each in enumerate(columns)
        if each.physical_type == "BYTE_ARRAY"
        and each.path == each.name
        and (variable_of(each.name) in IDENTIFIERS) is names
        # PyArrow reads no other encodings as words that rows share.
        and all(_SHARING.issuperset(group.column(index).encodings) for group in groups)
    ]


def _rows_at_once(file: Any, number: int, words: Sequence[str], names: Sequence[str]) -> int:
    """Say how many rows of a group to unpack at a time, by what a few bytes may stand for in each of them.

    Raises:
        BrokenTable: If a column states that it takes too much memory, or names that rows share would.
    """
    most, about = MOST_UNPACKED * MIB, file.metadata
    group = about.row_group(number)
    widest = 0
    for index in range(len(about.schema)):
        column, chunk = about.schema.column(index), group.column(index)
        lists = column.max_repetition_level and chunk.num_values * CELL_SIZE
        if chunk.total_uncompressed_size + lists > most:
            raise _too_much()
        if column.physical_type == "FIXED_LEN_BYTE_ARRAY":
            widest += column.length
        elif lists or (column.physical_type == "BYTE_ARRAY" and column.path not in {*words, *names}):
            widest += chunk.total_uncompressed_size
    longest = _longest(file, names, number)
    if longest * group.num_rows > most * _MOST_NAMED:
        raise _too_much()
    return max(1, min(UNPACKED_ROWS, most // _COPIES // max(1, widest + longest)))


def _longest(file: Any, names: Sequence[str], number: int) -> int:
    """Add up how long the longest of the texts are that stand once in a group, of all columns of names."""
    from pyarrow import compute, types  # noqa: PLC0415 - loaded by now

    first = next(file.iter_batches(batch_size=1, row_groups=[number], columns=names), None) if names else None
    words = [each.dictionary for each in first.columns if types.is_dictionary(each.type)] if first else []
    return sum(compute.max(compute.binary_length(each)).as_py() or 0 for each in words)


@frozen(slots=False)
class ParquetBatch(Batch):
    """Some rows of a Parquet file.

    Args:
        batch: PyArrow's.
        first: The number of the first.
    """

    batch: Any
    first: int
    mixed = False

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of the rows."""
        return range(self.first, self.first + len(self.batch))

    @cached_property
    def plain(self) -> bool:
        """Whether nothing needs to be looked at row by row."""
        from pyarrow import compute, types  # noqa: PLC0415 - loaded by now

        length = 0
        for column in self.batch.columns:
            words = column.dictionary if types.is_dictionary(column.type) else column
            if types.is_string(words.type) or types.is_large_string(words.type):
                if compute.any(compute.match_substring(words, "\0")).as_py():
                    return False
                length += compute.max(compute.binary_length(words)).as_py() or 0
            elif not (types.is_primitive(words.type) or types.is_null(words.type)) or types.is_temporal(words.type):
                return False
        return length <= LONGEST_LINE

    def texts(self, index: int) -> list[str] | None:
        """Give the cells of a column; None where they are not all text, whole numbers or empty."""
        import pyarrow as pa  # noqa: PLC0415 - loaded by now

        column = self.batch.column(index)
        kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
        fitting = (pa.types.is_string, pa.types.is_large_string, pa.types.is_integer, pa.types.is_null)
        if not any(fits(kind) for fits in fitting):
            return None
        if column.type != kind or pa.types.is_integer(kind) or pa.types.is_null(kind):
            column = column.cast(pa.string())
        with _whole_or_broken():
            cells: list[str] = column.fill_null("").to_pylist()
        return cells

    def combined(self, indexes: Sequence[int]) -> tuple[list[list[str | Cell]], list[int]]:
        """Give each combination of the cells of some columns once, column by column, and which of them each row has."""
        import pyarrow as pa  # noqa: PLC0415 - loaded by now
        from pyarrow import compute  # noqa: PLC0415 - as above

        codes, size = pa.array([0] * len(self.batch), pa.int64()), 1
        for index in indexes:
            column = self.batch.column(index)
            words = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
            count = len(words.dictionary) + 1
            if size > MOST_CODES // count:
                again = codes.dictionary_encode()
                codes, size = again.indices.cast(pa.int64()), len(again.dictionary)
            one = compute.fill_null(words.indices.cast(pa.int64()), count - 1)
            codes, size = compute.add(compute.multiply(codes, count), one), size * count
        which = codes.dictionary_encode().indices.to_pylist()
        first = dict(zip(reversed(which), range(len(which) - 1, -1, -1), strict=True))
        rows = pa.array([first[each] for each in range(len(first))], pa.int64())
        with _whole_or_broken():
            return [_cells(self.batch.column(index).take(rows)) for index in indexes], which

    def records(self) -> Iterator[list[Record]]:
        """Give the rows, as many at a time as take little memory."""
        number = self.first
        for few in _parts(self.batch):
            with _whole_or_broken():
                columns = [_cells(column) for column in few.columns]
            yield [(number + row, list(cells)) for row, cells in enumerate(zip(*columns, strict=True))]
            number += len(few)


def _parts(batch: Any) -> Iterator[Any]:
    """Cut rows into few at a time, or fewer where their texts are long."""
    if len(batch) > 1 and (len(batch) > ROW_BY_ROW or _weight(batch) > MOST_UNPACKED * MIB // _COPIES):
        half = len(batch) // 2
        yield from _parts(batch.slice(0, half))
        yield from _parts(batch.slice(half))
    else:
        yield batch


def _weight(batch: Any) -> int:
    """Say how many bytes the texts take that rows share, when each row has its own."""
    from pyarrow import compute, types  # noqa: PLC0415 - loaded by now

    shared = [each for each in batch.columns if types.is_dictionary(each.type)]
    return sum(compute.sum(compute.binary_length(each.dictionary).take(each.indices)).as_py() or 0 for each in shared)


def _cells(column: Any) -> list[str | Cell]:
    """Take the values of some rows of one column, dates that Python has none of too."""
    import pyarrow as pa  # noqa: PLC0415 - loaded by now

    try:
        return list(map(cell_of, column.to_pylist()))
    except (pa.ArrowException, *_BROKEN):
        if not pa.types.is_temporal(column.type):
            raise
    if pa.types.is_timestamp(column.type):  # in whatever zone of time, which may be unknown
        column = column.cast(pa.timestamp(column.type.unit))
    return [Cell(text, CellKind.DATE) if text else "" for text in column.cast(pa.string()).to_pylist()]
