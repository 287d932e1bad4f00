"""What people look at, as it was when somebody looked at it and was content.

Each file in `tests/snapshots` is what a command prints in sixty columns. A view
that is to change is written anew by hand, `python tests/cli/test_snapshots.py`
in the folder of the project, and its difference is read before it is committed.
"""

import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "snapshots"
COLUMNS = "60"

TABLE = """\
case_id,reading,relation,initiative,exploitation_began,vulnerable_position,deception,threat_of_violence,violence,sextortion,other_means,sectors
F-01,,affective,offender,yes,yes,yes,no,no,no,no,hotel
F-02,,affective,left_to_victim,yes,,,,yes,,,escort
F-03,closed,non_affective,offender,yes,yes,not_stated,not_stated,not_stated,not_stated,unknown,hotel
F-04,,non_affective,unknown,yes,yes,,unknown,no,no,,home
F-05,,unknown,offender,no,no,no,no,no,no,yes,
F-06,,unknown,left_to_victim,yes,yes,yes,not_stated,not_stated,not_stated,,window
"""
"""Fictional cases: decided, undecided, outside, resting on silence, of another reading than is asked for."""

SNAPSHOTS = {
    "tally.en": ("tally", "-"),
    "tally.nl": ("tally", "-", "--lang", "nl"),
    "classify.en": ("classify", "-"),
    "classify.nl": ("classify", "-", "--lang", "nl"),
    "explain.en": ("explain", "-", "F-04"),
    "explain.nl": ("explain", "-", "F-04", "--lang", "nl"),
    "rules.en": ("rules",),
    "tally.plain.en": ("tally", "-", "--by", "relation", "--plain"),
    "explain.plain.nl": ("explain", "-", "F-04", "--lang", "nl", "--plain"),
}
"""What is kept, by the name of its file."""


def printed(name: str) -> str:
    """Give what the command of a snapshot prints."""
    from commands import run  # noqa: PLC0415 - found when this is a test, and when it is a script

    return run(*SNAPSHOTS[name], given=TABLE, COLUMNS=COLUMNS).out


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_snapshot(name: str) -> None:
    """A view is what it was when it was looked at."""
    assert printed(name) == (FOLDER / f"{name}.txt").read_text("utf-8")


def test_nothing_left_over() -> None:
    """No snapshot is kept of what no command prints any more."""
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(SNAPSHOTS)


if __name__ == "__main__":
    sys.path.insert(0, str(FOLDER.parent))
    for each in SNAPSHOTS:
        (FOLDER / f"{each}.txt").write_text(printed(each), "utf-8")
