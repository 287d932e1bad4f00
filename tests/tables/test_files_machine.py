"""Files under a random life: written, read, damaged and interrupted, and held to a model after every step.

The model is what each file holds: its old bytes or its new ones, whole. Nothing else may ever stand in the folder.
"""

import errno
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from unittest import mock

from attrs import evolve, frozen
from hypothesis import note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import strategies
from ckm_mo.cases import Case
from ckm_mo.errors import InvalidInput, OutputExists, UnwritableOutput
from ckm_mo.tables import writing
from ckm_mo.tables.reading import read_table
from ckm_mo.tables.writing import write_table
from commands import Done, run

NAMES = ("a.csv", "b.csv")

DONE, REJECTED, INTERRUPTED = 0, 1, 130


@frozen
class Fault:
    """What goes wrong on the way to a file.

    Args:
        step: The name of what is to fail: a row that is written, or a function of `os`.
        nth: At which time that it is called.
        done: Whether it is done nevertheless, so that the fault comes just after it.
        error: What is raised.
    """

    step: str
    nth: int
    done: bool
    error: type[BaseException]

    def raised(self) -> BaseException:
        """Make the error."""
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) if self.error is OSError else self.error()


faults = st.builds(
    Fault,
    step=st.sampled_from(["write", "open", "fsync", "link", "replace"]),
    nth=st.integers(1, 3),
    done=st.booleans(),
    error=st.sampled_from([OSError, KeyboardInterrupt]),
).filter(lambda fault: not (fault.step == "open" and fault.done))
"""Faults; what was opened is always told to whoever opened it."""


@contextmanager
def befalling(fault: Fault | None) -> Iterator[list[bool]]:
    """Let a fault befall what is done meanwhile.

    Yields:
        A list that is empty until it has.
    """
    befallen: list[bool] = []
    with ExitStack() as patches:
        if fault:
            calls = iter(range(1, 1_000_000))

            def failing(real: Callable[..., Any]) -> Callable[..., Any]:
                def step(*arguments: Any, **options: Any) -> Any:
                    if next(calls) != fault.nth:
                        return real(*arguments, **options)
                    befallen.append(True)
                    if fault.done:
                        real(*arguments, **options)
                    raise fault.raised()

                return step

            if fault.step == "write":
                real = writing.csv_writer
                failing_writer = mock.patch.object(writing, "csv_writer", lambda *to: failing(real(*to)))
                patches.enter_context(failing_writer)
            else:
                patches.enter_context(mock.patch.object(os, fault.step, failing(getattr(os, fault.step))))
        yield befallen


@st.composite
def case_lists(draw: st.DrawFn) -> list[Case]:
    """Draw cases with ids of their own, and with text in another column that is hard on a table."""
    several = draw(strategies.rows(max_size=4))
    text = st.sampled_from(["", "=1+1", 'she said "no"', "two\nlines", "a\rb", "één", "a,b;c\td", "'x"])
    return [evolve(Case.from_answers(each), other=(("note", draw(text)),)) for each in several]


