"""What is written in SQL, looked at and not run: what it gives is for `tests/frames` and `tests/spark` to see."""

from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from ckm_mo.frames.engines import STAGED, Axis, Staged, with_columns, with_sql

NAMED = {"": ("", "nothing"), "yes": ("yes", "ja")}
NAMES = ("one", "two", "three")


class Recorded(STAGED[nw.Implementation.PYSPARK]):  # type: ignore[misc, valid-type]  # the class for Spark
    """A frame of Spark that remembers what would be added to it."""

    def __init__(self) -> None:
        """Begin with nothing added."""
        super().__init__(nw.from_native(pl.LazyFrame({name: ["yes"] for name in NAMES})))
        self.written: dict[str, str] = {}

    def add(self, columns: Any, write: Any = with_columns) -> list[str]:
        """Remember what is written in SQL, and add numbers in its place."""
        if write is not with_sql:
            return [*super().add(columns, write)]
        columns = [*columns]
        names: list[str] = super().add([nw.lit(0)] * len(columns))
        self.written |= zip(names, columns, strict=True)
        return names


@pytest.fixture
def recorded() -> Any:
    """Give a frame that remembers."""
    return Recorded()


class TestSpark:
    """Spark makes one method of what it runs, and never compiles a long one: so what is long stands there once."""

    def test_spellings(self, recorded: Any) -> None:
        """All cells are folded and looked up by one expression, whose parts are then taken out."""
        axes = recorded.spellings(NAMES, [NAMED] * 3, [""] * 3)
        (found, long), *parts = recorded.written.items()
        assert axes == [Axis(name, (None, "", "yes")) for name, _ in parts]
        assert [part for _, part in parts] == [f"coalesce({found}[{place}], 0)" for place in range(len(NAMES))]
        assert long.count("lower(") == 1
        assert long.count("map('', 1, 'yes', 2, 'nothing', 1, 'ja', 2)") == len(NAMES)

    def test_joined(self, recorded: Any) -> None:
        """What several words match is then in the first group, if it is in none."""
        (axis,) = recorded.spellings(NAMES[:1], [NAMED], ["^yes$"])
        assert recorded.frame.select(axis.column).collect().rows() == [(1,)]
        (other,) = recorded.spellings(NAMES[:1], [NAMED], ["^no$"])
        assert recorded.frame.select(other.column).collect().rows() == [(0,)]

    def test_look_up(self, recorded: Any) -> None:
        """So it is where numbers are looked up."""
        axes = [Axis("one", (1, 2)), Axis("two", (3, 4))]
        found = recorded.look_up((axes, lambda one, other: one + other), (axes[:1], lambda one: one > 1))
        (_, long), *parts = recorded.written.items()
        assert [name for name, _ in parts] == [axis.column for axis in found]
        assert [axis.stands_for for axis in found] == [(4, 5, 6), (False, True)]
        assert "split('0,1,1,2', ',')" in long
        assert "split('0,1', ',')" in long

    def test_nothing(self, recorded: Any) -> None:
        """Where nothing is asked nothing is added."""
        assert recorded.look_up() == []
        assert recorded.written == {}

    def test_texts(self, recorded: Any) -> None:
        """And where texts are, in several tables at once."""
        names = recorded.texts([Axis("one", ("a", "b"))], lambda one: (one, None))
        (found, long), *parts = recorded.written.items()
        assert long.startswith("element_at(array(struct('a', NULL), struct('b', NULL)), ")
        assert dict(parts) == {names[0]: f"{found}.col1", names[1]: f"{found}.col2"}


class TestAxis:
    """Of what is the same in all rows there is no column."""

    def test_same(self) -> None:
        """Nothing is added for it, and whether it holds is known."""
        staged = Staged(nw.from_native(pl.DataFrame({"one": [0, 1]})))
        (axis,) = staged.look_up(([Axis("one", ("a", "b"))], lambda _: True))
        assert axis == Axis("", (True,))
        assert axis.is_true is True
        assert staged.frame.columns == ["one"]

    def test_names(self) -> None:
        """What is added has names that no column has."""
        staged = Staged(nw.from_native(pl.DataFrame({"_CKM_MO_1": [1]})))
        assert staged.add([nw.lit(1)]) == ["__ckm_mo_1"]
