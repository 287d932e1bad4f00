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
from itertools import product
from typing import Final, NamedTuple

from ckm_mo.answers import ALL_PAIRS, Period, Reading, Truth, used
from ckm_mo.cases import JOINT, Case
from ckm_mo.codebook import MEANS_KEYS, OPEN_KEYS, READING, VARIABLE
from ckm_mo.kinds import CODED_KEYS, Kind, Kinds, dimension_of, read_by, stem
from ckm_mo.rules import DIMENSIONS, OF_MEANS, PROFILES, RULES, AllOf, Condition, Is
from ckm_mo.statements import PROFILE_RESULT, RESULTS, Statement, is_open


class World(NamedTuple):
    """One way to complete what a dimension reads, or one other variable.

    Args:
        outcome: The dimension's; empty for another variable.
        holds: Of the statements about it, in their order, which hold.
        cost: How many open answers about means are "yes" in it.
        gives: The value that each variable has; for a means, the one pair that is left.
    """

    outcome: str
    holds: tuple[bool, ...]
    cost: int
    gives: tuple[tuple[str, str | int], ...]


def _true(condition: Condition, values: Mapping[str, str]) -> bool:
    """Evaluate a condition where every variable has a value."""
    if isinstance(condition, Is):
        return values[condition.variable] == condition.value
    parts = (_true(part, values) for part in condition.parts)
    return all(parts) if isinstance(condition, AllOf) else any(parts)


@cache
def _outcome(dimension: str, values: tuple[tuple[str, str], ...]) -> str:
    given = dict(values)
    (outcome,) = [rule.outcome for rule in RULES if rule.dimension == dimension and _true(rule.when, given)]
    return outcome


def worlds_of(
    dimension: str,
    dimensions: tuple[str, ...],
    left: tuple[int, ...],
    period: Period | None,
    statements: tuple[Statement, ...],
) -> Iterator[World]:
    """List the ways to complete what a dimension reads.

    Args:
        dimension: Which.
        dimensions: The coded dimensions of a case.
        left: The pairs that are left of its means.
        period: The level that is asked.
        statements: Those that belong to this dimension.
    """
    ways: list[list[tuple[str, str, tuple[bool, ...], int, str | int]]] = []
    for key in read_by(dimension):
        mine = [each for each in statements if stem(each[0]) == key]
        if key in MEANS_KEYS:
            ways.append(_ways_of_means(key, left[MEANS_KEYS.index(key)], period, mine))
        else:
            coded = dimensions[CODED_KEYS.index(key)]
            values = [coded] if coded != Truth.OPEN else [value.key for value in VARIABLE[key].values]
            ways.append([(key, value, tuple(value == wanted for _, wanted in mine), 0, value) for value in values])
    for chosen in product(*ways):
        outcome = _outcome(dimension, tuple((key, value) for key, value, *_ in chosen))
        held = {key: iter(holds) for key, _, holds, *_ in chosen}
        holds = tuple(next(held[stem(key)]) if stem(key) in held else outcome == value for key, value in statements)
        cost = sum(cost for *_, cost, _ in chosen)
        yield World(outcome, holds, cost, tuple((key, gives) for key, *_, gives in chosen))


def _ways_of_means(
    key: str, left: int, period: Period | None, statements: Sequence[Statement]
) -> list[tuple[str, str, tuple[bool, ...], int, str | int]]:
    """List the ways for a means to be completed, each distinct in what is asked of it."""
    free = used(left, period) is Truth.OPEN
    found: dict[tuple[str, tuple[bool, ...]], int] = {}
    for place in range(ALL_PAIRS.bit_length()):
        pair = 1 << place
        if left & pair:
            holds = tuple(
                used(pair, Period(VARIABLE[name].period) if VARIABLE[name].period else None) == value
                for name, value in statements
            )
            found.setdefault((str(used(pair, period)), holds), pair)
    return [(key, value, holds, int(free and value == Truth.YES), pair) for (value, holds), pair in found.items()]


@lru_cache(1 << 16)
def _worlds(
    dimension: str,
    dimensions: tuple[str, ...],
    left: tuple[int, ...],
    period: Period | None,
    statements: tuple[Statement, ...],
) -> tuple[tuple[tuple[str, tuple[bool, ...]], int], ...]:
    """Give what may hold together in a dimension: its outcome and the statements, with the least cost."""
    found: dict[tuple[str, tuple[bool, ...]], int] = {}
    for each in worlds_of(dimension, dimensions, left, period, statements):
        what = each.outcome, each.holds
        found[what] = min(each.cost, found.get(what, each.cost))
    return tuple(found.items())


def ways(key: str, coded: str, wanted: Sequence[str], *, begun: bool) -> dict[tuple[bool, ...], str]:
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
        if not is_open(coded):
            return {tuple(coded == each for each in wanted): coded}
        texts = [*dict.fromkeys(wanted), _other_text(wanted)]
        return {tuple(text == each for each in wanted): text for text in texts}
    if variable.of_exploitation and not begun:
        return {(False,) * len(wanted): coded}
    if coded not in OPEN_KEYS:
        has = coded.split(JOINT)
        return {tuple(each in has for each in wanted): coded}
    values = [value.key for value in variable.values]
    if variable.several:
        return _ways_of_several(values, wanted)
    return {tuple(value == each for each in wanted): value for value in reversed(values)}


