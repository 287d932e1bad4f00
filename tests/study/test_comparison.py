"""A group of cases beside the study's figures: as a tally of the group has them."""

from typing import Any

import pytest
from hypothesis import given, settings

import asked
from ckm_mo.answers import Period, Reading
from ckm_mo.cases import Case
from ckm_mo.errors import OpenCondition, UnknownColumn, WrongKind
from ckm_mo.study import comparison as module
from ckm_mo.study.comparison import compare
from ckm_mo.tallies import Tally


class TestGroups:
    """What `where` compares is the group, with the cases that may belong to it."""

    @settings(max_examples=50)
    @given(asked.tables, asked.groups)
    def test_tally(self, answers: list[asked.Answers], where: Any) -> None:
        """What stands beside a figure of all victims is what a tally of the group has of the same outcome."""
        cases = [*map(asked.case_of, answers)]
        compared = compare(cases, where=where, by_case=True)
        for each in compared.beside:
            if each.asked.key in {"relation", "initiative"} and not each.asked.among:
                for reading, found in each.bounds.items():
                    tally = Tally.of(cases, where=where, reading=reading)
                    expected = tally.dimensions[each.asked.key][each.asked.value]
                    assert found == expected

    @settings(max_examples=50)
    @given(asked.tables, asked.groups)
    def test_numbers(self, answers: list[asked.Answers], where: Any) -> None:
        """It has the cases that belong to it under each reading, and those that may under one."""
        cases = [*map(asked.case_of, answers)]
        compared = compare(cases, where=where, by_case=True)
        alone = [[Tally.of([case], where=where, reading=each) for each in Reading] for case in cases]
        assert compared.cases == sum(all(tally.n for tally in several) for several in alone)
        assert compared.cases_at_most == sum(any(tally.n_at_most for tally in several) for several in alone)
        assert [each.figure.key for each in compared.beside] == [
            each.figure.key for each in compare(cases, where=where, by_case=True).beside
        ]

    def test_how_many_at_most(self) -> None:
        """Where silence keeps a case out of the group, it is not one that may belong to it under that reading."""
        cases = [Case.from_answers({"relation": "affective", "violence": said}) for said in ("yes", "not_stated")]
        for each in compare(cases, where={"violence": "yes"}).beside:
            table: Any = each.as_dict()["table"]
            assert [(found["n"], found["n_at_most"]) for found in table.values()] == [(1, 2), (1, 1)]
            assert each.left_out == 1
        rows = compare(cases, where={"violence": "yes"}).rows()
        assert {(row["reading"], row["left_out"]) for row in rows} == {("open", 1), ("closed", 0)}

    def test_no_cases(self) -> None:
        """Anything else is refused, as where cases are tallied."""
        for wrong in ("cases.csv", Tally()):
            with pytest.raises(WrongKind, match="a sequence of cases is needed here"):
                compare(wrong)  # type: ignore[arg-type]

    def test_period(self) -> None:
        """A condition on coercion is about the period that is asked for."""
        case = Case.from_answers(
            {"relation": "affective", "recruitment_violence": "yes", "exploitation_violence": "no"}
        )
        found = [
            compare([case], where={"violence": "yes", "coercion": "hard"}, period=period).cases
            for period in (None, Period.RECRUITMENT)
        ]
        assert found == [1, 1]
        assert compare([case], where=["coercion=hard"], period=Period.EXPLOITATION).cases_at_most == 1
        assert compare([case], where=["coercion=hard"], period=Period.EXPLOITATION).cases == 0

    def test_named(self) -> None:
        """Names are counted of the cases that belong to the group; units only where all that may name one."""
        cases = [
            Case.from_answers({"offender": name, "relation": "affective", "basis": basis, "collaboration": "solo"})
            for name, basis in (("o1", "press"), ("o2", ""), ("", "judgment"))
        ]
        compared = compare(cases, where={"basis": "press"})
        assert (compared.cases, compared.cases_at_most, compared.named["offender"]) == (1, 2, 1)
        assert {each.base.unit for each in compared.beside} >= {"offender"}
        assert compare(cases, where={"relation": "affective"}).named["offender"] is None

    def test_refused(self) -> None:
        """A column that no case has is refused, and so is a condition that no completion meets."""
        with pytest.raises(UnknownColumn):
            compare([Case()], where={"colour": "red"})
        assert compare([], where={"colour": "red"}).cases == 0
        with pytest.raises(OpenCondition):
            compare([Case()], where={"relation": "unknown"})

    def test_many_kinds(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is remembered of kinds of case is bounded, and forgetting it changes nothing."""
        cases = [Case.from_answers({"relation": each}) for each in ("affective", "non_affective") * 3]
        expected = compare(cases).as_dict()
        monkeypatch.setattr(module, "MOST_SAID", 1)
        assert compare(cases).as_dict() == expected
