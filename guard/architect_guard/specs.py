"""Private fields and initial data from the specs of the resources."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from architect_guard.project import Project


@cache
def specs(project: Project) -> list[dict[str, Any]]:
    """Return the specs of the resources; empty for a project without specs."""
    paths = sorted((project.root / ".fastapi-architect" / "resources").glob("*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


@cache
def private_fields(project: Project) -> Mapping[str, frozenset[str]]:
    """Return the private fields by resource."""
    return _fields(project, private=True)


@cache
def public_fields(project: Project) -> Mapping[str, frozenset[str]]:
    """Return the fields that the spec makes public, by resource."""
    return _fields(project, private=False)


@cache
def defaults(project: Project) -> frozenset[str]:
    """Return the strings of default values, which are data and not secrets."""
    found = (field.get("default") for spec in specs(project) for field in spec["fields"])
    return frozenset(each for each in found if isinstance(each, str))


def _fields(project: Project, *, private: bool) -> dict[str, frozenset[str]]:
    def names(spec: dict[str, Any]) -> Iterator[str]:
        for field in spec["fields"]:
            if bool(field.get("private")) is private:
                yield field["name"]

    return {spec["name"]: frozenset(names(spec)) for spec in specs(project)}
