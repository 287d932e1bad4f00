"""Cases: how answers are parsed, what is refused and with which facts, and what a case can be asked."""

import copy
import pickle
from collections.abc import Mapping
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from ckm_mo.answers import Answer, Period, Reading, Truth
from ckm_mo.cases import UNCODED, About, Case, case_of, values
from ckm_mo.classification import classify
from ckm_mo.codebook import CODED, IDENTIFIERS, MEANS_KEYS, VARIABLE, Role, Variable
from ckm_mo.errors import (
    Contradiction,
    DataError,
    InvalidAnswer,
    InvalidInput,
    RepeatedVariable,
    UnfitCell,
    UnknownVariable,
    WrongKind,
)
from ckm_mo.messages import shown_fact

ENGLISH = {
    "case_id": "F-01",
    "relation": "affective",
    "initiative": "left_to_victim",
    "recruitment_deception": "yes",
    "violence": "not_stated",
    "sextortion": "unknown",
    "sectors": "escort;hotel",
}


def refused(answers: Mapping[Any, Any], **options: str) -> tuple[DataError, ...]:
    """Give the errors for which answers are refused."""
    with pytest.raises(InvalidInput) as caught:
        Case.from_answers(answers, **options)
    return caught.value.errors


def refused_once(answers: Mapping[Any, Any]) -> DataError:
    """Give the one error for which answers are refused."""
    (error,) = refused(answers)
    return error


class TestFromAnswers:
    """Words are parsed once; inside, answers are what the coder answered, letter for letter."""

    def test_tokens(self) -> None:
        """Every answer is kept under its key, and what is left out is not coded."""
        case = Case.from_answers(ENGLISH)
        names = {variable.key: "" for variable in IDENTIFIERS}
        assert {variable.key: case[variable.key] for variable in (*IDENTIFIERS, *CODED)} == (
            names | {variable.key: "not_coded" for variable in CODED} | ENGLISH
        )

    @pytest.mark.parametrize("variable", CODED, ids=lambda variable: variable.key)
    def test_types(self, variable: Variable) -> None:
        """A means has an `Answer`; nothing else has one."""
        assert (type(Case()[variable.key]) is Answer) is (variable.role is Role.MEANS)

    def test_dutch(self) -> None:
        """Dutch names and words say the same."""
        dutch = {
            "casus_id": "F-01",
            "relatie": "affectief",
            "initiatief": "slachtoffer",
            "ronselperiode_misleiding": "ja",
            "geweld": "niet_vermeld",
            "sextortion": "onbekend",
            "sectoren": "hotel;escort",
        }
        assert Case.from_answers(dutch) == Case.from_answers(ENGLISH)

    def test_spelling(self) -> None:
        """Capitals, blanks, hyphens and underscores make no difference, and languages may be mixed."""
        spelt = {" Threat of-VIOLENCE ": " Niet  Vermeld\t", "Relation": "NON-AFFECTIVE"}
        assert Case.from_answers(spelt) == Case.from_answers(
            {"threat_of_violence": "not_stated", "relation": "non_affective"}
        )

    @pytest.mark.parametrize("cell", ["", " ", "\t", "not_coded", "Niet gecodeerd"])
    def test_empty(self, cell: str) -> None:
        """An empty cell is not coded, as is one that says so."""
        assert Case.from_answers(dict.fromkeys(("violence", "relation", "sectors"), cell)) == Case()

    @pytest.mark.parametrize(("empty", "expected"), [("not_coded", "not_coded"), ("not_stated", "not_stated")])
    def test_none(self, empty: str, expected: str) -> None:
        """None is an empty cell, as it is where tables come from data frames; an id of None is no id."""
        case = Case.from_answers({"violence": None, "case_id": None}, empty=empty)
        assert (case["violence"], case.case_id) == (expected, "")

    def test_pairs(self) -> None:
        """A case may also be made of pairs, among which a variable can be repeated in so many words."""
        assert case_of(ENGLISH.items()) == Case.from_answers(ENGLISH)
        with pytest.raises(InvalidInput) as caught:
            case_of([("violence", "yes"), ("violence", "yes")])
        assert [type(error) for error in caught.value.errors] == [RepeatedVariable]

    def test_an_empty_reading(self) -> None:
        """A case need not say how its silence is to be read."""
        assert Case.from_answers({"reading": ""}).about.reading is None

    def test_ids_stay_as_they_are(self) -> None:
        """An id keeps its capitals and signs, but no blanks around it."""
        case = Case.from_answers({"case_id": " Zaak_1-b ", "offender": "D-1", "victim": "ja", "investigation": "X"})
        assert case.names == ("Zaak_1-b", "X", "D-1", "ja")
        assert case.case_id == "Zaak_1-b"

    def test_several_sectors(self) -> None:
        """Several values are kept in codebook order, each once."""
        assert Case.from_answers({"sectors": "straat; Webcam ;street;thuis"})["sectors"] == "home;webcam;street"

    @pytest.mark.parametrize("key", ["violence", "recruitment_deception", "relation", "initiative"])
    @pytest.mark.parametrize("given", [(), ("",), (" ",)], ids=["left out", "empty", "blank"])
    def test_empty_as_silence(self, key: str, given: tuple[str, ...]) -> None:
        """With `empty="not_stated"` an answer that was not given counts as silence, where silence is an answer."""
        answers = dict(zip((key,), given, strict=False))
        assert Case.from_answers(answers, empty="not_stated")[key] == "not_stated"

    @pytest.mark.parametrize("key", ["exploitation_began", "reading", "sectors", "other_means", "basis"])
    def test_no_silence_elsewhere(self, key: str) -> None:
        """Of the rest an answer that was not given stays not coded."""
        assert Case.from_answers({key: ""}, empty="not_stated")[key] == "not_coded"

    @pytest.mark.parametrize("key", ["violence", "relation"])
    def test_not_coded_in_so_many_words(self, key: str) -> None:
        """What is written out as not coded is not taken for silence."""
        assert Case.from_answers({key: "not coded"}, empty="not_stated")[key] == "not_coded"


