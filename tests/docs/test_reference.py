"""The reference: nothing public is left out, and no page is stale."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

import ckm_mo
import generate
import modules
import picture
from ckm_mo.cli import codes
from ckm_mo.cli import commands as cli
from ckm_mo.codebook import VARIABLES
from ckm_mo.rules import PROFILES, RULES
from commands import CODER1, CODER2, run
from contents import HERE, INDEX, pages

REFERENCE = {path.stem: path.read_text("utf-8") for path in (HERE / "reference").glob("*.md")}


def helped(*command: str) -> str:
    """Give the help of a command, up to its examples."""
    return run(*command, "--help").out.partition("\nexamples:")[0]


def named() -> list[str]:
    """List the commands that the help names."""
    return re.findall(r"^    ([a-z]+)  ", helped(), re.MULTILINE)


def asks(example: str) -> bool:
    """Return whether a command begins an interview."""
    return example.startswith("ckm-mo case") and "=" not in example


EXAMPLES = [each for module in (cli, *map(cli.command, cli.COMMANDS)) for each in module.EXAMPLES if not asks(each)]
"""The examples of the help, but those of the interview, which needs a terminal."""


@pytest.fixture(scope="module")
def files() -> dict[Path, str]:
    """Make every page and every schema."""
    return generate.files()


class TestMade:
    """What is made from the program is as it would be made now: `python docs/generate.py`."""

    def test_fresh(self, files: dict[Path, str]) -> None:
        """No page and no schema is stale."""
        assert {path: path.read_text("utf-8") for path in files} == files

    def test_schemas(self, files: dict[Path, str]) -> None:
        """No schema is left of an output that there is no more."""
        folder = HERE / "reference/schemas"
        assert {path for path in files if path.parent == folder} == set(folder.iterdir())

    def test_used(self, files: dict[Path, str]) -> None:
        """Everything that can be made stands on a page."""
        pages_made = "\n".join(text for path, text in files.items() if path.suffix == ".md")
        assert {found.split()[0] for found in generate.BLOCK.findall(pages_made)} == set(generate.MADE)

    def test_pictures(self) -> None:
        """Every picture in the repository says what it would say now, and none is left over."""
        drawn = {path: picture.read(svg) for path, svg in picture.pictures()}
        assert {path: picture.read(path.read_text("utf-8")) for path in picture.FOLDER.glob("*.svg")} == drawn

    def test_pictures_of_commands(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The commands on the page about figures draw the pictures that it shows."""
        monkeypatch.chdir(tmp_path)
        page = (HERE / "howto/figures.md").read_text("utf-8")
        shown = re.findall(r"```sh\nckm-mo (.+ (\w+\.svg))\n```\n\n<img src=\"../_static/(\w+\.svg)", page)
        assert sorted(file for _, file, _ in shown) == sorted(each.name for each in picture.FOLDER.glob("*.svg"))
        for command, file, seen in shown:
            assert file == seen
            assert run(*command.replace("examples/", f"{HERE.parent}/examples/").split()).code == 0
            drawn, kept = (picture.read((folder / file).read_text("utf-8")) for folder in (tmp_path, picture.FOLDER))
            assert drawn == kept

    def test_renewed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A picture that says something else is drawn anew, and one that says the same is left as it is."""
        monkeypatch.setattr(picture, "FOLDER", tmp_path)
        monkeypatch.setattr(picture, "PICTURES", {"shift": ckm_mo.Tally.of})
        path = tmp_path / "shift.svg"
        assert [*picture.renew()] == [path]
        path.write_text(path.read_text("utf-8").replace("stroke-width", "stroke-height"), "utf-8")
        assert [*picture.renew()] == []
        path.write_text(path.read_text("utf-8").replace(">58<", ">59<").replace("n = 58", "n = 59"), "utf-8")
        assert [*picture.renew()] == [path]

    def test_stale(self) -> None:
        """A page that says something else between its marks is seen to be stale."""
        page = (HERE / "reference/rules.md").read_text("utf-8")
        assert generate.made(page.replace("| `hard` |", "| `harsh` |")) == page

    def test_index(self) -> None:
        """The index links every page, under the heading of its kind or of its language."""
        index = (HERE / f"{INDEX}.md").read_text("utf-8")
        for heading, found in pages().items():
            part = index.partition(f"## {heading}\n")[2].partition("\n## ")[0]
            assert re.findall(r"^- \[.+\]\((.+)\.md\)$", part, re.MULTILINE) == found


def decide(folder: Path) -> None:
    """Write a table of decisions, in which the first coder is right, and a workbook with nothing decided."""
    rows = [row.split(",") for row in decisions(str(folder / "decisions.csv")).splitlines()]
    final = rows[0].index("final")
    filled = [",".join([*row[:final], row[2], *row[final + 1 :]]) for row in rows[1:]]
    (folder / "decisions.csv").write_text("\n".join([",".join(rows[0]), *filled]), "utf-8")
    run("agree", CODER1, CODER2, "--decide", str(folder / "decisions.xlsx"))


def decisions(name: str) -> str:
    """Write a table of decisions, and give its text."""
    assert run("agree", CODER1, CODER2, "--decide", name).code == 0
    return Path(name).read_text("utf-8")


class TestCommands:
    """The page on the command line has every command, argument and option, and no other."""

    page = REFERENCE["commands"]

    def test_commands(self) -> None:
        """Every command that the help names has a section, in that order."""
        assert re.findall(r"(?m)^## ([a-z]+)$", self.page) == named()

    def test_arguments(self) -> None:
        """So has what it takes: every argument, option and choice that its help names stands on the page."""
        for command in named():
            for option in re.findall(r"^  (-.+?|[A-Z][\w=]+)(?:  .*)?$", helped(command), re.MULTILINE):
                shown = option.replace("{", "").replace("}", "").replace(",", "\\|") if "{" in option else option
                assert f"`{shown}" in self.page or f", {shown}`" in self.page or option.startswith("-h"), option

    def test_codes(self) -> None:
        """Every exit code has a row."""
        found = re.findall(r"(?m)^\| (\d+) \|", self.page)
        assert found == [*map(str, (codes.DONE, codes.REJECTED, codes.MISUSED, codes.INTERRUPTED))]

    @pytest.mark.parametrize("example", EXAMPLES)
    def test_examples(self, example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Every example of the help runs."""
        monkeypatch.chdir(tmp_path)
        for name in ("cases.csv", "coder1.csv", "north.csv"):
            if "template" not in example:
                shutil.copy(CODER1, name)
        shutil.copy(CODER2, "coder2.csv")
        other = Path(CODER2).read_text("utf-8").splitlines()
        Path("south.csv").write_text("\n".join([other[0], *(f"s{line}" for line in other[1:])]), "utf-8")
        if "--decisions" in example:
            decide(tmp_path)
        command, _, given = example.partition(" < ")
        program, *arguments = shlex.split(command)
        before = set(tmp_path.iterdir())
        done = run(*arguments, given=Path(given).read_text("utf-8") if given else "")
        assert (program, done.code) == ("ckm-mo", 0), done.err
        assert done.out or set(tmp_path.iterdir()) > before


