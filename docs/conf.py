"""How Sphinx makes the site: `sphinx-build -W -n -b html docs OUT`, without the network."""

import re
import sys
from pathlib import Path
from typing import Any

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent))

from contents import DUTCH, INDEX, pages
from picture import renew

project = "ckm-mo"
author = "The ckm-mo authors"
language = "en"
extensions = ["myst_parser"]
root_doc = INDEX
exclude_patterns = ["*.py", "__pycache__"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "ckm-mo"
html_static_path = ["_static"]
html_css_files = ["style.css"]
html_copy_source = False
html_show_copyright = False
html_show_sourcelink = False
html_show_sphinx = False
pygments_style = "default"
pygments_dark_style = "github-dark"

OUTSIDE = re.compile(r"\[([^]]+)\]\((?:\.\./)+(?!(?:tutorial|howto|reference|explanation)/)[^)]*\)")
"""A link to a file of the repository that is not a page here."""


def adapt(_: Sphinx, name: str, source: list[str]) -> None:
    """Adapt a page, which is written to be read in the repository, to the site.

    What is not a page of the site is named without a link, and the index gets the contents.
    """
    inside = "/" not in name
    source[0] = re.sub(r"\[([^]]+)\]\(\.\./[^)]*\)", r"\1", source[0]) if inside else OUTSIDE.sub(r"\1", source[0])
    if name == INDEX:
        source[0] += "\n".join(
            "\n```{toctree}\n:hidden:\n:caption: " + "\n".join([heading, "", *names]) + "\n```\n"
            for heading, names in pages().items()
            if names
        )


def draw(_: Sphinx) -> None:
    """Draw the pictures that pages show, where they do not say what they should."""
    list(renew())


def say_language(_: Sphinx, name: str, __: str, context: dict[str, Any], ___: object) -> None:
    """Name the language of a page in Dutch, for those who have it read aloud."""
    if name in DUTCH:
        context["language"] = "nl"


def setup(app: Sphinx) -> None:
    """Connect the above."""
    app.connect("builder-inited", draw)
    app.connect("source-read", adapt)
    app.connect("html-page-context", say_language)
    for language in ("csv", "interview"):
        app.add_lexer(language, TextLexer)
