"""`ckm-mo agree`: agreement between coders of the same cases."""

import argparse
import os
from functools import partial
from typing import TYPE_CHECKING, Final

from ckm_mo.cli.arguments import Told, asked, declare_output, declare_reading
from ckm_mo.cli.input import Input
from ckm_mo.cli.output import Output
from ckm_mo.cli.running import DONE
from ckm_mo.codebook import NOT_CODED
from ckm_mo.errors import WrongUsage
from ckm_mo.messages import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ckm_mo.agreement.codings import Codings
    from ckm_mo.agreement.disagreements import Disagreement
    from ckm_mo.agreement.levels import Agreement
    from ckm_mo.agreement.merging import Merged
    from ckm_mo.cases import Case


EXAMPLES: Final = (
    "ckm-mo agree coder1.csv coder2.csv",
    "ckm-mo agree coder1.csv coder2.csv --disagreements",
    "ckm-mo agree coder1.csv coder2.csv --merged agreed.csv --reading closed",
)
"""What to try."""


def declare(command: argparse.ArgumentParser, told: Told) -> None:
    """Declare what it takes."""
    command.add_argument("tables", nargs="+", metavar=told("metavar_table"), help=told("help_coders"))
    command.add_argument("--disagreements", action="store_true", help=told("help_disagreements"))
    command.add_argument("--merged", metavar=told("metavar_file"), help=told("help_merged"))
    command.add_argument("--confidence", metavar=told("metavar_number"), help=told("help_confidence"))
    declare_reading(command, told, table=True, where=False)
    declare_output(command, told)
    command.set_defaults(where=())


def run(options: argparse.Namespace) -> int:
    """Run the command, and return the exit code."""
    from ckm_mo.agreement.disagreements import disagreements  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.agreement.levels import agree  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.agreement.measures import FEWEST  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.agreement.merging import merge  # noqa: PLC0415 - `--help` needs none of it

    output = Output(options)
    if len(options.tables) < FEWEST:
        raise WrongUsage(problem="usage_one_table")
    confidence = _confidence(options.confidence)
    if options.merged is not None:
        _check_merged(options)
    with Input(options, output, apart=True) as tables:
        codings = _codings(tables, whole=options.disagreements or options.merged is not None)
        if not options.disagreements:
            tables.note_other()
        same = _same_tables(tables, codings)
    reading, period = asked(options)
    agreement = agree(codings, reading=reading, period=period, confidence=confidence)
    talk = disagreements(codings, reading=reading, period=period) if options.disagreements else None
    merged = merge(codings) if options.merged is not None else None
    write = partial(_write, output, codings, agreement, talk=talk, merged=merged, same=same)
    if merged is None:
        write()
        return DONE
    from ckm_mo.tables.files import Together  # noqa: PLC0415 - loaded by now
    from ckm_mo.tables.writing import write_together  # noqa: PLC0415 - only this option needs it

    with Together() as output.together:
        write_together(merged.cases, options.merged, output.together, lang=output.lang, force=options.force)
        write()
    return DONE


def _write(
    output: Output,
    codings: "Codings",
    agreement: "Agreement",
    *,
    talk: "Sequence[Disagreement] | None",
    merged: "Merged | None",
    same: list[str],
) -> None:
    """Write the figures, or the answers to talk about, in the form that was asked for."""
    options = output.options
    if output.form == "json":
        record = agreement.as_dict()
        if talk is not None:
            record["disagreements"] = [each.as_dict(codings.coders) for each in talk]
        if merged is not None:
            record["merged"] = {"file": options.merged, **merged.as_dict()}
        output.notes = [*same, *_agreement_notes(output, agreement), *output.notes]
        output.json(record)
        return
    from ckm_mo.agreement import view as views  # noqa: PLC0415 - JSON needs none of it
    from ckm_mo.views.words import Words  # noqa: PLC0415 - likewise

    words = Words(output.lang)
    if output.cells:
        left = [] if merged is None else [views.merged_line(words, options.merged, merged)]
        output.notes = [
            *same,
            views.cases_line(words, agreement),
            *_agreement_notes(output, agreement),
            *left,
            *output.notes,
        ]
        output.rows(*(views.figures_rows(agreement) if talk is None else views.talk_rows(codings.coders, talk)))
        return
    blocks = [
        *views.heading(words, agreement, [*same, *_agreement_notes(output, agreement)]),
        *(views.figures_blocks(words, agreement) if talk is None else views.talk_blocks(words, codings.coders, talk)),
        *([] if merged is None else views.merged_blocks(words, options.merged, merged)),
    ]
    output.view([*blocks, *views.ending(words)])


def _confidence(text: str | None) -> float:
    """Parse `--confidence`; other intervals than the usual take SciPy, and it is asked for before anything is read."""
    from ckm_mo.agreement.measures import student  # noqa: PLC0415 - loaded by now
    from ckm_mo.tallies import CONFIDENCE  # noqa: PLC0415 - likewise

    if text is None:
        return CONFIDENCE
    try:
        confidence = float(text)
    except ValueError:
        confidence = 0.0
    if not 0 < confidence < 1:
        raise WrongUsage(problem="usage_confidence", given=text)
    student(confidence, 1)
    return confidence


def _check_merged(options: argparse.Namespace) -> None:
    """Refuse a file for what all agree on that could not be written in the end."""
    from ckm_mo.tables.files import check_output  # noqa: PLC0415 - only this option needs it

    if options.output is not None and os.path.realpath(options.merged) == os.path.realpath(options.output):
        raise WrongUsage(problem="usage_merged", file=options.merged)
    check_output(options.merged, force=options.force)


def _codings(tables: Input, *, whole: bool) -> "Codings":
    """Read what each coder made of the cases.

    Args:
        tables: One for each coder.
        whole: Whether the cases' names and other columns are needed.
    """
    from ckm_mo.agreement.codings import Codings, told_apart  # noqa: PLC0415 - loaded by now

    cases: dict[int, dict[str, Case]] = {}
    for table, batch in tables.batches(lambda case: case):
        named = map(table.case, batch.records, batch.values) if whole else batch.values
        cases.setdefault(id(table), {}).update(zip(batch.case_ids, named, strict=True))
    names = told_apart(table.name for table in tables.tables.tables)
    return Codings({name: cases.get(id(table), {}) for name, table in zip(names, tables.tables.tables, strict=True)})


def _same_tables(tables: Input, codings: "Codings") -> list[str]:
    """Say which tables are the same, byte for byte."""
    names: dict[str, list[str]] = {}
    for name, (_, digest) in zip(codings.coders, tables.tables.files, strict=True):
        names.setdefault(digest, []).append(name)
    return [tables.output.say("same_table", coders=", ".join(map(shown, each))) for each in names.values() if each[1:]]


def _agreement_notes(output: Output, agreement: "Agreement") -> list[str]:
    """Say how verdicts were read."""
    reading = output.say(f"word_{agreement.read_as}")
    empty = [output.say("tally_empty")] if output.options.empty != NOT_CODED else []
    counts = {"rests": agreement.rests_on_silence, **agreement.readings}
    return [output.say("agreement_reading", reading=reading, **counts), *empty]
