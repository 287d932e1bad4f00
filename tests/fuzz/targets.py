"""What must hold whatever the bytes: of the reader, and of the command line.

A target takes bytes and fails when something does not hold. `run.py` looks for such bytes; the tests put the corpus to
it.
"""

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from ckm_mo.errors import InvalidInput
from ckm_mo.messages import say
from ckm_mo.tables.reading import Cases, read_table
from ckm_mo.tables.writing import write_table
from commands import CODER1, run_any
from doors import packages

ENCODINGS = ("utf-8", "utf-16", "latin-1", "cp1252", "utf-8-sig", "ascii", "utf-32", "cp850")
EMPTY = ("not_coded", "not_stated")

AS_IT_STANDS = (b"csv", b"png", b"pdf", b"template", b"merge")
"""What is in the arguments where text may come out as it stands, or what is no text."""

MOST_LINES = 110
"""How many lines a refusal may have: a hundred errors, and what counts the others by kind."""


def reader(data: bytes) -> None:
    """Read a table; its first byte says how. It is refused in words that can be shown, or reads back as it was."""
    how = data[0] if data else 0
    options = {"encoding": ENCODINGS[how % 8], "empty": EMPTY[how // 8 % 2]}
    ignore = ["voilence"] * (how // 16 % 2)
    held(lambda: _read(data[1:], **options, ignore=ignore), ignore, "nl" if how & 32 else "en")


def xlsx(data: bytes) -> None:
    """Read a workbook of which this is the XML of the sheet; as for `reader`."""
    packed(".xlsx", packages.xlsx("", parts={packages.SHEET: data}))


def ods(data: bytes) -> None:
    """Read an .ods of which this is the XML; as for `reader`."""
    packed(".ods", packages.ods(content=data))


def sav(data: bytes) -> None:
    """Read an SPSS file; as for `reader`."""
    packed(".sav", data)


def parquet(data: bytes) -> None:
    """Read a Parquet file; as for `reader`."""
    packed(".parquet", data)


def packed(suffix: str, data: bytes) -> None:
    """Read a file of a kind."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"x{suffix}")
        path.write_bytes(data)
        held(lambda: read_table(path))


def held(read: Callable[[], Cases], ignore: Sequence[str] = (), lang: str = "en") -> None:
    """Hold a table to being refused in words that can be shown, or to reading back as it was."""
    try:
        cases = read()
    except InvalidInput as refused:
        for each in ("en", "nl"):
            lines = refused.lines(each)
            assert 0 < len(lines) <= MOST_LINES
            assert all(map(shows, lines)), lines
        return
    spool = io.StringIO()
    with redirect_stdout(spool):
        write_table(cases, None, lang=lang)
    again = _read(spool.getvalue().encode(), encoding="utf-8", ignore=ignore)
    assert _whole(again) == _whole(cases), spool.getvalue()


def _read(data: bytes, *, encoding: str, empty: str = EMPTY[0], ignore: Sequence[str]) -> Cases:
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
    chosen = head.lower()  # as the command line takes the words of a choice
    # It must not leave its folder: it writes where it is told.
    given_arguments = head.replace(b"/", b"_").replace(b"\0", b"_").decode("utf-8", "surrogateescape").split("\n")
    with _folder() as folder:
        before = _files(folder)
        done = run_any(*given_arguments, given=given)
        after = _files(folder)
    assert done.code in {0, 1, 2}, done
    assert all(map(shows, done.err.split("\n"))), done
    assert not done.err or done.err.endswith("\n")
    assert "Traceback" not in done.err or "--debug" in given_arguments, done
    assert not any(say("unexpected", lang, kind="").split("(")[0] in done.err for lang in ("en", "nl")), done
    if done.code and not (done.code == 1 and "--strict" in given_arguments):  # which says so of what it wrote
        assert (done.out, after) == ("", before), done
        assert done.err, done
    elif b"json" in chosen and b"csv" not in chosen and done.out.startswith(("{", "[")):
        assert isinstance(done.json, dict | list), done
    elif not any(each in chosen for each in AS_IT_STANDS):
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


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (reader, arguments, xlsx, ods, sav, parquet)
}
