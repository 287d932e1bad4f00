"""Run the command line, and read and write tables without the library.

A command runs in this process, with streams and an environment of its own, so
that a test can try many; the tests of the process itself start a real one.
"""

import csv
import io
import json
import math
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from attrs import frozen

import oracle
import published
from ckm_mo.cli import progress
from ckm_mo.cli.running import main

EXAMPLES = Path(__file__).parent.parent / "examples"
CODER1, CODER2 = (str(EXAMPLES / f"published_cases_coder{number}.csv") for number in (1, 2))
"""The published cases, coded twice."""

FILES = Path(__file__).parent / "data" / "files"
"""Small files of fictional cases; the workbooks are LibreOffice's (`tests/data/make_files.py`)."""

TAKE_SILENCE = {
    *("relation", "initiative"),
    *(f"{period}{means}" for means in oracle.MEANS for period in ("", "recruitment_", "exploitation_")),
}
"""The columns to which silence is an answer."""

VERDICT = {
    *("case_id", "reading", "period", "profile", "possible", "outside"),
    *("relation", "initiative", "coercion", "not_begun", "rests_on_silence"),
}
"""The keys of a verdict object."""

COMMANDS = {
    "case": ["case", "violence=yes"],
    "classify": ["classify", CODER1],
    "tally": ["tally", CODER1],
    "explain": ["explain", CODER1, "002-v1"],
    "agree": ["agree", CODER1, CODER2],
    "merge": ["merge", CODER1, CODER2, "--leave-open"],
    "codebook": ["codebook"],
    "rules": ["rules"],
    "check": ["check", CODER1],
    "template": ["template"],
    "study": ["study"],
}
"""Each command, with the least that it takes."""

COLUMNS = [
    *("case_id", "profile", "possible", "outside", "relation_outcome", "initiative_outcome", "coercion_outcome"),
    *("reading", "period", "not_begun", "rests_on_silence"),
]
"""The columns of `classify --format csv`."""


class Screen(io.TextIOWrapper):
    """A stream that passes for a terminal."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


@frozen
class Done:
    """What a command did: its exit code, and what it wrote to standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Give what it wrote as JSON."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[list[str]]:
        """Give the rows that it wrote as CSV."""
        return list(csv.reader(io.StringIO(self.out, newline=""), strict=True))

    @property
    def words(self) -> str:
        """Give what it wrote for people, unwrapped: every run of blanks and line ends is one blank."""
        return " ".join(self.out.split())


def run(*arguments: str, keyboard: bool = False, **given: Any) -> Done:
    """Run a command as `run_any` does, and hold what it writes as JSON to its published schema."""
    done = run_any(*arguments, keyboard=keyboard, **given)
    if done.code == 0 and done.out and "json" in arguments and not keyboard:
        assert list(published.faults(published.schema_of(arguments), done.json)) == []
    return done


def run_any(
    *arguments: str,
    given: str | bytes = b"",
    terminal: bool = False,
    keyboard: bool = False,
    patience: float = math.inf,
    **environment: str,
) -> Done:
    """Run a command in this process.

    Args:
        arguments: As on the command line.
        given: What stands on standard input.
        terminal: Whether standard output and standard error are terminals.
        keyboard: Whether standard input is one.
        patience: After how many seconds of reading a bar is shown; never, however busy the machine is.
        environment: Variables of the environment, beyond a plain English one.

    Returns:
        What it did.
    """
    kind = Screen if terminal else io.TextIOWrapper
    out, err = (kind(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    data = given.encode() if isinstance(given, str) else given
    streams: dict[str, Any] = {
        "stdin": (Screen if keyboard else io.TextIOWrapper)(io.BytesIO(data), encoding="utf-8"),
        "stdout": out,
        "stderr": err,
    }
    plain = {"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", ""), "TERM": "xterm"}
    with (
        mock.patch.multiple(sys, **streams),
        mock.patch.dict(os.environ, plain | environment, clear=True),
        mock.patch.object(progress, "PATIENCE", patience),
    ):
        code = main(list(arguments))
    return Done(code, *(_written(stream) for stream in (out, err)))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode(errors="surrogateescape")  # type: ignore[attr-defined, no-any-return]  # it is a `BytesIO`


def text_of(rows: Iterable[Mapping[str, str]], separator: str = ",", end: str = "\n") -> str:
    """Write rows as a table, with a column for each key that one of them has."""
    rows = list(rows)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    stream = io.StringIO(newline="")
    write = csv.writer(stream, delimiter=separator, lineterminator=end).writerow
    write(columns)
    for row in rows:
        write([row.get(column, "") for column in columns])
    return stream.getvalue()


@cache
def _text(path: str) -> str:
    return Path(path).read_text("utf-8")


def coded(*paths: str, empty: str = "not_coded") -> list[oracle.Case]:
    """Read tables as the oracle takes them; see `parsed`."""
    return [case for path in paths for case in parsed(_text(path), empty=empty)]


def parsed(text: str, empty: str = "not_coded") -> list[oracle.Case]:
    """Read the text of an English table as the oracle takes it.

    Args:
        text: With English headers and tokens.
        empty: With `not_stated` an empty cell counts as silence, where silence is an answer.
    """
    return [
        {key: cell or empty for key, cell in row.items() if cell or (empty == "not_stated" and key in TAKE_SILENCE)}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def options(reading: str, period: str | None) -> Sequence[str]:
    """Give the options of a reading and a period."""
    return ("--reading", reading, *(("--period", period) if period else ()))
