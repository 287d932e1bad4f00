"""Errors: one root, facts as attributes, sentences from the catalogue, all of a table together."""

import copy
import pickle
import sys
from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest
from attrs import NOTHING, fields

from catalogue import SENTENCES
from ckm_mo import errors
from ckm_mo.errors import (
    SHOWN_ERRORS,
    AnswersExist,
    AssumedTallies,
    BrokenTable,
    ChangedMeanwhile,
    CkmMoError,
    Contradiction,
    DataError,
    EmptyGroup,
    EmptyTable,
    Gathered,
    InvalidAnswer,
    InvalidAssumption,
    InvalidClaim,
    InvalidInput,
    InvalidPercentage,
    ManyGroups,
    MergedContradiction,
    MissingColumn,
    MissingExtra,
    MissingId,
    MisspeltColumn,
    NoPicture,
    NoSuchCase,
    NotComparable,
    OpenCondition,
    OutputExists,
    RepeatedId,
    RepeatedVariable,
    RepeatedVictims,
    SeveralLevels,
    TakenColumn,
    UndecidedAnswer,
    UnfitCell,
    UnfitColumn,
    UnfitDecision,
    UnknownColumn,
    UnknownVariable,
    UnlikeTallies,
    UnreadableFile,
    UnwritableOutput,
    WrongKind,
    WrongUsage,
    WrongWidth,
)
from ckm_mo.messages import LANGUAGES, Reason, Word


def kinds(root: type[CkmMoError] = CkmMoError) -> Iterator[type[CkmMoError]]:
    """List all kinds of errors below a root."""
    for kind in root.__subclasses__():
        yield kind
        yield from kinds(kind)


KINDS = list(kinds())
WITH_SENTENCE = [kind for kind in KINDS if kind not in {DataError, WrongUsage, InvalidAssumption}]
BY_KIND = pytest.mark.parametrize("kind", WITH_SENTENCE, ids=lambda kind: kind.__name__)

PLACE: dict[str, Any] = {"file": "cases.csv", "row": 7, "column": "Geweld"}
YES_NO = (Word("yes", "ja"), Word("no", "nee"))

