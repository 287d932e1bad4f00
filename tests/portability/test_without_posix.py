"""The suite's core, run where POSIX has been taken away and Windows' rules for files hold."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]

SUITES = (
    *("portability/on_windows.py", "core/test_platform.py", "core/test_published_cases.py", "core/test_cases.py"),
    *("tables/test_files.py", "tables/test_additions.py", "cli/test_refusals.py"),
)
"""What is run: reading, tallying, classifying, templates, adding a case to a table."""

POSIX = (
    *("test_private", "test_no_file", "test_force", "test_link", "test_dangling_link", "test_without_links"),
    *("test_removed_meanwhile", "test_appear"),
)
"""Tests in them of what only POSIX has: modes, pipes, links."""

DRAWN = ("test_any",)
"""Tests in them of many drawn tables: what is written into a table is the same wherever it is written."""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what is open")
def test_core() -> None:
    """Everything that does not speak of POSIX passes; one table is enough for each way to write it."""
    done = subprocess.run(  # noqa: S603 - this interpreter
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "portability.windows", "-p", "no:cacheprovider"),
            *("-k", " and ".join(f"not {name}" for name in (*POSIX, *DRAWN))),
            *(str(TESTS / suite) for suite in SUITES),
        ],
        env=os.environ | {"PYTHONPATH": str(TESTS), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]


@pytest.mark.parametrize("statement", ["from ckm_mo import read_table", "import ckm_mo.cli.running"])
def test_import(statement: str) -> None:
    """The package is imported."""
    code = f"from portability.windows import taken_away\n{statement}\n"
    environment = os.environ | {"PYTHONPATH": str(TESTS)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)  # noqa: S603 - likewise
