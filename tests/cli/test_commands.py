"""The commands: which is meant, where its options may stand, and what its file's name says of the form."""

import csv
import json
from pathlib import Path

import pytest

from ckm_mo import cli
from ckm_mo.cli import commands
from ckm_mo.cli.output import FORMS, SUFFIXES
from ckm_mo.messages import say
from commands import CODER1, CODER2, COMMANDS, run

GROUPS = {"help_group_reading", "help_group_output"}
RELATION = ("--where", "relation=affective")


def test_modules() -> None:
    """Every module that declares what a command takes is one, and is told of in the help."""
    modules = [path.stem for path in Path(cli.__path__[0]).glob("*.py") if "\ndef declare(" in path.read_text("utf-8")]
    assert sorted(modules) == sorted(commands.COMMANDS)


class TestPlaces:
    """Common options work before and behind the command."""

    def test_before(self) -> None:
        """What stands before the command is taken as if it stood behind."""
        options = ("--lang", "nl", "--reading=closed", "--plain", *RELATION)
        before = run(*options, "tally", CODER1)
        assert before.code == 0
        assert before == run("tally", CODER1, *options)

    def test_on_both_sides(self) -> None:
        """Options on both sides go together."""
        done = run("--where", "violence=yes", "classify", *RELATION, CODER1, "--format", "csv")
        assert "Group: use of violence: yes; relation: affective relation." in done.err

    @pytest.mark.parametrize("option", ["--help", "--version"])
    def test_the_programs_own(self, option: str) -> None:
        """Help and the version before a command are the program's."""
        assert run(option, "tally", CODER1) == run(option)

    @pytest.mark.parametrize("option", ["--help", "--version"])
    def test_the_programs_own_behind_others(self, option: str) -> None:
        """So they are behind options of commands, whose values are no commands."""
        done = run("--lang", "nl", "--reading", "closed", option)
        assert done == run(option, "--lang", "nl")
        assert done.code == 0

    @pytest.mark.parametrize("given", [["--reading", "closed"], ["--"], ["-"]], ids=" ".join)
    def test_no_command(self, given: list[str]) -> None:
        """Where there are options alone, it is the command that is missing."""
        assert "error: the following arguments are required: COMMAND\n" in run(*given).err

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_option_with_a_value(self, name: str) -> None:
        """The options of the groups that commands share are known to take a value, or none."""
        said = {say(group, "en") for group in GROUPS}
        groups = [each for each in commands.parser(name, "en")._action_groups if each.title in said]  # noqa: SLF001 - argparse lists them nowhere else
        actions = [action for group in groups for action in group._group_actions]  # noqa: SLF001 - likewise
        valued = {option for each in actions if each.nargs != 0 for option in each.option_strings}
        assert valued == commands.WITH_VALUE & {option for each in actions for option in each.option_strings}
        assert actions

    @pytest.mark.parametrize(
        ("given", "unknown"),
        [
            (["--foo"], "--foo"),
            (["--lang", "nl", "--foo"], "--foo"),
            (["--foo=1", "--plain", "--reading=open", "-ox", "--keep", "-x"], "--foo=1 -x"),
            (["--foo", "bar", CODER1], "--foo"),
        ],
    )
    def test_unknown_option(self, given: list[str], unknown: str) -> None:
        """An option that no command has is named, also where there is no command."""
        done = run(*given)
        assert (done.code, done.out) == (2, "")
        wrong = "fout: onbekende argumenten" if "nl" in given else "error: unknown arguments"
        assert done.err.splitlines()[0] == f"ckm-mo: {wrong}: {unknown}"

    @pytest.mark.parametrize(
        "given",
        [
            ["tally", CODER1, "--by", "relation", CODER2],
            ["case", "violence=yes", "--plain", CODER2],
            ["codebook", "violence", "--plain", CODER2],
        ],
        ids=" ".join,
    )
    def test_apart(self, given: list[str]) -> None:
        """Where options stand between the others, that is what is wrong, and said in the language."""
        english, dutch = run(*given), run(*given, LC_ALL="nl")
        assert (english.code, dutch.code) == (2, 2)
        assert f"error: {CODER2} stands apart from the arguments before it. Give them together, " in english.err
        assert f"fout: {CODER2} staat los van de argumenten ervoor. Geef ze bij elkaar, " in dutch.err

    def test_behind(self) -> None:
        """Where a command takes tables behind an option alone, that is said, in the language."""
        english, dutch = run("study", CODER1), run("study", "--bounds", CODER1, LC_ALL="nl")
        assert (english.code, dutch.code) == (2, 2)
        assert f"error: unknown arguments: {CODER1}. Tables go behind --compare.\n" in english.err
        assert f"fout: onbekende argumenten: {CODER1}. Tabellen komen achter --compare.\n" in dutch.err

    @pytest.mark.parametrize("given", [["rules", "violence"], ["explain", CODER1, "--plain", "1", "violence"]])
    def test_too_many(self, given: list[str]) -> None:
        """What a command takes no more of is unknown to it."""
        assert "error: unknown arguments: violence\n" in run(*given).err

    @pytest.mark.parametrize(
        ("given", "meant"),
        [
            (["rules", "--chekc"], "--check"),
            (["rules", "check"], "--check"),
            (["rules", "-check"], "--check"),
            (["tally", CODER1, "--wehre=relation=affective"], "--where"),
            (["tally", CODER1, "--lagn", "nl"], "--lang"),
        ],
    )
    def test_near(self, given: list[str], meant: str) -> None:
        """A slip gets the closest option of the command."""
        done = run(*given)
        assert (done.code, done.out) == (2, "")
        assert done.err.splitlines()[0].endswith(f" {given[-1]}. Did you mean {meant}?")

    @pytest.mark.parametrize("slip", ["-q", "--", "--h", "--json", "--checking"])
    def test_not_near(self, slip: str) -> None:
        """What is near to none, or is a letter that any could be, gets none."""
        assert f"error: unknown arguments: {slip} --other\n" in run("rules", slip, "--other").err

    def test_a_value_that_is_missing(self) -> None:
        """An option without its value takes no command for it."""
        done = run("--lang", "nl")
        assert (done.code, done.out) == (2, "")
        assert "OPDRACHT" in done.err


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["tally", CODER1, "-o", ""], "the argument after -o is empty"),
        (["tally", CODER1, "--lang", "nl", "--where", ""], "het argument na --where is leeg"),
        (["tally", ""], "the argument after tally is empty"),
        ([""], "the argument after ckm-mo is empty"),
    ],
)
def test_empty(given: list[str], said: str) -> None:
    """An argument that is empty, as a variable of a shell may be, is called so, and found by the one before it."""
    done = run(*given)
    assert (done.code, done.out, said in done.err) == (2, "", True)


