"""Where a command writes, in which form and in which language."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TextIO

from attrs import frozen

from ckm_mo.cli.arguments import WORDS, Say, language, word_in
from ckm_mo.codebook import EMPTY_WORDS, NOT_CODED
from ckm_mo.errors import STANDARD, NoPicture, WrongUsage
from ckm_mo.messages import LANGUAGES, Reason, say, shown

if TYPE_CHECKING:
    from ckm_mo.answers import Period
    from ckm_mo.records import Records
    from ckm_mo.tables.files import AtomicFiles
    from ckm_mo.tables.writing import Dialect
    from ckm_mo.views.blocks import View
    from ckm_mo.views.words import Words

FORMS: Final = ("table", "csv", "json", "md", "xlsx", "html")
"""The forms that every command writes."""

TABLE: Final = FORMS[0]
"""The form for people, on a terminal."""

PAGE: Final = "html"
"""The form for people, in a browser and on paper."""

CSV: Final = "csv"
"""The form for other programs, and for spreadsheets."""

SEPARATOR_WORDS: Final = {",": ",", ";": ";", "tab": "\t", "\t": "\t"}
"""What may stand between the cells of CSV, which tables are read with too, by how it is given."""

DECIMALS: Final = (".", ",")
"""What may stand before decimals."""

_CSV_BESIDE: Final = ("merged", "decide", "witness")
"""The options that write tables beside the output."""

WORKBOOK: Final = "xlsx"

SPSS: Final = "sav"

FILES: Final = (WORKBOOK, SPSS)
"""The forms that go to a file alone."""

ROWS: Final = (CSV, *FILES)
"""The forms of rows of cells."""

QDC: Final = "qdc"
"""The codebook for programs that code texts."""

DATA_PACKAGE: Final = "datapackage"
"""A table described for machines."""

LATEX: Final = "tex"

IN_PAPER: Final = (*FORMS, LATEX)
"""The forms of results whose tables may stand in a paper."""

PICTURE_FORMS: Final = ("svg", "png", "pdf")
"""The forms of a picture."""

DRAWN: Final = (*IN_PAPER, *PICTURE_FORMS)
"""The forms of results of which there is a picture."""

AS_TEXT: Final = "svg"
"""The form of a picture that may go to a terminal."""

SUFFIXES: Final = (
    {f"{DATA_PACKAGE}.json": DATA_PACKAGE}
    | {f".{each}": each for each in (*IN_PAPER[1:], SPSS, QDC, *PICTURE_FORMS)}
    | {".tsv": "csv", ".txt": TABLE, ".htm": PAGE}
)
"""The form of a file, by how its name ends: by the first that fits. Other names say nothing."""

ALL: Final = "all"
"""That an SPSS file declares every open answer as missing."""

PIPE_WIDTH: Final = 80
"""The width of views that go to no terminal and where COLUMNS does not say."""

ENCODING: Final = "utf-8"
"""The encoding of what goes to no terminal, and of tables unless another is given."""


def declare_output(
    command: argparse.ArgumentParser, say: Say, *, forms: Sequence[str] = FORMS, default: str = TABLE
) -> None:
    """Declare where the result goes, and in which form.

    Args:
        command: What takes these options.
        say: Says a sentence.
        forms: Those that it can write.
        default: The one that it writes unless another is chosen.
    """
    add = command.add_argument_group(say("help_group_output")).add_argument
    add("--format", type=_form_in(forms, say), choices=forms, help=say("help_format", default=default))
    command.set_defaults(forms=forms, default=default)
    if SPSS in forms:
        add("--missing", type=word_in({**WORDS, **EMPTY_WORDS}), choices=[NOT_CODED, ALL], help=say("help_missing"))
    add("--plain", action="store_true", help=say("help_plain"))
    add("--separator", metavar=say("metavar_character"), help=say("help_separator"))
    add("--decimal", metavar=say("metavar_character"), help=say("help_decimal"))
    add("-o", dest="file", type=_file, metavar=say("metavar_file"), help=say("help_output"))
    add("--force", action="store_true", help=say("help_force"))
    add("--lang", type=word_in(WORDS), choices=LANGUAGES, help=say("help_lang"))
    add("--debug", action="store_true", help=say("help_debug"))


class Shown(NamedTuple):
    """A result, for people and in rows.

    Args:
        figures: Gives what rows and a workbook have.
        view: Gives the view; a workbook has what it says beside figures in a second sheet.
        line: What rows have no place for.
    """

    figures: "Callable[[], Records]"
    view: "Callable[[], View]"
    line: str = ""


@frozen
class Output:
    """Where a command writes.

    Args:
        form: One of `FORMS`, or one that its command adds.
        lang: The language of all that is said.
        file: A path; None for standard output.
        force: Whether a file that is there may be replaced.
        plain: Whether one thing is written a line, without layout, for a screen reader.
        dialect: How CSV is laid out; None where that was not asked for.
        together: The outputs with which it appears; None where it is the only one.
        missing: What an SPSS file declares as missing.
    """

    form: str
    lang: str
    file: str | None = None
    force: bool = False
    plain: bool = False
    dialect: "Dialect | None" = None
    together: "AtomicFiles | None" = None
    missing: str = NOT_CODED

    @classmethod
    def of(cls, options: argparse.Namespace) -> "Output":
        """Take it from the options.

        Raises:
            WrongUsage: If they do not go together.
            OutputExists: If the file is there and may not be replaced.
            UnwritableOutput: If it could not be written in the end.
        """
        form, lang = _form(options), options.lang or language(())
        dialect = _dialect(options, form)
        if options.file is not None:
            from ckm_mo.tables.files import check_output  # noqa: PLC0415 - what it imports is not needed for --help

            check_ending("-o", options.file, _ends(options))
            check_output(options.file, force=options.force)
        missing = getattr(options, "missing", None)
        if missing and form != SPSS:
            raise WrongUsage(problem="usage_goes_with", option="--missing", other="--format sav")
        return cls(form, lang, options.file, options.force, options.plain, dialect, missing=missing or NOT_CODED)

    @property
    def draws(self) -> bool:
        """Whether a picture is written."""
        return self.form in PICTURE_FORMS

    @property
    def cells(self) -> bool:
        """Whether rows of cells are written, in a text or a workbook."""
        return self.form in ROWS

    @property
    def on_terminal(self) -> bool:
        """Whether somebody looks at what comes out, on a terminal, which obeys control characters."""
        return self.file is None and is_terminal(sys.stdout)

    @property
    def words(self) -> "Words":
        """The words of its language, for a view."""
        from ckm_mo.views.words import Words  # noqa: PLC0415 - machine formats need none of it

        return Words(self.lang)

    def say(self, sentence: str, /, **facts: object) -> str:
        """Say a sentence in the language of the output."""
        return say(sentence, self.lang, **facts)

    # What is written at once.

    def rows(self, heads: Iterable[str], rows: Iterable[Iterable[Any]], notes: Iterable[str] = ()) -> None:
        """Write rows of cells, then say in one line what they have no place for."""
        with self.table(notes) as write:
            write(heads)
            for row in rows:
                write(row)

    def result(
        self,
        record: Callable[[], object],
        show: "Callable[[Words], Shown]",
        made: tuple[Any, ...] = (),
        notes: Iterable[str] = (),
        *,
        apart: Iterable[str] = (),
        picture: tuple[str, object] = ("", None),
    ) -> None:
        """Write a result in whatever form was asked for.

        Args:
            record: Gives it as JSON.
            show: Gives it for people, and in rows.
            made: What it was made from: the arguments of `about`.
            notes: What is to be said of it on standard error.
            apart: What only views say by themselves, and is a note in all other forms.
            picture: The name of its picture, and what that is drawn of, where there is one.
        """
        if self.form == "json":
            self.json(record(), [*notes, *apart])
            return
        if self.draws:
            self.picture(*picture, [*notes, *apart])
            return
        figures, view, line = show(self.words)
        about, lines = self.about(*made), [*([line] if line else []), *notes, *apart]
        if self.form == WORKBOOK:
            self._workbook(figures(), view(), about, lines)
        elif self.cells:
            rows = figures()
            self.rows(rows.schema, rows.cells(), lines)
        else:
            self.view(view(), about, notes=notes)

    def _workbook(self, figures: "Records", view: "View", about: "View", notes: Iterable[str]) -> None:
        from ckm_mo.views.blocks import Title  # noqa: PLC0415 - loaded by now
        from ckm_mo.views.sheets import result_sheet  # noqa: PLC0415 - only this form needs it

        sheet = result_sheet(self.words, figures)
        assumed: View = [Title(self.say("section_assumed")), sheet.assumed] if sheet.assumed.rows else []
        with self.table(notes, lambda: [*view, *assumed, *about]) as write:
            for row in (sheet.heads, *sheet.rows):
                write(row)

    def json(self, value: object, notes: Iterable[str] = ()) -> None:
        """Write a JSON value, then say in one line what it has no place for."""
        with self.open(notes) as stream:
            stream.write(self.json_text(value, indent=2) + "\n")

    def view(self, view: "View", about: "View" = (), command: str = "", notes: Iterable[str] = ()) -> None:
        """Write a view for people; a page also says what it is about.

        Args:
            view: The blocks.
            about: What a page says at its end.
            command: What stands below, on a line of its own, however long.
            notes: The notes on it, for standard error.
        """
        with self.open(notes) as stream:
            stream.write(self.block(view, about))
            if command and self.form in {TABLE, "md"}:
                stream.write(f"\n    {command}\n" if self.form == "md" else f"{command}\n")

    def picture(self, name: str, of: object, notes: Iterable[str] = ()) -> None:
        """Draw a picture of a result, then say the notes on it; see `ckm_mo.pictures`."""
        import logging  # noqa: PLC0415 - only this form needs it

        logging.getLogger("matplotlib").setLevel(logging.ERROR)  # of the user's fonts and settings nothing matters
        try:
            from ckm_mo.pictures import drawn  # noqa: PLC0415 - an extra
        except ValueError as error:
            raise NoPicture(picture=name, reason=Reason("settings")) from error
        with self.open(notes, binary=True) as stream:
            stream.write(drawn(name, of, self.form, self.lang))

    # What is written part by part.

    @contextmanager
    def open(self, notes: Iterable[str] = (), *, binary: bool = False) -> Iterator[Any]:
        """Open the output for text or bytes; when it is written, say the notes, which may be added to until then."""
        from ckm_mo.tables.files import output  # noqa: PLC0415 - what it imports is not needed for --help

        with output(self.file, force=self.force, binary=binary, together=self.together) as stream:
            yield stream
        tell(notes)

    @contextmanager
    def table(
        self, notes: Iterable[str] = (), about: "Callable[[], View] | None" = None
    ) -> "Iterator[Callable[[Iterable[Any]], None]]":
        """Open the output for rows, and give what writes one; see `open`.

        Args:
            notes: The notes on them, for standard error.
            about: What gives a second sheet of a workbook, when the rows are written.
        """
        from ckm_mo.tables.writing import row_writer  # noqa: PLC0415 - only these forms need it

        def second(view: "Callable[[], View]") -> "Iterator[tuple[str, ...]]":
            from ckm_mo.views.sheets import about_rows  # noqa: PLC0415 - only a workbook needs it

            return about_rows(self.words, view())

        with row_writer(
            self.file,
            sheet=self.say("sheet_results"),
            lang=self.lang,
            force=self.force,
            together=self.together,
            missing=self.missing,
            dialect=self.dialect,
            about=None if about is None else partial(second, about),
        ) as write:
            yield _printing(write) if self.on_terminal else write
        tell([*([self.say("missing_all")] if self.missing == ALL else []), *notes])
        tell(self._easier())

    def _easier(self) -> list[str]:
        """Say what a Dutch spreadsheet opens without questions, to those who write a file that it does ask about."""
        from importlib.util import find_spec  # noqa: PLC0415 - as above

        name = self.file or ""
        if self.lang != "nl" or self.dialect or not name.lower().endswith(".csv") or find_spec("xlsxwriter") is None:
            return []
        file = name[: -len(".csv")] + f".{WORKBOOK}"
        return [self.say("easier_workbook", file=shown(file, longest=None))]

    def json_text(self, value: object, *, indent: int | None = None) -> str:
        """Write a value as JSON: in ASCII on a terminal, which obeys some control characters that JSON leaves.

        A byte of a file's name that is not UTF-8 is escaped, as JSON allows.
        """
        import json  # noqa: PLC0415 - only this form needs it

        text = json.dumps(value, ensure_ascii=self.on_terminal, indent=indent, allow_nan=False)
        return text.encode("utf-8", "backslashreplace").decode()

    def block(self, view: "View", about: "View" = ()) -> str:
        """Write blocks for people, in the form that was asked; see `view`."""
        if self.form == PAGE:
            from ckm_mo.views.pages import page_html  # noqa: PLC0415 - only this form needs it

            return page_html(view, lang=self.lang, about=about)
        if self.form == LATEX:
            from ckm_mo.views.latex import to_latex  # noqa: PLC0415 - as above

            return to_latex(view, Path(self.file).stem if self.file else "ckm-mo")
        if self.form == "md":
            from ckm_mo.views.markdown import to_markdown  # noqa: PLC0415 - only this form needs it

            return to_markdown(view)
        terminal = self.on_terminal
        encoding = sys.stdout.encoding if terminal else ENCODING
        if self.plain:
            from ckm_mo.views.plain import to_plain  # noqa: PLC0415 - as above

            return to_plain(view, encoding)
        from ckm_mo.views.terminal import to_terminal  # noqa: PLC0415 - as above

        colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return to_terminal(view, width=_width(terminal=terminal), colour=colour, encoding=encoding)

    def about(self, files: Iterable[tuple[str, str]] = (), reading: str = "", period: "Period | None" = None) -> "View":
        """Say what a result was made with and from; see `provenance`."""
        from ckm_mo.views.provenance import provenance  # noqa: PLC0415 - machine formats need none of it

        return provenance(self.words, files=files, reading=reading, period=period)


def _form(options: argparse.Namespace) -> str:
    """Choose the form: the one that was asked for or that the output's name says, which must agree."""
    named = _named(options.file)
    if options.plain and not {options.format, named} <= {None, TABLE}:
        raise WrongUsage(problem="usage_goes_with", option="--plain", other="--format table")
    given = TABLE if options.plain else options.format
    form = str(given or named or options.default)
    if named not in {None, form} or (form in FILES and not named):
        if not options.file:
            raise WrongUsage(problem="usage_file_output", given=form)
        raise WrongUsage(problem="usage_suffix", given=form, file=options.file, suffixes=_ends(options))
    if form not in options.forms:
        problem = "usage_form_picture" if form in PICTURE_FORMS else "usage_form"
        raise WrongUsage(problem=problem, option="-o", file=options.file, suffixes=_ends(options))
    if form in PICTURE_FORMS and form != AS_TEXT and options.file is None and is_terminal(sys.stdout):
        raise WrongUsage(problem="usage_terminal", given=form)
    return form


