"""The columns of a data frame: which variables they are, what stands in their cells, and what is wrong with those."""

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from re import escape
from typing import Any, Final

import narwhals.stable.v2 as nw

from ckm_mo.cases import JOINT, emptiness, ignored_columns, token
from ckm_mo.codebook import (
    CODED,
    HEADERS,
    NOT_CODED,
    OPEN_KEYS,
    VARIABLE,
    YES_NO,
    Role,
    Variable,
    normalise,
    spellings,
    takes,
)
from ckm_mo.errors import Gathered, InvalidAnswer, MisspeltColumn, RepeatedVariable, TakenColumn, UnfitColumn
from ckm_mo.frames.engines import Axis, Frame, has_objects, staged, stripped
from ckm_mo.messages import Word
from ckm_mo.spelling import misspelt
from ckm_mo.tallies.statements import result_places

_TEXT: Final = nw.String, nw.Categorical, nw.Enum
"""The types of columns in which words stand."""

_PLAIN: Final = str, bytes
"""The types of objects that hold others, as Python sees it, and are no lists or records."""

_MOST_WHOLE: Final = 10**15
"""Below what a number that is whole is written so: beyond it is not known which it was."""

_CODED_KEYS: Final = {variable.key for variable in CODED}

_TRUE_FALSE: Final = {True: YES_NO[0].key, False: YES_NO[1].key}


def _of_object(variable: Variable | None, cell: object) -> str:
    """Give the text of an object: yes or no for what is true or false; of another that is not text, what is not a word.

    Of an id, and of what is not a variable, all other text will do, so that 1, 1.0 and "1" are one.
    """
    if isinstance(cell, str):
        return cell
    if type(cell).__name__ in {"bool", "bool_"}:
        return _TRUE_FALSE[bool(cell)]
    if variable is None or variable.role is Role.IDENTIFIER:
        return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    return f"{type(cell).__name__} {cell!r}"


