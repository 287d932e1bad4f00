"""Results as rows: what every data frame library takes, typed, and what a notebook shows."""

import copy
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from attrs import asdict

from ckm_mo.agreement import Codings, agree
from ckm_mo.cases import Case
from ckm_mo.errors import MissingExtra
from ckm_mo.questions import check, plan
from ckm_mo.records import KINDS, MOST_SHOWN, NUMBER, TEXT, TRUTH, WHOLE, Records, to_html
from ckm_mo.study import Allowed, bound_profiles, bounds_rows, compare, figure_rows, sheet
from ckm_mo.tallies.reports import Finding, Report
from ckm_mo.tallies.tally import Tally, tally_rows

SCHEMA = {"word": TEXT, "size": WHOLE, "share": NUMBER, "so": TRUTH}
SOME = Records(SCHEMA, [("one", 1, 0.25, True), ("two", None, 1, False), ("", 3, None, None)])
EMPTY = Records(SCHEMA, [])
NOTHING = Records(SCHEMA, [(None, None, None, None)])
LATE = Records(SCHEMA, [*[(None, None, None, None)] * 200, ("late", 1, 0.5, True)])

ARROW = {"string": TEXT, "large_string": TEXT, "string_view": TEXT, "int64": WHOLE, "double": NUMBER, "bool": TRUTH}
"""What kind of column a type of Arrow is."""


def in_duckdb(rows: Records) -> pa.Table:  # noqa: ARG001 - DuckDB finds it by its name
    """Let DuckDB select rows by the name of the variable that has them."""
    found = duckdb.sql("from rows")
    assert found is not None
    return found.to_arrow_table()


TAKERS: dict[str, Callable[[Any], pa.Table]] = {
    "polars": lambda rows: pl.DataFrame(rows).to_arrow(),
    "pyarrow": pa.table,
    "duckdb": in_duckdb,
}
"""The libraries that take rows with their types; what each then has, as Arrow."""


def kinds(table: pa.Table) -> dict[str, str]:
    """Say what the columns of a table hold."""
    return {field.name: ARROW[str(field.type)] for field in table.schema}


class Given:
    """A stream that was given before."""

    def __init__(self, stream: object) -> None:
        """Keep it."""
        self.stream = stream

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Give it."""
        return self.stream


class TestRows:
    """Rows are a sequence of plain dicts that know their types."""

    def test_sequence(self) -> None:
        """They can be counted, gone through, looked up and cut."""
        first = {"word": "one", "size": 1, "share": 0.25, "so": True}
        assert (len(SOME), SOME[0], next(iter(SOME)), SOME[-1]["size"]) == (3, first, first, 3)
        assert [*SOME[1:]] == [*SOME][1:]
        assert SOME[:0] == EMPTY

    def test_equal(self) -> None:
        """Equal rows of the same columns are equal, whatever made them; a list of dicts is something else."""
        again = Records(SCHEMA, [row.values() for row in SOME])  # type: ignore[misc]
        assert (again == SOME, hash(SOME) == hash(again)) == (True, True)
        assert SOME[1:] != SOME
        assert [*SOME] != SOME  # type: ignore[comparison-overlap]  # this is what is tried

    def test_nothing(self) -> None:
        """An empty text is nothing, a whole number in a column of numbers is a number."""
        assert SOME[2] == {"word": None, "size": 3, "share": None, "so": None}
        assert repr(SOME[1]["share"]) == "1.0"

    def test_cells(self) -> None:
        """As cells of a table nothing is an empty cell, and truth is yes or no."""
        assert [*SOME.cells()] == [("one", 1, 0.25, "yes"), ("two", "", 1.0, "no"), ("", 3, "", "")]

    @pytest.mark.parametrize("row", [("one", 1), ("one", 1, 0.25, True, "more")])
    def test_width(self, row: tuple[object, ...]) -> None:
        """A row that has not a value for each column is refused."""
        with pytest.raises(ValueError, match="zip"):
            Records(SCHEMA, [row])

    def test_repr(self) -> None:
        """They say in one line how many there are, of which columns."""
        assert repr(SOME) == "<3 rows: word, size, share, so>"


class TestLibraries:
    """Every data frame library takes rows."""

    @pytest.mark.parametrize("rows", [SOME, EMPTY, NOTHING, LATE], ids=["some", "empty", "nothing", "late"])
    @pytest.mark.parametrize("taker", TAKERS)
    def test_typed(self, taker: str, rows: Records) -> None:
        """With the types of the schema, also where there is no row, no value, or none at first."""
        table = TAKERS[taker](rows)
        assert kinds(table) == SCHEMA
        assert table.to_pylist() == [*rows]

    def test_pandas(self) -> None:
        """For pandas, too, each row is a row and each column a column."""
        frame = pd.DataFrame(SOME)
        assert [*frame.columns] == [*SCHEMA]
        assert frame.astype(object).where(frame.notna(), None).to_dict("records") == [*SOME]

    @pytest.mark.parametrize("package", ["pyarrow", "polars", "nanoarrow"])
    def test_any_will_do(self, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """One of the packages that know Arrow is enough, and each gives the same."""
        for other in {"pyarrow", "polars", "nanoarrow"} - {package}:
            monkeypatch.setitem(sys.modules, other, None)
        streams = [Given(rows.__arrow_c_stream__()) for rows in (SOME, EMPTY)]
        monkeypatch.undo()
        for stream, rows in zip(streams, (SOME, EMPTY), strict=True):
            table = pa.table(stream)
            assert (kinds(table), table.to_pylist()) == (SCHEMA, [*rows])

    def test_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where none of them is there, the error says what to install."""
        for package in ("pyarrow", "polars", "nanoarrow"):
            monkeypatch.setitem(sys.modules, package, None)
        with pytest.raises(MissingExtra, match="pyarrow"):
            SOME.__arrow_c_stream__()


