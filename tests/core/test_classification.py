"""The interpreter, the verdict as a value, and its caches."""

import copy
import pickle
from collections.abc import Iterator

import pytest
from attrs.exceptions import FrozenInstanceError

import oracle
from ckm_mo import classification
from ckm_mo.answers import MOST_BYTES, Period, Reading, Truth
from ckm_mo.cases import Case
from ckm_mo.classification import (
    Verdict,
    asked,
    classify,
    coercion,
    judge,
    not_ruled_out,
    options,
    outcomes_left,
    read,
    truth,
)
from ckm_mo.rules import AllOf, AnyOf, Condition, Is
from spaces import LEVELS, PARTIAL, level

AFFECTIVE = {"relation": "affective", "initiative": "offender"}


def verdicts() -> Iterator[Verdict]:
    """Give every verdict that there is.

    63 at three levels in three ways (openly, closed, closed and resting on silence), and 9 of attempts in two.
    """
    for period in map(level, LEVELS):
        for reading in Reading:
            for rests in {False, reading is Reading.CLOSED}:
                yield from (judge(values, reading, period, rests=rests) for values in PARTIAL)
            yield from (judge(values, reading, period, begun=False) for values in PARTIAL)


@pytest.mark.parametrize(("key", "values"), oracle.VALUES_OF_VARIABLE.items())
def test_options(key: str, values: tuple[str, ...]) -> None:
    """One of the seven variables has its values as options: it cannot be completed to be open."""
    assert options(key) == values


def test_the_seven() -> None:
    """The seven variables stand in codebook order."""
    assert classification.VARIABLES == oracle.VARIABLES


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
    assert asked(key, period) == expected


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
    assert truth(condition, ("affective", "open", "yes", "no", "open", "open", "open")) is Truth(expected)


class TestVerdict:
    """There is one object for each verdict, so that identity is equality."""

    def test_one_object(self) -> None:
        """Equal verdicts on different cases are one object."""
        one = classify(Case.from_answers(AFFECTIVE | {"violence": "yes"}))
        other = classify(Case.from_answers(AFFECTIVE | {"sextortion": "yes", "deception": "unknown"}))
        assert one is other

    def test_pickling_keeps_identity(self) -> None:
        """Every verdict that there is comes back from pickling as itself."""
        every = list(verdicts())
        assert len(set(every)) == 63 * 3 * 3 + 9 * 2
        assert all(map(_is, pickle.loads(pickle.dumps(every)), every))  # noqa: S301 - our own bytes

    def test_copying_keeps_identity(self) -> None:
        """A copy is no second object either."""
        verdict = classify(Case())
        assert copy.copy(verdict) is copy.deepcopy(verdict) is verdict

    def test_frozen(self) -> None:
        """Nothing in it can be set."""
        with pytest.raises(FrozenInstanceError):
            classify(Case()).profile = "AOS"  # type: ignore[misc]

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

    @pytest.mark.parametrize("name", ["possible", "outside", "profile", "relation", "initiative", "coercion"])
    def test_follows(self, name: str) -> None:
        """What follows from the rules that are not ruled out cannot be given otherwise."""
        with pytest.raises(TypeError, match=name):
            Verdict(0, Reading.OPEN, None, not_begun=False, rests_on_silence=False, **{name: "x"})

    @pytest.mark.parametrize("case_id", [None, ""])
    def test_no_id(self, case_id: str | None) -> None:
        """A case without an id has none in its verdict object."""
        assert classify(Case()).as_dict(case_id)["case_id"] is None

    def test_outcomes_left(self) -> None:
        """The outcomes of a dimension that are left come in the order of the rules."""
        case = Case.from_answers({"deception": "yes", "relation": "affective"})
        verdict = classify(case)
        assert outcomes_left(verdict.bits, "coercion") == ("soft", "hard")
        assert outcomes_left(verdict.bits, "relation") == ("affective",)


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
        assert classify(case, asked_for) is classify(Case.from_answers(self.SILENT), own)

    @pytest.mark.parametrize("period", [None, "recruitment", "exploitation"])
    def test_tokens_will_do(self, period: str | None) -> None:
        """A reading and a period may be given by their tokens; the verdict holds the members."""
        verdict = classify(Case.from_answers(self.SILENT), "closed", period)  # type: ignore[arg-type]  # as users do
        assert verdict.reading is Reading.CLOSED
        assert verdict.period is (period and Period(period))

    @pytest.mark.parametrize("given", [("half_open", None), ("open", "afterwards"), ("open", "")], ids=str)
    def test_no_other_tokens(self, given: tuple[str, str | None]) -> None:
        """A reading or period that there is not is refused."""
        with pytest.raises(ValueError, match="is not a valid"):
            classify(Case(), *given)  # type: ignore[arg-type]  # that is the point

    def test_silence_never_decides_a_dimension(self) -> None:
        """Relation and initiative stay open where the source is silent, under any reading."""
        case = Case.from_answers({"relation": "not_stated", "initiative": "not_stated"})
        assert read(case, Reading.CLOSED)[:2] == (Truth.OPEN, Truth.OPEN)


