"""Fictional tables, drawn by a number: what is to be written through every door, and what must come out again.

Cells are text, whole numbers, numbers, truth, dates, or nothing. A table may have cells that are to be refused.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from attrs import evolve, frozen

import oracle
from ckm_mo.codebook import (
    CODED,
    CODED_DIMENSIONS,
    CONTEXT,
    EXPLOITATION_BEGAN,
    IDENTIFIERS,
    NOT_CODED,
    READING,
    YES_NO,
    Variable,
    takes,
)
from spaces import TRIPLES

Cell = str | int | float | bool | date | None

LONG = "lang en breed, een één tekst; " * 400
"""A text longer than a kind of file holds without more ado."""

TEXTS = (
    "x",
    "één; twee",
    'she said "no"',
    "two\nlines\n\nand four",
    " blank before",
    "a,b;c\td",
    "0012",
    "1.0",
    "TRUE",
)
SPELLINGS = (str.lower, str.upper, str.title)
JOINTS = ("_", "-", " ", "  ", " - ")
AROUND = ("", "", " ", "  ")
WRONG: dict[str, tuple[Cell, ...]] = {
    "answer": ("misspelt", "yess", 1, 0, 2.5, date(2024, 1, 31), "2024-01-31", "1"),
    "id": (7.5, date(2024, 1, 31)),
}
"""What is refused where an answer belongs, and where an id does."""


@frozen
class Column:
    """A column: its name, as it is spelt, its cells, and the variable that it is; None for one of one's own."""

    name: str
    cells: tuple[Cell, ...]
    variable: Variable | None = None

    @property
    def key(self) -> str:
        """The name that fits every kind of file."""
        return self.variable.key if self.variable else self.name

    @property
    def types(self) -> set[type]:
        """What its cells are."""
        return {type(cell) for cell in self.cells if cell is not None}


@frozen
class Table:
    """A table, and what it says.

    Args:
        columns: What is to be written.
        said: For each row the answers, by key; what is not coded is left out.
        spoilt: The row, from 0, and the key of each cell that is no answer where one belongs.
    """

    columns: tuple[Column, ...]
    said: tuple[dict[str, str], ...]
    spoilt: frozenset[tuple[int, str]] = frozenset()

    @property
    def names(self) -> list[str]:
        """The header."""
        return [column.name for column in self.columns]

    @property
    def rows(self) -> list[list[Cell]]:
        """The rows."""
        return [list(row) for row in zip(*(column.cells for column in self.columns), strict=True)]

    @property
    def ids(self) -> list[dict[str, str]]:
        """The ids, row by row, by key."""
        ids = [column for column in self.columns if column.variable in IDENTIFIERS]
        return [{column.key: text(column.cells[row]) for column in ids} for row in range(len(self.said))]

    @property
    def own(self) -> list[dict[str, str]]:
        """The text of the columns that are not variables, row by row."""
        own = [column for column in self.columns if column.variable is None]
        return [{column.name: text(column.cells[row]) for column in own} for row in range(len(self.said))]

    @property
    def wrong(self) -> set[tuple[int, str]]:
        """The row, from 0, and the name of the column of each cell that is to be refused."""
        return {
            (row, column.name.strip())
            for column in self.columns
            for row, cell in enumerate(column.cells)
            if (row, column.key) in self.spoilt
            or (column.variable in IDENTIFIERS and not isinstance(cell, str | int | None))
        }

    def changed(self, change: Callable[[Column], Column]) -> "Table":
        """Give it with other columns that say the same."""
        return evolve(self, columns=tuple(map(change, self.columns)))


def in_words(column: Column) -> Column:
    """Put words where there is truth among answers."""
    words = {True: "yes", False: "nee"}
    cells = (words[cell] if isinstance(cell, bool) else cell for cell in column.cells)
    return evolve(column, cells=tuple(cells)) if column.variable else column


def as_text(column: Column) -> Column:
    """Put text in all cells."""
    return evolve(column, cells=tuple(map(text, in_words(column).cells)))


def uniform(column: Column) -> Column:
    """Put text in all cells that have something in them, where these are not all of one type."""
    if len(column.types) < 2:
        return column
    return evolve(column, cells=tuple(None if cell is None else text(cell) for cell in in_words(column).cells))


def plainly_named(column: Column) -> Column:
    """Give it the name that fits every kind of file."""
    return evolve(column, name=column.key)


def narrowed(table: Table) -> Table:
    """Leave out what no verdict for any period needs, but for what is of one's own."""
    kept = {*oracle.VARIABLES, *(variable.key for variable in IDENTIFIERS)}
    return Table(
        tuple(column for column in table.columns if column.variable is None or column.key in kept),
        tuple({key: each for key, each in said.items() if key in kept} for said in table.said),
        frozenset((row, key) for row, key in table.spoilt if key in kept),
    )


def text(cell: Cell) -> str:
    """Write a cell as a table of text has it."""
    if cell is None:
        return ""
    return str(cell).upper() if isinstance(cell, bool) else str(cell)


