"""Draw small tables and questions about them, for the laws of groups, claims and plans.

Tables are small, and little is open in each case, so that `brute` can go through all that they may turn out to be.
"""

from typing import Any

from attrs import evolve
from hypothesis import strategies as st

import oracle
from ckm_mo.cases import Case
from strategies import triples

Answers = dict[str, str]

VALUES = {
    "relation": oracle.RELATIONS,
    "initiative": oracle.INITIATIVES,
    "violence": oracle.YES_NO,
    "recruitment_violence": oracle.YES_NO,
    "exploitation_deception": oracle.YES_NO,
    "victim_age_group": ("minor", "adult"),
    "exploitation_duration": ("over_year", "up_to_week"),
    "sectors": ("hotel", "car"),
    "exploitation_began": oracle.YES_NO,
    "reading": ("open", "closed"),
    "profile": oracle.PROFILES,
    "coercion": oracle.COERCIONS,
    "offender": ("o1", "o2"),
    "year": ("2018", "2019"),
}
"""What statements are drawn of, and the values that they name."""

statements = st.sampled_from([(key, value) for key, values in VALUES.items() for value in values])
"""A statement: a variable, a result or a column, and a value."""

groups = st.lists(statements, max_size=2)
"""The conditions of a group."""

ways = st.fixed_dictionaries(
    {"reading": st.sampled_from(["open", "closed"]), "period": st.sampled_from([None, None, *oracle.PERIODS])}
)
"""A reading and a period."""


@st.composite
def one(draw: st.DrawFn, means: int = 3) -> Answers:
    """Draw the answers to a case, all but so many of its means not used."""
    drawn = {
        "relation": draw(st.sampled_from([*oracle.RELATIONS, "unknown"])),
        "initiative": draw(st.sampled_from([*oracle.INITIATIVES, "not_stated"])),
        "exploitation_began": draw(st.sampled_from(["yes", "yes", "no", "unknown"])),
        "victim_age_group": draw(st.sampled_from(["minor", "adult", "unknown"])),
        "exploitation_duration": draw(st.sampled_from(["over_year", "up_to_week", "week_to_month", "unknown"])),
        "sectors": draw(st.sampled_from(["hotel", "car;hotel", "home", "unknown"])),
        "reading": draw(st.sampled_from(["", "open", "closed"])),
        "offender": draw(st.sampled_from(["o1", "o2", "unknown", ""])),
        "year": draw(st.sampled_from(["2018", "2019", "onbekend", ""])),
    }
    attempt = drawn["exploitation_began"] == "no"
    several = draw(st.sets(st.sampled_from(oracle.MEANS), max_size=means))
    for each in oracle.MEANS:
        answers = ("no", "no", "no")
        if each in several:
            answers = draw(triples(attempt=attempt, read_as=("yes", "no", "open")))
        drawn.update(zip((each, f"recruitment_{each}", f"exploitation_{each}"), answers, strict=True))
    return drawn


tables = st.lists(one(), min_size=1, max_size=4)
"""The answers to a few cases."""


def case_of(answers: Answers) -> Case:
    """Make the case."""
    case = Case.from_answers({key: value for key, value in answers.items() if key != "year"})
    return evolve(case, other=(("year", answers["year"]),)) if "year" in answers else case


def text_of(how: str, outcome: list[tuple[str, str]], group: list[tuple[str, str]]) -> str:
    """Write a term."""
    joint = " + " if how == "any" else ", "
    return " | ".join(filter(None, [joint.join("=".join(each) for each in outcome), ", ".join(map("=".join, group))]))


terms = st.tuples(st.sampled_from(["any", "all"]), st.lists(statements, min_size=1, max_size=2), groups)
"""A term of a claim: how its outcomes are joined, the outcomes, and the conditions of its group."""

claims: st.SearchStrategy[Any] = st.tuples(terms, st.sampled_from([">", ">=", "<", "<=", "="]), terms)
"""The left side, the operator and the right side of a claim."""
