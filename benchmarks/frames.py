"""Time and weigh data frames: `classify_frame` beside the same columns written by hand, and how cost grows.

    python benchmarks/frames.py                                          # the ratios
    python benchmarks/frames.py --growth > points.tsv                    # 10,000 to 10,000,000 rows
    python benchmarks/frames.py --draw points.tsv > docs/explanation/scale.svg

Tables have the columns of the published cases in `examples/`: `few` has rows sampled from those, `many` has random
answers, consistent, of which hardly two rows are alike; both have ids of their own in each row. What is written by hand
stands in `by_hand.py`; before anything is timed, both ways must give the same columns.

Each measurement is of a fresh process, which reads the table, calls the way once on the first rows, so that imports do
not count, and then once on all. Ways take turns, round after round; medians are shown. Memory is the peak of the
process, reading included, beside that of a process that only reads. It is
weighed by `/proc`, so on Linux alone.
"""

import argparse
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

EXAMPLES = Path(__file__).parent.parent / "examples"
PUBLISHED = (EXAMPLES / "published_cases_coder1.csv", EXAMPLES / "published_cases_coder2.csv")
KINDS = ("few", "many")

CHUNK = 1_000_000
"""How many rows are made at a time."""

FIRST = 1_000
"""How many rows a way is called on before it is timed."""

SAMPLE = 20_000
"""On how many rows both ways must give the same."""


# The tables


def make(path: Path, kind: str, rows: int) -> None:
    """Write a table as Parquet."""
    import numpy as np  # noqa: PLC0415 - what times one engine must not load another
    import pyarrow as pa  # noqa: PLC0415 - likewise
    import pyarrow.compute as pc  # noqa: PLC0415 - likewise
    import pyarrow.parquet as pq  # noqa: PLC0415 - likewise

    draw = np.random.default_rng(1)
    maker = {"few": few, "many": many}[kind](draw)
    writer = None
    for start in range(0, rows, CHUNK):
        size = min(CHUNK, rows - start)
        number = pc.utf8_lpad(pa.array(np.arange(start, start + size)).cast("string"), 8, "0")
        names = {name: pc.binary_join_element_wise(number, end, "-") for name, end in NAMES.items()}
        table = pa.table({**names, **maker(size)})
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer:
        writer.close()


NAMES = {"case_id": "v1", "investigation": "xx", "offender": "o1"}
"""The columns that are unique to a row, and how they end."""


def few(draw: Any) -> Callable[[int], dict[str, Any]]:
    """Draw rows from the published cases, again and again."""
    import csv  # noqa: PLC0415 - likewise

    import pyarrow as pa  # noqa: PLC0415 - likewise

    rows = [row for path in PUBLISHED for row in csv.DictReader(path.open(encoding="utf-8", newline=""))]
    columns = {name: pa.array([row[name] or None for row in rows]) for name in rows[0] if name not in NAMES}

    def some(size: int) -> dict[str, Any]:
        places = pa.array(draw.integers(0, len(rows), size))
        return {name: column.take(places) for name, column in columns.items()}

    return some


