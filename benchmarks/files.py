"""Time a tally of one table in each of the formats that are read, beside pandas that reads it and checks nothing.

    python benchmarks/files.py

The table is that of `tally.py` whose rows are sampled from the published cases,
written by pandas' own tools. Each way runs in a fresh process, from the file to
its result, without the start of the process and the imports: it reads a small
table first. Ratios are of processor time; memory is the peak of the process.
pandas reads all as text, as anyone who has ids must ask it to, where it can be
asked.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tally import SAMPLED, in_process, make

READERS: dict[str, tuple[str, dict[str, Any]]] = {
    ".csv": ("read_csv", {"dtype": str}),
    ".csv.gz": ("read_csv", {"dtype": str}),
    ".xlsx": ("read_excel", {"dtype": str, "engine": "calamine"}),
    ".sav": ("read_spss", {}),
    ".parquet": ("read_parquet", {}),
}
"""How pandas reads each format."""

FIRST = 100
"""How many rows the small table has."""


def in_pandas(path: Path) -> int:
    """Read with pandas, and do nothing."""
    import pandas as pd  # noqa: PLC0415 - the tally must not carry it

    name, options = READERS["".join(path.suffixes)]
    return len(getattr(pd, name)(path, **options))


WAYS: dict[str, Callable[[Path], int]] = {
    "pandas": in_pandas,
    "tally": in_process,
}


def write(folder: Path, name: str, rows: int) -> None:
    """Write the table in every format."""
    import pandas as pd  # noqa: PLC0415 - the tally must not carry it
    import pyreadstat  # noqa: PLC0415 - likewise

    path = folder / f"{name}.csv"
    make(path, SAMPLED, rows)
    path.with_suffix(".csv.gz").write_bytes(gzip.compress(path.read_bytes()))
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    frame.to_excel(path.with_suffix(".xlsx"), index=False, engine="xlsxwriter")
    frame.to_parquet(path.with_suffix(".parquet"), index=False)
    pyreadstat.write_sav(frame, path.with_suffix(".sav"))


def measure(way: str, path: Path) -> None:
    """Run one way here, and print what it took."""
    WAYS[way](path.with_name(path.name.replace("large", "small")))
    begun = time.process_time()
    rows = WAYS[way](path)
    taken = time.process_time() - begun
    print(json.dumps([rows, taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def alone(*arguments: object) -> str:
    """Run this script in a process of its own: what its parent held counts as a process's peak."""
    line = [sys.executable, __file__, *map(str, arguments)]
    return subprocess.run(line, check=True, capture_output=True, text=True).stdout  # noqa: S603 - this script


def main() -> None:
    """Make the tables, run each way on each, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--only", nargs=2, metavar=("WAY", "PATH"), help=argparse.SUPPRESS)
    parser.add_argument("--write", metavar="FOLDER", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write(options.write, "small", FIRST)
        write(options.write, "large", options.rows)
        return
    if options.only:
        measure(options.only[0], Path(options.only[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        alone("--write", folder, "--rows", options.rows)
        print(f"{'':10} {'pandas, s':>10} {'tally, s':>10} {'times':>6} {'pandas, MiB':>12} {'tally, MiB':>12}")
        for suffix in READERS:
            found = {way: json.loads(alone("--only", way, f"{folder}/large{suffix}")) for way in WAYS}
            (rows, beside, held), (counted, taken, peak) = found["pandas"], found["tally"]
            assert rows == counted == options.rows  # noqa: S101 - else the figures mean nothing
            print(f"{suffix:10} {beside:10.2f} {taken:10.2f} {taken / beside:6.1f} {held:12.0f} {peak:12.0f}")


if __name__ == "__main__":
    main()
