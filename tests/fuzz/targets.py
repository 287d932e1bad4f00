"""What must hold whatever the bytes: of the reader, and of the command line.

A target takes bytes and fails when something does not hold. `run.py` looks for such bytes; the tests put the corpus to
it.
"""

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from tempfile import mkdtemp

from ckm_mo.errors import InvalidInput
from ckm_mo.messages import say
from ckm_mo.tables.reading import Cases, read_table
from ckm_mo.tables.writing import write_table
from commands import CODER1, run

ENCODINGS = ("utf-8", "utf-16", "latin-1", "cp1252", "utf-8-sig", "ascii", "utf-32", "cp850")
EMPTY = ("not_coded", "not_stated")

MOST_LINES = 110
"""How many lines a refusal may have: a hundred errors, and what counts the others by kind."""


def reader(data: bytes) -> None:
    """Read a table; its first byte says how. It is refused in words that can be shown, or reads back as it was."""
    how = data[0] if data else 0
    options = {"encoding": ENCODINGS[how % 8], "empty": EMPTY[how // 8 % 2]}
    ignore = ["voilence"] * (how // 16 % 2)
    try:
        cases = _read(data[1:], **options, ignore=ignore)
    except InvalidInput as refused:
        for lang in ("en", "nl"):
            lines = refused.lines(lang)
            assert 0 < len(lines) <= MOST_LINES
            assert all(map(shows, lines)), lines
        return
    spool = io.StringIO()
    with redirect_stdout(spool):
        write_table(cases, None, lang="nl" if how & 32 else "en")
    again = _read(spool.getvalue().encode(), encoding="utf-8", ignore=ignore)
    assert _whole(again) == _whole(cases), spool.getvalue()


def _read(data: bytes, *, encoding: str, empty: str = EMPTY[0], ignore: list[str]) -> Cases:
    was, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(data))
    try:
        return read_table("-", encoding=encoding, empty=empty, ignore=ignore)
    finally:
        sys.stdin = was


def _whole(cases: Cases) -> list[object]:
    return [(case.names, case.answers, case.other, case.key) for case in cases]


def shows(line: str) -> bool:
    """Return whether a line has nothing in it that a terminal does not show."""
    return all(letter.isprintable() for letter in line)


def arguments(data: bytes) -> None:
    """Run a command: an argument a line, then an empty line, then what stands on standard input.

    It ends with a documented code. When it refuses, it says why, prints nothing and leaves nothing behind.
    """
    head, _, given = data.partition(b"\n\n")
    # It must not leave its folder: it writes where it is told.
    given_arguments = head.replace(b"/", b"_").replace(b"\0", b"_").decode("utf-8", "surrogateescape").split("\n")
    with _folder() as folder:
        before = _files(folder)
        done = run(*given_arguments, given=given)
        after = _files(folder)
    assert done.code in {0, 1, 2}, done
    assert all(map(shows, done.err.split("\n"))), done
    assert not done.err or done.err.endswith("\n")
    assert "Traceback" not in done.err or "--debug" in given_arguments, done
    assert not any(say("unexpected", lang, kind="").split("(")[0] in done.err for lang in ("en", "nl")), done
    if done.code:
        assert (done.out, after) == ("", before), done
        assert done.err, done
    elif not {"csv", "json", "template", "merge"} & set(given_arguments):
        assert all(map(shows, done.out.split("\n"))), done


@contextmanager
def _folder() -> Iterator[Path]:
    """Work in a folder with one table in it."""
    was, folder = Path.cwd(), Path(mkdtemp())
    shutil.copy(CODER1, folder / "cases.csv")
    os.chdir(folder)
    try:
        yield folder
    finally:
        os.chdir(was)
        shutil.rmtree(folder)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


TARGETS: dict[str, Callable[[bytes], None]] = {"reader": reader, "arguments": arguments}
