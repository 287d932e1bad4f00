"""The explanation of one case, as the commands `case` and `explain` write it."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ckm_mo.cli.arguments import asked
from ckm_mo.cli.output import Output
from ckm_mo.cli.verdicts import VERDICT_COLUMNS, verdict_cells

if TYPE_CHECKING:
    from ckm_mo.cases import Case
    from ckm_mo.cli.interview import Interview


def write_explanation(
    options: argparse.Namespace,
    output: Output,
    case: "Case",
    case_id: str | None,
    files: Sequence[tuple[str, str]] = (),
    interview: "Interview | None" = None,
) -> None:
    """Write the explanation of a case, of a table if it is of one; behind one from an interview the command for it."""
    from ckm_mo.explanation import explain  # noqa: PLC0415 - only these commands need it

    explanation = explain(case, *asked(options))
    if output.form == "json":
        output.json(explanation.as_dict(case_id))
    elif output.cells:
        output.notes.append(output.say("reasons_elsewhere"))
        output.rows(VERDICT_COLUMNS, [verdict_cells(case_id or "", explanation.verdict)])
    else:
        from ckm_mo.views.explanation import explanation_view  # noqa: PLC0415 - only people need it
        from ckm_mo.views.provenance import provenance  # noqa: PLC0415 - only people need it
        from ckm_mo.views.words import Words  # noqa: PLC0415 - only people need it

        words, verdict = Words(output.lang), explanation.verdict
        about = provenance(words, files=output.named(files), reading=verdict.reading, period=verdict.period)
        view = explanation_view(words, explanation, empty=options.empty)
        if interview is None:
            output.view(view, about)
        else:
            from ckm_mo.cli.interview import record, record_view  # noqa: PLC0415 - loaded by now

            output.view([*view, *record_view(words, interview)], about, record(interview, output.lang))
