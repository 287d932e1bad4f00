"""Data sets: the rows of SPSS and Parquet files as records."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from typing import Any, Final

from ckm_mo.cells import Cell, Kind, Record, Records, cell, in_batches
from ckm_mo.errors import BrokenTable, DataError, MissingExtra
from ckm_mo.files import MOST_UNPACKED, Source
from ckm_mo.messages import Reason

FEW: Final = 1 << 12
"""How many rows are given at a time."""

_MIB: Final = 1 << 20
_CELL: Final = 64  # how many bytes a cell takes besides its text, more or less


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
    read = partial(pyreadstat.read_sav, output_format="dict", user_missing=True)
    try:
        _, about = read(source.whole(), metadataonly=True)
        width = sum(about.variable_storage_width.values()) + _CELL * len(about.column_names)
        most = MOST_UNPACKED * _MIB // max(1, width)
        # It may not say how many rows it has, or not the truth.
        data, about = read(source.whole(), row_limit=most + 1)
    except DataError:
        raise
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError, OverflowError) as error:
        raise BrokenTable(file=source.name, reason=Reason("damaged")) from error
    columns: Any = data  # lists by name
    texts = [[*map(_meant(about, name), values)] for name, values in columns.items()]
    if any(len(each) > most for each in texts):
        raise BrokenTable(file=source.name, reason=Reason("unpacked", (("limit", MOST_UNPACKED),)))
    return Records(tuple(about.column_names), 0, in_batches(_numbered(texts), FEW))


def _meant(about: Any, name: str) -> Callable[[object], str | Cell]:
    """Give what takes the values of one SPSS variable for what they mean."""
    labels: Mapping[object, str] = about.variable_value_labels.get(name, {})
    missing: Sequence[Mapping[str, Any]] = about.missing_ranges.get(name, ())
    plain = re.fullmatch(r"[AF][\d.]+", about.original_variable_types[name]) is not None

    def meant(value: object) -> str | Cell:
        found = cell(value)
        if value in labels:
            found = labels[value]
        elif isinstance(found, Cell) and found.kind is Kind.WHOLE and not plain:
            found = Cell(found.text, Kind.NUMBER)
        if found and any(each["lo"] <= value <= each["hi"] for each in missing):
            return Cell(found if isinstance(found, str) else found.text, Kind.MISSING)
        return found

    return meant


def _numbered(columns: Sequence[Sequence[str | Cell]]) -> Iterator[Record]:
    for row, cells in zip(count(1), zip(*columns, strict=True), strict=False):
        yield row, list(cells)


def read_parquet(source: Source) -> Records:
    """Read a Parquet file, some rows at a time.

    Raises:
        MissingExtra: Without PyArrow.
        BrokenTable: If it is damaged.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415 - likewise
    except ImportError as error:
        raise MissingExtra(feature="parquet", package="pyarrow", extra="parquet") from error

    def batches(file: Any) -> Iterator[list[Record]]:
        rows = count(1)
        try:
            for batch in file.iter_batches(batch_size=FEW):
                columns = [list(map(cell, column.to_pylist())) for column in batch.columns]
                yield [(next(rows), list(cells)) for cells in zip(*columns, strict=True)]
        except (pa.ArrowException, OSError) as error:
            raise BrokenTable(file=source.name, reason=Reason("damaged")) from error

    try:
        file = parquet.ParquetFile(source.whole(), buffer_size=_MIB)
        return Records(tuple(file.schema_arrow.names), 0, batches(file))
    except (pa.ArrowException, OSError) as error:
        raise BrokenTable(file=source.name, reason=Reason("damaged")) from error
