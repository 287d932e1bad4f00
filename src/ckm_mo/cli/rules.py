"""`ckm-mo rules`: the rules, and their check by enumeration."""

import argparse
import time
from typing import Final

from ckm_mo.cli.arguments import Say
from ckm_mo.cli.codes import DONE, REJECTED
from ckm_mo.cli.output import IN_PAPER, PAGE, Output, declare_output
from ckm_mo.rules import RULES

EXAMPLES: Final = ("ckm-mo rules", "ckm-mo rules --check")


def declare(command: argparse.ArgumentParser, say: Say) -> None:
    """Declare what it takes."""
    command.add_argument("--check", action="store_true", help=say("help_rules_check"))
    declare_output(command, say, forms=IN_PAPER)


def run(options: argparse.Namespace) -> int:
    """Show the rules, or check them, and return the exit code."""
    output = Output.of(options)
    return _check(output) if options.check else _show(output)


def _show(output: Output) -> int:
    from ckm_mo.views.rules import rules_records, rules_view  # noqa: PLC0415 - `--help` needs none of it

    words = output.words
    if output.form == "json":
        output.json(rules_records())
    elif output.cells:
        records = zip(rules_records()["rules"], RULES, strict=True)
        rows = [record | {"when": words.condition(rule.when)} for record, rule in records]
        output.rows(rows[0], (row.values() for row in rows))
    else:
        output.view(rules_view(words), output.about())
    return DONE


def _check(output: Output) -> int:
    from ckm_mo.checking import check  # noqa: PLC0415 - only this needs it
    from ckm_mo.views.rules import check_view  # noqa: PLC0415 - as above

    started = time.perf_counter()
    laws = check()
    seconds = time.perf_counter() - started
    if output.form == "json":
        output.json({"laws": [law.as_dict() for law in laws], "seconds": seconds})
    elif output.cells:
        output.rows(("law", "enumerated", "broken"), ((law.key, law.enumerated, len(law.broken)) for law in laws))
    else:
        words = output.words
        output.view(check_view(words, laws, None if output.form == PAGE else seconds), output.about())
    return REJECTED if any(law.broken for law in laws) else DONE
