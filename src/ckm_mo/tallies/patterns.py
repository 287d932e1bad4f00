"""Response patterns: all that a question can depend on in a case.

Cases with the same pattern are counted together, so that a table is a number of cases
for each of few patterns, however long it is.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from operator import getitem
from typing import Any, Final, NamedTuple

from ckm_mo.answers import ALL_PAIRS, PERIODS, USED, Period, Reading, Truth, at_level, level_of
from ckm_mo.cases import READINGS, Case, Key
from ckm_mo.classification import INPUTS, INPUTS_OF, remaining
from ckm_mo.codebook import CODED_DIMENSIONS, MEANS_KEYS, READING, VARIABLE, VARIABLES, normalise
from ckm_mo.rules import COERCION, DIMENSIONS
from ckm_mo.tallies.statements import RESULTS, Statement, is_own

DIMENSION_OF: Final = {
    **{each.key: name for name, read in INPUTS_OF.items() for each in VARIABLES if (each.means or each.key) in read},
    **{name: name for name in DIMENSIONS},
}
"""The dimension that statements about a key belong to; none for those that are about no answer of the seven."""

_COERCION: Final = [*DIMENSIONS].index(COERCION)

_UNCODED: Final = (str(Truth.OPEN),) * len(CODED_DIMENSIONS)


def reads(statements: Iterable[Statement]) -> frozenset[str]:
    """Return all that statements read of a case: inputs of the rules, a means at whatever level, or their own keys."""
    return frozenset(name for key, _ in statements for name in _read_of(key))


def _read_of(key: str) -> tuple[str, ...]:
    if key in RESULTS:
        return INPUTS_OF.get(key, INPUTS)
    return (VARIABLE[key].means or key if key in VARIABLE else key,)


class Pattern(NamedTuple):
    """All that a question can depend on in a case.

    Args:
        reading: What silence means in it.
        exploitation_began: False for an attempt.
        dimensions: The dimensions that are coded, each a value or open.
        allowed_pairs: For each means, the pairs that its answers allow as read, as four bits; no finer than is asked.
        rests_on_silence: Whether the outcomes of coercion rest on silence.
        shift: The outcomes of coercion in recruitment and in exploitation, or open; None for an attempt.
        texts: What stands in the other variables, and then in the columns, that the question names, in their order.
    """

    reading: Reading
    exploitation_began: bool
    dimensions: tuple[str, ...]
    allowed_pairs: tuple[int, ...]
    rests_on_silence: bool = False
    shift: tuple[str, str] | None = None
    texts: tuple[str, ...] = ()

    def used(self, period: Period | None) -> tuple[Truth, ...]:
        """Return for each means whether it was used, at a level."""
        return tuple([USED[period][pairs] for pairs in self.allowed_pairs])


class PatternReader:
    """Reads the pattern of a case, as far as a question can depend on it.

    Args:
        keys: What the statements of the question are about.
        reading: What silence means in cases that do not say so themselves.
        period: The level at which means are asked for.
        verdicts: Whether patterns have what only verdicts need: whether they rest on silence, and their shift.
    """

    def __init__(self, keys: Iterable[str], reading: Reading, period: Period | None, *, verdicts: bool = False) -> None:
        self.reading, self.period, self.verdicts = reading, period, verdicts
        keys = tuple(dict.fromkeys(keys))
        named = [key for key in keys if key not in RESULTS and key != READING.key and key not in DIMENSION_OF]
        self.coded = tuple(key for key in named if not is_own(key))
        """The other variables that are named."""
        self.own = tuple(key for key in named if is_own(key))
        """The columns that are."""
        self.named = self.coded + self.own
        finer = {VARIABLE[key].means for key in keys if key in VARIABLE and level_of(VARIABLE[key]) != period}
        self.asks_other_level = tuple(key in finer for key in MEANS_KEYS)
        """For each means, whether it is asked about at another level too, so that its pairs are kept apart."""
        at_asked_level = [at_level(truth, period) for truth in USED[period]]
        kept = [range(ALL_PAIRS + 1) if finer else at_asked_level for finer in self.asks_other_level]
        self._read = [[*zip(pairs, *(USED[each] for each in PERIODS), strict=True)] for pairs in kept]
        """For each means, by its allowed pairs: those that a pattern keeps, and whether it was used in each period."""

    def texts(self, case: Case) -> tuple[str, ...]:
        """Return what is coded of the other variables."""
        return tuple([str(case[key]) for key in self.coded])

    def pattern(self, inputs: Key, texts: tuple[str, ...]) -> Pattern:
        """Return the pattern of a case, without its columns.

        Args:
            inputs: The seven of the case.
            texts: What `texts` gives of it.
        """
        (own_reading, dimensions, began), means = inputs
        reading = own_reading or self.reading
        index = READINGS.index(reading)
        kept, *in_periods = zip(*map(getitem, self._read, [pairs[index] for pairs in means]))  # noqa: B905 - as long as each other; for each case
        rests_on_silence, shift = False, None
        if self.verdicts and index and (began or self.period is not Period.EXPLOITATION):
            used = USED[self.period]
            openly, as_read = [tuple([used[pairs[each]] for pairs in means]) for each in (0, index)]
            rests_on_silence = openly != as_read and remaining(_UNCODED + openly) != remaining(_UNCODED + as_read)
        if self.verdicts and self.period is None and began:
            in_recruitment, in_exploitation = in_periods
            shift = _coercion(in_recruitment), _coercion(in_exploitation)
        return Pattern(reading, began, dimensions, kept, rests_on_silence, shift, texts)

    def whole(self, case: Case) -> Pattern:
        """Return the pattern of a case that has its columns."""
        texts = *self.texts(case), *(text_of(case, key) for key in self.own)
        return self.pattern(case.key, texts)


@cache
def _coercion(used: tuple[Truth, ...]) -> str:
    """Return the outcome of coercion by whether each means was used, or open."""
    outcomes = remaining(_UNCODED + used)[_COERCION]
    return outcomes[0] if len(outcomes) == 1 else str(Truth.OPEN)


def text_of(case: Case, key: str) -> str:
    """Return what stands in a column of a case, an identifier among them; empty where it has none."""
    if key in VARIABLE:
        return case[key]
    other = dict(case.other)
    if key in other:
        return other[key]
    plain = normalise(key)
    return next((text for name, text in case.other if normalise(name) == plain), "")


MOST_SEEN: Final = 1 << 12
"""How many cases that differ are remembered with their pattern: the first, without an order of use to keep."""


class PatternCounts:
    """Cases, counted by their pattern. A pattern has a number, which is sooner counted than the pattern.

    Args:
        reader: Reads the patterns.
    """

    def __init__(self, reader: PatternReader) -> None:
        self.reader = reader
        self.numbers: dict[Pattern, int] = {}
        """The number of each pattern, without columns."""
        self.counted: Counter[tuple[Any, ...]] = Counter()
        """How many cases there are, by the number of their pattern and the texts of their columns."""
        self._seen: dict[tuple[Key, tuple[str, ...]], int] = {}

    def number_of(self, case: Case) -> int:
        """Return the number of a case's pattern, without its columns."""
        same_pattern = case.key, self.reader.texts(case) if self.reader.coded else ()
        number = self._seen.get(same_pattern)
        if number is None:
            number = self.numbers.setdefault(self.reader.pattern(*same_pattern), len(self.numbers))
            if len(self._seen) < MOST_SEEN:
                self._seen[same_pattern] = number
        return number

    def extend(self, numbers: Iterable[int], columns: Sequence[Sequence[str]] = ()) -> None:
        """Count cases: the number of the pattern of each, and what stands in each column."""
        self.counted.update(zip(numbers, *columns, strict=True))

    def add(self, cases: Sequence[Case]) -> None:
        """Count cases that have their columns."""
        self.extend(map(self.number_of, cases), [[text_of(case, key) for case in cases] for key in self.reader.own])

    @property
    def counts(self) -> dict[Pattern, int]:
        """How many cases there are of each pattern."""
        patterns = [*self.numbers]
        return {with_texts(patterns[index], texts): count for (index, *texts), count in self.counted.items()}


def with_texts(pattern: Pattern, texts: Sequence[str]) -> Pattern:
    """Return a pattern with the texts of its columns."""
    return pattern._replace(texts=(*pattern.texts, *texts)) if texts else pattern
