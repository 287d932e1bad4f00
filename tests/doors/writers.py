"""Every way to write a table that this project knows of, and what of a table each of them can write.

All but LibreOffice, which has a suite of its own: `tests/libreoffice`.
"""

import csv
import gzip
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pyreadstat
import xlsxwriter
from attrs import evolve, frozen
from odf import teletype
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdfTable
from odf.table import TableCell, TableRow
from odf.text import P
from pyarrow import parquet

from ckm_mo.codebook import IDENTIFIERS
from doors.drawing import Column, Table, as_text, in_words, plainly_named, uniform

Change = Callable[[Column], Column]


@frozen
class Writer:
    """A way to write a table.

    Args:
        suffix: Of the file.
        write: What writes it.
        changes: What becomes of its columns first, which say the same.
        options: How to read it.
    """

    suffix: str
    write: Callable[[Table, Path], object]
    changes: tuple[Change, ...] = ()
    options: tuple[tuple[str, str], ...] = ()

    def written(self, table: Table, path: Path) -> Table:
        """Write a table, and give it as it was written."""
        for change in self.changes:
            table = table.changed(change)
        self.write(table, path)
        return table


# Text


def write_csv(table: Table, path: Path, **form: Any) -> None:
    """Write text with the package `csv`."""
    encoding, opened = form.pop("encoding", "utf-8"), form.pop("opened", open)
    with opened(path, "wt", encoding=encoding, errors="strict", newline="") as stream:
        write = csv.writer(stream, **form)
        write.writerow(table.names)
        write.writerows(table.rows)


def text(encoding: str = "utf-8", suffix: str = ".csv", **form: Any) -> Writer:
    """Describe a way to write text."""
    write = partial(write_csv, encoding=encoding, **form)
    return Writer(suffix, write, (as_text,), (("encoding", encoding),))


def pandas_csv(table: Table, path: Path) -> None:
    """Write text with pandas."""
    frame(table).to_csv(path, index=False)


def polars_csv(table: Table, path: Path) -> None:
    """Write text with polars."""
    polars_frame(table).write_csv(path)


def duckdb_csv(table: Table, path: Path) -> None:
    """Write text with DuckDB."""
    relation(table).write_csv(str(path))


# Frames


def arrow(table: Table) -> Any:
    """Make a PyArrow table."""
    return pa.table({column.name: pa.array(column.cells) for column in table.columns})


def strings(table: Table) -> Any:
    """Make a PyArrow table whose columns of nothing are text."""
    kinds = {column.name: None if column.types else pa.string() for column in table.columns}
    return pa.table({column.name: pa.array(column.cells, kinds[column.name]) for column in table.columns})


def frame(table: Table) -> pd.DataFrame:
    """Make a pandas frame of objects."""
    return pd.DataFrame(table.rows, columns=table.names, dtype=object)


def typed_frame(table: Table) -> pd.DataFrame:
    """Make a pandas frame whose columns have types that hold nothing as well."""
    return frame(table).convert_dtypes()


def polars_frame(table: Table) -> pl.DataFrame:
    """Make a polars frame."""
    return pl.DataFrame({column.name: column.cells for column in table.columns}, strict=True)


def lazy_frame(table: Table) -> pl.LazyFrame:
    """Make a lazy polars frame."""
    return polars_frame(table).lazy()


def relation(table: Table) -> Any:
    """Make a DuckDB relation."""
    return duckdb.connect().from_arrow(strings(table))


FRAMES: dict[str, Callable[[Table], Any]] = {
    "pandas": frame,
    "pandas, typed": typed_frame,
    "polars": polars_frame,
    "polars, lazy": lazy_frame,
    "PyArrow": arrow,
    "DuckDB": relation,
}


# Parquet


def write_parquet(table: Table, path: Path, **form: Any) -> None:
    """Write Parquet with PyArrow."""
    parquet.write_table(arrow(table), path, **form)


