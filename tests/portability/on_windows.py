"""What must hold on Windows, tried where its rules are kept; `test_without_posix.py` runs it."""

import io
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from ckm_mo import read_table, write_table
from ckm_mo.cases import Case
from ckm_mo.cli.running import main
from ckm_mo.errors import UnwritableOutput
from ckm_mo.tables.additions import Addition
from ckm_mo.tables.files import output
from commands import CODER1, Done, Screen, run
from portability import windows

TABLE = "case_id;violence;note\r\nF-1;yes;één\r\nF-2;no;\r\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Write a table as a spreadsheet does there."""
    path = tmp_path / "cases.csv"
    path.write_bytes(TABLE.encode("utf-8-sig"))
    return path


class TestRules:
    """What is emulated is so: else nothing here would prove anything."""

    def test_modules(self) -> None:
        """What only POSIX has is not there."""
        assert not any(hasattr(os, name) for name in windows.NAMES)
        assert not any(sys.modules[name] for name in windows.MODULES)

    def test_open_files(self, tmp_path: Path) -> None:
        """What is open is neither removed nor replaced; what is closed is."""
        (tmp_path / "other").touch()
        with (tmp_path / "open").open("wb"):
            for change in (Path.unlink, (tmp_path / "other").replace):
                with pytest.raises(PermissionError):
                    change(tmp_path / "open")
        (tmp_path / "other").replace(tmp_path / "open")
        (tmp_path / "open").unlink()

    def test_folders(self, tmp_path: Path) -> None:
        """No folder is opened."""
        with pytest.raises(PermissionError):
            os.open(tmp_path, os.O_RDONLY)


class TestOutputs:
    """Files are written whole, and what is in the way is said."""

    def test_open_elsewhere(self, table: Path) -> None:
        """A file that a spreadsheet holds open stays as it is, and that is said."""
        with table.open("rb"):
            done = run("tally", CODER1, "-o", str(table), "--force")
        assert (done.code, done.out) == (1, "")
        assert "cannot be written" in done.err
        assert table.read_bytes() == TABLE.encode("utf-8-sig")
        assert list(table.parent.iterdir()) == [table]

    def test_another_process(self, tmp_path: Path) -> None:
        """While another process writes the same output it is not disturbed; when it is killed, all it left goes."""
        code = "import portability.windows, sys\nfrom ckm_mo.tables.files import output\n"
        code += "with output(sys.argv[1]):\n    print('on', flush=True)\n    sys.stdin.read()\n"
        with subprocess.Popen(  # noqa: S603 - this interpreter
            [sys.executable, "-c", code, str(tmp_path / "out")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout
            assert process.stdout.readline() == b"on\n"
            busy = run("tally", CODER1, "-o", str(tmp_path / "out"))
            process.kill()
        assert (busy.code, "another process is writing it now" in busy.err) == (1, True)
        assert len(list(tmp_path.iterdir())) > 1
        assert run("tally", CODER1, "-o", str(tmp_path / "out")).code == 0
        assert [path.name for path in tmp_path.iterdir()] == ["out"]

    @pytest.mark.parametrize("name", ["nul", "con.csv", "LPT1.txt"])
    @pytest.mark.parametrize("force", [False, True])
    def test_devices(self, tmp_path: Path, name: str, *, force: bool) -> None:
        """What would be written to a device is refused."""
        with pytest.raises(UnwritableOutput), output(str(tmp_path / name), force=force):
            pass
        assert list(tmp_path.iterdir()) == []

    def test_line_ends(self) -> None:
        """What goes to standard output has the same bytes as on any other system."""
        command = ["classify", CODER1, "--format", "csv"]
        with mock.patch("sys.stdout", io.TextIOWrapper(io.BytesIO(), "cp1252", newline="\r\n")) as stream:
            assert main(command) == 0
        assert stream.buffer.getvalue() == run(*command).out.encode()


class TestTables:
    """Tables of Windows' programs are read, and cases are added to them."""

    def test_read(self, table: Path) -> None:
        """Semicolons, a byte-order mark and line ends of two characters are read."""
        assert [case.case_id for case in read_table(table)] == ["F-1", "F-2"]

    def test_written(self, table: Path) -> None:
        """What is written reads back."""
        write_table(read_table(table), table, force=True)
        assert [case.other for case in read_table(table)] == [(("note", "één"),), (("note", ""),)]

    def test_added(self, table: Path) -> None:
        """A case that is added ends as the others do."""
        case = Case.from_answers({"case_id": "F-3", "violence": "yes"})
        Addition.read(str(table), encoding="utf-8-sig", lang="en").save(case)
        assert table.read_bytes() == f"{TABLE}F-3;yes;\r\n".encode("utf-8-sig")

    def test_backslashes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A path with backslashes is shown as it was given."""
        monkeypatch.chdir(tmp_path)
        name = "folder\\cases.csv"
        Path(name).write_text(TABLE, "utf-8")
        assert run("tally", name, "--format", "json").json["provenance"]["files"][0]["name"] == name
        assert f"{name}x: " in run("tally", f"{name}x").err


def on_screen(*arguments: str) -> Done:
    """Run a command at a console that has Western European letters only."""
    out, err = (Screen(io.BytesIO(), "cp1252", newline="") for _ in range(2))
    with mock.patch("sys.stdout", out), mock.patch("sys.stderr", err):
        code = main(arguments)
        out.flush()
        err.flush()
    return Done(code, *(stream.buffer.getvalue().decode("cp1252") for stream in (out, err)))  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize(
    "command",
    [
        ["tally", CODER1],
        ["explain", CODER1, "002-v1"],
        ["rules"],
        ["codebook"],
        ["study"],
        ["--help"],
        ["tally", "日.csv"],
    ],
    ids=" ".join,
)
def test_console(command: list[str], lang: str) -> None:
    """Every view is drawn with what such a console has."""
    done = on_screen(*command, "--lang", lang)
    assert (done.code, "Traceback" in done.err) == (int("日.csv" in command), False)
    assert "\\u" not in done.out
