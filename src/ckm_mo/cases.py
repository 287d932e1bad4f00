"""A case: one victim and the main offender of that exploitation, as coded.

A case holds what coders answered, letter for letter, part by part of the codebook,
and its key: what follows from the answers, as far as a verdict can depend on it.
Words are parsed here, once; inside, answers are frozen and trusted.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from math import isnan
from types import MappingProxyType
from typing import Final, NamedTuple

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
    means_key,
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
_POSITION: Final = {key: (part, index) for part, keys in enumerate(PART_KEYS[1:]) for index, key in enumerate(keys)}
"""Where `Answers` have the answer to each variable."""

Answers = tuple[tuple[str, ...], ...]
"""The coded answers, one tuple for each of `codebook.PARTS`, one answer for each of its variables."""

Other = tuple[tuple[str, str], ...]
"""The columns that are not variables, as (header, text)."""

Locators = tuple[tuple[str, str], ...]
"""Where in the source answers stand, as (key of the variable, text), in codebook order."""


def _answer(variable: Variable, key: str) -> str:
    """Return an answer by its key: an `Answer` for a means, which refuses to be used as a truth value."""
    return Answer(key) if variable.role is Role.MEANS else key


def _answers_by_word(variable: Variable, empty: str) -> dict[str, str]:
    """Return the answers that words of tables name; an empty cell is `empty` where silence is an answer."""
    words = {"": empty if variable.role in {Role.MEANS, Role.DIMENSION} else NOT_CODED, **TOKENS[variable.key]}
    return {word: _answer(variable, key) for word, key in words.items()}


_ANSWER: Final = {
    empty: {variable.key: _answers_by_word(variable, empty) for variable in CODED} for empty in EMPTY_WORDS.values()
}
"""What each word of tables says, normalised, by what an empty cell counts as and by variable."""

_EMPTY: Final = {
    empty: tuple(tuple(answer_by_word[variable.key][""] for variable in part) for part in PARTS)
    for empty, answer_by_word in _ANSWER.items()
}
"""The answers to a case of which every cell is empty."""

UNCODED: Final = _EMPTY[NOT_CODED]


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


def _key_of_answers(answers: Answers) -> Key:
    """Return what follows from answers.

    Raises:
        Contradictory: If they contradict.
    """
    first, *means, _ = answers
    known = about(first)
    began = known.exploitation_began
    return known, tuple([allowed_pairs(triple, exploitation_began=began) for triple in means])


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
    names: tuple[str, ...] = ("",) * len(_NAMES)
    other: Other = ()
    locators: Locators = ()
    key: Key = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Deduce what follows from the answers."""
        if not isinstance(self.answers, tuple):
            raise _no_answers(self.answers)
        try:
            object.__setattr__(self, "key", _key_of_answers(self.answers))
        except Contradictory:
            raise InvalidInput(errors=tuple(_contradictions(self.answers))) from None

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
            raise _no_answers(answers)
        return case_of(answers.items(), empty=empty)

    def __getitem__(self, key: str) -> str:
        """Look up a column, by its key or its Dutch name: the answer to a variable, or the text of an id or a locator.

        Raises:
            UnknownVariable: If there is no such column; it is a `KeyError` too.
        """
        column = _column(key)
        if column.role is Role.LOCATOR:
            return self.at.get(column.locates, "")
        if column.role is Role.IDENTIFIER:
            return self.names[_NAMES.index(column.key)]
        part, index = _POSITION[column.key]
        return self.answers[part][index]

    @property
    def case_id(self) -> str:
        """Its id; empty for a case of which there is only one."""
        return self.names[0]

    @property
    def _named(self) -> dict[str, str]:
        return {key: name for key, name in zip(_NAMES[1:], self.names[1:], strict=True) if name}

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


def _no_answers(given: object) -> WrongKind:
    return WrongKind(kind=type(given).__name__, wanted=ANSWERS, instead="Case.from_answers(dict)")


