"""`ckm-mo tally`: the verdicts on tables, counted."""

import argparse
from functools import partial
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from ckm_mo.cli.arguments import WORDS, Say, fraction, whole_number, word_in
from ckm_mo.cli.input import Input, TableRequest, declare_least, declare_reading, declare_tables, refuse, small_below
from ckm_mo.cli.output import DRAWN, PAGE, TABLE, Output, Shown, declare_output
from ckm_mo.errors import WrongUsage
from ckm_mo.messages import shown

if TYPE_CHECKING:
    from ckm_mo.tallies.tally import Tally
    from ckm_mo.views.words import Words

EXAMPLES: Final = (
    "ckm-mo tally cases.csv",
    "ckm-mo tally north.csv south.csv --by sectors --where relation=affective",
    "ckm-mo tally cases.csv --format json",
    "ckm-mo tally cases.csv -o tally.html",
    "ckm-mo tally cases.csv -o profiles.svg",
    "ckm-mo tally cases.csv --picture shift -o shift.pdf",
    "ckm-mo tally cases.csv -o tally.tex",
    "ckm-mo tally cases.csv --reading closed --methods",
)
"""What to try."""


def declare(command: argparse.ArgumentParser, say: Say) -> None:
    """Declare what it takes."""
    declare_tables(command, say)
    command.add_argument("--by", metavar=say("metavar_variable"), help=say("help_by"))
    command.add_argument("--groups", metavar=say("metavar_number"), help=say("help_groups"))
    declare_least(command, say)
    command.add_argument("--picture", type=word_in(WORDS), choices=TALLY_PICTURES, help=say("help_picture"))
    command.add_argument("--decided-only", action="store_true", help=say("help_decided_only"))
    command.add_argument("--methods", action="store_true", help=say("help_methods"))
    add = command.add_argument_group(say("help_group_assumed")).add_argument
    add("--at-most-yes", metavar=say("metavar_number"), help=say("help_at_most_yes"))
    add("--confidence", metavar=say("metavar_number"), help=say("help_tally_confidence"))
    add("--interval", type=word_in(WORDS), choices=[_WILSON, NO_INTERVAL], default=_WILSON, help=say("help_interval"))
    add("--population", metavar=say("metavar_number"), help=say("help_population"))
    add("--cluster", metavar=say("metavar_column"), help=say("help_cluster"))
    declare_reading(command, say, table=True)
    declare_output(command, say, forms=DRAWN)


_OF_PROFILES, _OF_GROUPS, _DIAL, _SHIFT = TALLY_PICTURES = ("profiles", "groups", "dial", "shift")
"""The pictures of a tally."""

_SENTENCES: Final = (TABLE, "md", PAGE)
"""The forms of what is sentences alone."""

_WILSON: Final = "wilson"
NO_INTERVAL: Final = "none"


@frozen
class Request(TableRequest):
    """What is to be tallied, and where it goes; see `Tally`. Names of columns are as given."""

    methods: bool
    by: str | None
    groups: int | None
    least: int | None
    decided_only: bool
    at_most_yes: tuple[int | None, ...]
    confidence: float | None
    population: int | None
    cluster: str | None
    picture: str


def run(options: argparse.Namespace) -> None:
    """Tally the cases of tables."""
    request = _request(options)
    with Input(request.selection, request.output.lang, outputs=(request.output.file,)) as tables:
        tallies, columns = _tallies(request, tables)
    _write(request, tallies, tables.notes(*columns))


def _request(options: argparse.Namespace) -> Request:
    output = Output.of(options)
    if options.methods and output.form not in _SENTENCES:
        raise WrongUsage(problem="usage_methods", choices=_SENTENCES)
    some = () if options.at_most_yes is None else options.at_most_yes.split(",")
    at_most_yes = tuple(whole_number("--at-most-yes", each) for each in some) or (None,)
    if options.by is None:
        refuse(options, ("groups",), "usage_goes_with", other="--by")
    if options.interval == NO_INTERVAL:
        refuse(options, ("confidence", "population", "cluster"), "usage_goes_with", other=f"--interval {_WILSON}")
    return Request.of(
        options,
        output,
        at_most_yes=at_most_yes,
        confidence=None if options.interval == NO_INTERVAL else fraction(options.confidence),
        picture=_picture(options, output, several=len(at_most_yes) > 1),
    )


