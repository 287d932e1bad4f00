"""Why a verdict is what it is, what is still open, and what would change it.

All of it is asked of the one classification, by putting other values to it: no
rule is looked into here but to list the answers that support it. An explanation
speaks of the inputs of the classification, each as read or open; what
was coded behind a value is not held to a change of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from ckm_mo.answers import LEVELS, USED, Answer, Period, Reading, Truth, deduce, selections
from ckm_mo.cases import JOINT, Case
from ckm_mo.checking import Query, queries
from ckm_mo.classification import (
    INPUTS,
    Verdict,
    classify,
    inputs_of,
    is_met,
    key_at_level,
    options,
    values_of,
    verdict_on,
)
from ckm_mo.codebook import CONTEXT, EXPLOITATION_BEGAN, NOT_CODED, VARIABLE, means_key
from ckm_mo.records import TEXT, Pairs, Records, Result, pairs_text
from ckm_mo.rules import PROFILE, RULES, Condition, Is, Rule

Named = tuple[tuple[str, str], ...]
"""Pairs of a variable's key, at the level that was asked, and its value as read."""


@frozen
class Fired(Result):
    """A rule that is true in every completion, with all answers that support it."""

    json = (
        "rule:rule.outcome",
        "dimension:rule.dimension",
        "outcome:rule.outcome",
        "ground:rule.ground",
        "source:rule.source",
        "answers",
    )

    rule: Rule
    answers: Pairs


@frozen
class RuledOut(Result):
    """An impossible profile, with the smallest set of answers that rules it out."""

    json = ("profile", "by")

    profile: str
    by: Pairs


@frozen
class Flip(Result):
    """A single change of a value that leads to other outcomes, and what is then possible."""

    json = (
        "key",
        "from:before",
        "to:after",
        "profile:verdict.profile",
        "possible:verdict.possible",
        "outside:verdict.outside",
    )

    key: str
    before: str
    after: str
    verdict: Verdict


REASON_SCHEMA: Final[Mapping[str, str]] = MappingProxyType(dict.fromkeys(("part", "key", "answers", "outcome"), TEXT))
"""The columns of the reasons for a verdict as rows."""


@frozen
class Explanation(Result):
    """A verdict with its reasons.

    Args:
        case: As coded.
        verdict: What `classify` gives.
        values: The inputs as read, by key at the level that was asked.
        fired: The rules that are true in every completion, in their order.
        ruled_out: The impossible profiles, in their order. Of equally small sets of answers the first in codebook
            order is given.
        ask: The open variables that matter: those first that leave the fewest outcomes on average over their values,
            ties in codebook order. Empty for a case outside the format.
        flips: For a case with one outcome, the changes that lead to others, in codebook order.

    Unknown:
        An open value supports nothing and rules nothing out. Where coercion has no meaning (`not_begun`),
        `ruled_out`, `ask` and `flips` are empty.
    """

    json = ("fired", "ruled_out", "ask", "flips", "context", "at:case.at", "queries", "other:case.texts")

    case: Case
    verdict: Verdict
    values: Named
    fired: tuple[Fired, ...]
    ruled_out: tuple[RuledOut, ...]
    ask: tuple[str, ...]
    flips: tuple[Flip, ...]

    def __repr__(self) -> str:
        """Say in one line what is explained, and by how much."""
        verdict = repr(self.verdict).strip("<>").removeprefix("Verdict: ")
        return f"<Explanation of {verdict}: {len(self.fired)} rules, {len(self.ask)} to ask>"

    @property
    def context(self) -> dict[str, str]:
        """The context variables that are coded."""
        return {each.key: self.case[each.key] for each in CONTEXT if self.case[each.key] != NOT_CODED}

    @property
    def queries(self) -> tuple[Query, ...]:
        """What does not fit in the coding, by the edit rules."""
        return queries(self.case)

    def rows(self) -> Records:
        """Give the reasons as rows for any data frame library, in the columns of `REASON_SCHEMA`.

        Returns:
            A row for each rule that fired, profile ruled out, variable to ask for and flip, by `part` of the JSON
            interface; of a flip, `answers` is what it is changed from, and `outcome` what is then possible.
        """
        return Records(
            REASON_SCHEMA,
            [
                *(("fired", each.rule.outcome, pairs_text(each.answers), None) for each in self.fired),
                *(("ruled_out", each.profile, pairs_text(each.by), None) for each in self.ruled_out),
                *(("ask", key, None, None) for key in self.ask),
                *(
                    ("flips", f"{each.key}={each.after}", f"{each.key}={each.before}", _outcomes(each.verdict))
                    for each in self.flips
                ),
            ],
        )

    def as_dict(self, case_id: str | None = None) -> dict[str, Any]:
        """Return the explanation object of the JSON interface: the verdict object and its reasons."""
        return {**self.verdict.as_dict(case_id), **super().as_dict()}


