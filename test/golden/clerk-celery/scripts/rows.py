"""The resources of exports and imports: models with a repository, `Create` and `Response` schema."""

import argparse
import csv
import pkgutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any, TypeVar

from pydantic import BaseModel, create_model
from sqlalchemy import JSON, Column, DateTime, TypeDecorator, inspect
from sqlalchemy.ext.asyncio import AsyncSession

import app.repositories
import app.schemas
from app.config import Settings
from app.enums import ExportFormat
from app.models.base import JsonDocument
from app.repositories.base import Repository
from app.schemas.types import Moment
from app.utils.database import create_engine, create_session_factory
from app.utils.exceptions import DomainError, TransactionAbortedError

# Parts of a team, which is nothing without its members and their accounts at Clerk.
EXCLUDED = frozenset({"Invitation", "NewsSource", "Team"})

# Errors that end a command with one line instead of a traceback.
FAULTS = (ValueError, OSError, csv.Error, DomainError, TransactionAbortedError)

ResultT = TypeVar("ResultT")


@dataclass(frozen=True)
class Resource:
    """What a row of a resource consists of.

    Args:
        repository: The repository of its rows.
        schema: Its `Create` schema, plus the fields that clients cannot send, e.g. `id`.
        columns: The columns, by field.
        sets: The columns of an association table, by field (`tag_ids`): own key, other key.
        private: The fields that no response contains.
    """

    repository: type[Repository[Any]]
    schema: type[BaseModel]
    columns: Mapping[str, Column[Any]]
    sets: Mapping[str, tuple[Column[Any], Column[Any]]]
    private: frozenset[str]

    @classmethod
    def of(cls, repository: type[Any], create: type[Any], response: type[Any]) -> "Resource":
        """Return the resource of a repository and its schemas."""
        mapper = inspect(repository.model)
        columns = {each.key: each.columns[0] for each in mapper.column_attrs}
        sets = {
            f"{key.name}s": (relation.synchronize_pairs[0][1], key)
            for relation in mapper.relationships
            for _, key in relation.secondary_synchronize_pairs or ()
            if f"{key.name}s" in create.model_fields
        }
        own = columns.keys() - create.model_fields.keys()
        more: dict[str, Any] = {name: row_field(columns[name]) for name in own}
        schema = create_model(f"{repository.model.__name__}Row", __base__=create, **more)
        private = frozenset({*columns, *sets} - response.model_fields.keys())
        return cls(repository, schema, columns, sets, private)


def row_field(column: Column[Any]) -> tuple[Any, Any]:
    """Return the type and the default of a field that only the database has."""
    stored = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    plain: Any = JsonDocument if isinstance(stored, JSON) else stored.python_type
    plain = Moment if isinstance(stored, DateTime) else plain
    return plain | None if column.nullable else plain, ... if is_required(column) else None


def is_required(column: Column[Any]) -> bool:
    """Return whether a row cannot be added without a value: the key, and what has no default."""
    has_default = column.default is not None or column.server_default is not None
    return column.primary_key or not (column.nullable or has_default)


def resources() -> dict[str, Resource]:
    """Return the resources of the application, by table."""
    schemas, repositories = classes(app.schemas), classes(app.repositories)
    found = {}
    for stem in {name.removesuffix("Create") for name in schemas} - EXCLUDED:
        repository = repositories.get(f"{stem}Repository")
        create, response = schemas.get(f"{stem}Create"), schemas.get(f"{stem}Response")
        if repository and create and response:
            found[repository.model.__tablename__] = Resource.of(repository, create, response)
    return found


def classes(package: ModuleType) -> dict[str, type[Any]]:
    """Return the classes in the modules of a package, by name."""
    modules = pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
    values = [value for each in modules for value in vars(import_module(each.name)).values()]
    return {value.__name__: value for value in values if isinstance(value, type)}


def parser_of(command: str) -> argparse.ArgumentParser:
    """Return a parser of the arguments that both commands have."""
    parser = argparse.ArgumentParser(prog=f"python -m scripts.{command}")
    parser.add_argument("resource", choices=sorted(resources()), help="a table, e.g. invoices")
    formats = [each.value for each in ExportFormat]
    parser.add_argument("--format", choices=formats, default=ExportFormat.JSON_LINES.value)
    return parser


async def with_session(work: Callable[[AsyncSession], Awaitable[ResultT]]) -> ResultT:
    """Return the result of work in a session on the database that the settings name."""
    engine = create_engine(Settings())
    try:
        async with create_session_factory(engine)() as session:
            return await work(session)
    finally:
        await engine.dispose()
