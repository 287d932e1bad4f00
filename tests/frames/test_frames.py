"""Data frames: what stays as it was, what is refused, and what is not run."""

import csv
import importlib
import sys
from collections.abc import Callable
from itertools import islice, product
from math import isnan
from pathlib import Path
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from backends import BACKENDS, Backend, taken_apart
from ckm_mo import Case, InvalidInput, Tally, classify, read_table
from ckm_mo.cases import token
from ckm_mo.codebook import VARIABLE
from ckm_mo.errors import InvalidAnswer, ManyGroups, MissingExtra, UnknownColumn, WrongKind
from ckm_mo.frames.verdicts import ADDED, check_frame, classify_frame, tally_frame
from ckm_mo.tallies.statements import RESULT_COLUMNS

CODED = {"violence": ["yes", "no", "unknown", None], "relation": ["affective", None, "", "non_affective"]}


class TestWhatStays:
    """A frame's own columns, its order and its index stay, and the frame that was given is not changed."""

    @pytest.mark.parametrize(
        "index",
        [
            pd.Index([7, 7, 3, 7]),
            pd.Index(["b", "a", "a", None]),
            pd.MultiIndex.from_tuples([("x", 1), ("x", 1), ("y", 2), ("x", 1)], names=["place", "year"]),
            pd.date_range("2020-01-01", periods=4),
        ],
        ids=["repeated", "words", "several", "dates"],
    )
    def test_index(self, index: Any) -> None:
        """A pandas index stays, with repeated labels too, and so do columns of other types and names."""
        columns: dict[Any, Any] = {**CODED, 0: [1, 2, 3, 4], "note": pd.Categorical(["a", "b", "a", None])}
        frame = pd.DataFrame(columns).set_axis(index)
        before = frame.copy(deep=True)
        found = classify_frame(frame)
        pd.testing.assert_frame_equal(frame, before)
        pd.testing.assert_frame_equal(found[[*frame.columns]], before)
        assert found["coercion_outcome"].iloc[0] == "hard"
        assert list(found.columns) == [*frame.columns, *ADDED]

    def test_sliced(self) -> None:
        """Slices, chunks and rows that were turned round are classified as they stand."""
        classified = classify_frame(pl.DataFrame(CODED))
        whole = classified.rows()
        frame = pl.DataFrame(CODED)
        assert classify_frame(frame[1:3]).rows() == whole[1:3]
        assert classify_frame(frame.reverse()).rows() == whole[::-1]
        assert classify_frame(pl.concat([frame[:1], frame[1:]], rechunk=False)).rows() == whole
        table = pa.table(CODED)
        assert classify_frame(table.slice(1, 2)).to_pylist() == classify_frame(table).to_pylist()[1:3]
        dropped = pd.DataFrame(CODED).drop(index=0)
        assert classify_frame(dropped)["outside"].tolist() == classified["outside"].to_list()[1:]

    def test_kind(self, backend: Backend) -> None:
        """The frame is of the kind that was given, and its own columns come first, as they were."""
        frame = backend.make({"case_id": [*"abcd"], "note": [*"wxyz"], **CODED}, backend.kinds[0])
        before = taken_apart(frame)
        found = classify_frame(frame)
        assert type(found) is type(frame)
        apart = taken_apart(found)
        assert [*apart] == [*before, *ADDED]
        assert {name: apart[name] for name in before} == before == taken_apart(frame)

    @pytest.mark.parametrize("rows", [0, 1])
    def test_few(self, backend: Backend, rows: int) -> None:
        """A frame may have no row, or one."""
        frame = backend.make({name: values[:rows] for name, values in CODED.items()}, backend.kinds[0])
        assert taken_apart(classify_frame(frame))["coercion_outcome"] == ["hard"][:rows]
        assert tally_frame(frame).n == rows
        assert check_frame(frame) is None

    def test_nothing_coded(self) -> None:
        """A frame without any column of the codebook has cases of which nothing is known."""
        assert classify_frame(pl.DataFrame({"note": [1, 2]}))["outside"].to_list() == ["possible"] * 2
        assert tally_frame(pl.DataFrame({"note": [1, 2]}).lazy()) == Tally.of([Case(), Case()])

    def test_pipe(self) -> None:
        """It can be piped."""
        frame = pl.DataFrame({"violence": ["not_stated"] * 2, "reading": [None, "open"]})
        assert frame.pipe(classify_frame, reading="closed")["outside"].to_list() == ["possible", "possible"]
        assert frame.pipe(tally_frame, reading="closed").readings == {"open": 1, "closed": 1}


