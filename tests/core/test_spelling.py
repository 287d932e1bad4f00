"""Words that are almost others: how near, which is the closest, and which headers must be slips."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckm_mo import spelling
from ckm_mo.codebook import COLUMN_HEADERS, HEADERS
from ckm_mo.spelling import LONG_NAME, LONGEST_SLIP, closest, edits, misspelt
from strategies import slips

LETTERS = "abc"
SHORT = ["".join(letters) for length in range(4) for letters in product(LETTERS, repeat=length)]


def one_edit_away(text: str) -> Iterator[str]:
    """List all words that one edit makes of a word: a letter left out, put in, changed, or turned with the next."""
    for place in range(len(text) + 1):
        before, after = text[:place], text[place:]
        yield from (before + letter + after for letter in LETTERS)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in LETTERS)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def distances(start: str) -> Mapping[str, int]:
    """Count by brute force how many single edits it takes from one word to every other of up to four letters."""
    found = {start: 0}
    edge = [start]
    while edge:
        reached = {word for each in edge for word in one_edit_away(each) if len(word) <= 4 and word not in found}
        found |= dict.fromkeys(reached, found[edge[0]] + 1)
        edge = list(reached)
    return found


class TestEdits:
    """Within one edit, a transposition counting as one; two edits where both names have eight letters or more."""

    @pytest.mark.parametrize("start", SHORT)
    def test_brute_force(self, start: str) -> None:
        """The count is that of the shortest way from word to word, one edit at a time."""
        counted = distances(start)
        assert {other: edits(start, other, 9) for other in SHORT} == {other: counted[other] for other in SHORT}

    @pytest.mark.parametrize(
        ("one", "other", "count"),
        [("violence", "voilence", 1), ("violence", "violnece", 1), ("ca", "abc", 2), ("geweld", "geld", 2)],
    )
    def test_examples(self, one: str, other: str, count: int) -> None:
        """Neighbours that changed places count once, also where a letter came between them."""
        assert edits(one, other, 3) == edits(other, one, 3) == count

    @pytest.mark.parametrize(
        ("name", "within", "expected"),
        [("ab", 1, "aa"), ("ba", 0, None), ("bb", 0, "bb"), ("caa", 2, "aa"), ("cc", 2, None), ("", 2, None)],
    )
    def test_closest(self, name: str, within: int, expected: str | None) -> None:
        """The nearest word is found if it is near enough, the first of equally near ones; not with no letter left."""
        assert closest(name, ("aa", "bb"), within) == expected

    def test_closest_of_none(self) -> None:
        """Among no words none is near."""
        assert closest("violence", (), 3) is None

    @pytest.mark.parametrize(
        ("name", "meant"),
        [
            ("voilence", "violence"),
            ("violence_", "violence"),
            ("gewelt", "geweld"),
            ("recruitment_voilense", "recruitment_violence"),
            ("ronselperiode_gewld", "ronselperiode_geweld"),
            ("sextorsion", "sextortion"),
            ("initatif", "initiatief"),
            ("case_ids", "case_id"),
        ],
    )
    def test_misspelt(self, name: str, meant: str) -> None:
        """A name that is almost a variable's is taken for a slip, in either language."""
        assert misspelt(name) == meant

    @pytest.mark.parametrize(
        ("name", "meant"),
        [
            ("vi\u043el\u0435n\u0441\u0435", "violence"),
            ("g\u0435w\u0435ld", "geweld"),
            ("\uff56\uff49\uff4f\uff4c\uff45\uff4e\uff43\uff45", "violence"),
            ("v\u200bi\u200co\u2060l\u00adence", "violence"),
            ("v\u0301i\u0301ole\u0301nce", "violence"),
            ("\u03bf\u0192\u0192ender", "offender"),
        ],
    )
    def test_looks_alike(self, name: str, meant: str) -> None:
        """However many letters only look like those of a name, or show nothing, it is a slip."""
        assert misspelt(name) == meant

    @pytest.mark.parametrize(
        "name",
        [
            "violence",
            "geweld",
            "note",
            "source",
            "geld",
            "cases",
            "relaxed",
            "coder",
            "",
            "caf\u00e9",
            "\u043e\u043f\u044b\u0442",
        ],
    )
    def test_not_misspelt(self, name: str) -> None:
        """A header that is read is no slip, nor is one that is further away."""
        assert misspelt(name) is None

    @pytest.mark.parametrize(
        ("name", "meant"), [("deceptoin", "deception"), ("decxptixn", "deception"), ("xictxm", None)]
    )
    def test_two_edits_take_eight_letters(self, name: str, meant: str | None) -> None:
        """Two edits are a slip in long names only: in short ones that would be another word."""
        assert misspelt(name) == meant

    @given(st.data())
    def test_every_slip_is_noticed(self, data: st.DataObject) -> None:
        """Whatever one edit does to whatever name, it leaves a header or something that must be a slip."""
        name = data.draw(st.sampled_from(sorted(HEADERS)))
        slip = data.draw(st.sampled_from(list(one_edit_away(name))))
        assert slip in HEADERS or edits(slip, misspelt(slip) or "", 1) == 1


