"""The rows of a data frame as cases: what is read of each, and the outcomes that are left.

All of it is looked up, step by step, in tables that are enumerated from the core:

    a means      by its answers, how silence is read, whether the exploitation began: used, not used, open
    a dimension  by what its rules read: the outcomes that are left
    a verdict    by the outcomes that are left of each dimension: the columns of text

So a table is as long as one means, one dimension or all verdicts ask for, and none as long as all cases would.
"""

from collections.abc import Iterable, Mapping
from functools import cache, partial
from itertools import compress
from operator import not_
from typing import Any, Final

import narwhals.stable.v2 as nw

from ckm_mo.answers import LEVELS, PERIODS, USED, Answer, Period, Reading, Triple, Truth, at_level, close, deduce
from ckm_mo.cases import JOINT, READINGS
from ckm_mo.classification import INPUTS, INPUTS_OF, Verdict, options, remaining
from ckm_mo.codebook import EXPLOITATION_BEGAN, MEANS_KEYS, READING, means_key
from ckm_mo.frames.columns import Columns
from ckm_mo.frames.engines import Axis, Frame, Wanted, any_of, expression, whole
from ckm_mo.rules import COERCION, DIMENSIONS, OF_MEANS
from ckm_mo.tallies.patterns import Pattern

TEXTS: Final = ("profile", "outcome", "possible", "outside", *(f"{dimension}_outcome" for dimension in DIMENSIONS))
"""What a verdict says in words."""

NEVER: Final = Axis("", (False,))
"""What is true of no row."""


class Rows(Columns):
    """The rows of a frame, and what is wrong with them.

    Args:
        frame: Of any engine.
        reading: What silence means in rows that do not say so.
        period: Of which the means are asked for; None for any.
        more: As for `Columns`.
    """

    def __init__(self, frame: Frame, *, reading: Reading | str, period: Period | None = None, **more: Any) -> None:
        """Look up how each row is read, which means were used, and what in it contradicts."""
        super().__init__(frame, **more)
        self.period, default = period, Reading(reading)
        self.closed, self.attempt = self.staged.look_up(
            ([self.axis(READING.key)], lambda answer: (answer if answer in READINGS else default) == Reading.CLOSED),
            ([self.axis(EXPLOITATION_BEGAN.key)], lambda answer: answer == Answer.NO),
        )
        (self.used,) = self.used_at(period)
        wrong = any_of(axis.has(None) for axis in (*self.axes.values(), *self.used.values()))
        self.wrong = NEVER
        if wrong is not False:
            (column,) = self.staged.add([nw.when(expression(wrong)).then(whole(1)).otherwise(whole(0))])
            self.wrong = Axis(column, (False, True))
        # Without what is added later: to plan that would take an engine longer.
        self.checked = self.staged.frame

    def axis(self, key: str) -> Axis:
        """Give what is coded of a variable: None where it has no column."""
        return self.axes.get(key, Axis("", (None,)))

    def answers(self, means: str, *, openly: bool) -> list[Axis]:
        """Give all that a means is read from: how silence is read, whether it is an attempt, and the answers."""
        levels = [self.axis(means_key(means, level)) for level in LEVELS]
        return [NEVER if openly else self.closed, self.attempt, *levels]

    def used_at(self, *levels: Period | None, openly: bool = False) -> list[dict[str, Axis]]:
        """Look up for each means whether it was used, at each level; None where its answers contradict.

        Args:
            levels: Of which it is asked.
            openly: Whether silence stays open whatever a row says.
        """
        answers = [self.answers(key, openly=openly) for key in MEANS_KEYS]
        wanted = [(each, partial(used_at_level, level)) for level in levels for each in answers]
        axes = iter(self.staged.look_up(*wanted))
        return [{key: next(axes) for key in MEANS_KEYS} for _ in levels]


