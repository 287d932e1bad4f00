"""Cases as tables: in words that read back to equal cases, and in cells that no spreadsheet runs."""

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TextIO

from attrs import frozen

from ckm_mo.cases import Case, each_case, in_words
from ckm_mo.codebook import COLUMNS, IDENTIFIERS, NOT_CODED, Variable, word
from ckm_mo.errors import BrokenTable, Gathered, MissingId, RepeatedId, check_language
from ckm_mo.messages import LANGUAGES, Reason, say
from ckm_mo.tables.files import AtomicFiles, output, written
from ckm_mo.tables.formats import DELIMITED, SAV, TABBED, check_for_cases, to_be_written
from ckm_mo.tables.reading import named


def write_table(
    cases: Iterable[Case], path: str | os.PathLike[str] | None, *, lang: str = "en", force: bool = False
) -> None:
    """Write cases as a table that `read_table` reads back to equal cases: CSV, .xlsx or .sav, by how the path ends.

    Args:
        cases: With ids, each with its own.
        path: The file, which is written completely or not at all; None for standard output.
        lang: The language of headers and words, `en` or `nl`.
        force: Replace a file that is there.

    Raises:
        InvalidInput: If the language is another, or with every case that has no id, or an id that one before it has.
        MissingExtra: For an .xlsx without XlsxWriter, and for a .sav without pyreadstat or polars.
        OutputExists: If the file is there and may not be replaced.
        UnwritableOutput: If it cannot be written, or if its suffix says that it is something else.
        BrokenTable: If a text has a NUL character, with which the table could not be read back.
        WrongKind: If these are not cases, or it is not a path.

    Unknown:
        What is not coded is an empty cell. Variables that no case has coded, and locators that none has, get no column.
    """
    check_language(lang)
    cases = tuple(each_case(cases))
    _check_ids(cases)
    name = None if path is None else named(path, _EXAMPLE)
    if name is not None:
        check_for_cases(name)
    with AtomicFiles() as together:
        write_together(cases, name, together, lang=lang, force=force)


_EXAMPLE: Final = 'write_table(cases, "cases.csv")'


def _check_ids(cases: Iterable[Case]) -> None:
    """Refuse cases that could not be read back: without an id, or with that of another."""
    gathered, seen = Gathered(), set[str]()
    for number, case in enumerate(cases, 2):  # as their rows will be
        if not case.case_id:
            gathered.add(MissingId(row=number, column=IDENTIFIERS[0].key))
        elif case.case_id in seen:
            gathered.add(RepeatedId(row=number, column=IDENTIFIERS[0].key, value=case.case_id))
        seen.add(case.case_id)
    gathered.check()


def write_together(
    cases: Sequence[Case],
    name: str | None,
    together: AtomicFiles,
    *,
    lang: str,
    force: bool,
    dialect: "Dialect | None" = None,
) -> None:
    """Write cases as a table that appears with other outputs; see `write_table` and `row_writer`."""
    with row_writer(
        name, sheet=say("sheet_cases", lang), lang=lang, force=force, together=together, dialect=dialect
    ) as write:
        for row in case_rows(cases, lang):
            write(row)


def case_rows(cases: Sequence[Case], lang: str) -> Iterator[list[str]]:
    """Give cases as the rows of a table, the header first; see `write_table`."""
    used = [
        variable
        for variable in COLUMNS
        if variable in IDENTIFIERS[:1] or any(spelt(variable, case, lang) for case in cases)
    ]
    other = dict.fromkeys(name for case in cases for name, _ in case.other)
    yield [*(word(variable, lang) for variable in used), *other]
    for case in cases:
        texts = dict(case.other)
        yield [*(spelt(variable, case, lang) for variable in used), *(texts.get(name, "") for name in other)]


@frozen
class Dialect:
    """How a table is laid out as text.

    Args:
        separator: What stands between cells: a comma, a semicolon or a tab.
        decimal: What stands before the decimals of a number: a point or a comma.
        for_spreadsheets: Whether it begins with a byte-order mark and its lines end as on Windows, without which some
            spreadsheets take its letters for others.
    """

    separator: str = ","
    decimal: str = "."
    for_spreadsheets: bool = False


