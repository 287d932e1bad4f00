"""The columns of a data frame: which variables they are, what stands in their cells, and what is wrong with those."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import narwhals.stable.v2 as nw

from ckm_mo.cases import JOINT, coded, counts_as
from ckm_mo.codebook import (
    CODED,
    COLUMN_HEADERS,
    HEADERS,
    NOT_CODED,
    OPEN,
    TOKENS,
    VARIABLE,
    YES_NO,
    Role,
    Variable,
    normalise,
    takes,
)
from ckm_mo.errors import Gathered, InvalidAnswer, MisspeltColumn, RepeatedVariable, TakenColumn, UnfitColumn
from ckm_mo.frames.engines import (
    NO_PLACE,
    Axis,
    Cell,
    Frame,
    numbered,
    place_in,
    staged,
    stripped,
    whole,
)
from ckm_mo.messages import Word
from ckm_mo.spelling import misspelt

SAMPLE: Final = 1000
"""How many cells of a column are looked at first, to learn how its words are spelt."""

_TRUE_FALSE: Final = {True: YES_NO[0].key, False: YES_NO[1].key}


def _of_object(variable: Variable | None, cell: object) -> str:
    """Give the text of an object: yes or no for what is true or false; of another that is not text, what is not a word.

    Of an id, and of what is not a variable, all text will do, so that 1, 1.0 and "1" are one.
    """
    if isinstance(cell, str):
        return cell
    if variable is None or variable.role is Role.IDENTIFIER:
        return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    if type(cell).__name__ in {"bool", "bool_"}:
        return _TRUE_FALSE[bool(cell)]
    return f"{type(cell).__name__} {cell!r}"


class Columns:
    """The columns that are variables, and for each that is coded the number of what stands in each cell.

    Args:
        frame: Of any engine.
        empty: What an empty cell counts as.
        ignore: Columns that look misspelt and are meant.
        taken: Names that no column may have.
        kept: Columns besides, of which the text is asked for.
    """

    def __init__(
        self,
        frame: Frame,
        *,
        empty: str,
        ignore: Iterable[str],
        taken: Collection[str] = (),
        kept: Iterable[str] = (),
    ) -> None:
        """Learn all of that without running a lazy frame; what is wrong with its headers and types is gathered."""
        counts_as(empty)
        self.empty = empty
        self.gathered = Gathered()
        self.schema: Any = frame.collect_schema()
        self.names = self._names(ignore, taken)
        self.lazy = isinstance(frame, nw.LazyFrame)
        self.staged = staged(frame if self.lazy else self._of_words(frame, [*kept]))
        self.axes = self._axes()

    def _names(self, ignore: Iterable[str], taken: Collection[str]) -> dict[str, str]:
        """Name the column of each variable that has one."""
        meant = {normalise(name) for name in ignore}
        found: dict[str, str] = {}
        for name in self.schema:
            if not isinstance(name, str):
                continue
            plain = normalise(name)
            variable = HEADERS.get(plain)
            if variable and variable.key in found:
                written = (found[variable.key], name)
                self.gathered.add(RepeatedVariable(column=name, variable=variable.key, written=written))
            elif variable:
                found[variable.key] = name
            elif name.casefold() in taken:
                self.gathered.add(TakenColumn(column=name))
            elif plain not in meant and plain not in COLUMN_HEADERS and (close := misspelt(plain)):
                self.gathered.add(MisspeltColumn(column=name, closest=close))
        return found

    def _of_words(self, frame: Any, kept: Sequence[str]) -> nw.DataFrame[Any]:
        """Take the columns that are variables, and those that are kept, with words where there were objects."""
        names = dict.fromkeys(kept) | {name: VARIABLE[key] for key, name in self.names.items()}
        # A frame without any column would have no rows.
        frame = frame.select(*names) if names else frame
        for name, variable in names.items():
            if self.schema[name] == nw.Object:
                cells = frame.get_column(name)
                words = [
                    None if null else _of_object(variable, cell)
                    for cell, null in zip(cells.to_list(), cells.is_null().to_list(), strict=True)
                ]
                frame = frame.with_columns(nw.new_series(name, words, nw.String, backend=frame.implementation))
                self.schema[name] = nw.String()
        return frame  # type: ignore[no-any-return]  # what narwhals gives

    def _axes(self) -> dict[str, Axis]:
        """Add for each coded column the number of what stands in each cell: 0 where that is not allowed."""
        fit = [variable for variable in CODED if variable.key in self.names and self._is_fit(variable)]
        named = {variable.key: self._named(variable) for variable in fit}
        places = self._known(fit)
        others = [variable for variable in fit if variable.key not in places]
        cells = [
            Cell(self.word(self.names[each.key]), [*named[each.key].values()], self._joined(each)) for each in others
        ]
        places |= zip((each.key for each in others), self.staged.places(cells), strict=True) if cells else ()
        return {key: Axis(places[key], (None, *words)) for key, words in named.items()}

    def _is_fit(self, variable: Variable) -> bool:
        """Return whether answers can stand in a column; gather that they cannot where anything stands there."""
        name = self.names[variable.key]
        dtype = self.schema[name]
        yes_no = [value.key for value in variable.values] == [*_TRUE_FALSE.values()]
        if (
            _is_text(dtype)
            or (isinstance(dtype, nw.Boolean) and yes_no)
            or (isinstance(dtype, nw.Unknown) and self.lazy)
        ):
            return True
        if not self.lazy:
            cells = self.staged.frame.get_column(name)
            if (cells.is_null() | cells.is_nan() if dtype.is_float() else cells.is_null()).all():
                return False
        allowed = tuple(Word(value.key, value.dutch) for value in takes(variable))
        self.gathered.add(UnfitColumn(column=name, variable=variable.key, dtype=str(dtype), allowed=allowed))
        return False

    def _named(self, variable: Variable) -> dict[str, list[str]]:
        """List the words, folded, that name each value of a variable; an empty cell is a word too."""
        named: dict[str, list[str]] = {}
        for token in ("", *TOKENS[variable.key]):
            named.setdefault(self._value(variable, token) or "", []).append(token)
        return named

    def _value(self, variable: Variable, word: str) -> str | None:
        """Give the value that a word names, of context only that it names any; None where it names none."""
        value = coded(variable, word, self.empty)
        if isinstance(value, InvalidAnswer):
            return None
        return "" if variable.role is Role.CONTEXT else str(value)

    def _known(self, variables: Iterable[Variable]) -> dict[str, str]:
        """Add the number of what stands in each cell, of the columns of which all words can be known."""
        text = {each: self.names[each.key] for each in variables if _is_text(self.schema[self.names[each.key]])}
        frame, words = self.staged.frame, list[dict[Any, str]]()
        columns: Sequence[str] = [*text.values()]
        if frame.implementation.is_pandas():
            with ThreadPoolExecutor() as threads:
                found = [*threads.map(numbered, (frame.to_native()[name] for name in columns))]
            return dict(
                zip(
                    (each.key for each in text),
                    self.staged.add(
                        # The number of a cell without a word is -1, which is the last place.
                        nw.new_series("", self._numbers(each, [*words, ""]), nw.Int16, backend=frame.implementation)[
                            numbers
                        ]
                        for each, (numbers, words) in zip(text, found, strict=True)
                    ),
                    strict=True,
                )
            )
        if not self.lazy:
            if frame.implementation.is_pyarrow():
                columns = self.staged.add(nw.col(name).cast(nw.String) for name in columns)
            words = [self._met(self.staged.frame.get_column(name).head(SAMPLE)) for name in columns]
        elif frame.implementation.is_polars():
            text = {each: name for each, name in text.items() if isinstance(self.schema[name], nw.Enum)}
            columns = [*text.values()]
            words = [{word: word for word in self.schema[name].categories} for name in columns]
        known = [*zip(text, columns, words, strict=bool(words))]
        places = self.staged.add(self._place(each, nw.col(column), some) for each, column, some in known)
        if not self.lazy:
            for at, ((each, column, some), place) in enumerate(zip(known, places, strict=True)):
                cells, numbers = self.staged.frame.get_column(column), self.staged.frame.get_column(place)
                if others := self._met(cells.filter(numbers == NO_PLACE)):
                    (places[at],) = self.staged.add([self._place(each, nw.col(column), some | others)])
        return {each.key: place for (each, *_), place in zip(known, places, strict=True)}

    def _numbers(self, variable: Variable, words: Iterable[str]) -> list[int]:
        """List the numbers of the values that words name: 0 for those that name none."""
        values: list[str | None] = [None, *self._named(variable)]
        return [values.index(self._value(variable, word)) for word in words]

    def _met(self, cells: nw.Series[Any]) -> dict[str, str]:
        """List the words that are met in some cells."""
        words: list[str] = cells.drop_nulls().unique().cast(nw.String).to_list()
        return dict(zip(words, words, strict=True))

    def _place(self, variable: Variable, cell: nw.Expr, words: Mapping[Any, str]) -> nw.Expr:
        """Give the number of the value that what stands in a cell names, of all that may stand there."""
        groups: dict[str | None, list[Any]] = {value: [] for value in self._named(variable)}
        for each, word in words.items():
            groups.setdefault(self._value(variable, word), []).append(each)
        groups.pop(None, None)
        empty = [*groups].index(str(self._value(variable, ""))) + 1
        return nw.when(cell.is_null()).then(whole(empty)).otherwise(place_in([*groups.values()], cell))

    def _joined(self, variable: Variable) -> str:
        """Write what several words of a variable match, folded, that may stand together; empty where only one may."""
        if not variable.several:
            return ""
        left_open = {value.key for value in OPEN}
        kinds = [
            "|".join(word for word, value in TOKENS[variable.key].items() if (value in left_open) is each)
            for each in (True, False)
        ]
        return "^(?:" + "|".join(f"(?:{each})(?:{JOINT}(?:{each}))*" for each in kinds) + ")$"

    def word(self, name: str) -> nw.Expr:
        """Give what stands in a column's cells as text; empty where nothing does."""
        cell, dtype = nw.col(name), self.schema[name]
        if isinstance(dtype, nw.Boolean):
            word = nw.lit("")
            for truth, said in _TRUE_FALSE.items():
                word = nw.when((cell == nw.lit(truth)).fill_null(value=False)).then(nw.lit(said)).otherwise(word)
            return word
        if isinstance(dtype, nw.Unknown):
            # Not its bare name, which is a word for an answer.
            return nw.when(cell.is_null()).then(nw.lit("")).otherwise(nw.lit(f"<{dtype}>"))
        if dtype.is_float():
            cell = nw.when(~cell.is_nan()).then(cell)
        # Where text stands as objects, as in older pandas, casting makes words of what is nothing.
        text = cell if isinstance(dtype, nw.String) else nw.when(~cell.is_null()).then(cell.cast(nw.String))
        return text.fill_null("")

    def text(self, name: str | None) -> nw.Expr:
        """Give what stands in a column's cells as text, without blanks around it; empty where nothing does."""
        return nw.lit("") if name is None else stripped(self.word(name))

    def coded(self, key: str, text: str) -> str:
        """Give what a text says of a variable, and of what has no values the text itself."""
        if key not in VARIABLE or not VARIABLE[key].values:
            return text
        return str(coded(VARIABLE[key], text, self.empty)) if key in self.names else NOT_CODED


def _is_text(dtype: Any) -> bool:
    """Return whether words stand in a column of a type."""
    return isinstance(dtype, nw.String | nw.Categorical | nw.Enum)
