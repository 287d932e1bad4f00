"""Locators: where in the source an answer stands, read, kept and written in every kind of file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyreadstat
import pytest
from attrs import evolve
from pyarrow import parquet

from ckm_mo.cases import Case
from ckm_mo.codebook import COLUMNS, LOCATOR, word
from ckm_mo.errors import CkmMoError, InvalidInput, MisspeltColumn, RepeatedVariable, UnfitCell, UnknownVariable
from ckm_mo.tables.additions import Addition
from ckm_mo.tables.reading import read_table
from ckm_mo.tables.writing import write_table
from commands import run

CELLS = {
    "case_id": ["F-1", "F-2"],
    "violence": ["yes", ""],
    "violence_at": ["p. 4", ""],
    "relatie_vindplaats": ["", " r.o. 4.3 "],
    "relation": ["affective", "unknown"],
}
AT = [{"violence": "p. 4"}, {"relation": "r.o. 4.3"}]


def _csv(path: Path) -> None:
    pd.DataFrame(CELLS).to_csv(path, index=False)


def _xlsx(path: Path) -> None:
    pd.DataFrame(CELLS).to_excel(path, index=False, engine="xlsxwriter")


def _sav(path: Path) -> None:
    pyreadstat.write_sav(pd.DataFrame(CELLS), str(path))


def _parquet(path: Path) -> None:
    parquet.write_table(pa.table(CELLS), path)


def errors(text: str, tmp_path: Path) -> tuple[CkmMoError, ...]:
    """Have a table refused, and give its errors."""
    (tmp_path / "wrong.csv").write_text(text, "utf-8")
    with pytest.raises(InvalidInput) as caught:
        read_table(tmp_path / "wrong.csv")
    return caught.value.errors


class TestReading:
    """A column of text for each variable, by either name, which no verdict depends on."""

    @pytest.mark.parametrize(
        ("suffix", "write"), [(".csv", _csv), (".xlsx", _xlsx), (".sav", _sav), (".parquet", _parquet)]
    )
    def test_files(self, tmp_path: Path, suffix: str, write: Callable[[Path], None]) -> None:
        """Every kind of file gives them, without blank around them, and they are no columns of the user's own."""
        write(tmp_path / f"cases{suffix}")
        found = read_table(tmp_path / f"cases{suffix}")
        assert [case.at for case in found] == AT
        assert found.other == ()

    @pytest.mark.parametrize("variable", LOCATOR.values(), ids=lambda each: each.key)
    def test_every_variable(self, tmp_path: Path, variable: Any) -> None:
        """Every variable that is coded has one, in both languages."""
        for lang in ("en", "nl"):
            path = tmp_path / f"{lang}.csv"
            path.write_text(f"case_id,{word(variable, lang)}\n1,p. 4\n", "utf-8")
            assert [case.at for case in read_table(path)] == [{variable.locates: "p. 4"}]

    def test_one_line(self, tmp_path: Path) -> None:
        """Of several lines one is made."""
        (tmp_path / "lines.csv").write_text('case_id,violence_at\n1,"p. 4,\r\n  below"\n', "utf-8")
        assert [case.at for case in read_table(tmp_path / "lines.csv")] == [{"violence": "p. 4, below"}]

    def test_number(self, tmp_path: Path) -> None:
        """A page number of a workbook is text, as it is shown."""
        pd.DataFrame({"case_id": ["1"], "violence_at": [4]}).to_excel(tmp_path / "x.xlsx", index=False)
        assert [case.at for case in read_table(tmp_path / "x.xlsx")] == [{"violence": "4"}]

    def test_order(self, tmp_path: Path) -> None:
        """They stand in codebook order, whatever the order of the columns."""
        (tmp_path / "order.csv").write_text("case_id,violence_at,relation_at\n1,b,a\n", "utf-8")
        assert [[*case.at] for case in read_table(tmp_path / "order.csv")] == [["relation", "violence"]]

    def test_no_verdict(self) -> None:
        """A case with them has the key of one without, and is another case."""
        plain = Case.from_answers({"violence": "yes"})
        located = Case.from_answers({"violence": "yes", "geweld_vindplaats": " p. 4 "})
        assert (located.key, located.answers, located.at) == (plain.key, plain.answers, {"violence": "p. 4"})
        assert located != plain
        assert (located["violence_at"], plain["violence_at"]) == ("p. 4", "")

    def test_misspelt(self, tmp_path: Path) -> None:
        """A header that is nearly one is an error, as it would be lost."""
        (error,) = errors("case_id,voilence_at\n1,p. 4\n", tmp_path)
        assert isinstance(error, MisspeltColumn)
        assert error.closest == "violence_at"

    def test_twice(self, tmp_path: Path) -> None:
        """One that is there in both languages is refused."""
        (error,) = errors("case_id,violence_at,geweld_vindplaats\n1,a,b\n", tmp_path)
        assert isinstance(error, RepeatedVariable)

    def test_of_no_variable(self) -> None:
        """An id has none, and the closest of all that there are is named."""
        with pytest.raises(InvalidInput) as caught:
            Case.from_answers({"geweld_vindplaat": "p. 4"})
        (error,) = caught.value.errors
        assert isinstance(error, UnknownVariable)
        assert error.closest == "geweld_vindplaats"

    def test_not_text(self) -> None:
        """What is neither text nor a whole number is refused."""
        assert Case.from_answers({"violence_at": 4}).at == {"violence": "4"}  # type: ignore[dict-item]
        with pytest.raises(InvalidInput) as caught:
            Case.from_answers({"violence_at": 4.5})  # type: ignore[dict-item]
        assert [type(each) for each in caught.value.errors] == [UnfitCell]

    def test_not_ignored(self, tmp_path: Path) -> None:
        """`--ignore` of one is wrong usage, as of any column of the codebook."""
        _csv(tmp_path / "cases.csv")
        assert run("tally", str(tmp_path / "cases.csv"), "--ignore", "violence_at").code == 2


