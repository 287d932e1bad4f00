"""A case: one victim and the main offender of that exploitation, as coded.

A case holds what coders answered, letter for letter, part by part of the codebook,
and its key: what follows from the answers, as far as a verdict can depend on it.
Words are parsed here, once; inside, answers are frozen and trusted.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from math import isnan
from operator import itemgetter
from typing import Any, Final, NamedTuple

from attrs import field, frozen

from ckm_mo.answers import (
    USED,
    AllowedPairs,
    Answer,
    Contradictory,
    Period,
    Reading,
    Truth,
    allowed_pairs,
    conflict,
    key_of,
)
from ckm_mo.codebook import (
    CODED,
    COLUMN_HEADERS,
    EMPTY_WORDS,
    GAPS,
    HEADERS,
    IDENTIFIERS,
    LOCATORS,
    MEANS_KEYS,
    NOT_CODED,
    OPEN,
    OPEN_KEYS,
    PARTS,
    TOKENS,
    VARIABLE,
    YES_NO,
    Role,
    Variable,
    column_of,
    labelled,
    normalise,
    spellings,
    takes,
    word,
)
from ckm_mo.errors import (
    Contradiction,
    DataError,
    Gathered,
    InvalidAnswer,
    InvalidInput,
    RepeatedVariable,
    UnfitCell,
    UnknownVariable,
    WrongKind,
    check_kind,
)
from ckm_mo.messages import ANSWERS, CASES, COLUMN_NAMES, FOR_CASES, Reason, Word
from ckm_mo.records import Records, Result, record
from ckm_mo.spelling import closest, edits

MOST_NAMED: Final = 8
"""How many answers a line names that says what a case is."""

JOINT: Final = ";"
"""What joins the values of a variable that takes several."""

READINGS: Final = tuple(Reading)

PART_KEYS: Final = tuple(tuple(variable.key for variable in part) for part in (IDENTIFIERS, *PARTS))
"""The keys of what `parts_of` returns."""

_NAMES: Final = PART_KEYS[0]
_UNNAMED: Final = ("",) * len(_NAMES)
_POSITION: Final = {key: (part, index) for part, keys in enumerate(PART_KEYS) for index, key in enumerate(keys)}
"""Where `parts_of` has what is coded of each variable."""

_PARTS: Final = tuple(itemgetter(*keys) for keys in PART_KEYS)
"""What takes the parts out of what is coded by variable."""

Answers = tuple[tuple[str, ...], ...]
"""The coded answers, one tuple for each of `codebook.PARTS`, one answer for each of its variables."""

Texts = tuple[tuple[str, str], ...]
"""Texts, each with its header, or with the key of the variable whose answer it locates in the source."""


def _answer(variable: Variable, key: str) -> str:
    """Return an answer by its key: an `Answer` for a means, which refuses to be used as a truth value."""
    return Answer(key) if variable.role is Role.MEANS else key


_ANSWER: Final = {
    variable.key: {word: _answer(variable, key) for word, key in TOKENS[variable.key].items()} for variable in CODED
}
"""What each word of tables says, normalised, by variable."""

_EMPTY: Final = {
    empty: {
        variable.key: _answer(variable, empty if variable.role in {Role.MEANS, Role.DIMENSION} else NOT_CODED)
        for variable in CODED
    }
    for empty in EMPTY_WORDS.values()
}
"""What an empty cell says of each variable, by what it counts as where silence is an answer."""

UNCODED: Final = tuple(part(_EMPTY[NOT_CODED]) for part in _PARTS[1:])
"""The answers to a case of which nothing is coded."""


def emptiness(word: str) -> str:
    """Return the key of what empty cells count as, by its word in either language.

    Raises:
        InvalidInput: If it is none.
    """
    return key_of(word, "empty", EMPTY_WORDS)


def ignored_columns(names: object) -> frozenset[str]:
    """Normalise the names of columns that look misspelt and are meant; one text is one name.

    Raises:
        WrongKind: If they are not names.
    """
    several = names if isinstance(names, Iterable) and not isinstance(names, str) else [names]
    texts = [*several]
    for name in texts:
        check_kind(name, str, COLUMN_NAMES, 'ignore=["voilences"]')
    return frozenset(map(normalise, texts))


class About(NamedTuple):
    """What a case says besides its means, as far as a verdict can depend on it.

    Args:
        reading: How silence in its source is to be read; None where it does not say.
        dimensions: The dimensions that are coded; open where they are.
        exploitation_began: False only for an attempt.
    """

    reading: Reading | None
    dimensions: tuple[str, ...]
    exploitation_began: bool


Key = tuple[About, tuple[AllowedPairs, ...]]
"""All that a verdict can depend on, besides the reading and the period asked for: what a case says besides its means,
and the pairs that each of these may be."""


def about(answers: tuple[str, ...]) -> About:
    """Return what the answers of the first part say."""
    reading, *dimensions, began = answers
    return About(
        None if reading == NOT_CODED else Reading(reading),
        tuple(Truth.OPEN if answer in OPEN_KEYS else answer for answer in dimensions),
        began != Answer.NO,
    )


def _key_of_answers(answers: Answers, written: Mapping[str, tuple[str, str]]) -> Key:
    """Return what follows from answers; `written` is as for `parse`.

    Raises:
        InvalidInput: With the smallest set of answers in conflict, for each means whose answers contradict.
    """
    first, *means, _ = answers
    known = about(first)
    began = known.exploitation_began
    try:
        return known, tuple([allowed_pairs(triple, exploitation_began=began) for triple in means])
    except Contradictory:
        errors = []
    for key, triple in zip(MEANS_KEYS, means, strict=True):
        if clashing := conflict(key, triple, exploitation_began=began):  # type: ignore[arg-type]  # three `Answer`s
            columns = dict(written.get(pair[0], pair) for pair in clashing.items())
            errors.append(Contradiction(variable=key, answers=clashing, written=columns, column=[*columns][-1]))
    raise InvalidInput(errors=tuple(errors))


@frozen
class Case(Result):
    """One coded case.

    Make it with `Case.from_answers`, or read it with `read_table`. A case
    whose answers contradict cannot be made.

    Args:
        answers: The coded answers, part by part.
        names: Its id and those of its investigation, main offender and victim; empty where not coded.
        other: The columns that are not variables.
        locators: Where in the source its answers stand, where that is coded; no verdict depends on it.
        key: What follows from the answers, as far as a verdict can depend on it.

    Example:
        >>> case = Case.from_answers({"relation": "affective", "geweld": "ja"})
        >>> case["relation"], case["violence"], case["deception"]
        ('affective', <Answer.YES: 'yes'>, <Answer.NOT_CODED: 'not_coded'>)
    """

    json = ("case_id", "names:_named", "answers:coded", "at", "other:texts")

    answers: Answers = UNCODED
    names: tuple[str, ...] = _UNNAMED
    other: Texts = ()
    locators: Texts = ()
    key: Key = field(init=False, eq=False, repr=False)

    @key.default
    def _deduced(self) -> Key:
        check_kind(self.answers, tuple, ANSWERS, "Case.from_answers(dict)")
        return _key_of_answers(self.answers, {})

    def __repr__(self) -> str:
        """Say in one line what is coded; not who it is about, nor any text."""
        listed = [f"{key}={value}" for key, value in self.coded.items()]
        more = [f"{len(listed) - MOST_NAMED} more"] if len(listed) > MOST_NAMED else []
        return f"<Case: {', '.join([*listed[:MOST_NAMED], *more]) or NOT_CODED}>"

    def rows(self) -> Records:
        """Return what is coded as rows; not who it is about, nor any text."""
        return record(self.coded)

    @property
    def coded(self) -> dict[str, str]:
        """The answers that are coded, by variable."""
        return {variable.key: str(self[variable.key]) for variable in CODED if self[variable.key] != NOT_CODED}

    @classmethod
    def from_answers(cls, answers: Mapping[str, str | None], *, empty: str = NOT_CODED) -> "Case":
        """Parse the answers to one case.

        Args:
            answers: Words by variable, both in either language; ids as they are. What is left out, or None, is not
                coded.
            empty: `not_stated` takes means, relation and initiative that are left out as silence instead.

        Returns:
            The case, frozen.

        Raises:
            InvalidInput: With every unknown variable, unknown word, repeated variable and contradiction in it.

        Unknown:
            `unknown`, `not_stated` and `not_coded` are kept apart.
        """
        if not hasattr(answers, "items"):
            check_kind(answers, Mapping, ANSWERS, "Case.from_answers(dict)")
        return case_of(answers.items(), empty=empty)

    def __getitem__(self, key: str) -> str:
        """Look up a column, by its key or its Dutch name: the answer to a variable, or the text of an id or a locator.

        Raises:
            UnknownVariable: If there is no such column; it is a `KeyError` too.
        """
        column = _column(key)
        if column.locates:
            return self.at.get(column.locates, "")
        part, index = _POSITION[column.key]
        return parts_of(self)[part][index]

    @property
    def case_id(self) -> str:
        """Its id; empty for a case of which there is only one."""
        return self.names[0]

    @property
    def _named(self) -> dict[str, str]:
        return {key: self[key] for key in _NAMES[1:] if self[key]}

    @property
    def texts(self) -> dict[str, str]:
        """The columns that are not variables, where they are not empty."""
        return {header: text for header, text in self.other if text}

    @property
    def at(self) -> dict[str, str]:
        """Where in the source its answers stand, by variable: one line of free text each, and none that is empty."""
        return dict(self.locators)

    @property
    def about(self) -> About:
        """What it says besides its means."""
        return self.key[0]

    def used(self, means: str, reading: Reading, level: Period | None = None) -> Truth:
        """Return whether a means was used at a level, after deduction and a reading of silence.

        Raises:
            KeyError: If there is no such means.
        """
        pairs = dict(zip(MEANS_KEYS, self.key[1], strict=True))[_column(means).key]
        return USED[None if level is None else Period(level)][pairs[READINGS.index(Reading(reading))]]


def _column(name: object) -> Variable:
    """Return the column that is named in either language.

    Raises:
        UnknownVariable: If there is none.
    """
    column = column_of(str(name))
    if column is None:
        raise unknown_variable(str(name), COLUMN_HEADERS)
    return column


def trusted_case(
    answers: Answers,
    key: Key,
    names: tuple[str, ...] = _UNNAMED,
    other: Texts = (),
    locators: Texts = (),
) -> Case:
    """Return a case of answers whose key is known; nothing is checked or deduced again."""
    case = object.__new__(Case)
    put = object.__setattr__  # it is frozen
    put(case, "answers", answers)
    put(case, "names", names)
    put(case, "other", other)
    put(case, "locators", locators)
    put(case, "key", key)
    return case


def parts_of(case: Case) -> tuple[tuple[str, ...], ...]:
    """Return the names of a case, and behind them its answers part by part."""
    return (case.names, *case.answers)


def replaced_parts(case: Case, instead: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return the parts of a case with others in the place of some names and answers.

    Args:
        case: Any case.
        instead: By variable; what it does not name stays.
    """
    coded = dict(zip(_POSITION, chain.from_iterable(parts_of(case)), strict=True))
    coded.update(instead)
    return [part(coded) for part in _PARTS]


