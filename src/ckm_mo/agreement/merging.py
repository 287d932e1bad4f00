"""One table of several codings: what all coders agree on, and what was decided. Nothing is voted on or imputed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple

from attrs import field, frozen

from ckm_mo.agreement.codings import Codings, Row, check_codings, given, unlike
from ckm_mo.agreement.decisions import Decision, differing
from ckm_mo.agreement.measures import FEWEST
from ckm_mo.cases import Case, Texts, locators, replaced_parts, token, unknown_variable
from ckm_mo.codebook import CODED, NOT_CODED, UNKNOWN, VARIABLE, Variable, takes
from ckm_mo.errors import (
    Contradiction,
    DataError,
    InvalidAnswer,
    InvalidInput,
    MergedContradiction,
    UndecidedAnswer,
    UnfitDecision,
    check_kind,
)
from ckm_mo.messages import Reason, Word
from ckm_mo.records import TEXT, Records, Result, plural

AND: Final = "; "
"""What joins the places where several coders found the same answer."""

_A_DECISION: Final = Word("a decision", "een beslissing")

Keys = Mapping[str, Sequence[str]]
"""Keys of variables, by the id of a case that has any."""


class LeftEmpty(NamedTuple):
    """The keys of the answers to a case that not all coders gave alike."""

    case_id: str
    keys: tuple[str, ...]


@frozen
class Merged(Result):
    """One table of several codings.

    Args:
        cases: Its cases.
        left_empty: For each case with such answers, its id and the keys of the answers that not all coders gave alike;
            only where there were no decisions.
        decided: By the id of a case, the keys of the answers that were decided.
        left_open: The same for the answers that were not decided, and are unknown now.
        alone: The same for the answers that some coders who have the case left empty, and that were kept.
    """

    json = ("cases:_number", "left_empty")

    cases: tuple[Case, ...]
    left_empty: tuple[LeftEmpty, ...] = ()
    decided: Keys = field(factory=dict)
    left_open: Keys = field(factory=dict)
    alone: Keys = field(factory=dict)

    def __repr__(self) -> str:
        """Say in one line how many cases there are, and of how many answers coders did not agree."""
        decided, left_open = (sum(map(len, keys.values())) for keys in (self.decided, self.left_open))
        cases = plural(len(self.cases), "case")
        return f"<Merged: {cases}, {decided} decided, {left_open} left open, {self.empty} left empty>"

    def rows(self) -> Records:
        """Return the answers that coders did not give alike as rows: what became of each, its case, its variable."""
        ways = {"left_empty": dict(self.left_empty), "decided": self.decided, "left_open": self.left_open}
        told = [(way, each, key) for way, by_case in ways.items() for each, keys in by_case.items() for key in keys]
        return Records({"answer": TEXT, "case_id": TEXT, "key": TEXT}, told)

    @property
    def empty(self) -> int:
        """How many cells are left empty."""
        return sum(len(keys) for _, keys in self.left_empty)

    @property
    def _number(self) -> int:
        return len(self.cases)

    def records(self) -> list[dict[str, object]]:
        """Give the cases as objects of the JSON interface, each with how it came about."""
        return [
            case.as_dict()
            | {way: list(getattr(self, way).get(case.case_id, ())) for way in ("decided", "left_open", "alone")}
            for case in self.cases
        ]


def merge(codings: Codings, decisions: Iterable[Decision] | None = None, *, leave_open: bool = False) -> Merged:
    """Make one table of several codings: what coders agree on, and what was decided.

    Args:
        codings: Of two coders or more.
        decisions: On what they differ; see `to_decide`. None to keep what all coders agree on and leave the rest empty.
        leave_open: Whether answers that are not decided become unknown.

    Returns:
        With decisions: every case, in the order of the first coder, with the answers that were given alike, or by one
        coder and not by another, and those that were decided. Of the columns that are not variables, one stays where
        all who have the case wrote the same, else there is one for each coder. Without decisions: the cases that all
        coders have, with what all gave alike, and no columns but the codebook's.

    Raises:
        WrongKind: If these are no codings, or no decisions.
        NotComparable: If there is only one coder, or no case that two of them have.
        InvalidInput: With every difference that is not decided (unless these are left open); every decision that is
            not about these codings, is there twice, or is against what all gave; and every contradiction in the merged
            cases.

    Unknown:
        Not coded is not an answer. So it agrees with nothing where nothing was decided, and differs from nothing where
        there are decisions. What is left open is unknown, where that is an answer to the variable; else not coded.
    """
    check_codings(codings)
    if decisions is None:
        return _agreed(codings)
    return _Merging(codings, decisions, leave_open=leave_open).merged()


def _agreed(codings: Codings) -> Merged:
    """Keep what all coders gave alike, of the cases that all have."""
    rows = {case_id: row for case_id, row in zip(codings.matched, codings.rows(), strict=True) if None not in row}
    lost = {case_id: tuple(unlike(row)) for case_id, row in rows.items()}
    cases = tuple(_case(row, dict.fromkeys(lost[case_id], "")) for case_id, row in rows.items())
    return Merged(cases, tuple(LeftEmpty(case_id, keys) for case_id, keys in lost.items() if keys))


def _case(row: Row, instead: Mapping[str, str], other: Texts = ()) -> Case:
    """Make one case of what several coders made of it, and of answers in place of those that are not alike.

    It says of each answer where those found it who gave it.

    Raises:
        InvalidInput: If it contradicts itself.
    """
    coded = [case for case in row if case is not None]
    names, *answers = replaced_parts(coded[0], {key: _typed(VARIABLE[key], answer) for key, answer in instead.items()})
    places = [case.at for case in coded]
    found: dict[str, str] = {}
    for variable, answer in zip(CODED, chain.from_iterable(answers), strict=True) if any(places) else ():
        key = variable.key
        gave = (at[key] for case, at in zip(coded, places, strict=True) if key in at and case[key] == answer)
        found[key] = AND.join(dict.fromkeys(gave))
    return Case(tuple(answers), names, other, locators(found.items()))


def _typed(variable: Variable, answer: str) -> str:
    """Give an answer as a case holds it.

    Raises:
        InvalidAnswer: If it is none to the variable.
    """
    answer = "" if answer == NOT_CODED else answer
    found = token(variable, answer) if variable.values else answer
    if isinstance(found, InvalidAnswer):
        raise found
    return found


class _Merging:
    """Merges codings with decisions, and gathers all that stands against it."""

    def __init__(self, codings: Codings, decisions: Iterable[Decision], *, leave_open: bool) -> None:
        self.leave_open = leave_open
        self.errors: list[DataError] = []
        self.decided, self.left_open, self.alone = (defaultdict[str, list[str]](list) for _ in range(3))
        coders = codings.cases.values()
        case_ids = dict.fromkeys(case_id for cases in coders for case_id in cases)
        self.rows = {case_id: tuple(cases.get(case_id) for cases in coders) for case_id in case_ids}
        self.columns = _columns(self.rows.values())
        self.seen: dict[tuple[str, str], Mapping[str, Any]] = {}  # where in a file each stands
        self.unfit: set[tuple[str, str]] = set()
        self.finals: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for decision in decisions if isinstance(decisions, Iterable) else [decisions]:  # type: ignore[redundant-expr]  # it may be anything
            check_kind(decision, Decision, _A_DECISION, "to_decide, decisions_of")
            place = decision.case_id, decision.key
            try:
                self.check(decision)
                if decision.final:
                    self.finals[decision.case_id][decision.key] = decision.final
            except DataError as error:
                self.unfit.add(place)
                self.errors.append(error.at(**{"case_id": place[0], "column": place[1], **decision.place}))
            self.seen.setdefault(place, decision.place)

    def check(self, decision: Decision) -> None:
        """Refuse a decision that is not about these codings."""
        variable, row = VARIABLE.get(decision.key), self.rows.get(decision.case_id)
        if variable is None:
            raise unknown_variable(decision.key)
        if row is None:
            raise UnfitDecision(reason=Reason("decision_no_case"))
        answers = given(row, variable.key)
        if Counter(decision.answers) != Counter(answers):
            facts = ("was", _words(variable, decision.answers)), ("now", _words(variable, answers))
            raise UnfitDecision(reason=Reason("decision_stale", facts))
        if (decision.case_id, variable.key) in self.seen:
            raise UnfitDecision(reason=Reason("decision_twice"))
        final = _typed(variable, decision.final)
        alike = {answer for answer, case in zip(answers, row, strict=True) if case is not None}
        several = len(row) - row.count(None) >= FEWEST
        if decision.final and several and alike != {""} and len(alike) == 1 and final not in alike:
            raise UnfitDecision(reason=Reason("decision_agreed", (("answer", _words(variable, alike)),)))

    def merged(self) -> Merged:
        """Merge all cases, or raise all that stands against it."""
        cases = [self.case(case_id, row) for case_id, row in self.rows.items()]
        if self.errors:
            raise InvalidInput(errors=tuple(self.errors))
        return Merged(tuple(cases), decided=self.decided, left_open=self.left_open, alone=self.alone)

    def case(self, case_id: str, row: Row) -> Case:
        """Merge one case; where anything stands against it, it is of no use."""
        finals, found, to_decide = self.finals.get(case_id, {}), unlike(row), differing(row)
        instead: dict[str, str] = {}
        for key in dict.fromkeys((*finals, *found)):
            if key in finals:
                instead[key] = finals[key]
                self.decided[case_id].append(key)
            elif key in to_decide:
                instead[key] = self.undecided(case_id, VARIABLE[key], given(row, key))
            else:
                instead[key] = next(filter(None, given(row, key)))
                self.alone[case_id].append(key)
        try:
            return _case(row, instead, _other(self.columns, row))
        except InvalidInput as refused:
            self.errors += [_merged(case_id, error) for error in refused.errors if isinstance(error, Contradiction)]
            return Case()

    def undecided(self, case_id: str, variable: Variable, answers: tuple[str, ...]) -> str:
        """Leave open what is not decided, or gather that it is not, unless a decision on it does not fit."""
        if self.leave_open:
            self.left_open[case_id].append(variable.key)
        elif (case_id, variable.key) not in self.unfit:
            named = Word(variable.key, variable.dutch)
            error = UndecidedAnswer(variable=variable.key, header=named, answers=_words(variable, answers))
            place = self.seen.get((case_id, variable.key), {})
            self.errors.append(error.at(**place, case_id=case_id))
        return UNKNOWN if UNKNOWN in {value.key for value in takes(variable)} else ""


def _merged(case_id: str, error: Contradiction) -> MergedContradiction:
    """Say of a contradiction in which merged case it is, with the answers in both languages."""
    answer_texts: dict[Word, object] = {}
    for key, answer in error.answers.items():
        variable = VARIABLE[key]
        (answer_texts[Word(key, variable.dutch)],) = _words(variable, [answer])
    return MergedContradiction(
        case_id=case_id,
        variable=error.variable,
        answers=error.answers,
        written=error.written,
        answer_texts=answer_texts,
    )


def _words(variable: Variable, answers: Iterable[str]) -> tuple[Word | str | Reason, ...]:
    """Give answers for a message."""
    words = {value.key: Word(value.key, value.dutch) for value in takes(variable)}
    return tuple(words.get(each, each) if each else Reason("no_answer") for each in answers)


def _columns(rows: Iterable[Row]) -> dict[tuple[str, int], str]:
    """Name the columns that are not variables: one where all who have a case wrote the same, else one for each coder.

    Args:
        rows: What each coder made of each case.

    Returns:
        The names by header and coder.
    """
    coders: defaultdict[str, set[int]] = defaultdict(set)
    apart = set()
    for row in rows:
        texts: defaultdict[str, set[str]] = defaultdict(set)
        for coder, name, text in _texts(row):
            coders[name].add(coder)
            texts[name].add(text)
        apart |= {name for name, some in texts.items() if len(some) > 1}
    names: dict[tuple[str, int], str] = {}
    for name, some in coders.items():
        for coder in sorted(some):
            own = f"{name}#{coder + 1}" if name in apart else name
            while name in apart and (own in coders or own in names.values()):
                own += f"#{coder + 1}"
            names[name, coder] = own
    return names


def _other(columns: Mapping[tuple[str, int], str], row: Row) -> Texts:
    """Give the texts of a case, in its merged columns."""
    told = {columns[name, coder]: text for coder, name, text in _texts(row)}
    return tuple((dict.fromkeys(columns.values(), "") | told).items())


def _texts(row: Row) -> Iterator[tuple[int, str, str]]:
    """Go through what stands in the columns of a case that are not variables: which coder has it, header, text."""
    for coder, case in enumerate(row):
        for name, text in () if case is None else dict(case.other).items():
            yield coder, name, text
