"""The interviews that the documentation shows, played in a terminal: what is typed and what is shown."""

import re
from pathlib import Path

import pytest

from ckm_mo.cli.interview import KEYS
from screens import Session

ROOT = Path(__file__).parents[2]
ELLIPSIS = "..."
PROMPT = ">"
"""What a line begins with on which something is typed; alone it is Enter."""


def interviews() -> list[tuple[str, list[str]]]:
    """List the blocks that show an interview, with the page that each is on."""
    return [
        (page.relative_to(ROOT).as_posix(), body.splitlines())
        for page in sorted((ROOT / "docs").rglob("*.md"))
        for body in re.findall(r"(?ms)^```interview\n(.+?)^```$", page.read_text("utf-8"))
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Work in one folder, so that a page can go on with what it saved before."""
    return tmp_path_factory.mktemp("interviews")


def agrees(shown: list[str], written: list[str]) -> bool:
    """Return whether lines are what was written, where `...` stands for any lines."""
    pattern = "".join(r"(?:.*\n)*" if line == ELLIPSIS else re.escape(line) + r"\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in written)) is not None


def test_played(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every interview, in the order of the page, shows what the page shows when what the page types is typed."""
    for page, (command, *shown) in interviews():
        place = folder / page.replace("/", "-")
        if not place.exists():
            place.mkdir()
            for name, table in re.findall(
                r"(?ms)^<!-- file: (.+?) -->\n```csv\n(.+?)^```$", (ROOT / page).read_text("utf-8")
            ):
                (place / name).write_text(table, "utf-8")
        monkeypatch.chdir(place)
        session = Session(line=command.replace("$ ckm-mo", "$CKM"), NO_COLOR="1")
        for line in shown:
            if line.startswith(PROMPT):
                session.prompts().type(line.removeprefix(PROMPT).strip())
        session.ends()
        assert agrees(shown, [line.rstrip() for line in session.raw.splitlines()]), f"{page}\n{session.raw}"


def test_pages() -> None:
    """The how-to pages and the tutorials, in both languages, show one."""
    howto = {f"docs/howto/{name}.md" for name in ("classify-one-case", "correct-a-case", "casus-verbeteren")}
    pages = howto | {"docs/tutorial/een-casus.md", "docs/tutorial/one-case.md"}
    assert {page for page, _ in interviews()} == pages


def test_keys() -> None:
    """The how-to page says what each key does that may be typed instead of an answer."""
    page = (ROOT / "docs/howto/classify-one-case.md").read_text("utf-8")
    assert [key for key in KEYS if f"`{key}`" not in page] == []


@pytest.mark.parametrize(
    ("shown", "agree"), [(["a", "> y", "b"], True), (["a", "..."], True), (["a", "> n", "b"], False), (["a"], False)]
)
def test_agrees(shown: list[str], *, agree: bool) -> None:
    """Dots stand for any lines, and every other line for itself."""
    assert agrees(shown, ["a", "> y", "b"]) is agree
