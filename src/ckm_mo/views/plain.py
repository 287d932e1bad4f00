"""A view for a screen reader: one thing a line, nothing set in columns, nothing drawn."""

from collections.abc import Iterator
from itertools import zip_longest

from ckm_mo.views.blocks import Bars, Block, Grid, Lines, Title, View, apart, bars_grid, facts_of, one_line
from ckm_mo.views.marks import dashed


def to_plain(view: View, encoding: str = "utf-8") -> str:
    """Write a view for a screen reader: one thing a line, nothing set in columns, nothing drawn.

    Args:
        view: The blocks.
        encoding: What the terminal can show.
    """
    parts: list[str] = []
    for place, block in enumerate(view):
        if apart(view[place - 1] if place else None, block):
            parts.append("")
        parts += _plain(block)
    return dashed("\n".join(parts), encoding) + "\n"


def _plain(block: Block) -> Iterator[str]:
    if isinstance(block, Title):
        yield block.text
    elif isinstance(block, Lines):
        yield from block.lines
    elif isinstance(block, Grid | Bars):
        grid = bars_grid(block) if isinstance(block, Bars) else block
        for row in grid.rows:
            cells = zip_longest(grid.heads, map(one_line, row), fillvalue="")
            if grid.heads:
                yield "; ".join(f"{head}: {cell}" for head, cell in cells if cell)
            else:
                yield ": ".join(cell for _, cell in cells if cell)
    else:
        for place in block.places:
            facts = facts_of(block, place)
            yield f"{place.code} ({place.label}): {facts}." if facts else f"{place.code}: {place.label}."
