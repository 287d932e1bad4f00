"""Pictures drawn upon Axes: what they show is what the tally says, and every text has its place."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from attrs import evolve
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch, StepPatch
from matplotlib.text import Text

from ckm_mo import Case, Period, Reading, Tally, read_table
from ckm_mo.errors import InvalidInput, NoPicture, WrongKind
from ckm_mo.pictures import dial, groups, profiles, shift, width
from ckm_mo.pictures.captions import dial_caption, dialled
from ckm_mo.questions import plan
from ckm_mo.rules import PROFILES
from ckm_mo.views.words import Words
from commands import CODER1

CASES = tuple(read_table(CODER1))
PUBLISHED = Tally.of(CASES)
BY_AGE = Tally.of(CASES, by="victim_age_group")
EVERY = dialled(PUBLISHED)
"""Of none of the open answers, of one, and so on to all."""

PLAN = plan(CASES, answers=20)

OPEN = Case()
DECIDED = Case.from_answers({"relation": "affective", "initiative": "offender", "violence": "yes"})
OUTSIDE = Case.from_answers(
    dict.fromkeys(("vulnerable_position", "deception", "threat_of_violence", "violence", "sextortion"), "no")
)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Look as matplotlib looks, without a display, and begin and end without a figure."""
    plt.close("all")
    with mpl.rc_context({"backend": "agg"}):
        mpl.rcdefaults()
        yield
    plt.close("all")


def first(drawn: Axes | list[Axes]) -> Axes:
    """Give the only Axes, or the first."""
    return drawn if isinstance(drawn, Axes) else drawn[0]


def texts(figure: Any) -> list[str]:
    """List what can be read in a figure."""
    return [each.get_text() for each in figure.findobj(Text) if each.get_visible() and each.get_text()]


def bars(ax: Axes) -> list[tuple[float, float, bool]]:
    """List the bars of an Axes: from where to where, and whether hatched."""
    areas = [each for each in ax.patches if isinstance(each, PathPatch)]
    corners = [
        (np.asarray(bar)[:, 0], bool(each.get_hatch())) for each in areas for bar in each.get_path().to_polygons()
    ]
    return [(float(places.min()), float(places.max()), hatched) for places, hatched in corners]


def whiskers(ax: Axes) -> list[tuple[float, float]]:
    """List the whiskers of an Axes, without their ends."""
    (lines,) = [each for each in ax.collections if isinstance(each, LineCollection)]
    ends = [segment[:, 0].tolist() for segment in lines.get_segments() if segment[0][1] == segment[1][1]]
    return [(low, high) for low, high in ends]


DRAWN: dict[str, Callable[..., Axes | list[Axes]]] = {
    "profiles": lambda **options: profiles(PUBLISHED, **options),
    "groups": lambda **options: groups(BY_AGE, **options),
    "dial": lambda **options: dial(EVERY, **options),
    "shift": lambda **options: shift(PUBLISHED, **options),
    "width": lambda **options: width(PLAN, **options),
}
"""Each picture of the published cases."""


class TestAxes:
    """What is drawn upon is returned."""

    @pytest.mark.parametrize("name", ["profiles", "shift", "width"])
    def test_given(self, name: str) -> None:
        """A picture upon one Axes takes those that are given, and makes no figure."""
        _, (one, other) = plt.subplots(1, 2)
        assert DRAWN[name](ax=other) is other
        assert not one.patches
        assert plt.get_fignums() == [1]

    @pytest.mark.parametrize("name", ["groups", "dial"])
    def test_given_figure(self, name: str) -> None:
        """A picture of panels takes the figure, or the part of one, that is given."""
        whole = plt.figure()
        part: Any = np.asarray(whole.subfigures(1, 2))[1]
        drawn = DRAWN[name](fig=part)
        assert isinstance(drawn, list)
        assert {each.figure for each in drawn} == {part}
        assert plt.get_fignums() == [1]

    @pytest.mark.parametrize("name", DRAWN)
    def test_made(self, name: str) -> None:
        """Without any it makes a figure that pyplot shows."""
        assert plt.get_fignums() == []
        assert first(DRAWN[name]()).figure is plt.gcf()

    def test_style(self) -> None:
        """The user's style holds: the letters, and the first colour."""
        with plt.style.context(["dark_background", {"font.size": 12}]):
            ax = profiles(PUBLISHED)
        (title, *_) = [each for each in ax.texts if each.get_fontweight() == "bold" and "Profiles" in each.get_text()]
        assert (title.get_fontsize(), title.get_color()) == (12, "white")


