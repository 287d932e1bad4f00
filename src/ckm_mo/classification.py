"""The interpreter of the rules, and the verdict on a case.

A verdict means a set: the outcomes (a profile, or outside the format) that the
case has over all ways to complete what is open in it, each way alike. It is held
as the rules that are not ruled out, one bit a rule. Since the dimensions share no
variable, and no condition reads one twice, evaluating each rule once in three
values gives that set exactly; `checking` and the tests enumerate that it does.
"""

from functools import cache
from typing import Final

from attrs import field, frozen

from ckm_mo.answers import Period, Reading, Truth, byte, unpack
from ckm_mo.cases import Case
from ckm_mo.codebook import DIMENSIONS, MEANS, VARIABLE, means_key
from ckm_mo.rules import COERCION, OUTSIDE, PROFILES, RULES, AllOf, Condition, Is

OPEN: Final = Truth.OPEN

VARIABLES: Final = (*(variable.key for variable in DIMENSIONS), *(key for key, _, _ in MEANS))
"""The seven variables of a classification, in codebook order, the means at the level that is asked."""

Values = tuple[str, ...]
"""The seven as read: each a value of its variable, or open."""

_PLACE: Final = {key: place for place, key in enumerate(VARIABLES)}

MOST_SEEN: Final = 1 << 16
"""How many cases are remembered with their verdict."""


def options(key: str) -> tuple[str, ...]:
    """List the values that one of the seven can have."""
    return tuple(value.key for value in VARIABLE[key].values)


def asked(key: str, period: Period | None) -> str:
    """Name one of the seven at the level that is asked: `recruitment_violence` for `violence` in recruitment."""
    return means_key(key, period or "") if VARIABLE[key].means else key


def truth(condition: Condition, values: Values) -> Truth:
    """Evaluate a condition in three values.

    Args:
        condition: One of the closed set of nodes, reading each variable at most once.
        values: The seven as read.

    Returns:
        YES or NO where all completions agree, else OPEN.
    """
    if isinstance(condition, Is):
        value = values[_PLACE[condition.variable]]
        return Truth.YES if value == condition.value else OPEN if value == OPEN else Truth.NO
    parts = {truth(part, values) for part in condition.parts}
    decisive, otherwise = (Truth.NO, Truth.YES) if isinstance(condition, AllOf) else (Truth.YES, Truth.NO)
    return decisive if decisive in parts else OPEN if OPEN in parts else otherwise


@cache  # 2,187 entries at most
def not_ruled_out(values: Values) -> int:
    """Find the rules that hold in some completion: the outcomes that are possible.

    Args:
        values: The seven as read.

    Returns:
        Bits in the order of `RULES`. Giving a value to what is open only ever clears some.
    """
    return sum(1 << place for place, rule in enumerate(RULES) if truth(rule.when, values) is not Truth.NO)


@frozen(eq=False)
class Verdict:
    """What a case is in the format, as far as is known.

    There is one object for each verdict, so that identity is equality; pickling
    keeps it.

    Args:
        bits: The rules not ruled out.
        reading: What silence meant.
        period: What coercion is of; None for any period.
        not_begun: Whether the exploitation was asked for of a case in which it never began: such a verdict has no
            coercion, no possible profile, and is not outside.
        rests_on_silence: Whether the open reading would have given another verdict.

    Unknown:
        A dimension is None where it is open, `profile` where more than one outcome is possible.
    """

    bits: int
    reading: Reading
    period: Period | None
    not_begun: bool
    rests_on_silence: bool
    possible: tuple[str, ...] = field(init=False)
    """The codes of the profiles that some completion has, in the order of the profiles."""
    outside: str = field(init=False)
    """Whether the case is outside the format: `no`, `possible` or `yes`."""
    profile: str | None = field(init=False)
    """The code of the one profile that all completions have."""
    relation: str | None = field(init=False)
    initiative: str | None = field(init=False)
    coercion: str | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Look the bits up."""
        left = {
            dimension: outcomes_left(self.bits, dimension) for dimension in dict.fromkeys(r.dimension for r in RULES)
        }
        for dimension, outcomes in left.items():
            object.__setattr__(self, dimension, outcomes[0] if len(outcomes) == 1 else None)
        possible = tuple(p.code for p in PROFILES if all(getattr(p, line) in left[line] for line in left))
        outside = "no" if OUTSIDE not in left[COERCION] else "possible" if possible else "yes"
        object.__setattr__(self, "possible", possible)
        object.__setattr__(self, "outside", outside)
        object.__setattr__(self, "profile", possible[0] if len(possible) == 1 and outside == "no" else None)

    @property
    def decided(self) -> bool:
        """Whether the case has one profile."""
        return self.profile is not None

    @property
    def outcomes(self) -> frozenset[str]:
        """The possible profiles, and the outcome of being outside where that is possible."""
        return frozenset(self.possible) | ({OUTSIDE} if self.outside != "no" else frozenset())

    def as_dict(self, case_id: str | None = None) -> dict[str, object]:
        """Give the verdict object of the JSON interface.

        Args:
            case_id: The case's; None where it has none.
        """
        return {
            "case_id": case_id or None,
            "reading": str(self.reading),
            "period": self.period and str(self.period),
            "profile": self.profile,
            "possible": list(self.possible),
            "outside": self.outside,
            "relation": self.relation,
            "initiative": self.initiative,
            "coercion": self.coercion,
            "not_begun": self.not_begun,
            "rests_on_silence": self.rests_on_silence,
        }

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle as the call that gives the one object again."""
        return _verdict, (self.bits, self.reading, self.period, self.not_begun, self.rests_on_silence)


