"""What stands around a drawing: texts measured, wrapped and placed, and how a picture looks.

Lengths are in ems, the size of the user's letters: with letters of 7 points a
picture is as wide as a column of a journal, 85 mm, and it grows with them.
"""

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from functools import lru_cache
from itertools import accumulate
from typing import Any, Final

import matplotlib as mpl
from attrs import frozen
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure, SubFigure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.textpath import text_to_path
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D, ScaledTranslation, Transform

from ckm_mo.pictures.captions import Caption
from ckm_mo.views.words import Words

COLUMN_WIDTH: Final = 34.4
"""How wide a picture is; 85 mm with letters of 7 points."""

LONGEST_WORD: Final = 200
"""How many letters of a word are looked at for one line."""

ROOM: Final = 1.07
"""How much wider small letters may become where they are fitted to the dots of a screen."""

NAMED: Final = 80
"""How many letters of the name of a panel are shown."""

MORE: Final = "…"
"""What stands for the others."""

PANELS_WIDTH: Final = 2 * COLUMN_WIDTH
"""How wide one of many panels is."""

EDGE: Final = 0.5
"""What is left free at the edges of a figure."""

LINE: Final = 1.3
"""How high a line is, in its own letters."""

SMALLER: Final = 0.85
"""The size of letters of what is noted."""

GAP: Final = 0.7
"""Between what is above or below a drawing and the drawing."""

COLOUR: Final = "C0"
"""Of what is drawn: the first of the user's style."""

THIN: Final = 0.5
"""How many points the lines around areas have."""

WHISKER: Final = 0.8
"""How many points a whisker has."""

SOLID: Final[Mapping[str, Any]] = {"facecolor": COLOUR, "edgecolor": COLOUR, "linewidth": THIN}
HATCHED: Final[Mapping[str, Any]] = {"facecolor": "none", "hatch": "//////", "edgecolor": COLOUR, "linewidth": THIN}
"""What is decided and what is possible: told apart without a colour."""

DOT: Final = 0.5
"""How big a point is."""

SIGN_CAP: Final = 0.2
"""How far the end of a whisker goes, up and down."""

AXIS: Final = 3.9
"""How high the numbers below a drawing are, and what they are of."""

NUMBERS: Final = 2.6
"""How high the numbers alone are."""

Distances = tuple[float, float]

Parent = Axes | Figure | SubFigure
"""What is drawn upon."""

Sign = Patch | Line2D
"""A sign of a legend, in ems from where its line begins, in the middle."""

Signed = tuple[Sign | None, str]
"""An entry of a legend: its sign, if it has one, and what it means."""

SIGN: Final = 2.0
"""How wide a sign is."""


@frozen
class TextLine:
    """A line of text above or below a drawing: its size, its weight, and the sign that it explains."""

    text: str
    size: float = 1.0
    weight: str = "normal"
    sign: Sign | None = None
    indent: float = 0.0

    @property
    def high(self) -> float:
        """How high it is."""
        return LINE * self.size


def points() -> float:
    """Give how many points an em has."""
    return float(mpl.rcParams["font.size"])


def measured(text: str, size: float = 1.0, weight: str = "normal") -> float:
    """Measure how wide a text is."""
    return _measured(text, weight, tuple(mpl.rcParams["font.family"])) * size


@lru_cache(1 << 12)
def _measured(text: str, weight: str, family: tuple[str, ...]) -> float:
    font = FontProperties(family=family, size=100, weight=weight)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a letter that the font lacks is said where it is drawn
        width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 100 * ROOM


def wrapped(text: str, room: float, weight: str = "normal") -> list[str]:
    """Wrap a text, and words that are wider than a line.

    Args:
        text: Any.
        room: How wide a line may be, in its own letters.
        weight: Of its letters.
    """
    space = measured(" ", weight=weight)
    lines: list[str] = []
    line, wide = "", 0.0
    for word in text.split():
        long = measured(word, weight=weight)
        if line and wide + space + long <= room:
            line, wide = f"{line} {word}", wide + space + long
            continue
        lines += [line] if line else []
        line, wide = word, long
        while wide > room and len(line) > 1:
            fits = _fitting(line, room, weight)
            lines.append(line[:fits])
            line = line[fits:]
            wide = measured(line, weight=weight)
    return [*lines, line]


def _fitting(word: str, room: float, weight: str) -> int:
    """Count how many letters of a word fit."""
    ends = accumulate(measured(letter, weight=weight) for letter in word[:LONGEST_WORD])
    return max(1, sum(end <= room for end in ends))


def shortened(name: str) -> str:
    """Leave out what is too much of a name."""
    return name if len(name) <= NAMED else name[:NAMED] + MORE


def rows(text: str, room: float, size: float = 1.0, weight: str = "normal", sign: Sign | None = None) -> list[TextLine]:
    """Make rows of a text, the first behind its sign."""
    indent = SIGN + 0.6 if sign else 0.0
    first, *others = wrapped(text, (room - indent) / size, weight)
    return [
        TextLine(first, size, weight, sign, indent),
        *(TextLine(each, size, weight, None, indent) for each in others),
    ]