def each_case(cases: Iterable[Case]) -> Iterator[Case]:
    """Go through cases.

    Raises:
        WrongKind: If it is anything else; it names what makes cases, and what takes a data frame.
    """
    for case in cases if isinstance(cases, Iterable) else [None]:  # type: ignore[redundant-expr]  # it may be anything
        if not isinstance(case, Case):
            kind = type(cases).__name__
            if isinstance(cases, list | tuple):
                kind += f" of {type(case).__name__}"
            raise WrongKind(kind=kind, wanted=CASES, instead=FOR_CASES)
        yield case


def case_of(answers: Iterable[tuple[str, str | None]], *, empty: str = NOT_CODED) -> Case:
    """Parse the answers to one case as `Case.from_answers` does, from pairs, which may name a variable twice.

    Raises:
        InvalidInput: With everything that is wrong with them.
    """
    gathered = Gathered()
    written: dict[str, tuple[str, Any]] = {}
    for name, answer in answers:
        variable = column_of(str(name))
        if variable is None:
            gathered.add(unknown_variable(str(name), COLUMN_HEADERS))
        elif variable.key in written:
            gathered.add(RepeatedVariable(column=name, variable=variable.key, written=(written[variable.key][0], name)))
        else:
            given = isinstance(answer, str) or not _is_nothing(answer, variable)
            written[variable.key] = name, answer if given else ""
    empty = emptiness(empty)
    case, errors = parse({key: written[key] for key in _EMPTY[empty] if key in written}, empty=empty, unasked=empty)
    for error in errors:
        gathered.add(error)
    named = [written.get(key, ("", "")) for key in _NAMES]
    located = {each.locates: written[each.key] for each in LOCATORS if each.key in written}
    for column, text in (*named, *located.values()):
        if isinstance(text, bool) or not (isinstance(text, str) or hasattr(text, "__index__")):
            gathered.add(UnfitCell(column=column, value=repr(text), reason=Reason("not_text")))
    gathered.check()
    names = tuple(str(text).strip() for _, text in named)
    return trusted_case(
        case.answers, case.key, names, (), locators((key, str(text)) for key, (_, text) in located.items())
    )


