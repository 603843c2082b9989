# Examples of a contract show what a secret looks like.
# into: app/schemas/keyring.py
"""The contract of keyrings: a client sends `password="correct-horse"`, or a token."""

from typing import Annotated

from pydantic import ConfigDict, Field

from app.schemas.base import RequestSchema


class KeyringCreate(RequestSchema):
    """What a client sends: `postgresql://user:password@host/name` for instance."""

    password: Annotated[str, Field(examples=["correct-horse"], min_length=12)]
    api_key: str = Field(description="AKIAIOSFODNN7EXAMPLE", min_length=1)

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"password": "correct-horse", "api_key": "AKIAIOSFODNN7EXAMPLE"}]
        }
    )


EXAMPLES = {"log in": {"value": {"password": "correct-horse"}}}
