"""Why a verdict is what it is, what is still open, and what would change it.

All of it is asked of the one classification, by putting other values to it: no
rule is looked into here but to list the answers that support it. An explanation
speaks of the inputs of the classification, each as read or open; what
was coded behind a value is not held to a change of it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from attrs import frozen

from ckm_mo.answers import Period, Reading, Truth, selections
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
from ckm_mo.codebook import CODED, CONTEXT, EXPLOITATION_BEGAN, VARIABLE
from ckm_mo.records import TEXT, Pairs, Records, Result, pairs_text, read_only
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


REASON_SCHEMA: Final = read_only(dict.fromkeys(("part", "key", "answers", "outcome"), TEXT))
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
        return {key: answer for key, answer in self.case.coded.items() if VARIABLE[key] in CONTEXT}

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
        rows = [
            *(("fired", each.rule.outcome, pairs_text(each.answers), "") for each in self.fired),
            *(("ruled_out", each.profile, pairs_text(each.by), "") for each in self.ruled_out),
            *(("ask", key, "", "") for key in self.ask),
        ]
        for each in self.flips:
            outcomes = [*each.verdict.possible, *(["outside"] if each.verdict.outside != "no" else [])]
            rows.append(("flips", f"{each.key}={each.after}", f"{each.key}={each.before}", JOINT.join(outcomes)))
        return Records(REASON_SCHEMA, rows)

    def as_dict(self, case_id: str | None = None) -> dict[str, Any]:
        """Return the explanation object of the JSON interface: the verdict object and its reasons."""
        return {**self.verdict.as_dict(case_id), **super().as_dict()}


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
    reading, period = verdict.reading, verdict.period
    values = dict(zip(INPUTS, values_of(case.key, reading, period), strict=True))
    known = {key: value for key, value in values.items() if value != Truth.OPEN}

    def verdict_of(some: Mapping[str, str]) -> Verdict:
        """Return the verdict where these values are known, and no others."""
        return verdict_on(inputs_of(tuple(some.get(key, Truth.OPEN) for key in INPUTS), period), reading, period)

    def named(answers: Iterable[tuple[str, str]]) -> Pairs:
        """Name inputs at the level that was asked."""
        return Pairs((key_at_level(key, period), str(value)) for key, value in answers)

    fired = [
        Fired(rule, named((key, values[key]) for key in sorted(_support(rule.when, values), key=INPUTS.index)))
        for rule in RULES
        if verdict.dimensions[rule.dimension] == rule.outcome
    ]
    sets = [*selections([*known.items()])]
    ruled_out = [
        RuledOut(profile, named(next(some for some in sets if profile not in verdict_of(dict(some)).possible)))
        for profile in PROFILE
        if not (verdict.not_begun or profile in verdict.possible)
    ]
    changes = {key: {value: verdict_of({**known, key: value}) for value in options(key)} for key in INPUTS}
    # An open variable matters where two completions that differ in it alone have different outcomes. By these rules
    # they do where its values leave different outcomes; the tests show it of every set of values. Where the
    # exploitation never began none of its means was used, so that nothing about it matters.
    remaining = {
        key_at_level(key, period): [each.outcomes for each in verdicts.values()]
        for key, verdicts in changes.items()
        if key not in known
    }
    matter = [key for key, outcomes in remaining.items() if len({*outcomes}) > 1]
    matter.sort(key=lambda key: sum(map(len, remaining[key])) / len(remaining[key]))  # ties stay in codebook order
    flips = [
        Flip(key_at_level(key, period), str(before), after, flipped)
        for key, before in known.items()
        for after, flipped in changes[key].items()
        if len(verdict.outcomes) == 1 and flipped.outcomes != verdict.outcomes
    ]
    return Explanation(
        case, verdict, named(values.items()), tuple(fired), tuple(ruled_out), tuple(matter), tuple(flips)
    )


def _support(condition: Condition, values: Mapping[str, str]) -> set[str]:
    """Collect the variables that make a condition true: every true part of any-of, all parts of all-of."""
    if isinstance(condition, Is):
        return {condition.variable}
    true = [part for part in condition.parts if is_met(part, values, open_as=False)]
    return {key for part in true for key in _support(part, values)}


@frozen
class Origin:
    """From what an input comes, for people.

    Args:
        key: The variable, at the level that was asked.
        value: As read.
        kind: `coded`, `deduced` (from other answers), `silence`, or how it is open: `unknown`, `not_stated`,
            `not_coded`.
        answers: The coded answers that it is deduced from: the smallest set, of equal ones the first in codebook order.
        at: Where in the source these stand, or else its own answer; empty where that is not said.
    """

    key: str
    value: str
    kind: str
    answers: Named
    at: tuple[str, ...]


def origins(explanation: Explanation) -> tuple[Origin, ...]:
    """List for each input from what it comes: the answer as coded, other answers, or silence."""
    case, period = explanation.case, explanation.verdict.period
    found = []
    for key, value in explanation.values:
        answers: Named = ()
        kind = "coded" if value == case[key] else case[key]
        if value not in {case[key], Truth.OPEN}:
            means = VARIABLE[key].means
            keys = (EXPLOITATION_BEGAN.key, *(each.key for each in CODED if each.means == means))
            sets = selections([(each, case[each]) for each in keys])
            alone = (some for some in sets if Case.from_answers(dict(some)).used(means, Reading.OPEN, period) == value)
            answers = next(alone, ())
            kind = "deduced" if answers else "silence"
        at = dict.fromkeys(case.at[each] for each in dict(answers) or [key] if each in case.at)
        found.append(Origin(key, value, kind, answers, tuple(at)))
    return tuple(found)
