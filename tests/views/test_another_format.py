"""Views of another format: nothing that is shown knows how many means, values, dimensions or profiles there are."""

import re

import pytest

from another_format import FOURTH, TABLE, codes, write, written
from latex_read import tables

COMMANDS = {
    "tally": "tally cases.csv",
    "groups": "tally cases.csv --by relation",
    "explain": "explain cases.csv 1",
    "open": "explain cases.csv 2",
    "classify": "classify cases.csv",
    "rules": "rules",
    "codebook": "codebook",
    "template": "template --format table",
    "agree": "agree cases.csv others.csv",
    "disagreements": "agree cases.csv others.csv --disagreements",
    "merge": "merge cases.csv others.csv --leave-open --format table",
    "compare": "study --compare cases.csv",
}
FORMS = {"plain": "--plain", "md": "--format md", "html": "--format html", "40": "", "80": "", "400": ""}
LATEX = {"tally", "groups", "rules", "agree", "disagreements", "compare"}
"""The commands whose tables are written as LaTeX too."""

PAGES = {"tally", "explain", "open", "codebook"}
"""The commands that make a page."""


@pytest.fixture(scope="module", params=FOURTH)
def views(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str]]:
    """Make every view in every form and language, in a copy of the package that has the other format."""
    kind: str = request.param
    folder = tmp_path_factory.mktemp(kind)
    write(kind, folder)
    (folder / "cases.csv").write_text(TABLE[kind], "utf-8")
    (folder / "others.csv").write_text(TABLE[kind].replace("1,zakelijk", "1,affectief"), "utf-8")
    wanted = [
        (f"{name}.{lang}.{form}", f"{command} --lang {lang} {option}", form if form.isdigit() else "80")
        for name, command in COMMANDS.items()
        for form, option in FORMS.items()
        for lang in ("en", "nl")
        if form != "html" or name in PAGES
    ]
    wanted += [
        (f"{name}.{lang}.tex", f"{COMMANDS[name]} --lang {lang} --format tex", "80")
        for name in sorted(LATEX)
        for lang in ("en", "nl")
    ]
    return kind, written((kind, folder), wanted)


CODE = re.compile(r"\b(?:[ANC][OL][SH][12]|P\d+)\b")
"""The code of a profile, in either format."""


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("form", FORMS)
def test_profiles(views: tuple[str, dict[str, str]], form: str, lang: str) -> None:
    """A tally shows all 24 profiles, in their order, as a picture and with their figures."""
    kind, written = views
    found = CODE.findall(written[f"tally.{lang}.{form}"])
    assert found[: 2 * 24] == [*in_picture(codes(kind), form), *codes(kind)]


def test_latex(views: tuple[str, dict[str, str]]) -> None:
    """In LaTeX rows are full, and a tally has all 24 profiles."""
    kind, written = views
    for name in LATEX:
        assert all(len(row) == len(each.columns) for each in tables(written[f"{name}.en.tex"]) for row in each.rows)
    profiles, *_ = tables(written["tally.en.tex"])
    assert [row[0].split()[1] for row in profiles.rows] == codes(kind)


def in_picture(profiles: list[str], form: str) -> list[str]:
    """Order profiles as they stand in their picture: on a page in tables, elsewhere in rows."""
    if form != "html":
        return profiles
    return [profile for table in range(4) for row in range(0, 24, 8) for profile in profiles[row + 2 * table :][:2]]


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_picture(views: tuple[str, dict[str, str]], lang: str) -> None:
    """The first dimension goes down, the three others across: three rows of eight."""
    kind, written = views
    lines = written[f"rules.{lang}.400"].splitlines()
    rows = [CODE.findall(line) for line in lines]
    assert [len(row) for row in rows if len(row) > 1] == [8, 8, 8]
    first = next(place for place, row in enumerate(rows) if len(row) > 1)
    assert lines[first].startswith({"en": "affective", "nl": "affectief"}[lang])
    assert lines[first - 2].startswith(f"dimensions.{FOURTH[kind][0]} {lang} ")


def test_codes(views: tuple[str, dict[str, str]]) -> None:
    """What codes stand for is said of their letters, or of each where they are not a letter for each outcome."""
    kind, written = views
    said = {
        "coded": "Codes: relation A affective, N non-affective, C variables.relation.values.commercial en; ",
        "derived": "; P9 non-affective relation, initiative with the offender, soft means only, outcomes.published en",
    }
    assert said[kind] in written["tally.en.plain"]


@pytest.mark.parametrize("form", ["plain", "md", "html", "80"])
def test_means(views: tuple[str, dict[str, str]], form: str) -> None:
    """The sixth means stands wherever means do."""
    _, written = views
    for name in PAGES:
        assert "confinement" in written[f"{name}.en.{form}"], name


@pytest.mark.parametrize("width", [40, 80, 400])
def test_width(views: tuple[str, dict[str, str]], width: int) -> None:
    """No line of any view is longer than the width that is there."""
    _, written = views
    long = [
        (name, line)
        for name, text in written.items()
        if name.endswith(f".{width}")
        for line in text.splitlines()
        if len(line) > width
    ]
    assert long == []
