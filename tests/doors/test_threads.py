"""Threads: what several of them find at once, in a process where nothing was found yet, is the same."""

import subprocess
import sys

import pytest

PROGRAM = """
from threading import Barrier, Thread
from ckm_mo import Case, classify, explain

begin, found = Barrier(8), []

def look():
    begin.wait()
    case = Case.from_answers({"relation": "affective", "violence": "yes", "reading": "closed"})
    found.append((classify(case), explain(case)))

threads = [Thread(target=look) for _ in range(8)]
for each in threads:
    each.start()
for each in threads:
    each.join()
assert len(found) == 8 and all(each == found[0] for each in found), found
assert len({verdict for verdict, _ in found}) == 1
"""


@pytest.mark.parametrize("time", range(5))
def test_fresh(time: int) -> None:
    """Eight threads that classify a case first of all give equal verdicts, each time."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)  # noqa: S603 - its own
    assert (done.returncode, done.stderr) == (0, ""), time
