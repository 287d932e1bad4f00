"""The house: who may import whom, what is loaded when, and that nothing stands twice."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

import ckm_mo
from ckm_mo.cli.commands import COMMANDS
from ckm_mo.codebook import CONTEXT, MEANS, VARIABLES
from ckm_mo.rules import PROFILES
from commands import CODER1

SOURCE = Path(ckm_mo.__file__).parent
FACADE = "__init__"

ROOT = ""

MAY_IMPORT = {
    ROOT: set(),
    "tallies": {ROOT},
    "views": {ROOT, "tallies"},
    "tables": {ROOT, "tallies"},
    "frames": {ROOT, "tallies"},
    "agreement": {ROOT, "tallies", "views"},
    "study": {ROOT, "tallies", "views"},
    "questions": {ROOT, "tallies", "views"},
    "pictures": {ROOT, "tallies", "views"},
    "cli": {ROOT, "tallies", "views", "pictures", "tables", "frames", "agreement", "study", "questions"},
}
"""The law of the house: the root is the format and imports no folder; `tallies` imports the root; the other folders
import both; pictures, and the views of agreement, study and questions, also import `views`; only `cli` imports every
folder."""

DOORS = {"__init__", "__main__"}
"""The modules of the root that lead into folders: what the package exports, and what starts it."""

MAY_USE = {
    "agreement.measures": {"scipy"},
    "frames": {"narwhals", "polars"},
    "records": {"pyarrow", "polars", "nanoarrow"},
    "tables.workbooks": {"xlsxwriter"},
    "tables.parquet": {"pyarrow"},
    "tables.spss": {"pyreadstat"},
    "tables.sav": {"polars", "pyreadstat"},
    "views.terminal": {"rich"},
    "pictures": {"matplotlib"},
    "cli": {"rich"},
}
"""What is not in the standard library, beside attrs, and who may import it: inside functions, but for `AT_ONCE`."""

AT_ONCE = {"frames": {"narwhals"}, "pictures": {"matplotlib"}, "views.terminal": {"rich"}}
"""What is imported with the module, since it does nothing without."""

NOT_ON_IMPORT = (
    *(
        "rich",
        "argparse",
        "matplotlib",
        "json",
        "csv",
        "tempfile",
        "hashlib",
        "tomllib",
        "statistics",
        "importlib.metadata",
    ),
    *(
        "ckm_mo.explanation",
        "ckm_mo.tallies.tally",
        "ckm_mo.tables.reading",
        "ckm_mo.tables.files",
        "ckm_mo.views.words",
    ),
    *("ckm_mo.views.blocks", "ckm_mo.checking", "ckm_mo.cli.running", "ckm_mo.views.pages", "ckm_mo.frames.verdicts"),
    *("ckm_mo.frames.columns", "ckm_mo.frames.engines", "ckm_mo.frames.rows"),
    *("ckm_mo.tables.additions", "ckm_mo.cli.interview", "ckm_mo.cli.conversation", "readline"),
    *(
        "ckm_mo.tables.cells",
        "ckm_mo.tables.sheets",
        "ckm_mo.tables.parquet",
        "ckm_mo.tables.spss",
        "ckm_mo.tables.sav",
        "ckm_mo.tables.formats",
    ),
)
"""What classifying a case does not need."""

OF_COMMANDS = [f"ckm_mo.cli.{name}" for name in COMMANDS]
"""The modules of the commands, of which the chosen one is loaded."""

DEFINED_TWICE = {
    **dict.fromkeys(("declare", "run", "Request", "EXAMPLES"), "what every command has, in a module of its own"),
    **dict.fromkeys(("read", "Book"), "what reads a kind of file, in a module of its own"),
    "SENTENCES": "the catalogue of every folder",
    "check": "exported for others: of the rules by `checking`, of claims by `questions`",
    "T": "a variable of types: whatever is given",
    "HARD": "for others: the hard means in the codebook, the outcome that they lead to in the study",
}
"""The names that more modules than one may define, and why. Any other has one meaning in the whole package."""

STYLES = {"bold underline"}
"""The texts of two words that are no sentence."""

NETWORK = {
    *("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "poplib", "imaplib", "xmlrpc", "webbrowser"),
    *("asyncio", "selectors", "socketserver", "subprocess", "multiprocessing", "ctypes", "requests", "httpx"),
}
"""What could let something leave the machine."""


class Import(NamedTuple):
    """One name that a module imports: from where, which, and whether inside a function."""

    module: str
    name: str
    inside: bool


@cache
def modules() -> dict[str, ast.Module]:
    """Parse every module of the library, by name."""
    return {
        ".".join(path.relative_to(SOURCE).with_suffix("").parts): ast.parse(path.read_text("utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
    }


def folder(name: str) -> str:
    """Name the folder that a module is in; the root has no name."""
    return name.rpartition(".")[0]


def imports(tree: ast.AST, *, inside: bool = False) -> Iterator[Import]:
    """List what a module imports, anywhere in it, for type checking too."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, "", inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (Import(node.module or "", alias.name, inside) for alias in node.names)
        else:
            yield from imports(node, inside=inside or isinstance(node, ast.FunctionDef | ast.Lambda))


