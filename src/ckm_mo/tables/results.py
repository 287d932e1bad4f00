"""The verdict on a case as a row of a table, and how such columns are known when they are read again.

They are never coding: a table with results is read as if they were not there.
"""

from collections.abc import Sequence
from typing import Final

from ckm_mo.answers import Truth
from ckm_mo.cases import JOINT
from ckm_mo.classification import Verdict
from ckm_mo.codebook import IDENTIFIERS, normalise
from ckm_mo.rules import DIMENSIONS

_RESULTS: Final = (
    *("profile", "possible", "outside"),
    *(f"{dimension}_outcome" for dimension in DIMENSIONS),
    *("reading", "period", "not_begun", "rests_on_silence"),
)

ALONE: Final = (IDENTIFIERS[0].key, *_RESULTS)
"""The columns of a table of verdicts."""

IN_GROUP: Final = "in_group"
"""The column behind them where conditions choose the cases: `yes`, or `possible`."""

BESIDE: Final = tuple(f"ckm_{name}" for name in _RESULTS)
"""The columns of verdicts beside a table's own, by names that no variable has."""

IN_GROUP_BESIDE: Final = f"ckm_{IN_GROUP}"


def verdict_cells(verdict: Verdict) -> list[str]:
    """Give the cells of a verdict, in the order of its columns, without the id."""
    return [
        verdict.profile or "",
        JOINT.join(verdict.possible),
        verdict.outside,
        *(outcome or "" for outcome in verdict.dimensions.values()),
        str(verdict.reading),
        str(verdict.period or ""),
        *("yes" if truth else "no" for truth in (verdict.not_begun, verdict.rests_on_silence)),
    ]


def in_group(member: Truth) -> str:
    """Say whether a case is in the group of the conditions, or only may be."""
    return "yes" if member is Truth.YES else "possible"


def result_places(headers: Sequence[str]) -> frozenset[int]:
    """Find the columns of results in a header.

    Those that stood beside a table's own are known each by its name. Those of a
    table of verdicts are so only all together and in order: one by one their names
    may be anybody's.
    """
    names = tuple(normalise(name) for name in headers)
    beside = {place for place, name in enumerate(names) if name in {*BESIDE, IN_GROUP_BESIDE}}
    alone = next((at for at in range(len(names)) if names[at : at + len(_RESULTS)] == _RESULTS), len(names))
    end = min(alone + len(_RESULTS), len(names))
    return frozenset(beside | {*range(alone, end + (names[end : end + 1] == (IN_GROUP,)))})