def many(draw: Any) -> Callable[[int], dict[str, Any]]:
    """Draw consistent answers to every column, each as likely as another."""
    from itertools import product  # noqa: PLC0415 - likewise

    import numpy as np  # noqa: PLC0415 - likewise
    import pyarrow as pa  # noqa: PLC0415 - likewise

    from ckm_mo.answers import Answer, deduce  # noqa: PLC0415 - likewise
    from ckm_mo.codebook import EXPLOITATION_BEGAN, MEANS_KEYS, NOT_CODED, PREFIXES, VARIABLE, Role, means_key, takes  # noqa: PLC0415

    triples = [each for each in product(Answer, Answer, Answer) if deduce(each, exploitation_began=True)]
    attempts = np.array([place for place, each in enumerate(triples) if deduce(each, exploitation_began=False)])
    header = few(draw)(0)
    words = {
        name: [None if value.key == NOT_CODED else value.key for value in takes(VARIABLE[name])]
        for name in header
        if VARIABLE[name].role is not Role.MEANS
    }

    def some(size: int) -> dict[str, Any]:
        columns = {}
        for name, choices in words.items():
            columns[name] = pa.array(choices).take(pa.array(draw.integers(0, len(choices), size)))
        attempt = np.array(columns[EXPLOITATION_BEGAN.key].fill_null("")) == "no"
        for means in MEANS_KEYS:
            drawn = draw.integers(0, len(triples), size)
            drawn[attempt] = attempts[draw.integers(0, len(attempts), attempt.sum())]
            for place, period in enumerate(PREFIXES):
                answers = [None if each[place] == NOT_CODED else str(each[place]) for each in triples]
                columns[means_key(means, period.key)] = pa.array(answers).take(pa.array(drawn))
        return {name: columns[name] for name in header}

    return some


# The engines


def as_it_is(frame: Any) -> Any:
    """Do nothing with what a way returned: it is worked out."""
    return frame


class Engine(NamedTuple):
    """One engine, on one type of data.

    Args:
        what: Its name, and what it works on.
        rows: How many rows it is given unless told otherwise.
        read: Reads the first rows of a Parquet file.
        by_hand: Adds the columns by hand; with `trusting`, without checks.
        finish: Has what a way returned worked out in full.
        masks: Adds the columns by boolean masks alone, with no table.
    """

    what: str
    rows: int
    read: Callable[[Path, int], Any]
    by_hand: Callable[..., Any]
    finish: Callable[[Any], Any] = as_it_is
    masks: Callable[[Any], Any] | None = None


def read_polars(path: Path, rows: int) -> Any:
    """Read strings."""
    import polars as pl  # noqa: PLC0415 - what times one engine must not load another

    return pl.read_parquet(path, n_rows=rows)


def read_enums(path: Path, rows: int) -> Any:
    """Read enums: columns whose type lists the words."""
    import polars as pl  # noqa: PLC0415 - likewise

    from ckm_mo.codebook import VARIABLE, takes  # noqa: PLC0415 - likewise

    frame = pl.scan_parquet(path, n_rows=rows)
    coded = [VARIABLE[name] for name in frame.collect_schema().names() if takes(VARIABLE[name])]
    types = {one.key: pl.Enum([value.key for value in takes(one)]) for one in coded if not one.several}
    return frame.cast(types).collect()  # type: ignore[arg-type]  # a dict of columns to types it is


def scan_polars(path: Path, rows: int) -> Any:
    """Plan to read."""
    import polars as pl  # noqa: PLC0415 - likewise

    return pl.scan_parquet(path, n_rows=rows)


def polars_by_hand(frame: Any, *, trusting: bool = False) -> Any:
    """Add the columns with polars."""
    from by_hand import with_polars  # noqa: PLC0415 - likewise

    return with_polars(frame, trusting=trusting)


def to_file(frame: Any) -> Any:
    """Write what a polars plan gives to Parquet, a part at a time."""
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        frame.sink_parquet(file.name, engine="streaming")
    return frame


