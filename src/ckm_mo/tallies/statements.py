"""Statements: what may hold of a case, such as `relation=affective` or, of a column of the user's own, `year=2019`.

A statement is about a variable, a result or a column, and the value that it has.
Nothing else is asked of a case: the conditions of a group are statements, and so
are the outcomes of a claim. What is open is not a value: no completion has it.
"""

from collections.abc import Iterable, Mapping, Sequence
from numbers import Integral
from typing import Any, Final

from attrs import evolve

from ckm_mo.cases import token
from ckm_mo.codebook import HEADERS, OPEN, VARIABLE, labelled, normalise
from ckm_mo.errors import InvalidAnswer, InvalidInput, OpenCondition, UnknownColumn, WrongKind, check_kind
from ckm_mo.messages import Word
from ckm_mo.rules import COERCION, DIMENSIONS, PROFILES
from ckm_mo.spelling import closest

Statement = tuple[str, str]
"""What may hold of a case: a variable, a result or a column, and its value."""

BESIDE_COLUMNS: Final = "ckm_"
"""What the names of results begin with where they stand beside the table's own columns."""

RESULT_COLUMNS: Final = (
    *("profile", "possible", "outside"),
    *(f"{dimension}_outcome" for dimension in DIMENSIONS),
    *("reading", "period", "not_begun", "rests_on_silence"),
)
"""The columns of a verdict."""

IN_GROUP: Final = "in_group"
"""The column behind them where conditions choose the cases: `yes`, or `possible`."""

BESIDE: Final = tuple(f"{BESIDE_COLUMNS}{name}" for name in RESULT_COLUMNS)
"""The columns of verdicts beside a table's own, by names that no variable has."""

IN_GROUP_BESIDE: Final = f"{BESIDE_COLUMNS}{IN_GROUP}"

ALL_BESIDE: Final = {*BESIDE, IN_GROUP_BESIDE}
"""All columns of results that may stand beside a table's own."""


def result_places(headers: Sequence[str]) -> frozenset[int]:
    """Find the columns of results in a header: they are never coding, and read as if they were not there.

    Those that stood beside a table's own are known each by its name. Those of a
    table of verdicts are so only all together and in order: one by one their names
    may be anybody's.
    """
    names = tuple(map(normalise, headers))
    beside = frozenset(index for index, name in enumerate(names) if name in ALL_BESIDE)
    for start in range(len(names)):
        for columns in ((*RESULT_COLUMNS, IN_GROUP), RESULT_COLUMNS):
            if names[start : start + len(columns)] == columns:
                return beside | {*range(start, start + len(columns))}
    return beside


PROFILE_RESULT: Final = "profile"

RESULTS: Final[Mapping[str, tuple[str, ...]]] = {
    PROFILE_RESULT: tuple(profile.code for profile in PROFILES),
    **{dimension: outcomes for dimension, outcomes in DIMENSIONS.items() if dimension not in VARIABLE},
}
"""What statements can be about that no column holds, with the values that it has."""

RESULT_WORDS: Final = {"profile": PROFILE_RESULT, "profiel": PROFILE_RESULT, "coercion": COERCION, "dwang": COERCION}

OPEN_WORDS: Final = frozenset(normalise(word) for value in OPEN for word in (value.key, value.dutch, *value.others))
"""The words that leave a cell open, in both languages."""


def statement(name: str, value: str, columns: Iterable[str] | None = None) -> Statement:
    """Make a statement of a name and a value, such as `relatie` and `affectief`, or `year` and `2019`.

    Args:
        name: As written.
        value: As written.
        columns: The headers that the tables have; None where they are not known yet.

    Raises:
        InvalidInput: If the value is not one that the variable takes.
        OpenCondition: If it asks for what no completion has, such as "unknown".
        UnknownColumn: If the name is neither a variable, a result nor a column.
    """
    key, plain, column = subject(name, columns), normalise(value), name.strip()
    if key in RESULTS:
        allowed = tuple(map(result_word, RESULTS[key]))
    else:
        allowed = tuple(Word(each.key, each.dutch) for each in VARIABLE[key].values) if key in VARIABLE else ()
    if plain in OPEN_WORDS or not plain:
        raise OpenCondition(column=column, value=value.strip(), allowed=allowed)
    if is_own(key):
        return key, value.strip()
    if key in RESULTS:
        known = {normalise(word): each.en for each in allowed for word in each}
        near = closest(plain, known, 1)
        nearest = near and result_word(known[near])
        word = known.get(plain) or InvalidAnswer(variable=key, value=value.strip(), allowed=allowed, closest=nearest)
    else:
        word = token(evolve(VARIABLE[key], several=False), value)
    if isinstance(word, InvalidAnswer):
        raise InvalidInput(errors=(word.at(column=column, allowed=allowed),))
    return key, str(word)


