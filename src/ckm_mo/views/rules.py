"""The view of the rules and the profiles, and of their check by enumeration."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ckm_mo.rules import PROFILES, RULES, AllOf, Condition, Is
from ckm_mo.views.blocks import Grid, Lines, Title, View
from ckm_mo.views.cautions import cautions, notes
from ckm_mo.views.profiles import profiles_block
from ckm_mo.views.words import Words

if TYPE_CHECKING:
    from ckm_mo.checking import Law


def rules_view(words: Words) -> View:
    """Show the rules and the profiles, and whose each rule is."""
    rules = []
    for rule in RULES:
        outcome, when = words.outcome(rule.dimension, rule.outcome), words.condition(rule.when, line="\n")
        rules.append((outcome, when, words.grounds([rule.outcome])))
    profiles = tuple((f"{each.number} {each.code}", words.profile(each.code)) for each in PROFILES)
    sources = dict.fromkeys(
        words.say("source_of", ground=words.text(*of, "label"), source=words.text(*of, "source"))
        for of in (("grounds", rule.ground) for rule in RULES)
    )
    return [
        Title(words.say("title_rules"), 1),
        Grid(words.heads("rule", "when", "ground"), tuple(rules), key="rules"),
        Lines((*sources, words.say("rules_note"))),
        Title(words.say("title_profiles")),
        profiles_block(words, {}, {}),
        Grid(words.heads("profile", "meaning"), profiles, key="profiles"),
        *notes(words, words.say("ground_note"), *cautions(words)),
    ]


def check_view(words: Words, laws: Sequence["Law"], seconds: float | None) -> View:
    """Show what was enumerated, what broke, and how long it took; None where that is not told, as on a page."""
    rows = tuple(
        (words.say(f"check_{law.key}"), words.number(law.enumerated), words.number(len(law.broken))) for law in laws
    )
    examples = [law.broken[0] for law in laws if law.broken]
    sentences = [words.say("check_broken" if examples else "check_holds", example="; ".join(examples))]
    sentences += [] if seconds is None else [words.say("check_seconds", seconds=words.number(seconds, 2))]
    return [
        Title(words.say("title_check"), 1),
        Grid(words.heads("check", "enumerated", "broken"), rows, frozenset({1, 2}), key="laws"),
        Lines((" ".join(sentences),), strong=True),
    ]


def rules_records() -> dict[str, Any]:
    """Give the rules and the profiles, conditions as trees of `is`, `any_of` and `all_of`."""
    return {
        "rules": [
            {
                "rule": rule.outcome,
                "dimension": rule.dimension,
                "outcome": rule.outcome,
                "when": _condition_record(rule.when),
                "ground": str(rule.ground),
                "source": rule.source,
            }
            for rule in RULES
        ],
        "profiles": [{"number": profile.number, "code": profile.code, **profile.dimensions} for profile in PROFILES],
    }


def _condition_record(condition: Condition) -> dict[str, Any]:
    if isinstance(condition, Is):
        return {"is": {condition.variable: condition.value}}
    return {"all_of" if isinstance(condition, AllOf) else "any_of": [*map(_condition_record, condition.parts)]}
