"""Change the code a little, again and again, and see that the tests notice.

    python tests/mutation/run.py [MODULE...]

Every change that `mutants` lists is made on its own, and tests are run until one fails. Those that no test can notice
stand in `survivors.toml` with the reason. It fails when a change passes unnoticed that is not listed, and when one is
listed that is noticed or that there is no more: so the list stays true.

Nothing is started anew for a change. All tests are collected once; for each change the process is forked, and in the
copy the code of the one function is exchanged. What runs on import, such as a table, cannot be exchanged: for such a
change a copy is forked from before the package was imported. The tests of a change are those that reach its lines,
quick ones first, and first of all those that noticed changes before.
"""

import ast
import functools
import gc
import importlib.util
import inspect
import os
import pickle
import resource
import signal
import sys
import time
import tomllib
import traceback
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, NoReturn

import coverage
import hypothesis
import pytest
from _pytest.runner import runtestprotocol
from attrs import field, frozen

TESTS = Path(__file__).parent.parent
sys.path.insert(0, str(TESTS))

from mutation.mutants import Mutant, Tree  # noqa: E402 - the folder of the tests is on the path only now

PACKAGE = "ckm_mo"
MODULES = ("answers", "rules", "classification", "explanation", "tallies", "tables.reading")
"""The modules whose code is changed: what decides, and what reads and counts."""

FILES = (
    *(f"core/test_{name}.py" for name in (*MODULES[:-1], "cases", "every_means", "published_cases", "laws")),
    *("tables/test_reading.py", "tables/test_sheets.py"),
)
"""Where the tests are that have to notice it."""

LISTED = Path(__file__).parent / "survivors.toml"

MOST_SECONDS = 8.0
"""How long the tests of one change may take, all together: the slowest of them are left out."""

LISTED_SECONDS = 0.5
"""How long where it is listed: no test can notice it."""

MEMORY = 2 << 30
"""How much memory a changed program may take."""

FEW = 20
"""How often a test with parameters may be run before all others have been."""

ENDED = "ended"
ON_IMPORT = "on import"
"""What becomes of a change, if no test notices it: its copy took too long, or it can only be made on import."""

OPTIONS = (
    *("-q", "-s", "--assert=plain", "--timeout=0", "--no-header", "--no-summary"),
    *("-p", "no:cacheprovider", "-p", "no:randomly", "-W", "ignore::pytest.PytestAssertRewriteWarning"),
)


Place = tuple[str, str | int | None]


@frozen
class Seen:
    """What the tests do with the code as it is.

    Args:
        seconds: How long each takes, by its name.
        reaches: The functions that each calls and the lines that it runs, as (module, qualified name or number).
        on_import: The functions that importing the package calls.
    """

    seconds: dict[str, float] = field(factory=dict)
    reaches: dict[str, set[Place]] = field(factory=dict)
    on_import: set[Place] = field(factory=set)

    def tests(self, mutant: Mutant) -> list[str]:
        """List the tests that reach a change; where no line of it is seen to run, those that call its function."""
        lines: set[Place] = {(mutant.module, line) for line in mutant.lines}
        found = [name for name, reached in self.reaches.items() if lines & reached]
        called = (mutant.module, mutant.function)
        return found or [name for name, reached in self.reaches.items() if called in reached]


def source(module: str) -> Path:
    """Find a module's file without importing it."""
    found = importlib.util.find_spec(PACKAGE)
    assert found
    assert found.origin
    return Path(found.origin).parent.joinpath(*module.split(".")).with_suffix(".py")


def in_a_copy(work: Callable[[], Any], limit: float = 0) -> Any:
    """Do some work in a copy of this process, silently where it has a limit of seconds.

    Returns:
        What it gives; `ENDED` where it took too long or too much.
    """
    sys.stdout.flush()
    end, start = os.pipe()
    child = os.fork()
    if not child:
        os.close(end)
        _quietly(work, start, limit)
    os.close(start)
    with os.fdopen(end, "rb") as stream:
        given = stream.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return ENDED
    assert given, "the copy failed, see above"
    return pickle.loads(given)  # noqa: S301 - from a copy of this process


