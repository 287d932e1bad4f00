"""The check of licences lets what is allowed pass, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest

from supply.licences import licences, main, refused

MIT = {"license": {"id": "MIT", "acknowledgement": "declared"}}


def bill(*licences: Any) -> Any:
    """Make a bill of one part."""
    return {"components": [{"name": "part", "version": "1", "licenses": list(licences)}]}


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ([MIT], ["MIT"]),
        ([{"license": {"name": "License :: OSI Approved :: BSD License"}}], ["BSD-3-Clause"]),
        ([{"expression": "BSD-3-Clause AND (0BSD OR CC0-1.0)"}], ["BSD-3-Clause", "0BSD", "CC0-1.0"]),
        ([MIT, {"license": {"id": "ISC"}}], ["MIT", "ISC"]),
    ],
)
def test_allowed(said: list[Any], read: list[str]) -> None:
    """Identifiers, expressions and the names of old are all read, and allowed if all in them are."""
    assert [*licences(bill(*said)["components"][0])] == read
    assert refused(bill(*said)) == {}


@pytest.mark.parametrize(
    "said",
    [
        [],
        [{"license": {"id": "GPL-3.0-only"}}],
        [{"license": {"name": "see the file"}}],
        [{"expression": "MIT AND AGPL-3.0-or-later"}],
        [MIT, {"license": {"id": "SSPL-1.0"}}],
    ],
)
def test_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], said: list[Any]) -> None:
    """A part without a licence, or with one that is unknown, fails, and is named."""
    (tmp_path / "bill.json").write_text(json.dumps(bill(*said)))
    assert main(str(tmp_path / "bill.json")) == 1
    assert "not allowed: part 1: " in capsys.readouterr().err


def test_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A bill whose parts are all allowed passes; one without parts does not."""
    (tmp_path / "bill.json").write_text(json.dumps(bill(MIT)))
    assert main(str(tmp_path / "bill.json")) == 0
    assert capsys.readouterr().out == "part 1 MIT\n1 parts, 0 not allowed\n"
    (tmp_path / "bill.json").write_text('{"components": []}')
    assert main(str(tmp_path / "bill.json")) == 1
