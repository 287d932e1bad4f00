"""Tables that are not of cases: their rows as text, whatever kind of file they are in."""

from collections.abc import Collection, Iterable, Iterator
from functools import partial

from ckm_mo.codebook import NOT_CODED, Variable
from ckm_mo.errors import Gathered, WrongWidth
from ckm_mo.tables.files import Source, check_apart
from ckm_mo.tables.kinds import PACKED, recognise
from ckm_mo.tables.table import RecordTable, Table

Row = tuple[int, list[str]]
"""The number of a row, as the program that the file is from numbers it, and its cells."""


class _Text(Table):
    """A text of which no column is a variable."""

    def _variables(self, _: Collection[str]) -> tuple[Variable | None, ...]:
        return (None,) * len(self.headers)

    def rows(self) -> Iterator[Row]:
        """Read the rows that are in order, and gather what is wrong with the others."""
        with self.refusing():
            for line in self.stream:
                self.number += 1
                cells = self.record(line)
                if any(cells) and len(cells) != len(self.headers):
                    self.refuse(WrongWidth(expected=len(self.headers), found=len(cells)))
                elif any(cells):
                    yield self.number, cells


class _Records(RecordTable):
    """A sheet, or another file of records, of which no column is a variable."""

    def _variables(self, _: Collection[str]) -> tuple[Variable | None, ...]:
        return (None,) * len(self.headers)

    def rows(self) -> Iterator[Row]:
        """Read the rows."""
        with self.refusing():
            for part in self.records.batches:
                for records in [part] if isinstance(part, list) else part.records():
                    yield from ((number, self.plain_cells(cells)) for number, cells in records)


def read_rows(
    name: str, *, encoding: str = "utf-8", outputs: Iterable[str | None] = ()
) -> tuple[tuple[str, ...], list[Row]]:
    """Read a table that is not of cases.

    Args:
        name: Its path; `-` for standard input, which is text.
        encoding: Of text.
        outputs: Files that are to be written, none of which may be it.

    Returns:
        Its header and its rows; cells as they stand, without the apostrophe that keeps a formula from running.

    Raises:
        InvalidInput: With all that is wrong with it.
        MissingExtra: If the file needs a package that is not installed.
        UnwritableOutput: If it is one of the outputs.
    """
    gathered = Gathered()
    with Source(name) as source:
        for each in outputs:
            check_apart(each, [source])
        found = recognise(source)
        table: _Text | _Records
        if found.read:
            table = _Records(source, gathered, partial(found.read, source, None), empty=NOT_CODED, ignore=())
        else:
            packed = found is PACKED
            table = _Text(source, gathered, encoding=encoding, empty=NOT_CODED, ignore=(), unpack=packed)
        rows = [*table.rows()] if table.headers else []
    gathered.check()
    return table.headers, rows
