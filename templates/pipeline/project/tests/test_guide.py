"""Check that CLAUDE.md names every table, path, schema and setting."""

import re
from pathlib import Path

import pytest
from fastapi import FastAPI

from app.config import Settings
from app.models import Base

GUIDE = Path(__file__).parent.parent / "CLAUDE.md"
SCHEMA = re.compile(r"(?!Envelope_)\w+(Create|Page|Request|Response|Update)")


@pytest.fixture(scope="module")
def named() -> set[str]:
    """Return the words of the guide; a code span is a word, or some."""
    return set(re.split(r"[\s`,;()]+", GUIDE.read_text(encoding="utf-8")))


def test_it_names_every_table(named: set[str]) -> None:
    models = [mapper.class_ for mapper in Base.registry.mappers]
    # Tests have tables of their own.
    tables = {each.__tablename__ for each in models if each.__module__.startswith("app.")}
    assert tables - named == set()


def test_it_names_every_path(named: set[str], app: FastAPI) -> None:
    assert set(app.openapi()["paths"]) - named == set()


def test_it_names_every_schema(named: set[str], app: FastAPI) -> None:
    schemas = filter(SCHEMA.fullmatch, app.openapi()["components"]["schemas"])
    assert set(schemas) - named == set()


def test_it_names_every_setting(named: set[str]) -> None:
    assert {name.upper() for name in Settings.model_fields} - named == set()
