"""The interpreter, the verdict as a value, and its caches."""

import copy
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

import oracle
from ckm_mo import classification
from ckm_mo.answers import Period, Reading, Truth
from ckm_mo.cases import Case
from ckm_mo.checking import queries
from ckm_mo.classification import (
    MOST_REMEMBERED,
    Verdict,
    classify,
    is_met,
    key_at_level,
    options,
    remaining,
    values_of,
    verdict_on,
)
from ckm_mo.errors import InvalidInput, WrongKind
from ckm_mo.explanation import explain
from ckm_mo.rules import AllOf, AnyOf, Condition, Is
from spaces import LEVELS, PARTIAL, judge, level

AFFECTIVE = {"relation": "affective", "initiative": "offender"}


def verdicts() -> Iterator[Verdict]:
    """Give every verdict that there is.

    63 at three levels in three ways (openly, closed, closed and resting on silence), and 9 of attempts in two.
    """
    for period in map(level, LEVELS):
        for reading in Reading:
            for rests in {False, reading is Reading.CLOSED}:
                yield from (evolve(judge(values, reading, period), rests_on_silence=rests) for values in PARTIAL)
            yield from (judge(values, reading, period, began=False) for values in PARTIAL)


@pytest.mark.parametrize(("key", "values"), oracle.VALUES_OF_VARIABLE.items())
def test_options(key: str, values: tuple[str, ...]) -> None:
    """One of the seven variables has its values as options: it cannot be completed to be open."""
    assert options(key) == values


def test_inputs() -> None:
    """The variables that the rules read stand in codebook order."""
    assert classification.INPUTS == oracle.VARIABLES


@pytest.mark.parametrize(
    ("key", "period", "expected"),
    [
        ("violence", None, "violence"),
        ("violence", Period.RECRUITMENT, "recruitment_violence"),
        ("relation", Period.RECRUITMENT, "relation"),
    ],
)
def test_asked(key: str, period: Period | None, expected: str) -> None:
    """A means is named at the level that is asked; the rest have no periods."""
    assert key_at_level(key, period) == expected


YES = Is("relation", "affective")
NO = Is("relation", "non_affective")
OPEN = Is("initiative", "offender")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (YES, "yes"),
        (NO, "no"),
        (OPEN, "open"),
        (AnyOf((NO, OPEN)), "open"),
        (AnyOf((NO, OPEN, YES)), "yes"),
        (AnyOf((NO, NO)), "no"),
        (AnyOf(()), "no"),
        (AllOf((YES, OPEN)), "open"),
        (AllOf((YES, OPEN, NO)), "no"),
        (AllOf((YES, YES)), "yes"),
        (AllOf(()), "yes"),
        (AllOf((YES, AnyOf((NO, OPEN)))), "open"),
        (AnyOf((OPEN, AllOf((YES, YES)))), "yes"),
    ],
    ids=str,
)
def test_truth(condition: Condition, expected: str) -> None:
    """What decides a condition decides it whatever is open; else an open part leaves it open."""
    values = dict(zip(classification.INPUTS, ("affective", "open", "yes", "no", "open", "open", "open"), strict=True))
    may_be, must_be = (is_met(condition, values, open_as=each) for each in (True, False))
    assert (may_be, must_be) == (expected != Truth.NO, expected == Truth.YES)


