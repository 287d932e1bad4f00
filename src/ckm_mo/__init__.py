"""Classify coded cases of sexual exploitation by the CKM format of offenders' methods, without hiding what is unknown.

It describes a method. It is no evidence, no prediction, and says nothing about guilt or consent.

A **case** is one victim and the main offender of that exploitation: one row of a table (`cases`).

An **answer** to "was this means of coercion used?" is yes, no or *open*: unknown (the source leaves it open), not
stated (the source is silent) or not coded (nobody has answered). The open *reading* leaves silence open; the closed
one takes the source as complete, so that silence is "no" (`answers`).

**What answers leave open.** Each means is asked about three times: in any period, in recruitment, in exploitation.
Together the answers allow some of the four pairs of yes and no in recruitment and in exploitation: the *allowed
pairs* of the means. "Any: yes" with "recruitment: no" allows one pair, (no, yes). Where no pair is allowed, the
answers contradict each other, and there is no such case.

The format has seven **inputs**: relation, initiative, and five means, each in the period that is asked for. An input
has a value or is open. A **rule** says for which inputs an **outcome** holds in one *dimension*: relation, initiative
or coercion (`rules`, `codebook`). An outcome in each of the three makes one of eight **profiles**. With coercion
"none" a case is *outside the format*.

A **completion** of a case gives a value to everything that is open in it. Completed, a case has one profile or is
outside. Its **verdict** is the set of all that its completions give, each alike (`classification`). One profile: the
case is decided. Only "outside": it is outside the format. More: it is undecided, which is a result too.
"""

from typing import TYPE_CHECKING

from ckm_mo._exports import exported
from ckm_mo._version import __version__
from ckm_mo.answers import Answer, Period, Reading, Truth
from ckm_mo.cases import Case
from ckm_mo.classification import Verdict, classify
from ckm_mo.codebook import VARIABLES, Variable
from ckm_mo.errors import CkmMoError, Contradiction, InvalidAnswer, InvalidInput
from ckm_mo.rules import PROFILES, RULES, Profile, Rule

if TYPE_CHECKING:
    from ckm_mo.explanation import Explanation, explain
    from ckm_mo.tables import check_table, read_table, write_table
    from ckm_mo.tallies.intervals import wilson
    from ckm_mo.tallies.tally import Tally
    from ckm_mo.views.papers import latex, methods

__all__ = (
    # Cases and their answers.
    "Answer",
    "Case",
    "Period",
    "Reading",
    "Truth",
    # The format, as data.
    "PROFILES",
    "RULES",
    "VARIABLES",
    "Profile",
    "Rule",
    "Variable",
    # What is made of cases.
    "Explanation",
    "Tally",
    "Verdict",
    "classify",
    "explain",
    "latex",
    "methods",
    "wilson",
    # Tables.
    "check_table",
    "read_table",
    "write_table",
    # What is refused.
    "CkmMoError",
    "Contradiction",
    "InvalidAnswer",
    "InvalidInput",
    "__version__",
)

__getattr__, __dir__ = exported(
    __name__,
    {
        "Explanation": "explanation",
        "explain": "explanation",
        "check_table": "tables",
        "read_table": "tables",
        "write_table": "tables",
        "Tally": "tallies.tally",
        "latex": "views.papers",
        "methods": "views.papers",
        "wilson": "tallies.intervals",
    },
)
