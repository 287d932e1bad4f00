"""Hold a software bill of materials to a list of licences.

    python tests/supply/licences.py BILL

The bill is CycloneDX, as JSON. Every part must have a licence, and no other than those in `ALLOWED`, which let anyone
use, change and pass on the part together with this project. It prints each part with its licences, and fails on the
first that has none or another.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU"),
    *("MPL-2.0", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib"),
}
"""By their SPDX identifiers."""

OLD_NAMES = {
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: Python Software Foundation License": "PSF-2.0",
}
"""What parts say that were packaged before identifiers were used."""


def licences(part: dict[str, Any]) -> Iterator[str]:
    """List the licences of a part, all of which hold of it."""
    for each in part.get("licenses", ()):
        if "expression" in each:
            # Of alternatives any may be taken; they are listed as well, which is stricter than need be.
            yield from re.findall(r"[\w.-]+", re.sub(r"\b(AND|OR)\b", " ", each["expression"]))
        else:
            said = each["license"]
            yield said.get("id") or OLD_NAMES.get(said["name"], said["name"])


def refused(bill: dict[str, Any]) -> dict[str, list[str]]:
    """List the parts with a licence that is not allowed, or without any, with what they have."""
    found = {f"{part['name']} {part['version']}": [*licences(part)] for part in bill["components"]}
    return {name: some for name, some in found.items() if not some or not ALLOWED.issuperset(some)}


def main(path: str) -> int:
    """Print the parts of a bill, and what is wrong with them."""
    bill = json.loads(Path(path).read_text("utf-8"))
    for part in bill["components"]:
        print(part["name"], part["version"], *licences(part))
    wrong = refused(bill)
    for name, some in wrong.items():
        print(f"not allowed: {name}: {', '.join(some) or 'no licence'}", file=sys.stderr)
    print(f"{len(bill['components'])} parts, {len(wrong)} not allowed")
    return bool(wrong) or not bill["components"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
