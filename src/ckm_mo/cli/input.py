"""The tables that a command reads: which, how, and which of their cases."""

import argparse
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self

from attrs import field, frozen
from attrs.converters import optional

from ckm_mo.answers import Period, Reading, Truth
from ckm_mo.cli.arguments import Say, pair, taken, word_in
from ckm_mo.cli.output import ENCODING, Output
from ckm_mo.cli.progress import Progress
from ckm_mo.codebook import EMPTY_WORDS, NOT_CODED, NOT_STATED, PERIOD_WORDS, READING, TOKENS, column_of, normalise
from ckm_mo.errors import STANDARD, WrongUsage
from ckm_mo.messages import say, shortlisted, shown

if TYPE_CHECKING:
    from ckm_mo.agreement.codings import Codings
    from ckm_mo.cases import Case
    from ckm_mo.tables.rows import ParsedBatch
    from ckm_mo.tables.table import Table
    from ckm_mo.tallies.statements import Statement


def declare_tables(command: argparse.ArgumentParser, say: Say, text: str = "help_tables") -> None:
    """Declare which tables are read; `text` is the key of the sentence that says what they are."""
    command.add_argument("tables", nargs="+", metavar=say("metavar_table"), help=say(text))


def declare_reading(
    command: argparse.ArgumentParser, say: Say, *, table: bool, where: bool = True, study: bool = False
) -> None:
    """Declare how tables, or a case, are read.

    Args:
        command: What takes these options.
        say: Says a sentence.
        table: Whether tables are read, and not one case.
        where: Whether cases may be left out.
        study: Whether they stand beside the study, whose readings are all shown.
    """
    add = command.add_argument_group(say("help_group_reading")).add_argument
    default, of = (None, "_study") if study else (str(Reading.OPEN), "")
    readings, periods = word_in(TOKENS[READING.key]), word_in(PERIOD_WORDS)
    add("--reading", type=readings, choices=[*map(str, Reading)], default=default, help=say(f"help_reading{of}"))
    add("--period", type=periods, choices=[*map(str, Period)], help=say(f"help_period{of}"))
    if table and where:
        add("--where", action="append", default=[], metavar=say("metavar_value"), help=say("help_where"))
    if table:
        declare_cells(add, say)
    else:
        _declare_empty(add, say("help_empty_case"))


def _declare_empty(add: Callable[..., object], help_: str) -> None:
    add("--empty", type=word_in(EMPTY_WORDS), choices=[NOT_CODED, NOT_STATED], default=NOT_CODED, help=help_)


def declare_least(command: argparse.ArgumentParser, say: Say) -> None:
    """Declare which groups are small."""
    command.add_argument("--least", metavar=say("metavar_number"), help=say("help_least"))


def small_below(least: int | None) -> int:
    """Give below how many cases a group is small: as was given, or as usual."""
    from ckm_mo.tallies.groups import FEW  # noqa: PLC0415 - `--help` needs none of it

    return FEW if least is None else least


def declare_cells(add: Callable[..., object], say: Say) -> None:
    """Declare how the cells of tables are read, whatever is made of them."""
    _declare_empty(add, say("help_empty"))
    declare_columns(add, say)


def declare_columns(add: Callable[..., object], say: Say) -> None:
    """Declare how a table's header and its bytes are read, and where in a file it stands."""
    add("--ignore", action="append", default=[], metavar=say("metavar_column"), help=say("help_ignore"))
    add("--encoding", default=ENCODING, metavar=say("metavar_name"), help=say("help_encoding"))
    add("--sheet", metavar=say("metavar_name"), help=say("help_sheet"))


def readings(options: argparse.Namespace) -> tuple[Reading, Period | None]:
    """Give the reading and the period that were asked for."""
    return Reading(options.reading), Period(options.period) if options.period else None


def refuse(options: argparse.Namespace, names: Iterable[str], problem: str, **facts: str) -> None:
    """Refuse options that were given and do not go with the others, with the sentence `problem`."""
    for name in names:
        if getattr(options, name) not in (None, False, [], NOT_CODED, ENCODING):
            raise WrongUsage(problem=problem, option=f"--{name}", **facts)


