"""The codebook: its names and words, how they are spelt, and that every definition is there."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

import oracle
from ckm_mo import codebook
from ckm_mo.codebook import (
    CODED,
    COLUMN_HEADERS,
    HEADERS,
    IDENTIFIERS,
    LOCATORS,
    MEANS,
    OPEN,
    TOKENS,
    VARIABLE,
    VARIABLES,
    MeansClass,
    Role,
    Value,
    Variable,
    definitions,
    means_key,
    normalise,
    takes,
    word,
)
from ckm_mo.messages import LANGUAGES
from ckm_mo.rules import RULES, Ground

BY_KEY = pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.key)


class TestNames:
    """One variable is one column; it has one key and one Dutch word."""

    def test_keys_differ(self) -> None:
        """No two variables share a key, and the look-up holds them all."""
        assert list(VARIABLE) == [variable.key for variable in VARIABLES]

    @BY_KEY
    def test_both_names_are_headers(self, variable: Variable) -> None:
        """Both names of a variable are read as its header, and no other's."""
        assert HEADERS[variable.key] is variable
        assert HEADERS[variable.dutch] is variable

    def test_locators(self) -> None:
        """Every variable that a coder answers has a locator; no name of one is another's or a variable's."""
        assert [each.locates for each in LOCATORS] == [variable.key for variable in CODED]
        names = [name for each in LOCATORS for name in (each.key, each.dutch)]
        assert len({*names, *HEADERS}) == len(set(names)) + len(HEADERS)
        assert all(COLUMN_HEADERS[each.key] is COLUMN_HEADERS[each.dutch] is each for each in LOCATORS)
        assert all(not takes(each) for each in LOCATORS)

    def test_names_are_normalised(self) -> None:
        """Names stand in the spelling that is compared."""
        assert [*map(normalise, COLUMN_HEADERS)] == [*COLUMN_HEADERS]

    @pytest.mark.parametrize(("lang", "name"), [("en", "recruitment_violence"), ("nl", "ronselperiode_geweld")])
    def test_header(self, lang: str, name: str) -> None:
        """A header is written in the table's language."""
        assert word(VARIABLE["recruitment_violence"], lang) == name

    @pytest.mark.parametrize(
        ("period", "key"),
        [("", "violence"), ("recruitment", "recruitment_violence"), ("exploitation", "exploitation_violence")],
    )
    def test_means_key(self, period: str, key: str) -> None:
        """A means has a variable of its own for each period, and one for any."""
        assert means_key("violence", period) == key
        assert (VARIABLE[key].means, VARIABLE[key].period) == ("violence", period)

    def test_order(self) -> None:
        """The order of the columns is the design's."""
        periods = [f"{before}{means}" for means in oracle.MEANS for before in ("", "recruitment_", "exploitation_")]
        context = [
            key for key in oracle.VALUES_TO_GROUP_BY if key not in {*oracle.VARIABLES, "reading", "exploitation_began"}
        ]
        assert [variable.key for variable in VARIABLES] == [
            *("case_id", "investigation", "offender", "victim"),
            *("reading", "relation", "initiative", "exploitation_began"),
            *periods,
            *context,
        ]


