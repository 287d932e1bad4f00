"""What differs between systems: each way of doing a thing, tried on this one."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from ckm_mo import _platform as platform


@pytest.fixture(params=["locks", "no locks"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a path for what is held, on a system with locks and on one without."""
    if request.param == "no locks":
        monkeypatch.setitem(sys.modules, "fcntl", None)
    return tmp_path / "held"


class TestHold:
    """A file is held by one process at a time."""

    def test_alone(self, place: Path) -> None:
        """It is there while it is held, private, and gone when it is let go."""
        number = platform.lock(place)
        assert place.stat().st_mode & 0o777 == 0o600
        platform.unlock(number, place)
        assert not place.exists()

    def test_left(self, place: Path) -> None:
        """What a killed process left is held by nobody."""
        place.write_text("left")
        platform.unlock(platform.lock(place), place)
        assert not place.exists()

    def test_held(self, tmp_path: Path) -> None:
        """Who comes second is told so at once, and nothing changes for the first."""
        number = platform.lock(tmp_path / "held")
        with pytest.raises(BlockingIOError):
            platform.lock(tmp_path / "held")
        assert (tmp_path / "held").exists()
        platform.unlock(number, tmp_path / "held")

    @pytest.mark.parametrize("refused", ["unlink", "open"])
    def test_held_without_locks(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: str) -> None:
        """Where what is open cannot be removed, that tells; so does one that comes there in between."""
        (tmp_path / "held").write_text("theirs")
        monkeypatch.setitem(sys.modules, "fcntl", None)
        error = PermissionError if refused == "unlink" else None
        with mock.patch.object(Path, "unlink", side_effect=error), pytest.raises(BlockingIOError):
            platform.lock(tmp_path / "held")
        assert (tmp_path / "held").read_text() == "theirs"

    def test_closed_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A folder that may not be written in is not one in which another process writes."""
        monkeypatch.setitem(sys.modules, "fcntl", None)
        with mock.patch("os.open", side_effect=PermissionError), pytest.raises(PermissionError):
            platform.lock(tmp_path / "held")

    @pytest.mark.parametrize("then", [Path.unlink, lambda path: (path.unlink(), path.touch())])
    def test_removed_meanwhile(self, tmp_path: Path, then: Callable[[Path], object]) -> None:
        """A file that is removed before it is locked, or made anew by another, is not the one that is held."""
        place, steps = tmp_path / "held", iter([then])
        real = pytest.importorskip("fcntl").flock

        def late(number: int, how: int) -> None:
            real(number, how)
            next(steps, lambda _: None)(place)

        with mock.patch("fcntl.flock", late):
            number = platform.lock(place)
        assert os.path.samestat(os.fstat(number), place.stat())
        platform.unlock(number, place)

    def test_taken_by_the_next(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without locks, the next process may have it before it is removed, and keeps it."""
        monkeypatch.setitem(sys.modules, "fcntl", None)
        number = platform.lock(tmp_path / "held")
        with mock.patch.object(Path, "unlink", side_effect=PermissionError):
            platform.unlock(number, tmp_path / "held")
        assert (tmp_path / "held").exists()


class TestAppear:
    """A file gets its name only where no other has it."""

    @pytest.mark.parametrize("links", [True, False])
    @pytest.mark.parametrize("there", [True, False])
    def test_appear(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool, there: bool) -> None:
        """With links and without, on a system that knows none."""
        new, path = tmp_path / "new", tmp_path / "path"
        new.write_text("new")
        if there:
            path.write_text("old")
        if not links:
            monkeypatch.delattr(os, "link", raising=False)
        if there:
            with pytest.raises(FileExistsError):
                platform.rename_into_place(new, path)
        else:
            platform.rename_into_place(new, path)
        assert path.read_text() == ("old" if there else "new")


@pytest.mark.parametrize("name", ["nul", "CON.csv", "aux.tar.gz", "com1", "Lpt¹.csv", "prn .csv", "conin$"])
def test_devices(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Names that Windows gives to devices are files elsewhere."""
    monkeypatch.setattr(platform, "WINDOWS", False)
    assert not platform.names_device(Path("folder", name))
    monkeypatch.setattr(platform, "WINDOWS", True)
    assert platform.names_device(Path("folder", name))
    assert not platform.names_device(Path("folder", f"x{name}"))


@pytest.mark.parametrize("module", [None, mock.Mock(spec=["parse_and_bind"])], ids=["none", "another's"])
def test_lines_that_cannot_be_edited(monkeypatch: pytest.MonkeyPatch, module: Any) -> None:
    """Where `readline` is absent, or would keep what is typed, lines are read as they come."""
    monkeypatch.setitem(sys.modules, "readline", module)
    assert not platform.edit_lines()


def test_lines_that_can_be_edited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is there, what is typed is not kept, and no line begins with a code."""
    readline = mock.Mock()
    monkeypatch.setitem(sys.modules, "readline", readline)
    assert platform.edit_lines()
    readline.set_auto_history.assert_called_once_with(False)  # noqa: FBT003 - as it is called
    readline.parse_and_bind.assert_called_once_with("set enable-bracketed-paste off")


class TestOutlivingTerminal:
    """A process goes on when its terminal is closed."""

    def test_hangup(self) -> None:
        """While it lasts the signal is ignored; then all is as it was."""
        before = signal.getsignal(signal.SIGHUP)
        with platform.outliving_terminal():
            os.kill(os.getpid(), signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) == before

    @pytest.mark.parametrize("module", [None, object()])
    def test_no_such_signal(self, monkeypatch: pytest.MonkeyPatch, module: object) -> None:
        """Where there is no such signal, or there are none, nothing is done."""
        monkeypatch.setitem(sys.modules, "signal", module)
        with platform.outliving_terminal():
            pass


class TestQuoted:
    """Arguments are quoted for the shell of the system."""

    @pytest.mark.parametrize("text", ["violence=yes", "a b", "it's", "$(x) `y`", 'say "x"', "a;b", "", "*", "é"])
    def test_posix(self, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
        """A shell takes the argument as it was."""
        monkeypatch.setattr(platform, "WINDOWS", False)
        done = subprocess.run(  # noqa: S602 - that a shell takes it is what is tested
            f"printf %s {platform.quoted(text)}", shell=True, capture_output=True, check=True
        )
        assert done.stdout.decode() == text

    @pytest.mark.parametrize(
        ("text", "quoted"),
        [
            ("relation=affective", "relation=affective"),
            (r"C:\cases\a.csv", r"C:\cases\a.csv"),
            ("sectors=window;home", '"sectors=window;home"'),
            ("it's", '"it\'s"'),
            ('say "x"', '"say ""x"""'),
            ("C:\\my cases\\", '"C:\\my cases\\\\"'),
            ("a&b|c", '"a&b|c"'),
            ("", '""'),
        ],
    )
    def test_windows(self, monkeypatch: pytest.MonkeyPatch, text: str, quoted: str) -> None:
        """On Windows all but plain text stands between quotation marks, in which others are doubled."""
        monkeypatch.setattr(platform, "WINDOWS", True)
        assert platform.quoted(text) == quoted
