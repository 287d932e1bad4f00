"""Failing ground: full disks, killed processes, no folder to write in, odd surroundings. Nothing torn, nothing lost."""

import errno
import io
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from ckm_mo import files
from ckm_mo.errors import UnwritableOutput
from commands import CODER1, run

PROGRAM = (sys.executable, "-m", "ckm_mo")
COMMANDS = {
    "case": ["case", "violence=yes"],
    "classify": ["classify", CODER1],
    "tally": ["tally", CODER1],
    "explain": ["explain", CODER1, "002-v1"],
    "agree": ["agree", CODER1, CODER1],
    "codebook": ["codebook"],
    "rules": ["rules"],
    "template": ["template"],
    "study": ["study"],
}
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def contents(folder: Path) -> dict[str, str]:
    """Give all files of a folder, hidden ones too."""
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def start(*arguments: str, before: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the program to its end in a shell that sets things up before."""
    plain = {key: value for key, value in os.environ.items() if key not in {"PYTHONUNBUFFERED", "COLUMNS", "NO_COLOR"}}
    return subprocess.run(  # noqa: S603 - a shell's own words
        ["/bin/sh", "-c", f'{before} exec "$@"', "sh", *PROGRAM, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=plain | {"LC_ALL": "C.UTF-8"} | environment,
        check=False,
        timeout=120,
    )


class TestFullDisk:
    """At whatever step the disk is full, the output is not there, and the message says why."""

    STEPS = ("write", "flush", "close")

    @pytest.fixture(params=STEPS)
    def step(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
        """Let a step of every text stream that is opened for writing find the disk full."""
        step = str(request.param)

        class Full(io.TextIOWrapper):
            def write(self, text: str) -> int:
                if step == "write":
                    raise FULL
                return super().write(text)

            def flush(self) -> None:
                if step == "flush":
                    raise FULL
                super().flush()

            def close(self) -> None:
                super().close()
                if step == "close":
                    raise FULL

        def opened(number: int, mode: str, **options: Any) -> io.TextIOWrapper:
            return Full(io.FileIO(number, mode), **options)

        monkeypatch.setattr(files, "open", opened, raising=False)
        return step

    @pytest.mark.parametrize("force", [[], ["--force"]], ids=["new", "over another"])
    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    def test_steps(self, tmp_path: Path, command: list[str], force: list[str], step: str) -> None:
        """A failing write or flush leaves what was there; a failing close comes when all is in place."""
        if force:
            (tmp_path / "out").write_text("kept")
        done = run(*command, "--format", "json", "-o", str(tmp_path / "out"), *force)
        if step == "close":
            assert (done.code, done.err.count("disk")) == (0, 0)
            assert contents(tmp_path) == {"out": run(*command, "--format", "json").out}
        else:
            assert (done.code, done.out) == (1, "")
            assert "the disk is full" in done.err
            assert contents(tmp_path) == ({"out": "kept"} if force else {})

    @pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace", "os.link"])
    def test_system_calls(self, tmp_path: Path, step: str) -> None:
        """So it is for the steps after them, but that a file system without links has another way."""
        (tmp_path / "out").write_text("kept")
        with mock.patch(step, side_effect=FULL):
            done = run("tally", CODER1, "-o", str(tmp_path / "out"), "--force")
        if step == "os.link":
            assert done.code == 0
        else:
            assert (done.code, "the disk is full" in done.err, contents(tmp_path)) == (1, True, {"out": "kept"})

    def test_limit(self, tmp_path: Path) -> None:
        """A real limit on what may be written is said, and leaves nothing."""
        done = start("classify", CODER1, "-o", str(tmp_path / "out"), before="ulimit -f 1;")
        assert (done.returncode, done.stdout, contents(tmp_path)) == (1, "", {})
        assert "cannot be written" in done.stderr

    def test_spool(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """Where the folder for temporary files is full, the message names that folder."""
        monkeypatch.setattr(files, "HELD_IN_MEMORY", 100)
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        with mock.patch("tempfile.TemporaryFile", side_effect=FULL):
            done = run("tally", CODER1)
        assert (done.code, done.out) == (1, "")
        assert f"in the folder for temporary files, {str(tmp_path)[:20]}" in done.err
        assert "the disk is full" in done.err

    def test_no_temporary_folder(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where there is none, that is said, and TMPDIR is named."""
        monkeypatch.setattr(files, "HELD_IN_MEMORY", 100)
        monkeypatch.setattr(tempfile, "tempdir", None)
        with mock.patch("tempfile._get_default_tempdir", side_effect=FileNotFoundError(errno.ENOENT, "none")):
            done = run("tally", CODER1)
        assert (done.code, done.out, "TMPDIR" in done.err) == (1, "", True)

    def test_small_output_needs_none(self) -> None:
        """Output that fits in memory never touches the disk."""
        with mock.patch("tempfile._get_default_tempdir", side_effect=AssertionError):
            assert run("tally", CODER1).code == 0


KILLED = """
import os, random, signal, sys, time
from pathlib import Path
from ckm_mo.tables import read_table, write_table

table, out, whole = sys.argv[1], Path(sys.argv[2]), []
cases = list(read_table(table))
for kept in (cases, cases[:7]):
    write_table(kept, out, force=True)
    whole.append(out.read_bytes())
moments = random.Random(1)
torn = left = 0
for _ in range(100):
    child = os.fork()
    if not child:
        while True:
            write_table(cases[:7], out, force=True)
            write_table(cases, out, force=True)
    time.sleep(moments.uniform(0, 0.02))
    torn += out.read_bytes() not in whole
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    torn += out.read_bytes() not in whole
    left += len(list(out.parent.iterdir())) > 1
write_table(cases, out, force=True)
print(torn, left > 0, len(list(out.parent.iterdir())))
"""
"""A hundred processes that write a table, two ways, over and over, and are killed at a random moment.

It prints how many torn files a reader saw, whether any process left litter, and how many files there are after one
more run."""


class TestKilled:
    """A process that is killed leaves the old file or the new one, whole, and the next run clears up after it."""

    def test_a_hundred_times(self, tmp_path: Path) -> None:
        """No reader ever sees a torn file, and what the killed left is gone after the next run."""
        done = subprocess.run(  # noqa: S603 - this interpreter
            [sys.executable, "-c", KILLED, CODER1, str(tmp_path / "out.csv")],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert (done.stdout, done.stderr) == ("0 True 1\n", "")

    def test_cleared_when_refused(self, tmp_path: Path) -> None:
        """A run that is refused, since the file is there, clears up as well."""
        (tmp_path / "out").write_text("kept")
        (tmp_path / ".out.ckm-mo").write_text("F-1,yes")
        assert run("tally", CODER1, "-o", str(tmp_path / "out")).code == 1
        assert contents(tmp_path) == {"out": "kept"}

    def test_another_writes(self, tmp_path: Path) -> None:
        """While another process writes the same output it is not disturbed, and this one says so."""
        other = "import sys\nfrom ckm_mo.files import output\nwith output(sys.argv[1]) as stream:\n"
        other += "    stream.write('whole')\n    print('on', flush=True)\n    sys.stdin.read()\n"
        with subprocess.Popen(  # noqa: S603 - this interpreter
            [sys.executable, "-c", other, str(tmp_path / "out")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout
            assert process.stdout.readline() == b"on\n"
            done = run("tally", CODER1, "-o", str(tmp_path / "out"))
            process.communicate(b"")
        assert (done.code, "another process is writing it now" in done.err) == (1, True)
        assert contents(tmp_path) == {"out": "whole"}

    def test_somebody_elses_file(self, tmp_path: Path) -> None:
        """What waits under the temporary name is not written into: whoever put it there could read along."""
        (tmp_path / "theirs").write_text("theirs")
        os.link(tmp_path / "theirs", tmp_path / ".out.ckm-mo")
        assert run("tally", CODER1, "-o", str(tmp_path / "out")).code == 0
        assert (tmp_path / "theirs").read_text() == "theirs"
        (tmp_path / "out").unlink()
        (tmp_path / ".out.ckm-mo").symlink_to("theirs")
        assert run("tally", CODER1, "-o", str(tmp_path / "out")).code == 1
        assert (tmp_path / "theirs").read_text() == "theirs"

    def test_the_next_process(self, tmp_path: Path) -> None:
        """When a file has got its name, the next process may begin under the temporary one, and is left alone."""
        replace = Path.replace

        def replaced(path: Path, target: Path) -> None:
            replace(path, target)
            path.write_text("the next")

        with mock.patch.object(Path, "replace", replaced), files.output(str(tmp_path / "out"), force=True) as stream:
            stream.write("x")
        assert contents(tmp_path) == {"out": "x", ".out.ckm-mo": "the next"}

    def test_pipe(self, tmp_path: Path) -> None:
        """A pipe under the temporary name is not waited for."""
        os.mkfifo(tmp_path / ".out.ckm-mo")
        assert run("tally", CODER1, "-o", str(tmp_path / "out")).code == 0
        assert [path.name for path in tmp_path.iterdir()] == ["out"]

    def test_taken_meanwhile(self, tmp_path: Path) -> None:
        """A temporary file that another takes for litter, before it is locked, is made anew."""
        real, calls = files._locked, iter([False, True, True])  # noqa: SLF001 - the moment cannot be met otherwise
        with (
            mock.patch("ckm_mo.files._locked", side_effect=lambda number: next(calls) and real(number)),
            files.output(str(tmp_path / "out")) as stream,
        ):
            stream.write("x")
        assert contents(tmp_path) == {"out": "x"}

    def test_another_clears_up(self, tmp_path: Path) -> None:
        """Two processes may clear up at once, and one may begin when the other has."""
        litter = tmp_path / ".out.ckm-mo"
        litter.write_text("left")
        real_lock, real_open, tries = files._locked, os.open, iter([True])  # noqa: SLF001 - as above

        def late(number: int) -> bool:
            if next(tries, False):
                litter.unlink()
            return real_lock(number)

        def beaten(path: Any, flags: int, mode: int = 0o777) -> int:
            if flags & os.O_EXCL and not litter.exists() and not beats:
                beats.append(True)
                raise FileExistsError
            return real_open(path, flags, mode)

        beats: list[bool] = []
        with mock.patch("ckm_mo.files._locked", late), mock.patch("os.open", beaten):
            assert run("tally", CODER1, "-o", str(tmp_path / "out")).code == 0
        assert ([path.name for path in tmp_path.iterdir()], beats) == (["out"], [True])


class TestExchange:
    """A file that is exchanged is not touched while another process writes beside it."""

    def test_busy(self, tmp_path: Path) -> None:
        """That is said as it is, not as a fault of the disk."""
        (tmp_path / "out").write_text("old")
        busy = UnwritableOutput(file="out", reason="busy")
        with mock.patch("ckm_mo.files._taken", side_effect=busy), pytest.raises(UnwritableOutput, match="busy"):
            files.exchange(str(tmp_path / "out"), b"old", b"new")
        assert contents(tmp_path) == {"out": "old"}

    def test_reader_goes(self) -> None:
        """A reader that goes while output waits is left to whoever knows what that means."""
        with pytest.raises(BrokenPipeError), files.output(None):
            raise BrokenPipeError


class TestInterrupted:
    """Ctrl-C ends every command with 130, at whatever step of its output, and leaves nothing."""

    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    @pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace", "ckm_mo.cli._Output.open"])
    def test_every_command(self, tmp_path: Path, command: list[str], step: str) -> None:
        """The file that was there is as it was; there is no traceback."""
        (tmp_path / "out").write_text("kept")
        with mock.patch(step, side_effect=KeyboardInterrupt):
            done = run(*command, "--format", "json", "-o", str(tmp_path / "out"), "--force")
        assert (done.code, done.out, done.err) == (130, "", "Interrupted.\n")
        assert contents(tmp_path) == {"out": "kept"}


class TestSurroundings:
    """Odd surroundings change nothing of what is said, or are named."""

    @pytest.mark.parametrize(
        "surroundings",
        [
            {"LC_ALL": "C", "PYTHONUTF8": "0"},
            {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            {"LC_ALL": "tlh_QO.KLINGON"},
            {"PYTHONIOENCODING": "ascii"},
            {"HOME": "/nowhere"},
            {"TMPDIR": "/nowhere"},
            {"PYTHONOPTIMIZE": "2"},
            {"TZ": "nowhere"},
        ],
        ids=str,
    )
    def test_same(self, surroundings: dict[str, str]) -> None:
        """A tally is the same in any locale, without a home, and without a temporary folder."""
        command = ["tally", CODER1, "--lang", "nl"]
        odd, plain = start(*command, **surroundings), start(*command)
        assert (odd.returncode, odd.stdout, odd.stderr) == (0, plain.stdout, plain.stderr)

    def test_no_home(self) -> None:
        """Nor does it need a HOME at all."""
        assert start("tally", CODER1, before="unset HOME;").returncode == 0

    @pytest.mark.parametrize("columns", ["20", "1", "0", "many", "100000"])
    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    def test_width(self, command: list[str], columns: str) -> None:
        """A terminal of 20 columns gets lines of 20, and one that says nonsense gets a view."""
        done = run(*command, "--format", "table", terminal=True, NO_COLOR="1", COLUMNS=columns)
        assert (done.code, bool(done.out)) == (0, True)
        if columns == "20":
            assert max(map(len, done.out.splitlines())) <= 20

    @pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENAMETOOLONG])
    def test_read_only(self, tmp_path: Path, number: int) -> None:
        """A folder that cannot be written in is named, and why."""
        with mock.patch("os.open", side_effect=OSError(number, os.strerror(number))):
            done = run("tally", CODER1, "-o", str(tmp_path / "out"))
        assert (done.code, done.out, "cannot be" in done.err) == (1, "", True)

    def test_unreadable_folder(self, tmp_path: Path) -> None:
        """A folder that may be written in and not read takes the file."""
        real = os.open

        def refusing(path: Any, flags: int, mode: int = 0o777) -> int:
            if Path(path) == tmp_path:
                raise PermissionError(errno.EACCES, "no")
            return real(path, flags, mode)

        with mock.patch("os.open", side_effect=refusing):
            assert run("tally", CODER1, "-o", str(tmp_path / "out")).code == 0
        assert (tmp_path / "out").exists()


class TestOverInput:
    """A table that is read is not lost by being written over."""

    @pytest.mark.parametrize("name", ["cases.csv", "link.csv", "copy.csv"])
    @pytest.mark.parametrize("command", [["classify"], ["tally"], ["agree", CODER1]], ids=" ".join)
    def test_refused(self, tmp_path: Path, command: list[str], name: str) -> None:
        """It is refused as an output, by whatever name, with --force too."""
        text = Path(CODER1).read_text("utf-8")
        (tmp_path / "cases.csv").write_text(text, "utf-8")
        (tmp_path / "link.csv").symlink_to("cases.csv")
        os.link(tmp_path / "cases.csv", tmp_path / "copy.csv")
        done = run(*command, str(tmp_path / "cases.csv"), "-o", str(tmp_path / name), "--force")
        assert (done.code, done.out) == (1, "")
        assert "it is read as well" in done.err
        assert (tmp_path / "cases.csv").read_text("utf-8") == text

    def test_merged(self, tmp_path: Path) -> None:
        """So it is as the file of what coders agree on."""
        (tmp_path / "cases.csv").write_bytes(Path(CODER1).read_bytes())
        done = run("agree", CODER1, str(tmp_path / "cases.csv"), "--merged", str(tmp_path / "cases.csv"), "--force")
        assert (done.code, "it is read as well" in done.err) == (1, True)


class TestPrivate:
    """What is written is for its owner alone, and there is no copy of it."""

    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    def test_mode(self, tmp_path: Path, command: list[str]) -> None:
        """Files get mode 0600, whatever the mask; the temporary file has it from its first byte."""
        seen: list[int] = []
        real = os.fsync

        def look(number: int) -> None:
            seen.extend(stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir())
            real(number)

        before = os.umask(0)
        try:
            with mock.patch("os.fsync", side_effect=look):
                assert run(*command, "-o", str(tmp_path / "out")).code == 0
        finally:
            os.umask(before)
        assert set(seen) == {0o600}
