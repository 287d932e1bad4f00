"""A case: one victim and the main offender of that exploitation, as coded.

A case holds what coders answered, letter for letter, and nothing that follows
from it but what each means leaves possible. Words are parsed here, once; inside,
answers are frozen and trusted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import product
from types import MappingProxyType
from typing import Final

from attrs import evolve, field, frozen

from ckm_mo.answers import BITS, Answer, Contradictory, Period, Reading, Truth, byte, conflict, unpack
from ckm_mo.answers import number as means_number
from ckm_mo.codebook import (
    DIMENSIONS,
    EXPLOITATION_BEGAN,
    HEADERS,
    IDENTIFIERS,
    MEANS,
    NOT_CODED,
    NOT_STATED,
    OPEN,
    PARTS,
    VARIABLE,
    Role,
    Variable,
    closest,
    means_key,
    normalise,
    takes,
    tokens,
)
from ckm_mo.errors import (
    Contradiction,
    DataError,
    Gathered,
    InvalidAnswer,
    InvalidInput,
    RepeatedVariable,
    UnknownVariable,
)
from ckm_mo.messages import Word

JOINT: Final = ";"
"""What joins the values of a variable that takes several."""

_NAMES: Final = tuple(variable.key for variable in IDENTIFIERS)
_NAMELESS: Final = ("",) * len(_NAMES)
_OPEN: Final = frozenset(value.key for value in OPEN)
_PLACE: Final = {
    variable.key: (place, within) for place, part in enumerate(PARTS) for within, variable in enumerate(part)
}

Answers = tuple[tuple[str, ...], ...]
"""The coded answers, one tuple for each of `codebook.PARTS`, one answer for each of its variables."""

UNCODED: Final[Answers] = tuple(
    tuple(Answer.NOT_CODED if variable.role is Role.MEANS else NOT_CODED for variable in part) for part in PARTS
)
_SILENT: Final[Answers] = tuple(
    tuple(
        Answer.NOT_STATED
        if variable.role is Role.MEANS
        else NOT_STATED
        if variable.role is Role.DIMENSION
        else NOT_CODED
        for variable in part
    )
    for part in PARTS
)


_EMPTY: Final[Mapping[str, Answers]] = MappingProxyType({NOT_CODED: UNCODED, NOT_STATED: _SILENT})


def counts_as(empty: str) -> Answers:
    """Give the answers that empty cells count as.

    Args:
        empty: `not_coded`, or `not_stated` where silence is an answer to the variable.

    Raises:
        InvalidInput: If it is neither.
    """
    if empty not in _EMPTY:
        allowed = tuple(Word(each, each) for each in _EMPTY)
        raise InvalidInput(
            errors=(InvalidAnswer(column="empty", variable="empty", value=empty, allowed=allowed),), more={}
        )
    return _EMPTY[empty]


@frozen
class About:
    """What a case says besides its means, as far as a verdict can depend on it.

    Args:
        reading: How silence in its source is to be read; None where it does not say.
        dimensions: The relation and the initiative; open where they are.
        begun: Whether the exploitation began: False only for an attempt.
    """

    reading: Reading | None
    dimensions: tuple[str, ...]
    begun: bool


_ABOUT: Final = tuple(
    About(reading, dimensions, begun)
    for begun in (True, False)
    for reading in (None, *Reading)
    for dimensions in product(*((*(value.key for value in variable.values), Truth.OPEN) for variable in DIMENSIONS))
)


def number(answers: tuple[str, ...], place: int, *, begun: bool = True) -> int:
    """Number the answers of one part, as far as a verdict can depend on them.

    Args:
        answers: As coded.
        place: Which of `codebook.PARTS` they are of.
        begun: What the first part says; False where the exploitation never began.

    Returns:
        A number; those of all parts, added up, are the key of the case.

    Raises:
        Contradictory: If the answers for a means contradict each other, or that the exploitation never began.
    """
    if place == 0:
        return _about(answers) << BITS
    return means_number(answers, place - 1, begun) if place <= len(MEANS) else 0


@cache
def _about(answers: tuple[str, ...]) -> int:
    reading, *dimensions, began = answers
    return _ABOUT.index(
        About(
            None if reading == NOT_CODED else Reading(reading),
            tuple(Truth.OPEN if answer in _OPEN else answer for answer in dimensions),
            began != Answer.NO,
        )
    )


def begun(key: int) -> bool:
    """Say of a case's key, or the number of its first part, whether the exploitation began."""
    return _ABOUT[key >> BITS].begun


