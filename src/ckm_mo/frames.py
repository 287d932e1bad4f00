"""Data frames: the verdicts on their rows, in the engine that the frame is of.

One row is one case, as in a table. Every engine that narwhals carries runs the
same expressions, which are lowered from the rules and from what the core says of
the answers to a means, in stages:

    words     each coded cell to its answers: true or false for each answer
    means     used, and not used, for each means at the level that is asked
    rules     for each rule: not ruled out
    results   looked up in what the core's verdicts say of those

Nothing of it is ever null, so that nothing depends on an engine's logic of nulls.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial, reduce
from itertools import product
from operator import and_, or_
from typing import Any, Final

from attrs import frozen

from ckm_mo.answers import LEVELS, PERIODS, Answer, Period, Reading, Triple, Truth, close, deduce, truth
from ckm_mo.cases import JOINT, Case, coded, counts_as, parse, values
from ckm_mo.classification import OPEN, VARIABLES, Verdict, judge, options, outcomes_left
from ckm_mo.codebook import (
    CODED,
    EXPLOITATION_BEGAN,
    HEADERS,
    IDENTIFIERS,
    MEANS,
    NOT_CODED,
    READING,
    UNKNOWN,
    VARIABLE,
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
from ckm_mo.errors import (
    SHOWN_ERRORS,
    Contradiction,
    DataError,
    Gathered,
    InvalidAnswer,
    InvalidInput,
    MissingExtra,
    MissingId,
    MisspeltColumn,
    RepeatedId,
    RepeatedVariable,
    TakenColumn,
    UnfitColumn,
)
from ckm_mo.messages import Word
from ckm_mo.rules import COERCION, RULES, AllOf, Condition, Is
from ckm_mo.tallies import Counting, Entry, Tally, counted

try:
    import narwhals.stable.v2 as nw
    from narwhals.stable.v2.typing import IntoFrameT
except ImportError as missing:
    raise MissingExtra(feature="frames", package="narwhals", extra="frames") from missing

_DIMENSIONS: Final = tuple(dict.fromkeys(rule.dimension for rule in RULES))
_TEXTS: Final = ("profile", "possible", "outside", *(f"{dimension}_outcome" for dimension in _DIMENSIONS))

RESULTS: Final = (*_TEXTS, "not_begun", "rests_on_silence")
"""The columns that `classify_frame` adds."""

SAMPLE: Final = 1000
"""How many cells of a column are looked at first, to learn how its words are spelt."""

_CASE_ID, _, _OFFENDER, _ = (variable.key for variable in IDENTIFIERS)
_MEANS: Final = tuple(key for key, _, _ in MEANS)
_ANSWERS: Final = tuple(map(str, Answer))
_TRUE_FALSE: Final = {True: YES_NO[0].key, False: YES_NO[1].key}
_FEW: Final = 3
"""How many comparisons are quicker than looking a word up in a set."""

_MANY: Final = 16
"""Likewise where a column is looked through for other words."""

_SMALL: Final = 1 << 7
"""How many places a byte has room for."""

_NO_VALUE: Final = -1
"""What stands for the value of a word that names none."""

_BLANK: Final = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_LIGATURES: Final = "\xdf\u0130\u017f\u1e9e\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06"
"""What casefolding makes ASCII letters of and lower case does not, or not in every engine."""

Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]
Flag = nw.Expr | bool
"""What is true or false of each row, and never null; a constant where it is the same for all."""


def _any(flags: Iterable[Flag]) -> Flag:
    some = [flag for flag in flags if flag is not False]
    return reduce(or_, some) if some and not any(flag is True for flag in some) else bool(some)


def _all(flags: Iterable[Flag]) -> Flag:
    some = [flag for flag in flags if flag is not True]
    return reduce(and_, some) if some and not any(flag is False for flag in some) else not some


def _not(flag: Flag) -> Flag:
    return not flag if isinstance(flag, bool) else ~flag


def _expression(flag: Flag) -> nw.Expr:
    return nw.lit(flag) if isinstance(flag, bool) else flag


# What the core says, lowered.

Box = tuple[tuple[str, ...], ...]
"""Along each axis the values that are inside."""


def boxes(axes: Sequence[tuple[str, ...]], holds: Callable[..., bool | None]) -> tuple[Box, ...]:
    """Cover all points at which something holds with boxes, each as large as can be.

    Args:
        axes: The values along each axis.
        holds: Whether it does at a point; None where that does not matter.
    """
    points = list(product(*axes))
    said = [holds(*point) for point in points]
    left, free = (
        sum(1 << place for place, each in enumerate(said) if each in some) for some in ((True,), (True, None))
    )
    slices = [
        {value: sum(1 << place for place, point in enumerate(points) if point[axis] == value) for value in every}
        for axis, every in enumerate(axes)
    ]

    def inside(box: Sequence[set[str]]) -> int:
        return reduce(and_, (sum(slices[axis][value] for value in some) for axis, some in enumerate(box)))

    found = []
    while left:
        box = [{value} for value in points[(left & -left).bit_length() - 1]]
        for axis, every in enumerate(axes):
            for value in every:
                box[axis].add(value)
                if inside(box) & ~free:
                    box[axis].remove(value)
        found.append(tuple(tuple(filter(some.__contains__, every)) for every, some in zip(axes, box, strict=True)))
        left &= ~inside(box)
    return tuple(found)


_BEGUN: Final = ("begun", "attempt")


@cache
def _boxes(
    levels: tuple[Period | None, ...],
    readings: tuple[str, ...],
    begun: tuple[str, ...],
    level: Period | None,
    says: Truth | None,
) -> tuple[Box, ...]:
    """Cover the answers to a means of which the core says something.

    Args:
        levels: Those that have a column; at others nothing is coded.
        readings: What silence may mean, one of these in each row.
        begun: Likewise, whether the exploitation began.
        level: Which is asked.
        says: What of it; None for a contradiction.

    Returns:
        Boxes along `readings`, `begun`, and the answers at each of `levels`.
    """

    def holds(reading: str, began: str, *answers: str) -> bool | None:
        at = dict(zip(levels, map(Answer, answers), strict=True))
        triple: Triple = tuple(at.get(each, Answer.NOT_CODED) for each in LEVELS)  # type: ignore[assignment]  # three
        left = deduce(triple, begun=began == _BEGUN[0])
        if says is None:
            return not left
        if not left:
            return None
        return truth(close(triple, left) if reading == Reading.CLOSED else left, level) is says

    return boxes((readings, begun, *(_ANSWERS for _ in levels)), holds)


def _ruled_out(condition: Condition, read: Callable[[str, str], Flag]) -> Flag:
    """Say whether no completion makes a condition true; `read` says whether a variable is read as a value.

    A condition reads each variable at most once, so its parts are ruled out each for itself.
    """
    if isinstance(condition, Is):
        return _any(read(condition.variable, each) for each in options(condition.variable) if each != condition.value)
    parts = [_ruled_out(part, read) for part in condition.parts]
    return _any(parts) if isinstance(condition, AllOf) else _all(parts)


@cache
def _results(bits: int) -> tuple[str | None, ...] | None:
    """Give the texts of the verdict that has these rules not ruled out; None where no case can have it."""
    if not all(outcomes_left(bits, dimension) for dimension in _DIMENSIONS if dimension != COERCION):
        return None
    verdict = Verdict(bits, Reading.OPEN, None, not_begun=False, rests_on_silence=False)
    lines = (getattr(verdict, dimension) for dimension in _DIMENSIONS)
    return verdict.profile, JOINT.join(verdict.possible) or None, verdict.outside, *lines


@cache
def _tree(text: int, place: int = 0, bits: int = 0) -> Any:
    """Choose a text of the verdict by one flag of a rule after another.

    Returns:
        A text; or the place of a flag, what is chosen with it and without it; or `...` where no case comes.
    """
    if place == len(RULES):
        texts = _results(bits)
        return ... if texts is None else texts[text]
    having, without = (_tree(text, place + 1, bits | bit << place) for bit in (1, 0))
    if having is ... or having == without:
        return without
    return having if without is ... else (place, having, without)


def _grown(tree: Any, flags: Sequence[Flag]) -> nw.Expr:
    """Make an expression of a tree."""
    if not isinstance(tree, tuple):
        return nw.lit(tree, dtype=nw.String)
    place, having, without = tree
    flag = flags[place]
    if isinstance(flag, bool):
        return _grown(having if flag else without, flags)
    return nw.when(flag).then(_grown(having, flags)).otherwise(_grown(without, flags))


# Words.


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
        return _any([_among(self.word, self.spelt.get(value, ()), filled=self.filled), null])


def _listed(named: Mapping[str, Sequence[str]]) -> list[str]:
    """List all words."""
    return [word for words in named.values() for word in words]


def _among(word: nw.Expr, words: Sequence[Any], *, filled: bool = False) -> Flag:
    """Say whether a word is one of some; `filled` where it is never null."""
    flags = [word.is_in(words)] if len(words) > _FEW else [word == each for each in words]
    return _any(flag if filled else flag.fill_null(value=False) for flag in flags)


def _fold(text: nw.Expr, words: Iterable[str]) -> nw.Expr:
    """Fold spellings as `codebook.normalise` does, and blanks around what joins several values, as far as words ask."""
    letters = " ".join(words)
    for letter in _LIGATURES:
        if letter.casefold().rstrip("\u0307") in letters:
            text = text.str.replace_all(letter, letter.casefold(), literal=True)
    text = text.str.to_lowercase().str.replace_all(f"[{_BLANK}_-]+", "_")
    return text.str.replace_all(f"_?{JOINT}_?", JOINT).str.strip_chars("_")


class _Staged:
    """A frame, and what is added to it, stage by stage."""

    def __init__(self, frame: Frame) -> None:
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
            self.frame = _with(self.frame, self.waiting)
            self.waiting = []
        if self.written:
            self.frame = _with_sql(self.frame, self.written)
            self.written = {}


def _with_sql(frame: Any, columns: Mapping[str, str]) -> Any:
    """Add columns to a frame of an engine that runs SQL."""
    native = frame.to_native()
    all_of = ["*", *(f"{expression} AS {name}" for name, expression in columns.items())]
    return nw.from_native(
        native.selectExpr(*all_of) if hasattr(native, "selectExpr") else native.project(", ".join(all_of))
    )


def _with(frame: Any, columns: Sequence[nw.Expr | nw.Series[Any]]) -> Any:
    """Add columns to a frame."""
    if not frame.implementation.is_dask():
        return frame.with_columns(*columns)
    # Dask plans each expression for itself, which takes it minutes: so each part is a pandas frame.
    native = frame.to_native()
    return nw.from_native(native.map_partitions(_with_part, columns, meta=_with_part(native._meta, columns)))  # noqa: SLF001


def _with_part(part: Any, columns: Sequence[Any]) -> Any:
    return nw.from_native(part).with_columns(*columns).to_native()


class _Rows:
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
        counts_as(empty)
        self.lazy = isinstance(frame, nw.LazyFrame)
        self.in_sql = frame.implementation in _LOOK_UP
        self.original = frame
        self.reading = Reading(reading)
        self.empty = empty
        self.gathered = Gathered()
        self.schema = frame.collect_schema()
        self.names = self._names(ignore, taken)
        self.staged = _Staged(frame if self.lazy else self._of_words())
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
                self.flag(READING.key, other) if other is Reading.CLOSED else _not(self.flag(READING.key, other))
            )
        clash = {key: self.said(key, None, None) for key in _MEANS}
        self.staged.end()
        self.clash = {key: self.staged.flag(each) for key, each in clash.items()}
        self.staged.end()
        self.wrong = _any([*self.bad.values(), *self.clash.values()])

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
            found = [*threads.map(_places, columns.values())]
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
            quote = _QUOTES[self.original.implementation]
            name = quote + self.names[variable.key].replace(quote, 2 * quote) + quote
            self.places[variable.key] = self.staged.sql(self._place(f"CAST({name} AS STRING)", variable))
            return nw.col(self.places[variable.key]) != _NO_VALUE
        text = self._cell(variable).fill_null("")
        return self.staged.column(_expression(_among(text, _listed(self._named(variable)), filled=True)))

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
        named = known if filled else _any([known, cell.is_null()])
        return make(cell, spelt, bad=_not(named) if bad else False, filled=filled)

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
        bad = nw.when(plain).then(nw.lit(value=False)).otherwise(_expression(_not(fit)))
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
            told = nw.when(_expression(_among(cell, (False,)))).then(false).otherwise(nw.lit(""))
            return nw.when(_expression(_among(cell, (True,)))).then(true).otherwise(told)
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
        begun = _BEGUN if self.attempt is not False else _BEGUN[:1]
        axes: list[tuple[tuple[str, ...], str, Callable[[str], Flag]]] = [
            (readings, Reading.OPEN, lambda _: closed),
            (begun, _BEGUN[0], lambda _: self.attempt),
            *((_ANSWERS, Answer.NOT_CODED, partial(self.flag, keys[level])) for level in levels),
        ]
        return _any(
            _all(_within(some, *axis) for some, axis in zip(box, axes, strict=True))
            for box in _boxes(levels, readings, begun, level, says)
        )


def _within(some: Sequence[str], every: Sequence[str], otherwise: str, has: Callable[[str], Flag]) -> Flag:
    """Say whether one of some values is there.

    Args:
        some: The values.
        every: All that may be there.
        otherwise: That of them which is there where no other is.
        has: Says of any other whether it is.
    """
    if len(some) == len(every):
        return True
    if otherwise in some:
        return _not(_any(has(value) for value in every if value not in some))
    return _any(map(has, some))


def _text(cell: object) -> str:
    """Give the word of an object: its text, yes or no for what is true or false, else what can be no word."""
    if type(cell).__name__ in {"bool", "bool_"}:
        return _TRUE_FALSE[bool(cell)]
    return cell if isinstance(cell, str) else f"{type(cell).__name__} {cell!r}"


def _places(cells: Any) -> tuple[Any, Iterable[Any]]:
    """Give the place of each cell's word among all that a column of pandas has, -1 where there is none."""
    if cells.dtype == "category":
        return cells.cat.codes.to_numpy(), cells.cat.categories
    places, words = cells.factorize()
    # The smaller a number is, the sooner it is compared.
    return places.astype("int8") if len(words) < _SMALL else places, words


