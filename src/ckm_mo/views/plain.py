"""A view for a screen reader: one thing a line, nothing set in columns, nothing drawn."""

from collections.abc import Iterator
from itertools import zip_longest

from ckm_mo.views.blocks import Bars, Block, Grid, Lines, Title, View, apart, facts_of, figures_beside, one_line
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
    elif isinstance(block, Grid):
        for row in block.rows:
            cells = zip_longest(block.heads, map(one_line, row), fillvalue="")
            if block.heads:
                yield "; ".join(f"{head}: {cell}" for head, cell in cells if cell)
            else:
                yield ": ".join(cell for _, cell in cells if cell)
    elif isinstance(block, Bars):
        for bar in block.rows:
            figures = (f"{figure[0].lower()}{figure[1:]}" for figure in figures_beside(block, bar, " "))
            yield f"{block.heads[0]}: {bar.label}: {', '.join(figures)}."
    else:
        for place in block.places:
            facts = facts_of(block, place)
            yield f"{place.code} ({place.label}): {facts}." if facts else f"{place.code}: {place.label}."
