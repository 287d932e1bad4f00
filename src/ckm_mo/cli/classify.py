"""`ckm-mo classify`: the verdict on each case of tables."""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from attrs import frozen

from ckm_mo.answers import Truth
from ckm_mo.cases import Case
from ckm_mo.classification import Verdict, classify
from ckm_mo.cli.arguments import Say
from ckm_mo.cli.input import Input, TableRequest, declare_reading, declare_tables
from ckm_mo.cli.output import FORMS, PAGE, SPSS, Output, declare_output
from ckm_mo.codebook import NOT_CODED, Variable, word
from ckm_mo.errors import WrongUsage
from ckm_mo.rules import PROFILES, RULES
from ckm_mo.tallies.statements import BESIDE, IN_GROUP, IN_GROUP_BESIDE

if TYPE_CHECKING:
    from ckm_mo.views.blocks import Grid, View

EXAMPLES: Final = (
    "ckm-mo classify cases.csv",
    "ckm-mo classify cases.csv --keep --format csv -o classified.csv",
    "ckm-mo classify cases.csv --keep -o classified.sav",
    "ckm-mo classify cases.csv -o classified.html",
)
"""What to try."""

MOST_ON_PAGE: Final = 10_000
"""How many cases a page lists at most: it is made as a whole, and nobody reads more in a browser."""


def declare(command: argparse.ArgumentParser, say: Say) -> None:
    """Declare what it takes."""
    declare_tables(command, say)
    command.add_argument("--keep", action="store_true", help=say("help_keep"))
    declare_reading(command, say, table=True)
    declare_output(command, say, forms=(*FORMS, SPSS))


@frozen
class Request(TableRequest):
    """What is to be classified, and where that goes."""

    keep: bool

    def verdict(self, case: Case) -> Verdict:
        """Classify a case."""
        return classify(case, self.reading, self.period)

    @property
    def grouped(self) -> bool:
        """Whether conditions choose the cases."""
        return bool(self.selection.where)


def run(options: argparse.Namespace) -> None:
    """Classify the cases of tables as they are read."""
    request = _request(options)
    output = request.output
    outputs = () if request.keep else (output.file,)  # which keeps all that the table has, and may replace it
    with Input(request.selection, output.lang, outputs=outputs) as tables:
        if output.form == "json":
            _write_json(request, tables)
        elif output.cells:
            _write_rows(request, tables)
        else:
            _write_view(request, tables)


def _request(options: argparse.Namespace) -> Request:
    output = Output.of(options)
    if options.keep and not output.cells:
        raise WrongUsage(problem="usage_keep")
    return Request.of(options, output)


def _write_json(request: Request, tables: Input) -> None:
    from ckm_mo.tables.results import in_group  # noqa: PLC0415 - loaded by now

    output, between, notes = request.output, "[\n", list[str]()
    with output.open(notes) as stream:
        for _, batch, members in tables.members(request.verdict, request.reading, request.period):
            for verdict, case_id, member in zip(batch.values, batch.case_ids, members, strict=True):
                group = {IN_GROUP: in_group(member)} if request.grouped else {}
                stream.write(between + output.json_text(verdict.as_dict(case_id) | group))
                between = ",\n"
        stream.write("[]\n" if between == "[\n" else "\n]\n")
        notes += [*tables.notes(), *tables.where_note()]


def _write_rows(request: Request, tables: Input) -> None:
    notes: list[str] = []
    with request.output.table(notes, lambda: _about(request, tables)) as write:
        for row in _rows(request, tables):
            write(row)
        sentence = "kept_columns" if request.keep else "other_columns"
        notes += [*tables.notes(sentence=sentence), *tables.where_note()]


def _about(request: Request, tables: Input) -> "View":
    """Say what the columns of verdicts are, what they were made with and from, and what they do not say."""
    from ckm_mo.tables.results import ALONE, result_column  # noqa: PLC0415 - loaded by now
    from ckm_mo.views.blocks import Grid, Lines, Title  # noqa: PLC0415 - as above
    from ckm_mo.views.cautions import cautions, notes  # noqa: PLC0415 - only a workbook needs it
    from ckm_mo.views.verdicts import verdicts_title  # noqa: PLC0415 - as above

    output, words = request.output, request.output.words
    lines = [*tables.where_note(), *([words.say("tally_empty")] if request.selection.empty != NOT_CODED else [])]
    columns = [(name, result_column(name, output.lang)[0]) for name in (BESIDE if request.keep else ALONE[1:])]
    codes = [(each.code, words.profile(each.code)) for each in PROFILES]
    return [
        *verdicts_title(words, request.reading),
        Lines(tuple(lines)),
        *notes(words, *cautions(words, (), [rule.outcome for rule in RULES])),
        Title(words.say("section_columns")),
        Lines((words.say("sheet_profile_note"),)),
        Grid((), (*columns, *codes)),
        *output.about(tables.files, request.reading, request.period),
    ]


