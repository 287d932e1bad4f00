"""Kinds of case: all that a question can depend on in a case.

Cases of one kind are counted together, so that a table is a number for each of few
kinds, however long it is.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from operator import getitem
from typing import Any, Final, NamedTuple

from ckm_mo.answers import ALL_PAIRS, PAIRS_OF_ANSWER, PERIODS, USED, Period, Reading, Truth, level_of
from ckm_mo.cases import READINGS, Case, Key
from ckm_mo.classification import INPUTS, INPUTS_OF, Verdict, judge
from ckm_mo.codebook import CODED_DIMENSIONS, MEANS_KEYS, READING, VARIABLE, VARIABLES, normalise
from ckm_mo.rules import COERCION, DIMENSIONS
from ckm_mo.tallies.statements import RESULTS, Statement, is_own

_DIMENSION: Final = {
    **{each.key: name for name, read in INPUTS_OF.items() for each in VARIABLES if (each.means or each.key) in read},
    **{name: name for name in DIMENSIONS},
}
"""The dimension that statements about a key belong to."""


def dimension_of(key: str) -> str | None:
    """Find the dimension that a statement belongs to; None for those that are about no answer of the seven."""
    return _DIMENSION.get(key)


def reads(statements: Iterable[Statement]) -> frozenset[str]:
    """Give all that statements read of a case: inputs of the rules, a means whatever the level; else their own keys."""
    return frozenset(name for key, _ in statements for name in _read_of(key))


def _read_of(key: str) -> tuple[str, ...]:
    if key in RESULTS:
        return INPUTS_OF.get(key, INPUTS)
    return (VARIABLE[key].means or key if key in VARIABLE else key,)


def is_named(key: str) -> bool:
    """Return whether statements about a key need what is coded there: not those about the seven, results or reading."""
    return key not in RESULTS and key != READING.key and dimension_of(key) is None


class Pattern(NamedTuple):
    """All that a question can depend on in a case. Cases of one kind are counted together.

    Args:
        reading: What silence means in it.
        begun: False for an attempt.
        dimensions: The dimensions that are coded, each a value or open.
        left: For each means, the pairs that its answers leave as read, as four bits; as coarse as the question lets.
        rests: Whether the outcomes of coercion rest on silence.
        shift: The outcomes of coercion in recruitment and in exploitation, or open; None for an attempt.
        named: What is coded of the other variables and then of the columns that the question names, in their order.
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


def coarse(truth: Truth, period: Period | None) -> int:
    """Give the pairs that are left of a means of which nothing is known but whether it was used, at a level."""
    return PAIRS_OF_ANSWER[period].get(truth, ALL_PAIRS)


class PatternReader:
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
        variables = [VARIABLE[key] for key in each if key in VARIABLE]
        finer = {variable.means for variable in variables if variable.means and level_of(variable) != period}
        self.fine = tuple(key in finer for key in MEANS_KEYS)
        self.coded = tuple(key for key in each if is_named(key) and not is_own(key))
        self.own = tuple(key for key in each if is_named(key) and is_own(key))
        self.named = self.coded + self.own
        coarser = [coarse(truth, period) for truth in USED[period]]
        kept = [range(ALL_PAIRS + 1) if fine else coarser for fine in self.fine]
        self._read = [[*zip(each, *(USED[period] for period in PERIODS), strict=True)] for each in kept]
        """For each means, by the pairs that are left: what a kind keeps, and whether it was used in each period."""

    def coded_of(self, case: Case) -> tuple[str, ...]:
        """Give what is coded of the other variables that the question names."""
        return tuple([str(case[key]) for key in self.coded])

    def kind(self, key: Key, named: tuple[str, ...]) -> Pattern:
        """Give the kind of a case, but for its own columns, which `with_texts` adds.

        Args:
            key: The case's.
            named: What `coded_of` gives of it.
        """
        (said, dimensions, begun), means = key
        reading = said or self.reading
        place = READINGS.index(reading)
        kept, one, other = zip(*map(getitem, self._read, [left[place] for left in means]))  # noqa: B905 - as long as each other; for each case
        rests, shift = False, None
        if place and self.verdicts and (begun or self.period is not Period.EXPLOITATION):
            used = USED[self.period]
            openly, as_read = [tuple([used[left[each]] for left in means]) for each in (0, place)]
            rests = openly != as_read and _judged(openly).bits != _judged(as_read).bits
        if self.verdicts and self.period is None and begun:
            shift = _coercion(one), _coercion(other)
        return Pattern(reading, begun, dimensions, kept, rests, shift, named)

    def whole(self, case: Case) -> Pattern:
        """Give the kind of a case that has its own columns."""
        return with_texts(self.kind(case.key, self.coded_of(case)), [text_of(case, key) for key in self.own])


@cache  # an entry for each way to read the means
def _judged(truths: tuple[Truth, ...]) -> Verdict:
    """Give the verdict on means alone, by whether each was used."""
    return judge((*[Truth.OPEN] * len(CODED_DIMENSIONS), *truths), Reading.OPEN, None)


@cache  # likewise
def _coercion(truths: tuple[Truth, ...]) -> str:
    return _judged(truths).dimensions[COERCION] or str(Truth.OPEN)


def with_texts(kind: Pattern, texts: Sequence[str]) -> Pattern:
    """Put the texts of a case's own columns in its kind."""
    return kind._replace(named=(*kind.named, *texts)) if texts else kind


MOST_LOOKED: Final = 1 << 12
"""How many cases that are not alike are remembered with their kind: the first, without an order of use to keep."""


class PatternCounts:
    """Cases, counted by their kind. A kind has a number, which is sooner counted than the kind.

    Args:
        kinds: What tells them apart.
    """

    def __init__(self, kinds: PatternReader) -> None:
        self.kinds = kinds
        self.seen: dict[Pattern, int] = {}
        self.numbers: Counter[tuple[Any, ...]] = Counter()
        self._looked: dict[tuple[Key, tuple[str, ...]], int] = {}

    def look(self, case: Case) -> int:
        """Give the number of a case's kind, but for its own columns."""
        alike = case.key, self.kinds.coded_of(case) if self.kinds.coded else ()
        place = self._looked.get(alike)
        if place is None:
            place = self.place(self.kinds.kind(*alike))
            if len(self._looked) < MOST_LOOKED:
                self._looked[alike] = place
        return place

    def place(self, kind: Pattern) -> int:
        """Give the number of a kind."""
        return self.seen.setdefault(kind, len(self.seen))

    def add(self, cases: Sequence[Case]) -> None:
        """Count cases."""
        self.extend(map(self.look, cases), [[text_of(case, key) for case in cases] for key in self.kinds.own])

    def extend(self, places: Iterable[int], texts: Sequence[Sequence[str]] = ()) -> None:
        """Count cases: the number of the kind of each, from `look`, and the texts of each own column."""
        self.numbers.update(zip(places, *texts, strict=True))

    @property
    def counts(self) -> dict[Pattern, int]:
        """How many cases there are of each kind."""
        kinds = [*self.seen]
        return {with_texts(kinds[place], texts): number for (place, *texts), number in self.numbers.items()}


def text_of(case: Case, key: str) -> str:
    """Give what stands in a column of a case, an identifier among them; empty where it has none."""
    if key in VARIABLE:
        return case[key]
    other = dict(case.other)
    if key in other:
        return other[key]
    plain = normalise(key)
    return next((text for name, text in case.other if normalise(name) == plain), "")
