"""`ckm-mo claim`: sentences about tables, judged whatever the open answers are."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from ckm_mo.cli.arguments import Say
from ckm_mo.cli.input import Input, TableRequest, declare_least, declare_reading, small_below
from ckm_mo.cli.output import IN_PAPER, Output, Shown, declare_output
from ckm_mo.errors import UnreadableFile, WrongUsage, reason

if TYPE_CHECKING:
    from ckm_mo.cases import Case
    from ckm_mo.questions.claims import Checked
    from ckm_mo.questions.witnesses import Witness
    from ckm_mo.tables.files import AtomicFiles
    from ckm_mo.views.words import Words

EXAMPLES: Final = (
    'ckm-mo claim cases.csv "NOH >= each"',
    'ckm-mo claim cases.csv "hard | victim_age_group=minor > hard | victim_age_group=adult"',
    'ckm-mo claim cases.csv "soft <= 20%" --at-most-yes 5',
)
"""What to try."""

REMARK: Final = "#"
"""What a line of a file of claims begins with that is not a claim."""


def declare(command: argparse.ArgumentParser, say: Say) -> None:
    """Declare what it takes."""
    command.add_argument("given", nargs="+", metavar=say("metavar_claims"), help=say("help_given"))
    command.add_argument("--claims", metavar=say("metavar_file"), help=say("help_claims"))
    command.add_argument("--witness", metavar=say("metavar_folder"), help=say("help_witness"))
    command.add_argument("--at-most-yes", metavar=say("metavar_number"), help=say("help_claim_yes"))
    declare_least(command, say)
    declare_reading(command, say, table=True, where=False)
    declare_output(command, say, forms=IN_PAPER)


@frozen
class Request(TableRequest):
    """What is to be judged, and where it goes.

    Args:
        sentences: The claims, as given.
        witness: The folder for witnesses; None where they are not wanted.
        at_most_yes: What is assumed.
        least: Of how many cases a group is at least that is not small; None for as many as usual.
    """

    sentences: tuple[str, ...]
    witness: str | None
    at_most_yes: int | None
    least: int | None


def run(options: argparse.Namespace) -> None:
    """Judge claims about the cases of tables."""
    request = _request(options)
    with Input(request.selection, request.output.lang, outputs=(request.output.file,)) as tables:
        checked, columns, witnesses = _checked(request, tables)
    notes = tables.notes(*columns)
    if request.witness is None:
        _write(request.output, checked, notes)
        return
    from ckm_mo.tables.files import AtomicFiles  # noqa: PLC0415 - only witnesses need it

    with AtomicFiles() as together:
        _write_witnesses(request, witnesses, together)
        _write(evolve(request.output, together=together), checked, notes)


def _request(options: argparse.Namespace) -> Request:
    from ckm_mo.questions.sentences import is_claim  # noqa: PLC0415 - `--help` needs none of it

    output = Output.of(options)
    sentences = [each for each in options.given if is_claim(each)]
    options.tables = [each for each in options.given if not is_claim(each)]
    if options.claims is not None:
        sentences += _lines(options.claims)
    if not sentences:
        raise WrongUsage(problem="usage_no_claim")
    if not options.tables:
        raise WrongUsage(problem="usage_no_table")
    request = Request.of(options, output, sentences=tuple(sentences))
    if options.witness is not None and not os.path.isdir(options.witness):  # noqa: PTH112 - a path may be any text
        raise WrongUsage(problem="usage_witness", folder=options.witness)
    return request


def _lines(file: str) -> list[str]:
    """Read a file of claims, one a line; empty lines and those that begin with # are left out."""
    try:
        lines = Path(file).read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise UnreadableFile(file=file, reason=reason(error)) from error
    except UnicodeError as error:
        raise WrongUsage(problem="usage_claims_text", file=file) from error
    return [line.strip() for line in lines if line.strip() and not line.strip().startswith(REMARK)]


def _checked(request: Request, tables: Input) -> "tuple[Checked, tuple[str, ...], list[Witness]]":
    """Judge the claims; give the columns that they ask about, and the witnesses that are wanted."""
    from ckm_mo.questions.claims import Claims  # noqa: PLC0415 - loaded by now
    from ckm_mo.questions.judging import UNDECIDED  # noqa: PLC0415 - as above
    from ckm_mo.questions.sentences import parse_claim  # noqa: PLC0415 - as above
    from ckm_mo.questions.witnesses import witnesses  # noqa: PLC0415 - as above

    claims = [claim for sentence in request.sentences for claim in parse_claim(sentence, tables.headers)]
    counted = Claims(claims, request.reading, request.period, request.at_most_yes, small_below(request.least))
    cases: list[Case] = []
    own = counted.reader.own
    wanted = request.witness is not None
    for table, batch in tables.batches(lambda case: (counted.number_of(case), case)):
        counted.extend([pattern for pattern, _ in batch.values], table.texts(batch.records, own))
        if wanted:
            cases += map(table.case, batch.records, [case for _, case in batch.values])
    checked = counted.checked(tables.files)
    undecided = [each.claim for each in checked.claims if wanted and each.status == UNDECIDED]
    return checked, own, [each for claim in undecided for each in witnesses(counted, claim, cases)]


def _write(output: Output, checked: "Checked", notes: list[str]) -> None:
    def show(words: "Words") -> Shown:
        from ckm_mo.questions.view import claims_line, claims_view  # noqa: PLC0415 - only people need it

        return Shown(checked.rows, lambda: claims_view(words, checked), claims_line(words, checked))

    output.result(checked.as_dict, show, (checked.files, checked.read_as, checked.period), notes)


def _write_witnesses(request: Request, witnesses: "list[Witness]", together: "AtomicFiles") -> None:
    """Write whole tables beside the result, of which the names say that they are arguments."""
    from ckm_mo.questions.judging import FAILS, HOLDS  # noqa: PLC0415 - loaded by now
    from ckm_mo.tables.writing import write_together  # noqa: PLC0415 - only witnesses need it

    numbers = {claim: number for number, claim in enumerate(dict.fromkeys(each.claim for each in witnesses), 1)}
    for each in witnesses:
        name = f"argument_not_finding_{numbers[each.claim]}_{HOLDS if each.holds else FAILS}.csv"
        path = os.path.join(str(request.witness), name)  # noqa: PTH118 - a path may be any text
        output = request.output
        write_together(each.cases, path, together, lang=output.lang, force=output.force, dialect=output.dialect)
