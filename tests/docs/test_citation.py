"""How the program is cited: `CITATION.cff` and `codemeta.json` say what the package and the changelog say."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from ckm_mo import __version__

ROOT = Path(__file__).parents[2]

CITATION: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))

CODEMETA: dict[str, Any] = json.loads((ROOT / "codemeta.json").read_text("utf-8"))

PACKAGE: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

SCHEMA = Draft7Validator(
    json.loads((ROOT / "tests/data/third_party/cff-1.2.0.schema.json").read_text("utf-8")),
    format_checker=Draft7Validator.FORMAT_CHECKER,
)


class TestCitation:
    """`CITATION.cff`."""

    def test_valid(self) -> None:
        """It is as the Citation File Format asks for."""
        assert [error.message for error in SCHEMA.iter_errors(CITATION)] == []

    @pytest.mark.parametrize("wrong", [{"authors": []}, {"version": []}, {"licence": "MIT"}, {"date-released": "soon"}])
    def test_refused(self, wrong: dict[str, Any]) -> None:
        """What that format does not know is refused."""
        assert not SCHEMA.is_valid(CITATION | wrong)

    def test_version(self) -> None:
        """It names the version that all output names."""
        assert CITATION["version"] == __version__

    def test_changelog(self) -> None:
        """The first heading of the changelog is that version: with its date, or unreleased and so a version to come."""
        number, date = re.findall(r"(?m)^## (\S+) \((.+)\)$", (ROOT / "CHANGELOG.md").read_text("utf-8"))[0]
        assert __version__ == (f"{number}.dev0" if date == "unreleased" else number)
        assert str(CITATION.get("date-released", "unreleased")) == date

    def test_package(self) -> None:
        """What it says of the package, the package says."""
        own = PACKAGE["project"]
        said = {"title": own["name"], "abstract": own["description"], "authors": own["authors"]}
        said |= {"license": own["license"], "keywords": own["keywords"]}
        assert {key: CITATION[key] for key in said} == said


class TestCodemeta:
    """`codemeta.json`."""

    @pytest.mark.parametrize(
        ("key", "cited"),
        [("name", "title"), ("description", "abstract"), ("version", "version"), ("keywords", "keywords")],
    )
    def test_citation(self, key: str, cited: str) -> None:
        """It says what `CITATION.cff` says."""
        assert CODEMETA[key] == CITATION[cited]

    def test_authors(self) -> None:
        """It names the same authors, of the program and of the study: organisations, no persons."""
        for meta, cited in ((CODEMETA, CITATION), (CODEMETA["citation"][0], CITATION["references"][0])):
            named = [{"@type": "Organization", "name": each["name"]} for each in cited["authors"]]
            assert meta["author"] == named

    def test_context(self) -> None:
        """It is CodeMeta 3.0."""
        assert (CODEMETA["@context"], CODEMETA["@type"]) == ("https://w3id.org/codemeta/3.0", "SoftwareSourceCode")


@pytest.mark.parametrize("name", ["CITATION.cff", "codemeta.json"])
def test_delivered(name: str) -> None:
    """Whoever has the source package has both."""
    assert name in PACKAGE["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
