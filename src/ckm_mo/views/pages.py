"""A view as a page: one file of HTML that needs nothing else, for a browser, for paper and for a screen reader.

A page holds no script and asks for nothing from outside, and says so to the
browser. How it looks is in `page.css`. Like the other writers of blocks, this
one knows nothing of the format.
"""

import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import chain, count, groupby, pairwise, product, takewhile
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
    Curve,
    Grid,
    Lines,
    Matrix,
    ProfileCell,
    Profiles,
    Title,
    View,
    divided,
    figures_beside,
    printable,
)
from ckm_mo.views.marks import DASH


class Markup(str):
    """Text that is markup by now. All other text is escaped where it enters an element."""

    __slots__ = ()


POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""What a browser may load for a page: nothing but the style in it."""

LONG_WORD: Final = 14
"""How many letters of a word in a table always stand together; more have no room beside others on a telephone."""

WORD_PARTS: Final = (
    r"(?<=[_=])|(?<=ings)(?=[a-z]{4})|"
    r"(?<=[a-z]{4})(?=achtergrond|gebruik|legging|periode|prostitutie|sites|verlening)"
)
"""Where long words have parts: names within their names, and Dutch words such as uitbuitingsperiode."""

FITTING: Final = 2
"""How many columns always fit on a telephone; a table of more can be moved sideways where it must."""

BAR: Final = 12
"""How high a bar is, in dots."""

WHISKER_END: Final = 3
"""How far the ends of an interval's line stand out; it lies twice as far below its bar."""

BAR_PARTS: Final = ("full", "light", "rest")
"""The parts of a bar, as the page's style names them, in the order of a legend."""

