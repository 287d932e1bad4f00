"""`ckm-mo agree`: agreement between coders of the same cases."""

import argparse
import gc
import os
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from ckm_mo.cases import trusted_case
from ckm_mo.cli.arguments import Say, fraction
from ckm_mo.cli.input import Input, TableRequest, check_several, codings, declare_reading, declare_tables
from ckm_mo.cli.output import IN_PAPER, Output, Shown, check_ending, declare_output, tell
from ckm_mo.codebook import IDENTIFIERS, NOT_CODED
from ckm_mo.errors import WrongUsage
from ckm_mo.messages import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ckm_mo.agreement.codings import Codings
    from ckm_mo.agreement.decisions import Decision
    from ckm_mo.agreement.disagreements import Disagreement
    from ckm_mo.agreement.levels import Agreement
    from ckm_mo.agreement.merging import Merged
    from ckm_mo.cases import Case
    from ckm_mo.tables.rows import ParsedBatch
    from ckm_mo.tables.table import Table

EXAMPLES: Final = (
    "ckm-mo agree coder1.csv coder2.csv",
    "ckm-mo agree coder1.csv coder2.csv --disagreements",
    "ckm-mo agree coder1.csv coder2.csv --decide decisions.xlsx",
    "ckm-mo agree coder1.csv coder2.csv --merged agreed.csv --reading closed",
)
"""What to try."""

DECISION_ENDS: Final = (".csv", ".tsv", ".txt", ".xlsx")
"""How the name of a table of decisions may end."""

MERGED_ENDS: Final = (*DECISION_ENDS, ".sav")
"""How that of a table of cases may end."""


def declare(command: argparse.ArgumentParser, say: Say) -> None:
    """Declare what it takes."""
    declare_tables(command, say, "help_coders")
    command.add_argument("--disagreements", action="store_true", help=say("help_disagreements"))
    command.add_argument("--decide", metavar=say("metavar_file"), help=say("help_decide"))
    command.add_argument("--merged", metavar=say("metavar_file"), help=say("help_merged"))
    command.add_argument("--confidence", metavar=say("metavar_number"), help=say("help_confidence"))
    declare_reading(command, say, table=True, where=False)
    declare_output(command, say, forms=IN_PAPER)


@frozen
class Request(TableRequest):
    """What is asked of the codings, of which each coder has a table, and where that goes.

    Args:
        confidence: Of the intervals.
        disagreements: Whether the answers to discuss are listed, in place of figures.
        merged: The file for what all agree on; None where it is not wanted.
        decide: The file for what is to be decided; None where it is not wanted.
    """

    confidence: float
    disagreements: bool
    merged: str | None
    decide: str | None

    @property
    def whole(self) -> bool:
        """Whether cases are needed with their names and other columns."""
        return self.disagreements or self.merged is not None or self.decide is not None

    @property
    def counts(self) -> bool:
        """Whether what is to be decided is counted, which is said to people."""
        return self.output.form not in {"csv", "json"}


@frozen
class Compared:
    """What came out.

    Args:
        agreement: The figures.
        to_decide: The answers that are to be decided before there is one table; none where they are not written.
        counts: How many of these there are, in how many cases, and how many change a verdict; where that is said.
        disagreements: The answers to discuss; None where they are not wanted.
        merged: The file for what all agree on, and what that is; None where it is not wanted.
        same: Which tables are the same, said.
        files: The tables that were read: name and SHA-256.
    """

    agreement: "Agreement"
    to_decide: "Sequence[Decision]"
    counts: tuple[int, int, int]
    disagreements: "Sequence[Disagreement] | None"
    merged: "tuple[str, Merged] | None"
    same: list[str]
    files: tuple[tuple[str, str], ...]


class NamedInput(Input):
    """The tables, of which only the names of cases are read beside the answers: what counting differences needs."""

    def batches(self, view: "Callable[[Case], Case]") -> "Iterator[tuple[Table, ParsedBatch]]":
        """Read all rows, each with its names."""
        others = [each.key for each in IDENTIFIERS[1:]]
        for table, batch in super().batches(view):
            names = zip(batch.case_ids, *table.texts(batch.records, others), strict=True)
            named = [trusted_case(case.answers, case.key, each) for case, each in zip(batch.values, names, strict=True)]
            yield table, batch._replace(values=named)


def run(options: argparse.Namespace) -> None:
    """Say how far coders agree."""
    request = _request(options)
    gc.disable()  # cases make no reference cycles, and the search for these took a sixth of the time
    try:
        result, notes = _read(request)
    finally:
        gc.enable()
    tell([*_write_together(request, result), *notes])


def _read(request: Request) -> tuple[Compared, list[str]]:
    """Read the tables. Give what came out, and what is to be said of the tables."""
    outputs = (request.output.file, request.merged, request.decide)
    kind = NamedInput if request.counts and not request.whole else Input
    with kind(request.selection, request.output.lang, outputs=outputs, apart=True) as tables:
        coded = codings(tables, whole=request.whole)
    notes = tables.victims_note() if request.disagreements else tables.notes()
    return _result(request, coded, tables), notes


def _request(options: argparse.Namespace) -> Request:
    output = Output.of(options)
    check_several(options.tables, "agree")
    request = Request.of(options, output, confidence=_confidence(options.confidence))
    _check_files(request)
    return request