def _dialect(options: argparse.Namespace, form: str) -> "Dialect | None":
    """Take what stands between the cells of CSV and before decimals, which must differ."""
    separator, decimal = options.separator, options.decimal
    if separator is None and decimal is None:
        return None
    if form != CSV and not any(getattr(options, each, None) for each in _CSV_BESIDE):
        raise WrongUsage(problem="usage_marks")
    from ckm_mo.tables.formats import TABBED  # noqa: PLC0415 - only CSV needs it

    tabbed = next(filter((options.file or "").lower().endswith, TABBED), "")
    usual = "tab" if tabbed else ","
    separator, decimal = usual if separator is None else separator, "." if decimal is None else decimal
    if separator.lower() not in SEPARATOR_WORDS or decimal not in DECIMALS:
        raise WrongUsage(problem="usage_mark", separator=separator, decimal=decimal)
    if separator == decimal:
        raise WrongUsage(problem="usage_marks_alike", given=separator)
    if tabbed and SEPARATOR_WORDS[separator.lower()] != SEPARATOR_WORDS[usual]:
        raise WrongUsage(problem="usage_tabs", file=options.file, suffix=tabbed)
    from ckm_mo.tables.writing import Dialect  # noqa: PLC0415 - as above

    return Dialect(SEPARATOR_WORDS[separator.lower()], decimal, for_spreadsheets=True)


