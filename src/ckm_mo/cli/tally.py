"""`ckm-mo tally`: the verdicts on tables, counted."""

import argparse
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from ckm_mo.answers import Period, Reading
from ckm_mo.cli.arguments import Told
from ckm_mo.cli.codes import DONE
from ckm_mo.cli.input import Input, Selection, declare_reading, readings
from ckm_mo.cli.output import WITH_PAGE, Output, declare_output
from ckm_mo.codebook import variable_of
from ckm_mo.errors import WrongUsage

if TYPE_CHECKING:
    from ckm_mo.tallies import Tally

EXAMPLES: Final = (
    "ckm-mo tally cases.csv",
    "ckm-mo tally north.csv south.csv --by sectors --where relation=affective",
    "ckm-mo tally cases.csv --format json",
    "ckm-mo tally cases.csv -o tally.html",
)
"""What to try."""


def declare(command: argparse.ArgumentParser, told: Told) -> None:
    """Declare what it takes."""
    command.add_argument("tables", nargs="+", metavar=told("metavar_table"), help=told("help_tables"))
    command.add_argument("--by", metavar=told("metavar_variable"), help=told("help_by"))
    command.add_argument("--decided-only", action="store_true", help=told("help_decided_only"))
    declare_reading(command, told, table=True)
    declare_output(command, told, forms=WITH_PAGE)


@frozen
class Request:
    """What is to be tallied, and where it goes; see `Tally`."""

    output: Output
    by: str | None
    decided_only: bool
    reading: Reading
    period: Period | None
    selection: Selection


def run(options: argparse.Namespace) -> int:
    """Tally the cases of tables, and return the exit code."""
    request = _request(options)
    with Input(request.selection, request.output.lang, outputs=(request.output.file,)) as tables:
        tally = _tally(request, tables)
    _write(request.output, tally, tables)
    return DONE


def _request(options: argparse.Namespace) -> Request:
    output = Output.of(options)
    by = _by(options.by)
    return Request(output, by, options.decided_only, *readings(options), Selection.of(options))


def _by(name: str | None) -> str | None:
    """Give the key of the variable that the tally is split by."""
    from ckm_mo.tallies import GROUPING  # noqa: PLC0415 - `--help` needs none of it

    if name is None:
        return None
    variable = variable_of(name)
    if variable is None or variable.key not in GROUPING:
        raise WrongUsage(problem="usage_by", variable=name, choices=GROUPING)
    return variable.key


def _tally(request: Request, tables: Input) -> "Tally":
    from ckm_mo.tallies import Counting, Tally  # noqa: PLC0415 - loaded by now

    asked = Tally(request.reading, request.period, request.by, request.decided_only, request.selection.empty)
    counting = Counting(asked)
    for _, batch in tables.batches(counting.look):
        counting.extend(batch.values, batch.offenders)
    return counting.tally(where=tables.where(), files=tables.files)


def _write(output: Output, tally: "Tally", tables: Input) -> None:
    from ckm_mo.tallies import FEW  # noqa: PLC0415 - loaded by now

    notes = [*tables.victims_note(), *tables.other_note()]
    few = [output.say("groups_few", few=FEW, groups=", ".join(tally.few))] if tally.few else []
    if output.form == "json":
        output.json(tally.as_dict(), [*notes, *few])
        return
    from ckm_mo.views.provenance import provenance  # noqa: PLC0415 - only people need it
    from ckm_mo.views.tally import tally_summary, tally_view  # noqa: PLC0415 - likewise
    from ckm_mo.views.words import Words  # noqa: PLC0415 - likewise

    words = Words(output.lang)
    if output.cells:
        output.rows(*tally.as_rows(), [tally_summary(words, tally), *notes, *tables.where_note(), *few])
    else:
        tally = evolve(tally, files=tuple(output.named(tally.files)))
        about = provenance(words, files=tally.files, reading=tally.read_as, period=tally.period)
        output.view(tally_view(words, tally), about, notes=notes)
