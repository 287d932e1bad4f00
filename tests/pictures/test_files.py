"""Pictures as files: what can be read in them, the same bytes each time, and what the command line says of them."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from ckm_mo import Case, Tally, pictures
from ckm_mo.cli.tally import TALLY_PICTURES as OF_TALLY
from ckm_mo.errors import InvalidInput, MissingExtra
from ckm_mo.pictures.files import PICTURES, SAVED, drawn
from ckm_mo.rules import PROFILES
from commands import CODER1, Done, run

SVG = "{http://www.w3.org/2000/svg}"
BEGINS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}

HOSTILE = (
    *("$\\frac{1}{0}$ and $", "a_b^c % & # ~ {", "<script>alert('x')</script> ]]> &amp; --> \"", "\\textbf{x}", "=1+1"),
    *(
        "\x1b[31mred\x07\x00",
        "line\nline\ttab\r",
        "\u202eright to left",
        "\ud800",
        "\ufffe\uffff",
        "汉字 🙂 العربية",
        "x" * 500,
    ),
    *(" ", "\u200b\u00ad", "%s {n} {0}"),
)
"""Names of groups that mean something somewhere, or that cannot be written."""


def read(svg: str | bytes) -> tuple[ET.Element, list[str]]:
    """Parse an SVG, and list its texts."""
    root = ET.fromstring(svg)  # noqa: S314 - made here
    return root, ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


def share(figures: dict[str, Any], n: int) -> str:
    """Write the share of a profile's figures, rounded outwards, from the counts alone."""
    low, high = floor(Fraction(figures["count"] * 100, n)), ceil(Fraction(figures["at_most"] * 100, n))
    return f"{low}–{high}%"


class TestSvg:
    """An SVG is read by its texts."""

    def test_figures(self) -> None:
        """The figures beside the bars are those of the JSON, for each profile in its order."""
        tally = run("tally", CODER1, "--format", "json").json
        _, texts = read(run("tally", CODER1, "--format", "svg").out)
        said = [f"{each['count']}–{each['at_most']} ({share(each, tally['n'])})" for each in tally["profiles"]]
        assert [each for each in texts if each in said] == said
        assert len(said) == len(PROFILES)

    def test_described(self) -> None:
        """It is an image with a title and a description that has the figures in words."""
        root, _ = read(run("tally", CODER1, "--format", "svg", "--lang", "nl").out)
        title, text = root[0], root[1]
        assert (root.get("role"), root.get("lang")) == ("img", "nl")
        assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (title.get("id"), text.get("id"))
        assert (title.tag, text.tag) == (f"{SVG}title", f"{SVG}desc")
        assert title.text == "Profielen: beslist en mogelijk"
        assert "(ook) harde dwangmiddelen): 21–49 (33–78%), interval 22–87%." in str(text.text)

    def test_nothing_from_elsewhere(self) -> None:
        """Nothing says when or by what it was made, and nothing is fetched."""
        svg = run("tally", CODER1, "--format", "svg").out
        assert not [each for each in ("matplotlib.org", "<!DOCTYPE", "dc:date") if each in svg]
        root = ET.fromstring(svg)  # noqa: S314 - made here
        links = [each.get("{http://www.w3.org/1999/xlink}href", "#") for each in root.iter()]
        assert all(each.startswith("#") for each in links)

    def test_groups(self) -> None:
        """The groups and their figures are those of the JSON."""
        by = run("tally", CODER1, "--by", "victim_age_group", "--format", "json").json["by"]
        root, texts = read(run("tally", CODER1, "--by", "victim_age_group", "--format", "svg").out)
        for group, label in zip(by["groups"], ("minor", "adult"), strict=True):
            assert f"n = {group['n']}–{group['n_at_most']}" in texts
            assert label in texts
            assert all(f"{each['profile']}: {each['count']}" in str(root[1].text) for each in group["profiles"])

    def test_shift(self) -> None:
        """The cells are those of the JSON, in their order."""
        cells = run("tally", CODER1, "--format", "json").json["shift"]
        _, texts = read(run("tally", CODER1, "--picture", "shift", "--format", "svg").out)
        assert [each for each in texts if each.isdigit()] == [str(each["count"]) for each in cells]

    def test_dial(self) -> None:
        """With several numbers the ranges are those of the JSON's tallies."""
        first, *_, last = run("tally", CODER1, "--at-most-yes", "0,5,9", "--format", "json").json
        root, _ = read(run("tally", CODER1, "--at-most-yes", "0,5,9", "--format", "svg").out)
        for one, other in zip(first["profiles"], last["profiles"], strict=True):
            said = next(each for each in str(root[1].text).split(". ") if each.startswith(f"{one['profile']} ("))
            low, high = (floor(Fraction(one["share"][end]).limit_denominator(1000) * 100) for end in ("low", "high"))
            assert f"0: {low}" in said or f"0: {high + 1}" in said
            assert other["profile"] == one["profile"]

    def test_plan(self) -> None:
        """A plan's curve is that of the JSON."""
        curve = run("plan", CODER1, "--format", "json").json["curve"]
        root, _ = read(run("plan", CODER1, "--format", "svg").out)
        said = [each for each in str(root[1].text).split(". ") if each[0].isdigit()]
        assert len(said) == len(curve)
        assert said[-1] == f"{curve[-1]['answers']} answers: {curve[-1]['guaranteed']}"


