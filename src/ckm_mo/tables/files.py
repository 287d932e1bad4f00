"""Bytes in and text out: inputs read once and hashed on the way, outputs written whole or not at all."""

import hashlib
import io
import os
import re
import shutil
import stat
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, Self, TextIO

from ckm_mo._platform import flush_to_disk, lock, names_device, rename_into_place, unlock
from ckm_mo.errors import (
    STANDARD,
    BrokenTable,
    ChangedMeanwhile,
    DataError,
    OutputExists,
    UnreadableFile,
    UnwritableOutput,
    reason,
    standard_output,
    writing,
)
from ckm_mo.messages import Reason

LONGEST_LINE: Final = 1 << 20
"""How many bytes a line of a table may have; a file without line ends is refused before it fills the memory."""

MIB: Final = 1 << 20

MOST_UNPACKED: Final = 512
"""How many MiB a file that is read whole may take when it is unpacked, and so may its cells."""

HELD_IN_MEMORY: Final = 1 << 24
"""How many bytes of output are held in memory before they go to a temporary file."""

_BUFFER: Final = 1 << 17


@contextmanager
def whole_or_broken(*stumbles: type[Exception]) -> Iterator[None]:
    """Refuse a file as damaged where what reads it stumbles.

    Args:
        stumbles: What a damaged file makes the reader raise.

    Raises:
        BrokenTable: Where it does.
    """
    try:
        yield
    except DataError:
        raise
    except stumbles as error:
        raise BrokenTable(reason=Reason("damaged")) from error


class Source(io.IOBase):
    """The bytes of one input, hashed and counted as they pass.

    Args:
        name: A path, or `-` for standard input.
        advance: Called with the number of bytes of each part that was read.

    Raises:
        UnreadableFile: When the file cannot be opened or read.
        BrokenTable: When a line has no end, or the bytes cannot be text.
    """

    _opened: IO[bytes] | None = None
    """What is to be closed; standard input stays open."""

    def __init__(self, name: str, advance: Callable[[int], object] = lambda _: None) -> None:
        super().__init__()
        if name == STANDARD and sys.stdin is None:
            raise UnreadableFile(file=name, reason=Reason("closed"))
        self.name = name
        self.size = 0
        self.identity: tuple[int, int] | None = None
        """What tells the file from all others, whatever its name; None for what is not an ordinary file."""
        self.advance = advance
        self._counting = True
        self._hash = hashlib.sha256()
        self._head = b""
        self._ended = False
        self._raw: Any
        if name == STANDARD:
            self._raw = sys.stdin.buffer
            self._read = self._raw.read1  # it is to give what is there, not to wait until there is more
            return
        try:
            self._raw = self._opened = Path(name).open("rb", buffering=0)  # noqa: SIM115 - closed by `close`
            self._read = self._raw.read
            facts = os.fstat(self._raw.fileno())
        except OSError as error:
            raise UnreadableFile(file=name, reason=reason(error)) from error
        self.size = facts.st_size
        self.identity = (facts.st_dev, facts.st_ino) if stat.S_ISREG(facts.st_mode) else None

    def read(self, size: int = _BUFFER) -> bytes:
        """Read the next part."""
        if not self._head:
            return self._next(size)
        part, self._head = self._head[:size], self._head[size:]
        return part

    def _next(self, size: int = _BUFFER) -> bytes:
        """Read what was not read before, and hash and count it."""
        try:
            part: bytes = b"" if self._ended else self._read(size) or b""
        except OSError as error:
            raise UnreadableFile(file=self.name, reason=reason(error)) from error
        self._ended = not part  # at a terminal, the end is said once
        self._hash.update(part)
        if self._counting:
            self.advance(len(part))
        return part

    @property
    def head(self) -> bytes:
        """The first part, which is read again; empty only where there is nothing."""
        self._head = self._head or self._next()
        return self._head

    @property
    def sha256(self) -> str:
        """The SHA-256 of what was read so far."""
        return self._hash.hexdigest()

    def close(self) -> None:
        """Close the file."""
        if self._opened:
            self._opened.close()
        super().close()

    def whole(self) -> BinaryIO:
        """Let all bytes pass, and give the file to be read from its beginning, in any order.

        What reads it is to say to `advance` how far it is.

        Raises:
            UnreadableFile: When it is not an ordinary file, which can be read only once.
        """
        if not self._raw.seekable():
            raise UnreadableFile(file=self.name, reason=Reason("no_file"))
        self._head = b""
        self._counting = False
        while self._next():
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
        buffered = io.BufferedReader(_Lines(self, unpack=unpack), _BUFFER)
        try:
            return io.TextIOWrapper(buffered, encoding="utf-8-sig" if plain else encoding, newline="")
        except (LookupError, ValueError) as error:  # a name that is not text is a `ValueError`
            raise BrokenTable(reason=Reason("unknown_encoding", (("encoding", encoding),))) from error


