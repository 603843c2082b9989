"""Read how a statement is built, through variables and helper functions."""

import ast
from dataclasses import dataclass, field

from architect_guard.arguments import parameters_of
from architect_guard.keys import has_key, is_by_key
from architect_guard.project import Project
from architect_guard.source import Function, Module
from architect_guard.values import given, values_of

SELECTS = frozenset({"sqlalchemy.select", "sqlalchemy.future.select", "sqlmodel.select"})
UNIONS = frozenset({"sqlalchemy.union", "sqlalchemy.union_all"})
# Methods that limit the number of rows.
BOUNDS = frozenset({"fetch", "get", "limit", "slice", "yield_per"})
MOST_STEPS = 24


@dataclass
class Statement:
    """A statement, as far as the source shows it.

    Args:
        selected: The selected expressions; empty unless it is a SELECT.
        steps: The methods that build it.
        has_key: Whether it has a condition on the primary key.
        parameters: The function parameters that it comes from.
    """

    selected: list[ast.expr] = field(default_factory=list)
    steps: set[str] = field(default_factory=set)
    has_key: bool = False
    parameters: set[str] = field(default_factory=set)

    @property
    def is_bounded(self) -> bool:
        """Whether the number of rows is limited."""
        return bool(self.steps & BOUNDS) or self.has_key


class Builder:
    """Reads one statement.

    Args:
        project: Resolves names.
    """

    def __init__(self, project: Project) -> None:
        self.statement = Statement()
        self._project = project
        self._seen: set[int] = set()

    def read(self, module: Module, node: ast.expr) -> None:
        """Add the information of an expression to the statement."""
        if id(node) in self._seen or len(self._seen) > MOST_STEPS:
            return
        self._seen.add(id(node))
        if isinstance(node, ast.Call):
            self._read_call(module, node)
        elif isinstance(node, ast.IfExp):
            self._read_either(module, node)
        elif isinstance(node, ast.NamedExpr):
            self.read(module, node.value)
        elif isinstance(node, ast.Name | ast.Attribute):
            self._read_name(module, node)

    def _read_call(self, module: Module, call: ast.Call) -> None:
        name = self._project.resolve(module, call.func)
        found = self._project.definition(name)
        if name in SELECTS:
            self.statement.selected.extend(call.args)
        elif name in UNIONS:
            for each in call.args:
                self.read(module, each)
        elif name.endswith(".insert"):
            self.statement.steps.add("slice")
        elif found and isinstance(found.node, Function):
            self._read_helper(module, call, found.module, found.node)
        elif isinstance(call.func, ast.Attribute):
            self._read_step(module, call, call.func)

    def _read_step(self, module: Module, call: ast.Call, func: ast.Attribute) -> None:
        if func.attr == "query":
            self.statement.selected.extend(call.args)
            self.statement.steps.add("query")
            return
        if func.attr == "select" and isinstance(func.value, ast.Attribute):
            self.statement.selected.append(func.value.value)
            return
        if func.attr == "limit" and any(may_be_none(module, each) for each in call.args):
            self.read(module, func.value)
            return
        if func.attr == "returning":
            self.statement.selected.extend(call.args)
        elif func.attr.startswith("on_conflict"):
            # An insertion returns as many rows as it was given.
            self.statement.steps.add("slice")
        self.statement.steps.add(func.attr)
        self.statement.steps.update(each.arg or "" for each in call.keywords)
        self.statement.has_key |= has_key(call, func.attr)
        self.read(module, func.value)

    def _read_either(self, module: Module, node: ast.IfExp) -> None:
        """Read an expression with alternatives: it is limited if all of them are."""
        before, had_key = set(self.statement.steps), self.statement.has_key
        self.read(module, node.body)
        one, has_key, is_bounded = (
            self.statement.steps,
            self.statement.has_key,
            self.statement.is_bounded,
        )
        self.statement.steps, self.statement.has_key = set(before), had_key
        self.read(module, node.orelse)
        is_bounded &= self.statement.is_bounded
        self.statement.steps = one | self.statement.steps
        self.statement.has_key |= has_key
        if not is_bounded:
            self.statement.steps -= BOUNDS
            self.statement.has_key = False

    def _read_helper(self, module: Module, call: ast.Call, home: Module, helper: Function) -> None:
        for returned in home.all(ast.Return):
            if returned.value is not None and home.function_of(returned) is helper:
                self.read(home, returned.value)
        for argument in (*call.args, *(each.value for each in call.keywords)):
            self.read(module, argument)
            # A helper adds the conditions it receives to its statement.
            conditions = argument.elts if isinstance(argument, ast.List | ast.Tuple) else [argument]
            self.statement.has_key |= any(map(is_by_key, conditions))

    def _read_name(self, module: Module, node: ast.Name | ast.Attribute) -> None:
        values = given(module, node)
        function = module.function_of(node)
        if function and isinstance(node, ast.Name) and node.id in parameters_of(function):
            self.statement.parameters.add(node.id)
        home = self._project.module(self._project.resolve(module, node).rpartition(".")[0])
        for value in values or values_of(self._project, module, node):
            before, had_key = set(self.statement.steps), self.statement.has_key
            self.read(module if values or home is None else home, value)
            if values and is_only_sometimes(module, value, node):
                self.statement.steps -= BOUNDS - before
                self.statement.has_key = had_key


def is_only_sometimes(module: Module, value: ast.expr, use: ast.AST) -> bool:
    """Return whether a name is assigned under a condition that does not enclose its use."""
    branch = module.within(value, ast.If)
    if branch is None or branch.orelse or branch in module.around(use):
        return False
    return not any(isinstance(each, ast.Return | ast.Raise) for each in branch.body)


def may_be_none(module: Module, limit: ast.expr) -> bool:
    """Return whether a limit is `None`, or a parameter that may be, without a test of it around."""
    if isinstance(limit, ast.Constant):
        return limit.value is None
    function = module.function_of(limit)
    if not isinstance(limit, ast.Name) or function is None:
        return False
    declared = next((each for each in declared_in(function) if each.arg == limit.id), None)
    is_optional = declared is not None and "None" in names_of(declared.annotation)
    branches: list[ast.If | ast.IfExp] = module.all(ast.If, ast.IfExp)
    tests = [each.test for each in branches if is_in(function, each)]
    return is_optional and not any(limit.id in names_of(each) for each in tests)


def declared_in(function: Function) -> list[ast.arg]:
    """Return the parameters of a function with their annotations."""
    every = function.args
    return [*every.posonlyargs, *every.args, *every.kwonlyargs]


def is_in(function: Function, node: ast.AST) -> bool:
    """Return whether a node is part of a function."""
    return any(each is node for each in ast.walk(function))


def names_of(node: ast.AST | None) -> set[str]:
    """Return the names and constants in an expression; `Optional[int]` is `int | None`."""
    found = {
        str(getattr(each, "id", getattr(each, "value", "")))
        for each in ast.walk(node or ast.Pass())
    }
    return found | ({"None"} if "Optional" in found else set())
