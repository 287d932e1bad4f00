"""Completions: what a table may turn out to be, once its open answers are given.

A completion of a case gives every open answer that a question asks about one
definite value. A completion of a table completes each case, each on its own. A
question is answered over all of them, each alike: what holds in all is known,
the rest is a range, and none is likelier than another.

A question asks of a case whether statements hold, such as `relation=affective`,
`recruitment_violence=yes`, `profile=NOH`, `victim_age_group=minor` or, of a column
of the user's own, `year=2019`. `joint` gives all that may hold together, each with
its cost: how many open answers about the means must be "yes" for it. Statements
about one variable hang together, and so do those about one dimension, since the
rules do; the others do not, which is why few worlds say all.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, compress, product
from typing import Final, NamedTuple

from ckm_mo.answers import ALL_PAIRS, USED, Period, Reading, Truth, level_of
from ckm_mo.cases import JOINT
from ckm_mo.classification import INPUTS, INPUTS_OF, judge, options
from ckm_mo.codebook import OPEN_KEYS, READING, VARIABLE
from ckm_mo.rules import CODES, DIMENSIONS, OF_MEANS
from ckm_mo.tallies.intervals import least_costs
from ckm_mo.tallies.patterns import Pattern, dimension_of
from ckm_mo.tallies.statements import PROFILE_RESULT, RESULTS, Statement, is_open

Holds = tuple[bool, ...]
"""Of some statements, in their order, which hold."""

ToldOutcomes = tuple[str, ...]
"""The outcomes of some dimensions, in their order."""

Read = tuple[str | int, ...]
"""What a dimension reads of a case: of each coded one its value, or open; of each means the pairs that are left."""

Part = tuple[tuple[tuple[str, Holds], int], ...]
"""What may be so together of a dimension, or of another variable or column: its outcome and the statements that hold,
with the least cost."""


_READS: Final = {dimension: [key in read for key in INPUTS] for dimension, read in INPUTS_OF.items()}
"""Of each dimension, which of the inputs it reads."""


class World(NamedTuple):
    """One way to complete what a dimension reads.

    Args:
        outcome: The dimension's.
        holds: Of the statements about it, in their order, which hold.
        cost: How many open answers about means are "yes" in it.
        gives: The value that each variable has; for a means, the one pair that is left.
    """

    outcome: str
    holds: Holds
    cost: int
    gives: Mapping[str, str | int]


def read_by(dimension: str, kind: Pattern) -> Read:
    """Give what a dimension reads of a kind of case."""
    return tuple(compress((*kind.dimensions, *kind.left), _READS[dimension]))


def worlds_of(dimension: str, read: Read, period: Period | None, statements: Sequence[Statement]) -> Iterator[World]:
    """List the ways to complete what a dimension reads.

    Args:
        dimension: Which.
        read: What it reads, as `read_by` gives it.
        period: The level that is asked.
        statements: Those that belong to this dimension.
    """
    ways: dict[str, Sequence[str | int]] = {}
    free = set()
    for key, left in zip(INPUTS_OF[dimension], read, strict=True):
        if isinstance(left, int):
            mine = [VARIABLE[name] for name, _ in statements if name in VARIABLE and VARIABLE[name].means == key]
            ways[key] = _distinct(left, (period, *map(level_of, mine)))
            free |= {key} if USED[period][left] is Truth.OPEN else set()
        else:
            ways[key] = options(key) if left == Truth.OPEN else (left,)
    for chosen in product(*ways.values()):
        gives = dict(zip(ways, chosen, strict=True))
        values = {key: USED[period][each] if isinstance(each, int) else each for key, each in gives.items()}
        verdict = judge(tuple(values.get(key, Truth.OPEN) for key in INPUTS), Reading.OPEN, None)
        outcome = str(verdict.dimensions[dimension])
        holds = tuple([_is_so(gives, outcome, key) == value for key, value in statements])
        yield World(outcome, holds, sum(values[key] == Truth.YES for key in free), gives)


def _distinct(left: int, levels: Sequence[Period | None]) -> list[int]:
    """List the pairs that are left of a means, one of those that are alike at these levels."""
    found: dict[tuple[Truth, ...], int] = {}
    for place in range(ALL_PAIRS.bit_length()):
        pair = 1 << place
        if left & pair:
            found.setdefault(tuple(USED[level][pair] for level in levels), pair)
    return [*found.values()]


def _is_so(gives: Mapping[str, str | int], outcome: str, key: str) -> str | int:
    """Give what is so of a key in a world: an answer about a means, the value of a variable, or the outcome."""
    variable = VARIABLE.get(key)
    if variable and variable.means:
        return USED[level_of(variable)][int(gives[variable.means])]
    return gives.get(key, outcome)


@lru_cache(1 << 16)
def _worlds(dimension: str, read: Read, period: Period | None, statements: tuple[Statement, ...]) -> Part:
    """Give what may hold together in a dimension: its outcome and the statements, with the least cost."""
    worlds = worlds_of(dimension, read, period, statements)
    return tuple(least_costs(((each.outcome, each.holds), each.cost) for each in worlds).items())


def ways(key: str, coded: str, wanted: Sequence[str], *, begun: bool) -> dict[Holds, str]:
    """List what may hold of another variable or a column.

    Args:
        key: Which.
        coded: What stands there.
        wanted: The values that statements name.
        begun: False for an attempt.

    Returns:
        Of the values wanted which it has, in their order, with a value that gives this.
    """
    variable = VARIABLE.get(key)
    if variable is None or not variable.values:
        texts = [*dict.fromkeys(wanted), _other_text(wanted)] if is_open(coded) else [coded]
        sets = [[text] for text in texts]
    elif variable.of_exploitation and not begun:
        return {(False,) * len(wanted): coded}
    elif coded not in OPEN_KEYS:
        sets = [coded.split(JOINT)]
    elif variable.several:
        sets = _sets([value.key for value in variable.values], wanted)
    else:
        sets = [[value.key] for value in reversed(variable.values)]
    return {tuple(each in has for each in wanted): JOINT.join(has) for has in sets}


def _sets(values: Sequence[str], wanted: Sequence[str]) -> list[list[str]]:
    """List the non-empty sets of values, as far as the wanted ones tell them apart."""
    asked = [value for value in values if value in wanted]
    rest = [value for value in values if value not in wanted][:1]
    some = [[*compress(asked, chosen)] for chosen in product((False, True), repeat=len(asked))]
    return [each or rest for each in some if each or rest]


def _other_text(wanted: Sequence[str]) -> str:
    """Make a text that none of the wanted ones is."""
    text = "other"
    while text in wanted:
        text += "_"
    return text


class Joint:
    """Some statements, and what may hold of them together in each kind of case.

    Args:
        statements: The statements; the same may stand twice.
        named: The keys of which kinds keep what is coded, in their order.
        period: The level that is asked.
        with_outcomes: Whether the outcomes of all dimensions are told with what holds.
    """

    def __init__(
        self,
        statements: Sequence[Statement],
        named: Sequence[str],
        period: Period | None,
        *,
        with_outcomes: bool = False,
    ) -> None:
        """Sort the statements by what they hang together with."""
        self.statements = tuple(statements)
        self.named = tuple(named)
        self.period = period
        self.of: dict[str, list[int]] = {}
        self.others: dict[str, list[int]] = {}
        for place, (key, _) in enumerate(self.statements):
            dimension = dimension_of(key)
            (self.of if dimension else self.others).setdefault(dimension or key, []).append(place)
        self.profiles = self.others.pop(PROFILE_RESULT, [])
        self.readings = self.others.pop(READING.key, [])
        whole = with_outcomes or bool(self.profiles)
        self.dimensions = tuple(each for each in DIMENSIONS if whole or each in self.of)
        self._of_means = not OF_MEANS.isdisjoint(self.dimensions)
        together = cache(lambda reading, parts: least_costs(self._find(reading, parts)))
        self._known = cache(lambda about: together(about.reading, self._parts(about)))

    def about(self, kind: Pattern) -> Pattern:
        """Give a kind without all that the statements cannot depend on."""
        return Pattern(
            kind.reading if self.readings else Reading.OPEN,
            kind.begun or not (self._of_means or self.others),
            kind.dimensions if self.dimensions else (),
            kind.left if self._of_means else (),
            named=kind.named if self.others else (),
        )

    def worlds(self, kind: Pattern) -> dict[tuple[ToldOutcomes, Holds], int]:
        """Give the outcomes of the dimensions and the statements that may hold together, with the least cost.

        The outcomes are those of `dimensions`, in their order.
        """
        return self._known(self.about(kind))

    def holds(self, kind: Pattern) -> dict[Holds, int]:
        """Give the statements that may hold together, with the least cost."""
        return least_costs((holds, cost) for (_, holds), cost in self.worlds(kind).items())

    def all_hold(self, kind: Pattern, budget: int | None = None) -> Truth:
        """Return whether all statements hold in every completion, in none, or only in some, within a budget."""
        truths = {all(holds) for (_, holds), cost in self.worlds(kind).items() if budget is None or cost <= budget}
        return Truth.OPEN if len(truths) > 1 else Truth.YES if True in truths else Truth.NO

    def _parts(self, kind: Pattern) -> tuple[Part, ...]:
        """Give for each dimension, and each other variable or column, what may be so of it."""
        parts = [self._in_dimension(kind, dimension) for dimension in self.dimensions]
        for key, holding in self.others_of(kind).items():
            parts.append(tuple(((key, holds), 0) for holds in holding))
        return tuple(parts)

    def _find(self, reading: Reading, parts: tuple[Part, ...]) -> Iterator[tuple[tuple[ToldOutcomes, Holds], int]]:
        groups = self.of | self.others
        places = [place for key in (*self.dimensions, *self.others) for place in groups.get(key, ())]
        truths = [value == reading for _, value in self.statements]  # of others it is put in their place
        for chosen in product(*parts):
            told = tuple([outcome for (outcome, _), _ in chosen[: len(self.dimensions)]])
            for place, truth in zip(places, chain.from_iterable(holds for (_, holds), _ in chosen), strict=True):
                truths[place] = truth
            for place in self.profiles:
                truths[place] = self.statements[place][1] == CODES.get(told)
            yield (told, tuple(truths)), sum(cost for _, cost in chosen)

    def others_of(self, kind: Pattern) -> dict[str, dict[Holds, str]]:
        """Give for each other variable or column, in a kind of case, what `ways` lists."""
        found = {}
        for key, places in self.others.items():
            wanted = [self.statements[place][1] for place in places]
            found[key] = ways(key, kind.named[self.named.index(key)], wanted, begun=kind.begun)
        return found

    def _in_dimension(self, kind: Pattern, dimension: str) -> Part:
        mine = tuple(self.statements[place] for place in self.of.get(dimension, ()))
        found = _worlds(dimension, read_by(dimension, kind), self.period, mine)
        if dimension not in OF_MEANS or self.period is not Period.EXPLOITATION or kind.begun:
            return found
        # What is derived from means has no outcome where the exploitation never began.
        results = [key in RESULTS for key, _ in mine]
        return tuple(
            (("", tuple(truth and not result for truth, result in zip(holds, results, strict=True))), cost)
            for (_, holds), cost in found
        )
