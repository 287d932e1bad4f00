"""Bytes in and text out: inputs read once and hashed on the way, outputs written whole or not at all."""

import fcntl
import hashlib
import io
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, TextIO

from ckm_mo.errors import BrokenTable, ChangedMeanwhile, OutputExists, UnreadableFile, UnwritableOutput
from ckm_mo.messages import Reason

STANDARD: Final = "-"
"""The name of standard input."""

LONGEST_LINE: Final = 1 << 20
"""How many bytes a line of a table may have; a file without line ends is refused before it fills the memory."""

MOST_UNPACKED: Final = 512
"""How many MiB a file that is read whole may take when it is unpacked, and so may its cells."""

HELD_IN_MEMORY: Final = 1 << 24
"""How many bytes of output are held in memory before they go to a temporary file."""

_BUFFER: Final = 1 << 17

_WARILY: Final = os.O_NOFOLLOW | os.O_NONBLOCK
"""Flags for opening what somebody else may have put there: no link is followed, no pipe waited for."""

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
        self.identity: tuple[int, int] | None = None
        """What tells the file from all others, whatever its name; None for what is no ordinary file."""
        self._advance = advance
        self._hash = hashlib.sha256()
        self._head = b""
        self._lines: _Lines | None = _Lines(name)
        self._ended = False
        try:
            # Closed by `close`, which whoever holds this object calls.
            raw: Any = sys.stdin.buffer if name == STANDARD else Path(name).open("rb", buffering=0)  # noqa: SIM115
            self._raw = raw
            # Standard input is to give what is there, not to wait until there is more.
            self._readinto = raw.readinto1 if name == STANDARD else raw.readinto
            if name != STANDARD:
                facts = os.fstat(raw.fileno())
                self.size = facts.st_size
                self.identity = (facts.st_dev, facts.st_ino) if stat.S_ISREG(facts.st_mode) else None
        except OSError as error:
            raise UnreadableFile(file=name, reason=reason(error)) from error

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]  # only ever called with a memoryview
        """Read the next part."""
        if self._head:
            part = self._head[: len(buffer)]
            buffer[: len(part)] = part
            self._head = self._head[len(part) :]
        else:
            part = bytes(buffer[: self.take(buffer)])
        if self._lines:
            self._lines.add(part)
        return len(part)

    def take(self, buffer: "memoryview") -> int:
        """Read what was not read before, and hash and count it."""
        try:
            count = 0 if self._ended else self._readinto(buffer) or 0
        except OSError as error:
            raise UnreadableFile(file=self.name, reason=reason(error)) from error
        self._ended = not count  # at a terminal, the end is said once
        self._hash.update(buffer[:count])
        self._advance(count)
        return count

    @property
    def head(self) -> bytes:
        """The first part, which is read again; empty only where there is nothing."""
        if not self._head:
            buffer = bytearray(_BUFFER)
            self._head = bytes(buffer[: self.take(memoryview(buffer))])
        return self._head

    @property
    def sha256(self) -> str:
        """The SHA-256 of what was read so far."""
        return self._hash.hexdigest()

    def close(self) -> None:
        """Close the file; standard input stays open."""
        if not self.closed and hasattr(self, "_raw") and self.name != STANDARD:
            self._raw.close()
        super().close()

    def whole(self) -> BinaryIO:
        """Let all bytes pass, and give the file to be read from its beginning, in any order.

        Raises:
            UnreadableFile: When it is no ordinary file, which can be read only once.
        """
        if not self._raw.seekable():
            raise UnreadableFile(file=self.name, reason=Reason("no_file"))
        self._head = b""
        buffer = memoryview(bytearray(_BUFFER))
        while self.take(buffer):
            pass
        self._raw.seek(0)
        return self._raw  # type: ignore[no-any-return]  # a file that was opened for bytes

    def text(self, encoding: str, *, unpack: bool = False) -> TextIO:
        """Open as text, line ends as they are, without a byte-order mark.

        Args:
            encoding: Of the text.
            unpack: Whether it is packed with gzip.

        Raises:
            BrokenTable: When there is no such encoding.
        """
        plain = encoding.lower().replace("_", "-") in {"utf-8", "utf8"}
        source: io.RawIOBase = self
        if unpack:
            self._lines = None
            source = _Unpacked(self)
        buffered = io.BufferedReader(source, _BUFFER)
        try:
            return io.TextIOWrapper(buffered, encoding="utf-8-sig" if plain else encoding, newline="")
        except (LookupError, ValueError) as error:  # a name that is no text is a `ValueError`
            raise BrokenTable(reason=Reason("unknown_encoding", (("encoding", encoding),))) from error


