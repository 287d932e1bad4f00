"""A case in a table: it is added, or filled in, and every other byte stays."""

import csv
import errno
import io
import os
import stat
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from ckm_mo import Case, InvalidInput, read_table
from ckm_mo.cli.interview import with_answers
from ckm_mo.codebook import VARIABLE, VARIABLES, Role, Variable, variable_of
from ckm_mo.errors import ChangedMeanwhile, UnwritableOutput, WrongUsage
from ckm_mo.tables.additions import Addition, changed, next_id
from ckm_mo.tables.reading import read_rows
from commands import run, text_of

FREE = (Role.DIMENSION, Role.CONTEXT, Role.READING, Role.IDENTIFIER)
"""What contradicts nothing."""


def answer_to(variable: Variable) -> st.SearchStrategy[str]:
    """Draw an answer, or that there is none; of a text that there is one, or another."""
    texts = st.sampled_from(["", "a text", "=1+1", 'one; "two"'])
    return st.just("not_coded") | strategies.answer_to(variable) if variable.values else texts


PLAIN = "case_id,note,violence\nF-1,x,yes\nF-2,,\n"


def case(case_id: str, **answers: str) -> Case:
    """Make a case with an id."""
    return with_answers(Case(names=(case_id, "", "", "")), answers)


def read(path: Path, *, encoding: str = "utf-8", lang: str = "en") -> Addition:
    """Read a table that a case is to be added to."""
    return Addition.read(str(path), encoding=encoding, lang=lang)


def added(path: Path, text: str | bytes, what: Case, *, encoding: str = "utf-8") -> str:
    """Save a case in a table, and give its text."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    read(path, encoding=encoding).save(what)
    return path.read_bytes().decode(encoding)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name a table."""
    return tmp_path / "cases.csv"


class TestAdded:
    """A case comes last; all before it stays byte for byte."""

    @pytest.mark.parametrize(
        ("text", "row"),
        [
            (PLAIN, "F-3,,no\n"),
            ('case_id;note;violence\r\nF-1;"a;b";yes\r\n', "F-3;;no\r\n"),
            ("violence\tcase_id\nyes\tF-1\n", "no\tF-3\n"),
            ("casus_id,geweld\nF-1,ja\n", "F-3,nee\n"),
            ("Case ID, Violence ,note\n F-1 ,YES,' \n\n\n", "F-3,no,\n"),
            ("case_id,violence\rF-1,yes\r", "F-3,no\r"),
            ('"case_id","violence","note"\n"F-1","yes","two\nlines, ""and"" more"\n', "F-3,no,\n"),
            ("\N{ZERO WIDTH NO-BREAK SPACE}case_id,violence\r\n", "F-3,no\r\n"),
            ("case_id,violence\n'=F,\n", "F-3,no\n"),
        ],
    )
    def test_row(self, path: Path, text: str, row: str) -> None:
        """It is written with the separator, the line ends and the language of the table."""
        assert added(path, text, case("F-3", violence="no")) == text + row

    def test_no_line_end(self, path: Path) -> None:
        """A last line without an end gets one."""
        assert added(path, "case_id,violence\r\nF-1,yes", case("F-3", violence="no")).endswith("F-1,yes\r\nF-3,no\r\n")

    def test_header_alone(self, path: Path) -> None:
        """A table may have no rows yet, nor a line end."""
        assert added(path, "case_id,violence", case("F-3", violence="no")) == "case_id,violence\nF-3,no\n"

    def test_new_columns(self, path: Path) -> None:
        """Columns that the case needs and the table lacks come last, and are empty in the other rows."""
        text = 'case_id,note\n\nF-1,"a\nb"\n,\nF-2,\n'
        expected = 'case_id,note,relation,violence\n\nF-1,"a\nb",,\n,\nF-2,,,\nF-3,,affective,no\n'
        assert added(path, text, case("F-3", violence="no", relation="affective")) == expected

    def test_new_columns_in_dutch(self, path: Path) -> None:
        """They are in the language of the others."""
        expected = "casus_id,geweld,sectoren\r\nF-1,ja,\r\nF-3,nee,raam;hotel\r\n"
        assert (
            added(path, "casus_id,geweld\r\nF-1,ja\r\n", case("F-3", violence="no", sectors="window;hotel")) == expected
        )

    def test_quoted(self, path: Path) -> None:
        """What would break the table is quoted, and what a spreadsheet would run is not run."""
        text = "case_id;sectors\n"
        what = case('=F;"3"', sectors="window;hotel")
        assert added(path, text, what) == text + '"\'=F;""3""";"window;hotel"\n'
        assert [each.case_id for each in read_table(path)] == ['=F;"3"']

    @pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16", "latin-1", "UTF_8"])
    def test_encoding(self, path: Path, encoding: str) -> None:
        """The encoding stays, with its mark."""
        text = "case_id,note,violence\nF-1,één,yes\n"
        assert added(path, text, case("Fé", violence="no"), encoding=encoding) == f"{text}Fé,,no\n"

    def test_mark_is_not_made(self, path: Path) -> None:
        """A mark that is not there does not come."""
        added(path, b"case_id,violence\n", case("F", violence="no"), encoding="utf-8-sig")
        assert path.read_bytes() == b"case_id,violence\nF,no\n"

    def test_mode(self, path: Path) -> None:
        """Who may read the table stays as it was."""
        path.write_text(PLAIN, "utf-8")
        path.chmod(0o664)
        read(path).save(case("F-3"))
        assert stat.S_IMODE(path.stat().st_mode) == 0o664

    def test_link(self, path: Path, tmp_path: Path) -> None:
        """A link goes on pointing at the table."""
        (tmp_path / "real.csv").write_text(PLAIN, "utf-8")
        path.symlink_to(tmp_path / "real.csv")
        read(path).save(case("F-3"))
        assert path.is_symlink()
        assert (tmp_path / "real.csv").read_text("utf-8") == PLAIN + "F-3,,\n"

    @settings(max_examples=20)
    @given(
        strategies.tables(min_size=1), st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]), strategies.answers()
    )
    def test_any(
        self, drawn: tuple[list[dict[str, str]], object], separator: str, end: str, answers: strategies.Answers
    ) -> None:
        """Whatever the table, all its cases stay as they were, and the new one is as it was answered."""
        text = text_of(drawn[0], separator, end)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "cases.csv"
            path.write_bytes(text.encode())
            before = read_table(path)
            read(path).save(case("new", **answers))
            after = read_table(path)
        assert [(each.answers, each.names, each.other) for each in after][:-1] == [
            (each.answers, each.names, each.other) for each in before
        ]
        assert (after.cases[-1].answers, after.cases[-1].case_id) == (case("new", **answers).answers, "new")


