"""Every exception of the library, its facts as attributes, its sentences in `messages`.

`str(error)` is English, `error.text("nl")` Dutch. An error about data is also a
`ValueError`. All errors of a table, of several tables or of one case come
together, as one `InvalidInput`.
"""

import errno
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar, Final, Self, TextIO, TypeVar, dataclass_transform

from ckm_mo.messages import LANGUAGES, Reason, Word, say, shown, shown_fact, shown_facts

STANDARD: Final = "-"
"""The name of standard input, and in errors of standard output."""

SHOWN_ERRORS: Final = 100
"""How many errors are kept and shown; the rest are counted by kind."""

SHOWN_PLACES: Final = 3
"""For how many rows with the same mistake the place is given."""


@dataclass_transform(kw_only_default=True)
class CkmMoError(Exception):
    """Anything that the library refuses.

    Each kind declares its facts, with their types, in its body. All are given by
    name; those that have a value there may be left out.

    Args:
        facts: What happened.

    Raises:
        TypeError: If a fact is missing, or does not belong to this kind, or if no kind is said.
    """

    sentence: ClassVar[str]
    """The key of its sentence in `messages`: its own name, as in `missing_column` for `MissingColumn`."""
    hints: ClassVar[tuple[tuple[str, str], ...]] = ()
    """What is said after it: keys of sentences, each with the fact that it is about and that may be empty."""
    standard: ClassVar[str] = ""
    """The key of what the file `-` is; empty where it is a file."""
    apart: ClassVar[bool] = False
    """Whether each is said by itself, also where several are alike."""
    declared: ClassVar[tuple[str, ...]] = ()
    """The names of its facts, in order."""
    advice: ClassVar[str] = ""
    """The key of a sentence that follows all errors of its kind, once; empty where there is none."""

    def __init_subclass__(cls) -> None:
        """Name the sentence of a kind, and gather the facts that it declares, behind those of what it is a kind of."""
        cls.sentence = "".join(f"_{each.lower()}" if each.isupper() else each for each in cls.__name__).lstrip("_")
        cls.declared = (*cls.declared, *cls.__annotations__)

    def __init__(self, **facts: object) -> None:
        missing = [name for name in self.declared if name not in facts and not hasattr(type(self), name)]
        missing += ["kind"] if type(self) in {CkmMoError, DataError} else []
        if wrong := missing or [name for name in facts if name not in self.declared]:
            raise TypeError(f"{type(self).__name__}: {'missing' if missing else 'unexpected'}: {', '.join(wrong)}")
        super().__init__(facts)
        self.__dict__.update(facts)

    @property
    def facts(self) -> dict[str, Any]:
        """All facts, by name."""
        return {name: getattr(self, name) for name in self.declared}

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle with the facts that were given, and make it anew from them."""
        return partial(type(self), **self._given()), ()

    def __repr__(self) -> str:
        """Write it as it is made, without what is as usual."""
        given = ", ".join(f"{name}={fact!r}" for name, fact in self._given().items())
        return f"{type(self).__name__}({given})"

    def _given(self) -> dict[str, Any]:
        """Give the facts without those that are as usual."""
        return {name: fact for name, fact in vars(self).items() if name in self.declared}

    def __str__(self) -> str:
        return self.text("en")

    def text(self, lang: str) -> str:
        """Say what went wrong: what, where, what stood there, what may stand there. All of it escaped."""
        facts = {name: shown_fact(fact, lang) for name, fact in self.facts.items()} | {"file": self.place(lang)}
        hints = (key for key, fact in self.hints if facts[fact])
        return " ".join(say(key, lang, **facts) for key in (self.sentence, *hints))

    def place(self, lang: str) -> str:
        """Name the file that it is about, escaped and in full; empty where it is about none."""
        file = str(self.facts.get("file", ""))
        return say(self.standard, lang) if self.standard and file == STANDARD else shown(file, longest=None)


_CLOSEST: Final[tuple[tuple[str, str], ...]] = (("closest", "closest"),)


class DataError(CkmMoError, ValueError):
    """One thing that is wrong in a table or a case."""

    hints = _CLOSEST
    standard = "standard_input"
    file: str = ""
    """The table's name as given; empty where there is none."""
    row: int = 0
    """The row as a spreadsheet numbers records, the header being 1; 0 where there is none."""
    case_id: str = ""
    """The case's id, where the row alone does not say which it is."""
    cell: str = ""
    """The cell of a sheet, such as B7, in place of the row; empty where there is none."""
    column: str = ""
    """The header or key as written; empty where it concerns no single one."""
    closest: Word | str | None = None
    """The allowed word that is nearest to what stood there, if one is near."""

    def at(self, **place: Any) -> Self:
        """Copy the error with its place filled in."""
        return type(self)(**self._given() | place)

    def text(self, lang: str) -> str:
        """Say the place, and what is wrong."""
        return self._told(lang, self.spot(lang))

    def spot(self, lang: str) -> list[str]:
        """Say in which row it is: its number or its cell, and its case where the number alone does not say it."""
        spot = [say("cell", lang, cell=self.cell)] if self.cell else []
        spot += [say("row", lang, row=str(self.row))] if self.row and not self.cell else []
        return spot + ([say("case", lang, case=shown_fact(self.case_id, lang))] if self.case_id else [])

    @property
    def mistake(self) -> tuple[object, ...]:
        """What is wrong, wherever it is: mistakes of a column that are alike are reported once."""
        place = {"row", "case_id", "cell"}
        facts = (fact for name, fact in self.facts.items() if name not in place)
        return type(self), *(tuple(fact.items()) if isinstance(fact, Mapping) else fact for fact in facts)

    def repeated(self, lang: str, errors: "Sequence[DataError]") -> str:
        """Say a mistake that several errors make: what, how often, and the first places."""
        places = [" ".join(each.spot(lang)) for each in errors[:SHOWN_PLACES]]
        places += ["..."] if len(errors) > SHOWN_PLACES else []
        return f"{self._told(lang, [])} {say('places', lang, count=len(errors), places=', '.join(places))}"

    def _told(self, lang: str, spot: list[str]) -> str:
        place = [self.place(lang)] if self.file else []
        place += [*spot, *([say("column", lang, column=shown_fact(self.column, lang))] if self.column else [])]
        what = super().text(lang)
        return f"{', '.join(place)}: {what}" if place else what