PLAIN: Final = Dialect()
"""What other programs read most easily."""

TABS: Final = Dialect("\t")
"""The same with tabs."""


@contextmanager
def row_writer(  # noqa: PLR0913 - all that a kind of file may need
    name: str | None,
    *,
    sheet: str,
    lang: str = LANGUAGES[0],
    force: bool,
    together: AtomicFiles | None = None,
    missing: str = NOT_CODED,
    dialect: Dialect | None = None,
    about: Callable[[], Iterable[Iterable[object]]] | None = None,
) -> Iterator[Callable[[Iterable[Any]], None]]:
    """Open a table to be written, and give what writes a row: the header first.

    Args:
        name: A path; None for standard output. It is a workbook if it ends in .xlsx, an SPSS file if in .sav, else CSV;
            with tabs if in .tsv or .tab.
        sheet: How the sheet of a workbook is called.
        lang: The language of the labels in an SPSS file.
        force: Replace a file that is there.
        together: The outputs with which it appears.
        missing: What an SPSS file declares as missing.
        dialect: How CSV is laid out; as its name says where None.
        about: What gives the rows of a second sheet of a workbook, when all others are written.
    """
    kind = DELIMITED if name is None else to_be_written(name)
    if name is None or kind is DELIMITED:
        with output(name, force=force, together=together) as stream:
            yield csv_writer(stream, dialect or (TABS if name and name.lower().endswith(TABBED) else PLAIN))
        return
    if kind is SAV:
        from ckm_mo.tables.sav import sav_writer  # noqa: PLC0415 - only where one is written

        with (
            output(name, force=force, binary=True, together=together) as stream,
            sav_writer(stream, name, lang=lang, missing=missing) as write,
        ):
            yield write
        return
    from ckm_mo.tables.workbooks import ABOUT_WIDTHS, WorkbookWriter, about_heads  # noqa: PLC0415 - only where one is written

    with output(name, force=force, binary=True, together=together) as packed, WorkbookWriter(packed, name) as workbook:
        yield workbook.sheet(sheet, filtered=True, wrap=about is not None)
        if about is not None:
            write = workbook.sheet(say("sheet_about", lang), ABOUT_WIDTHS)
            for row in (about_heads(lang), *about()):
                write(row)


def csv_writer(stream: TextIO, dialect: Dialect = PLAIN) -> Callable[[Iterable[str | float]], None]:
    """Give a function that writes a row of cells as CSV, none of which a spreadsheet runs as a formula.

    It raises `BrokenTable` where a cell has a NUL character, with which the table could not be read back.
    """
    separator, end = dialect.separator, "\r\n" if dialect.for_spreadsheets else "\n"
    plain = csv.writer(stream, delimiter=separator, lineterminator=end)
    quoting = csv.writer(stream, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL)
    if dialect.for_spreadsheets:
        stream.write("\ufeff")

    def number(cell: float) -> str:
        text = str(cell).removesuffix(".0")  # a count among fractions is whole
        return text if dialect.decimal == "." else text.replace(".", dialect.decimal)

    def write(cells: Iterable[str | float]) -> None:
        # A number is not a formula, even one below 0.
        row = [written(cell) if isinstance(cell, str) else number(cell) for cell in cells]
        text = "".join(row)
        if "\0" in text:
            raise BrokenTable(reason=Reason("nul"))
        # Not every version of `csv` quotes a carriage return that does not end its lines, and none a text that would be
        # taken for a byte-order mark where a file begins with it.
        (quoting if "\r" in text or text.startswith("\ufeff") else plain).writerow(row)

    return write


def spelt(variable: Variable, case: Case, lang: str) -> str:
    """Write what a case has in a column, in the words of a language; empty where it is not coded."""
    coded = case[variable.key]
    return "" if variable.values and coded == NOT_CODED else in_words(variable, coded, lang)
