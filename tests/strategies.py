"""Named Hypothesis strategies: answers, cases and tables, all of them fictional.

What is drawn is valid unless a name says otherwise. *Answers* are a dict of
English keys and tokens, which the oracle and the library both read; what is left
out is not coded. A *spelling* of answers is a mapping that says the same in the
words of either language.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

import oracle
from ckm_mo.cases import Case
from ckm_mo.codebook import (
    CODED,
    CODED_DIMENSIONS,
    CONTEXT,
    EXPLOITATION_BEGAN,
    HEADERS,
    VARIABLE,
    VARIABLES,
    Variable,
    takes,
)
from spaces import LEVELS, PARTIAL, READINGS, TOKENS, TRIPLES

T = TypeVar("T")

# A slow machine is no error.
# mutmut runs a test several times in one process, each time in another instance of its class.
UNCHECKED = [HealthCheck.too_slow, HealthCheck.differing_executors]
settings.register_profile("ckm_mo", deadline=None, max_examples=50, suppress_health_check=UNCHECKED)
settings.load_profile("ckm_mo")

FILES = int(os.environ.get("CKM_MO_FILES", "80"))
"""How many files each comparison of readers draws; more by hand."""

Answers = dict[str, str]

tokens = st.sampled_from(TOKENS)
"""An answer to one question about a means: one of five tokens."""

readings = st.sampled_from(READINGS)
"""What silence means: `open` or `closed`."""

periods = st.sampled_from(LEVELS)
"""What is asked for: None for any period, or one of the two."""

values = st.sampled_from(PARTIAL)
"""The seven variables as read: each a value, or open."""

groupings = st.sampled_from([None, *oracle.VALUES_TO_GROUP_BY])
"""What a tally is split by: None, or a variable."""

ways = st.fixed_dictionaries({"reading": readings, "period": periods, "by": groupings, "decided_only": st.booleans()})
"""A way to count: what `Tally.of` and the oracle take besides cases."""


@cache
def triples(*, attempt: bool, read_as: tuple[str, ...]) -> st.SearchStrategy[tuple[str, str, str]]:
    """Draw three answers to one means that do not contradict each other.

    Args:
        attempt: Whether the exploitation never began.
        read_as: What may be read of them, openly and for any period, among `yes`, `no` and `open`.
    """
    read = {each: oracle.means_as_read(*each, attempt=attempt, reading="open") for each in TRIPLES}
    return st.sampled_from([each for each, said in read.items() if said and said[0] in read_as])


other_columns = st.dictionaries(
    st.sampled_from(["source", "coder", "note", "remark of the coder", "Bron (fictief)"]),
    st.sampled_from(["", "x", "fictional text", "één; twee", 'she said "no"', "=1+1", "-", "two\nlines"]),
    max_size=3,
)
"""Columns that are no variables, with text that is hard on a table."""


def answer_to(variable: Variable) -> st.SearchStrategy[str]:
    """Draw an answer that a variable takes, by its token; several joined by `;` where it takes several."""
    one = st.sampled_from([value.key for value in takes(variable)])
    if not variable.several:
        return one
    keys = [value.key for value in variable.values]
    several = st.sets(st.sampled_from(keys), min_size=1).map(lambda chosen: ";".join(k for k in keys if k in chosen))
    return st.one_of(one, several)


@st.composite
def answers(draw: st.DrawFn, *, reading: bool = True, context: bool = True) -> Answers:
    """Draw the answers to one case, none of which contradict each other.

    Args:
        draw: Hypothesis's.
        reading: Whether the case may say how its silence is to be read.
        context: Whether context variables may be coded.
    """
    drawn = {variable.key: draw(answer_to(variable)) for variable in (*CODED_DIMENSIONS, EXPLOITATION_BEGAN)}
    attempt = drawn["exploitation_began"] == "no"
    # Of answers drawn alike nearly all cases are hard: so in some no soft means, or no hard one, is used.
    for some in (oracle.SOFT, oracle.HARD):
        kind = triples(attempt=attempt, read_as=draw(st.sampled_from([("yes", "no", "open"), ("no", "open"), ("no",)])))
        for means in some:
            drawn.update(zip((means, f"recruitment_{means}", f"exploitation_{means}"), draw(kind), strict=True))
    if reading:
        drawn["reading"] = draw(st.sampled_from(["not_coded", *READINGS]))
    for variable in draw(st.lists(st.sampled_from(CONTEXT), unique=True, max_size=4)) if context else ():
        drawn[variable.key] = draw(answer_to(variable))
    return {key: answer for key, answer in drawn.items() if answer != "not_coded"}


@st.composite
def rows(draw: st.DrawFn, *, min_size: int = 0, max_size: int = 6) -> list[Answers]:
    """Draw the answers to several cases, each with an id of its own and some with an offender."""
    several = draw(st.lists(answers(), min_size=min_size, max_size=max_size))
    offenders = st.sampled_from(["o1", "o2", "o3", ""] if draw(st.booleans()) else ["o1", "o2", "o3"])
    return [
        {"case_id": f"case-{place}", "offender": draw(offenders)} | each for place, each in enumerate(several, start=1)
    ]


cases = answers().map(Case.from_answers)
"""A case."""

case_lists = rows().map(lambda drawn: [Case.from_answers(each) for each in drawn])
"""Several cases, each with an id of its own."""


@st.composite
def respelt(draw: st.DrawFn, word: str) -> str:
    """Spell a word otherwise: capitals, hyphens or blanks for underscores, blanks around it."""
    change: Callable[[str], str] = draw(st.sampled_from([str.lower, str.upper, str.title, str.capitalize]))
    joint = draw(st.sampled_from(["_", "-", " ", "  ", " - "]))
    around = draw(st.sampled_from(["", " ", "  "]))
    return around + change(word).replace("_", joint) + around


def header_of(variable: Variable) -> st.SearchStrategy[str]:
    """Name a variable, in either language and any spelling."""
    return st.sampled_from([variable.key, variable.dutch]).flatmap(respelt)


@st.composite
def cell_of(draw: st.DrawFn, variable: Variable, said: str) -> str:
    """Say what is coded of a variable, in either language and any spelling; not coded also as an empty cell."""
    words = {value.key: (value.key, value.dutch, *value.others) for value in takes(variable)}
    if not words:
        return said
    if said == "not_coded" and (variable.key == "reading" or draw(st.booleans())):
        return draw(st.sampled_from(["", " ", "  "]))
    spelt = [draw(st.sampled_from(words[each]).flatmap(respelt)) for each in said.split(";")]
    return ";".join(draw(st.permutations(spelt)))


@st.composite
def spellings(draw: st.DrawFn, of: Mapping[str, str]) -> dict[str, str]:
    """Say the same answers in other words, in another order, with some of what is not coded written out."""
    uncoded = [variable.key for variable in CODED if variable.key not in of]
    written_out = draw(st.lists(st.sampled_from(uncoded), unique=True, max_size=3)) if uncoded else []
    said = dict(of) | dict.fromkeys(written_out, "not_coded")
    keys = draw(st.permutations(list(said)))
    return {draw(header_of(VARIABLE[key])): draw(cell_of(VARIABLE[key], said[key])) for key in keys}


@st.composite
def tables(draw: st.DrawFn, *, min_size: int = 0, max_size: int = 5) -> tuple[list[dict[str, str]], list[Answers]]:
    """Draw a table as text, and the answers that it holds.

    Returns:
        The rows, each with the same headers in the same order, in any language and spelling, other columns among
        them; and for each row its answers.
    """
    coded = draw(rows(min_size=min_size, max_size=max_size))
    used = [
        variable for variable in VARIABLES if variable.key == "case_id" or any(variable.key in row for row in coded)
    ]
    headers = {variable.key: draw(header_of(variable)) for variable in used}
    other = [draw(other_columns) for _ in coded]
    columns = draw(st.permutations([*headers, *dict.fromkeys(name for each in other for name in each)]))
    return [
        {
            headers.get(column, column): draw(cell_of(VARIABLE[column], row.get(column, _uncoded(VARIABLE[column]))))
            if column in headers
            else texts.get(column, "")
            for column in columns
        }
        for row, texts in zip(coded, other, strict=True)
    ], coded


def _uncoded(variable: Variable) -> str:
    return "not_coded" if variable.values else ""


def parts_of(items: Sequence[T]) -> st.SearchStrategy[tuple[Sequence[T], Sequence[T]]]:
    """Cut a sequence in two."""
    return st.integers(0, len(items)).map(lambda cut: (items[:cut], items[cut:]))


@st.composite
def slips(draw: st.DrawFn) -> str:
    """Draw a header with some slips of the pen: letters put in, left out, changed, or turned, also with one between."""
    name = draw(st.sampled_from(sorted(HEADERS)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(name)))
        gone, put = draw(st.integers(0, 3)), draw(st.text("abet_\u0301", max_size=3))
        kept = draw(st.sampled_from(["", name[at : at + gone][::-1]]))
        name = name[:at] + kept + put + name[at + gone :]
    return name
