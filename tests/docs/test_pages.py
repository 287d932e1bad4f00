"""Pages that promise something of their own: that a variable is added so, a claim has a test, a case is decided."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import pytest

import ckm_mo
from ckm_mo import Case
from ckm_mo.codebook import HEADERS, VARIABLE, VARIABLES, Role
from contents import DUTCH, HERE, STARTS

SOURCE = Path(ckm_mo.__file__).parent
ROOT = HERE.parent


def page(name: str) -> str:
    """Read a page."""
    return (HERE / f"{name}.md").read_text("utf-8")


def blocks(text: str, mark: str) -> list[str]:
    """List the fenced blocks that are marked so."""
    return re.findall(rf"(?ms)^<!-- {mark} -->\n```\w+\n(.+?)^```$", text)


def run(copy: Path, command: str) -> str:
    """Run a command with the copy in the place of the package."""
    program, *arguments = shlex.split(command)
    assert program == "ckm-mo"
    environment = os.environ | {"PYTHONPATH": str(copy), "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-m", "ckm_mo", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=copy,
        env=environment,
        timeout=60,
        check=True,
    )
    return str(done.stdout + done.stderr)


class TestAddAVariable:
    """The page on adding a variable, done as it says on a copy of the package."""

    page = page("howto/add-a-variable")

    @pytest.fixture
    def copy(self, tmp_path: Path) -> Path:
        """Copy the package, and add to it what the page adds."""
        shutil.copytree(SOURCE, tmp_path / "ckm_mo", ignore=shutil.ignore_patterns("__pycache__"))
        (variable,), (section,) = blocks(self.page, r"add: codebook\.py"), blocks(self.page, r"add: codebook\.toml")
        code = tmp_path / "ckm_mo/codebook.py"
        before = code.read_text("utf-8")
        after = re.sub(r"(?ms)(^CONTEXT: Final = \(\n.+?)(^\))", lambda found: found[1] + variable + found[2], before)
        after = after.replace('CODEBOOK_VERSION: Final = "1"', 'CODEBOOK_VERSION: Final = "2"')
        assert after.count("\n") == before.count("\n") + 1
        code.write_text(after, "utf-8")
        with (tmp_path / "ckm_mo/codebook.toml").open("a", encoding="utf-8") as stream:
            stream.write("\n" + section)
        return tmp_path

    def test_shown(self, copy: Path) -> None:
        """What the page shows in the end is what the copy prints."""
        (then,) = blocks(self.page, "then")
        for command, shown in re.findall(r"(?m)^\$ (.+)\n((?:(?!\$ ).*\n)+)", then):
            assert run(copy, command) == shown

    def test_everywhere(self, copy: Path) -> None:
        """It is a column of the template in both languages, a way to split a tally and a condition."""
        assert "at_school" in run(copy, "ckm-mo template --format csv")
        assert "volgt_onderwijs" in run(copy, "ckm-mo template --format csv --lang nl")
        (copy / "cases.csv").write_text("case_id,volgt_onderwijs\n1,ja\n2,ja\n3,ja\n4,ja\n5,ja\n6,nee\n", "utf-8")
        split = run(copy, "ckm-mo tally cases.csv --by at_school --where at_school=yes --format json")
        tally = json.loads(split)
        assert tally["provenance"]["codebook"] == "2"
        assert [(group["value"], group["n"]) for group in tally["by"]["groups"]] == [("yes", 5), ("no", 0)]


class TestAddToTheFormat:
    """The same page on adding a means and a value of a dimension, done as it says."""

    page = page("howto/add-a-variable")

    PLACES: ClassVar = {
        "codebook.py": {
            "means": r'(?m)^    \("sextortion",.+\n',
            "value": r'(?m)^    Variable\("relation",.+\n',
        },
        "RULES": {"value": r'(?m)^    Rule\("non_affective",.+\n'},
        "PROFILES": {"value": r"(?m)^    Profile\(8,.+\n"},
    }
    """Behind which line of a file or table of data something new goes."""

    @pytest.mark.parametrize("what", ["means", "value"])
    def test_walk(self, what: str, tmp_path: Path) -> None:
        """What the page adds is all that it takes: the copy prints what the page shows, and its rules hold."""
        shutil.copytree(SOURCE, tmp_path / "ckm_mo", ignore=shutil.ignore_patterns("__pycache__"))
        for place, behind in self.PLACES.items():
            path = tmp_path / "ckm_mo" / (place if "." in place else "rules.py")
            for new in blocks(self.page, rf"{what}: {re.escape(place)}"):
                text, found = re.subn(behind[what], lambda line, new=new: line[0] + new, path.read_text("utf-8"))  # type: ignore[misc]
                assert found == 1
                path.write_text(text, "utf-8")
        (section,) = blocks(self.page, rf"{what}: codebook\.toml")
        with (tmp_path / "ckm_mo/codebook.toml").open("a", encoding="utf-8") as stream:
            stream.write("\n" + section)
        (then,) = blocks(self.page, f"{what}: then")
        for command, shown in re.findall(r"(?m)^\$ (.+)\n((?:(?!\$ ).*\n)+)", then):
            assert run(tmp_path, command) == shown
        laws = json.loads(run(tmp_path, "ckm-mo rules --check --format json"))["laws"]
        assert [law["broken"] for law in laws] == [[]] * 4


class TestClaims:
    """The page for reviewers: every claim names a test."""

    rows = re.findall(r"(?m)^- (.+)\n  `(tests/[^`]+)`$", page("explanation/claims"))

    def test_some(self) -> None:
        """There are claims, none is made twice, and each names a test; `test_claims.py` sees that it is there."""
        assert len(self.rows) > 20
        assert len({claim for claim, _ in self.rows}) == len(self.rows)
        assert all("::" in test for _, test in self.rows)


ASKED = [each for each in VARIABLES if not each.period]
"""The variables that a coding manual decides about."""

Manual = dict[str, list[tuple[str, dict[str, str], str]]]


def manual(name: str) -> Manual:
    """Read a coding manual: by the key of a variable what a source says, the codes in the codebook's words, and why."""
    found: Manual = {}
    for header, section in re.findall(r"(?ms)^### (\w+)$(.+?)(?=^##|\Z)", page(name)):
        rows = found[HEADERS[header].key] = []
        for said, coded, why in re.findall(r"(?m)^\| (.+) \| (`.+) \| (.+) \|$", section):
            pairs = {HEADERS[column].key: cell for column, cell in re.findall(r"`(\w+)=([\w;-]*)`", coded)}
            case = Case.from_answers(pairs)
            rows.append((said, {key: str(case[key]) if cell else "" for key, cell in pairs.items()}, why))
    return found


