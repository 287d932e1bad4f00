"""Pages in Chromium: accessible, fit for a telephone, a desk and paper, and alone. A suite of its own.

It needs the extra `browser`, and Chromium: the program that the variable CHROMIUM
names, or else one that is found. Without one it fails; it never passes unseen.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from attrs import field, frozen
from playwright.sync_api import BrowserContext, Locator, Page, Route, sync_playwright

from chromium import ARGUMENTS, DESK, TELEPHONE, faults, program, too_wide
from commands import CODER1, CODER2, run, text_of

HOSTILE = text_of(
    [
        {
            "case_id": "<script>document.title='run'</script>",
            "violence": "yes",
            "offender": "W" * 400,
            "victim": "\u202eright to left\u202c \u05d0\u05d1\u05d2",
            "note": "<img src=http://example.org/x.png onerror=alert(1)> " * 4,
            "N" * 200: "</td></table><h1>x</h1><style>*{display:none}</style>",
        }
    ]
)
"""A case that is hard on a page."""

PAGES = {
    "tally": ("tally", CODER1),
    "groups": ("tally", CODER1, "--by", "sectors"),
    "decided": ("explain", CODER1, "002-v1"),
    "undecided": ("case", "relation=affective"),
    "codebook": ("codebook",),
    "assumed": ("tally", CODER1, "--at-most-yes", "0,5,10"),
    "agreement": ("agree", CODER1, CODER2),
    "list": ("classify", CODER1),
    "comparison": ("study", "--compare", CODER1),
    "compared group": ("study", "--compare", CODER1, "--where", "violence=yes"),
    "figures": ("study", "--block", "all"),
    "bounds": ("study", "--bounds"),
    "claims": ("claim", CODER1, "NOH >= each", "relation=affective > 30%"),
    "queries": ("check", CODER1),
    "merged": ("merge", CODER1, CODER2, "--leave-open"),
    "rules": ("rules",),
    "laws": ("rules", "--check"),
    "template": ("template",),
    "methods": ("tally", CODER1, "--methods"),
    "plan": ("plan", CODER1, "--answers", "20"),
    "hostile": ("explain", "-", "<script>document.title='run'</script>"),
}
"""A command for each kind of page."""

PAPER = {"width": 658, "height": 980}
"""What is between the margins of A4, at 96 dots an inch."""


@frozen
class Chromium:
    """Chromium, the pages that it has open, and what they asked for and said."""

    context: BrowserContext
    folder: Path
    asked: list[str] = field(factory=list)
    said: list[str] = field(factory=list)
    pages: dict[str, Page] = field(factory=dict)

    def watch(self, route: Route) -> None:
        """Let a page have its own file, and nothing else."""
        if route.request.is_navigation_request() and route.request.url.startswith(self.folder.as_uri()):
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()

    def show(self, name: str, make: Callable[[], str]) -> Page:
        """Make and open a page, once."""
        if name not in self.pages:
            file = self.folder / f"{name}.html"
            file.write_text(make(), "utf-8")
            page = self.pages[name] = self.context.new_page()
            page.on("console", lambda message: self.said.append(f"{name}: {message.text}"))
            page.on("pageerror", lambda error: self.said.append(f"{name}: {error}"))
            page.on("dialog", lambda dialog: self.said.append(f"{name}: {dialog.message}"))
            page.goto(file.as_uri())
        return self.pages[name]


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Start Chromium, which knows nothing yet."""
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"), executable_path=program(), headless=True, args=ARGUMENTS
        ) as context,
    ):
        started = Chromium(context, tmp_path_factory.mktemp("pages"))
        context.route("**/*", partial(Chromium.watch, started))
        yield started


@pytest.fixture(params=PAGES)
def kind(request: pytest.FixtureRequest) -> str:
    """Give each kind of page."""
    return str(request.param)


@pytest.fixture(params=["en", "nl"])
def lang(request: pytest.FixtureRequest) -> str:
    """Give each language."""
    return str(request.param)


@pytest.fixture
def page(chromium: Chromium, kind: str, lang: str) -> Page:
    """Open a page, at its top."""

    def made() -> str:
        done = run(*PAGES[kind], "--format", "html", "--lang", lang, given=HOSTILE)
        assert done.code == 0
        return done.out

    page = chromium.show(f"{kind}-{lang}", made)
    page.emulate_media(media="screen", color_scheme="light")
    page.evaluate("scrollTo(0, 0)")
    return page


