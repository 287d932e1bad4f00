"""What a view is made of, and how it is written: to a terminal, as Markdown, and plainly.

A view is a list of blocks: titles, sentences, grids, bars, and the eight profiles as
two by two by two. What writes them knows nothing of the format.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table as RichTable

NARROWEST: Final = 20
"""The narrowest terminal that is written for."""


@frozen
class Title:
    """A heading; the first of a view names it. What has an `anchor` can be linked to, and stands in the contents."""

    text: str
    level: int = 2
    anchor: str = ""


@frozen
class Lines:
    """Sentences, each on lines of its own. Those that matter most are `strong`."""

    lines: tuple[str, ...]
    strong: bool = False


@frozen
class Grid:
    """A table. Columns of figures are set right; `widths` fixes columns that must stay alike over several grids.

    A cell may have several lines, which Markdown writes as one.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    widths: Mapping[int, int] = field(factory=dict)


@frozen
class Bar:
    """One row of `Bars`.

    Args:
        label: What it is of.
        least: How many have it for certain: the full part.
        most: How many may have it, those included: up to here the light part.
        cells: The figures that are written beside it.
    """

    label: str
    least: int
    most: int
    cells: tuple[str, ...]


@frozen
class Bars:
    """Counts out of `n`, drawn from nothing to all: what is certain full, what is possible light.

    Args:
        heads: Of the label, and of each cell.
        rows: One for each thing that is counted.
        n: What the whole width stands for.
        legend: What the full and what the light part are; empty where an earlier block of the view has said it.
    """

    heads: tuple[str, ...]
    rows: tuple[Bar, ...]
    n: int
    legend: tuple[str, ...] = ()


DECIDED: Final = "decided"
POSSIBLE: Final = "possible"
RULED_OUT: Final = "ruled_out"
STATES: Final = (DECIDED, POSSIBLE, RULED_OUT)
"""How a profile stands. A case has it, may have it or cannot; in a table one case has it, one may, or none can."""


@frozen
class Place:
    """One of the eight profiles.

    Args:
        code: The profile's.
        label: The profile in words.
        state: One of `STATES`; empty where nothing is said of it.
        note: A short text below it, such as `6-21`; empty for none.
    """

    code: str
    label: str
    state: str
    note: str = ""


@frozen
class Profiles:
    """The eight profiles as the two by two by two that they are.

    Args:
        lines: Three, each its label, its first and its second outcome: the first of the rows, the second of pairs of
            columns, the third of columns.
        places: Eight, the third line changing fastest, as in `PROFILES`.
        legend: What each state means here, in the order of `STATES`; empty where nothing is said of any.
    """

    lines: tuple[tuple[str, str, str], ...]
    places: tuple[Place, ...]
    legend: tuple[str, ...] = ()


Block = Title | Lines | Grid | Bars | Profiles
View = Sequence[Block]


