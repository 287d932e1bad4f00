"""Nothing leaves the machine, nothing is kept, and a message shows no more of a case than it must."""

import json
import re
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from commands import CODER1, FILES, run
from screens import Session

AUDITED = """
import os, sys

folder = os.getcwd()
connecting = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "poplib.", "imaplib.", "nntplib.", "telnetlib.")
starting = ("subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "webbrowser.")
changing = ("os.mkdir", "os.rename", "os.link", "os.symlink", "shutil.", "sqlite3.")

def audit(event, arguments):
    if event.startswith(connecting + starting + changing):
        os.write(2, f"AUDIT {event}\\n".encode())
    if event.startswith(connecting):
        raise OSError("there is no network")
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path, mode, flags = arguments
        written = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if written:
            os.write(2, f"AUDIT {event} {os.fsdecode(path)}\\n".encode())

sys.addaudithook(audit)
"""
"""A process that says on standard error when it connects, which fails, starts another, or writes a file."""

PROGRAM = "from ckm_mo.cli.running import main\nsys.exit(main(sys.argv[1:]))\n"

EVERY = """
import json
from ckm_mo.cli.running import main

for command in json.load(sys.stdin):
    code = main(command)
    sys.stderr.flush()
    os.write(2, f"\\nENDED {code}\\n".encode())
"""
"""Several commands, one after another in one process; each says on standard error how it ended."""

COMMANDS = {
    "case": ["case", "violence=yes"],
    "classify": ["classify", CODER1],
    "classify, csv": ["classify", CODER1, "--format", "csv", "--keep"],
    "tally": ["tally", CODER1, "--by", "sectors"],
    "explain": ["explain", CODER1, "002-v1"],
    "agree": ["agree", CODER1, CODER1, "--disagreements"],
    "codebook": ["codebook"],
    "rules": ["rules", "--check"],
    "template": ["template"],
    "study": ["study", "--compare", CODER1],
    "a workbook": ["tally", str(FILES / "cases.xlsx")],
    "help": ["--help"],
    "an error": ["tally", "nowhere.csv", "--debug"],
}

ELSEWHERE = "Somebody Somewhere"
"""What stands in a column that no message is about."""

WRONG = {
    "a word": "case_id,violence,note\nF-1,perhaps,{}\n",
    "a contradiction": "case_id,violence,recruitment_violence,note\nF-1,no,yes,{}\n",
    "an id twice": "case_id,violence,note\nF-1,yes,{0}\nF-1,yes,{0}\n",
    "no id": "case_id,violence,note\n,yes,{}\n",
    "a cell too many": "case_id,violence,note\nF-1,yes,{},\n",
    "a cell too few": "case_id,violence,note,more\nF-1,yes,{}\n",
    "a misspelt column": "case_id,voilence,note\nF-1,yes,{}\n",
    "a column twice": "case_id,violence,geweld,note\nF-1,yes,yes,{}\n",
    "an open quotation mark": 'case_id,violence,note\nF-1,yes,"{}\n',
    "a NUL": "case_id,violence,note\nF-1,yes,{}\0\n",
    "another encoding": "case_id,violence,note\nF-1,yes,{}\N{LATIN SMALL LETTER E WITH ACUTE}\n",
}


def audited(folder: Path, code: str, *arguments: str, given: str = "") -> "subprocess.CompletedProcess[str]":
    """Run code in a process that is watched, its home and its folder empty."""
    return subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-B", "-c", f"{AUDITED}\n{code}", *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8", "PYTHONPATH": ":".join(sys.path[1:])},
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """Run all commands in a process that is watched; what each said on standard error, and its exit code."""
    folder = tmp_path_factory.mktemp("home")
    done = audited(folder, EVERY, given=json.dumps([*COMMANDS.values()]))
    assert list(folder.iterdir()) == []
    *said, rest = re.split(r"\nENDED (\d+)\n", done.stderr)
    assert (done.returncode, rest) == (0, "")
    return dict(zip(COMMANDS, zip(said[::2], said[1::2], strict=True), strict=True))


class TestNothingLeaves:
    """No command connects to anything, starts anything, or writes anything but its output."""

    @pytest.mark.parametrize("name", COMMANDS)
    def test_command(self, watched: dict[str, tuple[str, str]], name: str) -> None:
        """A watched process does none of it, and its home is as empty as before."""
        said, code = watched[name]
        assert "AUDIT" not in said
        assert code == ("1" if "nowhere.csv" in COMMANDS[name] else "0")

    def test_interview(self, tmp_path: Path) -> None:
        """Nor does an interview, which keeps no history of what was typed."""
        (tmp_path / "watched.py").write_text(f"{AUDITED}\n{PROGRAM}")
        line = f"cd {tmp_path} && exec {sys.executable} -B watched.py case --live"
        session = Session(line=line, HOME=str(tmp_path), HISTFILE=str(tmp_path / "history"))
        session.asks(7).type("a").asks(6).type("o").asks(5).type("y")
        assert session.ends() == 0
        assert "Decided: AOH" in session.words
        assert "AUDIT" not in session.raw
        assert [path.name for path in tmp_path.iterdir()] == ["watched.py"]

    @pytest.mark.parametrize(
        "code",
        [
            "import socket; socket.socket()",
            "import subprocess; subprocess.run(['true'])",
            "open('log', 'a')",
            "import os; os.mkdir('cache')",
        ],
    )
    def test_watch(self, tmp_path: Path, code: str) -> None:
        """The watch sees each of them."""
        assert "AUDIT" in audited(tmp_path, code).stderr

    def test_only_the_output(self, tmp_path: Path) -> None:
        """With -o it writes that file, under its temporary name until it is whole, and no other."""
        done = audited(tmp_path, PROGRAM, "tally", CODER1, "-o", "out")
        beside = f"AUDIT open {tmp_path}/.out.ckm-mo"
        assert [*dict.fromkeys(done.stderr.splitlines())] == [beside, f"{beside}.new", "AUDIT os.link"]
        assert [path.name for path in tmp_path.iterdir()] == ["out"]


class TestMessages:
    """A message names the id, the column and the word in question, and nothing else that is coded of a case."""

    @pytest.mark.parametrize("debug", [[], ["--debug"]], ids=["plain", "debug"])
    @pytest.mark.parametrize("command", [["classify"], ["tally"], ["explain"], ["agree"]], ids=" ".join)
    @pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
    def test_error(self, tmp_path: Path, text: str, command: list[str], debug: list[str]) -> None:
        """What stands in other columns is in no message, and in no traceback."""
        (tmp_path / "cases.csv").write_text(text.format(ELSEWHERE), "latin-1")
        more = {"explain": ["F-1"], "agree": [CODER1]}.get(command[0], [])
        done = run(*command, str(tmp_path / "cases.csv"), *more, *debug)
        assert (done.code, done.out) == (1, "")
        assert not [word for word in ELSEWHERE.split() if word in done.err]

    @pytest.mark.parametrize("step", ["ckm_mo.cli.classify.classify", "ckm_mo.tables.texts.TextBatch.values"])
    def test_unexpected(self, step: str) -> None:
        """Nor is it where the program is at fault and its error quotes the case."""
        with mock.patch(step, side_effect=RuntimeError(ELSEWHERE)):
            done = run("classify", CODER1, "--debug")
        assert (done.code, "RuntimeError" in done.err, "Somebody" in done.err) == (1, True, False)
