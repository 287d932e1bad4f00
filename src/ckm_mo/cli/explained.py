"""The explanation of one case, as the commands `case` and `explain` write it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ckm_mo.cli.output import Output

if TYPE_CHECKING:
    from ckm_mo.explanation import Explanation
    from ckm_mo.views.blocks import View


def write_explanation(  # noqa: PLR0913 - a case has all of these
    output: Output,
    explanation: "Explanation",
    case_id: str | None,
    *,
    empty: str,
    files: Sequence[tuple[str, str]] = (),
    record: "tuple[View, str]" = ((), ""),
    notes: Sequence[str] = (),
) -> None:
    """Write an explanation.

    Args:
        output: Where.
        explanation: Of the case.
        case_id: None where the case is of no table.
        empty: What an empty cell counted as.
        files: The name and the SHA-256 of the table.
        record: What stands below for the record, and the command that gives the case again.
        notes: What is said beside it.
    """
    if output.form == "json":
        output.json(explanation.as_dict(case_id), notes)
        return
    if output.cells:
        from ckm_mo.tables.results import ALONE, verdict_cells  # noqa: PLC0415 - only these forms need it

        cells = [case_id or "", *verdict_cells(explanation.verdict)]
        output.rows(ALONE, [cells], [*notes, output.say("reasons_elsewhere")])
        return
    from ckm_mo.views.explanation import explanation_view  # noqa: PLC0415 - only people need it

    words, verdict = output.words, explanation.verdict
    about = output.about(files, verdict.reading, verdict.period)
    below, command = record
    output.view([*explanation_view(words, explanation, empty=empty), *below], about, command, notes)