Level = tuple[Period | None, bool]
"""At which level the means are asked for, and whether openly whatever a row's reading is."""


class _Judged(_Rows):
    """The rows with what is read of them, and the rules that are not ruled out.

    Args:
        frame: Of any engine.
        period: Of which coercion is; None for any.
        also: Other levels at which coercion is asked for.
        more: As for `_Rows`.
    """

    def __init__(self, frame: Frame, *, period: Period | str | None, also: Iterable[Level] = (), **more: Any) -> None:
        super().__init__(frame, **more)
        self.period = None if period is None else Period(period)
        self.levels: list[Level] = [(self.period, False), *also]
        if self.closed is not False:
            self.levels.append((self.period, True))
        read: dict[tuple[Level, str, str], Flag] = {
            ((level, openly), key, says): self.said(key, level, Truth(says), openly=openly)
            for level, openly in self.levels
            for key in _MEANS
            for says in options(key)
        }
        dimensions = {
            (key, each): self.flag(key, each) for key in VARIABLES if key not in _MEANS for each in options(key)
        }
        self.staged.end()
        self.read = {at: self.staged.flag(flag) for at, flag in read.items()}
        self.read |= {(level, *at): flag for level in self.levels for at, flag in dimensions.items()}
        self.staged.end()

    def allowed(self, level: Level) -> list[Flag]:
        """For each rule, say whether it is not ruled out."""
        return [_not(_ruled_out(rule.when, lambda *at: self.read[level, *at])) for rule in RULES]

    def judge(self) -> None:
        """Add what the verdict is made of."""
        asked, *_ = self.levels
        without = self.attempt if self.period is Period.EXPLOITATION else False
        mine = self.allowed(asked)
        rests: list[Flag] = []
        if (self.period, True) in self.levels:
            for rule, one, other in zip(RULES, mine, self.allowed((self.period, True)), strict=True):
                if rule.dimension == COERCION:
                    rests.append(_all([other, _not(one)]))
        self.rules = [
            self.staged.flag(_all([flag, _not(without)]) if rule.dimension == COERCION else flag)
            for rule, flag in zip(RULES, mine, strict=True)
        ]
        self.not_begun = without
        self.rests = self.staged.flag(_all([_any(rests), _not(without)]))
        self.staged.end()

    def code(self) -> nw.Expr:
        """Give the rules not ruled out as a number, as the core's verdicts have them; 0 for a row that is wrong."""
        code = _bits(self.rules)
        return code if self.wrong is False else nw.when(_expression(self.wrong)).then(_small(0)).otherwise(code)

    def values(self) -> nw.Expr:
        """Give the seven as read as one number, a digit for each."""
        weight, digits = 1, []
        for key in VARIABLES:
            digit = _small(len(options(key)) * weight)
            for place, value in reversed([*enumerate(options(key))]):
                flag = self.read[self.levels[0], key, value]
                digit = nw.when(_expression(flag)).then(_small(place * weight)).otherwise(digit)
            digits.append(digit)
            weight *= len(options(key)) + 1
        return _sum(digits)

    def coercion(self, level: Level) -> nw.Expr:
        """Give the rules of coercion that are not ruled out at a level, as a number."""
        return _bits(
            flag if rule.dimension == COERCION else False for rule, flag in zip(RULES, self.allowed(level), strict=True)
        )

    def counted(self, *, decided_only: bool) -> Flag:
        """Say whether a row is counted in a tally."""
        decided = [bits for bits, profile in enumerate(_TABLES[_TEXTS[0]]) if profile]
        return self.code().is_in(decided) if decided_only else _not(self.not_begun)

    def texts(self) -> list[Any]:
        """Look up the columns of text."""
        if not self.lazy:
            name = self.staged.prefix
            codes = self.staged.frame.with_columns(self.code().alias(name)).get_column(name)
            backend = self.original.implementation
            return [
                nw.new_series(name, table, nw.String, backend=backend)[codes].alias(name)
                for name, table in _TABLES.items()
            ]
        kind = self.original.implementation
        if kind in _LOOK_UP:
            number = self.staged.named(self.code())
            self.staged.end()
            for name, table in _TABLES.items():
                texts = ", ".join("NULL" if text is None else f"'{text}'" for text in table)
                self.staged.written[name] = _LOOK_UP[kind].format(texts, number)
            self.staged.end()
            return [*map(nw.col, _TEXTS)]
        if kind.is_polars() or kind.is_dask():
            code = self.staged.column(self.code())
            self.staged.end()
            return [
                code.replace_strict(range(len(table)), table, return_dtype=nw.String).alias(name)
                for name, table in _TABLES.items()
            ]
        return [self.where_right(_grown(_tree(place), self.rules)).alias(name) for place, name in enumerate(_TEXTS)]

    def where_right(self, result: nw.Expr) -> nw.Expr:
        """Give a result for the rows that are right, and null for others."""
        return result if self.wrong is False else nw.when(_expression(_not(self.wrong))).then(result)


