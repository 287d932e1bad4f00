"""A case added to a table, or put in the place of its row, while all else stays as it was, byte for byte.

The table is read and checked as any other. What is changed in it is cut into its
text, or into a sheet of an .xlsx: one row behind the others, or single cells of a
row. Columns that the case needs and the table lacks come last.
"""

import codecs
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from attrs import frozen

from ckm_mo.cases import Case
from ckm_mo.codebook import COLUMNS, IDENTIFIERS, Variable, column_of, normalise, word
from ckm_mo.errors import STANDARD, BrokenTable, ChangedMeanwhile, InvalidInput, OutputExists, WrongUsage
from ckm_mo.messages import LANGUAGES, Reason, say
from ckm_mo.tables.cells import Cell, head
from ckm_mo.tables.files import as_was, check_output, check_writable, exchange, output, written
from ckm_mo.tables.reading import Tables
from ckm_mo.tables.table import Table
from ckm_mo.tables.writing import spelt

SEPARATOR_OF: Final[Mapping[str, str]] = MappingProxyType({".csv": ",", ".txt": ",", ".tsv": "\t", "": ","})
"""How the name of a text that cases are added to may end, and the separator of a new one."""

ENDING: Final = ".xlsx"
"""How the name of a workbook ends that cases are added to."""

_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""What a byte-order mark is as text."""

_END: Final = re.compile(r"\r\n|\n|\r")
_CASE_ID: Final = IDENTIFIERS[0]
_DIGITS: Final = 18

Span = tuple[int, int]
"""Where something begins in a text, and where it ends."""


class Change(NamedTuple):
    """What is to be put into a table.

    Args:
        case_id: Of the case.
        there: Whether it has a row already; it gets one behind the others if not.
        heads: The headers of columns that come behind the others.
        cells: The texts of its row, by column, in order; those that are not named stay as they are.
    """

    case_id: str
    there: bool
    heads: tuple[str, ...]
    cells: Mapping[int, str]


@frozen
class TextTable:
    """A table that is text.

    Args:
        separator: Between its cells.
        end: Of its lines.
        encoding: Of its bytes.
        ids: Which column has the ids.
    """

    separator: str
    end: str = "\n"
    encoding: str = "utf-8"
    ids: int = 0

    @classmethod
    def of(cls, name: str, data: bytes, encoding: str, table: Table, ids: int) -> "TextTable":
        """Find how a text is written.

        Raises:
            InvalidInput: If it could not be written back as it is.
        """
        if codecs.lookup(encoding).name == "utf-8-sig":
            encoding = "utf-8"
        text = data.decode(encoding)
        if text.encode(encoding) != data:
            reason = Reason("encoding_back", (("encoding", encoding),))
            raise InvalidInput(errors=(BrokenTable(file=name, reason=reason),))
        ended = _END.search(text)
        return cls(table.separator, ended.group() if ended else "\n", encoding, ids)

    def takes(self, text: str) -> bool:
        """Return whether a text can be held: the encoding has it."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True

    def made(self, columns: Sequence[Variable], cells: Sequence[str], lang: str) -> bytes:
        """Write a new table of one row."""
        return (self.row(word(each, lang) for each in columns) + self.row(cells)).encode(self.encoding)

    def changed(self, data: bytes, change: Change) -> bytes:
        """Cut something into a table."""
        text = data.decode(self.encoding)
        body = text.removeprefix(_MARK)
        pieces, position = [text[: len(text) - len(body)]], 0
        width = 0
        for spans in self.records(body):
            cells = [_plain(body[start:end]) for start, end in spans]
            if not any(cells):
                continue
            for (start, end), piece in self._cuts(spans, cells, change, heads=not width):
                pieces += [body[position:start], piece]
                position = end
            width = width or len(cells)
        pieces.append(body[position:])
        if not change.there:
            row = [change.cells.get(each, "") for each in range(width + len(change.heads))]
            pieces += ["" if body.endswith(("\n", "\r")) else self.end, self.row(row)]
        return "".join(pieces).encode(self.encoding)

    def _cuts(
        self, spans: Sequence[Span], cells: Sequence[str], change: Change, *, heads: bool
    ) -> Iterator[tuple[Span, str]]:
        """Find what is cut into a record: other cells into the case's own, and new columns behind each."""
        own = change.there and not heads and cells[self.ids] == change.case_id
        if own:
            yield from ((spans[each], self.cell(text)) for each, text in change.cells.items() if each < len(spans))
        end = spans[-1][1]
        behind = range(len(spans), len(spans) + len(change.heads))
        new = change.heads if heads else [change.cells.get(each, "") if own else "" for each in behind]
        yield (end, end), "".join(self.separator + self.cell(text) for text in new)

    def cell(self, text: str) -> str:
        """Write a cell, quoted where that is needed."""
        text = written(text)
        needed = any(each in text for each in (self.separator, '"', "\r", "\n"))
        return '"{}"'.format(text.replace('"', '""')) if needed else text

    def row(self, cells: Iterable[str]) -> str:
        """Write a row, with its end."""
        return self.separator.join(map(self.cell, cells)) + self.end

    def records(self, text: str) -> Iterator[list[Span]]:
        """Find the cells of a text, record by record, as `csv` does; quotation marks stand within them."""
        plain = f"[^{self.separator}\r\n]*"
        cell = re.compile(rf'"[^"]*(?:""[^"]*)*"{plain}|{plain}')
        position = 0
        while position < len(text):
            spans: list[Span] = []
            while not spans or text[position : position + 1] == self.separator:
                position += bool(spans)
                match = cell.match(text, position)
                assert match  # noqa: S101 - it matches nothing too
                spans.append(match.span())
                position = match.end()
            ended = _END.match(text, position)
            position = ended.end() if ended else position
            yield spans


