"""Results as tidy rows: one row a figure, with typed columns, as every data frame library takes them.

Every result has a method `rows()` that gives them, and `pandas.DataFrame`, `polars.DataFrame`,
`pyarrow.table` and DuckDB (`from rows`) each take what it gives.
"""

import copyreg
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from operator import attrgetter
from types import MappingProxyType
from typing import Any, ClassVar, Final, overload

from ckm_mo.errors import MissingExtra

TEXT: Final = "text"
WHOLE: Final = "whole"
NUMBER: Final = "number"
TRUTH: Final = "truth"

KINDS: Final[Mapping[str, tuple[type[Any], str]]] = MappingProxyType(
    {TEXT: (str, "string"), WHOLE: (int, "int64"), NUMBER: (float, "double"), TRUTH: (bool, "bool")}
)
"""What a column may hold: the type of its values in Python, and its name in Arrow."""

MOST_SHOWN: Final = 100
"""How many rows a notebook shows."""


def read_only(mapping: Mapping[Any, Any]) -> MappingProxyType[Any, Any]:
    """Keep a mapping from being changed."""
    return MappingProxyType(mapping)


# Results keep mappings that cannot be changed, of which Python itself makes no copies.
copyreg.pickle(MappingProxyType, lambda view: (read_only, (dict(view),)))

RecordValue = str | int | float | bool | None


def plural(count: int, noun: str) -> str:
    """Say in English how many there are of something: `1 case`, `2 cases`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def pairs_text(pairs: Iterable[tuple[str, str]]) -> str:
    """Write conditions, or answers by variable, on one line."""
    return "; ".join(f"{key}={value}" for key, value in pairs)


class Percent(float):
    """A fraction that is shown to people as a percentage."""


class Records:
    """Rows of figures: a sequence of plain dicts, typed also where there are none.

    It is not registered as a `collections.abc.Sequence`: of such polars guesses the types from the first hundred rows,
    and stumbles over a column that has its first value later.

    Args:
        schema: What each column holds, in order, by name: `text`, `whole`, `number` or `truth`.
        rows: The values of each row, in that order. Where there is nothing it is None; an empty text is nothing.
    """

    def __init__(self, schema: Mapping[str, str], rows: Iterable[Sequence[object]]) -> None:
        """Take the rows, each value as what its column holds."""
        self.schema: Mapping[str, str] = MappingProxyType(dict(schema))
        types = [KINDS[kind][0] for kind in self.schema.values()]
        self._values = tuple(
            tuple(
                None if value is None or value == "" else plain(value) for plain, value in zip(types, row, strict=True)
            )
            for row in rows
        )

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._values)

    def __iter__(self) -> Iterator[dict[str, RecordValue]]:
        """Go through the rows."""
        return (self._row(values) for values in self._values)

    @overload
    def __getitem__(self, place: int) -> dict[str, RecordValue]: ...

    @overload
    def __getitem__(self, place: slice) -> "Records": ...

    def __getitem__(self, place: int | slice) -> "dict[str, RecordValue] | Records":
        """Give a row, or some rows of the same schema."""
        if isinstance(place, slice):
            return Records(self.schema, self._values[place])
        return self._row(self._values[place])

    def _row(self, values: Iterable[RecordValue]) -> dict[str, RecordValue]:
        return dict(zip(self.schema, values, strict=True))

    def __eq__(self, other: object) -> bool:
        """Return whether two have the same columns and the same rows."""
        if not isinstance(other, Records):
            return NotImplemented
        return (*self.schema.items(), *self._values) == (*other.schema.items(), *other._values)

    def __hash__(self) -> int:
        """Give equal rows equal hashes."""
        return hash(self._values)

    def __repr__(self) -> str:
        """Say in one line how many there are, of which columns."""
        return f"<{plural(len(self), 'row')}: {', '.join(self.schema)}>"

    def _repr_html_(self) -> str:
        return to_html(self)

    def cells(self) -> Iterator[tuple[str | float, ...]]:
        """Give the rows as cells of a table: nothing is an empty cell, truth is yes or no."""
        for values in self._values:
            told = (("no", "yes")[value] if isinstance(value, bool) else value for value in values)
            yield tuple("" if value is None else value for value in told)

    def columns(self) -> dict[str, list[RecordValue]]:
        """Give the rows by column."""
        return {name: [values[place] for values in self._values] for place, name in enumerate(self.schema)}

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Give them as Arrow, to whatever asks: through PyArrow, polars or nanoarrow, one of those that are there.

        Raises:
            MissingExtra: If none of them is.
        """
        missing: ImportError | None = None
        # What is loaded already comes first: it is what asks, and costs nothing.
        for package in sorted(_ARROW, key=lambda each: each not in sys.modules):
            try:
                made = _ARROW[package](self.columns(), self.schema)
            except ImportError as error:
                missing = error
            else:
                return made.__arrow_c_stream__(requested_schema)
        raise MissingExtra(feature="arrow", package="pyarrow", extra="parquet") from missing


