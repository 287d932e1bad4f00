"""A view as Markdown."""

import re
from itertools import product
from typing import Final

from ckm_mo.views.blocks import Bars, Block, Grid, Lines, Profiles, Title, View, one_line
from ckm_mo.views.marks import BLOCKS, legend, marked

MARKDOWN_BAR: Final = 20


def to_markdown(view: View) -> str:
    """Write a view as Markdown, with everything in it escaped that Markdown would take for markup."""
    return "\n".join(map(_markdown, view))


def _markdown(block: Block) -> str:
    if isinstance(block, Title):
        return f"{'#' * block.level} {_escaped(block.text)}\n"
    if isinstance(block, Lines):
        return "\n\n".join(f"**{_escaped(line)}**" if block.strong else _escaped(line) for line in block.lines) + "\n"
    if isinstance(block, Bars):
        return _markdown_bars(block)
    if isinstance(block, Profiles):
        return _markdown_profiles(block)
    return markdown_grid(block)


def markdown_grid(grid: Grid) -> str:
    """Write a grid as Markdown."""
    heads = grid.heads or ("",) * max(map(len, grid.rows), default=0)
    rules = ["---:" if place in grid.figures else "---" for place in range(len(heads))]
    rows = grid.rows if grid.continued else (heads, rules, *grid.rows)
    return "".join(f"| {' | '.join(map(_cell, row))} |\n" for row in rows)


def _markdown_bars(bars: Bars) -> str:
    rows = tuple((row.label, *row.cells, BLOCKS.bar(row, bars.n, MARKDOWN_BAR)) for row in bars.rows)
    grid = markdown_grid(Grid((*bars.heads, ""), rows, frozenset(range(1, len(bars.heads)))))
    return grid + (f"\n{legend((BLOCKS.full, BLOCKS.light), bars.legend)}\n" if bars.legend else "")


def _markdown_profiles(block: Profiles) -> str:
    (rows, *of_rows), *across = block.dimensions
    heads = (rows, *map(", ".join, product(*(outcomes for _, *outcomes in across))))
    number = len(heads) - 1
    cells = [f"{marked(place, BLOCKS)} {place.note}".strip() for place in block.places]
    table = tuple((outcome, *cells[number * place :][:number]) for place, outcome in enumerate(of_rows))
    grid = markdown_grid(Grid(heads, table))
    return grid + (f"\n{legend(BLOCKS.states.values(), block.legend)}\n" if block.legend else "")


def _cell(text: str) -> str:
    return text if set(text) <= set("-:") else _escaped(one_line(text))


_MARKUP: Final = re.compile(r"(`[\w ./=-]+`)|([\\`*_{}\[\]<>#|!&~$^])")
"""A word that is set as code, which is left so, and what is markup otherwise."""


def _escaped(text: str) -> str:
    return _MARKUP.sub(lambda found: found[1] or rf"\{found[2]}", text)