ERRORS: list[tuple[CkmMoError, str]] = [
    (
        InvalidAnswer(variable="violence", value="yse", allowed=YES_NO, closest="yes", **PLACE),
        'cases.csv, row 7, column Geweld: "yse" is not allowed here. Use one of: yes, no. Did you mean "yes"?',
    ),
    (
        UnknownVariable(value="voilence", closest="violence"),
        '"voilence" is not a variable. `ckm-mo codebook` lists the variables. Did you mean "violence"?',
    ),
    (UnknownVariable(value="xyz"), '"xyz" is not a variable. `ckm-mo codebook` lists the variables.'),
    (
        Contradiction(
            variable="violence",
            answers={"violence": "no", "recruitment_violence": "yes"},
            written={"Geweld": "nee", "ronselperiode geweld": "ja"},
            row=2,
        ),
        "row 2: these answers contradict each other: Geweld=nee, ronselperiode geweld=ja.",
    ),
    (
        MisspeltColumn(file="cases.csv", column="voilence", closest="violence"),
        (
            "cases.csv, column voilence: this looks like a misspelt variable. Correct the name or, if the column is "
            'your own, name it with --ignore. Did you mean "violence"?'
        ),
    ),
    (
        RepeatedVariable(column="geweld", variable="violence", written=("Violence", "geweld")),
        "column geweld: the same variable is given more than once: Violence, geweld.",
    ),
    (
        MissingColumn(variable="case_id", header=Word("case_id", "casus_id")),
        "the table has no column case_id. `ckm-mo template` makes an empty table.",
    ),
    (MissingId(row=3), "row 3: the case has no id."),
    (RepeatedId(value="F-01", row=3), 'row 3: the id "F-01" was used before; every case needs an id of its own.'),
    (
        UnfitCell(file="x.xlsx", row=7, cell="B7", column="case_id", value="2024-01-31", reason=Reason("cell_date")),
        'x.xlsx, cell B7, column case_id: "2024-01-31" cannot be used here: it is a date or a time. Make it text.',
    ),
    (TakenColumn(column="profile"), "column profile: a column of the result has this name. Rename or drop yours."),
    (
        UnfitColumn(column="violence", variable="violence", dtype="Int64", allowed=(Word("yes", "ja"),)),
        "column violence: the type Int64 cannot be read. Use one of: yes.",
    ),
    (SeveralLevels(levels=2), "columns have 2 names each, one above another. Give each column one name."),
    (
        WrongKind(kind="list", wanted=Word("a data frame", "een data frame"), instead="Tally.of"),
        "a data frame is needed here, not list. Use Tally.of.",
    ),
    (WrongWidth(expected=3, actual=2, row=3), "row 3: cells in this row: 2; in the header: 3."),
    (EmptyTable(file="x.csv"), "x.csv: the file is empty. `ckm-mo template` makes an empty table."),
    (EmptyTable(file="-"), "standard input: the file is empty. `ckm-mo template` makes an empty table."),
    (
        BrokenTable(file="x.csv", reason=Reason("encoding", (("encoding", "utf-8"),))),
        (
            "x.csv: cannot be read as a table: it is not utf-8 text. If you know its encoding, give it with "
            "--encoding, such as cp1252 or utf-16."
        ),
    ),
    (UnreadableFile(file="x.csv", reason=Reason("missing")), "x.csv: cannot be read: there is no such file."),
    (
        InvalidInput(errors=(MissingId(row=3),), more={"missing_id": 2}),
        "row 3: the case has no id.\nand 2 more: cases without an id.",
    ),
    (NoSuchCase(case_id="F-9", file="-", closest="", where=False), 'there is no case "F-9" in standard input.'),
    (OutputExists(file="-"), "- already exists. Give --force to replace it."),
    (NoSuchCase(case_id="F-9", file="x.csv", closest="", where=False), 'there is no case "F-9" in x.csv.'),
    (
        NoSuchCase(case_id="F-1", file="x.csv", closest="F-01", where=True),
        'there is no case "F-1" in x.csv. Did you mean "F-01"? Perhaps it does not meet --where.',
    ),
    (
        UnknownColumn(value="jaar", columns=("year", "unit"), closest="year"),
        (
            '"jaar" is not a variable, a result or a column of the table. Did you mean "year"? Columns of your own: '
            "year, unit."
        ),
    ),
    (
        OpenCondition(column="geweld", value="onbekend", allowed=(Word("yes", "ja"), Word("no", "nee"))),
        (
            'column geweld: "onbekend" is not a value that a condition can ask for. Cases where this is open are '
            "counted as possible. Use yes, no."
        ),
    ),
    (
        InvalidClaim(claim="NOX > 3", position=1, problem="claim_outcome", about={"word": "NOX", "allowed": ("AOS",)}),
        'NOX > 3\nThis is not a claim. At place 1: "NOX" is not an outcome. Use AOS, or KEY=VALUE.',
    ),
    (
        EmptyGroup(claim="NOH | year=1 > 3%"),
        (
            "NOH | year=1 > 3%: a group is empty whatever the open answers are, so it has no share. Widen its "
            "conditions."
        ),
    ),
    (
        ManyGroups(variable="unit", count=51, limit=50),
        "values of unit: 51, more than 50. Is this an id? --groups 51 shows all.",
    ),
    (
        InvalidAssumption(problem="negative_yes", given=-1),
        '--at-most-yes -1: give a whole number, 0 or more: how many open answers are "yes" at most.',
    ),
    (
        AssumedTallies(what="cluster"),
        (
            "tallies with cluster cannot be added: the assumption is about all cases together. Add them first, then "
            "make the assumption."
        ),
    ),
    (
        InvalidPercentage(value="54 %", n=39),
        '"54 %" of 39: give a percentage or mean as printed, such as 54 or 54.0, and a total of at least 1.',
    ),
    (
        RepeatedVictims(count=2),
        (
            "2 rows have a victim who is already in an earlier row. The study counts victims, so these cases cannot "
            "stand for victims. Give --cases to compare case by case anyway."
        ),
    ),
    (
        RepeatedVictims(count=1),
        (
            "1 row has a victim who is already in an earlier row. The study counts victims, so these cases cannot "
            "stand for victims. Give --cases to compare case by case anyway."
        ),
    ),
    (
        NoPicture(picture="groups", reason=Reason("no_groups")),
        (
            "The picture groups cannot be drawn: the tally has no groups. Give a variable or column (by), and a table "
            "with cases."
        ),
    ),
    (
        MissingExtra(feature="student", package="SciPy", extra="stats"),
        f'the interval of AC1 needs SciPy, which is not installed: {sys.executable} -m pip install "ckm-mo[stats]"',
    ),
    (
        NotComparable(reason=Reason("foreign", (("value", "maybe"),))),
        'the coders cannot be compared: the rating "maybe" is not one of the categories.',
    ),
    (UnlikeTallies(what="period"), "these tallies cannot be added: they differ in period."),
    (UnwritableOutput(file="x.csv", reason=Reason("full")), "x.csv cannot be written: the disk is full."),
    (
        ChangedMeanwhile(file="x.csv"),
        "x.csv was changed in the meantime by someone else; nothing was written to it.",
    ),
    (OutputExists(file="x.csv"), "x.csv already exists. Give --force to replace it."),
    (
        MergedContradiction(
            variable="violence",
            answers={},
            written={},
            answer_texts={Word("violence", "geweld"): Word("no", "nee")},
            case_id="A",
        ),
        "case A: after merging, these answers contradict each other: violence=no.",
    ),
    (
        UndecidedAnswer(
            variable="violence", header=Word("violence", "geweld"), answers=(*YES_NO, Reason("no_answer")), case_id="A"
        ),
        "case A: violence: coders differ, and nothing is decided: yes, no, (empty).",
    ),
    (
        UnfitDecision(reason=Reason("decision_no_case"), file="decisions.csv", row=2, case_id="A"),
        "decisions.csv, row 2, case A: the decision does not fit: no coder has this case.",
    ),
    (
        AnswersExist(file="x.csv", case_id="F-1", answers={"violence": "yes"}),
        "x.csv: case F-1 has other answers: violence=yes. Give --force to replace them.",
    ),
    (WrongUsage(problem="usage_where", given="x"), "--where x: give KEY=VALUE, such as relation=affective."),
]


