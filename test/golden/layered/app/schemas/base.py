"""What every request and every response has in common."""

from typing import Any

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

# The default of a field that an update may leave out. `Any` keeps the annotation to what an explicit
# value must be, so that `null` is refused wherever the column cannot be null.
ABSENT: Any = None


class RequestSchema(BaseModel):
    """A body or a query. What it does not know is refused: a typo must not pass for a change."""

    model_config = ConfigDict(extra="forbid")


class UpdateSchema(RequestSchema):
    """The body of a change: what is left out stays as it is (`model_dump(exclude_unset=True)`)."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the body without defaults: `ABSENT` is not a value that a client could send."""
        schema = handler.resolve_ref_schema(handler(core_schema))
        for field in schema["properties"].values():
            field.pop("default", None)
        return schema


class ResponseSchema(BaseModel):
    """What leaves the service, read from the attributes of a model."""

    model_config = ConfigDict(from_attributes=True)
