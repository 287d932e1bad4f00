"""The answers that coders gave differently, and whether each changes a verdict."""

from collections.abc import Sequence
from itertools import permutations
from typing import Any, Final

from attrs import frozen

from ckm_mo.agreement.codings import Codings, Row, answers_differ, check_codings, unlike
from ckm_mo.agreement.measures import FEWEST
from ckm_mo.answers import USED, Contradictory, Period, Reading, allowed_pairs
from ckm_mo.cases import READINGS, Case, Key, about
from ckm_mo.classification import verdict_on
from ckm_mo.codebook import NOT_CODED, PARTS, VARIABLE
from ckm_mo.messages import shown
from ckm_mo.records import Records, Result, record


@frozen
class Disagreement(Result):
    """An answer that coders gave differently.

    Args:
        case_id: Of which case.
        key: To which variable.
        answers: What each coder gave, in the coders' order; None for a coder who does not have the case.
        changes_verdict: Whether it matters: whether the verdict on the case as one of them coded it would have other
            outcomes with the answer of another.
        other: The other columns of each coder's row, such as notes and sources, as (header, text).
    """

    json = ("case_id", "key", "changes_verdict")

    case_id: str
    key: str
    answers: tuple[str | None, ...]
    changes_verdict: bool
    other: tuple[tuple[tuple[str, str], ...], ...]

    def __repr__(self) -> str:
        """Say in one line what each coder gave; not what else stands in their rows."""
        answers = ", ".join(each or "none" for each in self.answers)
        return f"<Disagreement on {self.key} of {shown(self.case_id)}: {answers}>"

    def rows(self) -> Records:
        """Return what each coder gave as rows; not what else stands in their rows."""
        return record({"case_id": self.case_id, "key": self.key, "answers": self.answers})

    def as_dict(self, coders: Sequence[str] = ()) -> dict[str, Any]:
        """Return its object of the JSON interface, with the answers and the other columns by coder.

        Args:
            coders: Their names; their numbers where none are given.
        """
        names = coders or [str(number) for number, _ in enumerate(self.answers, 1)]
        return super().as_dict() | {
            "answers": dict(zip(names, self.answers, strict=True)),
            "other": {name: dict(texts) for name, texts in zip(names, self.other, strict=True)},
        }


def disagreements(
    codings: Codings, *, reading: Reading | str = Reading.OPEN, period: Period | str | None = None
) -> tuple[Disagreement, ...]:
    """List the answers that coders gave differently.

    Args:
        codings: Of two coders or more.
        reading: What silence means for a verdict.
        period: The period whose means of coercion count in it; None for any.

    Returns:
        Those that change a verdict first; within that by case, then in codebook order.

    Raises:
        WrongKind: If these are no codings.
        NotComparable: If there is only one coder, or no case that two of them have.

    Unknown:
        Unknown and not stated are different answers; not coded is not an answer, and no disagreement.
    """
    reading, period = Reading(reading), None if period is None else Period(period)
    check_codings(codings)
    found = [
        Disagreement(
            case_id,
            key,
            tuple(None if case is None else str(case[key]) for case in row),
            matters(row, key, reading, period),
            tuple(() if case is None else case.other for case in row),
        )
        for case_id, row in zip(codings.matched, codings.rows(), strict=True)
        for key, answers in unlike(row).items()
        if VARIABLE[key].values and answers_differ(answers)
    ]
    return tuple(sorted(found, key=lambda each: not each.changes_verdict))


def matters(row: Row, key: str, reading: Reading, period: Period | None) -> bool:
    """Return whether the answer of one coder would change the verdict on what another coded.

    An answer that contradicts the rest of what the other coded cannot be put there alone: then it matters if the
    verdicts of both differ.
    """
    if key not in _DECIDING:
        return False
    place, within = _DECIDING[key]
    for mine, theirs in permutations([case for case in row if case is not None], FEWEST):
        answers, other = mine.answers[place], theirs.answers[place][within]
        if other == answers[within] or other == NOT_CODED or answers[within] == NOT_CODED:
            continue
        try:
            instead = _key_with(mine, place, (*answers[:within], other, *answers[within + 1 :]), reading, period)
        except Contradictory:
            instead = theirs.key
        one, changed = (verdict_on(inputs, reading, period) for inputs in (mine.key, instead))
        if one.by_dimension != changed.by_dimension:
            return True
    return False


_DECIDING: Final = {
    variable.key: (place, within) for place, part in enumerate(PARTS[:-1]) for within, variable in enumerate(part)
}
"""The variables that verdicts depend on, and where a case has their answers: in all parts but the context."""


def _key_with(case: Case, place: int, answers: tuple[Any, ...], reading: Reading, period: Period | None) -> Key:
    """Give the key of a case with other answers in one part; its own where the same is read in these.

    Raises:
        Contradictory: If they contradict each other, or the rest.
    """
    said, left = case.key
    if place == 0:
        said = about(answers)
        began = said.exploitation_began
        return said, tuple([allowed_pairs(triple, exploitation_began=began) for triple in case.answers[1:-1]])
    at, before = READINGS.index(said.reading or reading), left[place - 1]
    now = allowed_pairs(answers, exploitation_began=said.exploitation_began)
    if USED[period][now[at]] is USED[period][before[at]]:
        return case.key
    return said, (*left[: place - 1], now, *left[place:])