class Columns:
    """The columns that are variables, and for each that is coded the number of what stands in each cell.

    Args:
        frame: Of any engine.
        empty: What an empty cell counts as.
        ignore: Columns that look misspelt and are meant.
        taken: Names that no column may have.
        identifiers: The keys of those that are read.
        kept: Columns besides, of which the text is asked for.
    """

    def __init__(
        self,
        frame: Frame,
        *,
        empty: str,
        ignore: Iterable[str],
        identifiers: Collection[str],
        taken: Collection[str] = (),
        kept: Collection[str] = (),
    ) -> None:
        """Learn all of that without running a lazy frame; what is wrong with its headers and types is gathered."""
        self.empty = emptiness(empty)
        self.gathered = Gathered()
        self.schema: Any = frame.collect_schema()
        self.lazy = isinstance(frame, nw.LazyFrame)
        names = self._names(ignore, taken)
        self.names = {key: names[key] for key in names if key in _CODED_KEYS or key in identifiers}
        for key, name in [*self.names.items(), *zip(kept, kept, strict=True)]:
            if has_objects(frame, name):
                self.schema[name] = nw.Object()
            if key not in _CODED_KEYS and (kind := self._nested(frame, name)):
                self._refuse_nested(key, name, kind)
        self.staged = staged(frame if self.lazy else self._of_words(frame, [*kept]))
        self.axes = self._axes()

    def _names(self, ignore: Iterable[str], taken: Collection[str]) -> dict[str, str]:
        """Name the column of each variable that has one."""
        ignored_names = ignored_columns(ignore)
        names: dict[str, str] = {}
        results = result_places([*map(str, self.schema)])
        for index, name in enumerate(self.schema):
            if not isinstance(name, str):
                continue
            plain = normalise(name)
            variable = None if index in results else HEADERS.get(plain)
            if variable and variable.key in names:
                written = (names[variable.key], name)
                self.gathered.add(RepeatedVariable(column=name, variable=variable.key, written=written))
            elif variable:
                names[variable.key] = name
            elif name.casefold() in taken:
                self.gathered.add(TakenColumn(column=name))
            elif plain not in ignored_names and (close := misspelt(plain)):
                self.gathered.add(MisspeltColumn(column=name, closest=close))
        return names

    def _nested(self, frame: Any, name: str) -> str:
        """Name the type of the lists or records that stand in a column; empty where none do."""
        dtype = self.schema[name]
        if self.lazy or dtype != nw.Object:
            return str(dtype) if dtype.is_nested() else ""
        kinds = {*map(type, frame.get_column(name).to_list())}
        nested = (kind for kind in kinds if issubclass(kind, Collection) and not issubclass(kind, _PLAIN))
        return ", ".join(sorted(kind.__name__ for kind in nested))

    def _refuse_nested(self, key: str, name: str, kind: str) -> None:
        """Gather that lists or records stand in a column, of which not every engine makes text, and read none of it."""
        allowed = Word("text", "tekst"), Word("a whole number", "een geheel getal")
        self.gathered.add(UnfitColumn(column=name, variable=key, dtype=kind, allowed=allowed))
        self.names.pop(key, None)
        self.schema[name] = nw.Unknown()

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
        """Add for each coded column the number of what stands in each cell: None where that is not allowed."""
        fit = [variable for variable in CODED if variable.key in self.names and self._is_fit(variable)]
        columns = [self.names[variable.key] for variable in fit]
        words = nw.String if self.lazy else _TEXT
        others = [name for name in columns if not isinstance(self.schema[name], words)]
        texts = dict(zip(others, self.staged.add(map(self.word, others)), strict=True))
        columns = [texts.get(name, name) for name in columns]
        if self.lazy:
            axes = self.staged.spellings(columns, [*map(self._named, fit)], [*map(self._joined, fit)])
        else:
            axes = self.staged.words(columns, [partial(self._value, variable) for variable in fit])
        return dict(zip((variable.key for variable in fit), axes, strict=True))

    def _is_fit(self, variable: Variable) -> bool:
        """Return whether answers can stand in a column; gather that they cannot where anything stands there."""
        name = self.names[variable.key]
        dtype = self.schema[name]
        yes_no = [value.key for value in variable.values] == [*_TRUE_FALSE.values()]
        if (
            isinstance(dtype, _TEXT)
            or (isinstance(dtype, nw.Boolean) and yes_no)
            or (isinstance(dtype, nw.Unknown) and self.lazy)
        ):
            return True
        if not self.lazy:
            cells = self.staged.frame.get_column(name)
            if (cells.is_null() | cells.is_nan() if dtype.is_float() else cells.is_null()).all():
                return False
        allowed = tuple(Word(value.key, value.dutch) for value in takes(variable))
        self.gathered.add(
            UnfitColumn(
                column=name, variable=variable.key, dtype=str(dtype), allowed=allowed, number=bool(dtype.is_numeric())
            )
        )
        return False

    def _named(self, variable: Variable) -> dict[str, list[str]]:
        """List the words, folded, that name each value of a variable; an empty cell is a word too."""
        named: dict[str, list[str]] = {}
        for word in ("", *spellings(variable.key)):
            named.setdefault(self._value(variable, word) or "", []).append(word)
        return named

    def _value(self, variable: Variable, word: str) -> str | None:
        """Give the value that a word names, of context only that it names any; None where it names none."""
        value = token(variable, word, self.empty)
        if isinstance(value, InvalidAnswer):
            return None
        return "" if variable.role is Role.CONTEXT else str(value)

    def _joined(self, variable: Variable) -> str:
        """Write what several words of a variable match, folded, that may stand together; empty where only one may."""
        if not variable.several:
            return ""
        kinds = [
            "|".join(escape(word) for word, value in spellings(variable.key).items() if (value in OPEN_KEYS) is each)
            for each in (True, False)
        ]
        return "^(?:" + "|".join(f"(?:{each})(?:{JOINT}(?:{each}))*" for each in kinds) + ")$"

    def word(self, name: str) -> nw.Expr:
        """Give what stands in a column's cells as text; empty where nothing does."""
        cell, dtype = nw.col(name), self.schema[name]
        if isinstance(dtype, nw.Boolean):
            word = nw.lit("")
            for truth, answer in _TRUE_FALSE.items():
                word = nw.when((cell == nw.lit(truth)).fill_null(value=False)).then(nw.lit(answer)).otherwise(word)
            return word
        if isinstance(dtype, nw.Unknown):
            # Not its bare name, which is a word for an answer.
            return nw.when(cell.is_null()).then(nw.lit("")).otherwise(nw.lit(f"<{dtype}>"))
        if dtype.is_float():
            cell = nw.when(~cell.is_nan()).then(cell)
        # Where text stands as objects, as in older pandas, casting makes words of what is nothing.
        text = cell if isinstance(dtype, nw.String) else nw.when(~cell.is_null()).then(cell.cast(nw.String))
        if dtype.is_float():
            # Engines write 2019.0 each in its own way.
            is_whole = ((cell == cell.round(0)) & (cell.abs() < _MOST_WHOLE)).fill_null(value=False)
            number = nw.when(is_whole).then(cell).otherwise(nw.lit(0.0)).cast(nw.Int64)
            text = nw.when(is_whole).then(number.cast(nw.String)).otherwise(text)
        return text.fill_null("")

    def text(self, name: str | None) -> nw.Expr:
        """Give what stands in a column's cells as text, without blanks around it; empty where nothing does."""
        return nw.lit("") if name is None else stripped(self.word(name))

    def coded(self, key: str, text: str) -> str:
        """Give what a text says of a variable, and of what has no values the text itself."""
        if key not in VARIABLE or not VARIABLE[key].values:
            return text
        return str(token(VARIABLE[key], text, self.empty)) if key in self.names else NOT_CODED