@frozen
class Workbook:
    """A table that is a sheet of an .xlsx.

    Args:
        name: Of the file.
        sheet: The sheet's; None for the one that can be meant.
        ids: Which column has the ids, among those of the table.
    """

    name: str
    sheet: str | None = None
    ids: int = 0

    def takes(self, _: str) -> bool:
        """Return whether a text can be held: all that shows."""
        return True

    def made(self, columns: Sequence[Variable], cells: Sequence[str], lang: str) -> bytes:
        """Write a new workbook of one row, with lists to choose from."""
        from ckm_mo.tables.workbooks import WorkbookWriter  # noqa: PLC0415 - an extra

        packed = BytesIO()
        with WorkbookWriter(packed, self.name) as workbook:
            workbook.questions(say("sheet_cases", lang), columns, lang)
        return self.changed(packed.getvalue(), Change("", False, (), dict(enumerate(cells))))  # noqa: FBT003 - a field

    def changed(self, data: bytes, change: Change) -> bytes:
        """Put something into cells of a workbook."""
        from zipfile import ZipFile  # noqa: PLC0415 - only a workbook needs it

        from ckm_mo.tables.amendments import amended  # noqa: PLC0415 - as above
        from ckm_mo.tables.sheets import chosen, first_column  # noqa: PLC0415 - as above

        sheet = chosen(ZipFile(BytesIO(data)), self.sheet)
        first = first_column(sheet)
        row = sheet.rows[-1][0] + 1
        if change.there:
            row = next(number for number, cells in sheet.rows[1:] if _shown(cells, first + self.ids) == change.case_id)
        heads = {(sheet.rows[0][0], sheet.width + each): head for each, head in enumerate(change.heads)}
        cells = {(row, first + column): text for column, text in change.cells.items()}
        return amended(data, heads | cells, name=self.name, sheet=self.sheet)


def _shown(cells: Sequence[str | Cell], column: int) -> str:
    """Give a cell of a sheet as it is read; empty where the row is shorter."""
    return head(cells[column]).strip() if column < len(cells) else ""


