"""Laws of agreement, on ratings and on cases that are drawn at random."""

import json
from collections.abc import Mapping
from itertools import permutations
from typing import Any

import krippendorff
import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from ckm_mo import Case
from ckm_mo.agreement.codings import Codings
from ckm_mo.agreement.decisions import count_to_decide, to_decide
from ckm_mo.agreement.disagreements import disagreements
from ckm_mo.agreement.levels import agree
from ckm_mo.agreement.measures import Figures, agree_on
from ckm_mo.agreement.merging import merge
from ckm_mo.answers import LEVELS, Period, Reading
from ckm_mo.classification import classify
from ckm_mo.codebook import CODED, NOT_CODED, VARIABLES
from ckm_mo.errors import InvalidInput

CATEGORIES = ("a", "b", "c")
RATINGS = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.sampled_from([*CATEGORIES, None]), min_size=coders, max_size=coders), min_size=1, max_size=8
    )
)

Ratings = list[list[Any]]


def plain(found: Figures) -> tuple[object, ...]:
    """Give the figures without what names coders or categories."""
    return (
        found.units,
        found.agreement,
        found.kappa,
        found.alpha,
        found.ac1,
        found.ac1_se,
        found.ac1_low,
        found.ac1_high,
        [reason.key for reason in found.reasons],
    )


def figures(ratings: Ratings) -> tuple[object, ...]:
    """Work out the figures."""
    return plain(agree_on(ratings, CATEGORIES))


class TestRatings:
    """Figures do not depend on names and order, to the last digit."""

    @given(RATINGS, st.randoms(use_true_random=False))
    def test_order_of_coders(self, ratings: Ratings, draw: Any) -> None:
        """The coders may stand in any order, the same in all rows."""
        order = draw.sample(range(len(ratings[0])), len(ratings[0]))
        assert figures([[row[place] for place in order] for row in ratings]) == figures(ratings)

    @given(RATINGS, st.permutations(CATEGORIES))
    def test_names_of_categories(self, ratings: Ratings, names: list[str]) -> None:
        """The categories may be named otherwise."""
        renamed = dict(zip(CATEGORIES, names, strict=True))
        assert figures([[renamed.get(each) for each in row] for row in ratings]) == figures(ratings)

    @given(RATINGS.flatmap(lambda ratings: st.tuples(st.just(ratings), st.permutations(ratings))))
    def test_order_of_units(self, both: tuple[Ratings, Ratings]) -> None:
        """The units may stand in any order."""
        ratings, mixed = both
        assert figures(mixed) == figures(ratings)

    @given(RATINGS)
    def test_a_unit_that_nobody_coded(self, ratings: Ratings) -> None:
        """A unit that nobody coded changes nothing."""
        assert figures([*ratings, [None] * len(ratings[0])]) == figures(ratings)

    @given(RATINGS)
    def test_perfect_agreement(self, ratings: Ratings) -> None:
        """Where all agree every figure that is defined is 1, and alpha is defined if two answers occur."""
        alike = [[next(filter(None, row), None) if each else None for each in row] for row in ratings]
        found = agree_on(alike, CATEGORIES)
        assert {found.agreement, found.kappa, found.alpha, found.ac1} <= {None, 1.0}
        if found.units:
            paired = {each for row in alike if len(row) - row.count(None) > 1 for each in row if each}
            assert (found.agreement, found.ac1) == (1.0, 1.0)
            assert (found.alpha == 1.0) == (len(paired) > 1)

    @given(RATINGS)
    def test_bounds(self, ratings: Ratings) -> None:
        """No figure is above 1, none is a NaN, and AC1 lies in its interval, between -1 and 1.

        Fleiss' kappa can be below -1: single ratings count in its chance, and not in what was agreed on.
        """
        found = agree_on(ratings, CATEGORIES)
        numbers = [each for each in found.as_dict().values() if isinstance(each, float)]
        assert all(each <= 1 for each in numbers)
        assert all(found[name] is None or found[name] >= -1 for name in ("ac1", "ac1_low", "ac1_high"))
        json.dumps(found.as_dict(), allow_nan=False)
        if found.ac1_low is not None and found.ac1_high is not None and found.ac1 is not None:
            assert found.ac1_low <= found.ac1 <= found.ac1_high

    @given(RATINGS)
    def test_reasons(self, ratings: Ratings) -> None:
        """Whatever is undefined has a reason."""
        found = agree_on(ratings, CATEGORIES)
        assert (None in {found.agreement, found.kappa, found.alpha, found.ac1, found.ac1_low}) <= bool(found.note)

    @given(RATINGS)
    def test_alpha(self, ratings: Ratings) -> None:
        """Alpha is that of `krippendorff`, which refuses where it is undefined."""
        codes = {each: place for place, each in enumerate(CATEGORIES)}
        data = np.array([[codes.get(each, np.nan) for each in row] for row in ratings], dtype=float).T
        alpha = agree_on(ratings, CATEGORIES).alpha
        if alpha is not None:
            theirs = krippendorff.alpha(data, level_of_measurement="nominal", value_domain=range(len(CATEGORIES)))
            assert alpha == pytest.approx(theirs, abs=1e-9)


