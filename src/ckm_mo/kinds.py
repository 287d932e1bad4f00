"""Kinds of case: all that a question can depend on in a case.

Cases of one kind are counted together, so that a table is a number for each of few
kinds, however long it is.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, Final, NamedTuple

from ckm_mo.answers import ALL_PAIRS, LEAVES, LEVELS, PERIODS, USED, Answer, Period, Reading, Truth
from ckm_mo.cases import READINGS, Case
from ckm_mo.classification import judge
from ckm_mo.codebook import CODED_DIMENSIONS, MEANS_KEYS, READING, VARIABLE, normalise
from ckm_mo.rules import COERCION, DIMENSIONS, RULES, variables
from ckm_mo.statements import RESULTS, is_own

CODED_KEYS: Final = tuple(variable.key for variable in CODED_DIMENSIONS)
"""The keys of the dimensions that are coded."""


# What a statement hangs together with


def dimension_of(key: str) -> str | None:
    """Find the dimension that a statement belongs to; None for those that are about no answer of the seven."""
    if key in DIMENSIONS:
        return key
    return next((dimension for dimension in DIMENSIONS if stem(key) in read_by(dimension)), None)


@cache
def read_by(dimension: str) -> tuple[str, ...]:
    """List the variables that the rules of a dimension read."""
    found = {each for rule in RULES if rule.dimension == dimension for each in variables(rule.when)}
    return tuple(key for key in (*CODED_KEYS, *MEANS_KEYS) if key in found)


def stem(key: str) -> str:
    """Name what a statement is about without its period."""
    return VARIABLE[key].means or key if key in VARIABLE else key


# Kinds


class Kind(NamedTuple):
    """All that a question can depend on in a case. Cases of one kind are counted together.

    Args:
        reading: What silence means in it.
        begun: False for an attempt.
        dimensions: The dimensions that are coded, each a value or open.
        left: For each means, the pairs that its answers leave as read, as four bits; as coarse as the question lets.
        rests: Whether the outcomes of coercion rest on silence.
        shift: The outcomes of coercion in recruitment and in exploitation, or open; None for an attempt.
        named: What is coded of the other variables and the columns that the question names, in their order.
    """

    reading: Reading
    begun: bool
    dimensions: tuple[str, ...]
    left: tuple[int, ...]
    rests: bool = False
    shift: tuple[str, str] | None = None
    named: tuple[str, ...] = ()

    def used(self, period: Period | None) -> tuple[Truth, ...]:
        """Return for each means whether it was used, at a level."""
        return tuple([USED[period][left] for left in self.left])

    def open_means(self, period: Period | None) -> int:
        """Count the means that are open at a level."""
        return self.used(period).count(Truth.OPEN)


_COARSE: Final = {
    level: {
        Truth.YES: LEAVES[level][Answer.YES],
        Truth.NO: LEAVES[level][Answer.NO],
        Truth.OPEN: ALL_PAIRS,
    }
    for level in LEVELS
}
"""The pairs that are left of a means of which nothing is known but this, at a level."""


def coarse(truth: Truth, period: Period | None) -> int:
    """Give the pairs that are left of a means of which nothing is known but whether it was used, at a level."""
    return _COARSE[period][truth]


_LEFT: Final = tuple(itemgetter(place) for place in range(len(READINGS)))
"""What gives the pairs that are left of a means under each reading."""


class Kinds:
    """Tells apart the kinds of case that a question takes.

    Args:
        keys: What the statements of the question are about.
        reading: What silence means in cases that do not say so themselves.
        period: The level at which means are asked for.
        verdicts: Whether kinds keep what only verdicts need: whether they rest on silence, and their shift.
    """

    def __init__(self, keys: Iterable[str], reading: Reading, period: Period | None, *, verdicts: bool = False) -> None:
        """Sort what is asked by where it is found."""
        self.reading, self.period, self.verdicts = reading, period, verdicts
        each = tuple(dict.fromkeys(keys))
        finer = {
            VARIABLE[key].means
            for key in each
            if key in VARIABLE and VARIABLE[key].means and (VARIABLE[key].period or None) != period
        }
        self.fine = tuple(key in finer for key in MEANS_KEYS)
        self.named = tuple(key for key in each if is_named(key))
        self.coded = tuple(key for key in self.named if not is_own(key))
        self.own = tuple(key for key in self.named if is_own(key))
        self._of_means = lru_cache(1 << 16)(self._read)

    def kind(self, case: Case) -> Kind:
        """Give the kind of a case, but for its own columns, which `with_texts` adds."""
        about, means = case.key
        reading = about.reading or self.reading
        place = READINGS.index(reading)
        left, openly = tuple(map(_LEFT[place], means)), tuple(map(_LEFT[0], means)) if place else None
        kept, rests, shift = self._of_means(left, openly, about.begun)
        named = tuple([str(case[key]) for key in self.coded]) if self.coded else ()
        return Kind(reading, about.begun, about.dimensions, kept, rests, shift, named)

    def _read(
        self,
        left: tuple[int, ...],
        openly: tuple[int, ...] | None,
        begun: bool,  # noqa: FBT001 - cached
    ) -> tuple[tuple[int, ...], bool, tuple[str, str] | None]:
        """Find what a kind keeps of the means, whether they rest on silence, and their shift.

        Args:
            left: The pairs that are left of each means as read.
            openly: Those that are under the open reading; None where it is read so.
            begun: False for an attempt.
        """
        at_level, coarsened = USED[self.period], _COARSE[self.period]
        level = tuple([at_level[each] for each in left])
        rests = False
        if self.verdicts and openly and openly != left:
            before = tuple([at_level[each] for each in openly])
            rests = before != level and _rests(before, level, begun or self.period is not Period.EXPLOITATION)
        shift = None
        if self.verdicts and self.period is None and begun:
            one, other = (_coercion(tuple([USED[period][each] for each in left])) for period in PERIODS)
            shift = one, other
        kept = [each if fine else coarsened[truth] for each, truth, fine in zip(left, level, self.fine, strict=True)]
        return tuple(kept), rests, shift

    def whole(self, case: Case) -> Kind:
        """Give the kind of a case that has its own columns."""
        return self.with_texts(self.kind(case), self.texts(case))

    def texts(self, case: Case) -> tuple[str, ...]:
        """Give the texts of the columns of its own that the question names; empty where there are none."""
        return tuple(text_of(case, key) for key in self.own)

    def with_texts(self, kind: Kind, texts: Iterable[str]) -> Kind:
        """Put the texts of a case's own columns in its kind."""
        if not self.own:
            return kind
        coded, own = iter(kind.named), iter(texts)
        return kind._replace(named=tuple(next(own) if is_own(key) else next(coded) for key in self.named))


