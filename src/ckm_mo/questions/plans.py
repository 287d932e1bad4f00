"""Reading plans: which cases to reopen, and what to look for.

The width of a case is the number of profiles that it may have, 0 for one that is
decided or outside; that of a table is the sum. For one case and so many answers,
each next question is the one that leaves the least width in the worst case: a
recursion over the inputs of the rules as read. For a table, answers are divided so
that the guaranteed narrowing is greatest, by dynamic programming.

It shows no direction: not which outcome is hoped for. A source may leave an answer
open, and then nothing is guaranteed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise, product
from operator import itemgetter
from types import MappingProxyType
from typing import ClassVar, Final

from attrs import astuple, frozen

from ckm_mo.answers import Period, Reading, Truth
from ckm_mo.cases import Case, each_case
from ckm_mo.classification import (
    INPUTS,
    Values,
    Verdict,
    classify,
    key_at_level,
    options,
    remaining,
    values_of,
)
from ckm_mo.codebook import VARIABLE, provenance_record
from ckm_mo.errors import InvalidAssumption
from ckm_mo.records import TEXT, WHOLE, Records, Result, plural
from ckm_mo.rules import CODES
from ckm_mo.tallies.intervals import is_count, plain_number
from ckm_mo.tallies.patterns import text_of
from ckm_mo.tallies.statements import RESULTS, is_open, subject

Gains = tuple[int, ...]
"""What is guaranteed to be taken away by no answer, by one, by two and so on; the last holds for all beyond."""

FEW_CASES: Final = 400
"""Among how many cases ties are settled case by case, in the order of the table; among more by kinds of case."""

CORE: Final = 16
"""Of how many cases of each kind any division is tried; the others are divided by what an answer is worth most."""

MOST_TAKEN_BACK: Final = 10
"""How many steps may be taken back, or more of them taken, for one answer more."""

PLAN_SCHEMA: Final[Mapping[str, str]] = MappingProxyType(
    {"case_id": TEXT, "ask": TEXT, "answers": WHOLE, "guaranteed": WHOLE, "per": TEXT, "reading": TEXT, "period": TEXT}
)
"""The columns of a plan as rows: a row for each case that is reopened."""


@frozen
class Reopened(Result):
    """A case that a plan reopens.

    Args:
        case_id: Its id.
        ask: The key of the first question.
        answers: How many answers are looked up.
        guaranteed: What they take away for certain.
        per: What it has in the column that the plan is shown by; None where that is open, or there is none.
    """

    json: ClassVar = "case_id", "ask", "answers", "guaranteed", "per"

    case_id: str
    ask: str
    answers: int
    guaranteed: int
    per: str | None = None


@frozen
class Plan(Result):
    """Which cases to reopen.

    Args:
        n: How many cases there are.
        undecided: How many may have more than one outcome.
        width: The sum over profiles of the cases that may have it and are not decided for it.
        answers: How many answers may be looked up.
        guaranteed: What they take away of the width if the source answers each with a definite value.
        curve: That for 0 answers, 1, 2 and so on, up to where nothing more is guaranteed.
        cases: The cases that are reopened, the most guaranteed per answer first.
        reading: What silence meant for cases that do not say so themselves.
        period: The period that was asked for.
        per: The column that the plan is shown by; None without.
        files: The tables that were read.
    """

    json: ClassVar = (
        *("n", "undecided", "width", "answers", "guaranteed", "curve:_curve", "cases", "provenance:_provenance"),
    )

    n: int
    undecided: int
    width: int
    answers: int
    guaranteed: int
    curve: tuple[int, ...]
    cases: tuple[Reopened, ...]
    reading: Reading = Reading.OPEN
    period: Period | None = None
    per: str | None = None
    files: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        """Say in one line what so many answers are sure to take away."""
        about = f"{plural(self.answers, 'answer')} about {plural(self.n, 'case')}"
        return f"<Plan of {about}: {self.guaranteed} of {self.width} guaranteed>"

    @property
    def read_as(self) -> str:
        """The reading that is named with it: that of cases that do not say so themselves."""
        return str(self.reading)

    @property
    def _curve(self) -> list[dict[str, int]]:
        return [{"answers": answers, "guaranteed": guaranteed} for answers, guaranteed in enumerate(self.curve)]

    @property
    def _provenance(self) -> dict[str, object]:
        return provenance_record(self.files)

    def rows(self) -> Records:
        """Give each case that is reopened as a row for any data frame library, in the columns of `PLAN_SCHEMA`."""
        return Records(PLAN_SCHEMA, [(*astuple(each), str(self.reading), self.period) for each in self.cases])


# One case


@lru_cache(1 << 16)
def width_of(by_dimension: tuple[tuple[str, ...], ...]) -> int:
    """Return how many profiles a case with these outcomes in each dimension may have; 0 where it has one outcome."""
    crossings = [*product(*by_dimension)]
    profiles = sum(crossing in CODES for crossing in crossings)
    return 0 if profiles == 1 == len(crossings) else profiles


@lru_cache(1 << 16)
def _worst(values: Values, answers: int) -> tuple[int, int]:
    """Return the width in the worst case after so many answers, and the index of the best first question."""
    best, first = width_of(remaining(values)), -1
    if best and answers:
        for index, value in enumerate(values):
            if value == Truth.OPEN:
                completed = [(*values[:index], each, *values[index + 1 :]) for each in options(INPUTS[index])]
                worst = max(_worst(each, answers - 1)[0] for each in completed)
                if first < 0 or worst < best:
                    best, first = min(worst, best), index
    return best, first


@lru_cache(1 << 16)
def gains(values: Values) -> Gains:
    """Return what so many answers about a case are guaranteed to take away, up to where more take away nothing more."""
    widths = [_worst(values, answers)[0] for answers in range(values.count(Truth.OPEN) + 1)]
    return tuple(widths[0] - width for width in widths[: widths.index(widths[-1]) + 1])


def first_question(values: Values, answers: int) -> str:
    """Return the input to ask about first if so many answers will be looked up."""
    return INPUTS[_worst(values, answers)[1]]


# All cases


def plan(
    cases: Iterable[Case],
    *,
    answers: int | None = None,
    reading: Reading = Reading.OPEN,
    period: Period | None = None,
    per: str | None = None,
) -> Plan:
    """Plan which cases to reopen.

    Args:
        cases: Any cases, each once.
        answers: How many answers may be looked up; None for the least number after which nothing more is guaranteed.
        reading: What silence means for cases that do not say so themselves.
        period: The period whose means of coercion count; None for any.
        per: A column, a variable or a result to show the plan by: it orders nothing else.

    Returns:
        The plan.

    Raises:
        InvalidAssumption: If the number of answers is not a whole number, 0 or more.
        UnknownColumn: If `per` is neither a variable, a result nor a column of the cases.
        WrongKind: If these are no cases.

    Unknown:
        It is guaranteed if the source answers with a definite value; where it leaves the answer open, nothing is.

    Example:
        >>> case = Case.from_answers({"case_id": "F-1", "relation": "affective", "violence": "yes"})
        >>> plan([case]).cases[0].ask
        'initiative'
    """
    several = tuple(each_case(cases))
    if per is not None:
        columns = dict.fromkeys(name for case in several for name, _ in case.other)
        per = subject(per, [*VARIABLE, *columns] if several else None)
    builder = PlanBuilder(Reading(reading), None if period is None else Period(period), per)
    for case in several:
        builder.add(case.case_id, *builder.read(case))
    return builder.plan(answers)


class PlanBuilder:
    """A plan in the making.

    Args:
        reading: What silence means for cases that do not say so themselves.
        period: The period that is asked for; None for any.
        per: The column that the plan is shown by; None without.
    """

    def __init__(self, reading: Reading, period: Period | None, per: str | None = None) -> None:
        self.reading, self.period, self.per = reading, period, per
        self.n = self.undecided = self.width = 0
        self.undecided_cases: list[tuple[str, Values, str]] = []
        """Those that may have a profile: the id, the inputs as read, and what stands in the column of `per`."""

    def read(self, case: Case) -> tuple[Values, Verdict, str]:
        """Return the inputs of a case as read, its verdict, and what it has in the column of `per`."""
        verdict, text = classify(case, self.reading, self.period), ""
        if self.per is not None:
            text = getattr(verdict, self.per) if self.per in RESULTS else str(text_of(case, self.per))
        return values_of(case.key, verdict.reading, self.period), verdict, text or ""

    def add(self, case_id: str, values: Values, verdict: Verdict, per: str) -> None:
        """Add a case that was read."""
        if verdict.not_begun:
            return
        width = width_of(verdict.by_dimension)
        self.n += 1
        self.undecided += len(verdict.outcomes) > 1
        self.width += width
        if width:
            self.undecided_cases.append((case_id, values, "" if is_open(per) else per))

    def plan(self, answers: int | None = None, files: tuple[tuple[str, str], ...] = ()) -> Plan:
        """Divide answers over the cases.

        Raises:
            InvalidAssumption: If the number of answers is not a whole number, 0 or more.
        """
        answers = plain_number(answers)
        if not (answers is None or is_count(answers)):
            raise InvalidAssumption(problem="negative_answers", given=answers)
        each = [gains(values) for _, values, _ in self.undecided_cases]
        curve, division = divide(each, answers)
        reopened = [
            Reopened(case_id, key_at_level(first_question(values, some), self.period), some, gain[some], per or None)
            for (case_id, values, per), some, gain in zip(self.undecided_cases, division, each, strict=True)
            if some
        ]
        reopened.sort(key=lambda case: -case.guaranteed / case.answers)
        allowed = len(curve) - 1 if answers is None else answers
        return Plan(
            self.n,
            self.undecided,
            self.width,
            allowed,
            curve[min(allowed, len(curve) - 1)],
            tuple(curve),
            tuple(reopened),
            self.reading,
            self.period,
            self.per,
            files,
        )


Step = tuple[float, int, int, Gains]
"""From a corner to the next: an answer's worth, negated; how many answers it starts and ends at; of which gains."""


