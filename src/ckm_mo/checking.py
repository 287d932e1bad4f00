"""Two checks: of the rules, by enumeration, as `ckm-mo rules --check` runs it; and of a case, by the edit rules.

The first does not trust the interpreter. Complete cases are decided by evaluating the
conditions in two values, and every verdict on a partial case is held against the
outcomes of all its completions.
"""

from collections.abc import Iterator
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
    worlds = list(product(*map(options, INPUTS)))
    outcomes = {world: _outcomes(world) for world in worlds}
    profiles = {world: _profile(outcome) for world, outcome in outcomes.items() if outcome is not None}
    partial = list(product(*((*options(key), Truth.OPEN) for key in INPUTS)))
    reached = {*profiles.values()}
    return (
        Law("read_once", len(RULES), tuple(rule.outcome for rule in RULES if _repeats(rule.when))),
        Law("complete", len(worlds), tuple(_named(world) for world in worlds if outcomes[world] is None)),
        Law("reachable", len(PROFILES), tuple(each.code for each in PROFILES if each.code not in reached)),
        Law(
            "exact", len(partial), tuple(_named(values) for values in partial if not _exact(values, outcomes, profiles))
        ),
    )


def _repeats(condition: Condition) -> bool:
    read = list(variables(condition))
    return len(read) > len(set(read))


def _holds(condition: Condition, world: Values) -> bool:
    """Evaluate a condition in two values."""
    if isinstance(condition, Is):
        return world[INPUTS.index(condition.variable)] == condition.value
    each = (_holds(part, world) for part in condition.parts)
    return all(each) if isinstance(condition, AllOf) else any(each)


def _outcomes(world: Values) -> dict[str, str] | None:
    """Find the one outcome of a complete case in each dimension; None where there is none, or more than one."""
    true = [(rule.dimension, rule.outcome) for rule in RULES if _holds(rule.when, world)]
    one_each = sorted(dimension for dimension, _ in true) == sorted(DIMENSIONS)
    return dict(true) if one_each else None


def _exact(values: Values, outcomes: dict[Values, dict[str, str] | None], profiles: dict[Values, str]) -> bool:
    """Return whether a verdict is the set of the outcomes of its completions: in each dimension, and of profiles."""
    verdict = verdict_on(inputs_of(values, None), Reading.OPEN, None)
    worlds = list(_completions(values))
    completed = [outcome for world in worlds if (outcome := outcomes[world]) is not None]
    alike = all({outcome[dimension] for outcome in completed} == {*left} for dimension, left in verdict.left.items())
    return alike and verdict.outcomes == {profiles[world] for world in worlds if world in profiles}


def _profile(outcome: dict[str, str]) -> str:
    """Name the profile of a complete case, or that it is outside the format."""
    codes = (profile.code for profile in PROFILES if profile.dimensions == outcome)
    return OUTSIDE if OUTSIDE in outcome.values() else next(codes, "")


def _completions(values: Values) -> Iterator[Values]:
    return product(
        *(options(key) if value == Truth.OPEN else (value,) for key, value in zip(INPUTS, values, strict=True))
    )


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
    return tuple(query for rule in EDIT_RULES if (query := _query(rule, case)))


def _query(rule: EditRule, case: Case) -> Query | None:
    said = {key: _said(case, key) for key, _ in (*rule.when, *rule.expected)}
    if not all({*said[key].split(JOINT)} & {*values} for key, values in rule.when):
        return None
    unfit = [key for key, values in rule.expected if not {*said[key].split(JOINT)} <= {*values, NOT_CODED}]
    if rule.expected and not unfit:
        return None
    return Query(rule, Pairs((key, said[key]) for key in (*dict(rule.when), *unfit)))


def _said(case: Case, key: str) -> str:
    """Give what is coded of a variable; of a means what follows from all that is, where it settles the answer."""
    variable = VARIABLE[key]
    if variable.means:
        used = case.used(variable.means, Reading.OPEN, level_of(variable))
        if used is not Truth.OPEN:
            return str(used)
    return str(case[key])