def _outcomes(verdict: Verdict) -> str:
    return JOINT.join([*verdict.possible, *(["outside"] if verdict.outside != "no" else [])])


def explain(case: Case, reading: Reading = Reading.OPEN, period: Period | None = None) -> Explanation:
    """Explain the verdict on a case.

    Args:
        case: Any case.
        reading: What silence means, for a case that does not say so itself.
        period: The period whose means of coercion count; None for any.

    Returns:
        The verdict and its reasons.

    Example:
        >>> case = Case.from_answers({"relation": "affective", "violence": "yes"})
        >>> explain(case).ask
        ('initiative',)
    """
    verdict = classify(case, reading, period)
    question = _Question.of(case, verdict)
    return Explanation(
        case=case,
        verdict=verdict,
        values=question.named(INPUTS),
        fired=tuple(question.fired()),
        ruled_out=() if verdict.not_begun else tuple(question.ruled_out()),
        ask=question.ask(),
        flips=() if verdict.not_begun or len(verdict.outcomes) > 1 else tuple(question.flips()),
    )


def to_ask(case: Case, reading: Reading = Reading.OPEN, period: Period | None = None) -> tuple[str, ...]:
    """List the open variables that matter.

    Args:
        case: Any case.
        reading: What silence means, for a case that does not say so itself.
        period: The period whose means of coercion count; None for any.

    Returns:
        Their keys, those first that leave the fewest outcomes on average over their values, ties in codebook order.
        None where the exploitation did not begin, or all completions have one outcome.
    """
    return _Question.of(case, classify(case, reading, period)).ask()


@frozen
class _Question:
    """The values of one case, to be changed and put to the classification again."""

    values: Mapping[str, str]
    verdict: Verdict

    @classmethod
    def of(cls, case: Case, verdict: Verdict) -> "_Question":
        return cls(dict(zip(INPUTS, values_of(case.key, verdict.reading, verdict.period), strict=True)), verdict)

    def put(self, changed: Mapping[str, str]) -> Verdict:
        return verdict_on(
            inputs_of(tuple({**self.values, **changed}.values()), self.verdict.period),
            self.verdict.reading,
            self.verdict.period,
        )

    def named(self, keys: Iterable[str]) -> Pairs:
        return Pairs((key_at_level(key, self.verdict.period), str(self.values[key])) for key in keys)

    @cached_property
    def known(self) -> tuple[str, ...]:
        return tuple(key for key, value in self.values.items() if value != Truth.OPEN)

    def fired(self) -> Iterator[Fired]:
        for rule in RULES:
            if self.verdict.dimensions[rule.dimension] == rule.outcome:
                supporting = _support(rule.when, self.values)
                yield Fired(rule, self.named(key for key in INPUTS if key in supporting))

    def ruled_out(self) -> Iterator[RuledOut]:
        for code in PROFILE:
            if code not in self.verdict.possible:
                sets = selections(self.known)
                smallest = next(some for some in sets if code not in self.only(some).possible)
                yield RuledOut(code, self.named(smallest))

    def only(self, some: tuple[str, ...]) -> Verdict:
        return self.put({key: Truth.OPEN for key in self.known if key not in some})

    def ask(self) -> tuple[str, ...]:
        """List the open variables that matter: two completions that differ in one alone have different outcomes.

        By these rules they do where its values leave different outcomes; the tests show it of every set of values.
        Where the exploitation never began none of its means was used, so that nothing about it matters.
        """
        unknown = [key for key in INPUTS if key not in self.known]
        left = {key: [self.put({key: value}).outcomes for value in options(key)] for key in unknown}
        matter = [key for key, outcomes in left.items() if len({*outcomes}) > 1]
        # Those first that leave the fewest on average; the sort is stable: ties stay in codebook order.
        matter.sort(key=lambda key: sum(map(len, left[key])) / len(left[key]))
        return tuple(key_at_level(key, self.verdict.period) for key in matter)

    def flips(self) -> Iterator[Flip]:
        for key in self.known:
            for value in options(key):
                verdict = self.put({key: value})
                if verdict.outcomes != self.verdict.outcomes:
                    yield Flip(key_at_level(key, self.verdict.period), str(self.values[key]), value, verdict)


