"""Tables: rows to cases, with all errors gathered.

One case is one row. Columns are the codebook's variables, in either language;
other columns are left alone. A table is hostile until it is parsed: nothing of
it is believed before its last row has passed.

Most rows of real tables are coded like a row before them. So what is coded in a
row is parsed once for each distinct text, and the text of the line itself is
looked up where that can be: what stands before and behind the coded columns is
cut off, and lines with a quotation mark or an apostrophe go to `csv`.
"""

import csv
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import chain, groupby
from operator import getitem, itemgetter
from types import TracebackType
from typing import Any, Final, Generic, NamedTuple, Self, TypeVar

from attrs import define, frozen

from ckm_mo.answers import leaves
from ckm_mo.cases import UNCODED, Case, about, coded, counts_as, known, parse
from ckm_mo.codebook import (
    IDENTIFIERS,
    NOT_CODED,
    PARTS,
    YES_NO,
    Role,
    Variable,
    normalise,
    variable_of,
)
from ckm_mo.errors import (
    BrokenTable,
    DataError,
    EmptyTable,
    Gathered,
    InvalidAnswer,
    MissingColumn,
    MissingId,
    MisspeltColumn,
    RepeatedId,
    RepeatedVariable,
    UnfitCell,
    UnreadableFile,
    WrongUsage,
    WrongWidth,
)
from ckm_mo.messages import Reason
from ckm_mo.spelling import misspelt
from ckm_mo.tables.cells import FALSE, Cell, Kind, Records, cell_name
from ckm_mo.tables.files import LONGEST_LINE, Source, as_was
from ckm_mo.tables.kinds import PACKED, recognise
from ckm_mo.tables.results import result_places

SEPARATORS: Final = (",", ";", "\t")

MOST_COLUMNS: Final = 10_000
"""How many columns a table may have."""

BATCH: Final = 1 << 15
"""How many characters of rows are read at a time."""

MOST_PIECES: Final = 1 << 10
"""How many distinct texts of the columns about one thing are remembered."""

MOST_REMEMBERED: Final = 1 << 14
"""How many distinct texts of coded columns are remembered."""

_NUL: Final = "NUL"
"""What is said of a row with a character that is in no text."""

_LONG: Final = "long"
"""What is said of a row that has more text than a line may have."""

T = TypeVar("T")

_CASE_ID, _, _OFFENDER, _VICTIM = (variable.key for variable in IDENTIFIERS)


class Batch(NamedTuple):
    """Some rows of a table, column by column.

    Args:
        values: What the view made of each row's coded columns.
        case_ids: Their ids.
        offenders: Their offenders; empty names where there are none.
        records: Each as it stood: a line, or its cells.
    """

    values: list[Any]
    case_ids: list[str]
    offenders: list[str]
    records: list[str | list[str]]

    def add(self, value: object, case_id: str, offender: str, record: list[str]) -> None:
        """Put a row behind the others."""
        self.values.append(value)
        self.case_ids.append(case_id)
        self.offenders.append(offender)
        self.records.append(record)


