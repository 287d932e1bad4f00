"""One table of several codings: the laws of merging, and what it refuses."""

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from ckm_mo import Case
from ckm_mo.agreement import Codings, Decision, decision_heads, decision_rows, decisions_of, merge, to_decide
from ckm_mo.codebook import NOT_CODED, VARIABLE, VARIABLES
from ckm_mo.errors import (
    Contradiction,
    InvalidAnswer,
    InvalidInput,
    MergedContradiction,
    UndecidedAnswer,
    UnfitDecision,
    UnknownVariable,
    WrongKind,
)
from ckm_mo.messages import LANGUAGES


def numbered(several: list[Case]) -> list[Case]:
    """Give cases ids."""
    return [evolve(case, names=(str(place), *case.names[1:])) for place, case in enumerate(several)]


CODERS = st.integers(1, 3).flatmap(
    lambda count: st.lists(
        st.lists(strategies.cases, min_size=count, max_size=count).map(numbered), min_size=2, max_size=3
    )
)


def of(coders: list[list[Case]]) -> Codings:
    """Take the cases of several coders."""
    return Codings.of({str(place): cases for place, cases in enumerate(coders)})


def sided(codings: Codings, coder: int) -> list[Decision]:
    """Decide as one coder has it everywhere."""
    return [evolve(each, final=each.answers[coder] or NOT_CODED) for each in to_decide(codings)]


class TestLaws:
    """What holds of any codings."""

    @settings(max_examples=20)
    @given(CODERS.map(lambda coders: coders[0]))
    def test_itself(self, cases: list[Case]) -> None:
        """Equal tables merge to themselves, and nothing is to be decided."""
        codings = of([cases, cases, cases])
        assert to_decide(codings) == ()
        assert merge(codings, ()).cases == tuple(cases)

    @settings(max_examples=25)
    @given(CODERS, st.data())
    def test_one_side(self, coders: list[list[Case]], data: st.DataObject) -> None:
        """To side with one coder everywhere contradicts nothing, and gives what that one has where others differ."""
        codings = of(coders)
        coder = data.draw(st.integers(0, len(coders) - 1))
        decisions = sided(codings, coder)
        merged = merge(codings, decisions)
        cases = {case.case_id: case for case in merged.cases}
        assert all(cases[each.case_id][each.key] == each.final for each in decisions if each.key in VARIABLE)
        assert merged.left_open == {}

    @settings(max_examples=25)
    @given(CODERS)
    def test_order_of_coders(self, coders: list[list[Case]]) -> None:
        """The order of the coders does not matter where all is decided."""
        decisions = sided(of(coders), 0)
        assert merge(of(coders), decisions).cases == merge(of(coders[::-1]), decisions).cases

    @settings(max_examples=25)
    @given(CODERS)
    def test_agreed(self, coders: list[list[Case]]) -> None:
        """What all gave never changes, whatever is decided or left open; what nobody gave is not coded."""
        codings = of(coders)
        for merged in (merge(codings, sided(codings, 1)), merge(codings, (), leave_open=True)):
            for case, row in zip(merged.cases, codings.rows(), strict=True):
                for variable in VARIABLES:
                    answers = {each[variable.key] for each in row if each}
                    assert len(answers) > 1 or answers == {case[variable.key]}

    @settings(max_examples=25)
    @given(CODERS)
    def test_left_open(self, coders: list[list[Case]]) -> None:
        """What is left open is unknown where that is an answer, and contradicts nothing."""
        codings = of(coders)
        merged = merge(codings, (), leave_open=True)
        assert {(each.case_id, each.key) for each in to_decide(codings)} == {
            (case_id, key) for case_id, keys in merged.left_open.items() for key in keys
        }
        cases = {case.case_id: case for case in merged.cases}
        assert all(
            cases[case_id][key] == (NOT_CODED if key == "reading" else "unknown")
            for case_id, keys in merged.left_open.items()
            for key in keys
        )

    @settings(max_examples=25)
    @given(CODERS, st.sampled_from(LANGUAGES))
    def test_written(self, coders: list[list[Case]], lang: str) -> None:
        """Decisions that are written, filled in and read give what was filled in."""
        codings = of(coders)
        decisions = sided(codings, 1)
        rows = enumerate(decision_rows(decisions, lang), 2)
        read = decisions_of(decision_heads(len(coders), lang), [*rows])
        assert merge(codings, read).cases == merge(codings, decisions).cases


def case(case_id: str = "A", other: tuple[tuple[str, str], ...] = (), **answers: str) -> Case:
    """Code a case."""
    return evolve(Case.from_answers({"case_id": case_id, **answers}), other=other)


def two(one: Case, other: Case) -> Codings:
    """Take two coders with a case each."""
    return of([[one], [other]])


