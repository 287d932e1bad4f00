"""The shift of coercion from recruitment to exploitation, as a matrix."""

from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from ckm_mo.answers import Truth
from ckm_mo.errors import NoPicture
from ckm_mo.messages import Reason
from ckm_mo.pictures import layout
from ckm_mo.pictures.captions import shift_caption
from ckm_mo.pictures.layout import COLOUR, Signed, measured
from ckm_mo.rules import COERCION
from ckm_mo.tallies.tally import Tally, check_tally
from ckm_mo.views.tally import shift_cells
from ckm_mo.views.words import words_in

CELL_HEIGHT: Final = 4.0
"""How high a cell is, with what is left free around it."""

CELL_SIDE: Final = 0.94
"""How much of that it fills."""

APART: Final = 0.3
"""How far what is open stands apart, in cells."""

DARKEST: Final = 0.9
"""How much of the colour the fullest cell has."""

DARK: Final = 0.5
"""From how much of the colour on letters are as light as the paper."""

COLUMNS_HEAD: Final = 3.0
"""How high the heads of the columns are."""

SIDE: Final = 2.4
"""How wide the head of the rows is."""

BELOW: Final = 0.8
"""How far what is noted stands below."""


def shift(tally: Tally, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw how many cases have each coercion in recruitment (down) and in exploitation (across).

    What is open stands apart and is not shaded: it is not a state that cases flow from.

    Args:
        tally: The tally, not of one period.
        ax: What to draw upon; a figure of its own, as wide as a column of a journal, if None.
        lang: `en` or `nl`.

    Returns:
        The Axes.

    Raises:
        InvalidInput: If there is no such language.
        NoPicture: If the tally is of one period.
        WrongKind: If it is no tally.
    """
    words = words_in(lang)
    check_tally(tally)
    cells = tally.shift
    if cells is None:
        raise NoPicture(picture="shift", reason=Reason("one_period"))
    kinds = [*dict.fromkeys(one for one, _ in cells)]
    labels = [words.short(COERCION, each) for each in kinds]
    positions = [index + APART * (kind == Truth.OPEN) for index, kind in enumerate(kinds)]
    left_width = max(map(measured, labels)) + SIDE
    signs: list[Signed] = [(None, words.say("picture_open_apart"))]
    high = CELL_HEIGHT * (len(kinds) + APART)
    ax = layout.framed(ax, shift_caption(words, tally), signs, high, (left_width, 0), (BELOW, COLUMNS_HEAD))
    ax.set_axis_off()
    ax.set_xlim(-0.5, positions[-1] + 0.5)
    ax.set_ylim(positions[-1] + 0.5, -0.5)
    for label, position in zip(labels, positions, strict=True):
        layout.write(ax, label, (-0.6, 0), layout.ems(ax, (0, position), ax.get_yaxis_transform()), ha="right")
        layout.write(ax, label, (0, 0.9), layout.ems(ax, (position, 1), ax.get_xaxis_transform()), ha="center")
    side: dict[str, Any] = {"rotation": "vertical", "ha": "center", "weight": "bold"}
    layout.write(ax, words.say("picture_recruitment"), (0.7 - left_width, 0), layout.ems(ax, (0, 0.5)), **side)
    layout.write(ax, words.say("picture_exploitation"), (0, 2.3), layout.ems(ax, (0.5, 1)), ha="center", weight="bold")
    figures = shift_cells(words, tally)
    most = max((count for pair, count in cells.items() if Truth.OPEN not in pair), default=0) or 1
    for (one, other), count in cells.items():
        apart = Truth.OPEN in {one, other}
        part = 0.0 if apart else DARKEST * count / most
        x, y = (positions[kinds.index(each)] for each in (other, one))
        corner = x - CELL_SIDE / 2, y - CELL_SIDE / 2
        colours: dict[str, Any] = {"facecolor": (*to_rgb(COLOUR), part), "edgecolor": layout.ink()}
        line: dict[str, Any] = {"linewidth": layout.THIN, "linestyle": ":" if apart else "-"}
        ax.add_patch(Rectangle(corner, CELL_SIDE, CELL_SIDE, **colours, **line))
        colour = layout.paper() if part > DARK else layout.ink()
        layout.write(ax, figures[one, other], (x, y), ax.transData, ha="center", color=colour)
    return ax
