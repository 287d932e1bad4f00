"""`ckm-mo check`: what tables hold, and what in them does not fit."""

import argparse
from functools import partial
from typing import TYPE_CHECKING, Final

from ckm_mo.cli.arguments import Say
from ckm_mo.cli.codes import DONE, REJECTED
from ckm_mo.cli.input import Input, Selection, declare_cells, declare_tables
from ckm_mo.cli.output import IN_PAPER, Output, Shown, declare_output, tell

if TYPE_CHECKING:
    from ckm_mo.views.words import Words

EXAMPLES: Final = (
    "ckm-mo check cases.csv",
    "ckm-mo check cases.csv -o queries.csv",
    "ckm-mo check north.csv south.csv --lang nl --empty not_stated",
)
"""What to try."""


def declare(command: argparse.ArgumentParser, say: Say) -> None:
    """Declare what it takes."""
    declare_tables(command, say)
    command.add_argument("--strict", action="store_true", help=say("help_strict"))
    declare_cells(command.add_argument_group(say("help_group_reading")).add_argument, say)
    declare_output(command, say, forms=IN_PAPER)


def run(options: argparse.Namespace) -> int:
    """Check tables, and return the exit code."""
    from ckm_mo.tables.checks import reported  # noqa: PLC0415 - as above
    from ckm_mo.tallies.reports import look  # noqa: PLC0415 - `--help` needs none of it

    output, selection = Output.of(options), Selection.of(options)
    with Input(selection, output.lang, outputs=(output.file,)) as tables:
        report = reported(tables.batches(look), tables.tables, selection.empty)

    def show(words: "Words") -> Shown:
        from ckm_mo.views.reports import report_line, report_rows, report_view  # noqa: PLC0415 - only people need it

        rows, view = partial(report_rows, words, report), partial(report_view, words, report)
        return Shown(rows, view, report_line(words, report))

    output.result(report.as_dict, show, (report.files,))
    if not (options.strict and report.queries):
        return DONE
    if output.file and not output.cells:  # where nothing has said yet what was found
        tell([show(output.words).line])
    return REJECTED
