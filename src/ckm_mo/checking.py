"""Two checks: of the rules, by enumeration, as `ckm-mo rules --check` runs it; and of a case, by the edit rules.

The first does not trust the interpreter. Complete cases are decided by evaluating the
conditions in two values, and every verdict on a partial case is held against the
outcomes of all its completions.
"""

from collections.abc import Mapping
from itertools import product

from attrs import frozen

from ckm_mo.answers import Reading, Truth, level_of
from ckm_mo.cases import JOINT, Case
from ckm_mo.classification import INPUTS, Values, inputs_of, options, verdict_on
from ckm_mo.codebook import EDIT_RULES, NOT_CODED, VARIABLE, EditRule
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
    partial = [*product(*((*options(key), Truth.OPEN) for key in INPUTS))]
    reached = {each["profile"] for each in outcomes.values() if each}
    repeated = (rule.outcome for rule in RULES if len([*variables(rule.when)]) > len({*variables(rule.when)}))
    return (
        Law("read_once", len(RULES), tuple(repeated)),
        Law("complete", len(outcomes), tuple(_named(values) for values, each in outcomes.items() if not each)),
        Law("reachable", len(PROFILES), tuple(each.code for each in PROFILES if each.code not in reached)),
        Law("exact", len(partial), tuple(_named(values) for values in partial if not _is_exact(values, outcomes))),
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
    if sorted(dimension for dimension, _ in true) != sorted(DIMENSIONS):
        return {}
    codes = (profile.code for profile in PROFILES if profile.dimensions == outcomes)
    return {**outcomes, "profile": OUTSIDE if OUTSIDE in outcomes.values() else next(codes, "")}


def _is_exact(values: Values, outcomes: Mapping[Values, Mapping[str, str]]) -> bool:
    """Return whether a verdict is the set of the outcomes of its completions: in each dimension, and of profiles."""
    verdict = verdict_on(inputs_of(values, None), Reading.OPEN, None)
    options_left = (options(key) if value == Truth.OPEN else [value] for key, value in zip(INPUTS, values, strict=True))
    completed = [each for completion in product(*options_left) if (each := outcomes[completion])]
    possible = {**verdict.left, "profile": verdict.outcomes}
    return all({each[key] for each in completed} == {*some} for key, some in possible.items())


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

    Unknown:
        What is not coded fits everything. An answer about a means that follows from others counts as given.
    """
    found = []
    for rule in EDIT_RULES:
        answers = {key: _answer(case, key) for key, _ in (*rule.when, *rule.expected)}
        coded = {key: {*answer.split(JOINT)} for key, answer in answers.items()}
        unfit = [key for key, values in rule.expected if not coded[key] <= {*values, NOT_CODED}]
        if all(coded[key] & {*values} for key, values in rule.when) and (unfit or not rule.expected):
            found.append(Query(rule, Pairs((key, answers[key]) for key in (*dict(rule.when), *unfit))))
    return tuple(found)


def _answer(case: Case, key: str) -> str:
    """Return what is coded of a variable; of a means what follows from all that is, where it settles the answer."""
    variable = VARIABLE[key]
    used = case.used(variable.means, Reading.OPEN, level_of(variable)) if variable.means else Truth.OPEN
    return str(case[key] if used is Truth.OPEN else used)