class TestRefused:
    """What stands against it is refused, all of it at once."""

    def refused(self, codings: Codings, *decisions: Decision) -> InvalidInput:
        """Merge, and give the error."""
        with pytest.raises(InvalidInput) as caught:
            merge(codings, decisions)
        return caught.value

    @pytest.mark.parametrize("decisions", [(), (Decision("A", "violence", ("yes", "no")),)], ids=["no row", "empty"])
    def test_undecided(self, decisions: tuple[Decision, ...]) -> None:
        """A difference that has no final answer, in a row or without one; what to do is said once."""
        codings = two(case(violence="yes", relation="affective"), case(violence="no", relation="non_affective"))
        error = self.refused(codings, *decisions)
        assert [(type(each), each.case_id, getattr(each, "variable", "")) for each in error.errors] == [
            (UndecidedAnswer, "A", "relation"),
            (UndecidedAnswer, "A", "violence"),
        ]
        assert [line for line in error.lines("nl") if "--decide BESTAND" in line] == error.lines("nl")[-1:]

    def test_more_than_a_hundred(self) -> None:
        """However many there are, all are listed."""
        one, other = ([case(str(each), violence=said) for each in range(150)] for said in ("yes", "no"))
        error = self.refused(of([one, other]))
        assert len(error.errors) == 150
        assert len(error.lines()) == 151  # with what to do
        stale = [Decision(str(each), "violence", ("yes", "unknown"), "no") for each in range(150)]
        assert len(self.refused(of([one, other]), *stale).lines()) == 150

    @pytest.mark.parametrize(
        ("decision", "kind", "said"),
        [
            (Decision("B", "violence", ("yes", "no"), "no"), UnfitDecision, "no coder has this case"),
            (Decision("A", "violense", ("yes", "no"), "no"), UnknownVariable, "violence"),
            (Decision("A", "violence", ("yes", "unknown"), "no"), UnfitDecision, "yes, unknown"),
            (Decision("A", "violence", ("yes", "no", ""), "no"), UnfitDecision, "yes, no, (empty)"),
            (Decision("A", "relation", ("affective",) * 2, "non_affective"), UnfitDecision, "all coders gave"),
            (Decision("A", "violence", ("yes", "no"), "maybe"), InvalidAnswer, "maybe"),
        ],
    )
    def test_unfit(self, decision: Decision, kind: type[Exception], said: str) -> None:
        """A decision about a case, a variable or answers that are not there, or against what all gave."""
        good = Decision("A", "violence", ("yes", "no"), "yes")
        codings = two(case(violence="yes", relation="affective"), case(violence="no", relation="affective"))
        decisions = (decision,) if decision.final == "maybe" else (evolve(decision, place={"row": 7}), good)
        error = next(each for each in self.refused(codings, *decisions).errors if isinstance(each, kind))
        assert said in str(error)
        assert error.row == decisions[0].place.get("row", 0)

    def test_twice(self) -> None:
        """One answer that is decided twice, alike or not."""
        decision = Decision("A", "violence", ("yes", "no"), "yes")
        error = self.refused(two(case(violence="yes"), case(violence="no")), decision, decision)
        assert [str(each) for each in error.errors] == [
            "case A, column violence: the decision does not fit: an earlier row decides on this answer too."
        ]

    def test_contradiction(self) -> None:
        """Decisions that contradict each other, or what is agreed on."""
        codings = two(
            case(violence="yes", recruitment_violence="yes", deception="no", recruitment_deception="no"),
            case(violence="unknown", recruitment_violence="unknown", deception="no", recruitment_deception="unknown"),
        )
        decisions = [
            Decision("A", "violence", ("yes", "unknown"), "no"),
            Decision("A", "recruitment_violence", ("yes", "unknown"), "yes"),
            Decision("A", "recruitment_deception", ("no", "unknown"), "yes"),
        ]
        errors = self.refused(codings, *decisions).errors
        assert [(type(each), each.case_id, each.answers) for each in errors if isinstance(each, Contradiction)] == [
            (MergedContradiction, "A", {"deception": "no", "recruitment_deception": "yes"}),
            (MergedContradiction, "A", {"violence": "no", "recruitment_violence": "yes"}),
        ]
        assert errors[0].text("nl") == (
            "casus A: na het samenvoegen spreken deze antwoorden elkaar tegen: misleiding=nee, "
            "ronselperiode_misleiding=ja."
        )

    @pytest.mark.parametrize("given", [5, "decisions.csv", [case("A")]])
    def test_no_decisions(self, given: Any) -> None:
        """What is no decision is refused, and what makes them is said."""
        with pytest.raises(WrongKind, match=r"a decision is needed here, not \w+\. Use to_decide, decisions_of\."):
            merge(two(case(), case()), given)

    def test_all_at_once(self) -> None:
        """What is stale, what is missing and what contradicts itself is listed together."""
        codings = two(
            case(violence="no", recruitment_violence="no", relation="affective"),
            case(violence="no", recruitment_violence="unknown", relation="unknown"),
        )
        stale = Decision("C", "violence", ("yes", "no"), "no")
        wrong = Decision("A", "recruitment_violence", ("no", "unknown"), "yes")
        kinds = [type(each) for each in self.refused(codings, stale, wrong).errors]
        assert kinds == [UnfitDecision, UndecidedAnswer, MergedContradiction]


