"""Which commands there are, and which of them the arguments name.

Each is a module of this folder, imported when it is chosen: what to try (`EXAMPLES`),
what it takes (`declare`), and what it does (`run`, which returns the exit code where that
is not always 0).
"""

import argparse
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Final

from ckm_mo._version import __version__
from ckm_mo.cli.arguments import MOST_SLIPS, Parser
from ckm_mo.cli.messages import SENTENCES
from ckm_mo.messages import say, shown
from ckm_mo.spelling import closest

_SENTENCE: Final = "command_"

COMMANDS: Final = tuple(key.removeprefix(_SENTENCE) for key in SENTENCES if key.startswith(_SENTENCE))
"""The commands, in the order of the catalogue, which says of each what it does."""

EXAMPLES: Final = (
    "ckm-mo case relation=affective initiative=offender violence=yes",
    "ckm-mo tally cases.csv --by victim_age_group",
    "ckm-mo explain cases.csv 002-v1 --lang nl",
)
"""What to try."""

PROGRAM: Final = "ckm-mo"

ITS_OWN: Final = frozenset({"-h", "--help", "--version"})
"""The options that are the program's before a command."""

WITH_VALUE: Final = frozenset(
    {
        *("-o", "--format", "--lang", "--reading", "--period"),
        *("--empty", "--where", "--ignore", "--encoding", "--sheet", "--missing", "--separator", "--decimal"),
    }
)
"""The options that several commands have and that a value follows: they may stand before the command as well."""


def parse_command(given: Sequence[str], lang: str) -> tuple[ModuleType, argparse.Namespace]:
    """Find the command that the arguments name, and parse the others.

    Returns:
        The command's module, and the options that it is asked with.

    Raises:
        SystemExit: Where nothing is to be run: help was asked for, or something is wrong.
    """
    if "" in given:
        program(lang).error(say("usage_empty", lang, before=shown([PROGRAM, *given][given.index("")])))
    index = _command_index(given)
    before, name, after = given[:index], "".join(given[index : index + 1]), given[index + 1 :]
    own = [each for each in before if each in ITS_OWN]
    if name not in COMMANDS and not own and (unknown := _unknown_options(before, lang)):
        program(lang).error(say("usage_unknown", lang, given=" ".join(unknown)))
    if not name or own:
        program(lang).parse_args(own)
    if name not in COMMANDS:
        program(lang).error(_unknown(name, lang))
    return command(name), parser(name, lang).parse_all([*before, *after])


def _command_index(given: Sequence[str]) -> int:
    """Find where the command stands; behind all where there is none."""
    value = False
    for index, argument in enumerate(given):
        if not value and not argument.startswith("-"):
            return index
        value = argument in WITH_VALUE and not value
    return len(given)


def _unknown_options(given: Sequence[str], lang: str) -> list[str]:
    """Find the options that no command has, among arguments without one."""
    known = ITS_OWN.union(*(parser(name, lang).names for name in COMMANDS))
    options = [each for each in given if each.startswith("-") and each.strip("-")]
    return [each for each in options if (each.partition("=")[0] if each.startswith("--") else each[:2]) not in known]


def _unknown(name: str, lang: str) -> str:
    """Say that there is no such command, and which was meant, or which there are."""
    if near := closest(name.lower(), COMMANDS, MOST_SLIPS):
        return say("usage_unknown_command_near", lang, name=shown(name), closest=near)
    return say("usage_unknown_command", lang, name=shown(name), commands=", ".join(COMMANDS))


def command(name: str) -> ModuleType:
    """Give the module of a command."""
    return import_module(f"{__package__}.{name}")


def parser(name: str, lang: str) -> Parser:
    """Build the parser of a command, its help in a language."""
    module = command(name)
    built = Parser(module.EXAMPLES, lang, prog=f"{PROGRAM} {name}", description=say(f"{_SENTENCE}{name}", lang))
    built.set_defaults(where=())  # not every command lets cases be left out
    module.declare(built, partial(say, lang=lang))
    return built


def program(lang: str) -> Parser:
    """Build the parser that lists the commands, which does not take what any of them takes."""
    root = Parser(EXAMPLES, lang, prog=PROGRAM, description=say("help_program", lang))
    root.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}", help=say("help_version", lang))
    listed = root.add_subparsers(
        required=True,
        metavar=say("help_command", lang),
        title=say("help_group_commands", lang),
        parser_class=argparse.ArgumentParser,
    )
    for name in COMMANDS:
        listed.add_parser(name, help=say(f"{_SENTENCE}{name}", lang))
    return root
