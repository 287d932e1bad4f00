"""Two checks: of the rules, by enumeration, as `ckm-mo rules --check` runs it; and of a case, by the edit rules.

The first does not trust the interpreter. Complete cases are decided by evaluating the
conditions in two values, and every verdict on a partial case is held against the
outcomes of all its completions.
"""

from itertools import product

from attrs import frozen

from ckm_mo.answers import Reading, Truth, level_of
from ckm_mo.cases import JOINT, Case
from ckm_mo.classification import INPUTS, Values, inputs_of, options, verdict_on
from ckm_mo.codebook import EDIT_RULES, NOT_CODED, VARIABLE, EditRule
from ckm_mo.errors import check_kind
from ckm_mo.messages import A_CASE
from ckm_mo.records import Pairs, Result
from ckm_mo.rules import DIMENSIONS, OUTSIDE, PROFILES, RULES, AllOf, Condition, Is, variables


@frozen
class Law(Result):
    """One law, what it was enumerated over, and where it is broken.

    Args:
        key: Its name: `read_once`, `complete`, `reachable` or `exact`.
        enumerated: How many things were looked at.
        broken: Those that break it, in words of the codebook.
    """

    json = ("law:key", "enumerated", "broken")

    key: str
    enumerated: int
    broken: tuple[str, ...]


def check() -> tuple[Law, ...]:
    """Enumerate, now, that the rules do what they promise.

    Returns:
        That every condition reads each variable at most once; that every complete case has exactly one outcome in
        every dimension; that every profile is reached; and that the verdict on every partial case is the set of
        outcomes of its completions.
    """
    outcomes = {values: _outcomes(values) for values in product(*map(options, INPUTS))}
    reached = {each["profile"] for each in outcomes.values() if each}
    exact = {}
    for values in product(*((*options(key), Truth.OPEN) for key in INPUTS)):
        verdict = verdict_on(inputs_of(values, None), Reading.OPEN, None)
        allowed = (options(key) if value == Truth.OPEN else [value] for key, value in zip(INPUTS, values, strict=True))
        completed = [each for completion in product(*allowed) if (each := outcomes[completion])]
        possible = {**verdict.left, "profile": verdict.outcomes}
        exact[_named(values)] = all({each[key] for each in completed} == {*some} for key, some in possible.items())
    laws = {
        "read_once": {rule.outcome: len([*variables(rule.when)]) == len({*variables(rule.when)}) for rule in RULES},
        "complete": {_named(values): bool(each) for values, each in outcomes.items()},
        "reachable": {each.code: each.code in reached for each in PROFILES},
        "exact": exact,
    }
    return tuple(
        Law(key, len(kept), tuple(each for each, is_kept in kept.items() if not is_kept)) for key, kept in laws.items()
    )


def _is_true(condition: Condition, values: Values) -> bool:
    """Evaluate a condition in two values."""
    if isinstance(condition, Is):
        return values[INPUTS.index(condition.variable)] == condition.value
    parts = (_is_true(part, values) for part in condition.parts)
    return all(parts) if isinstance(condition, AllOf) else any(parts)


def _outcomes(values: Values) -> dict[str, str]:
    """Return the outcome of a complete case in each dimension, and its profile; none unless each has just one."""
    true = [(rule.dimension, rule.outcome) for rule in RULES if _is_true(rule.when, values)]
    outcomes = dict(true)
    if not len(true) == len(outcomes) == len(DIMENSIONS):
        return {}
    codes = (profile.code for profile in PROFILES if profile.dimensions == outcomes)
    return {**outcomes, "profile": OUTSIDE if OUTSIDE in outcomes.values() else next(codes, "")}


def _named(values: Values) -> str:
    return ", ".join(f"{key}={value}" for key, value in zip(INPUTS, values, strict=True))


@frozen
class Query(Result):
    """Something in a case that does not fit, and is to be looked at again.

    Args:
        rule: The edit rule that raises it.
        answers: The answers that do not fit each other, by variable.
    """

    json = ("edit_rule:rule.key", "answers")

    rule: EditRule
    answers: Pairs


def queries(case: Case) -> tuple[Query, ...]:
    """Find what does not fit in a case, by the codebook's edit rules, in their order. No verdict depends on it.

    Raises:
        WrongKind: If it is something else.

    Unknown:
        What is not coded fits everything. An answer about a means that follows from others counts as given.
    """
    check_kind(case, Case, A_CASE, "Case.from_answers")
    found = []
    for rule in EDIT_RULES:
        answers = {}
        for key, _ in (*rule.when, *rule.expected):
            variable = VARIABLE[key]
            used = case.used(variable.means, Reading.OPEN, level_of(variable)) if variable.means else Truth.OPEN
            answers[key] = str(case[key] if used is Truth.OPEN else used).split(JOINT)
        unfit = [key for key, values in rule.expected if not {*answers[key]} <= {*values, NOT_CODED}]
        if all({*answers[key]} & {*values} for key, values in rule.when) and (unfit or not rule.expected):
            found.append(Query(rule, Pairs((key, JOINT.join(answers[key])) for key in (*dict(rule.when), *unfit))))
    return tuple(found)
