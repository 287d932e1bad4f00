"""How a claim is judged: by example, and where there is too much to try."""

from typing import Any

import pytest

from ckm_mo.answers import Period, Reading
from ckm_mo.cases import Case
from ckm_mo.questions import judging, witnesses
from ckm_mo.questions.claims import Claims, check
from ckm_mo.questions.sentences import parse_claim
from ckm_mo.questions.view import claims_line, claims_view
from ckm_mo.sums import Sums, TooLarge
from ckm_mo.views.words import Words

NO = dict.fromkeys(("vulnerable_position", "deception", "threat_of_violence", "violence", "sextortion"), "no")
SOFT = {"relation": "non_affective", "initiative": "offender"} | NO | {"deception": "yes"}
HARD = SOFT | {"violence": "yes"}
EITHER = SOFT | {"violence": "unknown"}


def case(answers: dict[str, str]) -> Case:
    """Make a case of answers, and of a column where one is given."""
    return Case.from_answers({key: value for key, value in answers.items() if key != "year"})


def refuse(offers: Any, *more: Any) -> Any:
    """Find nothing where there is more than one sum, since it is too much."""
    if len(offers) > 1:
        raise TooLarge
    return Sums(offers, *more)


class TestEqual:
    """Whether two sides are the same is judged by the differences that occur."""

    @pytest.mark.parametrize(
        ("cases", "sentence", "status"),
        [
            ([HARD, EITHER], "NOH = 1", "open"),
            ([HARD, EITHER], "NOH = 3", "fails"),
            ([HARD, EITHER], "NOH = 1.5", "fails"),
            ([EITHER], "hard = soft", "fails"),
            ([EITHER, EITHER], "hard = soft", "open"),
            ([HARD, SOFT], "hard = soft", "holds"),
            ([EITHER, HARD, SOFT], "hard = 50%", "fails"),
            ([EITHER, SOFT], "hard = 50%", "open"),
        ],
    )
    def test_status(self, cases: list[dict[str, str]], sentence: str, status: str) -> None:
        """It is open only where they can be the same, and hold only where they always are."""
        found = check(map(case, cases), sentence).claims[0]
        assert (found.status, found.exact) == (status, True)

    def test_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where there is too much to try it is open, and not exact."""
        monkeypatch.setattr(judging, "Sums", refuse)
        found = check(map(case, [EITHER, SOFT, HARD]), "hard = 40%").claims[0]
        assert (found.status, found.exact) == ("open", False)


class TestBounds:
    """Where there is too much to try, outer bounds take the place of differences."""

    @pytest.mark.parametrize(
        ("sentence", "least", "greatest", "status"),
        [("hard > 2", -2, 1, "open"), ("hard > 3", -3, 0, "fails"), ("hard >= 0", 0, 3, "holds")],
    )
    def test_numbers(
        self, monkeypatch: pytest.MonkeyPatch, sentence: str, least: int, greatest: int, status: str
    ) -> None:
        """Those of numbers of cases are each side's own, over all completions."""
        monkeypatch.setattr(judging, "Sums", refuse)
        found = check(map(case, [EITHER] * 3), sentence, at_most_yes=1).claims[0]
        assert (float(found.least), float(found.greatest)) == (least, greatest)
        assert (found.status, found.exact) == (status, False)


class TestBreakdown:
    """Up to how many "yes" a claim holds."""

    def test_empty(self) -> None:
        """It is null where so few leave a group empty."""
        found = check([case(EITHER | {"deception": "unknown"})], "deception=yes | violence=yes >= 50%").claims[0]
        assert (found.status, found.exact, found.breakdown) == ("open", True, None)

    def test_open(self) -> None:
        """It is null in place of the number where it does not hold at 0 either."""
        found = check([Case()], "affective >= 1").claims[0]
        assert (found.status, found.breakdown) == ("open", (None, 5))

    def test_two_costs(self) -> None:
        """Cases that add in several ways are gone through."""
        found = check([case(EITHER | {"deception": "unknown"})], "violence=yes <= deception=no").claims[0]
        assert found.breakdown == (1, 2)

    def test_without_cost(self) -> None:
        """So are cases that may add at no cost, beside one that pays."""
        cases = [case(SOFT | {"relation": "unknown"}), case(EITHER)]
        found = check(cases, "affective+hard <= 1").claims[0]
        assert (found.status, found.breakdown) == ("open", (0, 1))

    def test_open_group(self) -> None:
        """So it is where membership is open: few "yes" are tried first."""
        cases = [case(SOFT | {"relation": "affective"}), case(EITHER | {"relation": "unknown"})]
        found = check(cases, "hard | relation=affective <= 40%").claims[0]
        assert (found.status, found.breakdown) == ("open", (0, 1))


