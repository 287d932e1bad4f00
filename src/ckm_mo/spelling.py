"""Words that are almost others: the closest match, and headers that must be slips of the pen.

A header that is a slip for a variable's must never pass for "not coded". What is
compared comes from files, so that the time it takes has a bound: two words are
compared no further than to the number of edits that is asked for.
"""

import unicodedata
from collections.abc import Iterable
from typing import Final

from ckm_mo.codebook import COLUMN_HEADERS

LONG_NAME: Final = 8
"""How many letters a name has of which two may be wrong."""

LONGEST_SLIP: Final = 4 * max(map(len, COLUMN_HEADERS))
"""How many characters a name has at most that is looked at: each letter may have three that show nothing."""

_ALIKE: Final = str.maketrans(
    "\u0430\u0432\u0441\u0501\u0435\u04bb\u043d\u0456\u0458\u043a\u04cf\u043c\u043e\u0440\u051b"
    "\u0455\u0442\u0475\u051d\u0445\u0443"  # Cyrillic
    "\u03b1\u03b2\u03b5\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7"  # Greek
    "\u0131\u0261",  # Latin
    "abcdehhijklmopqstvwxyabeikmvoptuxig",
)
"""Letters that look like others, small ones or capitals, and those that they look like."""

_UNSEEN: Final = {"Cc", "Cf", "Mn"}
"""The kinds of characters that show nothing of their own."""


def misspelt(name: str) -> str | None:
    """Return the header that a normalised name is so close to that it must be a slip.

    It looks the same, or one edit away; two where both have eight letters or
    more. A header that is read is not a slip.
    """
    if name in COLUMN_HEADERS or len(name) > LONGEST_SLIP:
        return None
    looks = _looks(name)
    long_headers = filter(_long, COLUMN_HEADERS) if _long(looks) else ()
    return closest(looks, COLUMN_HEADERS, 1) or closest(looks, long_headers, 2)


def closest(name: str, names: Iterable[str], within: int) -> str | None:
    """Find the word with the fewest edits; ties go to the first.

    None where all are further away than `within`, or so far that no letter of theirs is left.
    """
    best, fewest = "", within + 1
    letters = set(name)
    for each in names:
        # An edit takes at most one letter away and brings one in.
        if abs(len(name) - len(each)) >= fewest or len(letters.symmetric_difference(each)) > 2 * (fewest - 1):
            continue
        count = edits(name, each, fewest - 1)
        if count < fewest:
            best, fewest = each, count
    return best if fewest < len(best) else None


def edits(one: str, other: str, most: int) -> int:
    """Count the edits between two words: letters put in, left out, changed, or turned with their neighbour.

    Args:
        one: A word.
        other: Another.
        most: How far to count.

    Returns:
        How many it takes; one more than `most` where it takes more.

    Source: Damerau, "A technique for computer detection and correction of spelling errors" (1964);
        the unrestricted distance, after Lowrance and Wagner (1975).
    """
    far = len(one) + len(other)
    rows: list[list[int]] = [[far] * (len(other) + 2), [far, *range(len(other) + 1)]]
    last_row: dict[str, int] = {}
    for i, mine in enumerate(one, 1):
        row = [far] * (len(other) + 2)
        row[1] = i
        last_column = 0
        # Positions further apart than `most` take more edits than that.
        for j in range(max(1, i - most), min(len(other), i + most) + 1):
            theirs = other[j - 1]
            same = mine == theirs
            last = last_row.get(theirs, 0)
            turned = rows[last][last_column] + (i - last) + (j - last_column) - 1
            row[j + 1] = min(rows[i][j] + (not same), rows[i][j + 1] + 1, row[j] + 1, turned)
            if same:
                last_column = j
        last_row[mine] = i
        rows.append(row)
        # What comes later takes no fewer: where letters are turned over this row, they may as well be left out in it.
        if min(row) > most:
            return most + 1
    return min(rows[-1][-1], most + 1)


def _looks(name: str) -> str:
    """Give the plain letters that a normalised name looks like."""
    letters = unicodedata.normalize("NFKD", name).translate(_ALIKE)
    return "".join(each for each in letters if unicodedata.category(each) not in _UNSEEN)


def _long(name: str) -> bool:
    return len(name.replace("_", "")) >= LONG_NAME
