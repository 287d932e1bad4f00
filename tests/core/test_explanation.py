"""Explanations: what they hold, in which form, and from what each value comes."""

import json
from collections.abc import Iterator

import pytest
from attrs import evolve

import oracle
from ckm_mo.answers import Period, Reading
from ckm_mo.cases import Case
from ckm_mo.explanation import Explanation, explain, origins
from ckm_mo.rules import RULES
from spaces import LEVELS, level, partial_cases, reasons
from spaces import explained as by_oracle

SOFT_ONLY = {"relation": "affective", "initiative": "offender", "deception": "yes"} | dict.fromkeys(oracle.HARD, "no")


def explained(answers: dict[str, str], reading: Reading = Reading.OPEN, period: Period | None = None) -> Explanation:
    """Explain a case by its answers."""
    return explain(Case.from_answers(answers), reading, period)


def kinds(value: object) -> Iterator[type]:
    """List the types in a JSON value."""
    yield type(value)
    if isinstance(value, dict):
        for key, each in value.items():
            yield from (*kinds(key), *kinds(each))
    elif isinstance(value, list):
        for each in value:
            yield from kinds(each)


class TestFired:
    """A rule that is true in every completion fires, with all answers that support it."""

    def test_every_true_part_of_any_of(self) -> None:
        """Each hard means that was used supports that hard means were."""
        fired = explained({"violence": "yes", "sextortion": "yes", "threat_of_violence": "no"}).fired
        assert [(each.rule.outcome, each.answers) for each in fired] == [
            ("hard", (("violence", "yes"), ("sextortion", "yes")))
        ]

    def test_all_parts_of_all_of(self) -> None:
        """That soft means only were used takes every hard means not to be, and the soft ones that were."""
        fired = {each.rule.outcome: dict(each.answers) for each in explained(SOFT_ONLY).fired}
        assert fired == {
            "affective": {"relation": "affective"},
            "offender": {"initiative": "offender"},
            "soft": {"deception": "yes", "threat_of_violence": "no", "violence": "no", "sextortion": "no"},
        }

    def test_nothing_fires(self) -> None:
        """Of a case of which nothing is coded no rule is true in every completion."""
        assert explained({}).fired == ()


class TestRuledOut:
    """For each impossible profile the smallest set of answers that rules it out, of equal ones the first."""

    def test_one_answer_does(self) -> None:
        """One answer is given where one suffices, and the first in codebook order of several."""
        ruled_out = {each.profile: each.by for each in explained(SOFT_ONLY).ruled_out}
        assert ruled_out["NLH"] == (("relation", "affective"),)

    def test_more_answers_are_needed(self) -> None:
        """That hard means are ruled out takes all three answers."""
        ruled_out = {each.profile: dict(each.by) for each in explained(SOFT_ONLY).ruled_out}
        assert ruled_out["AOH"] == dict.fromkeys(oracle.HARD, "no")

    def test_possible_profiles_have_none(self) -> None:
        """A profile that is possible is not ruled out."""
        assert [each.profile for each in explained({"relation": "affective", "violence": "yes"}).ruled_out] == [
            "AOS",
            "ALS",
            "NOS",
            "NOH",
            "NLS",
            "NLH",
        ]


class TestAsk:
    """The open variables that matter, those first that leave the fewest outcomes."""

    def test_what_decides_comes_first(self) -> None:
        """A dimension halves the outcomes; a hard means does so only where it was used."""
        ask = explained({"initiative": "offender", "deception": "yes", "sextortion": "no", "violence": "no"}).ask
        assert ask == ("relation", "threat_of_violence")

    def test_what_cannot_matter_is_not_asked(self) -> None:
        """With hard means no soft one matters, and no further hard one."""
        assert explained({"relation": "affective", "violence": "yes"}).ask == ("initiative",)

    @pytest.mark.parametrize("answers", [SOFT_ONLY, dict.fromkeys(oracle.MEANS, "no")], ids=["decided", "outside"])
    def test_nothing_is_left_to_ask(self, answers: dict[str, str]) -> None:
        """Nothing is asked where there is one outcome, be it outside the format with the relation open."""
        assert explained(answers).ask == ()

    def test_unless_said(self) -> None:
        """Unless said, it is asked openly, of any period."""
        expected = ("relation", "initiative", *oracle.HARD, *oracle.SOFT)
        assert explain(Case.from_answers({"violence": "not_stated"})).ask == expected