@frozen
class Addition:
    """A table that a case is added to, as it was when it was read.

    Args:
        name: Its path.
        data: Its bytes; None where there is no such file yet.
        cases: Those in it, by id.
        variables: Of each column; None for one that is not a variable.
        lang: The language of its headers, and so of its words.
        form: How it is written.
        results: The columns of results that an earlier `classify` wrote.
        judged: The cases that have results there.
    """

    name: str
    data: bytes | None
    cases: Mapping[str, Case]
    variables: tuple[Variable | None, ...]
    lang: str
    form: TextTable | Workbook
    results: frozenset[int] = frozenset()
    judged: frozenset[str] = frozenset()

    @classmethod
    def read(
        cls, name: str, *, encoding: str, ignore: Iterable[str] = (), sheet: str | None = None, lang: str
    ) -> "Addition":
        """Read a table that a case is to be added to, and see that it can be written.

        Args:
            name: Its path; the file need not be there.
            encoding: Of the file, if it is text.
            ignore: Columns of your own that look like a misspelt variable.
            sheet: Which sheet, if it is a workbook; None for the one that can be meant.
            lang: The language of a table that is not there yet.

        Raises:
            WrongUsage: If its name says that it is neither text nor an .xlsx, or if it is a table of verdicts.
            InvalidInput: With all that is wrong with the table.
            UnwritableOutput: If it could not be written in the end.
        """
        ending = Path(name).suffix.lower()
        if name == STANDARD or ending not in {*SEPARATOR_OF, ENDING}:
            raise WrongUsage(problem="usage_save_kind", file=name)
        check_output(name, force=True)
        check_writable(name)
        if not os.path.lexists(name):
            new = Workbook(name) if ending == ENDING else TextTable(SEPARATOR_OF[ending])
            return cls(name, None, {}, (), lang, new)
        cases: dict[str, Case] = {}
        judged = set[str]()
        with Tables([name], encoding=encoding, ignore=ignore, sheet=sheet) as tables:
            for table, batch in tables.batches(lambda case: case):
                named = map(table.case, batch.records, batch.values)
                cases.update(zip(batch.case_ids, named, strict=True))
                rows = zip(batch.case_ids, map(table.cells, batch.records), strict=True)
                judged |= {case_id for case_id, cells in rows if any(cells[each].strip() for each in table.results)}
            tables.check()
            (table,) = tables.tables
            digest = table.source.sha256
        if any(column_of(table.headers[each]) for each in table.results):  # such as `reading`, which would come twice
            raise WrongUsage(problem="usage_save_verdicts", file=name)
        data = Path(name).read_bytes()
        ids = table.variables.index(_CASE_ID)
        form = Workbook(name, sheet, ids) if ending == ENDING else TextTable.of(name, data, encoding, table, ids)
        if hashlib.sha256(data).hexdigest() != digest:
            raise ChangedMeanwhile(file=name)
        return cls(
            name, data, cases, table.variables, _language(table.headers, lang), form, table.results, frozenset(judged)
        )

    def takes(self, text: str) -> bool:
        """Return whether an id, or another text, can be written in the table: it shows, and the table can hold it."""
        return bool(text.strip()) and text.isprintable() and self.form.takes(text)

    def empties_results(self, case: Case) -> bool:
        """Return whether results go from the row of a case when it is saved, since they were of other answers."""
        return case.case_id in self.judged and bool(changed(self.cases[case.case_id], case))

    def with_case(self, case: Case, variables: Iterable[Variable] = ()) -> bytes:
        """Give the bytes of the table with a case in it.

        Args:
            case: With an id. A case of the table keeps all cells but those whose answers are others now, and the
                results, which were of its earlier answers.
            variables: The variables that a new table gets a column for, whether or not they are coded.

        Raises:
            UnwritableOutput: If a workbook cannot be changed so that all else stays.

        Unknown:
            What is not coded is, and stays, an empty cell.
        """
        if self.data is None:
            columns = [each for each in COLUMNS if each in {_CASE_ID, *variables} or _coded(case, each)]
            return self.form.made(columns, [spelt(each, case, self.lang) for each in columns], self.lang)
        before = self.cases.get(case.case_id)
        new = [each for each in COLUMNS if _coded(case, each) and each not in self.variables]
        others = COLUMNS if before is None else changed(before, case)
        cells = {
            index: spelt(each, case, self.lang)
            for index, each in enumerate((*self.variables, *new))
            if each and each in others
        }
        heads = tuple(word(each, self.lang) for each in new)
        if not (before is None or cells):
            return self.data
        row = dict(sorted((dict.fromkeys(self.results, "") | cells).items()))
        return self.form.changed(self.data, Change(case.case_id, before is not None, heads, row))

    def save(self, case: Case, variables: Iterable[Variable] = ()) -> None:
        """Write the table with a case in it, whole or not at all; see `with_case`.

        Raises:
            ChangedMeanwhile: If the file is no longer what was read.
            UnwritableOutput: If it cannot be written, or if a workbook cannot be changed so that all else stays.
        """
        if self.data is not None:
            exchange(self.name, self.data, self.with_case(case, variables))
            return
        try:
            with output(self.name, binary=True) as stream:
                stream.write(self.with_case(case, variables))
        except OutputExists as error:
            raise ChangedMeanwhile(file=self.name) from error


def changed(before: Case, after: Case) -> tuple[Variable, ...]:
    """List the columns of the codebook, ids and locators among them, in which two cases differ."""
    return tuple(each for each in COLUMNS if before[each.key] != after[each.key])


def _coded(case: Case, variable: Variable) -> bool:
    return bool(spelt(variable, case, LANGUAGES[0]))


def _plain(raw: str) -> str:
    """Give a cell as it is read."""
    if raw.startswith('"'):
        raw = raw[1 : raw.rindex('"')].replace('""', '"')
    return as_was(raw.strip())


def _language(headers: Iterable[str], lang: str) -> str:
    """Find the language in which most headers are, of those that differ; the one that is asked for where none do."""
    plain = {normalise(each) for each in headers}
    counts = {each: sum(word(variable, each) in plain for variable in COLUMNS) for each in LANGUAGES}
    return max(LANGUAGES, key=lambda each: (counts[each], each == lang))


def next_id(taken: Iterable[str]) -> str:
    """Suggest an id: the number with which the last one ends, raised until it is free; empty where there is none.

    Of a number only the last digits are raised, as many as tell all ids apart.
    """
    ids = dict.fromkeys(taken)
    match = re.fullmatch(rf"(.*?)(\d{{1,{_DIGITS}}})", next(reversed(ids), "0"), re.DOTALL)
    if match is None:
        return ""
    stem, number = match.groups()
    free = (f"{stem}{each:0{len(number)}}" for each in range(int(number) + 1, int(number) + len(ids) + 2))
    return next(each for each in free if each not in ids)