class Table:
    """One table, open: its header is read, its rows are to come, once.

    Args:
        source: What it is read from.
        gathered: What takes its errors.
        encoding: Of its text.
        empty: What an empty cell counts as.
        ignore: Columns that look misspelt and are meant, normalised.
        unpack: Whether its text is packed with gzip.

    Attributes:
        name: As given.
        headers: As written; columns that are no variables and have no name, or one that was there before, get one.
        results: The places of columns that are verdicts of this program, and so never coding.
        own: The places and headers of all others.
        variables: For each column, its variable; None for a column that is none.
        separator: What stands between its cells.
        number: Of the record that was read last, as a spreadsheet numbers them.
        repeated_victims: How many rows so far had a victim that a row before them had.
    """

    def __init__(
        self,
        source: Source,
        gathered: Gathered,
        *,
        encoding: str = "utf-8",
        empty: str,
        ignore: Collection[str],
        unpack: bool = False,
    ) -> None:
        """Read the header."""
        self.name = source.name
        self.source = source
        self.repeated_victims = 0
        self._gathered = gathered
        self.empty = empty
        self.encoding = encoding
        self.unpack = unpack
        self.number = 1
        self.separator = SEPARATORS[0]
        self.headers: tuple[str, ...] = ()
        with _Refusing(self):
            self.headers = self._header()
        if len(self.headers) > MOST_COLUMNS:
            self.refuse(BrokenTable(reason=Reason("many_columns", (("limit", MOST_COLUMNS),))), row=0)
            self.headers = ()
        self.results = result_places(self.headers)
        self.variables = self._variables(ignore) if self.headers else ()
        self.headers = self._distinct()
        self.own = tuple((place, name) for place, name in enumerate(self.headers) if place not in self.results)

    @property
    def other(self) -> tuple[str, ...]:
        """The columns that are no variables, and no results."""
        return tuple(name for place, name in self.own if self.variables[place] is None)

    def _header(self) -> tuple[str, ...]:
        self.stream = self.source.text(self.encoding, unpack=self.unpack)
        for line in self.stream:
            if not _blank(line):
                break
            self.number += 1
        else:
            raise EmptyTable
        self.separator = _separator(line)
        return tuple(self.record(line))

    def _variables(self, ignore: Collection[str]) -> tuple[Variable | None, ...]:
        found: list[Variable | None] = []
        first: dict[str, str] = {}
        for place, name in enumerate(self.headers):
            plain = normalise(name)
            variable = None if place in self.results else variable_of(name)
            if variable and variable.key in first:
                self.refuse(RepeatedVariable(column=name, variable=variable.key, written=(first[variable.key], name)))
                variable = None
            elif variable:
                first[variable.key] = name
            elif place not in self.results and plain not in ignore and (meant := misspelt(plain)):
                self.refuse(MisspeltColumn(column=name, closest=meant))
            found.append(variable)
        if _CASE_ID not in first:
            self.refuse(MissingColumn(variable=_CASE_ID))
        return tuple(found)

    def _distinct(self) -> tuple[str, ...]:
        """Tell apart the columns that are no variables, so that the text of none is lost."""
        names: dict[str, None] = {}
        for place, (name, variable) in enumerate(zip(self.headers, self.variables, strict=True), 1):
            while variable is None and (not name or name in names):
                name += f"#{place}"  # noqa: PLW2901 - until it is another
            names[name] = None
        return tuple(names)

    def refuse(self, error: DataError, **place: object) -> None:
        """Gather an error, at the place that was read last unless another is given."""
        self._gathered.add(error.at(file=self.name, **({"row": self.number} | place)))

    def record(self, line: str, lines: Iterable[str] = ()) -> list[str]:
        """Read the record that begins with a line, taking more lines where a quoted cell goes on."""
        if '"' in line:
            more = chain((line,), lines, self.stream)
            cells = next(csv.reader(more, delimiter=self.separator, strict=True))
            line = "".join(cells)
        else:
            cells = line.split(self.separator)
        if "\0" in line:
            raise csv.Error(_NUL)
        return [as_was(cell.strip()) for cell in cells]

    def batches(self, view: Callable[[Case], T], seen: set[str], victims: set[str]) -> Iterator[Batch]:
        """Read the rows that are in order, and gather what is wrong with the others.

        Args:
            view: What to make of a row's coded columns; called once for each distinct text of them, more or less.
            seen: The ids of the cases so far; added to.
            victims: The victims so far; added to.

        Yields:
            The rows, in order, without blank ones, a batch at a time.
        """
        if not self.headers:
            return
        rows = _Rows(self, view, seen, victims)
        with _Refusing(self):
            while lines := self.stream.readlines(BATCH):
                yield rows.quickly(lines) or rows.carefully(lines)

    def cells(self, record: str | list[str]) -> list[str]:
        """Give all cells of a record, stripped."""
        return self.record(record) if isinstance(record, str) else record

    def texts(self, records: Sequence[str | list[str]], columns: Sequence[str]) -> list[tuple[str, ...]]:
        """Give what stands in some columns of records.

        Args:
            records: As a batch has them.
            columns: Headers, and keys of identifiers; where the table has no such column, the text is empty.
        """
        return [*zip(*(self._texts(records, self._place(column)) for column in columns), strict=True)]

    def _place(self, column: str) -> int | None:
        for place, (name, variable) in enumerate(zip(self.headers, self.variables, strict=True)):
            if (variable.key if variable else name) == column:
                return place
        return None

    def _texts(self, records: Sequence[str | list[str]], place: int | None) -> list[str]:
        if place is None:
            return [""] * len(records)
        separator, behind = self.separator, len(self.headers) - place
        if behind <= place and all(isinstance(each, str) and '"' not in each for each in records):
            return [each.rsplit(separator, behind)[-behind].strip() for each in records]  # type: ignore[union-attr]
        return [
            each.split(separator, place + 1)[place].strip()
            if isinstance(each, str) and '"' not in each
            else self.cells(each)[place]
            for each in records
        ]

    def case(self, record: str | list[str], case: Case) -> Case:
        """Give a record's case its names and its other columns."""
        cells = self.cells(record)
        pairs = list(zip(self.variables, cells, strict=True))
        named = {variable.key: cell for variable, cell in pairs if variable}
        names = tuple(named.get(variable.key, "") for variable in IDENTIFIERS)
        other = tuple((name, cells[place]) for place, name in self.own if self.variables[place] is None)
        return known(case.answers, case.key, names, other)


