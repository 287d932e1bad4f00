"""Coders beside each other: how far they agree, on what they differ, what all agree on (extra `stats`).

Agreement is measured at four levels, from the profile down to the answer, and
always beside what would hold by chance. It measures whether coders code alike,
not whether they are right.
"""

from ckm_mo.agreement.codings import Codings, told_apart
from ckm_mo.agreement.decisions import Decision, decision_heads, decision_rows, decisions_of, to_decide
from ckm_mo.agreement.disagreements import Disagreement, disagreements
from ckm_mo.agreement.levels import SETS, Agreement, agree
from ckm_mo.agreement.measures import (
    COLLAPSE,
    COMMON_SHARE,
    FEWEST,
    FIGURES,
    Figures,
    agree_on,
    clopper_pearson,
    figures,
    student,
)
from ckm_mo.agreement.merging import Merged, merge
from ckm_mo.rules import DIMENSIONS

__all__ = (
    "COLLAPSE",
    "COMMON_SHARE",
    "DIMENSIONS",
    "FEWEST",
    "FIGURES",
    "SETS",
    "Agreement",
    "Codings",
    "Decision",
    "Disagreement",
    "Figures",
    "Merged",
    "agree",
    "agree_on",
    "clopper_pearson",
    "decision_heads",
    "decision_rows",
    "decisions_of",
    "disagreements",
    "figures",
    "merge",
    "student",
    "to_decide",
    "told_apart",
)
