"""The rows of a data frame: how their columns are written, what is wrong with them, what is read of them.

They are worked through in stages, each of which adds columns to the frame:

    words     each coded cell to its answers: true or false for each answer
    means     used, and not used, for each means at the level that is asked
    rules     for each rule: not ruled out
    results   looked up in what the core's verdicts say of those
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial, reduce
from itertools import product
from operator import or_
from typing import Any, Final

import narwhals.stable.v2 as nw
from attrs import frozen

from ckm_mo.answers import LEVELS, Answer, Period, Reading, Truth
from ckm_mo.cases import JOINT, coded, counts_as
from ckm_mo.classification import VARIABLES, options
from ckm_mo.codebook import (
    CODED,
    EXPLOITATION_BEGAN,
    HEADERS,
    READING,
    VARIABLE,
    YES_NO,
    Role,
    Variable,
    means_key,
    normalise,
    takes,
    tokens,
)
from ckm_mo.codebook import OPEN as LEFT_OPEN
from ckm_mo.errors import (
    DataError,
    Gathered,
    InvalidAnswer,
    MisspeltColumn,
    RepeatedVariable,
    TakenColumn,
    UnfitColumn,
)
from ckm_mo.frames.engines import IN_SQL, NO_PLACE, Frame, Sql, Staged, Step, places_in
from ckm_mo.frames.lowering import (
    ANSWERS,
    BEGUN,
    MEANS_KEYS,
    SAID,
    TABLES,
    TEXTS,
    Flag,
    all_of,
    any_of,
    as_bits,
    boxes_of,
    choices,
    expression,
    grown,
    negated,
    ruled_out,
    said_at,
    small,
    sum_of,
    within,
)
from ckm_mo.messages import Word
from ckm_mo.rules import COERCION, RULES
from ckm_mo.spelling import misspelt

SAMPLE: Final = 1000
"""How many cells of a column are looked at first, to learn how its words are spelt."""


_TRUE_FALSE: Final = {True: YES_NO[0].key, False: YES_NO[1].key}


_FEW: Final = 3
"""How many comparisons are quicker than looking a word up in a set."""

_MANY: Final = 16
"""Likewise where a column is looked through for other words."""

_BLANK: Final = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_LIGATURES: Final = "\xdf\u0130\u017f\u1e9e\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06"
"""What casefolding makes ASCII letters of and lower case does not, or not in every engine."""


@frozen
class _Column:
    """One coded column of a frame.

    Args:
        variable: What it codes.
        name: As it is called.
        word: What stands in its cells, or its words as far as they had to be folded.
        spelt: For each value the words that name it; an empty cell is none.
        empty: The value that an empty cell names.
        bad: Whether what stands there may not.
        filled: Whether there is a word in every cell.
        place: The column, in an engine that runs SQL, that has the place of the value among those of `spelt`, from 1.
    """

    variable: Variable
    name: str
    word: nw.Expr
    spelt: Mapping[str, Sequence[Any]]
    empty: str = ""
    bad: Flag = False
    filled: bool = False
    place: str = ""

    def has(self, value: str) -> Flag:
        """Say whether its cell names a value."""
        null = self.word.is_null() if value == self.empty and not self.filled else False
        return any_of([_among(self.word, self.spelt.get(value, ()), filled=self.filled), null])


def _listed(named: Mapping[str, Sequence[str]]) -> list[str]:
    """List all words."""
    return [word for words in named.values() for word in words]


def _among(word: nw.Expr, words: Sequence[Any], *, filled: bool = False) -> Flag:
    """Say whether a word is one of some; `filled` where it is never null."""
    flags = [word.is_in(words)] if len(words) > _FEW else [word == each for each in words]
    return any_of(flag if filled else flag.fill_null(value=False) for flag in flags)


def _folding(words: Iterable[str]) -> list[Step]:
    """Fold spellings as `codebook.normalise` does, and blanks around what joins several values, as far as words ask."""
    letters = " ".join(words)
    return [
        *(
            ("exchange", letter, letter.casefold())
            for letter in _LIGATURES
            if letter.casefold().rstrip("\u0307") in letters
        ),
        ("lower",),
        ("pattern", f"[{_BLANK}_-]+", "_"),
        ("pattern", f"_?{JOINT}_?", JOINT),
        ("strip", "_"),
    ]


_STEPS: Final[Mapping[str, Callable[..., nw.Expr]]] = {
    "exchange": lambda text, was, now: text.str.replace_all(was, now, literal=True),
    "lower": lambda text: text.str.to_lowercase(),
    "pattern": lambda text, pattern, now: text.str.replace_all(pattern, now),
    "strip": lambda text, letter: text.str.strip_chars(letter),
}
"""How each step is taken."""


def _fold(text: nw.Expr, words: Iterable[str]) -> nw.Expr:
    """Fold spellings, as far as words ask."""
    for kind, *more in _folding(words):
        text = _STEPS[kind](text, *more)
    return text


def _text(variable: Variable, cell: object) -> str:
    """Give the text of an object: yes or no for what is true or false; of another that is not text, what is no word.

    Of an id all text will do, so that 1, 1.0 and "1" are one.
    """
    if isinstance(cell, str):
        return cell
    if variable.role is Role.IDENTIFIER:
        return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    if type(cell).__name__ in {"bool", "bool_"}:
        return _TRUE_FALSE[bool(cell)]
    return f"{type(cell).__name__} {cell!r}"


Level = tuple[Period | None, bool]
"""At which level the means are asked for, and whether openly whatever a row's reading is."""


