"""Blocks: bars that never say more than is known, profiles as two by two by two, and grids that always have room."""

import re

import pytest
from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from ckm_mo.views.blocks import (
    DECIDED,
    POSSIBLE,
    RULED_OUT,
    STATES,
    Bar,
    Bars,
    Block,
    Grid,
    Lines,
    ProfileCell,
    Profiles,
    Title,
    View,
)
from ckm_mo.views.markdown import MARGINS, WIDEST, to_markdown
from ckm_mo.views.marks import ASCII, UNICODE, Marks, marks_of
from ckm_mo.views.plain import to_plain
from ckm_mo.views.terminal import to_terminal

WIDTHS = (20, 40, 41, 60, 80, 120)
CODES = ("AOS", "AOH", "ALS", "ALH", "NOS", "NOH", "NLS", "NLH")
DIMENSIONS = (
    ("relation", "affective", "non-affective"),
    ("initiative", "with the offender", "left to the victim"),
    ("coercion", "soft", "hard"),
)
HEADS = ("Profile", "At least", "At most", "Share", "Interval")
DRAWN = {"█", "░", *UNICODE.parts}

counts = st.tuples(*[st.integers(0, 2_000)] * 3).map(sorted)
"""At least, at most, and of how many."""


def bars(*rows: tuple[int, int], n: int = 63, label: str = "{place} AOS", legend: tuple[str, ...] = ()) -> Bars:
    """Make bars of fictional counts."""
    return Bars(
        HEADS,
        tuple(
            Bar(label.format(place=place), least, most, (str(least), str(most), f"{least}–{most}%", "22–87%"))
            for place, (least, most) in enumerate(rows, 1)
        ),
        n,
        legend,
    )


def profiles(states: tuple[str, ...], note: str = "", legend: tuple[str, ...] = ("yes", "perhaps", "no")) -> Profiles:
    """Make the eight, each in a state."""
    places = tuple(ProfileCell(code, f"profile {code}", state, note) for code, state in zip(CODES, states, strict=True))
    return Profiles(DIMENSIONS, places, legend)


def shown(*view: Block, width: int = 60, encoding: str = "utf-8") -> str:
    """Write blocks for a terminal without colour."""
    return to_terminal(view, width=width, colour=False, encoding=encoding)


class TestBar:
    """What is certain is never drawn longer than it is, what is possible never shorter, and never left out."""

    @settings(deadline=None)
    @given(counts, st.integers(2, 80), st.sampled_from([UNICODE, ASCII]))
    @example([2, 3, 63], 10, UNICODE)
    @example([62, 63, 63], 13, UNICODE)
    @example([1, 1, 2_000], 10, ASCII)
    def test_widths(self, counted: list[int], width: int, marks: Marks) -> None:
        """Each part is as long as its share, to within a cell."""
        least, most, n = counted
        drawn = marks.bar(Bar("", least, most, ()), n, width)
        if not most:
            assert drawn == ""
            return
        light = drawn.count(marks.light)
        part = sum(1 + marks.parts.index(mark) for mark in drawn if mark in marks.parts) / (len(marks.parts) + 1)
        full = drawn.count(marks.full) + part
        exact = least * width / n
        assert exact - 1 < full <= exact
        assert len(drawn) <= width
        if most > least:
            assert light
            assert most * width / n <= len(drawn) < most * width / n + 2
        else:
            assert not light or not full

    @settings(deadline=None)
    @given(st.integers(0, 63), st.integers(1, 63))
    def test_everything(self, least: int, width: int) -> None:
        """A bar reaches the end where all are possible, and only there is it full where all are decided."""
        assert len(UNICODE.bar(Bar("", least, 63, ()), 63, width)) == width
        assert UNICODE.bar(Bar("", 63, 63, ()), 63, width) == "█" * width

    @pytest.mark.parametrize("marks", [UNICODE, ASCII])
    def test_of_nothing(self, marks: Marks) -> None:
        """Of no cases there is no bar."""
        assert marks.bar(Bar("", 0, 0, ()), 0, 20) == ""

    @pytest.mark.parametrize(
        ("least", "most", "drawn"),
        [(0, 0, ""), (4, 4, "████"), (0, 5, "░░░░░"), (3, 6, "███░░░"), (10, 10, "██████████")],
    )
    def test_example(self, least: int, most: int, drawn: str) -> None:
        """Of ten cases each is a cell of ten."""
        assert UNICODE.bar(Bar("", least, most, ()), 10, 10) == drawn
        assert ASCII.bar(Bar("", least, most, ()), 10, 10) == drawn.replace("█", "#").replace("░", ".")

    def test_encodings(self) -> None:
        """An encoding that has the signs gets them; any other gets signs that every one has."""
        assert [marks_of(name) for name in ("utf-8", "cp1252", "ascii", "latin-1")] == [UNICODE, ASCII, ASCII, ASCII]


