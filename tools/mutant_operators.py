"""Small changes to a module's code, one at a time: what tests have to notice."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from types import CodeType
from typing import Final, NamedTuple, cast

Path = tuple[tuple[str, int | None], ...]
"""The way from the module to a node: a field of each node passed, and the index where it holds several."""

_COMPARED: Final[dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_BOUNDS: Final = (ast.LtE, ast.Lt, ast.GtE, ast.Gt)
_CALCULATED: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_UNTOUCHED: Final = frozenset({"annotation", "returns", "type_params", "pattern"})
_DROPPED: Final = (ast.Expr, ast.AugAssign, ast.Raise)
_TESTED: Final = (ast.If, ast.IfExp, ast.While)
_SCOPES: Final = (ast.FunctionDef, ast.Lambda)


class Mutant(NamedTuple):
    """One change."""

    module: str
    function: str
    """Qualified; empty where the change is to a constant of the module."""
    change: str
    lines: frozenset[int]
    """Those whose execution says that a test comes past the change; for a constant, where it is used."""
    path: Path
    node: ast.AST
    """What stands at the end of the path instead."""

    @property
    def id(self) -> str:
        return (
            f"{self.module}.{self.function}: {self.change}"
            if self.function
            else f"{self.module}: {self.change}"
        )


class _Here(NamedTuple):
    """Where in the module the walk has come to."""

    path: Path = ()
    function: str = ""
    inside: bool = False
    """Within the body of a function, which can be replaced while the module is loaded."""
    lines: tuple[int, int] = (0, 0)
    constant: str = ""
    """The module's constant whose value this is."""


def mutants(module: str, source: str) -> list[Mutant]:
    """Every mutant of a module, in the order of its lines; equal changes in one function are numbered."""
    told: Counter[str] = Counter()
    found: list[Mutant] = []
    tree = ast.parse(source)
    uses = _uses(tree)
    for here, node, parents in _walk(tree, _Here(), ()):
        for new in _replaced(node, parents[-1] if parents else None):
            change = _told(tree, here, node, new)
            lines = (
                uses[here.constant] if here.constant else frozenset(range(here.lines[0], here.lines[1] + 1))
            )
            mutant = Mutant(module, here.function, change, lines, here.path, _naming(node, new))
            told[mutant.id] += 1
            count = told[mutant.id]
            found.append(mutant._replace(change=f"{mutant.change} #{count}") if count > 1 else mutant)
    return found


def compiled(source: str, filename: str, mutant: Mutant) -> CodeType:
    """The module with the change made."""
    return compile(_changed(ast.parse(source), mutant.path, mutant.node), filename, "exec", dont_inherit=True)


def value_of(source: str, filename: str, mutant: Mutant) -> tuple[str, CodeType]:
    """The module's constant that is changed, and the expression it now has."""
    tree = _changed(ast.parse(source), mutant.path, mutant.node)
    _, index = mutant.path[0]
    statement = tree.body[index or 0]
    name = _assigned(statement)
    value = getattr(statement, "value", None)
    if not name or not isinstance(value, ast.expr):
        raise ValueError(mutant.id)
    return name, compile(ast.Expression(value), filename, "eval", dont_inherit=True)


def _changed(tree: ast.Module, path: Path, new: ast.AST) -> ast.Module:
    *way, (last, place) = path
    node: ast.AST = tree
    for field, index in way:
        node = getattr(node, field) if index is None else getattr(node, field)[index]
    if place is None:
        setattr(node, last, new)
    else:
        getattr(node, last)[place] = new
    return ast.fix_missing_locations(tree)


# ---------------------------------------------------------------- where


def _walk(
    node: ast.AST, here: _Here, parents: tuple[ast.AST, ...]
) -> Iterator[tuple[_Here, ast.AST, tuple[ast.AST, ...]]]:
    if here.inside or here.constant:
        yield here, node, parents
    for field, value in ast.iter_fields(node):
        if field in _UNTOUCHED or _is_text_for_people(node, field):
            continue
        several = isinstance(value, list)
        children = cast("list[object]", value if several else [value])
        for index, child in enumerate(children):
            if isinstance(child, ast.AST) and not _is_docstring(child):
                at = (*here.path, (field, index if several else None))
                yield from _walk(child, _within(node, field, child, here._replace(path=at)), (*parents, node))


def _uses(tree: ast.Module) -> Mapping[str, frozenset[int]]:
    """Name → the lines that read it."""
    found: dict[str, set[int]] = defaultdict(set)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found[node.id].add(node.lineno)
    return defaultdict(frozenset, {name: frozenset(lines) for name, lines in found.items()})


