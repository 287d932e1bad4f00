"""The command line: arguments in, exit code out.

Exit codes: 0 done (an undecided case is a result), 1 the input was rejected or the
output could not be written, 2 wrong usage, 130 interrupted. Errors go to standard
error; nothing goes to standard output before everything has passed.

What only some commands need is imported where it is needed: `--help` and a single
case are to feel instant.
"""

import argparse
import io
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NoReturn, Self, TextIO

from ckm_mo._version import __version__
from ckm_mo.answers import Period, Reading, Truth
from ckm_mo.codebook import (
    HEADERS,
    IDENTIFIERS,
    NOT_CODED,
    NOT_STATED,
    VARIABLES,
    Variable,
    closest,
    header,
    normalise,
    takes,
    word,
)
from ckm_mo.errors import CkmMoError, InvalidInput, NoSuchCase, UnwritableOutput, WrongUsage
from ckm_mo.messages import ARGPARSE, LANGUAGES, Reason, say, shown

if TYPE_CHECKING:
    from ckm_mo.agreement.codings import Codings
    from ckm_mo.agreement.levels import Agreement
    from ckm_mo.cases import Case
    from ckm_mo.classification import Verdict
    from ckm_mo.cli.conversation import Saving, Terminal
    from ckm_mo.cli.interview import Interview
    from ckm_mo.tables.reading import Batch, Table
    from ckm_mo.tallies import Tally, Where
    from ckm_mo.views.blocks import View
    from ckm_mo.views.words import Words

DONE, REJECTED, MISUSED, INTERRUPTED = 0, 1, 2, 130

FORMATS: Final = ("table", "csv", "json", "md", "xlsx")

WORKBOOK: Final = "xlsx"
"""The format, and the suffix of the files that have it."""

ROWS: Final = ("csv", WORKBOOK)
"""The formats of rows of cells."""

WITH_PAGE: Final = (*FORMATS, "html")
"""The forms of a view that is also to be had as a page."""

BLOCKS: Final = ("method", "customers", "offenders", "networks", "background", "sample")
"""The parts of the study's figures, which are loaded only when they are shown; a test holds them to these names."""

ALL_BLOCKS: Final = "all"

ENCODING: Final = "utf-8"
"""The encoding of tables unless another is given."""

PIPE_WIDTH: Final = 80
"""The width of views that go to no terminal and where COLUMNS does not say."""

LONG: Final = 0.5
"""After how many seconds of reading progress is shown on a terminal."""

VERDICT_COLUMNS: Final = (
    "case_id",
    "profile",
    "possible",
    "outside",
    "relation_outcome",
    "initiative_outcome",
    "coercion_outcome",
    "reading",
    "period",
    "not_begun",
    "rests_on_silence",
)

EXAMPLES: Final = {
    "": (
        "ckm-mo case relation=affective initiative=offender violence=yes",
        "ckm-mo tally cases.csv --by victim_age_group",
        "ckm-mo explain cases.csv 002-v1 --lang nl",
    ),
    "case": (
        "ckm-mo case",
        "ckm-mo case --save cases.csv --lang nl",
        "ckm-mo case relation=affective violence=yes",
        "ckm-mo case relatie=affectief geweld=nee --reading closed --empty not_stated",
    ),
    "classify": (
        "ckm-mo classify cases.csv",
        "ckm-mo classify cases.csv --keep --format csv -o classified.csv",
    ),
    "tally": (
        "ckm-mo tally cases.csv",
        "ckm-mo tally north.csv south.csv --by sectors --where relation=affective",
        "ckm-mo tally cases.csv --format json",
        "ckm-mo tally cases.csv --format html -o tally.html",
    ),
    "explain": ("ckm-mo explain cases.csv 002-v1", "ckm-mo explain - 002-v1 --period exploitation < cases.csv"),
    "agree": (
        "ckm-mo agree coder1.csv coder2.csv",
        "ckm-mo agree coder1.csv coder2.csv --disagreements",
        "ckm-mo agree coder1.csv coder2.csv --merged agreed.csv --reading closed",
    ),
    "codebook": ("ckm-mo codebook", "ckm-mo codebook relation violence --lang nl"),
    "rules": ("ckm-mo rules", "ckm-mo rules --check"),
    "template": ("ckm-mo template -o cases.csv", "ckm-mo template --format table --lang nl"),
    "study": (
        "ckm-mo study --block offenders",
        "ckm-mo study --bounds",
        "ckm-mo study --compare cases.csv --where basis=judgment",
    ),
}
"""What to try, by command."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: As on the command line; those of the process if None.

    Returns:
        The exit code.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    lang = _language(given, os.environ)
    if sys.stderr is None:  # closed: what goes there is not to go to standard output instead
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        _say_anything(stream)
    code = _started(given, lang)
    try:
        sys.stderr.flush()
    except OSError:
        sys.stderr = io.StringIO()  # nobody can be told, and the interpreter must not try again
    return code


def _started(given: Sequence[str], lang: str) -> int:
    """Parse the arguments and run the command that they name."""
    try:
        with _argparse_in(lang):
            options = parser(lang).parse_args(given)
        return _run(options, lang)
    except SystemExit as end:
        return int(end.code or DONE)
    except OSError as error:
        return _not_printed(error, lang)
    except KeyboardInterrupt:
        return INTERRUPTED


def _not_printed(error: OSError, lang: str) -> int:
    """Say why help did not come to stand where it should."""
    if not isinstance(error, BrokenPipeError):
        from ckm_mo.tables.files import reason  # noqa: PLC0415 - what it imports is not needed for --help

        failed = UnwritableOutput(file="-", reason=Reason("closed") if sys.stdout is None else reason(error))
        _say(failed.text(lang))
    sys.stdout = None  # the interpreter must not try again
    return REJECTED


def _run(options: argparse.Namespace, lang: str) -> int:
    """Run a parsed command, and turn what stops it into a message and an exit code."""
    try:
        return int(options.run(options))
    except CkmMoError as error:
        if isinstance(error, UnwritableOutput) and error.standard:
            sys.stdout = None  # the interpreter must not try again
        _complain(options, error.text(lang))
        return MISUSED if isinstance(error, WrongUsage) else REJECTED
    except BrokenPipeError:
        sys.stdout = None  # nobody reads it, and the interpreter must not flush it
        return REJECTED
    except KeyboardInterrupt:
        _complain(options, say("interrupted", lang))
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever it is, a case must not show in a traceback
        _complain(options, say("unexpected", lang, kind=type(error).__name__))
        return REJECTED


def _complain(options: argparse.Namespace, text: str) -> None:
    """Write to standard error; with --debug what led there comes first."""
    if options.debug:
        import traceback  # noqa: PLC0415 - only needed here

        # Where it happened, and what kind it is: its own text may hold what stands in a case.
        kind, _, trace = sys.exc_info()
        silent = type(kind.__name__ if kind else "", (Exception,), {"__module__": "builtins"})
        text = "".join([*traceback.format_exception(silent().with_traceback(trace)), text])
    _say(text)


def _say(text: str) -> None:
    """Write to standard error, if that can be written to."""
    with suppress(OSError):
        print(text, file=sys.stderr)  # noqa: T201 - the one place that does


def _language(given: Sequence[str], environment: "os._Environ[str] | dict[str, str]") -> str:
    """Choose the language before the arguments are parsed, so that their errors are in it too."""
    for place, argument in enumerate(given):
        name, _, value = argument.partition("=")
        if name == "--lang":
            value = value or "".join(given[place + 1 : place + 2])
            return value if value in LANGUAGES else LANGUAGES[0]
    locale = next(filter(None, (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "nl" if locale.lower().startswith("nl") else "en"


def _say_anything(stream: TextIO) -> None:
    """Let a stream take any text: UTF-8 where nobody looks, and an escape for what a terminal lacks."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


