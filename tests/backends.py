"""The engines of data frames, by name: how to make a frame of each, and how to take one apart.

The suites in `tests/frames` run on all of `BACKENDS` that `CKM_MO_BACKENDS` names, separated by commas; without it, on
all but Spark, which needs a Java runtime.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import narwhals.stable.v2 as nw

Columns = Mapping[str, Sequence[object]]
"""A frame as lists by column; None where there is nothing."""


class Backend(NamedTuple):
    """One engine.

    Args:
        make: Makes a frame of columns of words, as a kind of column has them.
        kinds: The kinds of column that it has for words; the first is the usual one.
        lazy: Whether its frames are lazy.
        ordered: Whether the rows of a lazy frame have an order.
        slow: Whether planning takes it so long that its suite asks for less.
    """

    make: Callable[[Columns, str], Any]
    kinds: tuple[str, ...]
    lazy: bool = False
    ordered: bool = True
    slow: bool = False


def nulls(backend: str, kind: str) -> tuple[object, ...]:
    """List what a column of a kind can have where there is nothing."""
    if (backend, kind) == ("pandas", "object"):
        import pandas as pd  # noqa: PLC0415 - one engine at a time

        return (None, "", "  ", float("nan"), pd.NA, pd.NaT)
    return (None, "", "  ")


def words_of(values: Sequence[object]) -> list[str]:
    """List the words in a column, each once."""
    return list(dict.fromkeys(value for value in values if isinstance(value, str)))


def make_pandas(columns: Columns, kind: str) -> Any:
    """Make a pandas frame."""
    import pandas as pd  # noqa: PLC0415 - one engine at a time

    # Before pandas 3, `str` made words of what is nothing.
    kind = "object" if kind == "str" and pd.__version__ < "3" else kind

    def column(values: Sequence[object]) -> Any:
        if kind in {"category", "ordered"}:
            words = [value if isinstance(value, str) else None for value in values]
            return pd.Categorical(words, categories=[*words_of(values), "unused"], ordered=kind == "ordered")
        return pd.Series(list(values), dtype=kind).array

    return pd.DataFrame({name: column(values) for name, values in columns.items()})


def make_polars(columns: Columns, kind: str) -> Any:
    """Make a polars frame."""
    import polars as pl  # noqa: PLC0415 - one engine at a time

    def dtype(values: Sequence[object]) -> Any:
        return pl.Enum([*words_of(values), "unused"]) if kind == "Enum" else getattr(pl, kind)

    return pl.DataFrame({name: pl.Series(values, dtype=dtype(values)) for name, values in columns.items()})


def make_lazy(columns: Columns, kind: str) -> Any:
    """Make a lazy polars frame."""
    return make_polars(columns, kind).lazy()


def make_arrow(columns: Columns, kind: str) -> Any:
    """Make a PyArrow table."""
    import pyarrow as pa  # noqa: PLC0415 - one engine at a time

    def column(values: Sequence[object]) -> Any:
        dtype = pa.string() if kind == "dictionary" else getattr(pa, kind)()
        half = len(values) // 2  # of chunks there may be several
        chunks = [pa.array(some, dtype) for some in (values[:half], values[half:])]
        array = pa.chunked_array(chunks, dtype)
        return array.dictionary_encode() if kind == "dictionary" else array

    return pa.table({name: column(values) for name, values in columns.items()})


@cache
def duckdb() -> Any:
    """Connect to a DuckDB in memory."""
    import duckdb  # noqa: PLC0415 - one engine at a time

    return duckdb.connect()


def make_duckdb(columns: Columns, kind: str) -> Any:
    """Make a DuckDB relation."""
    table = make_arrow(columns, "string")
    relation = duckdb().from_arrow(table)
    if kind == "ENUM":
        quoted = {
            name: ", ".join("'" + each.replace("'", "''") + "'" for each in [*words_of(values), "unused"])
            for name, values in columns.items()
        }
        return relation.project(", ".join(f'"{name}"::ENUM({words}) AS "{name}"' for name, words in quoted.items()))
    return relation


def make_dask(columns: Columns, kind: str) -> Any:
    """Make a Dask frame of three parts."""
    import dask.dataframe as dd  # noqa: PLC0415 - one engine at a time

    from_pandas: Any = dd.from_pandas
    return from_pandas(make_pandas(columns, kind), npartitions=3)


@cache
def spark() -> Any:
    """Start Spark on this machine."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - one engine at a time

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    for name in ("spark.driver.bindAddress", "spark.driver.host"):
        builder = builder.config(name, "127.0.0.1")
    # A run is too short for code to be made quick: to leave that out halves it.
    builder = builder.config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    return builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()


def make_spark(columns: Columns, kind: str) -> Any:
    """Make a Spark frame."""
    schema = ", ".join(f"`{name}` {kind}" for name in columns)
    return spark().createDataFrame(list(zip(*columns.values(), strict=True)), schema)


BACKENDS: Mapping[str, Backend] = {
    "pandas": Backend(make_pandas, ("str", "object", "string", "category", "ordered")),
    "polars": Backend(make_polars, ("String", "Enum", "Categorical")),
    "lazy polars": Backend(make_lazy, ("String", "Enum", "Categorical"), lazy=True),
    "pyarrow": Backend(make_arrow, ("string", "large_string", "dictionary")),
    "duckdb": Backend(make_duckdb, ("VARCHAR", "ENUM"), lazy=True, ordered=False, slow=True),
    "dask": Backend(make_dask, ("str", "category"), lazy=True, ordered=False, slow=True),
    "spark": Backend(make_spark, ("string",), lazy=True, ordered=False, slow=True),
}

CHOSEN = tuple(filter(None, os.environ.get("CKM_MO_BACKENDS", "").split(","))) or tuple(
    name for name in BACKENDS if name not in {"dask", "spark"}
)
"""The names of those that the suites run on: but for those that take long, unless they are asked for."""


def taken_apart(frame: Any, order: str = "case_id") -> dict[Any, list[Any]]:
    """Give the columns of a frame as lists, None where there is nothing; rows without an order in that of a column."""
    wrapped: Any = nw.from_native(frame)
    if isinstance(wrapped, nw.LazyFrame):
        wrapped = wrapped.collect()
        if order in wrapped.columns:
            # Not every PyArrow sorts what has categories.
            wrapped = wrapped.with_columns(nw.col(order).cast(nw.String)).sort(order)
    return {
        name: [
            None if null else value
            for value, null in zip(
                wrapped.get_column(name).to_list(), wrapped.get_column(name).is_null().to_list(), strict=True
            )
        ]
        for name in wrapped.columns
    }
