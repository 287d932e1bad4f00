"""Every prompt of the interview in a terminal: in both languages, wide and narrow, and interrupted there."""

import os
import re
import shlex
from pathlib import Path

import pytest

from commands import run
from screens import Session

TABLE = "case_id,note,relation,initiative,victim\nF-1,x,affective,offender,v1\n"

SAID = {
    "en": {
        "id": "To see and change a saved case, type its id.",
        "question": "Which relation did the offender use",
        "text": "Which investigation does the case belong to?",
        "place": "Where in the source does this answer stand? For example p. 4.",
        "record": "5 questions remain for the record; q leaves them empty.",
        "review": "Type a number to answer that question again. Enter alone goes on; q stops.",
        "again": "Your answer: affective relation. Type > to keep it.",
        "save": "(y = yes, n = no, < = back)",
        "stop": "is not saved. Stop all the same? (y = yes, n = no)",
    },
    "nl": {
        "id": "Typ de id van een opgeslagen casus om die te zien en te wijzigen.",
        "question": "Welke relatie heeft de dader ingezet",
        "text": "Bij welk opsporingsonderzoek hoort de casus?",
        "place": "Waar in de bron staat dit antwoord? Bijvoorbeeld blz. 4.",
        "record": "Er zijn nog 5 vragen voor een volledige casus; q laat ze leeg.",
        "review": "Typ een nummer om die vraag opnieuw te beantwoorden. Met alleen Enter gaat u verder; q stopt.",
        "again": "Uw antwoord: affectieve relatie. Typ > om dat zo te laten.",
        "save": "(j = ja, n = nee, < = terug)",
        "stop": "is niet opgeslagen. Toch stoppen? (j = ja, n = nee)",
    },
}
"""What stands at each prompt."""

WAYS: dict[str, tuple[list[str], list[str], str]] = {
    "id": ([], [], ""),
    "question": ([], ["F-2"], ""),
    "text": (["--all"], ["F-2"], ""),
    "place": (["--places"], ["F-2", "affective"], "case_id=F-2 relation=affective"),
    "record": ([], ["F-2", "affective", "offender", "yes"], "threat_of_violence=yes"),
    "review": ([], ["F-1"], ""),
    "again": ([], ["F-1", "2"], ""),
    "save": ([], ["F-1", "2", "unknown", "q"], "victim=v1 relation=unknown initiative=offender"),
    "stop": ([], ["F-2", "affective", "q", "q"], "case_id=F-2 relation=affective"),
}
"""The options and what is typed to come to each prompt, and what the command has of which it is interrupted there."""


def at(prompt: str, path: Path, lang: str, columns: int) -> Session:
    """Hold an interview up to a prompt, which says what it should, within the width of the screen."""
    options, typed, _ = WAYS[prompt]
    session = Session("--save", path.name, *options, lang=lang, columns=columns, PWD=str(path.parent))
    for each in typed:
        session.prompts().type(each)
    session.prompts()
    assert SAID[lang][prompt] in session.words
    lines = re.sub(r"\x1b\[[0-9;]*m", "", session.raw).splitlines()
    assert [line for line in lines if len(line) > columns] == []
    return session


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a table in the folder that is worked in."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "cases.csv"
    path.write_text(TABLE, "utf-8")
    return path


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("prompt", WAYS)
def test_interrupted(prompt: str, path: Path, lang: str) -> None:
    """What it asks fits a narrow screen; Ctrl-C there loses no answer: a command has them all, and saves them."""
    session = at(prompt, path, lang, columns=40)
    assert session.interrupted() == 130
    assert path.read_text("utf-8") == TABLE
    commands = [line for line in session.raw.splitlines() if line.startswith("ckm-mo case ")]
    expected = WAYS[prompt][2]
    if not expected:
        assert not any("--save" in each for each in commands)
        return
    (command,) = commands
    assert command.endswith((f"--save cases.csv --lang {lang}", f"--save cases.csv --lang {lang} --force"))
    assert expected in command or lang == "nl"
    done = run(*shlex.split(command)[1:])
    assert done.code == 0
    assert path.read_text("utf-8") != TABLE


@pytest.mark.parametrize("prompt", WAYS)
def test_ended(prompt: str, path: Path) -> None:
    """What it asks fits a wide screen; Ctrl-D there saves nothing, and gives the same command."""
    session = at(prompt, path, "nl", columns=120)
    assert session.end_of_input() == 0
    assert path.read_text("utf-8") == TABLE
    assert (" --save cases.csv" in session.raw) is bool(WAYS[prompt][2])


def test_closed(path: Path) -> None:
    """Where the terminal is closed, the answers go to standard error if that goes elsewhere."""
    os.mkfifo(path.parent / "errors")
    session = Session(line="exec $CKM case --lang en --save cases.csv 2> errors")
    with (path.parent / "errors").open(encoding="utf-8") as errors:
        session.prompts().type("F-2").prompts().type("a").prompts()
        with Path(os.devnull).open("rb") as nothing:  # its only descriptor is taken away
            os.dup2(nothing.fileno(), session.child.child_fd)
        said = errors.read()
    assert "ckm-mo case case_id=F-2 relation=affective --reading open --save cases.csv --lang en\n" in said
    assert path.read_text("utf-8") == TABLE