BY_MANUAL = pytest.mark.parametrize("manual", [manual(f"howto/{name}") for name in ("code-cases", "coderen")])


class TestCodingManual:
    """The coding manual, in either language, decides borderline cases of every variable."""

    @BY_MANUAL
    def test_every_variable(self, manual: Manual) -> None:
        """Every variable has a section, in codebook order."""
        assert [*manual] == [each.key for each in ASKED]

    @BY_MANUAL
    @pytest.mark.parametrize("key", [each.key for each in ASKED])
    def test_decided(self, manual: Manual, key: str) -> None:
        """At least two cases are decided in it: what the source says, the code, and why; every code can be coded."""
        assert len(manual[key]) >= 2
        for said, coded, why in manual[key]:
            assert all((said.endswith((".", '"')), coded, why.endswith("."))), said
            assert key in {VARIABLE[name].means or name for name in coded}

    @BY_MANUAL
    def test_values(self, manual: Manual) -> None:
        """Of a variable of the format each definite answer is given somewhere, and so is an open one."""
        for variable in ASKED:
            if variable.role in {Role.DIMENSION, Role.MEANS, Role.EXPLOITATION}:
                coded = {answers[variable.key] for _, answers, _ in manual[variable.key] if variable.key in answers}
                assert coded > {value.key for value in variable.values}, variable.key

    def test_alike(self) -> None:
        """Both decide the same cases in the same way."""
        one, other = (
            [[answers for _, answers, _ in rows] for rows in manual(f"howto/{name}").values()]
            for name in ("code-cases", "coderen")
        )
        assert one == other


class TestDutch:
    """Who reads Dutch begins at one page, which the README links."""

    start = "tutorial/begin-hier"

    def test_listed(self) -> None:
        """It lists all other pages in Dutch, in the order in which they are to be read."""
        links = re.findall(r"(?m)^\d+\. \[.+?\]\((?:\.\./)?([\w/-]+)\.md\)", page(self.start))
        assert [each if "/" in each else f"tutorial/{each}" for each in links] == [*DUTCH[1:]]
        assert DUTCH[0] == self.start

    def test_linked(self) -> None:
        """It stands on the first screen of the README, and first on the index."""
        first = (ROOT / "README.md").read_text("utf-8").partition("```")[0]
        assert f"docs/{self.start}.md" in first
        assert STARTS[0][1] == (self.start,)

    @pytest.mark.parametrize("name", DUTCH)
    def test_language(self, name: str) -> None:
        """Every command that a page in Dutch shows the output of is run in Dutch."""
        shown = re.findall(r"(?m)^\$ (ckm-mo .+)$", page(name))
        assert [command for command in shown if "--lang nl" not in command] == []