def _quietly(work: Callable[[], Any], start: int, limit: float) -> NoReturn:
    if limit:
        gc.disable()
        signal.setitimer(signal.ITIMER_PROF, limit)  # its signal ends the copy, as does that of the clock on the wall
        signal.setitimer(signal.ITIMER_REAL, max(limit * 20, 120))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115 - no path, and nobody closes it
    try:
        given = pickle.dumps(work())
        with os.fdopen(start, "wb") as stream:
            stream.write(given)
    except BaseException:  # noqa: BLE001 - a copy that fails must not go on as its original
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(0)


# Code that is exchanged in a running process.


def remembering() -> list[Any]:
    """List what remembers results, in the package and in its tests."""
    places = (str(TESTS), str(source(PACKAGE).parent))
    return [
        each.cache_clear
        for each in gc.get_objects()
        if isinstance(each, functools._lru_cache_wrapper) and each.__wrapped__.__code__.co_filename.startswith(places)  # noqa: SLF001 - its type
    ] + [sys.modules[f"{PACKAGE}.classification"]._SEEN.clear]  # noqa: SLF001 - likewise


def functions() -> dict[tuple[str, str], list[FunctionType]]:
    """List the functions of the package, by their file and their qualified name."""
    found: dict[tuple[str, str], list[FunctionType]] = {}
    for each in gc.get_objects():
        if isinstance(each, FunctionType):
            found.setdefault((each.__code__.co_filename, each.__code__.co_qualname), []).append(each)
    return found


def codes(code: CodeType) -> Iterator[CodeType]:
    """List a code and all that is in it."""
    yield code
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield from codes(const)


def exchange(mutant: Mutant, tree: Tree, live: dict[tuple[str, str], list[FunctionType]]) -> None:
    """Put the changed code of a function in the place of the code that runs."""
    assert mutant.function
    file = str(source(mutant.module))
    with mutant.made():
        whole = compile(tree.compiled(mutant.function), file, "exec")
    (code,) = (each for each in codes(whole) if each.co_qualname == mutant.function)
    for each in live[file, mutant.function]:
        each.__code__ = code


class Trying:
    """Tries changes in the place of the tests that `pytest` was to run.

    Args:
        pairs: Changes, each with its tree.
        known: Those that no test can notice.
    """

    def __init__(self, pairs: Sequence[tuple[Mutant, Tree]], known: Collection[Mutant]) -> None:
        """Begin with none tried."""
        self.pairs = pairs
        self.known = set(known)
        self.survived: set[Mutant] = set()
        self.ended = 0

    def pytest_collection(self, session: pytest.Session) -> bool:
        """Try those in the body of a function, then those in what runs on import."""
        seen, self.survived, self.ended = in_a_copy(lambda: self.exchanged(session))
        for mutant, tree in self.pairs:
            again = mutant in self.survived and (mutant.module, mutant.function) in seen.on_import
            if mutant.function is None or again:
                self.survived.discard(mutant)
                most = LISTED_SECONDS if mutant in self.known else MOST_SECONDS
                noticed = in_a_copy(lambda: imported(mutant, tree, session, seen, most), 4 + 2 * most)  # noqa: B023 - at once
                if not noticed:
                    self.survived.add(mutant)
                self.ended += noticed == ENDED
        return True

    def exchanged(self, session: pytest.Session) -> tuple[Seen, set[Mutant], int]:
        """Run the tests once as they are, and then for each change in the body of a function."""
        with reaching() as on_import:
            for name in MODULES:
                importlib.import_module(f"{PACKAGE}.{name}")
        items = {item.nodeid: item for item in session.perform_collect([str(TESTS / file) for file in FILES])}
        seen = in_a_copy(lambda: _baseline(items.values(), on_import))
        live = functions()
        for forget in remembering():
            forget()
        gc.freeze()  # so that copies share what is there
        survived: set[Mutant] = set()
        favourite: dict[Place, str] = {}
        killed: Counter[str] = Counter()
        for mutant, tree in self.pairs:
            if mutant.function is None:
                continue
            calls: Place = (mutant.module, mutant.function)
            most = LISTED_SECONDS if mutant in self.known else MOST_SECONDS
            names = chosen(seen.tests(mutant), mutant.module, seen, most)
            names.sort(key=lambda name: (name != favourite.get(calls), -killed[name]))
            some = [(items[name], limit(seen.seconds[name])) for name in names]
            noticed = in_a_copy(lambda: _tried(mutant, tree, live, some), limit(0))  # noqa: B023 - at once
            if noticed == ON_IMPORT:
                seen.on_import.add(calls)
            if noticed in {"", ON_IMPORT}:
                survived.add(mutant.named())
            elif noticed != ENDED:
                favourite[calls] = noticed
                killed[noticed] += 1
            self.ended += noticed == ENDED
        return seen, survived, self.ended