def trusted_case(
    answers: Answers,
    key: Key,
    names: tuple[str, ...] = ("",) * len(_NAMES),
    other: Other = (),
    locators: Locators = (),
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
    return [
        part
        if instead.keys().isdisjoint(keys)
        else tuple(instead.get(key, answer) for key, answer in zip(keys, part, strict=True))
        for keys, part in zip(PART_KEYS, parts_of(case), strict=True)
    ]


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
    written: dict[str, tuple[str, str]] = {}
    for name, answer in answers:
        variable = column_of(str(name))
        if variable is None:
            gathered.add(unknown_variable(str(name), COLUMN_HEADERS))
        elif variable.key in written:
            gathered.add(RepeatedVariable(column=name, variable=variable.key, written=(written[variable.key][0], name)))
        else:
            written[variable.key] = name, "" if _is_nothing(answer, variable) else answer  # type: ignore[assignment]  # ids may be numbers
    empty = emptiness(empty)
    case, errors = parse({key: written[key] for key in _POSITION if key in written}, empty=empty, unasked=empty)
    for error in errors:
        gathered.add(error)
    named = [written.get(key, ("", "")) for key in _NAMES]
    located = {each.locates: written[each.key] for each in LOCATORS if each.key in written}
    for column, text in (*named, *located.values()):
        if not _is_id(text):
            gathered.add(UnfitCell(column=column, value=repr(text), reason=Reason("not_text")))
    gathered.check()
    names = tuple(str(text).strip() for _, text in named)
    return trusted_case(
        case.answers, case.key, names, (), locators((key, str(text)) for key, (_, text) in located.items())
    )


def locators(found: Iterable[tuple[str, str]]) -> Locators:
    """Return where answers stand, as one line each, without what is empty."""
    return tuple((key, line) for key, text in found if (line := " ".join(str.split(text))))


def _is_nothing(answer: object, variable: Variable) -> bool:
    """Return whether it is None, or what a data frame has where nothing is coded."""
    if isinstance(answer, str):
        return False
    missing = (isinstance(answer, float) and isnan(answer)) or type(answer).__name__ in {"NAType", "NaTType"}
    return answer is None or (missing and bool(variable.values))


def _is_id(name: object) -> bool:
    """Return whether an id or a locator is text or a whole number."""
    return isinstance(name, str) or (hasattr(name, "__index__") and not isinstance(name, bool))


def in_words(variable: Variable, answer: str, lang: str) -> str:
    """Return an answer, or several joined, in the words of tables in a language; text as it is."""
    words = {value.key: word(value, lang) for value in (*takes(variable), *OPEN)}
    return JOINT.join(words[each] for each in str.split(answer, JOINT)) if variable.values else answer


def values(variable: Variable, case: Case) -> tuple[str, ...]:
    """Return the values that a case has for a variable: none where it is open, several where several are coded."""
    coded = case[variable.key]
    if coded == "" or (variable.values and coded in OPEN_KEYS):
        return ()
    return tuple(coded.split(JOINT)) if variable.several else (coded,)


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
    try:
        return _ANSWER[empty][variable.key][word]
    except (KeyError, TypeError):  # another spelling, or no text
        pass
    if variable.values == YES_NO and type(word).__name__ in {"bool", "bool_"}:
        word = YES_NO[not word].key
    if not isinstance(word, str):
        return _invalid(variable, repr(word))
    plain = normalise(word)
    known: Mapping[str, str] = TOKENS[variable.key]
    parts = [plain] if not variable.several or plain in known else [normalise(part) for part in word.split(JOINT)]
    if not word.strip():
        return _ANSWER[empty][variable.key][""]
    if not known.keys() >= {*parts}:
        known = spellings(variable.key)  # which has labels too, and is only loaded for these
    keys = {known.get(part, "") for part in parts}
    if "" in keys or (len(keys) > 1 and keys & OPEN_KEYS):
        return _invalid(variable, word, next((part for part in parts if part not in known), word))
    return _answer(variable, JOINT.join(value.key for value in takes(variable) if value.key in keys))


def _invalid(variable: Variable, word: str, part: str | None = None) -> InvalidAnswer:
    """Return the refusal of a cell; where it has several words, for the sake of one."""
    plain = normalise(part or word)
    gap = plain in GAPS and variable.role is not Role.READING
    allowed = tuple(Word(value.key, value.dutch) for value in (OPEN if gap else takes(variable)))
    nearest = _nearest_key(variable, plain)
    joined = JOINT.join(each.strip() for each in word.split(",")) if variable.several else word
    comma = joined != word and not isinstance(token(variable, joined), InvalidAnswer)
    return InvalidAnswer(
        variable=variable.key,
        value=word,
        allowed=allowed,
        closest=joined if comma else next((each for each in allowed if each.en == nearest), None),
        gap=gap,
        number=plain.isdecimal(),
        comma=comma,
    )


def _nearest_key(variable: Variable, plain: str) -> str | None:
    """Return the value that a word must be a slip for; None where it may as well stand for a gap, or yes for no."""
    known = spellings(variable.key)
    near_word = closest(plain, known, 2) or ""
    near = known.get(near_word)
    if near is None or plain in GAPS:
        return None

    def kind(key: str) -> str:
        return "open" if key in OPEN_KEYS else key if variable.values == YES_NO else "value"

    others = [each for each, key in known.items() if kind(key) != kind(near)] + [each for each in GAPS if each]
    unsure = closest(plain, others, edits(plain, near_word, 2)) or any(each.startswith(plain) for each in others)
    return None if unsure else near


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
    parts = [*map(list, _EMPTY[unasked])]
    for key, (name, cell) in written.items():
        answer = token(VARIABLE[key], cell, empty)
        part, index = _POSITION[key]
        if isinstance(answer, InvalidAnswer):
            errors.append(answer.at(column=name))
            answer = UNCODED[part][index]
        parts[part][index] = answer
    answers = tuple(map(tuple, parts))
    try:
        return trusted_case(answers, _key_of_answers(answers)), errors
    except Contradictory:
        return Case(), [*errors, *_contradictions(answers, written)]


def _contradictions(
    answers: Answers, written: Mapping[str, tuple[str, str]] = MappingProxyType({})
) -> Iterator[Contradiction]:
    """Find the smallest set of answers in conflict, for each means whose answers contradict."""
    first, *means, _ = answers
    coded = dict(zip(_POSITION, chain.from_iterable(answers), strict=True))
    for key, triple in zip(MEANS_KEYS, means, strict=True):
        facts = conflict(triple, exploitation_began=about(first).exploitation_began)  # type: ignore[arg-type]  # three `Answer`s
        if facts:
            keys = [str(fact) if fact in coded else means_key(key, fact) for fact in facts]
            clashing = {each: str(coded[each]) for each in keys}
            columns = dict(written.get(pair[0], pair) for pair in clashing.items())
            yield Contradiction(variable=key, answers=clashing, written=columns, column=[*columns][-1])
