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
from ckm_mo.codebook import HEADERS, VARIABLES, Role
from contents import HERE

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


class TestCodingManual:
    """The coding manual decides borderline cases of every variable."""

    page = page("howto/code-cases")
    sections: ClassVar = dict(re.findall(r"(?ms)^### (\w+)$(.+?)(?=^##|\Z)", page))

    def test_every_variable(self) -> None:
        """Every variable has a section, in codebook order."""
        assert [*self.sections] == [each.key for each in VARIABLES if not each.period]

    @pytest.mark.parametrize("key", [each.key for each in VARIABLES if not each.period])
    def test_decided(self, key: str) -> None:
        """At least two cases are decided in it: what the source says, the code, and why; every code can be coded."""
        rows = re.findall(r"(?m)^\| (.+) \| (`.+) \| (.+) \|$", self.sections[key])
        assert len(rows) >= 2
        for said, coded, why in rows:
            pairs = re.findall(r"`(\w+)=([\w;-]*)`", coded)
            assert all((said.endswith((".", '"')), pairs, why.endswith("."))), said
            assert key in {HEADERS[name].means or name for name, _ in pairs}
            Case.from_answers(dict(pairs))

    def test_values(self) -> None:
        """Of a variable of the format each definite answer is given somewhere, and so is an open one."""
        for variable in VARIABLES:
            if variable.role in {Role.DIMENSION, Role.MEANS, Role.EXPLOITATION} and not variable.period:
                coded = set(re.findall(rf"`{variable.key}=(\w+)`", self.sections[variable.key]))
                assert coded > {value.key for value in variable.values}, variable.key
