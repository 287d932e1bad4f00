"""Text: the lines of a CSV file as records.

Lines without a quotation mark or an apostrophe are rows as they stand: the text of their coded columns is looked up
as a whole, by cutting each line at the first of them. All others go to `csv`.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, Final

from ckm_mo.codebook import column_of
from ckm_mo.errors import BrokenTable, EmptyTable
from ckm_mo.messages import Reason
from ckm_mo.tables.cells import Batch, Cell, Record, SourceRows
from ckm_mo.tables.files import Source, as_was

SEPARATORS: Final = (",", ";", "\t")

BATCH: Final = 1 << 15
"""How many characters of rows are read at a time."""


def read(source: Source, encoding: str, *, unpack: bool) -> SourceRows:
    """Read the header of a text, and give its rows to be read.

    Args:
        source: What it is read from.
        encoding: Of the text.
        unpack: Whether it is packed with gzip.

    Raises:
        BrokenTable: If there is no such encoding, or if it is not text in that encoding or the header is not whole.
        EmptyTable: If there is nothing in it.
    """
    text = _Text(source, encoding, unpack=unpack)
    return SourceRows(tuple(text.heads), text.number, text.batches(), separator=text.separator)


class _Text:
    """A text, open: its header is read, its rows are to come, once.

    Attributes:
        number: Of the record that was read last, as a spreadsheet numbers them.
    """

    def __init__(self, source: Source, encoding: str, *, unpack: bool) -> None:
        self.encoding = encoding
        self.number = 0
        self.stream = source.text(encoding, unpack=unpack)
        with self.text_or_broken():
            for line in self.stream:
                self.number += 1
                if line.strip():
                    break
            else:
                raise EmptyTable
            # A header in quotation marks may go on in the next lines, and no separator come before.
            ahead = self.stream.readlines(BATCH) if line.count('"') % 2 else []
            self.separator = _separator([line, *ahead])
            rest = iter(ahead)
            self.heads = self.cells(line, rest)
            self._ahead = [*rest]

    @contextmanager
    def text_or_broken(self) -> Iterator[None]:
        """Say what keeps a text from being read, and in which record."""
        try:
            yield
        except UnicodeError as error:
            raise BrokenTable(reason=Reason("encoding", (("encoding", self.encoding),))) from error
        except csv.Error as error:
            limit = Reason("long_cell", (("limit", csv.field_size_limit()),))
            reason = limit if "limit" in str(error) else Reason("quotes")
            raise BrokenTable(row=self.number, reason=reason) from error

    def cells(self, line: str, lines: Iterator[str]) -> list[Any]:
        """Read the record that begins with a line, taking more lines where a quoted cell goes on."""
        if '"' in line:
            more = chain((line,), lines, self.stream)
            return next(csv.reader(more, delimiter=self.separator, strict=True))
        return line.rstrip("\r\n").split(self.separator)

    def batches(self) -> Iterator[Batch]:
        """Read the rows, some at a time."""
        with self.text_or_broken():
            while lines := self._ahead or self.stream.readlines(BATCH):
                self._ahead = []
                if lines[0].isspace() and "".join(lines).isspace():  # many take few bytes when they are packed
                    self.number += len(lines)
                    continue
                part = TextBatch(self, lines)
                yield part
                self.number = part.last


class TextBatch(Batch):
    """Some lines of a text.

    Args:
        text: What they are of.
        lines: With their ends.
    """

    mixed = False

    def __init__(self, text: _Text, lines: list[str]) -> None:
        self.text = text
        self.lines = lines
        self.last = text.number + len(lines)
        self._columns: dict[int, tuple[str, ...]] = {}

    @property
    def plain(self) -> bool:
        """Whether each line is a row, of which all is as it stands."""
        text = "".join(self.lines)
        return not ('"' in text or "'" in text or "\0" in text)

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of the rows, where each line is one."""
        return range(self.last - len(self.lines) + 1, self.last + 1)

    def texts(self, index: int) -> list[str]:
        """Give the cells of a column, when others were looked at."""
        return list(self._columns[index])

    def values(
        self,
        indexes: Sequence[int],
        _: Callable[[int, str | Cell], str | None],
        look: Callable[[Sequence[Any]], list[Any] | None],
    ) -> list[Any] | None:
        """Give what is seen of some columns in each row; see `Batch.values`."""
        first, behind = indexes[0], len(self.text.heads) - 1 - indexes[-1]
        separator = self.text.separator
        if indexes[-1] - first >= len(indexes):
            rows = [line.rstrip("\r\n").split(separator) for line in self.lines]
            if any(len(row) != len(self.text.heads) for row in rows):
                return None
            self._columns = dict(enumerate(zip(*rows, strict=True)))
            return look(list(zip(*[map(str.strip, self._columns[index]) for index in indexes], strict=True)))
        # Those that stand beside each other are looked up as one text. `zip` goes by the shortest: a row with too few
        # cells shows in the number of columns.
        *names, texts = zip(*[line.split(separator, first) for line in self.lines], strict=False)
        if len(names) < first:
            return None
        ends: list[tuple[str, ...]] = []
        if behind:
            texts, *ends = zip(*[text.rsplit(separator, behind) for text in texts], strict=False)
            if len(ends) < behind:
                return None
        self._columns = dict(enumerate(names)) | dict(enumerate(ends, indexes[-1] + 1))
        return look(texts)

    def records(self) -> Iterator[list[Record]]:
        """Give the rows, those before one that is broken too; where a quoted cell goes on behind them, read on."""
        records: list[Record] = []
        rest = iter(self.lines)
        try:
            with self.text.text_or_broken():
                for line in rest:
                    self.text.number += 1
                    records.append((self.text.number, self.text.cells(line, rest)))
        except BrokenTable:
            yield records
            raise
        self.last = self.text.number
        yield records


def _separator(lines: Sequence[str]) -> str:
    """Choose the separator under which most headers are variables; of equal ones the one that gives most columns.

    Args:
        lines: In which the header stands, and perhaps more.
    """

    def columns_under(separator: str) -> tuple[int, int]:
        try:
            cells = [as_was(cell.strip()) for cell in next(csv.reader(lines, delimiter=separator), [])]
        except csv.Error:  # many columns may be one long cell under another separator
            return 0, 0
        return sum(column_of(cell) is not None for cell in cells), len(cells)

    return max(SEPARATORS, key=columns_under)