def _support(condition: Condition, values: Mapping[str, str]) -> set[str]:
    """Collect the variables that make a condition true: every true part of any-of, all parts of all-of."""
    if isinstance(condition, Is):
        return {condition.variable}
    true = (part for part in condition.parts if is_met(part, values, open_as=False))
    return set().union(*(_support(part, values) for part in true))


@frozen
class Origin:
    """From what an input comes, for people.

    Args:
        key: The variable, at the level that was asked.
        value: As read.
        kind: `coded`, `deduced` (from other answers), `silence`, or how it is open: `unknown`, `not_stated`,
            `not_coded`.
        answers: The coded answers that it is deduced from: the smallest set, of equal ones the first in codebook order.
    """

    key: str
    value: str
    kind: str
    answers: Named = ()


def origins(explanation: Explanation) -> tuple[Origin, ...]:
    """List for each input from what it comes: the answer as coded, other answers, or silence."""
    case, verdict = explanation.case, explanation.verdict
    openly = dict(zip(INPUTS, values_of(case.key, Reading.OPEN, verdict.period), strict=True))
    return tuple(
        _origin(case, verdict.period, key, value, openly[variable])
        for variable, (key, value) in zip(INPUTS, explanation.values, strict=True)
    )


def located(explanation: Explanation) -> dict[str, tuple[str, ...]]:
    """Find for each input where in the source the answers that it comes from stand; none where that is not said."""
    at = explanation.case.at
    keys = {each.key: [key for key, _ in each.answers] or [each.key] for each in origins(explanation)}
    return {key: tuple(dict.fromkeys(at[each] for each in some if each in at)) for key, some in keys.items()}


def _origin(case: Case, period: Period | None, key: str, value: str, openly: str) -> Origin:
    coded = case[key]
    if value in {coded, Truth.OPEN}:
        return Origin(key, value, "coded" if value == coded else coded)
    if openly == Truth.OPEN:
        return Origin(key, value, "silence")
    means = VARIABLE[key].means
    keys = (EXPLOITATION_BEGAN.key, *(means_key(means, level) for level in LEVELS))
    for some in selections(keys):
        given = {each: case[each] for each in some}
        pairs = deduce(
            tuple(given.get(each, NOT_CODED) for each in keys[1:]),  # type: ignore[arg-type]  # three, each an `Answer`
            exploitation_began=given.get(keys[0]) != Answer.NO,
        )
        if USED[period][pairs] == value:
            return Origin(key, value, "deduced", tuple(given.items()))
    raise AssertionError(key)  # pragma: no cover - all answers together give the value that was read of them