def read_pandas(path: Path, rows: int) -> Any:
    """Read what pandas makes of strings."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - likewise

    return pq.read_table(path).slice(0, rows).to_pandas()


def read_categories(path: Path, rows: int) -> Any:
    """Read categoricals, ids as strings."""
    frame = read_pandas(path, rows)
    return frame.astype(dict.fromkeys(set(frame.columns) - set(NAMES), "category"))


def pandas_by_hand(frame: Any, *, trusting: bool = False) -> Any:
    """Add the columns with pandas."""
    from by_hand import with_pandas  # noqa: PLC0415 - likewise

    return with_pandas(frame, trusting=trusting)


def pandas_by_masks(frame: Any) -> Any:
    """Add the columns with pandas, by masks alone."""
    from by_hand import by_masks  # noqa: PLC0415 - likewise

    return by_masks(frame)


def read_duckdb(path: Path, rows: int) -> Any:
    """Read into a table in memory."""
    import duckdb  # noqa: PLC0415 - likewise

    from by_hand import FLAGS, TEXTS, lookup  # noqa: PLC0415 - likewise

    duckdb.execute(f"CREATE OR REPLACE TABLE cases AS SELECT * FROM '{path}' LIMIT {rows}")
    duckdb.execute(
        f"CREATE OR REPLACE TABLE looked_up (_number UTINYINT, {', '.join(f'{name} TEXT' for name in TEXTS)}, "
        f"{', '.join(f'{name} BOOLEAN' for name in FLAGS)})"
    )
    duckdb.executemany(f"INSERT INTO looked_up VALUES ({', '.join('?' * (1 + len(TEXTS) + len(FLAGS)))})", lookup())
    return duckdb.table("cases")


def duckdb_by_hand(relation: Any, *, trusting: bool = False) -> Any:
    """Add the columns with SQL."""
    import duckdb  # noqa: PLC0415 - likewise

    from by_hand import in_sql  # noqa: PLC0415 - likewise

    return duckdb.sql(in_sql("cases", "looked_up", relation.columns, trusting=trusting))


def counted(relation: Any) -> Any:
    """Count each combination of the added columns: to write all columns of a table would take most of the time."""
    from by_hand import FLAGS, TEXTS  # noqa: PLC0415 - likewise

    return relation.aggregate(", ".join((*TEXTS, *FLAGS, "count(*)"))).fetchall()


def read_spark(path: Path, rows: int) -> Any:
    """Plan to read, in a local session; rows are taken by number, since a limit would move all to one part."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - likewise
    from pyspark.sql.functions import broadcast  # noqa: PLC0415 - likewise

    from by_hand import FLAGS, TEXTS, lookup  # noqa: PLC0415 - likewise

    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.memory", "3g")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    types = ", ".join(["_number int", *(f"{name} string" for name in TEXTS), *(f"{name} boolean" for name in FLAGS)])
    broadcast(spark.createDataFrame(lookup(), types)).createOrReplaceTempView("looked_up")
    frame = spark.read.parquet(str(path))
    frame = frame.where(frame["case_id"] < f"{rows:08}-")
    frame.createOrReplaceTempView("cases")
    return frame


def spark_by_hand(frame: Any, *, trusting: bool = False) -> Any:
    """Add the columns with Spark SQL."""
    from by_hand import in_sql  # noqa: PLC0415 - likewise

    return frame.sparkSession.sql(in_sql("cases", "looked_up", frame.columns, trusting=trusting, filled=True))


def worked_out(frame: Any) -> Any:
    """Work everything out, and keep nothing of it."""
    frame.write.format("noop").mode("overwrite").save()
    return frame


ENGINES = {
    "polars": Engine("polars, strings", 10_000_000, read_polars, polars_by_hand),
    "enum": Engine("polars, Enum", 10_000_000, read_enums, polars_by_hand),
    "scan": Engine("polars, streaming, file to file", 10_000_000, scan_polars, polars_by_hand, to_file),
    "duckdb": Engine("DuckDB", 10_000_000, read_duckdb, duckdb_by_hand, counted),
    "pandas": Engine("pandas, strings", 2_000_000, read_pandas, pandas_by_hand, masks=pandas_by_masks),
    "categories": Engine("pandas, categoricals", 2_000_000, read_categories, pandas_by_hand, masks=pandas_by_masks),
    "spark": Engine("Spark, local", 10_000_000, read_spark, spark_by_hand, worked_out),
}


# The ways


def reading(engine: Engine, frame: Any) -> None:
    """Do nothing more than read."""


def classifying(engine: Engine, frame: Any) -> None:
    """Add the columns with the library."""
    from ckm_mo.frames.verdicts import classify_frame  # noqa: PLC0415 - what is written by hand must not carry it

    engine.finish(classify_frame(frame))