class TestVerdict:
    """Verdicts are equal where they say the same, wherever they come from."""

    def test_pickling(self) -> None:
        """Every verdict that there is comes back from pickling with all that follows from it."""
        every = list(verdicts())
        assert len(set(every)) == 63 * 3 * 3 + 9 * 2
        again = pickle.loads(pickle.dumps(every))  # noqa: S301 - our own bytes
        assert again == every
        assert [each.as_dict() for each in again] == [each.as_dict() for each in every]

    @pytest.mark.parametrize("same", [copy.copy, copy.deepcopy, evolve], ids=lambda each: each.__name__)
    def test_copies(self, same: Callable[[Verdict], Verdict]) -> None:
        """A copy says the same, and is equal."""
        verdict = classify(Case.from_answers({"relation": "affective", "deception": "yes"}))
        assert same(verdict) == verdict
        assert hash(same(verdict)) == hash(verdict)
        assert same(verdict).as_dict() == verdict.as_dict()

    def test_threads(self) -> None:
        """Verdicts that threads work out at the same time are equal."""
        verdict_on.cache_clear()  # so that each works it out
        remaining.cache_clear()
        case = Case.from_answers(AFFECTIVE)
        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(classify, [case] * 64)) == {classify(case)}

    def test_dimensions(self) -> None:
        """Its outcomes stand by dimension, in the order of the rules, and each is an attribute too."""
        verdict = classify(Case.from_answers({"relation": "affective", "violence": "yes"}))
        assert list(verdict.dimensions.items()) == [
            ("relation", "affective"),
            ("initiative", None),
            ("coercion", "hard"),
        ]
        assert (verdict.relation, verdict.initiative, verdict.coercion) == ("affective", None, "hard")

    def test_no_dimension(self) -> None:
        """What is no dimension is no attribute, and the error names it."""
        with pytest.raises(AttributeError, match="'Verdict' object has no attribute 'relatoin'"):
            _ = classify(Case()).relatoin

    def test_frozen(self) -> None:
        """Nothing in it can be set."""
        with pytest.raises(FrozenInstanceError):
            classify(Case()).profile = "AOS"

    def test_decided(self) -> None:
        """A case is decided although answers are open, if they do not matter."""
        verdict = classify(Case.from_answers(AFFECTIVE | {"violence": "yes"}))
        assert verdict.decided
        assert (verdict.profile, verdict.possible, verdict.outside) == ("AOH", ("AOH",), "no")
        assert (verdict.relation, verdict.initiative, verdict.coercion) == ("affective", "offender", "hard")

    def test_undecided(self) -> None:
        """Nothing is decided of a case of which nothing is coded: all is possible."""
        verdict = classify(Case())
        assert not verdict.decided
        assert (verdict.profile, verdict.possible, verdict.outside) == (None, oracle.PROFILES, "possible")
        assert verdict.outcomes == {*oracle.PROFILES, "none"}
        assert (verdict.relation, verdict.initiative, verdict.coercion) == (None, None, None)

    def test_one_profile_or_outside(self) -> None:
        """One possible profile does not decide a case that may be outside the format."""
        soft_at_most = dict.fromkeys(oracle.HARD, "no") | {"deception": "no"}
        verdict = classify(Case.from_answers(AFFECTIVE | soft_at_most))
        assert (verdict.profile, verdict.possible, verdict.outside) == (None, ("AOS",), "possible")
        assert not verdict.decided

    def test_outside(self) -> None:
        """A case with none of the five means is outside the format, whatever else is open."""
        verdict = classify(Case.from_answers(dict.fromkeys(oracle.MEANS, "no")))
        assert (verdict.profile, verdict.possible, verdict.outside, verdict.coercion) == (None, (), "yes", "none")
        assert verdict.outcomes == {"none"}
        assert not verdict.decided

    def test_not_begun(self) -> None:
        """Asked for the exploitation of an attempt, coercion has no meaning; relation and initiative stand."""
        attempt = Case.from_answers(AFFECTIVE | {"exploitation_began": "no", "violence": "yes", "reading": "closed"})
        verdict = classify(attempt, period=Period.EXPLOITATION)
        assert verdict.not_begun
        assert (verdict.profile, verdict.possible, verdict.outside) == (None, (), "no")
        assert (verdict.relation, verdict.initiative, verdict.coercion) == ("affective", "offender", None)
        assert not verdict.rests_on_silence

    @pytest.mark.parametrize("period", [None, Period.RECRUITMENT])
    def test_not_begun_elsewhere(self, period: Period | None) -> None:
        """Asked for any other level, an attempt is a case like others."""
        attempt = Case.from_answers(AFFECTIVE | {"exploitation_began": "no", "violence": "yes"})
        assert classify(attempt, period=period).profile == "AOH"

    def test_object(self) -> None:
        """The verdict object has the design's keys, in its order, and tokens."""
        case = Case.from_answers(AFFECTIVE | {"recruitment_violence": "no", "exploitation_violence": "yes"})
        assert list(classify(case, Reading.CLOSED, Period.EXPLOITATION).as_dict("F-01").items()) == [
            ("case_id", "F-01"),
            ("reading", "closed"),
            ("period", "exploitation"),
            ("profile", "AOH"),
            ("possible", ["AOH"]),
            ("outside", "no"),
            ("relation", "affective"),
            ("initiative", "offender"),
            ("coercion", "hard"),
            ("not_begun", False),
            ("rests_on_silence", False),
        ]

    def test_plain(self) -> None:
        """It is made of plain texts, lists and truths, which any writer takes."""
        case = Case.from_answers(AFFECTIVE | {"recruitment_violence": "yes"})
        for period in (None, Period.RECRUITMENT):
            given = classify(case, Reading.CLOSED, period).as_dict("F-01")
            assert {type(value) for value in given.values()} <= {str, list, bool, type(None)}

    @pytest.mark.parametrize("name", ["possible", "outside", "profile", "dimensions", "relation"])
    def test_follows(self, name: str) -> None:
        """What follows from the rules that are not ruled out cannot be given otherwise."""
        with pytest.raises(TypeError, match=name):
            Verdict((), Reading.OPEN, None, not_begun=False, rests_on_silence=False, **{name: "x"})

    @pytest.mark.parametrize("case_id", [None, ""])
    def test_no_id(self, case_id: str | None) -> None:
        """A case without an id has none in its verdict object."""
        assert classify(Case()).as_dict(case_id)["case_id"] is None

    def test_left(self) -> None:
        """The outcomes of a dimension that are left come in the order of the rules."""
        case = Case.from_answers({"deception": "yes", "relation": "affective"})
        verdict = classify(case)
        assert verdict.left["coercion"] == ("soft", "hard")
        assert verdict.left["relation"] == ("affective",)