class TestBars:
    """Bars stand beside their figures where there is room, and else are left out."""

    ROWS = ((0, 6), (6, 21), (21, 49))

    @pytest.mark.parametrize("width", WIDTHS)
    @pytest.mark.parametrize("label", ["{place} AOS", "hard means, with or without soft, number {place}"])
    def test_width(self, label: str, width: int) -> None:
        """No line is too long, and no figure or word is lost."""
        text = shown(bars(*self.ROWS, label=label, legend=("decided", "possible")), width=width)
        assert max(map(len, text.splitlines())) <= width
        for least, most in self.ROWS:
            words = " ".join(text.split())
            assert {str(least), str(most)} <= set(re.findall(r"\d+", words))
            assert f"{least}–{most}%" in words
        assert all(word in text for word in (*" ".join(HEADS).split(), *label.format(place=3).split()))

    @pytest.mark.parametrize("width", WIDTHS)
    def test_drawn(self, width: int) -> None:
        """They are drawn, with their legend, where they have ten columns."""
        text = shown(bars(*self.ROWS, legend=("decided", "possible")), width=width)
        assert bool(DRAWN & set(text)) is (width >= 60)
        assert ("█ decided   ░ possible" in text) is (width >= 60)

    @pytest.mark.parametrize(("width", "drawn"), [(60, 10), (80, 21), (120, 40)])
    def test_long_labels(self, width: int, drawn: int) -> None:
        """A long label is broken before its bar has fewer than ten columns, and a bar has forty at most."""
        text = shown(bars((63, 63), label="hard means, with or without soft {place}"), width=width)
        (line,) = [line for line in text.splitlines() if "█" in line]
        assert line.startswith("hard means,")
        assert line.count("█") == drawn

    def test_one_line(self) -> None:
        """A short label, its bar and its figures are on one line."""
        assert any(re.fullmatch(r"3 AOS +█+.?░+ +21 +49 .*", line) for line in shown(bars(*self.ROWS)).splitlines())

    def test_one_scale(self) -> None:
        """Bars that follow each other have one scale, so that they can be compared."""
        text = shown(bars((20, 40)), bars((20, 40), label="a longer label {place}"), width=80)
        one, other = (line for line in text.splitlines() if "█" in line)
        assert re.findall("[█░]+", one) == re.findall("[█░]+", other)
        assert one.index("█") == other.index("█")

    def test_ascii(self) -> None:
        """On a terminal without such signs they are of # and dots."""
        text = shown(bars(*self.ROWS, legend=("decided", "possible")), encoding="ascii")
        assert text.isascii()
        assert re.search(r"3 AOS +#+\.+ ", text)
        assert "# decided   . possible" in text

    def test_markdown(self) -> None:
        """In Markdown nothing is drawn: a row has its figures, which stand right."""
        heads, rule, row = to_markdown([bars((0, 63), legend=("decided", "possible"))]).splitlines()
        assert heads == "| Profile | At least | At most | Share | Interval |"
        assert [cell.endswith(":") for cell in rule.strip("| ").split(" | ")] == [False, True, True, True, True]
        assert row == "| 1 AOS | 0 | 63 | 0–63% | 22–87% |"

    def test_repeats(self) -> None:
        """Bars whose figures stand in a table are left out in Markdown and plainly; elsewhere they are drawn."""
        again = evolve(bars((0, 63)), repeats=True)
        assert to_markdown([Title("T", 1), again]) == "# T\n"
        assert to_plain([Lines(("a",)), again, Lines(("b",))]) == "a\n\nb\n"
        assert "░" in shown(again)

    def test_captions(self) -> None:
        """In Markdown a table below a title has its caption, as pandoc reads it; of several bars each its own."""
        view: View = [Title("T", 1), Title("S_1"), bars((0, 1)), evolve(bars((0, 1)), heads=("Means", *HEADS[1:]))]
        said = [line for line in to_markdown(view).splitlines() if line.startswith(": ")]
        assert said == [r": T. S\_1. Profile", r": T. S\_1. Means"]
        assert ": T\n" in to_markdown([Title("T", 1), bars((0, 1))])

    def test_plain(self) -> None:
        """Plainly each is a line with its figures, as a row of a table is, and nothing is drawn."""
        assert to_plain([bars((6, 21), legend=("decided", "possible"))]) == (
            "Profile: 1 AOS; At least: 6; At most: 21; Share: 6–21%; Interval: 22–87%\n"
        )

    def test_plain_without_cases(self) -> None:
        """A figure that there is none of is left out."""
        none = Bars(HEADS, (Bar("1 AOS", 0, 0, ("0", "0", "", "")),), 0)
        assert to_plain([none]) == "Profile: 1 AOS; At least: 0; At most: 0\n"


