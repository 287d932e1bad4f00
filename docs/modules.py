"""What the library offers, taken from its source: names, signatures and docstrings.

The source is read and not run, so that the pages are the same whichever Python makes them.
"""

import ast
import doctest
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import ckm_mo

SOURCE: Final = Path(ckm_mo.__file__).parent

PUBLIC: Final = ("agreement", "study", "frames", "pictures", "codebook", "rules", "checking", "errors")
"""The modules beside `ckm_mo` itself that are for others, where they are there."""

SECTIONS: Final = ("Args", "Returns", "Yields", "Raises", "Unknown", "Source", "Example", "Examples")


class Name(NamedTuple):
    """Something that a module defines: its name, its module, how it is called, and its docstring."""

    name: str
    module: str
    call: str
    text: str
    parts: "tuple[Name, ...]" = ()


@cache
def tree(module: str) -> ast.Module:
    """Parse a module; the package itself has no name."""
    return ast.parse(path(module).read_text("utf-8"))


def notions() -> str:
    """Return what a case is and what many cases are, as the docstrings of the package and of `tallies` say it."""
    (_, _, one_case), (_, many_cases) = (
        (ast.get_docstring(tree(module)) or "").split("\n\n", times) for module, times in (("", 2), ("tallies", 1))
    )
    return f"### One case\n\n{one_case}\n\n### Many cases\n\n{many_cases}"


def path(module: str) -> Path:
    """Find the file of a module, or of a folder."""
    place = SOURCE.joinpath(*module.split(".")) if module else SOURCE
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def there() -> list[str]:
    """List the modules of the package, those of a folder behind its name."""
    found = sorted(path.relative_to(SOURCE).with_suffix("").parts for path in SOURCE.rglob("*.py"))
    return [".".join(each) for each in sorted(found, key=len) if not each[-1].startswith("_")]


@cache
def exported() -> dict[str, str]:
    """List what the package exports, and the module of each."""
    return {
        alias.name: (node.module or "").removeprefix("ckm_mo.")
        for node in ast.walk(tree(""))
        if isinstance(node, ast.ImportFrom) and own(node)
        for alias in node.names
    }


@cache
def names(module: str) -> tuple[Name, ...]:
    """List what a module defines and does not keep to itself; of a folder, what it exports, room by room."""
    if path(module).stem != "__init__":
        return tuple(_names([_whole(node, module) for node in tree(module).body], module))
    rooms = [node for node in ast.walk(tree(module)) if isinstance(node, ast.ImportFrom) and own(node)]
    assigned = (node for node in tree(module).body if isinstance(node, ast.Assign))
    chosen = next(ast.literal_eval(each.value) for each in assigned if ast.unparse(each.targets[0]) == "__all__")
    return tuple(each for node in rooms for each in names(room(node)) if each.name in chosen)


def _whole(node: ast.stmt, module: str) -> ast.stmt:
    """Give a class with what it has from one of another module: its fields, its parts and the text on the fields."""
    if not isinstance(node, ast.ClassDef) or not node.bases:
        return node
    base = ast.unparse(node.bases[0])
    imports = (each for each in tree(module).body if isinstance(each, ast.ImportFrom) and own(each))
    rooms = [room(each) for each in imports if base in {alias.name for alias in each.names}]
    if not rooms:
        return node
    above = next(each for each in tree(rooms[0]).body if isinstance(each, ast.ClassDef) and each.name == base)
    told, inherited = (ast.get_docstring(each) or "" for each in (node, above))
    text = ast.Expr(ast.Constant("\n\n".join([told, *re.findall(r"(?ms)^Args:.*", inherited)])))
    anew = {each.name for each in node.body if isinstance(each, ast.FunctionDef)}
    parts = [each for each in above.body[1:] if not isinstance(each, ast.FunctionDef) or each.name not in anew]
    whole = ast.ClassDef(node.name, node.bases, node.keywords, [text, *parts, *node.body[1:]], [])
    whole.decorator_list = node.decorator_list
    return whole


def own(node: ast.ImportFrom) -> bool:
    """Return whether something is imported from a module of this package that is for others."""
    return (node.module or "").startswith("ckm_mo.") and not room(node).startswith("_")


def room(node: ast.ImportFrom) -> str:
    """Name the module of this package that something is imported from."""
    return (node.module or "").removeprefix("ckm_mo.")


def _names(body: list[ast.stmt], module: str, *, inside: bool = False) -> Iterator[Name]:
    for place, node in enumerate(body):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            parts = tuple(_names(node.body, module, inside=True)) if isinstance(node, ast.ClassDef) else ()
            yield Name(node.name, module, _call(node, inside=inside), ast.get_docstring(node) or "", parts)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and not inside:
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            text = _text(body[place + 1]) if place + 1 < len(body) else ""
            if isinstance(target, ast.Name) and target.id.isupper() and target.id[0] != "_" and text:
                yield Name(target.id, module, target.id, inspect.cleandoc(text))


