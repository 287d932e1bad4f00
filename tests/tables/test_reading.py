"""Tables: what is read, what is refused and how that is said, and that what is written reads back."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import pytest
from attrs import evolve, fields
from hypothesis import example, given, settings
from hypothesis import strategies as st

import oracle
import strategies
from ckm_mo.cases import Case, locators
from ckm_mo.codebook import (
    CODED,
    COLUMN_HEADERS,
    CONTEXT,
    HEADERS,
    NOT_CODED,
    VARIABLE,
    VARIABLES,
    normalise,
    takes,
    word,
)
from ckm_mo.errors import (
    BrokenTable,
    Contradiction,
    DataError,
    EmptyTable,
    InvalidAnswer,
    InvalidInput,
    MissingColumn,
    MissingId,
    MisspeltColumn,
    OutputExists,
    RepeatedId,
    RepeatedVariable,
    UnfitCell,
    UnreadableFile,
    UnwritableOutput,
    WrongUsage,
    WrongWidth,
)
from ckm_mo.messages import Reason, Word
from ckm_mo.spelling import misspelt
from ckm_mo.tables import files, texts
from ckm_mo.tables import reading as tables
from ckm_mo.tables import rows as each_row
from ckm_mo.tables import table as one
from ckm_mo.tables.cells import Batch, Cell, CellKind, SourceRows
from ckm_mo.tables.files import as_was, written
from ckm_mo.tables.formats import DELIMITED, Format
from ckm_mo.tables.reading import Cases, Tables, read_table
from ckm_mo.tables.writing import row_writer, write_table
from commands import CODER1, CODER2, EXAMPLES, text_of
from spaces import TRIPLES

Facts = dict[str, Any]


def save(text: str | bytes, name: str, folder: Path) -> str:
    """Put a table in a file, and give its name."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


def read(text: str | bytes, **options: Any) -> Cases:
    """Read a table that is given as text."""
    with TemporaryDirectory() as folder:
        return read_table(save(text, "cases.csv", Path(folder)), **options)


def refused(text: str | bytes, **options: Any) -> InvalidInput:
    """Give what is raised for a table."""
    with pytest.raises(InvalidInput) as caught:
        read(text, **options)
    return caught.value


def refused_once(text: str | bytes, **options: Any) -> DataError:
    """Give the one error of a table."""
    (error,) = refused(text, **options).errors
    return error


def facts(error: DataError) -> Facts:
    """Give an error's kind and its facts, but for its file and for what is as it is by default."""
    defaults = {each.name: each.default for each in fields(type(error))}
    return {"kind": type(error)} | {
        key: fact for key, fact in error.facts.items() if key != "file" and fact != defaults[key]
    }


def whole(cases: Iterable[Case]) -> list[tuple[Any, ...]]:
    """Give all that cases hold, their keys too, which equality leaves out."""
    return [(case.names, case.answers, case.other, case.locators, case.key) for case in cases]


def outcome(text: str, **options: Any) -> object:
    """Give all that reading a table comes to: its cases, or its errors with their facts."""
    try:
        cases = read(text, **options)
    except InvalidInput as error:
        return [facts(each) for each in error.errors], error.more
    return whole(cases), cases.other, cases.repeated_victims


PLAIN = (
    "case_id,offender,relation,violence,sectors,note\n"
    "F-1,o1,affective,yes,hotel;escort,één\n"
    "F-2,o2,unknown,no,,\n"
)  # fmt: skip
ANSWERS = (
    {"case_id": "F-1", "offender": "o1", "relation": "affective", "violence": "yes", "sectors": "escort;hotel"},
    {"case_id": "F-2", "offender": "o2", "relation": "unknown", "violence": "no"},
)
EXPECTED = [
    evolve(Case.from_answers(answers), other=(("note", note),))
    for answers, note in zip(ANSWERS, ("één", ""), strict=True)
]


class TestForm:
    """Separator comma, semicolon or tab, with or without a byte-order mark; blanks around cells do not count."""

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("mark", ["", "\N{BYTE ORDER MARK}"])
    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    def test_forms(self, separator: str, mark: str, end: str) -> None:
        """Separator, line ends and byte-order mark make no difference."""
        rows = list(csv.reader(io.StringIO(PLAIN)))
        text = text_of([dict(zip(rows[0], row, strict=True)) for row in rows[1:]], separator, end)
        assert list(read(mark + text)) == EXPECTED

    def test_mark(self) -> None:
        """A byte-order mark is no part of the first header, though nobody says that there may be one."""
        assert [case.case_id for case in read("\N{BYTE ORDER MARK}case_id\n1\n")] == ["1"]
        with TemporaryDirectory() as folder, Tables([save(b"\xef\xbb\xbfcase_id\n", "a.csv", Path(folder))]) as opened:
            assert [table.headers for table in opened.tables] == [("case_id",)]

    def test_mark_of_its_own(self, tmp_path: Path) -> None:
        """A header that begins as one is written so that it stays."""
        with row_writer(str(tmp_path / "cases.csv"), sheet="", force=False) as write:
            write(["\ufeffnote", "case_id"])
            write(["x", "F-1"])
        assert read_table(tmp_path / "cases.csv").other == ("\ufeffnote",)

    def test_last_line_without_end(self) -> None:
        """The last row needs no line end."""
        assert list(read(PLAIN.removesuffix("\n"))) == EXPECTED

    @pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16", "UTF_8", "utf8", "utf-8-sig"])
    def test_encodings(self, encoding: str) -> None:
        """A table may be in any encoding that is named."""
        assert list(read(PLAIN.encode(encoding), encoding=encoding)) == EXPECTED

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("first", ['"two\nlines"', '"\r\n"', '"a ""\n"" b"', '5" x'])
    def test_line_ends_in_headers(self, separator: str, first: str) -> None:
        """It is found too where the first header goes on in the next line, and all rows are read."""
        rows = [first, "case_id", "violence"], ["x", "1", "no"], ['"y\nz"', "2", "yes"]
        text = "".join(separator.join(row) + "\n" for row in rows)
        assert [(case.case_id, case["violence"]) for case in read(text)] == [("1", "no"), ("2", "yes")]

    def test_separator_in_headers(self) -> None:
        """The separator is the one that makes most headers variables, whatever stands in the other columns."""
        cases = read("case_id;one, two, three;violence\n1;a, b;yes\n")
        assert whole(cases) == whole(
            [evolve(Case.from_answers({"case_id": "1", "violence": "yes"}), other=(("one, two, three", "a, b"),))]
        )

    @pytest.mark.parametrize(
        "text",
        [
            "case_id;a;zzzz,violence\n1;2;3\n",  # one variable under either: more columns decide
            "Casus ID;a, b, c;Geweld\n1;x;ja\n",
            " '-case_id;a,b,c\n1;x\n",  # as written for a spreadsheet
        ],
    )
    def test_separator_that_gives_most(self, text: str) -> None:
        """Of equally many variables more columns decide; a header counts however it is spelt."""
        assert [case.case_id for case in read(text)] == ["1"]

    @pytest.mark.parametrize("separator", [";", "\t"])
    def test_many_columns(self, separator: str) -> None:
        """As many columns as are allowed are read, however long the header is under another separator."""
        names = [f"column_number_{number:05}" for number in range(one.MOST_COLUMNS)]
        (case,) = read(f"{separator.join(['case_id', *names[1:]])}\n1{separator * (len(names) - 1)}\n")
        assert len(case.other) == one.MOST_COLUMNS - 1
        error = refused_once(f"{separator.join(['case_id', *names])}\n")
        assert vars(error)["reason"] == Reason("many_columns", (("limit", one.MOST_COLUMNS),))

    def test_long_cells(self) -> None:
        """A cell without quotation marks may be as long as a line, one with them as `csv` takes them."""
        most = csv.field_size_limit()
        assert len(read("case_id,note\n1," + "x" * (most + 1) + "\n").cases[0].other[0][1]) == most + 1
        error = refused_once('case_id,note\n1,"' + "x" * (most + 1) + '"\n')
        assert vars(error)["reason"] == Reason("long_cell", (("limit", most),))

    def test_one_column(self) -> None:
        """A table of ids alone is a table."""
        assert [case.case_id for case in read("case_id\n1\n2\n")] == ["1", "2"]

    def test_no_rows(self) -> None:
        """A table of a header alone has no cases."""
        assert len(read("case_id,violence\n")) == 0

    def test_blanks(self) -> None:
        """Blanks around headers and cells are stripped, within quotation marks too."""
        text = '  case_id ,"offender  ", relation,violence ,sectors, note\n F-1, o1 ,affective ," yes ",hotel ; escort,'
        assert list(read(text + "één\nF-2,o2, unknown,no,  ,\n")) == EXPECTED

    def test_blank_lines(self) -> None:
        """Blank lines, also of blanks or empty cells alone, are skipped: before the header, within and at the end."""
        head, one, other = PLAIN.splitlines()
        assert list(read(f"\n \n{head}\n{one}\n\n,,,,,\n  \n{other}\n\n")) == EXPECTED

    def test_quoted_cells(self) -> None:
        """A quoted cell may hold separators, quotation marks and line ends."""
        cases = read('case_id,note,violence\n"1","a, ""b""\r\nc\nd",yes\n2,,no\n')
        assert [(case.case_id, case["violence"], dict(case.other)["note"]) for case in cases] == [
            ("1", "yes", 'a, "b"\r\nc\nd'),
            ("2", "no", ""),
        ]

    def test_quoted_cells_of_another_separator(self) -> None:
        """So it may where they are separated by semicolons."""
        assert read('case_id;note;violence\n"1";"a; b";yes\n').cases[0].other == (("note", "a; b"),)

    def test_packed(self, tmp_path: Path) -> None:
        """A table may be packed with gzip."""
        assert list(read_table(save(gzip.compress(PLAIN.encode()), "cases.csv.gz", tmp_path))) == EXPECTED

    def test_no_workbook(self) -> None:
        """A sheet is of a workbook: to name one of a table of text is wrong usage."""
        with pytest.raises(WrongUsage) as caught:
            read(PLAIN, sheet="cases")
        assert caught.value.facts == {"problem": "usage_sheet", "sheet": "cases"}

    def test_quoted_header(self) -> None:
        """A header may be quoted and have a line end in it."""
        cases = read('"case_id","remark\nof the coder",violence\n1,x,yes\n')
        assert [case.other for case in cases] == [(("remark\nof the coder", "x"),)]

    def test_standard_input(self) -> None:
        """The name - stands for standard input."""
        stream = io.TextIOWrapper(io.BytesIO(PLAIN.encode()))
        with mock.patch("sys.stdin", stream):
            assert list(read_table("-")) == EXPECTED

    def test_path(self, tmp_path: Path) -> None:
        """A path may be a path, and the table keeps its name as given."""
        path = Path(save(PLAIN, "cases.csv", tmp_path))
        assert (list(read_table(path)), read_table(path).name) == (EXPECTED, str(path))


