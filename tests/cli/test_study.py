"""`ckm-mo study`, from the outside: the figures, what they allow, and a table beside them."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from ckm_mo.cli.running import main
from ckm_mo.cli.study import ALL_BLOCKS, BLOCKS
from ckm_mo.messages import LANGUAGES
from ckm_mo.study.comparison import COMPARISON_HEADS
from ckm_mo.study.figures import FIGURE_HEADS, sheet

TABLE = """case_id,victim,offender,investigation,relation,acquaintance,contact_channel,sectors,takes_all_money,basis,\
exploitation_began,recruitment_violence,exploitation_violence,violence
1,v1,o1,i1,affective,strangers,online,escort;car,yes,press,yes,not_stated,yes,not_stated
2,v2,o1,i1,non_affective,,,escort,no,judgment,yes,not_stated,not_stated,not_stated
3,v3,o2,i1,unknown,known_via_network,physical,unknown,,press,no,yes,,
"""


@pytest.fixture
def table(tmp_path: Path) -> str:
    """Write a fictional table of three cases, each with a victim of its own."""
    path = tmp_path / "cases.csv"
    path.write_text(TABLE, "utf-8")
    return str(path)


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("LC_ALL", "C")


class Ran:
    """What a command wrote."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
        """Run it."""
        self.code = main(["study", *arguments])
        self.out, self.error = capsys.readouterr()

    @property
    def json(self) -> Any:
        """Its output as JSON."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[dict[str, str]]:
        """Its output as CSV."""
        return [*csv.DictReader(io.StringIO(self.out))]

    @property
    def flat(self) -> str:
        """Its output on one line."""
        return " ".join(self.out.split())


FIXED = {
    "en": "It describes a method. It is no evidence, no prediction, and says nothing about guilt.",
    "nl": "Dit beschrijft een werkwijze. Het is geen bewijs en geen voorspelling, en zegt niets over schuld.",
}
CONSENT = {"en": "This says nothing about consent", "nl": "Dit zegt niets over instemming"}
BY_LANGUAGE = pytest.mark.parametrize("lang", LANGUAGES)


class TestFigures:
    """`ckm-mo study` shows the figures of the method; `--block` shows others."""

    def test_blocks(self) -> None:
        """The blocks that the command takes are those of the sheet, the method first."""
        assert tuple(sheet().blocks) == BLOCKS

    def test_default(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Without options it shows the method."""
        plain, method = Ran(capsys), Ran(capsys, "--block", "method")
        assert plain.code == 0
        assert plain.out == method.out
        assert re.search(r"^affective relation used +49% +19/39 victims$", plain.out, re.MULTILINE)

    @BY_LANGUAGE
    @pytest.mark.parametrize("block", [*BLOCKS, ALL_BLOCKS])
    def test_readable(self, capsys: pytest.CaptureFixture[str], block: str, lang: str) -> None:
        """Every block fits in 60 columns in both languages, shows every figure, and carries the fixed sentence."""
        ran = Ran(capsys, "--block", block, "--lang", lang)
        assert ran.code == 0
        assert max(map(len, ran.out.splitlines())) <= 60
        assert FIXED[lang] in ran.flat
        letters = re.sub(r"\W", "", ran.out)
        notes = {each.note.of(lang) for each in sheet().of(None if block == ALL_BLOCKS else block)}
        assert all(re.sub(r"\W", "", note) in letters for note in notes)

    @BY_LANGUAGE
    def test_consent(self, capsys: pytest.CaptureFixture[str], lang: str) -> None:
        """Where the initiative is shown as left to the victim, the sentence on consent stands beside it."""
        assert CONSENT[lang] in Ran(capsys, "--lang", lang).flat
        assert CONSENT[lang] not in Ran(capsys, "--block", "offenders", "--lang", lang).flat

    def test_unresolved(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The readings of the lost layout stand side by side, and none is chosen."""
        out = Ran(capsys).out
        assert "threat of violence (recruitment)   15%    5%     15%" in out
        assert "use of violence (recruitment)      23%    23%    5%" in out

    def test_no_whole_number(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A percentage that no whole number attains says so."""
        assert "41%      none of 25 offenders  unresolved" in Ran(capsys, "--block", "offenders").out

    def test_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        """JSON has all facts of each figure, in both languages whatever is asked."""
        figures = Ran(capsys, "--block", "all", "--format", "json", "--lang", "nl").json
        assert figures == [each.as_dict() for each in sheet().figures]
        found = {each["figure"]: each for each in figures}
        assert found["recruitment_deception"]["asked"] == [
            {"reading": None, "key": "recruitment_deception", "value": "yes", "period": "recruitment", "among": []}
        ]
        assert found["takes_all_money"]["bases"] == [
            {"unit": "victim", "n": 39, "counts": [14]},
            {"unit": "offender", "n": 25, "counts": [9]},
        ]
        assert [each["reading"] for each in found["threat_or_violence_1"]["asked"]] == ["row_a", "row_b", "column"]

    def test_csv(self, capsys: pytest.CaptureFixture[str]) -> None:
        """CSV has a row for each base and reading."""
        rows = Ran(capsys, "--format", "csv").rows
        assert tuple(rows[0]) == FIGURE_HEADS
        assert [(row["unit"], row["counts"]) for row in rows if row["figure"] == "decides_acts"] == [
            ("offender", ""),
            ("victim", "13"),
        ]

    def test_period(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A period leaves out the figures of the other."""
        keys = {each["figure"] for each in Ran(capsys, "--period", "recruitment", "--format", "json").json}
        assert "recruitment_deception" in keys
        assert "exploitation_deception" not in keys


class TestBounds:
    """`ckm-mo study --bounds` says what the margins allow."""

    def test_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        """JSON has profiles, pairs and hard means, for each reading of the lost layout."""
        few, affective, other = [0, 12], [0, 19], [0, 20]
        profiles = {"AOS": affective, "AOH": affective, "ALS": few, "ALH": few}
        profiles |= {"NOS": other, "NOH": other, "NLS": few, "NLH": few}
        pairs = {"AO": [6, 19], "AL": few, "NO": [7, 20], "NL": few}
        pairs |= {"AS": affective, "AH": affective, "NS": other, "NH": other}
        pairs |= {"OS": [0, 21], "OH": [5, 26], "LS": few, "LH": few}
        expected = {"profiles": profiles, "pairs": pairs, "hard": [18, 39]}
        ran = Ran(capsys, "--bounds", "--format", "json")
        assert ran.code == 0
        assert ran.json == {"readings": [{"reading": each, **expected} for each in ("row_a", "row_b", "column")]}

    @BY_LANGUAGE
    def test_in_words(self, capsys: pytest.CaptureFixture[str], lang: str) -> None:
        """In words: that the margins leave all open, what is certain of pairs, and of whom nothing is printed."""
        ran = Ran(capsys, "--bounds", "--lang", lang)
        said = {
            "en": (
                "No profile is certain to occur",
                "No profile is ruled out: for each, the upper bound is 12 victims or more",
                "AO, at least 6; NO, at least 7; OH, at least 5",
                "which period for threat of violence and use of violence.",
                "18 to 39 of 39 victims",
                "for 1 of 39 no value is printed",
                "the bounds are the same in each reading",
                "row A (row by row, in the order printed)",
            ),
            "nl": (
                "Geen enkel profiel komt zeker voor",
                "Geen enkel profiel is uitgesloten: bij elk is de bovengrens 12 slachtoffers of meer",
                "AO, ten minste 6; NO, ten minste 7; OH, ten minste 5",
                "welke periode hoort voor dreiging met geweld en toepassen van geweld.",
                "18 tot 39 van 39 slachtoffers",
                "bij 1 van 39 is geen waarde afgedrukt",
                "de grenzen zijn bij elke lezing dezelfde",
                "rij A (rij voor rij, in de afgedrukte volgorde)",
            ),
        }
        assert [each for each in said[lang] if each not in ran.flat] == []
        assert FIXED[lang] in ran.flat
        assert CONSENT[lang] in ran.flat
        assert max(map(len, ran.out.splitlines())) <= 60

    def test_period(self, capsys: pytest.CaptureFixture[str]) -> None:
        """In one period the readings of the lost layout differ, and the view says in what."""
        ran = Ran(capsys, "--bounds", "--period", "recruitment")
        assert "without soft 9–18 9–14 6–11" in ran.flat
        assert "The bounds differ between the readings: AOH, ALH, NOH, NLH, AS," in ran.flat
        record = Ran(capsys, "--bounds", "--period", "recruitment", "--format", "json").json
        assert (record["period"], [each["hard"] for each in record["readings"]]) == (
            "recruitment",
            [[9, 18], [9, 14], [6, 11]],
        )

    def test_csv(self, capsys: pytest.CaptureFixture[str]) -> None:
        """CSV has a row for each reading and name."""
        rows = Ran(capsys, "--bounds", "--format", "csv").rows
        assert len(rows) == 3 * (8 + 12 + 1)
        assert rows[-1] == {"reading": "column", "name": "hard", "low": "18", "high": "39"}


class TestCompare:
    """`ckm-mo study --compare` puts a table beside the figures."""

    def test_json(self, capsys: pytest.CaptureFixture[str], table: str) -> None:
        """JSON has the study's count and share beside the bounds and intervals under both readings."""
        ran = Ran(capsys, "--compare", table, "--format", "json")
        assert ran.code == 0
        assert (ran.json["cases"], ran.json["attempts"]) == (3, 1)
        assert ran.json["named"] == {"victim": 3, "offender": 2, "investigation": 1}
        found = {(each["figure"], each["unit"], each["key"]): each for each in ran.json["figures"]}
        affective = found["affective", "victim", "relation"]
        assert affective["study"]["share"] == {"low": 19 / 39, "high": 19 / 39}
        assert {key: affective["table"]["open"][key] for key in ("count", "at_most", "n")} == {
            "count": 1,
            "at_most": 2,
            "n": 3,
        }
        violence = found["threat_or_violence_3", "victim", "recruitment_violence"]
        assert violence["study"]["readings"] == ["row_a", "row_b"]
        assert [violence["table"][each]["at_most"] for each in ("open", "closed")] == [3, 1]
        exploitation = found["threat_or_violence_4", "victim", "exploitation_violence"]
        assert exploitation["table"]["closed"]["n"] == 2
        money = found["takes_all_money", "offender", "takes_all_money"]
        assert [money["table"]["open"][each] for each in ("count", "at_most", "n")] == [1, 1, 1]
        assert [each["name"] for each in ran.json["provenance"]["files"]] == [table]

    @BY_LANGUAGE
    def test_view(self, capsys: pytest.CaptureFixture[str], table: str, lang: str) -> None:
        """The view fits in 60 columns, and says in words in what the two differ; nothing is tested."""
        ran = Ran(capsys, "--compare", table, "--lang", lang)
        said = {
            "en": (
                "3 cases compared with the study's figures",
                "No difference is tested",
                "By offender",
                "Distinct offenders: 2.",
                "Cases in which the exploitation never began: 1,",
                "its figures hold either way: acquainted through a social network 1; strangers 1.",
                "basis, for which the study has no figure: judgment 1, case file 0, charge 0, press 2",
            ),
            "nl": (
                "3 casussen vergeleken met de cijfers van het onderzoek",
                "Er wordt geen verschil getoetst",
                "Per dader",
                "Aantal verschillende daders: 2.",
                "Casussen waarin de uitbuiting nooit is begonnen: 1,",
                "gelden in beide gevallen: bekenden van elkaar via sociaal netwerk 1; onbekenden van elkaar 1.",
                "soort bron, waarvoor het onderzoek geen cijfer heeft: vonnis of arrest 1, dossier 0, tenlastelegging",
            ),
        }
        assert [each for each in said[lang] if each not in ran.flat] == []
        assert FIXED[lang] in ran.flat
        assert max(map(len, ran.out.splitlines())) <= 60

    def test_markdown(self, capsys: pytest.CaptureFixture[str], table: str) -> None:
        """In Markdown a row stays a row."""
        out = Ran(capsys, "--compare", table, "--format", "md").out
        assert r"| affective relation used | 19/39 (49%) | 1–2/3 \* (6–94%) | 1–2/3 \* (6–94%) |" in out

    def test_csv(self, capsys: pytest.CaptureFixture[str], table: str) -> None:
        """CSV has a row for each figure and reading; what it has no place for is said in one line."""
        ran = Ran(capsys, "--compare", table, "--format", "csv", "--reading", "closed")
        assert tuple(ran.rows[0]) == COMPARISON_HEADS
        assert {row["reading"] for row in ran.rows} == {"closed"}
        assert ran.error.startswith("Cases: 3. Figures compared: ")
        assert ran.error.count("\n") == 1

    def test_where(self, capsys: pytest.CaptureFixture[str], table: str) -> None:
        """`--where` compares a group, and the output says how many cases belong to it and may."""
        ran = Ran(capsys, "--compare", table, "--where", "soort_bron=pers", "--format", "json")
        assert (ran.json["cases"], ran.json["cases_at_most"]) == (2, 2)
        assert ran.json["where"] == {"conditions": [{"key": "basis", "value": "press"}]}
        assert "basis: press. 2 cases." in Ran(capsys, "--compare", table, "--where", "basis=press").flat
        rows = Ran(capsys, "--compare", table, "--where", "basis=press", "--format", "csv")
        assert "2 cases." in rows.error

    def test_empty(self, capsys: pytest.CaptureFixture[str], table: str) -> None:
        """`--empty not_stated` takes empty cells as silence, and the view says so."""
        ran = Ran(capsys, "--compare", table, "--empty", "not_stated")
        assert "Empty cells are read as silence" in ran.flat

    @BY_LANGUAGE
    def test_group_left_open(self, capsys: pytest.CaptureFixture[str], tmp_path: Path, lang: str) -> None:
        """Where it is open whether cases belong to the group, it is named, with how many these are."""
        path = tmp_path / "group.csv"
        path.write_text("case_id,violence,relation\n1,yes,affective\n2,unknown,affective\n", "utf-8")
        ran = Ran(capsys, "--compare", str(path), "--where", "violence=yes", "--lang", lang)
        assert {"en": "either way: the group 1.", "nl": "beide gevallen: de groep 1."}[lang] in ran.flat

    @BY_LANGUAGE
    def test_repeated_victims(self, capsys: pytest.CaptureFixture[str], tmp_path: Path, lang: str) -> None:
        """A victim in several rows is refused with 1 and nothing written, unless --cases says to count cases."""
        path = tmp_path / "twice.csv"
        path.write_text("case_id,victim,relation\n1,v,affective\n2,v,affective\n", "utf-8")
        refused = Ran(capsys, "--compare", str(path), "--lang", lang)
        assert (refused.code, refused.out) == (1, "")
        assert "--cases" in refused.error
        counted = Ran(capsys, "--compare", str(path), "--cases", "--lang", lang)
        assert counted.code == 0
        assert "2/2" in counted.out
        assert {"en": "Distinct victims: 1.", "nl": "Aantal verschillende slachtoffers: 1."}[lang] in counted.flat
        chosen = Ran(capsys, "--compare", str(path), "--where", "case_id=2", "--lang", lang)
        assert chosen.code == 0

    def test_broken_table(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        """A table with errors is refused whole, with its errors and not with its repeated victims."""
        path = tmp_path / "broken.csv"
        path.write_text("case_id,victim,relation\n1,v,afective\n2,v,affective\n3,v,affective\n", "utf-8")
        ran = Ran(capsys, "--compare", str(path))
        assert (ran.code, ran.out) == (1, "")
        assert "afective" in ran.error
        assert "--cases" not in ran.error

    def test_nothing_to_say(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        """A table that speaks to no figure is a result: the view says so."""
        path = tmp_path / "silent.csv"
        path.write_text("case_id\n1\n", "utf-8")
        ran = Ran(capsys, "--compare", str(path))
        assert ran.code == 0
        assert "Nothing in these cases can be compared with a figure of the study." in ran.flat
        assert "Figures by offender or investigation are left out" in ran.flat

    def test_own_reading(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        """The view says of how many cases the source tells how silence is to be read."""
        path = tmp_path / "closed.csv"
        path.write_text("case_id,reading,relation\n1,closed,affective\n", "utf-8")
        flat = Ran(capsys, "--compare", str(path)).flat
        assert "Cases with a reading of silence of their own: 1 (0 open, 1 closed)" in flat


class TestUsage:
    """What does not go together is wrong usage, and ends with 2."""

    @pytest.mark.parametrize(
        "given",
        [
            ("--cases",),
            ("--reading", "closed"),
            ("--empty", "not_stated"),
            ("--where", "relation=affective"),
            ("--ignore", "x"),
            ("--encoding", "cp1252"),
            ("--least", "3"),
        ],
    )
    @pytest.mark.parametrize("bounds", [(), ("--bounds",)])
    def test_needs_a_table(
        self, capsys: pytest.CaptureFixture[str], given: tuple[str, ...], bounds: tuple[str, ...]
    ) -> None:
        """What is about a table needs one."""
        ran = Ran(capsys, *bounds, *given)
        assert (ran.code, ran.out) == (2, "")
        assert f"{given[0]} goes with --compare." in ran.error

    @pytest.mark.parametrize(
        "given",
        [("--bounds", "--compare", "x.csv"), ("--bounds", "--block", "all"), ("--compare", "x", "--block", "all")],
    )
    def test_one_thing(self, capsys: pytest.CaptureFixture[str], given: tuple[str, ...]) -> None:
        """Figures, bounds and comparisons are asked for one at a time; Dutch says so in Dutch."""
        assert Ran(capsys, *given).code == 2
        assert "gaat niet samen met" in Ran(capsys, *given, "--lang", "nl").error
