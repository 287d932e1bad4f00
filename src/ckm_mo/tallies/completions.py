"""Completions: which statements may be true together in a case, once its open answers are given.

A completion of a case gives every open answer that a question asks about one definite
value. To the question it is no more than its *truths*: the statements that are true in
it, such as `relation=affective`, `recruitment_violence=yes`, `profile=NOH`,
`victim_age_group=minor` or, of a column of the user's own, `year=2019`. Its *cost* is how
many open answers about means are "yes" in it.

The exact method rests on this:

    The dimensions share no input, and every other variable or column is answered on its
    own. So the completions of a case are all combinations of completions of its parts;
    their truths are united, and their costs add up. A set of truths needs its least
    cost alone: whatever else such a completion says, the question does not see it.

Hence a pattern is enumerated part by part, few combinations each, and the result is exact.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress, product
from typing import Final, NamedTuple, TypeVar

from ckm_mo.answers import ALL_PAIRS, USED, Period, Truth, level_of
from ckm_mo.cases import JOINT
from ckm_mo.classification import INPUTS, INPUTS_OF, options, remaining
from ckm_mo.codebook import OPEN_KEYS, READING, VARIABLE
from ckm_mo.rules import DIMENSIONS, OF_MEANS, PROFILES
from ckm_mo.tallies.patterns import DIMENSION_OF, Pattern
from ckm_mo.tallies.statements import PROFILE_RESULT, Statement, is_open

T = TypeVar("T")

Truths = frozenset[Statement]
"""The statements that are true in a completion."""

AllowedTruths = tuple[tuple[Truths, int], ...]
"""All truths that a case, or a part of it, allows, each with its least cost."""

OUTCOMES: Final = tuple((dimension, outcome) for dimension in DIMENSIONS for outcome in DIMENSIONS[dimension])
"""The statements about the outcomes of all dimensions."""

OF_PROFILE: Final = {
    (PROFILE_RESULT, profile.code): frozenset(zip(DIMENSIONS, profile.crossing, strict=True)) for profile in PROFILES
}
"""What a statement about a profile is short for."""

_OPTIONS: Final = {key: options(key) for key in INPUTS}


class Completion(NamedTuple):
    """One completion of a part of a case: a dimension, or another variable or column.

    Args:
        truths: The statements about it that are true.
        cost: How many open answers about means are "yes" in it.
        values: The value of each of its variables; of a means, the one pair that remains.
    """

    truths: Truths
    cost: int
    values: Mapping[str, str | int]


class Completions:
    """What patterns allow of some statements.

    Args:
        statements: Any.
        named: The keys of the texts of patterns, in their order.
        period: The level that is asked.
    """

    def __init__(self, statements: Iterable[Statement], named: Sequence[str], period: Period | None) -> None:
        self.named, self.period = tuple(named), period
        statements = [*statements]
        self.profiles = tuple(each for each in statements if each[0] == PROFILE_RESULT)
        self.parts: dict[str, list[Statement]] = {}
        """The statements of each dimension, and of each other variable or column."""
        for key, value in dict.fromkeys([*statements, *(OUTCOMES if self.profiles else ())]):
            if key != PROFILE_RESULT:
                self.parts.setdefault(DIMENSION_OF.get(key, key), []).append((key, value))

    def truths(self, pattern: Pattern) -> AllowedTruths:
        """Return all truths that a pattern allows, each with its least cost."""
        parts = [
            _allowed(part, self._read(part, pattern), self.period, tuple(each)) for part, each in self.parts.items()
        ]
        return _united(tuple(parts), self.profiles)

    def completions(self, part: str, pattern: Pattern) -> Iterator[Completion]:
        """List the completions of a part of a pattern."""
        return completions_of(part, self._read(part, pattern), self.period, tuple(self.parts.get(part, ())))

    def _read(self, part: str, pattern: Pattern) -> "Read":
        variable = VARIABLE.get(part)
        if part in DIMENSIONS:
            never = not pattern.exploitation_began and self.period is Period.EXPLOITATION and part in OF_MEANS
            inputs: tuple[str | int, ...] = *pattern.dimensions, *pattern.allowed_pairs
            return never, *compress(inputs, _READS[part])
        if part == READING.key:
            return False, pattern.reading
        never = bool(variable and variable.of_exploitation and not pattern.exploitation_began)
        return never, pattern.texts[self.named.index(part)]


Read = tuple[bool | str | int, ...]
"""What a part reads of a pattern: whether nothing about it is true, since the exploitation never began; and of each
coded dimension its value, or open, of each means its allowed pairs, of anything else its text."""

_READS: Final = {dimension: [key in read for key in INPUTS] for dimension, read in INPUTS_OF.items()}
"""Which of the inputs each dimension reads."""


def completions_of(
    part: str, read: Read, period: Period | None, statements: Sequence[Statement]
) -> Iterator[Completion]:
    """List the completions of a part.

    Args:
        part: A dimension, or another variable or column.
        read: What it reads.
        period: The level that is asked.
        statements: Those that belong to this part.
    """
    if part not in DIMENSIONS:
        yield from _of_text(part, read, [value for _, value in statements])
        return
    never, *inputs = read
    choices: dict[str, Sequence[str | int]] = {}
    for key, value in zip(INPUTS_OF[part], inputs, strict=True):
        if isinstance(value, int):
            variables = [VARIABLE[name] for name, _ in statements if name in VARIABLE and VARIABLE[name].means == key]
            choices[key] = _distinct(value, (period, *map(level_of, variables)))
        else:
            choices[key] = _OPTIONS[key] if value == Truth.OPEN else (value,)
    open_means = [key for key, value in zip(choices, inputs, strict=True) if value in _OPEN_AT[period]]
    for chosen in product(*choices.values()):
        values = dict(zip(choices, chosen, strict=True))
        used = {key: USED[period][each] if isinstance(each, int) else each for key, each in values.items()}
        outcomes = remaining(tuple([used.get(key, str(Truth.OPEN)) for key in INPUTS]))
        outcome = "" if never else outcomes[[*DIMENSIONS].index(part)][0]
        truths = frozenset(each for each in statements if _value(each[0], values, outcome) == each[1])
        yield Completion(truths, sum(used[key] == Truth.YES for key in open_means), values)


_OPEN_AT: Final = {
    level: {pairs for pairs, truth in enumerate(used) if truth is Truth.OPEN} for level, used in USED.items()
}
"""The sets of allowed pairs that leave open whether a means was used, by level."""


def _distinct(allowed_pairs: int, levels: Sequence[Period | None]) -> list[int]:
    """List the allowed pairs of a means one by one, the first of those that say the same at these levels."""
    pairs = [1 << bit for bit in range(ALL_PAIRS.bit_length()) if allowed_pairs >> bit & 1]
    return [*{tuple(USED[level][pair] for level in levels): pair for pair in reversed(pairs)}.values()][::-1]


def _value(key: str, values: Mapping[str, str | int], outcome: str) -> str | int:
    """Return what a completion says of a key: an answer about a means, the value of a variable, or the outcome."""
    variable = VARIABLE.get(key)
    if variable and variable.means:
        return USED[level_of(variable)][int(values[variable.means])]
    return values.get(key, outcome)


def _of_text(key: str, read: Read, values: Sequence[str]) -> Iterator[Completion]:
    """List the completions of another variable or a column, as far as these values tell them apart."""
    (never, text), variable = read, VARIABLE.get(key)
    text = str(text)
    if never:
        answers: list[list[str]] = [[]]
    elif variable is None or not variable.values:
        answers = [[each] for each in ([*dict.fromkeys(values), _other_text(values)] if is_open(text) else [text])]
    elif text not in OPEN_KEYS:
        answers = [text.split(JOINT)]
    elif variable.several:
        answers = _sets([value.key for value in variable.values], values)
    else:
        answers = [[value.key] for value in variable.values]
    for answer in answers:
        yield Completion(frozenset((key, value) for value in values if value in answer), 0, {key: JOINT.join(answer)})


def _sets(values: Sequence[str], wanted: Sequence[str]) -> list[list[str]]:
    """List the non-empty sets of values, as far as the wanted ones tell them apart."""
    named = [value for value in values if value in wanted]
    another = [value for value in values if value not in wanted][:1]
    some = [[*compress(named, chosen)] for chosen in product((False, True), repeat=len(named))]
    return [each or another for each in some if each or another]


def _other_text(wanted: Sequence[str]) -> str:
    """Make a text that none of the wanted ones is."""
    text = "other"
    while text in wanted:
        text += "_"
    return text


@lru_cache(1 << 16)
def _allowed(part: str, read: Read, period: Period | None, statements: tuple[Statement, ...]) -> AllowedTruths:
    completions = completions_of(part, read, period, statements)
    return tuple(least_costs((each.truths, each.cost) for each in completions).items())


@lru_cache(1 << 14)
def _united(parts: tuple[AllowedTruths, ...], profiles: tuple[Statement, ...]) -> AllowedTruths:
    """Return all truths that parts allow together, each with its least cost."""
    found = []
    for chosen in product(*parts):
        truths = frozenset[Statement]().union(*[each for each, _ in chosen])
        truths |= {profile for profile in profiles if OF_PROFILE[profile] <= truths}
        found.append((truths, sum([cost for _, cost in chosen])))
    return tuple(least_costs(found).items())


def least_costs(costs: Iterable[tuple[T, int]]) -> dict[T, int]:
    """Return the least cost of each thing that has a cost once or more often."""
    least: dict[T, int] = {}
    for thing, cost in costs:
        least[thing] = min(cost, least.get(thing, cost))
    return least
