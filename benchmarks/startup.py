"""Time the start of the command line beside that of Python and of what it is built on.

    python benchmarks/startup.py

Each is a whole process, from its start to its end, with bytecode cached and its
output thrown away. All run in turn, round after round, and the medians are
shown: by the clock, and in processor time, which other work on the machine
stretches less and which the ratio to a bare Python is of. It needs `resource`,
so not on Windows.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from statistics import median
from typing import NamedTuple

CASE = ("-m", "ckm_mo", "case", "relation=affective", "violence=yes")

BARE = "python -c pass"

PROCESSES = {
    BARE: ("-c", "pass"),
    "import attrs": ("-c", "import attrs"),
    "import attrs, argparse": ("-c", "import attrs, argparse"),
    "import ckm_mo": ("-c", "import ckm_mo"),
    "ckm-mo --help": ("-m", "ckm_mo", "--help"),
    "ckm-mo case ... --format json": (*CASE, "--format", "json"),
    "ckm-mo case ... --format table": (*CASE, "--format", "table"),
}
"""What is timed, and the arguments to Python that do it. The command is run as a module: it is the same one."""


class Took(NamedTuple):
    """How many milliseconds a process took, by the clock and of the processor."""

    clock: float
    processor: float


def run(arguments: tuple[str, ...]) -> Took:
    """Run Python with arguments to its end."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    line = [sys.executable, *arguments]
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL, env=environment)  # noqa: S603 - our own arguments
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took((ended - begun) * 1000, processor * 1000)


def main() -> None:
    """Run all in turn, print a table."""
    parser = argparse.ArgumentParser(description="Time the start of the command line.")
    parser.add_argument("--rounds", type=int, default=25, help="how often all run in turn (25)")
    rounds = parser.parse_args().rounds

    for arguments in PROCESSES.values():
        run(arguments)  # writes the bytecode, and brings it into memory
    took: dict[str, list[Took]] = {what: [] for what in PROCESSES}
    for _ in range(rounds):
        for what, arguments in PROCESSES.items():
            took[what].append(run(arguments))

    print(f"Whole processes, medians of {rounds} rounds:")
    print(f"{'':<34}{'ms':>8}{'CPU ms':>8}{'beside bare':>13}{'ratio':>8}")
    bare = median(each.processor for each in took[BARE])
    for what, some in took.items():
        clock, processor = median(each.clock for each in some), median(each.processor for each in some)
        print(f"{what:<34}{clock:>8.1f}{processor:>8.1f}{processor - bare:>13.1f}{processor / bare:>8.2f}")


if __name__ == "__main__":
    main()
