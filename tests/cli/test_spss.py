"""The command line, writing SPSS files."""

from pathlib import Path
from typing import Any

import pyreadstat
import pytest

from ckm_mo.codebook import VARIABLES
from ckm_mo.rules import DIMENSIONS, PROFILES
from ckm_mo.tables.reading import read_table
from commands import CODER1, CODER2, FILES, run

CASES = str(FILES / "cases.csv")


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Name a file that is not there yet."""
    return str(tmp_path / "x.sav")


def labelled(path: str) -> list[dict[str, Any]]:
    """Read the rows of a file with pyreadstat, each value as its label, and what has none as it is."""
    data, about = pyreadstat.read_sav(path, user_missing=True, output_format="dict")
    labels = about.variable_value_labels
    columns = [[labels.get(name, {}).get(cell, cell) for cell in cells] for name, cells in data.items()]
    return [dict(zip(data, cells, strict=True)) for cells in zip(*columns, strict=True)]


def outcome(verdict: dict[str, Any]) -> str:
    """Say the outcome of a verdict object."""
    return str(verdict["profile"] or ("outside the format" if verdict["outside"] == "yes" else "undecided"))


class TestVerdicts:
    """`classify` writes a variable for every part of a verdict, in which nothing is missing."""

    @pytest.mark.parametrize("options", [(), ("--reading", "closed"), ("--period", "exploitation")])
    @pytest.mark.parametrize("kept", [(), ("--keep",)])
    def test_as_json(self, path: str, options: tuple[str, ...], kept: tuple[str, ...]) -> None:
        """They are those of the JSON, and what is open or undecided is a value of its own."""
        verdicts = run("classify", CASES, *options, "--format", "json").json
        assert run("classify", CASES, *options, *kept, "-o", path).code == 0
        before = "ckm_" if kept else ""
        for row, verdict in zip(labelled(path), verdicts, strict=True):
            found = {name.removeprefix(before): cell for name, cell in row.items() if name.startswith(before)}
            assert found["profile"].partition(":")[0] == outcome(verdict)
            assert found["possible"] == ";".join(verdict["possible"])
            assert found["outside"] == {"possible": "possibly"}.get(verdict["outside"], verdict["outside"])
            assert found["period"] == (verdict["period"] or "in any period")
            assert (found["reading"], row["case_id"]) == (verdict["reading"], verdict["case_id"])
            for dimension in DIMENSIONS:
                assert (found[f"{dimension}_outcome"] == "open") == (verdict[dimension] is None)
            for name in ("not_begun", "rests_on_silence"):
                assert (found[name] == "yes") == verdict[name]
        _, about = pyreadstat.read_sav(path, user_missing=True)
        assert not {name for name in about.missing_ranges if name.startswith("ckm_")}

    @pytest.mark.parametrize(("lang", "undecided"), [("en", "undecided"), ("nl", "onbeslist")])
    def test_outcome(self, path: str, lang: str, undecided: str) -> None:
        """The profile is a number from 1, then outside, then undecided; its label says it in the language."""
        assert run("classify", CODER1, "-o", path, "--lang", lang).code == 0
        data, about = pyreadstat.read_sav(path, output_format="dict")
        labels = about.variable_value_labels["profile"]
        assert [labels[each.number].partition(":")[0] for each in PROFILES] == [each.code for each in PROFILES]
        assert labels[len(PROFILES) + 2] == undecided
        assert None not in data["profile"]
        assert data["profile"].count(len(PROFILES) + 2) == 34

    def test_group(self, path: str) -> None:
        """With conditions a variable says whether a case is in the group or may be."""
        done = run("classify", CODER1, "--where", "relation=affective", "-o", path)
        assert "10 cases; 12 more may belong" in done.err
        members = [row["in_group"] for row in labelled(path)]
        assert (members.count("yes"), members.count("possibly")) == (10, 12)


class TestKept:
    """`--keep` writes the answers beside the verdicts, and they are read again."""

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize("missing", [(), ("--missing", "all")])
    def test_read_again(self, path: str, lang: str, missing: tuple[str, ...]) -> None:
        """The cases are the same, with their own columns, and the results are none of them."""
        assert run("classify", CASES, "--keep", "-o", path, "--lang", lang, *missing).code == 0
        assert read_table(path).cases == read_table(CASES).cases
        again, first = (run("classify", name, "--format", "json").out for name in (path, CASES))
        assert again == first

    def test_two_tables(self, tmp_path: Path, path: str) -> None:
        """What two tables name otherwise is one variable where it is one, and a text of one of them is empty."""
        (tmp_path / "a.csv").write_text("case_id,violence,note\na,yes,x\n", "utf-8")
        (tmp_path / "b.csv").write_text("casus_id,geweld,relatie\nb,nee,affectief\n", "utf-8")
        tables = [str(tmp_path / name) for name in ("a.csv", "b.csv")]
        assert run("classify", *tables, "--keep", "-o", path).code == 0
        rows = labelled(path)
        assert [name for name in rows[0] if not name.startswith("ckm_")] == ["case_id", "violence", "note", "relation"]
        assert [(row["case_id"], row["violence"], row["note"], row["relation"]) for row in rows] == [
            ("a", "yes", "x", "not_coded"),
            ("b", "no", "", "affective"),
        ]

    def test_empty(self, tmp_path: Path, path: str) -> None:
        """An empty cell that was read as silence says so, and the verdict of the file is that of the table."""
        (tmp_path / "a.csv").write_text("case_id,violence,victim_age_group\na,,\n", "utf-8")
        options = ("--empty", "not_stated", "--reading", "closed")
        assert run("classify", str(tmp_path / "a.csv"), "--keep", *options, "-o", path).code == 0
        (row,) = labelled(path)
        assert (row["violence"], row["victim_age_group"]) == ("not_stated", "not_coded")

    def test_group(self, path: str) -> None:
        """With conditions a variable says whether a case is in the group or may be."""
        run("classify", CODER1, "--where", "relation=affective", "--keep", "-o", path)
        assert {row["ckm_in_group"] for row in labelled(path)} == {"yes", "possibly"}
        assert len(read_table(path)) == 22

    def test_replaced(self, path: str) -> None:
        """A table may take the place of the one that was read."""
        run("classify", CASES, "--keep", "-o", path)
        before = Path(path).read_bytes()
        assert run("classify", path, "--keep", "-o", path, "--force").code == 0
        assert Path(path).read_bytes() == before


class TestTables:
    """Tables of cases and templates are SPSS files too."""

    def test_merge(self, path: str) -> None:
        """`merge` writes the cases that it gives as JSON."""
        options = ("merge", CODER1, CODER2, "--leave-open")
        assert run(*options, "-o", path).code == 0
        (csv := Path(path).with_suffix(".csv")).write_text(run(*options).out, "utf-8")
        assert read_table(path).cases == read_table(csv).cases

    def test_agreed(self, path: str) -> None:
        """`agree --merged` does too."""
        csv = Path(path).with_suffix(".csv")
        for name in (path, str(csv)):
            assert run("agree", CODER1, CODER2, "--merged", name).code == 0
        assert read_table(path).cases == read_table(csv).cases

    def test_decisions(self, tmp_path: Path) -> None:
        """A table of decisions is not one: its columns hold answers to any variable."""
        done = run("agree", CODER1, CODER2, "--decide", str(tmp_path / "x.sav"))
        said = "that format is not written here. Give a name that ends in one of .csv, .tsv, .txt, .xlsx."
        assert (done.code, said in done.err) == (2, True)
        assert not [*tmp_path.iterdir()]

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_template(self, path: str, lang: str) -> None:
        """A template has every variable with its labels, and no case."""
        done = run("template", "--places", "-o", path, "--lang", lang)
        _, about = pyreadstat.read_sav(path)
        assert (done.code, about.number_rows, len(read_table(path))) == (0, 0, 0)
        assert len(about.column_names) > len(VARIABLES)


class TestUse:
    """What is asked for goes together, or is refused."""

    def test_valid_percent(self, path: str) -> None:
        """Who declares all open answers as missing is told what the valid percent is of then, in the help too."""
        said = "the valid percent that SPSS shows is of the decided answers alone"
        assert said in run("classify", CODER1, "-o", path, "--missing", "all").err
        for word in ("alle", "alles"):
            asked = ("--missing", word, "--lang", "nl", "--force")
            assert "ontbrekend" in run("classify", CODER1, "-o", path, *asked).err
        assert "valid percent of SPSS" in " ".join(run("classify", "--help").out.split())
        assert said not in run("classify", CODER1, "-o", path, "--force").err
        assert said not in run("classify", CODER1, "-o", path, "--force", "--missing", "niet_gecodeerd").err

    def test_missing_alone(self) -> None:
        """`--missing` is about SPSS files."""
        done = run("classify", CODER1, "--missing", "all")
        assert (done.code, done.out, done.err) == (2, "", "--missing goes with --format sav.\n")

    def test_to_a_file(self) -> None:
        """An SPSS file goes to a file alone."""
        done = run("classify", CODER1, "--format", "sav")
        assert (done.code, done.err) == (2, "--format sav needs -o FILE, with a name that ends in .sav.\n")

    @pytest.mark.parametrize(("form", "name"), [("sav", "x.csv"), ("csv", "x.sav"), ("xlsx", "x.sav"), ("sav", "x")])
    def test_suffix(self, tmp_path: Path, form: str, name: str) -> None:
        """Its name ends in .sav, and no other does."""
        assert run("classify", CODER1, "--format", form, "-o", str(tmp_path / name)).code == 2
        assert not [*tmp_path.iterdir()]

    def test_packed(self, tmp_path: Path) -> None:
        """A packed one is read, and not written."""
        done = run("classify", CODER1, "-o", str(tmp_path / "x.zsav"))
        assert "x.zsav: that format is not written here. Give a name that ends in one of " in done.err

    def test_other_commands(self, path: str) -> None:
        """A command without rows of cases does not write one."""
        assert "that format is not written here" in run("rules", "-o", path).err
