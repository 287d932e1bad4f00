"""A group of cases beside the study's figures: as a tally of the group has them."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import asked
import brute
import oracle
from ckm_mo.answers import Period, Reading
from ckm_mo.cases import Case
from ckm_mo.errors import OpenCondition, UnknownColumn, WrongKind
from ckm_mo.study import comparison as module
from ckm_mo.study.comparison import ComparedFigure, compare
from ckm_mo.tallies.tally import Tally

CONTEXT = {key: values for key, values in oracle.VALUES_TO_GROUP_BY.items() if key not in {*asked.VALUES, *brute.ALL}}
"""The context variables that `asked` draws no answers to."""

CAN_DIFFER = [*CONTEXT, *(key for key in asked.VALUES if not brute.means_of(key)), *oracle.MEANS]
"""In what cases can differ; in all answers about a means together."""


def about(key: str) -> str:
    """Name what an answer is about: its means, or itself."""
    return (brute.means_of(key) or ("", key))[1]


@st.composite
def near_each_other(draw: st.DrawFn) -> tuple[list[asked.Answers], list[tuple[str, str]]]:
    """Draw the answers to cases that differ in little, so that one that is taken for another shows, and a group.

    Half of the time they differ in what the group is about, in means, or in how silence is to be read.
    """

    def one() -> asked.Answers:
        context = {key: draw(st.sampled_from([*values, "unknown", ""])) for key, values in CONTEXT.items()}
        return draw(asked.one(means=2)) | context

    where = draw(asked.groups)
    keys = {key for key, _ in where}
    often = ["reading", *oracle.MEANS, *map(about, keys), *(("relation", "initiative") if "profile" in keys else ())]
    first = one()
    cases = [first]
    for _ in range(draw(st.integers(1, 4))):
        other = one()
        differ = draw(st.sets(st.sampled_from(CAN_DIFFER), max_size=4) | st.sets(st.sampled_from(often), max_size=4))
        if first["exploitation_began"] != other["exploitation_began"]:  # all of its means go with that
            differ |= {"exploitation_began", *oracle.MEANS} if differ & {"exploitation_began", *oracle.MEANS} else set()
        cases.append({key: answer if about(key) in differ else first[key] for key, answer in other.items()})
    return cases, where


def differing(key: str, *values: str, where: tuple[str, str] | None = None, **alike: str) -> Any:
    """Make the answers to cases that differ in one, and a group."""
    return [alike | {key: value} for value in values], [where] if where else []


def may_be(answers: asked.Answers, each: ComparedFigure, reading: str, where: Any, period: str | None) -> set[str]:
    """Enumerate what a case may be to a figure: with what it counts, without it, or not among those that count."""
    among = [*where, *each.counted.among]
    counted = each.counted.key, each.counted.value
    of_exploitation = each.counted.period == "exploitation" or each.counted.key in brute.OF_EXPLOITATION
    if brute.attempt(answers) and of_exploitation:
        return {"out"}
    return {
        "out" if not all(brute.holds(one, condition) for condition in among) else str(brute.holds(one, counted))
        for one, _ in brute.completions(answers, [*among, counted], reading, period)
    }


class TestEnumerated:
    """What stands beside a figure is what it is over every completion of every case."""

    @settings(max_examples=100)
    @given(near_each_other(), st.sampled_from([None, None, *oracle.PERIODS]))
    @example(differing("relation", "affective", "unknown", where=("relation", "affective")), None)
    @example(differing("relation", *oracle.RELATIONS, where=("profile", "AOH")), None)
    @example(differing("year", "2018", "2019", relation="affective", where=("year", "2018")), None)
    @example(differing("exploitation_began", "yes", "no", decides_acts="yes"), None)
    @example(differing("acquaintance", "strangers", "known_via_network", contact_channel="online"), None)
    @example(differing("recruitment_violence", "yes", "unknown", "not_stated"), None)
    @example(differing("reading", "closed", "open", recruitment_violence="not_stated"), None)
    @example(differing("violence", "not_stated", "yes", relation="affective", where=("violence", "yes")), None)
    def test_brute_force(self, drawn: tuple[list[asked.Answers], Any], period: str | None) -> None:
        """As many cases count, may count, belong and may belong as enumeration finds, under each reading."""
        cases, where = drawn
        compared = compare(
            map(asked.case_of, cases), where=where, period=Period(period) if period else None, by_case=True
        )
        for each in compared.figures:
            for reading, found in each.bounds.items() if each.base.unit == "victim" else ():
                ways = [may_be(answers, each, str(reading), where, period) for answers in cases]
                expected = (
                    sum(way == {"True"} for way in ways),
                    sum("True" in way for way in ways),
                    sum("out" not in way for way in ways),
                    sum(way != {"out"} for way in ways),
                )
                assert (found.count, found.at_most, found.n, each.n_at_most[reading]) == expected


class TestGroups:
    """What `where` compares is the group, with the cases that may belong to it."""

    @settings(max_examples=50)
    @given(asked.tables, asked.groups)
    def test_tally(self, answers: list[asked.Answers], where: Any) -> None:
        """What stands beside a figure of all victims is what a tally of the group has of the same outcome."""
        cases = [*map(asked.case_of, answers)]
        compared = compare(cases, where=where, by_case=True)
        for each in compared.figures:
            if each.counted.key in {"relation", "initiative"} and not each.counted.among:
                for reading, found in each.bounds.items():
                    tally = Tally.of(cases, where=where, reading=reading)
                    expected = tally.dimensions[each.counted.key][each.counted.value]
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
        assert [each.figure.key for each in compared.figures] == [
            each.figure.key for each in compare(cases, where=where, by_case=True).figures
        ]

    def test_how_many_at_most(self) -> None:
        """Where silence keeps a case out of the group, it is not one that may belong to it under that reading."""
        cases = [Case.from_answers({"relation": "affective", "violence": said}) for said in ("yes", "not_stated")]
        for each in compare(cases, where={"violence": "yes"}).figures:
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
        assert {each.base.unit for each in compared.figures} >= {"offender"}
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
        monkeypatch.setattr(module, "MOST_CASES", 1)
        monkeypatch.setattr(module, "MOST_READ", 1)
        assert compare(cases).as_dict() == expected
