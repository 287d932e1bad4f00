"""Several cases: a list that is saved as a table, and read in again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, expect

from ckm_mo import Case, read_table, write_table
from commands import CODER1
from page.opened import Opened, written

FIRST = {"case_id": "A-1", "offender": "7", "relation": "affective", "initiative": "offender", "violence": "yes"}
SECOND = {"relation": "non_affective", "sectors": "window;car", "violence_at": "p. 3; =1+1", "reading": "closed"}


@pytest.fixture
def coding(opened: Opened) -> Iterator[Opened]:
    """Open the part for cases, with an empty list; what is asked is confirmed."""

    def agree(dialog: Dialog) -> None:
        dialog.accept()

    opened.page.on("dialog", agree)
    opened.page.reload()
    opened.ready()
    yield opened
    opened.page.remove_listener("dialog", agree)


def add(opened: Opened, answers: dict[str, str]) -> None:
    """Fill in a case and add it to the list."""
    opened.show("case")
    opened.fill(answers)
    opened.page.click("#add")
    expect(opened.page.locator("#said:focus")).to_be_visible()
    opened.settled()


def rows(opened: Opened) -> list[str]:
    """Give the ids and the verdicts of the list."""
    return opened.page.locator("#list tbody :is(th, td:nth-child(2))").all_text_contents()


class TestList:
    """Cases are added, changed and removed."""

    def test_added(self, coding: Opened) -> None:
        """A case without an id gets the next; each has its verdict beside it."""
        add(coding, FIRST)
        add(coding, SECOND)
        assert rows(coding) == ["A-1", "AOH", "A-2", "NOS, NOH, NLS, NLH, outside the format"]

    def test_taken(self, coding: Opened) -> None:
        """An id that another has is refused, at the question and above, where the focus goes."""
        add(coding, FIRST)
        coding.fill(FIRST)
        coding.page.click("#add")
        expect(coding.page.locator("#messages:focus")).to_be_visible()
        assert 'the id "A-1" was used before' in coding.messages()[0]
        assert coding.page.locator("#q-case_id.is-wrong .message").is_visible()
        coding.page.click("#messages a")
        assert coding.page.evaluate("document.activeElement.name") == "case_id"

    def test_changed(self, coding: Opened) -> None:
        """A case is changed in its place, with all that it has."""
        add(coding, FIRST)
        add(coding, SECOND)
        coding.show("cases")
        coding.page.click("#list tr:nth-child(2) button:first-child")
        coding.settled()
        assert coding.page.input_value("[name=violence_at]") == SECOND["violence_at"]
        coding.page.check("#form [name=relation][value=affective]")
        coding.page.click("#add")
        expect(coding.page.locator("#said:focus")).to_be_visible()
        assert rows(coding) == ["A-1", "AOH", "A-2", "AOS, AOH, ALS, ALH, outside the format"]

    def test_removed(self, coding: Opened) -> None:
        """A case is removed, once that is confirmed."""
        add(coding, FIRST)
        add(coding, SECOND)
        coding.show("cases")
        coding.page.click("#list tr:first-child button:nth-child(2)")
        assert rows(coding)[::2] == ["A-2"]


class TestSaved:
    """What is saved is what the library writes, and reads in again."""

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize("suffix", ["csv", "xlsx"])
    def test_written(self, coding: Opened, tmp_path: Path, suffix: str, lang: str) -> None:
        """The file has the bytes that `write_table` gives such cases, in the page's language."""
        coding.speak(lang)
        add(coding, FIRST)
        add(coding, SECOND)
        coding.show("cases")
        saved = coding.saved(f"#save-{suffix}")
        cases = [Case.from_answers(each) for each in (FIRST, {**SECOND, "case_id": "A-2"})]
        assert saved == written(cases, tmp_path / f"cases.{suffix}", lang)

    def test_the_next_day(self, coding: Opened, tmp_path: Path) -> None:
        """A list that was saved is read in, gone on with, and saved again, with the columns of its own."""
        cases = [Case.from_answers(FIRST)]
        write_table(cases, tmp_path / "kept.csv")
        before = (tmp_path / "kept.csv").read_text("utf-8").splitlines()
        (tmp_path / "kept.csv").write_text(f"{before[0]},note\n{before[1]},mine\n", "utf-8")
        coding.show("cases")
        coding.page.set_input_files("#read", tmp_path / "kept.csv")
        expect(coding.page.locator("#list tbody tr")).to_have_count(1)
        add(coding, SECOND)
        coding.show("cases")
        (tmp_path / "again.csv").write_bytes(coding.saved("#save-csv"))
        again = read_table(tmp_path / "again.csv").cases
        assert [(each.case_id, each.other[0][1]) for each in again] == [("A-1", "mine"), ("A-2", "")]
        assert again[1]["violence_at"] == SECOND["violence_at"]

    def test_twice(self, coding: Opened) -> None:
        """A table with an id that is in the list is not read in, and the list stays as it was."""
        add(coding, {**FIRST, "case_id": "002-v1"})
        coding.show("cases")
        coding.page.set_input_files("#read", CODER1)
        expect(coding.page.locator("#messages:focus")).to_be_visible()
        assert "002-v1" in coding.messages()[0]
        assert rows(coding)[::2] == ["002-v1"]

    def test_leaving(self, coding: Opened) -> None:
        """Leaving with a list that is not saved asks; once it is saved it does not."""
        add(coding, FIRST)
        asked: list[str] = []
        coding.page.on("dialog", lambda dialog: asked.append(dialog.type))
        coding.page.reload()
        assert asked == ["beforeunload"]
        coding.ready()
        add(coding, FIRST)
        coding.show("cases")
        coding.saved("#save-csv")
        coding.page.reload()
        coding.ready()
        assert asked == ["beforeunload"]
