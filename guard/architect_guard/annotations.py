"""Resolve annotations: `X | None`, `Annotated[X, …]`, quoted ones and type aliases."""

import ast

from architect_guard.definitions import Definition
from architect_guard.resolving import MOST_STEPS, Resolving
from architect_guard.source import Module

# For these, the type in the brackets counts.
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
# For a dependency with `yield`, the yielded type counts.
YIELDING = {
    f"{home}.{name}"
    for home in ("collections.abc", "typing")
    for name in ("AsyncGenerator", "AsyncIterable", "AsyncIterator", "Generator", "Iterator")
}


class Annotations(Resolving):
    """The classes that annotations declare."""

    def declared(self, module: Module, annotation: ast.expr, steps: int = MOST_STEPS) -> str:
        """Return the full name of the class that an annotation declares; `X` for `X | None`."""
        if not steps:
            return ""
        if isinstance(annotation, ast.Constant):
            return self._quoted(module, annotation, steps - 1)
        if isinstance(annotation, ast.BinOp):
            return self.declared(module, annotation.left, steps - 1)
        if isinstance(annotation, ast.Subscript):
            outer = self.resolve(module, annotation.value, steps - 1)
            inner = _first_in(annotation)
            return self.declared(module, inner, steps - 1) if outer in WRAPPERS else outer
        home, alias = self.spelled(module, annotation, steps - 1)
        # A type alias, e.g. `SessionDep = Annotated[AsyncSession, …]`.
        if alias is not annotation:
            return self.declared(home, alias, steps - 1)
        return self.resolve(module, annotation, steps - 1)

    def spelled(
        self, module: Module, annotation: ast.expr, steps: int = MOST_STEPS
    ) -> tuple[Module, ast.expr]:
        """Return the module and value of a type alias; the annotation itself if it is none."""
        if isinstance(annotation, ast.Name):
            here = self._seen_from(module, annotation)
            if here and here.value and not here.target:
                return module, here.value
        if isinstance(annotation, ast.Name | ast.Attribute):
            there = self._variable(self.resolve(module, annotation, steps))
            if there and there.binding.value:
                return there.module, there.binding.value
        return module, annotation

    def _returned_by(self, found: Definition, steps: int) -> str:
        """Return the declared return class of a function."""
        returns = found.node.returns if not isinstance(found.node, ast.ClassDef) else None
        return self.declared(found.module, returns, steps) if returns else ""

    def _yielded_by(self, found: Definition, steps: int) -> str:
        """Return the class that a function returns or yields."""
        returns = found.node.returns if not isinstance(found.node, ast.ClassDef) else None
        if not isinstance(returns, ast.Subscript):
            return self._returned_by(found, steps)
        yields = self.resolve(found.module, returns.value, steps) in YIELDING
        return self.declared(found.module, _first_in(returns) if yields else returns, steps)

    def _quoted(self, module: Module, annotation: ast.Constant, steps: int) -> str:
        try:
            parsed = ast.parse(str(annotation.value), mode="eval").body
        except SyntaxError:
            return ""
        for node in ast.walk(parsed):
            module.put(node, annotation)
        return self.declared(module, parsed, steps)


def _first_in(annotation: ast.Subscript) -> ast.expr:
    """Return the first type argument."""
    inner = annotation.slice
    return inner.elts[0] if isinstance(inner, ast.Tuple) else inner
