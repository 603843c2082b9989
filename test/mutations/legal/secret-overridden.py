# What inherits a secret and leaves it out has none.
# into: app/schemas/chest.py
"""The contract of chests."""

import datetime as dt
from typing import ClassVar

from pydantic import ConfigDict, Field

from app.schemas.base import RequestSchema, ResponseSchema


class ChestCreate(RequestSchema):
    """What a client sends."""

    label: str = ""
    secret: str


class ChestRow(ResponseSchema):
    """What comes back."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)
    API_KEY: ClassVar[str] = "the name of a column"
    label: str = Field(default="", alias="name")
    password_expires: dt.datetime | None = None
    passwordless: bool = False
    secretary: str = ""
    opted_in: str = ""


class ChestSummary(ChestRow):
    """The same without a label."""

    label: str = Field(default="", exclude=True)
