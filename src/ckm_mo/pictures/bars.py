"""The profiles as bars: of a tally, and of each of its groups."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure, SubFigure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import blended_transform_factory

from ckm_mo.errors import NoPicture
from ckm_mo.messages import Reason
from ckm_mo.pictures import layout
from ckm_mo.pictures.captions import groups_caption, letters_caption, n_of, profile_label, profiles_caption
from ckm_mo.pictures.layout import AXIS, HATCHED, MOST_PANELS, NUMBERS, SMALLER, SOLID, Signed, measured
from ckm_mo.rules import PROFILE
from ckm_mo.tallies.bounds import Bounds
from ckm_mo.tallies.tally import Tally, check_tally
from ckm_mo.views.tally import confidence_percent, group_labels, profile_cell
from ckm_mo.views.words import Words, words_in

ROW: Final = 3.1
"""How high the row of a profile is."""

WORDS_ABOVE: Final = 1.0
"""How far the words of a profile stand above the middle of its bar."""

PANEL: Final = 1.6
"""How high the row of a profile is in a panel."""

CAP: Final = 0.15
"""How far the ends of a whisker go, up and down."""

FIGURES_HEAD: Final = 0.4
"""How high the head of the figures is."""

FEWER, MANY, PANELS_OF_MORE = 3, 9, 5
"""How many panels stand beside each other; of more than so many; so many."""


def profiles(tally: Tally, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw how many cases have each profile: solid to at least, hatched to at most, the interval below the bar.

    Args:
        tally: The tally.
        ax: What to draw upon; a figure of its own, as wide as a column of a journal, if None.
        lang: `en` or `nl`.

    Returns:
        The Axes, a bar for each profile from above.

    Raises:
        InvalidInput: If there is no such language.
        WrongKind: If it is no tally.
    """
    words = words_in(lang)
    check_tally(tally)
    figures = [profile_cell(words, tally, code) for code in PROFILE]
    head = words.say("picture_cases")
    left_width = max(measured(code, weight="bold") for code in PROFILE) + 0.6
    right_width = max(measured(each, SMALLER) for each in (*figures, head)) + 0.6
    high = ROW * len(PROFILE)
    ax = layout.framed(
        ax, profiles_caption(words, tally), _signs(words, tally), high, (left_width, right_width), (AXIS, FIGURES_HEAD)
    )
    bars(ax, [*tally.profiles.values()], ROW)
    layout.percent(ax.xaxis, words, 4)
    layout.label_axis(ax.xaxis, words.say("picture_share"))
    ax.set_yticks([])
    layout.two_sided(ax)
    for index, code in enumerate(PROFILE):
        before, behind = (layout.ems(ax, (side, index), ax.get_yaxis_transform()) for side in (0, 1))
        layout.write(ax, code, (-left_width, 0), before, weight="bold")
        blank = {"facecolor": layout.paper(), "edgecolor": "none", "pad": 0.5}
        layout.write(ax, profile_label(words, code), (0.3, WORDS_ABOVE), before, SMALLER**2, bbox=blank)
        layout.write(ax, figures[index], (0.6, 0), behind, SMALLER)
    layout.write(ax, head, (0.6, 0.4), layout.ems(ax, (1, 1)), SMALLER)
    return ax


def groups(tally: Tally, fig: Figure | SubFigure | None = None, lang: str = "en") -> list[Axes]:
    """Draw the profiles of each group of a tally, as `profiles` does, in panels of one scale.

    Args:
        tally: A tally with `by`.
        fig: What to draw in; a figure of its own, twice as wide as a column of a journal, if None.
        lang: `en` or `nl`.

    Returns:
        An Axes for each group, in their order.

    Raises:
        InvalidInput: If there is no such language.
        NoPicture: If the tally has no groups, or more than there is room for.
        WrongKind: If it is no tally.
    """
    words = words_in(lang)
    check_tally(tally)
    if not tally.groups:
        raise NoPicture(picture="groups", reason=Reason("no_groups"))
    if len(tally.groups) > MOST_PANELS:
        raise NoPicture(
            picture="groups", reason=Reason("many_panels", (("count", len(tally.groups)), ("limit", MOST_PANELS)))
        )
    signs: list[Signed] = [*_signs(words, tally), (None, letters_caption(words))]
    of = [n_of(words, group) for _, group in tally.groups]
    titles = [*zip(group_labels(words, tally), of, strict=True)]
    codes = max(measured(code, SMALLER) for code in PROFILE) + 0.4
    columns = FEWER if len(titles) <= MANY else PANELS_OF_MORE
    around = partial(layout.texts, groups_caption(words, tally), signs)
    axes = layout.panels(fig, around, titles, PANEL * len(PROFILE), (codes, NUMBERS), columns)
    for ax, (_, group) in zip(axes, tally.groups, strict=True):
        bars(ax, [*group.profiles.values()], PANEL)
        layout.percent(ax.xaxis, words, 2)
        ax.set_yticks([])
        layout.two_sided(ax)
        before = blended_transform_factory(layout.ems(ax, (0, 0)), ax.transData)
        for index, code in enumerate(PROFILE):
            layout.write(ax, code, (-codes, index), before, SMALLER)
    return axes


def bars(ax: Axes, rows: Sequence[Bounds], pitch: float) -> None:
    """Draw bounds, one below the other.

    Args:
        ax: What to draw upon.
        rows: The bounds.
        pitch: How high a row is.
    """
    high, below, cap = 1 / max(pitch, 2.3), 0.9 / max(pitch, 2.5), CAP / pitch
    hatched, solid, whiskers = [], [], []
    for index, each in enumerate(rows):
        if each.share is not None:
            least, most = each.share
            hatched.append(_area(least, most, index, high))
            solid.append(_area(0, least, index, high))
        if each.interval is not None:
            y = index + below
            ends = ([(end, y - cap), (end, y + cap)] for end in each.interval)
            whiskers += [[(end, y) for end in each.interval], *ends]
    # One path for all bars of a kind: a hatch is drawn anew for every path.
    for areas, look in ((hatched, HATCHED), (solid, SOLID)):
        ax.add_artist(PathPatch(Path.make_compound_path(*areas), **look))
    looks = {"colors": layout.ink(), "linewidths": layout.WHISKER, "clip_on": False}
    ax.add_collection(LineCollection(whiskers, **looks), autolim=False)
    ax.set_ylim(len(rows) - 0.5, -0.5)


def _area(low: float, most: float, index: int, high: float) -> Path:
    """Give the outline of a bar."""
    corners = ((low, -high / 2), (most, -high / 2), (most, high / 2), (low, high / 2), (low, -high / 2))
    return Path([(x, index + y) for x, y in corners], closed=True)


def _signs(words: Words, tally: Tally) -> list[Signed]:
    """Say what is solid, what is hatched and what a whisker is."""
    percent = confidence_percent(words, tally)
    covered: list[Signed] = [(layout.whisker(), words.say("picture_whisker", confidence=percent))] if percent else []
    return [*layout.areas(words), *covered]