class TestProfiles:
    """The bars are the tally's bounds."""

    def test_bars(self) -> None:
        """Solid goes to at least, hatched from there to at most."""
        found = bars(profiles(PUBLISHED))
        shares = [each.share for each in PUBLISHED.profiles.values() if each.share]
        assert [each[:2] for each in found if each[2]] == [pytest.approx(each) for each in shares]
        assert [each[:2] for each in found if not each[2]] == [pytest.approx((0, low)) for low, _ in shares]

    def test_whiskers(self) -> None:
        """A whisker is the interval; its lower end lies inside the solid part."""
        rows = PUBLISHED.profiles.values()
        found = whiskers(profiles(PUBLISHED))
        assert found == [pytest.approx(each.interval) for each in rows]
        assert all(low <= each.share[0] for (low, _), each in zip(found, rows, strict=True) if each.share)

    def test_no_intervals(self) -> None:
        """Without intervals there are no whiskers, and the legend has none."""
        ax = profiles(Tally.of(CASES, confidence=None))
        assert whiskers(ax) == []
        assert not any("Wilson" in each for each in texts(ax))

    def test_confidence(self) -> None:
        """The legend says how much an interval covers, with a decimal where it has one."""
        assert any(each.startswith("99.9% interval") for each in texts(profiles(Tally.of(CASES, confidence=0.999))))

    def test_figures(self) -> None:
        """Beside each bar stands how many cases, and the share rounded outwards."""
        assert "6–21 (9–34%)" in texts(profiles(PUBLISHED))
        assert "6–21 (9–34%)" in texts(profiles(PUBLISHED, lang="nl"))

    def test_second_line(self) -> None:
        """Below the title stand n, the reading and the period."""
        said = texts(profiles(PUBLISHED))
        place = said.index("Profiles: decided and possible")
        assert said[place + 1] == "n = 63; reading: open; coercion in any period"

    def test_nothing(self) -> None:
        """Of no cases there is no bar and no share."""
        ax = profiles(Tally.of([]))
        assert bars(ax) == []
        assert texts(ax).count("0") == len(PROFILES)

    @pytest.mark.parametrize(
        ("tally", "said"),
        [
            (Tally.of([DECIDED], where={"violence": "yes"}), "Fewer than 5 cases"),
            (Tally.of(CASES, reading=Reading.CLOSED), "resting on silence"),
            (Tally.of(CASES, where={"violence": "yes"}), "Group: use of violence: yes"),
            (Tally.of(CASES, period=Period.EXPLOITATION), "Left out because the exploitation never began: 5"),
            (Tally.of(CASES, decided_only=True), "Decided cases only: their shares are an artefact."),
            (Tally.of(CASES, empty="not_stated"), "Empty cells are read as silence"),
            (Tally.of(CASES, at_most_yes=3), 'at most 3 "yes"'),
            (Tally.of([Case.from_answers({"reading": "closed"}), OPEN] * 3), "reading: 3 open, 3 closed"),
        ],
    )
    def test_facts(self, tally: Tally, said: str) -> None:
        """What the tally rests on stands above the bars."""
        assert said in " ".join(texts(profiles(tally)))


class TestGroups:
    """Each group has its panel."""

    def test_bars(self) -> None:
        """A panel has the bars of its group."""
        for ax, (_, group) in zip(groups(BY_AGE), BY_AGE.groups, strict=True):
            shares = [each.share for each in group.profiles.values()]
            assert [each[:2] for each in bars(ax) if each[2]] == [pytest.approx(each) for each in shares]

    def test_small(self) -> None:
        """A group of few cases is marked in its panel and above all."""
        axes = groups(Tally.of(CASES, by="sectors"))
        few = [ax for ax in axes if any("fewer than 5" in each.get_text() for each in ax.texts)]
        assert len(few) == 3
        assert any(each.startswith("Fewer than 5 cases") for each in texts(axes[0].figure))

    def test_hatched_once(self) -> None:
        """Of each panel all that is hatched is one path, since a hatch is drawn anew for every path."""
        axes = groups(BY_AGE)
        assert [len([each for each in ax.patches if each.get_hatch()]) for ax in axes] == [1] * len(axes)

    @pytest.mark.parametrize(
        ("tally", "said"),
        [
            (PUBLISHED, "the tally has no groups"),
            (Tally.of((), by="town"), "the tally has no groups"),
            (lambda: Tally.of(_named(*map(str, range(61))), by="town", groups=61), "there are 61 groups"),
        ],
    )
    def test_impossible(self, tally: Any, said: str) -> None:
        """Without groups, and with more than there is room for, there is no picture."""
        with pytest.raises(NoPicture, match=said):
            groups(tally if isinstance(tally, Tally) else tally())


