"""What is done otherwise in one engine of data frames than in another: SQL, parts, and numbers for words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import narwhals.stable.v2 as nw

from ckm_mo.lowering import Flag

Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]

LOOK_UP: Final = {
    nw.Implementation.DUCKDB: "list_extract([{}], {} + 1)",
    nw.Implementation.PYSPARK: "element_at(array({}), {} + 1)",
    nw.Implementation.PYSPARK_CONNECT: "element_at(array({}), {} + 1)",
}
"""How SQL looks a text up by its number, since narwhals cannot, and a tree of choices takes ten times as long."""

QUOTES: Final = {each: '"' if each is nw.Implementation.DUCKDB else "`" for each in LOOK_UP}
"""What stands around a name in SQL."""

_SMALL: Final = 1 << 7
"""How many places a byte has room for."""


class Staged:
    """A frame, and what is added to it, stage by stage."""

    def __init__(self, frame: Frame) -> None:
        """Begin with no stage, and find names that no column has."""
        self.frame: Any = frame
        self.prefix = "_ckm_mo"
        while any(str(name).casefold().startswith(self.prefix) for name in frame.collect_schema().names()):
            self.prefix = f"_{self.prefix}"
        self.added = 0
        self.waiting: list[nw.Expr | nw.Series[Any]] = []
        self.written: dict[str, str] = {}

    def column(self, expression: nw.Expr | nw.Series[Any]) -> nw.Expr:
        """Add a column with this stage, and refer to it from the next one on."""
        return nw.col(self.named(expression))

    def named(self, expression: nw.Expr | nw.Series[Any]) -> str:
        """Add a column likewise, and give its name."""
        name = self._name()
        self.waiting.append(expression.alias(name))
        return name

    def sql(self, expression: str) -> str:
        """Add a column likewise of an engine that runs SQL, and give its name."""
        name = self._name()
        self.written[name] = expression
        return name

    def _name(self) -> str:
        self.added += 1
        return f"{self.prefix}_{self.added}"

    def flag(self, flag: Flag) -> Flag:
        """Add a flag likewise; a constant needs no column."""
        return flag if isinstance(flag, bool) else self.column(flag)

    def end(self) -> None:
        """End a stage."""
        if self.waiting:
            self.frame = with_columns(self.frame, self.waiting)
            self.waiting = []
        if self.written:
            self.frame = _with_sql(self.frame, self.written)
            self.written = {}


def _with_sql(frame: Any, columns: Mapping[str, str]) -> Any:
    """Add columns to a frame of an engine that runs SQL."""
    native = frame.to_native()
    every = ["*", *(f"{expression} AS {name}" for name, expression in columns.items())]
    return nw.from_native(
        native.selectExpr(*every) if hasattr(native, "selectExpr") else native.project(", ".join(every))
    )


def with_columns(frame: Any, columns: Sequence[nw.Expr | nw.Series[Any]]) -> Any:
    """Add columns to a frame."""
    if not frame.implementation.is_dask():
        return frame.with_columns(*columns)
    # Dask plans each expression for itself, which takes it minutes: so each part is a pandas frame.
    native = frame.to_native()
    return nw.from_native(native.map_partitions(_with_part, columns, meta=_with_part(native._meta, columns)))  # noqa: SLF001


def _with_part(part: Any, columns: Sequence[Any]) -> Any:
    return nw.from_native(part).with_columns(*columns).to_native()


def places_in(cells: Any) -> tuple[Any, Iterable[Any]]:
    """Give the place of each cell's word among all that a column of pandas has, -1 where there is none."""
    if cells.dtype == "category":
        return cells.cat.codes.to_numpy(), cells.cat.categories
    places, words = cells.factorize()
    # The smaller a number is, the sooner it is compared.
    return places.astype("int8") if len(words) < _SMALL else places, words
