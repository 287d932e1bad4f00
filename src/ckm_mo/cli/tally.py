"""`ckm-mo tally`: the verdicts on tables, counted."""

import argparse
from typing import TYPE_CHECKING, Final

from ckm_mo.cli.arguments import WITH_PAGE, Told, asked, declare_output, declare_reading
from ckm_mo.cli.input import Input
from ckm_mo.cli.output import Output
from ckm_mo.cli.running import DONE
from ckm_mo.codebook import HEADERS, normalise
from ckm_mo.errors import WrongUsage

if TYPE_CHECKING:
    from ckm_mo.tallies import Tally


EXAMPLES: Final = (
    "ckm-mo tally cases.csv",
    "ckm-mo tally north.csv south.csv --by sectors --where relation=affective",
    "ckm-mo tally cases.csv --format json",
    "ckm-mo tally cases.csv --format html -o tally.html",
)
"""What to try."""


def declare(command: argparse.ArgumentParser, told: Told) -> None:
    """Declare what it takes."""
    command.add_argument("tables", nargs="+", metavar=told("metavar_table"), help=told("help_tables"))
    command.add_argument("--by", metavar=told("metavar_variable"), help=told("help_by"))
    command.add_argument("--decided-only", action="store_true", help=told("help_decided_only"))
    declare_reading(command, told, table=True)
    declare_output(command, told, forms=WITH_PAGE)


def run(options: argparse.Namespace) -> int:
    """Run the command, and return the exit code."""
    from ckm_mo.tallies import GROUPING, Counting, Tally  # noqa: PLC0415 - `--help` needs none of it

    output = Output(options)
    by = None
    if options.by is not None:
        variable = HEADERS.get(normalise(options.by))
        if variable is None or variable.key not in GROUPING:
            raise WrongUsage(problem="usage_by", variable=options.by, choices=GROUPING)
        by = variable.key
    reading, period = asked(options)
    counting = Counting(Tally(reading, period, by, options.decided_only, options.empty))
    with Input(options, output) as tables:
        for _, batch in tables.batches(counting.look):
            counting.extend(batch.values, batch.offenders)
        tally = counting.tally(where=tables.where(), files=tables.tables.files)
        tables.note_other()
        if output.cells:
            output.notes += tables.where_counts()
    _write_tally(output, tally)
    return DONE


def _write_tally(output: Output, tally: "Tally") -> None:
    from ckm_mo.tallies import FEW  # noqa: PLC0415 - loaded by now

    if tally.few and (output.form == "json" or output.cells):
        output.notes.append(output.say("groups_few", few=FEW, groups=", ".join(tally.few)))
    if output.form == "json":
        output.json(tally.as_dict())
        return
    from ckm_mo.views.provenance import provenance  # noqa: PLC0415 - only people need it
    from ckm_mo.views.tally import tally_summary, tally_view  # noqa: PLC0415 - only people need it
    from ckm_mo.views.words import Words  # noqa: PLC0415 - only people need it

    words = Words(output.lang)
    if output.cells:
        output.notes = [tally_summary(words, tally), *output.notes]
        output.rows(*tally.as_rows())
    else:
        about = provenance(words, files=output.named(tally.files), reading=tally.read_as, period=tally.period)
        output.view(tally_view(words, tally), about)
