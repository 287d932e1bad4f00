"""One table, open: its header is read, its rows are to come, from text or from another file that gives records.

One case is one row. Columns are the codebook's variables, in either language;
other columns are left alone. A table is hostile until it is parsed: nothing of
it is believed before its last row has passed.

Most rows are in order, and coded like others: they are read some at a time, and what is coded alike in them is looked
at once. Where anything in them is not plain, they are read one by one.
"""

import re
from collections import UserList
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from itertools import chain, islice
from typing import Any, Final

from attrs import define

from ckm_mo.cases import Case, locators, parse, trusted_case
from ckm_mo.codebook import (
    CODED,
    IDENTIFIERS,
    LOCATORS,
    NOT_CODED,
    YES_NO,
    Role,
    Variable,
    column_of,
    normalise,
    variable_of,
)
from ckm_mo.errors import (
    BrokenTable,
    DataError,
    EmptyTable,
    Gathered,
    MissingColumn,
    MissingId,
    MisspeltColumn,
    RepeatedId,
    RepeatedVariable,
    UnfitCell,
    WrongWidth,
)
from ckm_mo.messages import Reason, Word
from ckm_mo.spelling import misspelt
from ckm_mo.tables.cells import FALSE, Batch, Cell, CellKind, Record, SourceRows, cell_name, head
from ckm_mo.tables.files import LONGEST_LINE, Source, as_was
from ckm_mo.tables.rows import ParsedBatch, WordReader
from ckm_mo.tallies.statements import result_places

MOST_ABOVE: Final = 5
"""Among how many rows the header is looked for, where something else stands above it."""

MOST_COLUMNS: Final = 10_000
"""How many columns a table may have."""

MOST_TEXTS: Final = 1 << 14
"""How many distinct texts of coded columns are remembered."""

_CASE_ID, _, _OFFENDER, _VICTIM = (variable.key for variable in IDENTIFIERS)
_ID_HEADER: Final = Word(_CASE_ID, IDENTIFIERS[0].dutch)