def plain_edits(one: str, other: str) -> int:
    """Count all edits between two words, however many, in a whole table of all their beginnings."""
    far = len(one) + len(other)
    rows: list[list[int]] = [[far] * (len(other) + 2), [far, *range(len(other) + 1)]]
    last_row: dict[str, int] = {}
    for i, mine in enumerate(one, 1):
        row = [far, i]
        last_column = 0
        for j, theirs in enumerate(other, 1):
            same = mine == theirs
            turned = rows[last_row.get(theirs, 0)][last_column] + (i - last_row.get(theirs, 0)) + (j - last_column) - 1
            row.append(min(rows[i][j] + (not same), rows[i][j + 1] + 1, row[j] + 1, turned))
            if same:
                last_column = j
        last_row[mine] = i
        rows.append(row)
    return rows[-1][-1]


def plain_closest(name: str, names: Iterable[str], within: int) -> str | None:
    """Find the closest word by counting all edits to each."""
    best = min(names, key=lambda each: plain_edits(name, each), default=None)
    return None if best is None or plain_edits(name, best) > min(within, len(best) - 1) else best


def plain_misspelt(name: str) -> str | None:
    """Find the header that a name is a slip for, by counting all edits to each."""
    if name in COLUMN_HEADERS:
        return None
    looks = spelling._looks(name)  # noqa: SLF001 - what is compared, and not what is tried here
    long = [each for each in (looks, *COLUMN_HEADERS) if len(each.replace("_", "")) >= LONG_NAME]
    return plain_closest(looks, COLUMN_HEADERS, 1) or plain_closest(looks, long[1:] if looks in long[:1] else (), 2)


class TestNoFurther:
    """No further is counted than is asked for, and all that is found is what counting everything finds."""

    @given(st.text("abc", max_size=9), st.text("abc", max_size=9), st.integers(0, 9))
    def test_edits(self, one: str, other: str, most: int) -> None:
        """The count is exact as far as it goes, and one more beyond that."""
        assert edits(one, other, most) == min(plain_edits(one, other), most + 1)

    @given(slips(), st.sampled_from(sorted(HEADERS)), st.integers(0, 4))
    def test_edits_of_headers(self, one: str, other: str, most: int) -> None:
        """So it is for names as they are."""
        assert edits(one, other, most) == min(plain_edits(one, other), most + 1)

    @given(st.text("abc", max_size=6), st.lists(st.text("abc", max_size=6)), st.integers(0, 4))
    def test_closest(self, name: str, names: list[str], within: int) -> None:
        """The closest word is the first of those with the fewest edits."""
        assert closest(name, names, within) == plain_closest(name, names, within)

    @given(slips())
    def test_misspelt(self, name: str) -> None:
        """A header is a slip where counting all edits says so."""
        assert misspelt(name) == plain_misspelt(name)

    def test_no_longer(self) -> None:
        """A name that is far longer than any header is not compared, whatever it looks like."""
        name = "violence" + "\u0301" * (LONGEST_SLIP - len("violence"))
        assert misspelt(name) == "violence"
        assert misspelt(name + "\u0301") is None

    @pytest.mark.parametrize("name", ["column_number_00001", "x" * 60_000, "vioqqxxz"])
    def test_unlike(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """With words that are much longer or have other letters nothing is compared place by place."""
        monkeypatch.setattr(spelling, "edits", None)
        assert closest(name, HEADERS, 2) is None

    def test_given_up(self) -> None:
        """Two words are compared no further than to the letter at which they are too far apart."""
        letters = iter("qqqxploitation_violence")

        class Text(str):
            """Text of which it is seen how far it is read."""

            __slots__ = ()

            def __iter__(self) -> Iterator[str]:
                return letters

        assert edits(Text("qqqxploitation_violence"), "exploitation_violence", 2) == 3
        assert "".join(letters) == "xploitation_violence"
