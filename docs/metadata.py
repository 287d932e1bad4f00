"""What other catalogues know of the program: `codemeta.json`, made from `CITATION.cff` and `pyproject.toml`."""

import tomllib
from pathlib import Path
from typing import Any, Final

import yaml

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
