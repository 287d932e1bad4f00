"""An interview in a terminal as it is, and what stands on its screen."""

import os
import sys
import termios

import pexpect  # type: ignore[import-untyped]  # it has no types
import pyte

PROGRAM = (sys.executable, "-m", "ckm_mo")

LEFT = {"en": r"At most {} questions? left\.", "nl": r"Nog hoogstens {} (vraag|vragen)\."}
"""The pattern of the sentence about the number of questions that are left."""

HIGH = 300
"""How many lines the terminal has: enough for all."""

PATIENCE = 20
"""How many seconds something may take, which is waited for ten times: a clock that was put forward ends one wait."""


class Session:
    """An interview in a terminal, and the screen that it shows.

    Args:
        arguments: As on the command line.
        lang: The language.
        columns: How wide the terminal is; it is high enough for all.
        line: A line for a shell instead, in which $CKM is the program.
        environment: Variables of the environment.
    """

    def __init__(
        self, *arguments: str, lang: str = "en", columns: int = 80, line: str = "", **environment: str
    ) -> None:
        """Start it."""
        plain = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "NO_COLOR", "LINES"}}
        own = {"TERM": "xterm", "LC_ALL": "C.UTF-8", "CKM": " ".join(PROGRAM)}
        command = ("/bin/sh", "-c", line) if line else (*PROGRAM, "case", "--lang", lang, *arguments)
        self.lang = lang
        self.raw = ""
        self.screen = pyte.Screen(columns, HIGH)
        self.stream = pyte.Stream(self.screen)
        self.child = pexpect.spawn(
            command[0],
            list(command[1:]),
            env=plain | own | environment,
            dimensions=(HIGH, columns),
            encoding="utf-8",
            timeout=PATIENCE,
        )
        self.child.logfile_read = self
        # What is typed is typed at a prompt, and what has ended needs no time to end.
        self.child.delaybeforesend = None
        self.child.ptyproc.delayafterclose = 0

    def write(self, text: str) -> None:
        """Show what the program wrote."""
        self.raw += text
        self.stream.feed(text)

    def flush(self) -> None:
        """Do nothing: all is shown at once."""

    def expect(self, pattern: object) -> "Session":
        """Wait for a pattern.

        Raises:
            AssertionError: With all that it wrote, if that does not come.
        """
        for _ in range(10):
            if self.child.expect([pattern, pexpect.TIMEOUT]) == 0:
                return self
        raise AssertionError(f"no {pattern!r} after:\n{self.raw}")

    def asks(self, left: int, prompt: str = "> ") -> "Session":
        """Wait until it asks, with so many questions left."""
        return self.expect(rf"{LEFT[self.lang].format(left)}(\x1b\[0m)?\r\n{prompt}")

    def prompts(self) -> "Session":
        """Wait for a prompt, which follows a sentence; the list of keys has a line that begins with one too."""
        return self.expect(r"[.)](\x1b\[0m)?\r\n> ")

    def type(self, text: str) -> "Session":
        """Type a line."""
        self.child.sendline(text)
        return self

    def interrupted(self) -> int | None:
        """Interrupt it, and end; an interruption that comes just before it waits does not wake it."""
        for _ in range(3):
            self.child.sendintr()
            if self.child.expect([pexpect.EOF, pexpect.TIMEOUT]) == 0:
                break
        return self.ends()

    def end_of_input(self) -> int | None:
        """Type the end of the input, and end."""
        self.child.sendeof()
        return self.ends()

    def ends(self) -> int | None:
        """Wait until it ends, see that the terminal is as it was, and give the exit code."""
        self.expect(pexpect.EOF)
        modes = termios.tcgetattr(self.child.child_fd)[3]
        assert modes & termios.ECHO
        assert modes & termios.ICANON
        self.child.wait()
        self.child.close()
        code: int | None = self.child.exitstatus
        return code

    @property
    def lines(self) -> list[str]:
        """The lines on the screen, without those below the last that has text."""
        shown = [line.rstrip() for line in self.screen.display]
        while shown and not shown[-1]:
            shown.pop()
        return shown

    @property
    def words(self) -> str:
        """All on the screen, unwrapped."""
        return " ".join(" ".join(self.lines).split())
