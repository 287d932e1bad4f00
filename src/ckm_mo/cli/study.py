"""`ckm-mo study`: the study's figures, its bounds, and tables beside them."""

import argparse
from functools import partial
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen
from attrs.converters import optional

from ckm_mo.answers import Period, Reading
from ckm_mo.cli.arguments import WORDS, Say, taken, word_in
from ckm_mo.cli.input import Input, Selection, declare_least, declare_reading, refuse, small_below
from ckm_mo.cli.output import IN_PAPER, Output, Shown, declare_output

if TYPE_CHECKING:
    from ckm_mo.study.comparison import Comparison
    from ckm_mo.views.words import Words

EXAMPLES: Final = (
    "ckm-mo study --block offenders",
    "ckm-mo study --bounds",
    "ckm-mo study --compare cases.csv --where basis=judgment",
)
"""What to try."""

BLOCKS: Final = ("method", "customers", "offenders", "networks", "background", "sample")
"""The parts of the study's figures, which are loaded only when they are shown; a test holds them to these names."""

ALL_BLOCKS: Final = "all"

_OF_TABLES: Final = ("cases", "least", "reading", "empty", "where", "ignore", "encoding", "sheet")
"""The options that are about tables to compare."""


def declare(command: argparse.ArgumentParser, say: Say) -> None:
    """Declare what it takes."""
    add = command.add_mutually_exclusive_group().add_argument
    add(
        "--block",
        type=word_in(WORDS),
        choices=(*BLOCKS, ALL_BLOCKS),
        default=BLOCKS[0],
        help=say("help_block", default=BLOCKS[0]),
    )
    add("--bounds", action="store_true", help=say("help_bounds"))
    add("--compare", dest="tables", nargs="+", metavar=say("metavar_table"), help=say("help_compare"))
    command.add_argument("--cases", action="store_true", help=say("help_cases"))
    declare_least(command, say)
    declare_reading(command, say, table=True, study=True)
    declare_output(command, say, forms=IN_PAPER)


@frozen
class Request:
    """What of the study is asked, and where that goes.

    Args:
        output: Where.
        block: Which part of the figures; None for all.
        bounds: Whether it is what the figures allow.
        cases: Whether tables are compared case by case, and not victim by victim.
        least: Of how many cases a group is at least that is not small; None for as many as usual.
        reading: The one that tables are compared under; None for each.
        period: The period whose means of coercion count; None for any.
        selection: The tables to compare; None where there are none.
    """

    output: Output
    block: str | None
    bounds: bool
    cases: bool
    least: int | None
    reading: Reading | None = field(converter=optional(Reading))
    period: Period | None = field(converter=optional(Period))
    selection: Selection | None


def run(options: argparse.Namespace) -> None:
    """Show what was asked of the study."""
    request = _request(options)
    if request.selection is not None:
        _write_comparison(request, request.selection)
    elif request.bounds:
        _write_bounds(request.output, request.period)
    else:
        _write_figures(request)


def _request(options: argparse.Namespace) -> Request:
    output = Output.of(options)
    if options.tables is None:
        refuse(options, _OF_TABLES, "usage_goes_with", other="--compare")
    return taken(
        Request,
        options,
        output=output,
        block=None if options.block == ALL_BLOCKS else options.block,
        selection=None if options.tables is None else Selection.of(options),
    )


def _write_figures(request: Request) -> None:
    from ckm_mo.study.figures import figure_rows, sheet  # noqa: PLC0415 - `--help` needs none of it

    figures = sheet().of(request.block, request.period)

    def show(words: "Words") -> Shown:
        from ckm_mo.study.view import figures_view  # noqa: PLC0415 - only people need it

        return Shown(lambda: figure_rows(figures, words.lang), lambda: figures_view(words, request.block, figures))

    request.output.result(lambda: [each.as_dict() for each in figures], show)


def _write_bounds(output: Output, period: Period | None) -> None:
    from ckm_mo.study.bounds import bound_profiles, bounds_rows  # noqa: PLC0415 - `--help` needs none of it

    allowed = bound_profiles(period)
    about = {"period": str(period)} if period else {}

    def show(words: "Words") -> Shown:
        from ckm_mo.study.view import bounds_view  # noqa: PLC0415 - only people need it

        return Shown(lambda: bounds_rows(allowed), lambda: bounds_view(words, allowed, period))

    output.result(lambda: {**about, "readings": [each.as_dict() for each in allowed]}, show)


def _write_comparison(request: Request, selection: Selection) -> None:
    output = request.output
    with Input(selection, output.lang, outputs=(output.file,)) as tables:
        comparison = _comparison(request, selection, tables)

    def show(words: "Words") -> Shown:
        from ckm_mo.study.view import comparison_summary, comparison_view  # noqa: PLC0415 - only people need it

        view, line = partial(comparison_view, words, comparison), comparison_summary(words, comparison)
        return Shown(comparison.rows, view, line)

    made = comparison.files, request.reading or "each", request.period
    output.result(comparison.as_dict, show, made, tables.notes())


def _comparison(request: Request, selection: Selection, tables: Input) -> "Comparison":
    from ckm_mo.study.comparison import compare  # noqa: PLC0415 - `--help` needs none of it

    comparison = compare(
        tables.cases(),
        readings=[request.reading] if request.reading else Reading,
        period=request.period,
        where=tables.where,
        by_case=request.cases,
        empty=selection.empty,
        least=small_below(request.least),
    )
    return evolve(comparison, files=tables.files)