class TestOutcome:
    """Counting outcomes drops no case in silence."""

    def test_counts(self, backend: Backend) -> None:
        """Every case has one: its profile, outside, or undecided; so many as the tally says."""
        none = dict.fromkeys(("vulnerable_position", "deception", "threat_of_violence", "violence", "sextortion"), "no")
        answers = [
            {"relation": "affective", "initiative": "offender", "violence": "yes"},
            none,
            {"violence": "yes"},
            {},
        ]
        columns = {key: [each.get(key) for each in answers] for key in ("relation", "initiative", *none)}
        frame = backend.make({"case_id": [*"abcd"], **columns}, backend.kinds[0])
        found, tally = taken_apart(classify_frame(frame))["outcome"], tally_frame(frame)
        assert sorted(found) == ["AOH", "outside", "undecided", "undecided"]
        assert [found.count("undecided"), found.count("outside")] == [tally.undecided, tally.outside["yes"]]
        assert all(found.count(code) == each.count for code, each in tally.profiles.items())

    def test_not_begun(self) -> None:
        """What a tally leaves out has none."""
        frame = pl.DataFrame({"exploitation_began": ["no", "yes"], "violence": [None, "yes"]})
        found = classify_frame(frame, period="exploitation")
        assert found["outcome"].to_list() == [None, "undecided"]
        assert tally_frame(frame, period="exploitation").n == 1


class TestLocators:
    """Where answers stand is no coding: such columns stay as they are."""

    def test_left_alone(self, backend: Backend) -> None:
        """They are no errors, whatever stands in them, and change no verdict."""
        located = backend.make(
            {"case_id": [*"abcd"], "violence_at": ["p. 4", "", "=1", None], **CODED}, backend.kinds[0]
        )
        plain = backend.make({"case_id": [*"abcd"], **CODED}, backend.kinds[0])
        assert check_frame(located) is None
        assert tally_frame(located) == tally_frame(plain)


MAKERS = pytest.mark.parametrize(
    "make",
    [pd.DataFrame, pl.DataFrame, pl.LazyFrame, pa.table, lambda columns: duckdb.from_arrow(pa.table(columns))],
    ids=["pandas", "polars", "lazy polars", "pyarrow", "duckdb"],
)