@cache
def own_imports(name: str) -> frozenset[str]:
    """List the modules of the library that a module imports; of a folder, the module that says what it exports."""
    found = set()
    for each in imports(modules()[name]):
        package, _, module = each.module.partition(".")
        if package == "ckm_mo":
            ways = (f"{module}.{each.name}".strip("."), module, f"{module}.__init__".strip("."))
            found.add(next(way for way in ways if way in modules()))
    return frozenset(found)


def docstrings(tree: ast.AST) -> set[int]:
    """Find the strings that stand alone: docstrings, and those below an attribute."""
    return {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def literals(name: str, *, but: str = "") -> list[str]:
    """List the strings in a module's code, parts of formatted ones too, but for its docstrings and for one constant."""
    tree = modules()[name]
    skipped = docstrings(tree)
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == but:
            skipped |= {id(part) for part in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped
    ]


def loaded(code: str) -> set[str]:
    """List the modules that are loaded when a process has run some code."""
    report = "import sys\nprint(*sorted(sys.modules), sep='\\n', file=sys.stderr)"
    done = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stderr.splitlines())


class TestImports:
    """Imports run one way."""

    def test_every_folder_has_its_row(self) -> None:
        """Every folder stands in the table, and no other."""
        assert {folder(name) for name in modules()} == set(MAY_IMPORT)

    @pytest.mark.parametrize("name", sorted(set(modules()) - DOORS))
    def test_law(self, name: str) -> None:
        """A module imports its own folder and those that the table lets it, inside functions and for types too."""
        own = folder(name)
        assert {folder(each) for each in own_imports(name)} <= MAY_IMPORT[own] | {own}

    @pytest.mark.parametrize("name", sorted(set(modules()) - DOORS))
    def test_one_way(self, name: str) -> None:
        """No module imports itself, by way of others."""
        reached: set[str] = set()
        found = set(own_imports(name))
        while found - reached:
            reached |= found
            found = set().union(*(own_imports(each) for each in found if not each.endswith("__init__")))
        assert name not in reached

    @pytest.mark.parametrize("name", sorted(modules()))
    def test_others(self, name: str) -> None:
        """Beside the standard library there is attrs, and each extra only where it is needed."""
        uses = MAY_USE.get(name, set()) | MAY_USE.get(folder(name), set())
        for each in imports(modules()[name]):
            top = each.module.split(".")[0]
            assert top in {*sys.stdlib_module_names, "attrs", "ckm_mo", *uses}
            late = uses - AT_ONCE.get(name, set()) - AT_ONCE.get(folder(name), set())
            assert top not in late or each.inside or _only_for_types(name, each)

    @pytest.mark.parametrize("name", sorted(modules()))
    def test_no_network(self, name: str) -> None:
        """Nothing that it reads leaves the machine."""
        assert {each.module.split(".")[0] for each in imports(modules()[name])} & NETWORK == set()

    def test_nothing_is_private_elsewhere(self) -> None:
        """No module imports what another keeps to itself."""
        for name, tree in modules().items():
            private = [each for each in imports(tree) if each.name.startswith("_") and each.name != "__version__"]
            assert private == [], name


def _only_for_types(name: str, wanted: Import) -> bool:
    """Return whether a module imports something for type checking alone."""
    for node in modules()[name].body:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return wanted in set(imports(node))
    return False


def defined(tree: ast.Module) -> set[str]:
    """List what a module defines and does not keep to itself: functions, classes, constants and types."""
    found = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)}
    return {name for name in found if not name.startswith("_")}


class TestNames:
    """No name has two meanings."""

    def test_one_module(self) -> None:
        """A function, a class, a type or a constant that is not kept to itself is defined in one module."""
        times = Counter(chain.from_iterable(map(defined, modules().values())))
        assert {name for name, count in times.items() if count > 1} == set(DEFINED_TWICE)


