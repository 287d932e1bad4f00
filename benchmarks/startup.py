"""Time the start of the command line beside that of Python and of what it is built on.

    python benchmarks/startup.py

Each is a whole process, from its start to its end, with bytecode cached and its
output thrown away. All run in turn, round after round, and the medians are
shown, in milliseconds and over a bare Python.
"""

import argparse
import os
import subprocess
import sys
import time
from statistics import median

CASE = ("-m", "ckm_mo", "case", "relation=affective", "violence=yes")

PROCESSES = {
    "python -c pass": ("-c", "pass"),
    "import attrs": ("-c", "import attrs"),
    "import attrs, argparse": ("-c", "import attrs, argparse"),
    "import ckm_mo": ("-c", "import ckm_mo"),
    "ckm-mo --help": ("-m", "ckm_mo", "--help"),
    "ckm-mo case ... --format json": (*CASE, "--format", "json"),
    "ckm-mo case ... --format table": (*CASE, "--format", "table"),
}
"""What is timed, and the arguments to Python that do it. The command is run as a module: it is the same one."""


def seconds(arguments: tuple[str, ...]) -> float:
    """Run Python with arguments to its end, and say how long that took."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)  # noqa: S603 - our own arguments
    return time.perf_counter() - begun


def main() -> None:
    """Run all in turn, print a table."""
    parser = argparse.ArgumentParser(description="Time the start of the command line.")
    parser.add_argument("--rounds", type=int, default=25, help="how often all run in turn (25)")
    rounds = parser.parse_args().rounds

    for arguments in PROCESSES.values():
        seconds(arguments)  # writes the bytecode, and brings it into memory
    times: dict[str, list[float]] = {what: [] for what in PROCESSES}
    for _ in range(rounds):
        for what, arguments in PROCESSES.items():
            times[what].append(seconds(arguments) * 1000)

    bare = median(times["python -c pass"])
    print(f"Whole processes, medians of {rounds} rounds:")
    print(f"{'':<34}{'ms':>7}{'beside bare':>13}{'ratio':>8}")
    for what, each in times.items():
        print(f"{what:<34}{median(each):>7.1f}{median(each) - bare:>13.1f}{median(each) / bare:>8.2f}")


if __name__ == "__main__":
    main()
