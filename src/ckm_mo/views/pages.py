"""A view as a page: one file of HTML that needs nothing else, for a browser, for paper and for a screen reader.

A page holds no script and asks for nothing from outside, and says so to the
browser. How it looks is in `page.css`. Like the other writers of blocks, this
one knows nothing of the format.
"""

import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib.resources import files
from itertools import product, takewhile
from typing import Final

from attrs import evolve

from ckm_mo.messages import number, say
from ckm_mo.views.blocks import (
    DECIDED,
    POSSIBLE,
    STATES,
    Bar,
    Bars,
    Block,
    Grid,
    Lines,
    Place,
    Profiles,
    Title,
    View,
    printable,
)

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""What a browser may load for a page: nothing but the style in it."""

LONG_WORD: Final = 14
"""How many letters of a word in a table always stand together; more have no room beside others on a telephone."""

FITTING: Final = 2
"""How many columns always fit on a telephone; a table of more can be moved sideways where it must."""

SEVERAL: Final = 3
"""Of how many parts, the notes at the end among them, a page has a table of contents."""

VOID: Final = {"meta", "rect", "circle", "path"}
"""The elements that have nothing in them."""


class Markup(str):
    """Text that is markup by now. All other text is escaped where it enters an element."""

    __slots__ = ()


def escaped(text: str) -> Markup:
    """Escape what would be markup in text, and what does not print; line ends become breaks."""
    return Markup(_quoted(text).replace("\n", "<br>"))


def _quoted(text: str) -> str:
    """Escape text for an attribute. Line ends stay, and so do spaces that keep words together."""
    parts = re.split("([\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}])", text)
    return html.escape("".join(part if place % 2 else printable(part) for place, part in enumerate(parts)))


def element(name: str, /, *parts: str, **attributes: str | float | None) -> Markup:
    """Make an element.

    Args:
        name: Of the element.
        parts: What is in it: markup as it is, other text escaped.
        attributes: Those that are not None; `class_` stands for `class`, and any other `_` for `-`.
    """
    given = "".join(
        f' {key.strip("_").replace("_", "-")}="{_quoted(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID:
        return Markup(f"<{name}{given}>" if name == "meta" else f"<{name}{given}/>")
    inside = "".join(part if isinstance(part, Markup) else escaped(part) for part in parts)
    return Markup(f"<{name}{given}>{inside}</{name}>")


def to_html(view: View, *, lang: str, about: View = ()) -> str:
    """Write a view as a page.

    Its title heads the page, with the sentences that follow it; the sentences at its end, with their heading, stand
    below all else. A page of several parts begins with a table of contents.

    Args:
        view: The blocks, of which the first is a title.
        lang: Of what stands in them: `en` or `nl`.
        about: Blocks that close the page: what it was made from.
    """
    title = view[0].text if isinstance(view[0], Title) else ""
    first = 1 + len([*takewhile(lambda block: isinstance(block, Lines), view[1:])])
    last = len(view)
    if first < last and isinstance(view[-1], Lines):
        last -= 2 if isinstance(view[-2], Title) else 1
    keys = {block.anchor for block in view if isinstance(block, Title) and block.anchor}
    view = [*_anchored(view)]
    anchors = {block.anchor: block.text for block in view if isinstance(block, Title) and block.anchor}
    writer = _Writer(lang, keys)
    parts = [
        element("header", element("p", say("page_kind", lang), class_="kind"), *writer.blocks(view[:first])),
        *_contents(anchors, lang),
        element("main", *writer.sections(view[first:last])),
        element("footer", *writer.sections(view[last:]), *writer.sections(about)),
    ]
    body = element("body", *parts, class_="listed" if anchors else None)
    return f"<!doctype html>\n{element('html', _head(title), body, lang=lang)}\n"


def _anchored(view: View) -> View:
    """Give an anchor to the title of each part of a view, where it has several."""
    parts = [place for place, block in enumerate(view) if place and isinstance(block, Title)]
    if len(parts) < SEVERAL:
        return view
    return [
        evolve(block, anchor=block.anchor or f"part-{parts.index(place) + 1}")
        if place and isinstance(block, Title)
        else block
        for place, block in enumerate(view)
    ]


def _contents(anchors: Mapping[str, str], lang: str) -> Iterator[Markup]:
    """List what can be linked to, if there is any of it."""
    if anchors:
        links = (element("li", element("a", text, href=f"#{anchor}")) for anchor, text in anchors.items())
        head = element("h2", say("page_contents", lang), id="contents")
        yield element("nav", head, element("ul", *links), aria_labelledby="contents")


def _head(title: str) -> Markup:
    """Make what stands before a page: what it is, and what a browser may do with it."""
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="robots", content="noindex"),
        element("title", " ".join(title.split("\n")), " - ckm-mo"),
        element("style", Markup(files(__package__).joinpath("page.css").read_text("utf-8"))),
    )


class _Writer:
    """What writes the blocks of one page: a writer for each kind of block."""

    def __init__(self, lang: str, keys: Collection[str]) -> None:
        self.lang = lang
        self.keys = keys
        self.level = 0
        self.heading = ""
        self.captions = 0

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Markup]:
        for block in blocks:
            match block:
                case Title():
                    yield self._title(block)
                case Lines():
                    yield from self._lines(block)
                case Grid():
                    yield self._grids(block) if block.heads else self._pairs(block)
                case Bars():
                    yield from self._bars(block)
                case _:
                    yield from self._profiles(block)

    def sections(self, blocks: Iterable[Block]) -> Iterator[Markup]:
        """Write blocks in sections, each from its title on."""
        parts: list[list[Block]] = []
        for block in blocks:
            if isinstance(block, Title) or not parts:
                parts.append([])
            parts[-1].append(block)
        for part in parts:
            yield element("section", *self.blocks(part))

    def _title(self, title: Title) -> Markup:
        self.level = max(min(title.level, self.level + 1), 2) if self.level else 1
        self.heading = title.text
        return element(f"h{self.level}", title.text, id=title.anchor or None)

    def _lines(self, block: Lines) -> Iterator[Markup]:
        for line in block.lines:
            yield element("p", self._text(line), class_="lead" if block.strong else None)

    def _text(self, text: str) -> Markup:
        """Escape text; where keys can be linked to, what stands between backticks is one."""
        if not self.keys:
            return escaped(text)
        return Markup(
            "".join(self._key(part) if place % 2 else escaped(part) for place, part in enumerate(text.split("`")))
        )

    def _key(self, key: str) -> Markup:
        code = element("code", key)
        return element("a", code, href=f"#{key}") if key in self.keys else code

    def _caption(self, *parts: str, seen: bool = False) -> tuple[Markup, str]:
        """Name a table, for those who do not see where it stands; give the name's id too."""
        self.captions += 1
        name = f"table-{self.captions}"
        return element("caption", *parts, id=name, class_=None if seen else "unseen"), name

    def _grids(self, grid: Grid) -> Markup:
        """Write a table, or several beside each other, of as many columns as are to stand together after the first."""
        if not grid.together or len(grid.heads) <= grid.together + 1:
            return self._grid(grid)
        parts = []
        for start in range(1, len(grid.heads), grid.together):
            places = (0, *range(len(grid.heads))[start : start + grid.together])
            heads, *rows = ([row[place] for place in places] for row in (grid.heads, *grid.rows))
            figures = frozenset(number for number, place in enumerate(places) if place in grid.figures)
            parts.append(self._grid(Grid(tuple(heads), tuple(map(tuple, rows)), figures)))
        return element("div", *parts, class_="beside")

    def _grid(self, grid: Grid) -> Markup:
        """Write a table, the first cell of a row being what the others are about."""
        kinds = ["figure" if place in grid.figures else None for place in range(len(grid.heads))]
        heads = (element("th", head, scope="col", class_=kind) for head, kind in zip(grid.heads, kinds, strict=True))
        rows = (
            element(
                "tr",
                *(
                    element("td", self._text(cell), class_=kind or _breaking(cell))
                    if place
                    else element("th", self._text(cell), scope="row", class_=_breaking(cell))
                    for place, (cell, kind) in enumerate(zip(row, kinds, strict=True))
                ),
            )
            for row in grid.rows
        )
        caption, name = self._caption(self.heading)
        table = element(
            "table",
            caption,
            element("thead", element("tr", *heads)),
            element("tbody", *rows),
            class_=None if any(kinds) else "words",
        )
        return table if len(kinds) <= FITTING else _moving(table, name)

    def _pairs(self, grid: Grid) -> Markup:
        """Write a table without heads: names, each with what is so of it."""
        rows = (
            element("div", element("dt", self._text(name)), *(element("dd", self._text(each)) for each in rest))
            for name, *rest in grid.rows
        )
        return element("dl", *rows, class_="pairs")

    def _bars(self, bars: Bars) -> Iterator[Markup]:
        """Write bars as a table of their figures, each with its bar below."""
        if bars.legend:
            yield _legend(zip((_swatch("full"), _swatch("light")), bars.legend, strict=True))
        label, *figures = bars.heads
        heads = (element("th", head, scope="col", class_="figure") for head in figures)
        caption, name = self._caption(f"{self.heading}: {label}" if self.heading != label else label)
        table = element(
            "table",
            caption,
            element("thead", element("tr", element("th", label, scope="col"), *heads)),
            *(self._bar(bar, bars.n) for bar in bars.rows),
            class_="bars",
        )
        yield _moving(table, name)

    def _bar(self, bar: Bar, n: int) -> Markup:
        figures = (element("td", cell, class_="figure") for cell in bar.cells)
        ends = {"low": number(bar.least, self.lang), "high": number(bar.most, self.lang)}
        count = say("range", self.lang, **ends) if bar.least < bar.most else ends["low"]
        said = say("page_bar", self.lang, count=count, n=number(n, self.lang))
        parts = [_part("track", n or 1)]
        parts += [_part("light", bar.most)] if bar.most > bar.least else []
        parts += [_part("full", bar.least)] if bar.least else []
        size = f"0 0 {n or 1} 1"
        drawing = element("svg", *parts, role="img", aria_label=said, viewBox=size, preserveAspectRatio="none")
        return element(
            "tbody",
            element("tr", element("th", bar.label, scope="rowgroup", rowspan=2, class_=_breaking(bar.label)), *figures),
            element("tr", element("td", drawing, colspan=len(bar.cells))),
        )

    def _profiles(self, block: Profiles) -> Iterator[Markup]:
        """Write the profiles as tables, beside each other where there is room.

        The first dimension goes down and the last across; there is a table for each crossing of those between them.
        """
        (rows, *of_rows), *between, (columns, *of_columns) = block.dimensions
        said = dict(zip(STATES, block.legend, strict=True)) if block.legend else {}
        crossings = [*product(*([(label, each) for each in outcomes] for label, *outcomes in between))]
        wide = len(of_columns)
        runs = [block.places[place : place + wide] for place in range(0, len(block.places), wide)]
        tables = []
        for place, crossing in enumerate(crossings):
            heads = (element("th", _of_dimension(columns, each), scope="col") for each in of_columns)
            caption, _ = self._caption(*(_of_dimension(*each) for each in crossing), seen=True)
            body = (
                element(
                    "tr", element("th", _of_dimension(rows, row), scope="row"), *(_place(each, said) for each in run)
                )
                for row, run in zip(of_rows, runs[place :: len(crossings)], strict=True)
            )
            head = element("thead", element("tr", element("td"), *heads))
            tables.append(element("table", caption, head, element("tbody", *body)))
        yield element("div", *tables, class_="profiles")
        if any(place.note for place in block.places):
            yield _legend((_sign(state), text) for state, text in said.items())