def height(lines: Iterable[TextLine]) -> float:
    """Add up how high rows are."""
    return sum(row.high for row in lines)


def ems(parent: Parent, corner: tuple[float, float], box: Transform | None = None) -> Transform:
    """Give a transform of lengths in ems from a corner of something, of an Axes unless it is given."""
    figure = parent.figure if isinstance(parent, Axes) else parent
    inside = box or (parent.transAxes if isinstance(parent, Axes) else parent.transSubfigure)
    return Affine2D().scale(points() / 72) + figure.dpi_scale_trans + ScaledTranslation(*corner, inside)  # type: ignore[arg-type]  # any transform does


def write(
    parent: Parent, text: str, position: tuple[float, float], where: Transform, size: float = 1.0, **looks: Any
) -> None:
    """Write a text as it stands: nothing in it is mathematics, nor for TeX."""
    letters: dict[str, Any] = {"fontsize": points() * size, "parse_math": False, "usetex": False}
    parent.text(position[0], position[1], text, va="center", transform=where, **letters, **looks)


def write_rows(parent: Parent, lines: Sequence[TextLine], corner: tuple[float, float], x: float, y: float) -> None:
    """Write rows below each other, from a point beside a corner."""
    where = ems(parent, corner)
    for row in lines:
        middle = y - row.high / 2
        if row.sign:
            row.sign.set_transform(Affine2D().translate(x, middle) + where)
            parent.add_artist(row.sign)
        write(parent, row.text, (x + row.indent, middle), where, row.size, weight=row.weight)
        y -= row.high


def areas(words: Words) -> list[Signed]:
    """Say what is solid and what is hatched."""
    texts = ((SOLID, words.say("picture_solid")), (HATCHED, words.say("picture_hatched")))
    return [(Rectangle((0, -SMALLER / 2), SIGN, SMALLER * 0.9, clip_on=False, **looks), text) for looks, text in texts]


def whisker() -> Line2D:
    """Give the sign of an interval."""
    ends: Any = {"marker": "|", "markersize": points() * 2 * SIGN_CAP, "markeredgewidth": WHISKER}
    return Line2D([0, SIGN], [0, 0], clip_on=False, color=ink(), linewidth=WHISKER, solid_capstyle="butt", **ends)


def dot() -> Line2D:
    """Give the sign of a point."""
    return Line2D([SIGN / 2], [0], clip_on=False, color=ink(), marker="o", markersize=points() * DOT)


def ink() -> Any:
    """Give the colour of letters, and of lines that have no colour of their own."""
    return mpl.rcParams["text.color"]


def paper() -> Any:
    """Give the colour of what is drawn upon."""
    return mpl.rcParams["axes.facecolor"]


Around = tuple[list[TextLine], list[TextLine]]
"""What stands above a drawing and below it."""


def texts(caption: Caption, signs: Sequence[Signed], room: float) -> Around:
    """Wrap what stands above a drawing, title and facts, and what stands below it, legend and notes."""
    above = rows(caption.title, room, weight="bold")
    above += [row for each in caption.facts for row in rows(each, room, SMALLER)]
    below = [row for sign, text in signs for row in rows(text, room, SMALLER, sign=sign)]
    below += [TextLine("", SMALLER / 2)] if below else []
    return above, below + [row for each in caption.notes for row in rows(each, room, SMALLER**2)]


def _with_pyplot(inches: tuple[float, float]) -> Figure:
    """Make a figure that pyplot shows."""
    from matplotlib import pyplot as plt  # noqa: PLC0415 - what is given Axes, or goes to a file, needs none

    return plt.figure(figsize=inches)


NEW: Final[ContextVar[Callable[[tuple[float, float]], Figure]]] = ContextVar("NEW", default=_with_pyplot)
"""What makes a figure of so many inches where none is given."""


def extent(parent: Parent) -> tuple[float, float]:
    """Measure how wide and how high something is."""
    figure = parent.figure if isinstance(parent, Axes) else parent
    em = figure.dpi / 72 * points()
    return parent.bbox.width / em, parent.bbox.height / em


def new_figure(wide: float, high: float) -> Figure:
    """Make a figure."""
    return NEW.get()((wide * points() / 72, high * points() / 72))


def axes(parent: Figure | SubFigure, x: float, y: float, wide: float, high: float) -> Axes:
    """Make the Axes of a part of a figure."""
    across, up = extent(parent)
    return parent.add_axes((x / across, y / up, wide / across, high / up))