class TestView:
    """What a view says beside claims."""

    def test_notes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """It names the period, completions that were left out, bounds that are not exact, and the breakdown."""
        words = Words("en")
        open_violence = case(EITHER | {"recruitment_violence": "unknown"})
        checked = check(
            [open_violence, case(HARD)], "NOH <= 1", "NOH | recruitment_violence=yes > 10%", period=Period.RECRUITMENT
        )
        told = " ".join(claims_line(words, checked).split())
        assert words.say("claims_period", period="recruitment") in told
        assert words.say("claim_left_out") in told
        assert words.say("breakdown", most=1, open=4) in str(claims_view(words, checked))
        monkeypatch.setattr(judging, "Sums", refuse)
        assert words.say("claim_not_exact") in claims_line(words, check([open_violence, case(SOFT)], "hard = 40%"))


class TestWitnesses:
    """Tables in which a claim holds, and in which it fails."""

    def found(self, cases: list[Case], sentence: str) -> dict[bool, tuple[Case, ...]]:
        """Make the witnesses of a claim."""
        claims = Claims(parse_claim(sentence, ["completed", "year"]), Reading.OPEN, None)
        claims.add(cases)
        return {each.holds: each.cases for each in witnesses.witnesses(claims, claims.claims[0], cases)}

    def test_name(self) -> None:
        """The column has another name where the table has one of that name."""
        other = Case.from_answers(EITHER)
        mine = Case(other.answers, other.names, (("completed", "x"),))
        told = self.found([mine], "hard > 0")
        assert {each[0].other for each in told.values()} == {
            (("completed", "x"), ("completed_", "violence;recruitment_violence;exploitation_violence"))
        }

    def test_names(self) -> None:
        """A name that is open is filled in, as the claim asks for it."""
        told = self.found([Case.from_answers(HARD), Case()], "offender=o1 > 0")
        assert [each.names[2] for each in told[True]].count("o1") >= 1
        assert all(each.names[2] not in {"", "o1"} for each in told[False])

    def test_open_group(self) -> None:
        """Where membership of the group is open, each is a table in which the claim holds, or does not."""
        assert {*self.found([Case.from_answers(EITHER), Case()], "soft | violence=no > 50%")} == {True, False}

    def test_column(self) -> None:
        """A cell that is open is filled in too."""
        told = self.found([Case(Case.from_answers(HARD).answers, other=(("year", ""),))], "year=2019 > 0")
        assert {holds: each[0].other[0] for holds, each in told.items()} == {
            True: ("year", "2019"),
            False: ("year", "other"),
        }

    def test_no_such_case(self) -> None:
        """There is none where no coded case is so: violence in an exploitation that did not begin."""
        told = self.found([Case.from_answers({"exploitation_violence": "yes"})], "exploitation_began=no > 0")
        assert [*told] == [False]

    def test_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """There is none where there is too much to try."""
        monkeypatch.setattr(witnesses, "Sums", refuse)
        assert self.found([Case.from_answers(EITHER), Case()], "soft | violence=yes > 50%") == {}

    def test_period(self) -> None:
        """An attempt stays as it is where the exploitation is asked about."""
        attempt = Case.from_answers({"exploitation_began": "no"})
        claims = Claims(parse_claim("hard > 0"), Reading.OPEN, Period.EXPLOITATION)
        cases = [attempt, Case.from_answers(EITHER | {"exploitation_began": "yes"})]
        claims.add(cases)
        told = [*witnesses.witnesses(claims, claims.claims[0], cases)]
        assert [each.holds for each in told] == [True, False]
        assert all(each.cases[0].answers == attempt.answers for each in told)