class Rows:
    """The rows of a frame, laid out: what its columns are, how they are written, what is wrong with them.

    Args:
        frame: Of any engine.
        reading: What silence means in rows that do not say so.
        empty: What an empty cell counts as.
        ignore: Columns that look misspelt and are meant.
        taken: Names that no column may have.
    """

    def __init__(
        self, frame: Frame, *, reading: Reading | str, empty: str, ignore: Iterable[str], taken: Collection[str] = ()
    ) -> None:
        """Learn all of that without running a lazy frame; what is wrong with its headers and types is gathered."""
        counts_as(empty)
        self.lazy = isinstance(frame, nw.LazyFrame)
        self.sql = IN_SQL.get(frame.implementation)
        self.original = frame
        self.reading = Reading(reading)
        self.empty = empty
        self.gathered = Gathered()
        self.schema = frame.collect_schema()
        self.names = self._names(ignore, taken)
        self.staged = Staged(frame if self.lazy else self._of_words())
        coded = [variable for variable in CODED if variable.key in self.names]
        self.wrong: Flag = False
        columns = self._columns_in_sql(coded, self.sql) if self.sql else self._columns(coded)
        self.columns = {each.variable.key: each for each in columns}
        self._flags: dict[tuple[str, str], Flag] = {}
        self.said_by: dict[Level, dict[str, str]] = {}
        self.bad = {key: self.staged.flag(column.bad) for key, column in self.columns.items()}
        self.attempt = self.flag(EXPLOITATION_BEGAN.key, Answer.NO)
        self.closed: Flag = self.reading is Reading.CLOSED
        if READING.key in self.columns:
            other = next(each for each in Reading if each is not self.reading)
            self.closed = (
                self.flag(READING.key, other) if other is Reading.CLOSED else negated(self.flag(READING.key, other))
            )
        clash = {key: self.said(key, None, None) for key in MEANS_KEYS}
        self.staged.end()
        self.clash = {key: self.staged.flag(each) for key, each in clash.items()}
        self.staged.end()
        # In SQL it is known of all words together whether one is wrong.
        self.wrong = any_of([self.wrong, *([] if self.sql else self.bad.values()), *self.clash.values()])
        if self.sql:
            self.wrong = self.staged.flag(self.wrong)
            self.staged.end()

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
                self.refuse(RepeatedVariable(column=name, variable=variable.key, written=(found[variable.key], name)))
            elif variable:
                found[variable.key] = name
            elif name.casefold() in taken:
                self.refuse(TakenColumn(column=name))
            elif plain not in meant and (close := misspelt(plain)):
                self.refuse(MisspeltColumn(column=name, closest=close))
        return found

    def refuse(self, error: DataError) -> None:
        """Gather an error."""
        self.gathered.add(error)

    def _of_words(self) -> nw.DataFrame[Any]:
        """Take the columns that are variables, with words where there were objects."""
        # A frame without any column would have no rows.
        frame: Any = self.original.select(*self.names.values()) if self.names else self.original
        for key, name in self.names.items():
            if self.schema[name] == nw.Object:
                cells = frame.get_column(name)
                words = [
                    None if null else _text(VARIABLE[key], cell)
                    for cell, null in zip(cells.to_list(), cells.is_null().to_list(), strict=True)
                ]
                frame = frame.with_columns(nw.new_series(name, words, nw.String, backend=frame.implementation))
                self.schema[name] = nw.String()
        return frame  # type: ignore[no-any-return]  # what narwhals gives

    def _numbers(self, variables: Iterable[Variable]) -> dict[str, tuple[nw.Expr, dict[int, str]]]:
        """Number the words of each column of text where numbers are compared many times as fast: in pandas.

        Returns:
            By the keys of variables: the number in each cell, and the word that each stands for.
        """
        if not self.original.implementation.is_pandas():
            return {}
        frame = self.staged.frame.to_native()
        columns = {each.key: frame[self.names[each.key]] for each in variables if self._is_text(each)}
        with ThreadPoolExecutor() as threads:
            found = [*threads.map(places_in, columns.values())]
        return {
            key: (
                self.staged.column(nw.new_series(key, places, backend=self.original.implementation)),
                {-1: "", **dict(enumerate(map(str, words)))},
            )
            for key, (places, words) in zip(columns, found, strict=True)
        }

    def _columns(self, variables: Sequence[Variable]) -> list[_Column]:
        """Learn how each column is written in which something is coded."""
        self.numbers = self._numbers(variables)
        folded = [variable for variable in variables if self._is_folded(variable)]
        self.plain = {variable.key: self._plain(variable) for variable in folded}
        self.staged.end()
        self.words = {variable.key: self.staged.column(self._word(variable)) for variable in folded}
        self.staged.end()
        columns = [column for variable in variables if (column := self._column(variable))]
        self.staged.end()
        return columns

    def _columns_in_sql(self, variables: Iterable[Variable], sql: Sql) -> list[_Column]:
        """Number what is coded in each column: the place of its value among all."""
        coded = {variable: text for variable in variables if (text := self._text_in_sql(variable, sql))}
        named = {variable: self._named(variable) for variable in coded}
        # Of context nothing is asked but whether it is right.
        groups = {
            variable: [_listed(words)] if variable.role is Role.CONTEXT else [*words.values()]
            for variable, words in named.items()
        }
        steps = _folding(word for words in named.values() for word in _listed(words))
        cells = [(text, groups[variable]) for variable, text in coded.items()]
        places, words = sql.places(self.staged, cells, steps) if cells else ([], [])
        columns = []
        sole = [place for variable, place in zip(coded, places, strict=True) if not variable.several]
        self.wrong = nw.col(self.staged.sql(sql.without(sole))) if sole else False
        for variable, place, word in zip(coded, places, words, strict=True):
            spelt = {value: [at] for at, value in enumerate(named[variable], 1)}
            bad = nw.col(place) == NO_PLACE
            if variable.several:
                fit = self._fits(variable, nw.col(self.staged.sql(word)))
                self.staged.end()
                bad = self.staged.column(nw.when(bad).then(negated(fit)).otherwise(nw.lit(value=False)))
                self.wrong = any_of([self.wrong, bad])
            make = partial(_Column, variable, self.names[variable.key], nw.col(place))
            columns.append(make(spelt, bad=bad, filled=True, place=place))
        self.staged.end()
        return columns

    def _is_text(self, variable: Variable) -> bool:
        """Say whether words stand in a column."""
        return isinstance(self.schema[self.names[variable.key]], nw.String | nw.Categorical | nw.Enum)

    def _is_folded(self, variable: Variable) -> bool:
        """Say whether no word of a column can be known before the frame is run."""
        return self.lazy and not isinstance(self.schema[self.names[variable.key]], nw.Enum) and self._is_text(variable)

    def _cell(self, variable: Variable) -> nw.Expr:
        """Give a cell with a word as text."""
        name = self.names[variable.key]
        return nw.col(name) if isinstance(self.schema[name], nw.String) else nw.col(name).cast(nw.String)

    def _text_in_sql(self, variable: Variable, sql: Sql) -> str | None:
        """Write what stands in a cell as text; what can be no word where anything but a word does."""
        name, dtype = self.names[variable.key], self.schema[self.names[variable.key]]
        quoted = sql.name(name)
        if self._is_text(variable):
            return f"CAST({quoted} AS STRING)"
        if self._is_true_or_false(variable):
            return f"CASE WHEN {quoted} THEN '{_TRUE_FALSE[True]}' WHEN NOT {quoted} THEN '{_TRUE_FALSE[False]}' END"
        if isinstance(dtype, nw.Unknown):
            return f"CASE WHEN {quoted} IS NOT NULL THEN '?' END"
        self._refuse_type(variable)
        return None

    def _plain(self, variable: Variable) -> nw.Expr:
        """Say whether a word stands in a cell as it would be folded."""
        text = self._cell(variable).fill_null("")
        return self.staged.column(expression(_among(text, _listed(self._named(variable)), filled=True)))

    def _word(self, variable: Variable) -> nw.Expr:
        """Give the word in a cell, folded as far as need be."""
        plain, text, words = self.plain[variable.key], self._cell(variable), _listed(self._named(variable))
        # A word that is known is not folded: where an engine works out all branches, folding nulls is quick.
        text = text.fill_null("")
        return nw.when(plain).then(text).otherwise(_fold(nw.when(~plain).then(text), words))

    def _column(self, variable: Variable) -> _Column | None:  # noqa: PLR0911 - one for each kind of column
        """Learn how a column is written; None where nothing is coded in it."""
        name = self.names[variable.key]
        dtype, cell = self.schema[name], nw.col(name)
        make = partial(_Column, variable, name, empty=str(coded(variable, "", self.empty)))
        if variable.key in self.numbers:
            return self._spelt(make, variable, *self.numbers[variable.key], filled=True)
        if isinstance(dtype, nw.Enum):
            return self._spelt(make, variable, cell, {word: word for word in dtype.categories})
        if isinstance(dtype, nw.String | nw.Categorical):
            if variable.key in self.plain:
                return self._folded(make, variable)
            if self.original.implementation.is_pyarrow():
                cell = self.staged.column(cell.cast(nw.String))
            return self._spelt(make, variable, cell, {word: word for word in self._distinct(name)})
        if self._is_true_or_false(variable):
            return make(cell, {key: (truth,) for truth, key in _TRUE_FALSE.items()})
        if isinstance(dtype, nw.Unknown) and self.lazy:
            return make(cell, {}, bad=~cell.is_null())
        if not self.lazy:
            series = self.staged.frame.get_column(name)
            if (series.is_null() | series.is_nan() if dtype.is_float() else series.is_null()).all():
                return None
        self._refuse_type(variable)
        return None

    def _is_true_or_false(self, variable: Variable) -> bool:
        """Say whether true and false stand in a column for answers."""
        is_boolean = isinstance(self.schema[self.names[variable.key]], nw.Boolean)
        return is_boolean and [each.key for each in variable.values] == [*_TRUE_FALSE.values()]

    def _refuse_type(self, variable: Variable) -> None:
        """Gather that a column is of no type for answers."""
        name = self.names[variable.key]
        allowed = tuple(Word(value.key, value.dutch) for value in takes(variable))
        self.refuse(UnfitColumn(column=name, variable=variable.key, dtype=str(self.schema[name]), allowed=allowed))

    def _distinct(self, name: str) -> list[str]:
        """List the words in a column."""
        cells = self.staged.frame.get_column(name).drop_nulls()
        if self.original.implementation.is_pyarrow():
            cells = cells.cast(nw.String)
        words: list[str] = cells.head(SAMPLE).unique().cast(nw.String).to_list()
        if not words:
            return []
        # Comparing is quicker than looking words up where there are few of them, which is nearly always.
        known = reduce(or_, (cells == word for word in words)) if len(words) <= _MANY else cells.is_in(words)
        rest = cells.filter(~known)
        return [*words, *(rest.unique().cast(nw.String).to_list() if len(rest) else ())]

    def _spelt(
        self,
        make: Callable[..., _Column],
        variable: Variable,
        cell: nw.Expr,
        words: Mapping[Any, str],
        *,
        filled: bool = False,
    ) -> _Column:
        """Make a column of which all words are known; by what stands there for them, in every cell if `filled`."""
        spelt: dict[str, list[Any]] = {}
        bad = False
        for place, word in words.items():
            value = coded(variable, word, self.empty)
            bad |= isinstance(value, InvalidAnswer)
            if not isinstance(value, InvalidAnswer):
                spelt.setdefault(str(value), []).append(place)
        known = _among(cell, _listed(spelt), filled=filled)
        named = known if filled else any_of([known, cell.is_null()])
        return make(cell, spelt, bad=negated(named) if bad else False, filled=filled)

    def _folded(self, make: Callable[..., _Column], variable: Variable) -> _Column:
        """Make a column of which no word is known, so that their spellings are folded."""
        named, plain, word = self._named(variable), self.plain[variable.key], self.words[variable.key]
        fit = self._fits(variable, word) if variable.several else _among(word, _listed(named), filled=True)
        bad = nw.when(plain).then(nw.lit(value=False)).otherwise(expression(negated(fit)))
        return make(word, named, bad=bad, filled=True)

    def _fits(self, variable: Variable, word: nw.Expr) -> nw.Expr:
        """Say whether a word, folded, is made of several that may stand together."""
        named, left_open = self._named(variable), {value.key for value in LEFT_OPEN}
        groups = [[*words] for value, words in named.items() if value in left_open]
        groups.append([word for value, words in named.items() if value not in left_open for word in words])
        each = ("|".join(filter(None, words)) for words in groups)
        return word.str.contains("^(?:" + "|".join(f"(?:{one})(?:{JOINT}(?:{one}))*" for one in each) + "|)$")

    def _named(self, variable: Variable) -> dict[str, list[str]]:
        """List the words that name each value, folded; an empty cell is a word too."""
        named: dict[str, list[str]] = {str(coded(variable, "", self.empty)): [""]}
        for token, value in tokens(variable.key).items():
            named.setdefault(value, []).append(token)
        return named

    def flag(self, key: str, value: str) -> Flag:
        """Say whether a value is coded; to be used from the next stage on."""
        if (key, value) not in self._flags:
            self._flags[key, value] = self.staged.flag(self.columns[key].has(value)) if key in self.columns else False
        return self._flags[key, value]

    def text(self, key: str) -> nw.Expr:
        """Give what stands in a variable's cells as text, without blanks around it; empty where nothing does."""
        if key not in self.names:
            return nw.lit("")
        cell, dtype = nw.col(self.names[key]), self.schema[self.names[key]]
        if isinstance(dtype, nw.Boolean):
            true, false = (nw.lit(word) for word in _TRUE_FALSE.values())
            told = nw.when(expression(_among(cell, (False,)))).then(false).otherwise(nw.lit(""))
            return nw.when(expression(_among(cell, (True,)))).then(true).otherwise(told)
        if isinstance(dtype, nw.Unknown):
            # Not its bare name, which is a word for an answer.
            return nw.when(cell.is_null()).then(nw.lit("")).otherwise(nw.lit(f"<{dtype}>"))
        if dtype.is_float():
            cell = nw.when(~cell.is_nan()).then(cell)
        # Where text stands as objects, as in older pandas, casting makes words of what is nothing.
        text = cell if isinstance(dtype, nw.String) else nw.when(~cell.is_null()).then(cell.cast(nw.String))
        return text.fill_null("").str.strip_chars(_BLANK)

    def said(self, means: str, level: Period | None, says: Truth | None, *, openly: bool = False) -> Flag:
        """Say whether a means was used at a level, or was not, or whether its answers contradict.

        Args:
            means: Its key.
            level: Of which period; None for any.
            says: YES or NO; None for a contradiction.
            openly: Whether to take the open reading, whatever the row's is.
        """
        keys = {level: means_key(means, level or "") for level in LEVELS}
        levels = tuple(level for level, key in keys.items() if key in self.columns)
        if self.sql and levels:
            return nw.col(self._said_in_sql((level, openly), self.sql)[means]) == SAID.index(says)
        closed = False if openly or says is None else self.closed
        readings = tuple(Reading) if not isinstance(closed, bool) else (Reading.CLOSED if closed else Reading.OPEN,)
        begun = BEGUN if self.attempt is not False else BEGUN[:1]
        axes: list[tuple[tuple[str, ...], str, Callable[[str], Flag]]] = [
            (readings, Reading.OPEN, lambda _: closed),
            (begun, BEGUN[0], lambda _: self.attempt),
            *((ANSWERS, Answer.NOT_CODED, partial(self.flag, keys[level])) for level in levels),
        ]
        return any_of(
            all_of(within(some, *axis) for some, axis in zip(box, axes, strict=True))
            for box in boxes_of(levels, readings, begun, level, says)
        )

    def _said_in_sql(self, asked: Level, sql: Sql) -> dict[str, str]:
        """Name the columns that have what is said of each means, as a number: it is looked up by the answers."""
        if asked not in self.said_by:
            level, openly = asked
            alike: dict[tuple[Any, ...], dict[str, str]] = {}
            for key in MEANS_KEYS:
                levels, meant, number = self._answered(key, openly=openly)
                alike.setdefault((levels, meant), {})[key] = number
            said = self.said_by[asked] = dict[str, str]()
            for (levels, meant), numbers in alike.items():
                entries = [SAID.index(said_at(levels, level, point)) for point in product(*meant)]
                said |= zip(numbers, sql.entries(self.staged, entries, [*numbers.values()]), strict=True)
        return self.said_by[asked]

    def _answered(self, means: str, *, openly: bool) -> tuple[tuple[Period | None, ...], tuple[Any, ...], str]:
        """Give the levels at which a means is coded, what places of values mean, and write their number in SQL."""
        keys = {each: means_key(means, each or "") for each in LEVELS}
        levels = tuple(each for each, key in keys.items() if key in self.columns)
        readings = {} if openly else {str(each): str(each) for each in Reading}
        axes: list[tuple[str, Mapping[str, str], str]] = [
            (READING.key, readings, Reading.OPEN if openly else self.reading),
            (EXPLOITATION_BEGAN.key, {Answer.NO: BEGUN[1]}, BEGUN[0]),
            *((keys[each], {answer: answer for answer in ANSWERS}, Answer.NOT_CODED) for each in levels),
        ]
        number, meant = "0", []
        for key, means_as, otherwise in axes:
            column = self.columns.get(key) if means_as else None
            meant.append([otherwise, *(means_as.get(value, otherwise) for value in (column.spelt if column else ()))])
            number = f"({number} * {len(meant[-1])} + {column.place})" if column else number
        return levels, tuple(map(tuple, meant)), number


