"""An interview at a terminal: what is typed goes in, what is shown comes out, and the case is saved if that is asked.

What is asked, and what an answer means, is `interview`'s. Lines are read by `input`,
and edited where the system can.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from textwrap import fill
from typing import Final, TextIO

from attrs import define, evolve, field

from ckm_mo._platform import edit_lines
from ckm_mo.answers import Reading
from ckm_mo.cases import Case
from ckm_mo.cli.interview import (
    AGAIN,
    BACK,
    HELP,
    KEYS,
    SKIP,
    STOP,
    Interview,
    answer_letters,
    answers_meant,
    beside_view,
    changes_view,
    help_view,
    label,
    question_view,
    record_text,
    replaced,
    review_view,
    with_answers,
)
from ckm_mo.cli.output import is_terminal
from ckm_mo.codebook import COLUMN_HEADERS, EXPLOITATION_BEGAN, READING, Variable
from ckm_mo.errors import CkmMoError, InvalidInput, WrongUsage
from ckm_mo.messages import shown
from ckm_mo.tables.additions import Addition, next_id
from ckm_mo.views.blocks import Block, Lines
from ckm_mo.views.explanation import queries_view, verdict_line
from ckm_mo.views.plain import to_plain
from ckm_mo.views.terminal import NARROWEST_TERMINAL, to_terminal
from ckm_mo.views.words import Words

USUAL_WIDTH: Final = 80
"""The width of a terminal that does not say."""

MOST_UNDECIDED: Final = 10
"""How many undecided cases of a table are listed."""

_YES_OR_NO: Final = EXPLOITATION_BEGAN
"""A variable that is answered as whether to save is."""

_YES, _NO = (value.key for value in _YES_OR_NO.values)


class Stopped(Exception):
    """Whoever answers wants to stop."""


class Ended(Exception):
    """The input has ended: nobody is there any more to answer."""


@define
class Terminal:
    """Where an interview takes place.

    Args:
        words: Of the language.
        stream: What is written to.
        read: Reads a line, after a prompt.
        width: How many columns there are, now.
        colour: Whether it shows styles.
        plain: Whether one thing is written a line, without layout, for a screen reader.

    Attributes:
        gone: Whether it could not be written to any more.
    """

    words: Words
    stream: TextIO
    read: Callable[[str], str]
    width: Callable[[], int]
    colour: bool
    plain: bool
    gone: bool = field(default=False, init=False)

    def write(self, text: str) -> None:
        """Write text as it is; where the terminal is gone, to standard error, which may go elsewhere."""
        try:
            self.stream.write(text)
            self.stream.flush()
        except OSError:
            self.gone = True
            with suppress(OSError):
                sys.stderr.write(text)
                sys.stderr.flush()

    def show(self, *blocks: Block) -> None:
        """Write blocks, as wide as the terminal is now."""
        width, encoding = max(self.width(), NARROWEST_TERMINAL), self.stream.encoding or "utf-8"
        if self.plain:
            lines = (fill(line, width, break_long_words=False) for line in to_plain(blocks, encoding).splitlines())
            self.write("".join(f"{line}\n" for line in lines))
        else:
            self.write(to_terminal(blocks, width=width, colour=self.colour, encoding=encoding))

    def tell(self, *lines: str) -> None:
        """Write lines of text."""
        self.show(Lines(lines))

    def say(self, sentence: str, /, **facts: object) -> None:
        """Write a sentence."""
        self.tell(self.words.say(sentence, **facts))

    def typed(self) -> str:
        """Read what is typed.

        Raises:
            Stopped: Where that is `q`.
            Ended: At the end of the input, and where the terminal is gone.
        """
        try:
            typed = self.read(self.words.say("interview_prompt_plain" if self.plain else "interview_prompt")).strip()
        except (EOFError, OSError):
            self.write("\n")
            raise Ended from None
        if typed.casefold() == STOP:
            raise Stopped
        return typed

    def refuse(self, typed: str, takes: Iterable[str]) -> None:
        """Say that something is not an answer, and what may be typed."""
        sentence = "interview_refused" if typed else "interview_nothing_typed"
        self.say(sentence, typed=shown(typed), letters=self.words.either(list(takes)))


def at_terminal(words: Words, *, plain: bool) -> Terminal:
    """Open the terminal for an interview.

    Standard output may go elsewhere: then what is asked is written to standard error.

    Raises:
        WrongUsage: If there is nobody to ask.
    """
    stream = next(filter(is_terminal, (sys.stdout, sys.stderr)), None)
    if stream is None or not is_terminal(sys.stdin):
        raise WrongUsage(problem="usage_no_answers")
    sys.stdin.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # what is not text is not an answer
    edited = stream is sys.stdout and not plain and edit_lines()

    def read(prompt: str) -> str:
        stream.write(prompt)
        stream.flush()
        return input()

    colour = not (plain or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb")
    return Terminal(words, stream, input if edited else read, partial(_columns, stream), colour=colour, plain=plain)


def _columns(stream: TextIO) -> int:
    """Say how wide the terminal is now."""
    with suppress(OSError, ValueError):
        if columns := os.get_terminal_size(stream.fileno()).columns:
            return columns
    given = os.environ.get("COLUMNS", "")
    return int(given) if re.fullmatch("[1-9][0-9]{0,5}", given) else USUAL_WIDTH


@define
class Conversation:
    """An interview, held.

    Args:
        terminal: Where.
        interview: As it begins, and then as it stands.
        live: Whether what is still possible is shown after each answer.
        table: What the case is to be saved in; None where it is not.
    """

    terminal: Terminal
    interview: Interview
    live: bool = False
    table: "Saving | None" = None

    def hold(self) -> bool:
        """Ask until nothing is left, or whoever answers stops; then save.

        Returns:
            Whether there is a case to show: not where none was chosen.

        Raises:
            KeyboardInterrupt: When it is interrupted, after what was answered has been written.
        """
        try:
            self.terminal.say("ask_source")
            self.terminal.say("interview_keys")
            if self.table:
                self.interview = self.table.choose_case(self.interview)
            self.terminal.say(f"reading_{self.interview.verdict.reading}")
            self.ask_and_save()
        except Ended:
            if not (self.table and self.table.case_id):
                return False
            self.table.say_saved()
        except Stopped:
            return False
        except KeyboardInterrupt:
            self.terminal.write("\n")
            if self.table and self.table.case_id:
                self.table.say_saved()
            self.give_answers()
            raise
        if self.table:
            self.interview = self.table.named(self.interview)
        if self.terminal.gone:
            self.give_answers()
        self.terminal.write("\n")
        return True

    def ask_and_save(self) -> None:
        """Ask what is left, then save; from there one may go back, to the answers of a case that is in the table.

        Raises:
            Ended: When nobody is there any more.
        """
        stopped = self.ask_all()
        while self.table and self.table.goes_back(self.interview):
            if not (stopped or self.table.before):
                self.interview = self.interview.back()
            stopped = self.ask_all()

    def give_answers(self) -> None:
        """Give the answers so far as a command."""
        if command := self.command():
            self.terminal.say("interview_so_far")
            self.terminal.write(f"{command}\n")

    def command(self) -> str:
        """Give the command that has all answers; where they are to be saved and are not, it saves them."""
        return record_text(
            self.interview, self.terminal.words.lang, self.table.saving(self.interview) if self.table else ()
        )

    def ask_all(self) -> bool:
        """Ask what is left, and say whether whoever answers stopped before the end.

        Raises:
            Ended: When nobody is there any more; where nothing is to be saved, that is the end.
        """
        try:
            if self.table and self.table.before:
                self.review(self.table.case_id)
            while variable := self.interview.question:
                self.put(variable)
        except Ended:
            if self.table:
                raise
        except Stopped:
            if self.interview.recorded and (count := self.interview.count):
                self.terminal.say("interview_cost", count=count)
        else:
            return False
        return True

    def review(self, case_id: str) -> None:
        """Show the answers of a case, numbered; ask again those that are chosen, until Enter goes on."""
        words = self.terminal.words
        while True:
            listed = {str(number): each for number, each in enumerate(self.interview.listed, 1)}
            self.terminal.write("\n")
            self.terminal.show(*review_view(words, self.interview, case_id))
            while (typed := self.terminal.typed()) and typed not in listed:
                self.terminal.say("interview_review_refused", typed=shown(typed), count=len(listed))
            if not typed:
                return
            self.ask_again(listed[typed])

    def ask_again(self, variable: Variable) -> None:
        """Ask one question again; a step back leaves its answer as it was."""
        before, self.interview = self.interview, self.interview.again(variable)
        try:
            while self.interview.first:
                self.put(COLUMN_HEADERS[self.interview.first[0]], again=True)
        finally:
            self.interview = before.after(self.interview)

    def put(self, variable: Variable, *, again: bool = False) -> None:
        """Put a question, and read until something leads on: an answer, a step back, or a wish for an explanation."""
        words = self.terminal.words
        self.terminal.write("\n")
        self.terminal.show(*question_view(words, variable))
        self.terminal.show(*beside_view(words, self.interview, variable, counted=not again))
        while True:
            typed = self.terminal.typed()
            kept = self.interview.undone.get(variable.key)
            tokens = (kept,) if typed == AGAIN and kept is not None else answers_meant(typed, variable, words.lang)
            if not (typed or variable.values) and kept is None:
                tokens = ("",)
            if typed == HELP:
                self.terminal.show(*help_view(words, variable))
                return
            if typed == BACK and (self.interview.steps or again):
                self.interview = self.interview.back() if self.interview.steps else evolve(self.interview, first=())
                return
            if typed == BACK:
                self.terminal.say("interview_first")
            elif len(tokens) > 1:
                answers = "; ".join(label(words, variable, each) for each in tokens)
                self.terminal.say("interview_ambiguous", typed=shown(typed), answers=answers)
            elif not tokens or not self.fits(variable, tokens[0]):
                self.terminal.refuse(
                    typed, (*answer_letters(variable.key, words.lang).values(), SKIP, HELP, BACK, STOP)
                )
            elif self.takes(tokens[0]):
                return

    def fits(self, variable: Variable, value: str) -> bool:
        """Return whether a text can be kept: it shows, and the table can hold it. Other answers always can."""
        if variable.values or not value:
            return True
        return value not in KEYS and (self.table.table.takes(value) if self.table else value.isprintable())

    def takes(self, value: str) -> bool:
        """Take an answer, unless it contradicts what was answered before."""
        try:
            self.interview = self.interview.answer(value)
        except InvalidInput as error:
            self.terminal.tell(*error.lines(self.terminal.words.lang))
            return False
        if self.live:
            self.terminal.tell(verdict_line(self.terminal.words, self.interview.verdict))
        return True


@define
class Saving:
    """The table that a case is saved in.

    Args:
        terminal: Where to ask.
        read: Reads the table as it is now.
        options: With which a command reads it so too.

    Attributes:
        case_id: Of the case that was chosen; empty where none was.
        before: The case as it is in the table; None where it is not.
        saved: Whether the case is in the table as it was answered.
        failed: Whether it was to be, and could not.
        declined: Whether it is not to be.

    Raises:
        InvalidInput: With all that is wrong with the table; before anything is asked.
    """

    terminal: Terminal
    read: Callable[[], Addition]
    options: Sequence[str] = ()
    table: Addition = field(init=False)
    case_id: str = field(default="", init=False)
    before: Case | None = field(default=None, init=False)
    saved: bool = field(default=False, init=False)
    failed: bool = field(default=False, init=False)
    declined: bool = field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        """Read the table."""
        self.table = self.read()

    def choose_case(self, interview: Interview) -> Interview:
        """Choose the case: a new one, or one of the table's.

        Raises:
            Stopped: When none is chosen.
        """
        file = self.facts()["file"]
        undecided = (each for each, case in self.table.cases.items() if evolve(interview, given=case).question)
        listed = [*islice(undecided, MOST_UNDECIDED + 1)]
        if self.table.data is None:
            self.terminal.say("interview_new_table", file=file)
        elif listed:
            more = [self.terminal.words.say("interview_and_more")] if listed[MOST_UNDECIDED:] else []
            ids = ", ".join([*map(shown, listed[:MOST_UNDECIDED]), *more])
            self.terminal.say("interview_undecided", ids=ids, file=file)
        if self.table.cases:
            self.terminal.say("interview_saved_ids")
        self.choose(new=False)
        self.before = self.table.cases.get(self.case_id)
        case = self.before or Case()
        if interview.reading is Reading.CLOSED and case.about.reading is None:
            case = with_answers(case, {READING.key: str(interview.reading)})
        return self.named(evolve(interview, given=case))

    def choose(self, *, new: bool) -> None:
        """Read an id: a free one, or unless it is to be new that of a case in the table.

        Raises:
            Stopped: When none is given.
        """
        free = next_id(self.table.cases)
        self.terminal.say("interview_id_or" if free else "interview_id", free=shown(free))
        while True:
            case_id = self.terminal.typed() or free
            there = case_id in self.table.cases
            if there and new:
                self.terminal.say("interview_id_taken", case_id=shown(case_id))
            elif there or (self.table.takes(case_id) and case_id not in KEYS):
                self.case_id = case_id
                return
            else:
                self.terminal.say("interview_id_refused", case_id=shown(case_id))

    def named(self, interview: Interview) -> Interview:
        """Give an interview's case the id that was chosen."""
        names = (self.case_id, *interview.given.names[1:])
        return evolve(interview, given=evolve(interview.given, names=names))

    def goes_back(self, interview: Interview) -> bool:
        """Save the case where that is wanted; say whether to go back to its questions instead.

        Raises:
            Ended: When nobody is there any more to say.
        """
        if interview.case == interview.given:
            self.terminal.say("interview_nothing_changed" if self.before else "interview_nothing_saved")
            return False
        words = self.terminal.words
        while not (self.saved or self.declined):
            facts = self.facts()
            question = words.say("interview_save", **facts)
            changes = changes_view(words, self.before, interview.case) if self.before else []
            self.terminal.write("\n")
            for blocks in ([*queries_view(words, interview.case)], changes):
                if blocks:
                    self.terminal.show(*blocks)
                    self.terminal.write("\n")
            self.terminal.show(Lines((verdict_line(words, interview.verdict), question), strong=True))
            try:
                typed = self.terminal.typed()
            except Stopped:
                self.declined = self.gives_up()
                continue
            if typed == BACK:
                return True
            answer = self.agreed(typed)
            if answer is None:
                self.terminal.refuse(typed, [facts["yes"], facts["no"], BACK])
            elif answer:
                self.save(interview)
            else:
                self.declined = True
        self.say_saved()
        if self.saved and self.table.empties_results(self.named(interview).case):
            self.terminal.say("interview_results_emptied")
        return False

    def gives_up(self) -> bool:
        """Ask whether to stop although the case is not saved.

        Raises:
            Ended: When nobody is there any more to say.
        """
        while True:
            self.terminal.say("interview_give_up", **self.facts())
            with suppress(Stopped):
                if (answer := self.agreed(self.terminal.typed())) is not None:
                    return answer

    def agreed(self, typed: str) -> bool | None:
        """Return whether yes or no was typed; None where that is neither."""
        answer = answers_meant(typed, _YES_OR_NO, self.terminal.words.lang)
        return answer == (_YES,) if answer in {(_YES,), (_NO,)} else None

    def saving(self, interview: Interview) -> tuple[str, ...]:
        """Give the options with which a command saves what is not saved; none where that is not wanted."""
        if self.saved or (self.declined and not self.failed) or interview.case == interview.given:
            return ()
        over = ["--force"] if replaced(self.before or Case(), interview.case) else []
        return ("--save", self.table.name, *self.options, *over)

    def say_saved(self) -> None:
        """Say whether the case is in the table."""
        self.terminal.say("interview_saved" if self.saved else "interview_not_saved", **self.facts())

    def facts(self) -> dict[str, str]:
        """Name the case and the table, and the letters of yes and no, for a sentence."""
        name, keys = self.table.name, answer_letters(_YES_OR_NO.key, self.terminal.words.lang)
        file = shown(name, longest=None)
        return {"case_id": shown(self.case_id), "file": file, "yes": keys[_YES], "no": keys[_NO]}

    def save(self, interview: Interview) -> None:
        """Save the case. If that failed before, it is saved in the table as it is now."""
        try:
            if self.failed:
                before, self.table = self.table, self.read()
                if self.table.cases.get(self.case_id) != before.cases.get(self.case_id):
                    self.terminal.say("interview_id_conflict", **self.facts())
                    self.choose(new=True)
                    self.before = None
            self.table.save(self.named(interview).case, interview.columns)
        except Stopped:
            return
        except CkmMoError as error:
            self.failed = True
            self.terminal.tell(*error.text(self.terminal.words.lang).splitlines())
        else:
            self.saved, self.failed = True, False
