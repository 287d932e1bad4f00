"""A bar that shows how far reading is."""

import sys
import time
from typing import Any, Final

LONG: Final = 0.5
"""After how many seconds of reading progress is shown on a terminal."""


class Progress:
    """A bar on standard error, where that is a terminal and reading takes long."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.total = 0
        self.read = 0
        self.begun = time.monotonic()
        self.bar: Any = None
        self.task: Any = None
        self.wanted = sys.stderr.isatty()

    def advance(self, count: int) -> None:
        """Count what was read."""
        self.read += count
        if self.bar is not None:
            self.bar.update(self.task, completed=self.read)
        elif self.wanted and time.monotonic() - self.begun > LONG:
            from rich.console import Console  # noqa: PLC0415 - only long reading needs it
            from rich.progress import Progress  # noqa: PLC0415 - as above

            self.bar = Progress(console=Console(stderr=True), transient=True)
            self.task = self.bar.add_task(self.label, total=self.total or None, completed=self.read)
            self.bar.start()

    def end(self) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar.stop()
        self.bar, self.wanted = None, False
