"""`ckm-mo case`: one case, given or asked for at the terminal, explained."""

import argparse
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Final

from attrs import evolve

from ckm_mo._platform import outliving_terminal
from ckm_mo.answers import Reading
from ckm_mo.cases import Case, case_of
from ckm_mo.cli.arguments import Say, language, pair
from ckm_mo.cli.codes import DONE, REJECTED
from ckm_mo.cli.explained import write_explanation
from ckm_mo.cli.input import declare_columns, declare_reading, encoding, readings, refuse
from ckm_mo.cli.output import ENCODING, Output, declare_output, tell
from ckm_mo.codebook import IDENTIFIERS, NOT_CODED, READING, column_of, word
from ckm_mo.errors import AnswersExist, WrongUsage
from ckm_mo.messages import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from ckm_mo.tables.additions import Addition

EXAMPLES: Final = (
    "ckm-mo case",
    "ckm-mo case --save cases.csv --lang nl",
    "ckm-mo case --save cases.csv --places",
    "ckm-mo case relation=affective violence=yes",
    "ckm-mo case case_id=A-1 relation=affective violence=yes --save cases.csv",
    "ckm-mo case relatie=affectief geweld=nee --reading closed --empty not_stated",
)
"""What to try."""

_OF_TABLE: Final = ("ignore", "encoding", "sheet")
"""The options that are about the table in which a case is saved."""


def declare(command: argparse.ArgumentParser, say: Say) -> None:
    """Declare what it takes."""
    command.add_argument("answers", nargs="*", metavar=say("metavar_answer"), help=say("help_answers"))
    add = command.add_argument_group(say("help_group_interview")).add_argument
    add("--all", action="store_true", help=say("help_all"))
    add("--live", action="store_true", help=say("help_live"))
    add("--places", action="store_true", help=say("help_ask_places"))
    add = command.add_argument_group(say("help_group_saving")).add_argument
    add("--save", metavar=say("metavar_table"), help=say("help_save"))
    declare_columns(add, say)
    declare_reading(command, say, table=False)
    declare_output(command, say)


def run(options: argparse.Namespace) -> int:
    """Explain the case that is given, or ask for one, and return the exit code."""
    return _given(options) if options.answers else _asked(options)


def _given(options: argparse.Namespace) -> int:
    """Explain the case that is given."""
    from ckm_mo.explanation import explain  # noqa: PLC0415 - `--help` needs none of it

    refuse(options, ("all", "live", "places"), "usage_interview")
    pairs = [pair(text, "usage_pair") for text in options.answers]
    output = Output.of(options)
    case = case_of(pairs, empty=options.empty)
    read = _table(options, output.lang)
    if read is None:
        write_explanation(output, explain(case, *readings(options)), None, empty=options.empty)
        return DONE
    from ckm_mo.tables.files import AtomicFiles  # noqa: PLC0415 - only a case that is saved needs it

    case, save, warnings = _to_save(options, output, read, case, [name for name, _ in pairs])
    explanation = explain(case, *readings(options))
    facts = {"case_id": shown(case.case_id), "file": shown(options.save, longest=None)}
    try:
        with AtomicFiles() as together:
            together.then(save)
            write_explanation(evolve(output, together=together), explanation, case.case_id, empty=options.empty)
    except BrokenPipeError:  # which is not said by itself
        tell([output.say("interview_not_saved", **facts)])
        raise
    tell([output.say("interview_saved", **facts), *warnings])
    return DONE


def _to_save(
    options: argparse.Namespace, output: Output, read: "Callable[[], Addition]", given: Case, names: list[str]
) -> "tuple[Case, Callable[[], None], list[str]]":
    """Say how a case that is given is saved: a new one, or other answers to one of the table's.

    Returns:
        The case as it will be in the table, what saves it, and what is to be said of what is replaced.

    Raises:
        AnswersExist: If it has answers in the table that would be replaced, and may not be.
    """
    from ckm_mo.cli.interview import Interview, replaced, with_answers  # noqa: PLC0415 - only this needs it
    from ckm_mo.tables.additions import next_id  # noqa: PLC0415 - as above
    from ckm_mo.tables.writing import spelt  # noqa: PLC0415 - as above

    if options.empty != NOT_CODED:
        raise WrongUsage(problem="usage_save_empty")
    table, file = read(), options.save
    case_id = given.case_id or next_id(table.cases)
    if not case_id:
        raise WrongUsage(problem="usage_save_id", file=file)
    for text in filter(None, (case_id, *given.names, *given.at.values())):
        if not table.takes(text):
            raise WrongUsage(problem="usage_save_text", file=file, given=text)
    before = table.cases.get(case_id, Case())
    columns = [each for each in map(column_of, names) if each]
    answers = {each.key: str(given[each.key]) for each in columns} | {IDENTIFIERS[0].key: case_id}
    reading, period = readings(options)
    if reading is Reading.CLOSED and given.about.reading is before.about.reading is None:
        answers[READING.key] = str(reading)
    case = with_answers(before, answers)
    over = {word(each, output.lang): spelt(each, before, output.lang) for each in replaced(before, case)}
    if over and not options.force:
        raise AnswersExist(file=file, case_id=case_id, answers=over)
    save = partial(table.save, case, Interview(period=period, recorded=True).columns)
    had = ", ".join(f"{key}={shown(text)}" for key, text in over.items())
    warnings = [output.say("interview_saved_over", answers=had)] if over else []
    warnings += [output.say("interview_results_emptied")] if table.empties_results(case) else []
    return case, save, warnings


def _asked(options: argparse.Namespace) -> int:
    """Ask for the answers to a case at the terminal, one by one, and explain it."""
    from ckm_mo.cli.conversation import Conversation, Saving, at_terminal  # noqa: PLC0415 - a case that is given needs none of it
    from ckm_mo.cli.interview import Interview, record_view  # noqa: PLC0415 - as above
    from ckm_mo.explanation import explain  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.views.words import Words  # noqa: PLC0415 - as above

    terminal = at_terminal(Words(options.lang or language(())), plain=options.plain)
    if options.empty != NOT_CODED:
        raise WrongUsage(problem="usage_interview_empty")
    output = Output.of(options)
    read = _table(options, terminal.words.lang)
    table = Saving(terminal, read, _again(options)) if read else None
    reading, period = readings(options)
    start = Interview(Case(), reading, period, options.all, recorded=table is not None, places=options.places)
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


def _again(options: argparse.Namespace) -> list[str]:
    """Give the options with which a command reads the table as it is read now."""
    again = [each for name in options.ignore for each in ("--ignore", name)]
    again += ["--encoding", options.encoding] if options.encoding != ENCODING else []
    again += ["--sheet", options.sheet] if options.sheet is not None else []
    again += ["--lang", options.lang] if options.lang else []  # a new table is in this language
    return again


def _table(options: argparse.Namespace, lang: str) -> "Callable[[], Addition] | None":
    """Give what reads the table in which a case is to be saved, as it is now; nothing where it is not to be saved."""
    if options.save is None:
        refuse(options, _OF_TABLE, "usage_goes_with", other="--save")
        return None
    from ckm_mo.tables.additions import Addition  # noqa: PLC0415 - only this needs it

    read_in = encoding(options)
    if options.file is not None and os.path.realpath(options.save) == os.path.realpath(options.file):
        raise WrongUsage(problem="usage_save_output", file=options.save)
    reading = {"encoding": read_in, "ignore": options.ignore, "sheet": options.sheet}
    return partial(Addition.read, options.save, **reading, lang=lang)
