"""What the suites share that look at pages in Chromium: the program, what axe finds, and what does not fit."""

import os
import shutil
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
"""The names that Chromium goes by."""

MISSING = "Chromium is missing: install it (Debian: apt-get install chromium), or name the program in CHROMIUM."

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
"""Of Chromium: to work in any container, and to ask for nothing by itself."""

TELEPHONE: Any = {"width": 360, "height": 740}
DESK: Any = {"width": 1280, "height": 900}


def program() -> str:
    """Find Chromium."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    return found or pytest.fail(MISSING)


def faults(page: Page, *, moved: bool = False) -> list[str]:
    """List what axe finds wrong with a page, and what it cannot judge; `moved` where tables are too wide to be seen."""
    found: dict[str, Any] = Axe().run(page, options={"resultTypes": ["violations", "incomplete"]}).response
    return [
        f"{each['id']}: {each['help']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for kind in ("violations", "incomplete")
        for each in found[kind]
        for node in each["nodes"]
        # It takes a cell for covered by the second of the rows that it spans.
        if (kind, each["id"], "rowspan" in node["html"]) != ("incomplete", "color-contrast", True)
        # It cannot judge text in drawings, which has a test of its own.
        and not (kind == "incomplete" and node["html"].startswith("<text"))
        # It does not see what has to be moved into sight on a telephone; at a desk all of it is.
        and not (moved and "partially obscured" in node["failureSummary"])
    ]


def too_wide(page: Page, what: str) -> list[str]:
    """List the elements of a page that have more in them than they are wide."""
    found: list[str] = page.eval_on_selector_all(
        what, "all => all.filter(each => each.scrollWidth > each.clientWidth).map(each => each.outerHTML.slice(0, 200))"
    )
    return found
