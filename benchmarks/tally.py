"""Time a tally of a large table beside `csv.reader` alone, and weigh its memory.

    python benchmarks/tally.py

Two tables are made in a temporary folder, with the columns of the published
cases in `examples/`: one of rows sampled from those, each with a `case_id`,
`offender` and `investigation` of its own; one of rows that are all distinct,
random but consistent. Then each way to read them runs in a fresh process, way
after way, round after round, and the medians are shown.

A way is timed from the file to its result, without the start of the process;
`python -m ckm_mo tally` is timed with it. The obvious way with the standard
library reads the first 20,000 rows, and its time is scaled up. Ratios are of
processor time, which other work on the machine stretches less than the clock's.
Memory is the peak of the process; "beside ids" is what is left of it when the
peak of a process is taken off that reads with `csv.reader` and keeps the sets of
the distinct cases and offenders. It needs `resource`, so not on Windows.
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

EXAMPLES = Path(__file__).parent.parent / "examples"
PUBLISHED = (EXAMPLES / "published_cases_coder1.csv", EXAMPLES / "published_cases_coder2.csv")

NAMES = {"case_id": "{:07}-v1", "investigation": "XX-AMSTERDAM-{:07}", "offender": "{:07}-o1"}
"""The columns that are unique to a row, and how."""

FIRST = 20_000
"""How many rows the obvious way reads."""

BLOCK = 10_000
"""How many random rows are drawn at a time."""


# The tables


def make(path: Path, kind: str, rows: int) -> int:
    """Write a table: a `SAMPLED` or an all `DISTINCT` one."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        heads = header()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(heads)
        for place, row in enumerate(islice(MAKERS[kind](heads), rows), start=1):
            writer.writerow([NAMES[head].format(place) if head in NAMES else row[head] for head in heads])
    return rows


def header() -> list[str]:
    """Read the columns of the published cases."""
    with PUBLISHED[0].open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))


def sampled(_: list[str]) -> Iterator[dict[str, str]]:
    """Draw from the published cases, again and again."""
    published = []
    for path in PUBLISHED:
        with path.open(encoding="utf-8", newline="") as stream:
            published += list(csv.DictReader(stream))
    draw = random.Random(1)  # noqa: S311 - nothing is kept secret with it
    while True:
        yield draw.choice(published)


def distinct(heads: list[str]) -> Iterator[dict[str, str]]:
    """Draw consistent answers to all columns, no two rows alike."""
    from ckm_mo.answers import Answer, deduce  # noqa: PLC0415 - `csv.reader` alone must not carry it
    from ckm_mo.codebook import EXPLOITATION_BEGAN, MEANS_KEYS, PREFIXES, VARIABLE, Role, means_key, takes  # noqa: PLC0415 - likewise

    draw = random.Random(1)  # noqa: S311 - nothing is kept secret with it
    triples = [each for each in product(Answer, Answer, Answer) if deduce(each, exploitation_began=True)]
    triples_of_attempts = [each for each in triples if deduce(each, exploitation_began=False)]
    means = [[means_key(key, each.key) for each in PREFIXES] for key in MEANS_KEYS]
    began = EXPLOITATION_BEGAN.key
    others = [VARIABLE[head] for head in heads if VARIABLE[head].role not in {Role.IDENTIFIER, Role.MEANS}]
    seen: set[int] = set()
    while True:
        columns: dict[str, Sequence[str]] = {}
        for variable in others:
            words = [value.key for value in takes(variable)]
            if variable.several:
                words += [
                    ";".join(pair) for pair in product(words[: len(variable.values)], repeat=2) if len({*pair}) > 1
                ]
            columns[variable.key] = draw.choices(words, k=BLOCK)
        attempts = [answer == "no" for answer in columns[began]]
        for keys in means:
            drawn = [draw.choice(triples_of_attempts if attempt else triples) for attempt in attempts]
            columns.update(zip(keys, zip(*drawn, strict=True), strict=True))
        for row in zip(*columns.values(), strict=True):
            if hash(row) not in seen:
                seen.add(hash(row))
                yield dict(zip(columns, row, strict=True))


SAMPLED, DISTINCT = "sampled", "distinct"
MAKERS = {SAMPLED: sampled, DISTINCT: distinct}


# The ways. Each returns how many rows it read.


def reader(path: Path) -> int:
    """Read with `csv.reader`, and do nothing."""
    with path.open(encoding="utf-8", newline="") as stream:
        return sum(1 for _ in csv.reader(stream)) - 1