def divide(each: Sequence[Gains], answers: int | None) -> tuple[list[int], list[int]]:
    """Divide answers over cases so that what is guaranteed is greatest.

    Of each kind of case, by what is guaranteed, some may get any number of answers: the core. The others go from
    corner to corner of the concave line above what answers guarantee, the steepest step first: an optimal division
    differs from that in fewer cases than a core has.

    Args:
        each: What is guaranteed by answers about each case.
        answers: How many there are; None for as many as guarantee anything.

    Returns:
        What 0 answers guarantee, 1, 2 and so on, up to where more guarantee nothing more; and how many each case gets:
        of divisions that guarantee the same the one with the fewest answers, and among few cases of those the first in
        their order.
    """
    most = CORE if len(each) > FEW_CASES else FEW_CASES
    cases: defaultdict[Gains, list[int]] = defaultdict(list)
    for index, gain in enumerate(each):
        cases[gain].append(index)
    in_core = sorted(chain.from_iterable(several[:most] for several in cases.values()))
    core = [each[index] for index in in_core]
    attained = _attained(core)
    steps = [step for gain, several in cases.items() for step in _steps(gain) for _ in several[most:]]
    steps.sort(key=itemgetter(0))
    curve, taken = _curve(attained[0], steps)
    answers = curve.index(curve[-1 if answers is None else min(answers, len(curve) - 1)])
    division = [0] * len(each)
    beyond = {(gain, start): iter(several[most:]) for gain, several in cases.items() for start in range(len(gain))}
    for _, start, end, gain in steps[: taken[answers]]:
        division[next(beyond[gain, start])] = end
        answers -= end - start
    for index, some in zip(in_core, _first(core, attained, answers), strict=True):
        division[index] = some
    return curve, division


