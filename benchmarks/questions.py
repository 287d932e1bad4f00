"""Time questions put to a large table beside a tally without: groups, groups of a column, a claim, a plan.

    python benchmarks/questions.py

A table is sampled from the published cases, with a column of 40 values. Each way runs in a fresh process, all in turn,
round after round. Shown are medians of processor time, and of the ratios to the tally without groups of the same round;
then a plan for 10,000 cases, a comparison of as many that are all distinct beside a tally of these, and the claim about
two open groups of the published cases that takes longest.
"""

import argparse
import csv
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import tally

PUBLISHED = Path(__file__).parent.parent / "examples/published_cases_coder1.csv"

WAYS = {
    "tally": ("tally",),
    "tally of an open group": ("tally", "--where", "victim_age_group=minor"),
    "tally by a column of 40 values": ("tally", "--by", "unit"),
    "claim": ("claim", "NOH >= each"),
}

PLAN, COMPARISON, FEW = ("plan", "--answers", "100"), ("study", "--compare"), 10_000
"""The ways to a plan and to a comparison, and of how many cases."""

SLOW = "hard | sectors=hotel = soft | exploitation_duration=over_year"


def make(path: Path, rows: int) -> None:
    """Write the table."""
    draw = random.Random(1)  # noqa: S311 - nothing is kept secret with it
    with PUBLISHED.open(encoding="utf-8", newline="") as stream:
        heads, *published = csv.reader(stream)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([*heads, "unit"])
        for number in range(rows):
            writer.writerow([f"{number:07}-v1", *draw.choice(published)[1:], f"unit-{draw.randrange(40)}"])


def seconds(way: tuple[str, ...], table: Path) -> float:
    """Run a way in a fresh process, and give its processor time."""
    import resource  # noqa: PLC0415 - not on Windows

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    line = [sys.executable, "-m", "ckm_mo", *way, str(table), "--format", "json"]
    subprocess.run(line, check=True, capture_output=True)  # noqa: S603 - our own command
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Make the table, run all ways, print ratios."""
    parser = argparse.ArgumentParser(description="Time questions put to a large table.")
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the table (1000000)")
    parser.add_argument("--repeats", type=int, default=3, help="how often each way runs (3)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "cases.csv"
        make(table, options.rows)
        few = Path(folder) / "few.csv"
        make(few, FEW)
        planned = seconds(PLAN, few)
        tally.make(few, tally.DISTINCT, FEW)
        tallied, compared = seconds(WAYS["tally"], few), seconds(COMPARISON, few)
        rounds = [{name: seconds(way, table) for name, way in WAYS.items()} for _ in range(options.repeats)]
    for name in WAYS:
        took = median(each[name] for each in rounds)
        ratio = median(each[name] / each["tally"] for each in rounds)
        print(f"{name:<40}{took:>8.2f} s{ratio:>8.2f}")
    print(f"{f'a plan for {FEW} cases':<40}{planned:>8.2f} s")
    print(f"{f'a comparison of {FEW} distinct cases':<40}{compared:>8.2f} s{compared / tallied:>8.2f}")
    from ckm_mo.questions import check  # noqa: PLC0415 - not timed with what comes before
    from ckm_mo.tables import read_table  # noqa: PLC0415 - likewise

    cases = read_table(str(PUBLISHED))
    begun = time.process_time()
    check(cases, SLOW)
    print(f"{'the slowest claim of two open groups':<40}{time.process_time() - begun:>8.2f} s")


if __name__ == "__main__":
    main()
