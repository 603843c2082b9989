"""Resolve names through aliases, re-exports and attributes of objects.

After `from time import sleep as nap`, `nap` is `time.sleep`, also in modules that import it.
"""

import ast
import builtins
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from architect_guard.definitions import Bound, Definition, Definitions
from architect_guard.source import Module

# Resolves one kind of expression; the last argument is the number of steps left.
Reader: TypeAlias = Callable[[Module, Any, int], str]

# How many steps to follow a name before it counts as a cycle.
MOST_STEPS = 16


class Resolving(Definitions, ABC):
    """Resolves expressions to full names."""

    def __init__(self, modules: Mapping[str, Module]) -> None:
        super().__init__(modules)
        self._resolved: dict[ast.expr, str] = {}
        self._readers: dict[type[ast.expr], Reader] = {
            ast.Name: self._name,
            ast.Attribute: self._attribute,
            ast.Subscript: lambda module, node, steps: self.resolve(module, node.value, steps),
        }

    @abstractmethod
    def type_of(self, module: Module, node: ast.expr, steps: int = MOST_STEPS) -> str:
        """Return the full name of the class of an expression; empty if unknown."""

    def resolve(self, module: Module, node: ast.expr, steps: int = MOST_STEPS) -> str:
        """Return the full name that an expression refers to; empty if unknown.

        A method has the name of its object's class: `app.services.invoice.InvoiceService.page`.
        """
        known = self._resolved.get(node)
        read = None if known else self._readers.get(type(node))
        found = known or (read(module, node, steps - 1) if read and steps else "")
        # A failed lookup may succeed with more steps, so it is not cached.
        if found:
            self._resolved[node] = found
        return found

    def definition(self, name: str) -> Definition | None:
        """Return the function or class with this full name.

        A method is also looked up in base classes.
        """
        found = self._definitions.get(name)
        owner, _, attribute = name.rpartition(".")
        parent = None if found else self._definitions.get(owner)
        if parent and isinstance(parent.node, ast.ClassDef):
            bases = [self.resolve(parent.module, base) for base in parent.node.bases]
            inherited = (self.definition(f"{base}.{attribute}") for base in bases)
            return next((each for each in inherited if each), None)
        return found

    def home(self, name: str, steps: int = MOST_STEPS) -> str:
        """Return the full name in the module that defines it."""
        home, _, own = name.rpartition(".")
        rest = ""
        while home and home not in self._modules:
            home, _, outer = home.rpartition(".")
            own, rest = outer, f".{own}{rest}"
        bound = self._variable(f"{home}.{own}")
        if not steps or bound is None or bound.binding.target == f"{home}.{own}":
            return name
        origin = self._stands_for(bound, steps - 1)
        return f"{origin}{rest}" if origin else name

    def _name(self, module: Module, node: ast.Name, steps: int) -> str:
        binding = self._seen_from(module, node)
        if binding is None:
            return f"builtins.{node.id}" if hasattr(builtins, node.id) else ""
        return self._stands_for(Bound(module, binding), steps)

    def _attribute(self, module: Module, node: ast.Attribute, steps: int) -> str:
        owner = self.type_of(module, node.value, steps) or self.resolve(module, node.value, steps)
        if not owner:
            return ""
        held = self._member(owner, node.attr, steps)
        # An attribute may refer to a function or class that is defined elsewhere.
        alias = self._stands_for(held, steps) if held and not held.binding.target else ""
        return alias or self.home(f"{owner}.{node.attr}", steps)

    def _member(self, owner: str, name: str, steps: int) -> Bound | None:
        """Return the binding of a name in a class or its base classes, with its module."""
        found = self._definitions.get(owner)
        if found is None or not isinstance(found.node, ast.ClassDef):
            return None
        bound = self._own_member(found, name)
        if bound or not steps:
            return bound
        bases = (self.resolve(found.module, base, steps - 1) for base in found.node.bases)
        inherited = (self._member(base, name, steps - 1) for base in bases)
        return next((each for each in inherited if each), None)

    def _stands_for(self, bound: Bound, steps: int) -> str:
        target, _, value = bound.binding
        if target:
            return self.home(target, steps)
        is_alias = isinstance(value, ast.Name | ast.Attribute)
        return self.resolve(bound.module, value, steps) if is_alias and value else ""
