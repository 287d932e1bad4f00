"""One table, open: its header is read, its rows are to come, from text or from a file that gives records.

One case is one row. Columns are the codebook's variables, in either language;
other columns are left alone. A table is hostile until it is parsed: nothing of
it is believed before its last row has passed.
"""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from itertools import chain, islice
from typing import Any, Final, TypeVar

from attrs import define

from ckm_mo.cases import Case, known, locators
from ckm_mo.codebook import IDENTIFIERS, LOCATORS, YES_NO, Role, Variable, column_of, normalise, variable_of
from ckm_mo.errors import (
    BrokenTable,
    DataError,
    EmptyTable,
    Gathered,
    MissingColumn,
    MisspeltColumn,
    RepeatedVariable,
    UnfitCell,
)
from ckm_mo.messages import Reason
from ckm_mo.spelling import misspelt
from ckm_mo.tables.cells import FALSE, Cell, Columns, Kind, Record, Records, cell_name, head
from ckm_mo.tables.files import LONGEST_LINE, Source, as_was
from ckm_mo.tables.results import result_places
from ckm_mo.tables.rows import Batch, Rows

SEPARATORS: Final = (",", ";", "\t")

MOST_NAMED: Final = 20
"""How many columns of a table without an id are named."""

MOST_ABOVE: Final = 5
"""Among how many rows the header is looked for, where something else stands above it."""

MOST_COLUMNS: Final = 10_000
"""How many columns a table may have."""

BATCH: Final = 1 << 15
"""How many characters of rows are read at a time."""

_NUL: Final = "NUL"
"""The reason for a row with a character that no text has."""

_LONG: Final = "long"
"""The reason for a row that has more text than a line may have."""

T = TypeVar("T")

