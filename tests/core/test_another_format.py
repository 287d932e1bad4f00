"""Another format, written into the data of a copy of the package and nowhere else, under which all laws hold."""

import csv
import json
import re
from pathlib import Path

import pytest

from another_format import FOURTH, TABLE, codes, run, write, written

SCRIPT = Path(__file__).parents[1] / "laws.py"
LAWS = re.findall(r"(?m)^def (\w+)\(\) -> None:", SCRIPT.read_text("utf-8"))

SHOWN = ("classify cases.csv", "explain cases.csv 2", "tally cases.csv", "rules", "codebook", "case geweld=ja")
"""The commands of which people look at what they write."""

FILES = ("tally cases.csv -o t.xlsx", "classify cases.csv -o c.xlsx", "classify cases.csv --keep -o c.sav")
"""The commands that write a file, the last of them one that is read again."""

ANSWERS = {
    "classify": "classify cases.csv",
    "explain": "explain cases.csv 1",
    "tally": "tally cases.csv",
    "study": "study --bounds",
    "rules": "rules",
}
"""The commands whose answer to a machine is looked at."""


@pytest.fixture(scope="module", params=FOURTH)
def copy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Copy the package, and write the other format and a table of two cases into it."""
    folder = tmp_path_factory.mktemp(request.param)
    write(request.param, folder)
    (folder / "cases.csv").write_text(TABLE[request.param], "utf-8")
    return request.param, folder


@pytest.fixture(scope="module")
def held(copy: tuple[str, Path]) -> dict[str, str]:
    """Try all laws, in one process; what each raised."""
    done = run(copy, str(SCRIPT), copy[0])
    assert (done.returncode, done.stderr) == (0, "")
    raised: dict[str, str] = json.loads(done.stdout)
    return raised


@pytest.mark.parametrize("law", LAWS)
def test_laws(held: dict[str, str], law: str) -> None:
    """The law holds of the other format."""
    assert held[law] == ""


@pytest.fixture(scope="module")
def said(copy: tuple[str, Path]) -> dict[str, str]:
    """Run every command, one after another in one process; each must end well."""
    wanted = {name: f"{command} --format json" for name, command in ANSWERS.items()}
    wanted["save"] = "case relation=commercial confinement=yes --save saved.csv"
    for lang in ("en", "nl"):
        wanted |= {f"{command} in {lang}": f"{command} --lang {lang} --force" for command in FILES}
        wanted[f"read in {lang}"] = "tally c.sav --format json"
    lang = {"coded": "en", "derived": "nl"}[copy[0]]
    wanted |= {f"{command} shown": f"{command} --lang {lang} --plain" for command in SHOWN}
    return written(copy, [(name, command, "80") for name, command in wanted.items()])


class TestCommands:
    """The command line answers in the other format."""

    def test_classify(self, copy: tuple[str, Path], said: dict[str, str]) -> None:
        """`classify` gives each case its profile, and its outcome in all four dimensions."""
        fourth, outcome, _ = FOURTH[copy[0]]
        first, second = json.loads(said["classify"])
        dimensions = {"relation": "commercial", "initiative": "offender", "coercion": "hard", fourth: outcome}
        assert first["profile"] == {"coded": "COH1", "derived": "P19"}[copy[0]]
        assert {key: first[key] for key in dimensions} == dimensions
        assert len(second["possible"]) == 3 * 2 * 2

    def test_explain(self, copy: tuple[str, Path], said: dict[str, str]) -> None:
        """`explain` gives the rules that fired, in all four dimensions, and rules the other profiles out."""
        explained = json.loads(said["explain"])
        dimensions = {"relation", "initiative", "coercion", FOURTH[copy[0]][0]}
        assert {each["dimension"] for each in explained["fired"]} == dimensions
        assert len(explained["ruled_out"]) == 23

    def test_case(self, copy: tuple[str, Path], said: dict[str, str]) -> None:
        """`case --save` makes a table with a column for all that an interview would ask in the other format."""
        assert "save" in said
        with (copy[1] / "saved.csv").open(encoding="utf-8", newline="") as stream:
            (cells,) = csv.DictReader(stream)
        assert (cells["relation"], cells["confinement"], "sextortion" in cells) == ("commercial", "yes", True)

    def test_tally(self, copy: tuple[str, Path], said: dict[str, str]) -> None:
        """`tally` counts 24 profiles, four dimensions and six means."""
        tally = json.loads(said["tally"])
        assert [len(tally[key]) for key in ("profiles", "dimensions", "means")] == [24, 4, 6]
        assert [each["profile"] for each in tally["profiles"]] == codes(copy[0])
        assert tally["means"][-1] == {"key": "confinement", "yes": 1, "no": 1, "open": 0, "all_or_none": False}

    def test_study(self, copy: tuple[str, Path], said: dict[str, str]) -> None:
        """`study --bounds` bounds 24 profiles; one of a value that leaves no victim to be printed is ruled out."""
        first, *_ = json.loads(said["study"])["readings"]
        assert len(first["profiles"]) == 24
        assert [first["profiles"][codes(copy[0])[place]] for place in (1, 16)] == [[0, 19], [0, 0]]
        assert {"coded": "AO", "derived": "affective offender"}[copy[0]] in first["pairs"]

    def test_rules(self, said: dict[str, str]) -> None:
        """`rules` lists 24 profiles; that the rules are complete and unique is a law above."""
        assert len(json.loads(said["rules"])["profiles"]) == 24

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_files(self, said: dict[str, str], lang: str) -> None:
        """Verdicts and a tally are written as workbooks and as an SPSS file, which is read again."""
        assert {f"{command} in {lang}" for command in FILES} <= {*said}
        assert json.loads(said[f"read in {lang}"])["profiles"] == json.loads(said["tally"])["profiles"]

    @pytest.mark.parametrize("command", SHOWN)
    def test_people(self, said: dict[str, str], command: str) -> None:
        """What people look at is shown, in English of one copy and in Dutch of the other."""
        assert said[f"{command} shown"]