# Arguments


class _Command(argparse.ArgumentParser):
    """A parser that takes no abbreviations, and says what to try."""

    def __init__(self, examples: str = "", lang: str = "en", **options: Any) -> None:
        listed = "\n".join(f"  {example}" for example in EXAMPLES[examples])
        super().__init__(
            add_help=False,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            epilog=f"{say('help_examples', lang)}\n{listed}",
            **options,
        )
        self.add_argument("-h", "--help", action="help", help=say("help_help", lang))

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print help at once, and let out that it cannot be, which is hidden otherwise where nothing is held back."""
        if file is not None and file is sys.stderr:
            super()._print_message(message, file)
        elif sys.stdout is None:
            raise OSError
        else:
            sys.stdout.write(message)
            sys.stdout.flush()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, escaped: a file may be called anything."""
        super().error(shown(message, longest=len(message)))


@contextmanager
def _argparse_in(lang: str) -> Iterator[None]:
    """Let the argument parser speak the language: it has one look-up for all its sentences."""
    lookups = vars(argparse)
    before = lookups["_"]
    lookups["_"] = (lambda text: ARGPARSE.get(text, text)) if lang == "nl" else before
    try:
        yield
    finally:
        lookups["_"] = before


def parser(lang: str) -> argparse.ArgumentParser:
    """Build the parser, its help in a language."""
    told = partial(say, lang=lang)
    root = _Command(lang=lang, prog="ckm-mo", description=told("help_program"))
    root.add_argument("--version", action="version", version=f"ckm-mo {__version__}", help=told("help_version"))
    commands = root.add_subparsers(
        dest="command",
        required=True,
        metavar=told("help_command"),
        title=told("help_group_commands"),
        parser_class=_Command,
    )
    for name, (run, declare) in _COMMANDS.items():
        text = told(f"help_{name}")
        command = commands.add_parser(name, examples=name, lang=lang, help=text, description=text)
        command.set_defaults(run=run)
        declare(command, told)
    return root


Told = Callable[..., str]


def _declare_reading(
    command: argparse.ArgumentParser, told: Told, *, table: bool, where: bool = True, study: bool = False
) -> None:
    group = command.add_argument_group(told("help_group_reading"))
    add = group.add_argument
    default, of = (None, "_study") if study else (str(Reading.OPEN), "")
    add("--reading", choices=[*map(str, Reading)], default=default, help=told(f"help_reading{of}"))
    add("--period", choices=[*map(str, Period)], help=told(f"help_period{of}"))
    empty = told("help_empty" if table else "help_empty_case")
    add("--empty", choices=[NOT_CODED, NOT_STATED], default=NOT_CODED, help=empty)
    if table and where:
        add("--where", action="append", default=[], metavar="KEY=VALUE", help=told("help_where"))
    if table:
        add("--ignore", action="append", default=[], metavar="COLUMN", help=told("help_ignore"))
        add("--encoding", default=ENCODING, metavar="NAME", help=told("help_encoding"))
        add("--sheet", metavar="NAME", help=told("help_sheet"))


