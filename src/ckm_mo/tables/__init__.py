"""Files in and out: text, sheets, SPSS, Parquet.

A table is hostile until its last row has passed: all of its errors are gathered,
and a table with one gives no case. One module per file format; `formats` says
which file is what. A case can be added to a table that is there.
"""

from typing import TYPE_CHECKING

from ckm_mo._exports import exported

if TYPE_CHECKING:
    from ckm_mo.tables.checks import check_table
    from ckm_mo.tables.reading import Cases, Tables, read_table
    from ckm_mo.tables.table import Table
    from ckm_mo.tables.writing import write_table

__all__ = ("Cases", "Table", "Tables", "check_table", "read_table", "write_table")

_HOMES = dict.fromkeys(__all__, "reading") | {"Table": "table", "check_table": "checks", "write_table": "writing"}

__getattr__, __dir__ = exported(__name__, _HOMES)