def drawn(seed: int) -> Table:
    """Draw a table; in one of three something is wrong."""
    draw = Random(seed)  # noqa: S311 - no secret
    size = draw.randint(1, 8)
    said = [answers(draw) for _ in range(size)]
    ids = identifiers(draw, size)
    columns = [spelt(draw, variable, [row.get(variable.key, "") for row in said]) for variable in CODED]
    columns = [column for column in columns if any(column.key in row for row in said) or draw.random() < 0.1]
    columns += ids + own(draw, size)
    draw.shuffle(columns)
    table = Table(tuple(columns), tuple(said))
    return table if seed % 3 else spoilt(draw, table)


def spoilt(draw: Random, table: Table) -> Table:
    """Put some cells that are to be refused into a table."""
    columns, wrong = list(table.columns), set[tuple[int, str]]()
    for _ in range(draw.randint(1, 3)):
        place = draw.choice([each for each, column in enumerate(columns) if column.variable])
        column, row = columns[place], draw.randrange(len(table.said))
        variable = column.variable
        cells = list(column.cells)
        cells[row] = draw.choice(WRONG["answer" if variable and variable.values else "id"])
        columns[place] = evolve(column, cells=tuple(cells))
        if variable and variable.values:
            wrong.add((row, column.key))
    return evolve(table, columns=tuple(columns), spoilt=frozenset(wrong))


def answers(draw: Random) -> dict[str, str]:
    """Draw answers that do not contradict each other."""
    said = {variable.key: answer(draw, variable) for variable in (*CODED_DIMENSIONS, EXPLOITATION_BEGAN)}
    attempt = said["exploitation_began"] == "no"
    for means in oracle.MEANS:
        fitting = [each for each in TRIPLES if oracle.means_as_read(*each, attempt=attempt, reading="open")]
        keys = (means, f"recruitment_{means}", f"exploitation_{means}")
        said |= zip(keys, draw.choice(fitting), strict=True)
    said[READING.key] = draw.choice([NOT_CODED, "open", "closed"])
    said |= {variable.key: answer(draw, variable) for variable in draw.sample(CONTEXT, 4)}
    return {key: each for key, each in said.items() if each != NOT_CODED}


def answer(draw: Random, variable: Variable) -> str:
    """Draw an answer."""
    keys = [value.key for value in variable.values]
    if variable.several and draw.random() < 0.5:
        chosen = draw.sample(keys, draw.randint(1, len(keys)))
        return ";".join(key for key in keys if key in chosen)
    return draw.choice([value.key for value in takes(variable)])


def spelt(draw: Random, variable: Variable, said: Sequence[str]) -> Column:
    """Spell a column of answers, in either language, or as truth where that can be."""
    name = respelt(draw, draw.choice([variable.key, variable.dutch]))
    if variable.values == YES_NO and set(said) <= {"yes", "no", ""} and draw.random() < 0.5:
        return Column(name, tuple({"yes": True, "no": False, "": None}[each] for each in said), variable)
    words = {value.key: (value.key, value.dutch, *value.others) for value in takes(variable)}
    blank = ["", " ", None] if variable is READING else ["", " ", None, NOT_CODED, "Niet gecodeerd"]
    cells: list[Cell] = [
        ";".join(respelt(draw, draw.choice(words[one])) for one in each.split(";")) if each else draw.choice(blank)
        for each in said
    ]
    return Column(name, tuple(cells), variable)


def respelt(draw: Random, word: str) -> str:
    """Spell a word otherwise."""
    around = draw.choice(AROUND)
    return around + draw.choice(SPELLINGS)(word).replace("_", draw.choice(JOINTS)) + around


def identifiers(draw: Random, size: int) -> list[Column]:
    """Draw columns of ids: text, with leading zeros, or whole numbers."""
    case_id, investigation, *people = IDENTIFIERS
    forms = (lambda number: f"case {number}", lambda number: f"{number:05}", lambda number: 1000 + number)
    form = draw.choice(forms)
    columns = [Column(respelt(draw, case_id.key), tuple(map(form, range(size))), case_id)]
    for variable in (investigation, *people):
        form = draw.choice(forms)
        cells = tuple(draw.choice([form(draw.randrange(10**6)), None]) for _ in range(size))
        columns += [Column(variable.dutch, cells, variable)] * draw.randint(0, 1)
    return columns


def own(draw: Random, size: int) -> list[Column]:
    """Draw columns of one's own."""

    def column(name: str, some: Iterator[Cell]) -> Column:
        return Column(name, tuple(next(some) for _ in range(size)))

    def of(cell: Any) -> Iterator[Cell]:
        while True:
            yield draw.choice([cell(), cell(), None])

    first = date(1990, 1, 1)
    columns = [
        column("remark", of(lambda: draw.choice(TEXTS))),
        column("bron", of(lambda: draw.choice([LONG, "", "kort"]))),
        column("jaar", of(lambda: draw.randint(1990, 2030))),
        column("amount", of(lambda: draw.randint(1, 999) + draw.choice([0.5, 0.25]))),
        column("datum", of(lambda: first + timedelta(days=draw.randrange(15000)))),
        column("gezien", of(lambda: draw.random() < 0.5)),
        Column("leeg", (None,) * size),
    ]
    return draw.sample(columns, draw.randint(0, len(columns)))
