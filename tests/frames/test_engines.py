"""What is written in SQL, looked at and not run: what it gives is for `tests/frames` and `tests/spark` to see."""

from typing import Any

import narwhals.stable.v2 as nw
import pytest

from ckm_mo.frames.engines import IN_SQL, Cell, Sql

SPARK = IN_SQL[nw.Implementation.PYSPARK]
DUCKDB = IN_SQL[nw.Implementation.DUCKDB]
STEPS = (("exchange", "\xdf", "ss"), ("lower",), ("pattern", "[ _-]+", "_"), ("strip", "_"))
CELLS: list[Cell] = [(name, [["", "nothing"], ["yes", "ja"]]) for name in ("one", "two", "three")]


class Recorded:
    """Stands for a frame, and remembers what would be added to it."""

    def __init__(self) -> None:
        """Begin with nothing added."""
        self.written: dict[str, str] = {}

    def sql(self, expression: str) -> str:
        """Remember an expression, and name its column."""
        name = f"c{len(self.written)}"
        self.written[name] = expression
        return name

    def end(self) -> None:
        """End a stage, of which nothing is remembered."""


@pytest.fixture
def recorded() -> Any:
    """Give a frame that remembers."""
    return Recorded()


class TestSpark:
    """Spark makes one method of what it runs, and never compiles a long one: so what is long stands there once."""

    def test_places(self, recorded: Any) -> None:
        """All cells are folded and looked up by one expression, whose parts are then taken out."""
        places, words = SPARK.places(recorded, CELLS, STEPS)
        assert [*recorded.written] == ["c0", *places]
        assert [recorded.written[name] for name in places] == [f"coalesce(c0[{place}], 0)" for place in range(3)]
        assert recorded.written["c0"].count("lower(") == 1
        assert recorded.written["c0"].count("map('', 1, 'yes', 2, 'nothing', 1, 'ja', 2)") == 2 * len(CELLS)
        folded = r"trim(BOTH '_' FROM regexp_replace(lower(replace(two, 'ß', 'ss')), '[ _-]+', '_'))"
        assert words[1] == f"CASE WHEN {places[1]} = 0 THEN {folded} END"
        assert SPARK.without(places) == "array_contains(array(c1, c2, c3), 0)"

    def test_entries(self, recorded: Any) -> None:
        """What is looked up by several numbers is, too."""
        names = SPARK.entries(recorded, (3, 1, 2), ["a", "b + 1"])
        assert [*recorded.written] == ["c0", *names]
        assert recorded.written["c0"].count("split('3,1,2', ',')") == 1
        assert "array(a, b + 1)" in recorded.written["c0"]

    def test_texts(self, recorded: Any) -> None:
        """And what is looked up in several tables by one."""
        SPARK.texts(recorded, {"one": ["a", None], "two": [None, "b"]}, "number")
        assert recorded.written == {
            "c0": "element_at(array(struct('a', NULL), struct(NULL, 'b')), number + 1)",
            "one": "c0.col1",
            "two": "c0.col2",
        }


class TestName:
    """Names of columns are quoted."""

    @pytest.mark.parametrize(
        ("engine", "name", "quoted"), [(SPARK, "a`b", "`a``b`"), (DUCKDB, 'a"b', '"a""b"'), (DUCKDB, "a`b", '"a`b"')]
    )
    def test_quotes(self, engine: Sql, name: str, quoted: str) -> None:
        """Quotes in them stand twice."""
        assert engine.name(name) == quoted