class InvalidAnswer(DataError):
    """A word that a variable does not take. `value` is the word, `allowed` what may stand there."""

    hints = (("hint_gap", "gap"), ("hint_number", "number"), ("hint_comma", "comma"), *_CLOSEST)
    variable: str
    value: str
    allowed: tuple[Word | str, ...]
    gap: bool = False
    """Whether it stands for a gap elsewhere, and may mean each of `allowed`."""
    number: bool = False
    comma: bool = False
    """Whether it has several values, joined by commas."""


class UnknownVariable(DataError, KeyError):
    """A key that is not a variable."""

    value: str


class Contradiction(DataError):
    """Answers that cannot be true together: the smallest such set, by key as read and by column as written."""

    variable: str
    answers: Mapping[str, str]
    written: Mapping[str, str]


class MisspeltColumn(DataError):
    """A header so close to a variable's that it must be a slip."""


class RepeatedVariable(DataError):
    """One variable given twice, perhaps in two languages. `written` is how."""

    variable: str
    written: tuple[str, ...]


class MissingColumn(DataError):
    """A table without a column that it must have."""

    hints = (("header_below", "below"), ("columns_there", "columns"))
    variable: str
    header: Word
    """Its names in both languages."""
    columns: tuple[str, ...] = ()
    """Those that it has, where variables are among them."""
    below: int = 0
    """The number of a row that seems to be the header, with something else above it; 0 where none is."""


class MissingId(DataError):
    """A case without an id."""


class RepeatedId(DataError):
    """One id in several rows of the tables read together."""

    value: str


class TakenColumn(DataError):
    """A column of a data frame that has the name of a result."""


class SeveralLevels(DataError):
    """Columns of a data frame that have several names each, one above another: `levels` is how many."""

    levels: int


