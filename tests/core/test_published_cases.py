"""The real cases in `examples`, and the file of reviewed results that the library and the oracle are held to.

The file is what the oracle says. Make it anew, and review the difference, with

    PYTHONPATH=tests python tests/core/test_published_cases.py > tests/data/published_cases.json
"""

import csv
import json
import sys
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import ckm_mo
import oracle
from ckm_mo.answers import Reading
from ckm_mo.cases import Case
from ckm_mo.classification import classify
from ckm_mo.tallies.tally import Tally
from spaces import LEVELS, READINGS, figures, level

TESTS = Path(__file__).resolve().parents[1]
EXAMPLES = TESTS.parent / "examples"
REVIEWED = TESTS / "data" / "published_cases.json"

CODERS = ("coder1", "coder2")
WAYS = tuple(product(READINGS, LEVELS))
BETWEEN = " | "
"""What stands between the verdicts on one case, one for each of `WAYS`."""

ABOUT = {
    "cases": "63 offender-victim pairs from 54 published texts, each coded twice. No sample and no finding.",
    "results": "What the oracle of the tests says of them; made by tests/core/test_published_cases.py.",
    "verdicts": "Under each reading, and in it for any period, recruitment, exploitation.",
    "verdict": "The profile or, where it is undecided, all outcomes that are possible; ~ where it rests on silence.",
    "tally": "Decided-possible, and the 95 % interval over both.",
}

BY_CODER = pytest.mark.parametrize("coder", CODERS)
IN_EACH_WAY = pytest.mark.parametrize(("reading", "period"), WAYS, ids=str)


def table(coder: str) -> Path:
    """Locate the table of a coder."""
    return EXAMPLES / f"published_cases_{coder}.csv"


def coded(coder: str) -> list[dict[str, str]]:
    """Read the rows of a coder's table, with nothing but the standard library."""
    with table(coder).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def way(reading: str, period: str | None) -> str:
    """Name a reading and period."""
    return f"{reading}, {period or 'any period'}"


def say_verdict(verdict: Any) -> str:
    """Say a verdict object in a few words."""
    if verdict["not_begun"]:
        return "not begun"
    outcomes = verdict["possible"] + ([] if verdict["outside"] == "no" else ["outside"])
    return " ".join(outcomes) + ("~" if verdict["rests_on_silence"] else "")


def say_bounds(bounds: Any) -> str:
    """Say bounds and interval on one line."""
    return "{count}-{at_most} [{low:.6f}, {high:.6f}]".format(**bounds, **bounds["interval"])


def say_tally(tally: Any) -> dict[str, str]:
    """Say a tally object on a few lines."""
    split = "yes {yes}, no {no}, open {open}".format
    shift = [
        f"{each['recruitment']}>{each['exploitation']} {each['count']}"
        for each in tally["shift"] or ()
        if each["count"]
    ]
    return {
        "cases": "n {n}, decided {decided}, undecided {undecided}".format(**tally),
        "outside": "for certain {yes}, possibly {possible}".format(**tally["outside"]),
        "besides": "not begun {not_begun}, rest on silence {rests_on_silence}, offenders {offenders}".format(**tally),
        **{each["profile"]: say_bounds(each) for each in tally["profiles"]},
        **{each["outcome"]: say_bounds(each) for some in tally["dimensions"].values() for each in some},
        **{each["key"]: split(**each) for each in tally["means"]},
        "any soft": split(**tally["any_soft"]),
        "any hard": split(**tally["any_hard"]),
        **({"shift": ", ".join(shift)} if shift else {}),
    }


@cache
def results() -> dict[str, Any]:
    """Say all that the oracle says of the published cases."""
    rows = {coder: coded(coder) for coder in CODERS}
    return {
        "about": ABOUT,
        "verdicts": {
            coder: {
                row["case_id"]: BETWEEN.join(say_verdict(oracle.verdict(row, *each)) for each in WAYS)
                for row in rows[coder]
            }
            for coder in CODERS
        },
        "tallies": {
            coder: {way(*each): say_tally(oracle.tally(rows[coder], *each)) for each in WAYS} for coder in CODERS
        },
    }


def written(given: dict[str, Any]) -> str:
    """Write results so that a difference can be read: a line for each case, and for each count of a tally."""
    return json.dumps(given, indent=1) + "\n"


@pytest.fixture(scope="module")
def reviewed() -> dict[str, Any]:
    """Read the file of reviewed results."""
    given: dict[str, Any] = json.loads(REVIEWED.read_text("utf-8"))
    return given


def test_the_file_is_what_the_oracle_says() -> None:
    """The file is not stale: the oracle says it again, letter for letter."""
    assert REVIEWED.read_text("utf-8") == written(results())


def test_the_file_reads_back(reviewed: dict[str, Any]) -> None:
    """The file is JSON and holds everything."""
    assert reviewed == results()


@BY_CODER
def test_all_are_there(coder: str, reviewed: dict[str, Any]) -> None:
    """63 cases were coded by each coder, the same in the same order."""
    assert [row["case_id"] for row in coded(coder)] == list(reviewed["verdicts"][coder])
    assert list(reviewed["verdicts"][coder]) == list(reviewed["verdicts"]["coder1"])
    assert len(reviewed["verdicts"][coder]) == 63


@BY_CODER
@IN_EACH_WAY
def test_verdicts(coder: str, reading: str, period: str | None, reviewed: dict[str, Any]) -> None:
    """Every case has the verdict that was reviewed."""
    verdicts = {
        row["case_id"]: say_verdict(classify(Case.from_answers(row), Reading(reading), level(period)).as_dict())
        for row in coded(coder)
    }
    place = WAYS.index((reading, period))
    assert verdicts == {case_id: said.split(BETWEEN)[place] for case_id, said in reviewed["verdicts"][coder].items()}


@BY_CODER
@IN_EACH_WAY
def test_tallies(coder: str, reading: str, period: str | None, reviewed: dict[str, Any]) -> None:
    """Together they have the tally that was reviewed."""
    tally = Tally.of(map(Case.from_answers, coded(coder)), reading=Reading(reading), period=level(period))
    assert say_tally(figures(tally.as_dict())) == reviewed["tallies"][coder][way(reading, period)]


@BY_CODER
def test_read_table(coder: str) -> None:
    """The tables read as their rows do one by one: the same cases, nothing left alone."""
    cases = ckm_mo.read_table(table(coder))
    assert list(cases) == [Case.from_answers(row) for row in coded(coder)]
    assert cases.other == ()


@BY_CODER
def test_no_one_is_named(coder: str) -> None:
    """They name no victim and no offender: an offender is a number within its text."""
    assert all(row["offender"].partition("-")[0] == row["case_id"].partition("-")[0] for row in coded(coder))
    assert "victim" not in coded(coder)[0]


if __name__ == "__main__":
    sys.stdout.write(written(results()))
