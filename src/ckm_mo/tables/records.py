"""Tables that are not of cases: their rows as text, whatever kind of file they are in."""

from collections.abc import Iterable

from ckm_mo.errors import Gathered
from ckm_mo.tables.files import Source, check_apart
from ckm_mo.tables.formats import reader, recognise
from ckm_mo.tables.table import Table


def read_rows(
    name: str, *, encoding: str = "utf-8", outputs: Iterable[str | None] = ()
) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    """Read a table that is not of cases.

    Args:
        name: Its path; `-` for standard input, which is text.
        encoding: Of text.
        outputs: Files that are to be written, none of which may be it.

    Returns:
        Its header, and its rows with their numbers, as the program that the file is from numbers them; cells as they
        stand, without the apostrophe that keeps a formula from running.

    Raises:
        InvalidInput: With all that is wrong with it.
        MissingExtra: If the file needs a package that is not installed.
        UnwritableOutput: If it is one of the outputs.
    """
    gathered = Gathered()
    with Source(name) as source:
        for each in outputs:
            check_apart(each, [source])
        read = reader(recognise(source), source, encoding=encoding, sheet=None)
        table = Table(source, gathered, read, of_cases=False)
        rows = [*table.rows()]
    gathered.check()
    return table.headers, rows