class TestTypes:
    """Words, categories, and true or false; what is ambiguous is refused."""

    def test_true_and_false(self) -> None:
        """True is yes and false is no, in a column of them or among objects."""
        said = [True, False, None]
        objects = pd.Series([np.bool_(1), False, pd.NA], dtype=object)
        frames: tuple[Any, ...] = (
            pd.DataFrame({"violence": objects}),
            pd.DataFrame({"violence": pd.array(said, dtype="boolean")}),
            pl.DataFrame({"violence": said}),
            pl.DataFrame({"violence": said}).lazy(),
            pa.table({"violence": said}),
            duckdb.sql("select unnest([true, false, null]) as violence"),
        )
        for frame in frames:
            tally = tally_frame(frame)
            assert tally.means["violence"] == {"yes": 1, "no": 1, "open": 1}

    @pytest.mark.parametrize("nothing", [[None, None], [np.nan, np.nan], [pd.NaT, pd.NaT], [pd.NA, None]])
    def test_nothing(self, nothing: list[object]) -> None:
        """A column with nothing in it is not coded, whatever its type."""
        frame = pd.DataFrame({"violence": nothing, "relation": ["affective"] * 2})
        assert classify_frame(frame)["relation_outcome"].tolist() == ["affective"] * 2

    def test_null_type(self) -> None:
        """So is one that can have nothing in it."""
        frame = pl.DataFrame({"violence": [None, None]})
        assert classify_frame(frame)["outside"].to_list() == ["possible"] * 2
        assert classify_frame(frame.lazy()).collect()["outside"].to_list() == ["possible"] * 2

    @pytest.mark.parametrize("values", [[1, 0], [1.5, None], [["yes"], []], [b"yes", b"no"], [pd.Timestamp(0)] * 2])
    def test_unfit(self, values: list[object]) -> None:
        """Other types are an error that names the column and its type, in a lazy frame at once."""
        frame = pl.DataFrame({"geweld": values})
        for each in (frame, frame.lazy()):
            with pytest.raises(InvalidInput) as caught:
                classify_frame(each)
            (error,) = caught.value.errors
            assert error.column == "geweld"
            assert str(frame["geweld"].dtype.base_type()) in str(error)

    @pytest.mark.parametrize("value", ["1", "1.5", "['yes']", "DATE '2020-01-01'", "true"])
    def test_unfit_in_sql(self, value: str) -> None:
        """So they are in an engine that runs SQL, and true and false are no relation."""
        frame: Any = duckdb.sql(f"SELECT {value} AS relatie")
        with pytest.raises(InvalidInput) as caught:
            classify_frame(frame)
        assert [(type(each).__name__, each.column) for each in caught.value.errors] == [("UnfitColumn", "relatie")]

    @pytest.mark.parametrize("column", ["case_id", "offender", "victim", "ward"])
    @MAKERS
    def test_nested(self, make: Any, column: str) -> None:
        """Lists are no text for an id, a name or a group, of which not every engine would make one."""
        frame = make({column: [["a"], ["b"]], "violence": ["yes", "no"]})
        with pytest.raises(InvalidInput) as caught:
            tally_frame(frame, by=column)
        (error,) = caught.value.errors
        assert (type(error).__name__, error.column) == ("UnfitColumn", column)

    @MAKERS
    def test_nested_id(self, make: Any) -> None:
        """They are no ids for the verdicts either."""
        frame = make({"case_id": [["a"], ["b"]], "violence": ["yes", "no"]})
        with pytest.raises(InvalidInput) as caught:
            classify_frame(frame)
        for found in (caught.value, check_frame(frame)):
            assert found
            assert [(type(each).__name__, each.column) for each in found.errors] == [("UnfitColumn", "case_id")]

    @MAKERS
    def test_nested_elsewhere(self, make: Any) -> None:
        """Columns that are not read may hold them."""
        lists, answers = [["a"], ["b"]], ["yes", "no"]
        assert tally_frame(make({"victim": lists, "ward": lists, "violence": answers})).n == len(answers)
        found = classify_frame(make({"offender": lists, "ward": lists, "violence": answers}))
        assert [*taken_apart(found)] == ["offender", "ward", "violence", *ADDED]

    @pytest.mark.parametrize(
        "cell", [["a"], ("a",), {"a": 1}, {"a"}, np.array(["a"])], ids=lambda cell: type(cell).__name__
    )
    def test_nested_object(self, cell: object) -> None:
        """So it is of all that holds others among objects, and the error names its type."""
        frame = pd.DataFrame({"ward": pd.Series(["b", cell], dtype=object), "violence": ["yes", "no"]})
        with pytest.raises(InvalidInput) as caught:
            tally_frame(frame, by="ward")
        (error,) = caught.value.errors
        assert f"the type {type(cell).__name__} cannot be read" in str(error)

    def test_relation_is_not_true(self) -> None:
        """True and false are no relation."""
        found = check_frame(pl.DataFrame({"relation": [True]}))
        assert found
        assert [type(each).__name__ for each in found.errors] == ["UnfitColumn"]

    @pytest.mark.parametrize("before", [1, 101])
    def test_objects(self, before: int) -> None:
        """A number among objects is refused where it stands, after many words too."""
        found = check_frame(pd.DataFrame({"violence": pd.Series(["yes"] * before + [1, True], dtype=object)}))
        assert found
        assert [(each.row, each.column) for each in found.errors] == [(before + 2, "violence")]

    @pytest.mark.parametrize("ids", [[1, "1"], ["1", 1.0], [np.int64(1), 1.0]])
    def test_ids(self, ids: list[object]) -> None:
        """A number and its text are one id, in a column of objects."""
        found = check_frame(pd.DataFrame({"case_id": pd.Series(ids, dtype=object), "violence": ["yes", "no"]}))
        assert found
        assert [(type(each).__name__, each.row, each.case_id) for each in found.errors] == [("RepeatedId", 3, "1")]

    def test_late_id(self) -> None:
        """So they are where the number stands after many texts."""
        found = check_frame(pd.DataFrame({"case_id": pd.Series([*map(str, range(101)), 1], dtype=object)}))
        assert found
        assert [(type(each).__name__, each.row, each.case_id) for each in found.errors] == [("RepeatedId", 103, "1")]

    def test_id_and_answer(self) -> None:
        """What is wrong with the id and with an answer of one row is listed, both."""
        rows = {"case_id": ["", "b", "b", None], "violence": ["perhaps", "yes", "perhaps", "yes"]}
        found = check_frame(pl.DataFrame(rows))
        assert found
        assert [(each.row, type(each).__name__) for each in found.errors] == [
            (2, "InvalidAnswer"),
            (2, "MissingId"),
            (4, "InvalidAnswer"),
            (4, "RepeatedId"),
            (5, "MissingId"),
        ]

    @pytest.mark.parametrize("name", ["polars", "lazy polars"])
    def test_beyond_a_hundred(self, name: str) -> None:
        """Errors beyond the first hundred are counted by their kind."""
        rows = {"violence": ["perhaps"] * 67, "relation": ["perhaps"] * 67}
        found = check_frame(BACKENDS[name].make(rows, "String"))
        assert found
        assert (len(found.errors), found.more) == (100, {InvalidAnswer.sentence: 34})

    def test_offenders(self) -> None:
        """So they are one offender."""
        frame = pd.DataFrame({"offender": pd.Series([1, "1", 1.5], dtype=object), "violence": ["yes"] * 3})
        assert tally_frame(frame).offenders == 2


