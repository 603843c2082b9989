"""Base classes of request and response schemas."""

from typing import Any

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

# The default of an optional field in an update. `Any` lets the annotation describe explicit values
# only, so `null` is refused where the column cannot be null.
ABSENT: Any = None


class RequestSchema(BaseModel):
    """A request body or query. Unknown fields are refused, so a typo is an error."""

    model_config = ConfigDict(extra="forbid")


class UpdateSchema(RequestSchema):
    """The body of an update; omitted fields stay unchanged (`model_dump(exclude_unset=True)`)."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Omit the defaults: `ABSENT` is not a value that a client could send."""
        schema = handler.resolve_ref_schema(handler(core_schema))
        for field in schema["properties"].values():
            field.pop("default", None)
        return schema


class ResponseSchema(BaseModel):
    """A response body, read from the attributes of a model."""

    model_config = ConfigDict(from_attributes=True)
