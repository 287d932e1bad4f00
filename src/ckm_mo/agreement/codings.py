"""The same cases as several coders coded them, matched by id."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from ckm_mo.agreement.measures import FEWEST
from ckm_mo.cases import Answers, Case
from ckm_mo.codebook import IDENTIFIERS, NOT_CODED, PARTS, Variable
from ckm_mo.errors import Gathered, NotComparable, RepeatedId
from ckm_mo.messages import Reason, shown
from ckm_mo.tidy import counted, facts, html

Row = tuple[Case | None, ...]
"""What each coder made of a case; None where one has not got it."""

_KEYS: Final = tuple(tuple(variable.key for variable in part) for part in PARTS)


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
        return f"<Codings of {len(self.cases)} coders: {counted(len(self.matched), 'case')} in common>"

    def _repr_html_(self) -> str:
        return html(facts({shown(name): len(cases) for name, cases in self.cases.items()}), repr(self))

    @classmethod
    def of(cls, cases: Mapping[str, Iterable[Case]]) -> "Codings":
        """Take the cases of several coders.

        Args:
            cases: By the coder's name; every case has an id, which no other case of that coder has.

        Raises:
            InvalidInput: With every id that a coder has twice.
        """
        gathered = Gathered()
        by_id: dict[str, dict[str, Case]] = {}
        for name, several in cases.items():
            mine = by_id.setdefault(name, {})
            for case in several:
                if case.case_id in mine:
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

    def check(self) -> None:
        """Refuse what cannot be compared.

        Raises:
            NotComparable: If there is only one coder, or no case that two of them have.
        """
        if len(self.cases) < FEWEST:
            raise NotComparable(reason=Reason("one_coder"))
        if not self.matched:
            raise NotComparable(reason=Reason("no_common_case", (("coders", self.coders),)))


def given(row: Iterable[Case | None], key: str) -> tuple[str, ...]:
    """List what coders gave for a variable; empty where one gave no answer, or has not got the case."""
    return tuple("" if case is None or case[key] == NOT_CODED else str(case[key]) for case in row)


def unlike(coded: Sequence[Case]) -> list[Variable]:
    """List the variables for which codings of one case are not all the same, in codebook order."""
    first, *more = coded
    found = [
        variable
        for place, variable in enumerate(IDENTIFIERS)
        if any(case.names[place] != first.names[place] for case in more)
    ]
    for place, part in enumerate(PARTS):
        if any(case.answers[place] != first.answers[place] for case in more):
            columns = zip(part, *(case.answers[place] for case in coded), strict=True)
            found += [variable for variable, *answers in columns if len({*answers}) > 1]
    return found


def answered(case: Case, instead: Mapping[str, str]) -> Answers:
    """Give the answers of a case with others in their place.

    Args:
        case: Any case.
        instead: By variable; what it does not name stays.
    """
    return tuple(
        answers
        if instead.keys().isdisjoint(keys)
        else tuple(instead.get(key, answer) for key, answer in zip(keys, answers, strict=True))
        for keys, answers in zip(_KEYS, case.answers, strict=True)
    )


def told_apart(names: Iterable[str]) -> list[str]:
    """Make equal names of coders differ: the second `name` becomes `name#2`, unless that is taken."""
    names = list(names)
    taken = set(names)
    told: dict[str, None] = {}
    for name in names:
        number, apart = 1, name
        while apart in told or (number > 1 and apart in taken):
            number += 1
            apart = f"{name}#{number}"
        told[apart] = None
    return list(told)