class TestWords:
    """A table may use the word of either language, in any case, with spaces, hyphens or underscores."""

    @BY_KEY
    def test_each_word_names_one_value(self, variable: Variable) -> None:
        """No two values of a variable share a word."""
        words = [normalise(name) for value in takes(variable) for name in {value.key, value.dutch, *value.others}]
        assert sorted(words) == sorted(TOKENS[variable.key])
        assert all(
            TOKENS[variable.key][normalise(name)] == value.key
            for value in takes(variable)
            for name in (value.key, value.dutch, *value.others)
        )

    @pytest.mark.parametrize(("key", "values"), oracle.VALUES_TO_GROUP_BY.items())
    def test_values_are_the_designs(self, key: str, values: tuple[str, ...]) -> None:
        """A variable has the design's values, in its order."""
        assert tuple(value.key for value in VARIABLE[key].values) == values

    @pytest.mark.parametrize("kind", MeansClass)
    def test_classes_are_the_designs(self, kind: MeansClass) -> None:
        """Two means are soft and three are hard, and the lists of each are the class's."""
        expected = oracle.SOFT if kind is MeansClass.SOFT else oracle.HARD
        assert tuple(key for key, _, each in MEANS if each is kind) == expected
        assert getattr(codebook, kind.name) == expected

    @pytest.mark.parametrize("variable", IDENTIFIERS, ids=lambda variable: variable.key)
    def test_an_identifier_takes_text(self, variable: Variable) -> None:
        """Free text has no values, and no word leaves it open."""
        assert takes(variable) == ()
        assert dict(TOKENS[variable.key]) == {}

    def test_a_reading_is_said_or_not(self) -> None:
        """A reading cannot be unknown: it has its two values alone."""
        assert [value.key for value in takes(VARIABLE["reading"])] == ["open", "closed"]

    @pytest.mark.parametrize(
        "variable",
        [variable for variable in VARIABLES if variable.role not in {Role.IDENTIFIER, Role.READING}],
        ids=lambda variable: variable.key,
    )
    def test_all_else_can_be_open(self, variable: Variable) -> None:
        """Everything else takes its values and the three ways to leave it open."""
        assert takes(variable) == variable.values + OPEN

    @pytest.mark.parametrize(("lang", "expected"), [("en", "left_to_victim"), ("nl", "bij_slachtoffer_gelaten")])
    def test_word(self, lang: str, expected: str) -> None:
        """A value is written in the table's language."""
        assert word(VARIABLE["initiative"].values[1], lang) == expected

    @pytest.mark.parametrize("name", ["victim", "slachtoffer", "bij_slachtoffer_gelaten", "left_to_victim"])
    def test_other_words(self, name: str) -> None:
        """The initiative that is left to the victim may be called so in four words."""
        assert TOKENS["initiative"][name] == "left_to_victim"

    @pytest.mark.parametrize(
        ("spelt", "plain"),
        [
            ("Threat of Violence", "threat_of_violence"),
            (" threat-of__violence\t", "threat_of_violence"),
            ("NIET - VERMELD", "niet_vermeld"),
            ("", ""),
            ("-_ ", ""),
            ("stra\N{LATIN SMALL LETTER SHARP S}e", "strasse"),
        ],
    )
    def test_normalise(self, spelt: str, plain: str) -> None:
        """Case, blanks, hyphens and underscores make no difference."""
        assert normalise(spelt) == plain


def leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """List the texts of the definitions, each by its path, in its languages."""
    for key, part in table.items():
        if any(lang in part for lang in LANGUAGES):
            yield f"{path}{key}", part
        else:
            yield from leaves(part, f"{path}{key}.")


def defined_values(variable: Variable) -> tuple[Value, ...]:
    """List the values that have a definition of their own: not yes and no, which the answers define."""
    return () if variable.values == codebook.YES_NO else variable.values


class TestDefinitions:
    """Every definition is there in both languages, and says where it is from."""

    def test_both_languages(self) -> None:
        """Every text stands in exactly both languages, and is not empty in either."""
        faulty = [
            path
            for path, text in leaves(definitions())
            if set(text) != set(LANGUAGES) or any(each != each.strip() or not each for each in text.values())
        ]
        assert faulty == []

    @pytest.mark.parametrize(
        ("section", "keys"),
        [
            ("variables", [variable.key for variable in VARIABLES if not variable.period]),
            ("answers", [value.key for value in (*codebook.YES_NO, *OPEN)]),
            ("levels", ["any", "recruitment", "exploitation"]),
            ("classes", list(MeansClass)),
            ("dimensions", list(dict.fromkeys(rule.dimension for rule in RULES))),
            ("outcomes", [rule.outcome for rule in RULES if rule.dimension == "coercion"]),
            ("grounds", list(Ground)),
        ],
    )
    def test_nothing_missing_or_left_over(self, section: str, keys: list[str]) -> None:
        """Every entry has its label and definition, and there is none for what is not in the codebook."""
        assert sorted(definitions()[section]) == sorted(keys)
        assert all({"label", "definition"} <= set(entry) for entry in definitions()[section].values())

    @BY_KEY
    def test_values(self, variable: Variable) -> None:
        """Every value that is not yes or no has its label and definition."""
        entry = definitions()["variables"].get(variable.means or variable.key)
        values = entry.get("values", {})
        assert sorted(values) == sorted(value.key for value in defined_values(variable))
        assert all({"label", "definition"} <= set(value) for value in values.values())

    @pytest.mark.parametrize("section", ["variables", "classes", "dimensions"])
    def test_sources(self, section: str) -> None:
        """Every variable, class and line says where it is taken from."""
        assert all("source" in entry for entry in definitions()[section].values())

    @pytest.mark.parametrize(("lang", "start"), [("en", "Indicates "), ("nl", "Geeft aan ")])
    @pytest.mark.parametrize("section", ["variables", "dimensions"])
    def test_definitions_say_what_they_indicate(self, section: str, lang: str, start: str) -> None:
        """The definition of a variable or line starts with what it indicates."""
        assert all(entry["definition"][lang].startswith(start) for entry in definitions()[section].values())