SPELLINGS = ["yes", "YES", " ja ", "Ja", "Nee", "no", "NO ", "unknown", "Onbekend", "not stated", "niet-vermeld"]
SPELLINGS += ["True", "onwaar", "FALSE", "Not  Coded", "", "  "]
LATE = ["yes"] * 1000 + SPELLINGS
"""Many words, which are not among the first that are looked at."""
MANY = SPELLINGS * 60 + ["yEs", "nEE"]
"""Many words, and then others."""


def dictionary(words: list[str | None], encoding: str = "mask") -> Any:
    """Make an array of PyArrow that lists its words in a dictionary of its own, and what is nothing there or not."""
    return pa.array(words, pa.string()).dictionary_encode(null_encoding=encoding)


def of_pandas(dtype: Any) -> Callable[[list[str | None]], Any]:
    """Make frames of pandas with words of a type."""
    return lambda words: pd.DataFrame({"violence": pd.Series(words, dtype=dtype)})


def in_chunks(dtype: Any) -> Callable[[list[str | None]], Any]:
    """Make frames of polars in chunks."""
    return lambda words: pl.concat(
        [pl.DataFrame({"violence": pl.Series(each, dtype=dtype)}) for each in (words[:7], words[7:])], rechunk=False
    )


class TestWords:
    """What a row says does not hang on how words are stored, how many there are, or where they stand first."""

    @pytest.mark.parametrize("words", [SPELLINGS, LATE, MANY], ids=["many", "late", "late and many"])
    @pytest.mark.parametrize(
        "make",
        [
            of_pandas(pd.StringDtype("python")),
            of_pandas(pd.StringDtype("pyarrow")),
            of_pandas(pd.ArrowDtype(pa.string())),
            of_pandas(pd.ArrowDtype(pa.dictionary(pa.int32(), pa.string()))),
            of_pandas("object"),
            of_pandas("category"),
            in_chunks(pl.String),
            in_chunks(pl.Categorical),
            in_chunks(pl.Enum([*SPELLINGS, "unused", "yEs", "nEE"])),
            lambda words: in_chunks(pl.Categorical)(words).lazy(),
            lambda words: pa.table({"violence": words}),
            lambda words: pa.table({"violence": pa.chunked_array([dictionary(words[:7]), dictionary(words[7:])])}),
            lambda words: pa.table({"violence": dictionary(words, "encode")}),
            lambda words: duckdb.from_arrow(pa.table({"violence": dictionary(words)})),
        ],
        ids=[
            "pandas, python strings",
            "pandas, pyarrow strings",
            "pandas, Arrow",
            "pandas, Arrow dictionary",
            "pandas, objects",
            "pandas, categories",
            "polars",
            "polars, Categorical",
            "polars, Enum",
            "lazy polars",
            "pyarrow",
            "pyarrow, two dictionaries",
            "pyarrow, null in the dictionary",
            "duckdb",
        ],
    )
    def test_stored(self, make: Callable[[list[str | None]], Any], words: list[str]) -> None:
        """Every spelling in both languages is read as the core reads it, and nothing as nothing."""
        frame = make([*words, None])
        cases = [Case.from_answers({"violence": each}) for each in [*words, ""]]
        assert tally_frame(frame) == Tally.of(cases)
        if not isinstance(frame, duckdb.DuckDBPyRelation):
            verdicts = [classify(case).coercion for case in cases]
            assert taken_apart(classify_frame(frame))["coercion_outcome"] == verdicts

    @pytest.mark.parametrize("words", [LATE, MANY], ids=["late", "late and many"])
    @pytest.mark.parametrize("name", ["polars", "pyarrow", "pandas"])
    def test_late(self, name: str, words: list[str]) -> None:
        """A word that is wrong, and stands after many others, is found where it stands."""
        backend = BACKENDS[name]
        found = check_frame(backend.make({"violence": [*words, "perhaps"]}, backend.kinds[0]))
        assert found
        assert [(each.row, each.column) for each in found.errors] == [(len(words) + 2, "violence")]

    @pytest.mark.parametrize("name", ["polars", "lazy polars", "duckdb"])
    def test_several(self, name: str) -> None:
        """Several words may stand in one cell, in any spelling and either language, where a variable takes them."""
        rows = {"case_id": [*"abcd"], "sectors": ["Raam ; auto", "ESCORT;escort", "onbekend", "hotel;unknown"]}
        backend = BACKENDS[name]
        found = check_frame(backend.make(rows, backend.kinds[0]))
        assert found
        assert [(type(each).__name__, each.case_id) for each in found.errors] == [("InvalidAnswer", "d")]

    def test_few_words(self) -> None:
        """So it is with an Enum that lists few words, whose numbers are taken as they are, beside other columns."""
        said = {"violence": ["no", "yes", None], "deception": ["nee", "ja", ""]}
        frame = pl.DataFrame(said, schema={"violence": pl.Enum(["yes", "no", "unknown"]), "deception": pl.String})
        cases = [Case.from_answers(dict(zip(said, each, strict=True))) for each in zip(*said.values(), strict=True)]
        assert tally_frame(frame) == Tally.of(cases)

    @pytest.mark.parametrize("size", [32_767, 32_768, 40_000])
    def test_categories(self, size: int) -> None:
        """There may be more categories than a small number counts, most of them not used."""
        blank = map("".join, product(" \t\n\r\u2003", repeat=7))
        words = [*islice(blank, size - 2), "yes", "no"]
        said = ["yes", "no", None]
        frame = pl.DataFrame({"violence": pl.Series(said, dtype=pl.Enum(words))})
        for each in (frame, frame.lazy(), pd.DataFrame({"violence": pd.Categorical(said, categories=words)})):
            assert tally_frame(each).means["violence"] == {"yes": 1, "no": 1, "open": 1}

    def test_categories_of_other_things(self) -> None:
        """Categories that are true or false are yes and no; numbers are refused where they are used."""
        said = pd.Categorical([True, None, "nee"], categories=["nee", True, 1.5], ordered=True)
        assert tally_frame(pd.DataFrame({"violence": said})).means["violence"] == {"yes": 1, "no": 1, "open": 1}
        found = check_frame(pd.DataFrame({"violence": pd.Categorical(["yes", 1.5, None])}))
        assert found
        assert [(each.row, each.column) for each in found.errors] == [(3, "violence")]

    def test_enum_of_sql(self) -> None:
        """So it is with an ENUM of SQL, whatever else is in it."""
        frame: Any = duckdb.sql(
            "SELECT word::ENUM('it''s', 'Ja', 'no', 'more') AS \" Geweld\" FROM (VALUES ('Ja'), ('no'), (NULL)) t(word)"
        )
        assert tally_frame(frame).means["violence"] == {"yes": 1, "no": 1, "open": 1}

    @pytest.mark.parametrize("column", ["semi;colon", "it's", "select", "*a*"])
    def test_odd_names(self, column: str) -> None:
        """Columns beside may have any name, in SQL too."""
        frame: Any = duckdb.from_arrow(pa.table({"Violence ": ["yes", "no"], column: ["a", "b"]}))
        assert [name for name, _ in tally_frame(frame, by=column).groups] == ["a", "b"]
        assert taken_apart(classify_frame(frame), order=column)["coercion_outcome"] == ["hard", None]


