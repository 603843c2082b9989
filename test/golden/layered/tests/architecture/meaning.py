"""What a name stands for, through aliases, re-exports, annotations and what was assigned.

It knows as much as a reader who never runs the code: enough to see through `from time import sleep
as nap`, and nothing where a value comes from a call that says no type.
"""

import ast
import builtins
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from tests.architecture.names import Binding, Names
from tests.architecture.source import Function, Module

# How an expression of one kind is read; the last argument says how many steps are left.
Reader: TypeAlias = Callable[[Module, Any, int], str]

# How often a name may be passed on before it counts as going round in a circle.
MOST_STEPS = 16
# Of these, what counts is what stands in the brackets.
WRAPPERS = {
    "collections.abc.AsyncGenerator",
    "collections.abc.AsyncIterator",
    "collections.abc.Awaitable",
    "collections.abc.Generator",
    "collections.abc.Iterator",
    "sqlalchemy.ext.asyncio.async_sessionmaker",
    "sqlalchemy.orm.sessionmaker",
    "typing.Annotated",
    "typing.ClassVar",
    "typing.Final",
    "typing.Optional",
    "typing.Union",
}
# What of a dependency that yields reaches whoever depends on it.
YIELDING = {
    f"{home}.{name}"
    for home in ("collections.abc", "typing")
    for name in ("AsyncGenerator", "AsyncIterable", "AsyncIterator", "Generator", "Iterator")
}
DEPENDS = {"fastapi.Depends", "fastapi.Security"}


class Definition(NamedTuple):
    """A function or a class, and the module that it stands in."""

    module: Module
    node: Function | ast.ClassDef


