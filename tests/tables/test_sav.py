"""SPSS files that are written: what pyreadstat finds in them, and that they read back to the same cases."""

import struct
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pyreadstat
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from ckm_mo.cases import Case
from ckm_mo.codebook import CODED, COLUMNS, NOT_CODED, OPEN, VARIABLES, takes, word
from ckm_mo.errors import BrokenTable, MissingExtra, UnwritableOutput
from ckm_mo.tables import sav
from ckm_mo.tables.reading import read_table
from ckm_mo.tables.writing import write_table
from commands import CODER1, EXAMPLES

READ = EXAMPLES / "published_cases_coder1.csv"


def written(path: Path, rows: Sequence[Sequence[str]], *, lang: str = "en", missing: str = NOT_CODED) -> Path:
    """Write rows of cells, the header first."""
    with path.open("wb") as stream, sav.sav_writer(stream, str(path), lang=lang, missing=missing) as write:
        for row in rows:
            write(row)
    return path


def found(path: Path) -> Any:
    """Give what pyreadstat reads, with what is declared as missing."""
    return pyreadstat.read_sav(path, user_missing=True, output_format="dict")


def case(other: Sequence[tuple[str, str]] = (), **answers: str) -> Case:
    """Make a case with columns of its own."""
    return evolve(Case.from_answers({"case_id": "a", **answers}), other=tuple(other))


class TestAnswers:
    """Answers are numbers with the words of tables as labels."""

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_labels(self, tmp_path: Path, lang: str) -> None:
        """Every variable with values has its words as labels: its values from 1, what is open from 97."""
        path = written(tmp_path / "x.sav", [[word(each, lang) for each in COLUMNS]], lang=lang)
        _, about = found(path)
        for each in CODED:
            labels = about.variable_value_labels.get(word(each, lang), {})
            expected = {float(n): word(value, lang) for n, value in enumerate(each.values, 1)}
            openly = {97.0 + n: word(value, lang) for n, value in enumerate(OPEN) if value in takes(each)}
            assert labels == ({} if each.several else expected | openly)
            assert about.variable_measure[word(each, lang)] == "nominal"
        assert all(about.column_labels)

    def test_said(self, tmp_path: Path) -> None:
        """A variable is labelled in the language: a means with its period, a locator with what it locates."""
        heads = ["case_id", "recruitment_violence", "violence_at"]
        labels = {
            lang: found(written(tmp_path / f"{lang}.sav", [heads], lang=lang))[1].column_names_to_labels
            for lang in ("en", "nl")
        }
        assert labels["en"] == {
            "case_id": "case",
            "recruitment_violence": "use of violence (recruitment)",
            "violence_at": "use of violence: where it stands",
        }
        assert labels["nl"] == {
            "casus_id": "casus",
            "ronselperiode_geweld": "toepassen van geweld (ronselperiode)",
            "geweld_vindplaats": "toepassen van geweld: vindplaats",
        }

    def test_values(self, tmp_path: Path) -> None:
        """Each answer has its number, whatever its word, and an empty cell is one that is not coded."""
        rows = [["case_id", "violence"], *([word, word] for word in ("yes", "Nee", "unknown", "niet vermeld", ""))]
        data, _ = found(written(tmp_path / "x.sav", rows))
        assert data == {"case_id": ["yes", "Nee", "unknown", "niet vermeld", ""], "violence": [1, 2, 97, 98, 99]}

    def test_reading(self, tmp_path: Path) -> None:
        """A case that does not say how its silence is read has nothing there, since no word says so."""
        data, about = found(written(tmp_path / "x.sav", [["case_id", "reading"], ["a", "closed"], ["b", ""]]))
        assert data["reading"] == [2, None]
        assert (about.variable_value_labels["reading"], about.missing_ranges) == ({1: "open", 2: "closed"}, {})

    def test_several(self, tmp_path: Path) -> None:
        """What takes several values at once is a text with its words."""
        data, about = found(written(tmp_path / "x.sav", [["case_id", "sectors"], ["a", "hotel;car"]]))
        assert (data["sectors"], about.variable_value_labels) == (["hotel;car"], {})

    @pytest.mark.parametrize(("missing", "declared"), [("not_coded", [99]), ("all", [97, 98, 99])])
    def test_missing(self, tmp_path: Path, missing: str, declared: list[int]) -> None:
        """What is not coded is declared as missing, and no other answer unless that is asked for."""
        _, about = found(written(tmp_path / "x.sav", [["case_id", "violence"], ["a", "yes"]], missing=missing))
        assert about.missing_ranges == {"violence": [{"lo": each, "hi": each} for each in declared]}


