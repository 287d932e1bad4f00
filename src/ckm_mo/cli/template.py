"""`ckm-mo template`: an empty table, and what may stand in it."""

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ckm_mo.cli.arguments import Say
from ckm_mo.cli.output import DATA_PACKAGE, FORMS, SPSS, WORKBOOK, Output, declare_output
from ckm_mo.codebook import COLUMNS, LOCATOR, VARIABLES, Variable, takes, word

if TYPE_CHECKING:
    from ckm_mo.views.blocks import View

EXAMPLES: Final = (
    "ckm-mo template -o cases.csv",
    "ckm-mo template --places -o cases.xlsx",
    "ckm-mo template -o cases.sav",
    "ckm-mo template --format table --lang nl",
    "ckm-mo template -o datapackage.json",
)


def declare(command: argparse.ArgumentParser, say: Say) -> None:
    """Declare what it takes."""
    command.add_argument("--places", action="store_true", help=say("help_places"))
    declare_output(command, say, forms=(*FORMS, SPSS, DATA_PACKAGE), default="csv")


def run(options: argparse.Namespace) -> None:
    """Write an empty table."""
    output = Output.of(options)
    columns = COLUMNS if options.places else VARIABLES
    if output.form == WORKBOOK:
        _write_workbook(output, str(output.file), columns)
    elif output.cells:
        output.rows([word(each, output.lang) for each in columns], ())
        beside = output.say("template_values") + "\n" if options.format else output.block(_view(output, columns))
        print(beside, end="", file=sys.stderr)  # noqa: T201 - beside the table
    elif output.form == DATA_PACKAGE:
        _describe(output, columns)
    elif output.form == "json":
        output.json(
            [
                {"column": each.key, "allowed": [value.key for value in takes(each)]}
                | ({"at": LOCATOR[each.key].key} if options.places and each.key in LOCATOR else {})
                for each in VARIABLES
            ]
        )
    else:
        output.view(_view(output, columns), output.about())


def _view(output: Output, columns: Sequence[Variable]) -> "View":
    from ckm_mo.views.codebook import template_view  # noqa: PLC0415 - only people need it

    return template_view(output.words, columns)


def _describe(output: Output, columns: Sequence[Variable]) -> None:
    """Write the Data Package of a table with these columns, which stands beside it."""
    from ckm_mo.views.datapackage import cases_package  # noqa: PLC0415 - only this form needs it

    name = output.say("sheet_cases")
    output.json(cases_package(output.words, name, columns), [output.say("template_package", file=f"{name}.csv")])


def _write_workbook(output: Output, name: str, variables: Sequence[Variable]) -> None:
    """Write a workbook to be filled in: a sheet with lists to choose from, and the codebook."""
    from ckm_mo.tables.workbooks import WorkbookWriter, codebook_heads  # noqa: PLC0415 - only this form needs it
    from ckm_mo.views.codebook import codebook_rows  # noqa: PLC0415 - as above

    with output.open(binary=True) as stream, WorkbookWriter(stream, name) as workbook:
        workbook.questions(output.say("sheet_cases"), variables, output.lang)
        write = workbook.sheet(output.say("sheet_codebook"), (34, 28, 28, 60, 60, 60, 40))
        for row in (codebook_heads(output.lang), *codebook_rows(output.words)):
            write(row)
