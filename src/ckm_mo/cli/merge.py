"""`ckm-mo merge`: one table of several coders' tables, with their decisions where they differ."""

import argparse
from typing import TYPE_CHECKING, Final

from ckm_mo.cli.arguments import Say
from ckm_mo.cli.input import Input, Selection, check_several, codings, declare_cells, declare_tables
from ckm_mo.cli.output import FORMS, ROWS, SPSS, Output, declare_output
from ckm_mo.errors import STANDARD, WrongUsage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ckm_mo.agreement.codings import Codings
    from ckm_mo.agreement.decisions import Decision
    from ckm_mo.agreement.merging import Merged

EXAMPLES: Final = (
    "ckm-mo merge coder1.csv coder2.csv --decisions decisions.csv -o merged.csv",
    "ckm-mo merge coder1.csv coder2.csv --decisions decisions.xlsx --leave-open -o merged.xlsx",
)
"""What to try."""


def declare(command: argparse.ArgumentParser, say: Say) -> None:
    """Declare what it takes."""
    declare_tables(command, say, "help_coders")
    command.add_argument("--decisions", metavar=say("metavar_file"), help=say("help_decisions"))
    command.add_argument("--leave-open", action="store_true", help=say("help_leave_open"))
    declare_cells(command.add_argument_group(say("help_group_reading")).add_argument, say)
    declare_output(command, say, forms=(*FORMS, SPSS), default=ROWS[0])


def run(options: argparse.Namespace) -> None:
    """Merge the tables of several coders."""
    output, selection = Output.of(options), Selection.of(options)
    check_several(selection.tables, "merge")
    decisions = _decisions(options.decisions, selection, output)
    with Input(selection, output.lang, outputs=(output.file,), apart=True) as tables:
        coded = codings(tables, whole=True)
    from ckm_mo.agreement.merging import merge  # noqa: PLC0415 - `--help` needs none of it

    _write(output, coded, merge(coded, decisions, leave_open=options.leave_open), tables)


def _decisions(file: str | None, selection: Selection, output: Output) -> "Sequence[Decision]":
    """Read what was decided."""
    from ckm_mo.agreement.decisions import decisions_of  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.tables.reading import read_rows  # noqa: PLC0415 - as above

    if file is None:
        return ()
    if file == STANDARD and STANDARD in selection.tables:
        raise WrongUsage(problem="usage_standard_twice")
    return decisions_of(*read_rows(file, encoding=selection.encoding, output=output.file), file=file)


def _write(output: Output, coded: "Codings", merged: "Merged", tables: Input) -> None:
    """Write the one table, and say how it came about."""
    from ckm_mo.agreement.view import merge_lines, merge_view  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.tables.writing import case_rows  # noqa: PLC0415 - as above

    words, notes = output.words, tables.victims_note()
    if not (output.cells or output.form == "json"):
        output.view(merge_view(words, coded, merged), output.about(tables.files), notes=notes)
        return
    notes = [*merge_lines(words, coded, merged), *notes]
    if output.form == "json":
        only = {name: list(ids) for name, ids in coded.only.items()}
        output.json({"coders": list(coded.coders), "only": only, "cases": merged.records()}, notes)
    else:
        heads, *rows = case_rows(merged.cases, output.lang)
        output.rows(heads, rows, notes)
