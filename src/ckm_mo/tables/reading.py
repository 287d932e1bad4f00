"""Tables: several read as one, with all errors gathered; all cases of one at once; rows of one that is not of cases."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from typing import Self, TypeVar, overload

from attrs import frozen

from ckm_mo.cases import Case, emptiness, ignored_columns
from ckm_mo.codebook import NOT_CODED
from ckm_mo.errors import DataError, Gathered, UnreadableFile, WrongUsage, check_kind
from ckm_mo.messages import A_PATH, Reason, shown
from ckm_mo.records import Result, plural
from ckm_mo.tables.files import Source, check_apart
from ckm_mo.tables.formats import reader, recognise
from ckm_mo.tables.rows import ParsedBatch
from ckm_mo.tables.table import Table

T = TypeVar("T")


class Tables:
    """Several tables, read as one: their errors are gathered together, and an id may stand in one row of one.

    Use it as a context manager, take the rows, then call `check`: nothing of
    what was read counts unless that passes.

    Args:
        names: Paths, `-` for standard input.
        encoding: Of all that are text.
        empty: What an empty cell counts as: `not_coded` or `not_stated`.
        ignore: Columns that look misspelt and are meant.
        sheet: Which sheet of workbooks; None where each has one that is meant.
        apart: Whether each table is on its own: an id may stand in one row of each, and so may a victim.
        advance: Called with the number of bytes of each part that was read.
    """

    def __init__(  # noqa: PLR0913 - all that says how tables are read
        self,
        names: Iterable[str],
        *,
        encoding: str = "utf-8",
        empty: str = NOT_CODED,
        ignore: Iterable[str] = (),
        sheet: str | None = None,
        apart: bool = False,
        advance: Callable[[int], object] = lambda _: None,
    ) -> None:
        """Open all and read their headers.

        Raises:
            InvalidInput: If `empty` is neither.
            MissingExtra: If a table takes a package that is not installed.
            WrongKind: If what is to be ignored_columns are not names.
            WrongUsage: If a sheet is named, and no table is a workbook.
        """
        self.gathered = Gathered()
        self.seen: set[str] = set()
        self.victims: set[str] = set()
        self.tables: list[Table] = []
        self._apart = apart
        empty = emptiness(empty)
        ignored_names = ignored_columns(ignore)
        with ExitStack() as opened:
            workbook = False
            for name in names:
                try:
                    source = opened.enter_context(Source(name, advance))
                    if not apart:
                        self._check_new(source)
                    format_ = recognise(source)
                except DataError as error:
                    self.gathered.add(error.at(file=name))
                    continue
                workbook = workbook or bool(format_.part)
                read = reader(format_, source, encoding=encoding, sheet=sheet)
                self.tables.append(Table(source, self.gathered, read, empty=empty, ignore=ignored_names))
            if sheet is not None and not workbook and not self.gathered.errors:
                raise WrongUsage(problem="usage_sheet", sheet=sheet)
            self._open = opened.pop_all()

    def _check_new(self, source: Source) -> None:
        """Refuse a file that was given before, by whatever name."""
        for table in self.tables:
            if source.identity and source.identity == table.source.identity:
                raise UnreadableFile(reason=Reason("twice", (("file", table.name),)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @property
    def size(self) -> int:
        """How many bytes there are to read; 0 where that is not known."""
        return sum(table.source.size for table in self.tables)

    @property
    def other(self) -> tuple[str, ...]:
        """The columns that are not variables, each once."""
        return tuple(dict.fromkeys(chain.from_iterable(table.other for table in self.tables)))

    @property
    def repeated_victims(self) -> int:
        """How many rows have a victim that a row before them has."""
        return sum(table.repeated_victims for table in self.tables)

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """The name and the SHA-256 of each table, once it is read."""
        return tuple((table.name, table.source.sha256) for table in self.tables)

    def batches(self, view: Callable[[Case], T]) -> Iterator[tuple[Table, ParsedBatch]]:
        """Read the rows of all, with their table. See `Table.batches`."""
        for table in self.tables:
            seen, victims = (set[str](), set[str]()) if self._apart else (self.seen, self.victims)
            for batch in table.batches(view, seen, victims):
                yield table, batch
            table.source.close()  # where what is open cannot be replaced, a table's result can take its place

    def check(self) -> None:
        """Let nothing pass that was read from tables with errors.

        Raises:
            InvalidInput: With everything that is wrong with them.
        """
        self.gathered.check()


@frozen
class Cases(Result):
    """The cases of one table, all of it in order.

    Args:
        cases: In the order of the rows, each with its names and other columns.
        name: The table's, as given.
        sha256: Of its bytes.
        other: The columns that are not variables.
        repeated_victims: How many rows have a victim that a row before them has.
    """

    json = ("name", "cases:_number", "other", "sha256")

    cases: tuple[Case, ...]
    name: str
    sha256: str
    other: tuple[str, ...]
    repeated_victims: int

    def __repr__(self) -> str:
        """Say in one line how many there are; not who they are about."""
        return f"<{plural(len(self), 'case')}: {shown(self.name)}>"

    @property
    def _number(self) -> int:
        return len(self)

    def __iter__(self) -> Iterator[Case]:
        return iter(self.cases)

    def __len__(self) -> int:
        return len(self.cases)

    @overload
    def __getitem__(self, index: int) -> Case: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Case, ...]: ...

    def __getitem__(self, index: int | slice) -> Case | tuple[Case, ...]:
        return self.cases[index]


def named(path: str | os.PathLike[str], instead: str = "ckm_mo.frames.tally_frame") -> str:
    """Give the name of a file.

    Args:
        path: The file.
        instead: What to call instead: what takes a data frame, unless it is another.

    Raises:
        WrongKind: If it is not a path.
    """
    check_kind(path, str | os.PathLike, A_PATH, instead)
    return os.fspath(path)


def read_table(
    path: str | os.PathLike[str],
    *,
    encoding: str = "utf-8",
    empty: str = NOT_CODED,
    ignore: Iterable[str] = (),
    sheet: str | None = None,
) -> Cases:
    """Read the cases of a table.

    It is text (CSV with comma, semicolon or tab, also packed as .csv.gz), a sheet
    of an .xlsx or .ods, an SPSS .sav (extra `spss`) or a .parquet
    (extra `parquet`). Its content and its suffix must agree.

    Args:
        path: The file; `-` for standard input, which is text.
        encoding: Of text; with or without a byte-order mark.
        empty: What an empty cell of a means, the relation or the initiative counts as: `not_coded` or `not_stated`.
        ignore: Columns of your own that look like a misspelt variable.
        sheet: Of a workbook; without it there must be one that is neither hidden, empty nor a template's codebook.

    Returns:
        All its cases, held in memory. Read a table that is larger than that with `Tables`.

    Raises:
        InvalidInput: With all that is wrong with the table; no case of such a table is returned.
        MissingExtra: If the file needs a package that is not installed.
        WrongUsage: If a sheet is named and the file is not a workbook.

    Unknown:
        A column that is not there is "not coded", whatever `empty` says.
    """
    cases: list[Case] = []
    with Tables([named(path)], encoding=encoding, empty=empty, ignore=ignore, sheet=sheet) as tables:
        for table, batch in tables.batches(lambda case: case):
            cases.extend(table.case(record, case) for case, record in zip(batch.values, batch.records, strict=True))
        tables.check()
        (name, digest), *_ = tables.files
        return Cases(tuple(cases), name, digest, tables.other, tables.repeated_victims)


def read_rows(
    name: str, *, encoding: str = "utf-8", output: str | None = None
) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    """Read a table that is not of cases.

    Args:
        name: Its path; `-` for standard input, which is text.
        encoding: Of text.
        output: A file that is to be written, which may not be it; None where there is none.

    Returns:
        Its header, and its rows with their numbers, as the program that the file is from numbers them; cells as they
        stand, without the apostrophe that keeps a formula from running.

    Raises:
        InvalidInput: With all that is wrong with it.
        MissingExtra: If the file needs a package that is not installed.
        UnwritableOutput: If it is the output.
    """
    gathered = Gathered()
    with Source(name) as source:
        check_apart(output, [source])
        read = reader(recognise(source), source, encoding=encoding, sheet=None)
        table = Table(source, gathered, read, of_cases=False)
        rows = [*table.rows()]
    gathered.check()
    return table.headers, rows
