"""Edit rules: each raises a query of a case made for it, and of no published case without a reason."""

from typing import Any

import pytest
from hypothesis import given

import strategies
from ckm_mo import Case, classify, explain, read_table
from ckm_mo.checking import queries
from ckm_mo.codebook import CODED, EDIT_RULES, NOT_CODED, VARIABLE, EditRule, definitions, takes
from commands import CODER1, CODER2, run

FIRING = {
    "minor_is_vulnerable": {"victim_age_group": "minor", "vulnerable_position": "no"},
    "no_exploitation_no_facts": {"exploitation_began": "no", "contact_afterwards": "not_stated"},
    "facts_mean_it_began": {"exploitation_began": "not_stated", "exploitation_violence": "yes"},
    "feigned_love_deceives": {"relation": "affective", "deception": "no"},
    "minor_left_initiative": {"victim_age_group": "minor", "initiative": "left_to_victim"},
    "press_is_not_complete": {"basis": "press", "reading": "closed"},
}
"""For each edit rule the answers of which it raises a query, and no other does."""

SILENT = (
    {"victim_age_group": "minor", "vulnerable_position": "yes", "initiative": "offender"},
    {"victim_age_group": "minor", "recruitment_vulnerable_position": "yes"},
    {"victim_age_group": "minor"},
    {"victim_age_group": "adult", "vulnerable_position": "no", "initiative": "left_to_victim"},
    {"exploitation_began": "no", "recruitment_violence": "yes"},
    {"exploitation_began": "yes", "exploitation_duration": "over_year"},
    {"exploitation_began": "unknown", "exploitation_duration": "unknown", "exploitation_violence": "no"},
    {"relation": "affective", "deception": "not_stated"},
    {"relation": "non_affective", "deception": "no"},
    {"basis": "press", "reading": "open"},
    {"basis": "press"},
    {"basis": "case_file", "reading": "closed"},
)
"""Answers of which none raises a query."""

ATTEMPTS = "The first coding manual had no empty cell: of an attempt the duration was coded as unknown."
A_MINOR = "Case 030-v1: both coders coded so on their own, as the manual has it of a minor; it says nothing of consent."
LOOKED_AT = {
    "no_exploitation_no_facts": (ATTEMPTS, 5),
    "minor_left_initiative": (A_MINOR, 1),
}
"""The queries that the published cases raise: why each stands, and of how many cases of each coder."""


def raised(answers: dict[str, str]) -> list[str]:
    """Name the edit rules that raise a query."""
    return [each.rule.key for each in queries(Case.from_answers(answers))]


class TestData:
    """Edit rules are data of the codebook."""

    def test_keys_differ(self) -> None:
        """Each has a name of its own, and its texts; no text is of another."""
        assert len({rule.key for rule in EDIT_RULES}) == len(EDIT_RULES)
        assert [*definitions()["edits"]] == [rule.key for rule in EDIT_RULES]

    @pytest.mark.parametrize("rule", EDIT_RULES, ids=lambda rule: rule.key)
    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_texts(self, rule: EditRule, lang: str) -> None:
        """Each has a sentence and a source in both languages."""
        texts = definitions()["edits"][rule.key]
        assert texts.keys() == {"sentence", "source"}
        assert all(texts[part][lang].endswith((".", "?")) for part in texts)

    @pytest.mark.parametrize("rule", EDIT_RULES, ids=lambda rule: rule.key)
    def test_answers(self, rule: EditRule) -> None:
        """Each speaks of variables that a coder answers, and of answers that they take."""
        for key, values in (*rule.when, *rule.expected):
            assert VARIABLE[key] in CODED
            assert {*values} <= {value.key for value in takes(VARIABLE[key])}