def by_hand(engine: Engine, frame: Any) -> None:
    """Add the columns by hand, with the same checks."""
    engine.finish(engine.by_hand(frame))


def trusting(engine: Engine, frame: Any) -> None:
    """Add the columns by hand, and check neither words nor contradictions."""
    engine.finish(engine.by_hand(frame, trusting=True))


def by_masks(engine: Engine, frame: Any) -> None:
    """Add the columns by hand, with the same checks, and no table."""
    if engine.masks:
        engine.finish(engine.masks(frame))


def tallying(_: Engine, frame: Any) -> None:
    """Tally with the library."""
    from ckm_mo.frames.verdicts import tally_frame  # noqa: PLC0415 - likewise

    tally_frame(frame).as_dict()


WAYS = {
    "read": ("reading alone", reading),
    "classify": ("classify_frame", classifying),
    "by_hand": ("by hand", by_hand),
    "trusting": ("by hand, no checks", trusting),
    "masks": ("by hand, masks alone", by_masks),
    "tally": ("tally_frame", tallying),
}


# Measuring


class Measured(NamedTuple):
    """What one process measured of itself and of the processes below it.

    Args:
        seconds: How long the way took, by the clock.
        processor: How many seconds of that the processors worked.
        peak: The most memory that they ever had, MiB.
    """

    seconds: float
    processor: float
    peak: float


def family() -> Iterator[int]:
    """List this process and those below it: Spark's work is done in another."""
    waiting = [os.getpid()]
    while waiting:
        process = waiting.pop()
        yield process
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            waiting += map(int, children.read_text("ascii").split())


def worked() -> float:
    """Add up the seconds that processors worked."""
    ticks = 0
    for process in family():
        fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def peak() -> float:
    """Add up the most memory that each process had, MiB."""
    said = "\n".join(Path(f"/proc/{process}/status").read_text("ascii") for process in family())
    return sum(map(int, re.findall(r"VmHWM:\s+(\d+)", said))) / 1024


def measure(engine: Engine, way: Callable[[Engine, Any], None], table: Path, rows: int) -> Measured:
    """Measure a way once; to be used once in a process, since memory has but one peak."""
    way(engine, engine.read(table, min(rows, FIRST)))
    frame = engine.read(table, rows)
    work, begun = worked(), time.perf_counter()
    way(engine, frame)
    ended = time.perf_counter()
    return Measured(ended - begun, worked() - work, peak())


def compare(engine: Engine, table: Path) -> None:
    """Stop where the two ways do not give the same."""
    import narwhals as nw  # noqa: PLC0415 - it must not slow down what is timed

    from ckm_mo.frames.verdicts import classify_frame  # noqa: PLC0415 - likewise

    frame = engine.read(table, SAMPLE)
    ours, *others = (
        [*rows(nw.from_native(way(frame)))] for way in (classify_frame, engine.by_hand, engine.masks) if way
    )
    if any(ours != other for other in others):
        raise SystemExit(f"{engine.what}: by hand gives other columns")


def rows(frame: Any) -> list[dict[str, Any]]:
    """List the rows of a frame by their ids, which engines give in any order."""
    table = frame.collect("pyarrow").to_arrow() if hasattr(frame, "collect") else frame.to_arrow()
    return sorted(table.to_pylist(), key=lambda row: str(row["case_id"]))


def in_fresh_process(*arguments: object) -> str:
    """Run this file with arguments, and give what it printed."""
    line = [sys.executable, __file__, *map(str, arguments)]
    return subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 - this file