class TestCodebook:
    """The pages on the codebook, the rules and the columns have every one of them."""

    @pytest.mark.parametrize("variable", [each for each in VARIABLES if not each.period], ids=lambda each: each.key)
    def test_variables(self, variable: ckm_mo.Variable) -> None:
        """Every variable has a section in both languages, with every value in both."""
        for page, head in (("codebook", variable.key), ("codeboek", variable.dutch)):
            (section,) = re.findall(rf"(?ms)^## {head}$(.+?)(?=^## |\Z)", REFERENCE[page])
            words = {word for value in variable.values for word in (value.key, value.dutch, *value.others)}
            assert variable.means or all(f"`{word}`" in section for word in words)
            assert all(f"`{each.dutch}`" in section for each in VARIABLES if variable.key in {each.key, each.means})

    def test_columns(self) -> None:
        """Every column has a row."""
        made = REFERENCE["tables"].partition("<!-- made: columns -->")[2].partition("<!-- end -->")[0]
        assert re.findall(r"(?m)^\| `(\w+)` \| `\w+` \|", made) == [each.key for each in VARIABLES]

    def test_rules(self) -> None:
        """So has every rule, with whose it is, and every profile."""
        rows = re.findall(r"(?m)^\| `(\w+)` \| (\w+) \| .+? \| (\w+) \| .+ \|$", REFERENCE["rules"])
        assert rows == [(rule.outcome, rule.dimension, str(rule.ground)) for rule in RULES]
        assert re.findall(r"(?m)^\| (\d) \| ([A-Z]{3}) \|", REFERENCE["rules"]) == [
            (str(profile.number), profile.code) for profile in PROFILES
        ]


class TestLibrary:
    """The page on the library has every public name with what its docstring says, and names every other module."""

    page = REFERENCE["library"]

    @pytest.mark.parametrize("name", ckm_mo.__all__)
    def test_exports(self, name: str) -> None:
        """Every name that the package exports has a row, and a section of its own."""
        assert re.search(rf"(?m)^\| \[?`{name}`", self.page)
        assert name.startswith("__") or f"\n### {name}\n" in self.page

    @pytest.mark.parametrize("module", [each for each in modules.PUBLIC if each in modules.there()])
    def test_modules(self, module: str) -> None:
        """So has everything that a public module defines, and everything in it says what it is."""
        for name in modules.names(module):
            assert f"\n### {name.name}\n" in self.page
            assert all(each.text for each in (name, *name.parts)), name.name

    def test_other_modules(self) -> None:
        """Every module is either for others or named as part of the inside."""
        inside = re.findall(r"(?m)^\| `([\w.]+)` \| .+ \|$", self.page.partition("## Inside")[2])
        public = re.findall(r"(?m)^## ckm_mo\.(\w+)$", self.page)
        inside += [each for each in public if each in modules.there()]
        assert sorted(inside) == sorted(modules.there())