class TestQueries:
    """What does not fit raises a query."""

    @pytest.mark.parametrize("rule", EDIT_RULES, ids=lambda rule: rule.key)
    def test_fires(self, rule: EditRule) -> None:
        """Each fires on a case made for it, and names the answers that do not fit."""
        (query,) = queries(Case.from_answers(FIRING[rule.key]))
        assert query.as_dict() == {"edit_rule": rule.key, "answers": FIRING[rule.key]}

    @pytest.mark.parametrize("answers", SILENT, ids="-".join)
    def test_silent(self, answers: dict[str, str]) -> None:
        """What fits, and what nobody coded, raises none."""
        assert raised(answers) == []

    def test_deduced(self) -> None:
        """An answer that follows from others counts as given."""
        periods = {"recruitment_deception": "no", "exploitation_deception": "no"}
        assert raised({"relation": "affective"} | periods) == ["feigned_love_deceives"]

    def test_several(self) -> None:
        """They come in the order of the codebook, with all answers that do not fit."""
        facts = {"exploitation_began": "no", "exploitation_duration": "over_year", "takes_all_money": "yes"}
        found = queries(Case.from_answers({**facts, "relation": "affective", "deception": "no"}))
        assert [each.rule.key for each in found] == ["no_exploitation_no_facts", "feigned_love_deceives"]
        assert dict(found[0].answers) == facts

    @given(strategies.cases)
    def test_law(self, case: Case) -> None:
        """A query names answers that are coded or follow, and a verdict is what it is without it."""
        before = classify(case)
        for each in queries(case):
            assert NOT_CODED not in dict(each.answers).values()
            assert {*dict(each.rule.when)} <= {*dict(each.answers)}
        assert classify(case) == before

    @pytest.mark.parametrize("path", [CODER1, CODER2])
    def test_published_cases(self, path: str) -> None:
        """Of the published cases only those raise one that somebody has looked at."""
        found = [each.rule.key for case in read_table(path) for each in queries(case)]
        assert {key: found.count(key) for key in dict.fromkeys(found)} == {
            key: count for key, (_, count) in LOOKED_AT.items()
        }


class TestShown:
    """Queries are shown beside the verdict, and edit rules in the codebook."""

    GIVEN = tuple(f"{key}={value}" for key, value in FIRING["minor_is_vulnerable"].items())

    def test_explanation(self) -> None:
        """`explain` has them as JSON."""
        found: Any = explain(Case.from_answers(FIRING["feigned_love_deceives"])).as_dict()["queries"]
        assert found == [{"edit_rule": "feigned_love_deceives", "answers": FIRING["feigned_love_deceives"]}]

    @pytest.mark.parametrize(
        ("lang", "answer", "title"),
        [
            ("en", "age group of the victim: minor [p. 2]", "To check again in the coding"),
            ("nl", "leeftijdsgroep van het slachtoffer: minderjarig [p. 2]", "Na te kijken in de codering"),
        ],
    )
    def test_view(self, lang: str, answer: str, title: str) -> None:
        """For people they are a sentence, with words in quotation marks, the answers, and where those stand."""
        words = run("case", *self.GIVEN, "victim_age_group_at=p. 2", "--lang", lang, "--plain").words
        assert answer in words
        assert title in words
        assert definitions()["edits"]["minor_is_vulnerable"]["sentence"][lang].replace("`", '"') in words

    def test_none(self) -> None:
        """Where all fits, nothing is said."""
        assert "To check again" not in run("case", "violence=yes").words

    def test_codebook(self) -> None:
        """`codebook` lists all of them, as JSON too."""
        words, book = run("codebook", "--lang", "nl").words, run("codebook", "--format", "json").json
        assert all(definitions()["edits"][rule.key]["source"]["nl"] in words for rule in EDIT_RULES)
        assert [each["key"] for each in book["edit_rules"]] == [rule.key for rule in EDIT_RULES]

    def test_of_a_variable(self) -> None:
        """Of one variable it lists those that speak of it."""
        words = run("codebook", "deception").words
        assert "feigned_love_deceives" in words
        assert "minor_is_vulnerable" not in words
        assert "Edit rules" not in run("codebook", "sectors").words
        assert definitions()["locators"]["label"]["en"] not in run("codebook", "case_id").words
