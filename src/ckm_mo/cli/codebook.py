"""`ckm-mo codebook`: the variables, what they mean and what they take."""

import argparse
from typing import Final

from ckm_mo.cli.arguments import WITH_PAGE, Told, declare_output
from ckm_mo.cli.output import Output
from ckm_mo.cli.running import DONE
from ckm_mo.codebook import HEADERS, VARIABLES, Variable, normalise
from ckm_mo.errors import InvalidInput

EXAMPLES: Final = ("ckm-mo codebook", "ckm-mo codebook relation violence --lang nl")
"""What to try."""


def declare(command: argparse.ArgumentParser, told: Told) -> None:
    """Declare what it takes."""
    command.add_argument("keys", nargs="*", metavar=told("metavar_key"), help=told("help_keys"))
    declare_output(command, told, forms=WITH_PAGE)


def run(options: argparse.Namespace) -> int:
    """Run the command, and return the exit code."""
    from ckm_mo.cases import unknown_variable  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.views.codebook import codebook_records, codebook_view  # noqa: PLC0415 - likewise
    from ckm_mo.views.provenance import provenance  # noqa: PLC0415 - likewise
    from ckm_mo.views.words import Words  # noqa: PLC0415 - likewise

    output = Output(options)
    unknown = [unknown_variable(key) for key in options.keys if normalise(key) not in HEADERS]
    if unknown:
        raise InvalidInput(errors=tuple(unknown), more={})
    wanted = {HEADERS[normalise(key)].means or HEADERS[normalise(key)].key for key in options.keys}
    chosen = [each for each in VARIABLES if not each.period and (not wanted or each.key in wanted)]
    words = Words(output.lang)
    if output.form == "json":
        output.json(codebook_records(chosen))
    elif output.cells:
        heads = ("key", "dutch", "role", "values", "label", "definition", "includes", "excludes", "source")
        output.rows(heads, ([*_facts(each), *words.texts_of(each, heads[4:])] for each in chosen))
    else:
        output.view(codebook_view(words, chosen), provenance(words))
    return DONE


def _facts(variable: Variable) -> tuple[str, str, str, str]:
    return variable.key, variable.dutch, str(variable.role), ";".join(value.key for value in variable.values)
