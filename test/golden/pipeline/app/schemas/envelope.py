"""The body of every successful response."""

from typing import Generic, Literal, Self, TypeVar

from app.schemas.base import ResponseSchema

DataT = TypeVar("DataT", bound=ResponseSchema)


class Envelope(ResponseSchema, Generic[DataT]):
    """A successful response: `success` is true, and `data` is what the request asked for.

    Errors are problem details instead, with another content type.
    """

    success: Literal[True] = True
    data: DataT

    @classmethod
    def of(cls, data: object) -> Self:
        """Return the envelope of a row or a schema; its attributes are validated."""
        return cls.model_validate({"data": data})
