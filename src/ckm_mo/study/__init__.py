"""The study's own figures, what its margins allow, and other cases beside them.

The figures are data, each with the whole numbers that print as
it. The bounds hold for every table with these margins. A comparison asks
the study's questions of the user's own cases.
"""

from ckm_mo.study.bounds import (
    BOUNDS_SCHEMA,
    HARD,
    LINES,
    PAIRS,
    Allowed,
    Margin,
    bound_profiles,
    bounds_rows,
    margins,
    unprinted,
)
from ckm_mo.study.comparison import (
    COMPARISON_HEADS,
    COMPARISON_SCHEMA,
    ComparedFigure,
    Comparison,
    compare,
    own_variables,
)
from ckm_mo.study.figures import (
    FIGURE_HEADS,
    FIGURE_SCHEMA,
    VICTIM,
    Base,
    CountedValue,
    Figure,
    Measure,
    Sheet,
    Standing,
    Text,
    Unit,
    figure_rows,
    sheet,
)
from ckm_mo.study.rounding import Rounding, counts, sums

__all__ = (
    "BOUNDS_SCHEMA",
    "COMPARISON_HEADS",
    "COMPARISON_SCHEMA",
    "FIGURE_HEADS",
    "FIGURE_SCHEMA",
    "HARD",
    "LINES",
    "PAIRS",
    "VICTIM",
    "Allowed",
    "Base",
    "ComparedFigure",
    "Comparison",
    "CountedValue",
    "Figure",
    "Margin",
    "Measure",
    "Rounding",
    "Sheet",
    "Standing",
    "Text",
    "Unit",
    "bound_profiles",
    "bounds_rows",
    "compare",
    "counts",
    "figure_rows",
    "margins",
    "own_variables",
    "sheet",
    "sums",
    "unprinted",
)
