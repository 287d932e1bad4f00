"""How a claim is judged: by example, and where there is too much to try."""

from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import brute
from ckm_mo.answers import Period, Reading
from ckm_mo.cases import Case
from ckm_mo.errors import EmptyGroup
from ckm_mo.questions import judging, witnesses
from ckm_mo.questions.claims import Claims, check
from ckm_mo.questions.judging import Judged, judge_claim
from ckm_mo.questions.sentences import parse_claim
from ckm_mo.questions.view import claims_line, claims_view
from ckm_mo.tallies.groups import Group
from ckm_mo.tallies.sums import Sums, TooLarge
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


Way = tuple[int, int, int, int]

SHARE = "NOH | violence=yes"
"""A side of a claim that is a share."""

SIDES = ((1, 1), (1, 0), (0, 0))
"""In a group with the outcome, in it without, and out of it."""

CERTAIN = (SIDES[:2], SIDES[2:])

GROUPS: list[st.SearchStrategy[Any]] = [st.just(SIDES), st.sampled_from([SIDES, *CERTAIN]), st.sampled_from(CERTAIN)]
"""What a case may be in a group: any of these, or that is certain of some cases, or of all."""


def ways_of_one(left: Any, right: Any) -> st.SearchStrategy[dict[Way, int]]:
    """Draw what a case offers, of which something costs nothing: none of its open means is used."""
    ways = st.tuples(left, right).map(lambda at: at[0] + at[1])
    return st.tuples(ways, st.dictionaries(ways, st.integers(1, 3), max_size=3)).map(lambda at: at[1] | {at[0]: 0})


@st.composite
def offered(draw: st.DrawFn) -> tuple[str, Fraction | None, list[dict[Way, int]]]:
    """Draw a side of a claim, its number where it has one, and what each case offers to it, with its cost."""
    share, two = draw(st.booleans()), draw(st.booleans())
    number = None if two else draw(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1), Fraction(2)]))
    side: st.SearchStrategy[Any] = draw(st.sampled_from(GROUPS)) if share else st.just(SIDES[:2])
    beside = side if two else st.just(SIDES[1:2])
    one = st.tuples(side, beside).flatmap(lambda sides: ways_of_one(*map(st.sampled_from, sides)))
    cases = draw(st.lists(one, min_size=1, max_size=3))
    alike = draw(st.lists(st.sampled_from(cases), max_size=2))
    return (SHARE if share else "NOH", number, [*cases, *alike])


class TestEnumeration:
    """What is judged of what cases offer to a claim is what comes of all tables that they can be."""

    @staticmethod
    def judged(drawn: Any, operator: str, most: int | None, least: int) -> tuple[Judged | None, dict[str, Any]]:
        """Judge a claim, and do so by enumeration; None, and an error, where a group is empty in all tables."""
        side, number, cases = drawn
        right = side if number is None else str(number)
        if number is not None:
            right = f"{float(100 * number)}%" if "|" in side else f"{float(number)}"
        (claim,) = parse_claim(f"{side} {operator} {right}")
        open_answers = sum(max(each.values()) for each in cases)
        expected = brute.judged(
            [[*each.items()] for each in cases],
            operator,
            share=claim.share,
            number=number,
            at_most_yes=float("inf") if most is None else most,
            open_answers=open_answers,
        )
        offers = Counter(frozenset(each.items()) for each in cases)
        try:
            return judge_claim(claim, offers, Group(at_most_yes=most, within=open_answers, least=least)), expected
        except EmptyGroup:
            return None, expected

    @example((SHARE, None, [{(1, 0, 0, 0): 0, (0, 0, 1, 0): 0}]), ">", None, 0)  # one case cannot be in both groups
    @example((SHARE, None, [{(1, 1, 1, 0): 2, (0, 0, 0, 0): 0}]), "=", 2, 0)  # or is in both, and pays once
    @example(("NOH", None, [{(1, 0, 1, 0): 0, (1, 1, 1, 0): cost} for cost in (2, 1)]), "<=", None, 0)  # the cheapest
    @settings(max_examples=600)
    @given(offered(), st.sampled_from([*brute.COMPARED]), st.sampled_from([None, 0, 1, 2, 3]), st.integers(0, 4))
    def test_exact(self, drawn: Any, operator: str, most: int | None, least: int) -> None:
        """So are its status, its differences, its breakdown, and whether a group is small."""
        found, expected = self.judged(drawn, operator, most, least)
        if found is None:
            assert expected == {"error": "empty"}
            return
        told = found.as_dict()
        fewest = expected.pop("fewest")
        assert told["exact"]
        assert isinstance(told["least"], float if found.claim.share or found.least.denominator > 1 else int)
        assert told["small"] == (found.claim.share and fewest < least > 1)
        assert [told.pop(end) for end in ("least", "greatest")] == [
            pytest.approx(expected.pop(end)) for end in ("least", "greatest")
        ]
        assert {key: told[key] for key in expected} == expected

    @settings(max_examples=200)
    @given(offered(), st.sampled_from([*brute.COMPARED]), st.sampled_from([None, 0, 1, 3]), st.integers(0, 4))
    def test_outer(self, drawn: Any, operator: str, most: int | None, least: int) -> None:
        """Where it is too much to try all, what is said is so of all tables, if it does not say as much."""
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(judging, "Sums", refuse)
            found, expected = self.judged(drawn, operator, most, least)
        if found is None:
            assert expected == {"error": "empty"}
            return
        assert found.least <= expected["least"] + 1e-9
        assert found.greatest >= expected["greatest"] - 1e-9
        assert found.status in {"open", expected["status"]}
        assert found.left_out == expected["left_out"]
        assert found.small == (found.claim.share and expected["fewest"] < least > 1)


