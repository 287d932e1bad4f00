"""The changes that are made to the code: which there are, that each is one, and that the list of survivors is true."""

import ast

import pytest

from mutation.mutants import Mutant, Tree
from mutation.run import MODULES, listed, source

CODE = '''
"""A module."""
from functools import cache

TABLE = {"a": 1, "b": 2}
Pair = tuple[str, str]

@cache
def found(text: str, most: int = 3) -> bool:
    """Find."""
    if not text:
        raise ValueError("empty")
    for each in text.strip():  # a comment
        TABLE[each] = 1
    return len(text) < most and text in TABLE
    raise AssertionError  # pragma: no cover
'''

HEAD = "def found(text: str, most: int=3) -> bool:"

CHANGES = [
    ("m", "TABLE = {'a': 1, 'b': 2}", "TABLE = {'b': 2}"),
    ("m", "TABLE = {'a': 1, 'b': 2}", "TABLE = {'a': 1, 'b': 3}"),
    ("m", "TABLE = {'a': 1, 'b': 2}", "TABLE = None"),
    ("m.found", f"@cache {HEAD}", f"@cache {HEAD.replace('3', '4')}"),
    ("m.found", f"@cache {HEAD}", HEAD),
    ("m.found", "if not text:", "if text:"),
    ("m.found", "if not text:", "if True:"),
    ("m.found", "if not text:", "if False:"),
    ("m.found", "raise ValueError('empty')", "pass"),
    ("m.found", "raise ValueError('empty')", "raise ValueError('empty?')"),
    ("m.found", "for each in text.strip():", "for each in text:"),
    ("m.found", "for each in text.strip():", "pass"),
    ("m.found", "len(text) < most and text in TABLE", "len(text) <= most and text in TABLE"),
    ("m.found", "len(text) < most and text in TABLE", "len(text) < most or text in TABLE"),
    ("m.found", "len(text) < most and text in TABLE", "len(text) < most and text not in TABLE"),
    ("m.found", "len(text) < most and text in TABLE", "text < most and text in TABLE"),
    ("m.found", "len(text) < most and text in TABLE", "None"),
]


def test_changes() -> None:
    """Constants, conditions, operators, steps, statements and decorators are changed, each alone."""
    found = {(each.where, each.was, each.now) for each in Tree("m", CODE).mutants()}
    assert set(CHANGES) <= found


def test_left_alone() -> None:
    """Docstrings, types, imports and what is never reached are not."""
    said = str([(each.was, each.now) for each in Tree("m", CODE).mutants()])
    assert not any(text in said for text in ("A module", "Find.", "Pair", "import", "AssertionError"))


def test_made_and_undone() -> None:
    """A change changes the code while it is made, and leaves it as it was."""
    tree = Tree("m", CODE)
    before = ast.unparse(tree.tree)
    mutants = list(tree.mutants())
    for mutant in mutants:
        with mutant.made():
            assert ast.unparse(tree.tree) != before, mutant
        assert ast.unparse(tree.tree) == before, mutant
    assert len(set(mutants)) == len(mutants)


def test_lines() -> None:
    """A change has the lines of its statement; of one with others in it, down to the first of them."""
    lines = {
        each.was: CODE.splitlines()[each.lines.start - 1].strip() for each in Tree("m", CODE).mutants() if each.lines
    }
    assert lines["if not text:"] == "if not text:"
    assert lines["raise ValueError('empty')"] == 'raise ValueError("empty")'
    code = "def f(a):\n    if (a and\n            1):\n        return 1\n    return (1 +\n        2)\n"
    found = {each.was: each.lines for each in Tree("m", code).mutants()}
    assert (found["if a and 1:"], found["return 1 + 2"]) == (range(2, 4), range(5, 7))


def test_function_alone() -> None:
    """The code of one function can be had alone, under its qualified name, without its decorators."""
    code = "class A:\n    @property\n    def b(self): return 1\ndef c(): pass\n"
    assert ast.unparse(Tree("m", code).compiled("A.b")) == "class A:\n\n    def b(self):\n        return 1"


@pytest.mark.parametrize("name", MODULES)
def test_survivors(name: str) -> None:
    """Every change that is listed as one that no test can notice is one, and has its reason."""
    there = {mutant.named() for mutant in Tree(name, source(name).read_text("utf-8")).mutants()}
    mine: dict[Mutant, str] = {mutant: reason for mutant, reason in listed().items() if mutant.module == name}
    assert set(mine) <= there
    assert all(len(reason) > 20 for reason in mine.values())
