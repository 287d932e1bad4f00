"""On a terminal: styles, its width, and a bar for long tables; none of it anywhere else."""

import os
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import pexpect  # type: ignore[import-untyped]  # it has no types
import pytest

from ckm_mo.cli.progress import followed
from commands import CODER1, run

COMMANDS = {
    "case": ["case", "relation=affective", "violence=yes"],
    "classify": ["classify", CODER1],
    "tally": ["tally", CODER1],
    "explain": ["explain", CODER1, "002-v1"],
    "codebook": ["codebook", "relation"],
    "rules": ["rules"],
    "check": ["rules", "--check"],
    "template": ["template", "--format", "table"],
}

PROGRAM = (sys.executable, "-m", "ckm_mo")
STYLE = re.compile(r"\x1b\[[0-9;]*m")


def bare(text: str) -> list[str]:
    """Give the lines of a text without its styles, and without figures that take their time."""
    return [re.sub(r"\d+\.\d\d sec", "", STYLE.sub("", line)).rstrip() for line in text.splitlines()]


class TestStyles:
    """Views are styled on a terminal that shows styles."""

    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    def test_terminal(self, command: list[str]) -> None:
        """A view has styles, and without them it is what a pipe gets."""
        shown, piped = run(*command, terminal=True, COLUMNS="80"), run(*command)
        assert STYLE.search(shown.out)
        assert bare(shown.out) == bare(piped.out)
        assert "\x1b" not in piped.out

    @pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    def test_unwanted(self, command: list[str], environment: dict[str, Any]) -> None:
        """NO_COLOR, or a terminal that shows none, gets none."""
        shown = run(*command, terminal=True, **{"COLUMNS": "80"} | environment)
        assert "\x1b" not in shown.out
        assert bare(shown.out) == bare(run(*command).out)

    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    def test_plain(self, command: list[str]) -> None:
        """`--plain` has no styles, and its lines are as long as what they say, whatever the terminal."""
        shown, piped = run(*command, "--plain", terminal=True, COLUMNS="40"), run(*command, "--plain")
        assert (shown.code, bare(shown.out)) == (0, bare(piped.out))
        assert "\x1b" not in shown.out
        assert max(map(len, piped.out.splitlines())) > 80
        assert not re.search("[^\n]  |[\u2500-\u25ff]", piped.out)

    @pytest.mark.parametrize("form", ["csv", "json", "md"])
    @pytest.mark.parametrize("command", COMMANDS, ids=COMMANDS)
    def test_plain_of_another_format(self, command: str, form: str) -> None:
        """`--plain` with another format than a table is wrong usage."""
        asked = [each for each in COMMANDS[command] if each not in {"--format", "table"}]
        done = run(*asked, "--plain", "--format", form)
        assert (done.code, done.out) == (2, "")
        assert "--plain" in done.err

    def test_plain_of_another_suffix(self, tmp_path: Path) -> None:
        """`--plain` with a file of another format is wrong usage, in words about `--plain`."""
        done = run("rules", "--plain", "-o", str(tmp_path / "rules.md"))
        assert done.code == 2
        assert "--plain" in done.err

    def test_plain_template(self) -> None:
        """`template --plain` is about the columns, a line each, and no empty table."""
        lines = run("template", "--plain").out.splitlines()
        assert "Column: violence; Allowed: yes, no, unknown, not_stated" in lines

    def test_plain_list(self, tmp_path: Path) -> None:
        """Every row of a list names what its cells are, however many batches it is read in."""
        path = tmp_path / "cases.csv"
        path.write_text("case_id,violence\n" + "".join(f"F-{n},yes\n" for n in range(5_000)), "utf-8")
        lines = run("classify", str(path), "--plain").out.splitlines()
        rows = [line for line in lines if line.startswith("Case: F-")]
        assert len(rows) == 5_000
        assert {line.partition("; ")[2] for line in rows} == {"Still possible: AOH ALH NOH NLH; Remarks: undecided"}

    def test_empty_no_color(self) -> None:
        """NO_COLOR that is set to nothing is not set."""
        assert STYLE.search(run("rules", terminal=True, NO_COLOR="").out)

    @pytest.mark.parametrize("form", ["csv", "json", "md"])
    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    def test_other_formats(self, command: list[str], form: str) -> None:
        """What is for machines or to be copied has no styles on a terminal either."""
        done = run(*command, "--format", form, terminal=True)
        assert done.code == 0
        assert "\x1b" not in done.out

    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    def test_file(self, tmp_path: Path, command: list[str]) -> None:
        """Nor has a view in a file."""
        assert run(*command, "-o", str(tmp_path / "out"), terminal=True).out == ""
        assert "\x1b" not in (tmp_path / "out").read_text("utf-8")

    def test_errors(self) -> None:
        """Nor have errors."""
        assert "\x1b" not in run("tally", "nowhere.csv", terminal=True).err


