"""What is to be decided before several codings are one table, and what people decided.

A table of decisions has one row for each answer on which coders differ. People
fill in what it finally is, and why; the table is then the log of what was
decided, by whom and on what ground.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import compress, product
from typing import Any, Final

from attrs import evolve, field, frozen

from ckm_mo.agreement.codings import Codings, Row, answers_differ, check_codings, given, unlike
from ckm_mo.agreement.disagreements import matters
from ckm_mo.agreement.measures import FEWEST
from ckm_mo.answers import Answer, Period, Reading, deduce
from ckm_mo.cases import JOINT, token, unknown_variable
from ckm_mo.codebook import (
    EXPLOITATION_BEGAN,
    NOT_CODED,
    OPEN,
    PARTS,
    VARIABLE,
    YES_NO,
    Value,
    Variable,
    normalise,
    takes,
    variable_of,
    word,
)
from ckm_mo.errors import BrokenTable, DataError, InvalidAnswer, InvalidInput, check_language
from ckm_mo.messages import LANGUAGES, Reason, Word, shown
from ckm_mo.records import Result

METHODS: Final = (
    Value("consensus", "consensus"),
    Value("adjudicator", "derde_beoordelaar"),
    Value("source_reread", "bron_herlezen"),
    Value("codebook_rule", "codeboekregel"),
)
"""How an answer may have been decided: by talking, by a third person, by reading the source again, by a rule."""

DECISION_COLUMNS: Final = (
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

_CODER, _AT = (column.key for column in DECISION_COLUMNS if "{}" in column.key)

NEEDED: Final = ("case_id", "variable", _CODER.format(1), _CODER.format(FEWEST), "final")
"""The columns without which a table is none of decisions."""

FILLED_IN: Final = ("final", "method", "rationale", "decided_by", "decided_on")
"""The columns that people fill in."""

_NOT_CODED: Final = OPEN[-1]


@frozen
class Decision(Result):
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

    json = ("case_id", "key", "answers", "final")

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

    @property
    def touched(self) -> bool:
        """Whether people have filled in anything."""
        return any(getattr(self, name) for name in FILLED_IN)


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
        WrongKind: If these are no codings.
        NotComparable: If there is only one coder, or no case that two of them have.

    Unknown:
        Unknown and not stated are different answers. Not coded is not an answer, and differs from nothing.
    """
    reading, period = Reading(reading), None if period is None else Period(period)
    check_codings(codings)
    found = [
        Decision(
            case_id,
            key,
            given(row, key),
            at=tuple("" if case is None else case.at.get(key, "") for case in row),
            changes_verdict=matters(row, key, reading, period),
        )
        for case_id, row in zip(codings.matched, codings.rows(), strict=True)
        for key in differing(row)
    ]
    return tuple(sorted(found, key=lambda each: not each.changes_verdict))


def count_to_decide(codings: Codings, *, reading: Reading, period: Period | None) -> tuple[int, int, int]:
    """Count what `to_decide` lists: the answers, the cases that have any, and the answers that change a verdict."""
    answers = cases = changing = 0
    for row in codings.rows():
        keys = differing(row)
        answers += len(keys)
        cases += bool(keys)
        changing += sum(matters(row, key, reading, period) for key in keys)
    return answers, cases, changing


def differing(row: Row) -> list[str]:
    """Find the variables of a case that are to be decided, in codebook order; see `to_decide`.

    An answer that not all gave is, where it may contradict what others gave: of each answer on which coders differ any
    may be the final one. One without which they contradict each other all the same is not.
    """
    found = unlike(row)
    differ = {key for key, answers in found.items() if answers_differ(answers)}
    alone = {key for key in found.keys() - differ if not _DEFINITE.isdisjoint(found[key])}
    for place, keys in enumerate(_TOGETHER, 1) if alone else ():
        if not alone.isdisjoint(keys):
            coded = [(case[EXPLOITATION_BEGAN.key], *case.answers[place]) for case in row if case is not None]
            finals = map(_DEFINITE.intersection, zip(*coded, strict=True))
            differ |= alone.intersection(compress(keys, _clashing(*finals)))
    return [key for key in found if key in differ]


_DEFINITE: Final = frozenset({Answer.YES, Answer.NO})
"""The answers that can contradict others."""

_TOGETHER: Final = tuple((EXPLOITATION_BEGAN.key, *(each.key for each in means)) for means in PARTS[1:-1])
"""The variables that can contradict each other: for each means whether the exploitation began, and its levels."""


@cache  # of 256 at most
def _clashing(*finals: frozenset[str]) -> tuple[bool, ...]:
    """Return of each of the variables that stand together whether an answer to it may contradict the others.

    Args:
        finals: The definite answers of which any may be the final one; or none of them.
    """
    clashes = [each for each in product(*({*some, NOT_CODED} for some in finals)) if not _fit(*each)]
    places = range(len(finals))
    return tuple(any(_fit(*each[:at], NOT_CODED, *each[at + 1 :]) for each in clashes) for at in places)


def _fit(began: str, *triple: str) -> bool:
    """Return whether answers to the variables of `_TOGETHER` can be true together."""
    return bool(deduce(triple, exploitation_began=began != Answer.NO))  # type: ignore[arg-type] # three answers they are, if as text


