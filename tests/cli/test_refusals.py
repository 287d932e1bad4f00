"""What is refused: exit codes, one message on standard error, and nothing anywhere else."""

import json
from pathlib import Path
from unittest import mock

import pytest

from commands import CODER1, CODER2, COMMANDS, Done, run

GOOD = "case_id,relation,violence\nF-1,affective,yes\n"
BAD = "case_id,relation,violence\nF-1,affective,maybe\n"
NAME = f"{'n' * 90}.csv"
UNTRACED = "Traceback"

REJECTED: dict[str, tuple[list[str], str]] = {
    "a word in a table": (["classify", "-"], BAD),
    "a word in a table, tallied": (["tally", "-"], BAD),
    "a word in a table, explained": (["explain", "-", "F-1"], BAD),
    "a column in a table": (["tally", "-"], GOOD.replace("violence", "voilence")),
    "no column of ids": (["tally", "-"], GOOD.replace("case_id", "number")),
    "an empty table": (["tally", "-"], ""),
    "one table of two": (["tally", CODER1, "-"], BAD),
    "a file that is not there": (["classify", "nowhere.csv"], ""),
    "a file that is not there, and standard input": (["tally", "nowhere.csv", "-"], GOOD),
    "a folder": (["classify", "."], ""),
    "an id that is not there": (["explain", "-", "F-2"], GOOD),
    "the variable of a condition": (["tally", "-", "--where", "voilence=yes"], GOOD),
    "the value of a condition": (["tally", "-", "--where", "relation=maybe"], GOOD),
    "the variable of a tally": (["tally", "-", "--by", "voilence"], GOOD),
    "an answer": (["case", "violence=maybe"], ""),
    "a key": (["case", "voilence=yes"], ""),
    "a key of the codebook": (["codebook", "voilence"], ""),
    "a folder that is not there": (["tally", CODER1, "-o", "nowhere/out.csv"], ""),
}

MISUSED: dict[str, list[str]] = {
    "no command": [],
    "no such command": ["count"],
    "no such option": ["tally", CODER1, "--best"],
    "an abbreviated option": ["tally", CODER1, "--decided"],
    "no table": ["classify"],
    "no id": ["explain", CODER1],
    "no such reading": ["tally", CODER1, "--reading", "mixed"],
    "no such period": ["tally", CODER1, "--period", "afterwards"],
    "no such format": ["tally", CODER1, "--format", "xml"],
    "no such language": ["tally", CODER1, "--lang", "fr"],
    "no such meaning of empty cells": ["tally", CODER1, "--empty", "no"],
    "no such encoding": ["tally", CODER1, "--encoding", "utf-9"],
    "an encoding that is not of text": ["tally", CODER1, "--encoding", "hex"],
    "an encoding whose name is not": ["tally", CODER1, "--encoding", "utf\udc958"],
    "a condition without a value": ["tally", CODER1, "--where", "relation"],
    "a condition without a variable": ["tally", CODER1, "--where", "=affective"],
    "a number that is none": ["tally", CODER1, "--population", "many"],
    "a number below 0": ["tally", CODER1, "--population", "-1"],
    "how many groups where there are none": ["tally", CODER1, "--groups", "3"],
    "a level of intervals that are not shown": ["tally", CODER1, "--interval", "none", "--confidence", "0.9"],
    "a sample without intervals": ["tally", CODER1, "--interval", "none", "--population", "100"],
    "clusters without intervals": ["tally", CODER1, "--interval", "none", "--cluster", "offender"],
    "a share that is none": ["tally", CODER1, "--confidence", "most"],
    "an answer without a key": ["case", "yes"],
    "a column to ignore that is not there": ["tally", CODER1, "--ignore", "voilence"],
    "a column to ignore that is the codebook's": ["tally", CODER1, "--ignore", "violence"],
    "a column to ignore that is the codebook's in Dutch": ["tally", CODER1, "--ignore", "Geweld"],
    "standard input twice": ["tally", "-", "-"],
    "columns kept in a view": ["classify", CODER1, "--keep"],
    "an option of another command": ["classify", CODER1, "--by", "relation"],
    "an option without its value": ["tally", CODER1, "--reading"],
}