class TestKept:
    """What is neither agreed on nor decided, and what stands beside the answers."""

    def test_one_coder(self) -> None:
        """An answer, a name or a case that only one coder has is kept, and said."""
        codings = of([[case(violence="yes"), case("B", deception="no")], [case(relation="affective", victim="v1")]])
        merged = merge(codings, ())
        assert [(each.case_id, each["violence"], each["relation"], each["victim"]) for each in merged.cases] == [
            ("A", "yes", "affective", "v1"),
            ("B", "not_coded", "not_coded", ""),
        ]
        assert merged.alone == {"A": ["victim", "relation", "violence"]}

    def test_may_be_decided(self) -> None:
        """What only one coder gave may be decided otherwise, in a row that people add."""
        codings = two(case(violence="yes"), case())
        merged = merge(codings, [Decision("A", "violence", ("yes", ""), "no")])
        assert merged.cases[0]["violence"] == "no"
        assert merged.decided == {"A": ["violence"]}
        (plain,) = merge(codings, [Decision("A", "violence", ("yes", ""))]).cases
        assert plain["violence"] == "yes"

    def test_names(self) -> None:
        """Names on which coders differ are decided, or left empty."""
        codings = two(case(offender="o1"), case(offender="o2"))
        assert merge(codings, [Decision("A", "offender", ("o1", "o2"), "o3")]).cases[0]["offender"] == "o3"
        assert merge(codings, (), leave_open=True).cases[0]["offender"] == ""

    def test_columns(self) -> None:
        """A column of their own stays where all wrote the same; else there is one for each coder who has it."""
        one = case(other=(("source", "x"), ("note", "seen"), ("mine", "m")))
        other = case(other=(("note", ""), ("source", "x")))
        (merged,) = merge(two(one, other), ()).cases
        assert merged.other == (("source", "x"), ("note#1", "seen"), ("note#2", ""), ("mine", "m"))

    def test_columns_over_cases(self) -> None:
        """That goes for the whole column, for cases of one coder too."""
        one = [case(other=(("note", "a"),)), case("B", other=(("note", "b"),))]
        other = [case(other=(("note", "c"),)), case("C", other=(("note", "d"),))]
        assert [each.other for each in merge(of([one, other]), ()).cases] == [
            (("note#1", "a"), ("note#2", "c")),
            (("note#1", "b"), ("note#2", "")),
            (("note#1", ""), ("note#2", "d")),
        ]

    def test_taken_name(self) -> None:
        """A coder's own column takes no name that is there."""
        one = case(other=(("note", "a"), ("note#1", "x")))
        (merged,) = merge(two(one, case(other=(("note", "b"),))), ()).cases
        assert merged.other == (("note#1#1", "a"), ("note#2", "b"), ("note#1", "x"))

    @pytest.mark.parametrize(
        ("final", "at"),
        [("yes", "p. 4"), ("no", "p. 9"), ("unknown", None)],
    )
    def test_locators(self, final: str, at: str | None) -> None:
        """Of an answer stays where those found it who gave it."""
        one = case(violence="yes", violence_at="p. 4", relation="affective", relation_at="p. 1")
        other = case(violence="no", violence_at="p. 9", relation="affective", relation_at="p. 2")
        (merged,) = merge(two(one, other), [Decision("A", "violence", ("yes", "no"), final)]).cases
        assert merged.at.get("violence") == at
        assert merged.at["relation"] == "p. 1; p. 2"

    def test_records(self) -> None:
        """The JSON interface has each case with how it came about."""
        codings = two(
            case(violence="yes", victim="v", violence_at="p. 4", other=(("note", ""), ("source", "x"))),
            case(violence="no", relation="affective", deception="no"),
        )
        (record,) = merge(codings, [], leave_open=True).records()
        expected: dict[str, Any] = {
            "case_id": "A",
            "names": {"victim": "v"},
            "answers": {"relation": "affective", "deception": "no", "violence": "unknown"},
            "at": {},
            "other": {"source": "x"},
            "decided": [],
            "left_open": ["violence"],
            "alone": ["victim", "relation", "deception"],
        }
        assert record == expected
