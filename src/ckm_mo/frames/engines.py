"""What is done otherwise in one engine of data frames than in another: SQL, parts, and numbers for words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import narwhals.stable.v2 as nw

from ckm_mo.frames.lowering import Flag

Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]

Step = tuple[str, ...]
"""One step of folding the spelling of a word: what is done, and with what."""

Cell = tuple[str, Sequence[Sequence[str]]]
"""A cell as text, in SQL, and groups of the words that may stand there; null is the empty one of them."""

NO_PLACE: Final = 0
"""The place of a word that names no value."""


class Sql:
    """What is written in SQL, since narwhals has no words for it, or takes seconds longer to plan.

    It is written so that what DuckDB runs is quick, unless an engine says otherwise.
    """

    quote = '"'
    steps: Mapping[str, str] = {
        "exchange": "replace({}, '{}', '{}')",
        "lower": "lower({})",
        "pattern": "regexp_replace({}, '{}', '{}', 'g')",
        "strip": "trim(BOTH '{1}' FROM {0})",
    }

    def name(self, name: str) -> str:
        """Quote the name of a column."""
        return self.quote + name.replace(self.quote, 2 * self.quote) + self.quote

    def entries(self, staged: "Staged", entries: Sequence[int], numbers: Sequence[str]) -> list[str]:
        """Add the entries of a list that have some numbers; say what the columns are called."""
        listed = ", ".join(map(str, entries))
        return [staged.sql(f"list_extract([{listed}], {number} + 1)") for number in numbers]

    def texts(self, staged: "Staged", tables: Mapping[str, Sequence[str | None]], number: str) -> None:
        """Add the entries that have a number, by the names of columns; a tree of choices takes ten times as long."""
        for name, table in tables.items():
            staged.written[name] = f"list_extract([{', '.join(map(_literal, table))}], {number} + 1)"

    def places(self, staged: "Staged", cells: Sequence[Cell], steps: Sequence[Step]) -> tuple[list[str], list[str]]:
        """Add the place, from 1, of the words among which each cell is; it is folded where it is among none.

        Returns:
            What the columns are called; and the folded words, null where that was not needed.
        """
        plain = [staged.sql(self._place(text, groups)) for text, groups in cells]
        staged.end()
        words = [staged.sql(self._word(place, text, steps)) for place, (text, _) in zip(plain, cells, strict=True)]
        staged.end()
        places = [
            staged.sql(f"CASE WHEN {place} = {NO_PLACE} THEN {self._place(word, groups)} ELSE {place} END")
            for place, word, (_, groups) in zip(plain, words, cells, strict=True)
        ]
        staged.end()
        return places, words

    def without(self, places: Sequence[str]) -> str:
        """Say whether any has no place."""
        return f"least({', '.join(places)}) = {NO_PLACE}"

    def _word(self, place: str, text: str, steps: Iterable[Step]) -> str:
        return f"CASE WHEN {place} = {NO_PLACE} THEN {self._folded(text, steps)} END"

    def _folded(self, text: str, steps: Iterable[Step]) -> str:
        """Fold a text."""
        for kind, *more in steps:
            text = self.steps[kind].format(text, *more)
        return text

    def _place(self, text: str, groups: Sequence[Sequence[str]]) -> str:
        # Not `IN`, of which DuckDB makes a join, with all columns.
        empty = next(place for place, words in enumerate(groups, 1) if "" in words)
        cases = (
            f"WHEN {text} = '" + f"' OR {text} = '".join(words) + f"' THEN {place}"
            for place, words in enumerate(groups, 1)
        )
        return f"CASE WHEN {text} IS NULL THEN {empty} {' '.join(cases)} ELSE {NO_PLACE} END"


class _Spark(Sql):
    """What is quick in Spark, which makes one Java method of many columns: a long one it never compiles."""

    quote = "`"
    steps: Mapping[str, str] = {**Sql.steps, "pattern": "regexp_replace({}, '{}', '{}')"}

    def entries(self, staged: "Staged", entries: Sequence[int], numbers: Sequence[str]) -> list[str]:
        """Add the entries likewise, by one expression; a list is one word, which is sooner read.

        Spark compiles no `zip_with` with what is around it, so that it also keeps apart what comes before and after.
        """
        listed = f"cast(split('{','.join(map(str, entries))}', ',') AS array<int>)"
        found = f"zip_with(array({', '.join(numbers)}), array(), (number, none) -> element_at({listed}, number + 1))"
        return self._apart(staged, staged.sql(found), len(numbers))

    def texts(self, staged: "Staged", tables: Mapping[str, Sequence[str | None]], number: str) -> None:
        """Add the entries likewise, by one expression."""
        rows = (", ".join(map(_literal, row)) for row in zip(*tables.values(), strict=True))
        name = staged.sql(f"element_at(array({', '.join(f'struct({row})' for row in rows)}), {number} + 1)")
        staged.end()
        staged.written |= {each: f"{name}.col{place}" for place, each in enumerate(tables, 1)}

    def places(self, staged: "Staged", cells: Sequence[Cell], steps: Sequence[Step]) -> tuple[list[str], list[str]]:
        """Add the places likewise, by one expression for all cells."""
        place = f"array({', '.join(self._map(groups) for _, groups in cells)})[place]"
        texts = ", ".join(f"coalesce({text}, '')" for text, _ in cells)
        found = f"coalesce({place}[word], {place}[{self._folded('word', steps)}], {NO_PLACE})"
        places = self._apart(staged, staged.sql(f"transform(array({texts}), (word, place) -> {found})"), len(cells))
        return places, [self._word(place, text, steps) for place, (text, _) in zip(places, cells, strict=True)]

    def _map(self, groups: Sequence[Sequence[str]]) -> str:
        # It is looked through from its beginning, so the words that are met most stand there: the first of each group.
        words = sorted((nth, place, word) for place, group in enumerate(groups, 1) for nth, word in enumerate(group))
        return f"map({', '.join(f'{_literal(word)}, {place}' for _, place, word in words)})"

    def without(self, places: Sequence[str]) -> str:
        """Say likewise whether any has no place."""
        return f"array_contains(array({', '.join(places)}), {NO_PLACE})"

    def _apart(self, staged: "Staged", name: str, length: int) -> list[str]:
        """Add the numbers in an array, of which Spark does not know that none is null."""
        staged.end()
        found = [staged.sql(f"coalesce({name}[{place}], 0)") for place in range(length)]
        staged.end()
        return found


def _literal(text: str | None) -> str:
    """Write a text that has no quote in it."""
    return "NULL" if text is None else f"'{text}'"


IN_SQL: Final = {
    nw.Implementation.DUCKDB: Sql(),
    nw.Implementation.PYSPARK: _Spark(),
    nw.Implementation.PYSPARK_CONNECT: _Spark(),
}
"""The engines that run SQL, and how it is written for each."""

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
