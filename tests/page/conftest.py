"""The page, built once, in Chromium: a suite of its own.

It needs the group `browser`, a Node or Playwright's, Chromium (the program that the
variable CHROMIUM names, or else one that is found), and the network for pip, or a folder
of wheels in the variable CKM_MO_WHEELS. Without them it fails; it never passes unseen.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from chromium import ARGUMENTS, program
from page.opened import Open, Opened, built_at


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the page, once, in a folder with a blank in its name."""
    return built_at(tmp_path_factory.mktemp("the page") / "ckm-mo.html")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Chromium."""
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=program(), headless=True, args=ARGUMENTS) as browser,
    ):
        yield browser


@pytest.fixture
def opening(chromium: Browser, built: Path) -> Iterator[Open]:
    """Give what opens the page; all is closed afterwards."""
    contexts: list[BrowserContext] = []

    def opened(**options: object) -> Opened:
        contexts.append(chromium.new_context(**options))  # type: ignore[arg-type]  # those that Playwright takes
        return Opened.of(contexts[-1], built)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def kept(chromium: Browser, built: Path) -> Iterator[Opened]:
    """Open the page once for the tests of a module."""
    with chromium.new_context() as context:
        yield Opened.of(context, built).ready()


@pytest.fixture
def opened(kept: Opened) -> Opened:
    """Give the page of the module, in English and with nothing filled in, whatever a test before did with it."""
    kept.speak("en")
    kept.empty_options()
    kept.fill({})
    return kept