class TestProfiles:
    """The eight profiles are two by two by two, told apart by signs that do not depend on colour."""

    MIXED = (DECIDED, POSSIBLE, RULED_OUT, *STATES, POSSIBLE, RULED_OUT)

    def test_table(self) -> None:
        """Relation down, initiative and coercion across."""
        assert shown(profiles(self.MIXED)) == (
            "initiative     with the offender   left to the victim\n"
            "coercion       soft      hard      soft      hard\n"
            "relation\n"
            "affective      ● AOS     ◐ AOH     · ALS     ● ALH\n"
            "non-affective  ◐ NOS     · NOH     ◐ NLS     · NLH\n"
            "\n"
            "● yes   ◐ perhaps   · no\n"
        )

    @pytest.mark.parametrize("note", ["", "6-21", "1,234-5,678", "1,234,567-5,678,901"])
    @pytest.mark.parametrize("width", WIDTHS)
    def test_width(self, width: int, note: str) -> None:
        """At any width all eight stand there, in order, each with its note, and no line is too long."""
        text = shown(profiles(self.MIXED, note), width=width)
        assert max(map(len, text.splitlines())) <= max(width, 20)
        assert tuple(re.findall("[AN][OL][SH]", text)) == CODES
        assert text.count(note) == 8 or not note

    def test_narrow(self) -> None:
        """Where a table has no room they stand below each other."""
        lines = shown(profiles(self.MIXED, "6-21"), width=20).splitlines()
        assert lines[:3] == ["● AOS  6-21", "◐ AOH  6-21", "· ALS  6-21"]

    def test_colour(self) -> None:
        """Where there are styles, what is decided is bold."""
        text = to_terminal([profiles(self.MIXED)], width=60, colour=True)
        assert re.findall("\x1b\\[1m(.*?)\x1b", text) == ["● AOS", "● ALH"]

    def test_nothing_said(self) -> None:
        """Where nothing is said of them there are no signs, and no legend."""
        text = shown(profiles(("",) * 8, legend=()))
        assert not {*UNICODE.states.values()} & set(text)
        assert text.endswith("NLH\n")

    def test_ascii(self) -> None:
        """On a terminal without such signs, others tell them apart."""
        text = shown(profiles(self.MIXED), encoding="ascii")
        assert text.isascii()
        assert "# AOS     + AOH     - ALS" in text
        assert "# yes   + perhaps   - no" in text

    def test_markdown(self) -> None:
        """In Markdown they are a table of two rows and four columns, which says in words how each stands."""
        lines = to_markdown([profiles(self.MIXED, "1")]).splitlines()
        assert lines[0].startswith("| relation | with the offender, soft | with the offender, hard |")
        assert lines[2] == "| affective | AOS: yes, 1 | AOH: perhaps, 1 | ALS: no, 1 | ALH: yes, 1 |"
        assert to_markdown([profiles(("",) * 8, legend=())]).endswith("| NOS | NOH | NLS | NLH |\n")

    def test_plain(self) -> None:
        """Plainly each is a sentence."""
        lines = to_plain([profiles(self.MIXED, "6-21")]).splitlines()
        assert lines[:2] == ["AOS (profile AOS): yes, 6-21.", "AOH (profile AOH): perhaps, 6-21."]
        assert to_plain([profiles(("",) * 8, legend=())]).splitlines()[0] == "AOS: profile AOS."


