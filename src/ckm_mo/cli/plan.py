"""`ckm-mo plan`: which cases to reopen, and what to look for."""

import argparse
from typing import TYPE_CHECKING, Final

from attrs import frozen

from ckm_mo.cli.arguments import Say
from ckm_mo.cli.input import Input, TableRequest, declare_reading, declare_tables
from ckm_mo.cli.output import DRAWN, Output, Shown, declare_output

if TYPE_CHECKING:
    from ckm_mo.questions.plans import Plan
    from ckm_mo.views.words import Words

EXAMPLES: Final = (
    "ckm-mo plan cases.csv --answers 10",
    "ckm-mo plan cases.csv --answers 20 --per investigation",
    "ckm-mo plan cases.csv -o width.svg",
)
"""What to try."""


def declare(command: argparse.ArgumentParser, say: Say) -> None:
    """Declare what it takes."""
    declare_tables(command, say)
    command.add_argument("--answers", metavar=say("metavar_number"), help=say("help_plan_answers"))
    command.add_argument("--per", metavar=say("metavar_column"), help=say("help_per"))
    declare_reading(command, say, table=True, where=False)
    declare_output(command, say, forms=DRAWN)


@frozen
class Request(TableRequest):
    """What is to be planned, and where it goes; see `plan`."""

    answers: int | None
    per: str | None


def run(options: argparse.Namespace) -> None:
    """Plan which cases of tables to reopen."""
    request = Request.of(options, Output.of(options))
    with Input(request.selection, request.output.lang, outputs=(request.output.file,)) as tables:
        plan = _plan(request, tables)

    def show(words: "Words") -> Shown:
        from ckm_mo.questions.view import plan_line, plan_view  # noqa: PLC0415 - only people need it

        return Shown(plan.rows, lambda: plan_view(words, plan), plan_line(words, plan))

    notes = tables.notes(*([] if plan.per is None else [plan.per]))
    made = plan.files, plan.read_as, plan.period
    request.output.result(plan.as_dict, show, made, notes, picture=("width", plan))


def _plan(request: Request, tables: Input) -> "Plan":
    from ckm_mo.questions.plans import PlanBuilder  # noqa: PLC0415 - as above
    from ckm_mo.tallies.statements import is_own, subject  # noqa: PLC0415 - `--help` needs none of it

    per = None if request.per is None else subject(request.per, tables.headers)
    builder = PlanBuilder(request.reading, request.period, per)
    for table, batch in tables.batches(builder.read):
        texts = [text for *_, text in batch.values]
        if per is not None and is_own(per):
            (texts,) = table.texts(batch.records, [per])
        for case_id, (values, verdict, _), text in zip(batch.case_ids, batch.values, texts, strict=True):
            builder.add(case_id, values, verdict, text)
    return builder.plan(request.answers, tables.files)
