"""The pictures that pages show, drawn by the program of the published cases.

They stand in the repository too, for those who read the pages there. Another
version of matplotlib writes other bytes: what is compared is what can be read.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from attrs import evolve

from ckm_mo import Case, Tally, read_table
from ckm_mo.pictures import drawn
from ckm_mo.questions import plan

TABLE: Final = Path(__file__).parents[1] / "examples" / "published_cases_coder1.csv"
FOLDER: Final = Path(__file__).parent / "_static"

Cases = list[Case]

PICTURES: Final[dict[str, Callable[[Cases], Any]]] = {
    "profiles": Tally.of,
    "groups": lambda cases: Tally.of(cases, by="victim_age_group"),
    "dial": lambda cases: [evolve(Tally.of(cases), at_most_yes=most) for most in (0, 2, 5, 10, 20)],
    "shift": Tally.of,
    "width": lambda cases: plan(cases, answers=20),
}
"""What each picture is of, by its name."""


def pictures() -> Iterator[tuple[Path, str]]:
    """Draw every picture, and say where it stands."""
    cases = [*read_table(TABLE)]
    for name, of in PICTURES.items():
        yield FOLDER / f"{name}.svg", drawn(name, of(cases), "svg", "en").decode()


def read(svg: str) -> list[str]:
    """List what can be read in a picture: its title, its description and its texts."""
    return re.findall(r"<(?:title|desc|text)\b[^>]*>([^<]*)<", svg)


def renew() -> Iterator[Path]:
    """Write every picture that does not say what it should, and name it."""
    for path, svg in pictures():
        if not path.exists() or read(path.read_text("utf-8")) != read(svg):
            path.write_text(svg, "utf-8")
            yield path
