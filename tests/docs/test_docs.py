"""The documentation: what it shows runs as shown, what it names is there, and nothing public is left out."""

import doctest
import io
import re
import runpy
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from pkgutil import iter_modules, walk_packages
from typing import Final, NamedTuple
from unittest import mock

import pytest
from sybil.document import Document
from sybil.parsers.markdown import PythonCodeBlockParser

import ckm_mo
from ckm_mo import PROFILES, RULES, Answer, Case, Period, Reading
from ckm_mo.classification import INPUTS, values_of
from ckm_mo.cli.running import main
from ckm_mo.codebook import MEANS, OPEN, VARIABLE, YES_NO, definitions, means_key, normalise
from ckm_mo.rules import Ground

ROOT: Final = Path(__file__).parents[2]
SOURCE: Final = ROOT / "src" / "ckm_mo"
DOCS: Final = tuple(sorted((ROOT / "docs").rglob("*.md")))
EXAMPLES: Final = tuple(sorted((ROOT / "examples").glob("*.md")))
PAGES: Final = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *EXAMPLES, *DOCS)
SCRIPTS: Final = tuple(sorted((ROOT / "examples").glob("*.py")))
MODULES: Final = tuple(each.name.removeprefix("ckm_mo.") for each in walk_packages(ckm_mo.__path__, "ckm_mo."))
ELLIPSIS: Final = "..."
RUN: Final = {"python", "console", "csv", "sh", "interview", "pycon", "text"}
"""What is run: here, in `test_interviews.py`, and what needs Spark in `tests/spark`; a drawing is text."""
MARKED: Final = {"add", "then", "means", "value", "dimension", "tally", "test", "paper"}
"""The marks of the blocks that `test_pages.py` and `tests/latex` run, and of the commands of the set-up."""


class Fence(NamedTuple):
    """A fenced block: the comment on the line before it, its language, and its lines."""

    mark: str
    language: str
    lines: list[str]


class Shown(NamedTuple):
    """A command in a console block, and what is shown below it."""

    command: str
    lines: list[str]


def fences(page: Path, language: str = "") -> list[Fence]:
    """List the fenced blocks of a page, of one language or of all."""
    found = re.findall(r"(?m)^(?:<!-- (.+) -->\n)?```(\w*)\n((?:(?!```).*\n)*)```$", page.read_text("utf-8"))
    return [Fence(mark, its, body.splitlines()) for mark, its, body in found if not language or its == language]


def prose(page: Path) -> str:
    """Give a page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def table(page: Path, *heads: str) -> list[tuple[str, ...]]:
    """Give the rows of the one table on a page that has these heads, without the marks of code."""
    lines = prose(page).splitlines()
    (start,) = (place for place, line in enumerate(lines) if cells(line) == heads)
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(cells(line))
    return rows


def cells(line: str) -> tuple[str, ...]:
    """Give the cells of a line of a table."""
    return tuple(cell.strip().replace("\\|", "|").replace("`", "") for cell in re.split(r"(?<!\\)\|", line)[1:-1])


def name(page: Path) -> str:
    """Name a page in a test's id."""
    return page.relative_to(ROOT).as_posix()


