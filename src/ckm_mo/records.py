"""Results as tidy rows: one row a figure, with typed columns, as every data frame library takes them.

Every result has a method `rows()` that gives them, and `pandas.DataFrame`, `polars.DataFrame`,
`pyarrow.table` and DuckDB (`from rows`) each take what it gives.
"""

import copyreg
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from importlib import import_module
from operator import attrgetter
from types import MappingProxyType
from typing import Any, ClassVar, Final

from attrs import field, frozen

from ckm_mo.errors import MissingExtra

TEXT: Final = "text"
WHOLE: Final = "whole"
NUMBER: Final = "number"
TRUTH: Final = "truth"

KINDS: Final[Mapping[str, Any]] = {
    TEXT: (str, "string"),
    WHOLE: (int, "int64"),
    NUMBER: (float, "double"),
    TRUTH: (bool, "bool"),
}
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


@frozen(init=False, repr=False)
class Records:
    """Rows of figures: a sequence of plain dicts, typed also where there are none.

    It is not registered as a `collections.abc.Sequence`: of such polars guesses the types from the first hundred rows,
    and stumbles over a column that has its first value later.

    Args:
        schema: What each column holds, in order, by name: `text`, `whole`, `number` or `truth`.
        rows: The values of each row, in that order. Where there is nothing it is None; an empty text is nothing.
    """

    schema: Mapping[str, str] = field(eq=lambda schema: tuple(schema.items()))
    _rows: tuple[Any, ...]

    def __init__(self, schema: Mapping[str, str], rows: Iterable[Sequence[object]]) -> None:
        """Take the rows, each value as what its column holds."""
        types = [KINDS[kind][0] for kind in schema.values()]
        typed = tuple(
            tuple(None if value in (None, "") else take(value) for take, value in zip(types, row, strict=True))
            for row in rows
        )
        self.__attrs_init__(read_only(dict(schema)), typed)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._rows)

    def __iter__(self) -> Iterator[dict[str, RecordValue]]:
        """Go through the rows."""
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, index: int | slice) -> Any:
        """Return a row, or some rows of the same schema."""
        rows = self._rows[index]
        return Records(self.schema, rows) if isinstance(index, slice) else dict(zip(self.schema, rows, strict=True))

    def __repr__(self) -> str:
        """Say in one line how many there are, of which columns."""
        return f"<{plural(len(self), 'row')}: {', '.join(self.schema)}>"

    def _repr_html_(self) -> str:
        return to_html(self)

    def cells(self) -> Iterator[tuple[str | float, ...]]:
        """Give the rows as cells of a table: nothing is an empty cell, truth is yes or no."""
        for row in self._rows:
            yield tuple(
                "" if value is None else ("no", "yes")[value] if isinstance(value, bool) else value for value in row
            )

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Give them as Arrow, to whatever asks: through PyArrow, polars or nanoarrow, one of those that are there.

        Raises:
            MissingExtra: If none of them is.
        """
        columns = {name: [row[index] for row in self._rows] for index, name in enumerate(self.schema)}
        kinds = [{name: KINDS[kind][each] for name, kind in self.schema.items()} for each in (0, 1)]
        # What is loaded already comes first: it is what asks, and costs nothing.
        for package in sorted(_ARROW, key=lambda each: each not in sys.modules):
            with suppress(ImportError):
                return _ARROW[package](import_module(package), columns, *kinds).__arrow_c_stream__(requested_schema)
        raise MissingExtra(feature="arrow", package="pyarrow", extra="parquet")


def _with_nanoarrow(na: Any, columns: Mapping[str, object], _: object, names: Mapping[str, str]) -> Any:
    types = {key: na.Type[name.upper()] for key, name in names.items()}
    children = [na.c_array(columns[key], kind) for key, kind in types.items()]
    return na.Array(na.c_array_from_buffers(na.struct(types), len(children[0]), [None], children=children))


_ARROW: Final[Mapping[str, Callable[..., Any]]] = {
    "pyarrow": lambda pa, columns, _, names: pa.table(columns, pa.schema(names)),
    "polars": lambda pl, columns, types, _: pl.DataFrame(columns, types),
    "nanoarrow": _with_nanoarrow,
}
"""What makes Arrow of columns, by package: of the package, the columns, and what each holds in Python and in Arrow."""


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
            found |= {key: value} if key else value
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
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, Mapping | Pairs):
        return {str(key): to_json(each) for key, each in dict(value).items()}
    if isinstance(value, list | tuple):
        return [*map(to_json, value)]
    return str(value) if isinstance(value, StrEnum) else value


def record(facts: Mapping[str, object]) -> "Records":
    """Return facts about one thing as rows: the key of each, and its value, several joined."""
    rows = []
    for key, value in facts.items():
        several = [f"{name}={each}" for name, each in value.items()] if isinstance(value, Mapping) else value
        rows.append((key, ", ".join(map(str, several)) if isinstance(several, list | tuple) else several))
    return Records({"key": TEXT, "value": TEXT}, rows)


def to_html(rows: Records, caption: str = "", *, heads: Iterable[str] = ()) -> str:
    """Write rows as a plain table for a notebook, without style, class or id.

    Args:
        rows: Any; what is beyond the first hundred is counted.
        caption: What stands above them, such as what `repr` says.
        heads: The columns that are shown where they have something in them; none for all.
    """
    from html import escape  # noqa: PLC0415 - only notebooks need it

    some = rows[:MOST_SHOWN]
    shown = [name for name in heads or rows.schema if any(row[name] is not None for row in some)]
    lines = [f"<caption>{escape(caption)}</caption>"] if caption else []
    for tag, values in [("th", shown), *(("td", [row[name] for name in shown]) for row in some)]:
        texts = [f"{each:.4g}" if isinstance(each, float) else "" if each is None else str(each) for each in values]
        lines.append("<tr>" + "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts) + "</tr>")
    if len(rows) > MOST_SHOWN:
        lines.append(f'<tr><td colspan="{len(shown)}">… {len(rows) - MOST_SHOWN}</td></tr>')
    return "\n".join(["<table>", *lines, "</table>"])