RecordColumns = Mapping[str, list[RecordValue]]


def _with_pyarrow(columns: RecordColumns, schema: Mapping[str, str]) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - only what asks for Arrow needs it

    return pa.table(columns, schema=pa.schema([(name, KINDS[kind][1]) for name, kind in schema.items()]))


def _with_polars(columns: RecordColumns, schema: Mapping[str, str]) -> Any:
    import polars as pl  # noqa: PLC0415 - as above

    return pl.DataFrame(columns, schema={name: KINDS[kind][0] for name, kind in schema.items()})


def _with_nanoarrow(columns: RecordColumns, schema: Mapping[str, str]) -> Any:
    import nanoarrow as na  # noqa: PLC0415 - as above

    types = {name: na.Schema(na.Type[KINDS[kind][1].upper()]) for name, kind in schema.items()}
    children = [na.c_array(values, types[name]) for name, values in columns.items()]
    number = len(next(iter(columns.values())))
    return na.Array(na.c_array_from_buffers(na.struct(types), number, [None], children=children))


_ARROW: Final[Mapping[str, Callable[[RecordColumns, Mapping[str, str]], Any]]] = MappingProxyType(
    {"pyarrow": _with_pyarrow, "polars": _with_polars, "nanoarrow": _with_nanoarrow}
)
"""What can give rows as Arrow."""


class Pairs(tuple[tuple[str, str], ...]):
    """Pairs of a key and a text, in order: an object in JSON."""

    __slots__ = ()


class Result:
    """What the library gives: an object of JSON, rows for a data frame, a table in a notebook.

    A class lists in `json` the attributes that its JSON object has, in order; `key:attribute` where the key has another
    name, or where it is an attribute of an attribute, as in `rule:rule.outcome`; `:attribute` for all the keys of an
    attribute that is an object. A result, a mapping, `Pairs` or a named tuple is written as an object, any other tuple
    or list as a list. The JSON schemas are made from the types of these attributes.
    """

    __slots__ = ()

    json: ClassVar[tuple[str, ...]] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return its object of the JSON interface: texts, numbers, truth values, None, lists and dicts alone."""
        found: dict[str, Any] = {}
        for key, _, attribute in (name.partition(":") for name in self.json):
            value = to_json(attrgetter(attribute or key)(self))
            found.update({key: value} if key else value)
        return found

    def rows(self) -> "Records":
        """Return it as typed rows for any data frame library: a row for each key of `as_dict`, unless more is said."""
        return record(self.as_dict())

    def _repr_html_(self) -> str:
        return to_html(self.rows(), repr(self))


def to_json(value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, Result):
        return value.as_dict()
    if isinstance(value, Pairs):
        return dict(value)
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, Mapping):
        return {str(key): to_json(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [*map(to_json, value)]
    return str(value) if isinstance(value, StrEnum) else value


def record(facts: Mapping[str, object]) -> "Records":
    """Return facts about one thing as rows: the key of each, and its value, several joined."""
    return Records({"key": TEXT, "value": TEXT}, ((key, _joined(value)) for key, value in facts.items()))


def _joined(value: object) -> object:
    if isinstance(value, Mapping):
        value = [f"{key}={each}" for key, each in value.items()]
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value


def to_html(rows: Records, caption: str = "", *, heads: Iterable[str] = ()) -> str:
    """Write rows as a plain table for a notebook, without style, class or id.

    Args:
        rows: Any; what is beyond the first hundred is counted.
        caption: What stands above them, such as what `repr` says.
        heads: The columns that are shown where they have something in them; none for all.
    """
    from html import escape  # noqa: PLC0415 - only notebooks need it

    columns = rows[:MOST_SHOWN].columns()
    shown = [name for name in heads or columns if any(value is not None for value in columns[name])]
    lines = [f"<caption>{escape(caption)}</caption>"] if caption else []
    lines.append("<tr>" + "".join(f"<th>{escape(name)}</th>" for name in shown) + "</tr>")
    lines += [
        "<tr>" + "".join(f"<td>{escape(_text(value))}</td>" for value in values) + "</tr>"
        for values in zip(*(columns[name] for name in shown), strict=True)
    ]
    if len(rows) > MOST_SHOWN:
        lines.append(f'<tr><td colspan="{len(shown)}">… {len(rows) - MOST_SHOWN}</td></tr>')
    return "\n".join(["<table>", *lines, "</table>"])


def _text(value: RecordValue) -> str:
    """Write a value for a notebook: a fraction in four digits."""
    if value is None:
        return ""
    return f"{value:.4g}" if isinstance(value, float) else str(value)
