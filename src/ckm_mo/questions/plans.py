"""Reading plans: which cases to reopen, and what to look for.

The width of a case is the number of profiles that it may have, 0 for one that is
decided or outside; that of a table is the sum. For one case and so many answers,
each next question is the one that leaves the least width in the worst case: a
recursion over the inputs of the rules as read. For a table, answers are divided so
that the guaranteed narrowing is greatest, by dynamic programming.

It shows no direction: not which outcome is hoped for. A source may leave an answer
open, and then nothing is guaranteed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import Final

from attrs import asdict, frozen

from ckm_mo.answers import Period, Reading, Truth
from ckm_mo.cases import Case, each_case
from ckm_mo.classification import INPUTS, Values, Verdict, as_read, asked, classify, judge, options
from ckm_mo.codebook import VARIABLE, provenance_record
from ckm_mo.errors import InvalidAssumption
from ckm_mo.records import TEXT, WHOLE, Records, plural, to_html
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
class Reopened:
    """A case that a plan reopens.

    Args:
        case_id: Its id.
        ask: The key of the first question.
        answers: How many answers are looked up.
        guaranteed: What they take away for certain.
        per: What it has in the column that the plan is shown by; None where that is open, or there is none.
    """

    case_id: str
    ask: str
    answers: int
    guaranteed: int
    per: str | None = None

    def as_dict(self) -> dict[str, object]:
        """Give its part of the JSON interface."""
        return asdict(self)


@frozen
class Plan:
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

    def _repr_html_(self) -> str:
        return to_html(self.rows(), repr(self))

    @property
    def read_as(self) -> str:
        """The reading that is named with it: that of cases that do not say so themselves."""
        return str(self.reading)

    def as_dict(self) -> dict[str, object]:
        """Give the JSON interface."""
        return {
            "n": self.n,
            "undecided": self.undecided,
            "width": self.width,
            "answers": self.answers,
            "guaranteed": self.guaranteed,
            "curve": [{"answers": answers, "guaranteed": sure} for answers, sure in enumerate(self.curve)],
            "cases": [each.as_dict() for each in self.cases],
            "provenance": provenance_record(self.files),
        }

    def rows(self) -> Records:
        """Give each case that is reopened as a row for any data frame library, in the columns of `PLAN_SCHEMA`."""
        return Records(PLAN_SCHEMA, [(*each.as_dict().values(), str(self.reading), self.period) for each in self.cases])


# One case


def open_width(verdict: Verdict) -> int:
    """Count the profiles that a case may have; 0 where it is decided, outside or has no coercion."""
    return len(verdict.possible) if len(verdict.outcomes) > 1 else 0


def _width(values: Values) -> int:
    return open_width(judge(values, Reading.OPEN, None))


@lru_cache(1 << 16)
def _left(values: Values, answers: int) -> tuple[int, int | None]:
    """Find the width that is left in the worst case, and the place of the first question that leaves the least."""
    best, first = _width(values), None
    if not best or not answers:
        return best, None
    for place, value in enumerate(values):
        if value == Truth.OPEN:
            worst = max(
                _left((*values[:place], each, *values[place + 1 :]), answers - 1)[0] for each in options(INPUTS[place])
            )
            if first is None or worst < best:
                best, first = min(worst, best), place
    return best, first


@lru_cache(1 << 16)
def gains(values: Values) -> Gains:
    """Find what so many answers about a case are guaranteed to take away, up to where more take away nothing more."""
    now = _width(values)
    found = [now - _left(values, answers)[0] for answers in range(values.count(Truth.OPEN) + 1)]
    return tuple(found[: _needed(found, None) + 1])


def first_question(values: Values, answers: int) -> str:
    """Name the first question about a case that is best if so many answers will be looked up."""
    place = _left(values, answers)[1]
    return INPUTS[place or 0]


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
    told = tuple(each_case(cases))
    if per is not None:
        columns = dict.fromkeys(name for case in told for name, _ in case.other)
        per = subject(per, [*VARIABLE, *columns] if told else None)
    planning = PlanBuilder(Reading(reading), None if period is None else Period(period), per)
    for case in told:
        planning.take(case.case_id, *planning.look(case))
    return planning.plan(answers)


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
        self.wide: list[tuple[str, Values, str]] = []
        """The cases that have a width: the id, what is read, and what stands in the column of `per`."""

    def look(self, case: Case) -> tuple[Values, Verdict, str]:
        """Read a case, and what it has in the column of `per`."""
        reading, verdict = case.about.reading or self.reading, classify(case, self.reading, self.period)
        text: str | None = ""
        if self.per is not None:
            text = getattr(verdict, self.per) if self.per in RESULTS else str(text_of(case, self.per))
        return as_read(case.key, reading, self.period), verdict, text or ""

    def take(self, case_id: str, values: Values, verdict: Verdict, per: str) -> None:
        """Take in a case that was read."""
        if verdict.not_begun:
            return
        wide = open_width(verdict)
        self.n += 1
        self.undecided += len(verdict.outcomes) > 1
        self.width += wide
        if wide:
            self.wide.append((case_id, values, "" if is_open(per) else per))

    def plan(self, answers: int | None = None, files: tuple[tuple[str, str], ...] = ()) -> Plan:
        """Divide answers over the cases taken in.

        Raises:
            InvalidAssumption: If the number of answers is not a whole number, 0 or more.
        """
        answers = plain_number(answers)
        if not (answers is None or is_count(answers)):
            raise InvalidAssumption(problem="negative_answers", given=answers)
        each = [gains(values) for _, values, _ in self.wide]
        curve, division = divide(each, answers)
        reopened = [
            Reopened(case_id, asked(first_question(values, some), self.period), some, gain[some], per or None)
            for (case_id, values, per), some, gain in zip(self.wide, division, each, strict=True)
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


def divide(each: Sequence[Gains], answers: int | None) -> tuple[list[int], list[int]]:
    """Divide answers over cases so that what is guaranteed is greatest.

    Args:
        each: What is guaranteed by answers about each case.
        answers: How many there are; None for as many as guarantee anything.

    Returns:
        What 0 answers guarantee, 1, 2 and so on, up to where more guarantee nothing more; and how many each case gets:
        of divisions that guarantee the same the one with the fewest answers, and of those the first in the order of
        the cases.
    """
    if len(each) <= FEW_CASES:
        return _divide_cases(each, answers)
    return _divide_kinds(each, answers)


def _behind(each: Sequence[Gains]) -> list[list[int]]:
    """Find what so many answers guarantee about all cases from each on, and about none."""
    behind = [[0]]
    for gain in reversed(each):
        padded = behind[-1] + [behind[-1][-1]] * (len(gain) - 1)
        found = padded
        for some, sure in enumerate(gain[1:], 1):
            found = [*map(max, found, [-1] * some + [so_far + sure for so_far in padded[:-some]])]
        behind.append(found)
    return behind[::-1]


def _needed(curve: Sequence[int], answers: int | None) -> int:
    """Give the least number of answers that guarantees as much as so many; as all, where None."""
    return curve.index(curve[-1] if answers is None else curve[min(answers, len(curve) - 1)])


def _divide_cases(each: Sequence[Gains], answers: int | None) -> tuple[list[int], list[int]]:
    """Divide case by case: what the cases from each on guarantee, then the first division in order that attains it."""
    behind = _behind(each)
    curve = behind[0][: _needed(behind[0], None) + 1]
    left = _needed(curve, answers)
    division = []
    for gain, (now, after) in zip(each, pairwise(behind), strict=True):
        wanted = now[min(left, len(now) - 1)]
        some = max(
            some
            for some in range(min(left, len(gain) - 1) + 1)
            if gain[some] + after[min(left - some, len(after) - 1)] == wanted
        )
        division.append(some)
        left -= some
    return curve, division


Step = tuple[float, int, int, Gains]
"""From a corner to the next: how much an answer is worth, negated; at how many answers it begins and ends; of whom."""


def _steps(kinds: Mapping[Gains, int]) -> list[Step]:
    """List the steps on the least concave lines above what answers guarantee, the steepest first."""
    steps: list[Step] = []
    for gain, number in kinds.items():
        at = 0
        while at < len(gain) - 1:
            slope, to = max(((gain[each] - gain[at]) / (each - at), each) for each in range(at + 1, len(gain)))
            steps += [(-slope, at, to, gain)] * number
            at = to
    return sorted(steps, key=lambda step: step[0])


def _divide_kinds(each: Sequence[Gains], answers: int | None) -> tuple[list[int], list[int]]:
    """Divide by kinds of case, where there are many.

    Of each kind `CORE` cases may get any number of answers. The others go from corner
    to corner of the concave line above what answers guarantee, the steepest step
    first: an optimal division differs from that in fewer cases than a core has.
    """
    kinds = Counter(each)
    members = [gain for gain, number in kinds.items() for _ in range(min(number, CORE))]
    core = _behind(members)[0]
    others = {gain: max(0, number - CORE) for gain, number in kinds.items()}
    steps = _steps(others)
    taken = [0, *accumulate(to - at for _, at, to, _ in steps)]
    sure = [0, *accumulate(gain[to] - gain[at] for _, at, to, gain in steps)]
    curve: list[int] = []
    start: list[int] = []
    best = 0
    for some in range(taken[-1] + len(core)):
        # One answer more changes where the steps end by a few of them at most.
        near = range(max(0, best - MOST_TAKEN_BACK), min(len(taken), best + MOST_TAKEN_BACK + 1))
        sums = {end: sure[end] + core[some - taken[end]] for end in near if 0 <= some - taken[end] < len(core)}
        best = max(sums, key=sums.__getitem__)
        curve.append(sums[best])
        start.append(best)
    curve = [*accumulate(curve, max)]
    curve = curve[: _needed(curve, None) + 1]
    left = _needed(curve, answers)
    begin = start[left]
    reached = {gain: Counter({0: number}) for gain, number in others.items()}
    for _, at, to, gain in steps[:begin]:
        reached[gain][at] -= 1
        reached[gain][to] += 1
    _, division = _divide_cases(members, left - taken[begin])
    for gain, some in zip(members, division, strict=True):
        reached[gain][some] += 1
    shares = {gain: sorted(numbers.elements(), reverse=True) for gain, numbers in reached.items()}
    return curve, [shares[gain].pop(0) for gain in each]