class TestHeaders:
    """Headers are as in a file."""

    @pytest.mark.parametrize(
        ("names", "kinds"),
        [
            (["voilence"], ["MisspeltColumn"]),
            (["violence", "Geweld"], ["RepeatedVariable"]),
            (["violence", "violence"], ["RepeatedVariable"]),
            (["note", "note"], ["RepeatedVariable"]),
            (["Profile", "not_begun"], ["TakenColumn", "TakenColumn"]),
        ],
    )
    def test_refused(self, names: list[str], kinds: list[str]) -> None:
        """A column that is misspelt, there twice, or named as a result is refused."""
        with pytest.raises(InvalidInput) as caught:
            classify_frame(pd.DataFrame([["yes"] * len(names)], columns=names))
        assert [type(each).__name__ for each in caught.value.errors] == kinds

    @pytest.mark.parametrize("turned", [False, True])
    def test_joined(self, *, turned: bool) -> None:
        """A relation with a column twice, as a join has it, is refused, whichever table comes first."""
        one, other = (duckdb.sql(f"SELECT 'a' AS id, '{word}' AS violence") for word in ("yes", "no"))
        first, second = (other, one) if turned else (one, other)
        assert first is not None
        assert second is not None
        joined: Any = duckdb.sql("SELECT a.*, b.* FROM first AS a JOIN second AS b ON a.id = b.id")
        assert (first.columns, second.columns) == (["id", "violence"],) * 2
        for function in (classify_frame, tally_frame, check_frame):
            with pytest.raises(InvalidInput) as caught:
                function(joined)
            assert [(type(each).__name__, each.column) for each in caught.value.errors] == [
                ("RepeatedVariable", "id"),
                ("RepeatedVariable", "violence"),
            ]

    def test_levels(self) -> None:
        """Columns of pandas with several names each are refused."""
        columns = pd.MultiIndex.from_tuples([("case", "case_id"), ("case", "violence")])
        with pytest.raises(InvalidInput) as caught:
            classify_frame(pd.DataFrame([["a", "yes"]], columns=columns))
        assert caught.value.lines() == ["columns have 2 names each, one above another. Give each column one name."]

    def test_ignored(self) -> None:
        """A column that looks misspelt may be meant."""
        for names in (["Voilence"], "Voilence", iter(["voilence"])):
            assert check_frame(pl.DataFrame({"voilence": ["x"]}), ignore=names) is None

    def test_classified_before(self) -> None:
        """What was classified can be tallied and checked."""
        frame = classify_frame(pl.DataFrame(CODED))
        assert tally_frame(frame) == tally_frame(pl.DataFrame(CODED))
        assert check_frame(frame) is None

    @pytest.mark.parametrize("own", [{}, {"leeswijze": ["gesloten"] * 4}], ids=["alone", "beside"])
    def test_results(self, backend: Backend, own: dict[str, list[Any]]) -> None:
        """The columns of a table of verdicts are no coding, here as in a file."""
        results = {name: ["open"] * 4 for name in RESULT_COLUMNS}
        frame = backend.make({**own, **CODED, **results}, backend.kinds[0])
        assert check_frame(frame) is None
        assert tally_frame(frame, reading="closed").readings == {"open": 0, "closed": 4}

    def test_own_names(self) -> None:
        """Columns named as those that are added on the way do not get lost."""
        frame = pl.DataFrame({**CODED, "_ckm_mo_1": [1, 2, 3, 4]}).lazy()
        assert classify_frame(frame).collect()["_ckm_mo_1"].to_list() == [1, 2, 3, 4]

    def test_arguments(self) -> None:
        """What `empty` and `by` may be is as in the core."""
        with pytest.raises(InvalidInput):
            classify_frame(pl.DataFrame(CODED), empty="silence")
        for name in ("note", "", " "):
            with pytest.raises(UnknownColumn):
                tally_frame(pl.DataFrame(CODED), by=name)


