"""Bytes in and text out: inputs read once and hashed on the way, outputs written whole or not at all."""

import hashlib
import io
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, TextIO

from ckm_mo.errors import BrokenTable, OutputExists, UnreadableFile, UnwritableOutput
from ckm_mo.messages import Reason

STANDARD: Final = "-"
"""The name of standard input."""

LONGEST_LINE: Final = 1 << 20
"""How many bytes a line of a table may have; a file without line ends is refused before it fills the memory."""

HELD_IN_MEMORY: Final = 1 << 24
"""How many bytes of output are held in memory before they go to a temporary file."""

_BUFFER: Final = 1 << 17

_REASONS: Final = {
    FileNotFoundError: "missing",
    IsADirectoryError: "folder",
    PermissionError: "permission",
    NotADirectoryError: "no_folder",
}


def reason(error: OSError) -> Reason | str:
    """Say why the system refused, in the program's words where it has some, else in the system's."""
    full = error.errno in {28, 122}  # ENOSPC, EDQUOT
    key = "full" if full else _REASONS.get(type(error))
    return Reason(key) if key else (error.strerror or str(error))


class Source(io.RawIOBase):
    """The bytes of one input, hashed and counted as they pass.

    Args:
        name: A path, or `-` for standard input.
        advance: Called with the number of bytes of each part that was read.

    Raises:
        UnreadableFile: When the file cannot be opened or read.
        BrokenTable: When a line has no end, or the bytes cannot be text.
    """

    def __init__(self, name: str, advance: Callable[[int], object] = lambda _: None) -> None:
        """Open the input."""
        super().__init__()
        if name == STANDARD and sys.stdin is None:
            raise UnreadableFile(file=name, reason=Reason("closed"))
        self.name = name
        self.size = 0
        self._advance = advance
        self._hash = hashlib.sha256()
        self._line = 0
        self._ended = False
        try:
            # Closed by `close`, which whoever holds this object calls.
            raw: Any = sys.stdin.buffer if name == STANDARD else Path(name).open("rb", buffering=0)  # noqa: SIM115
            self._raw = raw
            # Standard input is to give what is there, not to wait until there is more.
            self._readinto = raw.readinto1 if name == STANDARD else raw.readinto
            if name != STANDARD:
                self.size = os.fstat(self._raw.fileno()).st_size
        except OSError as error:
            raise UnreadableFile(file=name, reason=reason(error)) from error

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]  # only ever called with a memoryview
        """Read the next part."""
        try:
            count = 0 if self._ended else self._readinto(buffer) or 0
        except OSError as error:
            raise UnreadableFile(file=self.name, reason=reason(error)) from error
        self._ended = not count  # at a terminal, the end is said once
        part = bytes(buffer[:count])
        self._hash.update(part)
        end = max(part.rfind(b"\n"), part.rfind(b"\r"))
        self._line = count - end if end >= 0 else self._line + count
        if self._line > LONGEST_LINE:
            raise BrokenTable(file=self.name, reason=Reason("long_line", (("limit", LONGEST_LINE),)))
        self._advance(count)
        return count

    @property
    def sha256(self) -> str:
        """The SHA-256 of what was read so far."""
        return self._hash.hexdigest()

    def close(self) -> None:
        """Close the file; standard input stays open."""
        if not self.closed and hasattr(self, "_raw") and self.name != STANDARD:
            self._raw.close()
        super().close()

    def text(self, encoding: str) -> TextIO:
        """Open as text, line ends as they are, without a byte-order mark.

        Raises:
            BrokenTable: When there is no such encoding.
        """
        plain = encoding.lower().replace("_", "-") in {"utf-8", "utf8"}
        buffered = io.BufferedReader(self, _BUFFER)
        try:
            return io.TextIOWrapper(buffered, encoding="utf-8-sig" if plain else encoding, newline="")
        except (LookupError, ValueError) as error:  # a name that is no text is a `ValueError`
            raise BrokenTable(reason=Reason("unknown_encoding", (("encoding", encoding),))) from error


@contextmanager
def output(name: str | None, *, force: bool = False) -> Iterator[TextIO]:
    """Open an output that appears whole when the block ends, and not at all when it fails.

    Args:
        name: A path, written with mode 0600; None for standard output, to which nothing goes before the end.
        force: Replace a file that is there.

    Raises:
        OutputExists: When the file is there and may not be replaced; before anything is done.
        UnwritableOutput: When it cannot be written.
    """
    try:
        if name is not None:
            check_output(name, force=force)
        with _to_standard() if name is None else _to_file(Path(name), force=force) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        if isinstance(error, UnwritableOutput | OutputExists | UnreadableFile):
            raise
        raise UnwritableOutput(file=name or STANDARD, reason=reason(error)) from error


def check_output(name: str, *, force: bool) -> None:
    """Refuse an output that could not be written in the end, before anything is read for it.

    Raises:
        OutputExists: When the file is there and may not be replaced.
        UnwritableOutput: When it is a folder or a device, or its folder is not there.
    """
    path = Path(name)
    if path.is_dir():
        raise UnwritableOutput(file=name, reason=Reason("folder"))
    if path.exists() and not path.is_file():
        raise UnwritableOutput(file=name, reason=Reason("no_file"))
    if not path.parent.is_dir():
        raise UnwritableOutput(file=name, reason=Reason("no_folder"))
    if not force and os.path.lexists(path):
        raise OutputExists(file=name)


@contextmanager
def _to_standard() -> Iterator[TextIO]:
    if sys.stdout is None:
        raise UnwritableOutput(file=STANDARD, reason=Reason("closed"))
    with tempfile.SpooledTemporaryFile(HELD_IN_MEMORY, "w+", encoding="utf-8", newline="") as spool:
        yield spool  # type: ignore[misc]  # it has all that a text stream has and is used for here
        spool.seek(0)
        while part := spool.read(_BUFFER):
            sys.stdout.write(part)
        sys.stdout.flush()


@contextmanager
def _to_file(path: Path, *, force: bool) -> Iterator[TextIO]:
    path = Path(os.path.realpath(path))  # a link keeps pointing at the file that is replaced
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if force:
            Path(temporary).replace(path)
        else:
            _appear(Path(temporary), path)
    finally:
        with suppress(FileNotFoundError):
            Path(temporary).unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _appear(temporary: Path, path: Path) -> None:
    """Put a file in its place unless one has come there meanwhile."""
    try:
        os.link(temporary, path)
    except FileExistsError as error:
        raise OutputExists(file=str(path)) from error
    except OSError as error:  # a file system without links
        if os.path.lexists(path):
            raise OutputExists(file=str(path)) from error
        temporary.replace(path)


_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_QUOTED: Final = re.compile(r"'+[=+\-@\t\r]")


def written(cell: str) -> str:
    """Make a cell that a spreadsheet does not run as a formula; `as_was` undoes it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_was(cell: str) -> str:
    """Give back the cell that `written` was given."""
    return cell[1:] if _QUOTED.match(cell) else cell
