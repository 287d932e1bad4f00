"""Where the page is used: with any eyes and hands, on any screen, in browsers that lack something, with any table."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from chromium import ARGUMENTS, DESK, TELEPHONE, faults, program, too_wide
from ckm_mo import read_table
from cli.test_hostile import REFUSED
from commands import CODER1
from costs.hostile import HOSTILE
from page.opened import PATIENCE, Open, Opened

PARTS = ("case", "cases", "file", "about")


@pytest.fixture(scope="module")
def used(chromium: Browser, built: Path) -> Iterator[Opened]:
    """Open the page with something in each of its parts."""
    with chromium.new_context() as context:
        opened = Opened.of(context, built).ready()
        opened.fill({"case_id": "A-1", "victim_age_group": "minor", "vulnerable_position": "no", "sectors": "car"})
        opened.page.click("#add")
        expect(opened.page.locator("#said:focus")).to_be_visible()
        opened.fill({"relation": "affective", "violence": "yes", "violence_at": "p. 3"})
        opened.show("file")
        opened.page.fill("[name=by]", "sectors")
        opened.page.set_input_files("#table", CODER1)
        expect(opened.page.locator("#tally h3").first).to_be_visible()
        yield opened


class TestEyes:
    """It can be read by any eyes, and by a screen reader."""

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("size", [TELEPHONE, DESK], ids=["telephone", "desk"])
    @pytest.mark.parametrize("part", PARTS)
    def test_axe(self, used: Opened, part: str, size: Any, scheme: Any) -> None:
        """Axe finds nothing wrong with any part."""
        used.page.set_viewport_size(size)
        used.page.emulate_media(color_scheme=scheme)
        used.show(part)
        assert faults(used.page, moved=size is TELEPHONE) == []

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize("size", [TELEPHONE, DESK], ids=["telephone", "desk"])
    def test_width(self, used: Opened, size: Any, lang: str) -> None:
        """No part is moved sideways, with all that is folded open."""
        used.page.set_viewport_size(size)
        used.speak(lang)
        used.page.eval_on_selector_all("details", "all => { for (const each of all) each.open = true; }")
        for part in PARTS:
            used.show(part)
            assert too_wide(used.page, "html, body, main, form, fieldset, p, li, summary, h2:not(.unseen), h3") == [], (
                part
            )

    def test_paper(self, used: Opened) -> None:
        """Only the explanation is printed, in black on white."""
        used.show("case")
        used.page.emulate_media(media="print", color_scheme="dark")
        expect(used.page.locator("#explanation")).to_be_visible()
        expect(used.page.locator("#form")).to_be_hidden()
        assert used.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        used.page.emulate_media(media="screen", color_scheme="light")

    def test_silent(self, used: Opened) -> None:
        """Nothing was asked for, and the console has nothing to say."""
        assert used.asked == []
        assert used.said == []


def tab_to(page: Page, target: str, most: int = 400) -> None:
    """Go on with the Tab key until the focus is where it should be."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("target => document.activeElement.matches(target)", target):
            return
    pytest.fail(f"no Tab leads to {target}")


def answer(page: Page, key: str, value: str) -> None:
    """Answer a question with the arrow keys."""
    tab_to(page, f"#form [name={key}]")
    for _ in range(8):
        if page.evaluate("document.activeElement.value") == value:
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator(f"#form [name={key}][value={value}]")).to_be_checked()


class TestHands:
    """The keyboard alone is enough, without a network, in Dutch."""

    def code(self, page: Page, relation: str, initiative: str) -> None:
        """Code a case and add it to the list."""
        answer(page, "relation", relation)
        answer(page, "initiative", initiative)
        tab_to(page, "#add")
        page.keyboard.press("Enter")
        expect(page.locator("#said:focus")).to_be_visible()
        page.keyboard.press("Home")
        page.evaluate("document.activeElement.blur()")

    def go_to(self, page: Page, part: str) -> None:
        """Go to a part of the page, whose heading then has the focus."""
        tab_to(page, f"nav a[href='#{part}']")
        page.keyboard.press("Enter")
        expect(page.locator(f"#{part}-head")).to_be_focused()

    def test_two_days(self, opening: Open, tmp_path: Path) -> None:
        """Three cases are coded and saved; the next day they are read in, a fourth is added, and it is printed."""
        kept = tmp_path / "casussen.csv"
        page = self.opened(opening)
        for relation, initiative in (
            ("affective", "offender"),
            ("non_affective", "offender"),
            ("affective", "unknown"),
        ):
            self.code(page, relation, initiative)
        self.go_to(page, "cases")
        tab_to(page, "#save-csv")
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        download.value.save_as(kept)
        assert len(read_table(kept).cases) == 3
        page = self.opened(opening)
        self.go_to(page, "cases")
        tab_to(page, "#read")
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Enter")
        chooser.value.set_files(kept)
        expect(page.locator("#list tbody tr")).to_have_count(3)
        self.go_to(page, "case")
        self.code(page, "non_affective", "left_to_victim")
        expect(page.locator("#list tbody tr")).to_have_count(4)
        answer(page, "relation", "affective")
        tab_to(page, "#print")
        page.keyboard.press("Enter")
        assert page.evaluate("window.printed") == 1

    def opened(self, opening: Open) -> Page:
        """Open the page in Dutch, with the network cable out; what would be printed is counted."""
        opened = opening(offline=True, locale="nl-NL")
        opened.page.on("filechooser", lambda _: None)  # so that Chromium opens none itself, from the beginning
        opened.page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
        return opened.ready().page


