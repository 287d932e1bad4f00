"""One case: what the page shows is what the command line writes, and the questions are the codebook's."""

import random
from collections.abc import Iterator
from html import unescape

import pytest
from playwright.sync_api import Dialog, expect

from ckm_mo.cases import case_of
from ckm_mo.codebook import CODED, COLUMNS, IDENTIFIERS, LOCATORS, NOT_CODED, takes
from ckm_mo.errors import InvalidInput
from commands import run
from page.opened import Open, Opened

SEED = 20_261_127


def drawn(count: int) -> Iterator[tuple[dict[str, str], str]]:
    """Draw cases that do not contradict themselves, each with a period or none."""
    draw = random.Random(SEED)  # noqa: S311 - the same each time
    while count:
        answers = {
            each.key: draw.choice([value.key for value in takes(each)])
            for each in CODED
            if draw.random() < draw.choice((0.2, 0.6))
        }
        answers = {key: answer for key, answer in answers.items() if answer != NOT_CODED}
        try:
            case_of(answers.items())
        except InvalidInput:
            continue
        count -= 1
        yield answers, draw.choice(("", "", "recruitment", "exploitation"))


CASES = [
    ({}, ""),
    ({"relation": "affective", "initiative": "offender", "violence": "yes"}, ""),
    ({"case_id": "A-1", "offender": "7", "sectors": "window;car", "sectors_at": "p. 3 <b>", "violence": "no"}, ""),
    *drawn(8),
]
"""Answers by key, and the period: none, few, with a place in the source, and drawn ones."""


class TestSame:
    """The page answers as the command line does, byte for byte."""

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize(("answers", "period"), CASES)
    def test_explanation(self, opened: Opened, answers: dict[str, str], period: str, lang: str) -> None:
        """The page that is saved is the page of `case --format html`, and what is shown is what stands in it."""
        opened.speak(lang)
        opened.fill(answers, period)
        given = [f"{key}={answer}" for key, answer in answers.items()] or ["relation="]
        wanted = [*given, *(["--period", period] if period else []), "--lang", lang]
        done = run("case", *wanted, "--format", "html")
        assert opened.saved("#save-page").decode() == done.out
        verdict = run("case", *wanted, "--format", "json").json
        possible = ";".join(verdict["possible"])
        assert opened.verdict() == (possible, verdict["outside"], verdict["profile"] or "")

    def test_kept(self, opened: Opened) -> None:
        """Another language loses nothing that was typed."""
        answers = {"case_id": "A-1", "relation": "affective", "sectors": "car", "violence_at": "p. 3"}
        opened.fill(answers)
        opened.speak("nl")
        opened.speak("en")
        assert opened.page.input_value("[name=case_id]") == "A-1"
        assert opened.page.input_value("[name=violence_at]") == "p. 3"
        assert opened.page.locator("#form input:checked[name=relation]").get_attribute("value") == "affective"


class TestQuestions:
    """The questions are those of the codebook, all of them."""

    def test_columns(self, opened: Opened) -> None:
        """Each column of the codebook has its question, by its key, with its tokens as values."""
        names = opened.page.eval_on_selector_all("#form [name]", "all => [...new Set(all.map(each => each.name))]")
        assert set(names) == {each.key for each in COLUMNS} | {"period"}
        for each in CODED:
            values = opened.page.eval_on_selector_all(f"#form [name={each.key}]", "all => all.map(each => each.value)")
            assert {*values, NOT_CODED} == {value.key for value in takes(each)} | {NOT_CODED}

    def test_text(self, opened: Opened) -> None:
        """Ids and places are free text, which no browser fills in, corrects or translates."""
        for each in (*IDENTIFIERS, *LOCATORS):
            field = opened.page.locator(f"#form [name={each.key}]")
            told = [field.get_attribute(name) for name in ("type", "autocomplete", "spellcheck")]
            assert told == ["text", "off", "false"]
        assert opened.page.locator("html").get_attribute("translate") == "no"


class TestWrong:
    """What is wrong is said where it is."""

    def test_contradiction(self, opened: Opened) -> None:
        """Answers that contradict each other have no verdict; it is said above, and at the last of them."""
        opened.fill({"violence": "no", "recruitment_violence": "yes"})
        said = run("case", "violence=no", "recruitment_violence=yes").err.strip()
        assert opened.messages() == [said]
        assert opened.page.locator(".is-wrong .message").all_text_contents() == [said]
        assert opened.verdict() == (None, None, None)
        opened.fill({"violence": "no"})
        assert opened.messages() == []

    def test_remark(self, opened: Opened) -> None:
        """What does not fit is remarked at the answer, and the verdict stands."""
        opened.fill({"victim_age_group": "minor", "vulnerable_position": "no"})
        (remark,) = opened.page.locator(".is-odd .message").all_text_contents()
        queries = run("case", "victim_age_group=minor", "vulnerable_position=no", "--format", "json").json["queries"]
        assert [each["edit_rule"] for each in queries] == ["minor_is_vulnerable"]
        shown = run("case", "victim_age_group=minor", "vulnerable_position=no", "--format", "html").out
        assert remark in unescape(shown)

    def test_next(self, opened: Opened) -> None:
        """What matters most next is a link to its question, and leads there."""
        opened.fill({"relation": "affective"})
        opened.page.click("#verdict a")
        assert opened.page.evaluate("document.activeElement.name") == "initiative"


class TestForgets:
    """Nothing is kept, and nothing is asked for."""

    def test_reload(self, opening: Open) -> None:
        """When the page is opened again, nothing of what was typed is there."""
        opened = opening().ready()
        opened.fill({"case_id": "A-1", "relation": "affective"})
        opened.page.on("dialog", lambda dialog: dialog.accept())
        opened.page.reload()
        opened.ready()
        assert opened.page.input_value("[name=case_id]") == ""
        expect(opened.page.locator("#form [name=relation][value=not_coded]")).to_be_checked()
        assert opened.page.context.storage_state() == {"cookies": [], "origins": []}
        assert (opened.asked, opened.said) == ([], [])

    def test_leaving(self, opening: Open) -> None:
        """Leaving with a case that is not saved asks; without one it does not."""
        opened = opening().ready()
        asked: list[str] = []

        def leave(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.accept()

        opened.page.on("dialog", leave)
        opened.page.click("body")
        opened.page.reload()
        opened.ready()
        assert asked == []
        opened.page.check("[name=relation][value=affective]")
        opened.page.reload()
        assert asked == ["beforeunload"]
