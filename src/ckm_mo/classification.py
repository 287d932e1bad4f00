"""The interpreter of the rules, and the verdict on a case.

A verdict means a set: the outcomes (a profile, or outside the format) that the
case has over all completions of what is open in it, each alike. Since the dimensions
share no variable, and no condition reads one twice, a rule is ruled out just where
it is false with every open answer taken as what it asks for; `checking` and the
tests enumerate that the set is exact.
"""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from itertools import product
from typing import Any, ClassVar, Final

from attrs import frozen

from ckm_mo.answers import USED, Period, Reading, Truth, at_level
from ckm_mo.cases import READINGS, About, Case, Key
from ckm_mo.codebook import CODED_DIMENSIONS, MEANS_KEYS, VARIABLE, means_key
from ckm_mo.errors import check_kind
from ckm_mo.messages import A_CASE
from ckm_mo.records import Result
from ckm_mo.rules import DIMENSIONS, OF_MEANS, OUTSIDE, PROFILES, RULES, AllOf, Condition, Is, variables

INPUTS: Final = (*(variable.key for variable in CODED_DIMENSIONS), *MEANS_KEYS)
"""The variables that the rules read, in codebook order; of the means, each at the level that is asked."""

INPUTS_OF: Final = {
    dimension: tuple(
        key for key in INPUTS if any(key in variables(rule.when) for rule in RULES if rule.dimension == dimension)
    )
    for dimension in DIMENSIONS
}
"""Those that the rules of each dimension read."""

Values = tuple[str, ...]
"""The inputs as read: each a value of its variable, or open."""

MOST_REMEMBERED: Final = 1 << 16
"""How many cases, and how many values, are remembered with their verdict."""


def options(key: str) -> tuple[str, ...]:
    """List the values that an input can have."""
    return tuple(value.key for value in VARIABLE[key].values)


def key_at_level(key: str, period: Period | None) -> str:
    """Name an input at the level that is asked: `recruitment_violence` for `violence` in recruitment."""
    return means_key(key, period) if VARIABLE[key].means else key


def is_met(condition: Condition, values: Mapping[str, str], *, open_as: bool) -> bool:
    """Return whether a condition is true where every open answer counts as fulfilling it, or as not.

    Args:
        condition: One of the closed set of nodes, reading each variable at most once.
        values: The inputs as read, by variable.
        open_as: True asks whether some completion makes it true, False whether all do. Either is exact, since no
            answer is read twice.
    """
    if isinstance(condition, Is):
        value = values[condition.variable]
        return value == condition.value or (open_as and value == Truth.OPEN)
    some = all if isinstance(condition, AllOf) else any
    return some([is_met(part, values, open_as=open_as) for part in condition.parts])


@frozen
class Verdict(Result):
    """What a case is in the format, as far as is known.

    Its outcome in a dimension is an attribute too: `verdict.relation`.

    Args:
        by_dimension: The outcomes that some completion has in each dimension, in the order of the rules.
        reading: What silence meant.
        period: The period whose means of coercion count; None for any.
        not_begun: Whether the exploitation was asked for of a case in which it never began: such a verdict has no
            coercion, no possible profile, and is not outside.
        rests_on_silence: Whether the open reading would have given another verdict.

    Unknown:
        A dimension is None where it is open, `profile` where more than one outcome is possible.
    """

    json: ClassVar = (
        *("reading", "period", "profile", "possible", "outside", *DIMENSIONS),
        *("not_begun", "rests_on_silence"),
    )

    by_dimension: tuple[tuple[str, ...], ...]
    reading: Reading
    period: Period | None
    not_begun: bool
    rests_on_silence: bool

    @cached_property
    def left(self) -> Mapping[str, tuple[str, ...]]:
        """The outcomes that are not ruled out in each dimension, in the order of the rules."""
        return dict(zip(DIMENSIONS, self.by_dimension, strict=True))

    @cached_property
    def dimensions(self) -> Mapping[str, str | None]:
        """Its outcome in each dimension; None where more than one is possible, or where there is none."""
        return {key: outcomes[0] if len(outcomes) == 1 else None for key, outcomes in self.left.items()}

    @cached_property
    def possible(self) -> tuple[str, ...]:
        """The codes of the profiles that some completion has, in the order of the profiles."""
        crossings = {*product(*self.by_dimension)}
        return tuple(profile.code for profile in PROFILES if profile.crossing in crossings)

    @cached_property
    def outside(self) -> str:
        """Whether the case is outside the format: `no`, `possible` or `yes`."""
        if not any(OUTSIDE in outcomes for outcomes in self.by_dimension):
            return "no"
        return "possible" if self.possible else "yes"

    @cached_property
    def profile(self) -> str | None:
        """The code of the one profile that all completions have."""
        return self.possible[0] if len(self.possible) == 1 and self.outside == "no" else None

    def __repr__(self) -> str:
        """Say in one line what the case is, or may be, and how it was read."""
        may_be = [*self.possible, *(["outside"] if self.outside != "no" else [])]
        among = f" among {', '.join(may_be)}" if len(may_be) > 1 else ""
        period = f", {self.period}" if self.period else ""
        return f"<Verdict: {self.outcome or 'none'}{among}, reading {self.reading}{period}>"

    def __getattr__(self, name: str) -> str | None:
        """Look up its outcome in the dimension of this name."""
        if name in DIMENSIONS:
            return self.dimensions[name]
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)

    @property
    def outcome(self) -> str | None:
        """The profile, `outside` or `undecided`: for counting, which drops nothing; None where it has no coercion."""
        if self.outside == "yes":
            return "outside"
        return self.profile or ("undecided" if self.possible else None)

    @property
    def decided(self) -> bool:
        """Whether the case has one profile."""
        return self.profile is not None

    @property
    def outcomes(self) -> frozenset[str]:
        """The possible profiles, and the outcome of being outside where that is possible."""
        return frozenset(self.possible) | ({OUTSIDE} if self.outside != "no" else frozenset())

    def as_dict(self, case_id: str | None = None) -> dict[str, Any]:
        """Give the verdict object of the JSON interface.

        Args:
            case_id: The case's; None where it has none.
        """
        return {"case_id": case_id or None, **Result.as_dict(self)}


