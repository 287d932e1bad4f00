"""`ckm-mo merge`: one table of several coders' tables, with their decisions where they differ."""

import argparse
from typing import TYPE_CHECKING, Final

from attrs import frozen

from ckm_mo.cli.arguments import Told
from ckm_mo.cli.coders import check_several, codings
from ckm_mo.cli.codes import DONE
from ckm_mo.cli.input import Input, Selection, declare_cells
from ckm_mo.cli.output import FORMS, ROWS, SPSS, Output, declare_output
from ckm_mo.errors import STANDARD, WrongUsage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ckm_mo.agreement.codings import Codings
    from ckm_mo.agreement.decisions import Decision

EXAMPLES: Final = (
    "ckm-mo merge coder1.csv coder2.csv --decisions decisions.csv -o merged.csv",
    "ckm-mo merge coder1.csv coder2.csv --decisions decisions.xlsx --leave-open -o merged.xlsx",
)
"""What to try."""


def declare(command: argparse.ArgumentParser, told: Told) -> None:
    """Declare what it takes."""
    command.add_argument("tables", nargs="+", metavar=told("metavar_table"), help=told("help_coders"))
    command.add_argument("--decisions", metavar=told("metavar_file"), help=told("help_decisions"))
    command.add_argument("--leave-open", action="store_true", help=told("help_leave_open"))
    declare_cells(command.add_argument_group(told("help_group_reading")).add_argument, told)
    declare_output(command, told, forms=(*FORMS, SPSS), default=ROWS[0])


@frozen
class Request:
    """What is to be merged, and where that goes.

    Args:
        output: Where.
        decisions: The file of decisions; None where there is none.
        leave_open: Whether answers that are not decided become unknown.
        selection: A table for each coder.
    """

    output: Output
    decisions: str | None
    leave_open: bool
    selection: Selection


def run(options: argparse.Namespace) -> int:
    """Merge the tables of several coders, and return the exit code."""
    request = Request(Output.of(options), options.decisions, options.leave_open, Selection.of(options))
    check_several(request.selection, "merge")
    output = request.output
    decisions = _decisions(request)
    with Input(request.selection, output.lang, outputs=(output.file,), apart=True) as tables:
        coded = codings(tables, whole=True)
    _write(request, coded, decisions, tables)
    return DONE


def _decisions(request: Request) -> "Sequence[Decision]":
    """Read what was decided."""
    from ckm_mo.agreement.decisions import decisions_of  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.tables.records import read_rows  # noqa: PLC0415 - as above

    if request.decisions is None:
        return ()
    if request.decisions == STANDARD and STANDARD in request.selection.names:
        raise WrongUsage(problem="usage_standard_twice")
    file = request.decisions
    heads, rows = read_rows(file, encoding=request.selection.encoding, outputs=(request.output.file,))
    return decisions_of(heads, rows, file=file)


def _write(request: Request, coded: "Codings", decisions: "Sequence[Decision]", tables: Input) -> None:
    """Write the one table, and say how it came about."""
    from ckm_mo.agreement.merging import merge  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.agreement.view import merge_lines, merge_view  # noqa: PLC0415 - as above
    from ckm_mo.tables.writing import case_rows  # noqa: PLC0415 - as above
    from ckm_mo.views.provenance import provenance  # noqa: PLC0415 - as above

    output, notes = request.output, tables.victims_note()
    merged = merge(coded, decisions, leave_open=request.leave_open)
    words = output.words
    if not (output.cells or output.form == "json"):
        about = provenance(words, files=output.named(tables.files))
        output.view(merge_view(words, coded, merged), about, notes=notes)
        return
    notes = [*merge_lines(words, coded, merged), *notes]
    if output.form == "json":
        only = {name: list(ids) for name, ids in coded.only.items()}
        output.json({"coders": list(coded.coders), "only": only, "cases": merged.records()}, notes)
    else:
        heads, *rows = case_rows(merged.cases, output.lang)
        output.rows(heads, rows, notes)
