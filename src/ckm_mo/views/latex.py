r"""The tables of a view as LaTeX, to be read into a paper with `\input`.

What a view says beside its tables stands below them, so that each can be read
by itself: what is said of the whole below every one, what is said of a part
below that part's, and what is said of no part below the first. Bars become
tables. The profiles as a picture are left out: their figures stand in a table
as well.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from string import Template
from typing import Final

from attrs import define

from ckm_mo.views.blocks import Bars, Grid, Lines, Title, View, bars_grid, columns_of, one_line

LONG_TABLE: Final = 36
"""From how many lines on, those below it included, a table may go on over pages."""

NOTE_WIDTH: Final = 110
"""How many letters stand on a line below a table."""

LINE_WIDTH: Final = 80
"""How many letters have room beside each other."""

NARROWEST_WRAPPED: Final = 16
"""How many of them a column that is wrapped takes at least."""

WRAPPED: Final = 18
"""How many letters of a text stand on one line; a column with a longer one is wrapped."""

WIDEST_ALONE: Final = 40
"""From how many letters on a text makes its column no wider, beside others that are wrapped; nor one of figures."""


@define
class _Table:
    """A table to be: its parts, with the same columns, and what is said below them."""

    caption: str
    key: str
    parts: list[Grid]
    notes: list[str]

    @property
    def note(self) -> str:
        """What is said below it, each sentence once."""
        return " ".join(dict.fromkeys(self.notes))

    @property
    def long(self) -> bool:
        """Whether it may go on over pages."""
        return sum(len(part.rows) for part in self.parts) + len(self.note) // NOTE_WIDTH >= LONG_TABLE


FLOATS: Final = 12
"""After how many tables a page ends: LaTeX lets so many wait for a place, and loses those of a long row of them."""


def to_latex(view: View, name: str) -> str:
    """Write the tables of a view as LaTeX, with everything in them escaped that it would take for markup.

    Args:
        view: The blocks.
        name: What the labels begin with, after `tab:`.

    Returns:
        Whole environments, below a comment that names the packages that they need. Of a
        view without a table there are only comments, with what it says.
    """
    tables, lines = _tables(view)
    if not tables:
        return "".join(f"% {one_line(line)}\n" for line in lines)
    packages = ["booktabs", "tabularx", "threeparttable", *(["xltabular"] if any(each.long for each in tables) else [])]
    written, labels = [f"% packages: {', '.join(packages)}\n"], Counter[str]()
    for index, table in enumerate(tables):
        if index and not index % FLOATS:
            written.append("\\clearpage\n")
        label = _slug(f"{name} {table.key}")
        labels[label] += 1
        number = f"-{labels[label]}" if labels[label] > 1 else ""
        written.append(_latex(table, f"tab:{label}{number}"))
    return "\n".join(written)


# What tables there are, and what is said of each


def _tables(view: View) -> tuple[list[_Table], list[str]]:
    """Take the tables out of a view, each with the sentences beside it; and those sentences that are beside none."""
    tables, waiting, of_all = list[_Table](), list[str](), list[str]()
    titles, under_title = ("", ""), False
    for block in view:
        if isinstance(block, Title):
            titles = (block.text, "") if block.level == 1 else (titles[0], block.text)
            under_title = False
            if tables:
                tables[0].notes += waiting
                waiting = []
        elif isinstance(block, Lines):
            (tables[-1].notes if under_title else waiting).extend(block.lines)
            of_all += () if tables or titles[1] or block.strong else block.lines
        elif isinstance(block, Grid) or (isinstance(block, Bars) and not block.repeats):
            for grid in _grids(block):
                if under_title and isinstance(block, Bars) and tables[-1].parts[-1].heads[1:] == grid.heads[1:]:
                    tables[-1].parts.append(grid)
                    continue
                notes = [*of_all, *waiting, *(block.notes if isinstance(block, Bars) else ())]
                tables.append(_Table(". ".join(filter(None, titles)), block.key, [grid], notes))
                waiting, under_title = [], True
    if tables:
        tables[0].notes += waiting
    return tables, [*filter(None, titles), *waiting]


def _grids(block: Grid | Bars) -> list[Grid]:
    """Take a block as a grid of full rows, divided where it has more columns than have room, each with the first."""
    grid = bars_grid(block) if isinstance(block, Bars) else block
    columns = [*zip_longest(grid.heads, *grid.rows, fillvalue="")]
    first, *others = (
        width if (width := max(map(len, cells))) <= WRAPPED or index in grid.figures else NARROWEST_WRAPPED
        for index, cells in enumerate(columns)
    )
    indices, used = [[0]], first
    for index, width in enumerate(others, 1):
        if used + width > LINE_WIDTH and len(indices[-1]) > 1:
            indices.append([0])
            used = first
        indices[-1].append(index)
        used += width + 1
    heads, *rows = zip(*columns, strict=True)
    full = Grid(heads, tuple(rows), grid.figures)
    return [columns_of(full, some) for some in indices]


# How a table is written


FLOATING: Final = Template(r"""\begin{table}[htbp]
\centering\small\setlength{\tabcolsep}{4pt}
\begin{threeparttable}
\caption{$caption}\label{$label}
\begin{tabularx}{\linewidth}{@{}$columns@{}}
\toprule
$heads$rows\bottomrule
\end{tabularx}
\begin{tablenotes}[flushleft]
\footnotesize\sloppy
\item $note
\end{tablenotes}
\end{threeparttable}
\end{table}
""")
"""A table on one page."""

OVER_PAGES: Final = Template(r"""{\small\setlength{\tabcolsep}{4pt}\setlength{\LTpost}{\smallskipamount}
\begin{xltabular}{\linewidth}{@{}$columns@{}}
\caption{$caption}\label{$label}\\
\toprule
$heads\endfirsthead
\toprule
$heads\endhead
\bottomrule
\endfoot
\bottomrule
\endlastfoot
$rows\end{xltabular}
\noindent\footnotesize\sloppy $note\par}
""")
"""A table over pages, with its heads on each."""


def _latex(table: _Table, label: str) -> str:
    heads, several = table.parts[0].heads, len(table.parts) > 1
    return (OVER_PAGES if table.long else FLOATING).substitute(
        caption=tex_escaped(table.caption),
        label=label,
        columns="".join(_columns(table.parts)),
        heads=_row(("", *heads[1:]) if several else heads) + "\\midrule\n" if any(heads) else "",
        rows="".join((_over(part) if several else "") + "".join(map(_row, part.rows)) for part in table.parts),
        note=tex_escaped(table.note),
    )


def _columns(parts: Sequence[Grid]) -> Iterator[str]:
    """Say how each column is set: figures right, what is short as wide as it is, the rest in what room is left."""
    figures = parts[0].figures
    rows = [row for part in parts for row in (part.heads, *part.rows)]
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    wrapped = {
        index: min(WIDEST_ALONE, width)
        for index, width in enumerate(widths)
        if width > (WIDEST_ALONE if index in figures else WRAPPED)
    } or {0: 1}
    for index, _ in enumerate(widths):
        if index in wrapped:
            side = r"\raggedleft" if index in figures else r"\raggedright"
            share = wrapped[index] * len(wrapped) / sum(wrapped.values())
            size = rf"\hsize={share:.2f}\hsize" if len(wrapped) > 1 else ""
            yield rf">{{{size}{side}\arraybackslash\hspace{{0pt}}}}X"
        else:
            yield "r" if index in figures else "l"


def _over(part: Grid) -> str:
    """Write what stands over a part of a table."""
    return (
        rf"\addlinespace\multicolumn{{{len(part.heads)}}}{{@{{}}l}}{{\textit{{{tex_escaped(part.heads[0])}}}}}\\" + "\n"
    )


def _row(cells: Sequence[str]) -> str:
    return " & ".join(tex_escaped(one_line(cell)) for cell in cells) + " \\\\\n"


_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    '"': r"\symbol{34}",
    "`": r"\textasciigrave{}",
    **{sign: rf"\{sign}" for sign in "{}$&#%"},
    "_": r"\_\allowbreak{}",
    "/": r"/\allowbreak{}",
    **{sign: f"{{{sign}}}" for sign in "[]*"},
}
"""How what is markup is written, everywhere or at the beginning of a row, and where a name may be broken."""

_MARKUP: Final = re.compile(
    r"`(?P<code>[\w ./=-]+)`" + r"|(?P<twice>[-',])(?=(?P=twice))" + r"|/(?=[^\W\d])" + r"""|[\\^~<>"`{}$&#%_*\[\]]"""
)
"""A word that is set as code, a sign that would be drawn together with the next, and what is written otherwise."""


def tex_escaped(text: str) -> str:
    """Write a text so that LaTeX sets it as it is; a word that is code without its signs."""

    def written(match: re.Match[str]) -> str:
        if code := match["code"]:
            return rf"\texttt{{{tex_escaped(code)}}}"
        return f"{match['twice']}{{}}" if match["twice"] else _SPECIAL[match[0]]

    return _MARKUP.sub(written, text)


def _slug(text: str) -> str:
    """Write a text in small ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-") or "table"
