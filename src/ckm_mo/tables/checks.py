"""Tables, checked beyond what is refused: how far they are coded, and what does not fit."""

import os
from collections.abc import Iterable, Sequence
from itertools import starmap

from ckm_mo.cases import emptiness
from ckm_mo.codebook import CODED, IDENTIFIERS, NOT_CODED
from ckm_mo.tables.reading import Tables, named
from ckm_mo.tables.rows import ParsedBatch
from ckm_mo.tables.table import Table
from ckm_mo.tallies.reports import Report, RowBatch, look, report_on

_VICTIM = IDENTIFIERS[3].key


def check_table(
    path: str | os.PathLike[str],
    *,
    encoding: str = "utf-8",
    empty: str = NOT_CODED,
    ignore: Iterable[str] = (),
    sheet: str | None = None,
) -> Report:
    """Report how far a table is coded, what does not fit in it, and where answers stand.

    Args:
        path: As for `read_table`; so are the other arguments.
        encoding: Of text.
        empty: What an empty cell counts as.
        ignore: Columns of your own that look like a misspelt variable.
        sheet: Of a workbook.

    Returns:
        The report. Nothing in it changes a verdict.

    Raises:
        InvalidInput: With all that is wrong with the table, as `read_table` raises it.
        MissingExtra: If the file needs a package that is not installed.
        WrongUsage: If a sheet is named and the file is not a workbook.
    """
    with Tables([named(path)], encoding=encoding, empty=empty, ignore=ignore, sheet=sheet) as tables:
        report = reported(tables.batches(look), tables.tables, emptiness(empty))
        tables.check()
        return report


def reported(batches: Iterable[tuple[Table, ParsedBatch]], tables: Sequence[Table], empty: str) -> Report:
    """Make a report of rows as they are read.

    Args:
        batches: The rows of tables, with what `look` gives of each.
        tables: Those that they are of.
        empty: What an empty cell counts as.
    """
    columns = {each.key for table in tables for each in table.variables if each in CODED}
    other = dict.fromkeys(name for table in tables for name in table.other)
    files = ((table.name, table.source.sha256) for table in tables)
    rows = starmap(_rows, batches)
    return report_on(rows, columns, empty, other, files, located=any(table.located for table in tables))


def _rows(table: Table, batch: ParsedBatch) -> RowBatch:
    """Return rows as a report takes them."""
    seen = batch.values
    if table.located:
        seen = [(table.case(record, case), raised) for record, (case, raised) in zip(batch.records, seen, strict=True)]
    rows = [(table.name, *each) for each in zip(batch.numbers, batch.case_ids, strict=True)]
    victims = table.texts(batch.records, [_VICTIM])[0]  # empty where no column names them
    return seen, rows, victims, [key for _, key in table.located]