_CASE_ID: Final = IDENTIFIERS[0].key


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
        headers: As written; columns that are not variables and have no name, or one that was there before, get one.
        results: The places of columns that are verdicts of this program, and so never coding.
        own: The places and headers of all others.
        variables: For each column, its variable or locator; None for a column that is neither.
        located: The places of locators, in codebook order, each with the key of the variable whose answers it locates.
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
        self._text_places: set[int] = set()  # of columns that are not variables, whose text is left as it stands
        with self.refusing():
            self.headers = self._header()
        if len(self.headers) > MOST_COLUMNS:
            self.refuse(BrokenTable(reason=Reason("many_columns", (("limit", MOST_COLUMNS),))), row=0)
            self.headers = ()
        self.results = result_places(self.headers)
        self.variables = self._variables(ignore) if self.headers else ()
        self._text_places = {place for place, variable in enumerate(self.variables) if variable is None}
        self.located = tuple((self.variables.index(each), each.locates) for each in LOCATORS if each in self.variables)
        self.headers = self._distinct()
        self.own = tuple((place, name) for place, name in enumerate(self.headers) if place not in self.results)

    @property
    def other(self) -> tuple[str, ...]:
        """The columns that are not variables, and no results."""
        return tuple(name for place, name in self.own if self.variables[place] is None)

    def _header(self) -> tuple[str, ...]:
        self.stream = self.source.text(self.encoding, unpack=self.unpack)
        for line in self.stream:
            if line.strip():
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
            variable = None if place in self.results else column_of(name)
            if variable and variable.key in first:
                self.refuse(RepeatedVariable(column=name, variable=variable.key, written=(first[variable.key], name)))
                variable = None
            elif variable:
                first[variable.key] = name
            elif place not in self.results and plain not in ignore and (meant := misspelt(plain)):
                self.refuse(MisspeltColumn(column=name, closest=meant))
            found.append(variable)
        if _CASE_ID not in first:
            below = 0 if any(found) else self._header_below()
            named = self.headers[:MOST_NAMED] if any(found) else ()
            self.refuse(MissingColumn(variable=_CASE_ID, columns=named, below=below))
        return tuple(found)

    def _header_below(self) -> int:
        """Find among the first rows one that has the header, below a title perhaps; 0 where none has."""
        wanted = [each for each in IDENTIFIERS if each.key == _CASE_ID]
        with suppress(UnicodeError, csv.Error, DataError):  # the table is refused already, for want of ids
            for number, cells in islice(self._below(), MOST_ABOVE):
                if {*map(variable_of, cells)} & {*wanted}:
                    return number
        return 0

    def _below(self) -> Iterator[tuple[int, list[str]]]:
        """Give the rows below the header, with their numbers, as they are without another use."""
        for number, line in enumerate(self.stream, self.number + 1):
            yield number, next(csv.reader([line], delimiter=_separator(line)), [])

    def _distinct(self) -> tuple[str, ...]:
        """Tell apart the columns that are not variables, so that the text of none is lost."""
        names: dict[str, None] = {}
        for place, (name, variable) in enumerate(zip(self.headers, self.variables, strict=True), 1):
            while variable is None and (not name or name in names):
                name += f"#{place}"  # noqa: PLW2901 - until it is another
            names[name] = None
        return tuple(names)

    def refuse(self, error: DataError, **place: object) -> None:
        """Gather an error, at the place that was read last unless another is given."""
        self._gathered.add(error.at(file=self.name, **({"row": self.number} | place)))

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Gather what stops the reading, instead of letting it out."""
        try:
            yield
        except UnicodeError:
            self.refuse(BrokenTable(reason=Reason("encoding", (("encoding", self.encoding),))), row=0)
        except csv.Error as error:
            own = {_NUL: Reason("nul"), _LONG: Reason("long_line", (("limit", LONGEST_LINE),))}
            limit = Reason("long_cell", (("limit", csv.field_size_limit()),))
            reason = own.get(str(error), limit if "limit" in str(error) else Reason("quotes"))
            self.refuse(BrokenTable(reason=reason))
        except DataError as error:
            self.refuse(error, row=0)

    def record(self, line: str, lines: Iterable[str] = ()) -> list[str]:
        """Read the record that begins with a line, taking more lines where a quoted cell goes on."""
        if '"' in line:
            more = chain((line,), lines, self.stream)
            cells = next(csv.reader(more, delimiter=self.separator, strict=True))
            line = "".join(cells)
        else:
            cells = line.rstrip("\r\n").split(self.separator)
        if "\0" in line:
            raise csv.Error(_NUL)
        return [as_was(cell if place in self._text_places else cell.strip()) for place, cell in enumerate(cells)]

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
        rows = Rows(self, view, seen, victims)
        with self.refusing():
            while lines := self.stream.readlines(BATCH):
                if lines[0].isspace() and "".join(lines).isspace():  # many take few bytes when they are packed
                    self.number += len(lines)
                    continue
                yield rows.quickly(lines) or rows.carefully(lines)

    def cells(self, record: str | list[str]) -> list[str]:
        """Give all cells of a record: those of variables without blank around them, others as they stand."""
        return self.record(record) if isinstance(record, str) else record

    def texts(self, records: Sequence[str | list[str]], columns: Sequence[str]) -> list[list[str]]:
        """Give what stands in some columns of records, column by column.

        Args:
            records: As a batch has them.
            columns: Headers, and keys of identifiers; where the table has no such column, the text is empty.
        """
        return [self._texts(records, self._place(column)) for column in columns]

    def _place(self, column: str) -> int | None:
        for place, (name, variable) in enumerate(zip(self.headers, self.variables, strict=True)):
            if (variable.key if variable else name) == column:
                return place
        return None

    def _texts(self, records: Sequence[str | list[str]], place: int | None) -> list[str]:
        if place is None:
            return [""] * len(records)
        separator, behind = self.separator, len(self.headers) - place
        # A line has no quotation mark or apostrophe, else it is cells by now.
        if behind <= place:
            return [
                (each.rsplit(separator, behind)[-behind] if isinstance(each, str) else each[place]).strip()
                for each in records
            ]
        return [
            (each.split(separator, place + 1) if isinstance(each, str) else each)[place].strip() for each in records
        ]

    def case(self, record: str | list[str], case: Case) -> Case:
        """Give a record's case its names and its other columns."""
        cells = self.cells(record)
        pairs = list(zip(self.variables, cells, strict=True))
        named = {variable.key: cell for variable, cell in pairs if variable}
        names = tuple(named.get(variable.key, "") for variable in IDENTIFIERS)
        other = tuple((name, cells[place]) for place, name in self.own if self.variables[place] is None)
        at = locators((key, cells[place]) for place, key in self.located) if self.located else ()
        return known(case.answers, case.key, names, other, at)


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
        self, source: Source, gathered: Gathered, read: Callable[[], Records], *, empty: str, ignore: Collection[str]
    ) -> None:
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
        if "\0" in "".join(self.records.heads):
            raise csv.Error(_NUL)
        return tuple(head.strip() for head in self.records.heads)

    def _below(self) -> Iterator[tuple[int, list[str]]]:
        part = next(self.records.batches, [])
        for records in [part] if isinstance(part, list) else part.records():
            yield from ((number, [*map(head, cells)]) for number, cells in records)

    def refuse(self, error: DataError, **place: object) -> None:
        """Gather an error, at the cell that it is about where cells have names."""
        if error.column and not self._gathered.full and error.column in self.headers:
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
        rows = Rows(self, view, seen, victims, grouped=True)
        with self.refusing():
            for part in self.records.batches:
                if isinstance(part, list):
                    yield self._carefully(part, rows)
                    continue
                if self.records.stated > 0:
                    self.source.advance(self.source.size * len(part.numbers) // self.records.stated)
                if (batch := self._quickly(part, rows)) is not None:
                    yield batch
                else:
                    yield from (self._carefully(records, rows) for records in part.records())

    def _quickly(self, part: Columns, rows: Rows[T]) -> Batch | None:
        """Read rows that are all in order, of which each combination of what is coded is looked at once.

        Returns:
            None where anything is not plain: all is then to be read carefully, and nothing has been done yet.
        """
        if rows.case_id is None or not part.plain or not rows.together:
            return None
        columns, which = part.combined(rows.together)
        words = [
            [self._fitting(place, each) for each in cells] for place, cells in zip(rows.together, columns, strict=True)
        ]
        values = rows.looked_at([self.separator.join(map(str, each)) for each in zip(*words, strict=True)])
        names = {place: texts for place in self._ids if (texts := part.texts(place)) is not None}
        if values is None or len(names) < len(self._ids) or (part.mixed and self._lost_zeros(names)):
            return None
        return rows.accepted([values[each] for each in which], names, part.numbers, _Cells(self, part))

    def _lost_zeros(self, names: dict[int, list[str]]) -> bool:
        """Look for ids that begin with 0, and return whether there was a number before, which may have done so."""
        for place, texts in names.items():
            self._ids[place].led = self._ids[place].led or any(map(_LED, texts))
        return any(zeros.led and zeros.number and not zeros.told for zeros in self._ids.values())

    def _carefully(self, records: list[Record], rows: Rows[T]) -> Batch:
        """Read records one by one, and gather what is wrong."""
        return Batch.of(filter(None, (self._one(number, cells, rows) for number, cells in records)))

    def _one(self, number: int, found: list[str | Cell], rows: Rows[T]) -> tuple[T, str, str, int, list[str]] | None:
        """Read a record; where its id is refused, all else of it."""
        self.number = number
        texts = [self._text(place, each) for place, each in enumerate(found)]
        for place, zeros in self._ids.items():
            self._check_zeros(place, found[place], zeros)
        cells = [each or "" for each in texts]
        if sum(map(len, cells)) > LONGEST_LINE:
            raise csv.Error(_LONG)
        if "\0" in "".join(cells):
            raise csv.Error(_NUL)
        if rows.case_id is not None and texts[rows.case_id] is None:
            rows.value(cells)
            return None
        return rows.one(cells) if any(map(str.strip, cells)) else None

    def _fitting(self, place: int, found: str | Cell) -> str | None:
        """Take a cell as text, where that cannot mistake it; None where it could."""
        variable = self.variables[place]
        if isinstance(found, str):
            return found.strip() if variable else found
        if variable is None or variable.role is Role.LOCATOR:
            return "" if found.kind is Kind.MERGED else found.text
        if found.kind is Kind.TRUTH and variable.values == YES_NO:
            return YES_NO[found.text == FALSE].key
        if found.kind in (_FIT_IDS if variable.role is Role.IDENTIFIER else _FIT_WORDS):
            return found.text
        return None

    def plain_cells(self, found: list[str | Cell]) -> list[str]:
        """Give the cells of a record, none of which is refused."""
        return [self._fitting(place, each) or "" for place, each in enumerate(found)]

    def _text(self, place: int, found: str | Cell) -> str | None:
        """Take a cell as text; None where it is refused."""
        text = self._fitting(place, found)
        if text is not None or isinstance(found, str):
            return text
        if found.text not in self._merged:
            reason = Reason(f"cell_{found.kind}")
            self.refuse(UnfitCell(column=self.headers[place], value=found.text, reason=reason))
        if found.kind is Kind.MERGED:
            self._merged.add(found.text)
        return None

    def _check_zeros(self, place: int, found: str | Cell, zeros: "_Zeros") -> None:
        """Refuse a number among ids of which others begin with 0: perhaps it did so too."""
        if isinstance(found, str):
            zeros.led = zeros.led or _LED(found) is not None
        elif found.kind is Kind.WHOLE and not zeros.number:
            zeros.row, zeros.number = self.number, found.text
        if zeros.led and zeros.number and not zeros.told:
            zeros.told = True
            error = UnfitCell(column=self.headers[place], value=zeros.number, reason=Reason("cell_zeros"))
            self.refuse(error, **self._at(zeros.row, place))


class _Cells(Sequence[list[str]]):
    """The cells of rows that were read by columns, put together where they are asked for."""

    def __init__(self, table: RecordTable, part: Columns) -> None:
        self.table = table
        self.part = part

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place: Any) -> Any:
        return self.rows[place]

    @cached_property
    def rows(self) -> list[list[str]]:
        return [self.table.plain_cells(cells) for records in self.part.records() for _, cells in records]


_LED: Final = re.compile(r"\s*0\d+\s*").fullmatch


@define
class _Zeros:
    """What was met in a column of ids: a number, and text that begins with 0."""

    row: int = 0
    number: str = ""
    led: bool = False
    told: bool = False


_FIT_IDS: Final = {Kind.WHOLE}
_FIT_WORDS: Final = set(Kind) - {Kind.FORMULA, Kind.MERGED, Kind.UNLABELLED}
"""The kinds of cells that are taken as they are shown, for an id and for a word: no word is a number or a date."""


def _separator(line: str) -> str:
    """Choose the separator under which most headers are variables; of equal ones the one that gives most columns."""

    def found(separator: str) -> tuple[int, int]:
        try:
            cells = [as_was(cell.strip()) for cell in next(csv.reader((line,), delimiter=separator), [])]
        except csv.Error:  # many columns may be one long cell under another separator
            return 0, 0
        return sum(column_of(cell) is not None for cell in cells), len(cells)

    return max(SEPARATORS, key=found)
