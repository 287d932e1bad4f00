"""The rules and profiles as data: what their tables say, and what holds of any such table."""

import copy
import pickle
from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest

import oracle
from ckm_mo.classification import INPUTS, is_met
from ckm_mo.rules import (
    DIMENSIONS,
    OUTSIDE,
    PROFILE,
    PROFILES,
    RULES,
    AllOf,
    AnyOf,
    Condition,
    Ground,
    Is,
    Profile,
    Rule,
    variables,
)
from spaces import COMPLETE

BY_OUTCOME = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.outcome)


def nodes(condition: Condition) -> Iterator[Condition]:
    """List a condition and all parts of it."""
    yield condition
    for part in () if isinstance(condition, Is) else condition.parts:
        yield from nodes(part)


class TestRules:
    """Seven rules; each is named by its outcome, and carries its ground and its source."""

    def test_table(self) -> None:
        """The rules are the design's: their outcomes, dimensions and grounds."""
        assert [(rule.dimension, rule.outcome, str(rule.ground)) for rule in RULES] == [
            ("relation", "affective", "format"),
            ("relation", "non_affective", "format"),
            ("initiative", "offender", "format"),
            ("initiative", "left_to_victim", "format"),
            ("coercion", "none", "interpretation"),
            ("coercion", "soft", "interpretation"),
            ("coercion", "hard", "interpretation"),
        ]

    @BY_OUTCOME
    def test_source(self, rule: Rule) -> None:
        """A rule says where it is taken from, and that it is this project's where it is."""
        assert "CKM fact sheet" in rule.source
        assert rule.source.startswith("this project") is (rule.ground is Ground.INTERPRETATION)

    def test_sources(self) -> None:
        """The two places that rules are taken from can be looked up in the study."""
        assert {rule.source for rule in RULES} == {
            "CKM fact sheet, main findings (belangrijkste bevindingen)",
            "this project, on the CKM fact sheet's format and its table of means (toegepaste dwangmiddelen)",
        }

    @BY_OUTCOME
    def test_reads_once(self, rule: Rule) -> None:
        """A condition reads each variable at most once, which makes its evaluation in three values exact."""
        assert max(Counter(variables(rule.when)).values()) == 1

    @BY_OUTCOME
    def test_reads_the_seven(self, rule: Rule) -> None:
        """A condition asks for values that one of the seven variables has."""
        asked = {(node.variable, node.value) for node in nodes(rule.when) if isinstance(node, Is)}
        assert asked <= {(key, value) for key, values in oracle.VALUES_OF_VARIABLE.items() for value in values}

    def test_dimensions_share_no_variable(self) -> None:
        """Dimensions can be decided apart: no variable is read in two of them."""
        read = {(key, rule.dimension) for rule in RULES for key in variables(rule.when)}
        assert max(Counter(key for key, _ in read).values()) == 1

    def test_unique_and_complete(self) -> None:
        """In each dimension exactly one outcome holds of a complete case."""
        for values in COMPLETE:
            case = dict(zip(INPUTS, values, strict=True))
            true = [rule.dimension for rule in RULES if is_met(rule.when, case, open_as=False)]
            assert sorted(true) == ["coercion", "initiative", "relation"], values

    @pytest.mark.parametrize(
        ("dimension", "expected"),
        [("relation", oracle.RELATIONS), ("initiative", oracle.INITIATIVES), ("coercion", oracle.COERCIONS)],
    )
    def test_outcomes(self, dimension: str, expected: tuple[str, ...]) -> None:
        """The outcomes of a dimension come in the order of the rules."""
        assert DIMENSIONS[dimension] == expected

    def test_variables(self) -> None:
        """The variables of a condition are listed as often as they are read, in order."""
        condition = AllOf((Is("a", "yes"), AnyOf((Is("b", "no"), Is("a", "no")))))
        assert list(variables(condition)) == ["a", "b", "a"]


class TestProfiles:
    """Two values on three lines make eight profiles."""

    def test_crossing(self) -> None:
        """The profiles are the lines crossed, hard last, and numbered so."""
        lines = product(oracle.RELATIONS, oracle.INITIATIVES, ("soft", "hard"))
        assert [(each.number, (each.relation, each.initiative, each.coercion)) for each in PROFILES] == list(
            enumerate(lines, 1)
        )

    @pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.code)
    def test_code(self, profile: Profile) -> None:
        """A code is the first letter of each line, and names its profile."""
        assert profile.code == "".join(
            line[0].upper() for line in (profile.relation, profile.initiative, profile.coercion)
        )
        assert PROFILE[profile.code] is profile

    def test_dimensions(self) -> None:
        """A profile has its outcomes by dimension too, in the order of the rules."""
        assert [*PROFILE["NLS"].dimensions.items()] == [
            ("relation", "non_affective"),
            ("initiative", "left_to_victim"),
            ("coercion", "soft"),
        ]

    def test_no_dimension(self) -> None:
        """What is not a dimension is not an attribute, and the error names it."""
        with pytest.raises(AttributeError, match="'Profile' object has no attribute 'relatoin'"):
            _ = PROFILES[0].relatoin

    def test_copies(self) -> None:
        """A profile can be copied and pickled, and is equal to its copy."""
        for same in (pickle.loads(pickle.dumps(PROFILES)), copy.deepcopy(PROFILES)):  # noqa: S301 - our own bytes
            assert same == PROFILES
            assert [each.relation for each in same] == [each.relation for each in PROFILES]

    def test_frozen(self) -> None:
        """The profiles by code are as frozen as the profiles."""
        with pytest.raises(TypeError, match="item assignment"):
            PROFILE["AOS"] = PROFILES[0]  # type: ignore[index]  # that is the point

    def test_outside(self) -> None:
        """The outcome outside the format is no line of a profile."""
        assert OUTSIDE in DIMENSIONS["coercion"]
        assert OUTSIDE not in {profile.coercion for profile in PROFILES}
