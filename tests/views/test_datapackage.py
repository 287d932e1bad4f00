"""The Data Package: what a table of cases is to a program that knows nothing of this one.

That frictionless accepts it, and the tables that it describes, is tried in CI.
"""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from ckm_mo.cli.commands import parser
from ckm_mo.cli.output import SUFFIXES
from ckm_mo.codebook import COLUMNS, LOCATORS, VARIABLES, word
from ckm_mo.messages import LANGUAGES
from ckm_mo.views.datapackage import table_schema
from ckm_mo.views.words import Words
from commands import EXAMPLES, run

TABLES = {"en": "cases", "nl": "casussen"}

FORMS: tuple[str, ...] = parser("template", "en").get_default("forms")
"""What a template is written as."""

PACKAGE: dict[str, Any] = json.loads((EXAMPLES / "datapackage.json").read_text("utf-8"))


def described(lang: str, *options: str) -> Any:
    """Describe a template."""
    return run("template", "--format", "datapackage", "--lang", lang, *options).json


@pytest.mark.parametrize("lang", LANGUAGES)
class TestTemplate:
    """`template --format datapackage`."""

    def test_table(self, lang: str) -> None:
        """It describes one table of CSV beside it, by the published Table Schema, and says so."""
        (table,) = described(lang)["resources"]
        assert (table["name"], table["path"]) == (TABLES[lang], f"{TABLES[lang]}.csv")
        assert (table["type"], table["format"], table["encoding"]) == ("table", "csv", "utf-8")
        assert table["schema"] == table_schema(Words(lang))
        assert f" {TABLES[lang]}.csv " in run("template", "--format", "datapackage", "--lang", lang).err

    @pytest.mark.parametrize(("options", "columns"), [((), VARIABLES), (("--places",), COLUMNS)])
    def test_columns(self, lang: str, options: tuple[str, ...], columns: tuple[Any, ...]) -> None:
        """Its fields are the columns of the template, in their order."""
        fields = [each["name"] for each in described(lang, *options)["resources"][0]["schema"]["fields"]]
        assert fields == run("template", "--lang", lang, *options).rows[0] == [word(each, lang) for each in columns]

    def test_locators(self, lang: str) -> None:
        """A locator says of what it is, and takes any text."""
        fields = {each["name"]: each for each in described(lang, "--places")["resources"][0]["schema"]["fields"]}
        for each in LOCATORS:
            field = fields[word(each, lang)]
            assert field["title"].endswith(f": {fields[word(each, lang).rpartition('_')[0]]['title']}")
            assert set(field) == {"name", "type", "title", "description"}

    def test_title(self, lang: str) -> None:
        """It says in the language what it holds."""
        assert described(lang)["title"].startswith({"en": "Cases coded", "nl": "Casussen, gecodeerd"}[lang])


class TestName:
    """The name of the file and the form must agree."""

    @pytest.mark.parametrize("name", ["datapackage.json", "cases.DataPackage.json"])
    def test_chosen(self, name: str, tmp_path: Path) -> None:
        """A name that ends in datapackage.json says that it is one."""
        run("template", "-o", str(tmp_path / name))
        assert json.loads((tmp_path / name).read_text("utf-8")) == described("en")

    @pytest.mark.parametrize(
        ("form", "name"), [("datapackage", "t.json"), ("datapackage", "t.csv"), ("json", "datapackage.json")]
    )
    def test_disagree(self, form: str, name: str, tmp_path: Path) -> None:
        """Otherwise nothing is written, and the ends of names that choose are listed, then the whole name."""
        done = run("template", "--format", form, "-o", str(tmp_path / name))
        assert (done.code, list(tmp_path.iterdir())) == (2, [])
        listed = done.err.partition("(")[2].partition(")")[0].split(", ")
        assert sorted(listed) == sorted(end for end, its in SUFFIXES.items() if its in FORMS)
        assert listed[-1] == "datapackage.json"

    def test_another_command(self, tmp_path: Path) -> None:
        """No other command writes one."""
        done = run("codebook", "-o", str(tmp_path / "datapackage.json"))
        assert (done.code, list(tmp_path.iterdir())) == (2, [])
        assert "that format is not written here" in done.err


class TestExamples:
    """`examples/datapackage.json`, which describes the example tables."""

    def test_tables(self) -> None:
        """It describes every table of the examples, once."""
        assert [each["path"] for each in PACKAGE["resources"]] == sorted(path.name for path in EXAMPLES.glob("*.csv"))

    def test_cases(self) -> None:
        """Coded cases are described by the Table Schema that stands beside it."""
        schemas = {each["schema"] for each in PACKAGE["resources"] if each["name"].startswith("published_cases")}
        (name,) = schemas
        assert json.loads((EXAMPLES / name).read_text("utf-8")) == table_schema(Words("en"))

    def test_sources(self) -> None:
        """The table of sources has the columns that are described, and its key names each source once."""
        (schema,) = (each["schema"] for each in PACKAGE["resources"] if each["name"] == "sources")
        heads, *rows = csv.reader((EXAMPLES / "sources.csv").read_text("utf-8").splitlines())
        assert heads == [each["name"] for each in schema["fields"]]
        assert heads[0] == schema["primaryKey"][0]
        assert len({row[0] for row in rows}) == len(rows)
