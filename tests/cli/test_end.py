"""How a command ends that cannot do what it is to do."""

import errno
import io
import sys
from pathlib import Path

import pytest

from ckm_mo import InvalidInput, read_table
from ckm_mo.cli.running import main
from ckm_mo.errors import OutputExists
from ckm_mo.tables.files import output


class Full(io.StringIO):
    """Standard output on a full disk."""

    def write(self, _: str, /) -> int:
        """Take nothing."""
        raise OSError(errno.ENOSPC, "no space")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "standard output cannot be written: the disk is full.\n"),
        ("nl", "de standaarduitvoer kan niet worden geschreven: de schijf is vol.\n"),
    ],
)
def test_full_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    """A full standard output is said in the language, ends with 1, and is left alone from then on."""
    monkeypatch.setattr(sys, "stdout", Full())
    assert main(["rules", "--lang", lang]) == 1
    assert sys.stdout is None
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(("lang", "said"), [("en", "give the case's answers"), ("nl", "geef de antwoorden")])
def test_case_without_answers(capsys: pytest.CaptureFixture[str], lang: str, said: str) -> None:
    """A case without answers is wrong usage, and is told what to give."""
    assert main(["case", "--lang", lang]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err


def test_closed_streams(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where standard input or output is closed, that is what is said."""
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["tally", "-"]) == 1
    assert capsys.readouterr().err == "standard input: cannot be read: it is closed.\n"
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["rules"]) == 1
    assert capsys.readouterr().err == "standard output cannot be written: it is closed.\n"


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "standard output cannot be written: the disk is full.\n"), (errno.EPIPE, "")]
)
def test_help_that_cannot_be_flushed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int, said: str
) -> None:
    """Help that does not come to stand anywhere ends with 1; a reader that went away is no news."""
    stream = io.StringIO()
    monkeypatch.setattr(stream, "flush", lambda: (_ for _ in ()).throw(OSError(number, "no")))
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["--help", "--lang", "en"]) == 1
    assert sys.stdout is None
    assert capsys.readouterr().err == said


def test_unknown_encoding(tmp_path: Path) -> None:
    """A table in an encoding that does not exist is refused by the library too."""
    table = tmp_path / "cases.csv"
    table.write_text("case_id\n1\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"there is no encoding utf-9\.$"):
        read_table(table, encoding="utf-9")


def test_place_taken_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system without links, a file that came there meanwhile is not replaced."""
    path = tmp_path / "out.csv"

    def no_links(*_: object) -> None:
        path.write_text("first", encoding="utf-8")
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr("os.link", no_links)
    with pytest.raises(OutputExists), output(str(path)) as stream:
        stream.write("second")
    assert [each.read_text("utf-8") for each in tmp_path.iterdir()] == ["first"]