class UnfitCell(DataError):
    """A cell that is not text, and whose meaning is not certain. `value` is how it is shown."""

    value: str
    reason: Reason | str


class UnfitColumn(DataError):
    """A column of a data frame whose type cannot hold answers: `dtype`. `allowed` is what may stand there."""

    hints = (("hint_number", "number"), *_CLOSEST)
    variable: str
    dtype: str
    allowed: tuple[Word | str, ...]
    number: bool = False


class WrongWidth(DataError):
    """A row with more or fewer cells than the header."""

    expected: int
    found: int


class EmptyTable(DataError):
    """A file without a header."""


class BrokenTable(DataError):
    """A file that cannot be read as a table: not in its encoding, an open quotation mark, a line without end."""

    reason: Reason | str


class UnreadableFile(DataError):
    """A file that cannot be opened or read."""

    reason: Reason | str


OtherError = TypeVar("OtherError", bound=Exception)


class InvalidInput(CkmMoError, ExceptionGroup[DataError], ValueError):
    """All that is wrong with the tables, or the case, that were to be read: a group, which `except*` takes apart.

    Args:
        errors: The first hundred, in order; one or more.
        more: How many there are beyond those, by their kind.
    """

    errors: tuple[DataError, ...]
    more: Mapping[str, int]

    def __new__(cls, *, errors: Sequence[DataError], more: Mapping[str, int] = MappingProxyType({})) -> Self:  # noqa: ARG004 - see `__init__`
        """Make the group."""
        if not errors or not all(isinstance(each, DataError) for each in errors):
            raise TypeError(f"{cls.__name__}: errors")
        return super().__new__(cls, cls.sentence, [*errors])

    def __init__(self, *, errors: Sequence[DataError], more: Mapping[str, int] = MappingProxyType({})) -> None:
        self.errors = tuple(errors)
        self.more = dict(more)

    @property
    def message(self) -> str:
        """What the group says, in English."""
        return self.text("en")

    def derive(self, excs: Sequence[OtherError], /) -> "ExceptionGroup[OtherError]":  # type: ignore[override]  # as documented
        """Make a group of some of the errors, with the counts of their kinds; of all errors, with all counts."""
        kinds = {each.sentence for each in excs if isinstance(each, DataError)}
        more = {kind: count for kind, count in self.more.items() if kind in kinds or len(excs) == len(self.errors)}
        return InvalidInput(errors=excs, more=more)  # type: ignore[arg-type, return-value]  # they are its own

    def text(self, lang: str) -> str:
        """Say all errors, one a line."""
        return "\n".join(self.lines(lang))

    def lines(self, lang: str = "en") -> list[str]:
        """List every error as a sentence, and count what is not listed by kind."""
        more = (say("more", lang, count=count, kind=say(f"kind_{kind}", lang)) for kind, count in self.more.items())
        advice = dict.fromkeys(error.advice for error in self.errors if error.advice)
        alike: dict[tuple[object, ...], list[DataError]] = {}
        for error in self.errors:
            alike.setdefault(error.mistake if error.spot(lang) and not error.apart else (error,), []).append(error)
        told = (some[0].repeated(lang, some) if some[1:] else some[0].text(lang) for some in alike.values())
        return [*told, *more, *(say(each, lang) for each in advice)]


class Gathered:
    """Errors gathered along the way, to be raised together."""

    def __init__(self) -> None:
        self.errors: list[DataError] = []
        self.more: Counter[str] = Counter()

    @property
    def full(self) -> bool:
        """Whether errors are only counted by now."""
        return len(self.errors) >= SHOWN_ERRORS

    def add(self, error: DataError) -> None:
        """Keep one of the first hundred, count one of the others."""
        if self.full:
            self.more[error.sentence] += 1
        else:
            self.errors.append(error)

    def check(self) -> None:
        """Raise what was gathered.

        Raises:
            InvalidInput: If there is anything.
        """
        if self.errors:
            raise InvalidInput(errors=tuple(self.errors), more=dict(self.more))