def _declare_output(
    command: argparse.ArgumentParser, told: Told, *, forms: Sequence[str] = FORMATS, default: str = FORMATS[0]
) -> None:
    group = command.add_argument_group(told("help_group_output"))
    add = group.add_argument
    add("--format", choices=forms, help=told("help_format", default=default))
    command.set_defaults(usual=None if default == "csv" else default)
    add("--plain", action="store_true", help=told("help_plain"))
    add("-o", dest="output", metavar="FILE", help=told("help_output"))
    add("--force", action="store_true", help=told("help_force"))
    add("--lang", choices=LANGUAGES, help=told("help_lang"))
    add("--debug", action="store_true", help=told("help_debug"))


def _declare_case(command: argparse.ArgumentParser, told: Told) -> None:
    command.add_argument("answers", nargs="*", metavar="KEY=ANSWER", help=told("help_answers"))
    add = command.add_argument_group(told("help_group_interview")).add_argument
    add("--all", action="store_true", help=told("help_all"))
    add("--live", action="store_true", help=told("help_live"))
    add("--save", metavar="TABLE", help=told("help_save"))
    add("--ignore", action="append", default=[], metavar="COLUMN", help=told("help_ignore"))
    add("--encoding", default=ENCODING, metavar="NAME", help=told("help_encoding"))
    _declare_reading(command, told, table=False)
    _declare_output(command, told, forms=WITH_PAGE)


def _declare_classify(command: argparse.ArgumentParser, told: Told) -> None:
    command.add_argument("tables", nargs="+", metavar="TABLE", help=told("help_tables"))
    command.add_argument("--keep", action="store_true", help=told("help_keep"))
    _declare_reading(command, told, table=True)
    _declare_output(command, told)


def _declare_tally(command: argparse.ArgumentParser, told: Told) -> None:
    command.add_argument("tables", nargs="+", metavar="TABLE", help=told("help_tables"))
    command.add_argument("--by", metavar="VARIABLE", help=told("help_by"))
    command.add_argument("--decided-only", action="store_true", help=told("help_decided_only"))
    _declare_reading(command, told, table=True)
    _declare_output(command, told, forms=WITH_PAGE)


def _declare_explain(command: argparse.ArgumentParser, told: Told) -> None:
    command.add_argument("tables", nargs=1, metavar="TABLE", help=told("help_table"))
    command.add_argument("case_id", metavar="CASE_ID", help=told("help_case_id"))
    _declare_reading(command, told, table=True)
    _declare_output(command, told, forms=WITH_PAGE)


def _declare_agree(command: argparse.ArgumentParser, told: Told) -> None:
    command.add_argument("tables", nargs="+", metavar="TABLE", help=told("help_coders"))
    command.add_argument("--disagreements", action="store_true", help=told("help_disagreements"))
    command.add_argument("--merged", metavar="FILE", help=told("help_merged"))
    command.add_argument("--confidence", metavar="NUMBER", help=told("help_confidence"))
    _declare_reading(command, told, table=True, where=False)
    _declare_output(command, told)
    command.set_defaults(where=())


def _declare_codebook(command: argparse.ArgumentParser, told: Told) -> None:
    command.add_argument("keys", nargs="*", metavar="KEY", help=told("help_keys"))
    _declare_output(command, told, forms=WITH_PAGE)


def _declare_rules(command: argparse.ArgumentParser, told: Told) -> None:
    command.add_argument("--check", action="store_true", help=told("help_check"))
    _declare_output(command, told)


def _declare_study(command: argparse.ArgumentParser, told: Told) -> None:
    add = command.add_mutually_exclusive_group().add_argument
    add("--block", choices=(*BLOCKS, ALL_BLOCKS), default=BLOCKS[0], help=told("help_block", default=BLOCKS[0]))
    add("--bounds", action="store_true", help=told("help_bounds"))
    add("--compare", dest="tables", nargs="+", metavar="TABLE", help=told("help_compare"))
    command.add_argument("--cases", action="store_true", help=told("help_cases"))
    _declare_reading(command, told, table=True, study=True)
    _declare_output(command, told)


def _declare_template(command: argparse.ArgumentParser, told: Told) -> None:
    _declare_output(command, told, default="csv")


# Output