def _attained(each: Sequence[Gains]) -> list[list[int]]:
    """Return what 0, 1, 2 and so many answers guarantee at most about all cases from each on, and about none."""
    attained = [[0]]
    for gain in reversed(each):
        after = attained[-1] + [attained[-1][-1]] * (len(gain) - 1)
        most = after
        for some, sure in enumerate(gain[1:], 1):
            most = [*map(max, most, [-1] * some + [number + sure for number in after[:-some]])]
        attained.append(most)
    return attained[::-1]


def _first(each: Sequence[Gains], attained: Sequence[Sequence[int]], answers: int) -> list[int]:
    """Return how many answers each case gets: the first division in their order that guarantees the most."""
    division = []
    for gain, (now, after) in zip(each, pairwise(attained), strict=True):
        some = max(
            some
            for some in range(min(answers, len(gain) - 1) + 1)
            if gain[some] + after[min(answers - some, len(after) - 1)] == now[min(answers, len(now) - 1)]
        )
        division.append(some)
        answers -= some
    return division


def _steps(gain: Gains) -> Iterator[Step]:
    """List the steps on the least concave line above what answers guarantee."""
    start = 0
    while start < len(gain) - 1:
        slope, end = max(((gain[end] - gain[start]) / (end - start), end) for end in range(start + 1, len(gain)))
        yield -slope, start, end, gain
        start = end


def _curve(core: Sequence[int], steps: Sequence[Step]) -> tuple[list[int], list[int]]:
    """Return what 0, 1, 2 and so many answers guarantee, and for each how many of the steps are taken."""
    spent = [0, *accumulate(end - start for _, start, end, _ in steps)]
    sure = [0, *accumulate(gain[end] - gain[start] for _, start, end, gain in steps)]
    curve: list[int] = []
    taken = [0]
    for answers in range(spent[-1] + len(core)):
        # One answer more changes how many steps are taken by a few at most.
        near = range(max(0, taken[-1] - MOST_TAKEN_BACK), min(len(spent), taken[-1] + MOST_TAKEN_BACK + 1))
        sums = {
            some: sure[some] + core[answers - spent[some]] for some in near if 0 <= answers - spent[some] < len(core)
        }
        taken.append(max(sums, key=sums.__getitem__))
        curve.append(sums[taken[-1]])
    curve = [*accumulate(curve, max)]
    return curve[: curve.index(curve[-1]) + 1], taken[1:]
