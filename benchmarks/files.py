"""Time a tally of one table in each of the formats that are read, beside the library that reads it and checks nothing.

    python benchmarks/files.py

The table is that of `tally.py` whose rows are sampled from the published cases:
text by pandas, an .xlsx by XlsxWriter, an .ods as LibreOffice writes one, an SPSS
file by pyreadstat, Parquet by PyArrow. Each way runs in a fresh process, from the
file to its result, without the start of the process and the imports: it reads a
small table first. Ratios are of processor time; memory is the peak of the process.
`classify` writes a CSV to nowhere; it is timed without its start as well.
"""

import argparse
import csv
import gzip
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tally import SAMPLED, in_process, make

FIRST = 100
"""How many rows the small table has."""


def rows_of_text(path: Path) -> int:
    """Read text, packed or not, with `csv`."""
    opened: Any = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as stream:
        return sum(1 for _ in csv.reader(stream)) - 1


def rows_of_sheet(path: Path) -> int:
    """Read a sheet with python-calamine."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - the tally must not carry it

    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()) - 1


def rows_of_spss(path: Path) -> int:
    """Read an SPSS file with pyreadstat."""
    import pyreadstat  # noqa: PLC0415 - likewise

    return len(pyreadstat.read_sav(path)[0])


def rows_of_parquet(path: Path) -> int:
    """Read a Parquet file with PyArrow, and give its values to Python."""
    from pyarrow import parquet  # noqa: PLC0415 - likewise

    return len(parquet.read_table(path, use_threads=False).to_pydict()["case_id"])


ALONE: dict[str, Callable[[Path], int]] = {
    ".csv": rows_of_text,
    ".csv.gz": rows_of_text,
    ".xlsx": rows_of_sheet,
    ".ods": rows_of_sheet,
    ".sav": rows_of_spss,
    ".parquet": rows_of_parquet,
}
"""What reads each format and does nothing."""


def alone(path: Path) -> int:
    """Read with the library alone."""
    return ALONE["".join(path.suffixes)](path)


def classify(path: Path) -> int:
    """Classify as the command does, and count the lines of the result."""
    from ckm_mo.cli.running import main as command  # noqa: PLC0415 - the libraries alone must not carry it

    lines = _Lines()
    with io.TextIOWrapper(io.BufferedWriter(lines), encoding="utf-8") as text, redirect_stdout(text):
        command(["classify", str(path), "--format", "csv"])
    return lines.count - 1


class _Lines(io.RawIOBase):
    """Counts the lines that are written to it, and keeps none."""

    count = 0

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.count += bytes(content).count(b"\n")
        return len(content)


WAYS: dict[str, Callable[[Path], int]] = {"alone": alone, "tally": in_process, "classify": classify}


def write(folder: Path, name: str, rows: int, suffixes: Iterable[str]) -> None:
    """Write the table in some formats."""
    import pandas as pd  # noqa: PLC0415 - the tally must not carry it
    import pyreadstat  # noqa: PLC0415 - likewise

    path = folder / f"{name}.csv"
    make(path, SAMPLED, rows)
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    writers: dict[str, Callable[[Path], object]] = {
        ".csv": lambda _: None,
        ".csv.gz": lambda target: target.write_bytes(gzip.compress(path.read_bytes())),
        ".xlsx": lambda target: frame.to_excel(target, index=False, engine="xlsxwriter"),
        ".ods": lambda target: write_ods(target, [list(frame.columns), *frame.itertuples(index=False)]),
        ".sav": lambda target: pyreadstat.write_sav(frame, target),
        ".parquet": lambda target: frame.to_parquet(target, index=False),
    }
    for suffix in suffixes:
        writers[suffix](path.with_suffix(suffix))


def write_ods(path: Path, rows: Iterable[Iterable[str]]) -> None:
    """Write an .ods with the elements that LibreOffice writes for text."""
    odf, calc = "urn:oasis:names:tc:opendocument:xmlns", "urn:org:documentfoundation:names:experimental:calc:xmlns"
    names = "".join(f' xmlns:{name}="{odf}:{name}:1.0"' for name in ("office", "table", "text"))
    begin = '<table:table-cell office:value-type="string" calcext:value-type="string"><text:p>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{odf}:manifest:1.0"/>')
        with package.open("content.xml", "w") as part:
            root = f'<office:document-content{names} xmlns:calcext="{calc}:calcext:1.0">'
            part.write(f'{root}<office:body><office:spreadsheet><table:table table:name="cases">'.encode())
            for row in rows:
                cells = "".join(f"{begin}{escape(text)}</text:p></table:table-cell>" for text in row)
                part.write(f'<table:table-row table:style-name="ro1">{cells}</table:table-row>'.encode())
            part.write(b"</table:table></office:spreadsheet></office:body></office:document-content>")


def measure(way: str, path: Path) -> None:
    """Run one way here, and print what it took."""
    WAYS[way](path.with_name(path.name.replace("large", "small")))
    begun = time.process_time()
    rows = WAYS[way](path)
    taken = time.process_time() - begun
    print(json.dumps([rows, taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def apart(*arguments: object) -> str:
    """Run this script in a process of its own: what its parent held counts as a process's peak."""
    line = [sys.executable, __file__, *map(str, arguments)]
    return subprocess.run(line, check=True, capture_output=True, text=True).stdout  # noqa: S603 - this script


def main() -> None:
    """Make the tables, run each way on each, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--formats", nargs="+", metavar="SUFFIX", choices=ALONE, default=list(ALONE))
    parser.add_argument("--only", nargs=2, metavar=("WAY", "PATH"), help=argparse.SUPPRESS)
    parser.add_argument("--write", metavar="FOLDER", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write(options.write, "small", FIRST, options.formats)
        write(options.write, "large", options.rows, options.formats)
        return
    if options.only:
        measure(options.only[0], Path(options.only[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        apart("--write", folder, "--rows", options.rows, "--formats", *options.formats)
        print(f"{'':10} {'alone, s':>9} {'tally, s':>9} {'times':>6} {'classify, s':>12}   MiB at the peak of each")
        for suffix in options.formats:
            found = {way: json.loads(apart("--only", way, f"{folder}/large{suffix}")) for way in WAYS}
            counted, taken, held = zip(*found.values(), strict=True)
            assert {*counted} == {options.rows}  # noqa: S101 - else the figures mean nothing
            beside, tallied, classified = taken
            figures = f"{beside:9.2f} {tallied:9.2f} {tallied / beside:6.2f} {classified:12.2f}"
            print(f"{suffix:10} {figures} {' '.join(f'{each:6.0f}' for each in held)}", flush=True)


if __name__ == "__main__":
    main()