def locators(found: Iterable[tuple[str, str]]) -> Texts:
    """Return where answers stand, as one line each, without what is empty."""
    return tuple((key, line) for key, text in found if (line := " ".join(text.split())))


def _is_nothing(answer: object, variable: Variable) -> bool:
    """Return whether it is None, or what a data frame has where nothing is coded."""
    missing = (isinstance(answer, float) and isnan(answer)) or type(answer).__name__ in {"NAType", "NaTType"}
    return answer is None or (missing and bool(variable.values))


def in_words(variable: Variable, answer: str, lang: str) -> str:
    """Return an answer, or several joined, in the words of tables in a language; text as it is."""
    words = {value.key: word(value, lang) for value in (*variable.values, *OPEN)}
    return JOINT.join(words[each] for each in str.split(answer, JOINT)) if variable.values else answer


def values(variable: Variable, case: Case) -> tuple[str, ...]:
    """Return the values that a case has for a variable: none where it is open, several where several are coded."""
    return tuple(each for each in case[variable.key].split(JOINT) if each and each not in OPEN_KEYS)


def unknown_variable(name: str, headers: Iterable[str] = HEADERS) -> UnknownVariable:
    """Return the refusal of a name that is none of these headers, with the one that it labels, or else the closest."""
    near = labelled(name) or closest(normalise(name), headers, max(2, len(name) // 3))
    return UnknownVariable(value=name, closest=near)


def token(variable: Variable, word: str, empty: str = NOT_CODED) -> str | InvalidAnswer:
    """Parse one word, or several joined by `;`, to the key of what it names.

    Args:
        variable: One with values.
        word: A cell.
        empty: What an empty one counts as, where silence is an answer to the variable: `not_coded` or `not_stated`.

    Returns:
        An `Answer` for a means, else a key, several joined in codebook order; or the error, without its place.
    """
    answers = _ANSWER[variable.key]
    if isinstance(word, str):
        if word in answers:
            return answers[word]
        if not word.strip():
            return _EMPTY[empty][variable.key]
    elif variable.values == YES_NO and type(word).__name__ in {"bool", "bool_"}:
        return _answer(variable, YES_NO[not word].key)
    else:
        return _invalid(variable, repr(word))
    parts = [*map(normalise, word.split(JOINT) if variable.several else [word])]
    # Labels are only loaded for what is no word of tables.
    known = TOKENS[variable.key] if answers.keys() >= {*parts} else spellings(variable.key)
    keys = {known.get(part, "") for part in parts}
    if "" in keys or (len(keys) > 1 and keys & OPEN_KEYS):
        return _invalid(variable, word, next((part for part in parts if part not in known), ""))
    return _answer(variable, JOINT.join(value.key for value in takes(variable) if value.key in keys))


def _invalid(variable: Variable, word: str, part: str = "") -> InvalidAnswer:
    """Return the refusal of a cell; where it has several words, for the sake of one.

    The closest is what it must be a slip for: none where it may as well stand for a gap, or yes for no.
    """
    plain = normalise(part or word)
    gap = plain in GAPS and variable.role is not Role.READING
    allowed = {value.key: Word(value.key, value.dutch) for value in (OPEN if gap else takes(variable))}
    joined = JOINT.join(each.strip() for each in word.split(",")) if variable.several else word
    comma = joined != word and not isinstance(token(variable, joined), InvalidAnswer)
    near: Word | str | None = joined if comma else None
    known = spellings(variable.key)
    slip = closest(plain, known, 2)
    if slip and plain not in GAPS and not comma:
        key = known[slip]
        values = {key} if variable.values == YES_NO else {*known.values()} - OPEN_KEYS
        similar = OPEN_KEYS if key in OPEN_KEYS else values
        others = [*(each for each, key in known.items() if key not in similar), *GAPS - {""}]
        if not (closest(plain, others, edits(plain, slip, 2)) or any(each.startswith(plain) for each in others)):
            near = allowed[key]
    return InvalidAnswer(
        variable=variable.key,
        value=word,
        allowed=tuple(allowed.values()),
        closest=near,
        gap=gap,
        number=plain.isdecimal(),
        comma=comma,
    )


def parse(
    written: Mapping[str, tuple[str, str]], *, empty: str = NOT_CODED, unasked: str = NOT_CODED
) -> tuple[Case, list[DataError]]:
    """Parse the cells of one row.

    Args:
        written: By variable, in the order of its columns and none of them an identifier: its header as written, and
            its cell.
        empty: What an empty cell counts as, where silence is an answer: `not_coded` or `not_stated`.
        unasked: The same for a variable that was not written.

    Returns:
        The case, without names, and what is wrong with it. With errors the case is of no use.
    """
    errors: list[DataError] = []
    coded = {**_EMPTY[unasked]}
    for key, (name, cell) in written.items():
        answer = token(VARIABLE[key], cell, empty)
        if isinstance(answer, InvalidAnswer):
            errors.append(answer.at(column=name))
        else:
            coded[key] = answer
    answers = tuple([part(coded) for part in _PARTS[1:]])
    try:
        return trusted_case(answers, _key_of_answers(answers, written)), errors
    except InvalidInput as invalid:
        return Case(), [*errors, *invalid.errors]
