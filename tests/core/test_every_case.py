"""All cases as far as they are read: 128 complete ones and 2,187 partial ones, decided and explained."""

from functools import partial

import pytest

import oracle
from ckm_mo.answers import Period, Reading
from ckm_mo.cases import Case
from ckm_mo.classification import classify, values_of
from ckm_mo.explanation import explain
from ckm_mo.tallies.tally import Tally
from spaces import (
    COMPLETE,
    LEVELS,
    PARTIAL,
    READINGS,
    TRIPLES,
    answers_for,
    completions,
    explained_cases,
    judge,
    level,
    reasons,
)

KEYS_OF_VIOLENCE = ("violence", "recruitment_violence", "exploitation_violence")

AT_EACH_LEVEL = pytest.mark.parametrize("period", LEVELS, ids=str)


@AT_EACH_LEVEL
@pytest.mark.parametrize("reading", READINGS)
def test_partial_cases(reading: str, period: str | None) -> None:
    """Every partial case has the verdict and the whole explanation that the oracle gives it."""
    wrong = [
        answers
        for answers, expected in explained_cases(reading, period)
        if reasons(explain(Case.from_answers(answers), Reading(reading), level(period))) != expected
    ]
    assert wrong == []


@AT_EACH_LEVEL
def test_partial_cases_are_read_as_meant(period: str | None) -> None:
    """The cases that are tried are all there are: under the open reading each is read as its own seven values."""
    read_as = [
        values_of(Case.from_answers(answers).key, Reading.OPEN, level(period))
        for answers, _ in explained_cases("open", period)
    ]
    assert read_as == list(PARTIAL)
    assert len(set(PARTIAL)) == 2187


@AT_EACH_LEVEL
@pytest.mark.parametrize("reading", READINGS)
def test_complete_cases(reading: str, period: str | None) -> None:
    """Every complete case has exactly one outcome, that of plain if and else, however silence is read."""
    assert len(COMPLETE) == 128
    for values in COMPLETE:
        answers = answers_for(values, period, tokens=["not_stated"])
        explanation = explain(Case.from_answers(answers), Reading(reading), level(period))
        assert len(explanation.verdict.outcomes) == 1
        assert explanation.ask == ()
        assert explanation.verdict.as_dict() == oracle.verdict(answers, reading, period)


def test_attempts() -> None:
    """Asked for the exploitation of an attempt, a case has relation and initiative, and no coercion."""
    for values in PARTIAL:
        answers = answers_for(values, "recruitment", tokens=["unknown"]) | {"exploitation_began": "no"}
        explanation = explain(Case.from_answers(answers), Reading.OPEN, Period.EXPLOITATION)
        assert reasons(explanation) == oracle.verdict(answers, "open", "exploitation") | oracle.explanation(
            answers, "open", "exploitation"
        )


def test_a_verdict_is_the_set_of_its_completions_outcomes() -> None:
    """What is possible of a partial case is what its completions have, each alike, and nothing else."""
    for values in PARTIAL:
        verdict = judge(values)
        complete = [judge(world) for world in completions(values)]
        assert verdict.outcomes == frozenset().union(*(each.outcomes for each in complete)), values
        for dimension in ("relation", "initiative", "coercion"):
            (first, *others) = {getattr(each, dimension) for each in complete}
            assert getattr(verdict, dimension) == (None if others else first), values


def test_verdicts_that_can_occur() -> None:
    """63 sets of rules can be left, and 9 without coercion for attempts."""
    begun = {judge(values).by_dimension for values in PARTIAL}
    attempts = {judge(values, Reading.OPEN, Period.EXPLOITATION, began=False).by_dimension for values in PARTIAL}
    assert (len(begun), len(attempts)) == (63, 9)
    assert begun.isdisjoint(attempts)


def test_cases_with_one_outcome_have_one_verdict() -> None:
    """Verdicts on cases with the same outcomes are equal: there are 63 under a reading and period."""
    cases = [Case.from_answers(answers) for answers, _ in explained_cases("open", None)]
    assert len({classify(case) for case in cases}) == 63


@AT_EACH_LEVEL
@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("began", ["yes", "no"])
def test_cases_that_are_almost_alike(reading: str, period: str | None, began: str) -> None:
    """Cases that differ in the answers for one means, on which all hangs, are tallied together as one by one."""
    same = dict.fromkeys(oracle.MEANS, "no") | {"exploitation_began": began}
    cases = [
        Case.from_answers(same | dict(zip(KEYS_OF_VIOLENCE, answers, strict=True)))
        for answers in TRIPLES
        if oracle.means_as_read(*answers, attempt=began == "no", reading=reading)
    ]
    tally = partial(Tally.of, reading=Reading(reading), period=level(period), by="exploitation_began")
    assert tally(cases) == sum(tally([case]) for case in cases)
