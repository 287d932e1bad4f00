"""The published schemas, and which of them an output is held to."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

SCHEMAS = Path(__file__).parent.parent / "docs/reference/schemas"


def schema_of(arguments: Sequence[str]) -> str:
    """Name the schema that the JSON of a command is held to."""
    command = arguments[0]
    for option, name in {"--check": "check", "--bounds": "bounds", "--compare": "compare"}.items():
        if command in {"rules", "study"} and option in arguments:
            return name
    if command == "tally" and any("," in yes for option, yes in pairwise(arguments) if option == "--at-most-yes"):
        return "tallies"
    return {"case": "explain", "study": "figures", "check": "report"}.get(command, command)


@cache
def schema(name: str) -> dict[str, Any]:
    """Load a schema, as it is published."""
    found: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return found


@cache
def validator(name: str) -> Draft202012Validator:
    """Make what holds outputs to a schema."""
    return Draft202012Validator(schema(name))


def faults(name: str, value: Any) -> Iterator[str]:
    """List what a schema has against an output: where, and what."""
    for error in validator(name).iter_errors(value):
        yield f"{error.json_path}: {error.message[:200]}"
