"""A view on a terminal, or in a file that people read."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from math import sqrt
from textwrap import TextWrapper
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table as RichTable
from ckm_mo.views.blocks import (
    DECIDED,
    Bars,
    Block,
    Grid,
    Lines,
    Profiles,
    Title,
    View,
    apart,
    figures_beside,
    one_line,
)
from ckm_mo.views.marks import BETWEEN, Marks, dashed, legend, marked, marks_of

NARROWEST: Final = 20
"""The narrowest terminal that is written for."""


GAP: Final = 2
"""Between columns; one where room is scarce."""


INDENT: Final = "  "


READABLE: Final = 16
"""How wide a column of text is at least, if not all words have room."""


NARROW: Final = 60
"""In narrower terminals no word of a grid is broken: its rows are stacked instead."""


HEAD: Final = "underline"
"""The style of the heads of columns: a rule below them, in the terminal's own colour."""


NARROWEST_BAR: Final = 10


WIDEST_BAR: Final = 40


WIDEST_LABEL: Final = 26
"""Of a label that has its bar beside it, before it is broken."""


NO_BARS: Final = 40
"""Up to which width there are figures only."""


def to_terminal(view: View, *, width: int, colour: bool, encoding: str = "utf-8") -> str:
    """Write a view for a terminal, or for a file that people read.

    Args:
        view: The blocks.
        width: Of the terminal, in columns.
        colour: Whether it shows styles.
        encoding: What it can show.
    """
    from rich.console import Console  # noqa: PLC0415 - a machine format does not pay for it

    file = io.StringIO()
    width = max(width, NARROWEST)
    console = Console(
        file=file,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    marks = marks_of(encoding)
    blocks = iter(view)
    before: Block | None = None
    for _, run in groupby(view, type):
        for parts in _drawn([*run], width, marks):
            block = next(blocks)
            if apart(before, block):
                console.print()
            for part in parts:
                console.print(part)
            before = block
    lines = (line.rstrip() for line in file.getvalue().splitlines())
    return dashed("\n".join(lines), encoding) + "\n"


def _drawn(blocks: Sequence[Any], width: int, marks: Marks) -> "Iterator[Iterable[RenderableType]]":
    """Draw blocks of one kind that follow each other, so that bars can be compared."""
    from rich.text import Text  # noqa: PLC0415 - a machine format does not pay for it

    for block in blocks:
        if isinstance(block, Grid) and (columns := _columns(block, width)):
            widths, gap = columns
            signed = [-each if place in block.figures else each for place, each in enumerate(widths)]
            heads = [] if block.continued else [*_heads(block.heads, signed, gap)]
            yield [*(Text(line, style) for line, style in heads), _rich_table(block, widths, gap)]
        else:
            if isinstance(block, Title):
                lines = [(block.text, "bold underline" if block.level == 1 else "bold")]
            elif isinstance(block, Lines):
                lines = [(line, "bold" if block.strong else "dim" if block.quiet else "") for line in block.lines]
            elif isinstance(block, Grid):
                lines = [*_stacked(block, width)]
            elif isinstance(block, Bars):
                lines = [*_drawn_bars(block, _Layout.of(blocks, width), width, marks)]
            else:
                lines = [*_drawn_profiles(block, width, marks)]
            drawn = [Text(line, style) for line, style in lines]
            if isinstance(block, Profiles):
                for line in drawn:
                    line.highlight_regex(rf"{marks.states[DECIDED]} \S+", "bold")
            yield drawn


Styled = tuple[str, str]
"""A line and its style."""


def _longest(texts: Iterable[str]) -> int:
    return max(map(len, texts), default=0)


def _widest(texts: Iterable[str]) -> int:
    from rich.cells import cell_len  # noqa: PLC0415 - a machine format does not pay for it

    return max(map(cell_len, texts), default=0)


def _parts(word: str) -> list[str]:
    """Say where a word may be broken: after an underscore."""
    return re.findall("[^_]*_+|[^_]+", word)


class _Wrapper(TextWrapper):
    """Breaks lines at blanks; a word that is longer than a line after an underscore, or else anywhere."""

    def _split(self, text: str) -> list[str]:
        chunks = filter(None, re.split(r"(\s+)", text))
        return [part for chunk in chunks for part in ([chunk] if len(chunk) <= self.width else _parts(chunk))]


def _words(*texts: str) -> list[str]:
    return [word for text in texts for word in text.split()]


def _wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines; where one is set in, what follows of it is too."""
    lines = []
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip()))
        lines += _Wrapper(width, subsequent_indent=indent).wrap(line) or [""]
    return lines


def _row(cells: Iterable[str], widths: Iterable[int], gap: int) -> str:
    """Write cells beside each other; a width below nothing sets its cell right."""
    return (" " * gap).join(
        f"{cell:{'>' if width < 0 else '<'}{abs(width)}}" for cell, width in zip(cells, widths, strict=True)
    )


def _heads(cells: Sequence[str], widths: Sequence[int], gap: int, style: str = HEAD) -> Iterator[Styled]:
    """Write heads on as many lines as they take, standing on the last, which is ruled off."""
    wrapped = [_wrapped(cell, abs(width)) for cell, width in zip(cells, widths, strict=False)]
    lines = [*zip_longest(*map(reversed, wrapped), fillvalue="")]
    yield from ((_row(line, widths, gap), style if place == 0 else "") for place, line in reversed([*enumerate(lines)]))


def _columns(grid: Grid, width: int) -> tuple[list[int], int] | None:
    """Share out the width among the columns of a grid, and say how far they are apart; None if there is no room.

    Who has more to say gets more. Words are broken, at underscores if they can be, only where they are long and the
    terminal is not narrow.
    """
    whole, parts, lines = [], [], []
    for place in range(max(map(len, (grid.heads, *grid.rows)))):
        head, texts = grid.heads[place : place + 1], [row[place] for row in grid.rows]
        if grid.widths:  # alike over several grids, whatever stands in this one
            least = (grid.widths.get(place, READABLE),) * 2
            longest = grid.widths.get(place, width)
        else:
            words = (*_words(*head), *(texts if place in grid.figures else _words(*texts)))
            least = (_widest(words), min(_widest(part for word in words for part in _parts(word)), READABLE))
            longest = _widest(line for text in (*head, *texts) for line in text.split("\n"))
        whole.append(least[0])
        parts.append(least[0] if place in grid.figures else least[1])
        lines.append(longest)
    for needed, gap in ((whole, GAP), *(((parts, GAP), (parts, 1)) if width >= NARROW else ())):
        room = width - gap * (len(lines) - 1)
        if sum(needed) <= room:
            levels = (
                [min(m, max(n, int(level * sqrt(m)))) for n, m in zip(needed, lines, strict=True)] for level in _LEVELS
            )
            return next((widths for widths in levels if sum(widths) <= room), needed), gap
    return None


_LEVELS: Final = [level / 8 for level in range(8 * 20, 0, -1)]


def _stacked(grid: Grid, width: int) -> Iterator[Styled]:
    """Write a grid where columns have no room: the first cell of a row, the others below it, each with its head."""
    for first, *cells in grid.rows:
        yield first, ""
        for head, cell in zip_longest(grid.heads[1:], cells, fillvalue=""):
            if cell:
                text = f"{head}: {cell}" if head else cell
                yield from ((line, "") for line in _wrapped(INDENT + one_line(text), width))


def _rich_table(grid: Grid, widths: Sequence[int], gap: int) -> "RichTable":
    from rich.table import Table as RichTable  # noqa: PLC0415 - a machine format does not pay for it
    from rich.text import Text  # noqa: PLC0415 - likewise

    table = RichTable(box=None, show_header=False, pad_edge=False, padding=(0, gap, 0, 0))
    for place, width in enumerate(widths):
        table.add_column(justify="right" if place in grid.figures else "left", width=width)
    for row in grid.rows:
        lines = ("\n".join(_wrapped(cell, width)) for cell, width in zip(row, widths, strict=True))
        table.add_row(*(Text(cell, overflow="fold") for cell in lines))
    return table


@frozen
class _Layout:
    """How wide the columns of bars are: of the label, of the bar, of each figure."""

    label: int
    bar: int
    figures: tuple[int, ...]
    gap: int
    beside: bool

    @classmethod
    def of(cls, run: Sequence[Bars], width: int) -> "_Layout | None":
        """Lay out bars that stand together: the bar beside the figures, below them, or left out; None without room."""
        columns = [
            [
                text
                for bars in run
                for text in (*_words(bars.heads[place]), *(row.cells[place - 1] for row in bars.rows))
            ]
            for place in range(1, len(run[0].heads))
        ]
        figures = tuple(map(_longest, columns))
        labels = [text for bars in run for text in (bars.heads[0], *(row.label for row in bars.rows))]
        longest, shortest = _longest(labels), _longest(_words(*labels))
        gap = GAP if shortest + sum(figures) + GAP * len(figures) <= width else 1
        room = width - sum(figures) - gap * len(figures)
        if room < shortest:
            return None
        label = min(longest, max(WIDEST_LABEL, shortest, room - gap - WIDEST_BAR))
        bar = min(room - gap - label, WIDEST_BAR)
        if width > NO_BARS and bar >= NARROWEST_BAR:
            return cls(label, bar, figures, gap, beside=True)
        label = min(longest, room)
        return cls(label, width - room + label if width > NO_BARS else 0, figures, gap, beside=False)


def _drawn_bars(bars: Bars, layout: _Layout | None, width: int, marks: Marks) -> Iterator[Styled]:
    """Draw bars: a label on as many lines as it takes, its figures on the first, its bar beside or below."""
    if layout is None:
        yield bars.heads[0], HEAD
        yield from _stacked(
            Grid((), tuple((bar.label, "; ".join(figures_beside(bars, bar, ": "))) for bar in bars.rows)), width
        )
        return
    widths = (layout.label, *([layout.bar] if layout.beside else ()), *(-width for width in layout.figures))
    yield from _heads((bars.heads[0], *([""] if layout.beside else ()), *bars.heads[1:]), widths, layout.gap)
    for place, bar in enumerate(bars.rows):
        if place and layout.bar and not layout.beside:
            yield "", ""
        drawn = marks.bar(bar, bars.n, layout.bar) if layout.bar else ""
        first, *rest = _wrapped(bar.label, layout.label)
        yield _row((first, *([drawn] if layout.beside else ()), *bar.cells), widths, layout.gap), ""
        yield from ((line, "") for line in rest)
        if drawn and not layout.beside:
            yield drawn, ""
    if bars.legend and layout.bar:
        yield "", ""
        yield legend((marks.full, marks.light), bars.legend), ""


def _drawn_profiles(block: Profiles, width: int, marks: Marks) -> Iterator[Styled]:
    """Draw the eight: two rows of two pairs, below each other where that has no room."""
    (rows, *of_rows), (pairs, *of_pairs), (columns, *of_columns) = block.lines
    codes = [marked(place, marks) for place in block.places]
    notes = [f"{INDENT}{place.note}".rstrip() for place in block.places]
    label = max(_longest(of_rows), _longest(_words(rows, pairs, columns)))
    cell = max(map(_longest, (codes, notes, _words(*of_columns))))
    gap = GAP if label + 4 * (GAP + cell) <= width else 1
    if label + 4 * (gap + cell) <= width:
        cell = max(cell, min((width - label) // 4 - gap, (_longest(of_pairs) - gap + 1) // 2))
        widths = (label, *[cell] * 4)
        yield from _heads((pairs, *of_pairs), (label, *[2 * cell + gap] * 2), gap, "")
        yield from _heads((columns, *of_columns * 2), widths, gap, "")
        yield from _heads((rows, *[""] * 4), widths, gap)
        for place, outcome in enumerate(of_rows):
            here = slice(4 * place, 4 * place + 4)
            yield _row((outcome, *codes[here]), widths, gap), ""
            if any(notes):
                yield _row(("", *notes[here]), widths, gap), ""
    else:
        yield from ((f"{code}{note}", "") for code, note in zip(codes, notes, strict=True))
    if block.legend:
        yield "", ""
        line = legend(marks.states.values(), block.legend)
        yield from ((part, "") for part in ([line] if len(line) <= width else line.split(BETWEEN)))