class TestFilled:
    """A case of the table gets the answers that it lacked; its other cells stay, and so do all rows."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (PLAIN, "case_id,note,violence\nF-1,x,yes\nF-2,,no\n"),
            ('case_id,violence,note\nF-2, ,"a ""b"""\n', 'case_id,violence,note\nF-2,no,"a ""b"""\n'),
            ("case_id;violence\r\n\r\n F-2 ;not coded\r\nF-3;\r\n", "case_id;violence\r\n\r\n F-2 ;no\r\nF-3;\r\n"),
            ('casus_id,geweld\n"F-2",""\n', 'casus_id,geweld\n"F-2",nee\n'),
            ("case_id,note\nF-1,\nF-2,x", "case_id,note,violence\nF-1,,\nF-2,x,no"),
            ("violence,case_id\n,F-2\n", "violence,case_id\nno,F-2\n"),
        ],
    )
    def test_row(self, path: Path, text: str, expected: str) -> None:
        """Only the cells that were not coded change."""
        path.write_bytes(text.encode())
        addition = read(path)
        addition.save(with_answers(addition.cases["F-2"], {"violence": "no"}))
        assert path.read_bytes().decode() == expected

    @pytest.mark.parametrize("suffix", ["csv", "xlsx"])
    def test_results(self, tmp_path: Path, suffix: str) -> None:
        """The results of its earlier answers go from its row, and stay in the others."""
        table = str(tmp_path / f"kept.{suffix}")
        text = "case_id,note,violence\nF-1,x,yes\nF-2,y,yes\n"
        run("classify", "-", "--keep", "-o", table, given=text)
        _, ((_, first), _) = read_rows(table)
        assert run("case", "case_id=F-2", "violence=no", "--save", table, "--force").code == 0
        _, ((_, other), (_, changed_row)) = read_rows(table)
        assert other == first
        assert [each for each in changed_row if each] == ["F-2", "y", "no"]

    def test_other_answers_stay(self, path: Path) -> None:
        """Answers that are the same stay as they were spelt."""
        path.write_text("case_id,relation,violence\nF-2,Niet-Affectief,\n", "utf-8")
        addition = read(path)
        addition.save(with_answers(addition.cases["F-2"], {"violence": "unknown"}))
        assert path.read_text("utf-8") == "case_id,relation,violence\nF-2,Niet-Affectief,unknown\n"

    def test_changed(self, path: Path) -> None:
        """An answer is replaced by another, or taken away, in its own cell."""
        path.write_text('case_id,note,violence,relation\nF-1,"x",yes,Affectief\nF-2,y,ja,\n', "utf-8")
        addition = read(path)
        addition.save(with_answers(addition.cases["F-1"], {"violence": "no", "relation": "not_coded"}))
        assert path.read_text("utf-8") == 'case_id,note,violence,relation\nF-1,"x",no,\nF-2,y,ja,\n'

    @settings(max_examples=20)
    @given(strategies.tables(min_size=1), st.sampled_from(",;"), st.data())
    def test_any(
        self, drawn: tuple[list[dict[str, str]], list[strategies.Answers]], separator: str, data: st.DataObject
    ) -> None:
        """Whatever the table and the answers, only the case itself is another, and only in what is answered anew."""
        rows, coded = drawn
        with TemporaryDirectory() as folder:
            path = Path(folder) / "cases.csv"
            path.write_bytes(text_of(rows, separator).encode())
            before = read_table(path).cases
            place = data.draw(st.integers(0, len(coded) - 1))
            others = data.draw(st.lists(st.sampled_from([each for each in VARIABLES[1:] if each.role in FREE])))
            answers = {each.key: data.draw(answer_to(each)) for each in others}
            now = with_answers(before[place], answers)
            texts = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline=""), delimiter=separator))
            read(path).save(now)
            after = read_table(path).cases
            written = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline=""), delimiter=separator))
        assert [*after[:place], *after[place + 1 :]] == [*before[:place], *before[place + 1 :]]
        assert after[place] == now
        anew = set(changed(before[place], now))
        same = [n for n, head in enumerate(texts[0]) if variable_of(head) not in anew]
        assert [[row[n] for n in same] for row in written] == [[row[n] for n in same] for row in texts]