class RecordTable(Table):
    """A table of which the file gives records: a sheet of a workbook, an SPSS or a Parquet file.

    Args:
        source: What it is read from.
        gathered: What takes its errors.
        read: What gives its records.
        empty: What an empty cell counts as.
        ignore: Columns that look misspelt and are meant, normalised.
    """

    def __init__(
        self,
        source: Source,
        gathered: Gathered,
        read: Callable[[], Records],
        *,
        empty: str,
        ignore: Collection[str],
    ) -> None:
        """Read the header."""
        self.records: Records
        self._read = read
        self._merged: set[str] = set()
        super().__init__(source, gathered, empty=empty, ignore=ignore)
        self._ids = {
            place: _Zeros()
            for place, variable in enumerate(self.variables)
            if variable and variable.role is Role.IDENTIFIER
        }

    def _header(self) -> tuple[str, ...]:
        self.records = self._read()
        if not self.records.heads:
            raise EmptyTable
        self.number = self.records.row
        return tuple(head.strip() for head in self.records.heads)

    def refuse(self, error: DataError, **place: object) -> None:
        """Gather an error, at the cell that it is about where cells have names."""
        if error.column and error.column in self.headers:
            # Of headers that are the same, the last is the one too many.
            again = self.headers[::-1].index(error.column) if isinstance(error, RepeatedVariable) else None
            at = self.headers.index(error.column) if again is None else len(self.headers) - 1 - again
            place = self._at(self.number, at) | place
        super().refuse(error, **place)

    def _at(self, row: int, place: int) -> dict[str, object]:
        first = self.records.lettered
        return {"row": row, "cell": cell_name(row, place + first)} if first else {"row": row}

    def batches(self, view: Callable[[Case], T], seen: set[str], victims: set[str]) -> Iterator[Batch]:
        """Read the rows; see `Table.batches`."""
        if not self.headers:
            return
        rows = _Rows(self, view, seen, victims)
        with _Refusing(self):
            for records in self.records.batches:
                batch = Batch([], [], [], [])
                for self.number, cells in records:
                    texts = [
                        each.strip() if isinstance(each, str) else self._text(place, each)
                        for place, each in enumerate(cells)
                    ]
                    for place, zeros in self._ids.items():
                        self._check_zeros(place, cells[place], zeros)
                    self._one(texts, rows, batch)
                yield batch

    def _one(self, texts: Sequence[str | None], rows: "_Rows[T]", batch: Batch) -> None:
        """Read a record; where its id is refused, all else of it."""
        cells = [each or "" for each in texts]
        if sum(map(len, cells)) > LONGEST_LINE:
            raise csv.Error(_LONG)
        if "\0" in "".join(cells):
            raise csv.Error(_NUL)
        if rows.case_id is not None and texts[rows.case_id] is None:
            rows.value(cells)
        elif any(cells):
            rows.one(cells, batch)

    def _text(self, place: int, found: Cell) -> str | None:
        """Take a cell that is no text as text, where that cannot mistake it; None where it is refused."""
        variable = self.variables[place]
        if variable is None:
            return "" if found.kind is Kind.MERGED else found.text
        if found.kind is Kind.TRUTH and variable.values == YES_NO:
            return YES_NO[found.text == FALSE].key
        if found.kind in (_FIT_IDS if variable.role is Role.IDENTIFIER else _FIT_WORDS):
            return found.text
        if found.text not in self._merged:
            reason = Reason(f"cell_{found.kind}")
            self.refuse(UnfitCell(column=self.headers[place], value=found.text, reason=reason))
        if found.kind is Kind.MERGED:
            self._merged.add(found.text)
        return None

    def _check_zeros(self, place: int, found: str | Cell, zeros: "_Zeros") -> None:
        """Refuse a number among ids of which others begin with 0: perhaps it did so too."""
        if isinstance(found, str):
            zeros.led = zeros.led or re.fullmatch(r"0\d+", found.strip()) is not None
        elif found.kind is Kind.WHOLE and not zeros.number:
            zeros.row, zeros.number = self.number, found.text
        if zeros.led and zeros.number and not zeros.told:
            zeros.told = True
            error = UnfitCell(column=self.headers[place], value=zeros.number, reason=Reason("cell_zeros"))
            self.refuse(error, **self._at(zeros.row, place))


