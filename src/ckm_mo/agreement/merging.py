"""What all coders agree on. Nothing is voted on, and nothing is imputed."""

from collections.abc import Iterable

from attrs import frozen

from ckm_mo.agreement.codings import Codings
from ckm_mo.cases import UNCODED, Answers, Case
from ckm_mo.codebook import IDENTIFIERS, PARTS, Variable


@frozen
class Merged:
    """What all coders agree on.

    Args:
        cases: Those that all coders have, each with the answers that all gave; the others are not coded.
        left_empty: For each case with such others, its id and the keys of what they did not agree on.
    """

    cases: tuple[Case, ...]
    left_empty: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def empty(self) -> int:
        """How many cells are left empty."""
        return sum(len(keys) for _, keys in self.left_empty)

    def as_dict(self) -> dict[str, object]:
        """Give its part of the JSON interface."""
        left_empty = [{"case_id": case_id, "keys": list(keys)} for case_id, keys in self.left_empty]
        return {"cases": len(self.cases), "left_empty": left_empty}


def merge(codings: Codings) -> Merged:
    """Keep what all coders agree on. Nothing is voted on, and nothing imputed.

    Args:
        codings: Of two coders or more.

    Returns:
        The cases that all coders have, in the order of the first. Other columns than the codebook's are left out.

    Raises:
        NotComparable: If there is only one coder, or no case that two of them have.

    Unknown:
        What one coder answered and another did not is not agreed on.
    """
    codings.check()
    cases: list[Case] = []
    left_empty: list[tuple[str, tuple[str, ...]]] = []
    for case_id, row in zip(codings.matched, codings.rows(), strict=True):
        coded = [case for case in row if case is not None]
        if len(coded) < len(row):
            continue
        lost: list[str] = []

        def keep(variable: Variable, answers: Iterable[str], otherwise: str, lost: list[str] = lost) -> str:
            first, *rest = answers
            if all(each == first for each in rest):
                return first
            lost.append(variable.key)
            return otherwise

        names = tuple(keep(variable, [case[variable.key] for case in coded], "") for variable in IDENTIFIERS)
        answers: Answers = tuple(
            tuple(
                keep(variable, [case.answers[place][within] for case in coded], UNCODED[place][within])
                for within, variable in enumerate(part)
            )
            for place, part in enumerate(PARTS)
        )
        cases.append(Case(answers, names))
        if lost:
            left_empty.append((case_id, tuple(lost)))
    return Merged(tuple(cases), tuple(left_empty))
