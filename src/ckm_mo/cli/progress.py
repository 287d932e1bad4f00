"""How far reading is: a bar on a terminal, or told to whoever runs a command in a program of their own."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

PATIENCE: Final = 0.5
"""After how many seconds of reading progress is shown on a terminal, if not all is read by then."""

_FOLLOWER: ContextVar[Callable[[int, int], object] | None] = ContextVar("follower", default=None)


@contextmanager
def followed(follower: Callable[[int, int], object]) -> Iterator[None]:
    """Let commands that run in the block tell how far they have read, for a program that shows it in its own way.

    Args:
        follower: Called with how many bytes were read, and how many there are; 0 where that is not known.
    """
    before = _FOLLOWER.set(follower)
    try:
        yield
    finally:
        _FOLLOWER.reset(before)


class Progress:
    """A bar on standard error, where that is a terminal and reading takes long; what follows is told at once.

    Args:
        label: What stands before the bar.
    """

    def __init__(self, label: str) -> None:
        self.label = label
        self.total: int | None = None
        self.read = 0
        self.started = time.monotonic()
        self.bar: Any = None
        self.wanted = sys.stderr.isatty()

    def advance(self, count: int) -> None:
        """Count what was read."""
        self.read += count
        if follower := _FOLLOWER.get():
            follower(self.read, self.total or 0)
        if self.bar is not None:
            self.bar.update(self.bar.task_ids[0], completed=self.read)
        elif self.wanted and self.total not in {None, self.read} and time.monotonic() - self.started > PATIENCE:
            from rich.console import Console  # noqa: PLC0415 - only long reading needs it
            from rich.progress import Progress  # noqa: PLC0415 - as above

            self.bar = Progress(console=Console(stderr=True), transient=True)
            self.bar.add_task(self.label, total=self.total or None, completed=self.read)
            self.bar.start()

    def end(self) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar.stop()
        self.bar, self.wanted = None, False