def classify(case: Case, reading: Reading = Reading.OPEN, period: Period | None = None) -> Verdict:
    """Classify a case by the format: which profiles are possible.

    It says nothing about consent, blame or guilt, predicts nothing and is no
    evidence.

    Args:
        case: Any case.
        reading: What silence means, for a case that does not say so itself.
        period: The period whose means of coercion count; None for any.

    Returns:
        The verdict, which names the reading that was used.

    Raises:
        InvalidInput: If there is no such reading or period.
        WrongKind: If it is something else, such as the answers that a case is made of.

    Unknown:
        Answers that are open leave every outcome possible that some completion has. See `Verdict`.

    Example:
        >>> case = Case.from_answers({"relation": "affective", "initiative": "offender", "violence": "yes"})
        >>> classify(case).profile
        'AOH'
        >>> classify(Case.from_answers({"relation": "affective", "initiative": "offender"})).possible
        ('AOS', 'AOH')
    """
    if not isinstance(case, Case):
        check_kind(case, Case, A_CASE, "Case.from_answers")
    if not isinstance(reading, Reading):  # a word for it, or anything
        reading = Reading(reading)
    if not (period is None or isinstance(period, Period)):  # as above
        period = Period(period)
    return verdict_on(case.key, reading, period)


@lru_cache(MOST_REMEMBERED)
def verdict_on(inputs: Key, reading: Reading, period: Period | None) -> Verdict:
    """Return the verdict on the seven inputs of a case; see `classify`."""
    about, _ = inputs
    reading = about.reading or reading
    not_begun = period is Period.EXPLOITATION and not about.exploitation_began
    as_read, openly = (remaining(values_of(inputs, each, period)) for each in (reading, Reading.OPEN))
    if not_begun:  # coercion in a period that never was
        as_read = openly = tuple(
            [() if key in OF_MEANS else each for key, each in zip(DIMENSIONS, openly, strict=True)]
        )
    return Verdict(as_read, reading, period, not_begun, as_read != openly)


def values_of(inputs: Key, reading: Reading, period: Period | None) -> Values:
    """Return the inputs as read, in codebook order: each a value of its variable, or open.

    Args:
        inputs: Those of a case.
        reading: What silence means; nothing that the case says of its own is looked at.
        period: The level at which means are asked for; None for any period.

    Unknown:
        What is open is open, whatever left it so. Silence never decides a dimension that is coded.
    """
    about, means = inputs
    index, used = READINGS.index(reading), USED[period]
    return (*about.dimensions, *[used[pairs[index]] for pairs in means])


def inputs_of(values: Values, period: Period | None) -> Key:
    """Return the inputs of a case of which just these values are known, means at the level that is asked for."""
    coded = len(CODED_DIMENSIONS)
    pairs = [at_level(value, period) for value in values[coded:]]
    return About(None, values[:coded], exploitation_began=True), tuple([(each,) * len(READINGS) for each in pairs])


@lru_cache(MOST_REMEMBERED)
def remaining(values: Values) -> tuple[tuple[str, ...], ...]:
    """Return the outcomes that some completion of these values has, for each dimension, in the order of the rules.

    Unknown:
        Giving a value to what is open only ever rules out more.
    """
    read = dict(zip(INPUTS, values, strict=True))
    possible = [rule for rule in RULES if is_met(rule.when, read, open_as=True)]
    return tuple(tuple(rule.outcome for rule in possible if rule.dimension == each) for each in DIMENSIONS)