class KindCounts:
    """Cases, counted by their kind. A kind has a number, which is sooner counted than the kind.

    Args:
        kinds: What tells them apart.
    """

    def __init__(self, kinds: Kinds) -> None:
        """Begin."""
        self.kinds = kinds
        self.seen: list[Kind] = []
        self.numbers: Counter[int] = Counter()
        self._places: dict[Kind, int] = {}
        self._whole = _Places(self)

    def look(self, case: Case) -> int:
        """Give the number of a case's kind, but for its own columns."""
        return self.place(self.kinds.kind(case))

    def place(self, kind: Kind) -> int:
        """Give the number of a kind."""
        found = self._places.get(kind)
        if found is None:
            found = self._places[kind] = len(self.seen)
            self.seen.append(kind)
        return found

    def with_texts(self, places: Iterable[int], texts: Sequence[Sequence[str]]) -> list[int]:
        """Give the numbers of kinds with what stands in their own columns, which come first of these."""
        if not self.kinds.own:
            return [*places]
        own = texts[: len(self.kinds.own)]
        return [*map(self._whole.__getitem__, zip(places, *own, strict=True))]

    @property
    def counts(self) -> dict[Kind, int]:
        """How many cases there are of each kind."""
        return {self.seen[place]: number for place, number in self.numbers.items()}


class _Places(dict[tuple[Any, ...], int]):
    """The number of each kind with some texts, by its own number and these, found when it is first asked for."""

    def __init__(self, counts: KindCounts) -> None:
        super().__init__()
        self.counts = counts

    def __missing__(self, key: tuple[Any, ...]) -> int:
        place, *texts = key
        found = self[key] = self.counts.place(self.counts.kinds.with_texts(self.counts.seen[place], texts))
        return found


def is_named(key: str) -> bool:
    """Return whether statements about a key need what is coded there: not those about the seven, results or reading."""
    return key not in RESULTS and key != READING.key and dimension_of(key) is None


def text_of(case: Case, key: str) -> str:
    """Give what stands in a column of a case, an identifier among them; empty where it has none."""
    if key in VARIABLE:
        return case[key]
    other = dict(case.other)
    if key in other:
        return other[key]
    plain = normalise(key)
    return next((text for name, text in case.other if normalise(name) == plain), "")


_UNASKED: Final = (Truth.OPEN,) * len(CODED_KEYS)


@cache  # an entry for each way to read the means
def _coercion(truths: tuple[Truth, ...]) -> str:
    """Name the outcome of coercion that means give, or say that it is open."""
    return judge((*_UNASKED, *truths), Reading.OPEN, None).dimensions[COERCION] or str(Truth.OPEN)


@cache  # two such ways
def _rests(openly: tuple[Truth, ...], closed: tuple[Truth, ...], has_outcome: bool) -> bool:  # noqa: FBT001 - cached
    """Return whether the outcomes that means give would be others under the open reading."""
    one, other = (judge((*_UNASKED, *truths), Reading.OPEN, None).bits for truths in (openly, closed))
    return has_outcome and one != other
