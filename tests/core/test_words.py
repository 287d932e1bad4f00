"""Words of both languages, labels, true and false: what one door takes, all take; and what is an answer in none."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pandas as pd
import polars as pl
import pyarrow as pa
import pyreadstat
import pytest
from pyarrow import parquet

from ckm_mo import (
    Case,
    InvalidInput,
    Reading,
    Tally,
    check_table,
    classify,
    explain,
    latex,
    methods,
    read_table,
    write_table,
)
from ckm_mo.agreement import agree, disagreements, merge, to_decide
from ckm_mo.codebook import CODED, GAPS, OPEN, VARIABLE, YES_NO, Variable, definitions, normalise, spellings, takes
from ckm_mo.errors import InvalidAnswer, MissingColumn, WrongKind
from ckm_mo.frames import check_frame, classify_frame, tally_frame
from ckm_mo.messages import Word
from ckm_mo.questions import check, plan
from commands import CODER1, run

WORDS: Final = (
    *(("violence", word, "yes") for word in ("Yes", "JA", "true", "TRUE", "WAAR")),
    *(("violence", word, "no") for word in ("no", "Nee", "False", "onwaar")),
    *(("violence", word, "not_stated") for word in ("niet vermeld", "not stated (silent)")),
    *(
        ("initiative", word, "offender")
        for word in ("Dader", "initiatief bij de dader", "initiative with the offender")
    ),
    *(("relation", word, "affective") for word in ("affectieve relatie", "Affective relation", "affectief")),
    *(("sectors", word, "home;hotel") for word in ("hotel; thuis", "hotel or holiday park;home")),
)
"""Words of tables, labels as they are shown, truth as other programs write it: of what, and what they name."""

NO_WORDS: Final = ("1", "0", "NA", "n.v.t.", ".", "?", "-", "nan", "null", "N/A", "perhaps")
"""What is an answer in no door."""


def _answers(key: str, text: Any, _: Path) -> Tally:
    return Tally.of([Case.from_answers({"case_id": "1", key: text})], by=key)


def _file(suffix: str, write: Callable[[pd.DataFrame, str], object]) -> Callable[[str, Any, Path], Tally]:
    def door(key: str, text: Any, folder: Path) -> Tally:
        write(pd.DataFrame({"case_id": ["1"], key: [text]}), str(folder / f"x{suffix}"))
        return Tally.of(read_table(folder / f"x{suffix}"), by=key)

    return door


def _frame(make: Callable[[dict[str, list[Any]]], Any]) -> Callable[[str, Any, Path], Tally]:
    def door(key: str, text: Any, _: Path) -> Tally:
        frame = make({"case_id": ["1"], key: [text]})
        if refused := check_frame(frame):
            raise refused
        return tally_frame(frame, by=key)

    return door


DOORS: Final[dict[str, Callable[[str, Any, Path], Tally]]] = {
    "answers": _answers,
    "csv": _file(".csv", lambda frame, path: frame.to_csv(path, index=False)),
    "xlsx": _file(".xlsx", lambda frame, path: frame.to_excel(path, index=False)),
    "sav": _file(".sav", pyreadstat.write_sav),
    "parquet": _file(".parquet", lambda frame, path: parquet.write_table(pa.Table.from_pandas(frame), path)),
    "pandas": _frame(pd.DataFrame),
    "polars": _frame(pl.DataFrame),
    "lazy": _frame(lambda columns: pl.DataFrame(columns).lazy()),
    "pyarrow": _frame(pa.table),
}
FRAME: Any = pd.DataFrame({"violence": ["yes"]})

EVERY_DOOR = pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)


class TestEveryDoor:
    """Files, frames, Python and the command line read the same words."""

    @EVERY_DOOR
    @pytest.mark.parametrize(("key", "word", "named"), WORDS, ids=[f"{key}={word}" for key, word, _ in WORDS])
    def test_words(
        self, door: Callable[[str, Any, Path], Tally], key: str, word: str, named: str, tmp_path: Path
    ) -> None:
        """A word is read as what it names."""
        assert door(key, word, tmp_path) == _answers(key, named, tmp_path)

    @pytest.mark.parametrize("door", [door for name, door in DOORS.items() if name != "sav"])  # which has none
    @pytest.mark.parametrize("truth", [True, False])
    def test_truth(self, door: Callable[[str, Any, Path], Tally], tmp_path: Path, *, truth: bool) -> None:
        """What is true or false is yes or no."""
        assert door("violence", truth, tmp_path) == _answers("violence", YES_NO[not truth].key, tmp_path)

    @EVERY_DOOR
    @pytest.mark.parametrize("word", NO_WORDS)
    def test_no_words(self, door: Callable[[str, Any, Path], Tally], word: str, tmp_path: Path) -> None:
        """What stands for a gap elsewhere, and numbers, are refused, without a closest match."""
        with pytest.raises(InvalidInput) as caught:
            door("violence", word, tmp_path)
        (error,) = caught.value.errors
        assert isinstance(error, InvalidAnswer)
        assert (error.closest, error.gap, error.number) == (None, normalise(word) in GAPS, word in {"0", "1"})

    @pytest.mark.parametrize(("key", "word", "named"), WORDS)
    def test_command(self, key: str, word: str, named: str) -> None:
        """So does an answer on the command line, and a condition."""
        asked = ["--format", "json"]
        assert run("case", f"{key}={word}", *asked).json == run("case", f"{key}={named}", *asked).json
        if named not in {value.key for value in OPEN} and ";" not in named:
            where = [run("tally", CODER1, "--where", f"{key}={each}", *asked).json for each in (word, named)]
            assert where[0] == where[1]

    @pytest.mark.parametrize("variable", CODED, ids=lambda each: each.key)
    def test_labels(self, variable: Variable) -> None:
        """No label names two values, and none another value than the word that it is."""
        labels = spellings(variable.key)
        for value in takes(variable):
            texts = definitions()["variables"][variable.means or variable.key].get("values", {}).get(value.key, {})
            assert all(labels[normalise(text)] == value.key for text in texts.get("label", {}).values())


class TestArguments:
    """Readings, periods and what an empty cell counts as are taken by word in either language, in any spelling."""

    @pytest.mark.parametrize("word", ["closed", "Gesloten", "CLOSED", "closed reading of silence"])
    def test_reading(self, word: Any) -> None:
        """In Python."""
        case = Case.from_answers({"violence": "not_stated"})
        assert classify(case, word) == classify(case, Reading.CLOSED)
        assert Tally.of([case], reading=word) == Tally.of([case], reading=Reading.CLOSED)
        assert plan([case], reading=word) == plan([case], reading=Reading.CLOSED)

    def test_period_and_empty(self, tmp_path: Path) -> None:
        """Of frames and files too."""
        frame = pd.DataFrame({"recruitment_violence": ["ja", ""]})
        dutch = tally_frame(frame, period="Ronselperiode", reading="gesloten", empty="Niet vermeld")
        assert dutch == tally_frame(frame, period="recruitment", reading="closed", empty="not_stated")
        (tmp_path / "x.csv").write_text("case_id,violence\n1,\n", "utf-8")
        (case,) = read_table(tmp_path / "x.csv", empty="niet vermeld")
        assert str(case["violence"]) == "not_stated"
        assert check_table(tmp_path / "x.csv", empty="niet-vermeld").empty == "not_stated"

    @pytest.mark.parametrize(
        ("call", "name"),
        [
            (lambda case: classify(case, "shut"), "reading"),  # type: ignore[arg-type]
            (lambda case: explain(case, period="later"), "period"),  # type: ignore[arg-type]
        ],
    )
    def test_refused(self, call: Callable[[Case], object], name: str) -> None:
        """What is none of the words is refused, with those that there are in both languages."""
        with pytest.raises(InvalidInput) as caught:
            call(Case())
        (error,) = caught.value.errors
        assert isinstance(error, InvalidAnswer)
        words = {"reading": Word("closed", "gesloten"), "period": Word("exploitation", "uitbuitingsperiode")}
        assert (error.column, error.allowed[-1]) == (name, words[name])

    def test_options(self) -> None:
        """So are the values of options."""
        dutch = (
            "--reading",
            "Gesloten",
            "--period",
            "RONSELPERIODE",
            "--empty",
            "niet_vermeld",
            "--lang",
            "Nederlands",
        )
        english = ("--reading", "closed", "--period", "recruitment", "--empty", "not_stated", "--lang", "nl")
        for forms in (("tabel", "table"), ("JSON", "json")):
            one, other = (
                run("tally", CODER1, *options, "--format", form).out
                for options, form in zip((dutch, english), forms, strict=True)
            )
            assert one == other
        assert run("study", "--block", "klanten").out == run("study", "--block", "customers").out


class TestRefusals:
    """What is refused says what is to be done."""

    @pytest.mark.parametrize(
        ("key", "word", "closest"),
        [
            ("violence", "yess", "yes"),
            ("violence", "jaa", "yes"),
            ("violence", "unknwon", "unknown"),
            ("relation", "afective", "affective"),
            *(("violence", word, None) for word in ("nes", "nt", "not", "na")),
            ("relation", "na", None),
        ],
    )
    def test_closest(self, key: str, word: str, closest: str | None) -> None:
        """A closest match is offered where it cannot turn a gap into an answer, nor yes into no."""
        with pytest.raises(InvalidInput) as caught:
            Case.from_answers({key: word})
        (error,) = caught.value.errors
        meant = next((Word(value.key, value.dutch) for value in takes(VARIABLE[key]) if value.key == closest), None)
        assert error.closest == meant

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ("violence=NA", "Use one of: unknown, not_stated, not_coded. Leave the cell empty"),
            ("violence=1", "A number is not read"),
            ("sectors=hotel, car", 'joined by ; and not by commas. Did you mean "hotel;car"?'),
        ],
    )
    def test_hints(self, given: str, said: str) -> None:
        """A gap, a number and a comma are named as that."""
        assert said in run("case", given).err

    def test_numbers_of_a_frame(self) -> None:
        """A column of numbers is refused for the same reason."""
        refused = check_frame(pd.DataFrame({"violence": [1, 0]}))
        assert refused is not None
        assert "A number is not read" in refused.text("en")

    @pytest.mark.parametrize(
        ("lang", "said"), [("en", "4 times: row 2, row 3, row 4, ..."), ("nl", "4 keer: rij 2, rij 3, rij 4, ...")]
    )
    def test_repeated(self, lang: str, said: str) -> None:
        """The same mistake in a column is one line: what, how often, and the first three places."""
        rows = "".join(f"{n},{word}\n" for n, word in enumerate(["afective"] * 4 + ["x"] + ["y"] * 2))
        *lines, last = run("tally", "-", "--lang", lang, given=f"case_id,relation\n{rows}").err.splitlines()
        assert len(lines) == 2
        assert said in lines[0]
        assert last.endswith({"en": "2 times: row 7, row 8.", "nl": "2 keer: rij 7, rij 8."}[lang])

    @pytest.mark.parametrize(
        "rows", [b"", b"x" * 9000 + b"\xff\n", b'"' + b"x" * 200_000 + b'"\n', b"a\n" * 9 + b"case_id\n"]
    )
    def test_no_header_below(self, tmp_path: Path, rows: bytes) -> None:
        """Where there is none among the first rows, whatever stands there, the table only lacks its ids."""
        (tmp_path / "x.csv").write_bytes(b"My cases\n" + rows)
        with pytest.raises(InvalidInput) as caught:
            read_table(tmp_path / "x.csv")
        assert any(isinstance(each, MissingColumn) and not each.below for each in caught.value.errors)

    def test_no_ids(self) -> None:
        """A column of ids that is not there is named in the language of who reads."""
        said = [run("tally", "-", "--lang", lang, given="relation\nunknown\n").err for lang in ("en", "nl")]
        assert "has no column case_id." in said[0]
        assert "heeft geen kolom casus_id." in said[1]

    @pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
    def test_title_above(self, tmp_path: Path, suffix: str) -> None:
        """A title above the header is named as that; a header that only lacks the ids too, with its columns."""
        title = pd.DataFrame([["My cases", ""], ["case_id", "violence"], ["1", "yes"]], columns=["Cases of 2024", "x"])
        lacking = pd.DataFrame({"id": ["1"], "violence": ["yes"]})
        said = []
        for frame in (title, lacking):
            path = tmp_path / f"x.{suffix}"
            write: Any = {"csv": frame.to_csv, "xlsx": frame.to_excel, "parquet": frame.to_parquet}[suffix]
            write(path, index=False)
            with pytest.raises(InvalidInput) as caught:
                read_table(path)
            said.append(caught.value.text("en"))
        assert f"Row {2 if suffix == 'parquet' else 3} looks like the header" in said[0]
        assert "The table has these columns: id, violence." in said[1]

    @pytest.mark.parametrize(
        ("call", "instead"),
        [
            (lambda: classify({"violence": "yes"}), "Case.from_answers"),  # type: ignore[arg-type]
            (lambda: Tally.of(FRAME), "tally_frame"),
            (lambda: Case.from_answers("violence=yes"), "Case.from_answers(dict)"),  # type: ignore[arg-type]
            (lambda: read_table(FRAME), "tally_frame"),
            (lambda: check_table([Case()]), "tally_frame"),  # type: ignore[arg-type]
            (lambda: write_table(Case(), None), "Case.from_answers"),  # type: ignore[arg-type]
            (lambda: latex([Case()]), "Tally.of(cases)"),  # type: ignore[arg-type]
            (lambda: methods(FRAME), "Tally.of(cases)"),
            (lambda: read_table("-", ignore=[1]), "ignore="),  # type: ignore[list-item]
            (lambda: check_frame(FRAME, ignore=None), "ignore="),  # type: ignore[arg-type]
            (lambda: write_table([], 1), "write_table(cases,"),  # type: ignore[arg-type]
            (lambda: read_table(b"cases.csv"), "tally_frame"),  # type: ignore[arg-type]
            (lambda: check(Case(), "hard >= 1"), "Case.from_answers"),  # type: ignore[arg-type]
            (lambda: plan(FRAME), "tally_frame"),
            (lambda: agree(None), "Codings.of"),  # type: ignore[arg-type]
            (lambda: merge({"a": [Case()]}), "Codings.of"),  # type: ignore[arg-type]
            (lambda: disagreements([Case()]), "Codings.of"),  # type: ignore[arg-type]
            (lambda: to_decide(FRAME), "Codings.of"),
            (lambda: classify_frame([Case()]), "ckm_mo.classify"),  # type: ignore[type-var]
        ],
    )
    def test_wrong_kind(self, call: Callable[[], object], instead: str) -> None:
        """The wrong kind of thing is refused, with what to call."""
        with pytest.raises(WrongKind) as caught:
            call()
        assert instead in caught.value.instead
