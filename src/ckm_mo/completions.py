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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import product
from operator import itemgetter
from typing import Final, NamedTuple

from attrs import evolve

from ckm_mo.answers import ALL_PAIRS, LEAVES, LEVELS, PERIODS, USED, Answer, Period, Reading, Truth, used
from ckm_mo.cases import JOINT, READINGS, Case, token
from ckm_mo.classification import judge
from ckm_mo.codebook import CODED_DIMENSIONS, HEADERS, MEANS_KEYS, OPEN, READING, VARIABLE, normalise
from ckm_mo.errors import InvalidAnswer, InvalidInput, OpenCondition, UnknownColumn
from ckm_mo.messages import Word
from ckm_mo.rules import COERCION, DIMENSIONS, OF_MEANS, PROFILES, RULES, AllOf, Condition, Is, variables
from ckm_mo.spelling import closest

Statement = tuple[str, str]
"""What may hold of a case: a variable, a result or a column, and its value."""

Worlds = Mapping[tuple[bool, ...], int]
"""Which statements may hold together, in their order, and the least cost of that."""

PROFILE_RESULT: Final = "profile"

RESULTS: Final[Mapping[str, tuple[str, ...]]] = {
    PROFILE_RESULT: tuple(profile.code for profile in PROFILES),
    **{dimension: outcomes for dimension, outcomes in DIMENSIONS.items() if dimension not in VARIABLE},
}
"""What statements can be about that no column holds, with the values that it has."""

RESULT_WORDS: Final = {"profile": PROFILE_RESULT, "profiel": PROFILE_RESULT, "coercion": COERCION, "dwang": COERCION}

_OPEN_KEYS: Final = frozenset(value.key for value in OPEN)
OPEN_WORDS: Final = frozenset(normalise(word) for value in OPEN for word in (value.key, value.dutch, *value.others))
"""The words that leave a cell open, in both languages."""

_CODED: Final = tuple(variable.key for variable in CODED_DIMENSIONS)


# Statements


def parse(text: str, columns: Iterable[str] | None = None) -> Statement:
    """Parse a condition such as `relatie=affectief` or `year=2019`.

    Args:
        text: A name and a value, with "=" between.
        columns: The headers that the tables have; None where they are not known yet.

    Raises:
        InvalidInput: If the value is not one that the variable takes.
        OpenCondition: If it asks for what no completion has, such as "unknown".
        UnknownColumn: If the name is neither a variable, a result nor a column.
    """
    name, _, value = text.partition("=")
    return statement(name, value, columns)


def statement(name: str, value: str, columns: Iterable[str] | None = None) -> Statement:
    """Make a statement of a name and a value, as `parse` does."""
    key = subject(name, columns)
    return key, value_of(key, value, name)


