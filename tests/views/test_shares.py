"""Shares as people see them: never less than is possible, never none where there is one."""

from fractions import Fraction
from math import isclose

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ckm_mo.messages import LANGUAGES
from ckm_mo.tallies.intervals import wilson
from ckm_mo.views.blocks import Lines
from ckm_mo.views.plain import to_plain
from ckm_mo.views.shares import FINER_FROM, decimals, rounded
from ckm_mo.views.terminal import to_terminal
from ckm_mo.views.words import Words
from commands import CODER1, run

WORDS = Words("en")


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int, int]:
    """Draw at least how many, at most how many, and of how many."""
    n = draw(st.integers(1, 3000))
    least = draw(st.integers(0, n))
    return least, draw(st.integers(least, n)), n


def ends(text: str) -> tuple[Fraction, Fraction]:
    """Read a percentage, or a range of them, as fractions; what is less than an end counts as nothing more."""
    assert text.endswith("%")
    low, _, high = text[:-1].partition("–")
    last = high or low
    return (
        Fraction(0) if low.startswith("<") else Fraction(low.lstrip(">")) / 100,
        Fraction(1) if last.startswith(">") else Fraction(last.lstrip("<")) / 100,
    )


class TestShare:
    """A share is rounded outwards where it is a range, and to the nearest where it is one number."""

    @given(counts())
    @example((1, 10, 150))
    @example((0, 3, 3000))
    def test_range(self, of: tuple[int, int, int]) -> None:
        """A range holds what it stands for, and is no wider than one unit at either end."""
        least, most, n = of
        assume(least < most)
        low, high = ends(WORDS.share(least, most, n))
        unit = Fraction(1, 100 * 10 ** decimals(n))
        assert low <= Fraction(least, n) < low + unit
        assert high - unit < Fraction(most, n) <= high

    @given(counts())
    @example((1, 1, 40))
    @example((3, 3, 40))
    def test_one(self, of: tuple[int, int, int]) -> None:
        """A single share is at most half a unit away, and a half goes up."""
        count, _, n = of
        text = WORDS.share(count, count, n)
        assume(not text.startswith(("<", ">")))
        off = Fraction(text[:-1]) / 100 - Fraction(count, n)
        unit = Fraction(1, 100 * 10 ** decimals(n))
        assert -unit / 2 < off <= unit / 2

    @given(counts())
    @example((1, 1, 3000))
    @example((1, 10, 150))
    def test_none(self, of: tuple[int, int, int]) -> None:
        """The lower end is 0 if and only if it may be none."""
        least, most, n = of
        text = WORDS.share(least, most, n)
        low = text.rstrip("%").partition("–")[0]
        assert (low in {"0", "0.0"}) is (least == 0)

    @given(counts())
    @example((2999, 2999, 3000))
    @example((140, 149, 150))
    def test_all(self, of: tuple[int, int, int]) -> None:
        """The upper end is 100 if and only if it may be all."""
        least, most, n = of
        high = WORDS.share(least, most, n).rstrip("%").rpartition("–")[2]
        assert (high in {"100", "100.0"}) is (most == n)

    @pytest.mark.parametrize(
        ("least", "most", "n", "said"),
        [
            (1, 1, 300, "0.3%"),
            (299, 299, 300, "99.7%"),
            (1, 1, 40, "3%"),
            (3, 3, 40, "8%"),
            (1, 2, 6, "16–34%"),
            (1, 10, 150, "<1–7%"),
            (140, 149, 150, "93–>99%"),
            (1, 1, 3000, "<0.1%"),
            (2999, 2999, 3000, ">99.9%"),
            (0, 0, 7, "0%"),
            (7, 7, 7, "100%"),
            (0, 0, 0, ""),
        ],
    )
    def test_written(self, least: int, most: int, n: int, said: str) -> None:
        """Shares are written without a blank, ranges with a dash."""
        assert WORDS.share(least, most, n) == said

    def test_decimals(self) -> None:
        """From two hundred on a share has one decimal, as the language writes it."""
        assert [decimals(n) for n in (1, FINER_FROM - 1, FINER_FROM)] == [0, 0, 1]
        assert Words("nl").share(100, 101, 200) == "50,0–50,5%"

    def test_mean_count(self) -> None:
        """What floating point adds to a half does not round it down."""
        assert WORDS.share(0.575 * 40, 0.575 * 40, 40) == "58%"


class TestInterval:
    """The limits of an interval are rounded outwards."""

    @given(counts())
    def test_outwards(self, of: tuple[int, int, int]) -> None:
        """An interval in print holds the one that it stands for, but for what floating point adds."""
        least, most, n = of
        limits = wilson(least, n)[0], wilson(most, n)[1]
        low, high = (float(end) for end in ends(WORDS.interval(limits, n)))
        assert low <= limits[0] or isclose(low, limits[0])
        assert high >= limits[1] or isclose(high, limits[1])

    def test_dust(self) -> None:
        """A limit that is a whole percentage but for floating point stays it."""
        assert rounded(0.07000000000000001, 0.29, 100) == (7, 29)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_empty(self, lang: str) -> None:
        """Of no case there is no interval."""
        assert Words(lang).interval(None, 0) == ""


class TestLimits:
    """Of the limits of an interval too, only what is none is 0%, and only what is all is 100%."""

    @pytest.mark.parametrize(
        ("limits", "n", "said"),
        [
            ((0.004, 0.2), 63, "<1–20%"),
            ((0.8, 0.996), 63, "80–>99%"),
            ((0.0, 1.0), 63, "0–100%"),
            ((1e-17, 1 - 1e-16), 63, "0–100%"),
            ((0.0004, 0.9996), 200, "<0.1–>99.9%"),
            (None, 63, ""),
        ],
    )
    def test_written(self, limits: tuple[float, float] | None, n: int, said: str) -> None:
        """What is close to none or to all says so."""
        assert WORDS.interval(limits, n) == said

    def test_points(self) -> None:
        """The percentage points of a claim are rounded outwards as well, and it says so below them."""
        claim = "hard | victim_age_group=minor > hard | victim_age_group=adult"
        done = run("claim", CODER1, claim)
        assert "-60 to +35.2 percentage points" in run("claim", CODER1, claim, "--plain").out  # 35.135 at the most
        assert "Percentage points are rounded outwards" in done.words.partition("Please note")[0]


class TestDash:
    """A range has a dash where the terminal has one."""

    VIEW = (Lines((f"{WORDS.share(1, 2, 6)} · é",)),)

    @pytest.mark.parametrize(
        ("encoding", "said"), [("utf-8", "16–34%"), ("cp1252", "16–34%"), ("latin-1", "16-34%"), ("ascii", "16-34%")]
    )
    def test_encodings(self, encoding: str, said: str) -> None:
        """Where the encoding has no dash there is a hyphen; nothing else is touched."""
        assert to_terminal(self.VIEW, width=60, colour=False, encoding=encoding) == f"{said} · é\n"
        assert to_plain(self.VIEW, encoding) == f"{said} · é\n"
