"""What the specs of the resources say that their code does not: what is private, and what is data."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from architect_guard.project import Project


@cache
def specs(project: Project) -> list[dict[str, Any]]:
    """Return the specs of the resources; a project without any has nothing to tell."""
    paths = sorted((project.root / ".fastapi-architect" / "resources").glob("*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


@cache
def private_fields(project: Project) -> Mapping[str, frozenset[str]]:
    """Return the private fields by resource."""
    return _fields(project, private=True)


@cache
def public_fields(project: Project) -> Mapping[str, frozenset[str]]:
    """Return by resource the fields that its owner shows to everybody, whatever they are called."""
    return _fields(project, private=False)


@cache
def defaults(project: Project) -> frozenset[str]:
    """Return the texts that rows begin with: they are data, whatever they look like."""
    found = (field.get("default") for spec in specs(project) for field in spec["fields"])
    return frozenset(each for each in found if isinstance(each, str))


def _fields(project: Project, *, private: bool) -> dict[str, frozenset[str]]:
    def names(spec: dict[str, Any]) -> Iterator[str]:
        for field in spec["fields"]:
            if bool(field.get("private")) is private:
                yield field["name"]

    return {spec["name"]: frozenset(names(spec)) for spec in specs(project)}