def _bits(flags: Iterable[Flag]) -> nw.Expr:
    """Give flags as one number, the first of them as its lowest bit."""
    bits = [(flag, 1 << place) for place, flag in enumerate(flags)]
    sure = _small(sum(bit for flag, bit in bits if flag is True))
    return _sum([sure, *(flag.cast(nw.Int16) * _small(bit) for flag, bit in bits if not isinstance(flag, bool))])


def _small(number: int) -> nw.Expr:
    return nw.lit(number, dtype=nw.Int16)


def _sum(numbers: Iterable[nw.Expr]) -> nw.Expr:
    return reduce(lambda one, other: one + other, numbers)


_TABLES: Final = {
    name: [None if texts is None else texts[place] for texts in map(_results, range(1 << len(RULES)))]
    for place, name in enumerate(_TEXTS)
}


_LOOK_UP: Final = {
    nw.Implementation.DUCKDB: "list_extract([{}], {} + 1)",
    nw.Implementation.PYSPARK: "element_at(array({}), {} + 1)",
    nw.Implementation.PYSPARK_CONNECT: "element_at(array({}), {} + 1)",
}
"""How SQL looks a text up by its number, since narwhals cannot, and a tree of choices takes ten times as long."""

_QUOTES: Final = {each: '"' if each is nw.Implementation.DUCKDB else "`" for each in _LOOK_UP}
"""What stands around a name in SQL."""