def _picture(options: argparse.Namespace, output: Output, *, several: bool) -> str:
    """Choose the picture: the one that was asked for, or what the other options ask for; empty where none is drawn."""
    if not output.draws:
        if options.picture:
            raise WrongUsage(problem="usage_picture_form")
        return ""
    fits = {_OF_PROFILES: not several, _OF_GROUPS: options.by and not several, _DIAL: True}
    fits |= {_SHIFT: not (several or options.period)}
    picture = options.picture or (_DIAL if several else _OF_GROUPS if options.by else _OF_PROFILES)
    if not fits[picture]:
        fitting = tuple(name for name, it in fits.items() if it)
        raise WrongUsage(problem="usage_picture", given=picture, choices=fitting)
    return str(picture)


def _tallies(request: Request, tables: Input) -> "tuple[list[Tally], tuple[str, ...]]":
    """Count the cases; give a tally for each assumption, and the columns that were asked about."""
    from ckm_mo.tallies.groups import MOST_GROUPS, TallyBuilder, check_group  # noqa: PLC0415 - as above
    from ckm_mo.tallies.intervals import SamplingDesign  # noqa: PLC0415 - as above
    from ckm_mo.tallies.statements import subject  # noqa: PLC0415 - loaded by now
    from ckm_mo.tallies.tally import Tally  # noqa: PLC0415 - as above

    headers = tables.headers
    by, cluster = (None if name is None else subject(name, headers) for name in (request.by, request.cluster))
    empty = Tally(
        request.reading,
        request.period,
        by,
        request.decided_only,
        request.selection.empty,
        where=tables.where,
        at_most_yes=request.at_most_yes[0],
        interval_basis=SamplingDesign(request.confidence, request.population, cluster),
        least=small_below(request.least),
    )
    builder = TallyBuilder(empty)
    for table, batch in tables.batches(builder.number_of):
        texts = table.texts(batch.records, builder.columns)
        builder.extend(batch.values, texts, batch.offenders)
    first = builder.tally(files=tables.files, groups=MOST_GROUPS if request.groups is None else request.groups)
    tallies = [evolve(first, at_most_yes=each) for each in request.at_most_yes]
    for each in tallies:
        check_group(each)
    return tallies, builder.columns


def _write(request: Request, tallies: "list[Tally]", notes: list[str]) -> None:
    output = request.output
    tally, *more = tallies
    small = [*([output.say("groups_few_where")] if tally.sensitive else []), *map(shown, tally.few)]
    few = [output.say("groups_few", few=tally.least, groups=", ".join(small))] if small else []
    made = tally.files, tally.read_as, tally.period
    if request.methods:
        from ckm_mo.views.papers import methods_view  # noqa: PLC0415 - only who writes a paper needs it

        output.view(methods_view(output.words, tallies), output.about(*made), notes=notes)
        return

    def show(words: "Words") -> Shown:
        from ckm_mo.tallies.tally import tally_rows  # noqa: PLC0415 - loaded by now
        from ckm_mo.views.tally import several_view, tally_summary, tally_view  # noqa: PLC0415 - only people need it

        view = partial(several_view, words, tallies) if more else partial(tally_view, words, tally)
        return Shown(partial(tally_rows, tallies), view, " ".join(tally_summary(words, each) for each in tallies))

    def record() -> object:
        return [each.as_dict() for each in tallies] if more else tally.as_dict()

    output.result(record, show, made, notes, apart=few, picture=(request.picture, tallies if more else tally))