class TestUnknown:
    """A command that is none is named, with the closest that is one."""

    @pytest.mark.parametrize(
        ("typed", "meant"), [("taly", "tally"), ("explian", "explain"), ("rule", "rules"), ("TALLY", "tally")]
    )
    def test_near(self, typed: str, meant: str) -> None:
        """The closest command is named."""
        assert f'there is no command "{typed}". Did you mean "{meant}"?\n' in run(typed, CODER1).err

    def test_far(self) -> None:
        """Where none is near, all are named."""
        assert f'there is no command "count". Choose from {", ".join(commands.COMMANDS)}.\n' in run("count").err

    def test_escaped(self) -> None:
        """What was typed is escaped."""
        assert r'"\x1b[1m"' in run("\x1b[1m").err


class TestUsage:
    """A message about usage begins with what is wrong; the usage follows in one line."""

    @pytest.mark.parametrize(
        ("arguments", "usage"),
        [
            (["tally"], "ckm-mo tally TABLE [TABLE ...] [options]"),
            (["explain", CODER1], "ckm-mo explain TABLE CASE_ID [options]"),
            (["case", "--best"], "ckm-mo case [KEY=ANSWER ...] [options]"),
            (["count"], "ckm-mo COMMAND [options]"),
        ],
    )
    def test_two_lines(self, arguments: list[str], usage: str) -> None:
        """There are two lines."""
        wrong, line = run(*arguments).err.splitlines()
        assert wrong.startswith(f"{' '.join(usage.split()[: 1 + (arguments != ['count'])])}: error: ")
        assert line == f"usage: {usage}"

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize("name", commands.COMMANDS)
    def test_help(self, name: str, lang: str) -> None:
        """Help begins with that line, and fits in 80 columns but for examples, which are to be typed as they are."""
        lines = run(name, "--help", "--lang", lang, COLUMNS="80").out.splitlines()
        assert lines[0].partition(": ")[2] == commands.parser(name, lang).line
        assert [line for line in lines if len(line) > 80 and not line.startswith("  ckm-mo ")] == []


OF_TALLY = [suffix for suffix, form in SUFFIXES.items() if form in FORMS]
"""The suffixes of what a tally is written as."""


