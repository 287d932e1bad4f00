"""Failing ground: full disks, killed processes, no folder to write in, odd surroundings. Nothing torn, nothing lost."""

import errno
import io
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from attrs import define

from ckm_mo.errors import UnwritableOutput
from ckm_mo.tables import files
from commands import CODER1, CODER2, COMMANDS, Done, run

PROGRAM = (sys.executable, "-m", "ckm_mo")
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

WRITING = {
    **{name: ([*command, "--format", "json", "-o"], "out") for name, command in COMMANDS.items()},
    "a workbook": (["classify", CODER1, "-o"], "out.xlsx"),
    "what coders agree on": (["agree", CODER1, CODER2, "--merged"], "out.csv"),
}
"""Each way to write a file: the command without the file's name, and that name."""


OVER_INPUT = {
    "classify": ["classify", "{}", "-o"],
    "classify, csv": ["classify", "{}", "--format", "csv", "-o"],
    "tally": ["tally", "{}", "-o"],
    "explain": ["explain", "{}", "002-v1", "-o"],
    "agree": ["agree", CODER2, "{}", "-o"],
    "agree, merged": ["agree", CODER2, "{}", "--merged"],
    "compare": ["study", "--compare", "{}", "-o"],
}
"""Each way to write a file from a table, for which `{}` stands: the command without the file's name."""


def contents(folder: Path) -> dict[str, bytes]:
    """Give all files of a folder, hidden ones too."""
    return {path.name: path.read_bytes() if path.is_file() else b"" for path in folder.iterdir()}


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