class TestNew:
    """A table that is not there is made."""

    def test_made(self, path: Path) -> None:
        """It has a column for what could be asked and for what is coded, in codebook order, and is private."""
        asked = [VARIABLE[key] for key in ("violence", "relation")]
        read(path).save(case("F-1", violence="no", reading="closed"), asked)
        assert path.read_text("utf-8") == "case_id,reading,relation,violence\nF-1,closed,,no\n"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_dutch(self, path: Path) -> None:
        """It is in the language that is asked for."""
        read(path, lang="nl", encoding="cp1252").save(case("é", violence="no"))
        assert path.read_text("utf-8") == "casus_id,geweld\né,nee\n"

    def test_tabs(self, tmp_path: Path) -> None:
        """One named .tsv has tabs."""
        read(tmp_path / "cases.TSV").save(case("F-1", violence="no"))
        assert (tmp_path / "cases.TSV").read_text("utf-8") == "case_id\tviolence\nF-1\tno\n"

    def test_there_by_then(self, path: Path) -> None:
        """One that came there meanwhile is not replaced."""
        addition = read(path)
        path.write_text(PLAIN, "utf-8")
        with pytest.raises(ChangedMeanwhile, match=r"cases\.csv was changed"):
            addition.save(case("F-1"))
        assert path.read_text("utf-8") == PLAIN


