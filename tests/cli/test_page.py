"""`--format html`: for which commands, and that a page says what the terminal says."""

import hashlib
import json
import os
import re
import subprocess
import sys
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from ckm_mo.cli import classify
from ckm_mo.cli.commands import COMMANDS
from commands import CODER1, CODER2, Done, run, text_of

PAGES = {
    "tally": ("tally", CODER1),
    "several": ("tally", CODER1, "-", "--by", "sectors", "--period", "recruitment", "--reading", "closed"),
    "explain": ("explain", CODER1, "002-v1", "--empty", "not_stated"),
    "case": ("case", "relation=affective", "violence=yes"),
    "classify": ("classify", CODER1, "--where", "relation=affective"),
    "check": ("check", CODER1),
    "claim": ("claim", CODER1, "NOH >= each", "soft <= 20%"),
    "plan": ("plan", CODER1, "--answers", "5"),
    "agree": ("agree", CODER1, CODER2),
    "disagreements": ("agree", CODER1, CODER2, "--disagreements"),
    "merge": ("merge", CODER1, CODER2, "--leave-open"),
    "figures": ("study",),
    "bounds": ("study", "--bounds"),
    "comparison": ("study", "--compare", CODER1),
    "codebook": ("codebook",),
    "violence": ("codebook", "violence"),
    "rules": ("rules",),
    "rules_check": ("rules", "--check"),
    "template": ("template",),
}
"""A command for each kind of page."""

WITHOUT_VERDICTS = {"check", "merge", "rules_check", "template"}
"""The pages that name no verdict, profile or outcome."""

GIVEN = text_of([{"case_id": "F-1", "violence": "yes", "sectors": "hotel"}])


def said(page: str) -> str:
    """Give the text of a page without its markup, on one line, without backticks."""
    text = re.sub(r"</?(?:a|code|span|wbr)\b[^>]*>", "", page)  # within a sentence
    text = re.sub(r"<style>.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)
    return " ".join(unescape(text).replace("`", "").split())


@cache
def made(name: str, lang: str) -> Done:
    """Make a page, once for all that look at it."""
    return run(*PAGES[name], "--lang", lang, "--format", "html", given=GIVEN)


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("name", PAGES)
class TestPage:
    """A page is the view, in HTML."""

    def test_says_the_same(self, name: str, lang: str) -> None:
        """Each line and each cell that is written plainly is on the page."""
        page = made(name, lang)
        view = run(*PAGES[name], "--lang", lang, "--format", "md", given=GIVEN)
        assert (page.code, page.err) == (view.code, view.err)
        cells = [
            part.strip(" #*").replace("\\", "").replace("`", "")
            for line in re.sub(r" [\d.,]+ second\w+\.", "", view.out).splitlines()  # no page says how long it took
            if not line.startswith(": ")  # a caption
            for part in re.split(r"(?<!\\)\|", line)
        ]
        # The profiles are drawn there, and another block says what the signs mean.
        figures = [cell for cell in cells if cell and not re.search("^[A-Z]{3}: |^[-:]+$|, (soft|hard|zacht)", cell)]
        assert len(figures) > 10
        shown = said(page.out)
        assert [cell for cell in figures if cell not in shown] == []

    def test_language(self, name: str, lang: str) -> None:
        """It says its language, and where there are verdicts the fixed sentence stands in it, in that language."""
        page = made(name, lang).out
        assert page.startswith(f'<!doctype html>\n<html lang="{lang}">')
        said = {"en": "It describes a method.", "nl": "Dit beschrijft een werkwijze."}[lang] in page
        assert said is (name not in WITHOUT_VERDICTS)


AGAIN = """
import json, sys
from commands import run
asked, given = json.load(sys.stdin)
made = [run(*each, given=given).out for each in asked]
json.dump(made, sys.__stdout__)
"""
"""A program that makes pages."""


def test_same_again() -> None:
    """Another process, at another time and place, makes the same pages, to the byte."""
    pages = [(name, lang) for name in PAGES for lang in ("en", "nl")]
    asked = [[*PAGES[name], "--lang", lang, "--format", "html"] for name, lang in pages]
    places = os.pathsep.join([str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])])
    told = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LC_ALL": "C", "PYTHONPATH": places}
    done = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", AGAIN],
        input=json.dumps([asked, GIVEN]).encode(),
        capture_output=True,
        check=True,
        env={"PATH": os.environ["PATH"], **told},
    )
    for page, again in zip(pages, json.loads(done.stdout), strict=True):
        assert again == made(*page).out, page


