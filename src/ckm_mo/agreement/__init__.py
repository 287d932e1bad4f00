"""Coders beside each other: how far they agree, on what they differ, what all agree on (extra `stats`).

Agreement is measured at four levels, from the profile down to the answer, and
always beside what would hold by chance. It measures whether coders code alike,
not whether they are right.
"""

from ckm_mo.agreement.measures import (
    COLLAPSE,
    COMMON_SHARE,
    DIMENSIONS,
    FEWEST,
    FIGURES,
    SETS,
    Agreement,
    Codings,
    Disagreement,
    Figures,
    Merged,
    agree,
    agree_on,
    clopper_pearson,
    disagreements,
    figures,
    merge,
    student,
    told_apart,
)

__all__ = (
    "COLLAPSE",
    "COMMON_SHARE",
    "DIMENSIONS",
    "FEWEST",
    "FIGURES",
    "SETS",
    "Agreement",
    "Codings",
    "Disagreement",
    "Figures",
    "Merged",
    "agree",
    "agree_on",
    "clopper_pearson",
    "disagreements",
    "figures",
    "merge",
    "student",
    "told_apart",
)
