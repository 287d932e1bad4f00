"""Another format, written into the data of a copy of the package and nowhere else, under which all laws hold.

It has six means, a dimension of three values, a fourth dimension and 24 profiles. The fourth dimension is coded in one
copy, and derived from a means in another.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import ckm_mo

SOURCE = Path(ckm_mo.__file__).parent
SCRIPT = Path(__file__).parents[1] / "laws.py"
LAWS = re.findall(r"(?m)^def (\w+)\(\) -> None:", SCRIPT.read_text("utf-8"))

SIXTH_MEANS = '    ("confinement",         "opsluiting",          MeansClass.HARD),\n'
THIRD_VALUE = '        Value("commercial", "zakelijk"),\n'
SETTING = """    Variable("setting", "plaats", Role.DIMENSION, (
        Value("online", "online"),
        Value("offline", "offline"))),
"""

COMMERCIAL = 'Rule("commercial", "relation", Is("relation", "commercial"), _OURS, _READ)'
SETTING_RULES = (
    'Rule("online", "setting", Is("setting", "online"), _OURS, _READ)',
    'Rule("offline", "setting", Is("setting", "offline"), _OURS, _READ)',
)
PUBLICITY_RULES = (
    'Rule("published", "publicity", Is("sextortion", "yes"), _OURS, _READ)',
    'Rule("not_published", "publicity", Is("sextortion", "no"), _OURS, _READ)',
)

FOURTH = {"coded": ("setting", "online", "offline"), "derived": ("publicity", "published", "not_published")}


def section(name: str, *more: str) -> str:
    """Give the text of a section of the definitions, in both languages, with what else it has to say."""
    fields = ("label", "short", "definition", "question", "source", *more)
    texts = "".join(f'{field}.{lang} = "{name} {lang}"\n' for field in fields for lang in ("en", "nl"))
    return f"\n[{name}]\n{texts}"


def put_in(text: str, after: str, new: str) -> str:
    """Put new lines behind the one line that has some text in it."""
    (line,) = [each for each in text.splitlines(keepends=True) if after in each]
    return text.replace(line, line + new)


def codebook(text: str, kind: str) -> str:
    """Write the codebook of the other format: a line for a means, one for a value, three for a coded dimension."""
    text = put_in(text, '("sextortion",', SIXTH_MEANS)
    text = put_in(text, 'Variable("relation",', THIRD_VALUE)
    return text if kind == "derived" else put_in(text, 'Value("left_to_victim"', SETTING)


def definitions(text: str, kind: str) -> str:
    """Write its definitions."""
    fourth, *values = FOURTH[kind]
    new = ["variables.confinement", "variables.relation.values.commercial", f"dimensions.{fourth}"]
    if kind == "coded":
        new += [f"variables.{fourth}", *(f"variables.{fourth}.values.{value}" for value in values)]
    else:
        new += [f"outcomes.{value}" for value in values]
    return text + "".join(map(section, new))


def rules(text: str, kind: str) -> str:
    """Write its rules and its profiles."""
    new = (COMMERCIAL, *(SETTING_RULES if kind == "coded" else PUBLICITY_RULES))
    if kind == "derived":  # no two dimensions may read the same means
        others = '_OTHERS: Final = tuple(each for each in HARD if each != "sextortion")\n'
        text = text.replace("RULES: Final = (", f"{others}RULES: Final = (")
        text = re.sub(r'(_are\("\w+",) HARD\)', r"\1 _OTHERS)", text)
    text = in_table(text, "RULES", "".join(f"    {rule},\n" for rule in new), keep=True)
    return in_table(text, "PROFILES", "".join(profiles(FOURTH[kind][1:])), keep=False)


def profiles(fourth: Sequence[str]) -> Iterator[str]:
    """Write a line for each profile."""
    relations, initiatives = ("affective", "non_affective", "commercial"), ("offender", "left_to_victim")
    for number, crossing in enumerate(product(relations, initiatives, ("soft", "hard"), fourth), 1):
        *three, last = crossing
        code = "".join(outcome[0] for outcome in three).upper() + str(fourth.index(last) + 1)
        yield f'    Profile({number}, "{code}", {crossing}),\n'


def in_table(text: str, name: str, lines: str, *, keep: bool) -> str:
    """Put lines at the end of a table, or in the place of its own."""
    return re.sub(
        rf"(?ms)^({name}: Final = \(\n)(.+?)^\)", lambda found: f"{found[1]}{found[2] * keep}{lines})", text, count=1
    )


WRITTEN = {"codebook.py": codebook, "codebook.toml": definitions, "rules.py": rules}


@pytest.fixture(scope="module", params=FOURTH)
def copy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Copy the package, and write the other format into its data."""
    kind: str = request.param
    folder = tmp_path_factory.mktemp(kind)
    shutil.copytree(SOURCE, folder / "ckm_mo", ignore=shutil.ignore_patterns("__pycache__"))
    for name, write in WRITTEN.items():
        path = folder / "ckm_mo" / name
        path.write_text(write(path.read_text("utf-8"), kind), "utf-8")
    return kind, folder