@define
class _Zeros:
    """What was met in a column of ids: a number, and text that begins with 0."""

    row: int = 0
    number: str = ""
    led: bool = False
    told: bool = False


_FIT_IDS: Final = {Kind.WHOLE}
_FIT_WORDS: Final = set(Kind) - {Kind.FORMULA, Kind.MERGED}
"""The kinds of cells that are taken as they are shown, for an id and for a word: no word is a number or a date."""


class _Rows(Generic[T]):
    """Reads the rows of one table, as its header lays them out."""

    def __init__(self, table: Table, view: Callable[[Case], T], seen: set[str], victims: set[str]) -> None:
        self.table = table
        self.view = view
        self.seen = seen
        self.victims = victims
        self.remembered: dict[object, T] = {}
        found = [(place, variable) for place, variable in enumerate(table.variables) if variable]
        at = {variable.key: place for place, variable in found}
        self.case_id, self.offender, self.victim = (at.get(key) for key in (_CASE_ID, _OFFENDER, _VICTIM))
        self.coded = [place for place, variable in found if variable.role is not Role.IDENTIFIER]
        self.variables = [variable for _, variable in found if variable.role is not Role.IDENTIFIER]
        self.pieces = _Pieces(self.variables, table)
        # Columns that can be cut off: those before the first coded column, with all names among them, and those
        # behind the last.
        self.lead = self.coded[0] if self.coded else 0
        self.trail = len(table.headers) - self.coded[-1] - 1 if self.coded else 0
        between = len(table.headers) - self.lead - self.trail - len(self.coded)
        named = [place for place, variable in found if variable.role is Role.IDENTIFIER]
        self.plain = bool(self.coded and self.pieces.together and not between and named and max(named) < self.lead)

    def quickly(self, lines: list[str]) -> Batch | None:
        """Read lines that are all in order, by cutting each at its first coded column.

        Returns:
            None where anything is not plain: all is then to be read carefully, and nothing has been done yet.
        """
        columns = self.cut(lines)
        if columns is None:
            return None
        *names, texts = columns
        case_ids = list(map(str.strip, names[self.case_id or 0]))
        new = set(case_ids)
        values = self.looked_at(texts)
        if len(new) < len(lines) or "" in new or not self.seen.isdisjoint(new) or values is None:
            return None
        self.seen |= new
        if self.victim is not None:
            self.meet(map(str.strip, names[self.victim]))
        offenders = [""] * len(lines) if self.offender is None else list(map(str.strip, names[self.offender]))
        self.table.number += len(lines)
        return Batch(values, case_ids, offenders, [*lines])

    def cut(self, lines: list[str]) -> list[tuple[str, ...]] | None:
        """Cut lines into the columns before the first coded one and the text of the coded ones.

        Returns:
            The columns, the text last; None where that cannot be done. The text may have cells too many or too few.
        """
        text = "".join(lines)
        if not self.plain or '"' in text or "'" in text or "\0" in text:
            return None
        # `zip` goes by the shortest: a row with too few cells shows in the number of columns.
        separator = self.table.separator
        columns = list(zip(*[line.split(separator, self.lead) for line in lines], strict=False))
        if len(columns) <= self.lead:
            return None
        if not self.trail:
            return columns
        ends = list(zip(*[text.rsplit(separator, self.trail) for text in columns[-1]], strict=False))
        return [*columns[:-1], ends[0]] if len(ends) > self.trail else None

    def looked_at(self, texts: Sequence[str]) -> list[T] | None:
        """Give what the view makes of coded columns, each text parsed once; None where one is not in order."""
        values: list[Any] = list(map(self.remembered.get, texts))
        if None in values:
            for place, value in enumerate(values):
                if value is None:
                    case = self.pieces.case(texts[place])
                    if case is None:
                        return None
                    values[place] = self.remember(texts[place], case)
        return values

    def carefully(self, lines: list[str]) -> Batch:
        """Read lines one by one, and gather what is wrong."""
        batch = Batch([], [], [], [])
        rest = iter(lines)
        for line in rest:
            self.table.number += 1
            cells = self.table.record(line, rest)
            if any(cells):
                self.one(cells, batch)
        return batch

    def one(self, cells: list[str], batch: Batch) -> None:
        """Read one record: gather all that is wrong with it, or put it in the batch."""
        table = self.table
        if len(cells) != len(table.headers):
            table.refuse(WrongWidth(expected=len(table.headers), found=len(cells)))
            return
        value = self.value(cells)
        if self.case_id is None:
            return
        case_id = cells[self.case_id]
        if not case_id:
            table.refuse(MissingId(column=table.headers[self.case_id]))
        elif case_id in self.seen:
            table.refuse(RepeatedId(column=table.headers[self.case_id], value=case_id))
        else:
            self.seen.add(case_id)
            self.meet([] if self.victim is None else [cells[self.victim]])
            if value is not None:
                offender = "" if self.offender is None else cells[self.offender]
                batch.add(value, case_id, offender, cells)

    def value(self, cells: list[str]) -> T | None:
        """Give what the view makes of a record's coded columns; None where anything is wrong with them."""
        table = self.table
        words = [cells[place] for place in self.coded]
        key = tuple(words)
        value = self.remembered.get(key)
        if value is None:
            written = [(table.headers[place], cells[place]) for place in self.coded]
            case, errors = parse(self.variables, written, empty=table.empty)
            for error in errors:
                table.refuse(error)
            value = None if errors else self.remember(key, case)
        return value

    def remember(self, key: object, case: Case) -> T:
        """Look at a case, and remember what was seen."""
        value = self.view(case)
        if len(self.remembered) < MOST_REMEMBERED:
            self.remembered[key] = value
        return value

    def meet(self, victims: Iterable[str]) -> None:
        """Count the victims that were met before."""
        for victim in filter(None, victims):
            self.table.repeated_victims += victim in self.victims
            self.victims.add(victim)


