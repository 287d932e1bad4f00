"""A system without POSIX, and with the rules that Windows has for files: a plugin of pytest, for a process of its own.

    PYTHONPATH=tests python -m pytest -p portability.windows tests/portability/on_windows.py

What only POSIX has is hidden, before the package is imported. What is open, in whatever process, is neither replaced
nor removed, and folders cannot be opened. So this needs Linux, which tells what is open.
"""

import asyncio  # noqa: F401 - the library's own, and made for the system that it is really on
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

MODULES = ("fcntl", "grp", "posix_ipc", "pty", "pwd", "readline", "resource", "termios", "tty")
"""Modules that only POSIX has."""

NAMES = (
    *("O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "O_SYNC"),
    *(
        "chown",
        "chroot",
        "fchmod",
        "fchown",
        "fork",
        "forkpty",
        "getpgid",
        "killpg",
        "lchown",
        "link",
        "mkfifo",
        "mknod",
    ),
    *("openpty", "posix_fallocate", "posix_spawn", "setsid", "statvfs", "sysconf", "wait"),
)
"""What else `os` has there; `link` is on Windows, but not in a browser."""

_open, _unlink = os.open, os.unlink


def taken_away() -> None:
    """Hide what only POSIX has, from whatever is imported from now on."""
    for module in MODULES:
        sys.modules[module] = None  # type: ignore[assignment]  # as if it were not there
    for name in NAMES:
        if hasattr(os, name):
            delattr(os, name)
    # The library's own removal of folders, and starting of programs, go by what has been taken away.
    shutil._use_fd_functions = False  # type: ignore[attr-defined]  # noqa: SLF001 - as it is on Windows
    subprocess._USE_POSIX_SPAWN = False  # type: ignore[misc]  # noqa: SLF001 - likewise


def ruled() -> None:
    """Have the system keep Windows' rules for files."""
    for name in ("remove", "rename", "replace", "unlink"):
        setattr(os, name, _refusing(getattr(os, name)))
    os.open = _opened
    from ckm_mo import _platform  # noqa: PLC0415 - after what it is not to see has gone

    _platform.WINDOWS = True  # type: ignore[misc]  # which it takes for a constant


def _opened(path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
    """Open a file, but no folder."""
    unnamed = flags & os.O_TMPFILE == os.O_TMPFILE  # a temporary file, which Windows makes otherwise
    if os.path.isdir(path) and not unnamed:  # noqa: PTH112 - of any kind
        raise PermissionError(13, "Permission denied", str(path))
    return _open(path, flags, mode, **more)


def _refusing(real: Callable[..., None]) -> Callable[..., None]:
    """Have what removes or replaces files refuse those that are open."""

    def call(*paths: Any, **more: Any) -> None:
        for path in paths:
            if _is_open(os.path.realpath(path)):
                raise PermissionError(13, "The process cannot access the file", str(path))
        if real.__name__ == "rename" and os.path.exists(paths[1]):  # noqa: PTH110 - likewise
            raise FileExistsError(17, "Cannot create a file when that file already exists", str(paths[1]))
        real(*paths, **more)

    return call


def _is_open(path: str) -> bool:
    return os.path.isfile(path) and any(each == path for each in _all_open())  # noqa: PTH113 - likewise


def _all_open() -> Iterator[str]:
    """Give what is open in this process and in those that run the same Python."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "exe").samefile(sys.executable):
                for number in (process / "fd").iterdir():
                    with suppress(OSError):
                        yield str(number.readlink())


taken_away()
ruled()
