"""`ckm-mo classify`: the verdict on each case of tables."""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, TextIO

from ckm_mo.cli.arguments import Told, asked, declare_output, declare_reading
from ckm_mo.cli.input import Input
from ckm_mo.cli.output import Output, json_text
from ckm_mo.cli.running import DONE
from ckm_mo.cli.verdicts import VERDICT_COLUMNS, verdict_cells
from ckm_mo.codebook import normalise
from ckm_mo.errors import WrongUsage

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from ckm_mo.cases import Case
    from ckm_mo.classification import Verdict


EXAMPLES: Final = (
    "ckm-mo classify cases.csv",
    "ckm-mo classify cases.csv --keep --format csv -o classified.csv",
)
"""What to try."""


def declare(command: argparse.ArgumentParser, told: Told) -> None:
    """Declare what it takes."""
    command.add_argument("tables", nargs="+", metavar=told("metavar_table"), help=told("help_tables"))
    command.add_argument("--keep", action="store_true", help=told("help_keep"))
    declare_reading(command, told, table=True)
    declare_output(command, told)


def run(options: argparse.Namespace) -> int:
    """Run the command, and return the exit code."""
    output = Output(options)
    if options.keep and not output.cells:
        raise WrongUsage(problem="usage_keep")
    opened: AbstractContextManager[Any] = output.table() if output.cells else output.open()
    with Input(options, output) as tables, opened as target:
        if output.form == "json":
            _classify_json(tables, target)
        elif output.cells:
            _classify_rows(tables, target)
        else:
            _classify_view(tables, target)
        tables.note_other()
        if output.form == "json" or output.cells:
            output.notes += tables.where_counts()
    return DONE


def _classify_json(tables: Input, stream: TextIO) -> None:
    from ckm_mo.classification import classify  # noqa: PLC0415 - loaded by now

    reading, period = asked(tables.options)
    between = "[\n"
    ascii_only = tables.output.on_terminal()  # which obeys some control characters that JSON leaves as they are
    for _, batch in tables.batches(lambda case: classify(case, reading, period)):
        for verdict, case_id in zip(batch.values, batch.case_ids, strict=True):
            stream.write(between + json_text(verdict.as_dict(case_id), ascii_only=ascii_only))
            between = ",\n"
    stream.write("[]\n" if between == "[\n" else "\n]\n")


def _classify_rows(tables: Input, write: Callable[[Iterable[str]], None]) -> None:
    from ckm_mo.classification import classify  # noqa: PLC0415 - loaded by now

    reading, period = asked(tables.options)
    own = dict.fromkeys(name for table in tables.tables.tables for name in table.headers) if tables.options.keep else {}
    columns = VERDICT_COLUMNS[1:] if tables.options.keep else VERDICT_COLUMNS
    write([*own, *(_beside(column, own) for column in columns)])
    for table, batch in tables.batches(lambda case: classify(case, reading, period)):
        for verdict, case_id, _, record in zip(*batch, strict=True):
            cells = verdict_cells(case_id, verdict)
            if tables.options.keep:
                there = dict(zip(table.headers, table.cells(record), strict=True))
                cells = [*(there.get(name, "") for name in own), *cells[1:]]
            write(cells)


def _beside(column: str, own: Iterable[str]) -> str:
    """Name a result's column so that it can stand beside the table's own."""
    taken = {normalise(name) for name in own}
    while column in taken:
        column += "_outcome"
    return column


def _classify_view(tables: Input, stream: TextIO) -> None:
    from ckm_mo.classification import classify  # noqa: PLC0415 - loaded by now
    from ckm_mo.views.explanation import beside  # noqa: PLC0415 - likewise
    from ckm_mo.views.verdicts import verdicts_ending, verdicts_grid, verdicts_title  # noqa: PLC0415 - likewise
    from ckm_mo.views.words import Words  # noqa: PLC0415 - likewise

    reading, period = asked(tables.options)
    words = Words(tables.output.lang)

    def look(case: "Case") -> "tuple[Verdict, tuple[str, ...]]":
        verdict = classify(case, reading, period)
        return verdict, beside(words, case, verdict)

    stream.write(tables.output.block(verdicts_title(words, reading)) + "\n")
    verdicts: Counter[Verdict] = Counter()
    for _, batch in tables.batches(look):
        rows = [(case_id, *look) for case_id, look in zip(batch.case_ids, batch.values, strict=True)]
        if rows:
            stream.write(tables.output.block([verdicts_grid(words, rows, heads=not verdicts, reading=reading)]))
        verdicts.update(verdict for verdict, _ in batch.values)
    ending = verdicts_ending(words, verdicts, period, tables.options.empty, tables.where_counts())
    stream.write("\n" + tables.output.block(ending))
