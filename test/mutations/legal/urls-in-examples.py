# A contract shows what an address looks like, and where its documentation is.
# into: app/schemas/links.py
"""The contract of links."""

from typing import Any

from pydantic import ConfigDict, Field

from app.schemas.base import RequestSchema

LICENSE: dict[str, str] = {"name": "MIT", "license_url": "https://opensource.org/license/mit"}
PARAMETERS: dict[str, Any] = {"name": "url", "example": "https://shop.example.com"}


class LinkCreate(RequestSchema):
    """What a client sends."""

    url: str = Field(
        pattern=r"^https?://.+$",
        examples=["https://shop.example.com"],
        description="https://shop.example.com, for instance",
    )

    model_config = ConfigDict(json_schema_extra={"examples": [{"url": "https://example.com"}]})
