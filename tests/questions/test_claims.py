"""Claims: a sentence about a table holds, fails or is open over all completions."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import asked
import brute
from ckm_mo.answers import Period, Reading
from ckm_mo.cases import Case
from ckm_mo.errors import EmptyGroup, InvalidAssumption, InvalidClaim, WrongKind
from ckm_mo.questions.claims import Claims, check
from ckm_mo.questions.sentences import parse_claim
from ckm_mo.questions.witnesses import witnesses
from ckm_mo.tables import read_table
from commands import CODER1

Way = dict[str, Any]
NOH = {"relation": "non_affective", "initiative": "offender", "violence": "yes"}


def judged(answers: list[asked.Answers], sentence: str, **way: Any) -> dict[str, Any]:
    """Judge one claim, without its text."""
    try:
        record: Any = check(map(asked.case_of, answers), sentence, **way).claims[0].as_dict()
    except EmptyGroup:
        return {"error": "empty"}
    return {key: value for key, value in record.items() if key not in {"claim", "unit"}}


def alike(found: dict[str, Any], expected: dict[str, Any]) -> bool:
    """Tell whether a verdict on a claim is that of brute force, and exact."""
    if "error" in expected:
        return found == expected
    near = all(abs(found[end] - expected[end]) < 1e-12 for end in ("least", "greatest"))
    rest = ("status", "left_out", "breakdown")
    return near and found["exact"] and all(found[key] == expected[key] for key in rest)


class TestLaws:
    """What is said of a claim is so of all tables that there may be."""

    @settings(max_examples=150)
    @given(asked.tables, asked.claims, asked.ways, st.sampled_from([None, None, 0, 1, 3]))
    def test_brute_force(self, answers: list[asked.Answers], claim: Any, way: Way, most: int | None) -> None:
        """Status, differences, breakdown and what is left out are those of enumeration."""
        left, operator, right = claim
        sentence = f"{asked.text_of(*left)} {operator} {asked.text_of(*right)}"
        share = bool(left[2] or right[2])
        budget = float("inf") if most is None else most
        expected = brute.claim(answers, left, operator, right, share=share, at_most_yes=budget, **way)
        assert alike(judged(answers, sentence, at_most_yes=most, **way), expected)

    @settings(max_examples=80)
    @given(asked.tables, asked.terms, st.sampled_from(list(brute.COMPARED)), st.integers(0, 4), asked.ways)
    def test_numbers(self, answers: list[asked.Answers], left: Any, operator: str, quarter: int, way: Way) -> None:
        """So are those of a claim against a number, of cases or of a share."""
        share = bool(left[2])
        number = Fraction(quarter, 4) if share else Fraction(quarter)
        written = f"{25 * quarter}%" if share else str(quarter)
        expected = brute.claim(answers, left, operator, number, share=share, **way)
        assert alike(judged(answers, f"{asked.text_of(*left)} {operator} {written}", **way), expected)

    @settings(max_examples=80)
    @given(asked.tables, asked.claims, asked.ways)
    def test_witnesses(self, answers: list[asked.Answers], claim: Any, way: Way) -> None:
        """Each witness has its claim as it says, and changes nothing that was known."""
        left, operator, right = claim
        sentence = f"{asked.text_of(*left)} {operator} {asked.text_of(*right)}"
        cases = [asked.case_of(each) for each in answers]
        period = None if way["period"] is None else Period(way["period"])
        claims = Claims(parse_claim(sentence, ["year"]), Reading(way["reading"]), period)
        claims.add(cases)
        try:
            status = claims.checked().claims[0].status
        except EmptyGroup:
            return
        if status == "open":
            found = list(witnesses(claims, claims.claims[0], cases))
            assert len(found) == 2 or "exploitation_began" in sentence
            for witness in found:
                again = check(witness.cases, sentence, **way).claims[0]
                assert again.status == ("holds" if witness.holds else "fails")
                for before, after in zip(cases, witness.cases, strict=True):
                    keys = dict(after.other)["completed"].split(";")
                    assert all(after[key] == before[key] for key in ("relation", "violence") if key not in keys)


class TestPublishedCases:
    """What can be said of the published cases."""

    CASES = read_table(CODER1)

    def test_each(self) -> None:
        """In no completion is any profile more frequent than NOH."""
        checked = check(self.CASES, "NOH >= each")
        assert [each.status for each in checked.claims] == ["holds"] * 7
        assert checked.claims[0].claim.text == "NOH >= AOS"

    def test_assumed(self) -> None:
        """An assumption may settle what is open, and is told with what comes out."""
        sentence = "NOS <= 10"
        openly, assumed = (check(self.CASES, sentence, at_most_yes=most).as_dict() for most in (None, 0))
        assert (openly["assumed"], assumed["assumed"]) == (None, {"at_most_yes": 0, "open_answers": 194})

    def test_each_with_conditions(self) -> None:
        """The conditions of the left side carry over."""
        texts = [claim.text for claim in parse_claim("NOH | leeftijdsgroep_slachtoffer=minderjarig > elk")]
        assert texts[0] == "NOH | leeftijdsgroep_slachtoffer=minderjarig > AOS | leeftijdsgroep_slachtoffer=minderjarig"
        assert len(texts) == 7


class TestSentences:
    """A mistake names the place in the sentence, and what may stand there."""

    @pytest.mark.parametrize(
        ("sentence", "position", "problem"),
        [
            ("NOH", 4, "claim_operator"),
            ("NOH > AOS > AOH", 11, "claim_one_operator"),
            ("NOH > year=", 7, "claim_wrong"),
            ("NOH > " + "9" * 5000, 7, "claim_outcome"),
            ("NOH =", 6, "claim_outcome"),
            ("NOX > 3", 1, "claim_outcome"),
            ("unknown_(left_open) > 3", 1, "claim_outcome"),
            ("NOH > NOX", 7, "claim_outcome"),
            ("soft > each", 8, "claim_each"),
            ("NOH + affective > each", 19, "claim_each"),
            ("NOH | relation=affective > 3", 29, "claim_percent"),
            ("NOH | minor > AOS", 7, "claim_condition"),
            ("NOH | relation=romantic > 3%", 7, "claim_wrong"),
            ("NOH | colour=red > 3%", 7, "claim_wrong"),
            ("NOH | violence=unknown > 3%", 7, "claim_wrong"),
            ("AOS + NOS, soft > 1", 10, "claim_mixed"),
            ("NOH | relation=affective | violence=yes > 3%", 26, "claim_one_group"),
            ('NOH | year="2019 > 3%', 22, "claim_operator"),
            ('NOH > year="2019', 12, "claim_quote"),
        ],
    )
    def test_mistakes(self, sentence: str, position: int, problem: str) -> None:
        """Each mistake has its place and its sentence, in both languages."""
        with pytest.raises(InvalidClaim) as caught:
            parse_claim(sentence, ["year"])
        assert (caught.value.position, caught.value.problem) == (position, problem)
        assert caught.value.text("en") != caught.value.text("nl")

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("zacht > 3", "soft > 3"),
            ("affectief, dader > 1", "affective, offender > 1"),
            ("geen = 0", "none = 0"),
            ("NOH > 12,5%", "NOH > 12.5 %"),
            ("bij_slachtoffer_gelaten > 0", "left_to_victim > 0"),
            ("ronselperiode_geweld=ja > 0", "recruitment_violence=yes > 0"),
        ],
    )
    def test_languages(self, one: str, other: str) -> None:
        """Words of both languages are the same."""
        (first,), (second,) = parse_claim(one), parse_claim(other)
        assert (first.left.outcome, first.right, first.share) == (second.left.outcome, second.right, second.share)

    @pytest.mark.parametrize("given", [5, ["NOH >= each"]])
    def test_no_text(self, given: Any) -> None:
        """Each claim is a text by itself."""
        with pytest.raises(WrongKind, match=r"the text of a claim is needed here, not (int|list)\. Use check"):
            check([Case()], given)

    def test_quotes(self) -> None:
        """Texts with signs are quoted; `=` is an operator between blanks alone."""
        (claim,) = parse_claim('year="a, b | c" = "naam x"=y', ["year", "naam x"])
        assert claim.left.outcome == (("year", "a, b | c"),)
        assert claim.right.outcome == (("naam x", "y"),)  # type: ignore[union-attr]  # it is a term


class TestLarge:
    """Beyond a stated size there are outer bounds, named as such."""

    @staticmethod
    def open_groups(number: int) -> list[Case]:
        """Make cases of which everything is open."""
        return [asked.case_of({"year": "", "case_id": str(place)}) for place in range(number)]

    @pytest.mark.parametrize("operator", [">", "=", "<="])
    def test_outer(self, operator: str) -> None:
        """They hold the differences, and the claim stays open."""
        sentence = f"NOH | victim_age_group=adult {operator} NOH | victim_age_group=minor"
        found = check(self.open_groups(400), sentence).claims[0]
        assert (found.exact, found.status, found.least, found.greatest) == (False, "open", Fraction(-1), Fraction(1))

    def test_certain_groups(self) -> None:
        """Numbers of cases are exact at any size."""
        found = check([*self.open_groups(2000), *map(Case.from_answers, [NOH] * 30)], "NOH + AOH >= 30").claims[0]
        assert (found.exact, found.status, found.least, found.greatest) == (True, "holds", Fraction(0), Fraction(2000))

    def test_breakdown_is_not_found(self) -> None:
        """A breakdown that takes too long to find is left out, and that is said."""
        answers = [{"deception": "yes", "year": ""}] * 1500 + [{"deception": "no", "year": ""}] * 1500
        found = check(map(asked.case_of, answers), "hard <= soft").claims[0]
        assert (found.exact, found.status, found.breakdown) == (False, "open", None)

    def test_breakdown(self) -> None:
        """One that is a number of equal steps is found at any size."""
        found = check(self.open_groups(3000), "hard <= 2500").claims[0]
        assert (found.exact, found.status, found.breakdown) == (True, "open", (2500, 15000))

    def test_empty(self) -> None:
        """A group that is empty in every completion is an error."""
        with pytest.raises(EmptyGroup):
            check(map(Case.from_answers, [NOH]), "NOH | relation=affective > 10%")

    def test_no_cases(self) -> None:
        """A number of no cases is 0, which is no share of a group that is empty."""
        assert [each.status for each in check([], "NOH >= 1", "NOH < 1").claims] == ["fails", "holds"]

    def test_negative(self) -> None:
        """Fewer than no answers cannot be assumed."""
        with pytest.raises(InvalidAssumption):
            check([], "NOH > 3", at_most_yes=-1)