class TestLoading:
    """What is not needed is not loaded."""

    @pytest.mark.parametrize(
        "code",
        ["import ckm_mo", "import ckm_mo; ckm_mo.classify(ckm_mo.Case.from_answers({'geweld': 'ja'}), 'closed')"],
        ids=["import", "classify"],
    )
    def test_import(self, code: str) -> None:
        """Importing the library, and classifying a case, loads nothing but what that takes."""
        found = loaded(code)
        assert found & set(NOT_ON_IMPORT) == set()
        assert {name for name in found if name.startswith("ckm_mo")} == {
            "ckm_mo",
            *(
                f"ckm_mo.{name}"
                for name in (
                    "_exports",
                    "_version",
                    "answers",
                    "cases",
                    "classification",
                    "codebook",
                    "spelling",
                    "errors",
                    "messages",
                    "records",
                    "rules",
                )
            ),
        }

    @pytest.mark.parametrize(
        ("arguments", "spared"),
        [
            (["--help"], [*OF_COMMANDS, "rich", "json", "csv", "tempfile", "hashlib", "tomllib", "statistics"]),
            (
                ["tally", "--help"],
                [
                    *(each for each in OF_COMMANDS if each != "ckm_mo.cli.tally"),
                    "rich",
                    "json",
                    "csv",
                    "tempfile",
                    "tomllib",
                    "ckm_mo.tables.reading",
                    "ckm_mo.views.words",
                ],
            ),
            (["--version"], ["rich", "json", "csv", "importlib.metadata"]),
            (
                ["case", "violence=yes", "--format", "json"],
                ["rich", "csv", "tomllib", "ckm_mo.tables.reading", "ckm_mo.views.words", "ckm_mo.cli.interview"],
            ),
            (
                ["case", "violence=yes"],
                ["ckm_mo.tables.additions", "ckm_mo.cli.conversation", "ckm_mo.cli.interview", "readline"],
            ),
            (
                ["classify", CODER1, "--format", "csv"],
                ["rich", "json", "tomllib", "ckm_mo.views.words", "ckm_mo.explanation"],
            ),
            (
                ["classify", CODER1, "--format", "json"],
                ["rich", "tomllib", "ckm_mo.views.words", "ckm_mo.tallies.tally"],
            ),
            (
                ["tally", CODER1, "--format", "json"],
                ["rich", "tomllib", "ckm_mo.views.words", "ckm_mo.explanation"],
            ),
            (
                ["tally", CODER1, "--format", "json"],
                [
                    "gzip",
                    "zipfile",
                    "xml",
                    "ckm_mo.tables.parts",
                    "ckm_mo.tables.sheets",
                    "ckm_mo.tables.parquet",
                    "ckm_mo.tables.spss",
                    "ckm_mo.tables.sav",
                    "xlsxwriter",
                    "pyreadstat",
                    "pyarrow",
                    "matplotlib",
                    "ckm_mo.pictures",
                ],
            ),
            (
                ["explain", CODER1, "002-v1", "--format", "json"],
                ["rich", "tomllib", "ckm_mo.views.words", "ckm_mo.tallies.tally"],
            ),
            (["tally", CODER1, "--format", "md"], ["rich", "ckm_mo.views.pages"]),
            (["tally", CODER1, "--format", "html"], ["rich"]),
            (["tally", CODER1, "--format", "tex"], ["rich", "ckm_mo.views.pages", "ckm_mo.views.markdown"]),
            (["template", "--format", "csv"], ["rich"]),
            (
                ["agree", CODER1, CODER1, "--format", "json"],
                ["rich", "ckm_mo.frames", "ckm_mo.questions", "ckm_mo.study"],
            ),
        ],
        ids=lambda each: " ".join(map(str, each)).replace(CODER1, "cases.csv"),
    )
    def test_commands(self, arguments: list[str], spared: list[str]) -> None:
        """A command loads only what it needs: a view alone takes rich, a table alone takes csv."""
        found = loaded(f"from ckm_mo.cli.running import main\nassert main({arguments!r}) == 0")
        assert found & set(spared) == set()


