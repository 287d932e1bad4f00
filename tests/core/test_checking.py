"""The check by enumeration: it passes on the rules, and it can fail."""

import pytest
from attrs import evolve

from ckm_mo.checking import check
from ckm_mo.rules import PROFILES, RULES, AllOf, Condition, Is, Profile, Rule
from fresh import put_rules

COUNTED = {"read_once": 7, "complete": 128, "reachable": 8, "exact": 2187}

NO_ALS = tuple(
    evolve(each, crossing=("affective", "left_to_victim", "none")) if each.code == "ALS" else each for each in PROFILES
)


def _when(outcome: str, when: Condition) -> tuple[Rule, ...]:
    """Give the rules with another condition for one of them."""
    return tuple(evolve(rule, when=when) if rule.outcome == outcome else rule for rule in RULES)


BY_DECEPTION = {"offender": Is("deception", "yes"), "left_to_victim": Is("deception", "no")}
SHARED = tuple(evolve(rule, when=BY_DECEPTION.get(rule.outcome, rule.when)) for rule in RULES)
"""Rules of which two dimensions read the same means, and so cannot be decided apart."""


def test_all_hold() -> None:
    """Every law holds of the rules as they are, over as many things as there are."""
    assert {law.key: (law.enumerated, law.broken) for law in check()} == {key: (n, ()) for key, n in COUNTED.items()}


@pytest.mark.parametrize(
    ("law", "rules", "profiles", "broken"),
    [
        ("read_once", _when("hard", AllOf((Is("violence", "yes"), Is("violence", "yes")))), PROFILES, 1),
        ("complete", _when("none", Is("sextortion", "yes")), PROFILES, 68),
        ("reachable", RULES, NO_ALS, 1),
        ("exact", _when("hard", AllOf((Is("violence", "yes"), Is("violence", "no")))), PROFILES, 1863),
        ("exact", SHARED, PROFILES, 72),
    ],
    ids=["read_once", "complete", "reachable", "exact", "exact, of dimensions that share a means"],
)
def test_broken(
    monkeypatch: pytest.MonkeyPatch, law: str, rules: tuple[Rule, ...], profiles: tuple[Profile, ...], broken: int
) -> None:
    """A law that is broken is named, with everything that breaks it, and can be given to a machine."""
    put_rules(monkeypatch, rules, profiles)
    (found,) = [each for each in check() if each.key == law]
    assert len(found.broken) == broken
    assert found.as_dict() == {"law": law, "enumerated": COUNTED[law], "broken": list(found.broken)}