class TestRefused:
    """All that is wrong with a case is said at once, each with its facts."""

    @pytest.mark.parametrize(
        ("name", "closest"),
        [
            ("voilence", "violence"),
            ("Gewelt", "geweld"),
            ("recruitment violense", "recruitment_violence"),
            ("xyz", None),
            ("use of violence", "violence"),
            ("Exploitation lasted", "exploitation_duration"),
            ("toepassen van geweld", "geweld"),
        ],
    )
    def test_unknown_variable(self, name: str, closest: str | None) -> None:
        """A name that is no variable is refused, with the one whose label it is, or else the nearest."""
        error = refused_once({name: "yes"})
        assert isinstance(error, UnknownVariable)
        assert (error.value, error.closest) == (name, closest)

    def test_a_name_that_is_no_text(self) -> None:
        """Nor is a number a variable."""
        error = refused_once({7: "yes"})
        assert isinstance(error, UnknownVariable)
        assert error.value == "7"

    @pytest.mark.parametrize(
        ("key", "word", "closest"),
        [
            ("violence", "yess", "yes"),
            ("Geweld", "nee!", "nee"),
            ("violence", "misschien", None),
            ("violence", "0", None),
            ("relation", "affectif", "affectief"),
            ("initiative", "yes", None),
            ("exploitation_began", "begun", None),
            ("reading", "unknown", None),
            ("reading", "not_coded", None),
            ("sectors", "escort;;home", None),
            ("sectors", "escort;unknown", None),
            ("sectors", "escort;hotle", "hotel"),
            ("basis", "vonis", "vonnis"),
        ],
    )
    def test_invalid_answer(self, key: str, word: str, closest: str | None) -> None:
        """A word that a variable does not take is refused, with what it takes and the nearest of it."""
        error = refused_once({key: word})
        variable = VARIABLE["violence" if key == "Geweld" else key]
        assert isinstance(error, InvalidAnswer)
        assert (error.column, error.variable, error.value) == (key, variable.key, word)
        assert error.closest is None if closest is None else closest in (error.closest or "")
        assert tuple(str(each[0]) for each in error.allowed)[: len(variable.values)] == tuple(
            value.key for value in variable.values
        )

    @pytest.mark.parametrize("answers", [{}, {"violence": ""}, {"violence": "yes"}], ids=str)
    def test_nothing_else_for_empty(self, answers: dict[str, str]) -> None:
        """An empty cell counts as not coded or as not stated, and as nothing else."""
        (error,) = refused(answers, empty="no")
        assert isinstance(error, InvalidAnswer)
        assert (error.variable, error.value, [str(shown_fact(word, "en")) for word in error.allowed]) == (
            "empty",
            "no",
            ["not_coded", "not_stated"],
        )

    @pytest.mark.parametrize(("key", "cell"), [("violence", 1), ("relation", True), ("sectors", ("escort",))])
    def test_a_cell_that_is_no_text(self, key: str, cell: object) -> None:
        """What is no text is no answer, and is shown as what it is."""
        error = refused_once({key: cell})
        assert isinstance(error, InvalidAnswer)
        assert (error.variable, error.value) == (key, repr(cell))

    def test_repeated_variable(self) -> None:
        """A variable that is given twice is refused, also in two languages."""
        error = refused_once({"violence": "yes", "deception": "no", "Geweld": "yes"})
        assert isinstance(error, RepeatedVariable)
        assert (error.variable, error.column, error.written) == ("violence", "Geweld", ("violence", "Geweld"))

    def test_contradiction(self) -> None:
        """The smallest set of answers in conflict is named: by key as read, and by column as written."""
        error = refused_once(
            {"geweld": "Nee", "Ronselperiode Geweld": "ja", "uitbuitingsperiode_geweld": "nee", "deception": "yes"}
        )
        assert isinstance(error, Contradiction)
        assert error.variable == "violence"
        assert error.answers == {"violence": "no", "recruitment_violence": "yes"}
        assert error.written == {"geweld": "Nee", "Ronselperiode Geweld": "ja"}
        assert error.column == "Ronselperiode Geweld"

    def test_contradiction_with_an_attempt(self) -> None:
        """Nothing was used in an exploitation that never began."""
        error = refused_once({"exploitation_began": "no", "exploitation_violence": "yes", "violence": "yes"})
        assert isinstance(error, Contradiction)
        assert error.answers == {"exploitation_began": "no", "exploitation_violence": "yes"}

    def test_all_at_once(self) -> None:
        """Every error is gathered, not the first alone."""
        errors = refused(
            {
                "colour": "red",
                "relation": "friend",
                "deception": "no",
                "recruitment_deception": "yes",
                "violence": "yes",
                "recruitment_violence": "no",
                "exploitation_violence": "no",
                "relatie": "affectief",
            }
        )
        assert [error.sentence for error in errors] == [
            "unknown_variable",
            "repeated_variable",
            "invalid_answer",
            "contradiction",
            "contradiction",
        ]

    def test_the_first_hundred(self) -> None:
        """A hundred errors are kept; the others are counted by kind."""
        with pytest.raises(InvalidInput) as caught:
            Case.from_answers({f"colour {number}": "red" for number in range(103)} | {"violence": "perhaps"})
        assert len(caught.value.errors) == 100
        assert caught.value.more == {"unknown_variable": 3, "invalid_answer": 1}

    def test_answers_that_contradict_make_no_case(self) -> None:
        """A case cannot be made of contradicting answers in any other way either."""
        answers = [list(part) for part in UNCODED]
        answers[1] = [Answer.NO, Answer.YES, Answer.NOT_CODED]
        with pytest.raises(InvalidInput) as caught:
            Case(tuple(map(tuple, answers)))
        (error,) = caught.value.errors
        assert isinstance(error, Contradiction)
        assert error.written == error.answers == {"vulnerable_position": "no", "recruitment_vulnerable_position": "yes"}


