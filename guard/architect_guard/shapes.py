"""The JSON Schema of a type: whether it is a model or a list, and has a limit."""

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

NUMBERS = {"integer", "number"}


class Shape:
    """A type as JSON Schema, with resolved references."""

    def __init__(self, schema: dict[str, Any], definitions: dict[str, Any]) -> None:
        self.schema = schema
        self._definitions = definitions

    @classmethod
    def of(cls, annotation: Any, mode: JsonSchemaMode) -> "Shape":
        """Return the shape of an annotation in a request (`validation`) or a response."""
        schema = TypeAdapter(annotation).json_schema(mode=mode)
        return cls(schema, schema.get("$defs", {}))

    def variants(self) -> Iterator["Shape"]:
        """Yield the alternatives of a type, with resolved references."""
        schema = self.schema
        if "$ref" in schema:
            schema = self._definitions[schema["$ref"].rpartition("/")[2]]
        options = schema.get("anyOf") or schema.get("oneOf")
        if options is None:
            yield Shape(schema, self._definitions)
        for option in options or ():
            yield from Shape(option, self._definitions).variants()

    def inside(self) -> list["Shape"]:
        """Return the item types of a list or mapping; empty if not declared."""
        more = self.schema.get("additionalProperties")
        parts = [self.schema.get("items"), *self.schema.get("prefixItems", ()), more]
        return [Shape(part, self._definitions) for part in parts if isinstance(part, dict) and part]

    @property
    def fields(self) -> dict[str, "Shape"]:
        """The fields of a model."""
        named = self.schema.get("properties", {}).items()
        return {name: Shape(schema, self._definitions) for name, schema in named}

    @property
    def is_collection(self) -> bool:
        """Return whether the type is a list or a mapping."""
        kind = self.schema.get("type")
        return kind == "array" or (kind == "object" and not self.fields)


def vague(shape: Shape, depth: int = 5) -> str:
    """Return why a response is not a model or a collection of models; empty if it is one."""
    if depth == 0:
        return "infinitely nested lists"
    for variant in shape.variants():
        kind = variant.schema.get("type")
        if kind == "null" or variant.fields:
            continue
        if not variant.is_collection:
            return f"a bare {kind}" if kind else "an untyped value"
        inside = variant.inside()
        if not inside:
            return "an untyped list" if kind == "array" else "a bare dict"
        for part in inside:
            if reason := vague(part, depth - 1):
                return reason
    return ""


def endless(shape: Shape) -> str:
    """Return the part of a response that may have any length; empty if there is none."""
    for variant in shape.variants():
        if variant.is_collection and not variant.schema.keys() & {"maxItems", "maxProperties"}:
            return "the response"
        # An object with an id is one entity; a page consists of its items.
        for name, field in {} if "id" in variant.fields else variant.fields.items():
            if any(each.is_collection and endless_models(each) for each in field.variants()):
                return f"`{name}` of the response"
    return ""


def endless_models(shape: Shape) -> bool:
    """Return whether a list without a limit consists of models."""
    models = any(each.fields for part in shape.inside() for each in part.variants())
    return models and not shape.schema.keys() & {"maxItems", "maxProperties"}


def is_number(shape: Shape) -> bool:
    """Return whether a parameter may be a number."""
    return any(each.schema.get("type") in NUMBERS for each in shape.variants())


def is_bounded(shape: Shape) -> bool:
    """Return whether a number always has an upper limit, also if it is omitted."""
    known = {"maximum", "exclusiveMaximum", "enum", "const"}
    return all(each.schema.keys() & known for each in shape.variants())