def _form_in(forms: Sequence[str], say: Say) -> Callable[[str], str]:
    """Make what takes a form; one of a picture where there is none names those that there are."""
    word = word_in(WORDS)

    def form(text: str) -> str:
        given = word(text)
        if given in PICTURE_FORMS and given not in forms:
            raise argparse.ArgumentTypeError(say("usage_no_picture"))
        return given

    return form


def _file(text: str) -> str | None:
    """Take the name of an output; none for standard output."""
    return None if text == STANDARD else text


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether somebody sees what goes to a stream, or types what comes from it."""
    return stream is not None and stream.isatty()


def _named(file: str | None) -> str | None:
    """Give the form that a file's name says."""
    return next((form for suffix, form in SUFFIXES.items() if (file or "").lower().endswith(suffix)), None)


def _ends(options: argparse.Namespace) -> tuple[str, ...]:
    """Give how the names of a command's files may end, whole names last."""
    ends = (end for end, form in SUFFIXES.items() if form in options.forms)
    return tuple(sorted(ends, key=lambda end: end[0] != "."))


def check_ending(option: str, file: str, ends: Sequence[str]) -> None:
    """Refuse the name of an output that ends as one of another format does; other names say nothing.

    Args:
        option: What names the output.
        file: Its name.
        ends: How it may end.

    Raises:
        WrongUsage: If it ends in another suffix that says something.
    """
    from ckm_mo.tables.formats import DELIMITED, by_suffix  # noqa: PLC0415 - what it imports is not needed for --help

    says = _named(file) is not None or by_suffix(file) is not DELIMITED
    if says and not file.lower().endswith(tuple(ends)):
        raise WrongUsage(problem="usage_form", option=option, file=file, suffixes=tuple(ends))


def tell(notes: Iterable[str]) -> None:
    """Say the notes, in one line on standard error."""
    if line := " ".join(notes):
        print(line, file=sys.stderr)  # noqa: T201 - a note, not output


def _printing(write: "Callable[[Iterable[Any]], None]") -> "Callable[[Iterable[Any]], None]":
    """Let what writes a row write no control character."""
    from ckm_mo.views.blocks import printable  # noqa: PLC0415 - only rows that are looked at need it

    return lambda cells: write([printable(each) if isinstance(each, str) else each for each in cells])


def _width(*, terminal: bool) -> int:
    if terminal or os.environ.get("COLUMNS", "").isdigit():
        return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns
    return PIPE_WIDTH