def encoding(options: argparse.Namespace) -> str:
    """Give the encoding of tables.

    Raises:
        WrongUsage: If there is none of this name.
    """
    try:
        io.TextIOWrapper(io.BytesIO(), encoding=options.encoding)
    except (LookupError, ValueError) as error:  # a name that is not text is a `ValueError`
        raise WrongUsage(problem="usage_encoding", encoding=options.encoding) from error
    return str(options.encoding)


@frozen
class Selection:
    """Which cases of which tables are read, and how.

    Args:
        tables: Their names; `-` for standard input.
        encoding: Of those that are text.
        empty: What an empty cell counts as.
        ignore: Columns that look misspelt and are meant.
        sheet: Which sheet of workbooks; None where each has one that is meant.
        where: Names and the values that they must have, as given.
    """

    tables: tuple[str, ...] = field(converter=tuple)
    encoding: str
    empty: str
    ignore: tuple[str, ...] = field(converter=tuple)
    sheet: str | None
    where: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, options: argparse.Namespace) -> "Selection":
        """Take it from the options.

        Raises:
            WrongUsage: If standard input is to be read twice, or a name or a condition is none.
        """
        if options.tables.count(STANDARD) > 1:
            raise WrongUsage(problem="usage_standard_twice")
        encoded = encoding(options)
        return taken(cls, options, encoding=encoded, where=tuple(pair(text, "usage_where") for text in options.where))


@frozen
class TableRequest:
    """What a command is asked of the cases of tables, and where the result goes. Each adds what it alone is asked.

    Args:
        output: Where.
        selection: What is read.
        reading: What silence means.
        period: The period whose means of coercion count; None for any.
    """

    output: Output
    selection: Selection
    reading: Reading = field(converter=Reading)
    period: Period | None = field(converter=optional(Period))

    @classmethod
    def of(cls, options: argparse.Namespace, output: Output, **parsed: object) -> Self:
        """Take it from the options; see `taken`."""
        return taken(cls, options, output=output, selection=Selection.of(options), **parsed)


