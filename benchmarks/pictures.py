"""Time pictures of the published cases beside the import of matplotlib, in milliseconds of the processor.

    python benchmarks/pictures.py

Each is drawn as SVG, PNG and PDF, round after round, in one process; medians are
shown. What is drawn of is counted before. The import is timed in processes of its own.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from attrs import evolve

from ckm_mo import Tally, read_table
from ckm_mo.pictures import drawn
from ckm_mo.questions import plan

TABLE = Path(__file__).parents[1] / "examples" / "published_cases_coder1.csv"
FORMS = ("svg", "png", "pdf")
IMPORTED = (
    "import time; before = time.process_time(); import ckm_mo.pictures.files; print(time.process_time() - before)"
)
GROUPS = 40


def spent(name: str, of: object, form: str) -> float:
    """Draw a picture, and give how long it took."""
    before = time.process_time()
    drawn(name, of, form, "en")
    return (time.process_time() - before) * 1000


def main() -> None:
    """Draw all in turn, print a table."""
    parser = argparse.ArgumentParser(description="Time pictures.")
    parser.add_argument("--rounds", type=int, default=3, help="how often all are drawn in turn (3)")
    rounds = range(parser.parse_args().rounds)

    cases = [*read_table(TABLE)]
    named = [evolve(case, other=(("town", f"town {place % GROUPS}"),)) for place, case in enumerate(cases)]
    tally = Tally.of(cases)
    of = {
        "profiles": ("profiles", tally),
        "groups, 2": ("groups", Tally.of(cases, by="victim_age_group")),
        f"groups, {GROUPS}": ("groups", Tally.of(named, by="town")),
        "dial, 4 numbers": ("dial", [evolve(tally, at_most_yes=most) for most in (0, 2, 5, 10)]),
        "dial, all numbers": ("dial", tally),
        "shift": ("shift", tally),
        "width": ("width", plan(cases, answers=20)),
    }
    # What is imported or worked out once is not part of it.
    for each in of.values():
        drawn(*each, "svg", "en")
    took: dict[tuple[str, str], list[float]] = {(label, form): [] for label in of for form in FORMS}
    for _ in rounds:
        for (label, form), found in took.items():
            found.append(spent(*of[label], form))
    command = [sys.executable, "-c", IMPORTED]
    imports = [float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in rounds]  # noqa: S603 - our own arguments
    print(f"{'import':20}{median(imports) * 1000:8.0f}")
    print(f"{'':20}{''.join(f'{form:>8}' for form in FORMS)}")
    for label in of:
        print(f"{label:20}{''.join(f'{median(took[label, form]):8.0f}' for form in FORMS)}")


if __name__ == "__main__":
    main()
