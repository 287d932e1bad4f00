"""Plans: which cases to reopen, with what is guaranteed."""

from itertools import accumulate
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import brute
import oracle
import strategies
from ckm_mo import questions
from ckm_mo.cases import Case
from ckm_mo.errors import InvalidAssumption
from ckm_mo.questions import plans
from ckm_mo.questions.plans import divide, gains, plan
from ckm_mo.tables import read_table
from ckm_mo.tallies.tally import Tally
from commands import CODER1
from spaces import PARTIAL, answers_for

GAINS = sorted({gains(values) for values in PARTIAL})


class TestOneCase:
    """For one case each next question leaves the least width in the worst case."""

    @settings(max_examples=60)
    @given(strategies.values)
    def test_brute_force(self, values: Any) -> None:
        """What answers guarantee is what enumeration gives."""
        found = gains(values)
        for answers in range(3):
            expected = brute.width(values) - brute.left_after(values, answers)
            assert found[min(answers, len(found) - 1)] == expected

    @pytest.mark.parametrize("values", PARTIAL[::97])
    def test_all(self, values: Any) -> None:
        """All answers leave no width."""
        assert gains(values)[-1] == brute.width(values)


class TestTables:
    """For a table answers are divided so that the guaranteed narrowing is greatest."""

    @settings(max_examples=40)
    @given(st.lists(strategies.values, min_size=1, max_size=3), st.integers(0, 4))
    def test_brute_force(self, several: Any, answers: int) -> None:
        """It is that of the best division, and the curve says it for every number."""
        cases = [
            Case.from_answers({"case_id": str(place), **answers_for(values, tokens=["unknown"])})
            for place, values in enumerate(several)
        ]
        found = plan(cases, answers=answers)
        expected = brute.guaranteed(several, answers)
        assert found.guaranteed == expected == sum(each.guaranteed for each in found.cases)
        assert found.curve[min(answers, len(found.curve) - 1)] == expected
        assert sum(each.answers for each in found.cases) <= answers

    @settings(max_examples=40)
    @given(strategies.case_lists, strategies.readings, strategies.periods)
    def test_width(self, cases: list[Case], reading: Any, period: Any) -> None:
        """The width is that of the tally, and all answers take it away."""
        found, tally = plan(cases, reading=reading, period=period), Tally.of(cases, reading=reading, period=period)
        assert found.width == sum(each.at_most - each.count for each in tally.profiles.values())
        assert (found.n, found.undecided) == (tally.n, tally.undecided)
        assert found.guaranteed == found.width == found.curve[-1]
        assert list(accumulate(found.curve, max)) == list(found.curve)

    @pytest.mark.parametrize("seed", range(4))
    def test_kinds(self, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
        """Among many cases the division by kinds guarantees as much as that case by case."""
        draw = Random(seed)  # noqa: S311 - nothing is kept secret with it
        for size in (30, 160, 400):
            several = draw.choices(draw.sample(GAINS, draw.randint(2, 6)), k=size)
            monkeypatch.setattr(plans, "FEW_CASES", size)
            one, _ = divide(several, None)
            monkeypatch.setattr(plans, "FEW_CASES", 0)
            other, _ = divide(several, None)
            assert one == other
            for answers in (1, 17, size, len(one) // 2):
                _, division = divide(several, answers)
                sure = sum(gain[min(some, len(gain) - 1)] for gain, some in zip(several, division, strict=True))
                assert (sure, sum(division) <= answers) == (one[min(answers, len(one) - 1)], True)

    def test_narrow(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """However few divisions are tried, the curve never falls, and the division guarantees what it says."""
        monkeypatch.setattr(plans, "FEW_CASES", 0)
        monkeypatch.setattr(plans, "MOST_TAKEN_BACK", 1)
        monkeypatch.setattr(plans, "CORE", 1)
        several = [(0, 0, 0, 1), (0, 0, 3), (0, 2)] * 9
        curve, division = divide(several, 20)
        assert curve == sorted(curve)
        assert sum(gain[some] for gain, some in zip(several, division, strict=True)) == curve[20]

    def test_ties(self) -> None:
        """Ties go in the order of the table, then of the codebook."""
        cases = [Case.from_answers({"case_id": name, "violence": "yes"}) for name in "cab"]
        found = plan(cases, answers=2)
        assert [(each.case_id, each.ask, each.answers) for each in found.cases] == [("c", "relation", 2)]

    def test_per(self) -> None:
        """What a case has in the column of `per` is null where that is open, as by a word for unknown."""
        cases = [Case.from_answers({"case_id": name, "investigation": name}) for name in ("a", "unknown", "")]
        found = {each.case_id: each.per for each in plan(cases, per="investigation").cases}
        assert found == {"a": "a", "unknown": None, "": None}

    def test_per_result(self) -> None:
        """What it has of a result is its outcome, null where that is open."""
        cases = [Case.from_answers({"case_id": each, "violence": each}) for each in ("yes", "no")]
        assert [each.per for each in plan(cases, per="dwang").cases] == ["hard", None]
        assert {each.per for each in plan(cases, per="profile").cases} == {None}

    def test_published(self) -> None:
        """On the published cases ten answers take away 20 of a width of 86, the most per answer first."""
        found = plan(read_table(CODER1), answers=10, per="investigation")
        assert (found.width, found.undecided, found.guaranteed) == (86, 34, 20)
        worth = [each.guaranteed / each.answers for each in found.cases]
        assert worth == sorted(worth, reverse=True)
        assert {each.ask for each in found.cases} <= set(oracle.VARIABLES)
        assert all(each.per for each in found.cases)

    def test_period(self) -> None:
        """With a period questions are asked at its level."""
        case = Case.from_answers({"relation": "affective", "initiative": "offender", "deception": "yes"})
        (reopened,) = plan([case], period="recruitment").cases  # type: ignore[arg-type]  # a token will do
        assert reopened.ask.startswith("recruitment_")

    @pytest.mark.parametrize("answers", [-1, 2.5, "2", True])
    def test_negative(self, answers: Any) -> None:
        """Fewer than no answers cannot be looked up, nor a part of one."""
        with pytest.raises(InvalidAssumption, match="give a whole number, 0 or more"):
            plan([], answers=answers)

    def test_numbers_of_others(self) -> None:
        """A whole number of NumPy is one."""
        case = Case.from_answers({"relation": "affective"})
        assert plan([case], answers=np.int64(1)) == plan([case], answers=1)  # type: ignore[arg-type]  # any number

    def test_object(self) -> None:
        """The plan object is the design's."""
        record: Any = plan([Case()], answers=1).as_dict()
        assert list(record) == [
            *("n", "undecided", "width", "answers", "guaranteed", "curve", "cases", "provenance"),
        ]
        assert record["curve"][:2] == [{"answers": 0, "guaranteed": 0}, {"answers": 1, "guaranteed": 4}]
        assert record["cases"] == [{"case_id": "", "ask": "relation", "answers": 1, "guaranteed": 4, "per": None}]


def test_exported() -> None:
    """The folder exports its public names."""
    assert questions.plan is plan
    assert set(questions.__all__) == {"Checked", "Claim", "Plan", "check", "plan"}
