"""The answer to a question about tables, as the commands `claim` and `plan` write it."""

from typing import TYPE_CHECKING

from ckm_mo.cli.output import Output

if TYPE_CHECKING:
    from ckm_mo.questions.claims import Checked
    from ckm_mo.questions.plans import Plan


def write_result(output: Output, result: "Checked | Plan", notes: list[str]) -> None:
    """Write claims that were judged, or a plan."""
    if output.form == "json":
        output.json(result.as_dict(), notes)
        return
    if output.draws:
        output.picture("width", result, notes)
        return
    from ckm_mo.questions.view import line_of, view_of  # noqa: PLC0415 - only people need it

    words = output.words
    about = output.about(result.files, result.read_as, result.period)
    told = [line_of(words, result)]
    output.result(result.rows(), lambda: view_of(words, result), about, told=told, notes=notes)