class Input:
    """Tables, opened: their cases pass only when all of it is in order.

    What is read is not overwritten, nor is a column ignored that is not there.

    Args:
        selection: What is read.
        lang: The language of what is said meanwhile.
        outputs: The files that are to be written, which must be others than those that are read.
        apart: Whether each table has ids of its own.
    """

    def __init__(
        self, selection: Selection, lang: str, *, outputs: Iterable[str | None] = (), apart: bool = False
    ) -> None:
        from ckm_mo.tables.files import check_apart  # noqa: PLC0415 - `--help` needs none of it
        from ckm_mo.tables.reading import Tables  # noqa: PLC0415 - as above

        self.selection = selection
        self.lang = lang
        self._members: Counter[Truth] = Counter()
        self._progress = Progress(say("reading_files", lang))
        self._tables = Tables(
            selection.tables,
            encoding=selection.encoding,
            empty=selection.empty,
            ignore=selection.ignore,
            sheet=selection.sheet,
            apart=apart,
            advance=self._progress.advance,
        )
        self._progress.total = self._tables.size
        self._check_ignored()
        for name in outputs:
            check_apart(name, (table.source for table in self.tables))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.end()
        self._tables.__exit__()

    def _check_ignored(self) -> None:
        """Refuse to ignore what is not a column, unless a table cannot be read, which is to be said first."""
        headers = self.headers
        for name in self.selection.ignore:
            if column_of(name):
                raise WrongUsage(problem="usage_ignore_variable", column=name)
            if headers is not None and normalise(name) not in map(normalise, headers):
                raise WrongUsage(problem="usage_ignore_missing", column=name)

    @property
    def tables(self) -> "list[Table]":
        """The tables that could be opened."""
        return self._tables.tables

    @property
    def headers(self) -> list[str] | None:
        """The columns of all tables, each once; None where a table has none, which is to be said first."""
        if len(self.tables) < len(self.selection.tables) or not all(table.headers for table in self.tables):
            return None
        return [*dict.fromkeys(name for table in self.tables for name in table.headers)]

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """The name and the SHA-256 of each, once it is read."""
        return self._tables.files

    @property
    def ids(self) -> set[str]:
        """The ids of all cases that were read."""
        return self._tables.seen

    @property
    def where(self) -> "tuple[Statement, ...]":
        """The conditions, in the codebook's words.

        Raises:
            InvalidInput: If a value is not one that its variable takes.
            OpenCondition: If one asks for what no completion has.
            UnknownColumn: If a name is neither a variable, a result nor a column of the tables.
        """
        from ckm_mo.tallies.statements import statement  # noqa: PLC0415 - `--help` needs none of it

        headers = self.headers
        return tuple(statement(*each, headers) for each in self.selection.where)

    def batches(self, view: "Callable[[Case], Any]") -> "Iterator[tuple[Table, ParsedBatch]]":
        """Read all rows, then let nothing pass if anything was wrong with any."""
        yield from self._tables.batches(view)
        self._progress.end()
        self._tables.check()

    def cases(self) -> "Iterator[Case]":
        """Read all cases, with their names and other columns."""
        for table, batch in self.batches(lambda case: case):
            yield from map(table.case, batch.records, batch.values)

    def members(
        self, view: "Callable[[Case], Any]", reading: Reading, period: Period | None
    ) -> "Iterator[tuple[Table, ParsedBatch, list[Truth]]]":
        """Read the rows that are, or may be, in the group of the conditions, with which of the two each is."""
        if not self.selection.where:
            for table, batch in self.batches(view):
                yield table, batch, [Truth.YES] * len(batch.case_ids)
            return
        from ckm_mo.tables.rows import ParsedBatch  # noqa: PLC0415 - loaded by now
        from ckm_mo.tallies.groups import Group  # noqa: PLC0415 - only this needs it
        from ckm_mo.tallies.patterns import PatternReader  # noqa: PLC0415 - as above

        group = Group(reading, period, where=self.where)
        reader = PatternReader(group.keys, reading, period)
        for table, batch in self.batches(lambda case: (case, view(case))):
            kept: list[tuple[Any, str, str, int, Any]] = []
            members: list[Truth] = []
            for (case, value), *names, record in zip(*batch, strict=True):
                pattern = reader.whole(table.case(record, case) if reader.own else case)
                member = group.member(pattern, None)
                self._members[member] += 1
                if member is not Truth.NO:
                    kept.append((value, *names, record))
                    members.append(member)
            yield table, ParsedBatch.of(kept), members

    # The notes on the tables, once they are read.

    def notes(self, *used: str, sentence: str = "other_columns") -> list[str]:
        """Say what is to be known of the rows, and name the columns that were left alone, but for those asked about.

        Args:
            used: The columns that were asked about.
            sentence: The sentence that names the others.
        """
        columns = shortlisted((shown(name) for name in self._tables.other if name not in used), self.lang)
        return [*self.victims_note(), *([say(sentence, self.lang, columns=columns)] if columns else [])]

    def victims_note(self) -> list[str]:
        """Say how many rows have a victim that an earlier one has."""
        count = self._tables.repeated_victims
        return [say("victims_repeated", self.lang, count=count)] if count else []

    def where_note(self) -> list[str]:
        """Say how many cases are in the group of the conditions, and how many more may be."""
        if not self.selection.where:
            return []
        from ckm_mo.views.tally import group_line  # noqa: PLC0415 - only this needs it
        from ckm_mo.views.words import Words  # noqa: PLC0415 - as above

        members, more = self._members[Truth.YES], self._members[Truth.OPEN]
        return [group_line(Words(self.lang), self.where, members, members + more)]


# The tables of several coders, as `agree` and `merge` read them.


def check_several(tables: Sequence[str], command: str) -> None:
    """Refuse to compare one table.

    Raises:
        WrongUsage: If there is only one.
    """
    from ckm_mo.agreement.measures import FEWEST  # noqa: PLC0415 - `--help` needs none of it

    if len(tables) < FEWEST:
        raise WrongUsage(problem="usage_one_table", command=command)


def codings(tables: Input, *, whole: bool) -> "Codings":
    """Read what each coder made of the cases.

    Args:
        tables: One for each coder.
        whole: Whether names and other columns are needed.
    """
    from ckm_mo.agreement.codings import Codings, told_apart  # noqa: PLC0415 - `--help` needs none of it

    cases: dict[int, dict[str, Case]] = {}
    for table, batch in tables.batches(lambda case: case):
        named = map(table.case, batch.records, batch.values) if whole else batch.values
        cases.setdefault(id(table), {}).update(zip(batch.case_ids, named, strict=True))
    names = told_apart(table.name for table in tables.tables)
    return Codings({name: cases.get(id(table), {}) for name, table in zip(names, tables.tables, strict=True)})