class _Lines(io.RawIOBase):
    """The bytes of a text; a line that has no end is refused before it fills the memory.

    What is packed with gzip is unpacked a part at a time, however much is packed in it.
    """

    def __init__(self, source: Source, *, unpack: bool) -> None:
        super().__init__()
        self._read = source.read
        self._broken: tuple[type[Exception], ...] = ()
        self._length = 0
        if unpack:
            import gzip  # noqa: PLC0415 - only such a file needs it

            self._read = gzip.GzipFile(fileobj=source).read1
            self._broken = (EOFError, OSError, zlib.error)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]  # only ever called with a memoryview
        with whole_or_broken(*self._broken):
            part = self._read(len(buffer))
        end = max(part.rfind(b"\n"), part.rfind(b"\r"))
        self._length = len(part) - end if end >= 0 else self._length + len(part)
        if self._length > LONGEST_LINE:
            raise BrokenTable(reason=Reason("long_line", (("limit", LONGEST_LINE),)))
        buffer[: len(part)] = part
        return len(part)


def check_apart(name: str | None, sources: Iterable[Source]) -> None:
    """Refuse an output that is read as well, and does not keep what is read: that would be lost, `force` or not.

    Raises:
        UnwritableOutput: When it is one of the sources, by whatever name.
    """
    if name is not None and os.path.exists(name):  # noqa: PTH110 - a name may be too long for a file, which `Path` says
        facts = os.stat(name)  # noqa: PTH116 - as above
        if (facts.st_dev, facts.st_ino) in {source.identity for source in sources}:
            raise UnwritableOutput(file=name, reason=Reason("is_input"))


class AtomicFiles:
    """Outputs of one run that appear together when the block ends: all of them whole, or none.

    What goes to standard output is written before any file gets its name. Where one file cannot get its name, those
    that have theirs give it back.
    """

    def __init__(self) -> None:
        self._open = ExitStack()
        self._spools: list[IO[Any]] = []
        self._acts: list[Callable[[], object]] = []
        self._files: list[tuple[str, Path, Path, bool]] = []
        """Of each file its name as given, where it is, where it is to be, and whether it may replace another."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Release all that was written, unless the block failed; nothing else stays."""
        with self._open:
            if kind is None:
                self._release()

    def _release(self) -> None:
        for spool in self._spools:
            with writing(STANDARD):
                _copy(spool)
        for act in self._acts:
            act()
        with ExitStack() as undone:
            for name, new, path, force in self._files:
                with writing(name):
                    undone.callback(_placed(name, new, path, force=force, keep=len(self._files) > 1))
            undone.pop_all()

    def then(self, act: Callable[[], object]) -> None:
        """Do something more when standard output is written, before files get their names."""
        self._acts.append(act)

    @contextmanager
    def standard(self, *, binary: bool) -> Iterator[IO[Any]]:
        """Open what goes to standard output at the end."""
        standard_output()
        form: dict[str, Any] = {"mode": "w+b"} if binary else {"mode": "w+", "encoding": "utf-8", "newline": ""}
        spool = tempfile.SpooledTemporaryFile(HELD_IN_MEMORY, **form)  # noqa: SIM115 - see below
        self._open.callback(_close, spool)
        with writing(STANDARD, _of_the_folder):
            yield spool
            spool.seek(0)
        self._spools.append(spool)

    @contextmanager
    def file(self, name: str, *, force: bool, binary: bool) -> Iterator[IO[Any]]:
        """Open a file that gets its name at the end."""
        with writing(name):
            check_output(name, force=force)
            path = Path(os.path.realpath(name))  # a link keeps pointing at the file that is replaced
            new = self._open.enter_context(_held(path))
            with _written(new, binary=binary) as stream:
                yield stream
            self._files.append((name, new, path, force))


def _placed(name: str, new: Path, path: Path, *, force: bool, keep: bool) -> Callable[[], object]:
    """Give a file that is written whole its name, and return what undoes it; `keep` is whether that may be asked for.

    Raises:
        OutputExists: When a file came there meanwhile, and may not be replaced.
    """
    undo: Callable[[], object] = path.unlink
    if force:
        if keep and path.exists():
            old = _beside(path, "old")
            shutil.copy2(path, old)
            undo = partial(old.replace, path)
        new.replace(path)
    else:
        try:
            rename_into_place(new, path)
        except FileExistsError as error:
            raise OutputExists(file=name) from error
    flush_to_disk(path.parent)
    return undo


@contextmanager
def output(
    name: str | None, *, force: bool = False, binary: bool = False, together: AtomicFiles | None = None
) -> Iterator[Any]:
    """Open an output that appears whole when the block ends, and not at all when it fails.

    Args:
        name: A path, written with mode 0600; None for standard output, to which nothing goes before the end.
        force: Replace a file that is there.
        binary: Whether bytes are written.
        together: The outputs with which it appears, when all are written.

    Raises:
        OutputExists: When the file is there and may not be replaced; before anything is done.
        UnwritableOutput: When it cannot be written.
    """
    with (
        AtomicFiles() if together is None else nullcontext(together) as outputs,
        outputs.standard(binary=binary) if name is None else outputs.file(name, force=force, binary=binary) as stream,
    ):
        yield stream