class TestWidth:
    """Views are as wide as the terminal; in a pipe as COLUMNS says, else 80."""

    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    @pytest.mark.parametrize("width", [60, 100])
    def test_columns(self, command: list[str], width: int) -> None:
        """No line is longer than COLUMNS says."""
        assert max(map(len, run(*command, COLUMNS=str(width)).out.splitlines())) <= width

    @pytest.mark.parametrize("columns", ["", "many", "0"])
    def test_pipe(self, columns: str) -> None:
        """In a pipe, where COLUMNS says nothing, lines have 80 columns at most."""
        assert run("codebook", COLUMNS=columns).out == run("codebook", COLUMNS="80").out


class TestBar:
    """Reading that takes long shows a bar on standard error, if that is a terminal."""

    @pytest.mark.parametrize(("lang", "label"), [("en", "Reading"), ("nl", "Lezen")])
    def test_long(self, lang: str, label: str) -> None:
        """The bar is there, in the language, and the result is as without it."""
        command, table = ("tally", "-", "--format", "json", "--lang", lang), Path(CODER1).read_bytes()
        done = run(*command, given=table, terminal=True, patience=-1)
        assert label in done.err
        assert done.out == run(*command, given=table).out

    def test_quick(self) -> None:
        """Reading that is quick shows none."""
        assert run("tally", CODER1, terminal=True, patience=60).err == ""

    def test_nothing_left(self, tmp_path: Path) -> None:
        """Where all is read by then nothing is shown; before that it is."""
        head, *rows = Path(CODER1).read_text("utf-8").splitlines(keepends=True)
        small, large = tmp_path / "small.csv", tmp_path / "large.csv"
        small.write_text(head + rows[0], "utf-8")
        large.write_text(head + "".join(f"{n}{row}" for n in range(100) for row in rows), "utf-8")
        shown = [bool(run("tally", str(each), terminal=True, patience=-1).err) for each in (small, large)]
        assert shown == [False, True]

    def test_pipe(self) -> None:
        """Nor does reading that is long where nobody looks."""
        assert run("tally", "-", given=Path(CODER1).read_bytes(), patience=-1).err == ""

    def test_followed(self) -> None:
        """A program that runs a command can follow how far reading is, without a terminal, until its block ends."""
        told: list[tuple[int, int]] = []
        with followed(lambda read, total: told.append((read, total))):
            assert run("tally", CODER1).code == 0
        size = Path(CODER1).stat().st_size
        assert told[-1] == (size, size)
        told.clear()
        assert run("tally", CODER1).code == 0
        assert told == []

    def test_error(self) -> None:
        """An error comes behind the bar, on lines of its own."""
        done = run("tally", "-", given="case_id,violence\n1,maybe\n", terminal=True, patience=-1)
        assert done.code == 1
        *_, after = done.err.split("\x1b[2K")  # which erases a line
        assert after.startswith('standard input, row 2, column violence: "maybe"')


