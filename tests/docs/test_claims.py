"""The pages that name tests: each test that they name is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?(?:::(\w+))?`")


def claims() -> list[tuple[str, str, str, str]]:
    """List the tests that pages name: the page, the file, the class or function, and the method."""
    pages = sorted(ROOT.glob("docs/**/*.md"))
    return [
        (page.relative_to(ROOT).as_posix(), *found)
        for page in pages
        for found in NAMED.findall(page.read_text("utf-8"))
    ]


def names(body: list[ast.stmt]) -> dict[str, list[ast.stmt]]:
    """Give what a file or a class defines, each with its body."""
    return {node.name: node.body for node in body if isinstance(node, ast.ClassDef | ast.FunctionDef)}


def test_there_are_claims() -> None:
    """Some page names tests."""
    assert claims()


@pytest.mark.parametrize(("page", "file", "outer", "inner"), claims(), ids="-".join)
def test_named_test_exists(page: str, file: str, outer: str, inner: str) -> None:
    """The file, the class and the method are there, by those names."""
    del page
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    body = names(tree.body)
    assert not outer or outer in body
    assert not inner or inner in names(body[outer])