def printable(text: str) -> str:
    """Escape what does not print in text from a table: control characters, and letters that show nothing."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)


# Marks


@frozen
class Marks:
    """The signs that bars and profiles are drawn with; none depends on colour."""

    full: str
    light: str
    parts: str
    states: Mapping[str, str]

    def bar(self, bar: Bar, n: int, width: int) -> str:
        """Draw a bar: what is certain never longer than it is, what is possible never shorter, and never left out."""
        if not n or not bar.most:
            return ""
        finest = len(self.parts) + 1
        full, part = divmod(bar.least * width * finest // n, finest)
        end = -(-bar.most * width // n)
        if bar.most > bar.least:
            if part and full + 1 == width:
                part = 0
            end = max(end, full + bool(part) + 1)
        elif full or part:
            end = full
        drawn = self.full * full + (self.parts[part - 1] if part else "")
        return drawn + self.light * (end - len(drawn))


BLOCKS: Final = Marks("█", "░", "▏▎▍▌▋▊▉", dict(zip(STATES, "●◐·", strict=True)))
ASCII: Final = Marks("#", ".", "", dict(zip(STATES, "#+-", strict=True)))


def marks_of(encoding: str) -> Marks:
    """Choose the signs that an encoding has."""
    try:
        "".join((BLOCKS.full, BLOCKS.light, BLOCKS.parts, *BLOCKS.states.values())).encode(encoding)
    except UnicodeEncodeError:
        return ASCII
    return BLOCKS


# The terminal

GAP: Final = 2
"""Between columns; one where room is scarce."""

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
    before: type[Block] | None = None
    for kind, run in groupby(view, type):
        for parts in _drawn([*run], width, marks):
            if before and (kind is Title or before is not Title):
                console.print()
            for part in parts:
                console.print(part)
            before = kind
    lines = (line.rstrip() for line in file.getvalue().splitlines())
    return "\n".join(lines) + "\n"


def _drawn(blocks: Sequence[Any], width: int, marks: Marks) -> "Iterator[Iterable[RenderableType]]":
    """Draw blocks of one kind that follow each other, so that bars can be compared."""
    from rich.text import Text  # noqa: PLC0415 - a machine format does not pay for it

    if isinstance(blocks[0], Bars):
        layout = _Layout.of(blocks, width)
        for block in blocks:
            yield [Text(line, style) for line, style in layout.drawn(block, marks)]
        return
    for block in blocks:
        if isinstance(block, Title):
            yield [Text(block.text, "bold underline" if block.level == 1 else "bold")]
        elif isinstance(block, Lines):
            yield [Text(line, "bold" if block.strong else "") for line in block.lines]
        elif isinstance(block, Grid):
            yield [_rich_table(block)]
        else:
            yield [Text(line, style) for line, style in _drawn_profiles(block, width, marks)]


def _rich_table(grid: Grid) -> "RichTable":
    from rich.table import Table as RichTable  # noqa: PLC0415 - a machine format does not pay for it
    from rich.text import Text  # noqa: PLC0415 - likewise

    table = RichTable(box=None, show_header=bool(grid.heads), pad_edge=False, padding=(0, 2, 0, 0), header_style=HEAD)
    for place in range(len(grid.heads or grid.rows[0] if grid.rows else grid.heads)):
        justify: Any = "right" if place in grid.figures else "left"
        head = grid.heads[place] if grid.heads else ""
        table.add_column(
            Text(head), justify=justify, width=grid.widths.get(place), overflow="fold", no_wrap=place in grid.figures
        )
    for row in grid.rows:
        table.add_row(*(Text(cell, overflow="fold") for cell in row))
    return table


HEAD: Final = "dim"
"""The style of the heads of columns."""

Styled = tuple[str, str]
"""A line and its style."""


def _longest(texts: Iterable[str]) -> int:
    return max(map(len, texts), default=0)


def _words(*texts: str) -> list[str]:
    return [word for text in texts for word in text.split()]


def _row(cells: Iterable[str], widths: Iterable[int], gap: int) -> str:
    """Write cells beside each other; a width below nothing sets its cell right."""
    return (" " * gap).join(
        f"{cell:{'>' if width < 0 else '<'}{abs(width)}}" for cell, width in zip(cells, widths, strict=True)
    )


def _heads(cells: Sequence[str], widths: Sequence[int], gap: int) -> Iterator[Styled]:
    """Write heads on as many lines as they take, standing on the last."""
    wrapped = [wrap(cell, abs(width)) for cell, width in zip(cells, widths, strict=True)]
    for line in reversed([*zip_longest(*map(reversed, wrapped), fillvalue="")]):
        yield _row(line, widths, gap), HEAD


@frozen
class _Layout:
    """How wide the columns of bars are: of the label, of the bar, of each figure."""

    label: int
    bar: int
    figures: tuple[int, ...]
    gap: int
    beside: bool

    @classmethod
    def of(cls, run: Sequence[Bars], width: int) -> "_Layout":
        """Lay out bars that stand together; the bar beside its figures, or below, or where there is no room none."""
        columns = [
            [
                text
                for bars in run
                for text in (*_words(bars.heads[place + 1]), *(row.cells[place] for row in bars.rows))
            ]
            for place in range(len(run[0].heads) - 1)
        ]
        figures = tuple(map(_longest, columns))
        labels = [text for bars in run for text in (bars.heads[0], *(row.label for row in bars.rows))]
        shortest = _longest(_words(*labels))
        gap = GAP if shortest + sum(figures) + GAP * len(figures) <= width else 1
        room = width - sum(figures) - gap * len(figures)
        label = min(_longest(labels), max(WIDEST_LABEL, shortest, room - gap - WIDEST_BAR))
        bar = min(room - label - gap, WIDEST_BAR)
        if width > NO_BARS and bar >= NARROWEST_BAR:
            return cls(label, bar, figures, gap, beside=True)
        label = max(min(_longest(labels), room), 1)
        return cls(label, width - room + label if width > NO_BARS else 0, figures, gap, beside=False)

    def drawn(self, bars: Bars, marks: Marks) -> Iterator[Styled]:
        """Draw bars: a label on as many lines as it takes, its figures on the first, its bar beside or below."""
        widths = (self.label, *([self.bar] if self.beside else ()), *(-width for width in self.figures))
        between = ("",) if self.beside else ()
        yield from _heads((bars.heads[0], *between, *bars.heads[1:]), widths, self.gap)
        for row in bars.rows:
            bar = marks.bar(row, bars.n, self.bar) if self.bar else ""
            first, *rest = wrap(row.label, self.label)
            yield _row((first, *([bar] if self.beside else ()), *row.cells), widths, self.gap), ""
            yield from ((line, "") for line in rest)
            if bar and not self.beside:
                yield bar, ""
        if bars.legend and self.bar:
            yield "", ""
            yield _legend((marks.full, marks.light), bars.legend), ""


def _legend(signs: Iterable[str], texts: Iterable[str]) -> str:
    return "   ".join(f"{sign} {text}" for sign, text in zip(signs, texts, strict=True))


def _drawn_profiles(block: Profiles, width: int, marks: Marks) -> Iterator[Styled]:
    """Draw the eight: two rows of two pairs, below each other where that has no room."""
    (rows, *of_rows), (pairs, *of_pairs), (columns, *of_columns) = block.lines
    codes = [_marked(place, marks) for place in block.places]
    notes = [place.note for place in block.places]
    label = max(_longest(of_rows), _longest(_words(rows, pairs, columns)))
    cell = max(map(_longest, (codes, notes, _words(*of_columns))))
    gap = GAP if label + 4 * (GAP + cell) <= width else 1
    if label + 4 * (gap + cell) <= width:
        cell = max(cell, min((width - label) // 4 - gap, (_longest(of_pairs) - gap + 1) // 2))
        widths = (label, *[cell] * 4)
        yield from _heads((pairs, *of_pairs), (label, *[2 * cell + gap] * 2), gap)
        yield from _heads((columns, *of_columns * 2), widths, gap)
        yield from _heads((rows,), (label,), gap)
        for place, outcome in enumerate(of_rows):
            here = slice(4 * place, 4 * place + 4)
            yield _row((outcome, *codes[here]), widths, gap), ""
            if any(notes):
                yield _row(("", *("  " + note for note in notes[here])), widths, gap), ""
    else:
        yield from ((f"{code} {note}", "") for code, note in zip(codes, notes, strict=True))
    if block.legend:
        yield "", ""
        yield _legend(marks.states.values(), block.legend), ""


def _marked(place: Place, marks: Marks) -> str:
    return f"{marks.states[place.state]} {place.code}" if place.state else place.code


# Markdown

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
    """Write a grid as Markdown; without heads it continues the grid before it."""
    heads = grid.heads or ("",) * (len(grid.rows[0]) if grid.rows else 0)
    rules = ["---:" if place in grid.figures else "---" for place in range(len(heads))]
    rows = [heads, rules, *grid.rows] if not grid.widths or grid.heads else grid.rows
    return "".join(f"| {' | '.join(map(_cell, row))} |\n" for row in rows)


def _markdown_bars(bars: Bars) -> str:
    rows = tuple((row.label, *row.cells, BLOCKS.bar(row, bars.n, MARKDOWN_BAR)) for row in bars.rows)
    grid = markdown_grid(Grid((*bars.heads, ""), rows, frozenset(range(1, len(bars.heads)))))
    return grid + (f"\n{_legend((BLOCKS.full, BLOCKS.light), bars.legend)}\n" if bars.legend else "")


def _markdown_profiles(block: Profiles) -> str:
    (rows, *of_rows), (_, *of_pairs), (_, *of_columns) = block.lines
    heads = (rows, *(f"{pair}, {column}" for pair in of_pairs for column in of_columns))
    cells = [f"{_marked(place, BLOCKS)} {place.note}".strip() for place in block.places]
    grid = markdown_grid(Grid(heads, tuple((of_rows[row], *cells[4 * row : 4 * row + 4]) for row in (0, 1))))
    return grid + (f"\n{_legend(BLOCKS.states.values(), block.legend)}\n" if block.legend else "")


def _cell(text: str) -> str:
    return text if set(text) <= set("-:") else _escaped(text.replace("\n", " "))


_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|!&~$^])")


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


# Plainly


def to_plain(view: View) -> str:
    """Write a view for a screen reader: one thing a line, nothing set in columns, nothing drawn."""
    parts = []
    for place, block in enumerate(view):
        if isinstance(block, Title) and place:
            parts.append("")
        parts += _plain(block)
    return "\n".join(parts) + "\n"


def _plain(block: Block) -> Iterator[str]:
    if isinstance(block, Title):
        yield block.text
    elif isinstance(block, Lines):
        yield from block.lines
    elif isinstance(block, Grid):
        for row in block.rows:
            cells = zip_longest(block.heads, (cell.replace("\n", " ") for cell in row), fillvalue="")
            if block.heads:
                yield "; ".join(f"{head}: {cell}" for head, cell in cells if cell)
            else:
                yield ": ".join(cell for _, cell in cells if cell)
    elif isinstance(block, Bars):
        label, *heads = (f"{head[:1].lower()}{head[1:]}" if place else head for place, head in enumerate(block.heads))
        for bar in block.rows:
            figures = ", ".join(f"{head} {cell}" for head, cell in zip(heads, bar.cells, strict=True) if cell)
            yield f"{label}: {bar.label}: {figures}."
    else:
        said = dict(zip(STATES, block.legend, strict=True)) if block.legend else {}
        for place in block.places:
            facts = ", ".join(filter(None, (said.get(place.state), place.note)))
            yield f"{place.code} ({place.label}): {facts}." if facts else f"{place.code}: {place.label}."
