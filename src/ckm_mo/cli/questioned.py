"""The answer to a question about tables, as the commands `claim` and `plan` write it."""

from typing import TYPE_CHECKING

from ckm_mo.cli.output import Output, Shown

if TYPE_CHECKING:
    from ckm_mo.questions.claims import Checked
    from ckm_mo.questions.plans import Plan
    from ckm_mo.views.words import Words


def write_result(output: Output, result: "Checked | Plan", notes: list[str]) -> None:
    """Write claims that were judged, or a plan."""

    def show(words: "Words") -> Shown:
        from ckm_mo.questions.view import line_of, view_of  # noqa: PLC0415 - only people need it

        return Shown(result.rows(), lambda: view_of(words, result), line_of(words, result))

    made = result.files, result.read_as, result.period
    output.result(result.as_dict, show, made, notes, picture=("width", result))
