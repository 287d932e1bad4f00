"""`ckm-mo case`: one case, given or asked for, explained."""

import argparse
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Final

from ckm_mo.cli.arguments import (
    ENCODING,
    WITH_PAGE,
    Told,
    asked,
    check_encoding,
    declare_output,
    declare_reading,
    language,
    pair,
)
from ckm_mo.cli.explained import write_explanation
from ckm_mo.cli.output import Output
from ckm_mo.cli.running import DONE, REJECTED
from ckm_mo.codebook import NOT_CODED
from ckm_mo.errors import WrongUsage

if TYPE_CHECKING:
    from ckm_mo.cli.conversation import Saving, Terminal


EXAMPLES: Final = (
    "ckm-mo case",
    "ckm-mo case --save cases.csv --lang nl",
    "ckm-mo case relation=affective violence=yes",
    "ckm-mo case relatie=affectief geweld=nee --reading closed --empty not_stated",
)
"""What to try."""


def declare(command: argparse.ArgumentParser, told: Told) -> None:
    """Declare what it takes."""
    command.add_argument("answers", nargs="*", metavar=told("metavar_answer"), help=told("help_answers"))
    add = command.add_argument_group(told("help_group_interview")).add_argument
    add("--all", action="store_true", help=told("help_all"))
    add("--live", action="store_true", help=told("help_live"))
    add("--save", metavar=told("metavar_table"), help=told("help_save"))
    add("--ignore", action="append", default=[], metavar=told("metavar_column"), help=told("help_ignore"))
    add("--encoding", default=ENCODING, metavar=told("metavar_name"), help=told("help_encoding"))
    declare_reading(command, told, table=False)
    declare_output(command, told, forms=WITH_PAGE)


def run(options: argparse.Namespace) -> int:
    """Run the command, and return the exit code."""
    from ckm_mo.cases import case_of  # noqa: PLC0415 - `--help` needs none of it

    if not options.answers:
        return _interview(options)
    for option, given in (_about_interview(options) | _about_table(options)).items():
        if given:
            raise WrongUsage(problem="usage_interview", option=option)
    pairs = [pair(text, "usage_pair") for text in options.answers]
    write_explanation(options, Output(options), case_of(pairs, empty=options.empty), None)
    return DONE


def _about_interview(options: argparse.Namespace) -> dict[str, bool]:
    return {"--all": options.all, "--live": options.live, "--save": options.save is not None}


def _about_table(options: argparse.Namespace) -> dict[str, bool]:
    return {"--ignore": bool(options.ignore), "--encoding": options.encoding != ENCODING}


def _interview(options: argparse.Namespace) -> int:
    """Ask for the answers to a case at the terminal, one by one."""
    from ckm_mo.cli.conversation import Conversation, at_terminal  # noqa: PLC0415 - a case that is given needs none of it
    from ckm_mo.cli.interview import Interview, record, record_view  # noqa: PLC0415 - likewise
    from ckm_mo.views.words import Words  # noqa: PLC0415 - likewise

    terminal = at_terminal(Words(options.lang or language((), os.environ)), plain=options.plain)
    if options.empty != NOT_CODED:
        raise WrongUsage(problem="usage_interview_empty")
    output = Output(options)
    table = _saving(options, terminal)
    reading, period = asked(options)
    start = Interview(reading=reading, period=period, whole=options.all)
    conversation = Conversation(terminal, start, live=options.live, table=table)
    if conversation.hold():
        interview = conversation.interview
        write_explanation(options, output, interview.case, interview.case.case_id or None, interview=interview)
        if output.form in {"json", "csv"} or options.output is not None or terminal.stream is not sys.stdout:
            terminal.show(*record_view(terminal.words, interview))
            terminal.write(f"{record(interview, output.lang)}\n")
    return REJECTED if table and table.failed else DONE


def _saving(options: argparse.Namespace, terminal: "Terminal") -> "Saving | None":
    """Read the table in which the case is to be saved, before anything is asked."""
    from ckm_mo.cli.conversation import Saving  # noqa: PLC0415 - loaded by now
    from ckm_mo.tables.additions import Addition  # noqa: PLC0415 - only this needs it

    if options.save is None:
        for option, given in _about_table(options).items():
            if given:
                raise WrongUsage(problem="usage_with_save", option=option)
        return None
    check_encoding(options.encoding)
    if options.output is not None and os.path.realpath(options.save) == os.path.realpath(options.output):
        raise WrongUsage(problem="usage_save_output", file=options.save)
    ignore, lang = options.ignore, terminal.words.lang
    return Saving(terminal, partial(Addition.read, options.save, encoding=options.encoding, ignore=ignore, lang=lang))
