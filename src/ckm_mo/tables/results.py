"""The verdict on a case as a row of a table, and how its columns are labelled."""

from collections.abc import Mapping
from functools import cache, partial
from typing import Final

from ckm_mo.answers import Period, Truth
from ckm_mo.cases import JOINT
from ckm_mo.classification import Verdict
from ckm_mo.codebook import IDENTIFIERS, READING, YES_NO, codebook_text, normalise, word
from ckm_mo.messages import say
from ckm_mo.rules import DIMENSIONS, PROFILES, outcome_label, profile_words
from ckm_mo.tallies.statements import BESIDE_COLUMNS, IN_GROUP, RESULT_COLUMNS

ALONE: Final = (IDENTIFIERS[0].key, *RESULT_COLUMNS)
"""The columns of a table of verdicts."""

OUTCOME_OUTSIDE: Final = "outside"
"""What stands for the profile of a case outside the format, where the column has the outcome of every case."""


@cache  # there are few verdicts
def verdict_cells(verdict: Verdict, *, names_outside: bool = False) -> tuple[str, ...]:
    """Give the cells of a verdict, in the order of its columns, without the id.

    Args:
        verdict: Of a case.
        names_outside: Whether a case without a profile is said to be outside where it is.
    """
    return (
        OUTCOME_OUTSIDE if names_outside and verdict.outcome == OUTCOME_OUTSIDE else verdict.profile or "",
        JOINT.join(verdict.possible),
        verdict.outside,
        *(outcome or "" for outcome in verdict.dimensions.values()),
        str(verdict.reading),
        str(verdict.period or ""),
        *("yes" if truth else "no" for truth in (verdict.not_begun, verdict.rests_on_silence)),
    )


def in_group(member: Truth) -> str:
    """Say whether a case is in the group of the conditions, or only may be."""
    return "yes" if member is Truth.YES else "possible"


def result_column(head: str, lang: str) -> tuple[str, Mapping[str, str]]:
    """Describe a column of verdicts: its label, and the labels of its cells, none where they are text.

    An undecided case and an open dimension have a label of their own.
    """
    name = normalise(head).removeprefix(BESIDE_COLUMNS)
    text = partial(codebook_text, lang)
    yes_no = {value.key: word(value, lang) for value in YES_NO}
    possible = {"possible": say("result_possible", lang)}
    by_name: dict[str, Mapping[str, str]] = {
        "profile": {
            **{each.code: f"{each.code}: {profile_words(each, lang)}" for each in PROFILES},
            OUTCOME_OUTSIDE: say("result_column_outside", lang),
            "": say("result_undecided", lang),
        },
        "outside": yes_no | possible,
        "reading": {value.key: word(value, lang) for value in READING.values},
        "period": {**{str(each): text("levels", each, "label") for each in Period}, "": text("levels", "any", "label")},
        "not_begun": yes_no,
        "rests_on_silence": yes_no,
        IN_GROUP: yes_no | possible,
    }
    for dimension, outcomes in DIMENSIONS.items():
        by_name[f"{dimension}_outcome"] = {
            **{each: outcome_label(dimension, each, lang) for each in outcomes},
            "": say("result_open", lang),
        }
    dimension = name.removesuffix("_outcome")
    label = text("dimensions", dimension, "label") if dimension in DIMENSIONS else say(f"result_column_{name}", lang)
    return label, by_name.get(name, {})