class TestGrid:
    """A grid has room at any width: its columns share it, and where that is too little its rows are stacked."""

    GRID = Grid(
        ("Name", "Count", "What it is"),
        (("one_long_name_of_a_column", "1,234", "a text of several words"), ("b", "5", "")),
        frozenset({1}),
    )

    @pytest.mark.parametrize("width", WIDTHS)
    def test_width(self, width: int) -> None:
        """No line is too long, and no figure is broken."""
        text = shown(self.GRID, width=width)
        assert max(map(len, text.splitlines())) <= width
        assert "1,234" in text

    def test_words(self) -> None:
        """A long name is broken at an underscore, and only if it must be."""
        tight = Grid(("Name", "x", "y"), (("one_long_name_of_a_column_of_a_table", "z" * 16, "z" * 16),))
        assert "one_long_name_of_a_column_of_a_table  zzz" in shown(tight, width=80)
        assert "one_long_name_of_a_" in shown(tight, width=60).split()
        assert "one_long_name_of_a_column_of_a_table" in shown(tight, width=40).split()
        assert "not_stated" in shown(Grid(("a", "b"), (("x", "yes, no, unknown, not_stated"),)), width=30).split()

    def test_stacked(self) -> None:
        """Stacked, a row is its first cell and the others below it, each with its head; what is empty is left out."""
        assert shown(self.GRID, width=30) == (
            "one_long_name_of_a_column\n  Count: 1,234\n  What it is: a text of\n  several words\nb\n  Count: 5\n"
        )
        assert shown(Grid((), (("w" * 18, "x" * 10),)), width=20) == f"{'w' * 18}\n  {'x' * 10}\n"

    def test_divided(self) -> None:
        """Figures that have no room beside each other stand in parts below each other, each after the first column."""
        grid = Grid(("", "one", "two", "three"), (("a", "1" * 9, "2" * 9, "3" * 9),), frozenset({1, 2, 3}))
        assert shown(grid, width=30) == (
            "         one        two\na  111111111  222222222\n\n       three\na  333333333\n"
        )
        assert shown(grid, width=20) == (
            "         one\na  111111111\n\n         two\na  222222222\n\n       three\na  333333333\n"
        )
        assert shown(evolve(grid, figures=frozenset({1, 2})), width=30).startswith("a\n  one: 111111111\n  two: ")

    def test_lines_in_a_cell(self) -> None:
        """A cell may have lines; what is set in stays so when it is broken."""
        grid = Grid(("a", "b"), (("x", "all of:\n  one thing or another; and more than has room on a line"),))
        assert shown(grid, width=40) == (
            "a  b\nx  all of:\n     one thing or another; and more than\n     has room on a line\n"
        )
        assert to_plain([grid]) == ("a: x; b: all of: one thing or another; and more than has room on a line\n")

    def test_broken_word(self) -> None:
        """What follows of a line that is set in is set in too, also of a word that has no room on any line."""
        grid = Grid(("a", "b"), (("x", f"one {'y' * 30}"),))
        assert shown(grid, width=20) == f"x\n  b: one {'y' * 11}\n  {'y' * 18}\n  y\n"

    def test_continued(self) -> None:
        """A grid that goes on with the one before it has its columns and none of its heads; plainly it names them."""
        first = Grid(("a", "b"), (("1", "2"),), widths={0: 6})
        more = Grid(("a", "b"), (("3", "4"),), widths={0: 6}, continued=True)
        assert shown(first) + shown(more) == "a       b\n1       2\n3       4\n"
        assert to_markdown([more]) == "| 3 | 4 |\n"
        assert to_plain([more]) == "a: 3; b: 4\n"

    def test_without_heads(self) -> None:
        """A grid without heads has none, in any form."""
        grid = Grid((), (("a", "b"), ("c", "")))
        assert shown(grid) == "a  b\nc\n"
        assert to_markdown([grid]) == "|  |  |\n| ------- | ------- |\n| a | b |\n| c |  |\n"
        assert to_plain([grid]) == "a: b\nc\n"

    def test_widths_in_markdown(self) -> None:
        """In Markdown a column's rule is as long as its longest cell, up to a bound, with room for margins."""
        rule = to_markdown([Grid(("a", "b"), (("x" * 9, "x" * 99),), frozenset({1}))]).splitlines()[1]
        assert rule == f"| {'-' * (9 + MARGINS)} | {'-' * (WIDEST + MARGINS)}: |"

    def test_signs_in_markdown(self) -> None:
        """In Markdown nothing becomes a dash, a citation or a rule."""
        assert to_markdown([Grid(("a",), (("--decide",), ("@x",), ("---:",)))]).splitlines()[2:] == [
            r"| \--decide |",
            r"| \@x |",
            r"| \-\--: |",
        ]

    @settings(deadline=None, max_examples=40)
    @example([["", " _ _", "_" * 12], ["_\N{CJK UNIFIED IDEOGRAPH-5927}", "", ""]])
    @given(st.lists(st.lists(st.text("ab _\N{CJK UNIFIED IDEOGRAPH-5927}", max_size=40), min_size=3, max_size=3)))
    def test_any_text(self, rows: list[list[str]]) -> None:
        """Whatever stands in the cells, wide letters too, every line fits, and every letter is there."""
        grid = Grid(("x", "y", "z"), tuple(map(tuple, rows)))
        for width in (20, 60):
            text = shown(grid, width=width)
            assert all(cell_len(line) <= width for line in text.splitlines())
            letters = "".join(cell for row in rows for cell in row)
            assert all(text.count(letter) == letters.count(letter) for letter in "ab_\N{CJK UNIFIED IDEOGRAPH-5927}")


class TestPlain:
    """Plainly, each thing is a line."""

    def test_forms(self) -> None:
        """Titles and sentences stand alone, a row is one line; a blank line sets blocks apart, but for titles."""
        view: View = [
            Title("T", 1),
            Lines(("a", "b"), strong=True),
            Grid(("h", "i"), (("1", "2\n3"), ("4", ""))),
            Title("S"),
        ]
        assert to_plain(view) == "T\na\nb\n\nh: 1; i: 2 3\nh: 4\n\nS\n"

    def test_heads(self) -> None:
        """A head of two lines is read on one."""
        assert to_plain([Grid(("h", "i\nj"), (("1", "2"),))]) == "h: 1; i j: 2\n"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("text", ["\u0301", "v" + "\u0301" * 60_000, "\u0301\u0323" * 30_000])
def test_no_width(text: str, width: int) -> None:
    """A text that takes no columns, however long it is, takes a line as any other."""
    lines = shown(Grid(("head", "text"), (("a", text), ("b", "c"))), width=width)
    assert [line.split() for line in lines.splitlines()] == [["head", "text"], ["a", text], ["b", "c"]]
