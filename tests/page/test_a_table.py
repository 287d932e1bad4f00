"""A table: what the page shows and saves of it is what the command line writes, and what is wrong is said."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import expect

from commands import CODER1, CODER2, EXAMPLES, FILES, run
from page.opened import Opened, sentences

NAME = Path(CODER1).name


def choose(opened: Opened, file: str | Path | list[str], **fields: str) -> None:
    """Choose a table, or several, with what is to be shown of it and nothing that an earlier test filled in."""
    opened.show("file")
    opened.empty_options()
    opened.page.select_option("[name=show]", fields.pop("show", "tally"))
    opened.page.evaluate("document.querySelector('#options details').open = true")
    for name, value in fields.items():
        field = opened.page.locator(f"#options [name={name.replace('_', '-')}]")
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    opened.page.set_input_files("#table", file)


def chosen(opened: Opened, file: str | Path | list[str], **fields: str) -> None:
    """Choose a table and wait for what comes of it."""
    choose(opened, file, **fields)
    expect(opened.page.locator("#tally h3, #messages li").first).to_be_visible()


VIEWS: dict[str, tuple[dict[str, str], Sequence[str]]] = {
    "tally": ({}, ("tally", NAME)),
    "groups": ({"by": "sectors"}, ("tally", NAME, "--by", "sectors")),
    "some": (
        {"where": "relation=affective\nviolence=yes"},
        ("tally", NAME, "--where", "relation=affective", "--where", "violence=yes"),
    ),
    "period": ({"table_period": "recruitment"}, ("tally", NAME, "--period", "recruitment")),
    "closed": (
        {"table_reading": "closed", "table_empty": "not_stated"},
        ("tally", NAME, "--reading", "closed", "--empty", "not_stated"),
    ),
    "assumed": (
        {"at_most_yes": "0,2,5", "confidence": "0.9", "population": "400"},
        ("tally", NAME, "--at-most-yes", "0,2,5", "--confidence", "0.9", "--population", "400"),
    ),
    "least": ({"by": "sectors", "least": "20"}, ("tally", NAME, "--by", "sectors", "--least", "20")),
    "check": ({"show": "check"}, ("check", NAME)),
    "claim": ({"show": "claim", "claims": "NOH >= each\nsoft <= 20%"}, ("claim", NAME, "NOH >= each", "soft <= 20%")),
    "explain": ({"show": "explain", "explained": "002-v1"}, ("explain", NAME, "002-v1")),
}
"""What is filled in, and the command that says the same."""


class TestSame:
    """The page shows and saves what the command line writes, byte for byte."""

    @pytest.fixture(autouse=True)
    def examples(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Give the command line a table by its name alone, which is all that a page knows."""
        monkeypatch.chdir(EXAMPLES)

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize(("fields", "command"), VIEWS.values(), ids=VIEWS)
    def test_saved(self, opened: Opened, fields: dict[str, str], command: Sequence[str], lang: str) -> None:
        """As a page, and as CSV."""
        opened.speak(lang)
        chosen(opened, CODER1, **fields)
        assert opened.messages() == []
        assert opened.saved("#save-tally").decode() == run(*command, "--format", "html", "--lang", lang).out
        assert opened.saved("#save-rows").decode() == run(*command, "--format", "csv", "--lang", lang).out

    @pytest.mark.parametrize(
        ("button", "suffix"), [("workbook", "xlsx"), ("markdown", "md"), ("latex", "tex")], ids=["xlsx", "md", "tex"]
    )
    def test_forms(self, opened: Opened, tmp_path: Path, button: str, suffix: str) -> None:
        """As a workbook, as Markdown and for LaTeX."""
        chosen(opened, CODER1)
        wanted = tmp_path / f"tally.{suffix}"
        run("tally", NAME, "-o", str(wanted))
        assert opened.saved(f"#save-{button}") == wanted.read_bytes()

    def test_methods(self, opened: Opened) -> None:
        """The methods paragraph is a page or Markdown, and no table."""
        opened.speak("nl")
        chosen(opened, CODER1, show="methods")
        command = ("tally", NAME, "--methods", "--lang", "nl")
        assert opened.saved("#save-tally").decode() == run(*command, "--format", "html").out
        assert opened.saved("#save-markdown").decode() == run(*command, "--format", "md").out
        for button in ("rows", "workbook", "latex"):
            assert not opened.page.locator(f"#save-{button}").is_visible()

    def test_several(self, opened: Opened) -> None:
        """Tables that are chosen together are tallied as one, and an id may not stand in two."""
        chosen(opened, [CODER1, CODER2])
        command = ("tally", NAME, Path(CODER2).name)
        assert opened.messages() == run(*command).err.splitlines()

    def test_agree(self, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Coders are compared, without SciPy; what is to be decided is saved, decided, and becomes one table."""
        for name in ("scipy", "scipy.stats"):
            monkeypatch.setitem(sys.modules, name, None)
        monkeypatch.setattr("ckm_mo.messages._REWORDED", sentences.REWORDED)
        chosen(opened, [CODER1, CODER2], show="agree")
        names = (NAME, Path(CODER2).name)
        assert opened.saved("#save-tally").decode() == run("agree", *names, "--format", "html").out
        (tmp_path / "decisions.xlsx").write_bytes(opened.saved("#save-decisions"))
        run("agree", *names, "--decide", str(tmp_path / "wanted.xlsx"))
        assert (tmp_path / "decisions.xlsx").read_bytes() == (tmp_path / "wanted.xlsx").read_bytes()
        opened.page.click("#save-merged")
        expect(opened.page.locator("#messages:focus")).to_be_visible()
        assert "choose that file as decisions" in opened.messages()[-1]
        opened.page.check("[name=leave-open]")
        opened.page.set_input_files("#decisions", tmp_path / "decisions.xlsx")
        done = run("merge", *names, "--decisions", str(tmp_path / "decisions.xlsx"), "--leave-open")
        assert opened.saved("#save-merged").decode() == done.out

    def test_verdicts(self, opened: Opened) -> None:
        """The verdict on each case is saved beside the table's own columns."""
        chosen(opened, CODER1)
        assert opened.saved("#save-verdicts").decode() == run("classify", NAME, "--keep", "--format", "csv").out

    @pytest.mark.parametrize("name", ["cases.xlsx", "cases.ods"])
    def test_sheets(self, opened: Opened, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """Workbooks are read by the library's own readers."""
        monkeypatch.chdir(FILES)
        chosen(opened, FILES / name)
        assert opened.saved("#save-tally").decode() == run("tally", name, "--format", "html").out

    def test_dropped(self, opened: Opened) -> None:
        """A table that is dropped is taken as one that is chosen."""
        opened.show("case")
        opened.page.evaluate(
            """text => {
                const data = new DataTransfer();
                data.items.add(new File([text], "dropped.csv"));
                const given = {dataTransfer: data, bubbles: true, cancelable: true};
                document.body.dispatchEvent(new DragEvent("drop", given));
            }""",
            "case_id,violence\nA-1,yes\n",
        )
        expect(opened.page.locator("#tally")).to_contain_text("Tally of 1 case")


STOPS = """() => {
    const [progress, stop] = ["progress", "stop"].map((id) => document.getElementById(id));
    const seen = new MutationObserver(() => {
        if (!progress.textContent.includes("MB")) return;
        seen.disconnect();
        stop.click();
    });
    seen.observe(progress, {childList: true, characterData: true, subtree: true});
}"""
"""Presses Stop as soon as some of a table is read: a small one would be read before a test could."""


class TestWrong:
    """What is wrong is said, in the page's words, and the page still answers."""

    def test_misspelt(self, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Errors are the command line's, but for what names an option; the focus is on them, and nothing is counted."""
        (tmp_path / "bad.csv").write_text("case_id,violense,relation\n1,yes,maybe\n", "utf-8")
        monkeypatch.chdir(tmp_path)
        chosen(opened, tmp_path / "bad.csv")
        expect(opened.page.locator("#messages:focus")).to_be_visible()
        (misspelt, invalid), told = opened.messages(), run("tally", "bad.csv").err.splitlines()
        assert invalid == told[1]
        assert "“How the table is read”" in misspelt
        assert "--" not in misspelt
        assert opened.page.locator("#tally").inner_text() == ""
        chosen(opened, tmp_path / "bad.csv", ignore="violense")
        assert opened.messages() == told[1:]

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"least": "few"}, "You gave few: give a whole number, 0 or more."),
            ({"confidence": "95"}, "The confidence level 95: give a number between 0 and 1, such as 0.95."),
            ({"population": "10"}, "The population 10: give at least the number of cases, 63."),
            ({"population": "400", "by": "sectors"}, "The population 400 does not go with groups: "),
        ],
        ids=["least", "confidence", "population", "groups"],
    )
    def test_numbers(self, opened: Opened, fields: dict[str, str], said: str) -> None:
        """A number that cannot be is named in the page's words."""
        chosen(opened, CODER1, **fields)
        assert said in " ".join(opened.messages())

    @pytest.mark.parametrize(("name", "begins"), [("cases.sav", b"$FL2@(#)"), ("cases.parquet", b"PAR1")])
    def test_absent(self, opened: Opened, tmp_path: Path, name: str, begins: bytes) -> None:
        """A file that needs what is not in the page is named, with what helps."""
        (tmp_path / name).write_bytes(begins + bytes(200))
        chosen(opened, tmp_path / name)
        assert "cannot be read here" in opened.messages()[0]
        assert "pip" not in opened.messages()[0]

    def test_large(self, opened: Opened, tmp_path: Path) -> None:
        """A table of 200 MB is refused by its size, with the command that reads it."""
        file = tmp_path / "large.csv"
        file.touch()
        os.truncate(file, 200_000_000)
        chosen(opened, file)
        (message,) = opened.messages()
        assert "less than 200 MB" in message
        assert "ckm-mo tally large.csv" in message
        chosen(opened, CODER1)
        assert opened.messages() == []

    def test_stopped(self, opened: Opened, tmp_path: Path) -> None:
        """Stop in the middle of a table leaves a page that works, with all that was filled in."""
        opened.fill({"case_id": "A-1", "relation": "affective"})
        file = tmp_path / "long.csv"
        file.write_text("case_id,note\n" + "".join(f"{number},{number:>200}\n" for number in range(300_000)), "utf-8")
        opened.page.evaluate(STOPS)
        choose(opened, file)
        expect(opened.page.locator("#progress")).to_have_text("Stopped; nothing was counted.")
        opened.ready()
        assert opened.page.locator("#tally").inner_text() == ""
        assert opened.verdict()[0] == "AOS;AOH;ALS;ALH"
        chosen(opened, CODER1)
        assert opened.messages() == []