class JudgedRows(Rows):
    """The rows with the outcomes that are left; the arguments are as for `Rows`."""

    def __init__(self, frame: Frame, **more: Any) -> None:
        """Look up what is left."""
        super().__init__(frame, **more)
        self.not_begun = self.attempt if self.period is Period.EXPLOITATION else NEVER
        self.read = self._read(self.used)
        self.outcomes = self._outcomes(DIMENSIONS, self.read)
        self.rests_on_silence = NEVER
        if any(self.closed.stands_for):
            (used,) = self.used_at(self.period, openly=True)
            openly = self._outcomes(OF_MEANS, self._read(used))
            differ = [([self.outcomes[each], axis], lambda one, other: one != other) for each, axis in openly.items()]
            (self.rests_on_silence,) = self.staged.look_up((self.staged.look_up(*differ), lambda *some: any(some)))

    def _read(self, used: Mapping[str, Axis]) -> dict[str, Axis]:
        """Give what the rules read: of the means whether they were used, of the others what is coded, or open."""
        read = {key: used.get(key, self.axis(key)) for key in INPUTS}
        return {
            key: Axis(axis.column, tuple(each if each in options(key) else Truth.OPEN for each in axis.stands_for))
            for key, axis in read.items()
        }

    def _outcomes(self, dimensions: Iterable[str], read: Mapping[str, Axis]) -> dict[str, Axis]:
        """Look up the outcomes of some dimensions that are left."""
        wanted: dict[str, Wanted] = {}
        for each in dimensions:
            attempt = self.not_begun if each in OF_MEANS else NEVER
            wanted[each] = (
                [attempt, *(read[key] for key in INPUTS_OF[each])],
                partial(dimension_outcomes, each, self.period),
            )
        return dict(zip(wanted, self.staged.look_up(*wanted.values()), strict=True))

    def texts(self) -> list[str]:
        """Add the columns of text; a row that is wrong has none."""
        return self.staged.texts([self.wrong, *self.outcomes.values()], texts_of)

    def pattern_axes(self, fine: Iterable[bool]) -> list[Axis]:
        """Return all that a row's pattern is made of, for `pattern_of`; of each means that is `fine`, its pairs."""
        detailed = {key: (self.answers(key, openly=False), pairs_as_read) for key in compress(MEANS_KEYS, fine)}
        pairs = dict(zip(detailed, self.staged.look_up(*detailed.values()), strict=True))
        means = [pairs.get(key) or self.read[key].turned(partial(at_level, level=self.period)) for key in MEANS_KEYS]
        coded: list[Wanted] = [([self.read[key]], lambda value: value) for key in INPUTS if key not in MEANS_KEYS]
        periods = PERIODS if self.period is None else ()
        shift: list[Wanted] = [
            ([self.attempt, *(read[key] for key in INPUTS_OF[COERCION])], partial(outcome_in, period))
            for period, read in zip(periods, map(self._read, self.used_at(*periods)), strict=True)
        ]
        axes = self.staged.look_up(*coded, *shift)
        reading = self.closed.turned(lambda closed: Reading.CLOSED if closed else Reading.OPEN)
        began = self.attempt.turned(not_)
        return [reading, began, self.rests_on_silence, *axes[: len(coded)], *means, *axes[len(coded) :]]


_CODED: Final = 3
_MEANS: Final = _CODED + len(INPUTS) - len(MEANS_KEYS)
_SHIFT: Final = _CODED + len(INPUTS)
"""Where along `JudgedRows.pattern_axes` the dimensions that are coded begin, the means, and the shift."""


def pattern_of(things: tuple[Any, ...], named: tuple[str, ...]) -> Pattern:
    """Give the response pattern of a row.

    Args:
        things: What stands along `JudgedRows.pattern_axes`.
        named: What is coded of all else that is asked.
    """
    reading, began, rests_on_silence, *_ = things
    coded, means, shift = things[_CODED:_MEANS], things[_MEANS:_SHIFT], things[_SHIFT:]
    return Pattern(reading, began, coded, means, rests_on_silence, (shift if began and shift else None), named)


@cache
def pairs_as_read(closed: bool, attempt: bool, *answers: str | None) -> int:  # noqa: FBT001 - by position
    """Find the pairs of periods that the answers to a means leave possible; 0 where they contradict.

    Args:
        closed: Whether silence reads "no".
        attempt: Whether the exploitation never began.
        answers: At each level; None where it has no column.
    """
    triple: Triple = tuple(Answer.NOT_CODED if each is None else Answer(each) for each in answers)  # type: ignore[assignment]
    pairs = deduce(triple, exploitation_began=not attempt)
    return close(triple, pairs) if closed and pairs else pairs


def used_at_level(level: Period | None, *answers: Any) -> Truth | None:
    """Return whether a means was used at a level; None where its answers contradict."""
    pairs = pairs_as_read(*answers)
    return USED[level][pairs] if pairs else None


@cache
def dimension_outcomes(dimension: str, period: Period | None, attempt: bool, *read: str) -> tuple[str, ...]:  # noqa: FBT001 - as above
    """List the outcomes of a dimension that are left, by what its rules read."""
    if attempt and period is Period.EXPLOITATION and dimension in OF_MEANS:
        return ()
    known = dict(zip(INPUTS_OF[dimension], read, strict=True))
    outcomes = remaining(tuple(str(known.get(key, Truth.OPEN)) for key in INPUTS))
    return outcomes[[*DIMENSIONS].index(dimension)]


def outcome_in(period: Period, attempt: bool, *read: str) -> str | None:  # noqa: FBT001 - as above
    """Find the outcome of coercion in a period; open where several are left, None in an attempt, which has none."""
    outcomes = dimension_outcomes(COERCION, period, False, *read)  # noqa: FBT003 - as above
    return None if attempt else outcomes[0] if len(outcomes) == 1 else Truth.OPEN


def texts_of(wrong: bool, *outcomes: tuple[str, ...]) -> tuple[str | None, ...]:  # noqa: FBT001 - as above
    """Give the columns of text, by the outcomes that are left of each dimension."""
    if wrong:
        return (None,) * len(TEXTS)
    verdict = Verdict(outcomes, Reading.OPEN, None, not_begun=False, rests_on_silence=False)
    possible = JOINT.join(verdict.possible) or None
    return verdict.profile, verdict.outcome, possible, verdict.outside, *verdict.dimensions.values()