class TestWords:
    """Headers and tokens are read in both languages and any spelling; what is no variable is left alone."""

    @settings(max_examples=25)
    @given(strategies.tables(), st.sampled_from([",", ";", "\t"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    def test_any_spelling(
        self, drawn: tuple[list[dict[str, str]], list[strategies.Answers]], separator: str, quoting: int
    ) -> None:
        """Whatever the language, the spelling and the order of columns, the cases hold the answers that were meant."""
        rows, answers = drawn
        stream = io.StringIO(newline="")
        columns = list(rows[0]) if rows else ["case_id"]
        writer = csv.DictWriter(stream, columns, delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
        writer.writeheader()
        writer.writerows(rows)
        expected = [
            evolve(
                Case.from_answers(coded),
                other=tuple((name, cell.strip()) for name, cell in row.items() if normalise(name) not in HEADERS),
            )
            for row, coded in zip(rows, answers, strict=True)
        ]
        assert whole(read(stream.getvalue())) == whole(expected)

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_every_word(self, lang: str) -> None:
        """Every value of every variable is read by its word, under its header, in both languages."""
        head = ["case_id", *(word(variable, lang) for variable in CODED)]
        for variable in CODED:
            column = head.index(word(variable, lang))
            rows = [[f"{place}", *[""] * len(CODED)] for place, _ in enumerate(takes(variable))]
            for row, value in zip(rows, takes(variable), strict=True):
                row[column] = word(value, lang)
            cases = read("\n".join(map(",".join, [head, *rows])))
            assert [case[variable.key] for case in cases] == [value.key for value in takes(variable)]

    @pytest.mark.parametrize("name", ["victim", "slachtoffer", "Bij slachtoffer-gelaten", "LEFT TO VICTIM"])
    def test_words_of_left_to_victim(self, name: str) -> None:
        """The initiative left to the victim has other words beside its own."""
        assert [case["initiative"] for case in read(f"casus-id,Initiatief\n1,{name}\n")] == ["left_to_victim"]

    def test_other_columns(self) -> None:
        """Other columns are left alone, in their order, and belong to the case; one without a name gets its number."""
        cases = read("source,case_id,Note,violence,\nx,1,y,yes,z\n")
        assert cases.other == ("source", "Note", "#5")
        assert cases.cases[0].other == (("source", "x"), ("Note", "y"), ("#5", "z"))

    def test_other_columns_of_one_name(self) -> None:
        """Two other columns of one name are both kept, the later one with its number."""
        assert read("case_id,note,note\n1,a,b\n").cases[0].other == (("note", "a"), ("note#3", "b"))

    @given(st.lists(st.text(alphabet="xy#1234", max_size=3), max_size=4))
    @example(["x", "x#4", "x"])
    @example(["#3", ""])
    def test_other_columns_are_told_apart(self, names: list[str]) -> None:
        """Whatever other columns are called, each has a name of its own and its text."""
        texts = [f"text {each}" for each in range(len(names))]
        (case,) = read(",".join(["case_id", *names]) + "\n" + ",".join(["1", *texts]))
        assert [text for _, text in case.other] == texts
        assert len(dict(case.other)) == len(names)

    def test_names(self) -> None:
        """Ids are kept as they are written."""
        case = read("slachtoffer,casus_id,dader,opsporingsonderzoek\nV 1,C/1,Ö 2,I;3\n").cases[0]
        assert [case[key] for key in ("case_id", "investigation", "offender", "victim")] == ["C/1", "I;3", "Ö 2", "V 1"]

    def test_not_coded(self) -> None:
        """An empty cell, a column that is not there and the word itself all mean that nobody has answered."""
        cases = read("case_id,violence\n1,\n2,not_coded\n3,niet gecodeerd\n")
        assert [(case["violence"], case["deception"]) for case in cases] == [("not_coded", "not_coded")] * 3

    def test_contents_of_the_published_cases(self) -> None:
        """The published cases are read letter for letter."""
        for path in (CODER1, CODER2):
            with Path(path).open(encoding="utf-8", newline="") as stream:
                rows = list(csv.DictReader(stream))
            said = [{key: case[key] for key in rows[0]} for case in read_table(path)]
            assert said == [{key: cell or "not_coded" for key, cell in row.items()} for row in rows]

    def test_repeated_victims(self) -> None:
        """Rows whose victim an earlier row has are counted."""
        assert read("case_id,victim\n1,v1\n2,v1\n3,\n4,\n5,v2\n6,v1\n").repeated_victims == 2

    @pytest.mark.parametrize("separate", ["", '""'], ids=["quickly", "carefully"])
    def test_repeated_victims_before_coded_columns(self, separate: str) -> None:
        """They are counted however the rows are read."""
        text = f"case_id,victim,violence\n1,v1,yes\n2,v1,{separate}\n3,,no\n4,,no\n5,v1,no\n"
        assert read(text).repeated_victims == 2


class TestEmpty:
    """`empty=not_stated` takes empty cells of columns that are there as silence, where silence is an answer."""

    def test_language(self, tmp_path: Path) -> None:
        """There are two languages to write in; another is an error that names them."""
        with pytest.raises(InvalidInput, match="en, nl"):
            write_table([Case()], tmp_path / "cases.csv", lang="fr")
        assert not (tmp_path / "cases.csv").exists()

    @pytest.mark.parametrize("quotes", ["", '""'], ids=["quickly", "carefully"])
    def test_silence(self, quotes: str) -> None:
        """Means, relation and initiative are silent where their cells are empty, if their column is there."""
        text = f"case_id,reading,relation,exploitation_began,violence,sectors\n1,,,,{quotes},\n"
        case = read(text, empty="not_stated").cases[0]
        silent = {"relation", "violence"}
        assert {v.key: case[v.key] for v in CODED} == {
            v.key: "not_stated" if v.key in silent else "not_coded" for v in CODED
        }

    def test_said(self) -> None:
        """What is written out is not taken as silence."""
        cases = read("case_id,violence,initiative\n1,not_coded,unknown\n", empty="not_stated")
        assert [(case["violence"], case["initiative"]) for case in cases] == [("not_coded", "unknown")]


def misspelt_table(name: str) -> str:
    """Make a table with one strange column."""
    return f"case_id,{name}\n1,\n"


REFUSALS: Mapping[str, tuple[str | bytes, Facts]] = {
    "no column of ids": (
        "relation,violence\naffective,yes\n",
        {"kind": MissingColumn, "row": 1, "variable": "case_id"},
    ),
    "empty id": ("case_id,violence\n1,yes\n,no\n", {"kind": MissingId, "row": 3, "column": "case_id"}),
    "repeated id": (
        "violence,Casus ID\nyes,1\nno,1\n",
        {"kind": RepeatedId, "row": 3, "column": "Casus ID", "value": "1"},
    ),
    "repeated id in plain rows": (
        "case_id,violence\n1,yes\n2,yes\n1,no\n",
        {"kind": RepeatedId, "row": 4, "column": "case_id", "value": "1"},
    ),
    "one variable twice": (
        "case_id,violence,Violence\n1,yes,yes\n",
        {"kind": RepeatedVariable, "row": 1, "column": "Violence", "variable": "violence"}
        | {"written": ("violence", "Violence")},
    ),
    "one variable twice, spelt alike": (
        "case_id,violence,violence\n1,yes,yes\n",
        {"kind": RepeatedVariable, "row": 1, "column": "violence", "written": ("violence", "violence")},
    ),
    "one variable in two languages": (
        "case_id,geweld,violence\n1,ja,yes\n",
        {"kind": RepeatedVariable, "row": 1, "column": "violence", "variable": "violence"}
        | {"written": ("geweld", "violence")},
    ),
    "unknown word": (
        "case_id,Geweld\n1,ja\n2,jaa\n",
        {
            "kind": InvalidAnswer,
            "row": 3,
            "column": "Geweld",
            "variable": "violence",
            "value": "jaa",
            "closest": Word("yes", "ja"),
        },
    ),
    "unknown word that is like no other": (
        "case_id,relation\n1,complicated\n",
        {"kind": InvalidAnswer, "row": 2, "column": "relation", "value": "complicated", "closest": None},
    ),
    "a value of another variable": (
        "case_id,relation\n1,yes\n",
        {"kind": InvalidAnswer, "row": 2, "column": "relation", "value": "yes"},
    ),
    "several values where one may stand": (
        "case_id,violence\n1,yes;no\n",
        {"kind": InvalidAnswer, "row": 2, "column": "violence", "value": "yes;no"},
    ),
    "an open word beside a value": (
        "case_id,sectors\n1,hotel;unknown\n",
        {"kind": InvalidAnswer, "row": 2, "column": "sectors", "value": "hotel;unknown"},
    ),
    "a reading that is left open": (
        "case_id,reading\n1,unknown\n",
        {"kind": InvalidAnswer, "row": 2, "column": "reading", "value": "unknown"},
    ),
    "contradiction": (
        "case_id,uitbuitingsperiode_geweld,Geweld,recruitment_violence\n1,nee,Nee,yes\n",
        {"kind": Contradiction, "row": 2, "column": "recruitment_violence", "variable": "violence"}
        | {"answers": {"violence": "no", "recruitment_violence": "yes"}}
        | {"written": {"Geweld": "Nee", "recruitment_violence": "yes"}},
    ),
    "contradiction of three": (
        "case_id,violence,recruitment_violence,exploitation_violence\n1,yes,no,no\n",
        {"kind": Contradiction, "row": 2, "column": "exploitation_violence", "variable": "violence"}
        | {"answers": {"violence": "yes", "recruitment_violence": "no", "exploitation_violence": "no"}},
    ),
    "exploitation in an attempt": (
        "case_id,uitbuiting begonnen,exploitation_deception\n1,nee,yes\n",
        {"kind": Contradiction, "row": 2, "column": "exploitation_deception", "variable": "deception"}
        | {"answers": {"exploitation_began": "no", "exploitation_deception": "yes"}}
        | {"written": {"uitbuiting begonnen": "nee", "exploitation_deception": "yes"}},
    ),
    "too few cells": ("case_id,violence\n1\n", {"kind": WrongWidth, "row": 2, "expected": 2, "actual": 1}),
    "too many cells": ("case_id,violence\n1,yes,no\n", {"kind": WrongWidth, "row": 2, "expected": 2, "actual": 3}),
    "empty file": ("", {"kind": EmptyTable, "row": 0}),
    "file of blank lines": (" \n\n\t\n", {"kind": EmptyTable, "row": 0}),
    "not in its encoding": (
        PLAIN.encode("cp1252"),
        {"kind": BrokenTable, "row": 0, "reason": Reason("encoding", (("encoding", "utf-8"),))},
    ),
    "a character that is in no text": (
        "case_id,violence\n1,yes\n2\0,no\n",
        {"kind": BrokenTable, "row": 3, "reason": Reason("nul")},
    ),
    "such a character in quotes": (
        'case_id,violence\n"1\0",yes\n',
        {"kind": BrokenTable, "row": 2, "reason": Reason("nul")},
    ),
    "open quotation mark": ('case_id,note\n1,"x\n', {"kind": BrokenTable, "row": 2, "reason": Reason("quotes")}),
    "text behind a quotation mark": ('case_id,note\n1,"x"y\n', {"kind": BrokenTable, "row": 2}),
}

SLIPS = {
    "voilence": "violence",  # two letters turned
    "violense": "violence",
    "violenc": "violence",
    "vviolence": "violence",
    "geweldt": "geweld",
    "relaton": "relation",
    "Recruitment Voilence": "recruitment_violence",
    "ronselperiod-gewelt": "ronselperiode_geweld",  # two edits, both of eight letters and more
    "desepcion": "deception",
    "sektoren": "sectoren",
    "case_ids": "case_id",
}

NO_SLIPS = (
    *("note", "source", "coder", "gewest"),  # two edits from a name of fewer than eight letters
    "recruiting_violense",  # more than two
)


class TestRefusals:
    """Every error says its row as a spreadsheet numbers records, its column, what stood there, and what may."""

    @pytest.mark.parametrize(("text", "expected"), REFUSALS.values(), ids=REFUSALS)
    def test_facts(self, text: str | bytes, expected: Facts) -> None:
        """Each kind of error has the facts that it is about."""
        error = refused_once(text)
        assert {"kind": type(error)} | error.facts | expected == {"kind": type(error)} | error.facts

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize(("text", "expected"), REFUSALS.values(), ids=REFUSALS)
    def test_sentences(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | bytes, expected: Facts, lang: str
    ) -> None:
        """Each says its file, row, column and value in a sentence, in both languages."""
        monkeypatch.chdir(tmp_path)
        save(text, "f.csv", tmp_path)
        with pytest.raises(InvalidInput) as caught:
            read_table("f.csv")
        (line,) = caught.value.lines(lang)
        row, column = {"en": ("row", "column"), "nl": ("rij", "kolom")}[lang]
        place = ["f.csv"]
        place += [f"{row} {expected['row']}"] if expected.get("row") else []
        place += [f"{column} {expected['column']}"] if "column" in expected else []
        assert line.startswith(", ".join(place) + ": ")
        assert expected.get("value", "") in line
        closest = expected.get("closest") or ""
        assert str(getattr(closest, lang, closest)) in line

    def test_languages(self) -> None:
        """No error says the same in both languages."""
        for text, _ in REFUSALS.values():
            error = refused(text)
            assert error.lines("en") != error.lines("nl")

    def test_allowed(self) -> None:
        """What may stand in a cell is listed in the reader's language."""
        error = refused_once("case_id,violence\n1,perhaps\n")
        assert "yes, no, unknown, not_stated, not_coded" in error.text("en")
        assert "ja, nee, onbekend, niet_vermeld, niet_gecodeerd" in error.text("nl")

    def test_name_of_file(self, tmp_path: Path) -> None:
        """However long its path, a message says which file it is about."""
        folder = tmp_path / ("folder " * 20)
        folder.mkdir()
        with pytest.raises(InvalidInput) as caught:
            read_table(save("violence\n", "north.csv", folder))
        assert "north.csv" in str(caught.value)

    @pytest.mark.parametrize(("name", "meant"), SLIPS.items())
    def test_misspelt(self, name: str, meant: str) -> None:
        """A header within one edit of a variable's, or two where both have eight letters, is a slip."""
        said = facts(refused_once(misspelt_table(name)))
        assert said == {"kind": MisspeltColumn, "row": 1, "column": name, "closest": meant}

    @pytest.mark.parametrize("name", NO_SLIPS)
    def test_not_misspelt(self, name: str) -> None:
        """A header that is further away is another column."""
        assert read(misspelt_table(name)).other == (name,)

    @pytest.mark.parametrize("name", SLIPS)
    @pytest.mark.parametrize("spelling", [str, str.upper, lambda name: name.replace("_", " ")])
    def test_ignored(self, name: str, spelling: Any) -> None:
        """A column that is said to be meant is left alone, whatever the spelling it is said in."""
        cases = read(misspelt_table(name), ignore=[spelling(name)])
        assert (cases.other, cases.cases[0].other) == ((name,), ((name, ""),))

    @pytest.mark.parametrize("began", ["yes", "no"])
    def test_every_contradiction(self, began: str) -> None:
        """Of all answers to a means those that contradict are refused, each with the smallest set in conflict."""
        keys = ("violence", "recruitment_violence", "exploitation_violence")
        rows = [{"exploitation_began": began} | dict(zip(keys, triple, strict=True)) for triple in TRIPLES]
        expected: dict[int, oracle.Case] = {}
        for row, answers in enumerate(rows, start=2):
            conflict = oracle.smallest_conflict(answers, "violence")
            expected |= {row: conflict} if conflict else {}
        error = refused(text_of({"case_id": f"{row}"} | answers for row, answers in enumerate(rows, start=2)))
        assert {each.row: vars(each)["answers"] for each in error.errors} == expected

    def test_rows_are_numbered_as_records(self) -> None:
        """A record is one row, however many lines it has, and blank lines count."""
        text = '\ncase_id,note,violence\n\n1,"a\nb\nc",yes\n,,\n2,,maybe\n'
        assert refused_once(text).row == 6

    @pytest.mark.parametrize("batch", [1, 40, 1 << 15])
    def test_rows_are_numbered_through_batches(self, batch: int) -> None:
        """Rows that were read quickly count as well."""
        text = "case_id,violence\n" + "".join(f"{row},{'maybe' if row == 47 else 'no'}\n" for row in range(2, 60))
        with mock.patch.object(texts, "BATCH", batch):
            assert refused_once(text).row == 47

    def test_all_at_once(self) -> None:
        """All errors of a table come together: of the header, of all rows, several of one row."""
        text = "case_id,voilence,violence,deception\n1,,maybe,perhaps\n1,,yes,no\n,,yes,no\n2,,\n"
        said = [(type(each), each.row) for each in refused(text).errors]
        assert said == [
            (MisspeltColumn, 1),
            (InvalidAnswer, 2),
            (InvalidAnswer, 2),
            (RepeatedId, 3),
            (MissingId, 4),
            (WrongWidth, 5),
        ]

    def test_first_hundred(self) -> None:
        """The first hundred errors are kept, the rest counted by kind, in both languages."""
        rows = [f"{row},maybe,yes" for row in range(2, 100)] + [",yes,yes"] * 5 + ["x,maybe,perhaps"] + ["1,no,no,no"]
        error = refused("case_id,violence,deception\n" + "\n".join(rows))
        assert [each.row for each in error.errors] == list(range(2, 102))
        assert error.more == {"missing_id": 3, "invalid_answer": 2, "wrong_width": 1}
        more = {
            "en": [
                "and 3 more: cases without an id.",
                "and 2 more: answers that are not allowed.",
                "and 1 more: rows with too many or too few cells.",
            ],
            "nl": [
                "en nog 3: casussen zonder id.",
                "en nog 2: antwoorden die niet zijn toegestaan.",
                "en nog 1: rijen met te veel of te weinig cellen.",
            ],
        }
        assert {lang: error.lines(lang)[2:] for lang in more} == more

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_encoding_hint(self, lang: str) -> None:
        """A file that is not UTF-8 is refused with a hint."""
        text = refused_once(PLAIN.encode("cp1252")).text(lang)
        assert "utf-8" in text
        assert "--encoding" in text

    def test_bad_bytes_far_down(self) -> None:
        """Bytes that are no text refuse the table wherever they stand."""
        text = "case_id,violence\n" + "".join(f"{row},yes\n" for row in range(20_000))
        assert isinstance(refused_once(text.encode() + b"x\xff,no\n"), BrokenTable)

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_missing_file(self, tmp_path: Path, lang: str) -> None:
        """A file that is not there is refused by its name."""
        with pytest.raises(InvalidInput) as caught:
            read_table("nowhere.csv")
        (error,) = caught.value.errors
        assert (type(error), error.file, str(tmp_path) in error.text(lang)) == (UnreadableFile, "nowhere.csv", False)
        assert {"en": "no such file", "nl": "bestaat niet"}[lang] in error.text(lang)

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_folder(self, tmp_path: Path, lang: str) -> None:
        """A folder is no table."""
        with pytest.raises(InvalidInput) as caught:
            read_table(tmp_path)
        (error,) = caught.value.errors
        assert isinstance(error, UnreadableFile)
        assert {"en": "it is a folder", "nl": "het is een map"}[lang] in error.text(lang)

    def test_long_line(self) -> None:
        """A line without end is refused before it fills the memory."""
        with mock.patch.object(files, "LONGEST_LINE", 1000):
            assert isinstance(refused_once("case_id,note\n1," + "x" * 200_000), BrokenTable)

    def test_many_lines_are_not_long(self) -> None:
        """A table of many short lines is not refused for its length."""
        with mock.patch.object(files, "LONGEST_LINE", 1000):
            assert len(read("case_id,note\n" + "".join(f"{row},x\n" for row in range(20_000)))) == 20_000

    def test_many_columns(self) -> None:
        """A table with more columns than anybody codes is refused."""
        with mock.patch.object(one, "MOST_COLUMNS", 3):
            error = refused_once("case_id,a1,b1,c1\n1,,,\n")
            assert (error.row, error.facts["reason"]) == (0, Reason("many_columns", (("limit", 3),)))
            assert len(read("case_id,a1,b1\n1,,\n")) == 1

    def test_most_columns(self) -> None:
        """Ten thousand columns are taken, and not one more."""
        assert len(read("case_id" + "," * 9_999 + "\n").other) == 9_999
        assert isinstance(refused_once("case_id" + "," * 10_000 + "\n"), BrokenTable)

    def test_control_characters(self) -> None:
        """What a message shows of a file is escaped."""
        text = refused('case_id,violence\n1,"\x1b[31m\u202ered\nline"\n').text("en")
        assert text.isprintable()
        assert "\\x1b[31m\\u202ered\\nline" in text

    def test_errors_of_the_caller(self, tmp_path: Path) -> None:
        """What goes wrong in what is made of a row is no error of the table, and is let out."""
        with Tables([save("case_id,violence\n1,yes\n", "cases.csv", tmp_path)]) as opened:
            with pytest.raises(ZeroDivisionError):
                list(opened.batches(lambda _: 1 / 0))
            opened.check()

    def test_no_case_of_a_table_with_errors(self, tmp_path: Path) -> None:
        """Rows that are in order are read, and do not count until all has passed."""
        name = save("case_id,violence\n1,yes\n2,maybe\n", "cases.csv", tmp_path)
        with Tables([name]) as opened:
            seen = [case_id for _, batch in opened.batches(lambda case: case) for case_id in batch.case_ids]
            assert seen == ["1"]
            with pytest.raises(InvalidInput):
                opened.check()


class TestSeveralTables:
    """Several tables are read as one."""

    def test_repeated_id(self, tmp_path: Path) -> None:
        """An id may stand in one row of one table."""
        names = [save("case_id,violence\n1,yes\n2,no\n", name, tmp_path) for name in ("north.csv", "south.csv")]
        with Tables(names) as opened:
            list(opened.batches(lambda case: case))
            with pytest.raises(InvalidInput) as caught:
                opened.check()
        said = [(type(each), each.file, each.row) for each in caught.value.errors]
        assert said == [(RepeatedId, names[1], 2), (RepeatedId, names[1], 3)]

    def test_apart(self, tmp_path: Path) -> None:
        """Tables on their own may have the same ids and the same victims."""
        text = "case_id,victim,violence\n1,v1,yes\n2,v2,no\n"
        names = [save(text, name, tmp_path) for name in ("coder1.csv", "coder2.csv")]
        with Tables(names, apart=True) as opened:
            found = [batch.case_ids for _, batch in opened.batches(lambda case: case)]
            opened.check()
            assert (found, opened.repeated_victims) == ([["1", "2"]] * 2, 0)

    def test_same_file(self, tmp_path: Path) -> None:
        """A file may not be given twice, by whatever name; where tables are on their own it may."""
        name = save("case_id\n1\n", "cases.csv", tmp_path)
        link = tmp_path / "link.csv"
        link.symlink_to(name)
        with Tables([name, str(link)]) as opened, pytest.raises(InvalidInput) as caught:
            opened.check()
        (error,) = caught.value.errors
        assert (type(error), error.file) == (UnreadableFile, str(link))
        assert vars(error)["reason"] == Reason("twice", (("file", name),))
        with Tables([name, str(link)], apart=True) as opened:
            opened.check()

    def test_same_pipe(self) -> None:
        """What is no ordinary file is not known again."""
        with Tables(["/dev/null", "/dev/null"]) as opened, pytest.raises(InvalidInput) as caught:
            opened.check()
        assert [type(error) for error in caught.value.errors] == [EmptyTable, EmptyTable]

    def test_repeated_column(self, tmp_path: Path) -> None:
        """A variable that stands twice, spelt alike, is told apart too."""
        with Tables([save("case_id,violence,violence\n", "cases.csv", tmp_path)]) as opened:
            assert opened.tables[0].headers == ("case_id", "violence", "violence#3")

    def test_sheet_of_none(self, tmp_path: Path) -> None:
        """Where a file cannot be read, that is said, and not that it is no workbook."""
        with Tables([str(tmp_path / "none.xlsx")], sheet="cases") as opened, pytest.raises(InvalidInput):
            opened.check()

    def test_closed(self, tmp_path: Path) -> None:
        """When they are done with they are closed."""
        with Tables([save("case_id\n1\n", "cases.csv", tmp_path)]) as opened:
            (source,) = (table.source for table in opened.tables)
            assert not source.closed
        assert source.closed

    def test_empty(self) -> None:
        """What empty cells count as is refused at once where it is neither."""
        with pytest.raises(InvalidInput):
            Tables([], empty="maybe")

    def test_errors_of_all(self, tmp_path: Path) -> None:
        """Errors of all tables come together, each with its file."""
        names = [save("case_id\n1,2\n", "a.csv", tmp_path), str(tmp_path / "b.csv"), save("", "c.csv", tmp_path)]
        with Tables(names) as opened:
            list(opened.batches(lambda case: case))
            with pytest.raises(InvalidInput) as caught:
                opened.check()
        assert {(type(each), each.file) for each in caught.value.errors} == {
            (WrongWidth, names[0]),
            (UnreadableFile, names[1]),
            (EmptyTable, names[2]),
        }

    def test_together(self, tmp_path: Path) -> None:
        """Columns may differ, other columns are listed once, and a victim counts over all tables."""
        names = [
            save("case_id,note,victim,violence\n1,x,v1,yes\n", "a.csv", tmp_path),
            save("geweld;casus_id;coder;note;victim\nnee;2;c;y;v1\n", "b.csv", tmp_path),
        ]
        with Tables(names) as opened:
            found = [
                (table.name, batch.case_ids, [case["violence"] for case in batch.values])
                for table, batch in opened.batches(lambda case: case)
            ]
            opened.check()
            assert found == [(names[0], ["1"], ["yes"]), (names[1], ["2"], ["no"])]
            assert (opened.other, opened.repeated_victims) == (("note", "coder"), 1)
            assert opened.size == sum(Path(name).stat().st_size for name in names)


# Two ways to read a row, which must come to the same.

SPOILT = ("", "maybe", "yes;no", "Nee", "ja ", "unknown", "not_coded", "affective", "closed")


@st.composite
def layouts(draw: st.DrawFn) -> list[dict[str, str]]:
    """Draw rows with all their columns, in an order that may suit a quick reading, or not; some cells may be spoilt."""
    rows = draw(strategies.rows(min_size=1))
    coded = [v.key for v in VARIABLES[4:] if any(v.key in row for row in rows)]
    named = ["case_id", "offender", *draw(st.sampled_from([[], ["victim"], ["investigation"]]))]
    other = draw(st.sampled_from([[], ["note"], ["note", "coder"]]))
    blocks = draw(st.permutations([named, coded, other]))
    columns = [column for block in blocks for column in block]
    if draw(st.integers(0, 3)) == 0:
        columns = draw(st.permutations(columns))
    names = st.sampled_from(["", "v1", "v2"])
    full = [{column: row.get(column, draw(names) if column == "victim" else "") for column in columns} for row in rows]
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
        draw(st.sampled_from(full))[draw(st.sampled_from(columns))] = draw(st.sampled_from(SPOILT))
    return full


def quoted(text: str) -> str:
    """Quote the first cell of every line, which changes nothing but how it is read."""
    return "".join('"{}",{}'.format(*line.split(",", 1)) for line in text.splitlines(keepends=True))


class TestQuickly:
    """Rows that are plain text are read by cutting them up; others go to `csv`. Both come to the same."""

    @given(layouts(), st.sampled_from(["not_coded", "not_stated"]), st.sampled_from([1, 200, 1 << 15]))
    def test_same(self, rows: list[dict[str, str]], empty: str, batch: int) -> None:
        """A quotation mark in every row changes no case, no key and no error."""
        text = text_of(rows)
        with mock.patch.object(texts, "BATCH", batch):
            assert outcome(text, empty=empty) == outcome(quoted(text), empty=empty)

    @given(layouts(), st.integers(0, 5), st.sampled_from([1, 1 << 15]))
    def test_same_but_for_one_row(self, rows: list[dict[str, str]], place: int, batch: int) -> None:
        """A quotation mark in one row changes nothing either."""
        head, *lines = text_of(rows).splitlines(keepends=True)
        place %= len(lines)
        lines[place] = quoted(lines[place])
        with mock.patch.object(texts, "BATCH", batch):
            assert outcome(text_of(rows)) == outcome(head + "".join(lines))

    @given(layouts())
    def test_apostrophe(self, rows: list[dict[str, str]]) -> None:
        """An apostrophe in another column changes nothing but that column."""
        note = [{"zzz": "note's", **row} for row in rows]
        without = [{"zzz": "notes", **row} for row in rows]
        assert str(outcome(text_of(note))).replace('"note\'s"', "'notes'") == str(outcome(text_of(without)))

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("other", [{}, {"note": "x", "coder": "y"}])
    def test_plain_rows(self, separator: str, other: dict[str, str]) -> None:
        """A table of plain rows, its names before the coded columns, is not read row by row."""
        rows = [answers | {"sectors": "hotel"} | other for answers in ANSWERS]
        with mock.patch("ckm_mo.tables.table.Table._carefully", side_effect=AssertionError):
            cases = read(text_of(rows, separator))
        assert [case.names for case in cases] == [("F-1", "", "o1", ""), ("F-2", "", "o2", "")]

    @pytest.mark.parametrize(
        "columns",
        [
            ("relation", "violence", "sectors", "note", "offender", "case_id"),
            ("case_id", "relation", "violence_at", "violence", "note", "sectors", "offender"),
        ],
    )
    def test_any_order(self, columns: tuple[str, ...]) -> None:
        """Nor is one with names behind what is coded, or with other columns between; it reads alike in both ways."""
        rows = [{"note": "x", "violence_at": answers["violence"], "sectors": ""} | answers for answers in ANSWERS]
        text = text_of({name: row[name] for name in columns} for row in rows)
        with mock.patch("ckm_mo.tables.table.Table._carefully", side_effect=AssertionError):
            cases = read(text)
        assert [case.names for case in cases] == [("F-1", "", "o1", ""), ("F-2", "", "o2", "")]
        assert whole(cases) == whole(read(quoted(text)))

    def test_any_order_width(self) -> None:
        """A row with a cell too few is refused there too."""
        with pytest.raises(InvalidInput, match="row 3: cells in this row: 3; in the header: 4"):
            read("case_id,relation,note,violence\nF-1,affective,x,no\nF-2,affective,no\n")

    @pytest.mark.parametrize("began", ["yes", "no"])
    @pytest.mark.parametrize("empty", ["not_coded", "not_stated"])
    def test_every_variable(self, began: str, empty: str) -> None:
        """A row for each answer to each variable, every column there, reads alike in both ways, its key too."""
        keys = [variable.key for variable in CODED]
        rows = [
            {**dict.fromkeys(["case_id", "offender", *keys], ""), "exploitation_began": began, variable.key: value.key}
            for variable in CODED
            for value in takes(variable)
            if not (variable.key.startswith("exploitation_") and variable.means and began == "no")
        ]
        text = text_of(row | {"case_id": f"{place}"} for place, row in enumerate(rows))
        with mock.patch("ckm_mo.tables.table.Table._carefully", side_effect=AssertionError):
            quickly = read(text, empty=empty)
        assert whole(quickly) == whole(read(quoted(text), empty=empty))
        assert [case.answers for case in quickly] == [Case.from_answers(row, empty=empty).answers for row in rows]

    @pytest.mark.parametrize("means", oracle.MEANS)
    def test_key(self, tmp_path: Path, means: str) -> None:
        """The key that is added up of parts is the one that the answers have."""
        name = save(text_of([{"case_id": "1", "relation": "affective", means: "yes"}]), "cases.csv", tmp_path)
        with Tables([name]) as opened:
            ((_, batch),) = opened.batches(lambda case: case)
        assert [case.key for case in batch.values] == [evolve(case).key for case in batch.values]

    def test_columns_about_one_thing_apart(self) -> None:
        """Where the columns about one thing do not stand together, none of them is lost."""
        (case,) = read("case_id,violence,deception,recruitment_violence\n1,unknown,no,yes\n")
        assert [case[key] for key in ("violence", "deception", "recruitment_violence")] == ["unknown", "no", "yes"]

    def test_quotation_mark(self) -> None:
        """A quotation mark around an id is none of it."""
        assert [case.case_id for case in read('case_id,violence\n"1",yes\n')] == ["1"]
        assert isinstance(refused_once('case_id,violence\n"1",yes\n1,no\n'), RepeatedId)

    @pytest.mark.parametrize("quotes", ["", '"'], ids=["quickly", "carefully"])
    @pytest.mark.parametrize(
        ("head", "row", "offender"), [("note,case_id", "x,1", ""), ("offender,note,case_id", "o1,x,1", "o1")]
    )
    def test_names(self, tmp_path: Path, head: str, row: str, offender: str, quotes: str) -> None:
        """With each row comes its id, and its offender or an empty name, wherever their columns stand."""
        name = save(f"{head},violence\n{row},{quotes}yes{quotes}\n", "cases.csv", tmp_path)
        with Tables([name]) as opened:
            found = [(batch.case_ids, batch.offenders) for _, batch in opened.batches(lambda case: case)]
        assert found == [(["1"], [offender])]

    def test_fewer_cells_of_one_thing(self) -> None:
        """A row that lacks all columns about one thing is too short."""
        text = "case_id,violence,recruitment_violence,exploitation_violence,deception\n1,,yes\n"
        assert facts(refused_once(text)) == {"kind": WrongWidth, "row": 2, "expected": 5, "actual": 3}

    def test_published_cases(self) -> None:
        """The published cases read alike in both ways."""
        for path in (CODER1, CODER2):
            with mock.patch("ckm_mo.tables.table.Table._quickly", return_value=None):
                slowly = read_table(path)
            assert whole(slowly) == whole(read_table(path))

    def test_one_more_cell(self) -> None:
        """A row with one cell more is refused though its first cells were read before."""
        text = "case_id,violence,note\n1,yes,x\n2,yes,x\n3,yes,x,y\n"
        with mock.patch.object(texts, "BATCH", 1):
            assert facts(refused_once(text)) == {"kind": WrongWidth, "row": 4, "expected": 3, "actual": 4}

    def test_one_cell_less(self) -> None:
        """So is a row with one cell less."""
        text = "case_id,violence,note\n1,yes,x\n2,yes,x\n3,yes\n"
        with mock.patch.object(texts, "BATCH", 1):
            assert facts(refused_once(text)) == {"kind": WrongWidth, "row": 4, "expected": 3, "actual": 2}


class TestMemory:
    """What is remembered of texts is bounded, and forgetting changes nothing."""

    @given(layouts())
    def test_results(self, rows: list[dict[str, str]]) -> None:
        """Whether much or little is remembered, the outcome is the same."""
        text = text_of(rows)
        with (
            mock.patch.object(each_row, "MOST_PART_TEXTS", 1),
            mock.patch.object(one, "MOST_TEXTS", 1),
            mock.patch.object(texts, "BATCH", 1),
        ):
            little = outcome(text)
        assert little == outcome(text)

    @pytest.mark.parametrize("quotes", ["", '"'], ids=["quickly", "carefully"])
    @pytest.mark.parametrize(("most", "calls"), [(one.MOST_TEXTS, 3), (1, 5), (0, 6)])
    def test_bound(self, tmp_path: Path, most: int, calls: int, quotes: str) -> None:
        """A row is looked at once for each distinct text that there is room for, and each time for the others."""
        rows = "".join(f"{quotes}{row}{quotes},{word}\n" for row, word in enumerate(["yes", "no", "unknown"] * 2))
        name = save("case_id,violence\n" + rows, "cases.csv", tmp_path)
        seen = []
        with (
            mock.patch.object(one, "MOST_TEXTS", most),
            mock.patch.object(texts, "BATCH", 1),
            Tables([name]) as opened,
        ):
            list(opened.batches(lambda case: seen.append(case) or case))  # type: ignore[func-returns-value, redundant-expr]
        assert len(seen) == calls

    def test_looked_at_once(self, tmp_path: Path) -> None:
        """What was seen in a batch before is not looked at again beside what is new."""
        name = save("case_id,violence\n1234567890,yes\n2,yes\n3,no\n", "cases.csv", tmp_path)
        seen = []
        with mock.patch.object(texts, "BATCH", 12), Tables([name]) as opened:
            batches = list(opened.batches(lambda case: seen.append(case) or case))  # type: ignore[func-returns-value, redundant-expr]
        assert ([len(batch.values) for _, batch in batches], len(seen)) == ([1, 2], 2)

    def test_batches(self, tmp_path: Path) -> None:
        """A table is read in parts."""
        name = save("case_id,violence\n" + "".join(f"{row:090},yes\n" for row in range(2000)), "cases.csv", tmp_path)
        with Tables([name]) as opened:
            sizes = [len(batch.values) for _, batch in opened.batches(lambda case: case)]
        assert (sum(sizes), max(sizes) < 2000) == (2000, True)

    @pytest.mark.parametrize(("most", "sizes"), [(each_row.MOST_PART_TEXTS, [3, 0]), (2, [2, 0])])
    def test_pieces(self, most: int, sizes: list[int]) -> None:
        """Of what stands together no more texts are remembered than there is room for."""
        coding = each_row.WordReader([VARIABLE["violence"]], NOT_CODED)
        with mock.patch.object(each_row, "MOST_PART_TEXTS", most):
            assert all(coding.case((word,)) for word in ("yes", "no", "unknown"))
        pieces = [piece for begun in coding.rest.values() for piece in begun if piece.words]
        assert [len(piece) for piece in pieces] == sizes


# Files that give records.


@contextmanager
def recorded(
    heads: Sequence[str], *rows: Sequence[str | Cell], lettered: int = 1, first: int = 4
) -> Iterator[mock.Mock]:
    """Have any file give records: a header, in the third row, and rows, from the one that is named on."""
    found = [*enumerate(map(list, rows), first)]
    given = lambda *_: SourceRows(tuple(heads), 3, iter([Batch(found)] if found else []), lettered)  # noqa: E731
    asked = mock.Mock(side_effect=given)
    with mock.patch.object(tables, "recognise", return_value=Format("xlsx", part="x", read=asked)):
        yield asked


def recorded_errors(
    heads: Sequence[str], *rows: Sequence[str | Cell], lettered: int = 1
) -> list[tuple[type[DataError], int, str]]:
    """Give the kind, the row and the cell of all errors of a table of records."""
    with recorded(heads, *rows, lettered=lettered):
        return [(type(error), error.row, error.cell) for error in refused("").errors]


Rows = list[list[str | Cell]]

SEVEN = Cell("7", CellKind.WHOLE)


def test_blank_lines(tmp_path: Path) -> None:
    """Blank lines before and between the rows are counted, however many a few packed bytes stand for."""
    path = tmp_path / "x.csv.gz"
    blank = "\r\n" * 30_000 + "  \n" * 30_000
    path.write_bytes(gzip.compress(f"{blank}case_id,violence\na,yes\n{blank}b,ys\n".encode()))
    with pytest.raises(InvalidInput) as caught:
        read_table(path)
    assert [each.row for each in caught.value.errors] == [120_003]


class TestRecords:
    """A table of which the file gives records, some cells of which are no text, is read and refused as text is."""

    def test_rows(self) -> None:
        """Blanks are stripped, and a cell that is no text is taken as it is shown, where that can be meant."""
        rows: Rows = [[" F-1 ", "yes ", " x"], ["", "", ""], [SEVEN, Cell("FALSE", CellKind.TRUTH), SEVEN]]
        with recorded([" case_id", "violence ", "note "], *rows):
            cases = read("")
        assert [(case.case_id, case["violence"], case.other) for case in cases] == [
            ("F-1", "yes", (("note", " x"),)),
            ("7", "no", (("note", "7"),)),
        ]

    def test_sheet(self) -> None:
        """The sheet that is named is asked for, and wrong usage only where there is no workbook among the tables."""
        with recorded(["case_id"]) as asked:
            read("", sheet="cases")
        assert asked.call_args.args[1] == "cases"

    def test_mixed(self, tmp_path: Path) -> None:
        """One workbook among tables of text is enough."""
        names = [save("case_id\n1\n", name, tmp_path) for name in ("a.csv", "b.csv")]
        kinds = [Format("xlsx", part="x", read=lambda *_: SourceRows(("case_id",), 1, iter([]))), DELIMITED]
        for order in (kinds, kinds[::-1]):
            with mock.patch.object(tables, "recognise", side_effect=order), Tables(names, sheet="cases") as opened:
                opened.check()

    def test_empty(self) -> None:
        """No header is no table, and what empty cells count as is as for text."""
        assert recorded_errors([]) == [(EmptyTable, 0, "")]
        with recorded(["case_id", "violence"], ["1", ""]):
            assert read("", empty="not_stated").cases[0]["violence"] == "not_stated"

    @pytest.mark.parametrize("lettered", [0, 2])
    def test_places(self, lettered: int) -> None:
        """An error is at its row, and at its cell where cells have names."""
        heads = ["case_id", "violence", "note", "violence", "coder"]
        cell = {0: "", 2: "E3"}[lettered]
        found = recorded_errors(heads, ["1", "yes", "", "", ""], lettered=lettered)
        assert found == [(RepeatedVariable, 3, cell)]
        cell = {0: "", 2: "C5"}[lettered]
        found = recorded_errors(heads[:3], ["1", "yes", ""], ["2", "maybe", ""], lettered=lettered)
        assert found == [(InvalidAnswer, 5, cell)]

    def test_places_of_headers(self) -> None:
        """An error that is about no column is at none, and a slip is at the first of its name."""
        assert recorded_errors(["", "violence"]) == [(MissingColumn, 3, "")]
        assert recorded_errors(["case_id", "voilence", "voilence"]) == [(MisspeltColumn, 3, "B3")] * 2
        with recorded(["case_id", "voilence"], ["1", ""]):
            assert read("", ignore=["voilence"]).other == ("voilence",)

    def test_many_columns(self) -> None:
        """No row is read of a table with too many columns."""
        with mock.patch.object(one, "MOST_COLUMNS", 2):
            assert recorded_errors(["case_id", "a1", "b1"], ["1", "x", "y"]) == [(BrokenTable, 0, "")]

    def test_long_row(self) -> None:
        """A row may have as much text as a line may, and no more."""
        with mock.patch.object(one, "LONGEST_LINE", 5), recorded(["case_id", "note"], ["1", "abcd"]):
            assert len(read("")) == 1
        with mock.patch.object(one, "LONGEST_LINE", 5), recorded(["case_id", "note"], ["1", "abcde"]):
            error = facts(refused_once(""))
        assert (error["kind"], error["row"]) == (BrokenTable, 4)
        assert error["reason"] == Reason("long_line", (("limit", 5),))

    def test_nul(self) -> None:
        """A character that is in no text is refused."""
        with recorded(["case_id", "violence"], ["1\0", "yes"]):
            assert facts(refused_once(""))["reason"] == Reason("nul")

    @pytest.mark.parametrize("column", ["case_id", "violence"])
    @pytest.mark.parametrize("kind", [CellKind.FORMULA, CellKind.MERGED])
    def test_unfit(self, column: str, kind: CellKind) -> None:
        """A formula without an outcome, and a cell merged with others, are no word and no id."""
        row = [
            Cell("B4", kind) if each == column else {"case_id": "1"}.get(each, "yes")
            for each in ("case_id", "violence")
        ]
        with recorded(["case_id", "violence"], row):
            error = facts(refused_once(""))
        expected = {"kind": UnfitCell, "column": column, "value": "B4", "reason": Reason(f"cell_{kind}")}
        assert error | expected == error

    def test_merged_elsewhere(self) -> None:
        """In another column a cell that is merged with others is empty, and a formula is what is shown."""
        row: list[str | Cell] = ["1", Cell("B4:C4", CellKind.MERGED), Cell("=1", CellKind.FORMULA)]
        with recorded(["case_id", "note", "coder"], row):
            assert read("").cases[0].other == (("note", ""), ("coder", "=1"))

    def test_numbers(self) -> None:
        """Numbers are fit as ids where none begins with 0, and in other columns whatever stands there."""
        with recorded(["case_id", "note"], [SEVEN, "007"], [Cell("8", CellKind.WHOLE), Cell("9", CellKind.WHOLE)]):
            assert [case.case_id for case in read("")] == ["7", "8"]

    @pytest.mark.parametrize("lettered", [0, 1])
    def test_zeros(self, lettered: int) -> None:
        """The first number beside ids that begin with 0 is refused, once, where it stands."""
        rows: Rows = [["1", "a"], ["2", SEVEN], ["3", Cell("8", CellKind.WHOLE)], ["4", " 007 "], ["5", " 008"]]
        with recorded(["case_id", "victim"], *rows, lettered=lettered):
            error = facts(refused_once(""))
        expected = {"kind": UnfitCell, "row": 5, "column": "victim", "value": "7", "reason": Reason("cell_zeros")}
        assert error | expected == error
        assert error.get("cell", "") == ("B5" if lettered else "")


DANGEROUS = ("=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''=1", "'-", "'\rx", "=", "-", "'@'")
HARMLESS = (
    "'",
    "''",
    "'x",
    "x=1",
    "1-1",
    "a'=b",
    '"',
    'say "x"',
    "a,b;c\td",
    "two\nlines",
    "two\r\nlines",
    "a\rb",
)


class TestFormulas:
    """A cell that a spreadsheet would run gets one apostrophe before it, and loses it on reading."""

    @given(st.text())
    def test_inverse(self, text: str) -> None:
        """Reading undoes writing, whatever the cell."""
        assert as_was(written(text)) == text

    @given(st.text(alphabet="'=+-@\t\rx"))
    def test_inverse_of_dangerous_letters(self, text: str) -> None:
        """So it does where there is little but dangerous letters."""
        assert as_was(written(text)) == text

    @given(st.text(alphabet="'=+-@\t\rx"))
    def test_harmless(self, text: str) -> None:
        """No cell that is written begins as a formula does."""
        assert not written(text).startswith(("=", "+", "-", "@", "\t", "\r"))

    @given(st.text())
    def test_nothing_else(self, text: str) -> None:
        """Nothing is added but one apostrophe, and nothing to cells that are no formula, quoted or not."""
        dangerous = text.lstrip("'").startswith(("=", "+", "-", "@", "\t", "\r"))
        assert written(text) == ("'" if dangerous else "") + text

    @pytest.mark.parametrize("cell", DANGEROUS + HARMLESS)
    def test_other_column(self, tmp_path: Path, cell: str) -> None:
        """It reads back as it was from another column."""
        cases = [evolve(Case.from_answers({"case_id": "1", "violence": "yes"}), other=(("note", cell),))]
        write_table(cases, tmp_path / "cases.csv")
        assert read_table(tmp_path / "cases.csv").cases[0].other == (("note", cell),)

    @pytest.mark.parametrize("cell", DANGEROUS + HARMLESS)
    def test_id(self, tmp_path: Path, cell: str) -> None:
        """It reads back as it was from the column of ids."""
        case = evolve(Case.from_answers({"violence": "yes"}), names=(cell, "", cell, ""))
        write_table([case], tmp_path / "cases.csv")
        assert list(read_table(tmp_path / "cases.csv")) == [case]

    @pytest.mark.parametrize("cell", DANGEROUS + HARMLESS)
    def test_header(self, tmp_path: Path, cell: str) -> None:
        """It reads back as it was from the header of another column."""
        cases = [evolve(Case.from_answers({"case_id": "1", "violence": "yes"}), other=((cell, "x"),))]
        write_table(cases, tmp_path / "cases.csv")
        assert read_table(tmp_path / "cases.csv").other == (cell,)

    @pytest.mark.parametrize("quotes", ["", '"'])
    def test_reading(self, quotes: str) -> None:
        """A cell that was written with an apostrophe loses it, whether its row is quoted or not."""
        text = f"case_id,violence,note\n{quotes}'-1{quotes},yes,'=2\n"
        assert [(case.case_id, case.other) for case in read(text)] == [("-1", (("note", "=2"),))]

    def test_names(self, tmp_path: Path) -> None:
        """So do names, before anything is made of them: of two ids that differ in it alone one is the other."""
        name = save("case_id,offender,violence\n'-1,'+o,yes\n", "cases.csv", tmp_path)
        with Tables([name]) as opened:
            found = [(batch.case_ids, batch.offenders) for _, batch in opened.batches(lambda case: case)]
        assert found == [(["-1"], ["+o"])]
        assert isinstance(refused_once("case_id,violence\n'-1,yes\n-1,no\n"), RepeatedId)

    @pytest.mark.parametrize("header", ["case_id,violence,note", "note,case_id,violence"])
    @pytest.mark.parametrize("written", ["'=2", "=2"])
    def test_column(self, tmp_path: Path, header: str, written: str) -> None:
        """So does the text of one column, by which a tally may be split, wherever it stands."""
        cells = {"case_id": "1", "violence": "yes", "note": written}
        name = save(f"{header}\n{','.join(cells[each] for each in header.split(','))}\n", "cases.csv", tmp_path)
        with Tables([name]) as opened:
            assert [table.texts(batch.records, ["note"]) for table, batch in opened.batches(id)] == [[["=2"]]]

    def test_formula_in_coded_cell(self) -> None:
        """A coded cell loses it too, so that the message shows what the coder wrote."""
        assert vars(refused_once("case_id,violence\n1,'=yes\n"))["value"] == "=yes"


readable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(
    lambda text: as_was(text.strip())
)
"""Texts that a cell can hold once it is read."""

other_headers = readable.filter(
    lambda name: bool(name) and normalise(name) not in COLUMN_HEADERS and not misspelt(normalise(name))
)


@st.composite
def written_cases(draw: st.DrawFn) -> list[Case]:
    """Draw cases as a table can give them: ids that differ, names and other columns of any text."""
    columns = draw(st.lists(other_headers, unique=True, max_size=3))
    located = draw(st.sets(st.sampled_from(CODED), max_size=2).map(lambda chosen: sorted(chosen, key=CODED.index)))
    ids = draw(st.lists(readable.filter(bool), unique=True, max_size=4))
    return [
        evolve(
            draw(strategies.cases),
            names=(case_id, *(draw(readable) for _ in range(3))),
            other=tuple((name, draw(readable)) for name in columns),
            locators=locators((each.key, draw(readable)) for each in located),
        )
        for case_id in ids
    ]


class TestRoundTrip:
    """What is written as a table reads back to equal cases."""

    @settings(max_examples=60)
    @given(written_cases(), st.sampled_from(["en", "nl"]))
    def test_law(self, cases: list[Case], lang: str) -> None:
        """Any cases read back, all they hold, in both languages."""
        with TemporaryDirectory() as folder:
            write_table(cases, Path(folder) / "cases.csv", lang=lang)
            assert whole(read_table(Path(folder) / "cases.csv")) == whole(cases)

    @pytest.mark.parametrize("suffix", [".csv", ".tsv", ".tab", ".xlsx"])
    @pytest.mark.parametrize("text", ["  x ", "\t", " ", "\n x", " '=1+1", "=1+1 ", "x\N{NO-BREAK SPACE}"])
    def test_blank_around_text(self, tmp_path: Path, text: str, suffix: str) -> None:
        """What is no variable's stands as it was written, blank around it too; around a variable's it is stripped."""
        path = tmp_path / f"cases{suffix}"
        write_table([evolve(Case.from_answers({"case_id": "1"}), other=(("note", text),))], path)
        assert [case.other for case in read_table(path)] == [(("note", text),)]

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize("path", [CODER1, CODER2])
    def test_published_cases(self, tmp_path: Path, path: str, lang: str) -> None:
        """The published cases read back."""
        write_table(read_table(path), tmp_path / "again.csv", lang=lang)
        assert whole(read_table(tmp_path / "again.csv")) == whole(read_table(path))

    @pytest.mark.parametrize(("lang", "key"), [("en", "key"), ("nl", "dutch")])
    def test_language(self, tmp_path: Path, lang: str, key: str) -> None:
        """Headers and words are those of the language."""
        answers = {v.key: takes(v)[0].key for v in (*CONTEXT, *(v for v in CODED if v.key == "relation"))}
        write_table([Case.from_answers({"case_id": "1"} | answers)], tmp_path / "cases.csv", lang=lang)
        with (tmp_path / "cases.csv").open(encoding="utf-8", newline="") as stream:
            (row,) = csv.DictReader(stream)
        used = [v for v in VARIABLES if v.key in answers]
        assert row == {getattr(VARIABLES[0], key): "1"} | {getattr(v, key): getattr(takes(v)[0], key) for v in used}

    def test_columns(self, tmp_path: Path) -> None:
        """What no case has coded gets no column, and what one has coded gets a cell for all."""
        cases = [
            evolve(Case.from_answers({"case_id": "1", "violence": "unknown"}), other=(("note", "x"),)),
            evolve(Case.from_answers({"case_id": "2", "relation": "not_stated"}), other=(("coder", "y"),)),
        ]
        write_table(cases, tmp_path / "cases.csv")
        assert (tmp_path / "cases.csv").read_text("utf-8") == (
            "case_id,relation,violence,note,coder\n1,,unknown,x,\n2,not_stated,,,y\n"
        )

    def test_blank(self, tmp_path: Path) -> None:
        """A text of nothing but blanks, a tab first or not, stays that."""
        for blank in (" ", "\t", "\t ", "\r"):
            case = evolve(Case.from_answers({"case_id": "1", "violence": "yes"}), other=(("note", blank),))
            write_table([case], tmp_path / "cases.csv", force=True)
            assert read_table(tmp_path / "cases.csv").cases[0].other == (("note", blank),)

    def test_nul(self, tmp_path: Path) -> None:
        """A text with a NUL character, with which the table could not be read, is refused, and nothing is written."""
        case = evolve(Case.from_answers({"case_id": "1", "violence": "yes"}), other=(("note", "a\0b"),))
        with pytest.raises(BrokenTable) as caught:
            write_table([case], tmp_path / "cases.csv")
        assert (caught.value.reason, list(tmp_path.iterdir())) == (Reason("nul"), [])

    def test_ids(self, tmp_path: Path) -> None:
        """Cases without an id, or with that of another, could not be read back: they are refused, all together."""
        first, none = Case.from_answers({"case_id": "1"}), Case.from_answers({"violence": "yes"})
        with pytest.raises(InvalidInput) as caught:
            write_table([first, none, first], tmp_path / "cases.csv")
        assert [(type(each), each.row) for each in caught.value.errors] == [(MissingId, 3), (RepeatedId, 4)]
        assert not [*tmp_path.iterdir()]

    def test_passing_by(self, tmp_path: Path) -> None:
        """Cases that pass by once are written as well, and every line ends alike."""
        cases = (evolve(Case.from_answers({"case_id": each}), other=(("note", "a\rb"),)) for each in "12")
        write_table(cases, tmp_path / "cases.csv")
        assert (tmp_path / "cases.csv").read_bytes() == b'case_id,note\n"1","a\rb"\n"2","a\rb"\n'

    def test_no_cases(self, tmp_path: Path) -> None:
        """No cases make a table that reads back as none."""
        write_table([], tmp_path / "cases.csv")
        assert len(read_table(tmp_path / "cases.csv")) == 0

    def test_other_columns_of_one_name(self, tmp_path: Path) -> None:
        """Two other columns of one name are both written."""
        write_table(read("case_id,violence,note,note\n1,yes,a,b\n"), tmp_path / "cases.csv")
        assert (tmp_path / "cases.csv").read_text("utf-8") == "case_id,violence,note,note#4\n1,yes,a,b\n"

    def test_standard_output(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Without a path it goes to standard output."""
        write_table([Case.from_answers({"case_id": "1"})], None)
        assert capsys.readouterr().out == "case_id\n1\n"

    @pytest.mark.parametrize(("name", "said"), [("x.json", "as JSON"), ("x.HTML", "as an XML or HTML document")])
    def test_named_as_something_else(self, tmp_path: Path, name: str, said: str) -> None:
        """What its name says is no table is not written; the error names what is."""
        with pytest.raises(UnwritableOutput, match=rf"{said}\. Choose a name that ends in \.csv"):
            write_table([Case.from_answers({"case_id": "1"})], tmp_path / name)
        assert not (tmp_path / name).exists()

    def test_not_over_another(self, tmp_path: Path) -> None:
        """A file that is there is replaced only by force."""
        name = save("kept", "cases.csv", tmp_path)
        with pytest.raises(OutputExists):
            write_table([], name)
        assert Path(name).read_text("utf-8") == "kept"
        write_table([], name, force=True)
        assert Path(name).read_text("utf-8") == "case_id\n"


class TestCases:
    """All cases of a table, with what is known of it."""

    def test_sequence(self) -> None:
        """They can be gone through, counted, taken as a tuple, and looked up by their place."""
        cases = read(PLAIN)
        assert (len(cases), list(cases), cases.cases) == (2, EXPECTED, tuple(EXPECTED))
        assert (cases[0], cases[-1], cases[:1]) == (EXPECTED[0], EXPECTED[1], (EXPECTED[0],))

    def test_sources_are_no_table_of_cases(self) -> None:
        """A table about something else is refused, and says what it lacks."""
        with pytest.raises(InvalidInput) as caught:
            read_table(EXAMPLES / "sources.csv")
        kinds: Sequence[type[DataError]] = [type(error) for error in caught.value.errors]
        assert MissingColumn in kinds
