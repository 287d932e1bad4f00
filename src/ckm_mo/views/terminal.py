"""A view on a terminal, or in a file that people read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby, zip_longest
from math import sqrt
from operator import mul
from textwrap import TextWrapper
from typing import Any, Final, NamedTuple

from rich.cells import cell_len, chop_cells, set_cell_size

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
    divided,
    figures_beside,
    one_line,
)
from ckm_mo.views.marks import BETWEEN, Marks, dashed, legend, marked, marks_of

NARROWEST_TERMINAL: Final = 20
"""The narrowest terminal that is written for."""

COLUMN_GAP: Final = 2
"""Between columns; one where room is scarce."""

INDENT: Final = "  "

READABLE: Final = 16
"""How wide a column of text is at least, if not all words have room."""

STACKED_BELOW: Final = 60
"""In narrower terminals no word of a grid is broken: its rows are stacked instead."""

BOLD, DIM, UNDERLINE, RESET = "1", "2", "4", "0"
"""The styles of terminals; heads of columns have a rule below them, in the terminal's own colour."""

NARROWEST_BAR: Final = 10
WIDEST_BAR: Final = 40
WIDEST_LABEL: Final = 26
"""Of a label, before it is broken to give its bar more room."""


def to_terminal(view: View, *, width: int, colour: bool, encoding: str = "utf-8") -> str:
    """Write a view for a terminal, or for a file that people read.

    Args:
        view: The blocks.
        width: Of the terminal, in columns.
        colour: Whether it shows styles.
        encoding: What it can show.
    """
    width = max(width, NARROWEST_TERMINAL)
    marks = marks_of(encoding)
    lines: list[_Line] = []
    before: Block | None = None
    for _, run in groupby(view, type):
        blocks = [*run]
        for block in blocks:
            if apart(before, block):
                lines.append(_Line(""))
            lines += _drawn(block, blocks, width, marks)
            before = block
    return dashed("\n".join(line.styled() if colour else line.text.rstrip() for line in lines), encoding) + "\n"


class _Line(NamedTuple):
    """A line, its style, and what in it is bold where it has none."""

    text: str
    style: str = ""
    bold: str = ""

    def styled(self) -> str:
        """Write it with its styles."""
        if self.style:
            return _styled(self.text, self.style)
        text = self.text.rstrip()
        return re.sub(self.bold, lambda match: _styled(match[0], BOLD), text) if self.bold else text