def _name(error: CkmMoError) -> str:
    return type(error).__name__


BY_ERROR = pytest.mark.parametrize(("error", "said"), ERRORS, ids=lambda each: type(each).__name__)


class TestKinds:
    """Every exception has one root, and a sentence that its facts fill."""

    def test_all_are_tried(self) -> None:
        """No kind of error is missing in the examples here."""
        assert {type(error) for error, _ in ERRORS} == {*WITH_SENTENCE, WrongUsage, InvalidAssumption}

    @BY_KIND
    def test_sentence(self, kind: type[CkmMoError]) -> None:
        """Every error has a sentence in the catalogue, which asks for no fact that the error does not name."""
        asked = {name for _, name, _, _ in Formatter().parse(SENTENCES[kind.sentence][0]) if name}
        assert asked <= {each.name for each in fields(kind)}

    @BY_KIND
    def test_hints(self, kind: type[CkmMoError]) -> None:
        """Every hint is a sentence that ends in a fact of the error."""
        assert {*kind.hints} <= {*SENTENCES}
        assert {key.rpartition("_")[2] for key in kind.hints} <= {each.name for each in fields(kind)}

    @pytest.mark.parametrize("kind", list(kinds(DataError)), ids=lambda kind: kind.__name__)
    def test_name_of_the_kind(self, kind: type[DataError]) -> None:
        """Errors about data that are too many to be shown can be counted under a name."""
        assert f"kind_{kind.sentence}" in SENTENCES
        assert "{" not in SENTENCES[f"kind_{kind.sentence}"][0]

    def test_no_fact_hides_a_method(self) -> None:
        """No sentence of wrong usage names a fact that would hide what every error can do."""
        facts = {
            name
            for key, (sentence, _) in SENTENCES.items()
            for _, name, _, _ in Formatter().parse(sentence)
            if name and key.startswith("usage_")
        }
        assert facts & set(dir(WrongUsage)) == set()

    @BY_KIND
    def test_sentences_differ(self, kind: type[CkmMoError]) -> None:
        """Each kind has a sentence of its own."""
        assert [each for each in WITH_SENTENCE if each.sentence == kind.sentence] == [kind]

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
    def test_defined_in_errors(self, kind: type[CkmMoError]) -> None:
        """Every exception lives in `errors`."""
        assert getattr(errors, kind.__name__) is kind

    @pytest.mark.parametrize(
        ("kind", "builtin"),
        [
            (DataError, ValueError),
            (InvalidInput, ValueError),
            (NoSuchCase, LookupError),
            (UnlikeTallies, ValueError),
            (UnwritableOutput, OSError),
            (OutputExists, FileExistsError),
        ],
        ids=lambda kind: kind.__name__,
    )
    def test_builtin_beside_it(self, kind: type[CkmMoError], builtin: type[Exception]) -> None:
        """An error can also be caught as the built-in one that it is."""
        assert issubclass(kind, builtin)
        assert issubclass(kind, CkmMoError)


