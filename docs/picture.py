"""Draw the beginning of a tally, as the terminal shows it, as a picture for the README.

A terminal's letters and blocks are put where they stand in its grid, so that the
picture is the same whatever fonts there are. `docs/generate.py` writes it.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import takewhile
from pathlib import Path
from typing import Final

from ckm_mo import Tally, read_table
from ckm_mo.views.blocks import Bars
from ckm_mo.views.tally import tally_view
from ckm_mo.views.terminal import to_terminal
from ckm_mo.views.words import Words

TABLE: Final = Path(__file__).parents[1] / "examples" / "published_cases_coder1.csv"
COLUMNS: Final = 88
WIDE: Final = 8.4
"""How wide a letter is; `HIGH` is how high a line is, both in pixels."""
HIGH: Final = 18
EDGE: Final = 12
FULL: Final = "█▉▊▋▌▍▎▏"
"""Full blocks, from eight eighths of a letter to one."""
LIGHT: Final = "░"
WORDS: Final = re.compile(rf"[{FULL}]+|{LIGHT}+|[^\s{FULL}{LIGHT}]+")
COLOURS: Final = {"paper": "#ffffff", "ink": "#1f2328", "full": "#1f4e79", "light": "#b3cde3"}


def tally_svg() -> str:
    """Draw the tally of the published cases: what is decided, the profiles, and their bounds as bars."""
    view = tally_view(Words("en"), Tally.of(read_table(TABLE)))
    before = list(takewhile(lambda block: not isinstance(block, Bars), view))
    text = to_terminal([*before, view[len(before)]], width=COLUMNS, colour=False)
    return svg(text.rstrip("\n").split("\n"))


def svg(lines: list[str]) -> str:
    """Draw lines of a terminal, the first of them bold."""
    width, height = round(COLUMNS * WIDE) + 2 * EDGE, len(lines) * HIGH + 2 * EDGE
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" font-family="ui-monospace, Consolas, Menlo, monospace" font-size="14">'
    )
    paper = f'<rect width="{width}" height="{height}" rx="6" fill="{COLOURS["paper"]}" stroke="#d0d7de"/>'
    marks = [mark for row, line in enumerate(lines) for mark in drawn(line, row)]
    return "\n".join([head, f"<title>{escape(lines[0])}</title>", paper, *marks, "</svg>", ""])


def drawn(line: str, row: int) -> Iterator[str]:
    """Draw a line: blocks as rectangles, each word as text that is as long as its letters are wide."""
    top = EDGE + row * HIGH
    for found in WORDS.finditer(line):
        word, left = found.group(), EDGE + found.start() * WIDE
        if word[0] in FULL or word[0] in LIGHT:
            eighths = sum(8 - FULL.index(letter) if letter in FULL else 8 for letter in word)
            colour = COLOURS["full" if word[0] in FULL else "light"]
            yield f'<rect x="{left:.1f}" y="{top + 3}" width="{eighths * WIDE / 8:.1f}" height="12" fill="{colour}"/>'
        else:
            bold = ' font-weight="bold"' if row == 0 else ""
            yield (
                f'<text x="{left:.1f}" y="{top + 14}" textLength="{len(word) * WIDE:.1f}" '
                f'lengthAdjust="spacingAndGlyphs" fill="{COLOURS["ink"]}"{bold}>{escape(word)}</text>'
            )