@pytest.mark.parametrize(
    ("name", "form", "lang"), [("bars", "svg", "en"), ("shift", "gif", "en"), ("shift", "svg", "fr")]
)
def test_refused(name: str, form: str, lang: str) -> None:
    """A picture, a form or a language that there is not is refused, with those that there are."""
    with pytest.raises(InvalidInput, match=r"is not allowed here\. Use one of: \w+"):
        drawn(name, Tally.of([Case()]), form, lang)


@pytest.mark.parametrize("form", SAVED)
class TestHostile:
    """What stands in a table is text and nothing else."""

    def test_names(self, form: str, capfd: pytest.CaptureFixture[str]) -> None:
        """Names of groups that mean something in mathematics, XML, TeX or a terminal are drawn as they stand.

        That the font lacks a letter is not a warning for the user.
        """
        cases = [Case.from_answers({"violence": "yes"})] * len(HOSTILE)
        named = [evolve(case, other=(("town", name),)) for case, name in zip(cases, HOSTILE, strict=True)]
        made = drawn("groups", Tally.of(named, by="town"), form, "en")
        assert made.startswith(BEGINS[form])
        assert capfd.readouterr().err == ""
        if form == "svg":
            root, texts = read(made)
            shown = {"$\\frac{1}{0}$ and $", "a_b^c % & # ~ {", "\\textbf{x}", "=1+1", "\\x1b[31mred\\x07\\x00"}
            assert {f"{each} *" for each in shown} <= {*texts}
            assert not list(root.iter(f"{SVG}script"))
            assert "<script>alert('x')</script> ]]> &amp; --> \"" in str(root[1].text)


MAKES = """\
import sys
from pathlib import Path
from ckm_mo.cli.running import main
for form in ("svg", "png", "pdf"):
    assert main(["tally", sys.argv[1], "-o", f"{sys.argv[2]}.{form}"]) == 0
"""


def test_same_bytes(tmp_path: Path) -> None:
    """Another hash seed, time zone, folder, and settings of the user's give the same bytes."""
    found = []
    for place, (seed, zone) in enumerate((("0", "UTC"), ("1", "Asia/Tokyo"))):
        folder = tmp_path / str(place)
        folder.mkdir()
        if place:
            (folder / "matplotlibrc").write_text("font.size: 20\nsvg.fonttype: path\naxes.facecolor: red\nno.such: 1\n")
        told = {"PYTHONHASHSEED": seed, "TZ": zone, "MPLBACKEND": "svg"}
        command = [sys.executable, "-c", MAKES, CODER1, "picture"]
        done = subprocess.run(  # noqa: S603 - this interpreter
            command, cwd=folder, env={**os.environ, **told}, capture_output=True, text=True, check=True, timeout=60
        )
        assert "matplotlib" not in done.stderr
        found.append({each.name: each.read_bytes() for each in folder.glob("picture*")})
    assert len(found[0]) == 3
    assert found[0] == found[1]