LEVELS_ASKED = (None, *Period)


def _anew(case: Case, reading: Reading, period: Period | None) -> Verdict:
    classification._SEEN.clear()  # noqa: SLF001 - so that nothing is remembered
    return classify(case, reading, period)


class TestCaches:
    """What is remembered is bounded."""

    def test_verdicts_on_cases(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """No more cases are remembered than there may be, and forgetting changes no verdict."""
        monkeypatch.setattr(classification, "MOST_SEEN", 5)
        classification._SEEN.clear()  # noqa: SLF001 - it is what the test is about
        cases = [
            Case.from_answers(dict(zip(oracle.VARIABLES, values, strict=True)))
            for values in PARTIAL[::40]
            if "open" not in values
        ]
        sizes = []
        for case in cases * 2:
            assert classify(case).as_dict() == oracle.verdict({key: str(case[key]) for key in oracle.VARIABLES})
            sizes.append(len(classification._SEEN))  # noqa: SLF001
        assert len(cases) > 5
        assert max(sizes) == 5

    def test_seen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A case is classified once for each reading and period, and what is remembered of one is of no other."""
        asked_for = [(reading, period) for reading in Reading for period in LEVELS_ASKED]
        case = Case.from_answers(AFFECTIVE | {"recruitment_violence": "no", "violence": "not_stated"})
        other = Case.from_answers(AFFECTIVE | {"recruitment_violence": "yes"})
        fresh = [_anew(each, *which) for each in (case, other) for which in asked_for]
        again = [classify(each, *which) for each in (case, other) for which in asked_for]
        assert again == fresh
        assert len(set(fresh)) > len(asked_for)
        monkeypatch.setattr(classification, "_classify", None)
        assert [classify(each, *which) for each in (case, other) for which in asked_for] == fresh

    def test_values_alone(self) -> None:
        """Values of which nothing else is said are of a case that began, and rest on nothing."""
        verdict = judge(("affective", "offender", *["yes"] * 5), Reading.CLOSED, Period.EXPLOITATION)
        assert (verdict.profile, verdict.not_begun, verdict.rests_on_silence) == ("AOH", False, False)

    def test_values(self) -> None:
        """As many values as read are remembered as there are, and no more."""
        for values in PARTIAL:
            judge(values, Reading.OPEN, None)
        assert not_ruled_out.cache_info().currsize == len(PARTIAL) == 2187

    def test_means(self) -> None:
        """Likewise the means of a case, read in any way."""
        for means in range(MOST_BYTES):
            coercion(means)
        assert coercion.cache_info().currsize == MOST_BYTES == 243


def _is(one: object, other: object) -> bool:
    return one is other
