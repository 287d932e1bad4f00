"""Cells as files hold them: text, or something else, which must not pass for text unseen."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from math import isnan
from typing import Any, Final, NamedTuple

from ckm_mo.tables.files import LONGEST_LINE

MOST_DISTINCT: Final = 1 << 16
"""How many distinct pieces of a file are remembered, most of which come again and again, with what they are."""

CELL_SIZE: Final = 64
"""How many bytes a cell takes besides its text, more or less."""

MOST_DIGITS: Final = 10**15
"""Below what a number of a spreadsheet or of SPSS is exact to the last digit."""

FALSE: Final = "FALSE"
"""How a spreadsheet shows that something is not so."""


class CellKind(StrEnum):
    """What a cell is that is not text."""

    WHOLE = "whole"
    """A whole number, shown as one."""
    NUMBER = "number"
    """A number that is not whole, or too large, or shown otherwise, perhaps with leading zeros."""
    TRUTH = "truth"
    DATE = "date"
    ERROR = "error"
    """An error value, such as #N/A."""
    FORMULA = "formula"
    """A formula whose outcome is not in the file."""
    MERGED = "merged"
    """A cell that is merged with others of which the first has the value; its text names them all."""
    MISSING = "missing"
    """A value that the file declares as missing, shown as its label."""
    UNLABELLED = "unlabelled"
    """A text that it declares as missing, and that has no label."""
    SHARED = "shared"
    """A label that several values have."""
    OTHER = "other"


class Cell(NamedTuple):
    """A cell that is not text: how it is shown, and what it is."""

    text: str
    kind: CellKind


Record = tuple[int, list[str | Cell]]
"""A row: its number, as the program that the file is from numbers it, and its cells."""


class Batch:
    """Some rows of a file, of which those that are alike are looked at once.

    Args:
        rows: As they are numbered.
    """

    mixed = True
    """Whether a column may hold text in one row and a number in another."""

    lines: Sequence[str] = ()
    """The rows as they stand in a text, each a line."""

    def __init__(self, rows: list[Record]) -> None:
        self.rows = rows

    @property
    def plain(self) -> bool:
        """Whether no row needs to be looked at: all cells are text that any may have, and no row is too long."""
        try:
            lines = ["".join(cells) for _, cells in self.rows]  # type: ignore[arg-type]  # else there is an error
        except TypeError:
            return False
        return max(map(len, lines)) <= LONGEST_LINE and not any("\0" in line for line in lines)

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of the rows, of which there is one at least."""
        return [number for number, _ in self.rows]

    def texts(self, index: int) -> list[str] | None:
        """Give the cells of a column; None where they are not all text, whole numbers or empty."""
        return [cells[index] for _, cells in self.rows]  # type: ignore[misc]  # where all is plain

    def values(
        self,
        indexes: Sequence[int],
        word: Callable[[int, str | Cell], str | None],
        look: Callable[[Sequence[Any]], list[Any] | None],
    ) -> list[Any] | None:
        """Give what is seen of some columns in each row; each combination of their cells is looked at once.

        Args:
            indexes: Of the columns.
            word: What takes a cell of a column for a word.
            look: What gives what is seen of some combinations of words; None where one is not in order.
        """
        columns, which = self.combined(indexes)
        words = [[word(index, each) for each in cells] for index, cells in zip(indexes, columns, strict=True)]
        values = None if any(None in each for each in words) else look(list(zip(*words, strict=True)))
        return None if values is None else [values[each] for each in which]

    def combined(self, indexes: Sequence[int]) -> tuple[list[list[str | Cell]], list[int]]:
        """Give each combination of the cells of some columns once, column by column, and which of them each row has."""
        codes: dict[tuple[str | Cell, ...], int] = {}
        which = [codes.setdefault(tuple(map(cells.__getitem__, indexes)), len(codes)) for _, cells in self.rows]
        return [*map(list, zip(*codes, strict=True))], which

    def records(self) -> Iterator[list[Record]]:
        """Give the rows, some at a time."""
        yield self.rows


class SourceRows(NamedTuple):
    """The rows of a file that is not text.

    Args:
        heads: The header.
        row: The number of the row that it stands in; 0 where it stands in none.
        batches: The rows below it, some at a time.
        separator: What stands between the cells of a text, of which some have an apostrophe before them; empty where
            it is none.
        lettered: Whether a cell has a name, such as B7, and which column is the first; 0 where it has none.
        stated: How many rows are still to be read, as far as the file states that; 0 where all are there.
    """

    heads: tuple[str, ...]
    row: int
    batches: Iterator[Batch]
    lettered: int = 0
    stated: int = 0
    separator: str = ""


def cell_of(value: object) -> str | Cell:
    """Take a value as what it is; what is missing is an empty cell.

    Numbers and truth are shown as a spreadsheet does where nothing else is
    asked of it, dates by year, month and day, so that none is mistaken.
    """
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < MOST_DIGITS:
        return Cell(str(int(value)), CellKind.WHOLE)
    kind = next((kind for types, kind in _kinds() if isinstance(value, types)), CellKind.OTHER)
    return Cell(str(value).upper() if kind is CellKind.TRUTH else str(value), kind)


@cache
def _kinds() -> tuple[tuple[tuple[type, ...], CellKind], ...]:
    """Say what the values of which types are: the first that fits."""
    from datetime import date, time, timedelta  # noqa: PLC0415 - text needs none of it
    from decimal import Decimal  # noqa: PLC0415 - as above

    return (
        ((bool,), CellKind.TRUTH),
        ((int,), CellKind.WHOLE),
        ((float, Decimal), CellKind.NUMBER),
        ((date, time, timedelta), CellKind.DATE),
    )


def head(value: str | Cell) -> str:
    """Take a cell as a header or an id: as it is shown, and as none where it is merged with the one before."""
    return value if isinstance(value, str) else "" if value.kind is CellKind.MERGED else value.text


def cell_name(row: int, column: int) -> str:
    """Name a cell as a spreadsheet does: row 7 and column 2 are B7, row 7 and column 27 are AA7."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