def _text(node: ast.stmt) -> str:
    """Give the text that a statement is; empty where it is none."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return node.value.value
    return ""


def _call(node: ast.FunctionDef | ast.ClassDef, *, inside: bool) -> str:
    """Show how something is called."""
    if isinstance(node, ast.ClassDef):
        return _made(node)
    decorators = {ast.unparse(each) for each in node.decorator_list}
    if decorators & {"property", "cached_property"}:
        return node.name + _returned(node)
    for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
        if each.annotation:
            each.annotation = ast.Name(_type(each.annotation))
    arguments = ast.unparse(node.args)
    if inside and "staticmethod" not in decorators:
        arguments = re.sub(r"^(self|cls)(, |$)", "", arguments)
    return f"{node.name}({arguments}){_returned(node)}"


def _returned(node: ast.FunctionDef) -> str:
    return f" -> {_type(node.returns)}" if node.returns else ""


def _type(annotation: ast.expr) -> str:
    """Show a type, whether or not it stands in quotes for being defined further down."""
    return ast.unparse(annotation).replace("'", "")


def _made(node: ast.ClassDef) -> str:
    """Show how a class is called: with its fields, where it is one of attrs or a named tuple."""
    if any(ast.unparse(base).endswith("Enum") for base in node.bases):
        members = [ast.unparse(each.targets[0]) for each in node.body if isinstance(each, ast.Assign)]
        return f"{node.name}: {', '.join(members)}"
    fields = [
        f"{each.target.id}: {_type(each.annotation)}" + (f" = {ast.unparse(each.value)}" if each.value else "")
        for each in node.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name) and not each.target.id.startswith("_")
        if "ClassVar" not in ast.unparse(each.annotation)
        if each.value is None or "init=False" not in ast.unparse(each.value)
    ]
    return f"{node.name}({', '.join(fields)})" if fields else node.name


def exports() -> str:
    """List what the package exports, each with the first sentence of its docstring."""
    rows = [f"| [`{each.name}`](#{each.name.lower()}) | {first(each.text)} |" for each in map(_exported, _all())]
    return "\n".join(["| name | what it is |", "| --- | --- |", *rows, "| `__version__` | The version. |"])


def _all() -> list[str]:
    return [name for name in ckm_mo.__all__ if name in exported()]


def _exported(name: str) -> Name:
    return next(each for each in names(exported()[name]) if each.name == name)


def first(text: str) -> str:
    """Give the first paragraph of a docstring, on one line."""
    return " ".join(text.split("\n\n", maxsplit=1)[0].split())


def public() -> str:
    """Show all that the package and its public modules offer."""
    parts = []
    for name in _all():
        parts += shown(_exported(name), 3)
    for module in PUBLIC:
        if path(module).exists():
            about = Name(module, module, "", ast.get_docstring(tree(module)) or "")
            parts += [f"## ckm_mo.{module}", *prose(about)]
            for each in names(module):
                if exported().get(each.name) == each.module:
                    continue
                parts += shown(each, 3)
    return "\n\n".join(parts)


def inside() -> str:
    """List the other modules, which may change at any time."""
    rows = [
        f"| `{module}` | {first(ast.get_docstring(tree(module)) or '')} |" for module in there() if module not in PUBLIC
    ]
    return "\n".join(["| module | what is in it |", "| --- | --- |", *rows])


def shown(name: Name, level: int) -> list[str]:
    """Show a name: how it is called, what its docstring says, and its parts."""
    parts = [f"{'#' * level} {name.name}", f"`{name.call}`", *prose(name)]
    for part in name.parts:
        one, *more = [f"`{part.call}`: {first(part.text)}", *prose(part)[1:]]
        parts.append("\n\n".join([f"- {one}", *(indented(each, "  ") for each in more)]))
    return parts


def prose(name: Name) -> list[str]:
    """Write a docstring as Markdown: its paragraphs, its sections, its examples."""
    heads = re.compile(rf"(?m)^({'|'.join(SECTIONS)}):\n((?:    .*\n|\n)+)")
    text = name.text + "\n"
    parts = [
        " ".join(each.split()) if not each.startswith("- ") else each
        for each in heads.sub("", text).strip().split("\n\n")
    ]
    for section, lines in heads.findall(text):
        body = inspect.cleandoc(lines)
        if section.startswith("Example"):
            parts.append(example(body, name))
        elif section in {"Args", "Raises"}:
            items = re.findall(r"(?m)^(\w+): ((?:.+\n?(?:^ +.+\n?)*))", body)
            listed = "\n".join(f"- `{key}`: {' '.join(said.split())}" for key, said in items)
            parts.append(f"**{section}**\n\n{listed}")
        else:
            parts.append(f"**{section}**: {' '.join(body.split())}")
    return parts


def example(body: str, name: Name) -> str:
    """Write an example that runs by itself: with the names imported that it uses of the library."""
    code = "".join(each.source for each in doctest.DocTestParser().get_examples(body))
    used = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
    sources: dict[str, list[str]] = {}
    for word in sorted(used):
        if word in exported():
            sources.setdefault("ckm_mo", []).append(word)
        elif word in {each.name for each in names(name.module)}:
            folder = name.module.split(".", maxsplit=1)[0]
            sources.setdefault(f"ckm_mo.{folder}", []).append(word)
    lines = [f">>> from {module} import {', '.join(found)}" for module, found in sources.items()]
    return "\n".join(["```python", *lines, body, "```"])


def indented(text: str, by: str) -> str:
    """Set a text in."""
    return "\n".join(by + line if line else line for line in text.splitlines())
