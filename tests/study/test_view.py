"""Views of the study: what they say of figures, bounds and comparisons that the real ones do not show."""

import pytest
from attrs import evolve

from ckm_mo.cases import Case
from ckm_mo.messages import LANGUAGES
from ckm_mo.rules import PROFILES
from ckm_mo.study.bounds import PAIRS, Allowed, CountRange
from ckm_mo.study.comparison import compare
from ckm_mo.study.figures import Standing, figure_rows
from ckm_mo.study.figures import sheet as figures
from ckm_mo.study.view import bounds_view, comparison_view, figures_view, layouts
from ckm_mo.views.blocks import Grid, Lines, View
from ckm_mo.views.sheets import result_sheet
from ckm_mo.views.words import Words

WORDS = Words("en")


def lines(view: View) -> str:
    """Give all sentences of a view."""
    return " ".join(line for block in view if isinstance(block, Lines) for line in block.lines)


def allowed(reading: str, profiles: CountRange, pairs: CountRange, **others: CountRange) -> Allowed:
    """Make bounds that are alike for all profiles and pairs, but for some profiles."""
    codes = {each.code: profiles for each in PROFILES} | others
    return Allowed(reading, codes, dict.fromkeys(PAIRS, pairs), (3, 3))


class TestFigures:
    """Figures, as printed."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_standing(self, lang: str) -> None:
        """A workbook says in words how certain each figure is."""
        words = Words(lang)
        shown = result_sheet(words, figure_rows(figures().figures, lang))
        said = {row[shown.heads.index(words.say("head_standing"))] for row in shown.rows}
        assert said == {words.say(f"standing_{each}") for each in Standing}

    @pytest.mark.parametrize("standing", Standing)
    def test_meanings(self, standing: Standing) -> None:
        """Only a word that stands beside a figure is explained."""
        view = figures_view(WORDS, None, [each for each in figures().figures if each.standing is standing])
        said = {each for each in Standing if f"{WORDS.say(f'standing_{each}')}: " in lines(view)}
        assert said == {standing} - {Standing.CERTAIN}

    def test_none(self) -> None:
        """Without figures the view says so."""
        assert "This part has no figures for this period." in lines(figures_view(WORDS, "method", ()))


class TestBounds:
    """What bounds tell is said in words, of what holds under every reading."""

    def test_certain(self) -> None:
        """Profiles that must occur are named, with how often at least; then the margins leave not all open."""
        said = lines(bounds_view(WORDS, [allowed("row_a", (0, 2), (0, 2), AOH=(2, 5), NLS=(1, 1))], None))
        assert "Certain to occur: AOH, at least 2; NLS, at least 1." in said
        assert "No profile is ruled out: for each, the upper bound is 1 victims or more." in said
        assert "leave open" not in said
        assert "Certain on two lines" not in said

    def test_excluded(self) -> None:
        """Profiles that cannot occur are named."""
        said = lines(bounds_view(WORDS, [allowed("row_a", (0, 2), (1, 2), ALS=(0, 0))], None))
        assert "No profile is certain to occur: each of the 8 may have no victim at all. Ruled out: ALS." in said
        assert "leave open" not in said

    @pytest.mark.parametrize("other", [(1, 2), (0, 2)])
    def test_every_reading(self, other: CountRange) -> None:
        """Only what is certain under every reading is."""
        view = bounds_view(WORDS, [allowed("row_a", (1, 2), (0, 1)), allowed("row_b", other, (0, 1))], None)
        assert ("No profile is certain" in lines(view)) is (other == (0, 2))


class TestRounded:
    """How shares are rounded stands beside them, and only there."""

    SAID = WORDS.say("shares_note")

    def test_bounds(self) -> None:
        """Right below the findings of bounds, which have the one share; their tables have numbers, set right."""
        view = bounds_view(WORDS, [allowed("row_a", (0, 3), (0, 3)), allowed("row_b", (0, 3), (0, 3))], None)
        assert isinstance(view[2], Lines)
        assert view[2].lines[0] == self.SAID
        assert lines(view).count(self.SAID) == 1
        assert [each.figures for each in view if isinstance(each, Grid)] == [{2, 3}, {2, 3}, {1, 2}]

    def test_comparison(self) -> None:
        """Once, above the tables of a comparison, of however many units they are; not where there is none."""
        case = Case.from_answers({"relation": "affective", "offender": "o1", "collaboration": "solo"})
        view = comparison_view(WORDS, compare([case]))
        assert sum(isinstance(each, Grid) for each in view) > 1
        assert isinstance(view[1], Lines)
        assert self.SAID in view[1].lines
        assert lines(view).count(self.SAID) == 1
        assert self.SAID not in lines(comparison_view(WORDS, compare([])))


class TestComparison:
    """Cases beside the figures."""

    @pytest.mark.parametrize(
        ("key", "value", "word"),
        [
            ("recruitment_violence", "yes", "row B"),
            ("recruitment_deception", "yes", "inferred"),
            ("takes_all_money", "yes", "unresolved"),
            ("relation", "affective", ""),
        ],
    )
    def test_words(self, key: str, value: str, word: str) -> None:
        """What a word beside a figure of the study means is said; what stands beside none is not."""
        view = comparison_view(WORDS, compare([Case.from_answers({key: value})]))
        cells = " ".join(row[1] for each in view if isinstance(each, Grid) for row in each.rows)
        meanings = {"row B": "row B (row by row", "inferred": "inferred: from", "unresolved": "unresolved: the"}
        assert [each for each in meanings if each in cells] == [*filter(None, [word])]
        assert [each for each, said in meanings.items() if said in lines(view)] == [*filter(None, [word])]

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_layouts(self, lang: str) -> None:
        """What the lost layout leaves open is said in a sentence of its own: no table of the readings follows."""
        words = Words(lang)
        said = lines(comparison_view(words, compare([Case.from_answers({"recruitment_violence": "yes"})])))
        assert words.say("compare_layouts", readings=layouts(words)) in said
        assert words.say("study_layouts") not in said

    def test_nothing_silent(self) -> None:
        """Where the cases speak to every figure, none is named as open."""
        comparison = compare([Case.from_answers({"relation": "affective"})])
        assert "these cases leave everything open" in lines(comparison_view(WORDS, comparison))
        assert "these cases leave everything open" not in lines(comparison_view(WORDS, evolve(comparison, silent=())))
