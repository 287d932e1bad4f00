"""The tables of a view as LaTeX: read back they say what the view says, whatever stands in them."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ckm_mo.views.blocks import Bar, Bars, Block, Grid, Lines, ProfileCell, Profiles, Title, View
from ckm_mo.views.latex import FLOATS, LINE_WIDTH, LONG_TABLE, tex_escaped, to_latex
from latex_read import Table, tables, unescaped

BARS = Bars(("Profile", "At least", "Share"), (Bar("1 AOS", 1, 3, ("1", "2–5%")),), 63, key="profiles")
GRID = Grid(("Name", "What it is"), (("a", "one thing"), ("b", "another")), key="names")


def table(*view: Block) -> Table:
    """Write a view that has one table, and read it back."""
    (one,) = tables(to_latex(view, "of"))
    return one


class TestEscaped:
    """Nothing that a table holds is markup."""

    @given(st.text(st.characters(exclude_categories=["Cs"])))
    @example('\\ { } $ & # _ ^ ~ < > " % ` [ ] *')
    @example("--- ''' ,,, `--decide FILE` ``x`` `a_b")
    @example("\\textbackslash{} \\\\[2em] \\input{x} %")
    def test_any_text(self, text: str) -> None:
        """Any text is set as it is, in braces that match."""
        written = tex_escaped(text)
        assert unescaped(written) == text
        bare = written.replace(r"\{", "").replace(r"\}", "")
        depths = [bare[:end].count("{") - bare[:end].count("}") for end in range(len(bare) + 1)]
        assert min(depths) == depths[-1] == 0

    def test_code(self) -> None:
        """A word that is code is set as such."""
        assert tex_escaped("`ckm-mo rules --check` does") == r"\texttt{ckm-mo rules -{}-check} does"

    @pytest.mark.parametrize("text", ["--", "''", ",,"])
    def test_not_joined(self, text: str) -> None:
        """Signs that TeX would join stay two."""
        assert tex_escaped(text) == f"{text[0]}{{}}{text[0]}"

    def test_letters_stay(self) -> None:
        """What is not ASCII is left to the engine."""
        assert tex_escaped("naïef – ≥ 大") == "naïef – ≥ 大"


class TestTables:
    """A view becomes its tables, each of which can be read by itself."""

    def test_bars(self) -> None:
        """Bars are a table of their figures, with nothing drawn."""
        one = table(Title("Tally", 1), BARS)
        assert (one.caption, one.label, one.columns) == ("Tally", "tab:of-profiles", "Xrr")
        assert (one.heads, one.rows) == (["Profile", "At least", "Share"], [["1 AOS", "1", "2–5%"]])

    def test_parts(self) -> None:
        """Bars below each other that have the same columns are parts of one table."""
        other = Bars(("Means", "At least", "Share"), (Bar("soft", 0, 0, ("0", "0%")),), 63)
        one = table(Title("Tally", 1), Title("Lines"), BARS, other)
        assert one.caption == "Tally. Lines"
        assert one.heads == ["", "At least", "Share"]
        assert one.parts == ["Profile", "Means"]
        assert one.rows == [["1 AOS", "1", "2–5%"], ["soft", "0", "0%"]]

    def test_other_columns(self) -> None:
        """Bars with other columns are another table, and so is every grid."""
        other = Bars(("Means", "Share"), (Bar("soft", 0, 0, ("0%",)),), 63)
        assert len(tables(to_latex([BARS, other, GRID, GRID], "of"))) == 4

    def test_repeats(self) -> None:
        """Bars whose figures stand in a table already are left out."""
        again = Bars(("AOS", "Share"), (), 100, repeats=True)
        assert table(GRID, again).rows == [["a", "one thing"], ["b", "another"]]

    def test_lines_in_cells(self) -> None:
        """A cell of several lines is one line, and a row that is short is filled up."""
        assert table(Grid(("a", "b"), (("x\n  y",), ("z", "1")))).rows == [["x y", ""], ["z", "1"]]

    def test_without_heads(self) -> None:
        """A grid without heads has none."""
        text = to_latex([Grid((), (("a", "1"),))], "of")
        assert "\\toprule\na & 1 \\\\\n\\bottomrule" in text
        assert "midrule" not in text

    def test_wrapped(self) -> None:
        """A column of long texts is wrapped, by how long they are; one of short texts is not, nor one of figures."""
        one = table(Grid(("a", "b", "c", "d"), (("short", "x" * 20, "x" * 40, "x" * 30),), frozenset({3})))
        assert one.columns == "lXXr"
        text = to_latex([Grid(("b", "c"), (("x" * 20, "x" * 90),))], "of")
        assert re.findall(r"hsize=([\d.]+)", text) == ["0.67", "1.33"]

    def test_long_head(self) -> None:
        """A head that is longer than a line wraps its column, which stays right."""
        text = to_latex([Grid(("a", "x " * 50), (("1", "2"),), frozenset({1}))], "of")
        assert r"@{}l>{\raggedleft\arraybackslash\hspace{0pt}}X@{}" in text

    def test_first_gives_way(self) -> None:
        """Where no column is long, the first takes the room, so that every table is as wide as the text."""
        assert table(Grid(("a", "b"), (("1", "2"),))).columns == "Xl"

    def test_wide(self) -> None:
        """A table with more columns than have room is divided, and each part has the first column."""
        heads = ("who", *(f"column {number:02}" for number in range(20)))
        row = ("x", *map(str, range(20)))
        parts = tables(to_latex([Grid(heads, (row,), frozenset(range(1, 21)), key="groups")], "of"))
        assert [part.label for part in parts] == ["tab:of-groups", "tab:of-groups-2", "tab:of-groups-3"]
        assert [head for part in parts for head in part.heads[1:]] == [*heads[1:]]
        assert [cell for part in parts for cell in part.rows[0][1:]] == [*row[1:]]
        for part in parts:
            assert (part.heads[0], part.rows[0][0]) == ("who", "x")
            assert sum(map(len, part.heads)) <= LINE_WIDTH
            assert set(part.columns[1:]) == {"r"}

    def test_one_wide_column(self) -> None:
        """A column that is wider than there is room stands alone."""
        wide = "x" * (LINE_WIDTH + 1)
        parts = tables(to_latex([Grid(("a", wide, wide), (("x", "1", "2"),), frozenset({1, 2}))], "of"))
        assert [part.heads for part in parts] == [["a", wide], ["a", wide]]

    def test_long(self) -> None:
        """A table that is longer than a page goes on over pages, with its heads on each; it takes another package."""
        rows = tuple((str(number), "x") for number in range(LONG_TABLE))
        text = to_latex([Title("T", 1), Lines(("Said.",)), Grid(("a", "b"), rows)], "of")
        assert text.startswith("% packages: booktabs, tabularx, threeparttable, xltabular\n")
        assert text.count("a & b \\\\") == 2
        (one,) = tables(text)
        assert (one.rows, one.note) == ([[*row] for row in rows], "Said.")
        assert "xltabular" not in to_latex([Grid(("a", "b"), rows[:-1])], "of")

    def test_long_note(self) -> None:
        """What is said below a table counts as well."""
        assert "xltabular" in to_latex([Lines(("Said. " * 700,)), BARS], "of")


class TestNotes:
    """What a view says stands below its tables."""

    CODES = Profiles(
        (("relation", "yes"), ("initiative", "here", "there")),
        (ProfileCell("A", "one", ""), ProfileCell("B", "other", "")),
    )

    def test_whole(self) -> None:
        """What is said of the whole stands below each table, what matters most below the first."""
        view: View = [Title("T", 1), Lines(("n is 63.",), strong=True), Lines(("Reading.",)), BARS, Title("S"), GRID]
        assert [each.note for each in tables(to_latex(view, "of"))] == ["Reading. n is 63.", "Reading."]

    def test_part(self) -> None:
        """What is said in a part stands below its table, above it or below it in the view; once."""
        view: View = [Title("T", 1), BARS, Title("S"), Lines(("Before.",)), GRID, Lines(("After.", "Before."))]
        assert [each.note for each in tables(to_latex(view, "of"))] == ["", "Before. After."]

    @pytest.mark.parametrize("more", [(), (Title("U"), GRID)])
    def test_without_table(self, more: tuple[Title | Grid, ...]) -> None:
        """What is said in a part without a table stands below the first."""
        view: View = [Title("T", 1), BARS, Title("S"), Lines(("Note.",)), *more]
        assert [each.note for each in tables(to_latex(view, "of"))] == ["Note.", *("" for _ in more[1:])]

    def test_columns(self) -> None:
        """Bars bring what their columns are."""
        one = table(Bars(BARS.heads, BARS.rows, 63, notes=("At least: decided.",)))
        assert one.note == "At least: decided."

    def test_picture(self) -> None:
        """The picture of the profiles is no table, and no note."""
        (one,) = tables(to_latex([Title("T", 1), self.CODES, BARS], "of"))
        assert (one.rows, one.note) == ([["1 AOS", "1", "2–5%"]], "")

    def test_many(self) -> None:
        """Of many tables some end a page, since LaTeX loses those that wait too long for a place."""
        few, many = (to_latex([Title("T", 1), *[GRID] * number], "of") for number in (FLOATS, FLOATS + 1))
        assert ("\\clearpage" in few, many.count("\\clearpage\n")) == (False, 1)
        assert many.rindex("\\clearpage") < many.rindex("\\begin{table}")

    def test_nothing(self) -> None:
        """A view without a table is comments, with what it says, so that it can be read in as well."""
        text = to_latex([Title("No cases", 1), Title("S"), Lines(("In 50% of\nfiles.",))], "of")
        assert text == "% No cases\n% S\n% In 50% of files.\n"


class TestLabels:
    """A label is made of what the table is, not of what it says."""

    @pytest.mark.parametrize(
        ("name", "key", "label"),
        [
            ("tally", "profiles", "tab:tally-profiles"),
            ("Telling (één)", "profiles zélf", "tab:telling-een-profiles-zelf"),
            ("tally", "", "tab:tally"),
            ("大", "", "tab:table"),
        ],
    )
    def test_ascii(self, name: str, key: str, label: str) -> None:
        """It is small ASCII letters, digits and hyphens."""
        assert f"\\label{{{label}}}" in to_latex([Grid(("a",), (("1",),), key=key)], name)

    def test_unique(self) -> None:
        """Two tables of one kind have two labels."""
        assert [each.label for each in tables(to_latex([GRID, GRID], "of"))] == ["tab:of-names", "tab:of-names-2"]
