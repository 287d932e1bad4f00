"""The curve of a reading plan: what so many answers are sure to take away of the width."""

from typing import Final

from matplotlib.axes import Axes

from ckm_mo.pictures import layout
from ckm_mo.pictures.captions import DrawnPlan, check_plan, width_caption
from ckm_mo.pictures.layout import AXIS, COLOUR, SMALLER, measured, points
from ckm_mo.views.words import words_in

DRAWING_HEIGHT: Final = 16.0
"""How high the drawing is."""

FREE_ABOVE: Final = 0.5
"""What is left free above, for half of the last number."""


def width(plan: DrawnPlan, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw the curve of a reading plan: how much of the width of a tally so many answers are sure to take away.

    Args:
        plan: What `ckm_mo.questions.plan` gives.
        ax: What to draw upon; a figure of its own, as wide as a column of a journal, if None.
        lang: `en` or `nl`.

    Returns:
        The Axes.

    Raises:
        InvalidInput: If there is no such language.
        WrongKind: If it is no reading plan.
    """
    words = words_in(lang)
    check_plan(plan)
    left_width = measured(words.number(plan.width), SMALLER) + layout.numbers_width() + 1.6
    text = words.say("picture_plan", answers=plan.answers, guaranteed=plan.guaranteed, width=plan.width)
    caption = width_caption(words, plan)
    ax = layout.framed(
        ax, caption, [(layout.dot(), text)], DRAWING_HEIGHT, (left_width, layout.LAST), (AXIS, FREE_ABOVE)
    )
    ax.plot(range(len(plan.curve)), plan.curve, color=COLOUR, drawstyle="steps-post", linewidth=1)
    wide = points() * layout.DOT
    ax.plot([plan.answers], [plan.guaranteed], "o", color=layout.ink(), markersize=wide, clip_on=False, zorder=3)
    layout.whole_numbers(ax.xaxis, words, max(len(plan.curve) - 1, plan.answers))
    layout.whole_numbers(ax.yaxis, words, plan.width)
    ax.set_xlim(0, max(1, len(plan.curve) - 1, plan.answers))
    ax.set_ylim(0, max(1, plan.width))
    layout.label_axis(ax.xaxis, words.say("picture_answers"))
    layout.label_axis(ax.yaxis, words.say("picture_guaranteed", width=plan.width))
    layout.two_sided(ax)
    return ax
