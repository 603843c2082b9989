"""What a name stands for, through aliases, re-exports and the objects that it is asked of.

`from time import sleep as nap` leaves `nap` as `time.sleep`, here and wherever it is imported from.
"""

import ast
import builtins
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from architect_guard.definitions import Bound, Definition, Definitions
from architect_guard.source import Module

# How an expression of one kind is read; the last argument says how many steps are left.
Reader: TypeAlias = Callable[[Module, Any, int], str]

# How often a name may be passed on before it counts as going round in a circle.
MOST_STEPS = 16


class Resolving(Definitions, ABC):
    """The full names of what expressions stand for."""

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
        """Return the full name of the class that the value of an expression has, or nothing."""

    def resolve(self, module: Module, node: ast.expr, steps: int = MOST_STEPS) -> str:
        """Return the full name of what an expression stands for, or nothing.

        A method belongs to the class of its object: `app.services.invoice.InvoiceService.page`.
        """
        known = self._resolved.get(node)
        read = None if known else self._readers.get(type(node))
        found = known or (read(module, node, steps - 1) if read and steps else "")
        # What was not found may be, with more steps left.
        if found:
            self._resolved[node] = found
        return found

    def definition(self, name: str) -> Definition | None:
        """Return the function or class of the application that has this full name.

        A method is looked for in the classes that its own inherits from, too.
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
        """Return the name that something has in the module that it comes from."""
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
        # A class or an object may hold a function, or another class, that has its name elsewhere.
        alias = self._stands_for(held, steps) if held and not held.binding.target else ""
        return alias or self.home(f"{owner}.{node.attr}", steps)

    def _member(self, owner: str, name: str, steps: int) -> Bound | None:
        """Return what a class or one that it inherits from binds a name to, and where."""
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
