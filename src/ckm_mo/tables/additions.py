"""A case added to a table, or put in the place of its row, while all else stays as it was, byte for byte.

The table is read and checked as any other. What is changed in it is cut into its
text: one row behind the others, or single cells of a row. Columns that the case
needs and the table lacks come last.
"""

import codecs
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from attrs import frozen

from ckm_mo.cases import Case
from ckm_mo.codebook import COLUMNS, IDENTIFIERS, Variable, header, normalise
from ckm_mo.errors import BrokenTable, ChangedMeanwhile, InvalidInput, OutputExists, WrongUsage
from ckm_mo.messages import LANGUAGES, Reason
from ckm_mo.tables.files import STANDARD, as_was, check_output, check_place, exchange, output, written
from ckm_mo.tables.reading import Tables
from ckm_mo.tables.writing import spelt

ENDINGS: Final[Mapping[str, str]] = MappingProxyType({".csv": ",", ".txt": ",", ".tsv": "\t", "": ","})
"""How the name of a table that cases are added to may end, and the separator of a new one."""

_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""What a byte-order mark is as text."""

_END: Final = re.compile(r"\r\n|\n|\r")
_CASE_ID: Final = IDENTIFIERS[0]
_DIGITS: Final = 18

Span = tuple[int, int]
"""Where something begins in a text, and where it ends."""


@frozen
class Layout:
    """How a table is written.

    Args:
        separator: Between its cells.
        end: Of its lines.
        lang: The language of its headers, and so of its words.
        variables: Of each column; None for one that is not a variable.
    """

    separator: str
    end: str
    lang: str
    variables: tuple[Variable | None, ...]

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
        place = 0
        while place < len(text):
            spans: list[Span] = []
            while not spans or text[place : place + 1] == self.separator:
                place += bool(spans)
                found = cell.match(text, place)
                assert found  # noqa: S101 - it matches nothing too
                spans.append(found.span())
                place = found.end()
            ended = _END.match(text, place)
            place = ended.end() if ended else place
            yield spans


@frozen
class Addition:
    """A table that a case is added to, as it was when it was read.

    Args:
        name: Its path.
        encoding: Of its bytes.
        data: Its bytes; None where there is no such file yet.
        cases: Those in it, by id.
        layout: How it is written.
    """

    name: str
    encoding: str
    data: bytes | None
    cases: Mapping[str, Case]
    layout: Layout

    @classmethod
    def read(cls, name: str, *, encoding: str, ignore: Iterable[str] = (), lang: str) -> "Addition":
        """Read a table that a case is to be added to, and see that it can be written.

        Args:
            name: Its path; the file need not be there.
            encoding: Of the file.
            ignore: Columns that look like a misspelt variable and are meant.
            lang: The language of a table that is not there yet.

        Raises:
            WrongUsage: If its name says that it is no CSV.
            InvalidInput: With all that is wrong with the table.
            UnwritableOutput: If it could not be written in the end.
        """
        ending = Path(name).suffix.lower()
        if name == STANDARD or ending not in ENDINGS:
            raise WrongUsage(problem="usage_save_csv", file=name)
        check_output(name, force=True)
        check_place(name)
        if not os.path.lexists(name):
            return cls(name, "utf-8", None, {}, Layout(ENDINGS[ending], "\n", lang, ()))
        cases: dict[str, Case] = {}
        with Tables([name], encoding=encoding, ignore=ignore) as tables:
            for table, batch in tables.batches(lambda case: case):
                named = map(table.case, batch.records, batch.values)
                cases.update(zip(batch.case_ids, named, strict=True))
            tables.check()
            (table,) = tables.tables
            digest = table.source.sha256
        data = Path(name).read_bytes()
        if codecs.lookup(encoding).name == "utf-8-sig":
            encoding = "utf-8"
        text = data.decode(encoding)
        if text.encode(encoding) != data:
            reason = Reason("encoding_back", (("encoding", encoding),))
            raise InvalidInput(errors=(BrokenTable(file=name, reason=reason),), more={})
        if hashlib.sha256(data).hexdigest() != digest:
            raise ChangedMeanwhile(file=name)
        ended = _END.search(text)
        layout = Layout(
            table.separator, ended.group() if ended else "\n", _language(table.headers, lang), table.variables
        )
        return cls(name, encoding, data, cases, layout)

    def takes(self, case_id: str) -> bool:
        """Return whether an id can be written in the table: it shows, and its encoding has it."""
        try:
            case_id.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return bool(case_id.strip()) and case_id.isprintable()

    def with_case(self, case: Case, asked: Iterable[Variable] = ()) -> str:
        """Give the text of the table with a case in it.

        Args:
            case: With an id. A case of the table keeps all cells but those whose answers are others now.
            asked: The variables that a new table gets a column for, whether or not they are coded.

        Unknown:
            What is not coded is, and stays, an empty cell.
        """
        if self.data is None:
            columns = [each for each in COLUMNS if each in {_CASE_ID, *asked} or _coded(case, each)]
            layout = self.layout
            heads = [header(each, layout.lang) for each in columns]
            return layout.row(heads) + layout.row(spelt(each, case, layout.lang) for each in columns)
        return self._changed(case, self.data.decode(self.encoding))

    def _changed(self, case: Case, text: str) -> str:
        """Cut a case into the text of a table."""
        layout = self.layout
        new = [each for each in COLUMNS if _coded(case, each) and each not in layout.variables]
        body = text.removeprefix(_MARK)
        pieces, place = [text[: len(text) - len(body)]], 0
        there = case.case_id in self.cases
        for (start, end), piece in self._cuts(case, body, new) if new or there else ():
            pieces += [body[place:start], piece]
            place = end
        pieces.append(body[place:])
        if not there:
            cells = [(each and spelt(each, case, layout.lang)) or "" for each in (*layout.variables, *new)]
            pieces += ["" if body.endswith(("\n", "\r")) else layout.end, layout.row(cells)]
        return "".join(pieces)

    def _cuts(self, case: Case, body: str, new: Sequence[Variable]) -> Iterator[tuple[Span, str]]:
        """Find what changes: the cells of the case itself, and the ends of all rows where there are new columns."""
        layout = self.layout
        heads = True
        for spans in layout.records(body):
            cells = [_plain(body[start:end]) for start, end in spans]
            if not any(cells):
                continue
            own = not heads and cells[layout.variables.index(_CASE_ID)] == case.case_id
            if own:
                yield from self._filled(case, spans)
            words = [
                header(each, layout.lang) if heads else spelt(each, case, layout.lang) if own else "" for each in new
            ]
            end = spans[-1][1]
            yield (end, end), "".join(layout.separator + layout.cell(word) for word in words)
            heads = False

    def _filled(self, case: Case, spans: Sequence[Span]) -> Iterator[tuple[Span, str]]:
        """Fill the cells of a case's row whose answers are others now."""
        others = changed(self.cases[case.case_id], case)
        for span, variable in zip(spans, self.layout.variables, strict=True):
            if variable in others:
                yield span, self.layout.cell(spelt(variable, case, self.layout.lang))

    def save(self, case: Case, asked: Iterable[Variable] = ()) -> None:
        """Write the table with a case in it, whole or not at all; see `with_case`.

        Raises:
            ChangedMeanwhile: If the file is no longer what was read.
            UnwritableOutput: If it cannot be written.
        """
        text = self.with_case(case, asked)
        if self.data is not None:
            exchange(self.name, self.data, text.encode(self.encoding))
            return
        try:
            with output(self.name) as stream:
                stream.write(text)
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
    counts = {each: sum(header(variable, each) in plain for variable in COLUMNS) for each in LANGUAGES}
    return max(LANGUAGES, key=lambda each: (counts[each], each == lang))


def next_id(taken: Iterable[str]) -> str:
    """Suggest an id: the number with which the last one ends, raised until it is free; empty where there is none.

    Of a number only the last digits are raised, as many as tell all ids apart.
    """
    ids = dict.fromkeys(taken)
    found = re.fullmatch(rf"(.*?)(\d{{1,{_DIGITS}}})", next(reversed(ids), "0"), re.DOTALL)
    if found is None:
        return ""
    stem, number = found.groups()
    free = (f"{stem}{each:0{len(number)}}" for each in range(int(number) + 1, int(number) + len(ids) + 2))
    return next(each for each in free if each not in ids)