class TestNoSecondCopy:
    """What the codebook and the rules say stands nowhere else."""

    KEYS = frozenset(
        {key for key, _, _ in MEANS}
        | {each.dutch for each in VARIABLES if each.means}
        | {each.key for each in VARIABLES if each.means}
        | {profile.code for profile in PROFILES}
    )
    CONTEXT_KEYS = frozenset(each.key for each in CONTEXT) | frozenset(each.dutch for each in CONTEXT)

    @pytest.mark.parametrize("name", sorted(set(modules()) - {"codebook", "rules"}))
    def test_keys(self, name: str) -> None:
        """No code names a means, a profile or a context variable."""
        assert [each for each in literals(name) if each in self.KEYS | self.CONTEXT_KEYS] == []

    def test_keys_in_rules(self) -> None:
        """The rules name the profiles, once each, and neither means nor context: these they take from the codebook."""
        codes = sorted(each for each in literals("rules") if each in self.KEYS | self.CONTEXT_KEYS)
        assert codes == sorted(profile.code for profile in PROFILES)

    def test_keys_in_codebook(self) -> None:
        """The codebook names each means and each context variable once, but in edit rules, and no profile."""
        keys = self.KEYS | {each.key for each in CONTEXT}
        found = sorted(each for each in literals("codebook", but="EDIT_RULES") if each in keys)
        dutch = {means: word for means, word, _ in MEANS}
        assert found == sorted([*dutch, *dutch.values(), *(each.key for each in CONTEXT)])

    @pytest.mark.parametrize("name", sorted(set(modules()) - {"codebook"}))
    def test_identifiers(self, name: str) -> None:
        """No attribute and no argument is named after a context variable."""
        names = {node.attr for node in ast.walk(modules()[name]) if isinstance(node, ast.Attribute)}
        names |= {
            node.arg for node in ast.walk(modules()[name]) if isinstance(node, ast.keyword | ast.arg) and node.arg
        }
        assert names & self.CONTEXT_KEYS == set()

    @pytest.mark.parametrize("name", sorted(each for each in modules() if each.rpartition(".")[2] != "messages"))
    def test_sentences(self, name: str) -> None:
        """Nothing is printed or written that is a sentence of its own: those stand in the catalogue."""
        said = [
            part.value
            for call in ast.walk(modules()[name])
            if isinstance(call, ast.Call) and _name_of(call) in {"print", "write", "writelines", "Title", "Lines"}
            for part in ast.walk(call)
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and _is_sentence(part.value)
        ]
        assert set(said) - STYLES == set()

    @pytest.mark.parametrize(
        "name",
        [
            *("errors", "cases", "tables.reading", "tables.files"),
            *(each for each in sorted(modules()) if each.startswith("views.") and each != "views.messages"),
            *("tables.additions", *(each for each in modules() if folder(each) == "cli" and each != "cli.messages")),
        ],
    )
    def test_words_for_people(self, name: str) -> None:
        """In a module that speaks to people no text has two words but examples of commands."""
        tree = modules()[name]
        skipped = {id(part) for node in ast.walk(tree) for part in _types_and_failures(node)} | docstrings(tree)
        examples = [text for text in literals(name) if text.startswith("ckm-mo ")]
        found = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            if id(node) not in skipped and _is_sentence(node.value)
        ]
        assert [text for text in found if text not in examples and text not in STYLES] == []


def _name_of(call: ast.Call) -> str:
    """Name what is called, without what it is an attribute of."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_sentence(text: str) -> bool:
    """Return whether two words follow each other in a text."""
    return any(
        one.strip(".,:;!?").isalpha() and other.strip(".,:;!?").isalpha() for one, other in pairwise(text.split())
    )


def _types_and_failures(node: ast.AST) -> Iterator[ast.AST]:
    """List the parts of types that are written as text, and of assertions that cannot fail."""
    if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
        yield from ast.walk(node.annotation)
    elif isinstance(node, ast.FunctionDef) and node.returns:
        yield from ast.walk(node.returns)
    elif isinstance(node, ast.Raise) and "AssertionError" in ast.dump(node):
        yield from ast.walk(node)


class TestDocstrings:
    """Everything that is public says what it is for."""

    @pytest.mark.parametrize("name", sorted(modules()))
    def test_docstrings(self, name: str) -> None:
        """Every module, and every public class, function and method in it, has a docstring."""
        assert ast.get_docstring(modules()[name])
        assert list(_undocumented(modules()[name])) == []


def _undocumented(tree: ast.AST) -> Iterator[str]:
    """List the public classes, functions and methods without a docstring; not those inside functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            if not ast.get_docstring(node):
                yield node.name
            if isinstance(node, ast.ClassDef):
                yield from _undocumented(node)


class TestFacade:
    """`ckm_mo` exports what is for others, and each name is there."""

    def test_all(self) -> None:
        """What is imported there, at once or when used, is what `__all__` lists, each once."""
        imported = [
            each.name
            for each in imports(modules()[FACADE])
            if each.module.startswith("ckm_mo.") and each.module != "ckm_mo._exports"
        ]
        assert sorted(ckm_mo.__all__) == sorted(imported)

    @pytest.mark.parametrize("name", ckm_mo.__all__)
    def test_resolves(self, name: str) -> None:
        """Each name can be had, and is what its module has under it."""
        found = getattr(ckm_mo, name)
        (module,) = {each.module for each in imports(modules()[FACADE]) if each.name == name} or {"ckm_mo"}
        assert found is getattr(sys.modules[module], name)

    def test_nothing_else(self) -> None:
        """A name that it does not have is missing in the usual way."""
        with pytest.raises(AttributeError, match="no_such_name"):
            _ = ckm_mo.no_such_name
        assert not hasattr(ckm_mo, "render")

    def test_modules_are_not_hidden(self) -> None:
        """No exported name hides a module."""
        assert set(ckm_mo.__all__) & set(modules()) == set()

    def test_star(self) -> None:
        """All of it can be imported at once."""
        names: dict[str, object] = {}
        exec("from ckm_mo import *", names)  # noqa: S102 - the one way to do it outside a module
        assert set(ckm_mo.__all__) <= set(names)