def limit(seconds: float) -> float:
    """Say how long a test may take that took so long before."""
    return 1.5 + 2 * seconds


def chosen(names: Iterable[str], module: str, seen: Seen, most: float) -> list[str]:
    """Choose tests that together take no longer than they may.

    The module's own come first, and quick ones; but of those with parameters no more than a few before all others.
    """
    seconds = {name: seen.seconds.get(name, 0) for name in names}  # one may have another name by now
    times: Counter[str] = Counter()
    order = {}
    for name, each in seconds.items():
        test = name.partition("[")[0]
        order[name] = (f"test_{module}.py" not in name, times[test] // FEW, each)
        times[test] += 1
    kept, total = [], 0.0
    for name in sorted(order, key=order.__getitem__):
        if total + seconds[name] <= most:
            kept.append(name)
            total += seconds[name]
    return kept


Live = dict[tuple[str, str], list[FunctionType]]
"""The functions of the package, by their file and their qualified name."""


def _tried(mutant: Mutant, tree: Tree, live: Live, items: list[tuple[pytest.Item, float]]) -> str:
    """Make a change and name the first test that notices it; nothing where none does. Each has its limit of seconds."""
    try:
        exchange(mutant, tree, live)
    except ValueError:  # it no longer calls `super`, and has another shape
        return ON_IMPORT
    for item, most in items:
        signal.setitimer(signal.ITIMER_PROF, most)
        if not passes(item):
            return item.nodeid
    return ""


def passes(item: pytest.Item) -> bool:
    """Run a test, and say whether it passes."""
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def _baseline(items: Iterable[pytest.Item], on_import: set[Place]) -> Seen:
    """Run all tests, see how long each takes and what it reaches."""
    seen = Seen(on_import=set(on_import))
    caches = remembering()
    files = {name: str(source(name)) for name in MODULES}
    watch = coverage.Coverage(data_file=None, config_file=False, include=[*files.values()])
    for item in items:
        for forget in caches:
            forget()
        began = time.process_time()
        watch.start()
        watch.switch_context(item.nodeid)
        assert passes(item), item.nodeid
        watch.stop()
        seen.seconds[item.nodeid] = time.process_time() - began
        seen.reaches[item.nodeid] = set()
    for name, file in files.items():
        callers = called(file)
        for line, tests in watch.get_data().contexts_by_lineno(file).items():
            for test in filter(None, tests):
                seen.reaches[test] |= {(name, line), *((name, function) for function in callers.get(line, ()))}
    return seen


def called(file: str) -> dict[int, set[str]]:
    """List the functions in a file that a line is of, by qualified name; a line runs where one of them was called."""
    found: dict[int, set[str]] = {}
    for code in codes(compile(Path(file).read_text("utf-8"), file, "exec")):
        if code.co_flags & inspect.CO_OPTIMIZED:
            for _, _, line in code.co_lines():
                if line:
                    found.setdefault(line, set()).add(code.co_qualname.partition(".<locals>")[0])
    return found


class reaching(set[Place]):  # noqa: N801 - used as a function is
    """Collects the functions of the modules that are called meanwhile."""

    def __enter__(self) -> set[Place]:
        """Begin."""
        self.files = {str(source(name)): name for name in MODULES}
        sys.settrace(self._note)
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        sys.settrace(None)

    def _note(self, frame: FrameType, _: str, __: object) -> None:
        if name := self.files.get(frame.f_code.co_filename):
            self.add((name, frame.f_code.co_qualname.partition(".<locals>")[0]))


# Code that runs on import.


class Changed(MetaPathFinder, Loader):
    """Imports a module with a change made in it."""

    def __init__(self, mutant: Mutant, tree: Tree) -> None:
        """Take the change."""
        self.mutant = mutant
        self.tree = tree

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Find the one module."""
        if name != f"{PACKAGE}.{self.mutant.module}":
            return None
        return importlib.util.spec_from_file_location(name, source(self.mutant.module), loader=self)

    def exec_module(self, module: ModuleType) -> None:
        """Run its changed code."""
        with self.mutant.made():
            code = compile(ast.fix_missing_locations(self.tree.tree), str(module.__file__), "exec")
        exec(code, vars(module))  # noqa: S102 - the package's own


def imported(mutant: Mutant, tree: Tree, session: pytest.Session, seen: Seen, most: float) -> str:
    """Import the package with a change, and say that something fails; nothing where all passes."""
    sys.meta_path.insert(0, Changed(mutant, tree))
    own = f"unit/test_{mutant.module}.py"
    reach = set(seen.tests(mutant))
    for files in ([own], [file for file in FILES if file != own]):
        try:
            items = {each.nodeid: each for each in session.perform_collect([str(TESTS / file) for file in files])}
        except Exception as error:  # noqa: BLE001 - to fail is to notice, whatever with
            return repr(error)
        names = chosen([name for name in items if name in reach or not mutant.function], mutant.module, seen, most)
        failed = next((name for name in names if not passes(items[name])), "")
        if failed or session.testsfailed:
            return failed or "collection"
    return ""


def listed() -> dict[Mutant, str]:
    """Read the changes that no test can notice, with the reason of each."""
    found = {}
    for group in tomllib.loads(LISTED.read_text("utf-8"))["survivors"]:
        for each in group["changes"]:
            found[Mutant(each["where"], each["was"], each["now"], each.get("nth", 1))] = group["reason"]
    return found


def as_toml(mutant: Mutant) -> str:
    """Write a change as it stands in the list."""
    facts = {"where": mutant.where, "was": mutant.was, "now": mutant.now}
    nth = f", nth = {mutant.nth}" if mutant.nth > 1 else ""
    return "  { " + ", ".join(f"{key} = {_quoted(fact)}" for key, fact in facts.items()) + nth + " },"


def _quoted(text: str) -> str:
    return f"'{text}'" if "'" not in text else f"'''{text}'''"


def main(names: Sequence[str]) -> int:
    """Try all changes to some modules, or to all, and say what was noticed."""
    began = time.perf_counter()
    known = [mutant for mutant in listed() if mutant.module in (names or MODULES)]
    hypothesis.settings.register_profile(
        "mutation",
        deadline=None,
        derandomize=True,
        database=None,
        max_examples=20,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],  # what fails need not be made small
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    os.environ["CKM_MO_PROFILE"] = "mutation"
    pairs = [
        (mutant, tree)
        for tree in (Tree(name, source(name).read_text("utf-8")) for name in names or MODULES)
        for mutant in tree.mutants()
    ]
    trying = Trying(pairs, known)
    pytest.main([*OPTIONS], [trying])
    survived = trying.survived
    unlisted = [mutant for mutant, _ in pairs if mutant in survived and mutant not in known]
    untrue = [mutant for mutant in known if mutant not in survived]
    tried = Counter(mutant.module for mutant, _ in pairs)
    left = Counter(mutant.module for mutant in survived)
    for name in names or MODULES:
        print(f"{name:15} {tried[name]:5} changes, {tried[name] - left[name]:5} noticed, {left[name]:3} not")
    seconds = time.perf_counter() - began
    print(f"{sum(tried.values())} changes in {seconds:.0f} s, {len(known)} listed, {trying.ended} ended by a limit")
    for title, some in (("Unnoticed and not listed:", unlisted), ("Listed and not true:", untrue)):
        if some:
            print(title, *map(as_toml, some), sep="\n")
    return bool(unlisted or untrue)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
