"""`docs/offline.py`: what it has against a site that needs the network, or links to what is not there."""

import sys
from pathlib import Path

import pytest

import offline


def site(folder: Path, body: str, *, head: str = "", lang: str = "en", style: str = "") -> Path:
    """Make a site of two pages and a style sheet."""
    page = '<html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    folder.mkdir()
    (folder / "index.html").write_text(page.format(lang=lang, head=head, body=body), "utf-8")
    (folder / "other.html").write_text(page.format(lang="nl", head="", body='<h1 id="één">x</h1>'), "utf-8")
    (folder / "style.css").write_text(style, "utf-8")
    return folder


class TestFaults:
    """A site stands on its own."""

    @pytest.mark.parametrize(
        "body",
        [
            '<a href="other.html">x</a><a href="other.html#%C3%A9%C3%A9n">x</a><a href="#here" id="here">x</a>',
            '<a href="https://elsewhere.example/page">a link that a reader may follow</a>',
            '<img src="style.css"><a href="mailto:someone">x</a>',
        ],
    )
    def test_whole(self, tmp_path: Path, body: str) -> None:
        """Nothing is wrong with what is there, nor with a link to elsewhere."""
        assert list(offline.faults(site(tmp_path / "site", body, head='<link rel="next" href="other.html">'))) == []

    @pytest.mark.parametrize(
        "body",
        [
            '<img src="https://elsewhere.example/a.png">',
            '<script src="//elsewhere.example/a.js"></script>',
            '<link rel="stylesheet" href="http://elsewhere.example/a.css">',
            '<p style="background: url(https://elsewhere.example/a.png)">x</p>',
            '<form action="https://elsewhere.example/"></form>',
            '<a href="missing.html">x</a>',
            '<a href="other.html#missing">x</a>',
            '<a href="#missing">x</a>',
            '<img src="missing.png">',
        ],
    )
    def test_broken(self, tmp_path: Path, body: str) -> None:
        """What is loaded from elsewhere is named, and so is what is not there."""
        assert [each for each in offline.faults(site(tmp_path / "site", body)) if each.startswith("index.html ")]

    @pytest.mark.parametrize("style", ["@import 'https://x.example/a.css';", "a { src: url(//x.example/font.woff2) }"])
    def test_styles(self, tmp_path: Path, style: str) -> None:
        """So is what a style sheet loads."""
        assert list(offline.faults(site(tmp_path / "site", "", style=style)))

    def test_language(self, tmp_path: Path) -> None:
        """A page that does not say its language is named."""
        assert list(offline.faults(site(tmp_path / "site", "", lang=""))) == ["index.html does not say its language"]

    @pytest.mark.parametrize(("body", "code"), [("", 0), ('<img src="//x.example/a.png">', 1)])
    def test_main(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, code: int) -> None:
        """The exit code says whether anything is wrong, and a site without a page is wrong."""
        monkeypatch.setattr(sys, "argv", ["offline.py", str(site(tmp_path / "site", body))])
        assert offline.main() == code
        monkeypatch.setattr(sys, "argv", ["offline.py", str(tmp_path / "none")])
        assert offline.main() == 1
