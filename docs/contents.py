"""The pages of the documentation: which there are, in which order, under which heading."""

import re
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent

INDEX: Final = "index"
"""The page where readers begin."""

KINDS: Final = {
    "tutorial": "Tutorial",
    "howto": "How-to",
    "reference": "Reference",
    "explanation": "Explanation",
}
"""The folders, and the heading of each."""

DUTCH_HEADING: Final = "Nederlands"

DUTCH: Final = (
    *("tutorial/begin-hier", "tutorial/eerste-tabel", "tutorial/een-casus", "howto/coderen", "reference/codeboek"),
    *("explanation/niet-vermeld", "explanation/grenzen"),
    *("howto/vindplaatsen-en-controle", "howto/casus-verbeteren", "howto/met-twee-codeurs", "howto/excel-en-spss"),
    *("howto/resultaten-rapporteren", "howto/aan-een-collega-geven"),
)
"""The pages in Dutch, which stand together, in the order in which a newcomer reads them."""

ORDER: Final = (
    "tutorial/first-table",
    "tutorial/from-a-table-to-a-paper",
    "tutorial/one-case",
    "howto/classify-a-table",
    "howto/classify-one-case",
    "howto/correct-a-case",
    "howto/code-cases",
    "howto/code-with-two-people",
    "howto/spreadsheets-and-spss",
    "howto/share-a-page",
    "howto/figures",
    "howto/hand-it-to-a-colleague",
    "howto/word-and-latex",
    "howto/report-results",
    "howto/other-tools",
    "howto/import-the-library",
    "howto/data-frames",
    "howto/cluster",
    "howto/add-a-variable",
    "reference/commands",
    "reference/tables",
    "reference/codebook",
    "reference/rules",
    "reference/library",
    "reference/json",
    "explanation/format",
    "explanation/silence",
    "explanation/undecided",
    "explanation/verdict",
    "explanation/study",
    "explanation/agreement",
    "explanation/limits",
    "explanation/safety",
    "explanation/browser",
    "explanation/scale",
    "explanation/proof",
    "explanation/neighbours",
    "explanation/claims",
    *DUTCH,
)
"""The order to read in; other pages follow by name."""


STARTS: Final = (
    ("U leest liever Nederlands", ("tutorial/begin-hier",)),
    ("You have a table of cases", ("tutorial/first-table",)),
    ("You have one case", ("tutorial/one-case", "howto/classify-one-case")),
    ("You code cases", ("howto/code-cases",)),
    ("Two of you code", ("howto/code-with-two-people",)),
    ("You doubt a rule", ("reference/rules",)),
    ("You write a paper", ("tutorial/from-a-table-to-a-paper",)),
    ("You report results", ("howto/report-results",)),
    ("You review a claim", ("explanation/claims",)),
    ("You program", ("howto/import-the-library",)),
)
"""Who begins where: at the first of these pages that is there."""


def starts() -> list[tuple[str, str]]:
    """List who begins at which page, of those that are there."""
    found = [(who, [name for name in names if (HERE / f"{name}.md").exists()]) for who, names in STARTS]
    return [(who, names[0]) for who, names in found if names]


def pages() -> dict[str, list[str]]:
    """List the names of all pages but the index, by the heading that they stand under."""
    found: dict[str, list[str]] = {heading: [] for heading in (*KINDS.values(), DUTCH_HEADING)}
    names = [path.relative_to(HERE).with_suffix("").as_posix() for path in HERE.glob("*/*.md")]
    for name in sorted(names, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name)):
        found[DUTCH_HEADING if name in DUTCH else KINDS[name.split("/")[0]]].append(name)
    return found


def title(name: str) -> str:
    """Give the title of a page."""
    return next(re.finditer(r"(?m)^# (.+)$", (HERE / f"{name}.md").read_text("utf-8")))[1]