def numbered(several: list[Case]) -> list[Case]:
    """Give cases ids."""
    return [evolve(case, names=(str(place), *case.names[1:])) for place, case in enumerate(several)]


CODERS = st.integers(1, 4).flatmap(
    lambda count: st.lists(
        st.lists(strategies.cases, min_size=count, max_size=count).map(numbered), min_size=2, max_size=3
    )
)


def _with(one: Case, other: Case, key: str) -> Case:
    """Make the case of one coder with the answer of another; that of the other where this contradicts the rest."""
    coded = {each.key: one[each.key] for each in CODED if one[each.key] != NOT_CODED}
    try:
        return Case.from_answers(coded | {key: other[key]})
    except InvalidInput:
        return other


def _left(case: Case, period: Period | None) -> Mapping[str, tuple[str, ...]]:
    """Give the outcomes that are left of a case."""
    return classify(case, Reading.OPEN, period).left


class TestCases:
    """What holds of cases that several coders coded."""

    @settings(max_examples=40)
    @given(CODERS)
    def test_order_of_cases(self, coders: list[list[Case]]) -> None:
        """Neither the order of the cases nor that of the coders changes a figure."""
        codings = Codings.of({str(place): cases for place, cases in enumerate(coders)})
        turned = Codings.of({str(place): cases[::-1] for place, cases in reversed(list(enumerate(coders)))})
        one, other = agree(codings), agree(turned)
        for key, figures_of in one.coded.items():
            assert plain(figures_of) == plain(other.coded[key])
        assert plain(one.possible) == plain(other.possible)

    @settings(max_examples=40)
    @given(CODERS)
    def test_merged(self, coders: list[list[Case]]) -> None:
        """What is merged contradicts nobody, and what is left empty is what not all gave."""
        codings = Codings.of({str(place): cases for place, cases in enumerate(coders)})
        merged = merge(codings)
        left = dict(merged.left_empty)
        for case in merged.cases:
            for variable in VARIABLES:
                answers = {cases[case.case_id][variable.key] for cases in codings.cases.values()}
                assert (variable.key in left.get(case.case_id, ())) == (len(answers) > 1)
                assert len(answers) > 1 or answers == {case[variable.key]}

    @settings(max_examples=40)
    @given(CODERS)
    def test_disagreements(self, coders: list[list[Case]]) -> None:
        """The answers to talk about are among those that are left empty."""
        codings = Codings.of({str(place): cases for place, cases in enumerate(coders)})
        left = {(case_id, key) for case_id, keys in merge(codings).left_empty for key in keys}
        assert {(each.case_id, each.key) for each in disagreements(codings)} <= left

    @settings(max_examples=40)
    @given(CODERS, st.sampled_from(LEVELS))
    def test_changes_verdict(self, coders: list[list[Case]], period: Period | None) -> None:
        """An answer changes a verdict where the case of one coder has other outcomes with that of another."""
        codings = Codings.of({str(place): cases for place, cases in enumerate(coders)})
        for each in disagreements(codings, period=period):
            cases = [some[each.case_id] for some in codings.cases.values()]
            coded = [case for case in cases if case[each.key] != NOT_CODED]
            assert each.changes_verdict == any(
                _left(one, period) != _left(_with(one, other, each.key), period)
                for one, other in permutations(coded, 2)
                if one[each.key] != other[each.key]
            )

    @settings(max_examples=40)
    @given(CODERS, st.sampled_from(LEVELS))
    def test_counted(self, coders: list[list[Case]], period: Period | None) -> None:
        """What is to be decided is counted as it is listed."""
        codings = Codings.of({str(place): cases for place, cases in enumerate(coders)})
        listed = to_decide(codings, period=period)
        changing = sum(each.changes_verdict for each in listed)
        counts = len(listed), len({each.case_id for each in listed}), changing
        assert count_to_decide(codings, reading=Reading.OPEN, period=period) == counts

    @settings(max_examples=40)
    @given(CODERS.map(lambda coders: coders[0]))
    def test_oneself(self, cases: list[Case]) -> None:
        """A coder agrees with itself on all, and there is nothing to talk about."""
        codings = Codings.of({"one": cases, "other": cases})
        found = agree(codings)
        assert {each.agreement for each in (*found.coded.values(), *found.stated.values(), found.possible)} <= {
            None,
            1.0,
        }
        assert disagreements(codings) == ()
        assert merge(codings).left_empty == ()
