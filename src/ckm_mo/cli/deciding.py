"""The table of decisions, as `agree --decide` writes it."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Final

from attrs import evolve

from ckm_mo.agreement.decisions import (
    Decision,
    carried,
    choices,
    column_places,
    decision_heads,
    decision_rows,
    decisions_of,
    method_words,
)
from ckm_mo.cli.output import Output
from ckm_mo.codebook import VARIABLE
from ckm_mo.errors import CkmMoError
from ckm_mo.messages import shown
from ckm_mo.tables.formats import XLSX, by_suffix
from ckm_mo.tables.reading import read_rows
from ckm_mo.tables.writing import row_writer

WIDEST_COLUMN: Final = 40
"""How wide a column of a workbook is made at most, in characters."""


def write_decisions(decisions: Sequence[Decision], file: str, coders: int, output: Output, encoding: str) -> list[str]:
    """Write a table of decisions; what people filled in there before is kept beside it, and taken over where it fits.

    Args:
        decisions: What is to be decided.
        file: A path.
        coders: How many there are.
        output: With which it appears: whether a file that is there may be replaced, and in which language all is said.
        encoding: Of the table that is there.

    Returns:
        What to say of it.
    """
    named = shown(file, longest=None)
    notes: list[str] = []
    if output.force and Path(file).is_file():
        before = _before(file, encoding)
        if before is None or any(each.touched for each in before):
            kept = _free(file)
            with evolve(output, file=kept, force=False).open(binary=True) as stream:
                stream.write(Path(file).read_bytes())
            decisions = carried(decisions, before or ())
            taken = sum(each.touched for each in decisions)
            notes = [output.say("decisions_kept", count=taken, file=named, kept=shown(kept, longest=None))]
    rows = [decision_heads(coders, output.lang), *decision_rows(decisions, output.lang)]
    if by_suffix(file) is XLSX:
        _write_workbook(rows, decisions, file, output)
    else:
        with row_writer(
            file, sheet="", lang=output.lang, force=output.force, together=output.together, dialect=output.dialect
        ) as write:
            for row in rows:
                write(row)
    changing = sum(each.changes_verdict for each in decisions)
    return [output.say("decisions_written", count=len(decisions), changing=changing, file=named), *notes]


def _before(file: str, encoding: str) -> Sequence[Decision] | None:
    """Read what was decided in a file; None where that cannot be told."""
    try:
        return decisions_of(*read_rows(file, encoding=encoding))
    except CkmMoError:
        return None


def _free(file: str) -> str:
    """Name a file beside another as none is called."""
    path = Path(file)
    names = (path.with_name(f"{path.stem}.{number}{path.suffix}") for number in count(1))
    return str(next(name for name in names if not name.exists()))


def _write_workbook(rows: Sequence[Sequence[str]], decisions: Sequence[Decision], file: str, output: Output) -> None:
    """Write a workbook with lists to choose from."""
    from ckm_mo.tables.workbooks import Area, WorkbookWriter  # noqa: PLC0415 - only this form needs it

    sheet, places = output.say("sheet_decisions"), column_places(rows[0])
    widths = [min(WIDEST_COLUMN, max(map(len, cells))) + 3 for cells in zip(*rows, strict=True)]
    lists: dict[tuple[int, tuple[str, ...], bool], list[Area]] = {}
    for number, each in enumerate(decisions, 1):
        variable = VARIABLE[each.key]
        final = choices(variable, output.lang), variable.several
        for name, (words, several) in (("final", final), ("method", (method_words(output.lang), False))):
            if words:
                cell = (number, places[name], number, places[name])
                lists.setdefault((places[name], words, several), []).append(cell)
    with evolve(output, file=file).open(binary=True) as stream, WorkbookWriter(stream, file) as workbook:
        write = workbook.sheet(sheet, widths)
        for row in rows:
            write(row)
        for (_, words, several), cells in lists.items():
            workbook.offer(sheet, cells, words, output.lang, several=several)