class _Lines:
    """Refuses a text with a line that has no end, before it fills the memory."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.length = 0

    def add(self, part: bytes) -> None:
        """Look at the next part."""
        end = max(part.rfind(b"\n"), part.rfind(b"\r"))
        self.length = len(part) - end if end >= 0 else self.length + len(part)
        if self.length > LONGEST_LINE:
            raise BrokenTable(file=self.name, reason=Reason("long_line", (("limit", LONGEST_LINE),)))


class _Unpacked(io.RawIOBase):
    """The bytes of an input that is packed with gzip, a part at a time, however much is packed in it."""

    def __init__(self, source: Source) -> None:
        import gzip  # noqa: PLC0415 - only such a file needs it

        super().__init__()
        self._source = source
        self._file = gzip.GzipFile(fileobj=source)
        self._lines = _Lines(source.name)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]  # only ever called with a memoryview
        """Read the next part."""
        from zlib import error  # noqa: PLC0415 - loaded by now

        try:
            part = self._file.read1(len(buffer))
        except (EOFError, OSError, error) as broken:
            raise BrokenTable(file=self._source.name, reason=Reason("damaged")) from broken
        buffer[: len(part)] = part
        self._lines.add(part)
        return len(part)


def check_apart(name: str | None, sources: Iterable[Source]) -> None:
    """Refuse an output that is read as well, and does not keep what is read: that would be lost, `force` or not.

    Raises:
        UnwritableOutput: When it is one of the sources, by whatever name.
    """
    if name is not None and os.path.exists(name):  # noqa: PTH110 - a name may be too long for a file, which `Path` says
        facts = os.stat(name)  # noqa: PTH116 - likewise
        if (facts.st_dev, facts.st_ino) in {source.identity for source in sources}:
            raise UnwritableOutput(file=name, reason=Reason("is_input"))


@contextmanager
def output(name: str | None, *, force: bool = False, binary: bool = False) -> Iterator[Any]:
    """Open an output that appears whole when the block ends, and not at all when it fails.

    Args:
        name: A path, written with mode 0600; None for standard output, to which nothing goes before the end.
        force: Replace a file that is there.
        binary: Whether bytes are written, which go to no standard output.

    Raises:
        OutputExists: When the file is there and may not be replaced; before anything is done.
        UnwritableOutput: When it cannot be written.
    """
    with _said_of(name or STANDARD, reason):
        if name is not None:
            check_output(name, force=force)
        with _to_standard() if name is None else _to_file(Path(name), force=force, binary=binary) as stream:
            yield stream


@contextmanager
def _said_of(file: str, why: Callable[[OSError], Reason | str]) -> Iterator[None]:
    """Say of what the system refuses that an output could not be written, and why; what says so already passes."""
    try:
        yield
    except (BrokenPipeError, UnreadableFile, UnwritableOutput, OutputExists):
        raise
    except OSError as error:
        raise UnwritableOutput(file=file, reason=why(error)) from error


def check_output(name: str, *, force: bool) -> None:
    """Refuse an output that could not be written in the end, before anything is read for it.

    What a process left there that was killed is removed.

    Raises:
        OutputExists: When the file is there and may not be replaced.
        UnwritableOutput: When it is a folder or a device, its folder is not there, or another process is writing it.
    """
    path = Path(name)
    _sweep(_temporary(path))
    if path.is_dir():
        raise UnwritableOutput(file=name, reason=Reason("folder"))
    if path.exists() and not path.is_file():
        raise UnwritableOutput(file=name, reason=Reason("no_file"))
    if not path.parent.is_dir():
        raise UnwritableOutput(file=name, reason=Reason("no_folder"))
    if not force and os.path.lexists(path):
        raise OutputExists(file=name)


def check_place(name: str) -> None:
    """Refuse a file in a folder that may not be written to, before anything is asked for it.

    Raises:
        UnwritableOutput: When its folder, or the file, is closed to writing.
    """
    path = Path(os.path.realpath(name))
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise UnwritableOutput(file=name, reason=Reason("permission"))


@contextmanager
def _to_standard() -> Iterator[TextIO]:
    if sys.stdout is None:
        raise UnwritableOutput(file=STANDARD, reason=Reason("closed"))
    spool = tempfile.SpooledTemporaryFile(HELD_IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115 - see below
    try:
        with _said_of(STANDARD, _of_the_folder):
            yield spool  # type: ignore[misc]  # it has all that a text stream has and is used for here
            spool.seek(0)
        while part := spool.read(_BUFFER):
            sys.stdout.write(part)
        sys.stdout.flush()
    finally:
        with suppress(OSError):  # on a full disk closing fails as well, and all is said by then
            spool.close()


def _of_the_folder(error: OSError) -> Reason:
    """Say why the folder for temporary files does not do."""
    if tempfile.tempdir is None:
        return Reason("no_temporary")
    return Reason("temporary", (("folder", tempfile.tempdir), ("reason", reason(error))))


def exchange(name: str, old: bytes, new: bytes) -> None:
    """Put other bytes in the place of a file's, all at once, unless it holds others by now. Its mode stays.

    Raises:
        ChangedMeanwhile: When it does not hold the old bytes any more.
        UnwritableOutput: When it cannot be written.
    """
    path = Path(os.path.realpath(name))

    def place(temporary: Path) -> None:
        if not path.is_file() or path.read_bytes() != old:
            raise ChangedMeanwhile(file=name)
        shutil.copymode(path, temporary)
        temporary.replace(path)

    with _said_of(name, reason), _beside(path, place, binary=True) as stream:
        stream.write(new)


@contextmanager
def _to_file(path: Path, *, force: bool, binary: bool) -> Iterator[IO[Any]]:
    path = Path(os.path.realpath(path))  # a link keeps pointing at the file that is replaced

    def place(temporary: Path) -> None:
        if force:
            temporary.replace(path)
        else:
            _appear(temporary, path)

    with _beside(path, place, binary=binary) as stream:
        yield stream


@contextmanager
def _beside(path: Path, place: Callable[[Path], None], *, binary: bool) -> Iterator[IO[Any]]:
    """Open a temporary file beside another, and when it is written whole put it in its place."""
    temporary = _temporary(path)
    form: dict[str, Any] = {"mode": "wb"} if binary else {"mode": "w", "encoding": "utf-8", "newline": ""}
    stream = open(_taken(temporary), **form)  # noqa: SIM115 - by its number
    try:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())
        # It is closed, and its lock given up, only when it has its name or is gone.
        place(temporary)
    finally:
        if _is(stream.fileno(), temporary):  # and not already that of the next process
            temporary.unlink()
        with suppress(OSError):  # on a full disk closing fails as well, and all is said by then
            stream.close()
    # The file is there, whole; not every folder may be read, nor every file system told to hurry.
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _temporary(path: Path) -> Path:
    """Name the file that an output is written to before it has its own name: always the same, so that none is left."""
    path = Path(os.path.realpath(path))
    return path.with_name(f".{path.name}.ckm-mo")


@contextmanager
def parts(name: str) -> Iterator[str]:
    """Make a folder for what an output is put together from, which goes when the block ends.

    It stands beside the output, which is open: where the disk is full it is the output's, and what a process leaves
    that is killed goes when the output is opened next.

    Args:
        name: The output's path.
    """
    folder = _parts(_temporary(Path(name)))
    folder.mkdir(0o700)
    try:
        yield str(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _parts(temporary: Path) -> Path:
    return temporary.with_name(f"{temporary.name}.parts")


def _taken(temporary: Path) -> int:
    """Make a temporary file that nobody else has open, and lock it.

    Raises:
        UnwritableOutput: When another process is writing it.
    """
    while True:
        _sweep(temporary)
        try:
            number = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        # Until it is locked another process may take it for one that was left.
        if _locked(number) and _is(number, temporary):
            return number
        os.close(number)


def _sweep(temporary: Path) -> None:
    """Remove what a process left that was killed.

    Raises:
        UnwritableOutput: When another process is writing it.
    """
    try:
        number = os.open(temporary, os.O_RDONLY | _WARILY)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise UnwritableOutput(file=str(temporary), reason=reason(error)) from error
    try:
        if not _locked(number):
            raise UnwritableOutput(file=str(temporary), reason=Reason("busy"))
        if _is(number, temporary):
            shutil.rmtree(_parts(temporary), ignore_errors=True)
            temporary.unlink()
    finally:
        os.close(number)


def _locked(number: int) -> bool:
    """Lock an open file for as long as it is open; False where another process holds it."""
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is(number: int, path: Path) -> bool:
    """Say whether an open file still is what a path leads to."""
    try:
        return os.path.samestat(os.fstat(number), path.lstat())
    except FileNotFoundError:
        return False


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
