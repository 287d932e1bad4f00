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
    blocks = [block for block in view if not (isinstance(block, Bars) and block.repeats)]
    for before, block in zip([None, *blocks], blocks, strict=False):
        if apart(before, block):
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
        heads = [*map(one_line, grid.heads)]
        for row in grid.rows:
            cells = zip_longest(heads, map(one_line, row), fillvalue="")
            parts = (f"{head}: {cell}" if head else cell for head, cell in cells if cell)
            yield ("; " if heads else ": ").join(parts)
    else:
        for profile in block.cells:
            facts = facts_of(block, profile)
            yield f"{profile.code} ({profile.label}): {facts}." if facts else f"{profile.code}: {profile.label}."
