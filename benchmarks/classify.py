"""Time `classify` of a case seen before beside two rule engines that are given the same rules.

    python benchmarks/classify.py

The engines know no open answers, so all cases are complete: the 128 ways to
answer the seven variables. Each engine gets the rules of `ckm_mo.rules`, lowered
to its expressions by code, and must first give what `classify` gives of all 128.
Then all are timed in turn, round after round, each going through the 128, and
the median of the rounds is shown. It is processor time, which other work on the
machine stretches less than the clock's.

zen-engine is called in several ways, since they differ by a factor of a hundred.
Where it takes JSON text, making the text is not counted.
"""

import argparse
import json
from collections.abc import Callable
from itertools import chain, product
from statistics import median
from time import process_time
from timeit import Timer
from typing import Any, NamedTuple

import rule_engine
import zen

from ckm_mo import PROFILES, RULES, Case, Verdict, classify
from ckm_mo.classification import INPUTS, options
from ckm_mo.rules import COERCION, OUTSIDE, AnyOf, Condition, Is

Answers = dict[str, str]

ANSWERS = [dict(zip(INPUTS, answers, strict=True)) for answers in product(*(options(variable) for variable in INPUTS))]
"""The complete cases."""

OURS, DECISION, EXPRESSION, RULE_ENGINE = "ckm-mo", "zen-engine decision", "zen-engine expression", "rule-engine"


class Contender(NamedTuple):
    """One way to find the outcome of a case.

    Args:
        family: Whose way it is.
        way: What is called.
        call: Takes what was made of the answers to a case.
        inputs: What was made of each case, before the clock runs.
        found: Makes what `outcomes` or `code` gives of what the call gives.
    """

    family: str
    way: str
    call: Callable[[Any], Any]
    inputs: list[Any]
    found: Callable[[Any], str | list[str]]


def expression(condition: Condition) -> str:
    """Write a condition as both engines read it."""
    if isinstance(condition, Is):
        return f'{condition.variable} == "{condition.value}"'
    joint = " or " if isinstance(condition, AnyOf) else " and "
    return f"({joint.join(map(expression, condition.parts))})"


WHEN = {rule.outcome: expression(rule.when) for rule in RULES}
"""The rules as expressions, by what holds."""


def one_expression() -> str:
    """Write all rules as one expression that gives the code of the profile, or the outcome of being outside."""
    text = f'"{OUTSIDE}"'
    for each in reversed(PROFILES):
        when = " and ".join(WHEN[outcome] for outcome in each.crossing)
        text = f'(({when}) ? "{each.code}" : {text})'
    return text


def outcomes(verdict: Verdict) -> list[str]:
    """List the rules that hold, in their order."""
    return [*chain(*verdict.by_dimension)]


def code(verdict: Verdict) -> str:
    """Name the profile, or the outcome of being outside."""
    return verdict.profile or OUTSIDE


def held(flags: list[bool]) -> list[str]:
    """List the rules that hold, of a flag for each."""
    return [rule.outcome for rule, flag in zip(RULES, flags, strict=True) if flag]


