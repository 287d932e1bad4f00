"""A view as Markdown: words and tables alone, so that a word processor can be given it too."""

import re
from collections.abc import Iterator
from itertools import product, zip_longest
from typing import Final

from ckm_mo.views.blocks import Bars, Grid, Lines, Profiles, Title, View, bars_grid, facts_of, one_line

WIDEST: Final = 30
"""From how many letters on a column is given no more of the width."""

MARGINS: Final = 6
"""How many letters have room in the margins of a cell, which a word processor takes off its width."""


def to_markdown(view: View) -> str:
    """Write a view as Markdown, with everything in it escaped that Markdown would take for markup.

    A table is followed by its caption, as pandoc takes it: the titles that it stands under. Nothing is drawn.
    """
    return "\n".join(_markdown(view))


def _markdown(view: View) -> Iterator[str]:
    titles = ("", "")
    for before, block, after in zip([None, *view], view, [*view[1:], None], strict=False):
        if isinstance(block, Title):
            titles = (block.text, "") if block.level == 1 else (titles[0], block.text)
            yield f"{'#' * block.level} {_escaped(block.text)}\n"
        elif isinstance(block, Lines):
            yield (
                "\n\n".join(f"**{_escaped(line)}**" if block.strong else _escaped(line) for line in block.lines) + "\n"
            )
        elif isinstance(block, Profiles):
            yield _table(_profiles_grid(block), titles, ", ".join(label for label, *_ in block.dimensions))
        elif isinstance(block, Grid):
            yield _table(block, titles)
        elif not block.repeats:
            several = isinstance(before, Bars) or isinstance(after, Bars)
            yield _table(bars_grid(block), titles, block.heads[0] if several else "")


def _table(grid: Grid, titles: tuple[str, str], of: str = "") -> str:
    """Write a table, and its caption where it stands under a title."""
    caption = _escaped(". ".join(filter(None, (*titles, of))))
    return markdown_grid(grid) + (f"\n: {caption}\n" if any(titles) else "")


def markdown_grid(grid: Grid) -> str:
    """Write a grid as Markdown; the rule below its heads says how wide its columns are beside each other."""
    columns = [*zip_longest(grid.heads, *grid.rows, fillvalue="")]
    rules = []
    for index, cells in enumerate(columns):
        width = MARGINS + min(WIDEST, max(map(len, cells)))
        rules.append("-" * width + ":" * (index in grid.figures))
    heads, *rows = (
        f"| {' | '.join(_escaped(one_line(cell)) for cell in row)} |\n" for row in zip(*columns, strict=True)
    )
    return "".join(rows if grid.continued else (heads, f"| {' | '.join(rules)} |\n", *rows))


def _profiles_grid(block: Profiles) -> Grid:
    """Give the profiles as a grid that says in words how each stands."""
    (rows, *of_rows), *across = block.dimensions
    heads = (rows, *map(", ".join, product(*(outcomes for _, *outcomes in across))))
    cells = [": ".join(filter(None, (cell.code, facts_of(block, cell)))) for cell in block.cells]
    number = len(heads) - 1
    return Grid(heads, tuple((label, *cells[number * row :][:number]) for row, label in enumerate(of_rows)))


_MARKUP: Final = re.compile(r"(`[\w ./=-]+`)|([\\`*_{}\[\]<>#|!&~$^@]|-(?=-))")
"""A word that is set as code, which is left so, and what is markup otherwise."""


def _escaped(text: str) -> str:
    return _MARKUP.sub(lambda match: match[1] or rf"\{match[2]}", text)
