"""Exit codes."""

from typing import Final

DONE: Final = 0
"""An undecided case is a result."""

REJECTED: Final = 1
"""The input was rejected, or the output could not be written; nothing was."""

MISUSED: Final = 2
"""Wrong usage."""

INTERRUPTED: Final = 130