class NoSuchCase(CkmMoError, LookupError):
    """An id that is in none of the tables."""

    hints = (*_CLOSEST, ("perhaps_where", "where"))
    standard = "standard_input"
    case_id: str
    file: str
    closest: str
    """The id that is nearest to it; empty where none is."""
    where: bool
    """Whether conditions were asked for, which the case may not meet."""


class UnknownColumn(DataError):
    """A name that is neither a variable, a result nor a column. `columns` are the columns of one's own that are."""

    hints = (*_CLOSEST, ("own_columns", "columns"))
    value: str
    columns: tuple[str, ...]


class OpenCondition(DataError):
    """A condition that no completion meets, since it asks for what leaves an answer open."""

    hints = (*_CLOSEST, ("use_instead", "allowed"))
    value: str
    allowed: tuple[object, ...]


class InvalidClaim(CkmMoError, ValueError):
    """A claim that cannot be parsed.

    Args:
        claim: As given.
        position: Where in it the mistake is, from 1.
        problem: The key of the sentence that says what may stand there.
        about: What that names.
    """

    claim: str
    position: int
    problem: str
    about: Mapping[str, object]

    def text(self, lang: str) -> str:
        """Say the claim, the place in it, and what may stand there."""
        facts = {
            key: fact.text(lang) if isinstance(fact, CkmMoError) else shown_fact(fact, lang)
            for key, fact in self.about.items()
        }
        what = say(self.problem, lang, **facts)
        claim = shown(self.claim, longest=None)
        return f"{say(self.sentence, lang, claim=claim, position=str(self.position))} {what}"


class EmptyGroup(CkmMoError, ValueError):
    """A claim about a group that is empty in every completion."""

    claim: str


class ManyGroups(CkmMoError, ValueError):
    """More groups than are allowed: `count` of them, of the column `variable`, where `limit` are allowed."""

    variable: str
    count: int
    limit: int


class AssumedTallies(CkmMoError, ValueError):
    """Tallies with an assumption, which cannot be added. `what` is the assumption."""

    what: str


class InvalidPercentage(CkmMoError, ValueError):
    """Something that is not a percentage or mean as it may be printed. `value` is what was given, `n` the total."""

    value: str
    n: int


class RepeatedVictims(CkmMoError, ValueError):
    """Cases of which some have the same victim, where victims are to be counted. `count` is how many."""

    count: int


class UnlikeTallies(CkmMoError, ValueError):
    """Tallies that do not count alike and cannot be added. `what` is the field in which they differ."""

    what: str


class NotComparable(CkmMoError, ValueError):
    """Codings or ratings that cannot be compared."""

    reason: Reason | str


class UndecidedAnswer(DataError):
    """A difference between coders on which nothing is decided: on the variable `header`, where they gave `answers`."""

    apart = True
    advice = "undecided_advice"
    variable: str
    header: Word | str
    answers: tuple[Word | Reason | str, ...]


class UnfitDecision(DataError):
    """A decision that does not fit the codings that it is about."""

    apart = True
    reason: Reason | str


class MergedContradiction(Contradiction):
    """Answers of a merged case that cannot be true together. `told` has them, in both languages."""

    apart = True
    told: Mapping[Word, object]


class MissingExtra(CkmMoError, ImportError):
    """A package that a feature needs and that is not installed. `extra` is the extra of this project that brings it."""

    feature: str
    """The key of the feature's name in `messages`, without `feature_`."""
    package: str
    extra: str
    python: str = sys.executable or "python"
    """The interpreter that runs, into which it is to be installed."""

    def text(self, lang: str) -> str:
        """Say what needs the package, and how to install it for the Python that runs."""
        feature = say(f"feature_{self.feature}", lang)
        python = shown(self.python, longest=None)
        python = f'"{python}"' if " " in python else python
        return say(self.sentence, lang, **self.facts | {"feature": feature, "python": python})


class WrongKind(CkmMoError, TypeError):
    """An argument of a `kind` that a function does not take. `wanted` is what it takes, `instead` what to call."""

    kind: str
    wanted: Word | str
    instead: str