class _Pieces:
    """Makes cases of the text of their coded columns, which it takes apart by what the columns are about.

    Args:
        variables: Of the coded columns, in their order.
        table: Whose they are.
    """

    def __init__(self, variables: Sequence[Variable], table: Table) -> None:
        part = {variable: place for place, variables in enumerate(PARTS) for variable in variables}
        runs = [(place, len([*run])) for place, run in groupby(variables, part.__getitem__)]
        places = [place for place, _ in runs]
        cell = f"[^{table.separator}]*"
        self.match = re.compile(
            table.separator.join(f"({table.separator.join([cell] * length)})" for _, length in runs)
        ).fullmatch
        self.together = len(set(places)) == len(places)
        """Whether the columns about one thing stand beside each other. Else nothing here can be used."""
        self.ordered = itemgetter(
            *(places.index(each) if each in places else len(places) for each in range(len(PARTS)))
        )

        def piece(place: int, follows: Callable[[Any], Any]) -> _Piece:
            return _Piece(place, [each for each in variables if part[each] == place], table, follows)

        *means, context = range(1, len(PARTS))
        self.first = piece(0, about)
        self.rest = {
            begun: [*(piece(place, partial(leaves, begun=begun)) for place in means), piece(context, bool)]
            for begun in (True, False)
        }

    def case(self, text: str) -> Case | None:
        """Make the case; None where anything is wrong with its text."""
        found = self.match(text)
        if found is None:
            return None
        first, *rest = self.ordered((*found.groups(), ""))
        try:
            answers, said = self.first[first]
            others, left = zip(*map(getitem, self.rest[said.begun], rest), strict=True)
        except ValueError:
            return None
        return known((answers, *others), (said, left[:-1]))  # no verdict depends on the context, which is last