TICKS: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Where an axis of shares has a number."""

WIDE: Final = 5
"""How many columns have figures that stand on one line; in a table of more they may be broken at a space."""

MOST_STEPS: Final = 6
"""How many steps an axis of counts has at most."""

SHADES: Final = 5
"""How many shades a matrix has."""

HATCH: Final = Markup(
    '<svg aria-hidden="true" class="unseen"><defs>'
    '<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="5" height="5"/><path d="M0 0v5"/></pattern></defs></svg>'
)
"""What the part of a bar is filled with that may be."""

SEVERAL: Final = 3
"""Of how many parts, the notes at the end among them, a page has a table of contents."""

VOID: Final = {"meta", "wbr", "rect", "circle", "path", "line"}
"""The elements that have nothing in them."""


def escaped(text: str) -> Markup:
    """Escape what would be markup in text, and what does not print; line ends become breaks."""
    return Markup(_quoted(text).replace("\n", "<br>"))


def _quoted(text: str) -> str:
    """Escape text for an attribute. Line ends stay, and so do spaces that keep words together."""
    parts = re.split("([\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}])", text)
    return html.escape("".join(part if index % 2 else printable(part) for index, part in enumerate(parts)))


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
        return Markup(f"<{name}{given}>" if name in {"meta", "wbr"} else f"<{name}{given}/>")
    inside = "".join(part if isinstance(part, Markup) else escaped(part) for part in parts)
    return Markup(f"<{name}{given}>{inside}</{name}>")


def page_html(view: View, *, lang: str, about: View = ()) -> str:
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
    if first < last and isinstance(end := view[-1], Lines) and not end.strong:
        last -= 2 if isinstance(view[-2], Title) else 1
    keys = {block.anchor for block in view if isinstance(block, Title) and block.anchor}
    view = [*_anchored(view)]
    anchors = {block.anchor: block.text for block in view if isinstance(block, Title) and block.anchor}
    writer = _Writer(lang, keys)
    hatch = [HATCH] if any(isinstance(block, Bars) for block in view) else []
    parts = [
        element("header", element("p", say("page_kind", lang), class_="kind"), *writer.blocks(view[:first])),
        *_contents(anchors, lang),
        element("main", *writer.sections(view[first:last])),
        element("footer", *writer.sections(view[last:]), *writer.sections(about), *hatch),
    ]
    body = element("body", *parts, class_="listed" if anchors else None)
    return f"<!doctype html>\n{element('html', _head(title), body, lang=lang)}\n"


def _anchored(view: View) -> View:
    """Give an anchor to the title of each part of a view, where it has several."""
    parts = [(index, block) for index, block in enumerate(view) if index and isinstance(block, Title)]
    anchored = [*view]
    for part, (index, title) in enumerate(parts, 1):
        anchored[index] = evolve(title, anchor=title.anchor or f"part-{part}")
    return anchored if len(parts) >= SEVERAL else view


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
        for beside, run in groupby(blocks, lambda block: isinstance(block, Bars) and block.beside):
            if beside:
                yield from self._panels([block for block in run if isinstance(block, Bars)])
            else:
                for block in run:
                    yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Markup]:
        match block:
            case Title():
                yield self._title(block)
            case Lines():
                yield from self._lines(block)
            case Matrix():
                yield self._matrix(block)
            case Grid():
                yield self._grids(block) if block.heads else self._pairs(block)
            case Curve():
                yield from self._curve(block)
            case Bars():
                yield from self._legend_of(block)
                yield _moving(*self._bars(block))
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
            return _parted(text)
        return Markup(
            "".join(self._key(part) if index % 2 else _parted(part) for index, part in enumerate(text.split("`")))
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
        parts = divided(grid, grid.together)
        return element("div", *(self._grid(part, wide=True) for part in parts), class_="beside")

    def _grid(self, grid: Grid, *, wide: bool = False) -> Markup:
        """Write a table, the first cell of a row being what others are about; figures of a wide one may be broken."""
        wide = wide or len(grid.heads) > WIDE
        kinds = ["figure" if index in grid.figures else None for index in range(len(grid.heads))]
        heads = (
            element("th", head, scope="col", class_=" ".join(filter(None, (kind, _breaking(head)))) or None)
            for head, kind in zip(grid.heads, kinds, strict=True)
        )
        rows = []
        for first, *cells in grid.rows:
            head = element("th", self._text(first), scope="row", class_=_breaking(first)) if first else element("td")
            others = (self._cell(cell, kind, wide=wide) for cell, kind in zip(cells, kinds[1:], strict=True))
            rows.append(element("tr", head, *others))
        caption, name = self._caption(self.heading)
        looks = "wide" if wide else "words" if not any(kinds) and _even(grid) else None
        table = _table(caption, heads, element("tbody", *rows), class_=looks)
        return table if len(kinds) <= FITTING else _moving(table, name)

    def _cell(self, text: str, kind: str | None, *, wide: bool) -> Markup:
        return element("td", _whole(text, wide=wide) if kind else self._text(text), class_=kind or _class_of(text))

    def _pairs(self, grid: Grid) -> Markup:
        """Write a table without heads: names, each with what is so of it."""
        rows = (
            element("div", element("dt", self._text(name)), *(element("dd", self._text(each)) for each in rest))
            for name, *rest in grid.rows
        )
        return element("dl", *rows, class_="pairs")

    def _matrix(self, matrix: Matrix) -> Markup:
        """Write a table of counts, each shaded by how many it is."""
        most = max(chain.from_iterable(matrix.counts), default=0) or 1
        heads = (element("th", head, scope="col") for head in matrix.heads)
        rows = []
        for (label, *cells), counts in zip(matrix.rows, matrix.counts, strict=True):
            shades = (f"shade-{-(-each * SHADES // most)}" if each else None for each in counts)
            shaded = (element("td", cell, class_=shade) for cell, shade in zip(cells, shades, strict=True))
            rows.append(element("tr", element("th", label, scope="row"), *shaded))
        caption, _ = self._caption(self.heading)
        return _table(caption, heads, element("tbody", *rows), class_="matrix")

    def _panels(self, several: Sequence[Bars]) -> Iterator[Markup]:
        """Write bars beside each other where there is room."""
        for bars in several:
            yield from self._legend_of(bars)
        yield element("div", *(self._bars(bars)[0] for bars in several), class_="panels")

    def _legend_of(self, bars: Bars) -> Iterator[Markup]:
        """Say what the parts of bars are."""
        if bars.legend:
            whiskers = [(_swatch(_whisker(0, 1, 6)), bars.whisker)] if bars.whisker else []
            yield _legend([*zip((_swatch(_part(kind, 1)) for kind in BAR_PARTS), bars.legend, strict=False), *whiskers])

    def _bars(self, bars: Bars) -> tuple[Markup, str]:
        """Write bars as a table of their figures, each with its bar below; give its id too."""
        label, *figures = bars.heads
        heads = [element("th", label, scope="col")]
        heads += [element("th", head, scope="col", class_="figure") for head in figures]
        caption, name = self._caption(f"{self.heading}: {label}" if self.heading != label else label)
        below = [] if bars.beside else [element("td")]
        axis = element("tr", *below, element("td", _axis(self.lang), colspan=len(figures) + bars.beside))
        rows = (_bar(bars, bar) for bar in bars.rows)
        return _table(caption, heads, *rows, element("tfoot", axis), class_="bars"), name

    def _curve(self, curve: Curve) -> Iterator[Markup]:
        """Draw a number that grows with another, and write the figures below."""
        across, up = curve.points[-1][0] or 1, curve.n or 1

        def position(point: tuple[int, int]) -> tuple[float, float]:
            return point[0] / across, 1 - point[1] / up

        x_label, y_label = curve.heads
        parts = []
        for y in steps_to(up):
            _, down = position((0, y))
            parts.append(_line("tick", 0, 1, _percent(down), _percent(down)))
            parts.append(_text(number(y, self.lang), 0, _percent(down), "end", dx="-0.5em", dy="0.35em"))
        for x in steps_to(across):
            right, _ = position((x, 0))
            parts.append(_line("tick", right, right, 0, "100%"))
            parts.append(_text(number(x, self.lang), right, "100%", "middle", dy="1.5em"))
        parts.append(_text(y_label, 0, 0, "start", dx="-2.5rem", dy="-1em"))
        parts.append(_text(x_label, 1, "100%", "end", dy="3em"))
        for (from_x, from_y), (to_x, to_y) in pairwise(map(position, curve.points)):
            parts.append(_line("curve", from_x, to_x, _percent(from_y), _percent(to_y)))
        right, down = position(curve.marked)
        parts.append(element("circle", cx=_percent(right), cy=_percent(down), r=5, class_="full"))
        ends = dict.fromkeys((curve.points[0], curve.marked, curve.points[-1]))
        figures = (f"{x_label} {number(x, self.lang)}: {y_label} {number(y, self.lang)}" for x, y in ends)
        yield element("div", element("svg", *parts, role="img", aria_label="; ".join(figures)), class_="plot")
        rows = tuple((bar.label, *bar.cells) for bar in curve.rows)
        yield self._grid(Grid(curve.heads, rows, frozenset({1})))

    def _profiles(self, block: Profiles) -> Iterator[Markup]:
        """Write the profiles as tables, beside each other where there is room.

        The first dimension goes down and the last across; there is a table for each crossing of those between them.
        """
        (rows, *of_rows), *between, (columns, *of_columns) = block.dimensions
        meanings = dict(zip(STATES, block.legend, strict=True)) if block.legend else {}
        crossings = [*product(*([(label, each) for each in outcomes] for label, *outcomes in between))]
        wide = len(of_columns)
        runs = [block.cells[start : start + wide] for start in range(0, len(block.cells), wide)]
        tables = []
        for index, crossing in enumerate(crossings):
            heads = [element("th", _of_dimension(columns, each), scope="col") for each in of_columns]
            caption, _ = self._caption(*(_of_dimension(*each) for each in crossing), seen=True)
            body = (
                element(
                    "tr",
                    element("th", _of_dimension(rows, row), scope="row"),
                    *(_profile_cell(each, meanings) for each in run),
                )
                for row, run in zip(of_rows, runs[index :: len(crossings)], strict=True)
            )
            tables.append(_table(caption, [element("td"), *heads], element("tbody", *body)))
        yield element("div", *tables, class_="profiles")
        if any(cell.note for cell in block.cells):
            yield _legend((_sign(state), text) for state, text in meanings.items())


def _table(caption: Markup, heads: Iterable[Markup], *bodies: Markup, class_: str | None = None) -> Markup:
    """Make a table of its heads and what stands below them."""
    return element("table", caption, element("thead", element("tr", *heads)), *bodies, class_=class_)


def _even(grid: Grid) -> bool:
    """Return whether what rows are about has its share of the width: codes, ids and numbers need less beside others."""
    return len(grid.heads) <= FITTING or any(len(row[0]) > LONG_WORD for row in grid.rows)


def _class_of(cell: str) -> str | None:
    """Give the class of a cell: of lines that are set in, or of a long word."""
    return "layered" if "\n " in cell else _breaking(cell)


def _breaking(text: str) -> str | None:
    """Give the class of a cell with a word in it that is too long to stand beside others, wherever it is parted."""
    return "long" if any(len(part) > LONG_WORD for part in re.split(rf"{WORD_PARTS}|[\s_=-]", text)) else None


def _parted(text: str) -> Markup:
    """Escape text, of which long words may be broken where they have parts, and short ranges and ids may not."""
    long = any(len(word) > LONG_WORD for word in text.split())
    parts = re.split(WORD_PARTS, text) if long else [text]
    return Markup("<wbr>".join(map(_held, parts)))


def _held(text: str) -> Markup:
    """Escape text, of which no short range or id, such as 030-v1, is broken at its dash, but after a slash."""
    parts = re.split(r"(\s+|/)", text)
    held = (element("span", part, class_="whole") if _dashed(part) else escaped(part) for part in parts)
    return Markup("".join(held).replace("/<span", "/<wbr><span"))


def _dashed(word: str) -> bool:
    return len(word) <= LONG_WORD and re.search(f"[0-9][-{DASH}]", word) is not None


def _whole(text: str, *, wide: bool) -> Markup:
    """Escape a figure of which the parts may stand below each other where there is little room."""
    parts = re.split(r" (?=[\w(])", text)
    if len(parts) == 1:
        return escaped(text) if wide else _held(text)
    return Markup(" ".join(element("span", part, class_="whole") for part in parts))


def _moving(table: Markup, name: str) -> Markup:
    """Let a table that may be too wide be moved sideways, with a keyboard too."""
    return element("div", table, class_="scroll", role="group", aria_labelledby=name, tabindex=0)


def _of_dimension(dimension: str, outcome: str) -> Markup:
    return Markup(element("span", _parted(dimension), class_="line") + " " + escaped(outcome))


def _profile_cell(cell: ProfileCell, meanings: Mapping[str, str]) -> Markup:
    """Write a profile: its code, how it stands, and below it what is noted, or else how it stands in a word."""
    parts: list[str] = [element("abbr", cell.code, title=cell.label)]
    word = meanings.get(cell.state, "")
    if word:
        parts = [_sign(cell.state, word if cell.note else ""), *parts]
    if cell.note or word:
        parts.append(element("span", cell.note or word, class_="noted"))
    return element("td", *parts, class_=cell.state or None)


def _legend(entries: Iterable[tuple[Markup, str]]) -> Markup:
    return element("ul", *(element("li", sign, " ", text) for sign, text in entries), class_="legend")


def _bar(bars: Bars, bar: Bar) -> Markup:
    """Write the figures of a bar, and the bar below them, with a line for its interval, where it has one.

    A bar stands beside its label; where bars stand beside each other it is below that too, and has the whole width.
    """
    n = bars.n or 1
    parts = [_part("rest", 1), *(_line("tick", at, at, 0, BAR) for at in TICKS[1:-1])]
    parts += [_part("light", bar.most / n)] if bar.most > bar.least else []
    parts += [_part("full", bar.least / n)] if bar.least else []
    parts += [_whisker(*bar.interval, BAR + 2 * WHISKER_END)] if bar.interval else []
    looks = "whiskers" if bar.interval else None
    drawing = element("svg", *parts, role="img", aria_label=figures_beside(bars, bar), class_=looks)
    figures = (element("td", cell, class_="figure") for cell in bar.cells)
    rows = None if bars.beside else 2
    label = element("th", _parted(bar.label), scope="rowgroup", rowspan=rows, class_=_breaking(bar.label))
    drawn = element("td", drawing, colspan=len(bar.cells) + bars.beside)
    return element("tbody", element("tr", label, *figures), element("tr", drawn))


def _axis(lang: str) -> Markup:
    """Draw the axis below bars: per cents of all."""
    parts = [_line("axis", 0, 1, 0, 0)]
    for at in TICKS:
        anchor = {TICKS[0]: "start", TICKS[-1]: "end"}.get(at, "middle")
        text = number(at * 100, lang)
        parts.append(_line("axis", at, at, 0, 4))
        parts.append(_text(say("percent", lang, number=text) if at == TICKS[-1] else text, at, 18, anchor))
    return element("svg", *parts, aria_hidden="true", class_="axis")


def _percent(share: float) -> str:
    """Write a share of a length."""
    return f"{round(share * 100, 2):g}%"


def _part(kind: str, share: float) -> Markup:
    """Draw a part of a bar, from nothing on."""
    return element("rect", class_=kind, width=_percent(share), height=BAR)


def _line(kind: str, from_x: float, to_x: float, from_y: object, to_y: object) -> Markup:
    """Draw a line: from and to which share of the width, and how far down."""
    ends = {"x1": _percent(from_x), "x2": _percent(to_x), "y1": str(from_y), "y2": str(to_y)}
    return element("line", class_=kind, **ends)


def _whisker(low: float, high: float, y: int) -> Markup:
    """Draw an interval as a line with two ends."""
    ends = (_line("whisker", each, each, y - WHISKER_END, y + WHISKER_END) for each in (low, high))
    return Markup("".join([_line("whisker", low, high, y, y), *ends]))


def _text(text: str, x: float, y: object, anchor: str, dx: str | None = None, dy: str | None = None) -> Markup:
    """Write text in a drawing."""
    return element("text", text, x=_percent(x), y=str(y), dx=dx, dy=dy, text_anchor=anchor)


def _swatch(drawn: Markup) -> Markup:
    """Draw how something looks; what stands beside it says what it is."""
    return element("svg", drawn, aria_hidden="true", class_="swatch")


def steps_to(most: int) -> range:
    """Give round numbers from 0 to so many, in few steps."""
    steps = (factor * 10**zeros for zeros in count() for factor in (1, 2, 5))
    return range(0, most + 1, next(step for step in steps if most <= step * MOST_STEPS))


def _sign(state: str, meaning: str = "") -> Markup:
    """Draw how a profile stands: a full disc, a half one, a ring.

    Args:
        state: One of `STATES`.
        meaning: What it means, for those who do not see it; empty where that stands beside it.
    """
    ring = element("circle", cx=8, cy=8, r=6.5)
    inside = {
        DECIDED: [element("circle", cx=8, cy=8, r=6.5, class_="full")],
        POSSIBLE: [element("path", d="M8 1.5a6.5 6.5 0 0 0 0 13z", class_="full")],
    }
    spoken = {"role": "img", "aria_label": meaning} if meaning else {"aria_hidden": "true"}
    return element("svg", ring, *inside.get(state, ()), viewBox="0 0 16 16", class_="sign", **spoken)