def ids(path: Path) -> int:
    """Read with `csv.reader`, and keep the distinct cases and offenders."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        heads = next(rows)
        case_id, offender = heads.index("case_id"), heads.index("offender")
        cases: set[str] = set()
        offenders: set[str] = set()
        for row in rows:
            cases.add(row[case_id])
            offenders.add(row[offender])
        return len(cases)


def obvious(path: Path) -> int:
    """Read some rows with `csv.DictReader`, make a case of each, and tally them."""
    from ckm_mo import Case, Tally  # noqa: PLC0415 - `csv.reader` alone must not carry it

    with path.open(encoding="utf-8", newline="") as stream:
        rows = islice(csv.DictReader(stream), FIRST)
        return Tally.of(map(Case.from_answers, rows)).n


def in_process(path: Path) -> int:
    """Tally as the command does, with every check."""
    from ckm_mo.tables.reading import Tables  # noqa: PLC0415 - `csv.reader` alone must not carry it
    from ckm_mo.tallies.groups import TallyBuilder  # noqa: PLC0415 - likewise
    from ckm_mo.tallies.tally import Tally  # noqa: PLC0415 - likewise

    builder = TallyBuilder(Tally())
    with Tables([str(path)]) as tables:
        for _, batch in tables.batches(builder.number_of):
            builder.extend(batch.values, batch.offenders)
        tables.check()
        return builder.tally(files=tables.files).n


def command(path: Path) -> int:
    """Run the command."""
    line = [sys.executable, "-m", "ckm_mo", "tally", str(path), "--format", "json"]
    done = subprocess.run(line, check=True, capture_output=True)  # noqa: S603 - our own command
    return int(json.loads(done.stdout)["n"])


class Way(NamedTuple):
    """A way to read a table: what it is called, what it does, and whether it reads all of it."""

    what: str
    read: Callable[[Path], int]
    whole: bool = True


WAYS = {
    "reader": Way("csv.reader alone", reader),
    "ids": Way("csv.reader, ids kept", ids),
    "obvious": Way("csv.DictReader, Case, Tally (scaled)", obvious, whole=False),
    "in_process": Way("Tables and Counting, in process", in_process),
    "command": Way("python -m ckm_mo tally, whole process", command),
}


# Measuring


class Measured(NamedTuple):
    """What one process measured of itself, or of the command that it ran.

    Args:
        rows: How many rows were read.
        seconds: How long it took, by the clock.
        processor: How many seconds of that the processor worked for it.
        peak: The most memory that it had, MiB.
    """

    rows: int
    seconds: float
    processor: float
    peak: float


def measure(what: Callable[..., int], *given: Any) -> Measured:
    """Measure a call; to be used once in a process, since memory has but one peak."""
    whose = resource.RUSAGE_CHILDREN if what is command else resource.RUSAGE_SELF
    before, begun = resource.getrusage(whose), time.perf_counter()
    rows = what(*given)
    after, ended = resource.getrusage(whose), time.perf_counter()
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Measured(rows, ended - begun, processor, after.ru_maxrss / unit)


def in_fresh_process(*arguments: object) -> Measured:
    """Run this file with arguments, and read what it measured."""
    line = [sys.executable, __file__, *map(str, arguments)]
    done = subprocess.run(line, check=True, stdout=subprocess.PIPE)  # noqa: S603 - this file
    return Measured(*json.loads(done.stdout))


def show(measured: dict[str, list[Measured]], rows: int) -> None:
    """Print a table of medians."""
    seconds = {name: median(each.seconds * rows / each.rows for each in some) for name, some in measured.items()}
    work = {name: median(each.processor * rows / each.rows for each in some) for name, some in measured.items()}
    peaks = {name: median(each.peak for each in some) for name, some in measured.items()}
    print(f"{'':<40}{'s':>8}{'CPU s':>8}{'ratio':>8}{'peak MiB':>10}{'beside ids':>12}")
    for name, way in WAYS.items():
        memory = f"{peaks[name]:>10,.0f}{peaks[name] - peaks['ids']:>12,.0f}" if way.whole else f"{'-':>10}{'-':>12}"
        print(f"{way.what:<40}{seconds[name]:>8.2f}{work[name]:>8.2f}{work[name] / work['reader']:>8.2f}{memory}")


def main() -> None:
    """Make the tables, run all ways in turn, print what was measured."""
    parser = argparse.ArgumentParser(description="Time a tally of a large table beside csv.reader alone.")
    parser.add_argument("--rows", type=int, default=1_000_000, help="of each table (1000000)")
    parser.add_argument("--repeats", type=int, default=5, help="how often each way runs (5)")
    parser.add_argument("--only", choices=MAKERS, help="one of the two tables")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)  # what a fresh process is told
    parser.add_argument("--make", choices=MAKERS, help=argparse.SUPPRESS)  # likewise
    parser.add_argument("--table", type=Path, help=argparse.SUPPRESS)  # likewise
    options = parser.parse_args()
    if options.way:
        print(json.dumps(measure(WAYS[options.way].read, options.table)))
    elif options.make:
        print(json.dumps(measure(make, options.table, options.make, options.rows)))
    else:
        with tempfile.TemporaryDirectory() as folder:
            compare(Path(folder), [options.only] if options.only else [*MAKERS], options.rows, options.repeats)


def compare(folder: Path, kinds: list[str], rows: int, repeats: int) -> None:
    """Make each table, measure all ways with it, and print a table of each."""
    for kind in kinds:
        table = folder / f"{kind}.csv"
        # A fresh process makes it, since the peak of what it starts would count from its own.
        in_fresh_process("--make", kind, "--table", table, "--rows", rows)
        measured: dict[str, list[Measured]] = {name: [] for name in WAYS}
        for _ in range(repeats):
            for name, way in WAYS.items():
                each = in_fresh_process("--way", name, "--table", table)
                if way.whole and each.rows != rows:
                    raise SystemExit(f"{way.what} read {each.rows} rows of {rows}")
                measured[name].append(each)
        size = table.stat().st_size >> 20
        print(f"{kind}: {rows:,} rows, {len(header())} columns, {size} MiB; medians of {repeats} runs")
        show(measured, rows)


if __name__ == "__main__":
    main()