def framed(
    ax: Axes | None, caption: Caption, signs: Sequence[Signed], high: float, sides: Distances, axis: Distances
) -> Axes:
    """Write a caption and a legend around an Axes.

    Args:
        ax: The Axes; that of a figure of its own, as wide as a column of a journal, if None.
        caption: Its words.
        signs: Its legend.
        high: How high it is in a figure of its own.
        sides: How wide what stands to its left and to its right is.
        axis: How high what stands below it and above it is.
    """
    left_width, right_width = sides
    foot, head = axis
    above, below = texts(
        caption, signs, COLUMN_WIDTH - 2 * EDGE if ax is None else left_width + extent(ax)[0] + right_width
    )
    top = height(above) + GAP + head
    if ax is None:
        bottom = foot + height(below) + EDGE
        whole = new_figure(COLUMN_WIDTH, bottom + high + top + EDGE)
        ax = axes(whole, left_width + EDGE, bottom, COLUMN_WIDTH - 2 * EDGE - left_width - right_width, high)
    write_rows(ax, above, (0, 1), -left_width, top)
    write_rows(ax, below, (0, 0), -left_width, -foot)
    return ax


def numbers_width() -> float:
    """Give how far the numbers of an axis stand beside it."""
    return float(mpl.rcParams["ytick.major.size"] + mpl.rcParams["ytick.major.pad"]) / points()


def two_sided(ax: Axes) -> None:
    """Let an Axes have a line on two sides alone."""
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)


MOST_PANELS: Final = 60
"""How many panels a picture has at most."""

PANELS_GAP: Final = 1.0
"""How far they stand apart."""

NARROWEST: Final = 9.0
"""How wide a panel is at least, beside what stands to its left."""

LAST: Final = 1.4
"""What is left free to the right of a panel, for the last number of its axis."""


def panels(
    parent: Figure | SubFigure | None,
    around: Callable[[float], Around],
    titles: Sequence[tuple[str, str]],
    high: float,
    sides: Distances,
    columns: int,
) -> list[Axes]:
    """Make panels of one size below and beside each other, each below its titles.

    Args:
        parent: What to put them in; a figure of its own if None.
        around: Gives what stands above and below all, for a width.
        titles: Of each panel, its name and what is noted of it.
        high: How high a panel is in a figure of its own.
        sides: How wide what stands to the left of a panel is, and how high the numbers below it are.
        columns: How many stand beside each other at most.
    """
    left_width, foot = sides
    wide = (PANELS_WIDTH if parent is None else extent(parent)[0]) - 2 * EDGE
    above, below = around(wide)
    columns = max(1, min(columns, len(titles), int(wide / (left_width + NARROWEST))))
    lines = max(1, -(-len(titles) // columns))
    room = (wide + PANELS_GAP) / columns - PANELS_GAP
    written = [
        [*rows(shortened(name), room - 1, SMALLER, "bold"), *rows(note, room - 1, SMALLER)] for name, note in titles
    ]
    head = max((height(each) for each in written), default=0) + GAP
    others = 2 * EDGE + height(above) + height(below)
    pitch = head + high + foot + GAP
    if parent is None:
        parent = new_figure(wide + 2 * EDGE, others + lines * pitch)
    whole = extent(parent)[1]
    pitch = max((whole - others) / lines, pitch - high + 1)
    made = []
    for index, title in enumerate(written):
        line, column = divmod(index, columns)
        x = EDGE + column * (room + PANELS_GAP)
        bottom = whole - EDGE - height(above) - (line + 1) * pitch + foot
        ax = axes(parent, x + left_width, bottom, room - left_width - LAST, pitch - head - foot - GAP)
        write_rows(ax, title, (0, 1), -left_width, head)
        made.append(ax)
    write_rows(parent, above, (0, 1), EDGE, -EDGE)
    write_rows(parent, below, (0, 0), EDGE, EDGE + height(below))
    return made


def whole_numbers(axis: Axis, words: Words, most: int, least: int = 0) -> None:
    """Give an axis whole numbers."""
    positions = [int(each) for each in MaxNLocator(5, integer=True, min_n_ticks=1).tick_values(least, max(most, 1))]
    positions = [each for each in positions if least <= each <= most]
    ticks(axis, positions, [words.number(each) for each in positions])


def label_axis(axis: Axis, text: str) -> None:
    """Say what an axis is of."""
    axis.set_label_text(text, fontsize=points() * SMALLER, parse_math=False, usetex=False)


def percent(axis: Axis, words: Words, parts: int) -> None:
    """Let an axis be one of shares, from none to all."""
    positions = [each / parts for each in range(parts + 1)]
    axis.set_view_interval(0, 1, ignore=True)
    axis.axes.set_axisbelow(True)
    axis.grid(visible=True, color=ink(), alpha=0.15, linewidth=THIN)
    ticks(axis, positions, [words.say("percent", number=words.number(each * 100)) for each in positions])


def ticks(axis: Axis, positions: Sequence[float], labels: Sequence[str]) -> None:
    """Give an axis its ticks, with letters of the size of notes, nothing in them mathematics."""
    axis.set_ticks(positions, labels=labels, fontsize=points() * SMALLER, parse_math=False, usetex=False)