def _confidence(text: str | None) -> float:
    """Parse `--confidence`; other intervals than the usual take SciPy, and it is asked for before anything is read."""
    from ckm_mo.agreement.measures import student  # noqa: PLC0415 - `--help` needs none of it

    confidence = fraction(text)
    if text is not None:
        student(confidence, 1)
    return confidence


def _check_files(request: Request) -> None:
    """Refuse files beside the output that could not be written in the end, or of which two are one."""
    from ckm_mo.tables.files import check_output  # noqa: PLC0415 - `--help` needs none of it

    output = request.output
    seen = {os.path.realpath(output.file)} if output.file is not None else set()
    for option, file, ends in (
        ("--merged", request.merged, MERGED_ENDS),
        ("--decide", request.decide, DECISION_ENDS),
    ):
        if file is None:
            continue
        check_ending(option, file, ends)
        if os.path.realpath(file) in seen:
            raise WrongUsage(problem="usage_one_file", file=file)
        seen.add(os.path.realpath(file))
        check_output(file, force=output.force)


def _result(request: Request, coded: "Codings", tables: Input) -> Compared:
    from ckm_mo.agreement.decisions import count_to_decide, to_decide  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.agreement.disagreements import disagreements  # noqa: PLC0415 - as above
    from ckm_mo.agreement.levels import agree  # noqa: PLC0415 - as above
    from ckm_mo.agreement.merging import merge  # noqa: PLC0415 - as above

    reading, period = request.reading, request.period
    return Compared(
        agree(coded, reading=reading, period=period, confidence=request.confidence),
        () if request.decide is None else to_decide(coded, reading=reading, period=period),
        count_to_decide(coded, reading=reading, period=period) if request.counts else (0, 0, 0),
        disagreements(coded, reading=reading, period=period) if request.disagreements else None,
        None if request.merged is None else (request.merged, merge(coded)),
        _same_tables(coded, tables, request.output),
        tables.files,
    )


def _same_tables(coded: "Codings", tables: Input, output: Output) -> list[str]:
    """Say which tables are the same, byte for byte."""
    names: dict[str, list[str]] = {}
    for name, (_, digest) in zip(coded.coders, tables.files, strict=True):
        names.setdefault(digest, []).append(name)
    return [output.say("same_table", coders=", ".join(map(shown, each))) for each in names.values() if each[1:]]


def _write_together(request: Request, result: Compared) -> list[str]:
    """Write all that was asked for: all of it, or none. Give what is to be said of it."""
    from ckm_mo.tables.files import AtomicFiles  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.tables.writing import write_together  # noqa: PLC0415 - as above

    notes: list[str] = []
    with AtomicFiles() as together:
        output = evolve(request.output, together=together)
        if result.merged is not None:
            file, merged = result.merged
            write_together(merged.cases, file, together, lang=output.lang, force=output.force, dialect=output.dialect)
        if request.decide is not None:
            from ckm_mo.cli.deciding import write_decisions  # noqa: PLC0415 - only this option needs it

            coders, encoding = len(result.agreement.coders), request.selection.encoding
            notes = write_decisions(result.to_decide, request.decide, coders, output, encoding)
        return [*_write(evolve(request, output=output), result), *notes]


def _write(request: Request, result: Compared) -> list[str]:
    """Write the figures, or the answers to discuss, in the form that was asked for. Give what has no place there."""
    output, agreement, talk, merged = request.output, result.agreement, result.disagreements, result.merged
    coders, how_read = agreement.coders, _how_read(request, agreement)

    if output.form == "json":
        talked = {} if talk is None else {"disagreements": [each.as_dict(coders) for each in talk]}
        agreed = {} if merged is None else {"merged": {"file": merged[0], **merged[1].as_dict()}}
        output.json(agreement.as_dict() | talked | agreed)
        return [*result.same, *how_read]
    from ckm_mo.agreement import view as views  # noqa: PLC0415 - JSON needs none of it

    words = output.words
    blocks = [
        *views.heading(words, agreement, result.counts, [*result.same, *how_read]),
        *(views.figures_blocks(words, agreement) if talk is None else views.talk_blocks(words, coders, talk)),
        *([] if merged is None else views.merged_blocks(words, *merged)),
    ]
    if output.cells and talk is not None:
        output.rows(*views.talk_rows(coders, talk))
    else:
        result_shown = Shown(agreement.rows, lambda: [*blocks, *views.ending(words)])
        output.result(agreement.as_dict, lambda _: result_shown, (result.files, agreement.read_as, request.period))
    merged_lines = [] if merged is None else [views.merged_line(words, *merged)]
    return [*result.same, views.cases_line(words, agreement), *how_read, *merged_lines] if output.cells else []


def _how_read(request: Request, agreement: "Agreement") -> list[str]:
    """Say how verdicts were read."""
    output = request.output
    reading = output.words.say(f"word_{agreement.read_as}")
    empty = [output.say("tally_empty")] if request.selection.empty != NOT_CODED else []
    counts = {"silent": agreement.rests_on_silence, **agreement.readings}
    return [output.say("agreement_reading", reading=reading, **counts), *empty]
