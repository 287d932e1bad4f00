"""`ckm-mo explain`: one case of a table, explained."""

import argparse
from typing import Final

from ckm_mo.answers import Period, Reading, Truth
from ckm_mo.cases import Case
from ckm_mo.cli.arguments import Say
from ckm_mo.cli.explained import write_explanation
from ckm_mo.cli.input import Input, TableRequest, declare_reading
from ckm_mo.cli.output import Output, declare_output
from ckm_mo.errors import NoSuchCase
from ckm_mo.spelling import closest

EXAMPLES: Final = ("ckm-mo explain cases.csv 002-v1", "ckm-mo explain - 002-v1 --period exploitation < cases.csv")

MOST_COMPARED: Final = 10_000
"""Among how many ids the closest is looked for."""


def declare(command: argparse.ArgumentParser, say: Say) -> None:
    """Declare what it takes."""
    command.add_argument("tables", nargs=1, metavar=say("metavar_table"), help=say("help_table"))
    command.add_argument("case_id", metavar=say("metavar_case_id"), help=say("help_case_id"))
    declare_reading(command, say, table=True)
    declare_output(command, say)


def run(options: argparse.Namespace) -> None:
    """Explain the case."""
    from ckm_mo.explanation import explain  # noqa: PLC0415 - `--help` needs none of it

    request = TableRequest.of(options, Output.of(options))
    output = request.output
    with Input(request.selection, output.lang, outputs=(output.file,)) as tables:
        case, member = _case(tables, options.case_id.strip(), request.reading, request.period)
    may_belong = [output.say("may_belong")] if member is Truth.OPEN else []
    write_explanation(
        output,
        explain(case, request.reading, request.period),
        case.case_id,
        empty=request.selection.empty,
        files=tables.files,
        notes=[*tables.victims_note(), *tables.where_note(), *may_belong],
    )


def _case(tables: Input, case_id: str, reading: Reading, period: Period | None) -> tuple[Case, Truth]:
    """Find the case, and whether it is in the group of the conditions.

    Raises:
        NoSuchCase: If no row that may be in the group has its id.
    """
    found_case: tuple[Case, Truth] | None = None
    for table, batch, members in tables.members(lambda case: case, reading, period):
        if case_id in batch.case_ids:
            index = batch.case_ids.index(case_id)
            found_case = table.case(batch.records[index], batch.values[index]), members[index]
    if found_case is None:
        compared = case_id not in tables.ids and len(tables.ids) <= MOST_COMPARED
        near = closest(case_id, sorted(tables.ids), 2) if compared else None
        (file,), where = tables.selection.tables, tables.selection.where
        raise NoSuchCase(case_id=case_id, file=file, closest=near or "", where=bool(where))
    return found_case
