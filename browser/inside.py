"""What the page asks of the library, in the page's worker: one function a question, values in and values out.

`answer` takes the name of a question and its arguments as JSON. The worker puts files that were chosen into `CHOSEN`,
and takes those that are to be saved from `SAVED`. Nothing outlives the worker.
"""

import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, Final

from attrs import evolve

from ckm_mo import read_table, write_table
from ckm_mo.answers import Period, Reading
from ckm_mo.cases import Case, case_of
from ckm_mo.checking import queries
from ckm_mo.classification import Verdict
from ckm_mo.cli.explained import write_explanation
from ckm_mo.cli.output import Output
from ckm_mo.cli.progress import followed
from ckm_mo.cli.running import main
from ckm_mo.codebook import COLUMNS, IDENTIFIERS, NOT_CODED
from ckm_mo.errors import CkmMoError, InvalidInput, MissingId, RepeatedId
from ckm_mo.explanation import Explanation, explain
from ckm_mo.messages import reword
from ckm_mo.tables.additions import next_id
from ckm_mo.views.explanation import verdict_line
from ckm_mo.views.words import Words
from sentences import REWORDED

CHOSEN: Final = Path("/chosen")
"""Where files lie that are read."""

SAVED: Final = Path("/saved")
"""Where files lie that are written, apart: their names may be the same."""

ID: Final = IDENTIFIERS[0].key

Record = dict[str, Any]


def answer(question: str, arguments: str, told: Callable[[int, int], object]) -> str:
    """Answer a question.

    Args:
        question: One of `QUESTIONS`.
        arguments: Its arguments, as JSON.
        told: Called with how many bytes were read, and of how many.

    Returns:
        The answer as JSON; where the library refuses, what is wrong, each with the key of what it is about.
    """
    given = json.loads(arguments)
    try:
        with followed(told):
            found = QUESTIONS[question](**given)
    except CkmMoError as error:
        found = {"wrong": _wrong(error, given["lang"])}
    return json.dumps(found)


def _wrong(error: CkmMoError, lang: str) -> list[Record]:
    """List what is wrong: what is said, and the key of what it is about, where that is one."""
    if not isinstance(error, InvalidInput):
        return [{"key": "", "text": error.text(lang)}]
    facts = [(each, getattr(each, "answers", ())) for each in error.errors]
    if all(not each.file and (each.column or about) for each, about in facts):
        return [{"key": (list(about) or [each.column])[-1], "text": each.text(lang)} for each, about in facts]
    return [{"key": "", "text": line} for line in error.lines(lang)]


# One case


def case(answers: Mapping[str, str], period: str, lang: str) -> Record:
    """Classify and explain a case.

    Args:
        answers: Words by column; those that are empty or not coded may be left out.
        period: The period whose means of coercion count; empty for any.
        lang: Of what is said.
    """
    found = case_of(answers.items())
    explanation = explain(found, Reading.OPEN, Period(period) if period else None)
    words = Words(lang)
    return {
        **_verdict(explanation.verdict),
        "line": verdict_line(words, explanation.verdict),
        "ask": [{"key": key, "label": words.variable(key)} for key in explanation.ask],
        "remarks": _remarks(words, found),
        "page": _page(explanation, lang),
    }


def _verdict(verdict: Verdict) -> Record:
    return {
        "profile": verdict.profile,
        "possible": list(verdict.possible),
        "outside": verdict.outside,
        "not_begun": verdict.not_begun,
    }


def _remarks(words: Words, found: Case) -> list[Record]:
    """Say what does not fit in the coding, each at the last of the answers that it is about."""
    return [{"key": each.answers[-1][0], "text": words.query(each.rule.key)} for each in queries(found)]


def _page(explanation: Explanation, lang: str) -> str:
    """Write the page that `ckm-mo case --format html` writes."""
    stream = io.StringIO()
    with redirect_stdout(stream), redirect_stderr(io.StringIO()):
        write_explanation(Output("html", lang), explanation, None, empty=NOT_CODED)
    return stream.getvalue()


# Several cases


def add(answers: Mapping[str, str], taken: list[str], lang: str) -> Record:  # noqa: ARG001 - what is wrong is said in it
    """Take a case into the list: in order, and with an id that no other has.

    Args:
        answers: Words by column. Without an id it gets the next.
        taken: The ids of the others.
        lang: Of what is said.
    """
    found = case_of(answers.items())
    case_id = found.case_id or next_id(taken)
    if not case_id:
        raise InvalidInput(errors=(MissingId(column=ID),))
    if case_id in taken:
        raise InvalidInput(errors=(RepeatedId(column=ID, value=case_id),))
    return {"answers": {**_answers(found), ID: case_id}, **_verdict(explain(found).verdict)}


def _answers(found: Case) -> dict[str, str]:
    """Give what a case has, by column, but for what is empty."""
    coded = {each.key: str(found[each.key]) for each in COLUMNS}
    return {key: answer for key, answer in coded.items() if answer not in {"", NOT_CODED}}


def write(cases: Iterable[Record], name: str, lang: str) -> Record:
    """Write the cases of the list as a table."""
    made = [evolve(case_of(each["answers"].items()), other=tuple(map(tuple, each["other"]))) for each in cases]
    write_table(made, SAVED / name, lang=lang, force=True)
    return {"file": name}


def read(name: str, lang: str) -> Record:  # noqa: ARG001 - what is wrong is said in it
    """Read the cases of a table into the list."""
    os.chdir(CHOSEN)
    return {
        "cases": [
            {"answers": _answers(each), "other": [list(pair) for pair in each.other], **_verdict(explain(each).verdict)}
            for each in read_table(name)
        ]
    }


# Tables


def run(arguments: list[str], lang: str, file: str = "", option: str = "-o") -> Record:
    """Run a command on the files.

    Args:
        arguments: As on the command line, without the language.
        lang: Of what is said.
        file: The output that is to be saved; empty where what is written is shown.
        option: The option that names this output.
    """
    os.chdir(CHOSEN)
    out, err = io.StringIO(), io.StringIO()
    output = [option, str(SAVED / file), "--force"] if file else []
    before = sys.stdout, sys.stderr  # which `main` may let go of
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main([arguments[0], "--lang", lang, *output, *arguments[1:]])
    finally:
        sys.stdout, sys.stderr = before
    said = err.getvalue().strip()
    if code:
        return {"wrong": [{"key": "", "text": line} for line in said.split("\n")]}
    return {"page": out.getvalue(), "notes": said, "file": file}


QUESTIONS: Final[Mapping[str, Callable[..., Record]]] = {each.__name__: each for each in (case, add, write, read, run)}
"""The questions by name."""

reword(REWORDED)
for folder in (CHOSEN, SAVED):
    folder.mkdir(exist_ok=True)