# What is asked of a frame.


def classify_frame(
    frame: IntoFrameT,
    *,
    reading: Reading | str = Reading.OPEN,
    period: Period | str | None = None,
    empty: str = NOT_CODED,
    ignore: Iterable[str] = (),
) -> IntoFrameT:
    """Classify every row of a data frame.

    Args:
        frame: Of any engine that narwhals carries. One row is one case; columns are as in a table, in either language.
        reading: What silence means, for rows that do not say so themselves.
        period: Of which period coercion is; None for any.
        empty: What an empty cell counts as: `not_coded` or `not_stated`.
        ignore: Columns that look like a misspelt variable and are meant.

    Returns:
        The same kind of frame, with the columns of `RESULTS` behind its own. A lazy frame stays lazy.

    Raises:
        InvalidInput: With all that is wrong with the frame; of one that is lazy, with its headers and types.

    Unknown:
        None, NaN and empty cells, and columns that are not there, are "not coded". A row of a lazy frame that is wrong
        is null in every column that is added; `check_frame` names it.
    """
    wrapped = _wrapped(frame)
    rows = _Judged(wrapped, reading=reading, period=period, empty=empty, ignore=ignore, taken=RESULTS)
    if not rows.lazy:
        _gather(rows)
        rows.wrong = False  # a row that is wrong has been gathered, and is refused now
    rows.gathered.check()
    rows.judge()
    flags = zip(RESULTS[len(_TEXTS) :], (rows.not_begun, rows.rests), strict=True)
    results = [
        *rows.texts(),
        *(rows.where_right(_expression(flag)).alias(name) for name, flag in flags),
    ]
    if rows.lazy:
        classified = _with(rows.staged.frame, results).select(*rows.schema.names(), *RESULTS)
    else:
        found = rows.staged.frame.with_columns(*results)
        classified = wrapped.with_columns(*(found.get_column(name) for name in RESULTS))
    same: IntoFrameT = classified.to_native()
    return same


