"""Small groups in every output: marked, explained in one sentence, and nothing left out."""

import csv
import io
from pathlib import Path

import pytest

from commands import run, text_of

SAID = {"en": "ewer than 5", "nl": "inder dan 5"}
FORMS = ["table", "plain", "md", "html"]
STARS = {"md": r" \*"}
TABLE = text_of(
    [
        {"case_id": str(number), "relation": relation, "initiative": "offender", "violence": "yes"}
        for number, relation in enumerate(["affective"] * 6 + ["non_affective"] * 3)
    ]
)


def form(name: str) -> list[str]:
    """Give the options of a form."""
    return ["--plain"] if name == "plain" else ["--format", name]


def rows_of(text: str) -> list[dict[str, str]]:
    """Read a CSV."""
    return [*csv.DictReader(io.StringIO(text))]


class TestTally:
    """`tally` marks them, from `--where` as from `--by`."""

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize("name", FORMS)
    @pytest.mark.parametrize("group", [("--by", "relation"), ("--where", "relation=non_affective")], ids=" ".join)
    def test_forms(self, group: tuple[str, str], name: str, lang: str) -> None:
        """A star stands at what is of all or none of the few cases, and a sentence says what it means."""
        out = run("tally", "-", *group, "--lang", lang, *form(name), given=TABLE).words
        star = STARS.get(name, " *")
        assert SAID[lang] in out
        assert f"100%{star}" in out
        assert {"en": "Look before you share them.", "nl": "Kijk ernaar voordat u ze deelt."}[lang] in out

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize("name", FORMS)
    @pytest.mark.parametrize("least", ["0", "1", "3"])
    def test_no_mark(self, least: str, name: str, lang: str) -> None:
        """Nothing is marked where no group is as small as that, or no mark is asked for."""
        out = run("tally", "-", "--by", "relation", "--least", least, "--lang", lang, *form(name), given=TABLE).words
        assert STARS.get(name, " *") not in out.split("</style>")[-1]
        assert SAID[lang] not in out

    def test_nothing_left_out(self) -> None:
        """It is a mark: with it or without it all figures are there."""
        with_it, without = (
            run("tally", "-", "--by", "relation", "--least", least, "--format", "csv", given=TABLE) for least in "50"
        )
        (few, *_), (none, *_) = with_it.err.splitlines(), without.err.splitlines() or [""]
        assert "non_affective" in few
        assert "non_affective" not in none
        kept = [name for name in rows_of(with_it.out)[0] if not name.startswith("small")]
        assert [[row[name] for name in kept] for row in rows_of(with_it.out)] == [
            [row[name] for name in kept] for row in rows_of(without.out)
        ]
        assert {row["small"] for row in rows_of(without.out)} == {"no"}

    def test_large(self) -> None:
        """A group of enough has no star, though all its cases have the same."""
        out = run("tally", "-", "--where", "relation=affective", given=TABLE).words
        assert "100%" in out
        assert " *" not in out

    def test_json(self) -> None:
        """JSON has what the mark is set by, whether a group is small, and whether a figure is of all or none."""
        done = run("tally", "-", "--by", "relation", "--least", "7", "--format", "json", given=TABLE).json
        assert done["small_below"] == 7
        assert {each["value"]: each["small"] for each in done["by"]["groups"]} == {
            "affective": True,
            "non_affective": True,
        }
        (profile,) = (each for each in done["by"]["groups"][0]["profiles"] if each["profile"] == "AOH")
        assert (profile["count"], profile["all_or_none"]) == (6, True)

    def test_conditions(self) -> None:
        """On standard error a small group that conditions choose is named after the option that chose it."""
        done = run("tally", "-", "--where", "relation=non_affective", "--format", "csv", given=TABLE)
        assert "Groups of fewer than 5 cases: the cases of --where." in done.err

    def test_escaped(self) -> None:
        """Groups that texts of a column make are named there with nothing in them that a terminal obeys."""
        done = run("tally", "-", "--by", "note", "--format", "csv", given="case_id,violence,note\n1,yes,\x1b[31mred\n")
        assert r"Groups of fewer than 5 cases: \x1b[31mred." in done.err

    def test_several(self) -> None:
        """So have several assumptions beside each other."""
        out = run("tally", "-", "--where", "relation=non_affective", "--at-most-yes", "0,2", given=TABLE).words
        assert SAID["en"] in out
        assert "3 (100%) *" in out


class TestOthers:
    """So do claims, and other cases beside the study."""

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize("name", [*FORMS, "csv"])
    def test_claims(self, name: str, lang: str) -> None:
        """A claim about the share of a small group is marked."""
        done = run("claim", "-", "hard | relation=non_affective > 10%", *form(name), "--lang", lang, given=TABLE)
        assert SAID[lang] in done.words + " ".join(done.err.split())
        assert {row["small"] for row in rows_of(done.out)} == {"yes"} if name == "csv" else "10%" in done.out
        large = run("claim", "-", "hard > 10%", "NOH > 1", *form(name), "--lang", lang, given=TABLE)
        assert SAID[lang] not in large.words + " ".join(large.err.split())

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize("name", ["table", "plain", "md"])
    def test_comparison(self, tmp_path: Path, name: str, lang: str) -> None:
        """A figure of few is marked beside the study's."""
        path = tmp_path / "cases.csv"
        path.write_text(TABLE, "utf-8")
        asked = ("study", "--compare", str(path), "--where", "relation=non_affective", "--cases", "--lang", lang)
        out = run(*asked, *form(name)).words
        assert f"0/3{STARS.get(name, ' *')}" in out
        assert SAID[lang] in out
        assert SAID[lang] not in run(*asked, *form(name), "--least", "3").words

    def test_comparison_rows(self, tmp_path: Path) -> None:
        """In rows it is a column, and what is of all or none another."""
        path = tmp_path / "cases.csv"
        path.write_text(TABLE, "utf-8")
        asked = ("study", "--compare", str(path), "--where", "relation=non_affective", "--cases", "--format", "csv")
        rows = rows_of(run(*asked).out)
        assert {(row["figure"], row["small"], row["all_or_none"]) for row in rows} >= {("affective", "yes", "yes")}
        assert {row["small"] for row in rows_of(run(*asked, "--least", "0").out)} == {"no"}


class TestMistakes:
    """A number that is none is wrong usage."""

    @pytest.mark.parametrize("least", ["-1", "five", "", "2.5"])
    @pytest.mark.parametrize(
        "command", [("tally", "-"), ("claim", "-", "hard > 1"), ("study", "--compare", "-")], ids=lambda each: each[0]
    )
    def test_number(self, command: tuple[str, ...], least: str) -> None:
        """The error says what may be given; nothing is written."""
        done = run(*command, f"--least={least}", given=TABLE)
        assert (done.code, done.out) == (2, "")
        given = least or '""'
        assert f"--least {given}: give a whole number, 0 or more." in done.err