def having(language: str) -> list[Path]:
    """List the pages that have blocks of a language."""
    return [page for page in PAGES if fences(page, language)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a temporary folder with the examples in it, in English, 80 columns wide, without colours."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


@pytest.mark.usefixtures("folder")
class TestPython:
    """Python that is shown runs, and gives what is shown."""

    @pytest.mark.parametrize("page", having("python"), ids=name)
    def test_blocks(self, page: Path) -> None:
        """Every block of a page runs, one after another in one namespace."""
        document = Document.parse(str(page), PythonCodeBlockParser())
        examples = list(document.examples())
        assert len(examples) >= len(fences(page, "python"))
        for example in examples:
            example.evaluate()

    @pytest.mark.parametrize("page", PAGES, ids=name)
    def test_languages(self, page: Path) -> None:
        """A block is of a language that is run here, is a command of the set-up, or is run by another test."""
        assert {fence.language for fence in fences(page) if fence.mark.partition(":")[0] not in MARKED} <= RUN

    def test_where(self) -> None:
        """The pages that explain show Python."""
        pages = {"reference/library.md", "explanation/silence.md", "explanation/verdict.md"}
        assert {"README.md", *(f"docs/{page}" for page in pages)} <= set(map(name, having("python")))

    @pytest.mark.parametrize("module", MODULES)
    def test_docstrings(self, module: str) -> None:
        """The examples of the docstrings of a module run."""
        assert doctest.testmod(import_module(f"ckm_mo.{module}")).failed == 0

    @pytest.mark.parametrize(("module", "name"), [("classification", "classify"), ("explanation", "explain")])
    def test_docstrings_are_found(self, module: str, name: str) -> None:
        """The functions that everyone uses have an example."""
        found = doctest.DocTestFinder().find(import_module(f"ckm_mo.{module}"))
        assert any(test.name == f"ckm_mo.{module}.{name}" and test.examples for test in found)


def commands(page: Path) -> Iterator[Shown]:
    """List the commands in the console blocks of a page, with what is shown below each."""
    for fence in fences(page, "console"):
        shown: list[Shown] = []
        for line in fence.lines:
            if line.startswith("$ "):
                shown.append(Shown(line[2:], []))
            else:
                shown[-1].lines.append(line)
        yield from shown


def run(command: str) -> tuple[str, int]:
    """Run a command in this process.

    Returns:
        What it prints, on standard output and then on standard error, and its exit code.
    """
    program, *arguments = shlex.split(command)
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with redirect_stdout(out), redirect_stderr(err):
        if program == "ckm-mo":
            code = main(arguments)
        else:
            assert program == "python", f"not a command that is run here: {command}"
            with mock.patch.object(sys, "argv", arguments):
                runpy.run_path(arguments[0], run_name="__main__")
    return out.getvalue() + err.getvalue(), code


def agrees(shown: list[str], printed: str) -> bool:
    """Return whether lines are what was printed, where `...` stands for any lines."""
    pattern = "".join(r"(?:.*\n)*" if line == ELLIPSIS else re.escape(line) + r"\n" for line in shown)
    return re.fullmatch(pattern, printed) is not None


class TestConsole:
    """Commands that are shown print what is shown."""

    @pytest.mark.parametrize("page", having("console"), ids=name)
    def test_blocks(self, page: Path, folder: Path) -> None:
        """Every command of a page prints what is shown below it, and succeeds unless its exit code is shown."""
        for fence in fences(page, "csv"):
            file = fence.mark.removeprefix("file: ")
            (folder / file).write_text("\n".join([*fence.lines, ""]), "utf-8")
        shown = list(commands(page))
        code = 0
        for this, then in pairwise([*shown, Shown("", [])]):
            if this.command == "echo $?":
                assert this.lines == [str(code)]
                continue
            printed, code = run(this.command)
            assert agrees(this.lines, printed), f"{this.command}\n{printed}"
            assert code == 0 or then.command == "echo $?", f"{this.command}: exit code {code}"

    @pytest.mark.parametrize("page", having("console"), ids=name)
    def test_something_is_shown(self, page: Path) -> None:
        """No command is shown with nothing but dots below it."""
        assert all(set(each.lines) - {ELLIPSIS} for each in commands(page))

    @pytest.mark.parametrize(
        ("shown", "printed", "agree"),
        [
            (["a", "b"], "a\nb\n", True),
            (["a"], "a\nb\n", False),
            (["a", "..."], "a\nb\nc\n", True),
            (["...", "b", "..."], "a\nc\n", False),
            (["a."], "ab\n", False),
        ],
    )
    def test_dots(self, shown: list[str], printed: str, *, agree: bool) -> None:
        """Dots stand for any lines, and every other line for itself."""
        assert agrees(shown, printed) is agree

    @pytest.mark.parametrize("script", SCRIPTS, ids=name)
    def test_scripts(
        self, script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """An example runs from any folder, prints, and is shown beside the others."""
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", [str(script)])
        runpy.run_path(str(script), run_name="__main__")
        assert capsys.readouterr().out
        assert any(each.command.startswith(f"python {name(script)}") for each in commands(ROOT / "examples/README.md"))


class TestSetUp:
    """The README gives one line that tallies and one that tests, each with all of its set-up."""

    @pytest.mark.parametrize(("mark", "last"), [("tally", "ckm-mo tally"), ("test", "pytest -n auto --dist ")])
    def test_one_line(self, mark: str, last: str) -> None:
        """Each is one line, makes the environment that it uses, and is marked so that it can be read out and run."""
        (line,) = next(fence.lines for fence in fences(ROOT / "README.md", "sh") if fence.mark == mark)
        first, second, *_, end = line.split(" && ")
        assert first == "python3 -m venv .venv"
        assert second.startswith(".venv/bin/pip install -q ")
        assert last in end

    @pytest.mark.parametrize("mark", ["tally", "test"])
    def test_powershell(self, mark: str) -> None:
        """In PowerShell it is the same line, but for its separators and the folder of programs."""
        (line,) = next(fence.lines for fence in fences(ROOT / "README.md", "sh") if fence.mark == mark)
        (other,) = next(
            fence.lines for fence in fences(ROOT / "README.md", "powershell") if fence.mark.startswith(mark)
        )
        there = line.replace("python3 -m venv", "py -m venv").replace(" && ", "; ").replace("/bin/", "/Scripts/")
        own = "python -m pip install -q 'pip>"  # a program cannot replace itself there
        assert other.replace("\\", "/") == there.replace("pip install -q 'pip>", own)

    @pytest.mark.parametrize("page", DOCS, ids=name)
    def test_groups(self, page: Path) -> None:
        """A command for newcomers that takes a dependency group first gets a pip that knows groups."""
        lines = [line for fence in fences(page, "sh") for line in fence.lines if " --group " in line]
        assert all("pip install -q 'pip>=25.1'" in line.partition(" --group ")[0] for line in lines)

    def test_shown(self) -> None:
        """What the first prints is shown."""
        (line,) = next(fence.lines for fence in fences(ROOT / "README.md", "sh") if fence.mark == "tally")
        assert line.endswith(f"/{next(commands(ROOT / 'README.md')).command}")


def anchors(page: Path) -> set[str]:
    """Give the names that the headings of a page have in links."""
    titles = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles}


class TestNames:
    """What the pages name is there."""

    @pytest.mark.parametrize("page", PAGES, ids=name)
    def test_links(self, page: Path) -> None:
        """Every link leads to a file, and to a heading in it where it names one."""
        for target in re.findall(r"\]\(([^)]+)\)", prose(page)):
            file, _, anchor = target.partition("#")
            there = (page.parent / file).resolve() if file else page
            assert there.is_file(), target
            assert not anchor or anchor in anchors(there), target

    @pytest.mark.parametrize("page", PAGES, ids=name)
    def test_files(self, page: Path) -> None:
        """Every file and folder that is named is there, beside the page, at the root or in the package."""
        made = {fence.mark.removeprefix("file: ") for fence in fences(page, "csv")}
        for file in re.findall(r"`([\w.][\w./-]*(?:/[\w.-]+|\.(?:md|py|csv|toml)))`", prose(page)):
            if not file.startswith(".venv/") and file not in made:
                assert any((folder / file).exists() for folder in (page.parent, ROOT, SOURCE)), file


class TestModules:
    """The page for contributors says where things live."""

    def test_folders(self) -> None:
        """Every folder of the package is a room of the drawing."""
        rooms = set(re.findall(r"┌─ (\w+) ─", (ROOT / "CONTRIBUTING.md").read_text("utf-8")))
        assert rooms == {each.name for each in iter_modules(ckm_mo.__path__) if each.ispkg}

    def test_folders_of_tests(self) -> None:
        """Every folder of tests has a row."""
        rows = table(ROOT / "CONTRIBUTING.md", "folder", "what it holds")
        tests = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
        assert tests <= {folder.removeprefix("tests/") for folder, _ in rows}


class TestFormat:
    """The tables of the format are those of the rules and the codebook."""

    page = ROOT / "docs/explanation/format.md"

    def test_profiles(self) -> None:
        """The eight profiles are aligned as in the rules."""
        assert table(self.page, "no.", "code", "relation", "initiative", "coercion") == [
            (str(each.number), each.code, each.relation, each.initiative, each.coercion) for each in PROFILES
        ]

    def test_means(self) -> None:
        """The five means have the codebook's classes and Dutch labels."""
        labels = definitions()["variables"]
        assert table(self.page, "means", "class", "Dutch") == [
            (key, str(kind), labels[key]["label"]["nl"]) for key, _, kind in MEANS
        ]

    def test_rules(self) -> None:
        """The case to follow by hand goes through the seven rules in their order."""
        rows = table(ROOT / "docs/explanation/verdict.md", "rule", "value", "why")
        assert [rule for rule, _, _ in rows] == [rule.outcome for rule in RULES]

    def test_grounds(self) -> None:
        """The two grounds are named as the rules name them."""
        assert table(self.page, f"the study's ({Ground.FORMAT})", f"this project's ({Ground.INTERPRETATION})")


class TestReadings:
    """The tables of answers and readings are what the program reads."""

    page = ROOT / "docs/explanation/silence.md"
    rows = table(page, "coded", "closed reading")

    def test_answers(self) -> None:
        """The five answers have the codebook's words."""
        words = {value.key: value.dutch for value in (*YES_NO, *OPEN)}
        rows = table(self.page, "answer", "the source", "Dutch")
        assert [(answer, dutch) for answer, _, dutch in rows] == [(answer, words[answer]) for answer in Answer]

    @pytest.mark.parametrize("means", [key for key, _, _ in MEANS])
    @pytest.mark.parametrize(("coded", "read"), rows, ids=[coded for coded, _ in rows])
    def test_closed(self, means: str, coded: str, read: str) -> None:
        """What the closed reading makes of three answers is what the table says, for each of the means."""
        levels = ("", *Period)
        keys = (means_key(means, level) for level in levels)
        case = Case.from_answers(dict(zip(keys, map(normalise, coded.split(", ")), strict=True)))
        place = INPUTS.index(means)
        found = [values_of(case.key, Reading.CLOSED, level)[place] for level in (None, *Period)]
        assert found == [normalise(value) for value in read.split(", ")]

    def test_all_answers_are_met(self) -> None:
        """The table has every kind of open answer, and a stated one, in it."""
        met = {normalise(word) for coded, _ in self.rows for word in coded.split(", ")}
        assert met == {value.key for value in (*VARIABLE["violence"].values, *OPEN)}
