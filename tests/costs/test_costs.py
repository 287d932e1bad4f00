"""What hostile files cost: each ends in an answer or a clear error, within 2 GiB of address space.

Each is tried in a process of its own, which the system ends when it takes more memory, or some minutes of processor: a
limit that only what has no bound meets. What each takes is printed by hand: `python tests/costs/test_costs.py`.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import pytest

from ckm_mo.messages import say
from costs import hostile
from costs.hostile import HOSTILE

MEMORY = 2 << 30
SECONDS = 60
ENDS = {0, 1, 130}
"""With an answer, an error, or at the end of what was typed."""

UNEXPECTED = say("unexpected", "en", kind="").split("(")[0]


class Runner:
    """A program that tries one file after the other, each in a process of its own."""

    def __init__(self) -> None:
        """Start it."""
        tests = str(Path(hostile.__file__).parent.parent)
        places = os.pathsep.join([tests, *filter(None, [os.environ.get("PYTHONPATH")])])
        self.program = subprocess.Popen(  # noqa: S603 - its own
            [sys.executable, hostile.__file__, str(MEMORY), str(SECONDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": places},
        )

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let it end."""
        self.program.communicate()

    def tried(self, name: str, folder: Path) -> dict[str, Any]:
        """Try a file."""
        each = HOSTILE[name]
        path = folder / f"x{each.suffix}"
        path.write_bytes(each.build())
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        self.program.stdin.write(json.dumps([str(path), *each.command]) + "\n")
        self.program.stdin.flush()
        found: dict[str, Any] = json.loads(self.program.stdout.readline())
        return found


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    """Start it once for all."""
    with Runner() as started:
        yield started


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
@pytest.mark.parametrize("name", HOSTILE)
def test_costs(name: str, runner: Runner, tmp_path: Path) -> None:
    """It ends by itself, and is no fault of the program."""
    found = runner.tried(name, tmp_path)
    assert found.get("code") in ENDS, found
    assert UNEXPECTED not in found["said"], found


def main() -> None:
    """Print what each takes."""
    with Runner() as started, TemporaryDirectory() as folder:
        for name in HOSTILE:
            found = started.tried(name, Path(folder))
            print(f"{name}: {found['seconds']:.1f} s, {found['memory']} MiB, {found.get('said', found)[:100]!r}")  # noqa: T201 - by hand


if __name__ == "__main__":
    main()
