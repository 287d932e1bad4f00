"""LibreOffice, without a window: what it shows of workbooks, and what it saves."""

import csv
import os
import signal
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1"
"""Text in UTF-8, of all sheets, as they are shown."""

STORED = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1"
"""The same, without the forms of numbers."""

MOST_SECONDS = 15
"""How long a call may take, and a tenth of a second more for each file."""

Rows = list[list[str]]


def convert(paths: Sequence[Path], kind: str, folder: Path, profile: Path) -> None:
    """Convert files in one call; where it gives up after one of them, go on behind that."""
    suffix = kind.partition(":")[0]
    while paths:
        _convert(paths, kind, folder, profile)
        done = [place for place, path in enumerate(paths) if [*folder.glob(f"{path.stem}*.{suffix}")]]
        given_up = max(done, default=-1) + 1
        if len(paths) > 1:
            _convert(paths[given_up : given_up + 1], kind, folder, profile)
        paths = paths[given_up + 1 :]


def _convert(paths: Sequence[Path], kind: str, folder: Path, profile: Path) -> None:
    options = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
    command = [*options, "--outdir", str(folder), *map(str, paths)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True) as office:  # noqa: S603 - its own
        try:
            office.communicate(timeout=MOST_SECONDS + len(paths) / 10)
        except subprocess.TimeoutExpired:
            os.killpg(office.pid, signal.SIGKILL)  # what it started as well


def shown(paths: Sequence[Path], kind: str, folder: Path, profile: Path) -> dict[Path, list[Rows]]:
    """Give the sheets of workbooks as it shows them; none where it shows nothing. The names must differ."""
    folder.mkdir(exist_ok=True)
    convert(paths, kind, folder, profile)
    return {path: [*map(rows, sorted(folder.glob(f"{path.stem}-*.csv")))] for path in paths}


def rows(path: Path) -> Rows:
    """Read a sheet that was exported."""
    with path.open(encoding="utf-8", newline="") as stream:
        return trimmed([*csv.reader(stream)])


def trimmed(lines: Rows) -> Rows:
    """Leave out the columns around that are empty, and the rows before the first that is not."""
    filled = [place for line in lines for place, cell in enumerate(line) if cell]
    lines = [line[min(filled) : max(filled) + 1] for line in lines] if filled else []
    return lines[next((row for row, line in enumerate(lines) if any(line)), 0) :]


def written(lines: Iterable[Sequence[str]], path: Path) -> Path:
    """Write rows as text."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(lines)
    return path