class TestProvenance:
    """A page says what it was made from, as JSON does."""

    def test_tally(self) -> None:
        """A tally names its tables with their SHA-256, its reading, and its period."""
        text = said(run("tally", CODER1, "-", "--format", "html", "--period", "recruitment", given=GIVEN).out)
        digests = [hashlib.sha256(data).hexdigest() for data in (Path(CODER1).read_bytes(), GIVEN.encode())]
        assert f"Table {CODER1} SHA-256: {digests[0]}" in text
        assert f"Table standard input SHA-256: {digests[1]}" in text
        assert "Reading of silence open Coercion recruitment" in text

    def test_explain(self) -> None:
        """So does an explanation; that of a case that is given names no table."""
        digest = hashlib.sha256(Path(CODER1).read_bytes()).hexdigest()
        text = said(run("explain", CODER1, "002-v1", "--format", "html", "--reading", "closed").out)
        assert f"Reading of silence closed Coercion in any period Table {CODER1} SHA-256: {digest}" in text
        assert "SHA-256" not in run("case", "violence=yes", "--format", "html").out

    @pytest.mark.parametrize(
        ("command", "reading"),
        [
            (("agree", CODER1, CODER2), "open"),
            (("merge", CODER1, CODER2, "--leave-open"), ""),
            (("study", "--compare", CODER1), "open and closed, beside each other"),
            (("study", "--compare", CODER1, "--reading", "closed"), "closed"),
            (("classify", CODER1, "--reading", "closed"), "closed"),
            (("check", CODER1), ""),
        ],
    )
    def test_tables(self, command: tuple[str, ...], reading: str) -> None:
        """So does every page about tables."""
        text = said(run(*command, "--format", "html").out)
        for table in (CODER1, CODER2)[: command.count(CODER1) + command.count(CODER2)]:
            assert f"Table {table} SHA-256: {hashlib.sha256(Path(table).read_bytes()).hexdigest()}" in text
        assert (f"Reading of silence {reading} Coercion in any period" in text) is bool(reading)

    def test_codebook(self) -> None:
        """The codebook has a version, and nothing was read for it."""
        text = said(run("codebook", "--format", "html").out)
        assert "Codebook version 1" in text
        assert "Reading of silence" not in text.partition("About this page")[2]


class TestRefusals:
    """A page is whole, or there is none."""

    @pytest.mark.parametrize("command", COMMANDS)
    def test_commands(self, command: str) -> None:
        """Every command lists it among its forms."""
        assert "html" in run(command, "--help").out

    def test_long(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A list that is too long for a page is refused, with what to use instead, and nothing is written."""
        assert classify.MOST_ON_PAGE == 10_000
        most = 1_000
        monkeypatch.setattr(classify, "MOST_ON_PAGE", most)
        file = tmp_path / "page.html"
        text = "case_id,violence\n" + "".join(f"{number},yes\n" for number in range(most + 1))
        done = run("classify", "-", "-o", str(file), given=text)
        assert (done.code, done.out, list(tmp_path.iterdir())) == (2, "", [])
        assert "a page lists at most 1,000 cases. Use --format csv for all of them" in done.err
        fits = run("classify", "-", "-o", str(file), given=text.rpartition(f"{most},")[0])
        assert (fits.code, file.read_text("utf-8").count("<tr>")) == (0, 1 + most)

    def test_file(self, tmp_path: Path) -> None:
        """With -o a page goes to a file, which is not replaced unless that is asked for."""
        file = tmp_path / "page.html"
        arguments = ("tally", CODER1, "--format", "html", "-o", str(file))
        assert (run(*arguments).code, run(*arguments).code) == (0, 1)
        assert file.read_text("utf-8") == run(*arguments[:-2]).out
        assert run(*arguments, "--lang", "nl", "--force").code == 0
        assert file.read_text("utf-8").startswith('<!doctype html>\n<html lang="nl">')

    def test_errors(self, tmp_path: Path) -> None:
        """A table with errors gives no page."""
        file = tmp_path / "page.html"
        done = run("tally", "-", "--format", "html", "-o", str(file), given="case_id,violence\n1,perhaps\n")
        assert (done.code, done.out, list(tmp_path.iterdir())) == (1, "", [])

    def test_hostile(self) -> None:
        """What a table holds does not become markup, on its way through the command line neither."""
        text = text_of([{"case_id": "<b>", "violence": "yes", "note": "<script>\u202e</script>"}])
        page = run("explain", "-", "<b>", "--format", "html", given=text).out
        assert "<b>" not in page
        assert "<script" not in page
        assert "&lt;script&gt;\\u202e&lt;/script&gt;" in page
