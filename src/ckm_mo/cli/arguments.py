"""What commands take: their parser, the options that they share, and what these are read as."""

import argparse
import io
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NoReturn

from ckm_mo.answers import Period, Reading
from ckm_mo.codebook import NOT_CODED, NOT_STATED
from ckm_mo.errors import WrongUsage
from ckm_mo.messages import ARGPARSE, LANGUAGES, say, shown

if TYPE_CHECKING:
    import os

FORMATS: Final = ("table", "csv", "json", "md", "xlsx")


WORKBOOK: Final = "xlsx"
"""The format, and the suffix of the files that have it."""


ROWS: Final = ("csv", WORKBOOK)
"""The formats of rows of cells."""


WITH_PAGE: Final = (*FORMATS, "html")
"""The forms of a view that is also to be had as a page."""


ENCODING: Final = "utf-8"
"""The encoding of tables unless another is given."""


class Parser(argparse.ArgumentParser):
    """A parser that takes no abbreviations, and says what to try."""

    def __init__(self, examples: Sequence[str] = (), lang: str = "en", **options: Any) -> None:
        """Build it: its help ends with examples."""
        listed = "\n".join(f"  {example}" for example in examples)
        super().__init__(
            add_help=False,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            epilog=f"{say('help_examples', lang)}\n{listed}",
            **options,
        )
        self.add_argument("-h", "--help", action="help", help=say("help_help", lang))

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print help at once, and let out that it cannot be, which is hidden otherwise where nothing is held back."""
        if file is not None and file is sys.stderr:
            super()._print_message(message, file)
        elif sys.stdout is None:
            raise OSError
        else:
            sys.stdout.write(message)
            sys.stdout.flush()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, escaped: a file may be called anything."""
        super().error(shown(message, longest=len(message)))


@contextmanager
def argparse_in(lang: str) -> Iterator[None]:
    """Let the argument parser speak the language: it has one look-up for all its sentences."""
    lookups = vars(argparse)
    before = lookups["_"]
    lookups["_"] = (lambda text: ARGPARSE.get(text, text)) if lang == "nl" else before
    try:
        yield
    finally:
        lookups["_"] = before


Told = Callable[..., str]
"""What says a sentence of the catalogue, in the language of the call."""


def declare_reading(
    command: argparse.ArgumentParser, told: Told, *, table: bool, where: bool = True, study: bool = False
) -> None:
    """Declare how tables, or a case, are read.

    Args:
        command: What takes these options.
        told: Says a sentence.
        table: Whether tables are read, and not one case.
        where: Whether cases may be left out.
        study: Whether they stand beside the study, whose readings are all shown.
    """
    group = command.add_argument_group(told("help_group_reading"))
    add = group.add_argument
    default, of = (None, "_study") if study else (str(Reading.OPEN), "")
    add("--reading", choices=[*map(str, Reading)], default=default, help=told(f"help_reading{of}"))
    add("--period", choices=[*map(str, Period)], help=told(f"help_period{of}"))
    empty = told("help_empty" if table else "help_empty_case")
    add("--empty", choices=[NOT_CODED, NOT_STATED], default=NOT_CODED, help=empty)
    if table and where:
        add("--where", action="append", default=[], metavar=told("metavar_value"), help=told("help_where"))
    if table:
        add("--ignore", action="append", default=[], metavar=told("metavar_column"), help=told("help_ignore"))
        add("--encoding", default=ENCODING, metavar=told("metavar_name"), help=told("help_encoding"))
        add("--sheet", metavar=told("metavar_name"), help=told("help_sheet"))


def declare_output(
    command: argparse.ArgumentParser, told: Told, *, forms: Sequence[str] = FORMATS, default: str = FORMATS[0]
) -> None:
    """Declare where the result goes, and in which form."""
    group = command.add_argument_group(told("help_group_output"))
    add = group.add_argument
    add("--format", choices=forms, help=told("help_format", default=default))
    command.set_defaults(usual=None if default == "csv" else default)
    add("--plain", action="store_true", help=told("help_plain"))
    add("-o", dest="output", metavar=told("metavar_file"), help=told("help_output"))
    add("--force", action="store_true", help=told("help_force"))
    add("--lang", choices=LANGUAGES, help=told("help_lang"))
    add("--debug", action="store_true", help=told("help_debug"))


def language(given: Sequence[str], environment: "os._Environ[str] | dict[str, str]") -> str:
    """Choose the language before the arguments are parsed, so that their errors are in it too."""
    for place, argument in enumerate(given):
        name, _, value = argument.partition("=")
        if name == "--lang":
            value = value or "".join(given[place + 1 : place + 2])
            return value if value in LANGUAGES else LANGUAGES[0]
    locale = next(filter(None, (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "nl" if locale.lower().startswith("nl") else "en"


def asked(options: argparse.Namespace) -> tuple[Reading, Period | None]:
    """Give the reading and the period that were asked."""
    return Reading(options.reading), Period(options.period) if options.period else None


def pair(text: str, problem: str) -> tuple[str, str]:
    """Take `KEY=VALUE` apart.

    Raises:
        WrongUsage: If it is not that; with the sentence `problem`.
    """
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise WrongUsage(problem=problem, given=text)
    return name, value


def check_encoding(name: str) -> None:
    """Refuse the name of no encoding."""
    try:
        io.TextIOWrapper(io.BytesIO(), encoding=name)
    except (LookupError, ValueError) as error:  # a name that is no text is a `ValueError`
        raise WrongUsage(problem="usage_encoding", encoding=name) from error