class Judged(Rows):
    """The rows with what is read of them, and the rules that are not ruled out.

    Args:
        frame: Of any engine.
        period: Of which coercion is; None for any.
        also: Other levels at which coercion is asked for.
        more: As for `Rows`.
    """

    def __init__(self, frame: Frame, *, period: Period | str | None, also: Iterable[Level] = (), **more: Any) -> None:
        """Add what is read of the means."""
        super().__init__(frame, **more)
        self.period = None if period is None else Period(period)
        self.levels: list[Level] = [(self.period, False), *also]
        if self.closed is not False:
            self.levels.append((self.period, True))
        read: dict[tuple[Level, str, str], Flag] = {
            ((level, openly), key, says): self.said(key, level, Truth(says), openly=openly)
            for level, openly in self.levels
            for key in MEANS_KEYS
            for says in options(key)
        }
        dimensions = {
            (key, each): self.flag(key, each) for key in VARIABLES if key not in MEANS_KEYS for each in options(key)
        }
        self.staged.end()
        self.read = {at: self.staged.flag(flag) for at, flag in read.items()}
        self.read |= {(level, *at): flag for level in self.levels for at, flag in dimensions.items()}
        self.staged.end()

    def allowed(self, level: Level) -> list[Flag]:
        """For each rule, say whether it is not ruled out."""
        return [negated(ruled_out(rule.when, lambda *at: self.read[level, *at])) for rule in RULES]

    def judge(self) -> None:
        """Add what the verdict is made of."""
        asked, *_ = self.levels
        without = self.attempt if self.period is Period.EXPLOITATION else False
        mine = self.allowed(asked)
        rests: list[Flag] = []
        if (self.period, True) in self.levels:
            for rule, one, other in zip(RULES, mine, self.allowed((self.period, True)), strict=True):
                if rule.dimension == COERCION:
                    rests.append(all_of([other, negated(one)]))
        self.rules = [
            self.staged.flag(all_of([flag, negated(without)]) if rule.dimension == COERCION else flag)
            for rule, flag in zip(RULES, mine, strict=True)
        ]
        self.not_begun = without
        self.rests = self.staged.flag(all_of([any_of(rests), negated(without)]))
        self.staged.end()

    def code(self) -> nw.Expr:
        """Give the rules not ruled out as a number, as the core's verdicts have them; 0 for a row that is wrong."""
        code = as_bits(self.rules)
        return code if self.wrong is False else nw.when(expression(self.wrong)).then(small(0)).otherwise(code)

    def values(self) -> nw.Expr:
        """Give the seven as read as one number, a digit for each."""
        weight, digits = 1, []
        for key in VARIABLES:
            digit = small(len(options(key)) * weight)
            for place, value in reversed([*enumerate(options(key))]):
                flag = self.read[self.levels[0], key, value]
                digit = nw.when(expression(flag)).then(small(place * weight)).otherwise(digit)
            digits.append(digit)
            weight *= len(options(key)) + 1
        return sum_of(digits)

    def coercion(self, level: Level) -> nw.Expr:
        """Give the rules of coercion that are not ruled out at a level, as a number."""
        return as_bits(
            flag if rule.dimension == COERCION else False for rule, flag in zip(RULES, self.allowed(level), strict=True)
        )

    def counted(self, *, decided_only: bool) -> Flag:
        """Say whether a row is counted in a tally."""
        decided = [bits for bits, profile in enumerate(TABLES[TEXTS[0]]) if profile]
        return self.code().is_in(decided) if decided_only else negated(self.not_begun)

    def texts(self) -> list[Any]:
        """Look up the columns of text."""
        if not self.lazy:
            name = self.staged.prefix
            codes = self.staged.frame.with_columns(self.code().alias(name)).get_column(name)
            backend = self.original.implementation
            return [
                nw.new_series(name, table, nw.String, backend=backend)[codes].alias(name)
                for name, table in TABLES.items()
            ]
        kind = self.original.implementation
        if self.sql:
            number = self.staged.named(self.code())
            self.staged.end()
            self.sql.texts(self.staged, TABLES, number)
            self.staged.end()
            return [*map(nw.col, TEXTS)]
        if kind.is_polars() or kind.is_dask():
            code = self.staged.column(self.code())
            self.staged.end()
            return [
                code.replace_strict(range(len(table)), table, return_dtype=nw.String).alias(name)
                for name, table in TABLES.items()
            ]
        return [self.where_right(grown(choices(place), self.rules)).alias(name) for place, name in enumerate(TEXTS)]

    def where_right(self, result: nw.Expr) -> nw.Expr:
        """Give a result for the rows that are right, and null for others."""
        return result if self.wrong is False else nw.when(expression(negated(self.wrong))).then(result)