def refused(done: Done, code: int) -> None:
    """Hold a refusal to what each must be: its code, a message, and nothing on standard output."""
    assert (done.code, done.out) == (code, "")
    assert done.err.endswith("\n")
    assert UNTRACED not in done.err


class TestExitCodes:
    """0 done, 1 rejected, 2 wrong usage, 130 interrupted."""

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize(("arguments", "given"), REJECTED.values(), ids=REJECTED)
    def test_rejected(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], given: str, lang: str
    ) -> None:
        """An input that is rejected gives 1, and leaves nothing behind."""
        monkeypatch.chdir(tmp_path)
        refused(run(*arguments, "--lang", lang, given=given), 1)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
    @pytest.mark.parametrize("command", [["classify", "-"], ["tally", "-"], ["explain", "-", "F-1"]], ids=" ".join)
    def test_rejected_in_every_format(self, tmp_path: Path, command: list[str], form: str) -> None:
        """Whatever the format, and to a file too, a table with an error in its last row gives nothing at all."""
        text = GOOD + "".join(f"G-{row},,no\n" for row in range(500)) + "G-x,,maybe\n"
        with mock.patch("ckm_mo.tables.texts.BATCH", 1000):
            refused(run(*command, "--format", form, given=text), 1)
            refused(run(*command, "--format", form, "-o", str(tmp_path / "out"), given=text), 1)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("arguments", MISUSED.values(), ids=MISUSED)
    def test_misused(self, arguments: list[str]) -> None:
        """Wrong usage gives 2."""
        refused(run(*arguments, given=GOOD), 2)

    @pytest.mark.parametrize(
        "arguments",
        [arguments for arguments in MISUSED.values() if arguments and "--lang" not in arguments],
        ids=" ".join,
    )
    def test_misused_in_dutch(self, arguments: list[str]) -> None:
        """Wrong usage is explained in Dutch too."""
        dutch, english = (run(*arguments, given=GOOD, LC_ALL=locale) for locale in ("nl_NL.UTF-8", "C.UTF-8"))
        refused(dutch, 2)
        assert dutch.err.splitlines()[-1] != english.err.splitlines()[-1]

    @pytest.mark.parametrize(
        "arguments", [["--help"], ["-h"], ["--version"], ["tally", "--help"], ["tally", "-h"]], ids=" ".join
    )
    def test_asked(self, arguments: list[str]) -> None:
        """Help and version are no failure."""
        done = run(*arguments)
        assert (done.code, done.err) == (0, "")
        assert done.out

    def test_interrupted(self) -> None:
        """An interruption gives 130, and nothing comes out."""
        with mock.patch("ckm_mo.tables.table.Table.batches", side_effect=KeyboardInterrupt):
            refused(run("classify", CODER1), 130)

    def test_interrupted_while_arguments_are_read(self) -> None:
        """So it does at any moment."""
        with mock.patch("argparse.ArgumentParser.parse_known_args", side_effect=KeyboardInterrupt):
            assert run("classify", CODER1).code == 130

    def test_nobody_reads(self) -> None:
        """A reader that has gone gives 1, and nobody is told."""
        with mock.patch("ckm_mo.tables.files.output", side_effect=BrokenPipeError):
            assert run("tally", CODER1) == Done(1, "", "")

    def test_unexpected(self) -> None:
        """What should not happen gives 1, without a traceback: a case must not show in it."""
        with mock.patch("ckm_mo.tables.table.Table.batches", side_effect=ZeroDivisionError("F-1, offender o1")):
            done = run("classify", CODER1)
        refused(done, 1)
        assert "ZeroDivisionError" in done.err
        assert "F-1" not in done.err

    def test_missing_file_comes_before_columns(self) -> None:
        """A file that is not there is what is wrong, whatever is to be ignored in it."""
        done = run("tally", "nowhere.csv", "--ignore", "voilence")
        refused(done, 1)
        assert "nowhere.csv" in done.err