class TestLacking:
    """A browser that lacks something says so in the page, which can still be read."""

    @pytest.mark.parametrize(
        ("name", "says"), [("WebAssembly", "WebAssembly"), ("DecompressionStream", "DecompressionStream")]
    )
    def test_without(self, chromium: Browser, built: Path, name: str, says: str) -> None:
        """What is missing is named; the questions are there."""
        with chromium.new_context(locale="en-GB") as context:
            context.add_init_script(f"delete globalThis.{name};")
            page = shown(context, built)
            expect(page.locator("#state.wrong")).to_contain_text(says)
            expect(page.locator("#q-relation")).to_be_visible()

    def test_worker_dies(self, chromium: Browser, built: Path) -> None:
        """A worker that dies is said, and can be started again, with all that was filled in."""
        with chromium.new_context(locale="en-GB") as context:
            page = shown(context, built)
            page.wait_for_selector("html[data-ready=yes]", state="attached")
            page.check("#form [name=relation][value=affective]")
            page.workers[0].evaluate("() => { setTimeout(() => { throw new Error('gone'); }); }")
            expect(page.locator("#state.wrong")).to_contain_text("gone")
            page.click("#again")
            page.wait_for_selector("html[data-ready=yes]", state="attached")
            expect(page.locator("#verdict")).to_have_attribute("data-possible", "AOS;AOH;ALS;ALH")

    def test_without_script(self, chromium: Browser, built: Path) -> None:
        """Where JavaScript is off, the page says that it needs it."""
        with chromium.new_context(java_script_enabled=False) as context:
            expect(shown(context, built).locator("#state")).to_contain_text("JavaScript")

    def test_jitless(self, chromium: Browser, built: Path) -> None:
        """A browser that compiles nothing works slowly, or says what it lacks."""
        arguments = [*ARGUMENTS, "--js-flags=--jitless"]
        with (
            chromium.browser_type.launch(executable_path=program(), headless=True, args=arguments) as browser,
            browser.new_context(locale="en-GB") as context,
        ):
            page = shown(context, built)
            expect(page.locator("#state.wrong, html[data-ready=yes] #state")).to_contain_text(
                re.compile("WebAss|Ready")
            )


def shown(context: BrowserContext, built: Path) -> Page:
    """Open the page, and do not wait."""
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(built.as_uri())
    return page


TABLES = {f"text: {name}": (".csv", content) for name, (content, _) in REFUSED.items()} | {
    name: (each.suffix, each.build)
    for name, each in HOSTILE.items()
    if each.suffix in {".csv", ".xlsx", ".ods"} and each.command[0] != "case"
}
"""The hostile tables of the suite that are of a kind which the page reads: a suffix, and bytes or what builds them."""


class TestHostile:
    """A hostile table gives a message or is read, nothing in it is executed, and the page still answers."""

    @pytest.mark.parametrize("name", TABLES)
    def test_table(self, opened: Opened, tmp_path: Path, name: str) -> None:
        """The page is as it was."""
        suffix, content = TABLES[name]
        file = tmp_path / f"hostile{suffix}"
        file.write_bytes(content if isinstance(content, bytes) else content())
        opened.show("file")
        title = opened.page.title()
        opened.page.set_input_files("#table", file)
        expect(opened.page.locator("#tally h3, #messages li, #state.wrong").first).to_be_visible()
        assert name.startswith("text: ") <= bool(opened.messages())
        assert opened.page.title() == title
        assert opened.asked == []
        if opened.page.locator("#state.wrong").count():
            opened.page.click("#again")
            opened.ready()
        opened.fill({"relation": "affective"})
        assert opened.verdict()[0] == "AOS;AOH;ALS;ALH"

    def test_markup(self, opened: Opened, tmp_path: Path) -> None:
        """Markup in cells and headers is shown as text."""
        file = tmp_path / "markup.csv"
        file.write_text(
            "case_id,<h1>head</h1>\n<script>document.title='run'</script>,<img src=http://outside.invalid/x>\n", "utf-8"
        )
        opened.show("file")
        opened.page.select_option("[name=show]", "explain")
        opened.page.fill("[name=explained]", "<script>document.title='run'</script>")
        opened.page.set_input_files("#table", file)
        expect(opened.page.locator("#tally")).to_contain_text("<img src=http://outside.invalid/x>")
        assert opened.page.locator("#tally :is(script, img, h1)").count() == 0
        assert opened.page.title() != "run"
        assert opened.asked == []
