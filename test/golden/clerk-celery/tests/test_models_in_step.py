"""Models, schemas, enums and migrations agree. New models are included automatically."""

import asyncio
import datetime as dt
import pkgutil
import re
import types
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

import pytest
from alembic import command
from alembic.config import Config
from pydantic import AwareDatetime, BaseModel, EmailStr
from sqlalchemy import CheckConstraint, Column, Connection, Enum, Table, TypeDecorator, inspect
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.types import JSON

import app.schemas
from app.config import Settings
from app.models import Base

ROOT = Path(__file__).parent.parent
LITERAL = re.compile(r"'((?:[^']|'')*)'")
DERIVED = re.compile(r'values\["(\w+)"\] = await free_slug\(')

# Fields of a response that its service composes from other models.
COMPOSED = {
    "TeamResponse": {"role"},
    "InvitationResponse": {"team_name"},
    "MembershipResponse": {"full_name", "display_name", "email", "image_url"},
}

# The Python types of column values for which pydantic has its own types.
PLAIN: dict[Any, type] = {AwareDatetime: dt.datetime, EmailStr: str}


def literals(check: str) -> set[str]:
    """Return the string literals in the SQL of a constraint."""
    return {text.replace("''", "'") for text in LITERAL.findall(check)}


def enum_columns() -> Iterator[Column[Any]]:
    """Yield every column that is limited to the values of an enum."""
    for table in Base.metadata.sorted_tables:
        yield from (column for column in table.columns if isinstance(column.type, Enum))


def members(column: Column[Any]) -> set[str]:
    """Return the values of the Python enum of a column."""
    assert isinstance(column.type, Enum)
    assert column.type.enum_class is not None, f"{column}: name the enum, not its values"
    return {member.value for member in column.type.enum_class}


def check_of(table: Table, name: str) -> str:
    """Return the SQL of the constraint that limits the values of a column."""
    (found,) = (
        str(constraint.sqltext.compile(compile_kwargs={"literal_binds": True}))
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
        and str(constraint.name) in {name, f"ck_{table.name}_{name}"}
    )
    return found


def read_checks(connection: Connection) -> dict[tuple[str, str], str]:
    """Return the SQL of every CHECK constraint of a database by table and name."""
    inspector = inspect(connection)
    return {
        (table, str(check["name"])): check["sqltext"]
        for table in inspector.get_table_names()
        for check in inspector.get_check_constraints(table)
    }


def test_each_enum_is_checked_by_the_models() -> None:
    for column in enum_columns():
        assert literals(check_of(column.table, column.name)) == members(column), str(column)


async def test_each_enum_is_checked_by_the_migrated_database(
    settings: Settings, tmp_path: Path
) -> None:
    url = f"sqlite+aiosqlite:///{(tmp_path / 'test.db').as_posix()}"
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["settings"] = settings.model_copy(update={"database_url": url})
    # In a thread: Alembic starts its own event loop.
    await asyncio.to_thread(command.upgrade, config, "head")
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        checks = await connection.run_sync(read_checks)
    await engine.dispose()

    for column in enum_columns():
        table = column.table.name
        assert literals(checks[table, f"ck_{table}_{column.name}"]) == members(column), str(column)


class Pair(NamedTuple):
    """A schema, and the model with the same name prefix."""

    schema: type[BaseModel]
    model: type[Base]
    role: str

    @property
    def columns(self) -> dict[str, Column[Any]]:
        """The columns of the model by name."""
        return {column.key: column for column in inspect(self.model).columns}

    def null_fault(self, name: str) -> bool:
        """Return whether a field and its column disagree about null."""
        field, nullable = self.schema.model_fields[name], self.columns[name].nullable
        says_null = types.NoneType in parts(field.annotation)
        if self.role == "Response":
            return says_null != nullable
        # The service sets the optional fields of a new row.
        filled = self.role == "Create" and not field.is_required()
        return says_null and not nullable and not filled


def schemas() -> Iterator[type[BaseModel]]:
    """Yield every schema of the application."""
    for module in pkgutil.iter_modules(app.schemas.__path__, "app.schemas."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, BaseModel):
                yield value


def pairs() -> list[Pair]:
    """Return every request and response schema with its model."""
    models = {mapper.class_.__name__: mapper.class_ for mapper in Base.registry.mappers}
    found = {
        schema.__name__: Pair(schema, models[name], role)
        for schema in schemas()
        for role in ("Create", "Put", "Response", "Update")
        if (name := schema.__name__.removesuffix(role)) in models and schema.__name__.endswith(role)
    }
    return [found[name] for name in sorted(found)]


def parts(annotation: Any) -> set[Any]:
    """Return the plain types that an annotation allows: `str` and `NoneType` for `Text | None`."""
    if get_origin(annotation) is Annotated:
        return parts(get_args(annotation)[0])
    if get_origin(annotation) in {Union, types.UnionType}:
        return set().union(*(parts(each) for each in get_args(annotation)))
    plain = get_origin(annotation) or annotation
    return {PLAIN.get(plain, plain)}


def stored(column: Column[Any]) -> set[Any]:
    """Return the Python types of the values of a column."""
    plain = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    return {dict, list} if isinstance(plain, JSON) else {plain.python_type}


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: pair.schema.__name__)
def test_each_field_has_the_type_of_its_column(pair: Pair) -> None:
    for name, field in pair.schema.model_fields.items():
        column = pair.columns.get(name)
        if column is not None:
            said = parts(field.annotation) - {types.NoneType}
            # A response may use only one of the types that a JSON column allows.
            assert said, f"{pair.schema.__name__}.{name}"
            assert said <= stored(column), f"{pair.schema.__name__}.{name}"
            assert not pair.null_fault(name), f"{pair.schema.__name__}.{name}: null or not?"


@pytest.mark.parametrize(
    "pair",
    [pair for pair in pairs() if pair.role == "Response"],
    ids=lambda pair: pair.schema.__name__,
)
def test_each_response_field_is_one_of_the_model(pair: Pair) -> None:
    composed = COMPOSED.get(pair.schema.__name__, set())
    unknown = {name for name in pair.schema.model_fields if not hasattr(pair.model, name)}

    assert unknown == composed


def derived(model: type[Any]) -> set[str]:
    """Return the slugs of a model that its service derives, so that clients need not send them."""
    service = ROOT / "app" / "services" / f"{model.__module__.rpartition('.')[2]}.py"
    return set(DERIVED.findall(service.read_text(encoding="utf-8"))) if service.exists() else set()


@pytest.mark.parametrize(
    "pair",
    [pair for pair in pairs() if pair.role in {"Create", "Put"}],
    ids=lambda pair: pair.schema.__name__,
)
def test_required_columns_can_be_sent_or_have_a_default(pair: Pair) -> None:
    keys = {column.key for column in pair.columns.values() if column.foreign_keys}
    needed = {
        name
        for name, column in pair.columns.items()
        if not column.nullable and column.default is None and not column.primary_key
    }

    assert needed - keys - derived(pair.model) <= set(pair.schema.model_fields)


def test_there_is_something_to_compare() -> None:
    assert {pair.schema.__name__ for pair in pairs()} >= {"TeamCreate", "UserResponse"}
    assert {column.name for column in enum_columns()} >= {"role", "theme"}
