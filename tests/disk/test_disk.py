"""Disks that are really full, and one that may only be read: small ones in memory, mounted for each test.

    unshare -rm python -m pytest tests/disk

A suite of its own, since not every machine lets its users mount. What the suite of the command line lets fail at every
step, fails here when the system says so.
"""

import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from attrs import frozen

from ckm_mo.errors import UnwritableOutput
from ckm_mo.messages import Reason
from ckm_mo.tables import files
from cli.test_ground import WRITING, contents
from commands import CODER1, run

BLOCKS = 128
"""How many blocks each disk has."""

FILLER = "filler"
"""The file that fills it."""


@frozen
class Disk:
    """A small disk.

    Args:
        path: Where it is.
    """

    path: Path

    def leave(self, blocks: int) -> None:
        """Fill it up, but for some blocks."""
        with (self.path / FILLER).open("wb") as filler:
            facts = os.statvfs(self.path)
            os.posix_fallocate(filler.fileno(), 0, (facts.f_bavail - blocks) * facts.f_bsize)
        assert os.statvfs(self.path).f_bavail == blocks

    def contents(self) -> dict[str, bytes]:
        """Give all files on it but what fills it."""
        return {name: data for name, data in contents(self.path).items() if name != FILLER}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Mount a small disk."""
    options = ["-t", "tmpfs", "-o", f"size={BLOCKS * os.sysconf('SC_PAGE_SIZE')}", "none", str(tmp_path)]
    done = subprocess.run(["mount", *options], capture_output=True, text=True, check=False)  # noqa: S603, S607 - the system's
    if done.returncode:
        pytest.fail(f"This machine mounts nothing for this user: {done.stderr.strip()} Try unshare -rm.", pytrace=False)
    try:
        yield Disk(tmp_path)
    finally:
        gc.collect()  # a part that XlsxWriter left open keeps the disk in use
        subprocess.run(["umount", str(tmp_path)], check=True)  # noqa: S603, S607 - likewise


class TestFull:
    """However much of the disk is left: the output is there, whole, or what was there before, and nothing else."""

    # XlsxWriter leaves the parts open that it cannot write; they are gone from the disk all the same.
    @pytest.mark.filterwarnings("ignore:Exception ignored in. <_io.FileIO:pytest.PytestUnraisableExceptionWarning")
    @pytest.mark.parametrize("before", [None, b"kept"], ids=["new", "over another"])
    @pytest.mark.parametrize(("command", "name"), WRITING.values(), ids=WRITING)
    def test_file(self, disk: Disk, command: list[str], name: str, before: bytes | None) -> None:
        """A file takes blocks, one more each time, until there are enough."""
        path = disk.path / name
        more = [] if before is None else ["--force"]
        old = {} if before is None else {name: before}
        for blocks in count():
            path.unlink(missing_ok=True)
            if before is not None:
                path.write_bytes(before)
            disk.leave(blocks)
            done = run(*command, str(path), *more)
            if done.code == 0:
                break
            assert (done.code, done.out, disk.contents()) == (1, "", old)
            assert "cannot be written: the disk is full" in done.err
        assert blocks
        (disk.path / FILLER).unlink()
        written = disk.contents()
        assert run(*command, str(path), "--force").code == 0
        assert written == disk.contents()

    def test_exchange(self, disk: Disk) -> None:
        """A table that a case is added to stays as it was."""
        (disk.path / "cases.csv").write_bytes(b"old")
        disk.leave(0)
        with pytest.raises(UnwritableOutput) as caught:
            files.exchange(str(disk.path / "cases.csv"), b"old", b"new")
        assert (caught.value.reason, disk.contents()) == (Reason("full"), {"cases.csv": b"old"})

    def test_spool(self, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nothing comes out where the folder for temporary files takes not all of it, and the folder is named."""
        whole = done = run("codebook")
        monkeypatch.setattr(files, "HELD_IN_MEMORY", 100)
        monkeypatch.setattr(tempfile, "tempdir", str(disk.path))
        for blocks in count():
            disk.leave(blocks)
            done = run("codebook")
            assert disk.contents() == {}
            if done.code == 0:
                break
            assert (done.code, done.out) == (1, "")
            assert f"in the folder for temporary files, {str(disk.path)[:20]}" in done.err
            assert "the disk is full" in done.err
        assert blocks > 1
        assert (done.out, done.err) == (whole.out, "")

    def test_outgrown(self, disk: Disk) -> None:
        """So it is where output really outgrows memory."""
        rows = "".join(f"F-{row},yes\n" for row in range(70_000))
        done = subprocess.run(
            [sys.executable, "-m", "ckm_mo", "classify", "-", "--format", "json"],
            input=f"case_id,violence\n{rows}",
            capture_output=True,
            text=True,
            env={"TMPDIR": str(disk.path), "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
            check=False,
            timeout=120,
        )
        assert (done.returncode, done.stdout, disk.contents()) == (1, "", {})
        assert "in the folder for temporary files" in done.stderr
        assert "the disk is full" in done.stderr

    @pytest.mark.parametrize(
        "arguments", [["tally", CODER1], ["codebook", "--format", "json"], ["--help"]], ids=" ".join
    )
    def test_standard_output(self, disk: Disk, arguments: list[str]) -> None:
        """Standard output that goes to a file on it is said to be full."""
        disk.leave(0)
        plain = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}  # it lets help hide it
        with (disk.path / "out").open("wb") as out:
            done = subprocess.run(  # noqa: S603 - this interpreter
                [sys.executable, "-m", "ckm_mo", *arguments],
                stdout=out,
                stderr=subprocess.PIPE,
                env=plain,
                check=False,
                timeout=60,
            )
        assert (done.returncode, done.stderr) == (1, b"standard output cannot be written: the disk is full.\n")


class TestReadOnly:
    """On a disk that may only be read, tables are read and nothing is written."""

    @pytest.mark.parametrize("before", [None, b"kept"], ids=["new", "over another"])
    @pytest.mark.parametrize(("command", "name"), WRITING.values(), ids=WRITING)
    def test_file(self, disk: Disk, command: list[str], name: str, before: bytes | None) -> None:
        """That is said of an output, and what is there stays."""
        if before is not None:
            (disk.path / name).write_bytes(before)
        subprocess.run(["mount", "-o", "remount,ro", str(disk.path)], check=True)  # noqa: S603, S607 - the system's
        done = run(*command, str(disk.path / name), "--force")
        assert (done.code, done.out) == (1, "")
        assert "cannot be written: Read-only file system" in done.err
        assert disk.contents() == ({} if before is None else {name: before})

    def test_table(self, disk: Disk) -> None:
        """A table on it gives its tally."""
        table = disk.path / "cases.csv"
        table.write_bytes(Path(CODER1).read_bytes())
        subprocess.run(["mount", "-o", "remount,ro", str(disk.path)], check=True)  # noqa: S603, S607 - the system's
        assert run("tally", str(table)).out == run("tally", CODER1).out