class TestDial:
    """The range of each profile against how many open answers may be "yes"."""

    def test_ranges(self) -> None:
        """Up to each number stand the bounds at it."""
        asked = [evolve(PUBLISHED, at_most_yes=each) for each in (0, 2, 10)]
        for ax, profile in zip(dial(asked), PROFILES, strict=True):
            hatched, solid = [each for each in ax.patches if isinstance(each, StepPatch)]
            shares = [each.profiles[profile.code].share or () for each in asked]
            values, edges, baseline = map(np.asarray, hatched.get_data())
            assert edges.tolist() == [-0.5, 0.5, 2.5, 10.5]
            assert [*zip(baseline, values, strict=True)] == [pytest.approx(each) for each in shares]
            assert np.asarray(solid.get_data()[0]).tolist() == baseline.tolist()

    def test_order(self) -> None:
        """The order in which tallies are given does not matter."""
        asked = [evolve(PUBLISHED, at_most_yes=each) for each in (10, 0)]
        assert dialled(asked) == dialled(asked[::-1])

    def test_between(self) -> None:
        """Where numbers are left out it says at which the bounds were calculated."""
        facts = dial_caption(Words("en"), [evolve(PUBLISHED, at_most_yes=each) for each in (0, 2, 10)]).facts
        assert facts[-1] == "Calculated at 0, 2, 10; between two of these, the bounds are those at the higher one."
        assert "Calculated" not in " ".join(dial_caption(Words("en"), EVERY).facts)

    def test_all(self) -> None:
        """Of one tally every number is asked, from none to all open answers."""
        assert [each.at_most_yes for each in dialled(PUBLISHED)] == [*range(PUBLISHED.open_answers + 1)]

    def test_many(self) -> None:
        """Of very many open answers some numbers are asked, with the first and the last, and it says so."""
        asked = dialled(Tally.of([OPEN] * 1000))
        assert (asked[0].at_most_yes, asked[-1].at_most_yes, len(asked)) == (0, 5000, 201)
        said = " ".join(dial_caption(Words("en"), asked[::50]).facts)
        assert "Calculated at 0, 1,250, 2,500, 3,750, 5,000;" in said
        assert "Calculated at 0, 25, 50, …, 300;" in " ".join(dial_caption(Words("en"), asked[:13]).facts)

    def test_nothing(self) -> None:
        """Of no tally there is no picture; of no cases there is one without ranges."""
        with pytest.raises(NoPicture, match="there is no tally"):
            dial([])
        assert len(dial(Tally.of([]))) == len(PROFILES)


class TestRefused:
    """What is no picture of anything."""

    @pytest.mark.parametrize("draw", [profiles, groups, dial, shift])
    def test_no_tally(self, draw: Callable[..., Any]) -> None:
        """Of what is no tally there is none, and what makes one is said."""
        for given in (5, PLAN, [Case()]):
            with pytest.raises(WrongKind, match=r"a tally is needed here, not \w+\. Use Tally\.of\(cases\)\."):
                draw(given)

    def test_no_plan(self) -> None:
        """Nor of what is no plan."""
        with pytest.raises(WrongKind, match=r"a reading plan is needed here, not Tally\. Use ckm_mo\.questions\.plan"):
            width(PUBLISHED)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("draw", "of"), [(profiles, PUBLISHED), (groups, BY_AGE), (dial, PUBLISHED), (shift, PUBLISHED), (width, PLAN)]
    )
    def test_no_language(self, draw: Callable[..., Any], of: Any) -> None:
        """Nor in a language that there is not."""
        with pytest.raises(InvalidInput, match='"fr" is not allowed here'):
            draw(of, lang="fr")