class Table:
    """One table, open: its header is read, its rows are to come, once.

    Args:
        source: What it is read from.
        gathered: What takes its errors.
        read: What gives its records.
        empty: What an empty cell counts as.
        ignore: Columns that look misspelt and are meant, normalised.
        of_cases: Whether its columns are variables; of another table only `rows` can be read.

    Attributes:
        name: As given.
        headers: As written; columns that are not variables and have no name, or one that was there before, get one.
        results: The indexes of columns that are verdicts of this program, and so never coding.
        own: The indexes and headers of all others.
        variables: For each column, its variable or locator; None for a column that is neither.
        located: The indexes of locators, in codebook order, each with the key of the variable whose answers it locates.
        separator: What stands between the cells of a text.
        number: Of the record that was read last, as a spreadsheet numbers them.
        repeated_victims: How many rows so far had a victim that a row before them had.
    """

    def __init__(
        self,
        source: Source,
        gathered: Gathered,
        read: Callable[[], SourceRows],
        *,
        empty: str = NOT_CODED,
        ignore: Collection[str] = (),
        of_cases: bool = True,
    ) -> None:
        self.name = source.name
        self.source = source
        self.repeated_victims = 0
        self._gathered = gathered
        self.empty = empty
        self.number = 0
        self.headers: tuple[str, ...] = ()
        self.records = SourceRows((), 0, iter(()))
        with self.refusing():
            self.records = read()
            self.number = self.records.row
            self.headers = self._header()
        self.separator = self.records.separator
        self.results = result_places(self.headers)
        self.variables: tuple[Variable | None, ...] = (None,) * len(self.headers)
        if self.headers and of_cases:
            self.variables = self._variables(ignore)
        self.located = tuple((self.variables.index(each), each.locates) for each in LOCATORS if each in self.variables)
        self.headers = self._distinct()
        self.own = tuple((index, name) for index, name in enumerate(self.headers) if index not in self.results)
        indexed = [(index, variable) for index, variable in enumerate(self.variables) if variable]
        at = {variable.key: index for index, variable in indexed}
        self._case_id, self._offender, self._victim = (at.get(key) for key in (_CASE_ID, _OFFENDER, _VICTIM))
        self._names = [index for index, variable in indexed if variable.role is Role.IDENTIFIER]
        self._coded = [index for index, variable in indexed if variable in CODED]
        self._coding = WordReader([variable for _, variable in indexed if variable in CODED], empty)
        self._remembered: dict[object, Any] = {}
        self._merged: set[str] = set()
        self._ids = {} if self.separator else {index: _Zeros() for index in self._names}  # no cell of a text is one

    def _header(self) -> tuple[str, ...]:
        heads = self.records.heads
        if not heads:
            raise EmptyTable
        if "\0" in "".join(heads):
            raise BrokenTable(row=self.number, reason=Reason("nul"))
        if len(heads) > MOST_COLUMNS:
            raise BrokenTable(reason=Reason("many_columns", (("limit", MOST_COLUMNS),)))
        return tuple(as_was(head.strip()) if self.records.separator else head.strip() for head in heads)

    @property
    def other(self) -> tuple[str, ...]:
        """The columns that are not variables, and no results."""
        return tuple(name for index, name in self.own if self.variables[index] is None)

    def _variables(self, ignore: Collection[str]) -> tuple[Variable | None, ...]:
        variables: list[Variable | None] = []
        first: dict[str, str] = {}
        for index, name in enumerate(self.headers):
            plain = normalise(name)
            variable = None if index in self.results else column_of(name)
            if variable and variable.key in first:
                self.refuse(RepeatedVariable(column=name, variable=variable.key, written=(first[variable.key], name)))
                variable = None
            elif variable:
                first[variable.key] = name
            elif index not in self.results and plain not in ignore and (closest := misspelt(plain)):
                self.refuse(MisspeltColumn(column=name, closest=closest))
            variables.append(variable)
        if _CASE_ID not in first:
            below = 0 if any(variables) else self._header_below()
            named = self.headers if any(variables) else ()
            self.refuse(MissingColumn(variable=_CASE_ID, header=_ID_HEADER, columns=named, below=below))
        return tuple(variables)

    def _header_below(self) -> int:
        """Find among the first rows one that has the header, below a title perhaps; 0 where none has."""
        with suppress(DataError):  # the table is refused already, for want of ids
            for part in islice(self.records.batches, 1):
                cells = (map(head, cells) for _, cells in chain.from_iterable(part.records()))
                rows = map(_BETWEEN, part.lines) if part.lines else cells
                for number, row in zip(part.numbers, islice(rows, MOST_ABOVE), strict=False):
                    if IDENTIFIERS[0] in map(variable_of, row):
                        return number
        return 0

    def _distinct(self) -> tuple[str, ...]:
        """Tell apart the columns that are not variables, so that the text of none is lost."""
        names: dict[str, None] = {}
        for index, (name, variable) in enumerate(zip(self.headers, self.variables, strict=True), 1):
            while variable is None and (not name or name in names):
                name += f"#{index}"  # noqa: PLW2901 - until it is another
            names[name] = None
        return tuple(names)

    def refuse(self, error: DataError, **locator: object) -> None:
        """Gather an error, at the row that was read last unless a locator is given; at its cell, if it has a name."""
        at: dict[str, object] = {"row": self.number}
        if error.column and error.column in self.headers and not self._gathered.full:
            column = self.headers.index(error.column)
            if isinstance(error, RepeatedVariable):  # of headers that are the same, the last is the one too many
                column = len(self.headers) - 1 - self.headers[::-1].index(error.column)
            at = self._at(self.number, column)
        self._gathered.add(error.at(file=self.name, **at | locator))

    def _at(self, row: int, index: int) -> dict[str, object]:
        first = self.records.lettered
        return {"row": row, "cell": cell_name(row, index + first)} if first else {"row": row}

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Gather what stops the reading, instead of letting it out."""
        try:
            yield
        except DataError as error:
            self.refuse(error, row=error.row)

    def batches(self, view: Callable[[Case], object], seen: set[str], victims: set[str]) -> Iterator[ParsedBatch]:
        """Read the rows that are in order, and gather what is wrong with the others.

        Args:
            view: What to make of a row's coded columns; called once for each distinct text of them, more or less.
            seen: The ids of the cases so far; added to.
            victims: The victims so far; added to.

        Yields:
            The rows, in order, without blank ones, a batch at a time.
        """
        self._view, self._seen, self._victims = view, seen, victims
        with self.refusing():
            for part in self.records.batches if self.headers else ():
                if self.records.stated > 0:
                    self.source.advance(self.source.size * len(part.numbers) // self.records.stated)
                if (batch := self._quickly(part)) is not None:
                    yield batch
                else:
                    yield from map(self._carefully, part.records())

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Read the rows of a table that is not of cases, and gather what is wrong with them."""
        with self.refusing():
            for part in self.records.batches:
                for self.number, record in chain.from_iterable(part.records()):
                    if any(record) and self._fits(record):
                        cells = self.plain_cells(record)
                        self._checked(cells)
                        yield self.number, cells

    def _fits(self, record: Sequence[str | Cell]) -> bool:
        """Refuse a row that has too many cells, or too few, unless it is blank."""
        if len(record) == len(self.headers):
            return True
        if any(map(str.strip, map(str, record))):
            self.refuse(WrongWidth(expected=len(self.headers), actual=len(record)))
        return False

    def _checked(self, cells: list[str]) -> str:
        """Give all text of a row, which may be neither too long nor what no text is."""
        line = "".join(cells)
        if len(line) > LONGEST_LINE:
            raise BrokenTable(row=self.number, reason=Reason("long_line", (("limit", LONGEST_LINE),)))
        if "\0" in line:
            raise BrokenTable(row=self.number, reason=Reason("nul"))
        return line

    def _quickly(self, part: Batch) -> ParsedBatch | None:
        """Read rows that are all in order, of which each combination of what is coded is looked at once.

        Returns:
            None where anything is not plain: all is then to be read carefully, and nothing has been done yet.
        """
        if self._case_id is None or not self._coded or not part.plain:
            return None
        values = part.values(self._coded, self._fitting, self._look_up)
        if values is None:
            return None
        names = {index: texts for index in self._names if (texts := part.texts(index)) is not None}
        if len(names) < len(self._names) or (part.mixed and self._lost_zeros(names)):
            return None
        case_ids = list(map(str.strip, names[self._case_id]))
        new = set(case_ids)
        if len(new) < len(case_ids) or "" in new or not self._seen.isdisjoint(new):
            return None
        self._seen |= new
        if self._victim is not None:
            self._meet(map(str.strip, names[self._victim]))
        offenders = [""] * len(case_ids) if self._offender is None else list(map(str.strip, names[self._offender]))
        self.number = part.numbers[-1]
        return ParsedBatch(values, case_ids, offenders, part.numbers, part.lines or _Cells(self, part))

    def _lost_zeros(self, names: dict[int, list[str]]) -> bool:
        """Look for ids that begin with 0, and return whether there was a number before, which may have done so."""
        for index, texts in names.items():
            self._ids[index].led = self._ids[index].led or any(map(_LED, texts))
        return any(zeros.led and zeros.number and not zeros.reported for zeros in self._ids.values())

    def _look_up(self, keys: Sequence[Any]) -> list[Any] | None:
        """Give what the view makes of coded columns, each parsed once; None where one is not in order.

        Args:
            keys: What stands in them: a part of a line, or its words.
        """
        values = list(map(self._remembered.get, keys))
        if None in values:
            for index, value in enumerate(values):
                if value is None:
                    key = keys[index]
                    case = self._coding.case(tuple(key.split(self.separator)) if isinstance(key, str) else key)
                    if case is None:
                        return None
                    values[index] = self._look(key, case)
        return values

    def _look(self, key: object, case: Case) -> Any:
        """Look at a case, and remember what was seen."""
        value = self._view(case)
        if len(self._remembered) < MOST_TEXTS:
            self._remembered[key] = value
        return value

    def _carefully(self, records: list[Record]) -> ParsedBatch:
        """Read records one by one, and gather what is wrong."""
        return ParsedBatch.of(filter(None, (self._one(number, record) for number, record in records)))

    def _one(self, number: int, record: list[str | Cell]) -> tuple[Any, str, str, int, list[str]] | None:
        """Read a record: give the row, or gather all that is wrong with it."""
        self.number = number
        if not self._fits(record):
            return None
        texts = self._words(record)
        cells = [each or "" for each in texts]
        if None in texts:
            self._refuse_cells(texts, record)
        for index, zeros in self._ids.items():
            self._check_zeros(index, record[index], zeros)
        line = self._checked(cells)
        refused = self._case_id is not None and texts[self._case_id] is None
        if not (refused or line.strip()):
            return None
        value = self._value(cells)
        if refused or self._case_id is None:
            return None
        case_id = cells[self._case_id]
        if not case_id:
            self.refuse(MissingId(column=self.headers[self._case_id]))
            return None
        if case_id in self._seen:
            self.refuse(RepeatedId(column=self.headers[self._case_id], value=case_id))
            return None
        self._seen.add(case_id)
        self._meet([] if self._victim is None else [cells[self._victim]])
        offender = "" if self._offender is None else cells[self._offender]
        return None if value is None else (value, case_id, offender, number, cells)

    def _value(self, cells: list[str]) -> Any:
        """Give what the view makes of a record's coded columns; None where anything is wrong with them."""
        key = tuple([cells[index] for index in self._coded])
        value = self._remembered.get(key)
        if value is None:
            columns = zip(self._coding.variables, self._coded, strict=True)
            written = {variable.key: (self.headers[index], cells[index]) for variable, index in columns}
            case, errors = parse(written, empty=self.empty)
            for error in errors:
                self.refuse(error)
            value = None if errors else self._look(key, case)
        return value

    def _meet(self, victims: Iterable[str]) -> None:
        """Count the victims that were met before."""
        for victim in filter(None, victims):
            self.repeated_victims += victim in self._victims
            self._victims.add(victim)

    def cells(self, record: str | list[str]) -> list[str]:
        """Give all cells of a record: those of variables without blank around them, others as they stand."""
        return self.plain_cells(record.rstrip("\r\n").split(self.separator)) if isinstance(record, str) else record

    def texts(self, records: Sequence[str | list[str]], columns: Sequence[str]) -> list[list[str]]:
        """Give what stands in some columns of records, column by column.

        Args:
            records: As a batch has them.
            columns: Headers, and keys of identifiers; where the table has no such column, the text is empty.
        """
        return [self._texts(records, self._index(column)) for column in columns]

    def _index(self, column: str) -> int | None:
        for index, (name, variable) in enumerate(zip(self.headers, self.variables, strict=True)):
            if (variable.key if variable else name) == column:
                return index
        return None

    def _texts(self, records: Sequence[str | list[str]], index: int | None) -> list[str]:
        if index is None:
            return [""] * len(records)
        separator, behind = self.separator, len(self.headers) - index
        # A line has no quotation mark or apostrophe, else it is cells by now.
        if behind <= index:
            return [
                (each.rsplit(separator, behind)[-behind] if isinstance(each, str) else each[index]).strip()
                for each in records
            ]
        return [
            (each.split(separator, index + 1) if isinstance(each, str) else each)[index].strip() for each in records
        ]

    def case(self, record: str | list[str], case: Case) -> Case:
        """Give a record's case its names and its other columns."""
        cells = self.cells(record)
        pairs = list(zip(self.variables, cells, strict=True))
        named = {variable.key: cell for variable, cell in pairs if variable}
        names = tuple(named.get(variable.key, "") for variable in IDENTIFIERS)
        other = tuple((name, cells[index]) for index, name in self.own if self.variables[index] is None)
        at = locators((key, cells[index]) for index, key in self.located) if self.located else ()
        return trusted_case(case.answers, case.key, names, other, at)

    def _fitting(self, index: int, cell: str | Cell) -> str | None:
        """Take a cell as text, where that cannot mistake it; None where it could."""
        variable = self.variables[index]
        if isinstance(cell, str):
            return cell.strip() if variable else cell
        if variable is None or variable.role is Role.LOCATOR:
            return "" if cell.kind is CellKind.MERGED else cell.text
        if cell.kind is CellKind.TRUTH and variable.values == YES_NO:
            return YES_NO[cell.text == FALSE].key
        if cell.kind in (_FIT_IDS if variable.role is Role.IDENTIFIER else _FIT_WORDS):
            return cell.text
        return None

    def _words(self, record: Sequence[Any]) -> list[str | None]:
        """Take the cells of a record as text; None for those that could be mistaken."""
        if self.separator:
            pairs = zip(self.variables, record, strict=True)
            return [as_was(each.strip() if variable else each) for variable, each in pairs]
        return [self._fitting(index, each) for index, each in enumerate(record)]

    def plain_cells(self, record: Sequence[str | Cell]) -> list[str]:
        """Give the cells of a record, none of which is refused."""
        return [each or "" for each in self._words(record)]

    def _refuse_cells(self, texts: Sequence[str | None], record: Sequence[Any]) -> None:
        """Refuse the cells that could be mistaken; of those that are merged, the first."""
        for index in [index for index, text in enumerate(texts) if text is None]:
            each = record[index]
            if each.text not in self._merged:
                self.refuse(UnfitCell(column=self.headers[index], value=each.text, reason=Reason(f"cell_{each.kind}")))
            if each.kind is CellKind.MERGED:
                self._merged.add(each.text)

    def _check_zeros(self, index: int, cell: str | Cell, zeros: "_Zeros") -> None:
        """Refuse a number among ids of which others begin with 0: perhaps it did so too."""
        if isinstance(cell, str):
            zeros.led = zeros.led or _LED(cell) is not None
        elif cell.kind is CellKind.WHOLE and not zeros.number:
            zeros.row, zeros.number = self.number, cell.text
        if zeros.led and zeros.number and not zeros.reported:
            zeros.reported = True
            error = UnfitCell(column=self.headers[index], value=zeros.number, reason=Reason("cell_zeros"))
            self.refuse(error, **self._at(zeros.row, index))


class _Cells(UserList[list[str]]):
    """The cells of rows that were read by columns, put together where they are asked for."""

    def __init__(self, table: Table, part: Batch) -> None:
        self.table = table
        self.part = part

    @cached_property
    def data(self) -> list[list[str]]:  # type: ignore[override]  # never set
        return [self.table.plain_cells(cells) for records in self.part.records() for _, cells in records]


_BETWEEN: Final = re.compile(r"""[,;\t"\r\n]""").split
"""What cuts a line of a text up, whatever stands between its cells."""

_LED: Final = re.compile(r"\s*0\d+\s*").fullmatch


@define
class _Zeros:
    """What was met in a column of ids: a number, and text that begins with 0."""

    row: int = 0
    number: str = ""
    led: bool = False
    reported: bool = False


_FIT_IDS: Final = {CellKind.WHOLE}
_FIT_WORDS: Final = set(CellKind) - {CellKind.FORMULA, CellKind.MERGED, CellKind.UNLABELLED}
"""The kinds of cells that are taken as they are shown, for an id and for a word: no word is a number or a date."""
