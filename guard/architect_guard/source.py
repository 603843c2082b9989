"""One module of the application as a syntax tree, in which each node knows where it stands."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

NodeT = TypeVar("NodeT", bound=ast.AST)
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Imports: TypeAlias = ast.Import | ast.ImportFrom

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# What has names of its own.
SCOPES: tuple[type[ast.AST], ...] = (
    ast.Module,
    ast.ClassDef,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.Lambda,
    *COMPREHENSIONS,
)


def children_of(node: ast.AST) -> list[ast.AST]:
    """Return the parts of a node, as `ast.iter_child_nodes` does, in half of its time.

    `Load` and the like are one object for all names, and say nothing of a place: they are left out.
    """
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found += [each for each in value if isinstance(each, ast.AST)]
        elif isinstance(value, ast.AST) and not isinstance(value, ast.expr_context):
            found.append(value)
    return found


class Module:
    """A file of the application.

    Args:
        file: Its path below the project's folder, with slashes.
        text: Its bytes. Where they are no Python, `fault` says why, and the module has no nodes.
    """

    def __init__(self, file: str, text: bytes) -> None:
        self.file = file
        self.fault = ""
        try:
            self.tree = ast.parse(text, file)
        except (SyntaxError, ValueError) as error:
            self.tree, self.fault = ast.Module(body=[], type_ignores=[]), str(error)
        path = file.removesuffix(".py")
        self.name = path.removesuffix("/__init__").replace("/", ".")
        self.is_package = path.endswith("/__init__")
        self._parents: dict[ast.AST, ast.AST] = {}
        self._scopes: dict[ast.AST, ast.AST] = {}
        self._by_type: defaultdict[type[ast.AST], list[Any]] = defaultdict(list)
        self._index()

    def _index(self) -> None:
        pending: list[ast.AST] = [self.tree]
        while pending:
            node = pending.pop()
            self._by_type[type(node)].append(node)
            scope = node if isinstance(node, SCOPES) else self._scopes.get(node, self.tree)
            children = children_of(node)
            self._parents.update(dict.fromkeys(children, node))
            self._scopes.update(dict.fromkeys(children, scope))
            pending.extend(reversed(children))

    def all(self, *kinds: type[NodeT]) -> list[NodeT]:
        """Return the nodes of these kinds, each kind in the order of the text."""
        return [node for kind in kinds for node in self._by_type.get(kind, ())]

    def functions(self) -> list[Function]:
        """Return every function, methods and nested ones included."""
        return self.all(ast.FunctionDef, ast.AsyncFunctionDef)

    def imports(self) -> list[Imports]:
        """Return every import, wherever it stands."""
        return self.all(ast.Import, ast.ImportFrom)

    def parent(self, node: ast.AST) -> ast.AST | None:
        """Return what a node is a part of."""
        return self._parents.get(node)

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield what a node stands in, the nearest first."""
        at = self.parent(node)
        while at is not None:
            yield at
            at = self.parent(at)

    def place(self, node: ast.AST) -> tuple[int, int]:
        """Return the line and the column where a node begins, or what it is a part of."""
        at: ast.AST | None = node
        while at is not None and not hasattr(at, "lineno"):
            at = self.parent(at)
        return getattr(at, "lineno", 1), getattr(at, "col_offset", 0)

    def scope_of(self, node: ast.AST) -> ast.AST | None:
        """Return the nearest function, class, comprehension or module that a node stands in."""
        return self._scopes.get(node)

    def put(self, node: ast.AST, parent: ast.AST) -> None:
        """Give a node that was parsed on its own a place: a quoted annotation has one."""
        self._parents[node] = parent
        self._scopes[node] = self._scopes.get(parent, self.tree)

    def within(self, node: ast.AST, *kinds: type[NodeT]) -> NodeT | None:
        """Return the nearest of these kinds that a node stands in, if there is one."""
        at = self.parent(node)
        while at is not None and not isinstance(at, kinds):
            at = self.parent(at)
        return at

    def function_of(self, node: ast.AST) -> Function | None:
        """Return the function that a node stands in; a lambda is a part of the one around it."""
        at = self.parent(node)
        while at is not None and not isinstance(at, Function):
            at = self.parent(at)
        return at

    def title(self, node: ast.AST) -> str:
        """Return the name of a function or class from the module on, such as `Repository.page`."""
        every = (node, *self.around(node))
        names = [each.name for each in every if isinstance(each, ast.ClassDef | Function)]
        return ".".join(reversed(names))


def read_module(root: Path, path: Path) -> Module:
    """Return the module that a file is."""
    return Module(path.relative_to(root).as_posix(), path.read_bytes())
