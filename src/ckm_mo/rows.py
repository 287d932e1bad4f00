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
    YES_NO,
    Role,
    Variable,
    means_key,
    misspelt,
    normalise,
    takes,
    tokens,
)
from ckm_mo.codebook import OPEN as LEFT_OPEN
from ckm_mo.engines import LOOK_UP, QUOTES, Frame, Staged, places_in
from ckm_mo.errors import (
    DataError,
    Gathered,
    InvalidAnswer,
    MisspeltColumn,
    RepeatedVariable,
    TakenColumn,
    UnfitColumn,
)
from ckm_mo.lowering import (
    ANSWERS,
    BEGUN,
    MEANS_KEYS,
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
    small,
    sum_of,
    within,
)
from ckm_mo.messages import Word
from ckm_mo.rules import COERCION, RULES

SAMPLE: Final = 1000
"""How many cells of a column are looked at first, to learn how its words are spelt."""


_TRUE_FALSE: Final = {True: YES_NO[0].key, False: YES_NO[1].key}


_FEW: Final = 3
"""How many comparisons are quicker than looking a word up in a set."""

_MANY: Final = 16
"""Likewise where a column is looked through for other words."""

_NO_VALUE: Final = -1
"""What stands for the value of a word that names none."""


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
    """

    variable: Variable
    name: str
    word: nw.Expr
    spelt: Mapping[str, Sequence[Any]]
    empty: str = ""
    bad: Flag = False
    filled: bool = False

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


def _fold(text: nw.Expr, words: Iterable[str]) -> nw.Expr:
    """Fold spellings as `codebook.normalise` does, and blanks around what joins several values, as far as words ask."""
    letters = " ".join(words)
    for letter in _LIGATURES:
        if letter.casefold().rstrip("\u0307") in letters:
            text = text.str.replace_all(letter, letter.casefold(), literal=True)
    text = text.str.to_lowercase().str.replace_all(f"[{_BLANK}_-]+", "_")
    return text.str.replace_all(f"_?{JOINT}_?", JOINT).str.strip_chars("_")


def _text(cell: object) -> str:
    """Give the word of an object: its text, yes or no for what is true or false, else what can be no word."""
    if type(cell).__name__ in {"bool", "bool_"}:
        return _TRUE_FALSE[bool(cell)]
    return cell if isinstance(cell, str) else f"{type(cell).__name__} {cell!r}"


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
        self.in_sql = frame.implementation in LOOK_UP
        self.original = frame
        self.reading = Reading(reading)
        self.empty = empty
        self.gathered = Gathered()
        self.schema = frame.collect_schema()
        self.names = self._names(ignore, taken)
        self.staged = Staged(frame if self.lazy else self._of_words())
        coded = [variable for variable in CODED if variable.key in self.names]
        self.numbers = self._numbers(coded)
        folded = [variable for variable in coded if self._is_folded(variable)]
        self.places: dict[str, str] = {}
        self.plain = {variable.key: self._plain(variable) for variable in folded}
        self.staged.end()
        self.words = {variable.key: self.staged.named(self._word(variable)) for variable in folded}
        self.staged.end()
        columns = [self._column(variable) for variable in coded]
        self.staged.end()
        self.columns = {each.variable.key: each for each in columns if each}
        self._flags: dict[tuple[str, str], Flag] = {}
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
        self.wrong = any_of([*self.bad.values(), *self.clash.values()])

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
        for name in self.names.values():
            if self.schema[name] == nw.Object:
                cells = frame.get_column(name)
                words = [
                    None if null else _text(cell)
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

    def _plain(self, variable: Variable) -> nw.Expr:
        """Say whether a word stands in a cell as it would be folded."""
        if self.in_sql:
            quote = QUOTES[self.original.implementation]
            name = quote + self.names[variable.key].replace(quote, 2 * quote) + quote
            self.places[variable.key] = self.staged.sql(self._place(f"CAST({name} AS STRING)", variable))
            return nw.col(self.places[variable.key]) != _NO_VALUE
        text = self._cell(variable).fill_null("")
        return self.staged.column(expression(_among(text, _listed(self._named(variable)), filled=True)))

    def _place(self, text: str, variable: Variable) -> str:
        """Write in SQL the place of the value that a word names among all that have words; -1 where it names none.

        To ask narwhals for it takes Spark seconds longer to plan. Comparisons are quicker than `IN`: of five words in a
        set DuckDB makes a join, with all columns, and Spark takes twice as long for all.
        """
        named = self._named(variable)
        # Of context nothing is asked but whether it is right.
        groups = [_listed(named)] if variable.role is Role.CONTEXT else named.values()
        cases = (
            f"WHEN {text} = '" + f"' OR {text} = '".join(words) + f"' THEN {place}"
            for place, words in enumerate(groups)
        )
        return f"CASE WHEN {text} IS NULL THEN 0 {' '.join(cases)} ELSE {_NO_VALUE} END"

    def _word(self, variable: Variable) -> nw.Expr:
        """Give the word in a cell, folded as far as need be; in SQL only where that was."""
        plain, text, words = self.plain[variable.key], self._cell(variable), _listed(self._named(variable))
        if self.in_sql:
            return nw.when(~plain).then(_fold(text, words))
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
        if isinstance(dtype, nw.Boolean) and [each.key for each in variable.values] == [*_TRUE_FALSE.values()]:
            return make(cell, {key: (truth,) for truth, key in _TRUE_FALSE.items()})
        if isinstance(dtype, nw.Unknown) and self.lazy:
            return make(cell, {}, bad=~cell.is_null())
        if not self.lazy:
            series = self.staged.frame.get_column(name)
            if (series.is_null() | series.is_nan() if dtype.is_float() else series.is_null()).all():
                return None
        allowed = tuple(Word(value.key, value.dutch) for value in takes(variable))
        self.refuse(UnfitColumn(column=name, variable=variable.key, dtype=str(dtype), allowed=allowed))
        return None

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
        named, plain, word = self._named(variable), self.plain[variable.key], nw.col(self.words[variable.key])
        cell, spelt = word, dict[str, list[Any]](named)
        fit = _among(word, _listed(named), filled=True)
        if self.in_sql:
            place = self.places[variable.key]
            folded = self._place(self.words[variable.key], variable)
            cell = nw.col(self.staged.sql(f"CASE WHEN {place} <> {_NO_VALUE} THEN {place} ELSE {folded} END"))
            spelt = {value: [place] for place, value in enumerate(named)}
            plain, fit = cell != _NO_VALUE, False
        if variable.several:
            left_open = {value.key for value in LEFT_OPEN}
            groups = [[*words] for value, words in named.items() if value in left_open]
            groups.append([word for value, words in named.items() if value not in left_open for word in words])
            each = ("|".join(filter(None, words)) for words in groups)
            fit = word.str.contains("^(?:" + "|".join(f"(?:{one})(?:{JOINT}(?:{one}))*" for one in each) + "|)$")
        bad = nw.when(plain).then(nw.lit(value=False)).otherwise(expression(negated(fit)))
        return make(cell, spelt, bad=bad, filled=True)

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


Level = tuple[Period | None, bool]
"""At which level the means are asked for, and whether openly whatever a row's reading is."""


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
        if kind in LOOK_UP:
            number = self.staged.named(self.code())
            self.staged.end()
            for name, table in TABLES.items():
                texts = ", ".join("NULL" if text is None else f"'{text}'" for text in table)
                self.staged.written[name] = LOOK_UP[kind].format(texts, number)
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
