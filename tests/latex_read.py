"""LaTeX read back: what the tables of a text say, by taking it apart as LaTeX would."""

import re

SIGNS = {
    r"\textbackslash{}": "\\",
    r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"\textasciigrave{}": "`",
    r"\symbol{34}": '"',
    r"\_\allowbreak{}": "_",
    r"/\allowbreak{}": "/",
    **{rf"\{sign}": sign for sign in "{}$&#%"},
    **{f"{{{sign}}}": sign for sign in "[]*"},
    **{f"{sign}{{}}": sign for sign in "-',"},
}
"""How a sign is written that would be markup."""

WRITTEN = re.compile("|".join(map(re.escape, SIGNS)))
CODE = re.compile(r"\\texttt\{((?:[^{}\\]|(?:\\_|/)\\allowbreak\{\}|\{\})*)\}")
LEFT = re.compile(r"[\\{}$&#_^~<>\"%]")
"""What would be markup still."""


def unescaped(text: str) -> str:
    """Give the text that LaTeX would set."""
    plain = CODE.sub(r"`\1`", text)
    assert not LEFT.search(WRITTEN.sub("", plain)), text
    return WRITTEN.sub(lambda found: SIGNS[found[0]], plain)


class Table:
    """A table: its caption, its label, how its columns are set, its rows and its note."""

    def __init__(self, text: str) -> None:
        self.caption, self.label = re.findall(r"(?m)^\\caption\{(.*)\}\\label\{([a-z0-9:-]+)\}", text)[0]
        self.caption = unescaped(self.caption)
        (spec,) = re.findall(r"(?m)^\\begin\{x?l?tabularx?\}\{\\linewidth\}\{@\{\}(.*)@\{\}\}$", text)
        self.columns = re.sub(r">\{.*?\\hspace\{0pt\}\}", "", spec)
        first, *_ = re.split(r"\\midrule\n", text.partition("\\toprule\n")[2])
        self.heads = cells(first)[0] if first.strip() else []
        body = (
            text.partition("\\endlastfoot\n")[2] or text.partition("\\midrule\n")[2] or text.partition("\\toprule\n")[2]
        )
        body = re.split(r"\\bottomrule|\\end\{xltabular\}", body)[0]
        self.parts = [unescaped(each) for each in re.findall(r"\\textit\{(.*)\}\}\\\\\n", body)]
        self.rows = cells("".join(line for line in body.splitlines(keepends=True) if "\\textit" not in line))
        note = re.findall(r"(?m)^(?:\\item|\\noindent\\footnotesize\\sloppy) (.*?)(?:\\par\})?$", text)
        self.note = unescaped(note[0])


def cells(text: str) -> list[list[str]]:
    """Take rows apart."""
    return [[*map(unescaped, row.split(" & "))] for row in text.replace(" \\\\\n", "\0").split("\0")[:-1]]


def tables(text: str) -> list[Table]:
    """Take a text apart, in which nothing but comments and ends of pages stands around the tables."""
    assert text.startswith("% packages: booktabs, tabularx, threeparttable")
    found = re.findall(r"(?s)\\begin\{table\}.*?\\end\{table\}\n|\{\\small.*?\\par\}\n", text)
    rest = text
    for each in found:
        rest = rest.replace(each, "", 1)
    assert all(line.startswith("%") or line == "\\clearpage" for line in rest.splitlines() if line)
    return [Table(each) for each in found]