def encoded(table: Table, path: Path) -> None:
    """Write Parquet with PyArrow, from columns that are dictionaries themselves, in two chunks."""

    def chunked(cells: tuple[Any, ...]) -> Any:
        whole = pa.array(cells)
        chunks = pa.chunked_array([whole.slice(0, 2), whole.slice(2)])
        return chunks.dictionary_encode() if pa.types.is_string(whole.type) else chunks

    parquet.write_table(pa.table({column.name: chunked(column.cells) for column in table.columns}), path)


def in_deltas(table: Table, path: Path) -> None:
    """Write Parquet with PyArrow, each text as what it has other than the one before."""
    texts = {column.name: "DELTA_BYTE_ARRAY" for column in table.columns if column.types == {str}}
    write_parquet(table, path, use_dictionary=False, column_encoding=texts)


def polars_parquet(table: Table, path: Path, **form: Any) -> None:
    """Write Parquet with polars."""
    polars_frame(table).write_parquet(path, **form)


def pandas_parquet(table: Table, path: Path) -> None:
    """Write Parquet with pandas."""
    typed_frame(table).to_parquet(path)


def duckdb_parquet(table: Table, path: Path, **form: Any) -> None:
    """Write Parquet with DuckDB."""
    relation(table).write_parquet(str(path), **form)


def packed(write: Callable[..., None], **form: Any) -> Writer:
    """Describe a way to write Parquet."""
    return Writer(".parquet", partial(write, **form), (uniform,))


# Workbooks


def lines(table: Table) -> list[list[Any]]:
    """Give the header and the rows."""
    return [[*table.names], *table.rows]


def open_xlsx(table: Table, path: Path) -> None:
    """Write a workbook with openpyxl."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in lines(table):
        sheet.append(row)
    book.save(path)


def write_xlsx(table: Table, path: Path, **options: Any) -> None:
    """Write a workbook with XlsxWriter."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd", **options}) as book:
        sheet = book.add_worksheet("cases")
        for number, row in enumerate(lines(table)):
            for place, cell in enumerate(row):
                put = sheet.write_string if isinstance(cell, str) else sheet.write
                put(number, place, cell)


def pandas_sheet(table: Table, path: Path, engine: Any) -> None:
    """Write a workbook with pandas."""
    frame(table).to_excel(path, index=False, engine=engine)


def polars_sheet(table: Table, path: Path) -> None:
    """Write a workbook with polars."""
    polars_frame(table).write_excel(path, autofilter=False, dtype_formats={pl.Date: "yyyy-mm-dd", pl.Int64: "0"})


def odf_cell(cell: object) -> Any:
    """Make a cell with odfpy."""
    values: dict[str, object] = {}
    if isinstance(cell, bool):
        values = {"valuetype": "boolean", "booleanvalue": str(cell).lower()}
    elif isinstance(cell, int | float):
        values = {"valuetype": "float", "value": cell}
    elif isinstance(cell, date):
        values = {"valuetype": "date", "datevalue": cell.isoformat()}
    elif isinstance(cell, str):
        values = {"valuetype": "string"}
    made = TableCell(**values)
    if cell is not None:
        shown = str(cell).upper() if isinstance(cell, bool) else str(cell)
        for line in shown.split("\n"):
            paragraph = P()
            teletype.addTextToElement(paragraph, line)
            made.addElement(paragraph)
    return made


def odf_sheet(table: Table, path: Path) -> None:
    """Write a workbook with odfpy."""
    document = OpenDocumentSpreadsheet()
    sheet = OdfTable(name="cases")
    for row in lines(table):
        line = TableRow()
        for cell in row:
            line.addElement(odf_cell(cell))
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    document.save(str(path))


# SPSS


def for_spss(column: Column) -> Column:
    """Leave out what SPSS has no form for: blanks at the end of a text, and blank texts."""
    cells = (cell.rstrip() or None if isinstance(cell, str) else cell for cell in in_words(column).cells)
    # It has no truth, and no whole numbers among the others.
    return evolve(column, cells=tuple(str(cell).upper() if isinstance(cell, bool) else cell for cell in cells))


SPSS = (plainly_named, for_spss, uniform)