class TestFlips:
    """For a case with one outcome: the single changes that lead to others."""

    def test_changes(self) -> None:
        """Each change says from what to what, and what is then possible."""
        flips = {each.key: each for each in explained(SOFT_ONLY).flips}
        assert list(flips) == ["relation", "initiative", "deception", "threat_of_violence", "violence", "sextortion"]
        deception = flips["deception"]
        assert (deception.before, deception.after, deception.verdict.possible) == ("yes", "no", ("AOS",))
        assert deception.verdict.outside == "possible"

    def test_a_second_hard_means(self) -> None:
        """Where two hard means were used, no change of one of them alters anything."""
        answers = {"relation": "affective", "initiative": "offender", "violence": "yes", "sextortion": "yes"}
        assert [each.key for each in explained(answers).flips] == ["relation", "initiative"]

    def test_outside(self) -> None:
        """A case outside the format has one outcome too, though its relation is open."""
        flips = explained(dict.fromkeys(oracle.MEANS, "no")).flips
        assert [each.key for each in flips] == list(oracle.MEANS)
        assert flips[0].verdict.possible == ("AOS", "ALS", "NOS", "NLS")

    @pytest.mark.parametrize("period", [None, Period.RECRUITMENT])
    def test_verdicts(self, period: Period | None) -> None:
        """What is then possible is a verdict of the same reading and period."""
        answers = SOFT_ONLY | {f"recruitment_{key}": value for key, value in SOFT_ONLY.items() if key in oracle.MEANS}
        flips = explained(answers, Reading.CLOSED, period).flips
        assert flips
        assert {(each.verdict.reading, each.verdict.period) for each in flips} == {(Reading.CLOSED, period)}

    def test_undecided(self) -> None:
        """A case with several outcomes has none: there is nothing yet to change."""
        assert explained({"relation": "affective", "violence": "yes"}).flips == ()


class TestNotBegun:
    """Where the period asked never began, coercion has no meaning."""

    ATTEMPT = SOFT_ONLY | {"exploitation_began": "no"}

    def test_nothing_to_rule_out(self) -> None:
        """Nothing is ruled out, asked or flipped; relation and initiative stand."""
        explanation = explained(self.ATTEMPT, period=Period.EXPLOITATION)
        assert (explanation.ruled_out, explanation.ask, explanation.flips) == ((), (), ())
        assert [each.rule.outcome for each in explanation.fired] == ["affective", "offender"]

    def test_nothing_to_ask(self) -> None:
        """Nor is anything asked of what is open, though another answer to the relation would change the verdict."""
        explanation = explained({"exploitation_began": "no"}, period=Period.EXPLOITATION)
        assert (explanation.verdict.relation, explanation.ask) == (None, ())

    def test_recruitment(self) -> None:
        """Its recruitment is explained like any other."""
        explanation = explained(self.ATTEMPT, period=Period.RECRUITMENT)
        assert [each.key for each in explanation.flips][2:] == [
            f"recruitment_{key}" for key in ("deception", *oracle.HARD)
        ]