class TestOneError:
    """A message says what, where, what stood there, what may stand there, and a hint."""

    @BY_ERROR
    def test_english(self, error: CkmMoError, said: str) -> None:
        """An error says itself in English."""
        assert str(error) == error.text("en") == said

    @BY_ERROR
    def test_dutch(self, error: CkmMoError, said: str) -> None:
        """And in Dutch, otherwise."""
        assert error.text("nl") not in {"", said}

    @BY_ERROR
    def test_repr(self, error: CkmMoError, said: str) -> None:
        """An error is written as it is made."""
        names = {kind.__name__: kind for kind in KINDS} | {"Reason": Reason, "Word": Word}
        again = eval(repr(error), names)  # noqa: S307 - our own text
        assert (type(again), repr(again), str(again)) == (type(error), repr(error), said)

    @BY_ERROR
    def test_copies(self, error: CkmMoError, said: str) -> None:
        """A copy is such an error."""
        for again in (copy.copy(error), copy.deepcopy(error)):
            assert (type(again), repr(again), str(again)) == (type(error), repr(error), said)

    @BY_ERROR
    def test_pickling(self, error: CkmMoError, said: str) -> None:
        """An error that crosses a process keeps its type, facts and sentence."""
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
        assert type(again) is type(error)
        assert (repr(again), str(again)) == (repr(error), said)

    def test_place(self) -> None:
        """The place of an error can be filled in later; the first is left as it was."""
        error = MissingId()
        placed = error.at(file="x.csv", row=4)
        assert (type(placed), placed.file, placed.row, placed.column) == (MissingId, "x.csv", 4, "")
        assert (error.file, error.row) == ("", 0)

    def test_dutch_words(self) -> None:
        """What may stand there is said in the words of the language."""
        error, _ = ERRORS[0]
        assert error.text("nl") == (
            'cases.csv, rij 7, kolom Geweld: "yse" is hier niet toegestaan. Gebruik een van: ja, nee. Bedoelt u "yes"?'
        )

    @pytest.mark.parametrize(
        "error",
        [
            UnknownVariable(
                value="\x1b[31mred\N{RIGHT-TO-LEFT OVERRIDE}", file="a\nb.csv", column="c\rd", closest="\x00"
            ),
            Contradiction(variable="violence", answers={}, written={"a\tb": "y\x07s"}),
            BrokenTable(file="x\u2028y", reason="odd\x9breason"),
            NoSuchCase(case_id="\x1b]0;title\x07", file="-", closest="\x00", where=False),
        ],
        ids=lambda error: type(error).__name__,
    )
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_escaped(self, error: CkmMoError, lang: str) -> None:
        """What a message shows of a file is escaped: nothing in it is invisible or steers a terminal."""
        assert error.text(lang).isprintable()

    def test_braces(self) -> None:
        """Text from a file is no template."""
        assert str(UnknownVariable(value="{row} {0} %s")).startswith('"{row} {0} %s" is')


class TestFacts:
    """What an error needs is asked for when it is made, and nowhere later."""

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
    def test_none(self, kind: type[CkmMoError]) -> None:
        """An error without the facts of its kind is the error of whoever makes it; some kinds need none."""
        needed = [each.name for each in fields(kind) if each.default is NOTHING]
        if issubclass(kind, WrongUsage) or needed:
            with pytest.raises(TypeError):
                kind()
        elif kind is not DataError:
            assert str(kind())

    @pytest.mark.parametrize("error", [each for each, _ in ERRORS if not isinstance(each, WrongUsage)], ids=_name)
    def test_another(self, error: CkmMoError) -> None:
        """So is one with a fact that its kind does not have."""
        with pytest.raises(TypeError):
            type(error)(**error.facts, shoe_size=43)  # type: ignore[call-arg]  # so it is

    def test_missing_is_named(self) -> None:
        """The message names the facts that are missing, or too many."""
        with pytest.raises(TypeError, match=r"missing .* 'variable', 'value', and 'allowed'$"):
            InvalidAnswer()  # type: ignore[call-arg]
        with pytest.raises(TypeError, match=r"unexpected .* 'value'$"):
            MissingId(value="x")  # type: ignore[call-arg]

    def test_usage(self) -> None:
        """Wrong usage takes the key of a sentence, with what that names; without them it says nothing."""
        for problem in ("nonsense", "usage_where"):
            with pytest.raises(KeyError):
                WrongUsage(problem=problem).text("en")

    def test_attributes(self) -> None:
        """Facts are attributes, what wrong usage names too."""
        assert WrongUsage(problem="usage_where", given="x").given == "x"  # type: ignore[attr-defined]  # it differs by problem
        assert UnfitCell(value="3", reason="x").facts["value"] == "3"

    def test_interpreter(self) -> None:
        """What is to be installed goes into the Python that runs, also where its path has a blank."""
        error = MissingExtra(feature="student", package="SciPy", extra="stats", python="/my apps/python")
        assert str(error).endswith(': "/my apps/python" -m pip install "ckm-mo[stats]"')


