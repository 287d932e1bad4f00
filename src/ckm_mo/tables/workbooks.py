"""Workbooks: rows and a template written as .xlsx: text as text, and nothing that is run."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from datetime import datetime
from io import BytesIO
from itertools import count
from typing import Any, BinaryIO, Final, Self

from ckm_mo.codebook import Variable, takes, word
from ckm_mo.errors import BrokenTable, UnwritableOutput, needing
from ckm_mo.messages import Reason, say
from ckm_mo.records import Percent
from ckm_mo.tables.cells import Cell
from ckm_mo.tables.files import parts
from ckm_mo.tables.parts import LONGEST_TEXT, MOST_ROWS
from ckm_mo.tables.xlsx import as_numbers

CODEBOOK_HEADS: Final = ("column", "value", "meaning", "definition", "includes", "excludes", "allowed")
"""The keys of the heads of the codebook in a template."""

_WIDEST: Final = 60  # how wide a column is made for what stands in it, in characters
_FIGURE: Final = len("100.0%")
_ROOM: Final = 3  # how much wider, which the mark of a filter takes

ABOUT_WIDTHS: Final = (34, 90, 75)
"""How wide the columns of the sheet are that says what results rest on."""

CREATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - it stands for no moment
"""When every workbook says that it was made: the same cases give the same bytes."""

_NONE: Final = {"\ufffe", "\uffff"}
"""What no text of a workbook has: it would be read back as another."""

_WHY_NOT: Final = {
    -1: Reason("many_rows", (("limit", MOST_ROWS),)),
    -2: Reason("long_text", (("limit", LONGEST_TEXT),)),
}

Area = tuple[int, int, int, int]
"""Cells of a sheet that is written: the first row and column, and the last, from 0."""


class _Packed(BytesIO):
    """A package in memory. A `ZipFile` that failed ends it when it goes, which it can only if this is open still."""

    def close(self) -> None:
        """Stay open."""


class WorkbookWriter:
    """A workbook that is being written: text as text, so that nothing in it is run, and the same bytes every time.

    Use it as a context manager, within `files.output`: it is whole only when the block ends.

    Args:
        stream: What the bytes go to.
        name: Of the file, for messages.
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        """Begin one.

        Raises:
            MissingExtra: Without XlsxWriter.
        """
        with needing("XlsxWriter", "workbook", "excel"):
            import xlsxwriter  # noqa: PLC0415 - an extra
        self.name = name
        # What it puts aside goes with this folder, also when something fails.
        self._folder = ExitStack()
        options = {"constant_memory": True, "tmpdir": self._folder.enter_context(parts(name))}
        # Whatever fails, closing the package is not a failure of its own where it is in memory.
        self._stream, self._packed = stream, _Packed()
        self.book = xlsxwriter.Workbook(self._packed, options)
        self.book.set_properties({"created": CREATED})
        self.bold = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.text = self.book.add_format({"num_format": "@"})
        self.percent = self.book.add_format({"num_format": "0.0%", "valign": "top"})
        self.number = self.book.add_format({"num_format": "0.00", "valign": "top"})
        self.top = self.book.add_format({"valign": "top"})
        self._unfinished: list[Callable[[], None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Write it out, unless something failed."""
        from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 - an extra

        try:
            if kind is None:
                for finish in self._unfinished:
                    finish()
                self.book.close()
                self._stream.write(self._packed.getbuffer())
        except FileCreateError as error:
            raise error.args[0] from error  # what the system said
        finally:
            self.book.fileclosed = True
            for sheet in self.book.worksheets():  # what they put aside is open
                with suppress(OSError):  # on a full disk closing fails as well, and all is said by then
                    sheet._opt_close()  # noqa: SLF001 - it has no other way
            self._folder.close()

    def sheet(
        self, name: str, widths: Iterable[int] | None = None, *, filtered: bool = False, wrap: bool = False
    ) -> Callable[[Iterable[object]], None]:
        """Begin a sheet, and give what writes a row below those before, of which the first is the header.

        Numbers are written as numbers, percentages as such, all else as text.

        Args:
            name: The sheet's.
            widths: Of its columns, in characters, where there are texts to be wrapped; None for what fits.
            filtered: Whether rows can be chosen by what stands in a column.
            wrap: Whether a long text is wrapped.
        """
        sheet = self.book.add_worksheet(name)
        # Its own leaves some characters, and takes a text that begins and ends as a form does for one, with all in it.
        sheet._escape_control_characters = as_numbers  # noqa: SLF001 - it has no other way
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for column, width in enumerate(widths or ()):
            sheet.set_column(column, column, width, self.wrapped)
        rows = count()
        fitting: dict[int, int] = {}

        def write(cells: Iterable[object]) -> None:
            row = next(rows)
            for column, each in enumerate(cells):
                if isinstance(each, str):
                    self._check(each)
                put = sheet.write_number if isinstance(each, int | float) else sheet.write_string
                form = self._form(each, wrap=wrap) if row else self.bold
                if each != "" and (failed := put(row, column, each, form)):
                    raise UnwritableOutput(file=self.name, reason=_WHY_NOT[failed])
                if fitting.get(column, 0) < (len(each) if isinstance(each, str) else _FIGURE):
                    fitting[column] = max(fitting.get(column, 0), _width(each, row))

        def finish() -> None:
            for column, width in fitting.items() if widths is None else ():
                sheet.set_column(column, column, min(width, _WIDEST) + _ROOM)
            if filtered and fitting:
                sheet.autofilter(0, 0, next(rows) - 1, max(fitting))

        self._unfinished.append(finish)
        return write

    def _check(self, text: str) -> None:
        """Refuse a text that would be read back as another."""
        if "\0" in text:
            raise BrokenTable(reason=Reason("nul"))
        if not _NONE.isdisjoint(text):
            raise UnwritableOutput(file=self.name, reason=Reason("no_characters"))

    def _form(self, cell: object, *, wrap: bool) -> Any:
        """Choose the format of a cell below the header; None for that of its column."""
        if isinstance(cell, float):
            return self.percent if isinstance(cell, Percent) else self.number
        if not wrap:
            return None
        return self.wrapped if isinstance(cell, str) and len(cell) > _WIDEST else self.top

    def questions(self, name: str, variables: Sequence[Variable], lang: str) -> None:
        """Write an empty sheet to be filled in, with a list to choose from in each column that has one.

        Columns are text, so that an id keeps its zeros. Where a cell may hold several words, the list only offers.

        Args:
            name: The sheet's.
            variables: Those that have a column in it.
            lang: The language of headers and words.
        """
        heads = [word(each, lang) for each in variables]
        self.sheet(name, ())(heads)
        sheet = self.book.get_worksheet_by_name(name)
        for column, variable in enumerate(variables):
            words = [word(value, lang) for value in takes(variable)]
            sheet.set_column(column, column, max(map(len, (heads[column], *words))) + 3, self.text)
            if words:
                self.offer(name, [(1, column, MOST_ROWS - 1, column)], words, lang, several=variable.several)

    def offer(self, name: str, cells: Sequence[Area], words: Sequence[str], lang: str, *, several: bool) -> None:
        """Offer a list to choose from in cells of a sheet.

        Args:
            name: The sheet's.
            cells: Where; at least one.
            words: The list.
            lang: The language of what is said about it.
            several: Whether a cell may hold several of the words.
        """
        first, *others = cells
        options: dict[str, Any] = {"validate": "list", "source": [*words], "error_message": say("choose_one", lang)}
        if several:
            options |= {"show_error": False, "input_message": say("choose_several", lang)}
        self.book.get_worksheet_by_name(name).data_validation(*first, options | {"other_cells": [*map(list, others)]})


def _width(cell: object, row: int) -> int:
    """Tell how wide a cell is, in characters: a head is as wide as its longest word, a text as its longest line."""
    if not isinstance(cell, str):
        return _FIGURE
    return max(map(len, cell.split(None if row == 0 else "\n")), default=0)


def about_heads(lang: str) -> list[str | Cell]:
    """Give the header of the sheet that says what results rest on, by which it is known."""
    return [say("head_about", lang)]


def codebook_heads(lang: str) -> list[str | Cell]:
    """Give the header of a template's codebook, by which the sheet is known."""
    return [say(f"head_{key}", lang) for key in CODEBOOK_HEADS]