def check_frame(
    frame: IntoFrameT,
    *,
    empty: str = NOT_CODED,
    ignore: Iterable[str] = (),
) -> InvalidInput | None:
    """Find all that is wrong with the rows, the headers and the types of a data frame. A lazy one is run for it.

    Args:
        frame: As for `classify_frame`.
        empty: What an empty cell counts as: `not_coded` or `not_stated`.
        ignore: Columns that look like a misspelt variable and are meant.

    Returns:
        The first hundred errors, and how many there are beyond those; None where all is right. A row is numbered as
        it would be in a file, the header being 1; rows of an engine without an order have their case's id alone.
    """
    wrapped = _wrapped(frame)
    rows = _Rows(wrapped, reading=Reading.OPEN, empty=empty, ignore=ignore)
    _gather(rows)
    try:
        rows.gathered.check()
    except InvalidInput as refused:
        return refused
    return None


def _wrapped(frame: Any) -> Any:
    """Look at a frame through narwhals, which takes no name of a column twice."""
    try:
        wrapped: Any = nw.from_native(frame)
        wrapped.collect_schema()
    except nw.exceptions.DuplicateError:
        names = getattr(frame, "column_names", None) or [*frame.columns]
        gathered = Gathered()
        for name in (name for name, times in Counter(names).items() if times > 1):
            gathered.add(RepeatedVariable(column=str(name), variable=str(name), written=(str(name), str(name))))
        gathered.check()
    return wrapped


