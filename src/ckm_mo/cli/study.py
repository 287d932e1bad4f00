"""`ckm-mo study`: the study's figures, its bounds, and tables beside them."""

import argparse
from typing import Final

from ckm_mo.answers import Period, Reading
from ckm_mo.cli.arguments import ENCODING, Told, declare_output, declare_reading
from ckm_mo.cli.input import Input
from ckm_mo.cli.output import Output
from ckm_mo.cli.running import DONE
from ckm_mo.codebook import NOT_CODED
from ckm_mo.errors import WrongUsage

EXAMPLES: Final = (
    "ckm-mo study --block offenders",
    "ckm-mo study --bounds",
    "ckm-mo study --compare cases.csv --where basis=judgment",
)
"""What to try."""


def declare(command: argparse.ArgumentParser, told: Told) -> None:
    """Declare what it takes."""
    add = command.add_mutually_exclusive_group().add_argument
    add("--block", choices=(*BLOCKS, ALL_BLOCKS), default=BLOCKS[0], help=told("help_block", default=BLOCKS[0]))
    add("--bounds", action="store_true", help=told("help_bounds"))
    add("--compare", dest="tables", nargs="+", metavar=told("metavar_table"), help=told("help_compare"))
    command.add_argument("--cases", action="store_true", help=told("help_cases"))
    declare_reading(command, told, table=True, study=True)
    declare_output(command, told)


def run(options: argparse.Namespace) -> int:
    """Run the command, and return the exit code."""
    output = Output(options)
    if options.tables is not None:
        _compare(options, output)
        return DONE
    _check_without_tables(options)
    if options.bounds:
        _bounds(options, output)
        return DONE
    from ckm_mo.study.figures import FIGURE_HEADS, figure_rows, sheet  # noqa: PLC0415 - `--help` needs none of it

    block = None if options.block == ALL_BLOCKS else options.block
    figures = sheet().of(block, options.period)
    if output.form == "json":
        output.json([each.as_dict() for each in figures])
    elif output.cells:
        output.rows(FIGURE_HEADS, figure_rows(figures, output.lang))
    else:
        from ckm_mo.study.figures_view import figures_view  # noqa: PLC0415 - likewise
        from ckm_mo.views.words import Words  # noqa: PLC0415 - only people need it

        output.view(figures_view(Words(output.lang), block, figures))
    return DONE


BLOCKS: Final = ("method", "customers", "offenders", "networks", "background", "sample")
"""The parts of the study's figures, which are loaded only when they are shown; a test holds them to these names."""


ALL_BLOCKS: Final = "all"


def _check_without_tables(options: argparse.Namespace) -> None:
    """Refuse what is about tables where none is read."""
    without = {
        "--cases": options.cases,
        "--reading": options.reading,
        "--empty": options.empty != NOT_CODED,
        "--where": options.where,
        "--ignore": options.ignore,
        "--encoding": options.encoding != ENCODING,
        "--sheet": options.sheet,
    }
    for option, given in without.items():
        if given:
            raise WrongUsage(problem="usage_compare", option=option)


def _bounds(options: argparse.Namespace, output: Output) -> None:
    from ckm_mo.study.bounds import bound_profiles  # noqa: PLC0415 - `--help` needs none of it

    period = Period(options.period) if options.period else None
    allowed = bound_profiles(period)
    if output.form == "json":
        asked = {"period": str(period)} if period else {}
        output.json({**asked, "readings": [each.as_dict() for each in allowed]})
    elif output.cells:
        rows = ((each.reading, name, *ends) for each in allowed for name, ends in each.ranges.items())
        output.rows(("reading", "name", "low", "high"), rows)
    else:
        from ckm_mo.study.bounds_view import bounds_view  # noqa: PLC0415 - likewise
        from ckm_mo.views.words import Words  # noqa: PLC0415 - only people need it

        output.view(bounds_view(Words(output.lang), allowed, period))


def _compare(options: argparse.Namespace, output: Output) -> None:
    from attrs import evolve  # noqa: PLC0415 - loaded by now

    from ckm_mo.study.comparison import BESIDE_HEADS, compare  # noqa: PLC0415 - likewise
    from ckm_mo.study.comparison_view import comparison_summary, comparison_view  # noqa: PLC0415 - likewise
    from ckm_mo.views.words import Words  # noqa: PLC0415 - `--help` needs none of it

    with Input(options, output) as tables:
        cases = (
            table.case(record, case)
            for table, batch in tables.batches(lambda case: case)
            for case, record in zip(batch.values, batch.records, strict=True)
        )
        comparison = compare(
            cases,
            readings=[Reading(options.reading)] if options.reading else Reading,
            period=Period(options.period) if options.period else None,
            by_case=options.cases,
            empty=options.empty,
        )
        comparison = evolve(comparison, where=tables.where(), files=tables.tables.files)
        tables.note_other()
        if output.form == "json":
            output.json(comparison.as_dict())
        elif output.cells:
            output.notes = [comparison_summary(Words(output.lang), comparison), *output.notes, *tables.where_counts()]
            output.rows(BESIDE_HEADS, comparison.as_rows())
        else:
            output.view(comparison_view(Words(output.lang), comparison))