def ways_of(left: str, right: str, cost: int = 0) -> list[tuple[Way, int]]:
    """List the ways in which a case may be in, have the outcome in, or be out of two groups, a letter for each."""
    side = {"+": (1, 1), "-": (1, 0), "o": (0, 0)}
    return [(side[one] + side[other], cost) for one in left for other in right]


def judge(sentence: str, *offers: tuple[list[tuple[Way, int]], int], most: int | None = None) -> Judged:
    """Judge a claim of so many cases that offer this."""
    (claim,) = parse_claim(sentence)
    group = Group(at_most_yes=most, within=1000)
    return judge_claim(claim, {frozenset(ways): number for ways, number in offers}, group)


class TestSize:
    """What can be left out is left out, so that many cases are judged exactly."""

    SHARES = "NOH | violence=yes > AOS | violence=yes"

    @pytest.mark.parametrize(
        ("sentence", "offers"),
        [
            ("NOH > 5", [(ways_of("-", "-") + ways_of("+", "-", 1), 200_000)]),
            ("NOH = AOS", [(ways_of("-", "+") + ways_of("+", "-", 1), 30_000)]),
            ("NOH <= AOS", [(ways_of("-", "-") + ways_of("+", "-", 1) + ways_of("-", "+", 1), 3000)]),
            ("NOH <= AOS", [(ways_of("-", "+") + ways_of("+-", "-", 1), 3000)]),
            ("NOH | violence=yes > 50%", [(ways_of("-", "-") + ways_of("+", "-", 1), 200_000)]),
        ],
    )
    def test_certain(self, sentence: str, offers: Any) -> None:
        """Where groups are certain a case is its extreme, and what makes it more extreme at a cost."""
        found = judge(sentence, *offers)
        assert (found.status, found.exact) == ("open", True)

    @pytest.mark.parametrize(
        "offers",
        [
            [(ways_of("+-o", "+-o"), 600)],
            [(ways_of("+o", "-o"), 600), (ways_of("+", "-"), 1)],
            [(ways_of("o", "+-o"), 3000), (ways_of("+o", "o"), 1)],
        ],
    )
    def test_open(self, offers: Any) -> None:
        """Where they are open, what is as extreme in both is left out, if no group is empty for it."""
        (claim,) = parse_claim(self.SHARES)
        sides = judging.Sides(claim, {frozenset(ways): number for ways, number in offers})
        assert [len(sides.dominant(frozenset(offers[0][0]), sign, None)) for sign in (1, -1)] == [1, 1]
        assert judging.judge_claim(claim, sides.contributions, Group()).exact

    def test_nothing_open(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What every case is for certain is one sum."""
        monkeypatch.setattr(judging, "Sums", refuse)
        assert judge("NOH > AOS", (ways_of("+", "-"), 3), (ways_of("-", "+"), 2)).exact

    def test_few_first(self) -> None:
        """The breakdown tries few "yes" first."""
        step = ways_of("-", "+") + ways_of("-", "-", 1) + ways_of("+", "-", 2)
        found = judge("NOH <= AOS", (step, 300), (ways_of("+", "-"), 299))
        assert (found.exact, found.breakdown) == (True, (1, 1000))

    def test_no_more_than_assumed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """No more "yes" are tried than are assumed."""
        budgets: list[int | None] = []

        def tried(offers: Any, budget: int | None, *more: Any) -> Any:
            budgets.append(budget)
            return Sums(offers, budget, *more)

        monkeypatch.setattr(judging, "Sums", tried)
        either = ways_of("-o", "-") + ways_of("+", "-", 2)
        assert judge("NOH | violence=yes = 0%", (either, 2), (ways_of("-", "-"), 1), most=4).breakdown == (1, 1000)
        assert {*budgets} == {0, 1, 3, 4}

    @pytest.mark.parametrize(("most", "exact"), [(4 * 252, True), (4 * 252 - 1, False)])
    def test_limit(self, monkeypatch: pytest.MonkeyPatch, most: int, exact: bool) -> None:  # noqa: FBT001 - of a table
        """The breakdown takes a quarter of the work that all may take, since it tries again and again."""
        step = ways_of("-", "+") + ways_of("-", "-", 1) + ways_of("+", "-", 2)
        monkeypatch.setattr(judging, "MOST_WORK", most)
        assert judge("NOH <= AOS", (step, 2), (ways_of("+", "-"), 1)).exact == exact


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

    @pytest.mark.parametrize(("most", "status"), [(None, "open"), (2, "open"), (1, "fails")])
    def test_assumed(self, most: int | None, status: str) -> None:
        """Under an assumption it is open only where they can be the same with so few "yes".

        Of this case the left side has none with no "yes", one with violence alone, and none with deception too.
        """
        either = EITHER | {"deception": "unknown"}
        found = check([case(either)], "violence=yes, deception=no = violence=no", at_most_yes=most).claims[0]
        assert (float(found.least), float(found.greatest)) == (-1, 1)
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
        [("hard > 3", -2, 1, "open"), ("hard > 4", -3, 0, "fails"), ("hard >= 1", 0, 3, "holds")],
    )
    def test_numbers(
        self, monkeypatch: pytest.MonkeyPatch, sentence: str, least: int, greatest: int, status: str
    ) -> None:
        """Those of numbers of cases are each side's own, over all completions."""
        monkeypatch.setattr(judging, "Sums", refuse)
        found = check(map(case, [HARD, *[EITHER] * 3]), sentence, at_most_yes=1).claims[0]
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
