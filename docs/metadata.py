"""What catalogues know of the program and of its example tables.

`codemeta.json` is made from `CITATION.cff` and `pyproject.toml`; the Data Package of the examples, from the codebook.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from ckm_mo.views.datapackage import data_package, table_resource, table_schema
from ckm_mo.views.words import Words

ROOT: Final = Path(__file__).parents[1]


def citation() -> dict[str, Any]:
    """Load what is cited."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    return found


def project() -> dict[str, Any]:
    """Load what the package says of itself."""
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return found


def codemeta() -> dict[str, Any]:
    """Give what `codemeta.json` holds; when it was published is left out before it is."""
    cited, own = citation(), project()
    released = {"datePublished": str(cited["date-released"])} if "date-released" in cited else {}
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": cited["title"],
        "description": cited["abstract"],
        "version": cited["version"],
        **released,
        "license": f"https://spdx.org/licenses/{cited['license']}",
        "author": _organisations(cited),
        "keywords": cited["keywords"],
        "programmingLanguage": {"@type": "ComputerLanguage", "name": "Python"},
        "runtimePlatform": f"Python {own['requires-python']}",
        "operatingSystem": ["Linux", "macOS", "Windows"],
        "softwareRequirements": own["dependencies"],
        "citation": [
            {"@type": "Report", "name": each["title"], "author": _organisations(each), "description": each["notes"]}
            for each in cited["references"]
        ],
    }


def _organisations(work: dict[str, Any]) -> list[dict[str, str]]:
    return [{"@type": "Organization", "name": each["name"]} for each in work["authors"]]


# The examples

CODINGS: Final[Mapping[str, str]] = {
    "published_cases_coder1": "63 published cases, as the first coder coded them",
    "published_cases_coder2": "The same cases in the same order, as the second coder coded them",
}
"""The tables of the published cases."""

SOURCES: Final[Mapping[str, str]] = {
    "text": "The number of the text, with which the case_id of its cases begins",
    "source_id": "The source, which is the investigation of its cases",
    "url": "Where it was published",
    "language": "Its language",
    "country": "Its country",
}
"""The columns of the table of sources."""


def examples() -> dict[str, dict[str, Any]]:
    """Give the Data Package of the examples, and the Table Schema of its cases, by the name of the file."""
    schema = "cases.tableschema.json"
    tables = [table_resource(name, title, schema) for name, title in CODINGS.items()]
    fields = [{"name": name, "type": "string", "title": title} for name, title in SOURCES.items()]
    sources = {"fields": fields, "primaryKey": ["text"], "missingValues": [""]}
    tables.append(table_resource("sources", "The source of each text", sources))
    package = data_package(
        "ckm-mo-published-cases",
        "Published cases, coded twice",
        tables,
        description="Real input with real gaps: neither a sample nor a finding. README.md says what they are not.",
        licenses=[{"name": citation()["license"]}],
    )
    return {"datapackage.json": package, schema: table_schema(Words("en"))}
