"""The command line: arguments in, exit code out.

Errors go to standard error; nothing goes to standard output before everything has
passed.
"""

import io
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TextIO

from ckm_mo.cli.arguments import argparse_in, language
from ckm_mo.cli.codes import DONE, INTERRUPTED, MISUSED, REJECTED
from ckm_mo.cli.commands import parse_command
from ckm_mo.errors import STANDARD, CkmMoError, UnwritableOutput, WrongUsage
from ckm_mo.messages import say


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: As on the command line; those of the process if None.

    Returns:
        The exit code.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    lang = language(given)
    if sys.stderr is None:  # closed: what goes there is not to go to standard output instead
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        _say_anything(stream)
    code = _run(given, lang)
    try:
        sys.stderr.flush()
    except OSError:
        sys.stderr = io.StringIO()  # nobody can be told, and the interpreter must not try again
    return code


def _run(given: Sequence[str], lang: str) -> int:
    """Run the command that the arguments name, and turn what stops it into a message and an exit code."""
    debug = False
    try:
        with argparse_in(lang):
            command, options = parse_command(given, lang)
        debug = options.debug
        return int(command.run(options) or DONE)
    except SystemExit as end:
        return int(end.code or DONE)
    except CkmMoError as error:
        if isinstance(error, UnwritableOutput) and error.file == STANDARD:
            sys.stdout = None  # the interpreter must not try again
        _complain(error.text(lang), debug=debug)
        return MISUSED if isinstance(error, WrongUsage) else REJECTED
    except BrokenPipeError:
        sys.stdout = None  # nobody reads it, and the interpreter must not flush it
        return REJECTED
    except KeyboardInterrupt:
        _complain(say("interrupted", lang), debug=debug)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever it is, a case must not show in a traceback
        sentence = "no_memory" if isinstance(error, MemoryError) else "unexpected"
        _complain(say(sentence, lang, kind=type(error).__name__), debug=debug)
        return REJECTED


def _complain(text: str, *, debug: bool) -> None:
    """Write to standard error, if that can be written to; with --debug what led there comes first."""
    if debug:
        import traceback  # noqa: PLC0415 - only needed here

        # Where it happened, and what kind it is: its own text may hold what stands in a case.
        kind, _, trace = sys.exc_info()
        silent = type(kind.__name__ if kind else "", (Exception,), {"__module__": "builtins"})
        text = "".join([*traceback.format_exception(silent().with_traceback(trace)), text])
    with suppress(OSError):
        print(text, file=sys.stderr)  # noqa: T201 - the one place that does


def _say_anything(stream: TextIO) -> None:
    """Let a stream take any text: the same bytes on every system, or what its terminal has and escapes for the rest."""
    if hasattr(stream, "reconfigure"):
        settings = {} if stream.isatty() else {"encoding": "utf-8", "newline": "\n"}
        stream.reconfigure(errors="backslashreplace", **settings)