def _within(node: ast.AST, field: str, child: ast.AST, here: _Here) -> _Here:
    if isinstance(node, _SCOPES) and field == "body":
        here = here._replace(inside=True, constant="")
    elif isinstance(node, ast.FunctionDef):  # decorators and defaults: computed while the module is loaded
        here = here._replace(inside="<locals>" in here.function)
    if isinstance(child, ast.FunctionDef | ast.ClassDef):
        here = here._replace(function=f"{here.function}.{child.name}".lstrip("."))
    if isinstance(node, ast.Module):
        here = here._replace(constant=_assigned(child))
    if isinstance(child, ast.stmt):
        here = here._replace(lines=_lines(child))
    elif isinstance(child, ast.Lambda):
        here = here._replace(lines=(child.body.lineno, child.body.end_lineno or child.body.lineno))
    return here


def _lines(statement: ast.stmt) -> tuple[int, int]:
    """Of a compound statement, its head."""
    body = getattr(statement, "body", None)
    last = body[0].lineno - 1 if body else statement.end_lineno
    return statement.lineno, max(statement.lineno, last or 0)


def _assigned(statement: ast.AST) -> str:
    value = getattr(statement, "value", None)
    if isinstance(value, ast.Subscript | ast.BinOp):  # a type's other name
        return ""
    target: ast.expr | None = statement.target if isinstance(statement, ast.AnnAssign) else None
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
    return target.id if isinstance(target, ast.Name) else ""


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.value.value is not ...


def _is_text_for_people(node: ast.AST, field: str) -> bool:
    """What an exception says, and types written as text, are nobody's behaviour."""
    if isinstance(node, ast.Raise | ast.JoinedStr):
        return True
    name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    return field == "args" and name in {"cast", "TypeVar"}


# ---------------------------------------------------------------- what


def _replaced(node: ast.AST, parent: ast.AST | None) -> Iterator[ast.AST]:
    is_test = _is_test(node, parent)
    if is_test:
        yield ast.Constant(value=False)
        if not isinstance(parent, ast.While):
            yield ast.Constant(value=True)
    match node:
        case ast.Compare():
            yield from _comparisons(node, bounds_only=is_test)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            if not is_test:
                yield operand
        case ast.BinOp(left, op, right) if type(op) in _CALCULATED:
            yield ast.BinOp(left, _CALCULATED[type(op)](), right)
        case ast.Constant(value):
            yield from map(ast.Constant, _constants(value))
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(value=None))
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case _ if isinstance(node, _DROPPED):
            yield ast.If(ast.Constant(value=False), [node], [])  # a generator stays one
        case _:
            return


def _naming(node: ast.AST, new: ast.AST) -> ast.AST:
    """The same, but naming whatever was named: a closure has to keep its variables."""
    if isinstance(node, ast.Return) and isinstance(new, ast.Return):
        return ast.Return(_unasked(new.value, node.value) if new.value and node.value else None)
    return _unasked(new, node) if isinstance(new, ast.expr) and isinstance(node, ast.expr) else new


def _unasked(constant: ast.expr, old: ast.expr) -> ast.expr:
    """A constant before which nothing is computed, though it stands there."""
    if not isinstance(constant, ast.Constant) or isinstance(old, ast.Constant):
        return constant
    return ast.BoolOp(ast.Or() if constant.value else ast.And(), [constant, old])


def _is_test(node: ast.AST, parent: ast.AST | None) -> bool:
    if isinstance(parent, _TESTED):
        return parent.test is node
    return isinstance(parent, ast.comprehension) and node in parent.ifs


def _comparisons(node: ast.Compare, *, bounds_only: bool) -> Iterator[ast.Compare]:
    """Where both outcomes of a test are tried anyhow, its opposite adds nothing."""
    for index, op in enumerate(node.ops):
        for new in _COMPARED[type(op)]:
            if bounds_only and (type(op) not in _BOUNDS or new is _COMPARED[type(op)][-1]):
                continue
            yield ast.Compare(node.left, [*node.ops[:index], new(), *node.ops[index + 1 :]], node.comparators)


def _constants(value: object) -> tuple[bool | int | str, ...]:
    match value:
        case bool():
            return (not value,)
        case int():
            return (value + 1, value - 1)
        case str():
            return ("",) if value else ("?",)
        case _:
            return ()


# ---------------------------------------------------------------- in words


def _told(tree: ast.Module, here: _Here, node: ast.AST, new: ast.AST) -> str:
    if isinstance(new, ast.If):
        return f"without {_short(node)}"
    if isinstance(node, ast.Constant):
        return _constant_told(tree, here, node, new)
    return f"{_short(node)} → {_short(new)}"


def _constant_told(tree: ast.Module, here: _Here, node: ast.AST, new: ast.AST) -> str:
    """A constant says little without what stands around it."""
    around: ast.AST = tree
    for field, index in here.path[:-1]:
        around = getattr(around, field) if index is None else getattr(around, field)[index]
    field, index = here.path[-1]
    before = _short(around)
    _put(around, field, index, new)
    after = _short(around)
    _put(around, field, index, node)
    return f"{before} → {after}"


def _put(around: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(around, field, node)
    else:
        getattr(around, field)[index] = node


def _short(node: ast.AST) -> str:
    return " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