class TestGroup:
    """All errors of a table are one group, as the language has it."""

    ROW, ID, OTHER = MissingId(row=2), RepeatedId(row=3, value="x"), MissingId(row=4)

    def group(self) -> InvalidInput:
        """Make one, with errors that are not shown."""
        return InvalidInput(errors=(self.ROW, self.ID, self.OTHER), more={"missing_id": 2, "wrong_width": 1})

    def test_taken_apart(self) -> None:
        """`except*` takes errors of a kind, with those of the kind that are not shown, and leaves the others."""
        caught: list[ExceptionGroup[DataError]] = []
        try:
            raise self.group()
        except* MissingId as found:
            caught.append(found)
        except* DataError as left:
            caught.append(left)
        assert [(type(each), each.errors, each.more) for each in caught] == [  # type: ignore[attr-defined]  # see the type
            (InvalidInput, (self.ROW, self.OTHER), {"missing_id": 2}),
            (InvalidInput, (self.ID,), {}),
        ]

    def test_all_of_it(self) -> None:
        """Who takes every error takes the group with all that is counted."""
        caught: list[ExceptionGroup[ValueError]] = []
        try:
            raise self.group()
        except* ValueError as found:
            caught.append(found)
        assert [repr(each) for each in caught] == [repr(self.group())]

    def test_as_before(self) -> None:
        """It is one error too: of the library, and about a value."""
        for kind in (CkmMoError, ValueError, ExceptionGroup):
            with pytest.raises(kind):
                raise self.group()
        assert self.group().message == str(self.group())
        assert self.group().exceptions == self.group().errors == (self.ROW, self.ID, self.OTHER)

    @pytest.mark.parametrize("errors", [(), ("x",)], ids=["none", "a text"])
    def test_of_errors(self, errors: Any) -> None:
        """It is of errors, one or more."""
        with pytest.raises(ValueError, match="exception"):
            InvalidInput(errors=errors)


class TestGathered:
    """All errors are gathered and shown together: the first hundred, the rest counted by kind."""

    def test_nothing_wrong(self) -> None:
        """Nothing is raised where there is nothing."""
        Gathered().check()

    def test_at_most_a_hundred(self) -> None:
        """A hundred are kept in order; the rest are counted by their kind."""
        gathered = Gathered()
        for row in range(SHOWN_ERRORS + 5):
            gathered.add(MissingId(row=row) if row % 2 else RepeatedId(row=row, value="x"))
        with pytest.raises(InvalidInput) as caught:
            gathered.check()
        assert [error.row for error in caught.value.errors] == list(range(100))
        assert caught.value.more == {"repeated_id": 3, "missing_id": 2}

    @pytest.mark.parametrize(
        ("lang", "rest"),
        [("en", ["and 3 more: repeated ids."]), ("nl", ["en nog 3: herhaalde id's."])],
    )
    def test_lines(self, lang: str, rest: list[str]) -> None:
        """A group of errors is one line for each, and one for each kind of the rest."""
        first = MissingId(row=2)
        group = InvalidInput(errors=(first,), more={"repeated_id": 3})
        assert group.lines(lang) == [first.text(lang), *rest]
        assert group.text(lang) == "\n".join(group.lines(lang))

    def test_english_lines(self) -> None:
        """Its lines are English unless another language is asked for."""
        group = InvalidInput(errors=(MissingId(row=2),), more={})
        assert group.lines() == group.lines("en")


def test_decisions_apart() -> None:
    """What is to be decided is said case by case, however undecided."""
    undecided = [
        UndecidedAnswer(case_id=each, variable="violence", header="violence", answers=("yes", "no")) for each in "abcd"
    ]
    assert len(InvalidInput(errors=tuple(undecided)).lines()) >= len(undecided)