class TestWriting:
    """What is read is kept, and written beside its variable."""

    @pytest.mark.parametrize("lang", ["en", "nl"])
    @pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
    def test_again(self, tmp_path: Path, suffix: str, lang: str) -> None:
        """It reads back as it was, also where a spreadsheet would run it."""
        _csv(tmp_path / "cases.csv")
        cases = [
            evolve(case, locators=(*case.locators, ("sectors", "=1+1"))) for case in read_table(tmp_path / "cases.csv")
        ]
        write_table(cases, tmp_path / f"again{suffix}", lang=lang)
        assert [case.at for case in read_table(tmp_path / f"again{suffix}")] == [case.at for case in cases]

    def test_guarded(self, tmp_path: Path) -> None:
        """No spreadsheet runs it, and it stands behind its variable."""
        write_table(
            [Case.from_answers({"case_id": "1", "relation": "affective", "relation_at": "=1"})], tmp_path / "x.csv"
        )
        assert (tmp_path / "x.csv").read_text("utf-8") == "case_id,relation,relation_at\n1,affective,'=1\n"

    def test_added(self, tmp_path: Path) -> None:
        """A case that is put into a table brings its own."""
        path = tmp_path / "cases.csv"
        path.write_text("case_id,violence,violence_at\nF-1,yes,p. 4\n", "utf-8")
        case = Case.from_answers({"case_id": "F-2", "violence": "no", "violence_at": "p. 9", "relation_at": "p. 1"})
        Addition.read(str(path), encoding="utf-8", lang="en").save(case)
        assert [each.at for each in read_table(path)] == [
            {"violence": "p. 4"},
            {"relation": "p. 1", "violence": "p. 9"},
        ]

    def test_kept(self, tmp_path: Path) -> None:
        """`classify --keep` keeps them."""
        _csv(tmp_path / "cases.csv")
        head, *rows = run("classify", str(tmp_path / "cases.csv"), "--keep", "--format", "csv").rows
        assert head[:5] == [*CELLS]
        assert [row[2] for row in rows] == CELLS["violence_at"]

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_template(self, lang: str) -> None:
        """A template has them where that is asked for, each behind its variable."""
        done = run("template", "--places", "--format", "csv", "--lang", lang)
        assert done.rows == [[word(each, lang) for each in COLUMNS]]

    def test_template_as_json(self) -> None:
        """As JSON it names the locator of each column that has one."""
        columns = run("template", "--places", "--format", "json").json
        assert {each["column"]: each["at"] for each in columns if "at" in each} == {
            key: locator.key for key, locator in LOCATOR.items()
        }
        assert not any("at" in each for each in run("template", "--format", "json").json)