@frozen
class Box:
    """Where something stands on a page, in whole dots and hundredths."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two have more than an edge in common."""
        across = min(self.right, other.right) - max(self.left, other.left)
        return across > 1 and min(self.bottom, other.bottom) - max(self.top, other.top) > 1


SIDES = "box => ['left', 'top', 'right', 'bottom'].map(side => Math.round(box[side] * 100) / 100)"


def boxes(within: Locator, what: str) -> list[Box]:
    """Say where elements stand."""
    found = within.locator(what).evaluate_all(f"all => all.map(each => ({SIDES})(each.getBoundingClientRect()))")
    return [Box(*each) for each in found]


def texts(within: Locator, what: str) -> list[Box]:
    """Say where the text of elements stands."""
    text = (
        "{const range = document.createRange(); range.selectNodeContents(each); return range.getBoundingClientRect()}"
    )
    found = within.locator(what).evaluate_all(f"all => all.map(each => {text}).map({SIDES})")
    return [Box(*each) for each in found]


BROKEN = """
() => {
  const found = [], cells = document.querySelectorAll("th, td");
  for (const cell of cells) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const word of texts.currentNode.data.matchAll(/[a-z]+|[0-9]+\N{EN DASH}[0-9]+%/gi)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map(each => each.top)).size > 1) found.push(word[0]);
      }
    }
  }
  return found;
}
"""
"""Lists the words of tables, and the ranges, that are broken elsewhere than at their parts."""


class TestAccessible:
    """Axe finds nothing wrong."""

    @pytest.mark.parametrize(("size", "scheme"), [(TELEPHONE, "light"), (DESK, "dark")], ids=["telephone", "desk"])
    def test_axe(self, page: Page, size: Any, scheme: Any) -> None:
        """Neither on a telephone in the light nor at a desk in the dark: names, order, contrast and all else."""
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        assert faults(page, moved=size is TELEPHONE and page.locator(".wide").count() > 0) == []

    @pytest.mark.parametrize("kind", ["tally"], indirect=True)
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_text_in_drawings(self, page: Page, scheme: Any) -> None:
        """Text in a drawing has the colour of text elsewhere, of which axe judges the contrast."""
        page.emulate_media(color_scheme=scheme)
        fills = page.eval_on_selector_all("svg text", "all => all.map(each => getComputedStyle(each).fill)")
        assert {*fills} == {page.locator(".kind").evaluate("each => getComputedStyle(each).color")}


class TestFits:
    """A page fits where it is read."""

    @pytest.mark.parametrize("size", [TELEPHONE, DESK], ids=["telephone", "desk"])
    def test_width(self, page: Page, size: Any) -> None:
        """It is never moved sideways; at a desk no table of it is, and on a telephone only one of many columns far."""
        page.set_viewport_size(size)
        assert too_wide(page, "html, body, main, section, footer, dl, dd, p") == []
        moved = "all => all.map(each => each.scrollWidth - each.clientWidth)"
        few = ".scroll:not(:has(.wide))" if size is TELEPHONE else ".scroll"
        assert max(page.eval_on_selector_all(few, moved), default=0) <= (40 if size is TELEPHONE else 0)

    @pytest.mark.parametrize("kind", ["comparison", "tally", "figures", "plan", "codebook"], indirect=True)
    def test_words(self, page: Page) -> None:
        """On a telephone words are broken at their parts, and at no other place; ranges are not broken."""
        page.set_viewport_size(TELEPHONE)
        assert page.evaluate(BROKEN) == []

    def test_paper(self, page: Page, kind: str) -> None:
        """On A4 nothing is cut off, and there are as many sheets as that takes."""
        page.set_viewport_size(PAPER)  # type: ignore[arg-type]  # two whole numbers
        page.emulate_media(media="print", color_scheme="dark")
        assert too_wide(page, "html, body, .scroll, table, dl") == []
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        sheets = page.pdf(prefer_css_page_size=True, print_background=False)
        assert re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheets)[0] == (b"594.95996", b"841.91998")
        count = len(re.findall(rb"/Type /Page\b", sheets))
        many = {"groups": range(10, 17), "codebook": range(7, 14), "comparison": range(3, 8)}
        many |= {"compared group": range(4, 9), "figures": range(5, 10)}
        assert count in many.get(kind, range(1, 5))