KEPT = ("case_id", "country", "year", "relation", "violence", "basis")
ROWS = [
    ("a", "NL", "2019", "affective", "yes", "judgment"),
    ("b", " BE", "2019", "", "no", "press"),
    ("c", "NL", "2020", "non_affective", "unknown", ""),
    ("d", "", "2019", "affective", "not_stated", "judgment"),
    ("e", "BE", "", "unknown", "yes", "unknown"),
]


class TestTallies:
    """A tally may be of any column, and of the cases that meet conditions."""

    @pytest.mark.parametrize(
        "way",
        [
            {"by": "country"},
            {"by": "country", "where": {"year": "2019"}},
            {"by": "violence", "where": ["relation=affective", "basis=judgment"]},
            {"by": "coercion", "where": {"recruitment_violence": "yes"}},
            {"where": {"country": "BE"}, "decided_only": True},
            {"by": "basis", "empty": "not_stated", "reading": "closed"},
        ],
        ids=str,
    )
    def test_any_column(self, backend: Backend, tmp_path: Path, way: dict[str, Any]) -> None:
        """It is the tally of the cases that a file with the same rows has."""
        with (tmp_path / "cases.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([KEPT, *ROWS])
        cases = [*read_table(tmp_path / "cases.csv", empty=way.get("empty", "not_coded"))]
        columns = {name: [row[place] or None for row in ROWS] for place, name in enumerate(KEPT)}
        assert tally_frame(backend.make(columns, backend.kinds[0]), **way) == Tally.of(cases, **way)

    @pytest.mark.parametrize("name", ["polars", "lazy polars", "pandas", "pyarrow", "duckdb"])
    def test_order(self, name: str) -> None:
        """The groups of a column come as its rows have them first, and as many as are allowed."""
        years = [str(year) for year in (*range(2019, 1959, -1), 2019)]
        frame = BACKENDS[name].make({"year": years, "violence": ["yes", *[None] * 60]}, BACKENDS[name].kinds[0])
        tally = tally_frame(frame, by="year", groups=60)
        assert [value for value, _ in tally.groups] == years[:-1]
        with pytest.raises(ManyGroups):
            tally_frame(frame, by="year")

    def test_numbers(self) -> None:
        """A column of numbers is taken as what they look like, and so is one of objects."""
        for years in ([2019, 2020], pd.Series([2019, "2020"], dtype=object)):
            tally = tally_frame(pd.DataFrame({"Year": years, "violence": ["yes", "no"]}), by="year")
            assert [(value, group.n) for value, group in tally.groups] == [("2019", 1), ("2020", 1)]

    def test_whole_floats(self, backend: Backend) -> None:
        """A number that is whole is written so, and found so, as in a file, though a gap beside it made it a float."""
        years = ["2019", "2020", "2019", None, "2020.5", "-0", "123456789"]
        ids = [*map(str, range(1, len(years) + 1))]
        words: dict[str, list[Any]] = {"case_id": ids, "year": years}
        frame = nw.from_native(backend.make(words, backend.kinds[0]))
        frame = frame.with_columns(nw.col("case_id", "year").cast(nw.Float64)).to_native()
        found = {value: group.n for value, group in tally_frame(frame, by="year").groups}
        assert found == {"2019": 2, "2020": 1, "2020.5": 1, "0": 1, "123456789": 1}
        assert tally_frame(frame, where={"year": 2019}).n == 2
        assert [value for value, _ in tally_frame(frame, by="case_id").groups] == ids
        assert check_frame(frame) is None

    @pytest.mark.parametrize("numbers", [[1e20, 2.0], [float("inf"), 2.0], [float("nan"), 2.0]])
    @pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame, pl.LazyFrame, pa.table])
    def test_large_floats(self, frame: Callable[[Any], Any], numbers: list[float]) -> None:
        """One that is too large to be exact stays as it is written, and nothing is nothing."""
        tally = tally_frame(frame({"weight": numbers}), by="weight")
        assert [value for value, _ in tally.groups][-1] == "2"
        assert len(tally.groups) == 2 - isnan(numbers[0])

    def test_categories(self) -> None:
        """So are those that are categories."""
        frame = pd.DataFrame({"year": pd.Categorical([2019.0, None, 2020.5]), "violence": ["yes"] * 3})
        assert [value for value, _ in tally_frame(frame, by="year").groups] == ["2019", "2020.5"]

    @pytest.mark.parametrize(
        "flags", [[True, False], pd.Series([True, False, None], dtype=object), pd.Categorical([True, False, None])]
    )
    def test_truth(self, flags: Any) -> None:
        """What is true or false is yes or no, among objects and categories too."""
        tally = tally_frame(pd.DataFrame({"flag": flags, "violence": ["yes"] * len(flags)}), by="flag")
        assert [(value, group.n) for value, group in tally.groups] == [("yes", 1), ("no", 1)]