def _ways_of_several(values: Sequence[str], wanted: Sequence[str]) -> dict[tuple[bool, ...], str]:
    """List the non-empty sets of values, as far as the wanted ones tell them apart."""
    asked = [value for value in values if value in wanted]
    rest = [value for value in values if value not in wanted][:1]
    found = {}
    for chosen in product((False, True), repeat=len(asked)):
        has = [value for value, taken in zip(asked, chosen, strict=True) if taken] or rest
        if has:
            found[tuple(each in has for each in wanted)] = JOINT.join(has)
    return found


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
        self.profiles: list[int] = []
        self.readings: list[int] = []
        for place, (key, _) in enumerate(self.statements):
            dimension = dimension_of(key)
            if key == PROFILE_RESULT:
                self.profiles.append(place)
            elif key == READING.key:
                self.readings.append(place)
            elif dimension is None:
                self.others.setdefault(key, []).append(place)
            else:
                self.of.setdefault(dimension, []).append(place)
        whole = with_outcomes or bool(self.profiles)
        self.dimensions = tuple(each for each in DIMENSIONS if whole or each in self.of)
        self._known: dict[object, dict[tuple[tuple[str, ...], tuple[bool, ...]], int]] = {}

    def worlds(self, kind: Kind) -> dict[tuple[tuple[str, ...], tuple[bool, ...]], int]:
        """Give the outcomes of the dimensions and the statements that may hold together, with the least cost.

        The outcomes are those of `dimensions`, in their order.
        """
        about = (
            kind.reading if self.readings else None,
            kind.begun,
            kind.dimensions if self.dimensions else (),
            kind.left if self.dimensions else (),
            kind.named if self.others else (),
        )
        found = self._known.get(about)
        if found is None:
            found = self._known[about] = self._find(kind)
        return found

    def holds(self, kind: Kind) -> dict[tuple[bool, ...], int]:
        """Give the statements that may hold together, with the least cost."""
        found: dict[tuple[bool, ...], int] = {}
        for (_, holds), cost in self.worlds(kind).items():
            found[holds] = min(cost, found.get(holds, cost))
        return found

    def all_hold(self, kind: Kind, budget: int | None = None) -> Truth:
        """Return whether all statements hold in every completion, in none, or only in some, within a budget."""
        truths = {all(holds) for holds, cost in self.holds(kind).items() if budget is None or cost <= budget}
        return Truth.OPEN if len(truths) > 1 else Truth.YES if True in truths else Truth.NO

    def _find(self, kind: Kind) -> dict[tuple[tuple[str, ...], tuple[bool, ...]], int]:
        parts = [self._in_dimension(kind, dimension) for dimension in self.dimensions]
        others = [[(self.others[key], holds) for holds in holding] for key, holding in self.others_of(kind).items()]
        found: dict[tuple[tuple[str, ...], tuple[bool, ...]], int] = {}
        truths = [False] * len(self.statements)
        for place in self.readings:
            truths[place] = self.statements[place][1] == kind.reading
        for chosen in product(*parts):
            told = tuple(outcome for (outcome, _), _ in chosen)
            cost = sum(cost for _, cost in chosen)
            for dimension, ((_, holds), _) in zip(self.dimensions, chosen, strict=True):
                for place, truth in zip(self.of.get(dimension, ()), holds, strict=True):
                    truths[place] = truth
            code = profile_of(told)
            for place in self.profiles:
                truths[place] = self.statements[place][1] == code
            for several in product(*others):
                for places, holds in several:
                    for place, truth in zip(places, holds, strict=True):
                        truths[place] = truth
                what = told, tuple(truths)
                found[what] = min(cost, found.get(what, cost))
        return found

    def others_of(self, kind: Kind) -> dict[str, dict[tuple[bool, ...], str]]:
        """Give for each other variable or column, in a kind of case, what `ways` lists."""
        found = {}
        for key, places in self.others.items():
            wanted = [self.statements[place][1] for place in places]
            found[key] = ways(key, kind.named[self.named.index(key)], wanted, begun=kind.begun)
        return found

    def _in_dimension(self, kind: Kind, dimension: str) -> tuple[tuple[tuple[str, tuple[bool, ...]], int], ...]:
        mine = tuple(self.statements[place] for place in self.of.get(dimension, ()))
        coded = () if set(CODED_KEYS).isdisjoint(read_by(dimension)) else kind.dimensions
        left = kind.left if dimension in OF_MEANS else ()
        found = _worlds(dimension, coded, left, self.period, mine)
        if dimension not in OF_MEANS or self.period is not Period.EXPLOITATION or kind.begun:
            return found
        # What is derived from means has no outcome where the exploitation never began.
        results = [key in RESULTS for key, _ in mine]
        return tuple(
            (("", tuple(truth and not result for truth, result in zip(holds, results, strict=True))), cost)
            for (_, holds), cost in found
        )


class Group:
    """A group of cases, given by conditions that all must hold.

    Args:
        conditions: What must hold.
        reading: What silence means in cases that do not say so themselves.
        period: The level at which means are asked for.
    """

    def __init__(self, conditions: Sequence[Statement], reading: Reading, period: Period | None) -> None:
        """Find what it needs of a case."""
        self.kinds = Kinds((key for key, _ in conditions), reading, period)
        self.joint = Joint(conditions, self.kinds.named, period)

    def member(self, case: Case) -> Truth:
        """Return whether a case is in the group: YES for certain, NO for certain not, OPEN where it may be."""
        return self.joint.all_hold(self.kinds.whole(case))


_CODES: Final = {profile.crossing: profile.code for profile in PROFILES}


def profile_of(told: tuple[str, ...]) -> str | None:
    """Name the profile of an outcome in each dimension; None where that is outside the format."""
    return _CODES.get(told)
