"""What the command line takes: a parser, its language, and the language of the call."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, NoReturn, TypeVar

from attrs import AttrsInstance, fields_dict

from ckm_mo.cli.codes import MISUSED
from ckm_mo.codebook import normalise
from ckm_mo.errors import STANDARD, WrongUsage, standard_output, writing
from ckm_mo.messages import ARGPARSE, DIGITS, LANGUAGES, say, shown
from ckm_mo.spelling import closest

T = TypeVar("T", bound=AttrsInstance)

Say = Callable[..., str]
"""`messages.say` in the language of the call."""

WORDS: Final[Mapping[str, str]] = {
    "tabel": "table",
    "markdown": "md",
    "engels": "en",
    "english": "en",
    "nederlands": "nl",
    "dutch": "nl",
    "werkwijze": "method",
    "klanten": "customers",
    "daders": "offenders",
    "netwerken": "networks",
    "achtergrond": "background",
    "steekproef": "sample",
    "alle": "all",
    "alles": "all",
    "geen": "none",
}
"""Other words for the values of options that are not the codebook's."""

_TAKES: Final = {"+": "{0} [{0} ...]", "*": "[{0} ...]"}
"""How a line of usage shows what may be given several times."""

MOST_SLIPS: Final = 2
"""How many letters of a command or an option may be wrong."""


class _Help(argparse.HelpFormatter):
    """Help whose paragraphs are wrapped, but not its examples, which are indented."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = text.split("\n")
        return "\n".join(
            line if line.startswith(" ") else super(_Help, self)._fill_text(line, width, indent) for line in lines
        )


class Parser(argparse.ArgumentParser):
    """A parser that takes no abbreviations, says what to try, and begins an error with what is wrong.

    Args:
        examples: What its help ends with.
        lang: Of its help and its errors.
        options: Of the parser of the standard library.
    """

    def __init__(self, examples: Sequence[str] = (), lang: str = LANGUAGES[0], **options: Any) -> None:
        listed = "\n".join(f"  {example}" for example in examples)
        super().__init__(
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Help,
            epilog=f"{say('help_examples', lang)}\n{listed}",
            **options,
        )
        self.lang = lang
        self.add_argument("-h", "--help", action="help", help=say("help_help", lang))

    def format_help(self) -> str:
        """Write its help, below its usage in one line, since all options are listed there."""
        self.usage = self.line
        return super().format_help()

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print help at once, and let out that it cannot be, which is hidden otherwise where nothing is held back."""
        if file is not None and file is sys.stderr:
            super()._print_message(message, file)
            return
        with writing(STANDARD):
            stream = standard_output()
            stream.write(message)
            stream.flush()

    @property
    def names(self) -> set[str]:
        """The names of its options."""
        return {name for each in self._actions for name in each.option_strings}

    @property
    def line(self) -> str:
        """Its usage in one line: what must or may be given, and that there are options."""
        given = (each for each in self._actions if not each.option_strings)
        listed = [_TAKES.get(str(each.nargs), "{0}").format(each.metavar) for each in given]
        return " ".join([self.prog, *listed, say("usage_options", self.lang)])

    def parse_all(self, given: Sequence[str]) -> argparse.Namespace:
        """Parse arguments; what is left over is unknown, or stands apart from where it goes."""
        options, unparsed = self.parse_known_args(given)
        if unparsed:
            named = sorted(name.removeprefix("--") for name in self.names if name.startswith("--"))
            near = closest(unparsed[0].strip("-").partition("=")[0], named, MOST_SLIPS)
            problem, option = ("usage_unknown_near", f"--{near}") if near else ("usage_unknown", "")
            several = [each.option_strings for each in self._actions if each.nargs in _TAKES]
            if several and not any(each.startswith("-") for each in unparsed):
                option = "".join(several[0])
                problem = "usage_behind" if option else "usage_apart"
            self.error(say(problem, self.lang, given=" ".join(unparsed), option=option))
        return options

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, escaped, since a file may be called anything; then the usage."""
        wrong = say("usage_wrong", self.lang, program=self.prog, problem=shown(message, longest=None))
        self.exit(MISUSED, f"{wrong}\n{say('usage_line', self.lang, usage=self.line)}\n")


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


def language(given: Sequence[str]) -> str:
    """Choose the language before the arguments are parsed, so that their errors are in it too: by them, or the locale.

    Args:
        given: The arguments.
    """
    for index, argument in enumerate(given):
        name, _, value = argument.partition("=")
        if name == "--lang":
            value = value or "".join(given[index + 1 : index + 2])
            value = WORDS.get(value.lower(), value.lower())
            return value if value in LANGUAGES else LANGUAGES[0]
    locale = next(filter(None, (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "nl" if locale.lower().startswith("nl") else "en"


def word_in(words: Mapping[str, str]) -> Callable[[str], str]:
    """Make what takes the value of an option, in either language and any spelling; another stays as it is."""

    def value(text: str) -> str:
        plain = normalise(text)
        return words.get(plain, plain if text.isascii() and text.isalpha() else text)

    return value


def pair(text: str, problem: str) -> tuple[str, str]:
    """Take `KEY=VALUE` apart.

    Raises:
        WrongUsage: If it is not that; with the sentence `problem`.
    """
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise WrongUsage(problem=problem, given=text)
    return name, value


def taken(kind: type[T], options: argparse.Namespace, **parsed: object) -> T:
    """Make a frozen request of the options, each of its fields by its name; a whole number is parsed.

    Args:
        kind: The class of the request.
        options: As they were given.
        parsed: The fields that are not as they were given.

    Raises:
        WrongUsage: If what is to be a whole number is none.
    """
    given: dict[str, Any] = vars(options) | parsed
    request = {}
    for name, each in fields_dict(kind).items():
        number = each.type == int | None and name not in parsed
        request[name] = whole_number(f"--{name.replace('_', '-')}", given[name]) if number else given[name]
    return kind(**request)


def whole_number(option: str, text: str | None) -> int | None:
    """Parse the whole number that an option is given; None where it is not given.

    Raises:
        WrongUsage: If it is none, or below 0.
    """
    if text is None:
        return None
    if not re.fullmatch(DIGITS, text.strip()):
        raise WrongUsage(problem="usage_number", option=option, given=text or '""')
    return int(text)


def fraction(text: str | None) -> float:
    """Parse `--confidence`; as usual where it is not given.

    Raises:
        WrongUsage: If it is not a number between 0 and 1.
    """
    from ckm_mo.tallies.intervals import CONFIDENCE, can_cover  # noqa: PLC0415 - `--help` needs none of it

    try:
        confidence = CONFIDENCE if text is None else float(text)
    except ValueError:
        confidence = 0.0
    if not can_cover(confidence):
        raise WrongUsage(problem="no_confidence", given=text)
    return confidence
