"""Where a command writes, and in which form."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TextIO

from ckm_mo.cli.arguments import ENCODING, FORMATS, ROWS, WORKBOOK, language
from ckm_mo.errors import WrongUsage
from ckm_mo.messages import say

if TYPE_CHECKING:
    from ckm_mo.tables.files import Together
    from ckm_mo.views.blocks import View


PIPE_WIDTH: Final = 80
"""The width of views that go to no terminal and where COLUMNS does not say."""


class Output:
    """Where a command writes, and in which form."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Refuse at once what could not be written in the end."""
        self.options = options
        if options.plain and options.format not in {None, FORMATS[0]}:
            raise WrongUsage(problem="usage_plain")
        self.form: str | None = FORMATS[0] if options.plain else _form(options)
        self.lang: str = options.lang or language((), os.environ)
        self.notes: list[str] = []
        self.together: Together | None = None
        if options.output is not None:
            from ckm_mo.tables.files import check_output  # noqa: PLC0415 - what it imports is not needed for --help
            from ckm_mo.tables.kinds import to_be_written  # noqa: PLC0415 - likewise

            to_be_written(options.output)
            check_output(options.output, force=options.force)

    @property
    def cells(self) -> bool:
        """Whether rows of cells are written, in a text or a workbook."""
        return self.form in ROWS

    def say(self, sentence: str, /, **facts: object) -> str:
        """Say a sentence in the language of the output."""
        return say(sentence, self.lang, **facts)

    @contextmanager
    def open(self) -> Iterator[TextIO]:
        """Open the output, and when it is written say in one line what it had no place for."""
        from ckm_mo.tables.files import output  # noqa: PLC0415 - what it imports is not needed for --help

        with output(self.options.output, force=self.options.force, together=self.together) as stream:
            yield stream
        self.tell()

    @contextmanager
    def table(self) -> "Iterator[Callable[[Iterable[Any]], None]]":
        """Open the output for rows, and give what writes one; see `open`."""
        from ckm_mo.tables.writing import row_writer  # noqa: PLC0415 - only these forms need it

        sheet = self.say("sheet_results")
        with row_writer(self.options.output, sheet=sheet, force=self.options.force, together=self.together) as write:
            yield self.escaping(write)
        self.tell()

    def escaping(self, write: "Callable[[Iterable[Any]], None]") -> "Callable[[Iterable[Any]], None]":
        """Let what writes a row write no control character on a terminal."""
        if not self.on_terminal():
            return write
        from ckm_mo.views.blocks import printable  # noqa: PLC0415 - only rows that are looked at need it

        return lambda cells: write([printable(each) if isinstance(each, str) else each for each in cells])

    def tell(self) -> None:
        """Say the notes."""
        if self.notes:
            print(" ".join(self.notes), file=sys.stderr)  # noqa: T201 - a note, not output

    def block(self, view: "View") -> str:
        """Write blocks for people, in the form that was asked."""
        from ckm_mo.views.markdown import to_markdown  # noqa: PLC0415 - machine formats need none of it
        from ckm_mo.views.plain import to_plain  # noqa: PLC0415 - machine formats need none of it
        from ckm_mo.views.terminal import to_terminal  # noqa: PLC0415 - machine formats need none of it

        if self.form == "md":
            return to_markdown(view)
        terminal = self.on_terminal()
        encoding = sys.stdout.encoding if terminal else ENCODING
        if self.options.plain:
            return to_plain(view, encoding)
        colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return to_terminal(view, width=_width(terminal=terminal), colour=colour, encoding=encoding)

    def named(self, files: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Give the names of tables as people know them, with their digests."""
        from ckm_mo.tables.files import STANDARD  # noqa: PLC0415 - loaded by now

        return [(self.say("about_standard") if name == STANDARD else name, digest) for name, digest in files]

    def on_terminal(self) -> bool:
        """Say whether somebody looks at what comes out, on a terminal, which obeys control characters."""
        return self.options.output is None and sys.stdout is not None and sys.stdout.isatty()

    def rows(self, heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
        """Write rows of its own."""
        with self.table() as write:
            write(heads)
            for row in rows:
                write(row)

    def json(self, value: object) -> None:
        """Write a JSON value."""
        with self.open() as stream:
            stream.write(json_text(value, indent=2, ascii_only=self.on_terminal()) + "\n")

    def view(self, view: "View", about: "View" = (), command: str = "") -> None:
        """Write a view for people; a page also says what it is about.

        Args:
            view: The blocks.
            about: What a page says at its end.
            command: What stands below, on a line of its own, however long.
        """
        with self.open() as stream:
            stream.write(self.page(view, about) if self.form == "html" else self.block(view))
            if command and self.form != "html":
                stream.write(f"\n    {command}\n" if self.form == "md" else f"{command}\n")

    def page(self, view: "View", about: "View") -> str:
        """Write blocks as a page."""
        from ckm_mo.views.pages import to_html  # noqa: PLC0415 - only this form needs it

        return to_html(view, lang=self.lang, about=about)


def _form(options: argparse.Namespace) -> str | None:
    """Choose how to write: as a workbook where the output's name ends so, and there only."""
    named = options.output is not None and options.output.lower().endswith(f".{WORKBOOK}")
    if options.format is None:
        return WORKBOOK if named else options.usual
    if options.output is None and options.format == WORKBOOK:
        raise WrongUsage(problem="usage_xlsx_output")
    if named != (options.format == WORKBOOK):
        raise WrongUsage(problem="usage_xlsx", given=options.format, file=options.output)
    return str(options.format)


def json_text(value: object, *, indent: int | None = None, ascii_only: bool) -> str:
    """Write a value as JSON."""
    import json  # noqa: PLC0415 - only this form needs it

    return json.dumps(value, ensure_ascii=ascii_only, indent=indent, allow_nan=False)


def _width(*, terminal: bool) -> int:
    if terminal or os.environ.get("COLUMNS", "").isdigit():
        import shutil  # noqa: PLC0415 - only views need it

        return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns
    return PIPE_WIDTH
