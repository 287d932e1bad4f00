"""How a command ends that cannot do what it is to do."""

import errno
import io
import sys

import pytest

from ckm_mo.cli import main


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