def in_turns(table: Path, rows: int, pairs: list[tuple[str, str]], repeats: int) -> dict[tuple[str, str], Measured]:
    """Measure pairs of an engine and a way in turns, each in fresh processes, and give the medians."""
    found: dict[tuple[str, str], list[Measured]] = {pair: [] for pair in pairs}
    for _ in range(repeats):
        for pair in pairs:
            found[pair].append(
                Measured(*json.loads(in_fresh_process("--one", *pair, "--table", table, "--rows", rows)))
            )
    return {pair: Measured(*map(median, zip(*some, strict=True))) for pair, some in found.items()}


def ratios(folder: Path, engines: list[str], rows: int | None, repeats: int) -> None:
    """Print what the library costs beside what is written by hand."""
    head = ("engine", "table", "rows", "way", "s", "CPU s", "ratio", "CPU ratio", "peak MiB")
    line = "{:<32}{:<6}{:>11}  {:<20}{:>8}{:>8}{:>7}{:>11}{:>10}"
    print(line.format(*head))
    for name in engines:
        engine = ENGINES[name]
        size = rows or engine.rows
        for kind in KINDS:
            table = made(folder, kind, size)
            in_fresh_process("--same", name, "--table", table)
            ways = [way for way in WAYS if way != "masks" or engine.masks]
            found = in_turns(table, size, [(name, way) for way in ways], repeats)
            base = found[name, "by_hand"]
            for (_, way), each in found.items():
                figures = (
                    f"{each.seconds:.2f}",
                    f"{each.processor:.2f}",
                    f"{each.seconds / base.seconds:.2f}",
                    f"{each.processor / base.processor:.2f}",
                    f"{each.peak:,.0f}",
                )
                print(line.format(engine.what, kind, f"{size:,}", WAYS[way][0], *figures), flush=True)


class Point(NamedTuple):
    """What one size cost."""

    engine: str
    way: str
    kind: str
    rows: int
    seconds: float
    processor: float
    peak: float


GROWN = ("classify", "tally")
"""The ways whose growth is measured."""

GROWING = {"polars": 10_000_000, "duckdb": 10_000_000, "pandas": 1_000_000, "spark": 1_000_000}
"""The engines whose growth is measured, and up to how many rows."""

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)


def growth(folder: Path, repeats: int) -> None:
    """Print how cost grows with rows."""
    for rows in SIZES:
        for kind in KINDS:
            pairs = [(name, way) for name, most in GROWING.items() for way in GROWN if rows <= most]
            found = in_turns(made(folder, kind, SIZES[-1]), rows, pairs, repeats)
            for (name, way), each in found.items():
                print(*Point(name, way, kind, rows, *each), sep="\t", flush=True)


def made(folder: Path, kind: str, rows: int) -> Path:
    """Make a table, unless a call before has."""
    table = folder / f"{kind}-{rows}.parquet"
    if not table.exists():
        in_fresh_process("--make", kind, "--table", table, "--rows", rows)
    return table


# The picture

COLOURS = {"polars": "#0072b2", "duckdb": "#d55e00", "pandas": "#009e73", "spark": "#cc79a7"}
WIDTH, HEIGHT, LEFT, TOP, GAP = 300, 260, 56, 40, 84
LOWEST, HIGHEST = -3, 2
"""The powers of ten of processor seconds that are shown; other work stretches these less than the clock's."""