class _Piece(dict[str, tuple[tuple[str, ...], Any]]):
    """The answers in the text of the columns about one thing, and what follows from them, when first met."""

    def __init__(self, place: int, variables: Sequence[Variable], table: Table, follows: Callable[[Any], Any]) -> None:
        self.separator = table.separator
        self.follows = follows
        self.words = [_Words(variable, table.empty) for variable in variables]
        # Of each variable the answer that is written, or the one that it has where no column is there for it.
        self.uncoded = UNCODED[place]
        self.ordered = itemgetter(
            *(
                variables.index(variable) if variable in variables else len(variables) + within
                for within, variable in enumerate(PARTS[place])
            )
        )

    def __missing__(self, text: str) -> tuple[tuple[str, ...], Any]:
        answers = self.ordered((*map(getitem, self.words, text.split(self.separator)), *self.uncoded))
        piece = answers, self.follows(answers)
        if len(self) < MOST_PIECES:
            self[text] = piece
        return piece


class _Words(dict[str, str]):
    """The answers that the words of one column name, each parsed when first met."""

    def __init__(self, variable: Variable, empty: str) -> None:
        self.variable = variable
        self.empty = empty

    def __missing__(self, cell: str) -> str:
        answer = coded(self.variable, cell, self.empty)
        if isinstance(answer, InvalidAnswer):
            raise answer
        if len(self) < MOST_PIECES:
            self[cell] = answer
        return answer


