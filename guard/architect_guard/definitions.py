"""The modules, functions and classes of the application, by full name."""

import ast
from collections.abc import Mapping
from typing import NamedTuple

from architect_guard.names import Binding, Names
from architect_guard.source import Function, Module


class Definition(NamedTuple):
    """A function or class, and its module."""

    module: Module
    node: Function | ast.ClassDef


class Bound(NamedTuple):
    """The binding of a name, and its module."""

    module: Module
    binding: Binding


class Definitions:
    """The definitions of all modules, before names are resolved.

    Args:
        modules: By full name, e.g. `app.services.invoice`.
    """

    def __init__(self, modules: Mapping[str, Module]) -> None:
        self._modules = modules
        self._names = {name: Names(module) for name, module in modules.items()}
        self._definitions = {
            f"{module.name}.{module.title(node)}": Definition(module, node)
            for module in modules.values()
            for node in (*module.functions(), *module.all(ast.ClassDef))
        }

    def module(self, name: str) -> Module | None:
        """Return the module with this full name."""
        return self._modules.get(name)

    def _seen_from(self, module: Module, node: ast.Name) -> Binding | None:
        """Return the binding of a name where it is used."""
        return self._names[module.name].find(node.id, node)

    def _variable(self, name: str) -> Bound | None:
        """Return the binding of a module's name, e.g. `app.routers.products.router`."""
        home, _, own = name.rpartition(".")
        if home not in self._names:
            return None
        binding = self._names[home].of(self._modules[home].tree, own)
        return Bound(self._modules[home], binding) if binding else None

    def _own_member(self, owner: Definition, name: str) -> Bound | None:
        """Return the binding of a name in the class itself."""
        binding = self._names[owner.module.name].of(owner.node, name)
        return Bound(owner.module, binding) if binding else None
