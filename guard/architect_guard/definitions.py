"""What the application defines where: its modules, functions and classes, by their full names."""

import ast
from collections.abc import Mapping
from typing import NamedTuple

from architect_guard.names import Binding, Names
from architect_guard.source import Function, Module


class Definition(NamedTuple):
    """A function or a class, and the module that it stands in."""

    module: Module
    node: Function | ast.ClassDef


class Bound(NamedTuple):
    """What gave a name its meaning, and the module that it did so in."""

    module: Module
    binding: Binding


class Definitions:
    """What is written in all modules together; nothing yet of what it means.

    Args:
        modules: By their full names, such as `app.services.invoice`.
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
        """Return the module of the application that has this full name."""
        return self._modules.get(name)

    def _seen_from(self, module: Module, node: ast.Name) -> Binding | None:
        """Return what gave a name its meaning where it stands."""
        return self._names[module.name].find(node.id, node)

    def _variable(self, name: str) -> Bound | None:
        """Return what a module binds one of its names to, such as `app.routers.products.router`."""
        home, _, own = name.rpartition(".")
        if home not in self._names:
            return None
        binding = self._names[home].of(self._modules[home].tree, own)
        return Bound(self._modules[home], binding) if binding else None

    def _own_member(self, owner: Definition, name: str) -> Bound | None:
        """Return what a class itself binds a name to."""
        binding = self._names[owner.module.name].of(owner.node, name)
        return Bound(owner.module, binding) if binding else None
