"""`ckm-mo rules`: the rules, and their check by enumeration."""

import argparse
import time
from typing import Final

from ckm_mo.cli.arguments import Told, declare_output
from ckm_mo.cli.output import Output
from ckm_mo.cli.running import DONE, REJECTED

EXAMPLES: Final = ("ckm-mo rules", "ckm-mo rules --check")
"""What to try."""


def declare(command: argparse.ArgumentParser, told: Told) -> None:
    """Declare what it takes."""
    command.add_argument("--check", action="store_true", help=told("help_check"))
    declare_output(command, told)


def run(options: argparse.Namespace) -> int:
    """Run the command, and return the exit code."""
    from ckm_mo.rules import RULES  # noqa: PLC0415 - likewise
    from ckm_mo.views.rules import check_view, rules_records, rules_view  # noqa: PLC0415 - `--help` needs none
    from ckm_mo.views.words import Words  # noqa: PLC0415 - `--help` needs none

    output = Output(options)
    words = Words(output.lang)
    if options.check:
        from ckm_mo.checking import check  # noqa: PLC0415 - only this needs it

        begun = time.perf_counter()
        laws = check()
        seconds = time.perf_counter() - begun
        if output.form == "json":
            output.json({"laws": [law.as_dict() for law in laws], "seconds": seconds})
        elif output.cells:
            output.rows(("law", "enumerated", "broken"), ((law.key, law.enumerated, len(law.broken)) for law in laws))
        else:
            output.view(check_view(words, laws, seconds))
        return REJECTED if any(law.broken for law in laws) else DONE
    if output.form == "json":
        output.json(rules_records())
    elif output.cells:
        rules = [
            {**record, "when": words.condition(rule.when)}
            for record, rule in zip(rules_records()["rules"], RULES, strict=True)
        ]
        output.rows(rules[0], (rule.values() for rule in rules))
    else:
        output.view(rules_view(words))
    return DONE