def check_kind(given: object, kind: Any, wanted: Word | str, instead: str) -> None:
    """Refuse an argument that is not of a kind; the others are as for `WrongKind`.

    Raises:
        WrongKind: If it is of another.
    """
    if not isinstance(given, kind):
        raise WrongKind(kind=type(given).__name__, wanted=wanted, instead=instead)


class NoPicture(CkmMoError, ValueError):
    """A `picture` that cannot be drawn of what is given."""

    picture: str
    reason: Reason


class UnwritableOutput(CkmMoError, OSError):
    """An output that could not be written. `file` is `-` for standard output."""

    standard = "standard_output"
    file: str
    reason: Reason | str


_REASONS: Final = {
    FileNotFoundError: "missing",
    IsADirectoryError: "folder",
    PermissionError: "permission",
    NotADirectoryError: "no_folder",
}


def check_language(lang: str) -> None:
    """Refuse a language that there is not.

    Raises:
        InvalidInput: If it is none of `LANGUAGES`.
    """
    if lang not in LANGUAGES:
        raise InvalidInput(errors=[InvalidAnswer(column="lang", variable="lang", value=lang, allowed=LANGUAGES)])


def reason(error: OSError) -> Reason | str:
    """Say why the system refused, in the program's words where it has some, else in the system's."""
    key = "full" if error.errno in {errno.ENOSPC, errno.EDQUOT} else _REASONS.get(type(error))
    return Reason(key) if key else (error.strerror or str(error))


@contextmanager
def needing(package: str, feature: str, extra: str) -> Iterator[None]:
    """Say what a package is needed for that is imported in the block, and which extra brings it.

    Raises:
        MissingExtra: Where it is not installed.
    """
    try:
        yield
    except ImportError as error:
        raise MissingExtra(feature=feature, package=package, extra=extra) from error


@contextmanager
def writing(file: str, why: Callable[[OSError], Reason | str] = reason) -> Iterator[None]:
    """Turn the system's refusal into an error that says which output could not be written, and why."""
    try:
        yield
    except (BrokenPipeError, CkmMoError):
        raise
    except UnicodeEncodeError as error:  # half of a character: Python's stand-in for a byte that is not UTF-8
        raise UnwritableOutput(file=file, reason=Reason("no_utf_8")) from error
    except OSError as error:
        raise UnwritableOutput(file=file, reason=why(error)) from error


def standard_output() -> TextIO:
    """Give standard output.

    Raises:
        UnwritableOutput: If it is closed.
    """
    if sys.stdout is None:
        raise UnwritableOutput(file=STANDARD, reason=Reason("closed"))
    return sys.stdout


class OutputExists(CkmMoError, FileExistsError):
    """An output file that already exists."""

    file: str


class AnswersExist(CkmMoError):
    """A case of a table that would get other answers than it has.

    Args:
        file: The table.
        case_id: Of the case.
        answers: Those that it has and would lose, by column.
    """

    file: str
    case_id: str
    answers: Mapping[str, str]


class ChangedMeanwhile(CkmMoError):
    """A table that someone else changed after it was read."""

    file: str


class WrongUsage(CkmMoError):
    """Arguments that do not go together.

    Args:
        problem: The key of the sentence that says which.
        named: What that sentence names.

    Raises:
        TypeError: If there is no such sentence, or it names something else.
    """

    problem: str

    def __init__(self, *, problem: str, **named: object) -> None:
        """Keep what the sentence names, each as an attribute."""
        self.declared = ("problem", *named)  # type: ignore[misc]  # one class for all sentences of wrong usage
        self.sentence = problem  # type: ignore[misc]  # as above
        super().__init__(problem=problem, **named)
        try:
            self.text("en")
        except KeyError as error:
            raise TypeError(f"{type(self).__name__}: {error}") from error

    def text(self, lang: str) -> str:
        """Say what does not go together."""
        return say(self.problem, lang, **shown_facts(self.facts, lang))


class InvalidAssumption(WrongUsage, ValueError):
    """A number that cannot be assumed: `given`, of `n` where that matters."""

    given: object
    n: float = 0