class TestDrawn:
    """What is drawn stands where it should, beside what it belongs to, at either width and whatever the letters."""

    KINDS = pytest.mark.parametrize("kind", ["tally", "groups", "assumed"], indirect=True)
    SIZES = pytest.mark.parametrize("size", [TELEPHONE, DESK], ids=["telephone", "desk"])

    @KINDS
    @SIZES
    def test_bars(self, page: Page, size: Any) -> None:
        """A bar begins where its axis does, is as wide, and has its interval's line below it, within its cell."""
        page.set_viewport_size(size)
        for table in page.locator("table.bars").all():
            (axis,) = boxes(table, "tfoot svg > line:first-child")
            rests, cells = boxes(table, "tbody .rest"), boxes(table, "tbody td:has(svg)")
            assert {(each.left, each.right) for each in rests} == {(axis.left, axis.right)}
            for part in boxes(table, "tbody .full, tbody .light"):
                assert part.left == axis.left
                assert part.right <= axis.right
            lines = boxes(table, "tbody .whisker")[::3]
            for rest, line, cell in zip(rests, lines, cells, strict=bool(lines)):
                assert rest.bottom < line.top < cell.bottom
                assert axis.left <= line.left <= line.right <= axis.right

    @KINDS
    @SIZES
    def test_figures(self, page: Page, size: Any) -> None:
        """No figure, label or number of an axis stands upon another, or upon a bar."""
        page.set_viewport_size(size)
        for table in page.locator("table.bars").all():
            numbers = boxes(table, "tfoot text")
            assert [one.right < two.left for one, two in pairwise(numbers)] == [True] * 5
            assert min(each.top for each in numbers) > boxes(table, "tfoot svg > line")[0].bottom
            written = [*texts(table, "tbody td.figure, tbody th"), *boxes(table, "tbody .rest")]
            assert [(one, two) for one, two in combinations(written, 2) if one.meets(two)] == []

    @SIZES
    @pytest.mark.parametrize("kind", ["groups", "assumed"], indirect=True)
    def test_beside(self, page: Page, size: Any) -> None:
        """Small multiples stand beside each other at a desk, and below each other on a telephone."""
        page.set_viewport_size(size)
        one, two, three = boxes(page.locator(".panels"), "table")[:3]
        if size is DESK:
            assert (one.top, one.left) == (two.top, three.left)
            assert one.right < two.left
        else:
            assert (one.left, one.right) == (two.left, two.right)
        assert not one.meets(two)
        assert not two.meets(three)
        assert not one.meets(three)

    @pytest.mark.parametrize("kind", ["groups"], indirect=True)
    def test_rows_beside(self, page: Page) -> None:
        """Tables of groups that stand beside each other have their rows on the same lines."""
        page.set_viewport_size(DESK)
        one, two = ([row.bottom for row in boxes(table, "tr")] for table in page.locator(".beside table").all()[:2])
        assert one == two

    @SIZES
    @pytest.mark.parametrize("kind", ["tally"], indirect=True)
    def test_shift(self, page: Page, size: Any) -> None:
        """Of the shift, what is open stands apart, and the darker a cell the more it counts."""
        page.set_viewport_size(size)
        table = page.locator("table.matrix")
        rows = [boxes(row, "td") for row in table.locator("tbody tr").all()]
        (first, second, *_), last = rows[0], rows[0][-1]
        apart = "each => parseFloat(getComputedStyle(each).borderInlineStartWidth)"
        assert [table.locator("tbody tr").first.locator("td").nth(place).evaluate(apart) for place in (0, -1)] == [
            0,
            12,
        ]
        assert first.right < second.left < last.left
        colour = "all => all.map(each => [+each.innerText, getComputedStyle(each).backgroundColor])"
        shades = dict(sorted(map(tuple, table.locator("td").evaluate_all(colour))))
        light = [sum(map(int, re.findall(r"\d+", shade)[:3])) for shade in shades.values() if "0, 0, 0, 0" not in shade]
        assert light == sorted(light, reverse=True)
        assert len({*light}) > 1

    @SIZES
    @pytest.mark.parametrize("kind", ["plan"], indirect=True)
    def test_curve(self, page: Page, size: Any) -> None:
        """A curve rises within its frame, the point that is looked at lies on it, and no words stand upon another."""
        page.set_viewport_size(size)
        plot = page.locator(".plot")
        (frame,) = boxes(plot, "svg")
        lines = boxes(plot, ".curve")
        assert all(one.right == two.left and one.top >= two.top for one, two in pairwise(lines))
        assert (lines[0].left, lines[0].bottom) == (frame.left, frame.bottom)
        assert (lines[-1].right, lines[-1].top) == (frame.right, frame.top)
        (point,) = boxes(plot, "circle")
        middle = (point.left + point.right) / 2
        (on,) = [each for each in lines if each.left < middle <= each.right + 0.5][:1]
        assert on.top - 1 <= (point.top + point.bottom) / 2 <= on.bottom + 1
        written = boxes(plot, "text")
        assert [(one, two) for one, two in combinations(written, 2) if one.meets(two)] == []
        assert min(each.left for each in written) >= 0

    @pytest.mark.parametrize("kind", ["tally", "plan"], indirect=True)
    def test_spoken(self, page: Page, kind: str, lang: str) -> None:
        """What a screen reader is given is what somebody read and was content with, at either width."""
        for size in (TELEPHONE, DESK):
            page.set_viewport_size(size)
            file = Path(__file__).parent / "snapshots" / f"{kind}.{lang}.yaml"
            spoken = page.locator("main").aria_snapshot() + "\n"
            assert spoken == file.read_text("utf-8"), f"to accept it, write it to {file}: {spoken}"


