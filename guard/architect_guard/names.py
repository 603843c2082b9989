"""The bindings of names in a module."""

import ast
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from architect_guard.source import Imports, Module

Loop: TypeAlias = ast.For | ast.AsyncFor | ast.comprehension


class Binding(NamedTuple):
    """The binding of a name, with the attributes that the source shows."""

    # The full name of the imported or defined object.
    target: str = ""
    # The declared type.
    annotation: ast.expr | None = None
    # The assigned value, or the context manager of a `with`.
    value: ast.expr | None = None


class Names:
    """The bindings of a module by scope."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._scopes: dict[ast.AST, dict[str, Binding]] = {}
        self._bind_imports()
        self._bind_definitions()
        self._bind_parameters()
        self._bind_values()

    def find(self, name: str, node: ast.AST) -> Binding | None:
        """Return the binding of a name at a node; `None` if it is not bound."""
        innermost = scope = self._module.scope_of(node)
        while scope is not None:
            bound = self._scopes.get(scope, {}).get(name)
            # Statements of a class see its names, methods do not.
            if bound and (scope is innermost or not isinstance(scope, ast.ClassDef)):
                return bound
            scope = self._module.scope_of(scope)
        return None

    def of(self, scope: ast.AST, name: str) -> Binding | None:
        """Return the binding of a name in the scope itself; in a class also of `self`."""
        return self._scopes.get(scope, {}).get(name)

    def _bind(self, scope: ast.AST | None, name: str, binding: Binding) -> None:
        # Keep the first binding: a second one usually only narrows the type.
        if scope is not None:
            self._scopes.setdefault(scope, {}).setdefault(name, binding)

    def _bind_imports(self) -> None:
        for node in self._module.imports():
            for name, target in imported(self._module, node):
                self._bind(self._module.scope_of(node), name, Binding(target))

    def _bind_definitions(self) -> None:
        module = self._module
        for node in (*module.functions(), *module.all(ast.ClassDef)):
            target = f"{module.name}.{module.title(node)}"
            self._bind(module.scope_of(node), node.name, Binding(target))

    def _bind_parameters(self) -> None:
        for function in (*self._module.functions(), *self._module.all(ast.Lambda)):
            for each, default in parameters(function.args):
                binding = Binding(annotation=each.annotation, value=default)
                self._bind(function, each.arg, binding)

    def _bind_values(self) -> None:
        module = self._module
        for assigned in module.all(ast.Assign):
            for target in assigned.targets:
                self._bind_target(target, Binding(value=assigned.value))
        for declared in module.all(ast.AnnAssign):
            binding = Binding(annotation=declared.annotation, value=declared.value)
            self._bind_target(declared.target, binding)
        for walrus in module.all(ast.NamedExpr):
            self._bind_target(walrus.target, Binding(value=walrus.value))
        for entered in module.all(ast.withitem):
            if entered.optional_vars is not None:
                self._bind_target(entered.optional_vars, Binding(value=entered.context_expr))
        loops: list[Loop] = module.all(ast.For, ast.AsyncFor, ast.comprehension)
        for loop in loops:
            self._bind_target(loop.target, Binding())

    def _bind_target(self, target: ast.expr, binding: Binding) -> None:
        if isinstance(target, ast.Name):
            self._bind(self._module.scope_of(target), target.id, binding)
        elif isinstance(target, ast.Tuple | ast.List):
            for each in target.elts:
                self._bind_target(each, Binding())
        elif isinstance(target, ast.Attribute) and ast.unparse(target.value) == "self":
            self._bind(self._module.within(target, ast.ClassDef), target.attr, binding)


def parameters(every: ast.arguments) -> Iterator[tuple[ast.arg, ast.expr | None]]:
    """Yield each parameter with its default."""
    positional = [*every.posonlyargs, *every.args]
    yield from zip(positional[::-1], every.defaults[::-1], strict=False)
    rest = positional[: len(positional) - len(every.defaults)]
    yield from ((each, None) for each in (*rest, every.vararg, every.kwarg) if each is not None)
    yield from zip(every.kwonlyargs, every.kw_defaults, strict=True)


def imported(module: Module, node: Imports) -> Iterator[tuple[str, str]]:
    """Yield each name that an import binds, with its full name."""
    for alias in node.names:
        if isinstance(node, ast.ImportFrom):
            yield alias.asname or alias.name, f"{origin(module, node)}.{alias.name}"
        elif alias.asname:
            yield alias.asname, alias.name
        else:
            top = alias.name.partition(".")[0]
            yield top, top


def origin(module: Module, node: ast.ImportFrom) -> str:
    """Return the full name of the module of an import, also of a relative one."""
    if not node.level:
        return node.module or ""
    package = module.name.split(".")
    kept = package[: len(package) - node.level + module.is_package]
    return ".".join([*kept, node.module] if node.module else kept)
