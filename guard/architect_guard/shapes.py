"""What the contract says of a type: is it a model, is it a list, has it a bound?"""

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

NUMBERS = {"integer", "number"}


class Shape:
    """A type as JSON Schema, with its references followed."""

    def __init__(self, schema: dict[str, Any], definitions: dict[str, Any]) -> None:
        self.schema = schema
        self._definitions = definitions

    @classmethod
    def of(cls, annotation: Any, mode: JsonSchemaMode) -> "Shape":
        """Return the shape of an annotation: in a request (`validation`), or in a response."""
        schema = TypeAdapter(annotation).json_schema(mode=mode)
        return cls(schema, schema.get("$defs", {}))

    def variants(self) -> Iterator["Shape"]:
        """Yield all that it may be, each followed to where it is described."""
        schema = self.schema
        if "$ref" in schema:
            schema = self._definitions[schema["$ref"].rpartition("/")[2]]
        options = schema.get("anyOf") or schema.get("oneOf")
        if options is None:
            yield Shape(schema, self._definitions)
        for option in options or ():
            yield from Shape(option, self._definitions).variants()

    def inside(self) -> list["Shape"]:
        """Return what a list or a mapping consists of; nothing if it does not say."""
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
        """Tell whether it may have any number of parts."""
        kind = self.schema.get("type")
        return kind == "array" or (kind == "object" and not self.fields)


def vague(shape: Shape, depth: int = 5) -> str:
    """Return why a response is no model; nothing if it is one, or consists of some."""
    if depth == 0:
        return "lists of lists without end"
    for variant in shape.variants():
        kind = variant.schema.get("type")
        if kind == "null" or variant.fields:
            continue
        if not variant.is_collection:
            return f"a bare {kind}" if kind else "anything at all"
        inside = variant.inside()
        if not inside:
            return "a list of anything" if kind == "array" else "a bare dict"
        for part in inside:
            if reason := vague(part, depth - 1):
                return reason
    return ""


def endless(shape: Shape) -> str:
    """Return what of a response may be of any length: itself, or the items of a page."""
    for variant in shape.variants():
        if variant.is_collection and not variant.schema.keys() & {"maxItems", "maxProperties"}:
            return "its answer"
        # What has a key is one thing with its parts; a page is nothing but its items.
        for name, field in {} if "id" in variant.fields else variant.fields.items():
            if any(each.is_collection and endless_models(each) for each in field.variants()):
                return f"`{name}` of its answer"
    return ""


def endless_models(shape: Shape) -> bool:
    """Tell whether a list without a bound consists of models."""
    models = any(each.fields for part in shape.inside() for each in part.variants())
    return models and not shape.schema.keys() & {"maxItems", "maxProperties"}


def is_number(shape: Shape) -> bool:
    """Tell whether a parameter may be a number."""
    return any(each.schema.get("type") in NUMBERS for each in shape.variants())


def is_bounded(shape: Shape) -> bool:
    """Tell whether a number has an upper bound, whatever a client sends or leaves out."""
    known = {"maximum", "exclusiveMaximum", "enum", "const"}
    return all(each.schema.keys() & known for each in shape.variants())
