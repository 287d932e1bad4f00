"""Another format, written into the data of a copy of the package and nowhere else, under which all laws hold."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from another_format import FOURTH, TABLE, run, write

SCRIPT = Path(__file__).parents[1] / "laws.py"
LAWS = re.findall(r"(?m)^def (\w+)\(\) -> None:", SCRIPT.read_text("utf-8"))


@pytest.fixture(scope="module", params=FOURTH)
def copy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Copy the package, and write the other format into its data."""
    folder = tmp_path_factory.mktemp(request.param)
    write(request.param, folder)
    return request.param, folder


@pytest.mark.parametrize("law", LAWS)
def test_laws(copy: tuple[str, Path], law: str) -> None:
    """The law holds of the other format."""
    done = run(copy, str(SCRIPT), copy[0], law)
    assert (done.returncode, done.stderr) == (0, "")


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

    def test_case(self, copy: tuple[str, Path]) -> None:
        """`case --save` makes a table with a column for all that an interview would ask in the other format."""
        _, folder = copy
        done = run(copy, "-m", "ckm_mo", "case", "relation=commercial", "confinement=yes", "--save", "saved.csv")
        assert done.returncode == 0, done.stderr
        heads, row = (folder / "saved.csv").read_text("utf-8").splitlines()
        cells = dict(zip(heads.split(","), row.split(","), strict=True))
        assert (cells["relation"], cells["confinement"], "sextortion" in cells) == ("commercial", "yes", True)

    def test_tally(self, copy: tuple[str, Path]) -> None:
        """`tally` counts 24 profiles, four dimensions and six means."""
        tally = answered(copy, "tally", "cases.csv")
        assert [len(tally[key]) for key in ("profiles", "dimensions", "means")] == [24, 4, 6]
        assert tally["profiles"][16]["profile"] == "COS1"
        assert tally["means"][-1] == {"key": "confinement", "yes": 1, "no": 1, "open": 0, "all_or_none": False}

    def test_study(self, copy: tuple[str, Path]) -> None:
        """`study --bounds` bounds 24 profiles; one of a value that leaves no victim to be printed is ruled out."""
        first, *_ = answered(copy, "study", "--bounds")["readings"]
        assert len(first["profiles"]) == 24
        assert [first["profiles"][code] for code in ("AOS2", "COS1")] == [[0, 19], [0, 0]]

    def test_rules(self, copy: tuple[str, Path]) -> None:
        """`rules` lists 24 profiles; that the rules are complete and unique is a law above."""
        assert len(answered(copy, "rules")["profiles"]) == 24

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_files(self, copy: tuple[str, Path], lang: str) -> None:
        """Verdicts and a tally are written as workbooks and as an SPSS file, which is read again."""
        kind, folder = copy
        (folder / "cases.csv").write_text(TABLE[kind], "utf-8")
        for arguments in (
            "tally cases.csv -o t.xlsx",
            "classify cases.csv -o c.xlsx",
            "classify cases.csv --keep -o c.sav",
        ):
            done = run(copy, "-m", "ckm_mo", *arguments.split(), "--lang", lang, "--force")
            assert done.returncode == 0, done.stderr
        assert answered(copy, "tally", "c.sav")["profiles"] == answered(copy, "tally", "cases.csv")["profiles"]

    @pytest.mark.parametrize(
        "arguments",
        ["classify cases.csv", "explain cases.csv 2", "tally cases.csv", "rules", "codebook", "case geweld=ja"],
    )
    def test_people(self, copy: tuple[str, Path], arguments: str) -> None:
        """What people look at is shown, in English of one copy and in Dutch of the other."""
        kind, folder = copy
        lang = {"coded": "en", "derived": "nl"}[kind]
        (folder / "cases.csv").write_text(TABLE[kind], "utf-8")
        done = run(copy, "-m", "ckm_mo", *arguments.split(), "--lang", lang, "--plain")
        assert done.returncode == 0, done.stderr