def run(copy: tuple[str, Path], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the copy in the place of the package."""
    _, folder = copy
    environment = os.environ | {"PYTHONPATH": str(folder), "LC_ALL": "C.UTF-8"}
    return subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, *arguments], capture_output=True, encoding="utf-8", cwd=folder, env=environment, check=False
    )


@pytest.mark.parametrize("law", LAWS)
def test_laws(copy: tuple[str, Path], law: str) -> None:
    """The law holds of the other format."""
    done = run(copy, str(SCRIPT), copy[0], law)
    assert (done.returncode, done.stderr) == (0, "")


TABLE = {
    "coded": "case_id,relatie,initiatief,plaats,opsluiting,geweld\n1,zakelijk,dader,online,ja,\n2,,dader,,nee,nee\n",
    "derived": "case_id,relatie,initiatief,sextortion,opsluiting,geweld\n1,zakelijk,dader,ja,ja,\n2,,dader,,nee,nee\n",
}


def answered(copy: tuple[str, Path], *arguments: str) -> Any:
    """Run a command on a table of two cases, and give what it answers to a machine."""
    kind, folder = copy
    (folder / "cases.csv").write_text(TABLE[kind], "utf-8")
    done = run(copy, "-m", "ckm_mo", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class TestCommands:
    """The command line answers in the other format."""

    def test_classify(self, copy: tuple[str, Path]) -> None:
        """`classify` gives each case its profile, and its outcome in all four dimensions."""
        fourth, outcome, _ = FOURTH[copy[0]]
        first, second = answered(copy, "classify", "cases.csv")
        dimensions = {"relation": "commercial", "initiative": "offender", "coercion": "hard", fourth: outcome}
        assert first["profile"] == "COH1"
        assert {key: first[key] for key in dimensions} == dimensions
        assert len(second["possible"]) == 3 * 2 * 2

    def test_explain(self, copy: tuple[str, Path]) -> None:
        """`explain` gives the rules that fired, in all four dimensions, and rules the other profiles out."""
        explained = answered(copy, "explain", "cases.csv", "1")
        dimensions = {"relation", "initiative", "coercion", FOURTH[copy[0]][0]}
        assert {each["dimension"] for each in explained["fired"]} == dimensions
        assert len(explained["ruled_out"]) == 23

    def test_tally(self, copy: tuple[str, Path]) -> None:
        """`tally` counts 24 profiles, four dimensions and six means."""
        tally = answered(copy, "tally", "cases.csv")
        assert [len(tally[key]) for key in ("profiles", "dimensions", "means")] == [24, 4, 6]
        assert tally["profiles"][16]["profile"] == "COS1"
        assert tally["means"][-1] == {"key": "confinement", "yes": 1, "no": 1, "open": 0}

    def test_rules(self, copy: tuple[str, Path]) -> None:
        """`rules --check` passes."""
        assert all(law["broken"] == [] for law in answered(copy, "rules", "--check")["laws"])

    @pytest.mark.parametrize("arguments", ["classify cases.csv", "codebook"])
    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_people(self, copy: tuple[str, Path], arguments: str, lang: str) -> None:
        """What is shown to people is shown in the words of its definitions."""
        kind, folder = copy
        (folder / "cases.csv").write_text(TABLE[kind], "utf-8")
        done = run(copy, "-m", "ckm_mo", *arguments.split(), "--lang", lang, "--plain")
        assert done.returncode == 0, done.stderr
