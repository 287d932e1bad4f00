"""A process of its own: how the program is started, read from, interrupted, and cut off."""

import io
import json
import os
import runpy
import signal
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from ckm_mo.cli.running import main
from commands import CODER1, COLUMNS

PROGRAM = (sys.executable, "-m", "ckm_mo")
UNSET = {"PYTHONUNBUFFERED", "PYTHONIOENCODING", "COLUMNS", "NO_COLOR", "LANG", "LC_MESSAGES"}


def environment(**more: str) -> dict[str, str]:
    """Give the environment of a process, its language English unless it is given."""
    return {key: value for key, value in os.environ.items() if key not in UNSET} | {"LC_ALL": "C.UTF-8"} | more


def start(*arguments: str, given: bytes = b"", **more: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the program to its end."""
    return subprocess.run(  # noqa: S603 - the program under test
        [*PROGRAM, *arguments], input=given, capture_output=True, env=environment(**more), check=False, timeout=60
    )


@pytest.fixture
def large(tmp_path: Path) -> str:
    """Give a table whose verdicts do not fit into a pipe."""
    path = tmp_path / "large.csv"
    path.write_text("case_id,violence\n" + "".join(f"F-{row},yes\n" for row in range(3000)))
    return str(path)


class TestStart:
    """`python -m ckm_mo` is the program."""

    def test_case(self) -> None:
        """It classifies."""
        done = start("case", "relation=affective", "initiative=offender", "violence=yes", "--format", "json")
        assert (done.returncode, done.stderr, json.loads(done.stdout)["profile"]) == (0, b"", "AOH")

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [(["tally", "nowhere.csv"], 1), (["tally"], 2), (["explain", CODER1, "nobody"], 1)],
        ids=str,
    )
    def test_exit_codes(self, arguments: list[str], code: int) -> None:
        """Its exit code is the process's."""
        done = start(*arguments)
        assert (done.returncode, done.stdout) == (code, b"")
        assert b"Traceback" not in done.stderr

    def test_standard_input(self) -> None:
        """It reads a table from a pipe."""
        done = start("classify", "-", "--format", "csv", given=b"\xef\xbb\xbfcasus_id;geweld\r\nF-1;ja\r\n")
        assert done.stdout.decode().splitlines()[0] == ",".join(COLUMNS)
        assert done.stdout.decode().splitlines()[1].startswith("F-1,,AOH;ALH;NOH;NLH,no,")

    @pytest.mark.parametrize("locale", ["C", "C.UTF-8", "nl_NL.ISO-8859-1"])
    def test_encoding(self, locale: str) -> None:
        """In a pipe its text is UTF-8 and its line ends are plain, whatever the locale."""
        text = "case_id,note,violence\nF-é\N{SNOWMAN},x,yes\n".encode()
        done = start("classify", "-", "--format", "csv", given=text, LC_ALL=locale, PYTHONIOENCODING="ascii")
        assert done.returncode == 0
        assert "F-é\N{SNOWMAN},".encode() in done.stdout
        assert b"\r" not in done.stdout

    def test_message_in_any_encoding(self) -> None:
        """So are its messages."""
        done = start("tally", "-", given="case_id,note\n1,é\n,è\n".encode(), LC_ALL="C", PYTHONIOENCODING="ascii")
        assert (done.returncode, b"Traceback" in done.stderr) == (1, False)

    def test_module(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """As a module that is run it ends with the exit code, and as one that is imported it does nothing."""
        monkeypatch.delitem(sys.modules, "ckm_mo.__main__", raising=False)
        with mock.patch("sys.argv", ["ckm-mo", "--version"]), pytest.raises(SystemExit) as ended:
            runpy.run_module("ckm_mo", run_name="__main__")
        assert ended.value.code == 0
        assert runpy.run_module("ckm_mo.__main__", run_name="imported")["main"] is main


class TestCutOff:
    """A reader that goes, a disk that is full, an interruption: no traceback, and a code that says so."""

    @pytest.mark.parametrize("form", ["table", "csv", "json"])
    def test_reader_goes(self, large: str, form: str) -> None:
        """A reader that takes one line and goes gets no traceback."""
        with subprocess.Popen(  # noqa: S603 - the program under test
            [*PROGRAM, "classify", large, "--format", form],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        ) as process:
            assert process.stdout
            assert process.stderr
            assert process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait(timeout=60) == 1

    @pytest.mark.parametrize("arguments", [["codebook"], ["case", "violence=yes", "--format", "json"]], ids=" ".join)
    def test_nobody_reads(self, arguments: list[str]) -> None:
        """Nor does one that is gone before anything comes, however little that is."""
        reading, writing = os.pipe()
        os.close(reading)
        try:
            done = subprocess.run(  # noqa: S603 - the program under test
                [*PROGRAM, *arguments],
                stdout=writing,
                stderr=subprocess.PIPE,
                env=environment(),
                check=False,
                timeout=60,
            )
        finally:
            os.close(writing)
        assert (done.returncode, done.stderr) == (1, b"")

    @pytest.mark.parametrize("size", ["small", "large"])
    def test_full_disk(self, large: str, size: str) -> None:
        """Where the disk is full that is said, and the code is 1."""
        arguments = ["classify", large, "--format", "json"] if size == "large" else ["case", "violence=yes"]
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(  # noqa: S603 - the program under test
                [*PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE, env=environment(), check=False, timeout=60
            )
        assert done.returncode == 1
        assert done.stderr == b"standard output cannot be written: the disk is full.\n"

    @pytest.mark.parametrize("held", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["held back", "at once"])
    @pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["tally", "--help"]], ids=" ".join)
    def test_full_disk_for_help(self, arguments: list[str], held: dict[str, str]) -> None:
        """Help that could not be written is no success, and no noise of the interpreter."""
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(  # noqa: S603 - the program under test
                [*PROGRAM, *arguments],
                stdout=full,
                stderr=subprocess.PIPE,
                env=environment(**held),
                check=False,
                timeout=60,
            )
        assert (done.returncode, done.stderr) == (1, b"standard output cannot be written: the disk is full.\n")

    def test_help_to_nobody(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Nor is help where standard output is closed."""
        with mock.patch("sys.stdout", None):
            assert main(["--help", "--lang", "en"]) == 1
        assert capsys.readouterr().err == "standard output cannot be written: it is closed.\n"

    @pytest.mark.parametrize(
        ("closed", "said"),
        [
            (">&-", b"standard output cannot be written: it is closed.\n"),
            ("<&-", b"standard input: cannot be read: it is closed.\n"),
            ("2>&-", b""),
        ],
    )
    def test_closed_stream(self, closed: str, said: bytes) -> None:
        """A stream that is closed from the start is named, where anything can be said."""
        line = f'exec "$@" {closed}'
        done = subprocess.run(  # noqa: S603 - the program under test
            ["/bin/sh", "-c", line, "sh", *PROGRAM, "tally", "-"],
            input=b"case_id\nF-1\n" if closed == ">&-" else b"",
            capture_output=True,
            env=environment(),
            check=False,
            timeout=60,
        )
        assert (done.returncode, done.stdout, done.stderr) == (1, b"", said)

    @pytest.mark.parametrize(
        "arguments", [["tally", CODER1, "--format", "json"], ["template"], ["tally", "-"]], ids=" ".join
    )
    def test_nobody_is_told(self, arguments: list[str]) -> None:
        """Where standard error is closed the result is the same, and what goes with it goes nowhere."""
        plain, silent = (
            subprocess.run(  # noqa: S603 - the program under test
                ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", *PROGRAM, *arguments],
                input=b"",
                capture_output=True,
                env=environment(),
                check=False,
                timeout=60,
            )
            for closed in ("", "2>&-")
        )
        assert (silent.returncode, silent.stdout, silent.stderr) == (plain.returncode, plain.stdout, b"")

    @pytest.mark.parametrize("held", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["held back", "at once"])
    @pytest.mark.parametrize(
        ("arguments", "code", "lines"),
        [
            (["tally", "nowhere.csv"], 1, 0),
            (["tally", "nowhere.csv", "--debug"], 1, 0),
            (["tally"], 2, 0),
            (["codebook"], 0, 1),
            (["tally", CODER1, "--format", "csv"], 1, 9),
        ],
        ids=["an error", "a traceback", "wrong usage", "nothing to say", "a note"],
    )
    def test_full_disk_for_messages(self, arguments: list[str], code: int, lines: int, held: dict[str, str]) -> None:
        """Where standard error is on a full disk the code says what it says; a note that is lost is a failure."""
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(  # noqa: S603 - the program under test
                [*PROGRAM, *arguments],
                stdout=subprocess.PIPE,
                stderr=full,
                env=environment(**held),
                check=False,
                timeout=60,
            )
        assert (done.returncode, done.stdout.count(b"\n") >= lines) == (code, True)

    def test_messages_that_cannot_be_flushed(self) -> None:
        """So it is where only the end shows it, and the interpreter does not try again."""
        full = mock.Mock(wraps=io.StringIO(), flush=mock.Mock(side_effect=OSError))
        with mock.patch("sys.stderr", full):
            assert main(["tally", "nowhere.csv"]) == 1
            assert sys.stderr is not full

    def test_message_to_nobody(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A message that cannot be said is not said on standard output."""
        with mock.patch("sys.stderr", None):
            assert main(["tally", "nowhere.csv"]) == 1
        assert capsys.readouterr().out == ""

    def test_interrupted(self, tmp_path: Path) -> None:
        """An interruption while a table comes in gives 130; the file that was to be written is not there."""
        with subprocess.Popen(  # noqa: S603 - the program under test
            [*PROGRAM, "classify", "-", "-o", str(tmp_path / "out.csv"), "--format", "csv"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        ) as process:
            assert process.stdin
            assert process.stderr
            # More than a pipe holds, and more than is read at once: when it is taken, rows are being read.
            process.stdin.write(b"case_id,violence\n" + b"".join(b"F-%d,yes\n" % row for row in range(60_000)))
            process.stdin.flush()
            assert {path.name for path in tmp_path.iterdir()} == {".out.csv.ckm-mo", ".out.csv.ckm-mo.new"}
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 130
            assert process.stderr.read() == b"Interrupted.\n"
        assert list(tmp_path.iterdir()) == []
