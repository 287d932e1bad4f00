"""Sheets: which of a workbook's is meant, and its rows as records."""

from collections.abc import Iterator
from itertools import islice
from typing import Final
from zipfile import ZipFile

from ckm_mo.errors import BrokenTable, EmptyTable, UnfitCell
from ckm_mo.messages import LANGUAGES, Reason
from ckm_mo.tables import ods, xlsx
from ckm_mo.tables.cells import Batch, CellKind, Record, SourceRows, cell_name, head
from ckm_mo.tables.files import Source, whole_or_broken
from ckm_mo.tables.parts import BROKEN, SheetContent, opened, part_name
from ckm_mo.tables.workbooks import about_heads, codebook_heads

ROWS_AT_ONCE: Final = 1 << 12
"""How many rows are given at a time."""


def read(source: Source, sheet: str | None = None) -> SourceRows:
    """Read a sheet of a workbook.

    Args:
        source: An .xlsx or .ods.
        sheet: Its name. Without one the workbook must have one sheet that is neither hidden, empty, the codebook of a
            template, nor what says what results rest on.

    Raises:
        BrokenTable: If it is damaged, has a password or is too large; or has no such sheet, or several.
        EmptyTable: If nothing stands in the sheet.
    """
    with whole_or_broken(*BROKEN):
        content = chosen(opened(source), sheet)
        first = first_column(content)
        rows = _rows(content, first)
        row, heads = next(rows)
        for column, each in enumerate(heads, first + 1):
            if not isinstance(each, str) and each.kind is CellKind.FORMULA:
                error = UnfitCell(column=each.text, value=each.text, reason=Reason("cell_formula"))
                raise error.at(row=row, cell=cell_name(row, column))
        return SourceRows(tuple(map(head, heads)), row, _batches(rows), lettered=first + 1)


def chosen(package: ZipFile, sheet: str | None = None) -> SheetContent:
    """Read the sheet of a workbook that is named, or the only one that can be meant; see `read`."""
    document = "content.xml" in map(part_name, package.namelist())
    book = ods.Book(package) if document else xlsx.Book(package)
    if sheet is not None:
        if sheet not in book.names:
            raise BrokenTable(reason=Reason("no_sheet", (("sheet", sheet), ("sheets", tuple(book.names)))))
        sheets = {sheet: book.sheet(sheet)}
    elif book.visible:
        sheets = {name: book.sheet(name) for name in book.visible}
    else:
        raise BrokenTable(reason=Reason("hidden_sheets", (("sheets", tuple(book.names)),)))
    there = {name: each for name, each in sheets.items() if each.rows and (len(sheets) == 1 or not _explains(each))}
    if not there:
        raise EmptyTable
    if len(there) > 1:
        raise BrokenTable(reason=Reason("sheets", (("sheets", tuple(there)),)))
    return next(iter(there.values()))


def _batches(rows: Iterator[Record]) -> Iterator[Batch]:
    with whole_or_broken(*BROKEN):
        while few := list(islice(rows, ROWS_AT_ONCE)):
            yield Batch(few)


def _explains(sheet: SheetContent) -> bool:
    """Return whether a sheet is the codebook of a template, or says what results rest on."""
    heads = sheet.rows[0][1]
    return any(heads == codebook_heads(lang) or [*filter(None, heads)] == about_heads(lang) for lang in LANGUAGES)


def first_column(sheet: SheetContent) -> int:
    """Tell which column is the first that anything stands in, from 0."""
    return next(column for column in range(sheet.width) if any(any(row[column : column + 1]) for _, row in sheet.rows))


def _rows(sheet: SheetContent, first: int) -> Iterator[Record]:
    """Give the rows of a sheet, all as long as the longest."""
    covered = sheet.covered() if sheet.merged else None
    for row, stored in sheet.rows:
        cells = stored
        if covered or first or len(cells) < sheet.width:
            cells = [*cells[first:], *[""] * (sheet.width - max(first, len(cells)))]
        for column, merged in covered(row).items() if covered else ():
            if column >= first:
                cells[column - first] = merged
        yield row + 1, cells
