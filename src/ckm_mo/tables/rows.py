"""Rows: what is coded in each, parsed once for all rows that are coded alike.

Most rows of real tables are coded like a row before them. So what is coded in a
row is parsed once for each distinct text, and the text of the line itself is
looked up where that can be: what stands before and behind the coded columns is
cut off, and lines with a quotation mark or an apostrophe go to `csv`. A file that
stores columns gives each combination of what is coded once.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import getitem, itemgetter
from typing import Any, Final, Generic, NamedTuple, Protocol, TypeVar

from ckm_mo.answers import leaves
from ckm_mo.cases import UNCODED, Case, about, known, parse, token
from ckm_mo.codebook import CODED, IDENTIFIERS, PARTS, Role, Variable
from ckm_mo.errors import DataError, InvalidAnswer, MissingId, RepeatedId, WrongWidth

MOST_PIECES: Final = 1 << 10
"""How many distinct texts of the columns about one thing are remembered."""

MOST_REMEMBERED: Final = 1 << 14
"""How many distinct texts of coded columns are remembered."""

T = TypeVar("T")

_CASE_ID, _, _OFFENDER, _VICTIM = (variable.key for variable in IDENTIFIERS)

_PART: Final[Mapping[Variable | None, int]] = {each: place for place, part in enumerate(PARTS) for each in part}
"""Which part of a case a variable is about."""


class Batch(NamedTuple):
    """Some rows of a table, column by column.

    Args:
        values: What the view made of each row's coded columns.
        case_ids: Their ids.
        offenders: Their offenders; empty names where there are none.
        numbers: Of the rows, as a spreadsheet numbers them.
        records: Each as it stood: a line, or its cells.
    """

    values: list[Any]
    case_ids: list[str]
    offenders: list[str]
    numbers: Sequence[int]
    records: Sequence[str | list[str]]

    @classmethod
    def of(cls, rows: Iterable[tuple[Any, str, str, int, str | list[str]]]) -> "Batch":
        """Put rows together: of each its value, its id, its offender, its number and its record."""
        return cls(*map(list, zip(*rows, strict=True))) if (rows := list(rows)) else cls([], [], [], [], [])


class Owner(Protocol):
    """The table that rows are of, as far as they need it; see `Table`."""

    headers: tuple[str, ...]
    variables: tuple[Variable | None, ...]
    separator: str
    empty: str
    number: int
    repeated_victims: int

    def refuse(self, error: DataError, **place: object) -> None:
        """Gather an error."""

    def record(self, line: str, lines: Iterable[str] = ()) -> list[str]:
        """Read the record that begins with a line."""


class Rows(Generic[T]):
    """Reads the rows of one table, as its header lays them out.

    Args:
        table: Whose they are.
        view: What to make of a row's coded columns.
        seen: The ids of the cases so far; added to.
        victims: The victims so far; added to.
        grouped: Whether the text of the coded columns is put together so that those about one thing stand together.
    """

    def __init__(
        self, table: Owner, view: Callable[[Case], T], seen: set[str], victims: set[str], *, grouped: bool = False
    ) -> None:
        """Look where its columns stand."""
        self.table = table
        self.view = view
        self.seen = seen
        self.victims = victims
        self.remembered: dict[object, T] = {}
        found = [(place, variable) for place, variable in enumerate(table.variables) if variable]
        at = {variable.key: place for place, variable in found}
        self.case_id, self.offender, self.victim = (at.get(key) for key in (_CASE_ID, _OFFENDER, _VICTIM))
        self.coded = [place for place, variable in found if variable in CODED]
        self.variables = [variable for _, variable in found if variable in CODED]
        self.together = sorted(self.coded, key=lambda place: _PART[table.variables[place]]) if grouped else self.coded
        self.pieces = _Pieces([each for place in self.together if (each := table.variables[place])], table)
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
        values = self.looked_at(texts)
        first = self.table.number + 1
        return None if values is None else self.accepted(values, names, range(first, first + len(lines)), lines)

    def accepted(
        self,
        values: list[T],
        names: Sequence[Sequence[str]] | Mapping[int, Sequence[str]],
        numbers: Sequence[int],
        records: Sequence[Any],
    ) -> Batch | None:
        """Take rows of which all else is in order, if their ids are new.

        Args:
            values: What the view makes of them.
            names: The columns of names, by their place.
            numbers: Of the rows, of which there is one at least.
            records: The rows as they stand.
        """
        case_ids = list(map(str.strip, names[self.case_id or 0]))
        new = set(case_ids)
        if len(new) < len(case_ids) or "" in new or not self.seen.isdisjoint(new):
            return None
        self.seen |= new
        if self.victim is not None:
            self.meet(map(str.strip, names[self.victim]))
        offenders = [""] * len(case_ids) if self.offender is None else list(map(str.strip, names[self.offender]))
        self.table.number = numbers[-1]
        return Batch(values, case_ids, offenders, numbers, records)

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
        return Batch.of(filter(None, self.each(lines)))

    def each(self, lines: list[str]) -> Iterator[tuple[T, str, str, int, list[str]] | None]:
        """Read lines one by one: a row, or None where it is blank or anything is wrong with it."""
        rest = iter(lines)
        for line in rest:
            self.table.number += 1
            cells = self.table.record(line, rest)
            yield self.one(cells) if any(map(str.strip, cells)) else None

    def one(self, cells: list[str]) -> tuple[T, str, str, int, list[str]] | None:
        """Read one record: give the row, or gather all that is wrong with it."""
        table = self.table
        if len(cells) != len(table.headers):
            table.refuse(WrongWidth(expected=len(table.headers), found=len(cells)))
            return None
        value = self.value(cells)
        case_id = "" if self.case_id is None else cells[self.case_id]
        if self.case_id is None:
            return None
        if not case_id:
            table.refuse(MissingId(column=table.headers[self.case_id]))
        elif case_id in self.seen:
            table.refuse(RepeatedId(column=table.headers[self.case_id], value=case_id))
        else:
            self.seen.add(case_id)
            self.meet([] if self.victim is None else [cells[self.victim]])
            if value is not None:
                offender = "" if self.offender is None else cells[self.offender]
                return value, case_id, offender, table.number, cells
        return None

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

    def __init__(self, variables: Sequence[Variable], table: Owner) -> None:
        runs = [(place, len([*run])) for place, run in groupby(variables, _PART.__getitem__)]
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
            return _Piece(place, [each for each in variables if _PART[each] == place], table, follows)

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

    def __init__(self, place: int, variables: Sequence[Variable], table: Owner, follows: Callable[[Any], Any]) -> None:
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
        answer = token(self.variable, cell, self.empty)
        if isinstance(answer, InvalidAnswer):
            raise answer
        if len(self) < MOST_PIECES:
            self[cell] = answer
        return answer