@define
class Steps:
    """Counts the steps of writing, and lets one of them fail: those after it too where the disk is full.

    Args:
        at: Which, from 1.
        fault: With what.
        count: How many there were so far.
    """

    at: int
    fault: BaseException
    count: int = 0

    def __call__(self) -> None:
        """Take a step."""
        self.count += 1
        if self.count == self.at or (self.fault is FULL and self.count > self.at):
            raise self.fault

    def of(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """Make a function a step."""

        def call(*arguments: Any, **more: Any) -> Any:
            self()
            return real(*arguments, **more)

        return call


class Stepping(io.FileIO):
    """A file of which each write is a step, and the closing."""

    def __init__(self, number: int, mode: str, steps: Steps) -> None:
        """Open it by its number."""
        super().__init__(number, mode)
        self.steps = steps

    def write(self, data: Any) -> int:
        """Write some."""
        self.steps()
        return super().write(data)

    def close(self) -> None:
        """Close it, once."""
        if not self.closed:
            super().close()
            self.steps()


@contextmanager
def failing(at: int, fault: BaseException) -> Iterator[Steps]:
    """Let a step of writing a file, or the spool, fail."""
    steps = Steps(at, fault)

    def opened(path: Path, mode: str, opener: Callable[[Path, int], int], **options: Any) -> Any:
        number = opener(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        buffered = io.BufferedWriter(Stepping(number, "w", steps))
        return buffered if "b" in mode else io.TextIOWrapper(buffered, **options)

    def spool(encoding: str, newline: str, **_: object) -> io.TextIOWrapper:
        number = os.open(tempfile.gettempdir(), os.O_RDWR | os.O_TMPFILE)
        return io.TextIOWrapper(io.BufferedRandom(Stepping(number, "r+", steps)), encoding, newline=newline)

    with (
        mock.patch.object(files, "open", opened, create=True),
        mock.patch("os.fsync", steps.of(os.fsync)),
        mock.patch("os.link", steps.of(os.link)),
        mock.patch.object(Path, "replace", steps.of(Path.replace)),
        mock.patch("tempfile.TemporaryFile", steps.of(spool)),
    ):
        yield steps


def at_every_step(
    folder: Path, command: list[str], name: str, before: bytes | None, fault: BaseException
) -> list[Done]:
    """Let each step of writing a file fail, one after the other.

    Whatever the step, either what was there before is there, or what was to be written, whole; and nothing else.

    Returns:
        How the command ended each time.
    """
    path = folder / name
    more = [] if before is None else ["--force"]
    old = {} if before is None else {name: before}
    assert run(*command, str(path)).code == 0
    new = contents(folder)
    ends: list[Done] = []
    for at in count(1):
        path.unlink(missing_ok=True)
        if before is not None:
            path.write_bytes(before)
        with failing(at, fault) as steps:
            done = run(*command, str(path), *more)
        if steps.count < at:
            break
        ends.append(done)
        assert contents(folder) in ([old] if done.code == 1 else [new] if done.code == 0 else [old, new])
    return ends


class TestFullDisk:
    """At whatever step the disk is full, the output is not there, and the message says why."""

    @pytest.mark.parametrize("before", [None, b"kept"], ids=["new", "over another"])
    @pytest.mark.parametrize(("command", "name"), WRITING.values(), ids=WRITING)
    def test_steps(self, tmp_path: Path, command: list[str], name: str, before: bytes | None) -> None:
        """At every write, at the flush to the disk, and when the file gets its name; it was well if it only closes."""
        ends = at_every_step(tmp_path, command, name, before, FULL)
        assert [done.code for done in ends[:3]] == [1, 1, 1]
        for done in ends:
            assert (done.code == 0) == ("the disk is full" not in done.err)
            assert "Traceback" not in done.err

    @pytest.mark.parametrize("before", [None, b"kept"], ids=["new", "over another"])
    def test_for_a_moment(self, tmp_path: Path, before: bytes | None) -> None:
        """A disk that is full at one step alone is noticed then: what lost a part of itself gets no name."""
        command, name = WRITING["tally"]
        ends = at_every_step(tmp_path, command, name, before, OSError(errno.ENOSPC, "full for a moment"))
        assert [done.code for done in ends[:3]] == [1, 1, 1]

    @pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace", "os.link"])
    def test_system_calls(self, tmp_path: Path, step: str) -> None:
        """So it is for the steps after them, but that a file system without links has another way."""
        (tmp_path / "out").write_text("kept")
        with mock.patch(step, side_effect=FULL):
            done = run("tally", CODER1, "-o", str(tmp_path / "out"), "--force")
        if step == "os.link":
            assert done.code == 0
        else:
            assert (done.code, "the disk is full" in done.err, contents(tmp_path)) == (1, True, {"out": b"kept"})

    def test_limit(self, tmp_path: Path) -> None:
        """A real limit on what may be written is said, and leaves nothing."""
        # Nor a module that Python compiles under that limit, cuts off, and cannot import any more.
        limited = "export PYTHONDONTWRITEBYTECODE=1; ulimit -f 1;"
        done = start("classify", CODER1, "-o", str(tmp_path / "out"), before=limited)
        assert (done.returncode, done.stdout, contents(tmp_path)) == (1, "", {})
        assert "cannot be written" in done.stderr

    def test_spool(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """Where the folder for temporary files is full, at any step, that folder is named, and nothing comes out."""
        whole = run("tally", CODER1).out
        monkeypatch.setattr(files, "HELD_IN_MEMORY", 100)
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        codes = []
        for at in count(1):
            with failing(at, FULL) as steps:
                done = run("tally", CODER1)
            if steps.count < at:
                break
            codes.append(done.code)
            if done.code:
                assert done.out == ""
                assert f"in the folder for temporary files, {str(tmp_path)[:20]}" in done.err
                assert "the disk is full" in done.err
            else:
                assert (done.out, done.err) == (whole, "")
        # It is made, written to, and closed when all has come out.
        assert codes == [1] * (len(codes) - 1) + [0]
        assert len(codes) > 2
        assert contents(tmp_path) == {}

    def test_no_temporary_folder(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where there is none, that is said, and TMPDIR is named."""
        monkeypatch.setattr(files, "HELD_IN_MEMORY", 100)
        monkeypatch.setattr(tempfile, "tempdir", None)
        with mock.patch("tempfile._get_default_tempdir", side_effect=FileNotFoundError(errno.ENOENT, "none")):
            done = run("tally", CODER1)
        assert (done.code, done.out) == (1, "")
        assert "there is no folder for temporary files, and output of this size needs one; set TMPDIR" in done.err

    def test_small_output_needs_none(self) -> None:
        """Output that fits in memory never touches the disk."""
        with mock.patch("tempfile.TemporaryFile", side_effect=AssertionError):
            assert run("tally", CODER1).code == 0


KILLS, LOOKS = 100, 26_928

KILLED = """
import os, random, signal, sys
from pathlib import Path
from ckm_mo.tables.files import exchange
from ckm_mo.tables.reading import read_table
from ckm_mo.tables.writing import write_table

table, out, kills, whole = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), []
cases = list(read_table(table))
for kept in (cases, cases[:7]):
    write_table(kept, out, force=True)
    whole.append(out.read_bytes())
moments = random.Random(1)
torn = left = looks = 0

def look():
    global torn, looks
    torn += out.read_bytes() not in whole
    looks += 1

for _ in range(kills):
    child = os.fork()
    if not child:
        while True:
            write_table(cases, out, force=True)
            exchange(str(out), *whole)
            write_table(cases[:7], out, force=True)
            exchange(str(out), *whole[::-1])
    for _ in range(moments.randrange(500)):
        look()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    look()
    left += len(list(out.parent.iterdir())) > 1
write_table(cases, out, force=True)
print(looks, torn, left > 0, len(list(out.parent.iterdir())))
"""
"""Processes that write a table, two ways and over and over, each killed after a random number of looks at it.

It prints how many looks there were, how many of them at a torn file, whether any process left litter, and how many
files there are after one more run."""


class TestKilled:
    """A process that is killed leaves the old file or the new one, whole, and the next run clears up after it."""

    def test_a_hundred_times(self, tmp_path: Path) -> None:
        """No reader ever sees a torn file, and what the killed left is gone after the next run."""
        done = subprocess.run(  # noqa: S603 - this interpreter
            [sys.executable, "-c", KILLED, CODER1, str(tmp_path / "out.csv"), str(KILLS)],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert (done.stdout, done.stderr) == (f"{LOOKS} 0 True 1\n", "")

    def test_who_reads(self, tmp_path: Path) -> None:
        """Who has begun to read the old file reads it to its end, since the new one is another file."""
        (tmp_path / "out").write_bytes(b"old")
        with (tmp_path / "out").open("rb") as old:
            with files.output(str(tmp_path / "out"), force=True) as stream:
                stream.write("new")
            assert (old.read(), (tmp_path / "out").read_bytes()) == (b"old", b"new")
        with (tmp_path / "out").open("rb") as new:
            files.exchange(str(tmp_path / "out"), b"new", b"newest")
            assert (new.read(), (tmp_path / "out").read_bytes()) == (b"new", b"newest")

    def test_workbook(self, tmp_path: Path) -> None:
        """What a workbook is put together from goes with the next run as well; where a link is to, it stays."""
        command = ["classify", CODER1, "-o", str(tmp_path / "out.xlsx")]
        killed = "import os, signal\nfrom xlsxwriter.workbook import Workbook\nfrom ckm_mo.cli.running import main\n"
        killed += f"Workbook.close = lambda _: os.kill(os.getpid(), signal.SIGKILL)\nmain({command!r})\n"
        subprocess.run([sys.executable, "-c", killed], check=False, timeout=60)  # noqa: S603 - this interpreter
        assert sorted(contents(tmp_path)) == [
            ".out.xlsx.ckm-mo",
            ".out.xlsx.ckm-mo.new",
            ".out.xlsx.ckm-mo.parts",
        ]
        assert run(*command).code == 0
        assert list(contents(tmp_path)) == ["out.xlsx"]

    def test_cleared_when_refused(self, tmp_path: Path) -> None:
        """A run that is refused, since the file is there, clears up as well."""
        (tmp_path / "out").write_text("kept")
        (tmp_path / ".out.ckm-mo").write_text("F-1,yes")
        assert run("tally", CODER1, "-o", str(tmp_path / "out")).code == 1
        assert contents(tmp_path) == {"out": b"kept"}

    def test_another_writes(self, tmp_path: Path) -> None:
        """While another process writes the same output it is not disturbed, and this one says so."""
        other = "import sys\nfrom ckm_mo.tables.files import output\nwith output(sys.argv[1]) as stream:\n"
        other += "    stream.write('whole')\n    print('on', flush=True)\n    sys.stdin.read()\n"
        with subprocess.Popen(  # noqa: S603 - this interpreter
            [sys.executable, "-c", other, str(tmp_path / "out")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout
            assert process.stdout.readline() == b"on\n"
            done = run("tally", CODER1, "-o", str(tmp_path / "out"))
            process.communicate(b"")
        assert (done.code, "another process is writing it now" in done.err) == (1, True)
        assert contents(tmp_path) == {"out": b"whole"}

    def test_somebody_elses_file(self, tmp_path: Path) -> None:
        """What waits under the temporary name is not written into: whoever put it there could read along."""
        (tmp_path / "theirs").write_text("theirs")
        os.link(tmp_path / "theirs", tmp_path / ".out.ckm-mo")
        assert run("tally", CODER1, "-o", str(tmp_path / "out")).code == 0
        assert (tmp_path / "theirs").read_text() == "theirs"
        (tmp_path / "out").unlink()
        os.link(tmp_path / "theirs", tmp_path / ".out.ckm-mo")
        os.link(tmp_path / "theirs", tmp_path / ".out.ckm-mo.new")
        assert run("tally", CODER1, "-o", str(tmp_path / "out")).code == 0
        assert (tmp_path / "theirs").read_text() == "theirs"
        (tmp_path / "out").unlink()
        (tmp_path / ".out.ckm-mo").symlink_to("theirs")
        assert run("tally", CODER1, "-o", str(tmp_path / "out")).code == 1
        assert (tmp_path / "theirs").read_text() == "theirs"

    def test_pipe(self, tmp_path: Path) -> None:
        """A pipe under the temporary name is not waited for."""
        os.mkfifo(tmp_path / ".out.ckm-mo")
        assert run("tally", CODER1, "-o", str(tmp_path / "out")).code == 0
        assert [path.name for path in tmp_path.iterdir()] == ["out"]


class TestExchange:
    """A file that is exchanged is not touched while another process writes beside it."""

    def test_busy(self, tmp_path: Path) -> None:
        """That is said as it is, not as a fault of the disk."""
        (tmp_path / "out").write_text("old")
        busy = UnwritableOutput(file="out", reason="busy")
        with mock.patch("ckm_mo.tables.files.lock", side_effect=busy), pytest.raises(UnwritableOutput, match="busy"):
            files.exchange(str(tmp_path / "out"), b"old", b"new")
        assert contents(tmp_path) == {"out": b"old"}

    def test_reader_goes(self) -> None:
        """A reader that goes while output waits is left to whoever knows what that means."""
        with pytest.raises(BrokenPipeError), files.output(None):
            raise BrokenPipeError


class TestInterrupted:
    """Ctrl-C ends every command with 130, at whatever step of its output, and leaves nothing half-written."""

    @pytest.mark.parametrize("before", [None, b"kept"], ids=["new", "over another"])
    @pytest.mark.parametrize(("command", "name"), WRITING.values(), ids=WRITING)
    def test_every_command(self, tmp_path: Path, command: list[str], name: str, before: bytes | None) -> None:
        """The file that was there is as it was, or the new one is there, whole; there is no traceback."""
        ends = at_every_step(tmp_path, command, name, before, KeyboardInterrupt())
        assert len(ends) > 3
        assert {(done.code, done.err) for done in ends} == {(130, "Interrupted.\n")}
        # What goes to standard output comes out before a file gets its name.
        assert {done.out for done in ends} <= {"", run(*command, str(tmp_path / name), "--force").out}

    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    def test_to_standard_output(self, command: list[str]) -> None:
        """Nothing comes out of a command that is interrupted before all of it is there."""
        with mock.patch("ckm_mo.tables.files.AtomicFiles.standard", side_effect=KeyboardInterrupt):
            assert run(*command) == Done(130, "", "Interrupted.\n")


class TestMemory:
    """Where memory does not suffice, that is said."""

    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    @pytest.mark.parametrize(("lang", "said"), [("en", "not enough memory"), ("nl", "te weinig geheugen")])
    def test_every_command(self, command: list[str], lang: str, said: str) -> None:
        """Of every command, in either language, and nothing comes out."""
        with mock.patch("ckm_mo.tables.files.AtomicFiles.standard", side_effect=MemoryError):
            done = run(*command, "--lang", lang)
        assert (done.code, done.out, said in done.err, done.err.count("\n")) == (1, "", True, 1)

    @pytest.mark.parametrize("where", ["tables.files.Source.read", "tables.texts.TextBatch.values"])
    def test_reading(self, tmp_path: Path, where: str) -> None:
        """While a table is read too, and no file is written."""
        with mock.patch(f"ckm_mo.{where}", side_effect=MemoryError):
            done = run("classify", CODER1, "-o", str(tmp_path / "x.csv"))
        assert (done.code, "not enough memory" in done.err, list(tmp_path.iterdir())) == (1, True, [])


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
        odd = start(*command, **surroundings)
        assert (odd.returncode, odd.stdout, odd.stderr) == (0, run(*command).out, "")

    def test_no_home(self) -> None:
        """Nor does it need a HOME at all."""
        assert start("tally", CODER1, before="unset HOME;").returncode == 0

    @pytest.mark.parametrize("columns", ["20", "1", "0", "many", "100000"])
    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    def test_width(self, command: list[str], columns: str) -> None:
        """A terminal of 20 columns gets lines of 20, one of fewer the same, and one that says nonsense a view."""
        done = run(*command, "--format", "table", terminal=True, NO_COLOR="1", COLUMNS=columns)
        if columns == "1":
            assert done == run(*command, "--format", "table", terminal=True, NO_COLOR="1", COLUMNS="20")
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


class TestPlaces:
    """Where nothing can be read or put, that is said; what stands there stays as it is."""

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize(
        ("fault", "said"),
        [
            (IsADirectoryError(errno.EISDIR, ""), {"en": "it is a folder", "nl": "het is een map"}),
            (PermissionError(errno.EACCES, ""), {"en": "you may not open it", "nl": "u mag het niet openen"}),
            (FileNotFoundError(errno.ENOENT, ""), {"en": "there is no such file", "nl": "het bestand bestaat niet"}),
            (OSError(errno.EIO, "Input/output error"), {"en": "Input/output error", "nl": "Input/output error"}),
        ],
        ids=["a folder", "no permission", "not there", "a failing disk"],
    )
    def test_input(self, fault: OSError, said: dict[str, str], lang: str) -> None:
        """A table that cannot be opened is refused, and why."""
        with mock.patch.object(Path, "open", side_effect=fault):
            done = run("tally", "cases.csv", "--lang", lang)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
        assert said[lang] in done.err

    @pytest.mark.parametrize("force", [[], ["--force"]], ids=["plainly", "by force"])
    @pytest.mark.parametrize("place", ["folder", "pipe", "device"])
    @pytest.mark.parametrize("command", WRITING.values(), ids=WRITING)
    def test_output(self, tmp_path: Path, command: tuple[list[str], str], place: str, force: list[str]) -> None:
        """A folder, a pipe and a device are not written over, by force neither."""
        arguments, name = command
        path = tmp_path / name
        if place == "folder":
            path.mkdir()
        elif place == "pipe":
            os.mkfifo(path)
        else:
            path.symlink_to(os.devnull)
        before = path.lstat()
        done = run(*arguments, str(path), *force)
        after = path.lstat()  # when it was looked at may differ
        assert (done.code, done.out, "cannot be written" in done.err) == (1, "", True)
        assert (list(tmp_path.iterdir()), after.st_ino, after.st_mtime_ns) == (
            [path],
            before.st_ino,
            before.st_mtime_ns,
        )

    def test_link(self, tmp_path: Path) -> None:
        """A link is kept: without force it is a file that is there, by force the file that it leads to is replaced."""
        (tmp_path / "real").write_text("old")
        (tmp_path / "out").symlink_to("real")
        command = ["tally", CODER1, "-o", str(tmp_path / "out")]
        assert (run(*command).code, contents(tmp_path)) == (1, {"real": b"old", "out": b"old"})
        assert run(*command, "--force").code == 0
        assert (tmp_path / "out").readlink() == Path("real")
        assert (tmp_path / "real").read_text("utf-8") == run("tally", CODER1).out


class TestOverInput:
    """A table that is read is not lost by being written over."""

    @pytest.mark.parametrize("name", ["cases.csv", "link.csv", "copy.csv"])
    @pytest.mark.parametrize("command", OVER_INPUT.values(), ids=OVER_INPUT)
    def test_refused(self, tmp_path: Path, command: list[str], name: str) -> None:
        """It is refused as an output, by whatever name, with --force too."""
        text = Path(CODER1).read_text("utf-8")
        (tmp_path / "cases.csv").write_text(text, "utf-8")
        (tmp_path / "link.csv").symlink_to("cases.csv")
        os.link(tmp_path / "cases.csv", tmp_path / "copy.csv")
        table = str(tmp_path / "cases.csv")
        done = run(*(each.format(table) for each in command), str(tmp_path / name), "--force")
        assert (done.code, done.out) == (1, "")
        assert "it is read as well" in done.err
        assert (tmp_path / "cases.csv").read_text("utf-8") == text


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
