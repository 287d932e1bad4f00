"""Take out each defence in turn, and see that its test fails.

    python tests/defences/run.py [WORD...]

`defences.toml` lists them: what is to be withstood, where in the code that is done, what stands there when it is taken
out, and which test has to notice. It fails when a test still passes, when one does not pass on the code as it is, and
when the code has changed so that a defence is not found: then it names the row to be brought up to date.
With words, only those defences are tried that have one of them in what they are against.
"""

import multiprocessing
import os
import resource
import shutil
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import hypothesis  # noqa: F401 - once, for all copies of this process
import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
LISTED = Path(__file__).with_name("defences.toml")

AT_ONCE = 2
"""How many are tried side by side."""

MEMORY = 1 << 30
"""How much memory a program without its defence may take."""

PASSED, FAILED = 0, 1
"""How pytest ends. Any other code says that the test did not run."""

OPTIONS = (
    *("-q", "--no-header", "--timeout=20", "-p", "no:cacheprovider", "-p", "no:randomly"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # what is imported by now need not be rewritten
)


class Defence(NamedTuple):
    """One defence.

    Args:
        section: What it is part of.
        against: What it is against.
        file: The module that it is in.
        was: How it reads, once in the module.
        now: What stands there when it is taken out.
        test: The test that then fails, from the folder of the tests.
    """

    section: str
    against: str
    file: str
    was: str
    now: str
    test: str

    @property
    def path(self) -> Path:
        """Where it is in the source."""
        return Path("ckm_mo", self.file)

    @property
    def times(self) -> int:
        """How often it is found in its module; 0 where there is no such module."""
        path = SOURCE / self.path
        return path.read_text("utf-8").count(self.was) if path.exists() else 0

    def taken_out(self) -> str:
        """Give the text of its module without it."""
        return (SOURCE / self.path).read_text("utf-8").replace(self.was, self.now)


def listed() -> list[Defence]:
    """Read all defences."""
    sections = tomllib.loads(LISTED.read_text("utf-8"))
    return [Defence(section, **row) for section, rows in sections.items() for row in rows]


def stale(defences: Sequence[Defence]) -> list[str]:
    """Name the rows that the code has outgrown: what they take out stands there no more, or more than once."""
    return [
        f"Bring the row up to date: {each.file} has {each.times} times {each.was!r} (against {each.against})"
        for each in defences
        if each.times != 1
    ]


def tried(tests: Sequence[str], defence: Defence | None = None) -> tuple[int, str]:
    """Run tests on a copy of the source, without a defence if one is given: how they end, and what is said.

    It is for a process that ends with it and that has not imported the package, which is then imported from the copy.
    """
    with tempfile.TemporaryDirectory() as place, Path(place, "said").open("w+b") as said:
        shutil.copytree(SOURCE, Path(place, "src"), ignore=shutil.ignore_patterns("__pycache__"))
        if defence:
            Path(place, "src", defence.path).write_text(defence.taken_out(), "utf-8")
        os.environ |= {"PYTHONPATH": f"{place}/src", "PYTEST_ADDOPTS": ""}  # of the programs that the tests start
        sys.path.insert(1, f"{place}/src")
        os.chdir(ROOT)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(said.fileno(), stream.fileno())
        code = pytest.main([*OPTIONS, f"--basetemp={place}/tests", *(f"tests/{each}" for each in tests)])
        assert sys.modules["ckm_mo"].__file__ == f"{place}/src/ckm_mo/__init__.py"
        return int(code), Path(place, "said").read_text("utf-8")


def without(defence: Defence) -> tuple[int, str, float]:
    """Run the test of a defence without it: how it ends, what is said, how many seconds it takes."""
    began = time.perf_counter()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    return *tried([defence.test], defence), time.perf_counter() - began


def main(words: Sequence[str]) -> int:
    """Try all defences, or those against something, and say what was noticed."""
    began = time.perf_counter()
    defences = [each for each in listed() if not words or any(word in each.against for word in words)]
    lost = stale(defences)
    print("\n".join(lost), end="\n" * bool(lost))
    defences = [each for each in defences if each.times == 1]
    tests = list(dict.fromkeys(each.test for each in defences))
    unnoticed = []
    with multiprocessing.get_context("fork").Pool(AT_ONCE, maxtasksperchild=1) as pool:
        whole, said = pool.apply(tried, [tests])
        if whole != PASSED:
            print(said, "With every defence in its place not all tests pass.", sep="\n")
        for defence, (code, said, taken) in zip(defences, pool.imap(without, defences), strict=True):
            print(f"{taken:4.1f} s  {defence.against} ({defence.file})", flush=True)
            if code != FAILED:
                unnoticed.append(defence)
                print(said, f"Not noticed by {defence.test}: {defence.against} ({defence.file})", sep="\n")
        pool.close()
        pool.join()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{len(defences)} defences taken out, {len(defences) - len(unnoticed)} noticed by their test of {len(tests)}")
    print(f"{time.perf_counter() - began:.0f} s, {used.ru_utime + used.ru_stime:.0f} s of processor")
    return bool(lost or unnoticed or whole != PASSED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
