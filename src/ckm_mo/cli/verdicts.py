"""A verdict as a row of cells: the columns of `classify --format csv`."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ckm_mo.classification import Verdict


VERDICT_COLUMNS: Final = (
    "case_id",
    "profile",
    "possible",
    "outside",
    "relation_outcome",
    "initiative_outcome",
    "coercion_outcome",
    "reading",
    "period",
    "not_begun",
    "rests_on_silence",
)


def verdict_cells(case_id: str, verdict: "Verdict") -> list[str]:
    """Give the cells of a verdict, in the order of its columns."""
    return [
        case_id,
        verdict.profile or "",
        ";".join(verdict.possible),
        verdict.outside,
        verdict.relation or "",
        verdict.initiative or "",
        verdict.coercion or "",
        str(verdict.reading),
        str(verdict.period or ""),
        _yes_no(verdict.not_begun),
        _yes_no(verdict.rests_on_silence),
    ]


def _yes_no(truth: bool) -> str:  # noqa: FBT001 - it is about one
    return "yes" if truth else "no"