class TestRefused:
    """What cannot be saved is refused before anything is asked, and nothing is written."""

    @pytest.mark.parametrize("name", ["-", "cases.ods", "cases.parquet", "cases.csv.gz"])
    def test_another_kind(self, tmp_path: Path, name: str) -> None:
        """Only text and .xlsx are taken."""
        with pytest.raises(WrongUsage, match=r"\.csv, \.tsv, \.txt or \.xlsx"):
            Addition.read(name if name == "-" else str(tmp_path / name), encoding="utf-8", lang="en")

    @pytest.mark.parametrize(
        "text", ["", "id,violence\n", "case_id,voilence\n", "case_id,violence\nF-1,maybe\n", "case_id\nF-1\nF-1\n"]
    )
    def test_invalid(self, path: Path, text: str) -> None:
        """A table with anything wrong in it is."""
        path.write_text(text, "utf-8")
        with pytest.raises(InvalidInput):
            read(path)

    def test_ignored(self, path: Path) -> None:
        """A column that looks misspelt may be meant."""
        path.write_text("case_id,voilence\n", "utf-8")
        Addition.read(str(path), encoding="utf-8", ignore=["voilence"], lang="en").save(case("F-1"))
        assert path.read_text("utf-8") == "case_id,voilence\nF-1,\n"

    def test_not_to_be_written_back(self, path: Path) -> None:
        """So is one that its encoding would not give back as it was."""
        path.write_bytes("case_id\nF-1\n".encode("utf-16-be").join([b"\xfe\xff", b""]))
        with pytest.raises(InvalidInput, match="in utf-16 it cannot be written back"):
            read(path, encoding="utf-16")

    def test_folder(self, tmp_path: Path) -> None:
        """So is a folder, and a place in a folder that is not there."""
        (tmp_path / "a.csv").mkdir()
        for name in ("a.csv", "nowhere/a.csv"):
            with pytest.raises(UnwritableOutput):
                read(tmp_path / name)

    def test_link_to_nothing(self, path: Path) -> None:
        """So is a link that points at nothing."""
        path.symlink_to("nowhere.csv")
        with pytest.raises(InvalidInput, match="there is no such file"):
            read(path)

    @pytest.mark.parametrize("closed", ["folder", "file"])
    def test_permission(self, path: Path, closed: str) -> None:
        """So is one that may not be written."""
        path.write_text(PLAIN, "utf-8")
        shut = path if closed == "file" else path.parent
        with (
            mock.patch("os.access", lambda where, _: Path(where) != shut),
            pytest.raises(UnwritableOutput, match="may not"),
        ):
            read(path)

    def test_changes_while_read(self, path: Path) -> None:
        """So is one that changes between two looks at it."""
        path.write_text(PLAIN, "utf-8")
        with mock.patch.object(Path, "read_bytes", return_value=b"case_id\n"), pytest.raises(ChangedMeanwhile):
            read(path)

    @pytest.mark.parametrize("now", [PLAIN + "F-9,,\n", None])
    def test_changed_meanwhile(self, path: Path, now: str | None) -> None:
        """What someone else wrote meanwhile is not lost, and nothing is left lying about."""
        path.write_text(PLAIN, "utf-8")
        addition = read(path)
        path.unlink()
        if now:
            path.write_text(now, "utf-8")
        with pytest.raises(ChangedMeanwhile):
            addition.save(case("F-3"))
        assert {each.name: each.read_text("utf-8") for each in path.parent.iterdir()} == (
            {path.name: now} if now else {}
        )

    def test_full_disk(self, path: Path) -> None:
        """A disk that is full leaves the table as it was."""
        path.write_text(PLAIN, "utf-8")
        addition = read(path)
        full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        with mock.patch("os.fsync", side_effect=full), pytest.raises(UnwritableOutput, match="the disk is full"):
            addition.save(case("F-3"))
        assert {each.name: each.read_text("utf-8") for each in path.parent.iterdir()} == {path.name: PLAIN}

    @pytest.mark.parametrize(
        ("case_id", "encoding", "taken"),
        [
            ("F-3", "utf-8", True),
            (" ", "utf-8", False),
            ("", "utf-8", False),
            ("a\x1bb", "utf-8", False),
            ("é", "cp1252", True),
            ("\N{SNOWMAN}", "cp1252", False),
        ],
    )
    def test_ids(self, path: Path, case_id: str, encoding: str, *, taken: bool) -> None:
        """An id must show, and be in the encoding."""
        path.write_text(PLAIN, "utf-8")
        assert read(path, encoding=encoding).takes(case_id) is taken


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ([], "1"),
        (["F-1"], "F-2"),
        (["F-009", "x", "F-010"], "F-011"),
        (["F-2", "F-3", "F-1"], "F-4"),
        (["002-v1"], "002-v2"),
        (["99"], "100"),
        (["one"], ""),
        (["9" * 5000], "9" * 4982 + "1" + "0" * 18),
        ([str(number) for number in range(100_000, 0, -1)], "100001"),
    ],
)
def test_next_id(ids: list[str], expected: str) -> None:
    """The id that is suggested is free, and follows the last one."""
    assert next_id(ids) == expected
