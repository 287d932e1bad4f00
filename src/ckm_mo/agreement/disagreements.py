"""The answers that coders gave differently, and whether each changes a verdict."""

from collections.abc import Iterable, Sequence
from itertools import permutations

from attrs import frozen

from ckm_mo.agreement.codings import Codings, Row, check_codings, unlike
from ckm_mo.agreement.measures import FEWEST
from ckm_mo.answers import Period, Reading
from ckm_mo.cases import Case, replaced_parts
from ckm_mo.classification import classify
from ckm_mo.codebook import NOT_CODED, VARIABLE, Role
from ckm_mo.errors import InvalidInput
from ckm_mo.messages import shown
from ckm_mo.tidy import facts, html


@frozen
class Disagreement:
    """An answer that coders gave differently.

    Args:
        case_id: Of which case.
        key: To which variable.
        answers: What each coder gave, in the coders' order; None for a coder who does not have the case.
        changes_verdict: Whether it matters: whether the verdict on the case as one of them coded it would have other
            outcomes with the answer of another.
        other: The other columns of each coder's row, such as notes and sources, as (header, text).
    """

    case_id: str
    key: str
    answers: tuple[str | None, ...]
    changes_verdict: bool
    other: tuple[tuple[tuple[str, str], ...], ...]

    def __repr__(self) -> str:
        """Say in one line what each coder gave; not what else stands in their rows."""
        answers = ", ".join(each or "none" for each in self.answers)
        return f"<Disagreement on {self.key} of {shown(self.case_id)}: {answers}>"

    def _repr_html_(self) -> str:
        return html(facts({"case_id": self.case_id, "key": self.key, "answers": self.answers}), repr(self))

    def as_dict(self, coders: Sequence[str]) -> dict[str, object]:
        """Give its part of the JSON interface.

        Args:
            coders: Their names.
        """
        return {
            "case_id": self.case_id,
            "key": self.key,
            "changes_verdict": self.changes_verdict,
            "answers": dict(zip(coders, self.answers, strict=True)),
            "other": {name: dict(texts) for name, texts in zip(coders, self.other, strict=True)},
        }


def disagreements(
    codings: Codings, *, reading: Reading = Reading.OPEN, period: Period | None = None
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


def answers_differ(answers: Iterable[str]) -> bool:
    """Return whether coders gave answers that differ."""
    return len({*answers} - {""}) >= FEWEST


def matters(row: Row, key: str, reading: Reading, period: Period | None) -> bool:
    """Return whether the answer of one coder would change the verdict on what another coded.

    An answer that contradicts the rest of what the other coded cannot be put there alone: then it matters if the
    verdicts of both differ.
    """
    if VARIABLE[key].role in {Role.IDENTIFIER, Role.CONTEXT}:
        return False
    for mine, theirs in permutations([case for case in row if case is not None and case[key] != NOT_CODED], FEWEST):
        if mine[key] == theirs[key]:
            continue
        try:
            other = Case(tuple(replaced_parts(mine, {key: theirs[key]})[1:]))
        except InvalidInput:
            other = theirs
        if classify(mine, reading, period).bits != classify(other, reading, period).bits:
            return True
    return False