FIRST_ROW: Final = 2
"""The number of the first row, as a spreadsheet numbers them below a header."""


def _gather(rows: _Rows) -> None:
    """Gather what is wrong with the rows."""
    frame, identified = rows.staged.frame, _CASE_ID in rows.names
    nameless: Flag = False
    again: Flag = False
    if identified and not rows.lazy:
        ids, repeated = (f"{rows.staged.prefix}_{name}" for name in ("id", "repeated"))
        frame = frame.with_columns(rows.text(_CASE_ID).alias(ids))
        named = frame.get_column(ids)
        # Ids that rise are there and distinct, which is sooner seen than sought.
        if not (named > named.shift(1).fill_null("")).all():
            # Among those that are left of the rows, others would be first.
            frame = frame.with_columns((~nw.col(ids).is_first_distinct()).alias(repeated))
            nameless = nw.col(ids) == ""
            again = nw.col(repeated) & ~nameless
    kinds = {
        InvalidAnswer.sentence: [*rows.bad.values()],
        Contradiction.sentence: [*rows.clash.values()],
        MissingId.sentence: [nameless],
        RepeatedId.sentence: [again],
    }
    found = Counter({kind: _count(frame, flags) for kind, flags in kinds.items()})
    if found.total():
        wrong = _any([rows.wrong, nameless, again])
        _gather_rows(rows, _numbered(rows, frame).filter(wrong), again, found)
    if identified and rows.lazy:
        _gather_ids(rows)


