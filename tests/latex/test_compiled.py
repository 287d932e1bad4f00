"""What the program writes as LaTeX is compiled, whatever stands in it.

    pytest tests/latex

A suite of its own, since it needs LaTeX with threeparttable (Debian: texlive-latex-extra).
"""

import re
import subprocess
from itertools import product
from pathlib import Path

import pytest

from ckm_mo.views.blocks import Grid, Lines, Title, View
from ckm_mo.views.latex import to_latex
from cli.test_latex import COMMANDS
from commands import CODER1, run

RUNS = 3
"""After how many runs references and the columns of long tables stay as they are."""

PAPER = r"""\documentclass[a4paper]{article}
\usepackage{booktabs,tabularx,threeparttable,xltabular}
\begin{document}
{\tiny\listoftables}
%s
\end{document}
"""

SIGNS = r"""\{}$&#_^~<>"%`'[]*-,!?@|=+/.:;()a1 é–"""
"""What may stand beside each other in a cell."""


def compiled(folder: Path, *tables: str) -> str:
    """Compile a paper that reads tables in and refers to each; give what TeX says in the last run."""
    body = list[str]()
    for number, text in enumerate(tables):
        (folder / f"table{number}.tex").write_text(text, "utf-8")
        body.append(f"\\input{{table{number}}}")
        body += [f"See \\ref{{{label}}}." for label in re.findall(r"\\label\{(.*?)\}", text)]
        body.append("\\clearpage")
    return paper(folder, PAPER % "\n".join(body))


def paper(folder: Path, text: str) -> str:
    """Compile a paper, and give what TeX says in the last run."""
    (folder / "paper.tex").write_text(text, "utf-8")
    command = ["pdflatex", "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "paper"]
    said = ""
    for _ in range(RUNS):
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)  # noqa: S603 - LaTeX
        said = done.stdout.decode("utf-8", "replace")
        assert done.returncode == 0, said[-2000:]
    return said


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_command(tmp_path: Path, lang: str) -> None:
    """Every view is compiled; every table has its label, no table is wider than the text or higher than a page."""
    written = [(name, run(*command, "--format", "tex", "--lang", lang).out) for name, command in COMMANDS.items()]
    said = compiled(tmp_path, *(text.replace("tab:ckm-mo", f"tab:{name}") for name, text in written))
    assert [points for points in re.findall(r"Overfull \\hbox \((\d+)", said) if int(points) > 9] == [], said
    for fault in ("Float too large", "multiply defined", "undefined", "Rerun"):
        assert fault not in said, said


def test_hostile(tmp_path: Path) -> None:
    """Whatever two signs stand beside each other, at the beginning of a row, in a caption or in a note, it is text."""
    pairs = [f"{one}{other}" for one, other in product(SIGNS, repeat=2)]
    rows = tuple((pair, f"x{pair}x", pair * 2) for pair in pairs)
    commands = r"\input{/etc/passwd} \write18{x} \end{table} \\[9em] %"
    view: View = [Title(commands, 1), Lines((" ".join(pairs), commands)), Grid((commands, "b", "c"), rows)]
    short: View = [Title(commands, 1), Lines((commands,)), Grid(("[a]", "*b", "c"), rows[:20], frozenset({1}))]
    said = compiled(tmp_path, to_latex(view, commands), to_latex(short, "short"))
    assert "passwd" not in re.sub(r"(?s)\[\].*?\n\n", "", said)


def test_page(tmp_path: Path) -> None:
    """What the documentation shows of a paper is one, and finds its table."""
    page = (Path(__file__).parents[2] / "docs" / "howto" / "word-and-latex.md").read_text("utf-8")
    (text,) = re.findall(r"(?s)<!-- paper -->\n```latex\n(.*?)```", page)
    assert run("tally", CODER1, "-o", str(tmp_path / "north.tex")).code == 0
    assert "undefined" not in paper(tmp_path, text)


def test_no_table(tmp_path: Path) -> None:
    """What has no table may be read in as well."""
    compiled(tmp_path, run("tally", "-", "--format", "tex", given="case_id,violence\n").out)
