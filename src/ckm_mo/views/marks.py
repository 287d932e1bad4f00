"""The signs that bars and profiles are drawn with, as an encoding has them."""

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import frozen

from ckm_mo.views.blocks import STATES, Bar, ProfileCell

DASH: Final = "\N{EN DASH}"
"""Between the ends of a range."""

BETWEEN: Final = "   "
"""Between what a legend explains."""


@frozen
class Marks:
    """The signs that bars and profiles are drawn with; none depends on colour."""

    full: str
    light: str
    parts: str
    states: Mapping[str, str]

    def bar(self, bar: Bar, n: int, width: int) -> str:
        """Draw a bar: what is certain never longer than it is, what is possible never shorter, and never left out."""
        if not n:
            return ""
        finest = len(self.parts) + 1
        full, part = divmod(bar.least * width * finest // n, finest)
        end = -(-bar.most * width // n)
        if bar.most > bar.least:
            if full + 1 == width or (full and 2 * part < finest):
                part = 0  # what is possible has this cell
            end = max(end, full + bool(part) + 1)
        elif full or part:
            end = full
        drawn = self.full * full + self.parts[part - 1 : part]
        return drawn + self.light * (end - len(drawn))


UNICODE: Final = Marks("█", "░", "▏▎▍▌▋▊▉", dict(zip(STATES, "●◐·", strict=True)))

ASCII: Final = Marks("#", ".", "", dict(zip(STATES, "#+-", strict=True)))


def marks_of(encoding: str) -> Marks:
    """Choose the signs that an encoding has."""
    signs = (UNICODE.full, UNICODE.light, UNICODE.parts, *UNICODE.states.values())
    return UNICODE if _has(encoding, "".join(signs)) else ASCII


def dashed(text: str, encoding: str) -> str:
    """Write hyphens for the dashes of a text, where an encoding has no dash."""
    return text if _has(encoding, DASH) else text.replace(DASH, "-")


def _has(encoding: str, signs: str) -> bool:
    return signs.encode(encoding, "ignore").decode(encoding) == signs


def legend(signs: Iterable[str], texts: Iterable[str]) -> str:
    """Explain signs on one line."""
    return BETWEEN.join(f"{sign} {text}" for sign, text in zip(signs, texts, strict=True))


def marked(cell: ProfileCell, marks: Marks) -> str:
    """Write the code of a profile, after the sign of how it stands."""
    return f"{marks.states[cell.state]} {cell.code}" if cell.state else cell.code