class TestObject:
    """The explanation object of the JSON interface."""

    CASE = evolve(
        Case.from_answers(
            SOFT_ONLY | {"case_id": "F-01", "other_means": "yes", "sectors": "hotel", "basis": "unknown"}
        ),
        other=(("source", "a fictional ruling"), ("note", "")),
    )

    def test_keys(self) -> None:
        """A verdict object and its reasons, in the design's order."""
        given = explain(self.CASE).as_dict("F-01")
        verdict_keys = list(oracle.verdict({}))
        assert list(given) == [*verdict_keys, "fired", "ruled_out", "ask", "flips", "context", "at", "queries", "other"]
        assert json.loads(json.dumps(given)) == given

    def test_plain(self) -> None:
        """It is made of plain texts, numbers and truths, which any writer takes."""
        case = Case.from_answers({"relation": "affective", "violence": "yes", "basis": "press"})
        given = [explain(each).as_dict() for each in (self.CASE, case, Case())]
        assert set(kinds(given)) <= {dict, list, str, bool, type(None)}

    def test_read_again(self) -> None:
        """An explanation is a value: it reads the same again, and equals another of the same case."""
        case = Case.from_answers({"relation": "affective", "violence": "yes"})
        explanation = explain(case)
        assert explanation.as_dict() == explanation.as_dict()
        assert explanation == explain(case)
        assert hash(explanation.ruled_out) == hash(explain(case).ruled_out)

    def test_context(self) -> None:
        """What is coded of the context is shown beside, as coded; what is not coded is left out."""
        assert explain(self.CASE).as_dict()["context"] == {"sectors": "hotel", "other_means": "yes", "basis": "unknown"}

    def test_other_columns(self) -> None:
        """Other columns are shown as they are, if they are not empty."""
        assert explain(self.CASE).as_dict()["other"] == {"source": "a fictional ruling"}

    def test_sources(self) -> None:
        """A rule that fired carries its ground and its source."""
        fired = explain(self.CASE).as_dict()["fired"]
        assert isinstance(fired, list)
        table = {rule.outcome: (str(rule.ground), rule.source) for rule in RULES}
        assert {each["rule"]: (each["ground"], each["source"]) for each in fired} == {
            outcome: table[outcome] for outcome in ("affective", "offender", "soft")
        }


class TestOrigins:
    """The view for people says from what a deduced or silent value comes."""

    @pytest.mark.parametrize(
        ("answers", "period", "value", "kind", "by"),
        [
            ({"violence": "yes"}, None, "yes", "coded", {}),
            ({"violence": "unknown"}, None, "open", "unknown", {}),
            ({}, None, "open", "not_coded", {}),
            ({"violence": "not_stated", "recruitment_violence": "unknown"}, None, "open", "not_stated", {}),
            ({"violence": "not_stated"}, None, "no", "silence", {}),
            ({"violence": "not_stated", "recruitment_violence": "not_stated"}, Period.RECRUITMENT, "no", "silence", {}),
            ({"recruitment_violence": "yes"}, None, "yes", "deduced", {"recruitment_violence": "yes"}),
            (
                {"recruitment_violence": "yes", "exploitation_violence": "yes"},
                None,
                "yes",
                "deduced",
                {"recruitment_violence": "yes"},
            ),
            (
                {"recruitment_violence": "no", "exploitation_violence": "no"},
                None,
                "no",
                "deduced",
                {"recruitment_violence": "no", "exploitation_violence": "no"},
            ),
            (
                {"violence": "yes", "recruitment_violence": "no"},
                Period.EXPLOITATION,
                "yes",
                "deduced",
                {"violence": "yes", "recruitment_violence": "no"},
            ),
            (
                {"violence": "yes", "exploitation_began": "no"},
                Period.RECRUITMENT,
                "yes",
                "deduced",
                {"exploitation_began": "no", "violence": "yes"},
            ),
            ({"exploitation_began": "no"}, Period.EXPLOITATION, "no", "deduced", {"exploitation_began": "no"}),
        ],
        ids=str,
    )
    def test_of_a_means(
        self, answers: dict[str, str], period: Period | None, value: str, kind: str, by: dict[str, str]
    ) -> None:
        """A value is as coded, deduced from the fewest answers, or silence; what is open says how."""
        found = {each.key: each for each in origins(explained(answers, Reading.CLOSED, period))}
        origin = found["violence" if period is None else f"{period}_violence"]
        assert (origin.value, origin.kind, origin.answers) == (value, kind, tuple(by.items()))

    def test_of_a_dimension(self) -> None:
        """A dimension is as coded, or open in its own way."""
        found = origins(explained({"relation": "affective", "initiative": "unknown"}))[:2]
        assert [(each.key, each.value, each.kind) for each in found] == [
            ("relation", "affective", "coded"),
            ("initiative", "open", "unknown"),
        ]


@pytest.mark.parametrize("period", LEVELS, ids=str)
@pytest.mark.parametrize("reading", Reading)
def test_some_of_all(reading: Reading, period: str | None) -> None:
    """Every sixty-first of the partial cases has the reasons that the oracle gives; the slow tests try all."""
    for answers in [*partial_cases(period)][::61]:
        given = reasons(explain(Case.from_answers(answers), reading, level(period)))
        assert given == by_oracle(answers, reading, period)
