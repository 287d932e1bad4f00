"""File formats: what a file is, by its content and its suffix together."""

import bz2
import gzip
import io
import lzma
import zipfile
from pathlib import Path
from unittest import mock

import pytest

from ckm_mo.errors import BrokenTable, EmptyTable, InvalidInput, UnwritableOutput
from ckm_mo.messages import Reason
from ckm_mo.tables.files import Source
from ckm_mo.tables.formats import CUT, DELIMITED, FORMATS, PACKED, by_suffix, recognise, to_be_written
from ckm_mo.tables.messages import SENTENCES
from ckm_mo.tables.reading import read_table
from commands import FILES

PLAIN = b"case_id,violence\nF-1,yes\n"


def package(**parts: str | bytes) -> bytes:
    """Pack parts; `__` in a name stands for a slash, `_` for a full stop."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
CONTENTS = {
    "gz": gzip.compress(PLAIN),
    "xlsx": (FILES / "cases.xlsx").read_bytes(),
    "ods": (FILES / "cases.ods").read_bytes(),
    "locked": (FILES / "locked.xlsx").read_bytes(),
    "sav": b"$FL2@(#) SPSS",
    "parquet": b"PAR1 and so on",
    "xls": OLE + "Workbook".encode("utf-16-le"),
    "ole": OLE + "WordDocument".encode("utf-16-le"),
    "zip": package(a_txt="x"),
    "xlsb": package(xl__workbook_bin="x"),
    "xlsm": package(xl__workbook_xml="x", xl__vbaProject_bin="x"),
    "numbers": package(Index__Document_iwa="x"),
    "docx": package(word__document_xml="x"),
    "pdf": b"%PDF-1.7",
    "picture": b"\x89PNG\r\n\x1a\n",
    "arrow": b"ARROW1\x00\x00",
    "stata": b"<stata_dta><header>",
    "sas": b"HEADER RECORD*******LIBRARY HEADER RECORD",
    "archive": bz2.compress(PLAIN),
    "xml": b'<?xml version="1.0"?><office:document>',
    "text": PLAIN,
}
"""The beginning of a file of each kind, or all of it."""

READ = (".csv", ".xlsx", ".ods", ".sav", ".parquet")
"""What can be read instead."""

OFFICE_TEXT = package(mimetype="application/vnd.oasis.opendocument.text", content_xml="<x/>")


def refused(content: bytes, name: str, folder: Path) -> Reason:
    """Have a file refused, and give the reason."""
    (folder / name).write_bytes(content)
    with Source(str(folder / name)) as source, pytest.raises(BrokenTable) as caught:
        recognise(source)
    assert isinstance(caught.value.reason, Reason)
    return caught.value.reason


class TestFormats:
    """All formats are told apart."""

    def test_all_are_tried(self) -> None:
        """Every kind has a content here, and a name in both languages."""
        assert {each.key for each in FORMATS} == set(CONTENTS)
        assert {f"reason_is_{each.key}" for each in FORMATS} <= set(SENTENCES)

    def test_suffixes(self) -> None:
        """No suffix is that of two kinds, but that a workbook may have a password."""
        suffixes = [suffix for each in FORMATS if each.key != "locked" for suffix in each.suffixes]
        assert len(suffixes) == len(set(suffixes))

    @pytest.mark.parametrize(
        ("key", "suffix"),
        [
            (key, suffix)
            for key in CONTENTS
            for suffix in (".csv", ".xlsx", ".ods", ".sav", ".parquet", ".pdf", ".csv.gz", ".xls")
            if by_suffix(f"x{suffix}").key != key and (key, suffix) not in {("locked", ".xlsx"), ("locked", ".xls")}
        ],
    )
    def test_mismatch(self, tmp_path: Path, key: str, suffix: str) -> None:
        """Where content and suffix do not agree, the error says what either is."""
        said = by_suffix(f"x{suffix}").key
        facts = (Path(f"x{suffix}").suffix, Reason(f"is_{said}"), Reason(f"is_{key}"))
        expected = Reason("mismatch", tuple(zip(("suffix", "said", "found"), facts, strict=True)))
        assert refused(CONTENTS[key], f"x{suffix}", tmp_path) == expected

    @pytest.mark.parametrize("key", [key for key in CONTENTS if key != "text"])
    def test_no_suffix(self, tmp_path: Path, key: str) -> None:
        """Without a suffix it is text; where the content is not, the error says what it is."""
        assert refused(CONTENTS[key], "x", tmp_path) == Reason("no_suffix", (("found", Reason(f"is_{key}")),))

    @pytest.mark.parametrize("suffix", [".xltx", ".2024", ".html"])
    def test_other_suffix(self, tmp_path: Path, suffix: str) -> None:
        """A suffix that is of no kind makes a file text, and is said to be no more than that."""
        assert refused(CONTENTS["xlsx"], f"x{suffix}", tmp_path).facts[1] == ("said", Reason("is_taken_as_text"))

    @pytest.mark.parametrize("content", [b"SQLite format 3\0", "case_id".encode("utf-16")])
    def test_no_kind(self, tmp_path: Path, content: bytes) -> None:
        """What is no text either is not called so."""
        assert refused(content, "x.sav", tmp_path).facts[2] == ("found", Reason("is_unknown"))

    @pytest.mark.parametrize(
        ("content", "key"),
        [
            (lzma.compress(PLAIN), "archive"),
            (b"\x28\xb5\x2f\xfd\x04", "archive"),
            (b"7z\xbc\xaf\x27\x1c", "archive"),
            (b"\xef\xbb\xbf<?xml?>", "xml"),
            (b"<!DOCTYPE html>", "xml"),
            (b"<html><table>", "xml"),
            (bytes(12) + b"\xc2\xea\x81\x60\xb3\x14", "sas"),
        ],
    )
    def test_beginnings(self, tmp_path: Path, content: bytes, key: str) -> None:
        """A kind may begin in several ways; a page by the name of a workbook is common."""
        assert refused(content, "x.xlsx", tmp_path).facts[2] == ("found", Reason(f"is_{key}"))

    @pytest.mark.parametrize("key", ["gz", "xlsx", "ods", "sav", "parquet", "text"])
    def test_agree(self, tmp_path: Path, key: str) -> None:
        """Where they agree, the file is read as what it is, with its suffix in any case."""
        (kind,) = (each for each in FORMATS if each.key == key)
        path = tmp_path / f"x{kind.suffixes[0].upper()}"
        path.write_bytes(CONTENTS[key])
        with Source(str(path)) as source:
            assert recognise(source) is kind

    @pytest.mark.parametrize(
        "key",
        [
            "xls",
            "ole",
            "zip",
            "xlsb",
            "xlsm",
            "numbers",
            "docx",
            "pdf",
            "picture",
            "arrow",
            "stata",
            "sas",
            "archive",
            "xml",
        ],
    )
    def test_unread(self, tmp_path: Path, key: str) -> None:
        """Of what is not read the error says so, and what to save it as."""
        (kind,) = (each for each in FORMATS if each.key == key)
        expected = Reason("unread", (("found", Reason(f"is_{key}")), ("suffixes", READ)))
        assert refused(CONTENTS[key], f"x{kind.suffixes[0]}", tmp_path) == expected

    @pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
    def test_password(self, tmp_path: Path, suffix: str) -> None:
        """A workbook with a password is known, though it is no package any more."""
        assert refused(CONTENTS["locked"], f"x{suffix}", tmp_path) == Reason("locked")

    @pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".sav", ".parquet", ".gz"])
    def test_empty(self, tmp_path: Path, suffix: str) -> None:
        """An empty file is called so, whatever its suffix."""
        (tmp_path / f"x{suffix}").write_bytes(b"")
        with Source(str(tmp_path / f"x{suffix}")) as source, pytest.raises(EmptyTable):
            recognise(source)

    @pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
    @pytest.mark.parametrize("length", [10, 3000, -30])
    def test_incomplete(self, tmp_path: Path, suffix: str, length: int) -> None:
        """A workbook that was cut off is damaged; by another name it is a zip archive."""
        content = (FILES / f"cases{suffix}").read_bytes()[:length]
        assert refused(content, f"x{suffix}", tmp_path) == Reason("damaged")
        assert refused(content, "x.csv", tmp_path).facts[2] == ("found", Reason("is_zip"))
        assert CUT.read is None

    def test_other_office(self, tmp_path: Path) -> None:
        """A package that is OpenDocument, and no spreadsheet, is no workbook."""
        assert refused(OFFICE_TEXT, "x.ods", tmp_path).facts[2] == ("found", Reason("is_zip"))

    def test_pipe(self, tmp_path: Path) -> None:
        """What can be read only once is no workbook."""
        (tmp_path / "x.xlsx").write_bytes(CONTENTS["xlsx"])
        pipe = mock.Mock(read=io.BytesIO(CONTENTS["xlsx"]).read, seekable=lambda: False, fileno=lambda: 0)
        with (
            mock.patch("ckm_mo.tables.files.Path.open", return_value=pipe),
            pytest.raises(InvalidInput, match="it is not an ordinary file"),
        ):
            read_table(tmp_path / "x.xlsx")


class TestStandardInput:
    """Standard input has no suffix: it is text."""

    def test_text(self) -> None:
        """Text is read."""
        with mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(PLAIN))), Source("-") as source:
            assert recognise(source) is DELIMITED

    @pytest.mark.parametrize("key", ["gz", "xlsx", "locked", "sav", "parquet", "pdf"])
    def test_others(self, key: str) -> None:
        """All else is refused, packed text too, and called by its name as far as it begins with it."""
        named = {"xlsx": "zip", "locked": "ole"}.get(key, key)
        stream = io.TextIOWrapper(io.BytesIO(CONTENTS[key]))
        with mock.patch("sys.stdin", stream), pytest.raises(InvalidInput) as caught:
            read_table("-")
        (error,) = caught.value.errors
        assert (error.file, error.reason) == ("-", Reason("standard", (("found", Reason(f"is_{named}")),)))  # type: ignore[attr-defined]


class TestPacked:
    """Text may be packed with gzip."""

    def test_read(self, tmp_path: Path) -> None:
        """It is read as if it were not, in several members too, and its hash is that of the file."""
        content = gzip.compress(PLAIN[:10], mtime=0) + gzip.compress(PLAIN[10:], mtime=0)
        for name, each in (("x.csv", PLAIN), ("x.csv.gz", content)):
            (tmp_path / name).write_bytes(each)
        plain, packed = (read_table(tmp_path / name) for name in ("x.csv", "x.csv.gz"))
        assert (packed.cases, packed.other) == (plain.cases, plain.other)
        assert packed.sha256 != plain.sha256

    def test_errors(self, tmp_path: Path) -> None:
        """Its errors are those of the text."""
        for name, change in (("x.csv", bytes), ("x.csv.gz", gzip.compress)):
            (tmp_path / name).write_bytes(change((FILES / "slips.csv").read_bytes()))
        said = []
        for name in ("x.csv", "x.csv.gz"):
            with pytest.raises(InvalidInput) as caught:
                read_table(tmp_path / name)
            said.append([error.at(file="").text("en") for error in caught.value.errors])
        assert said[0] == said[1] != []

    @pytest.mark.parametrize("cut", [30, -9, -1])
    def test_incomplete(self, tmp_path: Path, cut: int) -> None:
        """A file that was cut off is damaged."""
        (tmp_path / "x.csv.gz").write_bytes(gzip.compress(PLAIN)[:cut])
        with pytest.raises(InvalidInput, match="it is damaged or incomplete"):
            read_table(tmp_path / "x.csv.gz")

    @pytest.mark.parametrize("place", [3, 12, 30, -6])
    def test_damaged(self, tmp_path: Path, place: int) -> None:
        """So is one of which a byte is another, and no case is read from it."""
        content = bytearray(gzip.compress(PLAIN * 3))
        content[place] ^= 0xFF
        (tmp_path / "x.csv.gz").write_bytes(content)
        with pytest.raises(InvalidInput, match="damaged or incomplete"):
            read_table(tmp_path / "x.csv.gz")

    def test_bomb(self, tmp_path: Path) -> None:
        """A packed line without end is refused by the limit of lines, and never unpacked as a whole."""
        (tmp_path / "x.csv.gz").write_bytes(gzip.compress(bytes(30_000_000)))
        with pytest.raises(InvalidInput, match="a row is longer than 1,048,576 characters"):
            read_table(tmp_path / "x.csv.gz")

    @pytest.mark.parametrize("key", ["xlsx", "sav", "pdf"])
    @pytest.mark.parametrize("name", ["x.csv.gz", "x.gz"])
    def test_other_content(self, tmp_path: Path, name: str, key: str) -> None:
        """What is packed must be text, and is called by its name as far as it begins with it."""
        found = Reason(f"is_{'zip' if key == 'xlsx' else key}")
        reason = refused(gzip.compress(CONTENTS[key]), name, tmp_path)
        assert reason == Reason("packed", (("suffix", ".gz"), ("found", found)))

    def test_other_name(self, tmp_path: Path) -> None:
        """So must it be by the name within the name."""
        reason = refused(gzip.compress(PLAIN), "x.xlsx.gz", tmp_path)
        assert reason == Reason("packed", (("suffix", ".gz"), ("found", Reason("is_xlsx"))))
        assert PACKED.read is None


class TestOutput:
    """What is written says by its suffix what it is."""

    @pytest.mark.parametrize("name", ["x.csv", "x", "x.json", "x.md", "x.2024", "x.html", "x.xlsx", "x.XLSX", "x.sav"])
    def test_written(self, name: str) -> None:
        """Text has any name that is no other format's; a workbook ends in .xlsx, an SPSS file in .sav."""
        suffix = name.lower().partition(".")[2]
        assert to_be_written(name).key == (suffix if suffix in {"xlsx", "sav"} else "text")

    @pytest.mark.parametrize("name", ["x.ods", "x.zsav", "x.parquet", "x.csv.gz", "x.xls", "x.pdf"])
    def test_refused(self, name: str) -> None:
        """What would not be read back is not written."""
        with pytest.raises(UnwritableOutput, match=r"Choose a name that ends in \.csv, \.tsv, \.xlsx, \.sav, or"):
            to_be_written(name)