def subject(name: str, columns: Iterable[str] | None = None) -> str:
    """Find what a name is of: a variable, in either language, a result, or a column of the user's own.

    Args:
        name: As written.
        columns: The headers that the tables have; None where they are not known yet.

    Returns:
        The key of the variable or the result, else the header as the table has it.

    Raises:
        UnknownColumn: If it is none of them.
    """
    plain = normalise(name)
    if plain in HEADERS:
        return HEADERS[plain].key
    if plain in RESULT_WORDS:
        return RESULT_WORDS[plain]
    if columns is None:
        return name.strip()
    own = [*columns]
    for header in own:
        if header == name.strip():
            return header
    for header in own:
        if normalise(header) == plain:
            return header
    near = closest(plain, [*HEADERS, *map(normalise, own)], max(2, len(plain) // 3))
    raise UnknownColumn(
        value=name.strip(), columns=tuple(each for each in own if normalise(each) not in HEADERS), closest=near
    )


def check_columns(keys: Iterable[str], columns: Iterable[str]) -> None:
    """Refuse columns of the user's own that are not there.

    Raises:
        UnknownColumn: With those that are.
    """
    for key in keys:
        if key not in VARIABLE:
            subject(key, columns)


def value_of(key: str, value: str, name: str) -> str:
    """Parse a value as what the key takes; see `parse`."""
    plain = normalise(value)
    if plain in OPEN_WORDS or not plain:
        raise OpenCondition(column=name.strip(), value=value.strip(), allowed=_allowed(key))
    if key in RESULTS:
        return _result(key, value, name)
    variable = VARIABLE.get(key)
    if variable is None or not variable.values:
        return value.strip()
    word = token(evolve(variable, several=False), value)
    if isinstance(word, InvalidAnswer):
        raise InvalidInput(errors=(word.at(column=name.strip(), allowed=_allowed(key)),), more={})
    return str(word)


def _allowed(key: str) -> tuple[Word, ...]:
    if key in RESULTS:
        return tuple(Word(each, each) for each in RESULTS[key])
    return tuple(Word(value.key, value.dutch) for value in VARIABLE[key].values) if key in VARIABLE else ()


OUTCOME_WORDS: Final = {
    **{outcome: outcome for outcome in DIMENSIONS[COERCION]},
    "zacht": "soft",
    "geen": "none",
}
"""The words for outcomes of coercion, in both languages, normalised."""


def _result(key: str, value: str, name: str) -> str:
    plain = normalise(value)
    for each in RESULTS[key]:
        if normalise(each) in {plain, OUTCOME_WORDS.get(plain)}:
            return each
    near = closest(plain, map(normalise, RESULTS[key]), 1)
    error = InvalidAnswer(column=name.strip(), variable=key, value=value.strip(), allowed=_allowed(key), closest=near)
    raise InvalidInput(errors=(error,), more={})


def is_own(key: str) -> bool:
    """Return whether a key is a column that is compared as text: an identifier, or no variable at all."""
    return key not in RESULTS and (key not in VARIABLE or not VARIABLE[key].values)


def is_open(text: str) -> bool:
    """Return whether a cell of such a column leaves it open."""
    return normalise(text) in OPEN_WORDS or not text.strip()


def _dimension_of(key: str) -> str | None:
    """Find the dimension that a statement belongs to; None for those that are about no answer of the seven."""
    if key in DIMENSIONS:
        return key
    return next((dimension for dimension in DIMENSIONS if _stem(key) in _read_by(dimension)), None)


@cache
def _read_by(dimension: str) -> tuple[str, ...]:
    """List the variables that the rules of a dimension read."""
    found = {each for rule in RULES if rule.dimension == dimension for each in variables(rule.when)}
    return tuple(key for key in (*_CODED, *MEANS_KEYS) if key in found)


# Kinds of case


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
    """

    def __init__(self, keys: Iterable[str], reading: Reading, period: Period | None) -> None:
        """Sort what is asked by where it is found."""
        self.reading, self.period = reading, period
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
        if openly and openly != left:
            before = tuple([at_level[each] for each in openly])
            rests = before != level and _rests(before, level, begun or self.period is not Period.EXPLOITATION)
        shift = None
        if self.period is None and begun:
            one, other = (_coercion(tuple([USED[period][each] for each in left])) for period in PERIODS)
            shift = one, other
        kept = [each if fine else coarsened[truth] for each, truth, fine in zip(left, level, self.fine, strict=True)]
        return tuple(kept), rests, shift

    def texts(self, case: Case) -> tuple[str, ...]:
        """Give the texts of the columns of its own that the question names; empty where there are none."""
        return tuple(text_of(case, key) for key in self.own)

    def with_texts(self, kind: Kind, texts: tuple[str, ...]) -> Kind:
        """Put the texts of a case's own columns in its kind."""
        if not self.own:
            return kind
        coded, own = iter(kind.named), iter(texts)
        return kind._replace(named=tuple(next(own) if is_own(key) else next(coded) for key in self.named))


def is_named(key: str) -> bool:
    """Return whether statements about a key need what is coded there: not those about the seven, results or reading."""
    return key not in RESULTS and key != READING.key and _dimension_of(key) is None


def text_of(case: Case, key: str) -> str:
    """Give what stands in a column of a case, an identifier among them; empty where it has none."""
    if key in VARIABLE:
        return case[key]
    other = dict(case.other)
    if key in other:
        return other[key]
    plain = normalise(key)
    return next((text for name, text in case.other if normalise(name) == plain), "")


_UNASKED: Final = (Truth.OPEN,) * len(_CODED)


@cache  # an entry for each way to read the means
def _coercion(truths: tuple[Truth, ...]) -> str:
    """Name the outcome of coercion that means give, or say that it is open."""
    return judge((*_UNASKED, *truths), Reading.OPEN, None).dimensions[COERCION] or str(Truth.OPEN)


@cache  # two such ways
def _rests(openly: tuple[Truth, ...], closed: tuple[Truth, ...], has_outcome: bool) -> bool:  # noqa: FBT001 - cached
    """Return whether the outcomes that means give would be others under the open reading."""
    one, other = (judge((*_UNASKED, *truths), Reading.OPEN, None).bits for truths in (openly, closed))
    return has_outcome and one != other


# What may hold together


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
    for key in _read_by(dimension):
        mine = [each for each in statements if _stem(each[0]) == key]
        if key in MEANS_KEYS:
            ways.append(_ways_of_means(key, left[MEANS_KEYS.index(key)], period, mine))
        else:
            coded = dimensions[_CODED.index(key)]
            values = [coded] if coded != Truth.OPEN else [value.key for value in VARIABLE[key].values]
            ways.append([(key, value, tuple(value == wanted for _, wanted in mine), 0, value) for value in values])
    for chosen in product(*ways):
        outcome = _outcome(dimension, tuple((key, value) for key, value, *_ in chosen))
        held = {key: iter(holds) for key, _, holds, *_ in chosen}
        holds = tuple(next(held[_stem(key)]) if _stem(key) in held else outcome == value for key, value in statements)
        cost = sum(cost for *_, cost, _ in chosen)
        yield World(outcome, holds, cost, tuple((key, gives) for key, *_, gives in chosen))


def _stem(key: str) -> str:
    """Name what a statement is about without its period."""
    return VARIABLE[key].means or key if key in VARIABLE else key


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
    if coded not in _OPEN_KEYS:
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
            dimension = _dimension_of(key)
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
        others = [
            [(places, holds) for holds in ways(key, self._coded(kind, key), self._wanted(places), begun=kind.begun)]
            for key, places in self.others.items()
        ]
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

    def _coded(self, kind: Kind, key: str) -> str:
        return kind.named[self.named.index(key)]

    def _wanted(self, places: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.statements[place][1] for place in places)

    def _in_dimension(self, kind: Kind, dimension: str) -> tuple[tuple[tuple[str, tuple[bool, ...]], int], ...]:
        mine = tuple(self.statements[place] for place in self.of.get(dimension, ()))
        coded = () if set(_CODED).isdisjoint(_read_by(dimension)) else kind.dimensions
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
        return self.joint.all_hold(self.kinds.with_texts(self.kinds.kind(case), self.kinds.texts(case)))


_CODES: Final = {profile.crossing: profile.code for profile in PROFILES}


def profile_of(told: tuple[str, ...]) -> str | None:
    """Name the profile of an outcome in each dimension; None where that is outside the format."""
    return _CODES.get(told)


# Sums over cases, each of which offers some vectors

Offers = frozenset[tuple[tuple[int, ...], int]]
"""The vectors that a case may add to a sum, each with its least cost."""

MOST_WORK: Final = 2 * 10**10
"""How many bits may be handled to find all sums exactly."""


class TooLarge(Exception):
    """More sums than can be found exactly."""


class Sums:
    """All sums that cases can have together, each case adding one of the vectors that it offers.

    Args:
        offers: What each case offers, in order.
        budget: What all may cost together at most; None for any cost.
        most: How many bits may be handled.

    A set of sums is one whole number, a bit for each: to add a vector to all of
    them is a shift, which makes this quick.
    """

    def __init__(self, offers: Sequence[Offers], budget: int | None, most: int = MOST_WORK) -> None:
        """Find them.

        Raises:
            TooLarge: If there are too many.
        """
        self.offers = offers
        width = len(next(iter(offers[0]))[0]) if offers else 0
        lows = [[min(vector[place] for vector, _ in each) for place in range(width)] for each in offers]
        highs = [[max(vector[place] for vector, _ in each) for place in range(width)] for each in offers]
        self.low = [sum(column) for column in zip(*lows, strict=True)] or [0] * width
        sizes = [sum(column) - low + 1 for column, low in zip(zip(*highs, strict=True), self.low, strict=True)]
        self.sizes = [*sizes, (budget or 0) + 1]
        self.strides = [1]
        for size in self.sizes[:-1]:
            self.strides.append(self.strides[-1] * size)
        self.bits = self.strides[-1] * self.sizes[-1]
        if self.bits * sum(len(each) for each in offers) > most:
            raise TooLarge
        mask = (1 << self.bits) - 1
        self.shifts: list[list[tuple[int, tuple[int, ...], int]]] = []
        for each, low in zip(offers, lows, strict=True):
            moves = []
            for vector, cost in sorted(each):
                price = 0 if budget is None else cost
                if budget is None or cost <= budget:
                    shift = price * self.strides[-1]
                    shift += sum(
                        (at - base) * stride for at, base, stride in zip(vector, low, self.strides, strict=False)
                    )
                    moves.append((shift, vector, cost))
            self.shifts.append(moves)
        self.layers = [1]
        for moves in self.shifts:
            reached, found = self.layers[-1], 0
            for shift, _, _ in moves:
                found |= reached << shift
            self.layers.append(found & mask)

    def __iter__(self) -> Iterator[tuple[tuple[int, ...], int]]:
        """Go through the sums, each with its cost; of no budget, 0. A sum may come several times, at several costs."""
        found = self.layers[-1]
        text = f"{found:b}"[::-1]
        place = text.find("1")
        while place >= 0:
            yield self.vector(place)
            place = text.find("1", place + 1)

    def vector(self, place: int) -> tuple[tuple[int, ...], int]:
        """Give the sum that a bit stands for, and its cost."""
        vector = []
        for low, size in zip(self.low, self.sizes, strict=False):
            place, at = divmod(place, size)
            vector.append(low + at)
        return tuple(vector), place

    def chosen(self, vector: tuple[int, ...], cost: int = 0) -> list[tuple[int, ...]]:
        """Give for each case what it adds to a sum."""
        place = cost * self.strides[-1]
        place += sum((at - low) * stride for at, low, stride in zip(vector, self.low, self.strides, strict=False))
        found: list[tuple[int, ...]] = []
        for moves, layer in zip(reversed(self.shifts), reversed(self.layers[:-1]), strict=True):
            shift, each, _ = next(move for move in moves if move[0] <= place and layer >> (place - move[0]) & 1)
            found.append(each)
            place -= shift
        return found[::-1]