def write_sav(table: Table, path: Path, **form: Any) -> None:
    """Write an SPSS file."""
    columns = {
        column.name: pd.Series(column.cells, dtype="float64" if column.types <= {int, float} else "object")
        for column in table.columns
    }
    formats = {column.name: "F8.0" for column in table.columns if column.types == {int}}
    pyreadstat.write_sav(pd.DataFrame(columns), path, variable_format=formats, **form)


def labelled_sav(table: Table, path: Path) -> None:
    """Write an SPSS file in which answers are numbers, and the words their labels."""
    columns, labels = [], {}
    for column in table.columns:
        words = [*dict.fromkeys(cell for cell in column.cells if isinstance(cell, str))]
        if column.variable not in {None, *IDENTIFIERS} and column.types == {str}:
            numbers = {word: number for number, word in enumerate(words, start=1)}
            labels[column.name] = {float(number): word for word, number in numbers.items()}
            cells = tuple(None if cell is None else float(numbers[str(cell)]) for cell in column.cells)
            columns.append(evolve(column, cells=cells))
        else:
            columns.append(column)
    write_sav(evolve(table, columns=tuple(columns)), path, variable_value_labels=labels)


WRITERS: dict[str, Writer] = {
    "csv": text(),
    "csv, semicolons": text(delimiter=";"),
    "csv, tabs": text(suffix=".tsv", delimiter="\t"),
    "csv, all quoted": text(quoting=csv.QUOTE_ALL, lineterminator="\n"),
    **{f"csv in {each}": text(each) for each in ("utf-8-sig", "utf-16", "utf-32", "cp1252", "cp850", "latin-1")},
    "gzip": text(suffix=".csv.gz", opened=gzip.open),
    "pandas to csv": Writer(".csv", pandas_csv, (as_text,)),
    "polars to csv": Writer(".csv", polars_csv, (as_text,)),
    "DuckDB to csv": Writer(".csv", duckdb_csv, (as_text,)),
    "openpyxl": Writer(".xlsx", open_xlsx),
    "XlsxWriter": Writer(".xlsx", write_xlsx),
    "XlsxWriter, row by row": Writer(".xlsx", partial(write_xlsx, constant_memory=True)),
    "odfpy": Writer(".ods", odf_sheet),
    "pandas with openpyxl": Writer(".xlsx", partial(pandas_sheet, engine="openpyxl")),
    "pandas with XlsxWriter": Writer(".xlsx", partial(pandas_sheet, engine="xlsxwriter")),
    "pandas with odfpy": Writer(".ods", partial(pandas_sheet, engine="odf")),
    "polars to xlsx": Writer(".xlsx", polars_sheet, (uniform,)),
    "pyreadstat": Writer(".sav", write_sav, SPSS),
    "pyreadstat, packed": Writer(".zsav", partial(write_sav, compress=True), SPSS),
    "pyreadstat, packed by rows": Writer(".sav", partial(write_sav, row_compress=True), SPSS),
    "pyreadstat, labels": Writer(".sav", labelled_sav, SPSS),
    **{
        f"PyArrow, {kind}": packed(write_parquet, compression=kind)
        for kind in ("none", "snappy", "gzip", "zstd", "lz4", "brotli")
    },
    "PyArrow, plain": packed(write_parquet, use_dictionary=False),
    "PyArrow, small pages": packed(write_parquet, data_page_size=1, write_batch_size=1, data_page_version="2.0"),
    "PyArrow, small groups": packed(write_parquet, row_group_size=2, write_page_checksum=True, version="1.0"),
    "PyArrow, deltas": packed(in_deltas),
    "PyArrow, dictionaries": packed(encoded),
    "polars to parquet": packed(polars_parquet),
    "polars to parquet, small groups": packed(polars_parquet, compression="zstd", row_group_size=2, statistics=False),
    "pandas to parquet": packed(pandas_parquet),
    "DuckDB to parquet": packed(duckdb_parquet),
    "DuckDB to parquet, small groups": packed(duckdb_parquet, compression="zstd", row_group_size=2),
}
"""All of them, by what they are."""
