"""Infer the class of an expression from annotations, assignments and calls.

It does not run the code; a value from a call without a declared type has no known class.
"""

import ast
from collections.abc import Mapping

from architect_guard.annotations import Annotations
from architect_guard.definitions import Bound
from architect_guard.resolving import MOST_STEPS, Reader
from architect_guard.source import Function, Module

DEPENDS = {"fastapi.Depends", "fastapi.Security"}


class Meaning(Annotations):
    """The names of all modules, with what they refer to and its class.

    Args:
        modules: By full name, e.g. `app.services.invoice`.
    """

    def __init__(self, modules: Mapping[str, Module]) -> None:
        super().__init__(modules)
        self._type_readers: dict[type[ast.expr], Reader] = {
            ast.Name: self._name_type,
            ast.Attribute: self._attribute_type,
            ast.Call: self._call_type,
            ast.Await: lambda module, node, steps: self.type_of(module, node.value, steps),
            # The result of an operator usually has the type of its left side, e.g. `folder / "file"`.
            ast.BinOp: lambda module, node, steps: self.type_of(module, node.left, steps),
        }

    def type_of(self, module: Module, node: ast.expr, steps: int = MOST_STEPS) -> str:
        """Return the full name of the class of an expression; empty if unknown."""
        read = self._type_readers.get(type(node))
        return read(module, node, steps - 1) if read and steps else ""

    def _name_type(self, module: Module, node: ast.Name, steps: int) -> str:
        if node.id in {"self", "cls"}:
            owner = module.within(node, ast.ClassDef)
            return f"{module.name}.{module.title(owner)}" if owner else ""
        binding = self._seen_from(module, node)
        return self._bound_type(Bound(module, binding), steps) if binding else ""

    def _attribute_type(self, module: Module, node: ast.Attribute, steps: int) -> str:
        owner = self.type_of(module, node.value, steps)
        if not owner:
            return self._variable_type(self.resolve(module, node, steps), steps)
        found = self._member(owner, node.attr, steps)
        return self._bound_type(found, steps) if found else ""

    def _variable_type(self, name: str, steps: int) -> str:
        """Return the type of a module variable, e.g. `app.routers.products.router`."""
        bound = self._variable(name)
        if not steps or bound is None or bound.binding.target == name:
            return ""
        return self._bound_type(bound, steps - 1)

    def _bound_type(self, bound: Bound, steps: int) -> str:
        target, annotation, value = bound.binding
        if annotation:
            return self.declared(bound.module, annotation, steps)
        if target:
            return self._variable_type(target, steps)
        return self.type_of(bound.module, value, steps) if value else ""

    def _call_type(self, module: Module, call: ast.Call, steps: int) -> str:
        name = self.resolve(module, call.func, steps)
        if name in DEPENDS:
            return self._provided(module, call, steps)
        found = self.definition(name)
        if found and isinstance(found.node, Function):
            return self._returned_by(found, steps)
        # A class returns its instance; a factory, e.g. for sessions, the class it was created for.
        is_member = name.rpartition(".")[0] in self._definitions and name not in self._definitions
        made = self.type_of(module, call.func, steps) if is_member or not name else ""
        return made or name

    def _provided(self, module: Module, call: ast.Call, steps: int) -> str:
        """Return the class of the value that `Depends` injects."""
        given = [*call.args, *(each.value for each in call.keywords if each.arg == "dependency")]
        name = self.resolve(module, given[0], steps) if given else ""
        found = self.definition(name)
        if found is None or isinstance(found.node, ast.ClassDef):
            return name
        return self._yielded_by(found, steps)