def polars_that_fails() -> Any:
    """Make a lazy polars frame that cannot be run."""

    def fail(_: Any) -> Any:
        raise AssertionError("it was run")

    return pl.DataFrame(CODED).lazy().map_batches(fail, schema=pl.DataFrame(CODED).schema)


def duckdb_that_fails() -> Any:
    """Make a DuckDB relation that cannot be run."""
    return duckdb.sql("select case when random() < 2 then error('it was run') end::varchar as violence")


class TestLazy:
    """What is lazy stays so."""

    @pytest.mark.parametrize("make", [polars_that_fails, duckdb_that_fails])
    def test_not_run(self, make: Callable[[], Any]) -> None:
        """A frame that fails when it is run can be classified; it fails when the result is run."""
        found = nw.from_native(classify_frame(make(), reading="closed"))
        assert found.collect_schema().names()[-len(ADDED) :] == [*ADDED]
        with pytest.raises(Exception, match="it was run"):
            found.collect()

    @pytest.mark.parametrize("name", ["lazy polars", "duckdb"])
    def test_spellings(self, name: str) -> None:
        """A lazy engine reads the spellings that the core reads, and no others."""
        words = [
            "YES",
            " ja ",
            "Not-Stated",
            "not  _ stated",
            "ye\u017f",
            "onbe\u212aend",
            "n\u0130et_vermeld",
            "y\u00e9s",
        ]
        words += [
            "\u00a0no\u2003",
            "yes;",
            "not\tcoded",
            "_yes_",
            "-",
            "unkn0wn",
            "no\n",
            "niet\ufb06vermeld",
            "niet_vermeld\x1f",
        ]
        frame = BACKENDS[name].make(
            {"case_id": [f"{n:02}" for n in range(len(words))], "violence": words},
            "String" if "polars" in name else "VARCHAR",
        )
        found = taken_apart(classify_frame(frame, reading="closed"))
        expected = [token(VARIABLE["violence"], word) for word in words]
        for word, answer, outside, coercion in zip(
            words, expected, found["outside"], found["coercion_outcome"], strict=True
        ):
            if isinstance(answer, InvalidAnswer):
                assert outside is None, ascii(word)
            else:
                assert outside is not None, ascii(word)
                assert (coercion == "hard") is (answer == "yes"), ascii(word)