@frozen
class Case:
    """One coded case.

    Make it with `Case.from_answers`, or read it with `read_table`. A case
    whose answers contradict cannot be made.

    Args:
        answers: The coded answers, part by part.
        names: Its id and those of its investigation, main offender and victim; empty where not coded.
        other: The columns that are no variables, as (header, text).
        key: All that a verdict can depend on, besides the reading and the period asked for, as one number: what is
            said besides the means, and below it the numbers of the means.

    Example:
        >>> case = Case.from_answers({"relation": "affective", "geweld": "ja"})
        >>> case["relation"], case["violence"], case["deception"]
        ('affective', <Answer.YES: 'yes'>, <Answer.NOT_CODED: 'not_coded'>)
    """

    answers: Answers = UNCODED
    names: tuple[str, ...] = _NAMELESS
    other: tuple[tuple[str, str], ...] = ()
    key: int = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Number the answers."""
        attempt = not begun(number(self.answers[0], 0))
        try:
            key = sum(number(part, place, begun=not attempt) for place, part in enumerate(self.answers))
        except Contradictory:
            raise InvalidInput(errors=tuple(_contradictions(self.answers)), more={}) from None
        object.__setattr__(self, "key", key)

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
        return case_of(answers.items(), empty=empty)

    def __getitem__(self, key: str) -> str:
        """Look up what is coded for a variable: an `Answer` for a means, else a token; text for an id."""
        if key in _NAMES:
            return self.names[_NAMES.index(key)]
        part, within = _PLACE[key]
        return self.answers[part][within]

    @property
    def case_id(self) -> str:
        """Its id; empty for a case of which there is only one."""
        return self.names[0]

    @property
    def about(self) -> About:
        """What is said besides the means."""
        return _ABOUT[self.key >> BITS]

    def read(self, reading: Reading, level: Period | None = None) -> tuple[Truth, ...]:
        """Say for each of the five means whether it was used at a level, after deduction and a reading of silence."""
        return unpack(byte(self.key, reading, level))


def numbered(answers: Answers, key: int) -> Case:
    """Make a nameless case of answers whose key is known, which saves working it out."""
    case = object.__new__(Case)
    put = object.__setattr__  # it is frozen
    put(case, "answers", answers)
    put(case, "names", _NAMELESS)
    put(case, "other", ())
    put(case, "key", key)
    return case


def case_of(answers: Iterable[tuple[str, str | None]], *, empty: str = NOT_CODED) -> Case:
    """Parse the answers to one case as `Case.from_answers` does, from pairs, which may name a variable twice.

    Raises:
        InvalidInput: With everything that is wrong with them.
    """
    gathered = Gathered()
    written: dict[str, tuple[str, str]] = {}
    for name, answer in answers:
        variable = HEADERS.get(normalise(str(name)))
        if variable is None:
            gathered.add(unknown_variable(str(name)))
        elif variable.key in written:
            names = (written[variable.key][0], name)
            gathered.add(RepeatedVariable(column=name, variable=variable.key, written=names))
        else:
            written[variable.key] = (name, "" if answer is None else answer)
    coded = [variable for part in PARTS for variable in part if variable.key in written]
    case, errors = parse(coded, [written[variable.key] for variable in coded], empty=empty, unasked=empty)
    for error in errors:
        gathered.add(error)
    gathered.check()
    return evolve(case, names=tuple(str(written[name][1]).strip() if name in written else "" for name in _NAMES))


def values(variable: Variable, case: Case) -> tuple[str, ...]:
    """List the values that a case has for a variable: none where it is open, several where several are coded."""
    coded = case[variable.key]
    if coded == "" or (variable.values and coded in _OPEN):
        return ()
    return tuple(coded.split(JOINT)) if variable.several else (coded,)


def matches(case: Case, conditions: Iterable[tuple[str, str]]) -> Truth:
    """Say whether a case is coded as all conditions ask.

    Args:
        case: Any case.
        conditions: Pairs of a variable's key and a value's, as `condition` gives them.

    Returns:
        YES where all hold; NO where one is coded otherwise; OPEN where one is open and none is coded otherwise.
    """
    verdict = Truth.YES
    for key, value in conditions:
        variable = VARIABLE[key]
        coded = values(variable, case)
        if value not in coded and case[key] != value:
            if coded:
                return Truth.NO
            verdict = Truth.OPEN
    return verdict


def condition(name: str, value: str) -> tuple[str, str]:
    """Parse a condition such as `relation=affective`, in either language.

    Raises:
        InvalidInput: If it names no variable, or a value that the variable does not take.
    """
    gathered = Gathered()
    variable = HEADERS.get(normalise(name))
    parsed = value.strip()
    if variable is None:
        gathered.add(unknown_variable(name))
    elif variable.values:
        word = token(evolve(variable, several=False), value)
        if isinstance(word, InvalidAnswer):
            gathered.add(word.at(column=name))
        else:
            parsed = word
    gathered.check()
    return (variable.key if variable else name), parsed


def unknown_variable(name: str) -> UnknownVariable:
    """Refuse a name that is no variable, and name the closest that is."""
    near = closest(normalise(name), HEADERS, max(2, len(name) // 3))
    return UnknownVariable(value=name, closest=near)


def token(variable: Variable, word: str) -> str | InvalidAnswer:
    """Parse one word, or several joined by `;`, to the key of what it names.

    Args:
        variable: One with values.
        word: A cell. An empty one is "not coded".

    Returns:
        An `Answer` for a means, else a key, several joined in codebook order; or the error, without its place.
    """
    if not isinstance(word, str):
        return _invalid(variable, repr(word))
    known = tokens(variable.key)
    if word in known:
        return _answer(variable, known[word])
    plain = normalise(word)
    parts = [plain] if not variable.several or plain in known else [normalise(part) for part in word.split(JOINT)]
    if not plain:
        return _answer(variable, NOT_CODED)
    keys = {known.get(part, "") for part in parts}
    if "" in keys or (len(keys) > 1 and keys & _OPEN):
        return _invalid(variable, word, next((part for part in parts if part not in known), word))
    return _answer(variable, JOINT.join(value.key for value in takes(variable) if value.key in keys))


def coded(variable: Variable, cell: str, empty: str) -> str | InvalidAnswer:
    """Parse a cell as `token` does, and take an empty one as `empty` where silence is an answer to the variable."""
    answer = token(variable, cell)
    if answer == NOT_CODED and not cell.strip():
        part, within = _PLACE[variable.key]
        return counts_as(empty)[part][within]
    return answer


def _answer(variable: Variable, key: str) -> str:
    return Answer(key) if variable.role is Role.MEANS else key


def _invalid(variable: Variable, word: str, part: str | None = None) -> InvalidAnswer:
    """Refuse a cell; where it has several words, for the sake of one."""
    allowed = tuple(Word(value.key, value.dutch) for value in takes(variable))
    near = _nearest(variable.key, part or word)
    return InvalidAnswer(variable=variable.key, value=word, allowed=allowed, closest=near)


@lru_cache(maxsize=1024)
def _nearest(key: str, word: str) -> str | None:
    """Find the word that was meant; remembered, since a table that has it wrong once has it wrong in every row."""
    return closest(normalise(word), tokens(key), 2)


def parse(
    variables: Sequence[Variable],
    written: Sequence[tuple[str, str]],
    *,
    empty: str = NOT_CODED,
    unasked: str = NOT_CODED,
) -> tuple[Case, list[DataError]]:
    """Parse the cells of one row.

    Args:
        variables: The variables that were written, none of them an identifier.
        written: For each, its header or key as written, and its cell.
        empty: What an empty cell counts as, where silence is an answer: `not_coded` or `not_stated`.
        unasked: Likewise a variable that was not written.

    Returns:
        The case, without names, and what is wrong with it. With errors the case is of no use.
    """
    errors: list[DataError] = []
    answers = [list(part) for part in counts_as(unasked)]
    for variable, (name, cell) in zip(variables, written, strict=True):
        word = coded(variable, cell, empty)
        if isinstance(word, InvalidAnswer):
            errors.append(word.at(column=name))
            word = _answer(variable, NOT_CODED)
        part, within = _PLACE[variable.key]
        answers[part][within] = word
    said = {variable.key: pair for variable, pair in zip(variables, written, strict=True)}
    whole = tuple(map(tuple, answers))
    errors += _contradictions(whole, said)
    return (Case() if errors else Case(whole)), errors


def _contradictions(
    answers: Answers, said: Mapping[str, tuple[str, str]] = MappingProxyType({})
) -> Iterator[Contradiction]:
    """Find the smallest set of answers in conflict, for each means whose answers contradict."""
    began = begun(number(answers[0], 0))
    for (key, _, _), triple in zip(MEANS, answers[1:], strict=False):
        found = conflict(triple, begun=began)  # type: ignore[arg-type]  # means have `Answer`s, three of them
        if found:
            attempt, levels = found
            keys = [EXPLOITATION_BEGAN.key] * attempt + [means_key(key, level or "") for level in levels]
            coded = {each: str(answers[_PLACE[each][0]][_PLACE[each][1]]) for each in keys}
            written = dict(said.get(each, pair) for each, pair in zip(keys, coded.items(), strict=True))
            yield Contradiction(variable=key, answers=coded, written=written, column=[*written][-1])
