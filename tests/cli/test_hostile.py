"""Hostile and broken tables: refused with one clear message, or read as what they are, in bounded memory."""

import csv
import gzip
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ckm_mo.views.blocks import printable
from commands import CODER1, Done, run, text_of

HEAD = b"case_id,relation,violence\n"


def zipped() -> bytes:
    """Give the bytes of an archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("cases.csv", HEAD * 100)
    return held.getvalue()


REFUSED: dict[str, tuple[bytes, str]] = {
    "UTF-16": ((HEAD + b"F-1,affective,yes\n").decode().encode("utf-16"), "--encoding"),
    "UTF-16 without a mark": ((HEAD + b"F-1,affective,yes\n").decode().encode("utf-16-le"), "--encoding utf-16"),
    "a NUL in an id": (
        HEAD + b"F\0001,affective,yes\n",
        "row 2: cannot be read as a table: it contains NUL characters",
    ),
    "a NUL in a quoted id": (HEAD + b'"F\n\0001",affective,yes\n', "it contains NUL characters"),
    "a NUL in a header": (b"case_id,no\0te\nF-1,x\n", "it contains NUL characters"),
    "a NUL after many rows": (
        HEAD + b"".join(b"F-%d,affective,yes\n" % row for row in range(9000)) + b"\0,,\n",
        "row 9002: ",
    ),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "by its content a picture"),
    "an archive": (zipped(), "by its content a zip archive"),
    "a compressed file": (gzip.compress(b"\x89PNG\r\n\x1a\n\xff"), "by its content a file packed with gzip"),
    "a document": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", "by its content a PDF"),
    "a document of letters": (b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", "by its content a PDF"),
    "a large cell": (HEAD + b"F-1,affective," + b"y" * 500_000 + b"\n", '"yyy'),
    "a large quoted cell": (HEAD + b'F-1,affective,"' + b"y" * 500_000 + b'"\n', "longer than 131,072 characters"),
    "a million columns": (
        b"case_id," + b",".join(b"c%d" % place for place in range(1_000_000)) + b"\n",
        "longer than 1,048,576 characters",
    ),
    "many columns": (b"case_id," + b",".join(b"c%d" % place for place in range(20_000)) + b"\n", "10,000 columns"),
    "a row of many cells": (HEAD + b"F-1" + b"," * 20_000 + b"\n", "cells in this row: 20,001; in the header: 3"),
    "a quotation mark that swallows the rest": (
        HEAD + b'F-1,affective,"yes\n' + b"F-2,affective,yes\n" * 1000,
        "row 2: cannot be read as a table: its quotation marks do not pair",
    ),
    "a mark in the middle": (HEAD + b"F-1,affective,yes\nF-2,\xef\xbb\xbfaffective,yes\n", '"\\ufeffaffective"'),
    "two marks": (b"\xef\xbb\xbf\xef\xbb\xbf" + HEAD + b"F-1,affective,yes\n", "\\ufeffcase_id"),
    "a Cyrillic letter in a header": ("case_id,rel\u0430tion\nF-1,affective\n".encode(), "rel\\u0430tion"),
    "Cyrillic letters in a header": (
        "case_id,vi\u043el\u0435n\u0441\u0435\nF-1,yes\n".encode(),
        "vi\\u043el\\u0435n\\u0441\\u0435: this looks like a misspelt variable",
    ),
    "a Cyrillic letter in a word": ("case_id,violence\nF-1,\u0443es\n".encode(), '"\\u0443es"'),
    "a zero-width space in a word": ("case_id,violence\nF-1,y\u200bes\n".encode(), '"y\\u200bes"'),
    "a zero-width space in a header": ("case_id,\u200bviolence\nF-1,yes\n".encode(), "\\u200bviolence"),
    "zero-width spaces in a header": (
        "case_id,v\u200bi\u200bo\u200bl\u200bence\nF-1,yes\n".encode(),
        "v\\u200bi\\u200bo\\u200bl\\u200bence: this looks like a misspelt variable",
    ),
    "a soft hyphen in a header": ("case_id,vio\u00adlence\nF-1,yes\n".encode(), "vio\\xadlence"),
    "letters of full width": ("case_id,violence\nF-1,\uff59\uff45\uff53\n".encode(), "\\uff59\\uff45\\uff53"),
    "an accent on its own": ("case_id,violence\nF-1,ye\u0301s\n".encode(), '"ye\\u0301s"'),
    "an override of direction": ("case_id,violence\nF-1,\u202eyes\n".encode(), '"\\u202eyes"'),
    "an escape in a word": (b"case_id,violence\nF-1,\x1b[2Jyes\n", '"\\x1b[2Jyes"'),
    "an escape in a header": (b"case_id,viol\x1b[1mence\nF-1,yes\n" + b"F-1,yes\n", "row 3"),
    "a surrogate": (b"case_id,violence\n\xed\xa0\x80,yes\n", "it is not utf-8 text"),
    "no rows and no header": (b"\n  \n\n", "the file is empty"),
}
"""What is refused, and what its message says in English."""

ACCEPTED: dict[str, tuple[bytes, str]] = {
    "mixed line ends": (b"case_id,violence\r\nF-1,yes\nF-2,no\rF-3,yes\r\n", "F-1 F-2 F-3"),
    "no end of the last line": (b"case_id,violence\rF-1,yes", "F-1"),
    "a line end in a cell": (b'case_id,note,violence\r\nF-1,"two\r\nlines",yes\r\n', "F-1"),
    "separators of lines that end none": ("case_id,violence\nF\u20281,yes\nF\x0b2,no\n".encode(), "F\u20281 F\x0b2"),
    "blanks that do not break": ("case_id,violence\nF-1,\u00a0yes\u00a0\n".encode(), "F-1"),
    "markup in ids": (b"case_id,violence\n[bold]F-1[/],yes\n<b>F-2</b>,yes\n", "[bold]F-1[/] <b>F-2</b>"),
    "escapes and titles": (b"case_id,violence,\x1b]0;x\x07note\n\x1b[31mF-1,yes,\x1b[2Jx\n", "\x1b[31mF-1"),
    "formulas": (b"case_id,violence,=note\n=1+1,yes,@x\n-2,no,+3\n@3,no,x\n", "'=1+1 '-2 '@3"),
}
"""What is read, and the ids that `classify --format csv` writes for it."""


SHOWING = {
    **{f"classify, {form}": ["classify", "{}", "--format", form] for form in ("table", "csv", "json", "md")},
    "explain": ["explain", "{}", "{id}"],
    "explain, plain": ["explain", "{}", "{id}", "--plain"],
    "agree": ["agree", "{}", "{other}", "--disagreements"],
    "agree, csv": ["agree", "{}", "{other}", "--disagreements", "--format", "csv"],
    "tally": ["tally", "{}", "--where", "case_id={id}"],
    "compare": ["study", "--compare", "{}", "--where", "case_id={id}"],
}
"""What shows something of a table beside its figures. `{}` is the table, `{other}` one that is coded otherwise."""

WRITING_BACK = {
    "classify": ["classify", "{}", "--keep", "--format", "csv"],
    "explain": ["explain", "--format", "csv", "{}", "--", "{id}"],
    "agree": ["agree", "{}", "{other}", "--disagreements", "--format", "csv"],
    "agree, merged": ["agree", "{}", "{other}", "--merged", "{out}"],
}
"""What writes columns of a table as a table."""


def filled(command: list[str], folder: Path, data: bytes, case_id: str) -> list[str]:
    """Write the table of a command, and another that is coded otherwise, and put their names in their places."""
    names = {"{}": "cases.csv", "{other}": "other.csv", "{out}": "out.csv"}
    (folder / names["{}"]).write_bytes(data)
    (folder / names["{other}"]).write_bytes(data.replace(b"yes", b"no"))
    return [str(folder / names[each]) if each in names else each.replace("{id}", case_id) for each in command]


def tidy(done: Done) -> None:
    """Hold what is shown to what a terminal can be given: lines of letters that print."""
    for text in (done.out, done.err):
        assert all(line.isprintable() for line in text.split("\n"))
    assert "Traceback" not in done.err


def refused(done: Done) -> None:
    """Hold a refusal to what each must be."""
    tidy(done)
    assert (done.code, done.out) == (1, "")
    assert done.err.endswith((".\n", "?\n"))


class TestRefused:
    """A table that is none is refused: exit 1, a message, nothing on standard output, nothing written."""

    @pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
    def test_message(self, tmp_path: Path, data: bytes, message: str) -> None:
        """The message says what is wrong, where, and makes visible what is not."""
        (tmp_path / "cases.csv").write_bytes(data)
        done = run("tally", str(tmp_path / "cases.csv"))
        refused(done)
        assert message in done.err
        assert done.err.startswith(str(tmp_path / "cases.csv")[:59])

    @pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
    def test_dutch(self, tmp_path: Path, data: bytes, message: str) -> None:
        """It says so in Dutch too, of whatever command, and leaves the folder as it was."""
        del message
        (tmp_path / "cases.csv").write_bytes(data)
        english, dutch = (
            run("classify", str(tmp_path / "cases.csv"), "--format", "csv", "-o", str(tmp_path / "out"), "--lang", lang)
            for lang in ("en", "nl")
        )
        refused(dutch)
        assert dutch.err != english.err
        assert [path.name for path in tmp_path.iterdir()] == ["cases.csv"]

    @pytest.mark.parametrize("number", [10_000])
    def test_many_errors(self, number: int) -> None:
        """Of ten thousand errors a hundred are kept, those that are alike said once, the rest counted by kind."""
        done = run("tally", "-", given=HEAD + b"".join(b"%d,affctive,ys\n" % row for row in range(number // 2)))
        refused(done)
        *first, counted = done.err.splitlines()
        assert (len(first), "9,900" in counted) == (2, True)

    def test_twice(self, tmp_path: Path) -> None:
        """A table that is given twice, by whatever name, is refused as such."""
        (tmp_path / "cases.csv").write_text("case_id,violence\nF-1,yes\n")
        (tmp_path / "link.csv").symlink_to("cases.csv")
        os.link(tmp_path / "cases.csv", tmp_path / "copy.csv")
        for other in ("cases.csv", "link.csv", "copy.csv"):
            done = run("tally", str(tmp_path / "cases.csv"), str(tmp_path / other))
            refused(done)
            assert "it is the same file as" in done.err
            assert done.err.count("\n") == 1

    def test_coder_with_herself(self) -> None:
        """Where tables are compared the same one may be given twice, and that is said."""
        assert run("agree", CODER1, CODER1, "--format", "json").code == 0

    @pytest.mark.parametrize("name", ["\x1b[31mred\x1b[0m.csv", "\u202egnp.csv", "line\nend.csv", "[bold]x.csv"])
    @pytest.mark.parametrize("data", [None, b"case_id,violence\nF-1,perhaps\n"], ids=["missing", "wrong"])
    def test_name(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes | None) -> None:
        """The name of a file is escaped as well."""
        monkeypatch.chdir(tmp_path)
        if data:
            Path(name).write_bytes(data)
        done = run("tally", name)
        refused(done)
        assert done.err.count("\n") == 1


class TestRead:
    """A table that is odd and means one thing only is read as that."""

    @pytest.mark.parametrize(("data", "ids"), ACCEPTED.values(), ids=ACCEPTED)
    def test_ids(self, tmp_path: Path, data: bytes, ids: str) -> None:
        """Its rows are what they are; a formula is written back so that no spreadsheet runs it."""
        (tmp_path / "cases.csv").write_bytes(data)
        done = run("classify", str(tmp_path / "cases.csv"), "--format", "csv")
        assert (done.code, [row[0] for row in done.rows[1:]]) == (0, ids.split(" "))
        tidy(Done(0, "", done.err))

    @pytest.mark.parametrize("command", SHOWING.values(), ids=SHOWING)
    @pytest.mark.parametrize(("data", "ids"), ACCEPTED.values(), ids=ACCEPTED)
    def test_terminal(self, tmp_path: Path, data: bytes, ids: str, command: list[str]) -> None:
        """On a terminal nothing of it is obeyed, in any form, and nothing is left out."""
        one = ids.split(" ", 1)[0].removeprefix("'")
        done = run(*filled(command, tmp_path, data, one), terminal=True, NO_COLOR="1", COLUMNS="300")
        assert done.code == 0
        tidy(done)
        signs = re.compile(r"\W|(?<=\\)(x|u00)")  # what forms and line ends may come between, or spell otherwise
        assert signs.sub("", printable(one)) in signs.sub("", done.out)

    @pytest.mark.parametrize("command", WRITING_BACK.values(), ids=WRITING_BACK)
    @pytest.mark.parametrize("sign", "=+-@")
    def test_formulas(self, tmp_path: Path, sign: str, command: list[str]) -> None:
        """No column that is written back, headers among them, begins as a formula does."""
        formula = f"{sign}1+1"
        row = dict.fromkeys(("case_id", "investigation", "offender", "victim", f"{sign}note"), formula)
        text = text_of([row | {"violence": "yes"}])
        done = run(*filled(command, tmp_path, text.encode(), formula))
        assert done.code == 0
        text = done.out if "{out}" not in command else (tmp_path / "out.csv").read_text()
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert f"'{formula}" in cells
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []

    def test_same_text_in_json(self, tmp_path: Path) -> None:
        """JSON on a terminal has the same ids as in a file, however they are spelt."""
        (tmp_path / "cases.csv").write_text("case_id,violence\nF-\u202e\x9b1,yes\n", "utf-8")
        command = ["classify", str(tmp_path / "cases.csv"), "--format", "json"]
        assert run(*command, terminal=True).json == run(*command).json

    def test_pipe(self, tmp_path: Path) -> None:
        """A named pipe is read like a file."""
        os.mkfifo(tmp_path / "pipe")
        with subprocess.Popen(["/bin/sh", "-c", f'cat "{CODER1}" > "{tmp_path}/pipe"']):  # noqa: S603 - a shell's own words
            done = run("tally", str(tmp_path / "pipe"), "--format", "json")
        assert (done.code, done.json["n"]) == (0, 63)


class TestBounded:
    """What has no end is refused before it fills the memory."""

    @pytest.mark.parametrize(
        ("source", "message"),
        [
            ("head -c 1073741824 /dev/zero | tr '\\0' x |", "longer than 1,048,576 characters"),
            ("(printf 'case_id,note\\nF-1,\"'; yes x) |", "longer than 131,072 characters"),
            ("(printf 'case_id,violence\\n'; yes '1,perhaps' | head -n 50000) |", "more"),
        ],
        ids=["a line of a gigabyte", "a cell without end", "errors and no end of them"],
    )
    def test_memory(self, source: str, message: str) -> None:
        """A quarter of a gigabyte is enough to refuse it."""
        limited = f"ulimit -v 400000; {source} {sys.executable} -m ckm_mo tally -"
        done = subprocess.run(  # noqa: S603 - a shell's own words
            ["/bin/sh", "-c", limited], capture_output=True, text=True, check=False, timeout=120
        )
        assert (done.returncode, done.stdout, message in done.stderr) == (1, "", True)
        assert "MemoryError" not in done.stderr

    @pytest.mark.parametrize(
        ("device", "said"),
        [
            ("/dev/zero", "cannot be read as a table: a row is longer than 1,048,576 characters"),
            ("/dev/urandom", "cannot be read as a table"),
            ("/dev/null", "the file is empty"),
        ],
    )
    def test_device(self, device: str, said: str) -> None:
        """A device is read like a pipe, and is no table."""
        done = run("tally", device)
        refused(done)
        assert done.err.startswith(f"{device}: {said}")