class _Output:
    """Where a command writes, and in which form."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        if options.plain and options.format not in {None, FORMATS[0]}:
            raise WrongUsage(problem="usage_plain")
        self.form: str | None = FORMATS[0] if options.plain else _form(options)
        self.lang: str = options.lang or _language((), os.environ)
        self.notes: list[str] = []
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
        return say(sentence, self.lang, **facts)

    @contextmanager
    def open(self) -> Iterator[TextIO]:
        """Open the output, and when it is written say in one line what it had no place for."""
        from ckm_mo.tables.files import output  # noqa: PLC0415 - what it imports is not needed for --help

        with output(self.options.output, force=self.options.force) as stream:
            yield stream
        self.tell()

    @contextmanager
    def table(self) -> "Iterator[Callable[[Iterable[Any]], None]]":
        """Open the output for rows, and give what writes one; see `open`."""
        from ckm_mo.tables.reading import row_writer  # noqa: PLC0415 - only these forms need it

        with row_writer(self.options.output, sheet=self.say("sheet_results"), force=self.options.force) as write:
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
        if self.options.plain:
            return to_plain(view)
        terminal = self.on_terminal()
        colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        encoding = sys.stdout.encoding if terminal else ENCODING
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
            stream.write(_json(value, indent=2, ascii_only=self.on_terminal()) + "\n")

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


def _json(value: object, *, indent: int | None = None, ascii_only: bool) -> str:
    import json  # noqa: PLC0415 - only this form needs it

    return json.dumps(value, ensure_ascii=ascii_only, indent=indent, allow_nan=False)


def _width(*, terminal: bool) -> int:
    if terminal or os.environ.get("COLUMNS", "").isdigit():
        import shutil  # noqa: PLC0415 - only views need it

        return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns
    return PIPE_WIDTH


# Input


class _Input:
    """The tables that a command reads: opened, filtered, and passed only when all of it is in order."""

    def __init__(self, options: argparse.Namespace, output: _Output, *, apart: bool = False) -> None:
        from ckm_mo.cases import condition  # noqa: PLC0415 - `--help` needs none of it
        from ckm_mo.tables.reading import Tables  # noqa: PLC0415 - likewise

        if options.tables.count("-") > 1:
            raise WrongUsage(problem="usage_standard_twice")
        _check_encoding(options.encoding)
        pairs = [_pair(text, "usage_where") for text in options.where]
        self.conditions = tuple(condition(name, value) for name, value in pairs)
        self.named = any(key in {variable.key for variable in IDENTIFIERS} for key, _ in self.conditions)
        self.output = output
        self.options = options
        self.differ = self.open = 0
        self.progress = _Progress(output.say("reading_files"))
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
        from ckm_mo.tables.files import check_apart  # noqa: PLC0415 - loaded by now

        self._check_ignored()
        options = vars(self.options)
        if not options.get("keep"):
            for name in (options["output"], options.get("merged")):
                check_apart(name, (table.source for table in self.tables.tables))
        return self

    def __exit__(self, *_: object) -> None:
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


class _Progress:
    """A bar on standard error, where that is a terminal and reading takes long."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.total = 0
        self.read = 0
        self.begun = time.monotonic()
        self.bar: Any = None
        self.task: Any = None
        self.wanted = sys.stderr.isatty()

    def advance(self, count: int) -> None:
        self.read += count
        if self.bar is not None:
            self.bar.update(self.task, completed=self.read)
        elif self.wanted and time.monotonic() - self.begun > LONG:
            from rich.console import Console  # noqa: PLC0415 - only long reading needs it
            from rich.progress import Progress  # noqa: PLC0415 - likewise

            self.bar = Progress(console=Console(stderr=True), transient=True)
            self.task = self.bar.add_task(self.label, total=self.total or None, completed=self.read)
            self.bar.start()

    def end(self) -> None:
        if self.bar is not None:
            self.bar.stop()
        self.bar, self.wanted = None, False


