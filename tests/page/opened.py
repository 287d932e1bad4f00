"""The page as it is opened: built, watched, filled in, and what it shows and saves."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path

from attrs import field, frozen
from playwright.sync_api import BrowserContext, Page, Route, expect

from ckm_mo import Case, write_table

ROOT = Path(__file__).parent.parent.parent

sys.path.append(str(ROOT / "browser"))
sentences = import_module("sentences")
"""What the page says."""

PATIENCE = 120_000
"""How many milliseconds are waited at most, on a machine that is busy."""

expect.set_options(timeout=PATIENCE)


def build(output: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the builder."""
    command = [sys.executable, str(ROOT / "browser" / "build.py"), "-o", str(output), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=280)  # noqa: S603 - this project's


def built_at(output: Path) -> Path:
    """Build the page as a user does, from the folder of wheels that CKM_MO_WHEELS names, if any."""
    wheels = os.environ.get("CKM_MO_WHEELS")
    done = build(output, *(["--wheels", wheels] if wheels else []))
    assert done.returncode == 0, done.stderr
    return output


@frozen
class Opened:
    """The page, open: what it asked for and said, and what can be done with it."""

    page: Page
    asked: list[str] = field(factory=list)
    said: list[str] = field(factory=list)

    @classmethod
    def of(cls, context: BrowserContext, file: Path) -> "Opened":
        """Open the page in a context, which lets it have its own file and nothing else."""
        opened = cls(context.new_page())
        context.set_default_timeout(PATIENCE)

        def watch(route: Route) -> None:
            if route.request.url.partition("#")[0] == file.as_uri():
                route.continue_()
            else:
                opened.asked.append(route.request.url)
                route.abort()

        context.route("**/*", watch)
        opened.page.on("console", lambda message: opened.said.append(message.text))
        opened.page.on("pageerror", lambda error: opened.said.append(str(error)))
        opened.page.goto(file.as_uri())
        return opened

    def ready(self) -> "Opened":
        """Wait until Python answers."""
        expect(self.page.locator("html")).to_have_attribute("data-ready", "yes")
        self.settled()
        return self

    def settled(self) -> None:
        """Wait until the verdict is that of what is filled in."""
        expect(self.page.locator("#verdict[aria-busy]")).to_have_count(0)

    def speak(self, lang: str) -> None:
        """Choose the language."""
        self.page.check(f"[name=lang][value={lang}]")
        self.settled()

    def show(self, part: str) -> None:
        """Show a part of the page."""
        self.page.click(f"#top nav a[href='#{part}']")

    def fill(self, answers: Mapping[str, str], period: str = "") -> None:
        """Fill in the form of a case, which is emptied first, without opening what is folded."""
        self.page.evaluate(
            """([answers, period]) => {
                const form = document.getElementById("form");
                form.reset();
                for (const [key, value] of Object.entries({...answers, period})) {
                    for (const each of form.querySelectorAll(`[name="${key}"]`)) {
                        if (each.type === "text") each.value = value;
                        else each.checked = value.split(";").includes(each.value);
                    }
                }
                form.dispatchEvent(new Event("change"));
            }""",
            [dict(answers), period],
        )
        self.settled()

    def empty_options(self) -> None:
        """Empty the form of a table, which leads to nothing by itself."""
        self.page.evaluate(
            """() => {
                document.getElementById("options").reset();
                document.getElementById("table").value = "";
            }"""
        )

    def saved(self, button: str) -> bytes:
        """Press a button that saves a file, and give its bytes."""
        with self.page.expect_download() as download:
            self.page.click(button)
        return Path(download.value.path()).read_bytes()

    def verdict(self) -> tuple[str | None, ...]:
        """Give the data of the verdict: the codes that are possible, whether outside, the profile."""
        verdict = self.page.locator("#verdict")
        return tuple(verdict.get_attribute(f"data-{name}") for name in ("possible", "outside", "profile"))

    def messages(self) -> list[str]:
        """Give what is said to be wrong."""
        return self.page.locator("#messages li").all_inner_texts()


def written(cases: Iterable[Case], path: Path, lang: str) -> bytes:
    """Give the bytes of a table of cases, as the library writes it."""
    write_table(cases, path, lang=lang)
    return path.read_bytes()


Open = Callable[..., Opened]
"""What opens the page, in a browser that knows nothing yet, with options of a context."""
