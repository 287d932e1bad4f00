"""CONTRIBUTING shows the house as it is, and every place that it sends a change to is there."""

import ast
import re
from pathlib import Path

import pytest

import house
import modules

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
ROWS = re.findall(r"(?m)^\| (.+?) \| (.*`src/.*) \|$", PAGE)
"""Each change that a maintainer is asked for, and its place."""


class TestDrawing:
    """The drawing has every room, the core below all others."""

    def test_every_room(self) -> None:
        """Each folder has a box that says how many modules it has."""
        for folder in filter(None, house.rooms()):
            assert f"─ {folder} ─" in house.drawing()
            assert len(house.rooms()[folder]) == len(list((modules.SOURCE / folder).glob("*.py")))

    def test_core(self) -> None:
        """The core imports no room and every room imports it, so that it lies below."""
        assert house.arrows(house.CORE) == {}
        assert all(house.arrows(room)[house.CORE] for room in house.rooms() if room != house.CORE)
        assert house.drawing().splitlines()[-2].startswith("╚")

    def test_one_way(self) -> None:
        """Each room lies above those that it imports."""
        for room in house.rooms():
            assert all(house.storey(each) < house.storey(room) for each in house.arrows(room))

    def test_arrows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A module counts once for each module that it imports from, wherever in it that stands."""
        code = "from ckm_mo.cases import A\ndef f():\n    from ckm_mo.cases import B\n    import ckm_mo.views.words\n"
        monkeypatch.setattr(house, "rooms", lambda: {"": ["cases"], "views": ["views.words"], "new": ["new.one"]})
        monkeypatch.setattr(modules, "tree", lambda _: ast.parse(code))
        assert house.arrows.__wrapped__("new") == {"": 1, "views": 1}

    def test_straight(self) -> None:
        """Every line is as wide as the others, but for a column that does not divide."""
        lines = house.drawing().splitlines()[1:-1]
        assert {len(line) for line in lines} <= {house.WIDTH - 2, house.WIDTH - 1, house.WIDTH}


class TestPlaces:
    """Where a change lands."""

    @pytest.mark.parametrize(("change", "place"), ROWS, ids=[change for change, _ in ROWS])
    def test_there(self, change: str, place: str) -> None:
        """The file or folder is there, and has what is named in it."""
        (path, *_) = paths = re.findall(r"`(src/[\w/.]+)`", place)
        assert all((ROOT / each).exists() for each in paths), change
        for name in set(re.findall(r"`(\w+)` in", place)):
            assert re.search(rf"(?m)^def {name}\b", Path(ROOT, path).read_text("utf-8"))

    def test_catalogues(self) -> None:
        """The rooms that say something have a catalogue of sentences each."""
        assert len(ROWS) > 5
        assert {path.parent.name for path in modules.SOURCE.rglob("messages.py")} > {"tables", "views", "cli"}
