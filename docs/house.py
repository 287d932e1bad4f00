"""The house in one drawing, made from what the modules import: the core below, and above it who imports whom."""

import ast
import textwrap
from collections import Counter
from functools import cache
from itertools import zip_longest
from typing import Final

import modules

WIDTH: Final = 100
"""Of the drawing."""

CORE: Final = ""
"""The root of the package, which has no name as a folder."""

PLAIN, DOUBLE = tuple("┌─┐│└┘"), tuple("╔═╗║╚╝")
"""The edges of a box; the core has the heavier ones."""


@cache
def rooms() -> dict[str, list[str]]:
    """List the modules of each folder, and of the root, but for those that only lead into folders."""
    found: dict[str, list[str]] = {}
    for path in sorted(modules.SOURCE.rglob("*.py")):
        *folders, name = path.relative_to(modules.SOURCE).with_suffix("").parts
        if folders or not name.startswith("_"):
            found.setdefault(".".join(folders), []).append(".".join([*folders, name]).removesuffix(".__init__"))
    return found


@cache
def arrows(room: str) -> Counter[str]:
    """Count what the modules of a room import from each other room, a module from a module once."""
    found = set()
    for module in rooms()[room]:
        for node in ast.walk(modules.tree(module)):
            for name in _imported(node):
                folder = next((each for each in rooms() if each and f"{name}.".startswith(f"ckm_mo.{each}.")), CORE)
                found.add((module, name, folder))
    return Counter(folder for _, _, folder in found if folder != room)


def _imported(node: ast.AST) -> list[str]:
    """Name the modules of the package that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names if alias.name.startswith("ckm_mo.")]
    if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith("ckm_mo."):
        return [node.module or ""]
    return []


def storey(room: str) -> int:
    """Return on which storey a room lies: one above the highest that it imports."""
    return max((storey(each) + 1 for each in arrows(room)), default=0)


def drawing() -> str:
    """Draw every room: what is in it, and how often it imports each other."""
    storeys: dict[int, list[str]] = {}
    for room in rooms():
        storeys.setdefault(storey(room), []).append(room)
    lines = [line for _, some in sorted(storeys.items(), reverse=True) for line in _beside(some)]
    return "\n".join(["```text", *lines, "```"])


def _beside(some: list[str]) -> list[str]:
    """Draw the rooms of a storey beside each other."""
    width = (WIDTH - len(some) + 1) // len(some)
    texts = [_text(room, width - 4) for room in some]
    height = max(map(len, texts))
    boxes = [_box(room, text, width, height) for room, text in zip(some, texts, strict=True)]
    return [" ".join(parts) for parts in zip_longest(*boxes)]


def _text(room: str, width: int) -> list[str]:
    """Say what is in a room, and what it imports."""
    if room == CORE:
        parts = [f"The format. It imports no folder. {', '.join(rooms()[room])}"]
    else:
        about = modules.first(ast.get_docstring(modules.tree(room)) or "")
        towards = ", ".join(f"{each or 'core'} {times}" for each, times in sorted(arrows(room).items()))
        parts = [f"{len(rooms()[room])} modules. {about}", f"▼ {towards}"]
    return [line for part in parts for line in textwrap.wrap(part, width)]


def _box(room: str, text: list[str], width: int, height: int) -> list[str]:
    """Draw one room."""
    left, line, right, side, below, end = DOUBLE if room == CORE else PLAIN
    title = f"{left}{line} {room or 'THE CORE: the root of src/ckm_mo'} "
    body = [*text, *[""] * (height - len(text))]
    return [
        title + line * (width - len(title) - 1) + right,
        *(f"{side} {each:{width - 4}} {side}" for each in body),
        below + line * (width - 2) + end,
    ]