class TestMessages:
    """A message says what, where, what stood there, and what may."""

    def test_all_at_once(self) -> None:
        """All errors of all tables come at once, one a line, on standard error."""
        text = "case_id,voilence,violence\n1,,maybe\n1,,yes\n2,,no,\n"
        done = run("tally", "nowhere.csv", "-", given=text)
        assert (done.code, done.err.count("\n")) == (1, 5)
        said = [
            "nowhere.csv: cannot be read",
            "standard input, row 1, column voilence: ",
            'standard input, row 2, column violence: "maybe"',
            "standard input, row 3, column case_id: ",
            "standard input, row 4: ",
        ]
        assert all(line.startswith(start) for line, start in zip(done.err.splitlines(), said, strict=True))

    def test_first_hundred(self) -> None:
        """The first hundred are kept, and those that are alike said once; the rest is counted by kind."""
        text = "case_id,violence\n" + "".join(f"{row},maybe\n" for row in range(150))
        lines = run("tally", "-", given=text).err.splitlines()
        assert (len(lines), lines[-1]) == (2, "and 50 more: answers that are not allowed.")

    def test_control_characters(self) -> None:
        """What a message shows of a file or an argument has no control characters in it."""
        done = run("classify", "-", given="case_id,violence\n1,\x1b[31mmaybe\x07\n")
        assert "\\x1b[31mmaybe\\x07" in done.err
        for arguments in (
            ["\x1b[1m.csv"],
            [CODER1, "--ignore", "\x1b[1m"],
            [CODER1, "--where", "\x1b[1m"],
            ["-", "--where", "\x1b=x"],
        ):
            assert "\x1b" not in run("tally", *arguments, given=GOOD).err

    def test_names_of_ids(self) -> None:
        """An id that is not there is shown escaped."""
        assert "\x1b" not in run("explain", "-", "\x1b[1mF", given=GOOD).err

    def test_arguments(self) -> None:
        """Arguments that are too many, as the names of files may be, are shown escaped."""
        done = run("explain", CODER1, "002-v1", "\x1b[1m\n\u202e.csv")
        assert done.code == 2
        assert "\\x1b[1m\\n\\u202e.csv" in done.err

    @pytest.mark.parametrize(
        "command",
        [
            ["tally", CODER1, "--format", "json", "-o"],
            ["claim", CODER1, "NOH >= each", "--witness"],
            ["tally", NAME],
        ],
        ids=" ".join,
    )
    def test_name_of_a_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
        """The name of a file, which is what to look for, is shown in full, however long it is."""
        monkeypatch.chdir(tmp_path)
        Path(NAME).write_text(GOOD)
        said = run(*command, NAME).err
        assert NAME in said
        assert "n..." not in said

    def test_name_of_decisions(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """So is that of a table of decisions, and what the one before it is called now."""
        monkeypatch.chdir(tmp_path)
        Path(NAME).write_text("my own list")
        said = run("agree", CODER1, CODER2, "--decide", NAME, "--force").err
        assert f"The earlier version of {NAME} is now in {NAME.removesuffix('.csv')}.1.csv." in said
        assert f"{NAME}: answers to decide: " in said

    def test_name_of_what_is_merged(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """So is that of a table with what all agree on, wherever it is named."""
        monkeypatch.chdir(tmp_path)
        said = run("agree", CODER1, CODER2, "--merged", NAME, "--format", "md").out
        assert said.count(NAME) == said.count("n" * 60) > 1

    def test_usage(self) -> None:
        """Wrong usage of arguments shows how the command is used, behind what is wrong."""
        wrong, usage = run("tally", CODER1, "--reading", "x").err.splitlines()
        assert wrong.startswith("ckm-mo tally: error: argument --reading: ")
        assert usage.startswith("usage: ckm-mo tally ")

    @pytest.mark.parametrize(("arguments", "given"), REJECTED.values(), ids=REJECTED)
    def test_debug(self, arguments: list[str], given: str) -> None:
        """With --debug the traceback comes before the message."""
        plain, debug = run(*arguments, given=given), run(*arguments, "--debug", given=given)
        assert (debug.code, debug.out) == (plain.code, "")
        assert debug.err.startswith(UNTRACED)
        assert debug.err.endswith(plain.err)

    def test_debug_of_what_is_unexpected(self) -> None:
        """So it does for what should not happen, whose own words it leaves out: they may be a case's."""
        with mock.patch("ckm_mo.tables.table.Table.batches", side_effect=ZeroDivisionError("her name")):
            done = run("classify", CODER1, "--debug")
        assert (done.code, "ZeroDivisionError" in done.err, "her name" in done.err) == (1, True, False)


class TestOutput:
    """-o writes a file, whole or not at all, and never over another unless by --force."""

    @pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    def test_file(self, tmp_path: Path, command: list[str], form: str) -> None:
        """The file holds what standard output would, which gets nothing; notes are the same."""
        to_file = run(*command, "--format", form, "-o", str(tmp_path / "out"))
        to_standard = run(*command, "--format", form)
        assert (to_file.code, to_file.out, to_file.err) == (0, "", to_standard.err)
        assert {path.name: path.read_bytes().decode() for path in tmp_path.iterdir()} == {"out": to_standard.out}

    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    def test_existing(self, tmp_path: Path, command: list[str]) -> None:
        """A file that is there is kept, and --force is named."""
        (tmp_path / "out").write_text("kept")
        done = run(*command, "-o", str(tmp_path / "out"))
        refused(done, 1)
        assert "--force" in done.err
        assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"out": "kept"}

    @pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
    def test_force(self, tmp_path: Path, command: list[str]) -> None:
        """By --force it is replaced."""
        (tmp_path / "out").write_text("old")
        assert run(*command, "-o", str(tmp_path / "out"), "--force").code == 0
        assert {path.name: path.read_text() == "old" for path in tmp_path.iterdir()} == {"out": False}

    def test_force_and_errors(self, tmp_path: Path) -> None:
        """A table with errors leaves a file that was to be replaced as it was."""
        (tmp_path / "out").write_text("kept")
        refused(run("tally", "-", "-o", str(tmp_path / "out"), "--force", given=BAD), 1)
        assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"out": "kept"}

    @pytest.mark.parametrize("name", ["out.json", "out.csv", "out.xlsx"])
    def test_bytes(self, tmp_path: Path, name: str) -> None:
        """A byte that is not UTF-8, as the name of a file may have, is escaped in JSON, and refused in a table."""
        table = tmp_path / "table.csv"
        table.write_text("case_id,note\n1,x\n")
        done = run("tally", str(table), "--where", "note=\udcff", "-o", str(tmp_path / name))
        if name.endswith(".json"):
            assert json.loads((tmp_path / name).read_text("utf-8"))["where"]["conditions"][0]["value"] == "\udcff"
            return
        refused(done, 1)
        assert "not UTF-8" in done.err
        assert {path.name for path in tmp_path.iterdir()} == {"table.csv"}

    def test_existing_comes_first(self, tmp_path: Path) -> None:
        """A file that is there is refused before anything is read."""
        (tmp_path / "out").write_text("kept")
        done = run("classify", "nowhere.csv", "-o", str(tmp_path / "out"), "--format", "csv")
        assert (done.code, "--force" in done.err, "nowhere.csv" in done.err) == (1, True, False)

    @pytest.mark.parametrize(
        "command", [["tally", CODER1, "-o"], *(["agree", CODER1, CODER2, each] for each in ("--merged", "--decide"))]
    )
    def test_long_name(self, tmp_path: Path, command: list[str]) -> None:
        """A name longer than any file has is refused, before anything is read."""
        with mock.patch("ckm_mo.tables.table.Table.batches", side_effect=AssertionError):
            done = run(*command, str(tmp_path / ("n" * 300)))
        refused(done, 1)
        assert "n cannot be written: " in done.err
        assert not [*tmp_path.iterdir()]

    def test_standard_output(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """`-o -` is standard output, as `-` is standard input; no file gets that name, in other options neither."""
        monkeypatch.chdir(tmp_path)
        assert run("tally", CODER1, "-o", "-", "--format", "json") == run("tally", CODER1, "--format", "json")
        refused(run("agree", CODER1, CODER2, "--merged", "-"), 1)
        assert not [*tmp_path.iterdir()]

    def test_over_its_own_table(self, tmp_path: Path) -> None:
        """A table may be replaced by its own result, since that appears when all is read."""
        (tmp_path / "cases.csv").write_text(GOOD)
        name = str(tmp_path / "cases.csv")
        assert run("classify", name, "--keep", "--format", "csv", "-o", name, "--force").code == 0
        assert (tmp_path / "cases.csv").read_text().splitlines()[1].startswith("F-1,affective,yes,,AOH;ALH,")
