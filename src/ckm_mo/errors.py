"""Every exception of the library, its facts as attributes, its sentences in `messages`.

`str(error)` is English, `error.text("nl")` Dutch. An error about data is also a
`ValueError`. All errors of a table, of several tables or of one case come
together, as one `InvalidInput`.
"""

import errno
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, ClassVar, Final, Self, TextIO, dataclass_transform

from attrs import NOTHING, asdict, define, evolve, field, fields

from ckm_mo.messages import LANGUAGES, Reason, Word, say, shown, shown_facts

STANDARD: Final = "-"
"""The name of standard input, and in errors of standard output."""

SHOWN_ERRORS: Final = 100
"""How many errors are kept and shown; the rest are counted by kind."""

SHOWN_PLACES: Final = 3
"""For how many rows with the same mistake the place is given."""


POSITION: Final = ("cell", "row", "case_id")
"""The facts that say where in a table an error is."""


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
@define(slots=False, repr=False)
class CkmMoError(Exception):
    """Anything that the library refuses: each kind declares its facts, which are given by name."""

    sentence: ClassVar[str]
    """The key of its sentence in `messages`: its own name, as in `missing_column` for `MissingColumn`."""
    hints: ClassVar[Sequence[str]] = ()
    """The keys of what is said after it, each where the fact that the key ends in is not empty."""
    standard: ClassVar[str] = ""
    """The key of what the file `-` is; empty where it is a file."""
    apart: ClassVar[bool] = False
    """Whether each is said by itself, also where several are the same."""
    advice: ClassVar[str] = ""
    """The key of a sentence that follows all errors of its kind, once; empty where there is none."""

    def __init_subclass__(cls) -> None:
        """Make an attrs class of a kind, and name its sentence."""
        define(slots=False, kw_only=True, repr=False)(cls)  # slots cannot be beside those of some built-in errors
        cls.sentence = re.sub(r"\B(?=[A-Z])", "_", cls.__name__).lower()

    @property
    def facts(self) -> dict[str, Any]:
        """All facts, by name."""
        return asdict(self, recurse=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how to make it anew, from its facts."""
        return partial(type(self), **self.facts), ()

    def __repr__(self) -> str:
        """Return it as it is made, without the facts that have their default."""
        defaults = {each.name: each.default for each in fields(type(self))}
        given = [f"{name}={fact!r}" for name, fact in self.facts.items() if fact != defaults.get(name, NOTHING)]
        return f"{type(self).__name__}({', '.join(given)})"

    def __str__(self) -> str:
        return self.text("en")

    def text(self, lang: str) -> str:
        """Return what went wrong: what, where, what stood there, what may stand there. All of it escaped."""
        hints = (key for key in self.hints if getattr(self, key.rpartition("_")[2]))
        return " ".join(say(key, lang, **self.shown(lang)) for key in (self.sentence, *hints))

    def shown(self, lang: str) -> dict[str, object]:
        """Return its facts as sentences show them, by name: escaped, and words in the language."""
        facts = shown_facts(self.facts, lang)
        if self.standard and facts["file"] == STANDARD:
            facts["file"] = say(self.standard, lang)
        return facts


class DataError(CkmMoError, ValueError):
    """One thing that is wrong in a table or a case."""

    hints: ClassVar[Sequence[str]] = ("closest",)
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

    def at(self, **facts: Any) -> Self:
        """Return a copy with other facts, such as its row."""
        return evolve(self, **facts)

    def text(self, lang: str) -> str:
        """Return where it is, and what is wrong."""
        where = ", ".join(self.where(lang, "file", *POSITION, "column"))
        return ": ".join(filter(None, (where, super().text(lang))))

    def where(self, lang: str, *names: str) -> list[str]:
        """Return some of the facts that say where it is, a text for each that is known; no row beside a cell."""
        return [
            say(name, lang, **self.shown(lang))
            for name in names
            if getattr(self, name) and not (name == "row" and self.cell)
        ]


class InvalidAnswer(DataError):
    """A word that a variable does not take. `value` is the word, `allowed` what may stand there."""

    hints = ("hint_gap", "hint_number", "hint_comma", "closest")
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

    hints = ("header_below", "table_columns")
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

    hints = ("hint_number", "closest")
    variable: str
    dtype: str
    allowed: tuple[Word | str, ...]
    number: bool = False


class WrongWidth(DataError):
    """A row with more or fewer cells than the header."""

    expected: int
    actual: int


class EmptyTable(DataError):
    """A file without a header."""


class BrokenTable(DataError):
    """A file that cannot be read as a table: not in its encoding, an open quotation mark, a line without end."""

    reason: Reason | str


class UnreadableFile(DataError):
    """A file that cannot be opened or read."""

    reason: Reason | str


class InvalidInput(CkmMoError, ExceptionGroup[DataError], ValueError):
    """All that is wrong with the tables, or the case, that were to be read: a group, which `except*` takes apart.

    Args:
        errors: The first hundred, in order; one or more.
        more: How many there are beyond those, by their kind.
    """

    errors: tuple[DataError, ...]
    more: Mapping[str, int] = field(factory=dict)

    def __new__(cls, *, errors: tuple[DataError, ...], **_more: Any) -> Self:
        """Make the group."""
        return super().__new__(cls, cls.sentence, errors)

    @property
    def message(self) -> str:
        """What the group says, in English."""
        return str(self)

    def derive(self, excs: Sequence[Any], /) -> "InvalidInput":  # type: ignore[override]  # a group of its own errors alone
        """Return a group of some of the errors, with the counts of their kinds; of all errors, with all counts."""
        kinds = {each.sentence for each in excs}
        more = {kind: count for kind, count in self.more.items() if kind in kinds or len(excs) == len(self.errors)}
        return InvalidInput(errors=tuple(excs), more=more)

    def text(self, lang: str) -> str:
        """Return all errors, one a line."""
        return "\n".join(self.lines(lang))

    def lines(self, lang: str = "en") -> list[str]:
        """Return every error as a sentence, the same mistake at several positions as one, and the rest as counts."""
        groups: dict[object, list[DataError]] = {}
        for error in self.errors:
            mistake = error.at(cell="", row=0, case_id="")
            alone = error.apart or not error.where(lang, *POSITION)
            groups.setdefault(error if alone else repr(mistake), [mistake]).append(error)
        lines = []
        for mistake, *errors in groups.values():
            places = [" ".join(error.where(lang, *POSITION)) for error in errors]
            if len(errors) > SHOWN_PLACES:
                places[SHOWN_PLACES:] = ["..."]
            several = say("places", lang, count=len(errors), places=", ".join(places))
            lines.append(f"{mistake.text(lang)} {several}" if len(errors) > 1 else errors[0].text(lang))
        lines += [say("more", lang, count=count, kind=say(f"kind_{kind}", lang)) for kind, count in self.more.items()]
        return lines + [say(key, lang) for key in {error.advice for error in self.errors} - {""}]


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

    hints = ("closest", "perhaps_where")
    standard = "standard_input"
    case_id: str
    file: str
    closest: str
    """The id that is nearest to it; empty where none is."""
    where: bool
    """Whether conditions were asked for, which the case may not meet."""


class UnknownColumn(DataError):
    """A name that is neither a variable, a result nor a column. `columns` are the columns of one's own that are."""

    hints = ("closest", "own_columns")
    value: str
    columns: tuple[str, ...]


class OpenCondition(DataError):
    """A condition that no completion meets, since it asks for what leaves an answer open."""

    hints = ("closest", "use_allowed")
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
        """Return the claim, the position in it, and what may stand there."""
        claim = shown(self.claim, longest=None)
        text = say(self.sentence, lang, claim=claim, position=str(self.position))
        return f"{text} {say(self.problem, lang, **shown_facts(self.about, lang))}"


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
    """Answers of a merged case that cannot be true together. `answer_texts` has them, in both languages."""

    apart = True
    answer_texts: Mapping[Word, object]


class MissingExtra(CkmMoError, ImportError):
    """A package that a feature needs and that is not installed. `extra` is the extra of this project that brings it."""

    feature: str
    """The key of the feature's name in `messages`, without `feature_`."""
    package: str
    extra: str
    python: str = sys.executable or "python"
    """The interpreter that runs, into which it is to be installed."""

    def shown(self, lang: str) -> dict[str, object]:
        """Return its facts as sentences show them: the feature by its name, the interpreter as a shell takes it."""
        python = shown(self.python, longest=None)
        named = {"feature": say(f"feature_{self.feature}", lang), "python": f'"{python}"' if " " in python else python}
        return super().shown(lang) | named


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
        raise InvalidInput(errors=(InvalidAnswer(column="lang", variable="lang", value=lang, allowed=LANGUAGES),))


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
        named: What that sentence names; each is an attribute.
    """

    problem: str

    def __init_subclass__(cls) -> None:
        """Let a kind take whatever its sentence names."""

    def __init__(self, *, problem: str, **named: object) -> None:
        self.named = {"problem": problem, **named}
        vars(self).update(self.named, sentence=problem)

    @property
    def facts(self) -> dict[str, Any]:
        """The problem, and what its sentence names."""
        return self.named


class InvalidAssumption(WrongUsage, ValueError):
    """A number that cannot be assumed: `given`, of `n` where that matters."""

    given: object
    n: float = 0
