"""`ckm-mo codebook`: the variables, what they mean and what they take."""

import argparse
from functools import partial
from typing import TYPE_CHECKING, Final

from ckm_mo.cases import unknown_variable
from ckm_mo.cli.arguments import Say
from ckm_mo.cli.output import FORMS, QDC, WORKBOOK, Output, Shown, declare_output
from ckm_mo.codebook import VARIABLES, Variable, variable_of, word
from ckm_mo.errors import InvalidInput, WrongUsage
from ckm_mo.records import TEXT, Records

if TYPE_CHECKING:
    from ckm_mo.views.words import Words

EXAMPLES: Final = (
    "ckm-mo codebook",
    "ckm-mo codebook relation violence --lang nl",
    "ckm-mo codebook -o codebook.qdc",
)

_HEADS: Final = ("key", "dutch", "role", "values", "label", "definition", "includes", "excludes", "source")


def declare(command: argparse.ArgumentParser, say: Say) -> None:
    """Declare what it takes."""
    command.add_argument("keys", nargs="*", metavar=say("metavar_key"), help=say("help_keys"))
    declare_output(command, say, forms=(*FORMS, QDC))


def run(options: argparse.Namespace) -> None:
    """Show variables."""
    output = Output.of(options)
    variables = _variables(options.keys)
    from ckm_mo.views.codebook import codebook_records, codebook_view  # noqa: PLC0415 - `--help` needs none of it

    if output.form == QDC:
        _write_codes(output, variables)
        return

    def show(words: "Words") -> Shown:
        rows = (
            [
                *(each.key, each.dutch, each.role, ";".join(value.key for value in each.values)),
                *words.texts_of(each, _HEADS[4:]),
            ]
            for each in variables
        )
        figures = partial(Records, dict.fromkeys(_HEADS, TEXT), rows)
        listed = () if output.form == WORKBOOK else variables  # which has them in its rows
        return Shown(figures, lambda: codebook_view(words, listed))

    output.result(lambda: codebook_records(variables), show)


def _write_codes(output: Output, variables: list[Variable]) -> None:
    """Write the codes of variables, for programs that code texts.

    Raises:
        WrongUsage: If none of the variables has codes.
    """
    from ckm_mo.views.refi import has_codes, refi_codebook  # noqa: PLC0415 - only this form needs it

    coded = [each for each in variables if has_codes(each)]
    if not coded:
        raise WrongUsage(problem="usage_no_codes", keys=tuple(word(each, output.lang) for each in variables))
    with output.open() as stream:
        stream.write(refi_codebook(output.words, coded))


def _variables(keys: list[str]) -> list[Variable]:
    """Find the variables that are asked for, all if none is; of a means it is asked for any period, and shown once.

    Raises:
        InvalidInput: With all keys that are none.
    """
    variables = {key: variable_of(key) for key in keys}
    unknown = [unknown_variable(key) for key, variable in variables.items() if variable is None]
    if unknown:
        raise InvalidInput(errors=tuple(unknown))
    wanted = {variable.means or variable.key for variable in variables.values() if variable}
    return [each for each in VARIABLES if not each.period and (not wanted or each.key in wanted)]