def subject(name: str, columns: Iterable[str] | None = None) -> str:
    """Find what a name is of: a variable, in either language, a result, or a column of the user's own.

    Args:
        name: As written.
        columns: The headers that the tables have; None where they are not known yet.

    Returns:
        The key of the variable or the result, else the header as the table has it.

    Raises:
        UnknownColumn: If it is none of them.
        WrongKind: If it is not a text.
    """
    check_kind(
        name,
        str,
        Word("the name of a variable, a result or a column", "de naam van een variabele, uitkomst of kolom"),
        '"relation"',
    )
    if not name.strip():
        raise UnknownColumn(value="", columns=())
    plain = normalise(name)
    if plain in HEADERS:
        return HEADERS[plain].key
    if plain in RESULT_WORDS:
        return RESULT_WORDS[plain]
    if columns is None:
        return name.strip()
    own = [*columns]
    found = [header for header in own if normalise(header) == plain]
    if found:
        return name.strip() if name.strip() in found else found[0]
    names = [*HEADERS, *RESULT_WORDS, *map(normalise, own)]
    near = labelled(name) or closest(plain, names, max(2, len(plain) // 3))
    known = {*HEADERS, *ALL_BESIDE}
    columns = tuple(each for each in own if normalise(each) not in known)
    raise UnknownColumn(value=name.strip(), columns=columns, closest=near)


def check_columns(keys: Iterable[str], columns: Iterable[str]) -> None:
    """Refuse columns of the user's own that are not there.

    Raises:
        UnknownColumn: With those that are.
    """
    for key in keys:
        if key not in VARIABLE:
            subject(key, columns)


OUTCOME_WORDS: Final = {
    **{outcome: outcome for outcome in DIMENSIONS[COERCION]},
    "zacht": "soft",
    "geen": "none",
}
"""The words for outcomes of coercion, in both languages, normalised."""


def result_word(outcome: str) -> Word:
    """Name an outcome that no column holds, or a profile, in both languages."""
    dutch = {english: word for word, english in OUTCOME_WORDS.items()}
    return Word(outcome, dutch.get(outcome, outcome))


def is_own(key: str) -> bool:
    """Return whether a key is a column that is compared as text: an identifier, or no variable at all."""
    return key not in RESULTS and (key not in VARIABLE or not VARIABLE[key].values)


def is_open(text: str) -> bool:
    """Return whether a cell of such a column leaves it open."""
    return normalise(text) in OPEN_WORDS or not text.strip()


Conditions = Mapping[str, object] | Iterable[str] | Iterable[tuple[str, object]]
"""Conditions as they may be given: a mapping, pairs, or texts with "=" in them, or one such text. Values are texts or
whole numbers: how others are written depends on where a table comes from."""

_CONDITIONS: Final = Word("a mapping or a sequence of conditions", "een mapping of een reeks voorwaarden")
_VALUE: Final = Word("a text or a whole number as value", "een tekst of een geheel getal als waarde")
_EXAMPLE: Final = '{"violence": "yes"}'


def conditions(given: Conditions | None) -> tuple[Statement, ...]:
    """Parse conditions, in either language, where the headers that the tables have are not known yet.

    Raises:
        InvalidInput: If a value is not one that its variable takes.
        OpenCondition: If one asks for what no completion has.
        WrongKind: If they are something else, such as a column of truth values, or if a value is.
    """
    several: object = given.items() if isinstance(given, Mapping) else given
    if several is None or isinstance(several, str):
        several = [several] if several else []
    pairs: list[Any] = []
    for condition in several if isinstance(several, Iterable) else [several]:
        match condition.partition("=")[::2] if isinstance(condition, str) else condition:
            case [_, _] as pair:
                pairs.append(pair)
            case _:
                raise WrongKind(kind=type(condition).__name__, wanted=_CONDITIONS, instead=_EXAMPLE)
    found = []
    for name, value in pairs:
        if isinstance(value, bool) or not isinstance(value, str | Integral | None):
            raise WrongKind(kind=type(value).__name__, wanted=_VALUE, instead=_EXAMPLE)
        found.append(statement(name, "" if value is None else str(value)))
    return tuple(found)


def conditions_record(statements: Iterable[Statement]) -> list[dict[str, str]]:
    """Give conditions as a part of the JSON interface."""
    return [{"key": key, "value": value} for key, value in statements]
