"""Time one case and many in this edition and in another, in turns, and print seconds and ratios.

    python benchmarks/editions.py OTHER_PYTHON [--rounds N]

OTHER_PYTHON is the interpreter of an environment in which another edition is installed. Both run the same steps on the
same cases, each step as often as it takes a fifth of a second, the quickest counts. A plan of 1,000,000 cases is timed
in this edition alone.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any

from ckm_mo import Case, Reading, Tally, classify
from ckm_mo.codebook import MEANS_KEYS
from ckm_mo.questions import check, plan

MANY = 100_000
CLAIM = "hard | sectors=hotel = soft | exploitation_duration=over_year"
"""A claim about two shares whose groups are both open: the slowest kind."""

ANSWERS = {
    "relation": ("affective", "non_affective", "unknown", ""),
    "initiative": ("offender", "left_to_victim", "unknown", ""),
    **dict.fromkeys(MEANS_KEYS, ("yes", "no", "unknown", "not_stated", "")),
    "sectors": ("hotel", "street", "hotel;street", "", "unknown"),
    "exploitation_duration": ("over_year", "", "unknown"),
}


def cases(number: int) -> list[Case]:
    """Draw cases with a fixed seed."""
    draw = Random(1)  # noqa: S311 - nothing is kept secret with it
    return [Case.from_answers({key: draw.choice(some) for key, some in ANSWERS.items()}) for _ in range(number)]


def seconds(step: Callable[[], object], *, once: bool = False) -> float:
    """Return how long a step takes: the quickest of some runs."""
    found: list[float] = []
    while not found or (sum(found) < 0.2 and not once):  # noqa: PLR2004 - a fifth of a second
        start = time.perf_counter()
        step()
        found.append(time.perf_counter() - start)
    return min(found)


def measured() -> dict[str, float]:
    """Time every step, in seconds."""
    many = cases(MANY)
    seen, few = many[0], many[:60]
    classify(seen)
    answers = {key: some[0] for key, some in ANSWERS.items()}
    steps: dict[str, Callable[[], Any]] = {
        "classify a case seen before, 10,000 times": lambda: [classify(seen) for _ in range(10_000)],
        "make a case, 1,000 times": lambda: [Case.from_answers(answers) for _ in range(1000)],
        "tally of 100,000 cases": lambda: Tally.of(many).as_dict(),
        "tally of a group, by sectors": lambda: Tally.of(many, by="sectors", where={"violence": "yes"}).as_dict(),
        "the slowest claim, of 60 cases": lambda: check(few, CLAIM),
        "plan of 100,000 cases": lambda: plan(many),
    }
    new = seconds(lambda: [classify(case, Reading.CLOSED) for case in many], once=True)
    return {"classify 100,000 new cases": new, **{name: seconds(step) for name, step in steps.items()}}


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", nargs="?", help="the interpreter of the other edition")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.other is None:
        json.dump(measured(), sys.stdout)
        return
    here: dict[str, float] = {}
    there: dict[str, float] = {}
    for turn in range(arguments.rounds):
        for python, best, path in ((arguments.other, there, {"PYTHONPATH": ""}), (sys.executable, here, {})):
            ran = subprocess.run([python, __file__], capture_output=True, check=True, env={**os.environ, **path})  # noqa: S603 - as asked
            best |= {step: min(taken, best.get(step, taken)) for step, taken in json.loads(ran.stdout).items()}
        print(f"round {turn + 1} of {arguments.rounds}", file=sys.stderr)
    many = cases(MANY) * 10
    here["plan of 1,000,000 cases"] = seconds(lambda: plan(many), once=True)
    print(f"{'seconds':<44}{'other':>9}{'this':>9}{'ratio':>8}")
    for step, taken in here.items():
        other = there.get(step)
        beside = f"{other:>9.4f}{taken:>9.4f}{taken / other:>8.2f}" if other else f"{'':>9}{taken:>9.4f}"
        print(f"{step:<44}{beside}")


if __name__ == "__main__":
    main()