def _count(frame: Any, flags: Iterable[Flag]) -> int:
    """Count how often flags are true."""
    counts = [nw.when(flag).then(_small(1)).otherwise(_small(0)) for flag in flags if not isinstance(flag, bool)]
    if not counts:
        return 0
    total = frame.select(_sum(counts).cast(nw.Int64).sum().alias("count"))
    return int(_collected(total).item(0, "count") or 0)


def _collected(frame: Any) -> Any:
    return frame.collect() if isinstance(frame, nw.LazyFrame) else frame


def _numbered(rows: _Rows, frame: Any) -> Any:
    """Add the place of each row; of those that have no order one that makes them row 0."""
    place = f"{rows.staged.prefix}_row"
    if not rows.lazy:
        return frame.with_row_index(place)
    if rows.original.implementation.is_polars():
        return nw.from_native(frame.to_native().with_row_index(place))
    return frame.with_columns(nw.lit(-FIRST_ROW).alias(place))


def _gather_rows(rows: _Rows, frame: Any, again: Flag, found: Counter[str]) -> None:
    """Gather the errors of the first rows that are wrong, and count those of the others.

    Args:
        rows: Of the whole frame.
        frame: The rows that are wrong.
        again: Whether a row's id was used before.
        found: How many errors there are of each kind.
    """
    coded = [column.variable for column in rows.columns.values()]
    frame = frame.select(
        nw.col(f"{rows.staged.prefix}_row").alias("row"),
        _expression(again).alias("again"),
        rows.text(_CASE_ID).alias(_CASE_ID),
        *(rows.text(variable.key).alias(variable.key) for variable in coded),
    )
    frame = frame.sort(*(["row", _CASE_ID] if rows.lazy else ["row"]))
    for place, repeated, case_id, *cells in _collected(frame.head(SHOWN_ERRORS)).iter_rows():
        written = [(rows.names[each.key], cell) for each, cell in zip(coded, cells, strict=True)]
        _, errors = parse(coded, written, empty=rows.empty)
        if repeated:
            errors.append(RepeatedId(column=rows.names[_CASE_ID], value=case_id))
        elif found[MissingId.sentence] and not case_id:
            errors.append(MissingId(column=rows.names[_CASE_ID]))
        for error in errors:
            if len(rows.gathered.errors) < SHOWN_ERRORS:
                found[error.sentence] -= 1
                rows.gathered.add(error.at(row=place + FIRST_ROW, case_id=case_id))
    rows.gathered.more += +found


def _gather_ids(rows: _Rows) -> None:
    """Gather the ids that are missing or that several rows have, where rows have no order."""
    column = rows.names[_CASE_ID]
    ids = rows.staged.frame.select(rows.text(_CASE_ID).alias(_CASE_ID)).group_by(_CASE_ID).agg(nw.len().alias("rows"))
    wrong = ids.filter((nw.col(_CASE_ID) == "") | (nw.col("rows") > 1))
    count = nw.col("rows") - nw.when(nw.col(_CASE_ID) != "").then(nw.lit(1)).otherwise(nw.lit(0))
    total = _collected(wrong.with_columns(count.cast(nw.Int64).alias("rows")))
    for case_id, times in total.sort(_CASE_ID).iter_rows():
        for _ in range(times):
            rows.gathered.add(RepeatedId(column=column, value=case_id) if case_id else MissingId(column=column))


