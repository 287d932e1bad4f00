"""What a view is made of, and how it is written: to a terminal, as Markdown, and plainly.

A view is a list of blocks: titles, sentences, grids, bars, and the eight profiles as
two by two by two. What writes them knows nothing of the format.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from math import sqrt
from textwrap import TextWrapper
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
    """Sentences, each on lines of its own. Those that matter most are `strong`, those beside the matter `quiet`."""

    lines: tuple[str, ...]
    strong: bool = False
    quiet: bool = False


@frozen
class Grid:
    """A table. Columns of figures are set right; `widths` fixes columns that must stay alike over several grids.

    A cell may have several lines, which Markdown writes as one. A grid that is
    `continued` goes on with the one before it, whose heads stand above both.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    widths: Mapping[int, int] = field(factory=dict)
    continued: bool = False


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
        if not n:
            return ""
        finest = len(self.parts) + 1
        full, part = divmod(bar.least * width * finest // n, finest)
        end = -(-bar.most * width // n)
        if bar.most > bar.least:
            if full + 1 == width or (full and 2 * part < finest):
                part = 0  # what is possible has this cell
            end = max(end, full + bool(part) + 1)
        elif full or part:
            end = full
        drawn = self.full * full + self.parts[part - 1 : part]
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

INDENT: Final = "  "

BETWEEN: Final = "   "
"""Between what a legend explains."""

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
            if _apart(before, block):
                console.print()
            for part in parts:
                console.print(part)
            before = block
    lines = (line.rstrip() for line in file.getvalue().splitlines())
    return "\n".join(lines) + "\n"


def _apart(before: Block | None, block: Block) -> bool:
    """Say whether a blank line stands between two blocks: everywhere but below a title."""
    return before is not None and (isinstance(block, Title) or not isinstance(before, Title))


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
                yield from ((line, "") for line in _wrapped(INDENT + _one_line(text), width))


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
            Grid((), tuple((bar.label, "; ".join(_figures(bars, bar, ": "))) for bar in bars.rows)), width
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
        yield _legend((marks.full, marks.light), bars.legend), ""


def _figures(bars: Bars, bar: Bar, between: str) -> Iterator[str]:
    return (f"{head}{between}{cell}" for head, cell in zip(bars.heads[1:], bar.cells, strict=True) if cell)


def _legend(signs: Iterable[str], texts: Iterable[str]) -> str:
    return BETWEEN.join(f"{sign} {text}" for sign, text in zip(signs, texts, strict=True))


def _drawn_profiles(block: Profiles, width: int, marks: Marks) -> Iterator[Styled]:
    """Draw the eight: two rows of two pairs, below each other where that has no room."""
    (rows, *of_rows), (pairs, *of_pairs), (columns, *of_columns) = block.lines
    codes = [_marked(place, marks) for place in block.places]
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
        legend = _legend(marks.states.values(), block.legend)
        yield from ((line, "") for line in ([legend] if len(legend) <= width else legend.split(BETWEEN)))


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
    """Write a grid as Markdown."""
    heads = grid.heads or ("",) * max(map(len, grid.rows), default=0)
    rules = ["---:" if place in grid.figures else "---" for place in range(len(heads))]
    rows = grid.rows if grid.continued else (heads, rules, *grid.rows)
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
    return text if set(text) <= set("-:") else _escaped(_one_line(text))


def _one_line(text: str) -> str:
    return " ".join(line.strip() for line in text.split("\n"))


_MARKUP: Final = re.compile(r"(`[\w ./=-]+`)|([\\`*_{}\[\]<>#|!&~$^])")
"""A word that is set as code, which is left so, and what is markup otherwise."""


def _escaped(text: str) -> str:
    return _MARKUP.sub(lambda found: found[1] or rf"\{found[2]}", text)


# Plainly


def to_plain(view: View) -> str:
    """Write a view for a screen reader: one thing a line, nothing set in columns, nothing drawn."""
    parts: list[str] = []
    for place, block in enumerate(view):
        if _apart(view[place - 1] if place else None, block):
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
            cells = zip_longest(block.heads, map(_one_line, row), fillvalue="")
            if block.heads:
                yield "; ".join(f"{head}: {cell}" for head, cell in cells if cell)
            else:
                yield ": ".join(cell for _, cell in cells if cell)
    elif isinstance(block, Bars):
        for bar in block.rows:
            figures = (f"{figure[0].lower()}{figure[1:]}" for figure in _figures(block, bar, " "))
            yield f"{block.heads[0]}: {bar.label}: {', '.join(figures)}."
    else:
        said = dict(zip(STATES, block.legend, strict=True)) if block.legend else {}
        for place in block.places:
            facts = ", ".join(filter(None, (said.get(place.state), place.note)))
            yield f"{place.code} ({place.label}): {facts}." if facts else f"{place.code}: {place.label}."
