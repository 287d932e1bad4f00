"""What differs between Windows, macOS, Linux and a browser; no other module asks where it runs.

What a system may lack is looked up when it is used, and has a way without it.
"""

import os
import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

WINDOWS: Final = os.name == "nt"

_DEVICES: Final = r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])\s*(\.|$)"
"""Names that Windows gives to devices, in every folder and with every suffix."""


def _module(name: str) -> Any:
    """Import a module that not every system has; None where it is absent."""
    try:
        return import_module(name)
    except ImportError:
        return None


def lock(path: Path) -> int:
    """Make a file that tells other processes to wait, and hold it until `unlock` or the end of this process.

    Where files can be locked, one that a process left that was killed is locked by nobody. Windows has no such locks,
    but removes no file that is open. In a browser there is no other process.

    Returns:
        What `unlock` is to be given.

    Raises:
        BlockingIOError: When another process holds it.
        OSError: When it cannot be made.
    """
    fcntl = _module("fcntl")
    if fcntl is None:
        try:
            path.unlink(missing_ok=True)
            return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except (PermissionError, FileExistsError) as error:
            if os.path.lexists(path):
                raise BlockingIOError from error
            raise
    while True:
        # Somebody else may have put something there: no link is followed, and no pipe waited for, which goes both ways.
        number = os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The process that held it before may have removed it meanwhile.
            if os.path.samestat(os.fstat(number), os.lstat(path)):
                return number
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(number)
            raise
        os.close(number)


def unlock(number: int, path: Path) -> None:
    """Remove a file that `lock` made. No other process has come to hold it before."""
    locks = _module("fcntl")
    if not locks:  # what is open is not removed
        os.close(number)
    with suppress(OSError):  # what stays goes with the next run
        path.unlink()
    if locks:  # and nobody takes it before
        os.close(number)


def rename_into_place(new: Path, path: Path) -> None:
    """Give a file its name, unless another has it.

    Raises:
        FileExistsError: When another file has the name.
    """
    try:
        os.link(new, path)
    except FileExistsError:
        raise
    except (AttributeError, OSError):  # a system or a disk without links
        if os.path.lexists(path):
            raise FileExistsError from None
        new.replace(path)


def flush_to_disk(folder: Path) -> None:
    """Have the names in a folder survive a failure of power, where the system can; not every folder may be read."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def names_device(path: Path) -> bool:
    """Return whether a path is the name of a device, to which what is written is lost."""
    return WINDOWS and bool(re.match(_DEVICES, path.name, re.IGNORECASE))


def edit_lines() -> bool:
    """Let `input` edit lines, where the system can; nothing that is typed is kept, and no line starts with a code."""
    readline = _module("readline")  # importing it changes how `input` reads
    if not hasattr(readline, "set_auto_history"):
        return False
    readline.set_auto_history(False)
    readline.parse_and_bind("set enable-bracketed-paste off")
    return True


@contextmanager
def outliving_terminal() -> Iterator[None]:
    """Let this process go on when its terminal is closed, where the system would end it; what it reads ends then."""
    signal = _module("signal")
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is None:
        yield
        return
    before = signal.signal(hangup, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(hangup, before)


def quoted(argument: str) -> str:
    """Quote an argument for the shell of this system: on Windows one that both its shells take as it is.

    Within quotation marks both take another one doubled. What one of them puts in the place of `%NAME%` or `$name`
    cannot be held back in both.
    """
    if not WINDOWS:
        return shlex.quote(argument)
    if re.fullmatch(r"[\w.:/\\=+-]+", argument):
        return argument
    doubled = re.sub(r"\\+\Z", r"\g<0>\g<0>", argument.replace('"', '""'))  # a slash takes the mark behind it for text
    return f'"{doubled}"'