class TestClassify:
    """The reading is the case's own where it says one, else the one that is asked."""

    SILENT = AFFECTIVE | dict.fromkeys(oracle.MEANS, "not_stated") | {"deception": "yes"}

    def test_open_is_the_default(self) -> None:
        """Silence stays open unless something says otherwise."""
        assert classify(Case.from_answers(self.SILENT)).possible == ("AOS", "AOH")

    def test_closed(self) -> None:
        """In a complete source what is not stated was not used, and the verdict says that it rests on that."""
        verdict = classify(Case.from_answers(self.SILENT), Reading.CLOSED)
        assert (verdict.profile, verdict.reading, verdict.rests_on_silence) == ("AOS", Reading.CLOSED, True)

    @pytest.mark.parametrize("own", Reading)
    @pytest.mark.parametrize("asked_for", Reading)
    def test_own_reading(self, own: Reading, asked_for: Reading) -> None:
        """A case that says how it is to be read is read so, and its verdict names that."""
        case = Case.from_answers(self.SILENT | {"reading": str(own)})
        assert classify(case, asked_for).reading is own
        assert classify(case, asked_for) == classify(Case.from_answers(self.SILENT), own)

    @pytest.mark.parametrize("period", [None, "recruitment", "exploitation"])
    def test_tokens_will_do(self, period: str | None) -> None:
        """A reading and a period may be given by their tokens; the verdict holds the members."""
        verdict = classify(Case.from_answers(self.SILENT), "closed", period)  # type: ignore[arg-type]  # as users do
        assert verdict.reading is Reading.CLOSED
        assert verdict.period is (period and Period(period))

    @pytest.mark.parametrize("given", [("half_open", None), ("open", "afterwards"), ("open", "")], ids=str)
    def test_no_other_tokens(self, given: tuple[str, str | None]) -> None:
        """A reading or period that there is not is refused."""
        with pytest.raises(ValueError, match="is not allowed here"):
            classify(Case(), *given)  # type: ignore[arg-type]  # that is the point

    def test_silence_never_decides_a_dimension(self) -> None:
        """Relation and initiative stay open where the source is silent, under any reading."""
        case = Case.from_answers({"relation": "not_stated", "initiative": "not_stated"})
        assert values_of(case.key, Reading.CLOSED, None)[:2] == (Truth.OPEN, Truth.OPEN)


LEVELS_ASKED = (None, *Period)


def _anew(case: Case, reading: Reading, period: Period | None) -> Verdict:
    verdict_on.cache_clear()  # so that nothing is remembered
    return classify(case, reading, period)


@pytest.mark.parametrize("given", [{"relation": "affective"}, "affective", None], ids=repr)
@pytest.mark.parametrize("ask", [classify, explain, queries])
def test_no_case(ask: Callable[[object], object], given: object) -> None:
    """What is not a case is refused, with what makes one."""
    with pytest.raises(WrongKind, match=r"^a case is needed here, not \w+\. Use Case\.from_answers\.$") as caught:
        ask(given)
    assert isinstance(caught.value, TypeError)


@pytest.mark.parametrize("given", [{"reading": []}, {"period": []}, {"reading": None}, {"period": {}}], ids=repr)
@pytest.mark.parametrize("ask", [classify, explain])
def test_no_reading(ask: Callable[..., object], given: dict[str, Any]) -> None:
    """What is no reading and no period is refused, whatever it is."""
    with pytest.raises(InvalidInput, match=r"is not allowed here\. Use one of"):
        ask(Case(), **given)


class TestCaches:
    """What is remembered is bounded."""

    @pytest.mark.parametrize("remembering", [verdict_on, remaining])
    def test_bounded(self, remembering: Any) -> None:
        """No more cases and no more values are remembered than there may be."""
        assert remembering.cache_parameters()["maxsize"] == MOST_REMEMBERED == 65_536

    def test_seen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A case is classified once for each reading and period, and what is remembered of one is of no other."""
        asked_for = [(reading, period) for reading in Reading for period in LEVELS_ASKED]
        case = Case.from_answers(AFFECTIVE | {"recruitment_violence": "no", "violence": "not_stated"})
        other = Case.from_answers(AFFECTIVE | {"recruitment_violence": "yes"})
        fresh = [_anew(each, *which) for each in (case, other) for which in asked_for]
        again = [classify(each, *which) for each in (case, other) for which in asked_for]
        assert again == fresh
        assert len(set(fresh)) > len(asked_for)
        monkeypatch.setattr(classification, "remaining", None)
        assert [classify(each, *which) for each in (case, other) for which in asked_for] == fresh

    def test_values_alone(self) -> None:
        """Values of which nothing else is said are of a case that began, and rest on nothing."""
        verdict = judge(("affective", "offender", *["yes"] * 5), Reading.CLOSED, Period.EXPLOITATION)
        assert (verdict.profile, verdict.not_begun, verdict.rests_on_silence) == ("AOH", False, False)