class TestShift:
    """Coercion in recruitment and in exploitation."""

    def test_cells(self) -> None:
        """Each cell has its count."""
        ax = shift(PUBLISHED)
        counts = PUBLISHED.shift
        assert counts is not None
        inside = [each.get_text() for each in ax.texts if each.get_transform() is ax.transData]
        assert inside == [str(each) for each in counts.values()]

    def test_open_apart(self) -> None:
        """What is open stands apart and has no shade; the others are the darker the fuller."""
        ax = shift(PUBLISHED)
        counts = PUBLISHED.shift or {}
        shades = dict(zip(counts, [float(to_rgba(each.get_facecolor())[3]) for each in ax.patches], strict=True))
        assert {shades[pair] for pair in counts if "open" in pair} == {0}
        assert shades["hard", "hard"] > 0 == shades["none", "soft"]

    def test_members(self) -> None:
        """It says who is not counted: attempts, and who only may belong to the group."""
        said = " ".join(texts(shift(Tally.of(CASES, where={"victim_age_group": "minor"}))))
        assert "Left out because the exploitation never began" in said
        assert "Not counted, since it is open whether they belong to the group: 9" in said

    def test_period(self) -> None:
        """Of one period there is no shift."""
        with pytest.raises(NoPicture, match="one period"):
            shift(Tally.of(CASES, period=Period.RECRUITMENT))


class TestWidth:
    """The curve of a plan."""

    def test_curve(self) -> None:
        """The line is the curve, and a point is the plan."""
        *_, curve, point = width(PLAN).lines
        assert curve.get_ydata() == pytest.approx(PLAN.curve)
        assert (point.get_xdata(), point.get_ydata()) == ([20], [PLAN.guaranteed])

    def test_nothing(self) -> None:
        """Of decided cases there is a plan without answers."""
        assert width(plan([DECIDED])).lines[-2].get_ydata() == [0]


def _named(*names: str) -> list[Case]:
    return [evolve(DECIDED, other=(("town", each),)) for each in names]


def _in(draw: Callable[..., Axes | list[Axes]], lang: str) -> Axes | list[Axes]:
    return draw(lang=lang)


FORTY = _named(*(f"town of some length {each}" for each in range(40)))
ASKED: dict[str, Any] = {
    "where": {"sectors": "hotel", "victim_age_group": "minor", "violence": "yes"},
    "at_most_yes": 4,
    "population": 500,
}

SHAPES: dict[str, Callable[[str], Axes | list[Axes]]] = {
    **{name: partial(_in, draw) for name, draw in DRAWN.items()},
    "of sectors": lambda lang: groups(Tally.of(CASES, by="sectors"), lang=lang),
    "of forty": lambda lang: groups(Tally.of(FORTY, by="town"), lang=lang),
    "of one": lambda lang: groups(Tally.of(_named("x" * 300), by="town"), lang=lang),
    "one case": lambda lang: profiles(Tally.of([DECIDED]), lang=lang),
    "no case": lambda lang: profiles(Tally.of([]), lang=lang),
    "no groups": lambda lang: groups(Tally.of([], by="relation"), lang=lang),
    "all open": lambda lang: profiles(Tally.of([OPEN] * 300), lang=lang),
    "all decided": lambda lang: profiles(Tally.of([DECIDED] * 12345), lang=lang),
    "outside": lambda lang: shift(Tally.of([OUTSIDE] * 12345), lang=lang),
    "conditions": lambda lang: profiles(Tally.of(CASES, **ASKED), lang=lang),
    "several": lambda lang: dial([evolve(PUBLISHED, at_most_yes=each) for each in (0, 2, 5, 10, 100)], lang=lang),
    "no plan": lambda lang: width(plan([]), lang=lang),
}
"""Pictures of all shapes, in a language."""


@pytest.mark.parametrize(("shape", "lang"), [*((each, "nl") for each in SHAPES), *((each, "en") for each in DRAWN)])
class TestPlaces:
    """Every text has its place."""

    def test_inside(self, shape: str, lang: str) -> None:
        """No text is cut off at the edge of the figure, and none stands upon another."""
        figure: Any = first(SHAPES[shape](lang)).figure
        figure.draw_without_rendering()
        shown = [each for each in figure.findobj(Text) if each.get_visible() and each.get_text().strip()]
        boxes = [(each.get_text(), each.get_window_extent()) for each in shown]
        wide, high = figure.bbox.width + 1, figure.bbox.height + 1
        assert [text for text, box in boxes if box.x0 < -1 or box.y0 < -1 or box.x1 > wide or box.y1 > high] == []
        shrunk = [(text, box.padded(-1.5)) for text, box in boxes]
        assert [(one, other) for (one, a), (other, b) in combinations(shrunk, 2) if a.overlaps(b)] == []
