"""Pages: whole HTML with nothing from outside, all of the view in it, and nothing of a table taken for markup."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, field, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

import ckm_mo
import strategies
from ckm_mo.answers import Period, Reading
from ckm_mo.cases import Case
from ckm_mo.codebook import CODEBOOK_VERSION, VARIABLES
from ckm_mo.explanation import explain
from ckm_mo.messages import LANGUAGES
from ckm_mo.tables.reading import read_table
from ckm_mo.tallies.reports import FINDINGS, Finding, Report
from ckm_mo.tallies.tally import Tally
from ckm_mo.views.blocks import STATES, Bar, Bars, Block, Curve, Grid, Lines, Matrix, ProfileCell, Profiles, Title, View
from ckm_mo.views.codebook import codebook_view
from ckm_mo.views.explanation import explanation_view
from ckm_mo.views.pages import BAR, MOST_STEPS, SEVERAL, element, escaped, page_html, steps_to
from ckm_mo.views.provenance import provenance
from ckm_mo.views.reports import report_view
from ckm_mo.views.rules import rules_view
from ckm_mo.views.tally import tally_view
from ckm_mo.views.words import Words
from commands import CODER1

CASES = read_table(CODER1).cases
QUERIED = Case.from_answers({"victim_age_group": "minor", "vulnerable_position": "no"})
STYLE = (Path(ckm_mo.__file__).parent / "views" / "page.css").read_text("utf-8")
CHOSEN = [variable for variable in VARIABLES if not variable.period]
WITHOUT_END = {"meta", "br", "wbr"}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</td></table></style></title><h1>",
    "' onmouseover='x",
    "&lt;b&gt; &amp; &#60;",
    "<!-- ",
    "]]>",
    "\u202egnp.exe",
    "\u2066left\u2069",
    "\x00\x07\x1b[31m",
    "\r\n\v\f\u2028\u2029",
    "\ud800",
    "\u200b\u200d\ufeff",
    "{name} %s `key` `violence`",
    "W" * 300,
    "http://example.org/?a=1&b=2",
    "",
)

hostile = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20), st.text("<>&\"'/=`- ax", max_size=12))
"""Text that is hard on a page."""


@frozen
class Element:
    """An element of a page: its name, its attributes, the text in it, and where it stands."""

    name: str
    attributes: dict[str, str]
    path: tuple[str, ...]
    parts: list[str] = field(factory=list)

    @property
    def text(self) -> str:
        """The text in it, that of what stands in it too."""
        return "".join(self.parts)


class Page(HTMLParser):
    """A page, read strictly: every element ends where it should, and nothing else is in it."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.declared: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []
        assert self.declared == ["doctype html"]
        assert self.rawdata == ""

    def handle_decl(self, decl: str) -> None:
        """Take the declaration."""
        self.declared.append(decl)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        attributes = {name: value for name, value in attrs if value is not None}
        assert len(attributes) == len(attrs), "every attribute has a value, once"
        found = Element(tag, attributes, tuple(each.name for each in self.open))
        self.elements.append(found)
        if tag == "br":
            self.handle_data("\n")
        elif tag not in WITHOUT_END:
            self.open.append(found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open and end an element, which only parts of drawings do."""
        assert "svg" in {each.name for each in self.open}
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        """Give text to all that it stands in."""
        assert self.open or not data.strip()
        for each in self.open:
            each.parts.append(data)

    def handle_comment(self, data: str) -> None:
        """Refuse a comment."""
        raise AssertionError(data)

    handle_pi = unknown_decl = handle_comment

    def all(self, *names: str) -> list[Element]:
        """List the elements with one of some names."""
        return [each for each in self.elements if each.name in names]

    def one(self, name: str) -> Element:
        """Give the one element with a name."""
        (found,) = self.all(name)
        return found

    @property
    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """The elements and the names of their attributes, but for breaks and for where words may be broken."""
        return [
            (each.name, tuple(sorted(each.attributes.keys() - {"class"})))
            for each in self.elements
            if each.name not in {"br", "wbr"} and each.attributes.get("class") != "whole"
        ]


def shown(text: str) -> str:
    """Say how text stands on a page: what does not print is escaped, but for line ends and spaces of no break."""
    kept = "\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
    return "".join(
        each if each.isprintable() or each in kept else each.encode("unicode_escape").decode() for each in text
    )


def made(view: View, lang: str = "en", about: View = ()) -> Page:
    """Make a page and read it."""
    return Page(page_html(view, lang=lang, about=about))


def all_views(lang: str) -> Iterator[View]:
    """Make every kind of view that is to be had as a page, and one more."""
    words = Words(lang)
    for by in (None, "sectors", "relation"):
        yield tally_view(words, Tally.of(CASES, by=by))
    yield tally_view(words, Tally.of(CASES, reading=Reading.CLOSED, period=Period.EXPLOITATION, decided_only=True))
    yield tally_view(words, Tally.of([]))
    for case in (*CASES[:2], Case(), Case.from_answers({"exploitation_began": "no"}), QUERIED):
        yield explanation_view(words, explain(case))
        yield explanation_view(words, explain(case, Reading.CLOSED, Period.EXPLOITATION))
    found = tuple(Finding(each, "x.csv", 2, "A", (("vulnerable_position", "no"),)) for each in FINDINGS)
    yield report_view(words, Report(1, "not_coded", (), (), found, located=True, other=()))
    yield codebook_view(words, CHOSEN)
    yield codebook_view(words, CHOSEN[3:4])
    yield rules_view(words)


@cache
def all_pages(lang: str) -> list[tuple[View, Page]]:
    """Make a page of each, and read it."""
    about = provenance(Words(lang), files=[(CODER1, "0" * 64)])
    return [(view, made(view, lang, about)) for view in all_views(lang)]


def texts(block: Block) -> Iterator[str]:
    """List all text of a block."""
    if isinstance(block, Title):
        yield block.text
    elif isinstance(block, Lines):
        yield from block.lines
    elif isinstance(block, Grid):
        yield from block.heads
        for row in block.rows:
            yield from row
    elif isinstance(block, Bars):
        yield from (*block.heads, *block.legend, *([block.whisker] if block.legend else []))
        for bar in block.rows:
            yield from (bar.label, *bar.cells)
    else:
        states = dict(zip(STATES, block.legend, strict=False))
        for line in block.dimensions:
            yield from line
        for place in block.cells:
            yield from (place.code, place.note, states.get(place.state, ""))


def filled(write: Callable[[], str], *, rows: int) -> View:
    """Make a view of every kind of block, with texts from somewhere."""

    def row(count: int) -> tuple[str, ...]:
        return tuple(write() for _ in range(count))

    places = tuple(ProfileCell(write(), write(), state, write()) for state in (*STATES, "", *STATES, ""))
    lines = tuple((write(), write(), write()) for _ in range(3))
    return [
        Title(write(), 1),
        Lines(row(2), strong=True),
        Lines(row(1)),
        Profiles(lines, places, row(3)),
        Profiles(lines, tuple(evolve(place, note="") for place in places), row(3)),
        Bars(row(3), tuple(Bar(write(), place, 5, row(2)) for place in range(rows)), 9, row(2)),
        beside := Bars(row(2), (Bar(write(), 1, 2, row(1), (0.1, 0.3)),), 9, row(3), whisker=write(), beside=True),
        beside,
        Matrix(row(3), (row(3), row(3)), counts=((1, 2), (0, 3))),
        Curve(row(2), (Bar(write(), 1, 1, row(1)),), 5, points=((0, 0), (2, 3), (4, 5)), marked=(2, 3)),
        Title(write()),
        Grid(row(3), tuple(row(3) for _ in range(rows)), frozenset({2})),
        Grid((), tuple(row(2) for _ in range(rows))),
        Lines(row(2)),
    ]


@st.composite
def views(draw: st.DrawFn) -> tuple[View, View]:
    """Draw a view full of hostile text, and one of the same shape that is full of harmless text."""
    rows = draw(st.integers(0, 2))
    written: list[str] = []

    def write() -> str:
        written.append(draw(hostile))
        return written[-1]

    view = filled(write, rows=rows)
    same = iter(written)
    return view, filled(lambda: next(same) and "x", rows=rows)


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    """Give each language."""
    return str(request.param)


class TestWhole:
    """A page is whole, well-formed HTML, and accessible as far as that shows in its text."""

    def test_head(self, lang: str) -> None:
        """It says its language, its encoding, its title, and that it fits a telephone."""
        view = tally_view(Words(lang), Tally.of(CASES))
        page = made(view, lang)
        assert page.one("html").attributes == {"lang": lang}
        assert page.all("meta")[0].attributes == {"charset": "utf-8"}
        assert page.one("title").text == f"{next(iter(texts(view[0])))} - ckm-mo"
        assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in [
            each.attributes for each in page.all("meta")
        ]

    def test_structure(self, lang: str) -> None:
        """Every page has one heading of the first level, and none skips a level; it has one of each landmark."""
        for _, page in all_pages(lang):
            levels = [int(each.name[1]) for each in page.elements if re.fullmatch("h[1-6]", each.name)]
            assert levels[0] == 1
            assert levels.count(1) == 1
            assert all(level <= before + 1 for before, level in pairwise(levels))
            assert [each.name for each in page.elements if each.path == ("html", "body") and each.name != "nav"] == [
                *("header", "main", "footer")
            ]

    def test_levels(self) -> None:
        """A title too deep for its place is lifted, and a second one of the first level lowered."""
        titles = [Title("a", 1), Title("b", 4), Title("c", 3), Title("d", 1)]
        page = made(titles)
        headings = [each for each in page.all("h1", "h2", "h3", "h4") if "nav" not in each.path]
        assert [(each.name, each.text) for each in headings] == [*(("h1", "a"), ("h2", "b"), ("h3", "c"), ("h2", "d"))]

    def test_names(self, lang: str) -> None:
        """Ids stand once, and whatever names one leads to it."""
        for _, page in all_pages(lang):
            ids = Counter(each.attributes["id"] for each in page.elements if "id" in each.attributes)
            assert set(ids.values()) <= {1}
            named = [
                each.attributes[name] for each in page.elements for name in each.attributes if "labelledby" in name
            ]
            linked = [each.attributes["href"] for each in page.all("a")]
            assert {link[0] for link in linked} <= {"#"}
            assert {*named, *(link[1:] for link in linked)} <= set(ids)

    def test_tables(self, lang: str) -> None:
        """Every table has a caption, heads with a scope, and as many cells in every row."""
        for _, page in all_pages(lang):
            tables = page.all("table")
            assert len(page.all("caption")) == len(tables)
            assert all(each.text for each in page.all("caption"))
            assert {each.attributes["scope"] for each in page.all("th")} <= {"col", "row", "rowgroup"}
            assert {each.path[-1] for each in page.all("tr")} <= {"thead", "tbody", "tfoot"}

    def test_drawings(self, lang: str) -> None:
        """Every drawing has words, or stands beside them."""
        for _, page in all_pages(lang):
            for each in page.all("svg"):
                spoken = each.attributes.get("role") == "img" and each.attributes["aria-label"]
                assert bool(spoken) is not (each.attributes.get("aria-hidden") == "true")

    def test_moving(self, lang: str) -> None:
        """A table that may be too wide for a telephone can be moved with the keyboard, and has a name."""
        page = made(tally_view(Words(lang), Tally.of(CASES)), lang)
        for each in page.all("div"):
            if each.attributes["class"] == "scroll":
                assert each.attributes["tabindex"] == "0"
                assert each.attributes["aria-labelledby"]
        fitting = [each for each in page.all("table") if each.path[-1] != "div"]
        assert [each.attributes["class"] for each in fitting] == ["matrix"]


class TestAlone:
    """A page needs nothing else and does nothing."""

    def test_nothing_from_outside(self, lang: str) -> None:
        """It has no script, no handler of events, no style of an element, and names no address."""
        for view, page in all_pages(lang):
            text = page_html(view, lang=lang)
            names = {each.name for each in page.elements}
            assert (
                names & {"script", "link", "img", "iframe", "object", "embed", "base", "form", "input", "use"} == set()
            )
            attributes = {name for each in page.elements for name in each.attributes}
            assert {name for name in attributes if name.startswith("on")} == set()
            assert attributes & {"src", "srcset", "style", "action", "xlink:href", "ping", "background"} == set()
            assert re.findall(r"https?:|//|url\((?!\"#hatch\")|@import|javascript:", text) == []

    def test_policy(self) -> None:
        """It tells the browser so, keeps its address to itself, and asks not to be listed."""
        said = {
            each.attributes.get("http-equiv") or each.attributes.get("name"): each.attributes.get("content", "")
            for each in made([Title("x", 1)]).all("meta")
        }
        assert said["Content-Security-Policy"].split("; ")[:2] == ["default-src 'none'", "style-src 'unsafe-inline'"]
        assert "script-src" not in said["Content-Security-Policy"]
        assert (said["referrer"], said["robots"]) == ("no-referrer", "noindex")

    def test_style(self) -> None:
        """The style is all in the page, and cannot end it."""
        assert made([Title("x", 1)]).one("style").text == STYLE
        assert "<" not in STYLE

    def test_classes(self) -> None:
        """Every class that a page has is styled, and every class that is styled is in some page."""
        rare: list[Block] = [
            Grid(("a",), (("W" * 300,),)),
            Grid(("a",) * 6, (("1",) * 6,), frozenset({5})),
            Matrix(("a",) * 6, (("1",) * 6,), counts=((1, 2, 3, 4, 5),)),
            Curve(("a", "b"), (), 5, points=((0, 0), (4, 5))),
        ]
        found = {
            name
            for view in all_views("en")
            for each in made([*view, *rare]).elements
            for name in each.attributes.get("class", "").split()
        }
        assert set(re.findall(r"\.([a-z][a-z0-9_-]*)", re.sub(r"/\*.*?\*/", "", STYLE, flags=re.DOTALL))) - {
            "ruled_out"
        } == (found - {"ruled_out"})

    def test_same_again(self, lang: str) -> None:
        """The same view makes the same page."""
        for view in all_views(lang):
            assert page_html(view, lang=lang) == page_html(view, lang=lang)


class TestText:
    """All text of a view is on its page, as it is, and none of it is anything else."""

    def test_all_of_it(self, lang: str) -> None:
        """Every text of every view is there; backticks around a key of the codebook become its type."""
        for view, page in all_pages(lang):
            body = page.one("body").text
            for text in (text for block in view for text in texts(block)):
                assert (text.replace("`", "") if page.all("code") else text) in body

    def test_no_backticks(self, lang: str) -> None:
        """Backticks stand on no page: those of the codebook become its type, and other sentences have none."""
        assert [page for _, page in all_pages(lang) if "`" in page.one("body").text] == []

    @settings(max_examples=60)
    @given(views())
    def test_hostile(self, drawn: tuple[View, View]) -> None:
        """Whatever the text, all of it is there, and the page is made of the same elements as one of harmless text."""
        view, harmless = drawn
        page = made(view)
        body = page.one("body").text
        assert [text for block in view for text in texts(block) if shown(text) not in body] == []
        labels = {place.label for block in view if isinstance(block, Profiles) for place in block.cells}
        assert {each.attributes["title"] for each in page.all("abbr")} == set(map(shown, labels))
        assert page.shape == made(harmless).shape

    @settings(max_examples=60)
    @given(st.text(), st.lists(hostile, min_size=2, max_size=2))
    def test_keys(self, name: str, others: list[str]) -> None:
        """Where a title has a key, what stands between backticks is one, and a link where it has a place."""
        view: View = [Title("x", 1), Title("y", anchor="violence"), Lines((f"see `violence`, `no` {name}", *others))]
        page = made(view)
        assert page.all("nav")
        assert page.all("code")[0].path[-1] == "a"
        assert "code" not in [each.name for each in made([Title("x", 1), Title("y"), view[-1]]).elements]
        assert {each.attributes["href"] for each in page.all("a")} == {"#violence"}

    @settings(max_examples=40)
    @given(
        strategies.answers(),
        hostile,
        hostile,
        st.dictionaries(hostile, hostile, max_size=2),
        st.sampled_from(LANGUAGES),
    )
    def test_tables(
        self, answers: dict[str, str], case_id: str, offender: str, other: dict[str, str], lang: str
    ) -> None:
        """Whatever stands in a table, it stands in the page as the terminal shows it, and nowhere but in text."""
        names = {"case_id": case_id, "offender": offender}
        case, harmless = (
            evolve(Case.from_answers(answers | {key: each(text) for key, text in names.items()}), other=texts)
            for each, texts in (
                (str, tuple(other.items())),
                (lambda text: text.strip() and "x", tuple(("x", text and "x") for text in other.values())),
            )
        )
        view, alike = (explanation_view(Words(lang), explain(each)) for each in (case, harmless))
        page = made(view, lang)
        body = page.one("body").text
        assert [text for block in view for text in texts(block) if text not in body] == []
        assert page.shape == made(alike, lang).shape

    @given(st.text())
    def test_escaped(self, text: str) -> None:
        """Escaped text has no sign of markup in it, and prints."""
        found = escaped(text).replace("<br>", "")
        assert not set(found) & set("<>\"'\n\r")
        assert found.replace("\xa0", "").replace("\u202f", "").isprintable()

    def test_kept(self) -> None:
        """Spaces that keep words together, and line ends in a cell, are kept."""
        assert escaped("10\N{NO-BREAK SPACE}%\n1\N{NARROW NO-BREAK SPACE}000") == "10\N{NO-BREAK SPACE}%<br>1\u202f000"

    def test_attributes(self) -> None:
        """Text in an attribute stays there, and an attribute without one is left out."""
        assert element("p", "a", title="\"'><b>\u202e", id=None) == (
            '<p title="&quot;&#x27;&gt;&lt;b&gt;\\u202e">a</p>'
        )

    @pytest.mark.parametrize(
        ("text", "breaking"),
        [
            *(("uitgesloten", False), ("niet-affectieve relatie", False), ("mensensmokkelaar", True)),
            *(("W" * 300, True), ("recruitment_deception", False), ("relation=non_affective", False)),
            ("uitbuitingsperiode", False),
        ],
    )
    def test_long_words(self, text: str, *, breaking: bool) -> None:
        """A word that has no room beside others may be broken, others are not."""
        page = made([Title("x", 1), Grid((text, "b"), ((text, text),)), Lines(("z",))])
        cells = [each for each in page.elements if each.text == text]
        assert [each.attributes.get("class") == "long" for each in cells if each.name in {"th", "td"}] == [breaking] * 3

    @pytest.mark.parametrize(
        ("text", "written"),
        [
            ("recruitment_deception", "recruitment_<wbr>deception"),
            ("relation=non_affective", "relation=<wbr>non_<wbr>affective"),
            ("uitbuitingsperiode", "uitbuitings<wbr>periode"),
            ("(ronselperiode)", "(ronsel<wbr>periode)"),
            ("030-v1", '<span class="whole">030-v1</span>'),
            ("6\N{EN DASH}21/28", '<span class="whole">6\N{EN DASH}21</span>/28'),
            ("6/28\N{EN DASH}62", '6/<wbr><span class="whole">28\N{EN DASH}62</span>'),
            ("2018-01-23-and-more", "2018-01-23-and-more"),
            ("niet-affectief", "niet-affectief"),
        ],
    )
    def test_broken(self, text: str, written: str) -> None:
        """A long word may be broken where it has parts; a short range or id never at its dash, but after a slash."""
        page = page_html([Title("x", 1), Grid(("a", "b"), (("c", text),)), Lines(("z",))], lang="en")
        assert f">{written}</td>" in page

    def test_ranges_set_right(self) -> None:
        """So it is of figures, but for those of many columns, which may be broken on a telephone."""
        rows = [("a", *["0\N{EN DASH}9"] * count) for count in (2, 6)]
        grids = [Grid(tuple("abcdefg"[: len(row)]), (row,), frozenset(range(1, len(row)))) for row in rows]
        few, many = (page_html([Title("x", 1), grid], lang="en") for grid in grids)
        assert few.count('<span class="whole">0') == len(rows)
        assert "span" not in many.partition("<body")[2]

    @pytest.mark.parametrize(
        ("first", "columns", "even"),
        [("030-v1", 3, False), ("initiative for the sexual services", 3, True), ("AOS", 2, True)],
    )
    def test_widths(self, first: str, columns: int, *, even: bool) -> None:
        """Codes, ids and numbers leave the width of a table to what stands beside them, where that is much."""
        page = made([Title("x", 1), Grid(("a",) * columns, ((first, *["b"] * (columns - 1)),)), Lines(("z",))])
        assert page.one("table").attributes.get("class") == ("words" if even else None)

    def test_nothing_named(self) -> None:
        """A row that goes on with what the one above is about has no head, which would be empty."""
        page = made([Title("x", 1), Grid(("a", "b"), (("c", "1"), ("", "or 2"))), Lines(("z",))])
        assert [each.text for each in page.all("th") if each.attributes["scope"] == "row"] == ["c"]

    def test_layers(self) -> None:
        """Lines of a cell that are set in stay so: parts of a condition."""
        page = made(rules_view(Words("en")))
        (layered,) = [each for each in page.all("td") if each.attributes.get("class") == "layered"]
        assert "at least one of:\n  (abuse of)" in layered.text


def legends(page: Page) -> list[Element]:
    """List what on a page says what signs mean."""
    return [each for each in page.all("ul") if each.attributes.get("class") == "legend"]


def in_bars(page: Page, name: str) -> list[Element]:
    """List the parts of bars of a page, those of its legends left out."""
    return [each for each in page.all(name) if "tbody" in each.path]


class TestDrawn:
    """What is drawn is what is counted."""

    def test_bars(self) -> None:
        """A bar is as long as its figures, out of all; one of nothing is empty, and the words say the same."""
        rows = (
            Bar("a", 2, 5, ("2", "5")),
            Bar("b", 3, 3, ("3", "3")),
            Bar("c", 0, 4, ("0", "4")),
            Bar("d", 0, 0, ("0", "")),
        )
        page = made([Title("x", 1), Bars(("h", "l", "m"), rows, 8), Lines(("z",))])
        spoken = [each.attributes["aria-label"] for each in page.all("svg") if "role" in each.attributes]
        assert spoken == ["l: 2; m: 5", "l: 3; m: 3", "l: 0; m: 4", "l: 0"]
        drawn = [(each.attributes["class"], each.attributes["width"]) for each in in_bars(page, "rect")]
        rest = ("rest", "100%")
        assert drawn == [
            *(rest, ("light", "62.5%"), ("full", "25%")),
            *(rest, ("full", "37.5%")),
            *(rest, ("light", "50%")),
            rest,
        ]

    def test_axis(self, lang: str) -> None:
        """Below bars stands an axis in per cents, where the lines across the bars are too."""
        page = made([Title("x", 1), Bars(("h", "n"), (Bar("a", 1, 2, ("1",)),), 4), Lines(("z",))], lang)
        numbers = [(each.text, each.attributes["x"]) for each in page.all("text")]
        assert numbers == [
            *((f"{each}{'%' * (each == 100)}", f"{each}%") for each in range(0, 101, 20)),
        ]
        ticks = [each.attributes["x1"] for each in in_bars(page, "line") if each.attributes["class"] == "tick"]
        assert ticks == ["20%", "40%", "60%", "80%"]

    def test_interval(self) -> None:
        """An interval is a line below its bar, from its one limit to the other; a bar without one has no line."""
        rows = (Bar("a", 1, 2, ("1",), (0.125, 0.625)), Bar("b", 1, 2, ("1",)))
        page = made([Title("x", 1), Bars(("h", "n"), rows, 4, ("x", "y"), whisker="interval"), Lines(("z",))])
        lines = [each.attributes for each in in_bars(page, "line") if each.attributes["class"] == "whisker"]
        assert [(each["x1"], each["x2"]) for each in lines] == [
            *(("12.5%", "62.5%"), ("12.5%", "12.5%"), ("62.5%", "62.5%"))
        ]
        assert min(int(each["y1"]) for each in lines) > BAR
        assert [each.text.strip() for each in page.all("li")] == ["x", "y", "interval"]

    def test_no_cases(self) -> None:
        """Bars of nothing are drawn too."""
        page = made([Title("x", 1), Bars(("h", "n"), (Bar("a", 0, 0, ("0",)),), 0), Lines(("z",))])
        assert [each.attributes["class"] for each in in_bars(page, "rect")] == ["rest"]

    def test_as_json(self, lang: str) -> None:
        """The bars of a tally are as long as its shares in JSON, and so are the lines of its intervals."""
        tally = Tally.of(CASES)
        page = made(tally_view(Words(lang), tally), lang)
        profiles: Any = tally.as_dict()["profiles"]
        shares, intervals = ([each[name] for each in profiles] for name in ("share", "interval"))
        for kind, end in (("full", "low"), ("light", "high")):
            drawn = [each.attributes["width"] for each in in_bars(page, "rect") if each.attributes["class"] == kind]
            expected = [f"{share[end] * 100:.2f}" for share in shares if share[end]]
            assert [f"{float(each.strip('%')):.2f}" for each in drawn][: len(expected)] == expected
        lines = [each.attributes for each in in_bars(page, "line") if each.attributes["class"] == "whisker"][::3]
        assert [(float(each["x1"].strip("%")), float(each["x2"].strip("%"))) for each in lines[: len(intervals)]] == [
            pytest.approx((each["low"] * 100, each["high"] * 100), abs=0.005) for each in intervals
        ]

    def test_means(self) -> None:
        """Of each means a bar shows how many say yes, up to how many may, and no is what is left."""
        tally = Tally.of(CASES)
        (bars,) = (
            each for each in tally_view(Words("en"), tally) if isinstance(each, Bars) and each.heads[0] == "Means"
        )
        splits = [tuple(each.values()) for each in (*tally.means.values(), tally.any_soft, tally.any_hard)]
        assert [(each.least, bars.n - each.most, each.most - each.least) for each in bars.rows] == splits
        assert bars.legend == ("yes", "open", "no")

    def test_matrix(self) -> None:
        """A cell is shaded by how many it counts, and not where it counts none."""
        view = Matrix(("f", "a", "b"), (("a", "0", "1"), ("b", "5", "100")), counts=((0, 1), (5, 100)))
        page = made([Title("x", 1), view, Lines(("z",))])
        assert [(each.text, each.attributes.get("class")) for each in page.all("td")] == [
            *(("0", None), ("1", "shade-1"), ("5", "shade-1"), ("100", "shade-5"))
        ]
        none = evolve(view, counts=((0, 0), (0, 0)))
        assert {each.attributes.get("class") for each in made([Title("x", 1), none]).all("td")} == {None}

    def test_curve(self, lang: str) -> None:
        """A curve goes from point to point, up as its number grows; its figures stand below it."""
        rows = (Bar("0", 0, 0, ("0",)), Bar("1,000", 8, 8, ("8",)))
        curve = Curve(("Answers", "Sure"), rows, 8, points=((0, 0), (500, 6), (1000, 8)), marked=(500, 6))
        page = made([Title("x", 1), curve, Lines(("z",))], lang)
        lines = [each.attributes for each in page.all("line") if each.attributes["class"] == "curve"]
        assert [(each["x1"], each["y1"], each["x2"], each["y2"]) for each in lines] == [
            *(("0%", "100%", "50%", "25%"), ("50%", "25%", "100%", "0%"))
        ]
        (circle,) = page.all("circle")
        assert (circle.attributes["cx"], circle.attributes["cy"]) == ("50%", "25%")
        (spoken,) = (each.attributes["aria-label"] for each in page.all("svg") if "role" in each.attributes)
        thousand = {"en": "1,000", "nl": "1.000"}[lang]
        assert spoken == f"Answers 0: Sure 0; Answers 500: Sure 6; Answers {thousand}: Sure 8"
        assert [each.text for each in page.all("td")] == ["0", "8"]

    @pytest.mark.parametrize(
        ("most", "steps"),
        [(1, [0, 1]), (6, [0, 1, 2, 3, 4, 5, 6]), (8, [0, 2, 4, 6, 8]), (99, [0, 20, 40, 60, 80]), (250, [0, 50, 100])],
    )
    def test_steps(self, most: int, steps: list[int]) -> None:
        """The numbers of an axis are round and few."""
        numbers = [*steps_to(most)]
        assert numbers[: len(steps)] == steps
        assert len(numbers) <= MOST_STEPS + 1
        assert most - numbers[-1] < numbers[1]

    def test_no_curve(self) -> None:
        """A curve of nothing is drawn too."""
        curve = Curve(("a", "b"), (Bar("0", 0, 0, ("0",)),), 0, points=((0, 0),))
        assert made([Title("x", 1), curve]).one("circle").attributes["cx"] == "0%"

    def test_beside(self) -> None:
        """Bars that are small multiples stand in one frame, and what their parts are above it, once."""
        one = Bars(("h", "n"), (Bar("a", 1, 2, ("1",)),), 4, beside=True)
        page = made([Title("x", 1), one, evolve(one, legend=("c", "p")), evolve(one, beside=False), Lines(("z",))])
        frames = [each for each in page.all("div") if each.attributes["class"] == "panels"]
        assert [each.path[-1] for each in page.all("table")] == ["div"] * 3
        assert [frame.text.count("20406080") for frame in frames] == [2]
        assert [each.name for each in page.elements if each.path[-1:] == ("section",)][:2] == ["ul", "div"]

    def test_profiles(self, lang: str) -> None:
        """Each of the eight stands below its outcomes of the lines, with how it stands and what is noted of it."""
        view = tally_view(Words(lang), Tally.of(CASES))
        (block,) = (each for each in view if isinstance(each, Profiles))
        page = made(view, lang)
        cells = [
            each for each in page.all("td") if any(code.text and code.text in each.text for code in page.all("abbr"))
        ]
        order = [0, 1, 4, 5, 2, 3, 6, 7]
        assert [each.text for each in cells] == [f"{block.cells[n].code}{block.cells[n].note}" for n in order]
        assert [each.attributes["class"] for each in cells] == [block.cells[n].state for n in order]
        (_, *of_rows), (_, *of_pairs), (_, *of_columns) = block.dimensions
        captions = [each for each in page.all("caption") if "class" not in each.attributes]
        assert [each.text.endswith(outcome) for each, outcome in zip(captions, of_pairs, strict=True)] == [True, True]
        heads = [each.text for each in page.all("th") if each.path[-2:] != ("x",)][:4]
        assert [head.endswith(of) for head, of in zip(heads, [*of_columns, *of_rows], strict=True)] == [True] * 4

    def test_case(self) -> None:
        """A case says in a word how each profile stands, and has no legend; with notes the legend says it."""
        view = explanation_view(Words("en"), explain(Case.from_answers({"relation": "affective", "violence": "yes"})))
        page = made(view)
        noted = [each.text for each in page.all("span") if each.attributes["class"] == "noted"]
        assert Counter(noted) == {"possible": 2, "ruled out": 6}
        assert legends(page) == []
        assert len(legends(made(tally_view(Words("en"), Tally.of(CASES))))) == 3

    def test_nothing_said(self) -> None:
        """Where nothing is said of the profiles, there is no sign and no word."""
        view = [block for block in rules_view(Words("en")) if isinstance(block, Title | Profiles)]
        page = made(view)
        assert not page.all("svg")
        assert len(page.all("abbr")) == 8


class TestEnd:
    """A page ends with what a verdict is not, and what the page was made from."""

    def test_sentences(self, lang: str) -> None:
        """The sentences that end a view stand at the end of the page, and nowhere else."""
        for view, page in all_pages(lang):
            if len(view) == 1:
                continue  # it has no cases, and nothing else to say
            ending = view[-1]
            assert isinstance(ending, Lines)
            for line in ending.lines:
                assert line in page.one("footer").text
                assert line not in page.one("main").text
            assert [each.name for each in page.elements if each.path[-2:] == ("footer", "section")][:2] == ["h2", "p"]

    def test_provenance(self, lang: str) -> None:
        """It names the program, the codebook, the reading, the period, and each table with its SHA-256."""
        words = Words(lang)
        digest = hashlib.sha256(b"x").hexdigest()
        files = [("a<b>.csv", digest), ("-", digest)]
        about = provenance(words, files=files, reading="mixed", period=Period.RECRUITMENT)
        page = made(tally_view(words, Tally.of(CASES)), lang, about)
        said = page.one("footer").text
        expected = [
            f"ckm-mo {ckm_mo.__version__}",
            {"en": f"version {CODEBOOK_VERSION}", "nl": f"versie {CODEBOOK_VERSION}"}[lang],
            {"en": "mixed", "nl": "gemengd"}[lang],
            {"en": "recruitment", "nl": "ronselperiode"}[lang],
            "a<b>.csv",
            f"SHA-256: {digest}",
            {"en": "standard input", "nl": "standaardinvoer"}[lang],
        ]
        assert [each in said for each in expected] == [True] * len(expected)

    def test_short_views(self) -> None:
        """A view of nothing but its title and sentences has these at its head, once."""
        page = made([Title("x", 1), Lines(("a",))])
        assert page.one("header").text.endswith("xa")
        assert page.one("main").text + page.one("footer").text == ""

    def test_strong(self) -> None:
        """What matters most stands with what it is about, even at the end: that all rules hold."""
        page = made([Title("x", 1), Grid(("a", "b"), (("c", "d"),)), Lines(("All hold.",), strong=True)])
        assert page.one("main").text.endswith("All hold.")
        assert page.one("footer").text == ""

    def test_contents(self, lang: str) -> None:
        """A page of several parts lists them, each with a link to its place; so the codebook does its variables."""
        for view, page in all_pages(lang):
            links = [each for each in page.all("a") if "nav" in each.path]
            titles = [each for each in page.all("h2", "h3") if each.attributes.get("id", "contents") != "contents"]
            assert [(each.attributes["href"], each.text) for each in links] == [
                (f"#{each.attributes['id']}", each.text) for each in titles
            ]
            assert len({each.attributes["href"] for each in links}) == len(links)
            parts = sum(isinstance(block, Title) for block in view) - 1
            assert len(links) == (parts if parts >= SEVERAL else 0)
        codebook = made(codebook_view(Words(lang), CHOSEN), lang)
        listed = {each.attributes["href"] for each in codebook.all("a") if "nav" in each.path}
        assert {f"#{each.key if lang == 'en' else each.dutch}" for each in CHOSEN} <= listed

    def test_neighbours(self, lang: str) -> None:
        """A definition that names another variable links to it."""
        page = made(codebook_view(Words(lang), CHOSEN), lang)
        links = [each.attributes["href"] for each in page.all("a") if "section" in each.path]
        assert {"en": "#threat_of_violence", "nl": "#dreiging_met_geweld"}[lang] in links


class TestManyColumns:
    """A table of many columns is several on a page, beside each other where there is room."""

    GRID = Grid(
        ("Profile", "one", "two", "three"),
        (("AOS", "1", "2", "3"), ("AOH", "4", "5", "6")),
        frozenset({2}),
        together=2,
    )

    def test_parts(self) -> None:
        """Each has the first column, so many others as stand together, and figures set right where they were."""
        page = page_html([Title("T", 1), self.GRID], lang="en")
        tables = [re.findall(r"<t[hd]\b[^>]*>[^<]*", table) for table in page.split("<table")[1:]]
        assert [[cell.partition(">")[2] for cell in cells] for cells in tables] == [
            ["Profile", "one", "two", "AOS", "1", "2", "AOH", "4", "5"],
            ["Profile", "three", "AOS", "3", "AOH", "6"],
        ]
        assert [[cell.partition(">")[2] for cell in cells if "figure" in cell] for cells in tables] == [
            ["two", "2", "5"],
            [],
        ]

    def test_few(self) -> None:
        """One that has no more columns than that is one."""
        few = evolve(self.GRID, together=3)
        assert page_html([Title("T", 1), few], lang="en").count("<table") == 1