def draw(points: list[Point]) -> str:
    """Draw what each size cost: a panel for each way, a line for each engine and table."""
    parts = [panel(way, place, [each for each in points if each.way == way]) for place, way in enumerate(GROWN)]
    for place, (name, colour) in enumerate(COLOURS.items()):
        x, y = LEFT + 160 * place, TOP + HEIGHT + 58
        parts.append(f'<path d="M{x} {y - 4}h24" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{x + 30}" y="{y}">{ENGINES[name].what.split(",")[0]}</text>')
    y = TOP + HEIGHT + 82
    parts.append(f'<text x="{LEFT}" y="{y}">full: few distinct answers; dashed: hardly two rows alike</text>')
    width, height = LEFT + 2 * (WIDTH + GAP) + 10, y + 16
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'font-family="sans-serif" font-size="12" fill="#333">\n'
        "<title>Processor seconds by rows, for each engine</title>\n"
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def panel(way: str, place: int, points: list[Point]) -> str:
    """Draw one panel, both axes logarithmic."""
    left = LEFT + place * (WIDTH + GAP)
    first, last = math.log10(SIZES[0]), math.log10(SIZES[-1])

    def across(rows: float) -> float:
        return round(left + WIDTH * (math.log10(rows) - first) / (last - first), 1)

    def down(seconds: float) -> float:
        share = (math.log10(seconds) - LOWEST) / (HIGHEST - LOWEST)
        return round(TOP + HEIGHT * (1 - min(1, max(0, share))), 1)

    parts = [f'<text x="{left}" y="{TOP - 14}" font-weight="bold">{WAYS[way][0]}, processor seconds</text>']
    for power in range(LOWEST, HIGHEST + 1):
        y = down(10**power)
        parts.append(f'<path d="M{left} {y}h{WIDTH}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{10.0**power:g}</text>')
    for rows in SIZES:
        x = across(rows)
        parts.append(f'<path d="M{x} {TOP}v{HEIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{x}" y="{TOP + HEIGHT + 18}" text-anchor="middle">{rows:,}</text>')
    parts.append(f'<text x="{left + WIDTH / 2}" y="{TOP + HEIGHT + 36}" text-anchor="middle">rows</text>')
    for name, colour in COLOURS.items():
        for kind, dashes in zip(KINDS, ("none", "5 4"), strict=True):
            found = sorted((each.rows, each.processor) for each in points if (each.engine, each.kind) == (name, kind))
            line = " ".join(f"{across(rows)},{down(seconds)}" for rows, seconds in found)
            dots = "".join(f"M{across(rows) - 2} {down(seconds)}h4" for rows, seconds in found)
            parts.append(
                f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2" '
                f'stroke-dasharray="{dashes}"/><path d="{dots}" stroke="{colour}" stroke-width="4"/>'
            )
    return "\n".join(parts)


def read_points(path: Path) -> list[Point]:
    """Read what `--growth` printed."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [Point(*line[:3], int(line[3]), *map(float, line[4:])) for line in lines]  # type: ignore[arg-type, call-arg]


def main() -> None:
    """Measure, or draw."""
    parser = argparse.ArgumentParser(description="Time and weigh data frames beside what is written by hand.")
    parser.add_argument("engines", nargs="*", metavar="ENGINE", help=f"of {', '.join(ENGINES)} (all)")
    parser.add_argument("--rows", type=int, help="of each table (by the engine)")
    parser.add_argument("--repeats", type=int, default=3, help="how often each way runs (3)")
    parser.add_argument("--folder", type=Path, help="where tables are made and kept (a temporary one)")
    parser.add_argument("--growth", action="store_true", help="measure how cost grows with rows")
    parser.add_argument("--draw", type=Path, metavar="POINTS", help="draw what --growth printed, as SVG")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)  # what a fresh process is told
    parser.add_argument("--same", help=argparse.SUPPRESS)  # likewise
    parser.add_argument("--make", choices=KINDS, help=argparse.SUPPRESS)  # likewise
    parser.add_argument("--table", type=Path, help=argparse.SUPPRESS)  # likewise
    options = parser.parse_args()
    if options.one:
        engine, way = options.one
        print(json.dumps(measure(ENGINES[engine], WAYS[way][1], options.table, options.rows)))
    elif options.same:
        compare(ENGINES[options.same], options.table)
    elif options.make:
        make(options.table, options.make, options.rows)
    elif options.draw:
        print(draw(read_points(options.draw)), end="")
    else:
        with tempfile.TemporaryDirectory() as temporary:
            folder = options.folder or Path(temporary)
            if options.growth:
                growth(folder, options.repeats)
            else:
                ratios(folder, options.engines or [*ENGINES], options.rows, options.repeats)


if __name__ == "__main__":
    main()
