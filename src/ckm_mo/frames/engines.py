"""Frames to which columns of numbers are added, stage by stage, and what single engines do in a way of their own.

A number says what stands in a cell, or what the core says of several numbers: that is looked up in a table, which lists
what it says of each. No number is ever null, so that nothing depends on an engine's logic of nulls.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from itertools import product
from math import prod
from operator import or_
from typing import Any, Final

import narwhals.stable.v2 as nw
from attrs import frozen

from ckm_mo.cases import JOINT

Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]

Flag = nw.Expr | bool
"""What is true or false of each row, and never null; a constant where it is the same for all."""

Groups = Sequence[Sequence[Any]]
"""Groups of what may stand in a cell, each group with its number, from 1."""

WordsByValue = Mapping[str, Sequence[str]]
"""What may stand in a cell, by the value that it names."""

NO_GROUP: Final = 0
"""The number of what is in no group."""

_SAMPLE: Final = 1000
"""How many cells of a column are looked at first, to learn how its words are spelt."""

_MANY: Final = 12
"""Of how many words it is quicker to look them up than to compare each, and to number what they say for itself."""


def any_of(flags: Iterable[Flag]) -> Flag:
    """Return whether one of them is true."""
    some = [flag for flag in flags if flag is not False]
    return reduce(or_, some) if some and not any(flag is True for flag in some) else bool(some)


def expression(flag: Flag) -> nw.Expr:
    """Make an expression of a flag, a constant too."""
    return nw.lit(flag) if isinstance(flag, bool) else flag


_MOST_SMALL: Final = (1 << 15) - 1
"""The largest whole number that takes little room."""


def whole(number: int, dtype: Any = nw.Int16) -> nw.Expr:
    """Give a whole number that takes little room."""
    return nw.lit(number, dtype=dtype)


@frozen
class Axis:
    """A column of numbers, and what each of them stands for.

    Args:
        column: Its name; empty where the same stands for all rows.
        stands_for: What each number stands for, from 0.
    """

    column: str
    stands_for: tuple[Any, ...]

    def turned(self, into: Callable[[Any], Any]) -> "Axis":
        """Give the same numbers, which stand for something made of what they stood for."""
        return Axis(self.column, tuple(map(into, self.stands_for)))

    def has(self, wanted: Any) -> Flag:
        """Return whether a row has one thing."""
        numbers = [number for number, each in enumerate(self.stands_for) if each == wanted]
        if len(numbers) in {0, len(self.stands_for)}:
            return bool(numbers)
        return any_of(nw.col(self.column) == number for number in numbers)

    @property
    def is_true(self) -> Flag:
        """Whether it is true, where true and false stand."""
        return self.has(wanted=True)


Wanted = tuple[Sequence[Axis], Callable[..., Any]]
"""What is to be looked up: by which axes, and the function that gives the columns for one thing of each."""

_BLANK: Final = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_LIGATURES: Final = "\xdf\u0130\u017f\u1e9e\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06"
"""What casefolding makes ASCII letters of and lower case does not, or not in every engine."""


def _folding(groups: Groups) -> list[tuple[str, ...]]:
    """List the steps that fold spellings as `codebook.normalise` does, as far as words ask.

    Blanks around what joins several words go too.
    """
    letters = " ".join(word for group in groups for word in group)
    exchanged = [(letter, letter.casefold()) for letter in _LIGATURES]
    return [
        *(("exchange", was, now) for was, now in exchanged if now.rstrip("\u0307") in letters),
        ("pattern", f"^[{_BLANK}]*[_-][{_BLANK}_-]*$", "?"),  # dashes alone are not an empty cell
        ("lower",),
        ("pattern", f"[{_BLANK}_-]+", "_"),
        ("pattern", f"_?{JOINT}_?", JOINT),
        ("strip", "_"),
    ]


_IN_NARWHALS: Final[Mapping[str, Callable[..., nw.Expr]]] = {
    "exchange": lambda text, was, now: text.str.replace_all(was, now, literal=True),
    "lower": lambda text: text.str.to_lowercase(),
    "pattern": lambda text, pattern, now: text.str.replace_all(pattern, now),
    "strip": lambda text, letter: text.str.strip_chars(letter),
}
_IN_SPARK: Final = {
    "exchange": "replace({}, '{}', '{}')",
    "lower": "lower({})",
    "pattern": "regexp_replace({}, '{}', '{}')",
    "strip": "trim(BOTH '{1}' FROM {0})",
}


def stripped(text: nw.Expr) -> nw.Expr:
    """Take the blanks around a text away."""
    return text.str.strip_chars(_BLANK)


def folded(text: nw.Expr, groups: Groups) -> nw.Expr:
    """Fold the spelling of a text, as far as the words in some groups ask."""
    for kind, *more in _folding(groups):
        text = _IN_NARWHALS[kind](text, *more)
    return text


def group_in(groups: Groups, cell: nw.Expr, first: int = NO_GROUP + 1, joined: str = "") -> nw.Expr:
    """Give the number of the group that a cell is in, in which None is null; one before the first if in none.

    Args:
        groups: Of what may stand there.
        cell: Of text.
        first: The number of the first group.
        joined: What else is in the first group matches; empty for nothing.
    """
    group_number = whole(first - 1)
    if joined:
        group_number = nw.when(cell.str.contains(joined)).then(whole(first)).otherwise(group_number)
    # What is met most is asked first: that there is nothing. Comparing is quicker than a set where words are few.
    for number, group in reversed([*enumerate(groups, first)]):
        known = any_of(cell.is_null() if each is None else cell == each for each in group)
        group_number = nw.when(expression(known)).then(whole(number)).otherwise(group_number)
    return group_number


def _met(cells: nw.Series[Any]) -> list[str]:
    """List the words in some cells: in the first of them, and where those are many, in all."""
    met = {*cells.head(_SAMPLE).to_list()}
    return sorted((met if len(met) < _MANY else {*cells.unique().to_list()}) - {None})


def _grouped(words: Iterable[str], value_of: Callable[[str], Any]) -> dict[Any, list[str | None]]:
    """Group words, and before them null, by what they say."""
    by_value: dict[Any, list[str | None]] = {value_of(""): [None]}
    for word in words:
        by_value.setdefault(value_of(word), []).append(word)
    return by_value


def _number_in(by_value: Mapping[Any, Sequence[str | None]], cell: nw.Expr) -> nw.Expr:
    """Number what words say, from 0; -1 for a word that is not listed. Where they are many, all are."""
    if sum(map(len, by_value.values())) <= _MANY:
        return group_in([*by_value.values()], cell, first=0)
    numbers = {word or "": number for number, words in enumerate(by_value.values()) for word in words}
    return cell.cast(nw.String).fill_null("").replace_strict([*numbers], [*numbers.values()], return_dtype=nw.Int16)


def number_of(axes: Sequence[Axis]) -> nw.Expr:
    """Number the things that stand along some axes, in the order of their product."""
    small = prod(len(axis.stands_for) for axis in axes) <= _MOST_SMALL
    dtype: Any = nw.Int16 if small else nw.Int64
    number = whole(0)
    for index, axis in enumerate(axis for axis in axes if axis.column):
        column = nw.col(axis.column) if small else nw.col(axis.column).cast(dtype)
        number = number * whole(len(axis.stands_for), dtype) + column if index else column
    return number


def along(axes: Sequence[Axis], numbers: Sequence[int]) -> list[list[Any]]:
    """List for each axis what stands along it for the numbers that `number_of` gives."""
    things = []
    for axis in reversed(axes):
        each, size = axis.stands_for, len(axis.stands_for)
        things.append([each[number % size] for number in numbers])
        numbers = [number // size for number in numbers]
    return things[::-1]


def points_of(axes: Sequence[Axis]) -> list[tuple[Any, ...]]:
    """List the things that stand along some axes, by their number."""
    return [*product(*(axis.stands_for for axis in axes))]


def with_columns(frame: Any, columns: Mapping[str, Any]) -> Any:
    """Add columns to a frame, by their names: expressions, or series."""
    if not frame.implementation.is_dask():
        return frame.with_columns(**columns)
    # Dask plans each expression for itself, which takes it minutes: so each part is a pandas frame.
    native = frame.to_native()
    return nw.from_native(native.map_partitions(_with_part, columns, meta=_with_part(native._meta, columns)))  # noqa: SLF001


def _with_part(part: Any, columns: Mapping[str, Any]) -> Any:
    return nw.from_native(part).with_columns(**columns).to_native()


def with_polars(frame: Any, columns: Mapping[str, Any]) -> Any:
    """Add columns likewise that are written for polars, since narwhals has no words for them."""
    return nw.from_native(frame.to_native().with_columns(**columns))


def with_sql(frame: Any, columns: Mapping[str, str]) -> Any:
    """Add columns likewise that are written in SQL."""
    native = frame.to_native()
    every = ["*", *(f"{written} AS {name}" for name, written in columns.items())]
    return nw.from_native(
        native.selectExpr(*every) if hasattr(native, "selectExpr") else native.project(", ".join(every))
    )


class Staged:
    """A frame, and what is added to it, stage by stage."""

    def __init__(self, frame: Frame) -> None:
        """Begin with no stage, and find names that no column has."""
        self.frame: Any = frame
        self.lazy = isinstance(frame, nw.LazyFrame)
        self.prefix = "_ckm_mo"
        while any(str(name).casefold().startswith(self.prefix) for name in frame.collect_schema().names()):
            self.prefix = f"_{self.prefix}"
        self.added = 0

    def add(self, columns: Iterable[Any], write: Callable[[Any, Mapping[str, Any]], Any] = with_columns) -> list[str]:
        """Add columns in one of the ways above, and give their names, which no column has."""
        named = {f"{self.prefix}_{number}": column for number, column in enumerate(columns, self.added + 1)}
        if named:
            self.added += len(named)
            self.frame = write(self.frame, named)
        return [*named]

    def words(self, columns: Sequence[str], says: Sequence[Callable[[str], Any]]) -> list[Axis]:
        """Number what the words in columns of text say, where all of these can be known; null is the empty word.

        Args:
            columns: Their names.
            says: What a word in each says.
        """
        if self.frame.implementation.is_pyarrow():
            columns = self.add(nw.col(column).cast(nw.String) for column in columns)
        met = [_met(self.frame.get_column(column)) for column in columns]
        by_value = [_grouped(words, value_of) for words, value_of in zip(met, says, strict=True)]
        numbers = self.add(map(_number_in, by_value, map(nw.col, columns)))
        for at, column in enumerate(columns):
            other = self.frame.get_column(numbers[at]) < 0
            if other.any():
                met[at] += {*self.frame.get_column(column).filter(other).unique().to_list()}
                by_value[at] = _grouped(met[at], says[at])
                (numbers[at],) = self.add([_number_in(by_value[at], nw.col(column))])
        return [*map(Axis, numbers, map(tuple, by_value))]

    def spellings(self, columns: Sequence[str], named: Sequence[WordsByValue], joined: Sequence[str]) -> list[Axis]:
        """Number what columns of text say whose words cannot be known, whatever their spelling; null is the empty word.

        Args:
            columns: Their names.
            named: For each the words, folded, that name each value, the empty one among those of the first.
            joined: For each what several words match that may stand there together, folded; empty where only one may.

        Returns:
            What they say; None where that is no value.
        """
        groups = [[*words.values()] for words in named]
        numbers = self._group_numbers(columns, groups, joined)
        return [Axis(name, (None, *words)) for name, words in zip(numbers, named, strict=True)]

    def _group_numbers(self, texts: Sequence[str], groups: Sequence[Groups], joined: Sequence[str]) -> list[str]:
        """Add the number of the group that each cell is in; of what matches several words, the first."""
        plain = self.add(
            group_in([[None, *empty], *more], nw.col(text)) for text, (empty, *more) in zip(texts, groups, strict=True)
        )
        unknown = [nw.col(name) == NO_GROUP for name in plain]
        # Where an engine works out all branches, folding nulls is quick.
        words = self.add(
            folded(nw.when(each).then(nw.col(text)), some).fill_null("")
            for each, text, some in zip(unknown, texts, groups, strict=True)
        )
        return self.add(
            nw.when(each).then(group_in(some, nw.col(word), joined=pattern)).otherwise(nw.col(name))
            for each, word, some, pattern, name in zip(unknown, words, groups, joined, plain, strict=True)
        )

    def look_up(self, *wanted: Wanted) -> list[Axis]:
        """Add a column for each thing that is wanted.

        The things along the axes are numbered, and a table lists the values for each number.
        """
        values = [[say(*point) for point in points_of(axes)] for axes, say in wanted]
        distinct = [tuple(dict.fromkeys(each)) for each in values]
        some = [index for index, each in enumerate(distinct) if len(each) > 1]
        numbers = self.add(number_of(wanted[index][0]) for index in some)
        tables = [[distinct[index].index(each) for each in values[index]] for index in some]
        names = dict(zip(some, self._look_up(numbers, tables, nw.Int16) if some else (), strict=True))
        return [Axis(names.get(index, ""), each) for index, each in enumerate(distinct)]

    def texts(self, axes: Sequence[Axis], say: Callable[..., Sequence[str | None]]) -> list[str]:
        """Add the columns of text to each row."""
        tables = [*zip(*(say(*point) for point in points_of(axes)), strict=True)]
        (number,) = self.add([number_of(axes)])
        return self._look_up([number] * len(tables), tables, nw.String)

    def _look_up(self, numbers: Sequence[str], tables: Sequence[Sequence[Any]], dtype: Any) -> list[str]:
        """Add what stands at each number in its table."""
        pairs = zip(numbers, tables, strict=True)
        if self.lazy:
            return self.add(
                nw.col(name).replace_strict([*range(len(table))], [*table], return_dtype=dtype) for name, table in pairs
            )
        backend = self.frame.implementation
        return self.add(
            nw.new_series(name, [*table], dtype, backend=backend)[self.frame.get_column(name)] for name, table in pairs
        )


class _DuckDB(Staged):
    """DuckDB takes four times as long to look a number up in what narwhals makes of a table as in a list."""

    def _look_up(self, numbers: Sequence[str], tables: Sequence[Sequence[Any]], dtype: Any) -> list[str]:  # noqa: ARG002
        pairs = zip(numbers, tables, strict=True)
        return self.add(
            (f"list_extract([{', '.join(map(_literal, table))}], {number} + 1)" for number, table in pairs), with_sql
        )


class _Spark(Staged):
    """Spark makes one Java method of many columns, and never compiles a long one: so what is long stands there once.

    It compiles no `zip_with` with what is around it, so that this also keeps apart what comes before and after.
    """

    def _group_numbers(self, texts: Sequence[str], groups: Sequence[Groups], joined: Sequence[str]) -> list[str]:
        texts = self.add(nw.col(text).fill_null("") for text in texts)
        maps, word = ", ".join(map(_map, groups)), "word"
        for kind, *more in _folding([words for some in groups for words in some]):
            word = _IN_SPARK[kind].format(word, *more)
        lookup = f"coalesce(some[word], some[{word}], {NO_GROUP})"
        numbers = self._apart(
            f"zip_with(array({', '.join(texts)}), array({maps}), (word, some) -> {lookup})", len(texts)
        )
        for at, pattern in enumerate(joined):
            if pattern:
                unknown = nw.col(numbers[at]) == NO_GROUP
                (word,) = self.add([folded(nw.when(unknown).then(nw.col(texts[at])), groups[at]).fill_null("")])
                among = group_in([], nw.col(word), joined=pattern)
                (numbers[at],) = self.add([nw.when(unknown).then(among).otherwise(nw.col(numbers[at]))])
        return numbers

    def _look_up(self, numbers: Sequence[str], tables: Sequence[Sequence[Any]], dtype: Any) -> list[str]:
        if dtype == nw.String:
            rows = (f"struct({', '.join(map(_literal, row))})" for row in zip(*tables, strict=True))
            (struct,) = self.add([f"element_at(array({', '.join(rows)}), {numbers[0]} + 1)"], with_sql)
            return self.add((f"{struct}.col{index}" for index in range(1, len(tables) + 1)), with_sql)
        # A list is one word, which is sooner read.
        listed = ", ".join(f"cast(split('{','.join(map(str, table))}', ',') AS array<int>)" for table in tables)
        return self._apart(
            f"zip_with(array({', '.join(numbers)}), array({listed}), (at, some) -> some[at])", len(tables)
        )

    def _apart(self, numbers: str, length: int) -> list[str]:
        """Add the numbers in an array, of which Spark does not know that none is null."""
        (array,) = self.add([numbers], with_sql)
        return self.add((f"coalesce({array}[{index}], {NO_GROUP})" for index in range(length)), with_sql)


def _map(groups: Groups) -> str:
    """Write the number of the group of each word as a map."""
    # It is looked through from its beginning, so the words that are met most stand there: the first of each group.
    words = sorted((nth, number, word) for number, group in enumerate(groups, 1) for nth, word in enumerate(group))
    escaped = ((word.replace("'", r"\'"), number) for _, number, word in words)
    return f"map({', '.join(f'{_literal(word)}, {number}' for word, number in escaped)})"


def _literal(value: str | int | None) -> str:
    """Write a number, or a text whose quotes are escaped, in SQL."""
    return "NULL" if value is None else f"'{value}'" if isinstance(value, str) else str(value)


class _Polars(Staged):
    """Polars numbers the words of an Enum, and looks up six times as fast what narwhals makes a join of."""

    def words(self, columns: Sequence[str], says: Sequence[Callable[[str], Any]]) -> list[Axis]:
        import polars as pl  # noqa: PLC0415 - only its own frames come here

        schema, value_of = self.frame.collect_schema(), dict(zip(columns, says, strict=True))
        enums = {name: schema[name].categories for name in value_of if isinstance(schema[name], nw.Enum)}
        few = {name: words for name, words in enums.items() if len(words) <= _MANY}
        codes = (pl.col(name).to_physical().fill_null(len(words)) for name, words in few.items())
        numbers = self.add(codes, with_polars)
        others = [name for name in columns if name not in few]
        axes = dict(zip(others, super().words(others, [value_of[name] for name in others]), strict=True))
        for number, (name, words) in zip(numbers, few.items(), strict=True):
            axes[name] = Axis(number, tuple(map(value_of[name], (*words, ""))))
        return [axes[name] for name in columns]

    def _look_up(self, numbers: Sequence[str], tables: Sequence[Sequence[Any]], dtype: Any) -> list[str]:
        import polars as pl  # noqa: PLC0415 - as above

        kind = pl.String if dtype == nw.String else pl.Int16
        pairs = zip(numbers, tables, strict=True)
        return self.add(
            (pl.lit(pl.Series([*table], dtype=kind)).gather(number) for number, table in pairs), with_polars
        )


class _Pandas(Staged):
    """Pandas numbers the words of a column three times as fast as it compares them."""

    def words(self, columns: Sequence[str], says: Sequence[Callable[[str], Any]]) -> list[Axis]:
        native = self.frame.to_native()
        with ThreadPoolExecutor() as threads:
            numbered = [*threads.map(_numbered, (native[column] for column in columns), says)]
        names = self.add(nw.new_series("", numbers, backend=self.frame.implementation) for numbers, _ in numbered)
        return [Axis(name, values) for name, (_, values) in zip(names, numbered, strict=True)]


def has_objects(frame: Frame, name: str) -> bool:
    """Return whether not all is text in a pandas column of objects: narwhals looks at the first hundred alone.

    So are categories that are fractions or truth, of which pandas makes words of its own.
    """
    if not frame.implementation.is_pandas():
        return False
    native: Any = frame.to_native()
    cells, infer = native[name], nw.get_native_namespace(frame).api.types.infer_dtype
    if cells.dtype == "category":
        return infer(cells.cat.categories) in {"floating", "boolean"}
    return cells.dtype == object and infer(cells, skipna=True) not in {"string", "empty"}


def _numbered(cells: Any, value_of: Callable[[str], Any]) -> tuple[Any, tuple[Any, ...]]:
    """Number what the words in a column of pandas say, and list that; null, numbered -1, is the empty word."""
    if cells.dtype == "category":
        numbers, words = cells.cat.codes.to_numpy(), cells.cat.categories
    else:
        numbers, words = cells.factorize()
    all_values = [*map(value_of, map(str, words)), value_of("")]
    values = tuple(dict.fromkeys(all_values))
    table = nw.new_series("", [values.index(each) for each in all_values], nw.Int16, backend=nw.Implementation.PANDAS)
    return table.to_numpy()[numbers], values


STAGED: Final = {
    nw.Implementation.DUCKDB: _DuckDB,
    nw.Implementation.PANDAS: _Pandas,
    nw.Implementation.POLARS: _Polars,
    nw.Implementation.PYSPARK: _Spark,
    nw.Implementation.PYSPARK_CONNECT: _Spark,
}
"""The engines that have a way of their own, which is more than twice as fast: see `benchmarks/README.md`."""


def staged(frame: Frame) -> Staged:
    """Make a frame ready for stages."""
    return STAGED.get(frame.implementation, Staged)(frame)
