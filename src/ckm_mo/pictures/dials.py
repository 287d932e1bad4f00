"""A dial: the range of each profile, by how many of the open answers may be "yes"."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.patches import StepPatch

from ckm_mo.errors import NoPicture
from ckm_mo.messages import Reason
from ckm_mo.pictures import layout
from ckm_mo.pictures.captions import dial_caption, dialled, profile_label
from ckm_mo.pictures.layout import HATCHED, NUMBERS, SMALLER, SOLID, measured
from ckm_mo.rules import PROFILE
from ckm_mo.tallies.tally import Tally
from ckm_mo.views.words import words_in

PANEL_HEIGHT: Final = 7.0
"""How high a panel is."""

MOST_BESIDE: Final = 4
"""How many panels stand beside each other."""


def dial(tallies: Tally | Iterable[Tally], fig: Figure | SubFigure | None = None, lang: str = "en") -> list[Axes]:
    """Draw the range of each profile by `at_most_yes`: how many of the open answers about means may be "yes".

    Args:
        tallies: Tallies of the same cases that differ in `at_most_yes`; or one, to have it from 0 to all open answers.
        fig: What to draw in; a figure of its own, twice as wide as a column of a journal, if None.
        lang: `en` or `nl`.

    Returns:
        An Axes for each profile, in their order.

    Raises:
        InvalidInput: If there is no such language.
        NoPicture: Without a tally.
        WrongKind: If these are no tallies.
    """
    words = words_in(lang)
    ordered = dialled(tallies)
    if not ordered:
        raise NoPicture(picture="dial", reason=Reason("no_tallies"))
    numbers = [each.at_most_yes or 0 for each in ordered]
    titles = [(code, profile_label(words, code)) for code in PROFILE]
    left_width = measured("100%", SMALLER) + layout.numbers_width()
    around = partial(layout.texts, dial_caption(words, ordered), layout.areas(words))
    axes = layout.panels(fig, around, titles, PANEL_HEIGHT, (left_width, NUMBERS), MOST_BESIDE)
    edges = [numbers[0] - 0.5, *(each + 0.5 for each in numbers)]
    for ax, code in zip(axes, PROFILE, strict=True):
        shares = [each.profiles[code].share or (0.0, 0.0) for each in ordered]
        low, high = ([ends[side] for ends in shares] for side in (0, 1))
        # Up to each number the bounds at it: between the numbers that are given these are outer bounds.
        ax.add_artist(StepPatch(high, edges, baseline=low, **HATCHED))  # type: ignore[arg-type]  # takes one for each step
        ax.add_artist(StepPatch(low, edges, **SOLID))
        layout.percent(ax.yaxis, words, 2)
        layout.whole_numbers(ax.xaxis, words, numbers[-1], numbers[0])
        ax.set_xlim(edges[0], edges[-1])
        layout.two_sided(ax)
    return axes