def _styled(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[{RESET}m"


def _drawn(block: Block, run: Sequence[Any], width: int, marks: Marks) -> Iterator[_Line]:
    """Draw a block of a run of its kind: bars that follow each other have one scale, so that they can be compared."""
    match block:
        case Title():
            yield from _paragraph(block.text, width, f"{BOLD};{UNDERLINE}" if block.level == 1 else BOLD)
        case Lines():
            for line in block.lines:
                yield from _paragraph(line, width, BOLD if block.strong else DIM if block.quiet else "")
        case Grid():
            for index, part in enumerate(_parts_of_grid(block, width)):
                if index:
                    yield _Line("")
                columns = _columns_of_grid(part, width)
                yield from _drawn_grid(part, columns) if columns else _stacked(part, width)
        case Bars():
            columns = _columns_of_bars(run, width)
            yield from _drawn_bars(block, columns, marks) if columns else _stacked_bars(block, width)
        case _:
            yield from _drawn_profiles(block, width, marks)


# Words and lines


def _longest(texts: Iterable[str]) -> int:
    return max(map(cell_len, texts), default=0)


def _words(*texts: str) -> list[str]:
    return [word for text in texts for word in text.split()]


def _parts(word: str) -> list[str]:
    """List the parts of a word where it may be broken: after an underscore."""
    return re.findall("[^_]*_+|[^_]+", word)


class _Wrapper(TextWrapper):
    """Breaks lines at blanks; a word that is longer than a line after an underscore, or else anywhere."""

    def _split(self, text: str) -> list[str]:
        chunks = filter(None, re.split(r"(\s+)", text))
        return [part for chunk in chunks for part in ([chunk] if len(chunk) <= self.width else _parts(chunk))]


def _wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines; where one is set in, what follows of it is too, if no more words are broken then.

    A letter takes up to two columns.
    """
    lines = []
    for line in text.split("\n"):
        if line.isprintable() and cell_len(line) <= width:
            lines.append(line.rstrip())
            continue
        longest = max((long for word in line.split() if (long := cell_len(word)) <= width), default=0)
        indent = " " * min(len(line) - len(line.lstrip()), width - longest)
        for part in _Wrapper(width, subsequent_indent=indent).wrap(line) or [""]:
            lines += [part] if part.isascii() else chop_cells(part, width) or [""]
    return lines


def _paragraph(text: str, width: int, style: str = "") -> Iterator[_Line]:
    return (_Line(line, style) for line in _wrapped(text, width))


# Columns

StyledRow = tuple[Sequence[str], str]
"""The cells of a row, and its style."""


class _Columns(NamedTuple):
    """How wide columns are, how far apart, and which are set right."""

    widths: tuple[int, ...]
    gap: int
    right: frozenset[int] = frozenset()

    def lines(self, rows: Iterable[StyledRow], bold: str = "") -> Iterator[_Line]:
        """Lay out rows, each on as many lines as its cells take; what matches `bold` is bold."""
        for cells, style in rows:
            wrapped = (_wrapped(cell, width) for cell, width in zip(cells, self.widths, strict=True))
            for parts in zip_longest(*wrapped, fillvalue=""):
                line = (
                    f"{part:>{width}}" if index in self.right else set_cell_size(part, width)
                    for index, (part, width) in enumerate(zip(parts, self.widths, strict=True))
                )
                yield _Line((" " * self.gap).join(line), style, bold)

    def heads(self, heads: Sequence[str], style: str = UNDERLINE) -> Iterator[StyledRow]:
        """Give the rows of heads: as many lines as they take, standing on the last, which is ruled off."""
        wrapped = [_wrapped(head, width) for head, width in zip(heads, self.widths, strict=False)]
        lines = [*zip_longest(*map(reversed, wrapped), fillvalue="")]
        yield from ((line, "" if index else style) for index, line in reversed([*enumerate(lines)]))


# Grids


def _parts_of_grid(grid: Grid, width: int) -> list[Grid]:
    """Divide a grid of figures that has no room into as few parts as have; one of texts stays whole."""
    if _columns_of_grid(grid, width) or len(grid.figures) < len(grid.heads) - 1:
        return [grid]
    most = min(len(grid.heads) - 2, width // 2)  # a letter and a blank each
    divisions = (divided(grid, number) for number in range(most, 0, -1))
    return next((parts for parts in divisions if all(_columns_of_grid(part, width) for part in parts)), [grid])


def _drawn_grid(grid: Grid, columns: _Columns) -> Iterator[_Line]:
    heads = () if grid.continued else columns.heads(grid.heads)
    yield from columns.lines([*heads, *((row, "") for row in grid.rows)])


def _columns_of_grid(grid: Grid, width: int) -> _Columns | None:
    """Share out the width among the columns of a grid; None if there is no room.

    Words are broken, at underscores if they can be, only where they are long and the terminal is not narrow.
    """
    whole, parts, most = [], [], []
    for index in range(max(map(len, (grid.heads, *grid.rows)))):
        head, texts = grid.heads[index : index + 1], [row[index] for row in grid.rows]
        if grid.widths:  # alike over several grids, whatever stands in this one
            whole.append(grid.widths.get(index, READABLE))
            parts.append(whole[-1])
            most.append(grid.widths.get(index, width))
        else:
            words = (*_words(*head), *(texts if index in grid.figures else _words(*texts)))
            whole.append(_longest(words))
            broken = min(_longest(part for word in words for part in _parts(word)), READABLE)
            parts.append(whole[-1] if index in grid.figures else broken)
            most.append(_longest(line for text in (*head, *texts) for line in text.split("\n")))
    for least, gap in ((whole, COLUMN_GAP), *(((parts, COLUMN_GAP), (parts, 1)) if width >= STACKED_BELOW else ())):
        room = width - gap * (len(most) - 1)
        if sum(least) <= room:
            return _Columns(_shared(room, least, most), gap, grid.figures)
    return None


def _shared(room: int, least: Sequence[int], most: Sequence[int]) -> tuple[int, ...]:
    """Share out room: who has more to say gets more, by its square root, and nobody more than that."""
    levels = (
        tuple(min(m, max(n, int(level / 8 * sqrt(m)))) for n, m in zip(least, most, strict=True))
        for level in range(160, -1, -1)
    )
    return next(widths for widths in levels if sum(widths) <= room)


def _stacked(grid: Grid, width: int) -> Iterator[_Line]:
    """Write a grid where columns have no room: the first cell of a row, the others below it, each with its head."""
    for first, *cells in grid.rows:
        yield from _paragraph(first, width)
        for head, cell in zip_longest(grid.heads[1:], cells, fillvalue=""):
            if cell:
                yield from _paragraph(INDENT + one_line(f"{head}: {cell}" if head else cell), width)


# Bars


def _columns_of_bars(run: Sequence[Bars], width: int) -> _Columns | None:
    """Share out the width among label, bar and figures of bars that stand together.

    Where a bar has no room there is no column for it; None where the figures have none.
    """
    figures = [
        _longest(
            text for bars in run for text in (*_words(bars.heads[index + 1]), *(row.cells[index] for row in bars.rows))
        )
        for index, _ in enumerate(run[0].heads[1:])
    ]
    labels = [text for bars in run for text in (bars.heads[0], *(row.label for row in bars.rows))]
    longest, shortest = _longest(labels), _longest(_words(*labels))
    for least, gap in ((NARROWEST_BAR, COLUMN_GAP), (NARROWEST_BAR, 1), (0, COLUMN_GAP), (0, 1)):
        room = width - sum(figures) - gap * len(figures)
        if shortest + (least and gap + least) > room:
            continue
        if least:
            label = min(longest, room - gap - least, max(WIDEST_LABEL, shortest, room - gap - WIDEST_BAR))
            text = [label, min(room - gap - label, WIDEST_BAR)]
        else:
            text = [min(longest, room)]
        return _Columns((*text, *figures), gap, frozenset(range(len(text), len(text) + len(figures))))
    return None


def _drawn_bars(bars: Bars, columns: _Columns, marks: Marks) -> Iterator[_Line]:
    """Draw bars, each between its label and its figures."""
    width = columns.widths[1] if len(columns.widths) > len(bars.heads) else 0
    rows = [bars.heads, *((bar.label, *bar.cells) for bar in bars.rows)]
    if width:
        drawn = ["", *(marks.bar(bar, bars.n, width) for bar in bars.rows)]
        rows = [(label, bar, *figures) for (label, *figures), bar in zip(rows, drawn, strict=True)]
    yield from columns.lines([*columns.heads(rows[0]), *((row, "") for row in rows[1:])])
    if bars.legend and width:
        yield _Line("")
        yield _Line(legend((marks.full, marks.light), bars.legend[:2]))


def _stacked_bars(bars: Bars, width: int) -> Iterator[_Line]:
    yield from _paragraph(bars.heads[0], width, UNDERLINE)
    rows = ((bar.label, figures_beside(bars, bar)) for bar in bars.rows)
    yield from _stacked(Grid((), tuple(rows)), width)


# Profiles


def _drawn_profiles(block: Profiles, width: int, marks: Marks) -> Iterator[_Line]:
    """Draw the profiles, the first dimension down and the others across; below each other where that has no room."""
    (rows, *of_rows), *across = block.dimensions
    codes = [marked(profile, marks) for profile in block.cells]
    notes = [f"{INDENT}{profile.note}".rstrip() for profile in block.cells]
    number = len(codes) // len(of_rows)
    label = _longest((*of_rows, *_words(*(dimension for dimension, *_ in block.dimensions))))
    cell = _longest((*codes, *notes, *_words(*across[-1][1:])))
    gap = COLUMN_GAP if label + number * (COLUMN_GAP + cell) <= width else 1
    bold = rf"{marks.states[DECIDED]} \S+"
    if label + number * (gap + cell) <= width:
        crossed = accumulate((len(outcomes) for _, *outcomes in across), mul)
        spans = [(number // so_far, dimension) for so_far, dimension in zip(crossed, across, strict=True)]
        needed = (-(-(_longest(outcomes) + gap) // span) - gap for span, (_, *outcomes) in spans)
        cell = max(cell, min((width - label) // number - gap, max(needed)))
        for span, (dimension, *outcomes) in spans:
            columns = _Columns((label, *[span * (cell + gap) - gap] * (number // span)), gap)
            heads = (dimension, *outcomes * (number // span // len(outcomes)))
            yield from columns.lines(columns.heads(heads, ""))
        columns = _Columns((label, *[cell] * number), gap)
        table = [*columns.heads((rows, *[""] * number))]
        for index, outcome in enumerate(of_rows):
            here = slice(number * index, number * (index + 1))
            table.append(((outcome, *codes[here]), ""))
            if any(notes):
                table.append((("", *notes[here]), ""))
        yield from columns.lines(table, bold)
    else:
        for code, note in zip(codes, notes, strict=True):
            yield from _paragraph(f"{code}{note}", width)
    if block.legend:
        line = legend(marks.states.values(), block.legend)
        yield _Line("")
        for each in [line] if len(line) <= width else line.split(BETWEEN):
            yield from _paragraph(each, width)
