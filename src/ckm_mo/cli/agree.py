"""`ckm-mo agree`: agreement between coders of the same cases."""

import argparse
import os
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from ckm_mo.answers import Period, Reading
from ckm_mo.cli.arguments import Told, fraction
from ckm_mo.cli.codes import DONE
from ckm_mo.cli.input import Input, Selection, declare_reading, readings
from ckm_mo.cli.output import Output, declare_output
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


@frozen
class Request:
    """What is asked of the codings, and where that goes.

    Args:
        output: Where.
        confidence: Of the intervals.
        disagreements: Whether the answers to discuss are listed, in place of figures.
        merged: The file for what all agree on; None where it is not wanted.
        reading: What silence means.
        period: Of which period coercion is; None for any.
        selection: A table for each coder.
    """

    output: Output
    confidence: float
    disagreements: bool
    merged: str | None
    reading: Reading
    period: Period | None
    selection: Selection


@frozen
class Result:
    """What came out.

    Args:
        coders: In order.
        agreement: The figures.
        disagreements: The answers to discuss; None where they are not wanted.
        merged: The file for what all agree on, and what that is; None where it is not wanted.
        same: Which tables are the same, said.
    """

    coders: "tuple[str, ...]"
    agreement: "Agreement"
    disagreements: "Sequence[Disagreement] | None"
    merged: "tuple[str, Merged] | None"
    same: list[str]


def run(options: argparse.Namespace) -> int:
    """Say how far coders agree, and return the exit code."""
    request = _request(options)
    outputs = (request.output.file, request.merged)
    with Input(request.selection, request.output.lang, outputs=outputs, apart=True) as tables:
        codings = _codings(request, tables)
    result = _result(request, codings, tables)
    notes = [*tables.victims_note(), *([] if request.disagreements else tables.other_note())]
    if result.merged is None:
        _write(request, result, notes)
    else:
        _write_with_merged(request, result, *result.merged, notes)
    return DONE


def _request(options: argparse.Namespace) -> Request:
    from ckm_mo.agreement.measures import FEWEST  # noqa: PLC0415 - `--help` needs none of it

    output = Output.of(options)
    if len(options.tables) < FEWEST:
        raise WrongUsage(problem="usage_one_table")
    confidence = _confidence(options.confidence)
    if options.merged is not None:
        _check_merged(options.merged, output)
    asked = readings(options)
    return Request(output, confidence, options.disagreements, options.merged, *asked, Selection.of(options))


def _confidence(text: str | None) -> float:
    """Parse `--confidence`; other intervals than the usual take SciPy, and it is asked for before anything is read."""
    from ckm_mo.agreement.measures import student  # noqa: PLC0415 - loaded by now

    confidence = fraction(text)
    if text is not None:
        student(confidence, 1)
    return confidence


def _check_merged(file: str, output: Output) -> None:
    """Refuse a file for what all agree on that could not be written in the end."""
    from ckm_mo.tables.files import check_output  # noqa: PLC0415 - only this option needs it

    if output.file is not None and os.path.realpath(file) == os.path.realpath(output.file):
        raise WrongUsage(problem="usage_merged", file=file)
    check_output(file, force=output.force)


def _codings(request: Request, tables: Input) -> "Codings":
    """Read what each coder made of the cases, with names and other columns where these are needed."""
    from ckm_mo.agreement.codings import Codings, told_apart  # noqa: PLC0415 - loaded by now

    whole = request.disagreements or request.merged is not None
    cases: dict[int, dict[str, Case]] = {}
    for table, batch in tables.batches(lambda case: case):
        named = map(table.case, batch.records, batch.values) if whole else batch.values
        cases.setdefault(id(table), {}).update(zip(batch.case_ids, named, strict=True))
    names = told_apart(table.name for table in tables.tables)
    return Codings({name: cases.get(id(table), {}) for name, table in zip(names, tables.tables, strict=True)})


def _result(request: Request, codings: "Codings", tables: Input) -> Result:
    from ckm_mo.agreement.disagreements import disagreements  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.agreement.levels import agree  # noqa: PLC0415 - as above
    from ckm_mo.agreement.merging import merge  # noqa: PLC0415 - as above

    reading, period = request.reading, request.period
    return Result(
        tuple(codings.coders),
        agree(codings, reading=reading, period=period, confidence=request.confidence),
        disagreements(codings, reading=reading, period=period) if request.disagreements else None,
        None if request.merged is None else (request.merged, merge(codings)),
        _same_tables(codings, tables, request.output),
    )


def _same_tables(codings: "Codings", tables: Input, output: Output) -> list[str]:
    """Say which tables are the same, byte for byte."""
    names: dict[str, list[str]] = {}
    for name, (_, digest) in zip(codings.coders, tables.files, strict=True):
        names.setdefault(digest, []).append(name)
    return [output.say("same_table", coders=", ".join(map(shown, each))) for each in names.values() if each[1:]]


def _write_with_merged(request: Request, result: Result, file: str, merged: "Merged", notes: list[str]) -> None:
    """Write what all agree on as a table, together with the rest: both, or neither."""
    from ckm_mo.tables.files import Together  # noqa: PLC0415 - only this option needs it
    from ckm_mo.tables.writing import write_together  # noqa: PLC0415 - as above

    output = request.output
    with Together() as together:
        write_together(merged.cases, file, together, lang=output.lang, force=output.force)
        _write(evolve(request, output=evolve(output, together=together)), result, notes)


def _write(request: Request, result: Result, notes: list[str]) -> None:
    """Write the figures, or the answers to discuss, in the form that was asked for."""
    output, agreement, talk, merged = request.output, result.agreement, result.disagreements, result.merged
    how_read = _how_read(request, agreement)
    if output.form == "json":
        record = agreement.as_dict()
        if talk is not None:
            record["disagreements"] = [each.as_dict(result.coders) for each in talk]
        if merged is not None:
            record["merged"] = {"file": merged[0], **merged[1].as_dict()}
        output.json(record, [*result.same, *how_read, *notes])
        return
    from ckm_mo.agreement import view as views  # noqa: PLC0415 - JSON needs none of it
    from ckm_mo.views.words import Words  # noqa: PLC0415 - as above

    words = Words(output.lang)
    if output.cells:
        left = [] if merged is None else [views.merged_line(words, *merged)]
        rows = views.figures_rows(agreement) if talk is None else views.talk_rows(result.coders, talk)
        output.rows(*rows, [*result.same, views.cases_line(words, agreement), *how_read, *left, *notes])
        return
    blocks = [
        *views.heading(words, agreement, [*result.same, *how_read]),
        *(views.figures_blocks(words, agreement) if talk is None else views.talk_blocks(words, result.coders, talk)),
        *([] if merged is None else views.merged_blocks(words, *merged)),
    ]
    output.view([*blocks, *views.ending(words)], notes=notes)


def _how_read(request: Request, agreement: "Agreement") -> list[str]:
    """Say how verdicts were read."""
    output = request.output
    reading = output.say(f"word_{agreement.read_as}")
    empty = [output.say("tally_empty")] if request.selection.empty != NOT_CODED else []
    counts = {"rests": agreement.rests_on_silence, **agreement.readings}
    return [output.say("agreement_reading", reading=reading, **counts), *empty]