class Cells(HTMLParser):
    """Finds the texts of the cells of a table, and every attribute."""

    def __init__(self, text: str) -> None:
        """Read a text."""
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.cells: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag."""
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag in {"th", "td", "caption"}:
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        """Take a text."""
        if data.strip():
            self.cells[-1] += data


class TestNotebook:
    """A notebook shows a plain table."""

    def test_table(self) -> None:
        """With what the columns are called, and each value; a fraction in four digits."""
        found = Cells(to_html(Records({"word": TEXT, "share": NUMBER}, [("one", 1 / 3), ("two", None)]), "Title"))
        assert found.cells == ["Title", "word", "share", "one", "0.3333", "two", ""]
        assert found.attributes == set()

    def test_empty_columns(self) -> None:
        """A column that has nothing in it is not shown, nor one that is not asked for where some are."""
        rows = Records({"word": TEXT, "size": WHOLE, "so": TRUTH}, [("one", None, True)])
        assert Cells(to_html(rows)).cells == ["word", "so", "one", "True"]
        assert Cells(to_html(rows, heads=["so", "size"])).cells == ["so", "True"]

    def test_many(self) -> None:
        """What is beyond the first hundred rows is counted."""
        rows = Records({"size": WHOLE}, [(place,) for place in range(MOST_SHOWN + 7)])
        assert Cells(rows._repr_html_()).cells[-2:] == [str(MOST_SHOWN - 1), "… 7"]

    def test_hostile(self) -> None:
        """Whatever stands in it is text, not markup."""
        evil = "<script>alert(1)</script>"
        found = Cells(to_html(Records({evil: TEXT}, [(evil,)]), evil))
        assert (set(found.tags), found.cells) == ({"table", "caption", "tr", "th", "td"}, [evil] * 3)


ANSWERS: list[dict[str, str]] = [
    {"relation": "affective", "initiative": "offender", "violence": "yes", "investigation": "x"},
    {"relation": "affective", "investigation": "y", "reading": "closed"},
    {},
]
CASES = [*map(Case.from_answers, ANSWERS)]


CODED = [Case.from_answers({"case_id": str(place), **answers}) for place, answers in enumerate(ANSWERS)]
ALONE = Case.from_answers({"case_id": "x"})
ALLOWED = Allowed("row_a", {"AOS": (0, 3)}, {"AO": (1, 4)}, (2, 5))

RESULTS: dict[str, Callable[[list[Case]], Records]] = {
    "tally": lambda cases: Tally.of(cases, by="relation").rows(),
    "agreement": lambda cases: agree(Codings.of({"one": [*cases, ALONE], "two": [*CODED, ALONE]})).rows(),
    "claims": lambda cases: check(cases, "affective >= 1").rows(),
    "plan": lambda cases: plan(cases, per="investigation").rows(),
    "report": lambda cases: Report(len(cases), "not_coded", (), (), findings(cases), located=False, other=()).rows(),
    "figures": lambda cases: figure_rows(sheet().figures if cases else [], "en"),
    "bounds": lambda cases: bounds_rows([ALLOWED] if cases else []),
    "comparison": lambda cases: compare(cases).rows(),
}
"""What has rows, of some cases."""


def findings(cases: list[Case]) -> tuple[Finding, ...]:
    """Find something in each case."""
    return tuple(Finding("repeated_victim", "x.csv", 2, each.case_id, (("victim", "v"),)) for each in cases)


class TestResults:
    """Every result has rows that every library takes."""

    @pytest.mark.parametrize("cases", [CODED, []], ids=["some", "none"])
    @pytest.mark.parametrize("result", RESULTS)
    def test_taken(self, result: str, cases: list[Case]) -> None:
        """With the types that its schema names, whether there are figures or not, and the same values."""
        rows = RESULTS[result](cases)
        assert len(rows) > 0 or not cases
        for take in TAKERS.values():
            table = take(rows)
            assert kinds(table) == rows.schema
            assert table.to_pylist() == [*rows]
        frame = pd.DataFrame(rows, columns=[*rows.schema])
        assert (len(frame), [*frame.columns]) == (len(rows), [*rows.schema])


KEPT: dict[str, object] = {
    "tally": Tally.of(CASES, by="relation"),
    "agreement": agree(Codings.of({"one": [*CODED, ALONE], "two": CODED})),
    "comparison": compare(CASES),
    "bounds": bound_profiles(),
    "sheet": sheet(),
    "rows": Tally.of(CASES).rows(),
}
"""Results that hold mappings."""


def mappings(value: Any) -> Iterator[Any]:
    """List the mappings in a result, and those in them."""
    if isinstance(value, Mapping):
        yield value
        yield from mappings([*value.values()])
    elif isinstance(value, list | tuple):
        for each in value:
            yield from mappings(each)
    elif hasattr(value, "__attrs_attrs__"):
        yield from mappings([*asdict(value, recurse=False).values()])
    elif isinstance(value, Records):
        yield value.schema


@pytest.mark.parametrize("result", KEPT.values(), ids=KEPT)
class TestKept:
    """A result stays as it was made, and can be kept."""

    def test_fixed(self, result: object) -> None:
        """No mapping in it can be changed."""
        found = [*mappings(result)]
        assert found
        for each in found:
            with pytest.raises(TypeError, match="does not support item assignment"):
                each["new"] = 1

    def test_copied(self, result: object) -> None:
        """It can be pickled and copied, and is equal to its copy, which cannot be changed either."""
        for same in (pickle.loads(pickle.dumps(result)), copy.deepcopy(result)):  # noqa: S301 - our own bytes
            assert same == result
            assert {*map(type, mappings(same))} == {*map(type, mappings(result))}


class TestTally:
    """The rows of a tally are its figures, one a row."""

    @pytest.mark.parametrize("given", [{}, {"by": "relation", "confidence": None}, {"period": "recruitment"}])
    @pytest.mark.parametrize("cases", [CASES, []], ids=["some", "none"])
    def test_equals_json(self, cases: list[Case], given: dict[str, Any]) -> None:
        """They are all the figures of the JSON interface, of each group too."""
        tally = Tally.of(cases, **given)
        told: dict[str, Any] = tally.as_dict()
        rows = tally.rows()
        assert figures_of(rows, None) == expected(told)
        assert [row["count"] for row in rows if row["section"] == "shift" and row["group"] is None] == [
            each["count"] for each in told["shift"] or ()
        ]
        for group in (told["by"] or {"groups": ()})["groups"]:
            assert figures_of(rows, group["value"]) == expected(group)
        assert [(row["key"], row["count"]) for row in rows if row["section"] == "by"] == (
            [(f"{told['by']['variable']}=open", told["by"]["open"])] if told["by"] else []
        )

    def test_assumed(self) -> None:
        """Each row says what was assumed, so that rows of several tallies can stand in one table."""
        given = {"where": {"relation": "affective"}, "cluster": "investigation", "confidence": 0.9}
        tallies = [Tally.of(CASES[:2], at_most_yes=most, **given) for most in (0, 2)]  # type: ignore[arg-type]
        rows = tally_rows(tallies)
        assert [*rows] == [row for each in tallies for row in each.rows()]
        assert {row["at_most_yes"] for row in rows} == {0, 2}
        names = ("where", "cluster", "clusters", "singles", "confidence", "population", "open_answers", "small")
        assert {tuple(row[name] for name in names) for row in rows} == {
            ("relation=affective", "investigation", 2, 0, 0.9, None, 9, True)
        }

    def test_unique(self) -> None:
        """Section, key and group together name a row, so that rows can be pivoted."""
        rows = Tally.of(CASES, by="reading").rows()
        names = [(row["section"], row["key"], row["group"]) for row in rows]
        assert len(names) == len({*names})

    def test_offenders(self) -> None:
        """How many offenders there are is told where every case names one, and only there."""
        named = [Case.from_answers({"offender": name}) for name in ("x", "y", "x")]
        counts = [
            [row["count"] for row in Tally.of(each).rows() if row["key"] == "offenders"] for each in (named, CASES)
        ]
        assert counts == [[2], []]


def figures_of(rows: Records, group: str | None) -> dict[object, tuple[object, ...]]:
    """Take the figures of a group from rows, by section and key."""
    names = ("count", "at_most", "share_low", "share_high", "interval_low", "interval_high", "n", "n_at_most", "small")
    return {
        (row["section"], row["key"]): tuple(row[name] for name in names)
        for row in rows
        if row["group"] == group and row["section"] not in {"shift", "by"}
    }


def expected(told: dict[str, Any]) -> dict[object, tuple[object, ...]]:
    """Take the same from the JSON interface."""
    of = told["n"], told["n_at_most"], told["small"]
    outside = told["outside"]
    found: dict[object, tuple[object, ...]] = {
        ("cases", key): (told[key], *[None] * 5, *of)
        for key in ("decided", "undecided", "not_begun", "rests_on_silence", "offenders")
        if told[key] is not None
    }
    found["cases", "outside"] = (outside["yes"], outside["yes"] + outside["possible"], *[None] * 4, *of)
    for reading, count in told["readings"].items():
        found["cases", f"reading={reading}"] = (count, *[None] * 5, *of)
    bounds = {("profiles", each["profile"]): each for each in told["profiles"]}
    for dimension, outcomes in told["dimensions"].items():
        bounds |= {("dimensions", f"{dimension}={each['outcome']}"): each for each in outcomes}
    for name, each in bounds.items():
        limits = [
            each[pair] and each[pair][end] if each[pair] else None
            for pair in ("share", "interval")
            for end in ("low", "high")
        ]
        found[name] = (each["count"], each["at_most"], *limits, *of)
    splits = {each["key"]: each for each in told["means"]} | {key: told[key] for key in ("any_soft", "any_hard")}
    for key, split in splits.items():
        found |= {("means", f"{key}={answer}"): (split[answer], *[None] * 5, *of) for answer in ("yes", "no", "open")}
    return found


def test_kinds() -> None:
    """There are four kinds of column."""
    assert [*KINDS] == [TEXT, WHOLE, NUMBER, TRUTH]