@cache  # 63 sets of outcomes and 9 without coercion, under each reading and period
def _verdict(bits: int, reading: Reading, period: Period | None, *flags: bool) -> Verdict:
    """Give the one object for a verdict; `flags` are `not_begun` and `rests_on_silence`."""
    return Verdict(bits, reading, period, *flags)


def outcomes_left(bits: int, dimension: str) -> tuple[str, ...]:
    """List the outcomes of a dimension that are not ruled out, in the order of the rules."""
    return tuple(r.outcome for place, r in enumerate(RULES) if r.dimension == dimension and bits >> place & 1)


def read(case: Case, reading: Reading, period: Period | None = None) -> Values:
    """Read a case: the seven variables after deduction and the reading of silence.

    Args:
        case: As coded.
        reading: What silence means; nothing that the case says of its own is looked at.
        period: The level at which means are asked for; None for any period.

    Returns:
        Seven values in codebook order.

    Unknown:
        What is open is open, whatever left it so. Silence never decides relation or initiative.
    """
    return *case.about.dimensions, *case.read(reading, period)


@cache  # 243 entries
def coercion(means: int) -> int:
    """Find the rules of coercion that hold in some completion of the means, packed as one byte."""
    return not_ruled_out((*(OPEN for _ in DIMENSIONS), *unpack(means))) & _COERCION


def judge(
    values: Values, reading: Reading, period: Period | None, *, begun: bool = True, rests: bool = False
) -> Verdict:
    """Give the verdict on seven values as read.

    Args:
        values: As `read` gives them.
        reading: What silence meant in them.
        period: The level at which means were asked for.
        begun: False for a case in which the exploitation never began.
        rests: Whether the open reading gives another verdict.
    """
    without_coercion = period is Period.EXPLOITATION and not begun
    bits = not_ruled_out(values) & (~_COERCION if without_coercion else -1)
    return _verdict(bits, reading, period, without_coercion, rests and not without_coercion)


_COERCION: Final = sum(1 << place for place, rule in enumerate(RULES) if rule.dimension == COERCION)
_SEEN: Final[dict[tuple[object, ...], Verdict]] = {}


def classify(case: Case, reading: Reading = Reading.OPEN, period: Period | None = None) -> Verdict:
    """Classify a case by the format: which profiles are possible.

    It says nothing about consent, blame or guilt, predicts nothing and is no
    evidence.

    Args:
        case: Any case.
        reading: What silence means, for a case that does not say so itself.
        period: Of which period coercion is; None for any.

    Returns:
        The verdict, which names the reading that was used.

    Unknown:
        Answers that are open leave every outcome possible that some completion has. See `Verdict`.

    Example:
        >>> case = Case.from_answers({"relation": "affective", "initiative": "offender", "violence": "yes"})
        >>> classify(case).profile
        'AOH'
        >>> classify(Case.from_answers({"relation": "affective", "initiative": "offender"})).possible
        ('AOS', 'AOH')
    """
    try:
        return _SEEN[case.key, reading, period]
    except KeyError:
        if len(_SEEN) >= MOST_SEEN:
            _SEEN.clear()
        verdict = _SEEN[case.key, reading, period] = _classify(
            case, Reading(reading), None if period is None else Period(period)
        )
        return verdict


def _classify(case: Case, reading: Reading, period: Period | None) -> Verdict:
    reading = case.about.reading or reading
    values, rests = read(case, reading, period), rests_on_silence(case, reading, period)
    return judge(values, reading, period, begun=case.about.begun, rests=rests)


def rests_on_silence(case: Case, reading: Reading, period: Period | None) -> bool:
    """Say whether the outcomes of coercion rest on silence: whether the open reading gives others.

    Silence never decides relation or initiative, so this is all of the verdict that can.
    """
    now, openly = (coercion(byte(case.key, each, period)) for each in (reading, Reading.OPEN))
    return now != openly
