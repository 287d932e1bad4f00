"""What a view is made of: titles, sentences, grids, bars, and the profiles.

What writes them knows nothing of the format.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import field, frozen


@frozen
class Title:
    """A heading; the first of a view names it. What has an `anchor` can be linked to, and stands in the contents."""

    text: str
    level: int = 2
    anchor: str = ""


@frozen
class Lines:
    """Sentences, each on lines of its own. Those that matter most are `strong`, those beside the matter `quiet`."""

    lines: tuple[str, ...]
    strong: bool = False
    quiet: bool = False


@frozen
class Grid:
    """A table. Columns of figures are set right; `widths` fixes columns that must stay alike over several grids.

    A cell may have several lines, which Markdown writes as one. A grid that is
    `continued` goes on with the one before it, whose heads stand above both.
    Where it has many columns, a page sets only so many `together`, each time after
    the first, and below what has no room beside; 0 for all. Its `key` says in a word,
    the same in every language, what it is of.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    widths: Mapping[int, int] = field(factory=dict)
    continued: bool = False
    together: int = 0
    key: str = ""


@frozen
class Matrix(Grid):
    """A grid of counts, crossed. A page shades each by how many it is, and sets the last row and column apart.

    Args:
        counts: The figures of each row, as numbers.
    """

    counts: tuple[tuple[int, ...], ...] = ()


@frozen
class Bar:
    """One row of `Bars`.

    Args:
        label: What it is of.
        least: How many have it for certain: the full part.
        most: How many may have it, those included: up to here the light part.
        cells: The figures that are written beside it.
        interval: The limits for open answers and chance together, as shares of all; None where there are none.
    """

    label: str
    least: int
    most: int
    cells: tuple[str, ...]
    interval: tuple[float, float] | None = None


@frozen
class Bars:
    """Counts out of `n`, drawn from nothing to all: what is certain full, what is possible light.

    Args:
        heads: Of the label, and of each cell.
        rows: One for each thing that is counted.
        n: What the whole width stands for.
        legend: What the full and what the light part are, and what is left of the whole where that is something too;
            empty where an earlier block of the view has said it.
        notes: What the cells are, for where they stand by themselves; the view says it too.
        repeats: Whether a table of the view has the figures too; then they are left out where nothing is drawn.
        key: Says in a word, the same in every language, what they are of.
        whisker: What the line below a bar is, on a page; empty where the legend is.
        beside: Whether a page sets them beside others of which the same is so: small multiples.
    """

    heads: tuple[str, ...]
    rows: tuple[Bar, ...]
    n: int
    legend: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    repeats: bool = False
    key: str = ""
    whisker: str = ""
    beside: bool = False


@frozen
class Curve(Bars):
    """Bars of a number that grows with another: a page draws a curve, and writes the figures below it.

    Args:
        points: Both numbers, wherever the curve turns.
        marked: The point that is looked at.
    """

    points: tuple[tuple[int, int], ...] = ()
    marked: tuple[int, int] = (0, 0)


DECIDED: Final = "decided"
POSSIBLE: Final = "possible"
RULED_OUT: Final = "ruled_out"
STATES: Final = (DECIDED, POSSIBLE, RULED_OUT)
"""How a profile stands. A case has it, may have it or cannot; in a table one case has it, one may, or none can."""


@frozen
class ProfileCell:
    """A profile.

    Args:
        code: The profile's.
        label: The profile in words.
        state: One of `STATES`; empty where it has none.
        note: A short text below it, such as `6-21`; empty for none.
    """

    code: str
    label: str
    state: str
    note: str = ""


@frozen
class Profiles:
    """The profiles as the crossing of dimensions that they are: the first down, the others across.

    Args:
        dimensions: Two or more, each its label and its outcomes.
        cells: One for each crossing, the last dimension changing fastest, as in `PROFILES`.
        legend: What each state means here, in the order of `STATES`; empty where there is none.
    """

    dimensions: tuple[tuple[str, ...], ...]
    cells: tuple[ProfileCell, ...]
    legend: tuple[str, ...] = ()


Block = Title | Lines | Grid | Bars | Profiles

View = Sequence[Block]


def printable(text: str) -> str:
    """Escape what does not print in text from a table: control characters, and letters that show nothing."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)


def starred(text: str, *, star: bool) -> str:
    """Mark a text with a star: what it is about are so few cases that it can point to a person."""
    return f"{text} *" if star and text else text


def columns_of(grid: Grid, indices: Sequence[int]) -> Grid:
    """Give some of the columns of a grid."""
    heads, *rows = (tuple(row[index] for index in indices) for row in (grid.heads, *grid.rows))
    return Grid(heads, tuple(rows), frozenset(new for new, index in enumerate(indices) if index in grid.figures))


def divided(grid: Grid, number: int) -> list[Grid]:
    """Divide a grid into parts of so many columns, each after the first."""
    indices = range(len(grid.heads))
    return [columns_of(grid, (0, *indices[start : start + number])) for start in indices[1::number]]


def apart(before: Block | None, block: Block) -> bool:
    """Return whether a blank line stands between two blocks: everywhere but below a title."""
    return before is not None and (isinstance(block, Title) or not isinstance(before, Title))


def one_line(text: str) -> str:
    """Write a text of several lines on one."""
    return " ".join(line.strip() for line in text.split("\n"))


def facts_of(block: Profiles, cell: ProfileCell) -> str:
    """Say in words how a profile stands, where nothing is drawn; empty where there is nothing to say."""
    meanings = dict(zip(STATES, block.legend, strict=True)) if block.legend else {}
    return ", ".join(filter(None, (meanings.get(cell.state), cell.note)))


def bars_grid(bars: Bars) -> Grid:
    """Give the figures of bars as a grid, where nothing is drawn."""
    rows = tuple((bar.label, *bar.cells) for bar in bars.rows)
    return Grid(bars.heads, rows, frozenset(range(1, len(bars.heads))), key=bars.key)


def figures_beside(bars: Bars, bar: Bar) -> str:
    """Write the figures of a bar, each after its head; those that are empty are left out."""
    cells = zip(bars.heads[1:], bar.cells, strict=True)
    return "; ".join(f"{head}: {cell}" for head, cell in cells if cell)