class TestCase:
    """A case is a frozen value."""

    def test_frozen(self) -> None:
        """Nothing in it can be set."""
        with pytest.raises(FrozenInstanceError):
            Case().names = ("x",)  # type: ignore[misc]

    @pytest.mark.parametrize("key", ["violence", "geweld", "Geweld"])
    def test_both_languages(self, key: str) -> None:
        """A column is looked up by its name in either language, and so is a means."""
        case = Case.from_answers({"violence": "yes"})
        assert case[key] == "yes"
        assert case.used(key, Reading("gesloten"), Period("uitbuitingsperiode")) == Truth.OPEN

    @pytest.mark.parametrize("name", ["nonsense", 1, None, []], ids=repr)
    def test_no_such_column(self, name: Any) -> None:
        """A name that no column has is a KeyError, and an error of the library."""
        with pytest.raises(UnknownVariable) as caught:
            Case()[name]
        assert isinstance(caught.value, KeyError)
        assert caught.value.value == str(name)

    def test_near_column(self) -> None:
        """It names the one that is meant."""
        with pytest.raises(UnknownVariable, match=r'"voilence" is not a variable.* Did you mean "violence"'):
            Case().used("voilence", Reading.OPEN)

    @pytest.mark.parametrize("given", [{"violence": "yes"}, "violence=yes", None, [("violence", "yes")]], ids=repr)
    def test_answers_as_they_are_written(self, given: Any) -> None:
        """A case is not made of answers as they are written, and the error says what makes one of them."""
        with pytest.raises(WrongKind, match=r"a mapping of answers by variable is needed here.*Case\.from_answers"):
            Case(given)

    def test_equality(self) -> None:
        """Two cases with the same answers and names are equal and hash alike; another name makes another case."""
        one, other = Case.from_answers(ENGLISH), Case.from_answers(ENGLISH)
        assert (one, hash(one)) == (other, hash(other))
        assert one != Case.from_answers(ENGLISH | {"case_id": "F-02"})

    def test_pickling(self) -> None:
        """A case that was pickled or copied is equal and reads the same."""
        case = evolve(Case.from_answers(ENGLISH), other=(("note", "fictional"),))
        for same in (pickle.loads(pickle.dumps(case)), copy.deepcopy(case)):  # noqa: S301 - our own bytes
            assert same == case
            assert same.key == case.key
            assert isinstance(same["violence"], Answer)

    def test_other_answers(self) -> None:
        """A case that is made of another by giving it other answers is read by those: equal cases have one verdict."""
        case = evolve(Case.from_answers(ENGLISH | {"violence": "yes"}), answers=UNCODED, names=Case().names)
        assert case == Case()
        assert classify(case) == classify(Case())

    @pytest.mark.parametrize("given", [float("nan"), 1.0, True, b"o1", ["o1"]], ids=repr)
    @pytest.mark.parametrize("key", [variable.key for variable in IDENTIFIERS])
    def test_no_id(self, key: str, given: object) -> None:
        """An id is text or a whole number: a missing value of a data frame does not name an offender "nan"."""
        with pytest.raises(InvalidInput) as caught:
            Case.from_answers({key: given})  # type: ignore[dict-item]  # as users do
        (error,) = caught.value.errors
        assert isinstance(error, UnfitCell)
        assert (error.column, error.value) == (key, repr(given))

    def test_no_id_in_words(self) -> None:
        """The message says where it stood, and what may stand there."""
        with pytest.raises(InvalidInput) as caught:
            Case.from_answers({"dader": float("nan")})  # type: ignore[dict-item]  # as users do
        assert caught.value.lines() == [
            'column dader: "nan" cannot be used here: it is neither text nor a whole number.'
        ]
        assert caught.value.lines("nl") == [
            'kolom dader: "nan" is hier niet bruikbaar: het is geen tekst en geen geheel getal.'
        ]

    def test_whole_numbers(self) -> None:
        """An id may be a whole number."""
        assert Case.from_answers({"case_id": 1, "offender": 20}).names[:3] == ("1", "", "20")  # type: ignore[dict-item]

    def test_no_such_variable(self) -> None:
        """A key that is no variable is an error, not an open answer."""
        with pytest.raises(KeyError):
            Case()["voilence"]

    @pytest.mark.parametrize(
        ("reading", "level", "expected"),
        [
            (Reading.OPEN, None, "open no open yes open"),
            (Reading.CLOSED, None, "open no open yes no"),
            (Reading.OPEN, Period.EXPLOITATION, "open no open open open"),
        ],
        ids=str,
    )
    def test_used(self, reading: Reading, level: Period | None, expected: str) -> None:
        """A means was used, was not, or may have been, at the level that is asked."""
        case = Case.from_answers({"recruitment_violence": "yes", "deception": "no", "sextortion": "not_stated"})
        assert [str(case.used(means, reading, level)) for means in MEANS_KEYS] == expected.split()

    @pytest.mark.parametrize(
        ("answers", "about"),
        [
            ({}, About(None, ("open", "open"), exploitation_began=True)),
            (
                {"relation": "affective", "reading": "closed"},
                About(Reading.CLOSED, ("affective", "open"), exploitation_began=True),
            ),
            (
                {"initiative": "offender", "exploitation_began": "no"},
                About(None, ("open", "offender"), exploitation_began=False),
            ),
            (
                {"relation": "not_stated", "exploitation_began": "unknown"},
                About(None, ("open", "open"), exploitation_began=True),
            ),
        ],
        ids=str,
    )
    def test_about(self, answers: dict[str, str], about: About) -> None:
        """What else a verdict depends on is found back from the key."""
        assert Case.from_answers(answers).about == about


class TestValues:
    """The values that a case has."""

    @pytest.mark.parametrize(
        ("key", "expected"),
        [("relation", ("affective",)), ("sectors", ("escort", "hotel")), ("sextortion", ()), ("victim", ())],
    )
    def test_values(self, key: str, expected: tuple[str, ...]) -> None:
        """A case has the values that are coded: none where it is open."""
        assert values(VARIABLE[key], Case.from_answers(ENGLISH)) == expected
