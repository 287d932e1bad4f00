"""The tables of several coders, as `agree` and `merge` read them."""

from typing import TYPE_CHECKING

from ckm_mo.cli.input import Input, Selection
from ckm_mo.errors import WrongUsage

if TYPE_CHECKING:
    from ckm_mo.agreement.codings import Codings
    from ckm_mo.cases import Case


def check_several(selection: Selection, command: str) -> None:
    """Refuse to compare one table.

    Raises:
        WrongUsage: If there is only one.
    """
    from ckm_mo.agreement.measures import FEWEST  # noqa: PLC0415 - `--help` needs none of it

    if len(selection.names) < FEWEST:
        raise WrongUsage(problem="usage_one_table", command=command)


def codings(tables: Input, *, whole: bool) -> "Codings":
    """Read what each coder made of the cases.

    Args:
        tables: One for each coder.
        whole: Whether names and other columns are needed.
    """
    from ckm_mo.agreement.codings import Codings, told_apart  # noqa: PLC0415 - `--help` needs none of it

    cases: dict[int, dict[str, Case]] = {}
    for table, batch in tables.batches(lambda case: case):
        named = map(table.case, batch.records, batch.values) if whole else batch.values
        cases.setdefault(id(table), {}).update(zip(batch.case_ids, named, strict=True))
    names = told_apart(table.name for table in tables.tables)
    return Codings({name: cases.get(id(table), {}) for name, table in zip(names, tables.tables, strict=True)})
