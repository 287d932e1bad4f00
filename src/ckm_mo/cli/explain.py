"""`ckm-mo explain`: one case of a table, explained."""

import argparse
from typing import TYPE_CHECKING, Final

from ckm_mo.cli.arguments import WITH_PAGE, Told, declare_output, declare_reading
from ckm_mo.cli.explained import write_explanation
from ckm_mo.cli.input import Input
from ckm_mo.cli.output import Output
from ckm_mo.cli.running import DONE
from ckm_mo.errors import NoSuchCase
from ckm_mo.spelling import closest

if TYPE_CHECKING:
    from ckm_mo.cases import Case


EXAMPLES: Final = ("ckm-mo explain cases.csv 002-v1", "ckm-mo explain - 002-v1 --period exploitation < cases.csv")
"""What to try."""


def declare(command: argparse.ArgumentParser, told: Told) -> None:
    """Declare what it takes."""
    command.add_argument("tables", nargs=1, metavar=told("metavar_table"), help=told("help_table"))
    command.add_argument("case_id", metavar=told("metavar_case_id"), help=told("help_case_id"))
    declare_reading(command, told, table=True)
    declare_output(command, told, forms=WITH_PAGE)


def run(options: argparse.Namespace) -> int:
    """Run the command, and return the exit code."""
    output = Output(options)
    found: Case | None = None
    wanted = options.case_id.strip()
    with Input(options, output) as tables:
        for table, batch in tables.batches(lambda case: case):
            if wanted in batch.case_ids:
                place = batch.case_ids.index(wanted)
                found = table.case(batch.records[place], batch.values[place])
        if found is None:
            near = closest(wanted, tables.tables.seen, 2) if len(tables.tables.seen) <= MOST_COMPARED else None
            raise NoSuchCase(case_id=wanted, file=options.tables[0], closest=near or "", where=bool(tables.conditions))
        output.notes += tables.where_counts()
        write_explanation(options, output, found, found.case_id, tables.tables.files)
    return DONE


MOST_COMPARED: Final = 10_000
"""Among how many ids the closest is looked for."""