def carried(decisions: Iterable[Decision], earlier: Iterable[Decision]) -> tuple[Decision, ...]:
    """Take over what was decided earlier, where coders still gave the same answers.

    Args:
        decisions: What is to be decided.
        earlier: What was decided.
    """
    known = {(each.case_id, each.key, *sorted(each.answers)): each for each in earlier}
    taken = []
    for each in decisions:
        before = known.get((each.case_id, each.key, *sorted(each.answers)), each)
        taken.append(evolve(each, **{name: getattr(before, name) for name in FILLED_IN}))
    return tuple(taken)


# As a table


def decision_heads(coders: int, lang: str) -> list[str]:
    """Give the header of a table of decisions.

    Args:
        coders: How many there are.
        lang: `en` or `nl`.

    Raises:
        InvalidInput: If there is no such language.
    """
    check_language(lang)
    numbers = range(1, coders + 1)
    return [
        name
        for column in DECISION_COLUMNS
        for name in dict.fromkeys(word(column, lang).format(number) for number in numbers)
    ]


def decision_rows(decisions: Iterable[Decision], lang: str) -> Iterator[list[str]]:
    """Give decisions as the rows of a table, in the words of a language.

    Raises:
        InvalidInput: If there is no such language.
    """
    check_language(lang)
    methods = {value.key: word(value, lang) for value in METHODS} | {"": ""}
    for each in decisions:
        variable = VARIABLE[each.key]
        yield [
            each.case_id,
            word(variable, lang),
            *(_spelt(variable, answer, lang) for answer in each.answers),
            *each.at,
            word(YES_NO[not each.changes_verdict], lang),
            _spelt(variable, each.final, lang),
            methods[each.method],
            each.rationale,
            each.decided_by,
            each.decided_on,
        ]


def choices(variable: Variable, lang: str) -> tuple[str, ...]:
    """List the words that may finally stand for a variable; none for free text."""
    return tuple(_finals(variable, lang).values()) if variable.values else ()


def _finals(variable: Variable, lang: str) -> dict[str, str]:
    """Word what may finally stand for a variable: also that it is not coded, which is empty in a table of cases."""
    return {value.key: word(value, lang) for value in (*takes(variable), _NOT_CODED)}


def method_words(lang: str) -> tuple[str, ...]:
    """List the words for how an answer may have been decided."""
    return tuple(word(value, lang) for value in METHODS)


def _spelt(variable: Variable, answer: str, lang: str) -> str:
    words = _finals(variable, lang)
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
    if missing := tuple(key for key in NEEDED if key not in places):
        raise BrokenTable(file=file, reason=Reason("no_decisions", (("columns", missing),)))
    errors: list[DataError] = []
    found = []
    for number, cells in rows:
        if any(cells):
            texts = {key: cells[place].strip() for key, place in places.items()}
            found.append(_decision(texts, {"file": file, "row": number}, errors))
    if errors:
        raise InvalidInput(errors=tuple(errors))
    return tuple(found)


def column_places(heads: Sequence[str]) -> dict[str, int]:
    """Find where the columns of a table of decisions stand, by their names in English."""
    known = {
        normalise(word(column, lang).format(number)): column.key.format(number)
        for column in DECISION_COLUMNS
        for lang in LANGUAGES
        for number, _ in enumerate(heads, 1)
    }
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        if key := known.get(normalise(head)):
            found.setdefault(key, place)
    return found


def _decision(texts: Mapping[str, str], place: Mapping[str, Any], errors: list[DataError]) -> Decision:
    """Parse a row, and gather what is wrong with it; then it is of no use.

    Args:
        texts: Its cells, by column.
        place: Where it stands.
        errors: What takes what is wrong.
    """
    variable = variable_of(texts["variable"])
    if variable is None:
        errors.append(unknown_variable(texts["variable"]).at(**place, column="variable"))
        return Decision("", "", ())
    numbers = [number for number, _ in enumerate(texts, 1) if _CODER.format(number) in texts]
    coders = [_CODER.format(number) for number in numbers]
    parsed = {column: _answer(variable, texts[column]) for column in (*coders, "final")}
    parsed["method"] = _method(texts.get("method", ""))
    errors += [word.at(**place, column=column) for column, word in parsed.items() if isinstance(word, InvalidAnswer)]
    return Decision(
        texts["case_id"],
        variable.key,
        tuple(str(parsed[coder]) for coder in coders),
        at=tuple(texts.get(_AT.format(number), "") for number in numbers),
        changes_verdict=texts.get("changes_verdict") in {YES_NO[0].key, YES_NO[0].dutch},
        place=place,
        **{name: str(parsed.get(name, texts.get(name, ""))) for name in FILLED_IN},
    )


def _answer(variable: Variable, cell: str) -> str | InvalidAnswer:
    """Parse an answer; empty where there is none."""
    if normalise(cell) in {_NOT_CODED.key, _NOT_CODED.dutch}:
        return _NOT_CODED.key
    return token(variable, cell) if cell and variable.values else cell


def _method(cell: str) -> str | InvalidAnswer:
    """Parse how an answer was decided; empty where that is not said."""
    keys = {"": "", **{normalise(each): value.key for value in METHODS for each in (value.key, value.dutch)}}
    allowed = tuple(Word(value.key, value.dutch) for value in METHODS)
    return keys.get(normalise(cell), InvalidAnswer(variable="method", value=cell, allowed=allowed))
