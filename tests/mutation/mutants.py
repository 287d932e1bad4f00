"""Small changes to a module's code, each of which a test should notice.

A change is made in the syntax tree: one expression or statement becomes another. It is named by where it is and by what
its code was and becomes, so that a list of changes stays true when lines move. Docstrings, types and lines that are
marked as never reached are left alone.
"""

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Final, TypeVar

from attrs import evolve, field, frozen

SHORT: Final = 32
"""A change is named by the smallest code around it of at least so many letters, within its statement."""

ELSEWHERE: Final = "?"
"""What a text becomes more of, and what an empty one becomes."""

OPERATORS: Final[dict[type[ast.AST], type[ast.AST]]] = dict(
    [
        *[(ast.Add, ast.Sub), (ast.Sub, ast.Add), (ast.Mult, ast.Div), (ast.Div, ast.Mult), (ast.FloorDiv, ast.Mult)],
        *[(ast.Mod, ast.Mult), (ast.Pow, ast.Mult), (ast.LShift, ast.RShift), (ast.RShift, ast.LShift)],
        *[(ast.BitAnd, ast.BitOr), (ast.BitOr, ast.BitAnd), (ast.And, ast.Or), (ast.Or, ast.And)],
        *[(ast.Eq, ast.NotEq), (ast.NotEq, ast.Eq), (ast.Lt, ast.LtE), (ast.LtE, ast.Lt), (ast.Gt, ast.GtE)],
        *[(ast.GtE, ast.Gt), (ast.Is, ast.IsNot), (ast.IsNot, ast.Is), (ast.In, ast.NotIn), (ast.NotIn, ast.In)],
        *[(ast.Break, ast.Continue), (ast.Continue, ast.Break)],
    ]
)
"""What each operator becomes."""

T = TypeVar("T")

Put = Callable[[], None]
"""Makes a change, or takes it back."""


def _nothing() -> None:
    """Make no change."""


@frozen
class Mutant:
    """One change.

    Args:
        where: The module and, within it, the function; the module alone for what runs when it is imported.
        was: The code.
        now: What it becomes.
        nth: Which of those that are named alike in the same place.
        function: The outermost function whose body it is in, by qualified name; None for what runs on import.
        lines: Those of its statement; of one that has others in it, down to the first of them.
        make: Makes the change in the tree.
        undo: Takes it back.
    """

    where: str
    was: str
    now: str
    nth: int = 1
    function: str | None = field(default=None, eq=False)
    lines: range = field(default=range(0), eq=False)
    make: Put = field(default=_nothing, eq=False, repr=False)
    undo: Put = field(default=_nothing, eq=False, repr=False)

    @property
    def module(self) -> str:
        """The name of the module, without the package's."""
        return self.where.partition(".")[0]

    def named(self) -> "Mutant":
        """Give its name alone, which can be pickled."""
        return Mutant(self.where, self.was, self.now, self.nth)

    @contextmanager
    def made(self) -> Iterator[None]:
        """Have the change made for a while."""
        self.make()
        try:
            yield
        finally:
            self.undo()


