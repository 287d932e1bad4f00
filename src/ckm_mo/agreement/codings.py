"""The same cases as several coders coded them, matched by id."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Final

from attrs import field, frozen

from ckm_mo.agreement.measures import FEWEST
from ckm_mo.cases import PART_KEYS, Case, each_case, parts_of
from ckm_mo.codebook import NOT_CODED
from ckm_mo.errors import Gathered, MissingId, NotComparable, RepeatedId, WrongKind, check_kind
from ckm_mo.messages import Reason, Word, shown
from ckm_mo.records import plural, record, to_html

Row = tuple[Case | None, ...]
"""What each coder made of a case; None where one has not got it."""

_CODINGS: Final = Word("a set of codings", "een verzameling coderingen")
_BY_CODER: Final = Word("a mapping of cases by coder", "een mapping van casussen per codeur")


@frozen
class Codings:
    """The cases of several coders. Make it with `Codings.of`.

    Args:
        cases: By the coder's name, the cases by id.
    """

    cases: Mapping[str, Mapping[str, Case]]
    matched: tuple[str, ...] = field(init=False)
    """The ids of cases coded by at least two coders, in the order of the first who has them."""

    @matched.default
    def _matched(self) -> tuple[str, ...]:
        times = Counter(case_id for cases in self.cases.values() for case_id in cases)
        return tuple(case_id for case_id, count in times.items() if count >= FEWEST)

    def __repr__(self) -> str:
        """Say in one line how many coders there are, and how many cases two of them have."""
        return f"<Codings of {plural(len(self.cases), 'coder')}: {plural(len(self.matched), 'case')} in common>"

    def _repr_html_(self) -> str:
        return to_html(record({shown(name): len(cases) for name, cases in self.cases.items()}), repr(self))

    @classmethod
    def of(cls, cases: Mapping[str, Iterable[Case]]) -> "Codings":
        """Take the cases of several coders.

        Args:
            cases: By the coder's name; every case has an id, which no other case of that coder has.

        Raises:
            InvalidInput: With every case that has no id, and every id that a coder has twice.
            WrongKind: If it is no mapping, or if a coder's are no cases.
        """
        if not hasattr(cases, "items"):
            raise WrongKind(kind=type(cases).__name__, wanted=_BY_CODER, instead="Codings.of({coder: cases})")
        gathered = Gathered()
        by_id: dict[str, dict[str, Case]] = {}
        for name, several in cases.items():
            mine = by_id.setdefault(str(name), {})
            for case in each_case(several):
                if not case.case_id:
                    gathered.add(MissingId(file=name))
                elif case.case_id in mine:
                    gathered.add(RepeatedId(file=name, value=case.case_id))
                mine[case.case_id] = case
        gathered.check()
        return cls(by_id)

    @property
    def coders(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(self.cases)

    @property
    def only(self) -> dict[str, tuple[str, ...]]:
        """By coder, the ids that nobody else has."""
        matched = frozenset(self.matched)
        return {name: tuple(each for each in cases if each not in matched) for name, cases in self.cases.items()}

    def rows(self) -> list[Row]:
        """Give a row for each matched case: the case as each coder has it, or None where a coder does not."""
        return [tuple(cases.get(case_id) for cases in self.cases.values()) for case_id in self.matched]


def check_codings(codings: Codings) -> None:
    """Refuse what cannot be compared.

    Raises:
        WrongKind: If these are no codings.
        NotComparable: If there is only one coder, or no case that two of them have.
    """
    check_kind(codings, Codings, _CODINGS, "Codings.of")
    if len(codings.cases) < FEWEST:
        raise NotComparable(reason=Reason("one_coder"))
    if not codings.matched:
        raise NotComparable(reason=Reason("no_common_case", (("coders", codings.coders),)))


def given(row: Row, key: str) -> tuple[str, ...]:
    """List what coders gave for a variable; empty where one gave no answer, or has not got the case."""
    answers = [NOT_CODED if case is None else str(case[key]) for case in row]
    return tuple(["" if answer == NOT_CODED else answer for answer in answers])


def unlike(row: Row) -> dict[str, tuple[str, ...]]:
    """Find the variables for which codings of one case are not all the same, in codebook order.

    Returns:
        The answers of the coders who have the case, as these hold them.
    """
    parts = zip(*[parts_of(case) for case in row if case is not None], strict=True)
    return {
        key: answers
        for keys, part in zip(PART_KEYS, parts, strict=True)
        if part.count(part[0]) < len(part)
        for key, answers in zip(keys, zip(*part, strict=True), strict=True)
        if answers.count(answers[0]) < len(answers)
    }


_NOTHING: Final = frozenset({"", NOT_CODED})
"""What is held of a name or an answer that was not given."""


def answers_differ(answers: Iterable[str]) -> bool:
    """Return whether coders gave answers that differ; one who gave none differs from nobody."""
    return len({*answers} - _NOTHING) >= FEWEST


def told_apart(names: Iterable[str]) -> list[str]:
    """Make equal names of coders differ: the second `name` becomes `name#2`, unless that is taken."""
    names = list(names)
    told: dict[str, None] = {}
    for name in names:
        others = (f"{name}#{number}" for number in count(2))
        told[name if name not in told else next(each for each in others if each not in {*names, *told})] = None
    return list(told)