class Files(RuleBasedStateMachine):
    """A folder, and a model of it."""

    def __init__(self) -> None:
        """Begin with an empty folder."""
        super().__init__()
        self.folder = Path(mkdtemp())
        self.holds: dict[str, bytes] = {}
        self.written: dict[str, list[Case]] = {}

    def teardown(self) -> None:
        """Remove it."""
        shutil.rmtree(self.folder)

    def path(self, name: str) -> str:
        """Give a file's path."""
        return str(self.folder / name)

    def came_to(self, name: str, new: bytes, *, whole: bool) -> bool:
        """Hold a file that was to be written to what may stand there, and say whether it is the new one.

        Args:
            name: The file.
            new: What it was to hold.
            whole: Whether nothing went wrong.
        """
        path = self.folder / name
        now = path.read_bytes() if path.exists() else None
        assert now == new if whole else now in (new, self.holds.get(name)), name
        if now is not None:
            self.holds[name] = now
        return now == new

    @initialize(cases=case_lists(), name=st.sampled_from(NAMES))
    def begin(self, cases: list[Case], name: str) -> None:
        """Begin with one table."""
        self.write(cases, name, "en", None, force=False)

    @rule(
        cases=case_lists(),
        name=st.sampled_from(NAMES),
        lang=st.sampled_from(["en", "nl"]),
        fault=st.one_of(st.none(), faults),
        force=st.booleans(),
    )
    def write(self, cases: list[Case], name: str, lang: str, fault: Fault | None, *, force: bool) -> None:
        """Write a table: all of it or nothing, and over another only by force."""
        spool = io.StringIO()
        with redirect_stdout(spool):
            write_table(cases, None, lang=lang)
        raised: BaseException | None = None
        with befalling(fault) as befallen:
            try:
                write_table(cases, self.path(name), lang=lang, force=force)
            except (OutputExists, UnwritableOutput, KeyboardInterrupt) as error:
                raised = error
        if name in self.holds and not force:
            # The fault may befall the look for what a killed process left, which comes first.
            assert isinstance(raised, OutputExists) or (befallen and raised)
            return
        if befallen and raised is None:
            assert fault is not None
            # A file system without links takes it all the same, and one on which no folder is made to last.
            assert (fault.step in {"link", "open", "fsync"}, fault.error) == (True, OSError)
        assert befallen or raised is None
        if self.came_to(name, spool.getvalue().encode(), whole=raised is None):
            self.written[name] = cases

    @precondition(lambda self: self.holds)
    @rule(
        data=st.data(),
        to=st.sampled_from([*NAMES, "out.csv"]),
        fault=st.one_of(st.none(), faults),
        force=st.booleans(),
    )
    def classify(self, data: st.DataObject, to: str, fault: Fault | None, *, force: bool) -> None:
        """Classify into a file: what standard output would get, or what was there, and the exit code says which."""
        name = data.draw(st.sampled_from(sorted(self.holds)))
        command = ("classify", self.path(name), "--format", "csv")
        to_standard = run(*command)
        with befalling(fault) as befallen:
            done = run(*command, "-o", self.path(to), *["--force"] * force)
        note(f"{done.code}: {done.err}")
        assert done.out == ""
        if to_standard.code == REJECTED or (to in self.holds and not force):
            if not (befallen and done.code == INTERRUPTED):
                refused(done)
        elif done.code == DONE:
            assert self.came_to(to, to_standard.out.encode(), whole=True)
            self.written.pop(to, None)
        elif befallen:
            assert fault is not None
            assert done.code == (INTERRUPTED if fault.error is KeyboardInterrupt else REJECTED)
            if self.came_to(to, to_standard.out.encode(), whole=False):
                self.written.pop(to, None)
        else:
            # An output that is read as well may be refused, by force or not.
            assert to == name
            refused(done)

    @precondition(lambda self: self.holds)
    @rule(data=st.data(), how=st.sampled_from(["cut", "flip", "append"]))
    def damage(self, data: st.DataObject, how: str) -> None:
        """Damage a file as a disk, a cable or an editor may."""
        name = data.draw(st.sampled_from(sorted(self.holds)))
        held = self.holds[name]
        place = data.draw(st.integers(0, max(0, len(held) - 1)))
        if how == "cut":
            held = held[:place]
        elif how == "flip" and held:
            held = held[:place] + bytes([held[place] ^ 1 << data.draw(st.integers(0, 7))]) + held[place + 1 :]
        elif how == "append":
            held += data.draw(st.sampled_from([b"\x00", b'"', b"\xff\xfe", b"x,y,z\n", b"'", b"\r", b"\n\n"]))
        (self.folder / name).write_bytes(held)
        self.holds[name] = held
        self.written.pop(name, None)

    @precondition(lambda self: self.holds)
    @rule(data=st.data())
    def read(self, data: st.DataObject) -> None:
        """Read a file: what was written, and of a damaged one all or nothing, each time the same, by every way."""
        name = data.draw(st.sampled_from(sorted(self.holds)))
        done = run("tally", self.path(name), "--format", "json")
        first, again = (outcome(self.path(name)) for _ in range(2))
        assert first == again
        if name in self.written:
            assert first == self.written[name]
        if isinstance(first, str):
            refused(done)
            assert done.err.rstrip("\n") == first
        else:
            assert done.code == DONE
            assert done.json["n"] == len(first)

    @invariant()
    def nothing_else(self) -> None:
        """Every file holds what the model says, and there is no other."""
        assert {path.name: path.read_bytes() for path in self.folder.iterdir()} == self.holds


def outcome(path: str) -> list[Case] | str:
    """Give the cases of a table, or why it is refused."""
    try:
        return list(read_table(path))
    except InvalidInput as error:
        return str(error)


def refused(done: Done) -> None:
    """Hold a refusal to what each must be."""
    assert (done.code, done.out) == (REJECTED, "")
    assert "Traceback" not in done.err
    assert done.err.endswith("\n")


TestFiles = Files.TestCase
TestFiles.settings = settings(max_examples=10, stateful_step_count=20)