class Tree:
    """A module's syntax tree, and every change to it.

    Args:
        name: Of the module.
        text: Its code.
    """

    def __init__(self, name: str, text: str) -> None:
        """Parse it."""
        self.name = name
        self.tree = ast.parse(text)
        self.unreached = {place for place, line in enumerate(text.splitlines(), 1) if "# pragma: no cover" in line}

    def mutants(self) -> Iterator[Mutant]:
        """List all changes; those named alike are numbered."""
        alike: Counter[Mutant] = Counter()
        for mutant in self._within(self.tree, (), ()):
            alike[mutant] += 1
            yield evolve(mutant, nth=alike[mutant])

    def compiled(self, function: str) -> ast.Module:
        """Give the tree of one outermost function alone, in its classes, without what is worked out on import."""
        inner: list[ast.stmt] = self.tree.body
        outer = module = ast.Module(body=[], type_ignores=[])
        *classes, last = function.split(".")
        for name in classes:
            found = next(each for each in inner if isinstance(each, ast.ClassDef) and each.name == name)
            shell = ast.ClassDef(name=name, bases=[], keywords=[], body=[], decorator_list=[])
            outer.body.append(shell)
            inner, outer = found.body, shell  # type: ignore[assignment]  # both have a body
        # Of several of one name, as overloads are, the last is the one that runs.
        *_, of = (each for each in inner if isinstance(each, ast.FunctionDef) and each.name == last)
        outer.body.append(ast.FunctionDef(**{**{name: getattr(of, name) for name in of._fields}, "decorator_list": []}))
        return ast.fix_missing_locations(module)

    def _within(
        self, node: ast.AST, above: tuple[ast.AST, ...], names: tuple[str, ...], function: str | None = None
    ) -> Iterator[Mutant]:
        """List the changes in a node, which is in the body of a function or runs on import."""
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names = (*names, node.name)
        for name, child, put in _children(node):
            if getattr(child, "lineno", 0) in self.unreached or _is_left_alone(node, name, child):
                continue
            begins = function is None and isinstance(node, ast.FunctionDef) and name == "body"
            inside = ".".join(names) if begins else function
            for other in _others(node, name, child):
                yield self._mutant(child, other, (*above, node), put, (".".join((self.name, *names)), inside))
            yield from self._within(child, (*above, node), names, inside)

    def _mutant(
        self,
        child: ast.AST,
        other: ast.AST | None,
        above: tuple[ast.AST, ...],
        put: Callable[[ast.AST | None], None],
        at: tuple[str, str | None],
    ) -> Mutant:
        """Name a change."""
        around = next(
            each
            for each in (child, *reversed(above))
            if _stands(each) or isinstance(each, ast.Module) or len(_text(each)) >= SHORT
        )
        was = _text(around)
        put(other)
        now = _text(around if around is not child else other)
        put(child)
        where, function = at
        lines = _lines(next((each for each in (child, *reversed(above)) if _stands(each)), child))
        return Mutant(where, was, now, 1, function, lines, lambda: put(other), lambda: put(child))


def _stands(node: ast.AST) -> bool:
    """Say whether a node is a statement, or what stands as one does."""
    return isinstance(node, ast.stmt | ast.excepthandler)


def _lines(node: ast.AST) -> range:
    """Give the lines of a statement, without those of the statements in it."""
    if not _stands(node):
        return range(0)
    end = node.body[0].lineno - 1 if hasattr(node, "body") else node.end_lineno  # type: ignore[attr-defined]
    return range(node.lineno, max(node.lineno, end) + 1)  # type: ignore[attr-defined]


def _text(node: ast.AST | None) -> str:
    """Give the code of a node; of a compound statement its first line, of nothing `pass`."""
    if node is None:
        return "pass"
    if isinstance(node, ast.ExceptHandler):
        return f"except {_text(node.type)}:" if node.type else "except:"
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        decorators = "".join(f"@{ast.unparse(each)} " for each in node.decorator_list)
        bare = copy(node)
        bare.body, bare.decorator_list = [ast.Pass()], []
        return decorators + ast.unparse(ast.fix_missing_locations(bare)).partition("\n")[0]
    if isinstance(node, ast.stmt) and hasattr(node, "body"):
        return ast.unparse(node).partition("\n")[0]
    return ast.unparse(node)


def _children(node: ast.AST) -> Iterator[tuple[str, ast.AST, Callable[[ast.AST | None], None]]]:
    """List the parts of a node: in which field each is, and how to put another there, or none."""
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield name, value, lambda other, name=name: setattr(node, name, other)  # type: ignore[misc]
        elif isinstance(value, list):
            for place, child in enumerate(list(value)):
                if isinstance(child, ast.AST):
                    yield name, child, _put_in(value, place, child, statement=isinstance(child, ast.stmt))


def _put_in(inside: list[ast.AST], place: int, child: ast.AST, *, statement: bool) -> Callable[[ast.AST | None], None]:
    whole = list(inside)

    def put(other: ast.AST | None) -> None:
        instead = [other] if other else [ast.copy_location(ast.Pass(), child)] if statement else []
        inside[:] = [*whole[:place], *instead, *whole[place + 1 :]]

    return put