def check_output(name: str, *, force: bool) -> None:
    """Refuse an output that could not be written in the end, before anything is read for it.

    What a process left there that was killed is removed.

    Raises:
        OutputExists: When the file is there and may not be replaced.
        UnwritableOutput: When it is a folder or a device, its folder is not there, another process is writing it, or no
            file can have the name: `-` is that of a stream.
    """
    path = Path(name)
    with writing(name):
        if not path.name or path.is_dir():
            raise UnwritableOutput(file=name, reason=Reason("folder"))
        if os.path.lexists(_beside(path)):
            with _held(path):
                pass
        if name == STANDARD:
            raise UnwritableOutput(file=name, reason=Reason("stream"))
        if names_device(path) or (path.exists() and not path.is_file()):
            raise UnwritableOutput(file=name, reason=Reason("no_file"))
        if not path.parent.is_dir() or name.endswith(("/", "/.", os.sep, f"{os.sep}.")):
            raise UnwritableOutput(file=name, reason=Reason("no_folder"))
        if not force and os.path.lexists(path):
            raise OutputExists(file=name)


def check_writable(name: str) -> None:
    """Refuse a file in a folder that may not be written to, before anything is asked for it.

    Raises:
        UnwritableOutput: When its folder, or the file, is closed to writing.
    """
    path = Path(os.path.realpath(name))
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise UnwritableOutput(file=name, reason=Reason("permission"))


def exchange(name: str, old: bytes, new: bytes) -> None:
    """Put other bytes in the place of a file's, all at once, unless it holds others by now. Its mode stays.

    Raises:
        ChangedMeanwhile: When it does not hold the old bytes any more.
        UnwritableOutput: When it cannot be written.
    """
    path = Path(os.path.realpath(name))
    with writing(name), _held(path) as temporary:
        with _written(temporary, binary=True) as stream:
            stream.write(new)
        if not path.is_file() or path.read_bytes() != old:
            raise ChangedMeanwhile(file=name)
        shutil.copymode(path, temporary)
        temporary.replace(path)
        flush_to_disk(path.parent)


def _copy(spool: IO[Any]) -> None:
    sys.stdout.flush()
    while part := spool.read(_BUFFER):
        (sys.stdout.buffer if isinstance(part, bytes) else sys.stdout).write(part)
    sys.stdout.flush()


def _close(spool: IO[Any]) -> None:
    with suppress(OSError):  # on a full disk closing fails as well, and all is said by then
        spool.close()


def _of_the_folder(error: OSError) -> Reason:
    """Say why the folder for temporary files does not do."""
    if tempfile.tempdir is None:
        return Reason("no_temporary")
    return Reason("temporary", (("folder", tempfile.tempdir), ("reason", reason(error))))


@contextmanager
def _written(path: Path, *, binary: bool) -> Iterator[IO[Any]]:
    """Open a new file that only its owner can read; when the block ends it is on the disk."""
    form: dict[str, Any] = {"mode": "xb"} if binary else {"mode": "x", "encoding": "utf-8", "newline": ""}
    stream = open(path, opener=partial(os.open, mode=0o600), **form)  # noqa: SIM115 - see below
    try:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())
        stream.close()
    finally:
        _close(stream)


@contextmanager
def _held(path: Path) -> Iterator[Path]:
    """Keep other processes from writing a file, and give the path of what will take its place.

    Beside the file, always under the same names, so that what a killed process leaves goes with the next run: a file
    that says who writes, and what is written.

    Raises:
        UnwritableOutput: When another process is writing it.
    """
    holder = _beside(path)
    try:
        number = lock(holder)
    except BlockingIOError as error:
        raise UnwritableOutput(file=str(holder), reason=Reason("busy")) from error
    try:
        _clear(path)
        yield _beside(path, "new")
    finally:
        with suppress(OSError):  # what stays goes with the next run
            _clear(path)
        unlock(number, holder)


def _clear(path: Path) -> None:
    """Remove what was written of a file, and not put in its place."""
    for what in ("new", "old"):
        _beside(path, what).unlink(missing_ok=True)
    if _beside(path, "parts").is_dir():
        shutil.rmtree(_beside(path, "parts"), ignore_errors=True)


def _beside(path: Path, what: str = "") -> Path:
    """Name what stands beside a file while it is written: what tells that it is, or a part of it."""
    path = Path(os.path.realpath(path))
    return path.with_name(f".{path.name}.ckm-mo{what and '.'}{what}")


@contextmanager
def parts(name: str) -> Iterator[str]:
    """Make a folder for what an output is put together from, which goes when the block ends.

    It stands beside the output, which is open: where the disk is full it is the output's, and what a process leaves
    that is killed goes when the output is opened next.

    Args:
        name: The output's path.
    """
    folder = _beside(Path(name), "parts")
    folder.mkdir(0o700)
    try:
        yield str(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_QUOTED: Final = re.compile(r"'+[=+\-@\t\r]")


def written(cell: str) -> str:
    """Make a cell that a spreadsheet does not run as a formula; `as_was` undoes it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_was(cell: str) -> str:
    """Give back the cell that `written` was given."""
    return cell[1:] if cell.startswith("'") and _QUOTED.match(cell) else cell
