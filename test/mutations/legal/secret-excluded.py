# A field that is left out of the answer may be read by what computes the rest of it.
# into: app/schemas/safe.py
"""The contract of safes."""

from typing import Annotated

from pydantic import Field, SecretStr, computed_field

from app.schemas.base import ResponseSchema


class Safe(ResponseSchema):
    """A safe as a client sees it."""

    secret: SecretStr = Field(exclude=True)
    api_key: Annotated[str, Field(exclude=True)]

    @computed_field
    @property
    def is_locked(self) -> bool:
        """Whether there is a secret."""
        return bool(self.secret)

    @computed_field
    @property
    def key_ending(self) -> str:
        """The last letters of the key, to tell it from others."""
        return self.api_key[-4:]