def _is_left_alone(node: ast.AST, name: str, child: ast.AST) -> bool:
    """Say whether a part is a type, a docstring or the text below an attribute, or nothing that runs."""
    return (
        name in {"annotation", "returns", "bases"}
        or (isinstance(child, ast.keyword) and child.arg == "strict")  # of `zip`: a promise, as an assertion is
        or isinstance(child, ast.expr_context | ast.arg | ast.Import | ast.ImportFrom)
        or (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant))
        or (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING")
        or (isinstance(node, ast.Module) and isinstance(child, ast.Assign) and _names_a_type(child.value))
    )


def _names_a_type(node: ast.AST) -> bool:
    """Say whether an expression is a type and nothing else."""
    if isinstance(node, ast.BinOp):
        return _names_a_type(node.left) and _names_a_type(node.right)
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) == "TypeVar"
    if isinstance(node, ast.Subscript):
        return _names_a_type(node.value)
    return ast.unparse(node) == "tuple" or (isinstance(node, ast.Name) and node.id[0].isupper())


def _others(node: ast.AST, name: str, child: ast.AST) -> Iterator[ast.AST | None]:
    """List what a part of a node may become; None takes it away."""
    if type(child) in OPERATORS:
        yield OPERATORS[type(child)]()
    elif isinstance(child, ast.stmt):
        yield from _other_statements(child)
    elif isinstance(child, ast.expr):
        yield from _other_expressions(child)
    if name == "ifs" or (name == "test" and isinstance(node, ast.If | ast.IfExp | ast.While)):
        yield ast.Constant(value=False)
        if not isinstance(node, ast.While):
            yield ast.Constant(value=True)
    elif name == "value" and isinstance(node, ast.Return | ast.Yield | ast.Assign | ast.AnnAssign):
        if not (isinstance(child, ast.Constant) and child.value is None):
            yield ast.Constant(value=None)
    elif name == "type" and isinstance(node, ast.ExceptHandler):
        yield ast.Tuple([], ast.Load())
    elif name in {"keywords", "decorator_list", "lower", "upper"}:
        yield None


def _other_statements(child: ast.stmt) -> Iterator[ast.stmt | None]:
    """List what a statement may become: nothing, for one that is run for what it does."""
    if isinstance(child, ast.Raise | ast.Delete | ast.For | ast.AugAssign) or (
        isinstance(child, ast.Expr) and isinstance(child.value, ast.Call)
    ):
        yield None


def _other_expressions(child: ast.expr) -> Iterator[ast.expr]:
    """List what an expression may become: another constant, one without its last step, a display without a part."""
    if isinstance(child, ast.Constant):
        yield from _other_constants(child.value)
    elif isinstance(child, ast.UnaryOp) and not isinstance(child.operand, ast.Constant):
        yield child.operand
    elif isinstance(child, ast.Call) and not child.keywords:
        yield from _without_last_step(child)
    elif isinstance(child, ast.Dict):
        yield from (ast.Dict(_but(child.keys, place), _but(child.values, place)) for place in range(len(child.keys)))
    elif isinstance(child, ast.List | ast.Tuple) and isinstance(child.ctx, ast.Load):
        yield from (type(child)(_but(child.elts, place), ast.Load()) for place in range(len(child.elts)))
    elif isinstance(child, ast.Set) and len(child.elts) > 1:
        yield from (ast.Set(_but(child.elts, place)) for place in range(len(child.elts)))


def _other_constants(value: object) -> Iterator[ast.expr]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value + 1)
    elif isinstance(value, str):
        yield ast.Constant(value + ELSEWHERE)


def _without_last_step(call: ast.Call) -> Iterator[ast.expr]:
    """Let `text.strip()` become `text`, and `str(one)` become `one`."""
    if isinstance(call.func, ast.Attribute) and not call.args:
        yield call.func.value
    elif isinstance(call.func, ast.Name) and len(call.args) == 1:
        yield from (each for each in call.args if not isinstance(each, ast.Starred | ast.GeneratorExp))


def _but(parts: list[T], place: int) -> list[T]:
    return [*parts[:place], *parts[place + 1 :]]