class TestNames:
    """A column has a name that SPSS allows, and is read back by its own."""

    def test_names(self, tmp_path: Path) -> None:
        """What SPSS allows in a name stays, and its label is the header."""
        heads = {
            "note": "note",
            "Bron (fictief)": "Bron__fictief_",
            "2024": "v_2024",
            "_x": "v__x",
            "by": "v_by",
            "été.": "été",
            "Note": "Note_2",
            "note_2": "note_2_2",
            "x" * 70: "x" * 64,
            "X" * 70: "X" * 62 + "_2",
            "é" * 40: "é" * 32,
        }
        path = written(tmp_path / "x.sav", [["case_id", *heads], ["a", *heads]])
        _, about = found(path)
        assert about.column_names == ["case_id", *heads.values()]
        assert about.column_labels == ["case", *heads]
        assert read_table(path).cases[0].other == tuple((each, each) for each in heads)

    def test_renamed(self) -> None:
        """A variable that was given another name since is called by that, and one without a label by its name."""
        heads = [sav.column_head(*each) for each in (("b", "a b"), ("b", None), ("a_b", "a b"), ("a_b_3", "a b"))]
        assert heads == ["b", "b", "a b", "a b"]

    def test_others_files(self, tmp_path: Path) -> None:
        """In a file that was not written here a column is called by its name, whatever its label."""
        frame = pl.DataFrame({"case_id": ["a"], "a_b": ["x"]})
        pyreadstat.write_sav(frame, tmp_path / "x.sav", column_labels=["case", "a b"])
        assert read_table(tmp_path / "x.sav").cases[0].other == (("a_b", "x"),)

    @pytest.mark.parametrize("head", ["", "x" * 256])
    def test_refused(self, tmp_path: Path, head: str) -> None:
        """A column without a name, or with one for which no label has room, is refused by its name."""
        path = tmp_path / "x.sav"
        with pytest.raises(
            UnwritableOutput, match=r'no place for the column "x*(\.{3})?".*1 to 255 bytes.*write a \.csv'
        ):
            write_table([case([(head, "x")])], path)
        assert list(tmp_path.iterdir()) == []


class TestTexts:
    """Texts are as they stand, as far as SPSS has texts."""

    @pytest.mark.parametrize("text", ["two\nlines", "=1+1", " x", "é" * 16_383, "x" * 300, "\x01", "1", "."])
    def test_kept(self, tmp_path: Path, text: str) -> None:
        """A long one, one of several lines, and one that looks like a formula or a number."""
        write_table([case([("note", text)])], tmp_path / "x.sav")
        assert read_table(tmp_path / "x.sav").cases[0].other == (("note", text),)

    def test_blanks(self, tmp_path: Path) -> None:
        """Blanks at the end of a text go, since SPSS fills all texts with them."""
        write_table([case([("note", "x  ")])], tmp_path / "x.sav")
        assert read_table(tmp_path / "x.sav").cases[0].other == (("note", "x"),)

    def test_too_long(self, tmp_path: Path) -> None:
        """A longer one than SPSS takes is refused, with the name of its column."""
        with pytest.raises(UnwritableOutput, match=r'column "note" is longer than the 32,767 bytes.*write a \.csv'):
            write_table([case([("note", "é" * 16_384)])], tmp_path / "x.sav")

    def test_nul(self, tmp_path: Path) -> None:
        """One with a NUL character is refused, as in every kind of file."""
        with pytest.raises(BrokenTable, match="NUL"):
            write_table([case([("note", "a\0b")])], tmp_path / "x.sav")


class TestFile:
    """The file as a whole."""

    def test_made(self, tmp_path: Path) -> None:
        """It says of no moment that it was made then, so that the same cases are the same bytes."""
        paths = [tmp_path / "x.sav", tmp_path / "y.sav"]
        for path in paths:
            write_table(read_table(READ).cases, path)
        _, about = found(paths[0])
        assert (str(about.creation_time), about.file_label) == ("2000-01-01 00:00:00", "ckm-mo")
        assert paths[0].read_bytes() == paths[1].read_bytes()
        assert paths[0].read_bytes()[92:109] == b"01 Jan 0000:00:00"

    def test_empty(self, tmp_path: Path) -> None:
        """A table without rows has none, and room for what is typed into it."""
        path = written(tmp_path / "x.sav", [[each.key for each in VARIABLES]])
        data, about = found(path)
        assert (about.number_rows, {len(cells) for cells in data.values()}) == (0, {0})
        assert about.original_variable_types["case_id"] == "A255"
        assert struct.unpack("<i", path.read_bytes()[80:84]) == (0,)
        assert len(read_table(path)) == 0

    @pytest.mark.parametrize("count", [sav.PACKED_AT_ONCE - 1, sav.PACKED_AT_ONCE, sav.PACKED_AT_ONCE + 1])
    def test_many(self, tmp_path: Path, count: int) -> None:
        """Rows that are packed together are all there, in their order."""
        path = written(tmp_path / "x.sav", [["case_id"], *([str(number)] for number in range(count))])
        assert found(path)[0]["case_id"] == [*map(str, range(count))]

    @pytest.mark.parametrize("package", ["polars", "pyreadstat"])
    def test_extra(self, monkeypatch: pytest.MonkeyPatch, package: str) -> None:
        """Without what writes it, the error says what to install."""
        monkeypatch.setitem(sys.modules, package, None)
        with (
            pytest.raises(MissingExtra, match=rf"writing an SPSS file needs {package}.*ckm-mo\[spss\]"),
            sav.sav_writer(BytesIO(), "x.sav", lang="en"),
        ):
            pass

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_published(self, tmp_path: Path, lang: str) -> None:
        """The published cases read back, in both languages and whatever is declared as missing."""
        cases = read_table(CODER1).cases
        write_table(cases, tmp_path / "x.sav", lang=lang)
        assert read_table(tmp_path / "x.sav").cases == cases

    @settings(max_examples=25)
    @given(rows=strategies.rows(min_size=1), other=strategies.other_columns, lang=st.sampled_from(["en", "nl"]))
    def test_reads_back(self, rows: list[strategies.Answers], other: dict[str, str], lang: str) -> None:
        """Any table reads back to the same cases."""
        cases = [evolve(Case.from_answers(each), other=tuple(other.items())) for each in rows]
        with TemporaryDirectory() as folder:
            path = Path(folder) / "x.sav"
            write_table(cases, path, lang=lang)
            assert [*read_table(path)] == cases