class TestAlone:
    """A page keeps to itself."""

    def test_nothing_asked(self, chromium: Chromium, page: Page) -> None:
        """It asks for nothing, says nothing, and runs nothing."""
        name = page.url.rpartition("/")[2].removesuffix(".html")
        assert [each for each in chromium.asked if "outside" not in each] == []
        assert [each for each in chromium.said if each.startswith(name)] == []
        assert page.title().endswith(" - ckm-mo")
        assert page.evaluate("document.scripts.length") == 0

    def test_all_is_shown(self, page: Page) -> None:
        """All of it is to be seen: nothing waits for a script or a pointer."""
        shown = page.eval_on_selector_all(
            "h1, h2, h3, p, li, th, td, dt, dd", "all => all.map(each => each.checkVisibility())"
        )
        assert {*shown} == {True}
        assert page.eval_on_selector_all("[hidden], details, dialog", "all => all.length") == 0


class TestLinks:
    """The contents of the codebook lead where they say."""

    @pytest.mark.parametrize("kind", ["codebook"], indirect=True)
    def test_contents(self, page: Page) -> None:
        """A link moves to the heading that it names."""
        page.set_viewport_size(TELEPHONE)
        link = page.locator("nav a").last
        link.click()
        heading = page.locator(f"h2{link.get_attribute('href')}")
        assert heading.inner_text() == link.inner_text()
        assert heading.evaluate("each => Math.abs(each.getBoundingClientRect().top) < innerHeight")


class TestChecks:
    """These checks can fail."""

    def test_axe(self, chromium: Chromium) -> None:
        """A page that cannot be read is found out."""
        page = chromium.show(
            "poor", lambda: "<!doctype html><html><p style='color:#999'>x</p><table><tr><td></table><img>"
        )
        assert {each.split(":")[0] for each in faults(page)} >= {"color-contrast", "html-has-lang", "image-alt"}

    def test_width(self, chromium: Chromium) -> None:
        """So is one that is too wide."""
        page = chromium.show("wide", lambda: "<!doctype html><body><pre>" + "W" * 1000)
        assert len(too_wide(page, "html, body")) > 0

    def test_asked(self, chromium: Chromium) -> None:
        """So is one that asks for something."""
        chromium.show("curious", lambda: "<!doctype html><img src='http://outside.invalid/x.png'><script>x</script>")
        assert "http://outside.invalid/x.png" in chromium.asked
        assert any(each.startswith("curious: ") for each in chromium.said)