class Meaning:
    """The names of all modules together.

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
        self._resolved: dict[ast.expr, str] = {}
        self._readers: dict[type[ast.expr], Reader] = {
            ast.Name: self._name,
            ast.Attribute: self._attribute,
            ast.Subscript: lambda module, node, steps: self.resolve(module, node.value, steps),
        }
        self._type_readers: dict[type[ast.expr], Reader] = {
            ast.Name: self._name_type,
            ast.Attribute: self._attribute_type,
            ast.Call: self._returned,
            ast.Await: lambda module, node, steps: self.type_of(module, node.value, steps),
            # What is added to something is most often of its kind, as `folder / "file"` is.
            ast.BinOp: lambda module, node, steps: self.type_of(module, node.left, steps),
        }

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

    def module(self, name: str) -> Module | None:
        """Return the module of the application that has this full name."""
        return self._modules.get(name)

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

    def type_of(self, module: Module, node: ast.expr, steps: int = MOST_STEPS) -> str:
        """Return the full name of the class that the value of an expression has, or nothing."""
        read = self._type_readers.get(type(node))
        return read(module, node, steps - 1) if read and steps else ""

    def declared(self, module: Module, annotation: ast.expr, steps: int = MOST_STEPS) -> str:
        """Return the full name of the class that an annotation declares: of `X | None` it is X's."""
        if not steps:
            return ""
        if isinstance(annotation, ast.Constant):
            return self._quoted(module, annotation, steps - 1)
        if isinstance(annotation, ast.BinOp):
            return self.declared(module, annotation.left, steps - 1)
        if isinstance(annotation, ast.Subscript):
            outer = self.resolve(module, annotation.value, steps - 1)
            first = annotation.slice
            first = first.elts[0] if isinstance(first, ast.Tuple) else first
            return self.declared(module, first, steps - 1) if outer in WRAPPERS else outer
        home, alias = self.spelled(module, annotation, steps - 1)
        # A type that was given a name, such as `SessionDep = Annotated[AsyncSession, …]`.
        if alias is not annotation:
            return self.declared(home, alias, steps - 1)
        return self.resolve(module, annotation, steps - 1)

    def spelled(
        self, module: Module, annotation: ast.expr, steps: int = MOST_STEPS
    ) -> tuple[Module, ast.expr]:
        """Return what an annotation was made a name of, and where; itself if it is no such name."""
        if isinstance(annotation, ast.Name):
            here = self._names[module.name].find(annotation.id, annotation)
            if here and here.value and not here.target:
                return module, here.value
        home, _, own = self.resolve(module, annotation, steps).rpartition(".")
        alias = self._names[home].of(self._modules[home].tree, own) if home in self._names else None
        if isinstance(annotation, ast.Name | ast.Attribute) and alias and alias.value:
            return self._modules[home], alias.value
        return module, annotation

    def _name(self, module: Module, node: ast.Name, steps: int) -> str:
        binding = self._names[module.name].find(node.id, node)
        if binding is None:
            return f"builtins.{node.id}" if hasattr(builtins, node.id) else ""
        return self._stands_for(module, binding, steps)

    def _name_type(self, module: Module, node: ast.Name, steps: int) -> str:
        if node.id in {"self", "cls"}:
            owner = module.within(node, ast.ClassDef)
            return f"{module.name}.{module.title(owner)}" if owner else ""
        return self._bound_type(module, self._names[module.name].find(node.id, node), steps)

    def _attribute(self, module: Module, node: ast.Attribute, steps: int) -> str:
        owner = self.type_of(module, node.value, steps) or self.resolve(module, node.value, steps)
        if not owner:
            return ""
        held = self._member(owner, node.attr, steps)
        # A class or an object may hold a function, or another class, that has its name elsewhere.
        alias = self._stands_for(*held, steps) if held and not held[1].target else ""
        return alias or self.home(f"{owner}.{node.attr}", steps)

    def _attribute_type(self, module: Module, node: ast.Attribute, steps: int) -> str:
        owner = self.type_of(module, node.value, steps)
        if not owner:
            return self._variable_type(self.resolve(module, node, steps), steps)
        found = self._member(owner, node.attr, steps)
        return self._bound_type(*found, steps) if found else ""

    def _variable_type(self, name: str, steps: int) -> str:
        """Return the type of a variable of a module, such as `app.routers.products.router`."""
        home, _, own = name.rpartition(".")
        bound = self._names[home].of(self._modules[home].tree, own) if home in self._names else None
        if not steps or bound is None or bound.target == name:
            return ""
        return self._bound_type(self._modules[home], bound, steps - 1)

    def _member(self, owner: str, name: str, steps: int) -> tuple[Module, Binding] | None:
        """Return what a class or one that it inherits from binds a name to, and where."""
        found = self._definitions.get(owner)
        if found is None or not isinstance(found.node, ast.ClassDef):
            return None
        bound = self._names[found.module.name].of(found.node, name)
        if bound or not steps:
            return (found.module, bound) if bound else None
        bases = (self.resolve(found.module, base, steps - 1) for base in found.node.bases)
        inherited = (self._member(base, name, steps - 1) for base in bases)
        return next((each for each in inherited if each), None)

    def _stands_for(self, module: Module, binding: Binding, steps: int) -> str:
        if binding.target:
            return self.home(binding.target, steps)
        is_alias = isinstance(binding.value, ast.Name | ast.Attribute)
        return self.resolve(module, binding.value, steps) if is_alias and binding.value else ""

    def _bound_type(self, module: Module, binding: Binding | None, steps: int) -> str:
        if binding and binding.annotation:
            return self.declared(module, binding.annotation, steps)
        if binding and binding.target:
            return self._variable_type(binding.target, steps)
        return self.type_of(module, binding.value, steps) if binding and binding.value else ""

    def _returned(self, module: Module, call: ast.Call, steps: int) -> str:
        name = self.resolve(module, call.func, steps)
        if name in DEPENDS:
            return self._provided(module, call, steps)
        found = self.definition(name)
        if found and isinstance(found.node, Function):
            return (
                self.declared(found.module, found.node.returns, steps) if found.node.returns else ""
            )
        # A class returns its instance; a maker, such as a session factory, what it was made for.
        is_member = name.rpartition(".")[0] in self._definitions and name not in self._definitions
        made = self.type_of(module, call.func, steps) if is_member or not name else ""
        return made or name

    def _provided(self, module: Module, call: ast.Call, steps: int) -> str:
        given = [*call.args, *(each.value for each in call.keywords if each.arg == "dependency")]
        name = self.resolve(module, given[0], steps) if given else ""
        found = self.definition(name)
        if found is None or isinstance(found.node, ast.ClassDef):
            return name
        returns = found.node.returns
        if (
            isinstance(returns, ast.Subscript)
            and self.resolve(found.module, returns.value, steps) in YIELDING
        ):
            inner = returns.slice
            returns = inner.elts[0] if isinstance(inner, ast.Tuple) else inner
        return self.declared(found.module, returns, steps) if returns else ""

    def _quoted(self, module: Module, annotation: ast.Constant, steps: int) -> str:
        try:
            parsed = ast.parse(str(annotation.value), mode="eval").body
        except SyntaxError:
            return ""
        for node in ast.walk(parsed):
            module.put(node, annotation)
        return self.declared(module, parsed, steps)

    def home(self, name: str, steps: int = MOST_STEPS) -> str:
        """Return the name that something has in the module that it comes from."""
        home, _, own = name.rpartition(".")
        rest = ""
        while home and home not in self._modules:
            home, _, outer = home.rpartition(".")
            own, rest = outer, f".{own}{rest}"
        bound = self._names[home].of(self._modules[home].tree, own) if home else None
        if not steps or bound is None or bound.target == f"{home}.{own}":
            return name
        origin = self._stands_for(self._modules[home], bound, steps - 1)
        return f"{origin}{rest}" if origin else name