class TestDask:
    """A frame in parts is classified part by part; all else about it is tried where that is asked for."""

    def test_parts(self) -> None:
        """Each row has its verdict, and the tally is that of all parts."""
        answers = [{"relation": "affective", "violence": each} for each in ("yes", "no", "unknown", "")]
        rows: dict[str, list[str | None]] = {
            "case_id": ["1", "2", "3", "4"],
            "relation": [row["relation"] for row in answers],
            "violence": [row["violence"] or None for row in answers],
        }
        frame = BACKENDS["dask"].make(rows, "str")
        found = taken_apart(classify_frame(frame))
        assert found["coercion_outcome"] == ["hard", None, None, None]
        assert tally_frame(frame) == Tally.of(map(Case.from_answers, answers))
        assert check_frame(frame) is None


class TestText:
    """What stands in cells that are no text is said in words where a message needs them."""

    def test_truth(self) -> None:
        """Booleans are said as the answers that they name."""
        rows = pl.LazyFrame({"case_id": ["a", "b"], "violence": [False, None], "recruitment_violence": [True, True]})
        found = check_frame(rows)
        assert found
        (error,) = found.errors
        assert vars(error)["answers"] == {"violence": "no", "recruitment_violence": "yes"}

    def test_numbers(self) -> None:
        """Numbers may be ids, and one that is none is no id."""
        found = check_frame(pl.LazyFrame({"case_id": [1.5, float("nan"), 1.5], "violence": ["yes"] * 3}))
        assert found
        assert sorted(type(error).__name__ for error in found.errors) == ["MissingId", "RepeatedId"]

    def test_unknown_type(self) -> None:
        """A type that nobody knows is refused where it holds anything."""
        frame: Any = duckdb.sql("SELECT 'a' AS case_id, BIT '101' AS violence")
        found = check_frame(frame)
        assert found
        assert [(type(error).__name__, error.case_id) for error in found.errors] == [("InvalidAnswer", "a")]
        assert taken_apart(classify_frame(frame))["outside"] == [None]


class TestKinds:
    """What is not a data frame is refused, with what to call for it."""

    @pytest.mark.parametrize("other", [[Case()], {"violence": ["yes"]}, pd.Series(["yes"]), None])
    @pytest.mark.parametrize("function", [classify_frame, tally_frame, check_frame])
    def test_refused(self, function: Callable[[Any], Any], other: object) -> None:
        """It is a TypeError."""
        with pytest.raises(WrongKind, match=r"not (list|dict|Series|NoneType)\. Use .*Tally\.of\(cases\)") as caught:
            function(other)
        assert isinstance(caught.value, TypeError)


class TestExtra:
    """Frames need narwhals."""

    @pytest.mark.parametrize("function", [tally_frame, check_frame])
    def test_counted(self, function: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch) -> None:
        """DuckDB hands over what it counted by PyArrow: without it, the error names the extra that brings it."""
        frame = duckdb.sql("SELECT 'a' AS case_id, 'yes' AS violence")
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(MissingExtra) as caught:
            function(frame)
        assert (vars(caught.value)["package"], vars(caught.value)["extra"]) == ("pyarrow", "parquet")

    def test_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without it, the error names what to install."""
        monkeypatch.setitem(sys.modules, "narwhals.stable.v2", None)
        monkeypatch.delitem(sys.modules, "ckm_mo.frames.verdicts")
        with pytest.raises(MissingExtra, match=r'pip install "ckm-mo\[frames\]"'):
            importlib.import_module("ckm_mo.frames.verdicts")