class _Refusing:
    """Gathers what stops the reading of a table, instead of letting it out."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: TracebackType | None) -> bool:
        if isinstance(error, UnicodeError):
            reason = Reason("encoding", (("encoding", self.table.encoding),))
            self.table.refuse(BrokenTable(reason=reason), row=0)
        elif isinstance(error, csv.Error):
            own = {_NUL: Reason("nul"), _LONG: Reason("long_line", (("limit", LONGEST_LINE),))}
            limit = Reason("long_cell", (("limit", csv.field_size_limit()),))
            reason = own.get(str(error), limit if "limit" in str(error) else Reason("quotes"))
            self.table.refuse(BrokenTable(reason=reason))
        elif isinstance(error, DataError):
            self.table.refuse(error, row=0)
        else:
            return False
        return True


def _blank(line: str) -> bool:
    return not line.strip()


def _separator(line: str) -> str:
    """Choose the separator under which most headers are variables; of equal ones the one that gives most columns."""

    def found(separator: str) -> tuple[int, int]:
        cells = [as_was(cell.strip()) for cell in next(csv.reader((line,), delimiter=separator), [])]
        return sum(variable_of(cell) is not None for cell in cells), len(cells)

    return max(SEPARATORS, key=found)


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
            WrongUsage: If a sheet is named, and no table is a workbook.
        """
        self.gathered = Gathered()
        self.seen: set[str] = set()
        self.victims: set[str] = set()
        self.tables: list[Table] = []
        self._apart = apart
        counts_as(empty)
        meant = {normalise(name) for name in ignore}
        with ExitStack() as opened:
            workbook = False
            for name in names:
                try:
                    source = opened.enter_context(Source(name, advance))
                    if not apart:
                        self._check_new(source)
                    found = recognise(source)
                except DataError as error:
                    self.gathered.add(error.at(file=name))
                    continue
                workbook = workbook or bool(found.holds)
                if found.read:
                    read = partial(found.read, source, sheet)
                    table: Table = RecordTable(source, self.gathered, read, empty=empty, ignore=meant)
                else:
                    packed = found is PACKED
                    table = Table(source, self.gathered, encoding=encoding, empty=empty, ignore=meant, unpack=packed)
                self.tables.append(table)
            if sheet is not None and not workbook and not self.gathered.errors:
                raise WrongUsage(problem="usage_sheet", sheet=sheet)
            self._open = opened.pop_all()

    def _check_new(self, source: Source) -> None:
        """Refuse a file that was given before, by whatever name."""
        for table in self.tables:
            if source.identity and source.identity == table.source.identity:
                raise UnreadableFile(reason=Reason("twice", (("file", table.name),)))

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all."""
        self._open.close()

    @property
    def size(self) -> int:
        """How many bytes there are to read; 0 where that is not known."""
        return sum(table.source.size for table in self.tables)

    @property
    def other(self) -> tuple[str, ...]:
        """The columns that are no variables, each once."""
        return tuple(dict.fromkeys(chain.from_iterable(table.other for table in self.tables)))

    @property
    def repeated_victims(self) -> int:
        """How many rows have a victim that a row before them has."""
        return sum(table.repeated_victims for table in self.tables)

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """The name and the SHA-256 of each table, once it is read."""
        return tuple((table.name, table.source.sha256) for table in self.tables)

    def batches(self, view: Callable[[Case], T]) -> Iterator[tuple[Table, Batch]]:
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
class Cases:
    """The cases of one table, all of it in order.

    Args:
        cases: In the order of the rows, each with its names and other columns.
        name: The table's, as given.
        sha256: Of its bytes.
        other: The columns that are no variables.
        repeated_victims: How many rows have a victim that a row before them has.
    """

    cases: tuple[Case, ...]
    name: str
    sha256: str
    other: tuple[str, ...]
    repeated_victims: int

    def __iter__(self) -> Iterator[Case]:
        """Go through the cases."""
        return iter(self.cases)

    def __len__(self) -> int:
        """Count the cases."""
        return len(self.cases)


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
    of an .xlsx or .ods (extra `excel`), an SPSS .sav (extra `spss`) or a .parquet
    (extra `parquet`). Its content and its suffix must agree.

    Args:
        path: The file; `-` for standard input, which is text.
        encoding: Of text; with or without a byte-order mark.
        empty: What an empty cell of a means, the relation or the initiative counts as: `not_coded` or `not_stated`.
        ignore: Columns that look like a misspelt variable and are meant.
        sheet: Of a workbook; without it there must be one that is neither hidden, empty nor a template's codebook.

    Returns:
        All its cases, which are all in memory. For a table that is larger, read it with `Tables`.

    Raises:
        InvalidInput: With all that is wrong with the table; no case of such a table is returned.
        MissingExtra: If it takes a package that is not installed.
        WrongUsage: If a sheet is named and the file is no workbook.

    Unknown:
        A column that is not there is "not coded", whatever `empty` says.
    """
    cases: list[Case] = []
    with Tables([os.fspath(path)], encoding=encoding, empty=empty, ignore=ignore, sheet=sheet) as tables:
        for table, batch in tables.batches(lambda case: case):
            cases.extend(table.case(record, case) for case, record in zip(batch.values, batch.records, strict=True))
        tables.check()
        (name, digest), *_ = tables.files
        return Cases(tuple(cases), name, digest, tables.other, tables.repeated_victims)
