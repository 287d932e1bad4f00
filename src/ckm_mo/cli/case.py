"""`ckm-mo case`: one case, given or asked for at the terminal, explained."""

import argparse
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Final

from ckm_mo._platform import outliving_terminal
from ckm_mo.cases import case_of
from ckm_mo.cli.arguments import Told, language, pair
from ckm_mo.cli.codes import DONE, REJECTED
from ckm_mo.cli.explained import write_explanation
from ckm_mo.cli.input import ENCODING, declare_columns, declare_reading, encoding, readings
from ckm_mo.cli.output import WITH_PAGE, Output, declare_output
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
    declare_columns(add, told)
    declare_reading(command, told, table=False)
    declare_output(command, told, forms=WITH_PAGE)


def run(options: argparse.Namespace) -> int:
    """Explain the case that is given, or ask for one, and return the exit code."""
    return _given(options) if options.answers else _asked(options)


def _given(options: argparse.Namespace) -> int:
    """Explain the case that is given."""
    from ckm_mo.explanation import explain  # noqa: PLC0415 - `--help` needs none of it

    interview = {"--all": options.all, "--live": options.live, "--save": options.save is not None}
    _refuse(interview | _about_table(options), "usage_interview")
    pairs = [pair(text, "usage_pair") for text in options.answers]
    output = Output.of(options)
    explanation = explain(case_of(pairs, empty=options.empty), *readings(options))
    write_explanation(output, explanation, None, empty=options.empty)
    return DONE


def _asked(options: argparse.Namespace) -> int:
    """Ask for the answers to a case at the terminal, one by one, and explain it."""
    from ckm_mo.cli.conversation import Conversation, at_terminal  # noqa: PLC0415 - a case that is given needs none of it
    from ckm_mo.cli.interview import Interview, record_view  # noqa: PLC0415 - as above
    from ckm_mo.explanation import explain  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.views.words import Words  # noqa: PLC0415 - as above

    terminal = at_terminal(Words(options.lang or language(())), plain=options.plain)
    if options.empty != NOT_CODED:
        raise WrongUsage(problem="usage_interview_empty")
    output = Output.of(options)
    table = _saving(options, terminal)
    reading, period = readings(options)
    start = Interview(reading=reading, period=period, whole=options.all, recorded=table is not None)
    conversation = Conversation(terminal, start, live=options.live, table=table)
    with outliving_terminal():
        held = conversation.hold()
    if held:
        interview = conversation.interview
        explanation = explain(interview.case, reading, period)
        case_id = interview.case.case_id or None
        about, command = record_view(terminal.words, interview), conversation.command()
        write_explanation(output, explanation, case_id, empty=options.empty, record=(about, command))
        if output.form in {"json", "csv"} or output.file is not None or terminal.stream is not sys.stdout:
            terminal.show(*about)
            terminal.write(f"{command}\n")
    return REJECTED if table and table.failed else DONE


def _saving(options: argparse.Namespace, terminal: "Terminal") -> "Saving | None":
    """Read the table in which the case is to be saved, before anything is asked."""
    from ckm_mo.cli.conversation import Saving  # noqa: PLC0415 - loaded by now
    from ckm_mo.tables.additions import Addition  # noqa: PLC0415 - only this needs it

    if options.save is None:
        _refuse(_about_table(options), "usage_with_save")
        return None
    read_in = encoding(options)
    if options.output is not None and os.path.realpath(options.save) == os.path.realpath(options.output):
        raise WrongUsage(problem="usage_save_output", file=options.save)
    ignore, lang = options.ignore, terminal.words.lang
    again = [each for name in ignore for each in ("--ignore", name)]
    again += ["--encoding", read_in] if read_in != ENCODING else []
    return Saving(terminal, partial(Addition.read, options.save, encoding=read_in, ignore=ignore, lang=lang), again)


def _about_table(options: argparse.Namespace) -> dict[str, bool]:
    """Say which options were given that are about the table in which a case is saved."""
    return {"--ignore": bool(options.ignore), "--encoding": options.encoding != ENCODING}


def _refuse(options: dict[str, bool], problem: str) -> None:
    """Refuse options that were given and do not go with the others."""
    for option, given in options.items():
        if given:
            raise WrongUsage(problem=problem, option=option)
