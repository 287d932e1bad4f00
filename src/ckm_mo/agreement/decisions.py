"""What is to be decided before several codings are one table, and what people decided.

A table of decisions has one row for each answer on which coders differ. People
fill in what it finally is, and why; the table is then the log of what was
decided, by whom and on what ground.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Final

from attrs import evolve, field, frozen

from ckm_mo.agreement.codings import Codings, Row, given, unlike
from ckm_mo.agreement.disagreements import disagreements
from ckm_mo.agreement.measures import FEWEST
from ckm_mo.answers import Answer, Period, Reading, conflict
from ckm_mo.cases import JOINT, Case, token, unknown_variable
from ckm_mo.codebook import (
    EXPLOITATION_BEGAN,
    MEANS_KEYS,
    NOT_CODED,
    OPEN,
    PREFIXES,
    VARIABLE,
    Value,
    Variable,
    header,
    means_key,
    normalise,
    takes,
    variable_of,
    word,
)
from ckm_mo.errors import BrokenTable, DataError, InvalidAnswer, InvalidInput
from ckm_mo.messages import LANGUAGES, Reason, Word, shown
from ckm_mo.tidy import facts, html

METHODS: Final = (
    Value("consensus", "consensus"),
    Value("adjudicator", "derde_beoordelaar"),
    Value("source_reread", "bron_herlezen"),
    Value("codebook_rule", "codeboekregel"),
)
"""How an answer may have been decided: by talking, by a third person, by reading the source again, by a rule."""

COLUMNS: Final = (
    Value("case_id", "casus_id"),
    Value("variable", "variabele"),
    Value("coder_{}", "codeur_{}"),
    Value("at_{}", "vindplaats_{}"),
    Value("changes_verdict", "wijzigt_uitkomst"),
    Value("final", "eindantwoord"),
    Value("method", "methode"),
    Value("rationale", "toelichting"),
    Value("decided_by", "besloten_door"),
    Value("decided_on", "besloten_op"),
)
"""The columns of a table of decisions. Those with a number stand once for each coder."""

_CODER, _AT = (column.key for column in COLUMNS if "{}" in column.key)

NEEDED: Final = ("case_id", "variable", _CODER.format(1), _CODER.format(FEWEST), "final")
"""The columns without which a table is none of decisions."""

_NOT_CODED: Final = OPEN[-1]

_YES_NO: Final = {True: Value("yes", "ja"), False: Value("no", "nee")}


@frozen
class Decision:
    """An answer on which coders differ, and the final answer.

    Args:
        case_id: Of which case.
        key: To which variable.
        answers: What each coder gave, in the coders' order; empty where one gave none.
        final: What was decided; empty while nothing is decided, `not_coded` for an empty cell.
        method: How: the key of one of `METHODS`; empty where that is not said.
        rationale: Why.
        decided_by: Who decided.
        decided_on: When, as people wrote it.
        at: Where each coder found the answer; empty where that is not said.
        changes_verdict: Whether the verdict on the case as one coder coded it would have other outcomes with the answer
            of another.
        place: Where it stands in a table: its file and row. Decisions that differ only in this are equal.
    """

    case_id: str
    key: str
    answers: tuple[str, ...]
    final: str = ""
    method: str = ""
    rationale: str = ""
    decided_by: str = ""
    decided_on: str = ""
    at: tuple[str, ...] = ()
    changes_verdict: bool = False
    place: Mapping[str, Any] = field(factory=dict, eq=False, repr=False)

    def __repr__(self) -> str:
        """Say in one line what is decided; not why, nor by whom."""
        return f"<Decision on {self.key} of {shown(self.case_id)}: {self.final or 'none'}>"

    def _repr_html_(self) -> str:
        told = {"case_id": self.case_id, "key": self.key, "answers": self.answers, "final": self.final}
        return html(facts(told), repr(self))

    @property
    def touched(self) -> bool:
        """Whether people have filled in anything."""
        return any((self.final, self.method, self.rationale, self.decided_by, self.decided_on))


def to_decide(
    codings: Codings, *, reading: Reading | str = Reading.OPEN, period: Period | str | None = None
) -> tuple[Decision, ...]:
    """List the answers to decide on before the tables can become one.

    Args:
        codings: Of two coders or more.
        reading: What silence means for a verdict, where a case does not say so itself.
        period: The period whose means of coercion count in it; None for any.

    Returns:
        The answers, and the names of an investigation, offender or victim, that coders gave differently; and answers
        that one coder gave and another did not where they contradict what others gave. Those that change a verdict
        come first; within that by case, then in codebook order.

    Raises:
        NotComparable: If there is only one coder, or no case that two of them have.

    Unknown:
        Unknown and not stated are different answers. Not coded is not an answer, and differs from nothing.
    """
    reading, period = Reading(reading), None if period is None else Period(period)
    changing = {
        (each.case_id, each.key)
        for each in disagreements(codings, reading=reading, period=period)
        if each.changes_verdict
    }
    found = [
        Decision(
            case_id,
            key,
            given(row, key),
            at=tuple("" if case is None else case.at.get(key, "") for case in row),
            changes_verdict=(case_id, key) in changing,
        )
        for case_id, row in zip(codings.matched, codings.rows(), strict=True)
        for key in differing(row)
    ]
    return tuple(sorted(found, key=lambda each: not each.changes_verdict))


def differing(row: Row) -> list[str]:
    """List the variables of a case that are to be decided; see `to_decide`."""
    coded = [case for case in row if case is not None]
    keys = [variable.key for variable in unlike(coded)]
    several = {key for key in keys if len({*given(coded, key)} - {""}) >= FEWEST}
    for means in MEANS_KEYS if keys else ():
        several |= _entangled(coded, means)
    return [key for key in keys if key in several]


def _entangled(coded: Sequence[Case], means: str) -> set[str]:
    """Find the answers about a means that not all gave, and that may contradict what others gave.

    Of each answer on which coders differ any may be the final one.
    """
    keys = (EXPLOITATION_BEGAN.key, *(means_key(means, period) for period, *_ in PREFIXES))
    answers = {key: {*given(coded, key)} for key in keys}
    alone = {key for key in keys if "" in answers[key] and answers[key] & _DEFINITE and len(answers[key]) == FEWEST}
    began, *levels = (sorted(answers[key] - {""}) or [NOT_CODED] for key in keys)
    clash = any(
        conflict(tuple(map(Answer, triple)), begun=said != Answer.NO)  # type: ignore[arg-type]  # there are three
        for said, *triple in (product(began, *levels) if alone else ())
    )
    return alone if clash else set()


_DEFINITE: Final = {Answer.YES, Answer.NO}
"""The answers that can contradict others."""


def carried(decisions: Iterable[Decision], earlier: Iterable[Decision]) -> tuple[Decision, ...]:
    """Take over what was decided earlier, where coders still gave the same answers.

    Args:
        decisions: What is to be decided.
        earlier: What was decided.
    """
    known = {(each.case_id, each.key, *sorted(each.answers)): each for each in earlier}
    return tuple(
        evolve(
            each,
            final=before.final,
            method=before.method,
            rationale=before.rationale,
            decided_by=before.decided_by,
            decided_on=before.decided_on,
        )
        if (before := known.get((each.case_id, each.key, *sorted(each.answers))))
        else each
        for each in decisions
    )


# As a table


def decision_heads(coders: int, lang: str) -> list[str]:
    """Give the header of a table of decisions.

    Args:
        coders: How many there are.
        lang: `en` or `nl`.
    """
    numbers = range(1, coders + 1)
    return [
        name for column in COLUMNS for name in dict.fromkeys(word(column, lang).format(number) for number in numbers)
    ]


def decision_rows(decisions: Iterable[Decision], lang: str) -> Iterator[list[str]]:
    """Give decisions as the rows of a table, in the words of a language."""
    methods = {value.key: word(value, lang) for value in METHODS} | {"": ""}
    for each in decisions:
        variable = VARIABLE[each.key]
        yield [
            each.case_id,
            header(variable, lang),
            *(_spelt(variable, answer, lang) for answer in each.answers),
            *each.at,
            word(_YES_NO[each.changes_verdict], lang),
            _spelt(variable, each.final, lang),
            methods[each.method],
            each.rationale,
            each.decided_by,
            each.decided_on,
        ]


def choices(variable: Variable, lang: str) -> tuple[str, ...]:
    """List the words that may finally stand for a variable; none for free text."""
    return tuple(word(value, lang) for value in _finals(variable)) if variable.values else ()


def _finals(variable: Variable) -> tuple[Value, ...]:
    """List what may finally stand for a variable: also that it is not coded, which is empty in a table of cases."""
    return tuple(dict.fromkeys((*takes(variable), _NOT_CODED)))


def methods(lang: str) -> tuple[str, ...]:
    """List the words for how an answer may have been decided."""
    return tuple(word(value, lang) for value in METHODS)


def _spelt(variable: Variable, answer: str, lang: str) -> str:
    words = {value.key: word(value, lang) for value in _finals(variable)}
    return JOINT.join(words.get(each, each) for each in answer.split(JOINT))


def decisions_of(
    heads: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], *, file: str = ""
) -> tuple[Decision, ...]:
    """Parse a table of decisions.

    Args:
        heads: Its header, in either language; other columns than those of `decision_heads` are left alone.
        rows: The rows below it, each with its number; each as long as the header.
        file: Its name, for messages.

    Returns:
        The decisions, also those with nothing decided yet.

    Raises:
        BrokenTable: If a column that a table of decisions must have is missing.
        InvalidInput: With every cell whose word is not allowed there.
    """
    places = column_places(heads)
    errors: list[DataError] = []
    if missing := tuple(key for key in NEEDED if key not in places):
        raise BrokenTable(file=file, reason=Reason("no_decisions", (("columns", missing),)))
    parser = _Parser(places, errors)
    found = [parser.decision(cells, {"file": file, "row": number}) for number, cells in rows if any(cells)]
    if errors:
        raise InvalidInput(errors=errors, more={})
    return tuple(found)


def column_places(heads: Sequence[str]) -> dict[str, int]:
    """Find where the columns of a table of decisions stand, by their names in English."""
    known = {normalise(word(column, lang)): column.key for column in COLUMNS for lang in LANGUAGES}
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        plain = normalise(head)
        number = "".join(re.findall(r"_([1-9]\d*)$", plain))
        key = known.get(plain.removesuffix(number) + "{}" if number else plain)
        if key:
            found.setdefault(key.format(number), place)
    return found


class _Parser:
    """Parses rows of a table of decisions, and gathers what is wrong with them.

    Args:
        places: Where its columns stand.
        errors: What takes what is wrong.
    """

    def __init__(self, places: Mapping[str, int], errors: list[DataError]) -> None:
        self.places = places
        self.errors = errors
        self.coders = [number for number, _ in enumerate(places, 1) if _CODER.format(number) in places]

    def decision(self, cells: Sequence[str], place: Mapping[str, Any]) -> Decision:
        """Parse a row."""

        def text(key: str) -> str:
            return cells[self.places[key]].strip() if key in self.places else ""

        name = text("variable")
        variable = variable_of(name)
        if variable is None:
            self.errors.append(unknown_variable(name).at(**place, column="variable"))
            return Decision("", "", ())
        coders = [(_CODER.format(number), _AT.format(number)) for number in self.coders]
        return Decision(
            text("case_id"),
            variable.key,
            tuple(self._answer(variable, text(coder), {**place, "column": coder}) for coder, _ in coders),
            self._answer(variable, text("final"), {**place, "column": "final"}),
            self._method(text("method"), place),
            text("rationale"),
            text("decided_by"),
            text("decided_on"),
            at=tuple(text(at) for _, at in coders),
            changes_verdict=text("changes_verdict") in {_YES_NO[True].key, _YES_NO[True].dutch},
            place=place,
        )

    def _answer(self, variable: Variable, cell: str, place: Mapping[str, Any]) -> str:
        """Parse an answer; empty where there is none."""
        if normalise(cell) in {_NOT_CODED.key, _NOT_CODED.dutch}:
            return _NOT_CODED.key
        if not cell or not variable.values:
            return cell
        answer = token(variable, cell)
        if isinstance(answer, InvalidAnswer):
            self.errors.append(answer.at(**place))
            return ""
        return str(answer)

    def _method(self, cell: str, place: Mapping[str, Any]) -> str:
        """Parse how an answer was decided."""
        keys = {"": "", **{normalise(each): value.key for value in METHODS for each in (value.key, value.dutch)}}
        if normalise(cell) not in keys:
            allowed = tuple(Word(value.key, value.dutch) for value in METHODS)
            self.errors.append(InvalidAnswer(**place, column="method", variable="method", value=cell, allowed=allowed))
        return keys.get(normalise(cell), "")
