"""The builder: the same bytes anywhere, and nothing that is not pinned."""

import hashlib
from pathlib import Path

import pytest

from page.opened import ROOT, build, built_at


def digest(page: Path) -> str:
    """Give the SHA-256 of a page: 10 MB of bytes that differ take minutes to be shown."""
    return hashlib.sha256(page.read_bytes()).hexdigest()


class TestSame:
    """The same sources give the same bytes."""

    def test_elsewhere(self, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Also from another folder, in another zone of time, and with other seeds."""
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("TZ", "Asia/Tokyo")
        monkeypatch.setenv("PYTHONHASHSEED", "7")
        assert digest(built_at(Path("again.html"))) == digest(built)

    def test_digest(self, built: Path) -> None:
        """Its SHA-256 stands beside it, as programs that check such files read it."""
        assert built.with_name("ckm-mo.html.sha256").read_text("utf-8") == f"{digest(built)}  ckm-mo.html\n"

    def test_whole(self, built: Path) -> None:
        """It is one file, which names no other, and says nothing of the machine that built it."""
        text = built.read_text("utf-8")
        assert str(ROOT) not in text
        assert 'src="' not in text
        assert "@import" not in text


class TestRefused:
    """What cannot be built is said, and nothing is written."""

    def test_other_bytes(self, tmp_path: Path) -> None:
        """A wheel that is not the pinned one is named, with what it is and what it should be."""
        wheel = tmp_path / "flet_web-1.0.5-py3-none-any.whl"
        wheel.write_bytes(b"other")
        done = build(tmp_path / "page.html", "--wheels", str(tmp_path))
        assert done.returncode == 1
        assert f"{wheel} is not the file that pins.toml pins" in done.stderr
        assert hashlib.sha256(b"other").hexdigest() in done.stderr
        assert list(tmp_path.iterdir()) == [wheel]

    def test_missing(self, tmp_path: Path) -> None:
        """So is one that is missing."""
        done = build(tmp_path / "page.html", "--wheels", str(tmp_path))
        assert (done.returncode, "is missing" in done.stderr) == (1, True)
        assert list(tmp_path.iterdir()) == []

    def test_no_network(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without a network the requirement is named, and what helps."""
        monkeypatch.setenv("PIP_NO_INDEX", "1")
        monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
        done = build(tmp_path / "page.html")
        assert done.returncode == 1
        assert "pip could not get flet-web==1.0.5" in done.stderr
        assert "--wheels" in done.stderr

    def test_no_folder(self, tmp_path: Path) -> None:
        """So is a place that cannot be written, before anything is built."""
        done = build(tmp_path / "none" / "page.html", "--wheels", str(tmp_path))
        assert (done.returncode, f"there is no folder {tmp_path / 'none'}" in done.stderr) == (1, True)
