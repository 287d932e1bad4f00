"""Whole spaces to enumerate, and what the oracle says of them.

Small spaces are proved, not sampled: the three answers to one means (125), the
seven variables as read (2,187 partial, 128 complete).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import cycle, product
from math import isclose
from typing import Any

import oracle
from ckm_mo.answers import Answer, Period, Reading, Triple
from ckm_mo.classification import Values, Verdict, inputs_of, verdict_on
from ckm_mo.codebook import CODED, Role
from ckm_mo.explanation import Explanation

TOKENS = (*oracle.YES_NO, *oracle.OPEN_TOKENS)
"""The five answers to one question about a means."""

READINGS = ("open", "closed")

GROUPING = tuple(variable.key for variable in CODED if variable.role is not Role.MEANS)
"""What a table is often split by: all that is coded but the means."""

LEVELS = (None, *oracle.PERIODS)
"""What may be asked for: any period, or one of the two."""

TRIPLES = tuple(product(TOKENS, repeat=3))
"""All answers to one means: in any period, in recruitment, in exploitation."""

PARTIAL = tuple(product(*((*allowed, "open") for allowed in oracle.VALUES_OF_VARIABLE.values())))
"""All ways for the seven variables to be read: each a value, or open."""

COMPLETE = tuple(values for values in PARTIAL if "open" not in values)
"""Those in which nothing is open."""


def completions(values: Sequence[str]) -> list[Values]:
    """List the complete values that partial ones may turn out to be."""
    return [
        world for world in COMPLETE if all(value in {"open", each} for value, each in zip(values, world, strict=True))
    ]


def answers_for(values: Sequence[str], period: str | None = None, *, tokens: Sequence[str]) -> dict[str, str]:
    """Give the answers to a case that is read as these seven values.

    Args:
        values: Seven, some of them `open`.
        period: The level at which the means are answered.
        tokens: What stands where a value is open, in turn.
    """
    turn = cycle(tokens)
    keys = (f"{period}_{key}" if period and key in oracle.MEANS else key for key in oracle.VARIABLES)
    return {key: next(turn) if value == "open" else value for key, value in zip(keys, values, strict=True)}


def partial_cases(period: str | None = None) -> Iterator[dict[str, str]]:
    """Give the answers to 2,187 cases, one for each of `PARTIAL`, with all three tokens where one is open."""
    for place, values in enumerate(PARTIAL):
        first = place % len(oracle.OPEN_TOKENS)
        yield answers_for(values, period, tokens=oracle.OPEN_TOKENS[first:] + oracle.OPEN_TOKENS[:first])


@cache
def explained_cases(reading: str, period: str | None) -> tuple[tuple[dict[str, str], oracle.Json], ...]:
    """Pair the answers of `partial_cases` with what the oracle says of them: verdict and explanation in one."""
    return tuple((answers, explained(answers, reading, period)) for answers in partial_cases(period))


def explained(answers: dict[str, str], reading: str, period: str | None) -> oracle.Json:
    """Give the oracle's verdict and explanation in one."""
    return oracle.verdict(answers, reading, period) | oracle.explanation(answers, reading, period)


def reasons(explanation: Explanation) -> oracle.Json:
    """Give an explanation as the oracle does: it knows neither the sources of rules nor what is shown beside them."""
    given: oracle.Json = explanation.as_dict()
    fired = [{key: fact for key, fact in each.items() if key != "source"} for each in given["fired"]]
    beside = {"context", "at", "queries", "other"}
    return {key: fact for key, fact in given.items() if key not in beside} | {"fired": fired}


def figures(tally: Mapping[str, Any]) -> oracle.Json:
    """Give a tally's object as the oracle does: it knows neither conditions nor files."""
    given = {key: fact for key, fact in tally.items() if key not in {"where", "provenance"}}
    if given.get("by"):
        given["by"] = given["by"] | {"groups": [figures(group) for group in given["by"]["groups"]]}
    return given


def alike(one: object, other: object) -> bool:
    """Return whether two JSON objects are the same: keys, their order and all values, fractions to 12 decimals."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [*one] == [*other] and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=0, abs_tol=1e-12)
    return type(one) is type(other) and one == other


def triple(tokens: Sequence[str]) -> Triple:
    """Make answers of three tokens."""
    any_, recruitment, exploitation = map(Answer, tokens)
    return any_, recruitment, exploitation


def level(name: str | None) -> Period | None:
    """Make a level of its name."""
    return None if name is None else Period(name)


def judge(
    values: Values, reading: Reading = Reading.OPEN, period: Period | None = None, *, began: bool = True
) -> Verdict:
    """Return the verdict on a case of which these values are known, means at the level that is asked."""
    about, means = inputs_of(values, period)
    return verdict_on((about._replace(exploitation_began=began), means), reading, period)