class TestCommands:
    """Which picture is drawn, and where it may go."""

    def test_choice(self) -> None:
        """What is asked chooses the picture; `--picture` chooses another."""
        titles = {
            (): "Profiles: decided and possible",
            ("--by", "relation"): "Profiles by relation: share of cases",
            ("--at-most-yes", "0,5"): 'Profiles, by how many open answers may be "yes"',
            ("--by", "relation", "--picture", "profiles"): "Profiles: decided and possible",
            ("--picture", "shift"): "Coercion, from recruitment to exploitation",
        }
        for options, title in titles.items():
            assert read(run("tally", CODER1, "--format", "svg", *options).out)[0][0].text == title

    @pytest.mark.parametrize("form", SAVED)
    def test_suffix(self, form: str, tmp_path: Path) -> None:
        """The name of the file chooses the form, and a file is not replaced."""
        path = tmp_path / f"picture.{form.upper()}"
        assert run("tally", CODER1, "-o", str(path)) == Done(0, "", "")
        assert path.read_bytes().startswith(BEGINS[form])
        assert run("tally", CODER1, "-o", str(path)).code == 1

    def test_pipe(self) -> None:
        """Bytes go through a pipe."""
        command = [sys.executable, "-m", "ckm_mo", "tally", CODER1, "--format", "png"]
        done = subprocess.run(command, capture_output=True, check=True, timeout=60)  # noqa: S603 - this interpreter
        assert (done.stdout[:4], done.stderr) == (BEGINS["png"], b"")

    @pytest.mark.parametrize("form", ["png", "pdf"])
    def test_terminal(self, form: str) -> None:
        """They do not go to a terminal."""
        done = run("tally", CODER1, "--format", form, terminal=True)
        assert (done.code, done.out) == (2, "")
        assert done.err == f"--format {form} does not go to a terminal. Give -o FILE.\n"

    def test_text_to_terminal(self) -> None:
        """An SVG, which is text, does."""
        assert run("tally", CODER1, "--format", "svg", terminal=True).out.startswith("<?xml")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--picture", "groups", "--format", "svg"], "the pictures are: profiles, dial, shift."),
            (["--picture", "shift", "--period", "recruitment", "--format", "svg"], "the pictures are: profiles, dial."),
            (["--picture", "profiles", "--at-most-yes", "1,2", "--format", "svg"], "the pictures are: dial."),
            (["--picture", "profiles"], "--picture needs -o FILE with a name that ends in .svg, .png or .pdf"),
            (["--picture", "pie", "--format", "svg"], "argument --picture: invalid choice"),
            (["--format", "svg", "-o", "x.png"], "--format svg does not go with -o x.png"),
        ],
    )
    def test_refused(self, arguments: list[str], said: str) -> None:
        """What does not go together is wrong usage, and says which pictures there are."""
        done = run("tally", CODER1, *arguments)
        assert (done.code, done.out) == (2, "")
        assert said in done.err

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--format", "svg"], f"pictures of tally ({', '.join(OF_TALLY)}) and of plan (width)"),
            (["-o", "x.pdf"], "only tally and plan have pictures. Give a name that ends in one of .csv, "),
        ],
    )
    def test_no_picture(self, arguments: list[str], said: str) -> None:
        """Other commands say of what there are pictures, and of a file how its name may end."""
        done = run("agree", CODER1, CODER1, *arguments)
        assert (done.code, done.out) == (2, "")
        assert said in done.err

    def test_all_named(self) -> None:
        """What the command line draws is what there is to draw."""
        assert [*PICTURES] == [*OF_TALLY, "width"]

    def test_few(self) -> None:
        """Small groups are named on standard error as well."""
        assert run("tally", CODER1, "--by", "sectors", "--format", "svg").err.startswith("Groups of fewer than 5 cases")

    def test_missing_name(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without matplotlib a name that is used says the same, and one that is not there is missing as usual."""
        monkeypatch.delitem(sys.modules, "ckm_mo.pictures.curves")
        monkeypatch.setitem(sys.modules, "matplotlib.axes", None)
        with pytest.raises(MissingExtra, match=r"ckm-mo\[figures\]"):
            _ = pictures.width
        with pytest.raises(AttributeError, match="no_such_name"):
            _ = pictures.no_such_name

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_settings(self, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where matplotlib does not start for the user's settings, it says where to look."""

        def broken(_: str) -> object:
            raise ValueError("Key backend: 'nonsense' is not a valid value")

        monkeypatch.setattr(pictures, "__getattr__", broken)
        done = run("tally", CODER1, "--format", "svg", "--lang", lang)
        assert (done.code, done.out) == (1, "")
        assert "matplotlibrc" in done.err

    def test_missing(self) -> None:
        """Without matplotlib it says what to install."""
        code = "import sys; sys.modules['matplotlib'] = None\nfrom ckm_mo.cli.running import main\n"
        command = [sys.executable, "-c", f"{code}sys.exit(main(['tally', {CODER1!r}, '--format', 'svg']))"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603 - as above
        assert (done.returncode, done.stdout) == (1, "")
        assert "matplotlib" in done.stderr
        assert "ckm-mo[figures]" in done.stderr
