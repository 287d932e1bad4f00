"""What the core says, as expressions of whatever engine holds a frame.

Lowered from the rules, and from what the core says of the answers to a means. No flag is ever null, so that nothing
depends on an engine's logic of nulls.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, reduce
from itertools import product
from operator import and_, or_
from typing import Any, Final

import narwhals.stable.v2 as nw

from ckm_mo.answers import LEVELS, Answer, Period, Reading, Triple, Truth, close, deduce, truth
from ckm_mo.cases import JOINT
from ckm_mo.classification import OPEN, VARIABLES, Verdict, options, outcomes_left
from ckm_mo.codebook import MEANS
from ckm_mo.rules import COERCION, RULES, AllOf, Condition, Is

_DIMENSIONS: Final = tuple(dict.fromkeys(rule.dimension for rule in RULES))
TEXTS: Final = ("profile", "possible", "outside", *(f"{dimension}_outcome" for dimension in _DIMENSIONS))
"""What a verdict says in words."""

MEANS_KEYS: Final = tuple(key for key, _, _ in MEANS)
"""The keys of the means."""

SAID: Final = (None, *Truth)
"""What the core can say of a means, by its number: a contradiction first."""

ANSWERS: Final = tuple(map(str, Answer))
"""All that may be answered about a means at a level."""

Flag = nw.Expr | bool
"""What is true or false of each row, and never null; a constant where it is the same for all."""


def any_of(flags: Iterable[Flag]) -> Flag:
    """Say whether one of them is true."""
    some = [flag for flag in flags if flag is not False]
    return reduce(or_, some) if some and not any(flag is True for flag in some) else bool(some)


def all_of(flags: Iterable[Flag]) -> Flag:
    """Say whether all of them are."""
    some = [flag for flag in flags if flag is not True]
    return reduce(and_, some) if some and not any(flag is False for flag in some) else not some


def negated(flag: Flag) -> Flag:
    """Say whether it is not."""
    return not flag if isinstance(flag, bool) else ~flag


def expression(flag: Flag) -> nw.Expr:
    """Make an expression of a flag, a constant too."""
    return nw.lit(flag) if isinstance(flag, bool) else flag


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


BEGUN: Final = ("begun", "attempt")
"""Whether the exploitation began."""


@cache
def boxes_of(
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

    def holds(*point: str) -> bool | None:
        found = said_at(levels, level, point)
        return None if found is None and says is not None else found is says

    return boxes((readings, begun, *(ANSWERS for _ in levels)), holds)


@cache
def said_at(levels: tuple[Period | None, ...], level: Period | None, point: tuple[str, ...]) -> Truth | None:
    """Say what the core does of a means.

    Args:
        levels: Those that have a column; at others nothing is coded.
        level: Which is asked.
        point: What silence means, whether the exploitation began, and the answers at each of `levels`.

    Returns:
        Whether the means was used; None for a contradiction.
    """
    reading, began, *answers = point
    at = dict(zip(levels, map(Answer, answers), strict=True))
    triple: Triple = tuple(at.get(each, Answer.NOT_CODED) for each in LEVELS)  # type: ignore[assignment]  # three
    left = deduce(triple, begun=began == BEGUN[0])
    return truth(close(triple, left) if reading == Reading.CLOSED else left, level) if left else None


def ruled_out(condition: Condition, read: Callable[[str, str], Flag]) -> Flag:
    """Say whether no completion makes a condition true; `read` says whether a variable is read as a value.

    A condition reads each variable at most once, so its parts are ruled out each for itself.
    """
    if isinstance(condition, Is):
        return any_of(read(condition.variable, each) for each in options(condition.variable) if each != condition.value)
    parts = [ruled_out(part, read) for part in condition.parts]
    return any_of(parts) if isinstance(condition, AllOf) else all_of(parts)


@cache
def texts_of(bits: int) -> tuple[str | None, ...] | None:
    """Give the texts of the verdict that has these rules not ruled out; None where no case can have it."""
    if not all(outcomes_left(bits, dimension) for dimension in _DIMENSIONS if dimension != COERCION):
        return None
    verdict = Verdict(bits, Reading.OPEN, None, not_begun=False, rests_on_silence=False)
    lines = (getattr(verdict, dimension) for dimension in _DIMENSIONS)
    return verdict.profile, JOINT.join(verdict.possible) or None, verdict.outside, *lines


@cache
def choices(text: int, place: int = 0, bits: int = 0) -> Any:
    """Choose a text of the verdict by one flag of a rule after another.

    Returns:
        A text; or the place of a flag, what is chosen with it and without it; or `...` where no case comes.
    """
    if place == len(RULES):
        texts = texts_of(bits)
        return ... if texts is None else texts[text]
    having, without = (choices(text, place + 1, bits | bit << place) for bit in (1, 0))
    if having is ... or having == without:
        return without
    return having if without is ... else (place, having, without)


def grown(tree: Any, flags: Sequence[Flag]) -> nw.Expr:
    """Make an expression of a tree."""
    if not isinstance(tree, tuple):
        return nw.lit(tree, dtype=nw.String)
    place, having, without = tree
    flag = flags[place]
    if isinstance(flag, bool):
        return grown(having if flag else without, flags)
    return nw.when(flag).then(grown(having, flags)).otherwise(grown(without, flags))


def within(some: Sequence[str], every: Sequence[str], otherwise: str, has: Callable[[str], Flag]) -> Flag:
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
        return negated(any_of(has(value) for value in every if value not in some))
    return any_of(map(has, some))


def as_bits(flags: Iterable[Flag]) -> nw.Expr:
    """Give flags as one number, the first of them as its lowest bit."""
    bits = [(flag, 1 << place) for place, flag in enumerate(flags)]
    sure = small(sum(bit for flag, bit in bits if flag is True))
    return sum_of([sure, *(flag.cast(nw.Int16) * small(bit) for flag, bit in bits if not isinstance(flag, bool))])


def small(number: int) -> nw.Expr:
    """Give a number that takes little room."""
    return nw.lit(number, dtype=nw.Int16)


def sum_of(numbers: Iterable[nw.Expr]) -> nw.Expr:
    """Add numbers up, of which there is one at least."""
    return reduce(lambda one, other: one + other, numbers)


TABLES: Final = {
    name: [None if texts is None else texts[place] for texts in map(texts_of, range(1 << len(RULES)))]
    for place, name in enumerate(TEXTS)
}
"""What a verdict says in words, by the rules that are not ruled out as a number."""


@cache
def outcome_of(bits: int) -> str:
    """Name the outcome of coercion, or say that it is open."""
    left = outcomes_left(bits, COERCION)
    return left[0] if len(left) == 1 else str(OPEN)


@cache
def values_of(number: int) -> tuple[str, ...]:
    """Give the seven as read, of their number."""
    read = []
    for key in VARIABLES:
        number, digit = divmod(number, len(options(key)) + 1)
        value = (*options(key), OPEN)[digit]
        read.append(Truth(value) if key in MEANS_KEYS else value)
    return tuple(read)