def spawn(*command: str, columns: int = 80, **environment: str) -> "pexpect.spawn[str]":
    """Start a command on a terminal of its own.

    Args:
        command: Its name and its arguments; `$CKM` is the program for a shell.
        columns: How wide the terminal is.
        environment: Variables of the environment.
    """
    plain = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "NO_COLOR", "LINES"}}
    own = {"TERM": "xterm", "LC_ALL": "C.UTF-8", "CKM": " ".join(PROGRAM)}
    size = (40, columns)
    name, *arguments = command
    return pexpect.spawn(name, arguments, env=plain | own | environment, dimensions=size, encoding="utf-8", timeout=120)


def finished(child: "pexpect.spawn[str]") -> tuple[int | None, str]:
    """Wait for a command to end, and give its exit code and all that the terminal got."""
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before or ""


ANNOUNCED = """
import sys
from ckm_mo.tables import files
from ckm_mo.cli.running import main

head = files.Source.head.fget

def announced(self):
    print("it reads now", flush=True)
    return head(self)

files.Source.head = property(announced)
sys.exit(main(["tally", "-"]))
"""
"""A program that says when it begins to read."""

HASTY = (
    sys.executable,
    "-c",
    "import sys\nfrom ckm_mo.cli import main, progress\nprogress.PATIENCE = -1\nsys.exit(main())",
)
"""The program, to which any reading takes long."""


class TestEncoding:
    """What a terminal cannot show is drawn with signs that every one has."""

    @pytest.mark.parametrize(("encoding", "drawn"), [("utf-8", "● AOH"), ("ascii", "# AOH"), ("cp1252", "# AOH")])
    def test_signs(self, encoding: str, drawn: str) -> None:
        """A terminal whose encoding has the signs gets them, and any other gets others."""
        answers = ("relation=affective", "initiative=offender", "violence=yes")
        code, text = finished(spawn(*PROGRAM, "case", *answers, PYTHONIOENCODING=encoding, TERM="dumb"))
        assert (code, drawn in text) == (0, True)


class TestRealTerminal:
    """A terminal as it is."""

    def test_view(self) -> None:
        """A view is styled and fits its width."""
        code, text = finished(spawn(*PROGRAM, "case", "relation=affective", "violence=yes", columns=50))
        assert code == 0
        assert STYLE.search(text)
        assert max(map(len, bare(text))) <= 50

    def test_no_color(self) -> None:
        """With NO_COLOR it is not styled."""
        code, text = finished(spawn(*PROGRAM, "rules", NO_COLOR="1"))
        assert (code, "\x1b" in text) == (0, False)

    def test_typed_table(self) -> None:
        """A table may be typed, and ends with one Ctrl-D."""
        child = spawn(*PROGRAM, "classify", "-", "--format", "csv")
        child.sendline("case_id,relation,initiative,violence")
        child.sendline("F-1,affective,offender,yes")
        child.sendeof()
        child.expect("case_id,profile")
        code, text = finished(child)
        assert (code, "F-1,AOH,AOH,no,affective,offender,hard,open,,no,no" in text) == (0, True)

    def test_interrupted(self) -> None:
        """Ctrl-C ends it with 130, a word, and no traceback."""
        child = spawn(sys.executable, "-c", ANNOUNCED)
        child.expect("it reads now")
        child.sendintr()
        while child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=1):
            child.sendintr()  # one that comes just before it waits does not wake it
        child.close()
        code, text = child.exitstatus, child.before or ""
        assert (code, "Interrupted." in text, "Traceback" in text) == (130, True, False)

    def test_bar(self, tmp_path: Path) -> None:
        """A table that takes long has a bar, which is gone when it is read; standard output gets the tally alone."""
        out = tmp_path / "out.json"
        rows = "for n in 1 2 3 4 5 6; do echo F-$n,yes; done"
        line = f"(echo case_id,violence; {rows}) | {shlex.join(HASTY)} tally - --format json > {out}; echo code $?"
        code, text = finished(spawn("/bin/sh", "-c", line))
        assert (code, "code 0" in text, "Reading" in text) == (0, True, True)
        assert '"n": 6' in out.read_text("utf-8")
        assert "Reading" not in out.read_text("utf-8")
