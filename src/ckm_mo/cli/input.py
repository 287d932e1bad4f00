"""The tables that a command reads."""

import argparse
from typing import TYPE_CHECKING, Any, Self

from ckm_mo.answers import Truth
from ckm_mo.cli.arguments import check_encoding, pair
from ckm_mo.cli.output import Output
from ckm_mo.cli.progress import Progress
from ckm_mo.codebook import HEADERS, IDENTIFIERS, normalise
from ckm_mo.errors import WrongUsage
from ckm_mo.messages import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ckm_mo.cases import Case
    from ckm_mo.tables.reading import Batch, Table
    from ckm_mo.tallies import Where


class Input:
    """The tables that a command reads: opened, filtered, and passed only when all of it is in order."""

    def __init__(self, options: argparse.Namespace, output: Output, *, apart: bool = False) -> None:
        """Open the tables; `apart` lets each have ids of its own."""
        from ckm_mo.cases import condition  # noqa: PLC0415 - `--help` needs none of it
        from ckm_mo.tables.reading import Tables  # noqa: PLC0415 - likewise

        if options.tables.count("-") > 1:
            raise WrongUsage(problem="usage_standard_twice")
        check_encoding(options.encoding)
        pairs = [pair(text, "usage_where") for text in options.where]
        self.conditions = tuple(condition(name, value) for name, value in pairs)
        self.named = any(key in {variable.key for variable in IDENTIFIERS} for key, _ in self.conditions)
        self.output = output
        self.options = options
        self.differ = self.open = 0
        self.progress = Progress(output.say("reading_files"))
        self.tables: Tables = Tables(
            options.tables,
            encoding=options.encoding,
            empty=options.empty,
            ignore=options.ignore,
            sheet=options.sheet,
            apart=apart,
            advance=self.progress.advance,
        )
        self.progress.total = self.tables.size

    def __enter__(self) -> Self:
        """Refuse what would be overwritten, and columns to ignore that are not there."""
        from ckm_mo.tables.files import check_apart  # noqa: PLC0415 - loaded by now

        self._check_ignored()
        options = vars(self.options)
        if not options.get("keep"):
            for name in (options["output"], options.get("merged")):
                check_apart(name, (table.source for table in self.tables.tables))
        return self

    def __exit__(self, *_: object) -> None:
        """Close the tables."""
        self.progress.end()
        self.tables.__exit__()

    def _check_ignored(self) -> None:
        """Refuse to ignore what is no column, unless a table cannot be read, which is to be said first."""
        tables = self.tables.tables
        all_read = len(tables) == len(self.options.tables) and all(table.headers for table in tables)
        there = {normalise(name) for table in tables for name in table.headers}
        for name in self.options.ignore:
            if normalise(name) in HEADERS:
                raise WrongUsage(problem="usage_ignore_variable", column=name)
            if all_read and normalise(name) not in there:
                raise WrongUsage(problem="usage_ignore_missing", column=name)

    def batches(self, view: "Callable[[Case], Any]") -> "Iterator[tuple[Table, Batch]]":
        """Read the rows that meet the conditions, then let nothing pass if anything was wrong with any."""
        if not self.conditions:
            yield from self.tables.batches(view)
        else:
            for table, batch in self.tables.batches(lambda case: (case, view(case))):
                yield table, self._filtered(table, batch)
        self.progress.end()
        self.tables.check()
        if self.tables.repeated_victims:
            self.output.notes.append(self.output.say("victims_repeated", count=self.tables.repeated_victims))

    def _filtered(self, table: "Table", batch: "Batch") -> "Batch":
        from ckm_mo.cases import matches  # noqa: PLC0415 - loaded by now
        from ckm_mo.tables.reading import Batch  # noqa: PLC0415 - likewise

        kept: list[tuple[Any, str, str, Any]] = []
        for (case, value), *names, record in zip(*batch, strict=True):
            truth = matches(table.case(record, case) if self.named else case, self.conditions)
            self.differ += truth is Truth.NO
            self.open += truth is Truth.OPEN
            if truth is Truth.YES:
                kept.append((value, *names, record))
        return Batch(*map(list, zip(*kept, strict=True))) if kept else Batch([], [], [], [])

    def note_other(self) -> None:
        """Name the columns that were left alone."""
        if self.tables.other:
            columns = ", ".join(shown(name) for name in self.tables.other)
            self.output.notes.append(self.output.say("other_columns", columns=columns))

    def where(self) -> "Where | None":
        """Say what the conditions left out."""
        from ckm_mo.tallies import Where  # noqa: PLC0415 - loaded where it is needed

        return Where(self.conditions, self.differ, self.open) if self.conditions else None

    def where_counts(self) -> list[str]:
        """Say in a sentence what the conditions left out."""
        conditions = ", ".join(f"{key}={shown(value)}" for key, value in self.conditions)
        counts = {"conditions": conditions, "differ": self.differ, "open": self.open}
        return [self.output.say("where_counts", **counts)] if self.conditions else []