def _rows(request: Request, tables: Input) -> Iterator[Iterable[str]]:
    """Give the verdicts as rows, the header first: behind the id, or behind all that the tables have.

    An SPSS file has what the tables have as it was read; other forms as it stood.
    """
    from ckm_mo.tables.results import ALONE, in_group, verdict_cells  # noqa: PLC0415 - loaded by now
    from ckm_mo.tables.writing import spelt  # noqa: PLC0415 - as above

    spss, lang = request.output.form == SPSS, request.output.lang
    own: dict[Variable | str, str] = {}
    for table in tables.tables if request.keep else ():
        for index, name in table.own:
            own.setdefault(table.variables[index] or name, name)
    heads = [word(each, lang) if spss and not isinstance(each, str) else name for each, name in own.items()]
    names, group = ([*heads, *BESIDE], IN_GROUP_BESIDE) if request.keep else ([*ALONE], IN_GROUP)
    yield [*names, *([group] if request.grouped else [])]

    def look(case: Case) -> tuple[Case, Verdict]:
        return case, request.verdict(case)

    for table, batch, members in tables.members(look, request.reading, request.period):
        at = {table.variables[index] or name: index for index, name in table.own}
        indices = [at.get(each) for each in own]
        for (case, verdict), case_id, record, member in zip(
            batch.values, batch.case_ids, batch.records, members, strict=True
        ):
            leading = [case_id]
            if request.keep and spss:
                whole = table.case(record, case)
                texts = dict(whole.other)
                leading = [texts.get(each, "") if isinstance(each, str) else spelt(each, whole, lang) for each in own]
            elif request.keep:
                cells = table.cells(record)
                leading = ["" if index is None else cells[index] for index in indices]
            yield [
                *leading,
                *verdict_cells(verdict, names_outside=spss),
                *([in_group(member)] if request.grouped else []),
            ]


def _write_view(request: Request, tables: Input) -> None:
    from ckm_mo.tallies.groups import TallyBuilder  # noqa: PLC0415 - only people need it
    from ckm_mo.tallies.tally import Tally  # noqa: PLC0415 - only people need it
    from ckm_mo.views.explanation import beside  # noqa: PLC0415 - as above
    from ckm_mo.views.verdicts import verdicts_ending, verdicts_grid, verdicts_page, verdicts_title  # noqa: PLC0415 - as above

    output, words = request.output, request.output.words
    verdicts: Counter[Verdict] = Counter()
    notes: list[str] = []
    may_belong = {Truth.YES: (), Truth.OPEN: (words.say("remark_may_belong"),)}
    builder = TallyBuilder(Tally(request.reading, request.period, empty=request.selection.empty, where=tables.where))

    def look(case: Case) -> tuple[int, Verdict, tuple[str, ...]]:
        verdict = request.verdict(case)
        return builder.number_of(case), verdict, beside(words, case, verdict)

    def grids() -> "Iterator[Grid]":
        """Give the list, a part each time, and count the verdicts."""
        for table, batch, members in tables.members(look, request.reading, request.period):
            rows = [
                (case_id, verdict, (*may_belong[member], *remarks))
                for case_id, (_, verdict, remarks), member in zip(batch.case_ids, batch.values, members, strict=True)
            ]
            if rows:
                yield verdicts_grid(words, rows, heads=not verdicts, reading=request.reading)
            verdicts.update(verdict for _, verdict, _ in batch.values)
            texts = table.texts(batch.records, builder.columns)
            builder.extend([number for number, *_ in batch.values], texts, batch.offenders)
        notes.extend(tables.notes())

    if output.form == PAGE:
        listed = [*_few_enough(grids())]
        tally = builder.tally(files=tables.files)
        about = output.about(tally.files, tally.read_as, tally.period)
        output.view(verdicts_page(words, listed, verdicts, tally), about, notes=notes)
        return
    with output.open(notes) as stream:
        stream.write(output.block(verdicts_title(words, request.reading)) + "\n")
        for grid in grids():
            stream.write(output.block([grid]))
        ending = verdicts_ending(words, verdicts, builder.tally(files=tables.files))
        stream.write(("\n" if verdicts else "") + output.block(ending))


def _few_enough(grids: "Iterable[Grid]") -> "Iterator[Grid]":
    """Give the parts of a list that fits on a page.

    Raises:
        WrongUsage: If it has more rows than that.
    """
    count = 0
    for grid in grids:
        count += len(grid.rows)
        if count > MOST_ON_PAGE:
            raise WrongUsage(problem="usage_page_long", most=MOST_ON_PAGE)
        yield grid