class TestSuffix:
    """The end of an output's name says its form."""

    @pytest.mark.parametrize("suffix", OF_TALLY)
    def test_chosen(self, suffix: str, tmp_path: Path) -> None:
        """Without `--format` the name chooses; with the same form it is written as well, in any case of letters."""
        form = SUFFIXES[suffix]
        for name, options in ((f"a{suffix}", ()), (f"b{suffix.upper()}", ("--format", form))):
            assert run("tally", CODER1, "-o", str(tmp_path / name), *options).code == 0
        assert (tmp_path / f"a{suffix}").stat().st_size == (tmp_path / f"b{suffix.upper()}").stat().st_size

    def test_forms(self, tmp_path: Path) -> None:
        """What is written is that form."""
        for suffix in OF_TALLY:
            run("tally", CODER1, "-o", str(tmp_path / f"t{suffix}"))
        written = {path.suffix: path.read_bytes() for path in tmp_path.iterdir()}
        assert json.loads(written[".json"])["n"]
        assert written[".html"].startswith(b"<!doctype html>")
        assert written[".htm"] == written[".html"]
        assert written[".md"].startswith(b"# ")
        assert written[".xlsx"].startswith(b"PK")
        rows = list(csv.reader(written[".csv"].decode().splitlines()))
        assert list(csv.reader(written[".tsv"].decode().splitlines(), delimiter="\t")) == rows
        assert written[".txt"].decode() == run("tally", CODER1).out

    @pytest.mark.parametrize("suffix", SUFFIXES)
    @pytest.mark.parametrize("form", FORMS)
    def test_disagree(self, form: str, suffix: str, tmp_path: Path) -> None:
        """A form that the name does not say is wrong usage, and nothing is written."""
        file = tmp_path / f"t{suffix}"
        done = run("tally", CODER1, "--format", form, "-o", str(file))
        assert done.code == (0 if SUFFIXES[suffix] == form else 2)
        assert file.exists() is (SUFFIXES[suffix] == form)

    def test_plain(self, tmp_path: Path) -> None:
        """`--plain` is the form for people: it goes with .txt, and with no other form's name."""
        assert run("tally", CODER1, "--plain", "-o", str(tmp_path / "t.txt")).code == 0
        assert run("tally", CODER1, "--plain", "-o", str(tmp_path / "t.csv")).code == 2

    def test_says_nothing(self, tmp_path: Path) -> None:
        """Another name says nothing: the form is that of the command, or the one that is asked for."""
        assert run("tally", CODER1, "-o", str(tmp_path / "a")).code == 0
        assert (tmp_path / "a").read_text("utf-8") == run("tally", CODER1).out
        assert run("tally", CODER1, "-o", str(tmp_path / "csv"), "--format", "json").code == 0
        assert json.loads((tmp_path / "csv").read_text("utf-8"))

    @pytest.mark.parametrize("name", COMMANDS)
    def test_page(self, name: str, tmp_path: Path) -> None:
        """Every command writes a page."""
        assert run(*COMMANDS[name], "-o", str(tmp_path / "t.html")).code == 0
        assert (tmp_path / "t.html").read_text("utf-8") == run(*COMMANDS[name], "--format", "html").out

    def test_not_written(self, tmp_path: Path) -> None:
        """A command that does not write the form that a name says lists those that it writes."""
        done = run("tally", CODER1, "-o", str(tmp_path / "t.qdc"))
        assert (done.code, list(tmp_path.iterdir())) == (2, [])
        assert "ends in one of .csv, .json, .md, .xlsx, .html, .tex, .svg, .png, .pdf, .tsv, .txt, .htm." in done.err

    @pytest.mark.parametrize(
        ("name", "last"), [("tally", ".svg, .png, .pdf, .tsv, .txt, .htm"), ("classify", ".sav, .tsv, .txt, .htm")]
    )
    @pytest.mark.parametrize("suffix", ["docx", "gif", "zsav"])
    def test_no_form(self, name: str, last: str, suffix: str, tmp_path: Path) -> None:
        """Where a name is that of a file which no command writes, all that this one writes are listed."""
        done = run(name, CODER1, "-o", str(tmp_path / f"t.{suffix}"))
        assert (done.code, list(tmp_path.iterdir())) == (2, [])
        assert f"one of .csv, .json, .md, .xlsx, .html, {'.tex, ' * (name == 'tally')}{last}.\n" in done.err

    def test_template(self, tmp_path: Path) -> None:
        """A template with the name of a table is a table, with what may stand in it beside it."""
        done = run("template", "-o", str(tmp_path / "t.csv"))
        assert (tmp_path / "t.csv").read_text("utf-8") == run("template").out
        assert done.err == run("template").err

    def test_read_again(self, tmp_path: Path) -> None:
        """A table with tabs is read as it was."""
        file = str(tmp_path / "t.tsv")
        assert run("classify", CODER1, "--keep", "-o", file).code == 0
        assert run("tally", file).words.partition("Columns not used")[0] == run("tally", CODER1).words