def decision(*, profiles: bool) -> dict[str, Any]:
    """Write a decision table of zen-engine: a row for each profile, the first that fits; or one for each rule, all."""
    if profiles:
        rows = {
            each.code: {dimension: WHEN[outcome] for dimension, outcome in each.dimensions.items()} for each in PROFILES
        }
        rows[OUTSIDE] = {COERCION: WHEN[OUTSIDE]}
    else:
        rows = {outcome: {"when": when} for outcome, when in WHEN.items()}
    inputs = dict.fromkeys(name for row in rows.values() for name in row)
    table = {
        "hitPolicy": "first" if profiles else "collect",
        "inputs": [{"id": name, "name": name} for name in inputs],
        "outputs": [{"id": "outcome", "name": "outcome", "field": "outcome"}],
        "rules": [{"_id": outcome, "outcome": f'"{outcome}"', **row} for outcome, row in rows.items()],
    }
    kinds = {"in": "inputNode", "table": "decisionTableNode", "out": "outputNode"}
    contents: dict[str, dict[str, Any]] = {"table": table}
    return {
        "nodes": [
            {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": contents.get(name, {})}
            for name, kind in kinds.items()
        ],
        "edges": [
            {"id": f"{one}-{other}", "type": "edge", "sourceId": one, "targetId": other}
            for one, other in (("in", "table"), ("table", "out"))
        ],
    }


def ours() -> list[Contender]:
    """Give our ways: a case that is there already, and one that is parsed and checked each time."""
    cases = [Case.from_answers(answers) for answers in ANSWERS]
    return [
        Contender(OURS, "classify(case), a case seen before", classify, cases, code),
        Contender(
            OURS, "classify(Case.from_answers(answers))", lambda a: classify(Case.from_answers(a)), ANSWERS, code
        ),
    ]


def zen_engine() -> list[Contender]:
    """Give the ways of zen-engine: decisions as its documents show, decisions in a loader, bare expressions."""
    seven, eight = decision(profiles=False), decision(profiles=True)
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"seven": seven, "eight": eight}}})
    created = engine.create_decision(json.dumps(eight))
    flags, chain = zen.compile_expression(f"[{', '.join(WHEN.values())}]"), zen.compile_expression(one_expression())
    contenders = []
    for form, inputs in (("dict", ANSWERS), ("JSON text", [json.dumps(answers) for answers in ANSWERS])):
        contenders += [
            Contender(DECISION, f"create_decision, table of profiles, {form}", created.evaluate, inputs, _outcome),
            Contender(
                DECISION, f"static loader, table of rules, {form}", lambda a: engine.evaluate("seven", a), inputs, _all
            ),
            Contender(
                DECISION,
                f"static loader, table of profiles, {form}",
                lambda a: engine.evaluate("eight", a),
                inputs,
                _outcome,
            ),
            Contender(EXPRESSION, f"compiled, a flag a rule, {form}", flags.evaluate, inputs, held),
            Contender(EXPRESSION, f"compiled, all rules in one, {form}", chain.evaluate, inputs, str),
        ]
    return contenders


def _outcome(response: dict[str, Any]) -> str:
    return str(response["result"]["outcome"])


def _all(response: dict[str, Any]) -> list[str]:
    return [each["outcome"] for each in response["result"]]


def rule_engines() -> list[Contender]:
    """Give the ways of rule-engine: seven rules, and all of them in one expression."""
    rules = [rule_engine.Rule(when) for when in WHEN.values()]
    return [
        Contender(RULE_ENGINE, "seven compiled rules", lambda a: [rule.matches(a) for rule in rules], ANSWERS, held),
        Contender(RULE_ENGINE, "compiled, all rules in one", rule_engine.Rule(one_expression()).evaluate, ANSWERS, str),
    ]


def check(contender: Contender) -> None:
    """Stop unless a contender gives what `classify` gives of every case."""
    for answers, given in zip(ANSWERS, contender.inputs, strict=True):
        verdict, found = classify(Case.from_answers(answers)), contender.found(contender.call(given))
        if found != (outcomes(verdict) if isinstance(found, list) else code(verdict)):
            raise SystemExit(f"{contender.family}, {contender.way}: gives {found} of {answers}")


def main() -> None:
    """Check all, time all, print a table."""
    parser = argparse.ArgumentParser(description="Time classify of a case seen before beside two rule engines.")
    parser.add_argument("--rounds", type=int, default=15, help="how often all are timed in turn (15)")
    rounds = parser.parse_args().rounds

    contenders = [*ours(), *zen_engine(), *rule_engines()]
    timers = []
    for contender in contenders:
        check(contender)
        timer = Timer("for each in inputs: call(each)", timer=process_time, globals=contender._asdict())
        timers.append((timer, max(1, timer.autorange()[0] // 4)))  # some 50 ms
    print(f"All give the same outcome of the {len(ANSWERS)} complete cases. Medians of {rounds} rounds:")

    times: list[list[float]] = [[] for _ in contenders]
    for _ in range(rounds):
        for (timer, number), column in zip(timers, times, strict=True):
            column.append(timer.timeit(number) / number / len(ANSWERS) * 1e9)
    medians = [median(column) for column in times]

    print(f"{'':<22}{'':<46}{'ns a call':>10}{'ratio':>9}")
    for contender, each in zip(contenders, medians, strict=True):
        print(f"{contender.family:<22}{contender.way:<46}{each:>10,.0f}{each / medians[0]:>9,.1f}")
    print("The fastest of each, over classify of a case seen before:")
    for family in (DECISION, EXPRESSION, RULE_ENGINE):
        best = min(each for contender, each in zip(contenders, medians, strict=True) if contender.family == family)
        print(f"{family:<22}{best / medians[0]:>9,.1f} times its time")


if __name__ == "__main__":
    main()