def tally_frame(  # noqa: PLR0913 - what a tally is made of, and a frame
    frame: IntoFrameT,
    *,
    reading: Reading | str = Reading.OPEN,
    period: Period | str | None = None,
    empty: str = NOT_CODED,
    by: str | None = None,
    decided_only: bool = False,
    ignore: Iterable[str] = (),
) -> Tally:
    """Count the verdicts on the rows of a data frame: the tally that its cases give.

    What is counted is grouped in the engine, and only the groups, the offenders and what is wrong leave it.

    Args:
        frame: As for `classify_frame`.
        reading: What silence means, for rows that do not say so themselves.
        period: Of which period coercion is; None for any.
        empty: What an empty cell counts as: `not_coded` or `not_stated`.
        by: One of `tallies.GROUPING`, to tally each of its values too.
        decided_only: Count decided cases alone.
        ignore: Columns that look like a misspelt variable and are meant.

    Returns:
        The tally.

    Raises:
        InvalidGrouping: If `by` is none of them.
        InvalidInput: With all that is wrong with the frame.

    Unknown:
        As in `Tally`: an undecided case counts for every profile that it may have.
    """
    counting = Counting(Tally(Reading(reading), None if period is None else Period(period), by, decided_only, empty))
    wrapped = _wrapped(frame)
    shifts: list[Level] = [] if period else [(each, False) for each in PERIODS]
    rows = _Judged(wrapped, period=period, also=shifts, reading=reading, empty=empty, ignore=ignore)
    rows.judge()
    keys = {
        "wrong": _expression(rows.wrong),
        "closed": _expression(rows.closed),
        "attempt": _expression(rows.attempt),
        "rests": _expression(rows.rests),
        "values": rows.values(),
        "group": rows.text(by) if by else nw.lit(""),
        **{str(level): rows.coercion((level, openly)) for level, openly in shifts},
    }
    staged = _with(rows.staged.frame, [key.alias(f"{rows.staged.prefix}_{name}") for name, key in keys.items()])
    places = [nw.col(f"{rows.staged.prefix}_{name}").alias(name) for name in keys]
    found = list(_collected(staged.select(*places).group_by(*keys).agg(nw.len().alias("rows"))).iter_rows(named=True))
    if not rows.lazy or rows.gathered.errors or any(each["wrong"] for each in found):
        _gather(rows)
    elif _CASE_ID in rows.names:
        _gather_ids(rows)
    rows.gathered.check()
    counts = rows.counted(decided_only=decided_only)
    named = staged if isinstance(counts, bool) else staged.filter(counts)
    names = named.select(nw.col(f"{rows.staged.prefix}_group").alias("group"), rows.text(_OFFENDER).alias(_OFFENDER))
    groups = {
        each["group"]: values(VARIABLE[by], Case.from_answers({by: each["group"]})) or (UNKNOWN,) if by else ()
        for each in found
    }
    for each in found:
        _add(counting, each, groups[each["group"]])
    for group, name in _collected(names.unique()).iter_rows():
        counting.named[groups[group]].add(name)
    return counting.tally()


def _add(counting: Counting, found: Mapping[str, Any], groups: tuple[str, ...]) -> None:
    """Count the rows of which the same was found."""
    of = counting.empty
    read = _values(found["values"])
    verdict = judge(
        read,
        Reading.CLOSED if found["closed"] else Reading.OPEN,
        of.period,
        begun=not found["attempt"],
        rests=found["rests"],
    )
    if verdict.not_begun or (of.decided_only and not verdict.decided):
        counting.counts[Entry(groups, None, not_begun=verdict.not_begun)] += found["rows"]
        return
    counting.counts[Entry(groups, counted(verdict, read))] += found["rows"]
    if not found["attempt"] and not of.period:
        counting.shifts[groups][_outcome(found[PERIODS[0]]), _outcome(found[PERIODS[1]])] += found["rows"]


@cache
def _outcome(bits: int) -> str:
    """Name the outcome of coercion, or say that it is open."""
    left = outcomes_left(bits, COERCION)
    return left[0] if len(left) == 1 else str(OPEN)


@cache
def _values(number: int) -> tuple[str, ...]:
    """Give the seven as read, of their number."""
    read = []
    for key in VARIABLES:
        number, digit = divmod(number, len(options(key)) + 1)
        value = (*options(key), OPEN)[digit]
        read.append(Truth(value) if key in _MEANS else value)
    return tuple(read)