def _breaking(text: str) -> str | None:
    """Give the class of a cell with a word in it that is too long to stand beside others."""
    return "long" if any(len(word) > LONG_WORD for word in re.split(r"[\s-]", text)) else None


def _moving(table: Markup, name: str) -> Markup:
    """Let a table that may be too wide be moved sideways, with a keyboard too."""
    return element("div", table, class_="scroll", role="group", aria_labelledby=name, tabindex=0)


def _of_dimension(dimension: str, outcome: str) -> Markup:
    return Markup(element("span", dimension, class_="line") + " " + escaped(outcome))


def _place(place: Place, said: Mapping[str, str]) -> Markup:
    """Write a profile: its code, how it stands, and below it what is noted, or else how it stands in a word."""
    parts: list[str] = [element("abbr", place.code, title=place.label)]
    word = said.get(place.state, "")
    if word:
        parts = [_sign(place.state, word if place.note else ""), *parts]
    if place.note or word:
        parts.append(element("span", place.note or word, class_="noted"))
    return element("td", *parts, class_=place.state or None)


def _legend(entries: Iterable[tuple[Markup, str]]) -> Markup:
    return element("ul", *(element("li", sign, " ", text) for sign, text in entries), class_="legend")


def _part(kind: str, length: int) -> Markup:
    """Draw a part of a bar, from nothing on."""
    return element("rect", class_=kind, width=length, height=1)


def _swatch(kind: str) -> Markup:
    """Draw how a part of a bar looks; what stands beside it says what it is."""
    return element("svg", _part(kind, 1), aria_hidden="true", viewBox="0 0 1 1", class_="swatch")


def _sign(state: str, said: str = "") -> Markup:
    """Draw how a profile stands: a full disc, a half one, a ring.

    Args:
        state: One of `STATES`.
        said: What it means, for those who do not see it; empty where that stands beside it.
    """
    ring = element("circle", cx=8, cy=8, r=6.5)
    inside = {
        DECIDED: [element("circle", cx=8, cy=8, r=6.5, class_="full")],
        POSSIBLE: [element("path", d="M8 1.5a6.5 6.5 0 0 0 0 13z", class_="full")],
    }
    spoken = {"role": "img", "aria_label": said} if said else {"aria_hidden": "true"}
    return element("svg", ring, *inside.get(state, ()), viewBox="0 0 16 16", class_="sign", **spoken)
