"""What a view is made of, and how it is written to a terminal and as Markdown.

A view is a list of blocks: titles, sentences, grids. What writes them knows nothing
of the format.
"""

import io
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

if TYPE_CHECKING:
    from rich.table import Table as RichTable

NARROWEST: Final = 20
"""The narrowest terminal that is written for."""


@frozen
class Title:
    """A heading; the first of a view names it."""

    text: str
    level: int = 2


@frozen
class Lines:
    """Sentences, each on lines of its own. Those that matter most are `strong`, those beside the matter `quiet`."""

    lines: tuple[str, ...]
    strong: bool = False
    quiet: bool = False


@frozen
class Grid:
    """A table. Columns of figures are set right; `widths` fixes columns that must stay alike over several grids.

    A cell may have several lines, which Markdown writes as one.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    widths: Mapping[int, int] = field(factory=dict)


Block = Title | Lines | Grid
View = Sequence[Block]


def printable(text: str) -> str:
    """Escape what does not print in text from a table: control characters, and letters that show nothing."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)


def to_terminal(view: View, *, width: int, colour: bool) -> str:
    """Write a view for a terminal, or for a file that people read.

    Args:
        view: The blocks.
        width: Of the terminal, in columns.
        colour: Whether it shows styles.
    """
    from rich.console import Console  # noqa: PLC0415 - a machine format does not pay for it
    from rich.text import Text  # noqa: PLC0415 - likewise

    file = io.StringIO()
    console = Console(
        file=file,
        width=max(width, NARROWEST),
        force_terminal=colour,
        color_system="standard" if colour else None,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    for place, block in enumerate(view):
        if isinstance(block, Grid):
            console.print(_rich_table(block))
        elif isinstance(block, Title):
            if place:
                console.print()
            console.print(Text(block.text, "bold underline" if block.level == 1 else "bold"))
        else:
            for line in block.lines:
                console.print(Text(line, "bold" if block.strong else "dim" if block.quiet else ""))
        if isinstance(block, Lines | Grid) and place + 1 < len(view) and not isinstance(view[place + 1], Title):
            console.print()
    lines = (line.rstrip() for line in file.getvalue().splitlines())
    return "\n".join(lines) + "\n"


def _rich_table(grid: Grid) -> "RichTable":
    from rich.table import Table as RichTable  # noqa: PLC0415 - a machine format does not pay for it
    from rich.text import Text  # noqa: PLC0415 - likewise

    table = RichTable(box=None, show_header=bool(grid.heads), pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for place in range(len(grid.heads or grid.rows[0] if grid.rows else grid.heads)):
        justify: Any = "right" if place in grid.figures else "left"
        head = grid.heads[place] if grid.heads else ""
        table.add_column(
            Text(head), justify=justify, width=grid.widths.get(place), overflow="fold", no_wrap=place in grid.figures
        )
    for row in grid.rows:
        table.add_row(*(Text(cell, overflow="fold") for cell in row))
    return table


def to_plain(view: View) -> str:
    """Write a view without layout, one thing a line, for a screen reader: each cell says what column it is of."""
    lines: list[str] = []
    for block in view:
        if isinstance(block, Title):
            lines += [*([""] if lines else ()), block.text]
        elif isinstance(block, Lines):
            lines += block.lines
        else:
            for row in block.rows:
                pairs = zip(block.heads or ("",) * len(row), row, strict=True)
                cells = [f"{head}: {cell}" if head else cell for head, cell in pairs if cell]
                lines.append("; ".join(cells) if block.heads else ": ".join(cells))
    return "".join(f"{' '.join(line.split())}\n" for line in lines)


def to_markdown(view: View) -> str:
    """Write a view as Markdown, with everything in it escaped that Markdown would take for markup."""
    parts = []
    for block in view:
        if isinstance(block, Title):
            parts.append(f"{'#' * block.level} {_escaped(block.text)}\n")
        elif isinstance(block, Lines):
            parts.append(
                "\n\n".join(f"**{_escaped(line)}**" if block.strong else _escaped(line) for line in block.lines) + "\n"
            )
        else:
            parts.append(markdown_grid(block))
    return "\n".join(parts)


def markdown_grid(grid: Grid) -> str:
    """Write a grid as Markdown; without heads it continues the grid before it."""
    heads = grid.heads or ("",) * (len(grid.rows[0]) if grid.rows else 0)
    rules = ["---:" if place in grid.figures else "---" for place in range(len(heads))]
    rows = [heads, rules, *grid.rows] if not grid.widths or grid.heads else grid.rows
    return "".join(f"| {' | '.join(map(_cell, row))} |\n" for row in rows)


def _cell(text: str) -> str:
    return text if set(text) <= set("-:") else _escaped(text.replace("\n", " "))


_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|!&~$^])")


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