def _pair(text: str, problem: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise WrongUsage(problem=problem, given=text)
    return name, value


def _check_encoding(name: str) -> None:
    try:
        io.TextIOWrapper(io.BytesIO(), encoding=name)
    except (LookupError, ValueError) as error:  # a name that is no text is a `ValueError`
        raise WrongUsage(problem="usage_encoding", encoding=name) from error


# Commands


def _case(options: argparse.Namespace) -> int:
    from ckm_mo.cases import case_of  # noqa: PLC0415 - `--help` needs none of it

    if not options.answers:
        return _interview(options)
    for option, given in (_about_interview(options) | _about_table(options)).items():
        if given:
            raise WrongUsage(problem="usage_interview", option=option)
    pairs = [_pair(text, "usage_pair") for text in options.answers]
    _explained(options, _Output(options), case_of(pairs, empty=options.empty), None)
    return DONE


def _about_interview(options: argparse.Namespace) -> dict[str, bool]:
    return {"--all": options.all, "--live": options.live, "--save": options.save is not None}


def _about_table(options: argparse.Namespace) -> dict[str, bool]:
    return {"--ignore": bool(options.ignore), "--encoding": options.encoding != ENCODING}


def _interview(options: argparse.Namespace) -> int:
    """Ask for the answers to a case at the terminal, one by one."""
    from ckm_mo.cli.conversation import Conversation, at_terminal  # noqa: PLC0415 - a case that is given needs none of it
    from ckm_mo.cli.interview import Interview, record, record_view  # noqa: PLC0415 - likewise
    from ckm_mo.views.words import Words  # noqa: PLC0415 - likewise

    terminal = at_terminal(Words(options.lang or _language((), os.environ)), plain=options.plain)
    if options.empty != NOT_CODED:
        raise WrongUsage(problem="usage_interview_empty")
    output = _Output(options)
    table = _saving(options, terminal)
    reading, period = _asked(options)
    start = Interview(reading=reading, period=period, whole=options.all)
    conversation = Conversation(terminal, start, live=options.live, table=table)
    if conversation.hold():
        interview = conversation.interview
        _explained(options, output, interview.case, interview.case.case_id or None, interview=interview)
        if output.form in {"json", "csv"} or options.output is not None or terminal.stream is not sys.stdout:
            terminal.show(*record_view(terminal.words, interview))
            terminal.write(f"{record(interview, output.lang)}\n")
    return REJECTED if table and table.failed else DONE


def _saving(options: argparse.Namespace, terminal: "Terminal") -> "Saving | None":
    """Read the table in which the case is to be saved, before anything is asked."""
    from ckm_mo.cli.conversation import Saving  # noqa: PLC0415 - loaded by now
    from ckm_mo.tables.additions import Addition  # noqa: PLC0415 - only this needs it

    if options.save is None:
        for option, given in _about_table(options).items():
            if given:
                raise WrongUsage(problem="usage_with_save", option=option)
        return None
    _check_encoding(options.encoding)
    if options.output is not None and os.path.realpath(options.save) == os.path.realpath(options.output):
        raise WrongUsage(problem="usage_save_output", file=options.save)
    ignore, lang = options.ignore, terminal.words.lang
    return Saving(terminal, partial(Addition.read, options.save, encoding=options.encoding, ignore=ignore, lang=lang))


def _explain(options: argparse.Namespace) -> int:
    output = _Output(options)
    found: Case | None = None
    wanted = options.case_id.strip()
    with _Input(options, output) as tables:
        for table, batch in tables.batches(lambda case: case):
            if wanted in batch.case_ids:
                place = batch.case_ids.index(wanted)
                found = table.case(batch.records[place], batch.values[place])
        if found is None:
            near = closest(wanted, tables.tables.seen, 2) if len(tables.tables.seen) <= MOST_COMPARED else None
            raise NoSuchCase(case_id=wanted, file=options.tables[0], closest=near or "", where=bool(tables.conditions))
        output.notes += tables.where_counts()
        _explained(options, output, found, found.case_id, tables.tables.files)
    return DONE


MOST_COMPARED: Final = 10_000
"""Among how many ids the closest is looked for."""


def _explained(
    options: argparse.Namespace,
    output: _Output,
    case: "Case",
    case_id: str | None,
    files: Sequence[tuple[str, str]] = (),
    interview: "Interview | None" = None,
) -> None:
    """Write the explanation of a case, of a table if it is of one; behind one from an interview the command for it."""
    from ckm_mo.explanation import explain  # noqa: PLC0415 - only these commands need it

    explanation = explain(case, *_asked(options))
    if output.form == "json":
        output.json(explanation.as_dict(case_id))
    elif output.cells:
        output.notes.append(output.say("reasons_elsewhere"))
        output.rows(VERDICT_COLUMNS, [_verdict_cells(case_id or "", explanation.verdict)])
    else:
        from ckm_mo.views.explanation import explanation_view  # noqa: PLC0415 - only people need it
        from ckm_mo.views.provenance import provenance  # noqa: PLC0415 - only people need it
        from ckm_mo.views.words import Words  # noqa: PLC0415 - only people need it

        words, verdict = Words(output.lang), explanation.verdict
        about = provenance(words, files=output.named(files), reading=verdict.reading, period=verdict.period)
        view = explanation_view(words, explanation, empty=options.empty)
        if interview is None:
            output.view(view, about)
        else:
            from ckm_mo.cli.interview import record, record_view  # noqa: PLC0415 - loaded by now

            output.view([*view, *record_view(words, interview)], about, record(interview, output.lang))


def _asked(options: argparse.Namespace) -> tuple[Reading, Period | None]:
    return Reading(options.reading), Period(options.period) if options.period else None


def _verdict_cells(case_id: str, verdict: "Verdict") -> list[str]:
    """Give the cells of a verdict, in the order of its columns."""
    return [
        case_id,
        verdict.profile or "",
        ";".join(verdict.possible),
        verdict.outside,
        verdict.relation or "",
        verdict.initiative or "",
        verdict.coercion or "",
        str(verdict.reading),
        str(verdict.period or ""),
        _yes_no(verdict.not_begun),
        _yes_no(verdict.rests_on_silence),
    ]


def _yes_no(truth: bool) -> str:  # noqa: FBT001 - it is about one
    return "yes" if truth else "no"


def _classify(options: argparse.Namespace) -> int:
    output = _Output(options)
    if options.keep and not output.cells:
        raise WrongUsage(problem="usage_keep")
    opened: AbstractContextManager[Any] = output.table() if output.cells else output.open()
    with _Input(options, output) as tables, opened as target:
        if output.form == "json":
            _classify_json(tables, target)
        elif output.cells:
            _classify_rows(tables, target)
        else:
            _classify_view(tables, target)
        tables.note_other()
        if output.form == "json" or output.cells:
            output.notes += tables.where_counts()
    return DONE


def _classify_json(tables: _Input, stream: TextIO) -> None:
    from ckm_mo.classification import classify  # noqa: PLC0415 - loaded by now

    reading, period = _asked(tables.options)
    between = "[\n"
    ascii_only = tables.output.on_terminal()  # which obeys some control characters that JSON leaves as they are
    for _, batch in tables.batches(lambda case: classify(case, reading, period)):
        for verdict, case_id in zip(batch.values, batch.case_ids, strict=True):
            stream.write(between + _json(verdict.as_dict(case_id), ascii_only=ascii_only))
            between = ",\n"
    stream.write("[]\n" if between == "[\n" else "\n]\n")


def _classify_rows(tables: _Input, write: Callable[[Iterable[str]], None]) -> None:
    from ckm_mo.classification import classify  # noqa: PLC0415 - loaded by now

    reading, period = _asked(tables.options)
    own = dict.fromkeys(name for table in tables.tables.tables for name in table.headers) if tables.options.keep else {}
    columns = VERDICT_COLUMNS[1:] if tables.options.keep else VERDICT_COLUMNS
    write([*own, *(_beside(column, own) for column in columns)])
    for table, batch in tables.batches(lambda case: classify(case, reading, period)):
        for verdict, case_id, _, record in zip(*batch, strict=True):
            cells = _verdict_cells(case_id, verdict)
            if tables.options.keep:
                there = dict(zip(table.headers, table.cells(record), strict=True))
                cells = [*(there.get(name, "") for name in own), *cells[1:]]
            write(cells)


def _beside(column: str, own: Iterable[str]) -> str:
    """Name a result's column so that it can stand beside the table's own."""
    taken = {normalise(name) for name in own}
    while column in taken:
        column += "_outcome"
    return column


def _classify_view(tables: _Input, stream: TextIO) -> None:
    from ckm_mo.classification import classify  # noqa: PLC0415 - loaded by now
    from ckm_mo.views.explanation import beside  # noqa: PLC0415 - likewise
    from ckm_mo.views.verdicts import verdicts_ending, verdicts_grid, verdicts_title  # noqa: PLC0415 - likewise
    from ckm_mo.views.words import Words  # noqa: PLC0415 - likewise

    reading, period = _asked(tables.options)
    words = Words(tables.output.lang)

    def look(case: "Case") -> "tuple[Verdict, tuple[str, ...]]":
        verdict = classify(case, reading, period)
        return verdict, beside(words, case, verdict)

    stream.write(tables.output.block(verdicts_title(words, reading)) + "\n")
    verdicts: Counter[Verdict] = Counter()
    for _, batch in tables.batches(look):
        rows = [(case_id, *look) for case_id, look in zip(batch.case_ids, batch.values, strict=True)]
        if rows:
            stream.write(tables.output.block([verdicts_grid(words, rows, heads=not verdicts, reading=reading)]))
        verdicts.update(verdict for verdict, _ in batch.values)
    ending = verdicts_ending(words, verdicts, period, tables.options.empty, tables.where_counts())
    stream.write("\n" + tables.output.block(ending))


def _tally(options: argparse.Namespace) -> int:
    from ckm_mo.tallies import GROUPING, Counting, Tally  # noqa: PLC0415 - `--help` needs none of it

    output = _Output(options)
    by = None
    if options.by is not None:
        variable = HEADERS.get(normalise(options.by))
        if variable is None or variable.key not in GROUPING:
            raise WrongUsage(problem="usage_by", variable=options.by, choices=GROUPING)
        by = variable.key
    reading, period = _asked(options)
    counting = Counting(Tally(reading, period, by, options.decided_only, options.empty))
    with _Input(options, output) as tables:
        for _, batch in tables.batches(counting.look):
            counting.extend(batch.values, batch.offenders)
        tally = counting.tally(where=tables.where(), files=tables.tables.files)
        tables.note_other()
        if output.cells:
            output.notes += tables.where_counts()
    _write_tally(output, tally)
    return DONE


def _write_tally(output: _Output, tally: "Tally") -> None:
    from ckm_mo.tallies import FEW  # noqa: PLC0415 - loaded by now

    if tally.few and (output.form == "json" or output.cells):
        output.notes.append(output.say("groups_few", few=FEW, groups=", ".join(tally.few)))
    if output.form == "json":
        output.json(tally.as_dict())
        return
    from ckm_mo.views.provenance import provenance  # noqa: PLC0415 - only people need it
    from ckm_mo.views.tally import tally_summary, tally_view  # noqa: PLC0415 - only people need it
    from ckm_mo.views.words import Words  # noqa: PLC0415 - only people need it

    words = Words(output.lang)
    if output.cells:
        output.notes = [tally_summary(words, tally), *output.notes]
        output.rows(*tally.as_rows())
    else:
        about = provenance(words, files=output.named(tally.files), reading=tally.read_as, period=tally.period)
        output.view(tally_view(words, tally), about)


def _agree(options: argparse.Namespace) -> int:
    from ckm_mo.agreement.disagreements import disagreements  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.agreement.levels import agree  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.agreement.measures import FEWEST  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.agreement.merging import merge  # noqa: PLC0415 - `--help` needs none of it

    output = _Output(options)
    if len(options.tables) < FEWEST:
        raise WrongUsage(problem="usage_one_table")
    confidence = _confidence(options.confidence)
    if options.merged is not None:
        _check_merged(options)
    with _Input(options, output, apart=True) as tables:
        codings = _codings(tables, whole=options.disagreements or options.merged is not None)
        if not options.disagreements:
            tables.note_other()
        same = _same_tables(tables, codings)
    reading, period = _asked(options)
    agreement = agree(codings, reading=reading, period=period, confidence=confidence)
    talk = disagreements(codings, reading=reading, period=period) if options.disagreements else None
    merged = merge(codings) if options.merged is not None else None
    if merged is not None:
        from ckm_mo.tables.reading import write_table  # noqa: PLC0415 - loaded by now

        write_table(merged.cases, options.merged, lang=output.lang, force=options.force)
    if output.form == "json":
        record = agreement.as_dict()
        if talk is not None:
            record["disagreements"] = [each.as_dict(codings.coders) for each in talk]
        if merged is not None:
            record["merged"] = {"file": options.merged, **merged.as_dict()}
        output.notes = [*same, *_agreement_notes(output, agreement), *output.notes]
        output.json(record)
        return DONE
    from ckm_mo.agreement import view as views  # noqa: PLC0415 - JSON needs none of it
    from ckm_mo.views.words import Words  # noqa: PLC0415 - likewise

    words = Words(output.lang)
    if output.cells:
        left = [] if merged is None else [views.merged_line(words, options.merged, merged)]
        output.notes = [
            *same,
            views.cases_line(words, agreement),
            *_agreement_notes(output, agreement),
            *left,
            *output.notes,
        ]
        output.rows(*(views.figures_rows(agreement) if talk is None else views.talk_rows(codings.coders, talk)))
        return DONE
    blocks = [
        *views.heading(words, agreement, [*same, *_agreement_notes(output, agreement)]),
        *(views.figures_blocks(words, agreement) if talk is None else views.talk_blocks(words, codings.coders, talk)),
        *([] if merged is None else views.merged_blocks(words, options.merged, merged)),
    ]
    output.view([*blocks, *views.ending(words)])
    return DONE


def _confidence(text: str | None) -> float:
    """Parse `--confidence`; other intervals than the usual take SciPy, and it is asked for before anything is read."""
    from ckm_mo.agreement.measures import student  # noqa: PLC0415 - loaded by now
    from ckm_mo.tallies import CONFIDENCE  # noqa: PLC0415 - likewise

    if text is None:
        return CONFIDENCE
    try:
        confidence = float(text)
    except ValueError:
        confidence = 0.0
    if not 0 < confidence < 1:
        raise WrongUsage(problem="usage_confidence", given=text)
    student(confidence, 1)
    return confidence


def _check_merged(options: argparse.Namespace) -> None:
    """Refuse a file for what all agree on that could not be written in the end."""
    from ckm_mo.tables.files import check_output  # noqa: PLC0415 - only this option needs it

    if options.output is not None and os.path.realpath(options.merged) == os.path.realpath(options.output):
        raise WrongUsage(problem="usage_merged", file=options.merged)
    check_output(options.merged, force=options.force)


def _codings(tables: _Input, *, whole: bool) -> "Codings":
    """Read what each coder made of the cases.

    Args:
        tables: One for each coder.
        whole: Whether the cases' names and other columns are needed.
    """
    from ckm_mo.agreement.codings import Codings, told_apart  # noqa: PLC0415 - loaded by now

    cases: dict[int, dict[str, Case]] = {}
    for table, batch in tables.batches(lambda case: case):
        named = map(table.case, batch.records, batch.values) if whole else batch.values
        cases.setdefault(id(table), {}).update(zip(batch.case_ids, named, strict=True))
    names = told_apart(table.name for table in tables.tables.tables)
    return Codings({name: cases.get(id(table), {}) for name, table in zip(names, tables.tables.tables, strict=True)})


def _same_tables(tables: _Input, codings: "Codings") -> list[str]:
    """Say which tables are the same, byte for byte."""
    names: dict[str, list[str]] = {}
    for name, (_, digest) in zip(codings.coders, tables.tables.files, strict=True):
        names.setdefault(digest, []).append(name)
    return [tables.output.say("same_table", coders=", ".join(map(shown, each))) for each in names.values() if each[1:]]


def _agreement_notes(output: _Output, agreement: "Agreement") -> list[str]:
    """Say how verdicts were read."""
    reading = output.say(f"word_{agreement.read_as}")
    empty = [output.say("tally_empty")] if output.options.empty != NOT_CODED else []
    counts = {"rests": agreement.rests_on_silence, **agreement.readings}
    return [output.say("agreement_reading", reading=reading, **counts), *empty]


def _codebook(options: argparse.Namespace) -> int:
    from ckm_mo.cases import unknown_variable  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.views.codebook import codebook_records, codebook_view  # noqa: PLC0415 - likewise
    from ckm_mo.views.provenance import provenance  # noqa: PLC0415 - likewise
    from ckm_mo.views.words import Words  # noqa: PLC0415 - likewise

    output = _Output(options)
    unknown = [unknown_variable(key) for key in options.keys if normalise(key) not in HEADERS]
    if unknown:
        raise InvalidInput(errors=tuple(unknown), more={})
    wanted = {HEADERS[normalise(key)].means or HEADERS[normalise(key)].key for key in options.keys}
    chosen = [each for each in VARIABLES if not each.period and (not wanted or each.key in wanted)]
    words = Words(output.lang)
    if output.form == "json":
        output.json(codebook_records(chosen))
    elif output.cells:
        heads = ("key", "dutch", "role", "values", "label", "definition", "includes", "excludes", "source")
        output.rows(heads, ([*_facts(each), *words.texts_of(each, heads[4:])] for each in chosen))
    else:
        output.view(codebook_view(words, chosen), provenance(words))
    return DONE


def _facts(variable: Variable) -> tuple[str, str, str, str]:
    return variable.key, variable.dutch, str(variable.role), ";".join(value.key for value in variable.values)


def _rules(options: argparse.Namespace) -> int:
    from ckm_mo.rules import RULES  # noqa: PLC0415 - likewise
    from ckm_mo.views.rules import check_view, rules_records, rules_view  # noqa: PLC0415 - `--help` needs none
    from ckm_mo.views.words import Words  # noqa: PLC0415 - `--help` needs none

    output = _Output(options)
    words = Words(output.lang)
    if options.check:
        from ckm_mo.checking import check  # noqa: PLC0415 - only this needs it

        begun = time.perf_counter()
        laws = check()
        seconds = time.perf_counter() - begun
        if output.form == "json":
            output.json({"laws": [law.as_dict() for law in laws], "seconds": seconds})
        elif output.cells:
            output.rows(("law", "enumerated", "broken"), ((law.key, law.enumerated, len(law.broken)) for law in laws))
        else:
            output.view(check_view(words, laws, seconds))
        return REJECTED if any(law.broken for law in laws) else DONE
    if output.form == "json":
        output.json(rules_records())
    elif output.cells:
        rules = [
            {**record, "when": words.condition(rule.when)}
            for record, rule in zip(rules_records()["rules"], RULES, strict=True)
        ]
        output.rows(rules[0], (rule.values() for rule in rules))
    else:
        output.view(rules_view(words))
    return DONE


def _template(options: argparse.Namespace) -> int:
    from ckm_mo.views.template import template_view  # noqa: PLC0415 - `--help` needs none of it
    from ckm_mo.views.words import Words  # noqa: PLC0415 - `--help` needs none of it

    output = _Output(options)
    words = Words(output.lang)
    if output.form == WORKBOOK:
        _template_workbook(output, words)
    elif output.form in {None, "csv"}:
        output.rows([header(variable, output.lang) for variable in VARIABLES], ())
        if output.form is None:
            output.form = "table"
            print(output.block(template_view(words)), end="", file=sys.stderr)  # noqa: T201 - beside the table
        else:
            print(output.say("template_values"), file=sys.stderr)  # noqa: T201 - likewise
    elif output.form == "json":
        output.json([{"column": each.key, "allowed": [value.key for value in takes(each)]} for each in VARIABLES])
    else:
        output.view(template_view(words))
    return DONE


def _template_workbook(output: _Output, words: "Words") -> None:
    """Write a workbook to be filled in: a sheet with lists to choose from, and the codebook."""
    from ckm_mo.tables.files import output as opened  # noqa: PLC0415 - loaded by now
    from ckm_mo.tables.sheets import Column, Written, codebook_heads  # noqa: PLC0415 - only this form needs it
    from ckm_mo.views.codebook import codebook_rows  # noqa: PLC0415 - likewise

    columns = [
        Column(header(each, output.lang), tuple(word(value, output.lang) for value in takes(each)), each.several)
        for each in VARIABLES
    ]
    name = output.options.output
    with opened(name, force=output.options.force, binary=True) as stream, Written(stream, name) as workbook:
        workbook.questions(output.say("sheet_cases"), columns, output.say("choose_one"), output.say("choose_several"))
        write = workbook.sheet(output.say("sheet_codebook"), (34, 28, 28, 60, 60, 60, 40))
        for row in (codebook_heads(output.lang), *codebook_rows(words)):
            write(row)


def _study(options: argparse.Namespace) -> int:
    output = _Output(options)
    if options.tables is not None:
        _compare(options, output)
        return DONE
    _check_without_tables(options)
    if options.bounds:
        _bounds(options, output)
        return DONE
    from ckm_mo.study.figures import FIGURE_HEADS, figure_rows, sheet  # noqa: PLC0415 - `--help` needs none of it

    block = None if options.block == ALL_BLOCKS else options.block
    figures = sheet().of(block, options.period)
    if output.form == "json":
        output.json([each.as_dict() for each in figures])
    elif output.cells:
        output.rows(FIGURE_HEADS, figure_rows(figures, output.lang))
    else:
        from ckm_mo.study.figures_view import figures_view  # noqa: PLC0415 - likewise
        from ckm_mo.views.words import Words  # noqa: PLC0415 - only people need it

        output.view(figures_view(Words(output.lang), block, figures))
    return DONE


def _check_without_tables(options: argparse.Namespace) -> None:
    """Refuse what is about tables where none is read."""
    without = {
        "--cases": options.cases,
        "--reading": options.reading,
        "--empty": options.empty != NOT_CODED,
        "--where": options.where,
        "--ignore": options.ignore,
        "--encoding": options.encoding != ENCODING,
        "--sheet": options.sheet,
    }
    for option, given in without.items():
        if given:
            raise WrongUsage(problem="usage_compare", option=option)


def _bounds(options: argparse.Namespace, output: _Output) -> None:
    from ckm_mo.study.bounds import bound_profiles  # noqa: PLC0415 - `--help` needs none of it

    period = Period(options.period) if options.period else None
    allowed = bound_profiles(period)
    if output.form == "json":
        asked = {"period": str(period)} if period else {}
        output.json({**asked, "readings": [each.as_dict() for each in allowed]})
    elif output.cells:
        rows = ((each.reading, name, *ends) for each in allowed for name, ends in each.ranges.items())
        output.rows(("reading", "name", "low", "high"), rows)
    else:
        from ckm_mo.study.bounds_view import bounds_view  # noqa: PLC0415 - likewise
        from ckm_mo.views.words import Words  # noqa: PLC0415 - only people need it

        output.view(bounds_view(Words(output.lang), allowed, period))


def _compare(options: argparse.Namespace, output: _Output) -> None:
    from attrs import evolve  # noqa: PLC0415 - loaded by now

    from ckm_mo.study.comparison import BESIDE_HEADS, compare  # noqa: PLC0415 - likewise
    from ckm_mo.study.comparison_view import comparison_summary, comparison_view  # noqa: PLC0415 - likewise
    from ckm_mo.views.words import Words  # noqa: PLC0415 - `--help` needs none of it

    with _Input(options, output) as tables:
        cases = (
            table.case(record, case)
            for table, batch in tables.batches(lambda case: case)
            for case, record in zip(batch.values, batch.records, strict=True)
        )
        comparison = compare(
            cases,
            readings=[Reading(options.reading)] if options.reading else Reading,
            period=Period(options.period) if options.period else None,
            by_case=options.cases,
            empty=options.empty,
        )
        comparison = evolve(comparison, where=tables.where(), files=tables.tables.files)
        tables.note_other()
        if output.form == "json":
            output.json(comparison.as_dict())
        elif output.cells:
            output.notes = [comparison_summary(Words(output.lang), comparison), *output.notes, *tables.where_counts()]
            output.rows(BESIDE_HEADS, comparison.as_rows())
        else:
            output.view(comparison_view(Words(output.lang), comparison))


_COMMANDS: Final = {
    "case": (_case, _declare_case),
    "classify": (_classify, _declare_classify),
    "tally": (_tally, _declare_tally),
    "explain": (_explain, _declare_explain),
    "agree": (_agree, _declare_agree),
    "codebook": (_codebook, _declare_codebook),
    "rules": (_rules, _declare_rules),
    "template": (_template, _declare_template),
    "study": (_study, _declare_study),
}
