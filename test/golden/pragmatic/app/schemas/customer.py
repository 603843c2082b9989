"""Request, response and query schemas of customers."""

import datetime as dt
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from app.schemas.base import ABSENT, RequestSchema, ResponseSchema, UpdateSchema
from app.schemas.page import Page, PageQuery
from app.schemas.types import Email, Moment, NonBlankText


class CustomerCreate(RequestSchema):
    """Request body to create a customer."""

    name: Annotated[NonBlankText, Field(max_length=200)]
    email: Annotated[Email, Field(max_length=254)]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Ada Lovelace",
                    "email": "ada@example.com",
                }
            ]
        }
    )


class CustomerUpdate(UpdateSchema):
    """Request body to update a customer; omitted fields keep their values."""

    name: Annotated[NonBlankText, Field(max_length=200)] = ABSENT
    email: Annotated[Email, Field(max_length=254)] = ABSENT

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Ada Lovelace",
                }
            ]
        }
    )


class CustomerResponse(ResponseSchema):
    """A customer in a response."""

    id: UUID
    name: str
    email: str
    created_at: dt.datetime
    updated_at: dt.datetime

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01890a5d-ac96-774b-bcce-b302099a8057",
                    "name": "Ada Lovelace",
                    "email": "ada@example.com",
                    "created_at": "2026-01-31T09:30:00Z",
                    "updated_at": "2026-02-01T16:45:00Z",
                }
            ]
        }
    )


class CustomerPage(Page[CustomerResponse]):
    """One page of customers."""


CustomerSort = Literal[
    "name",
    "-name",
    "email",
    "-email",
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
]


class CustomerQuery(PageQuery):
    """Query parameters of the list of customers."""

    sort: CustomerSort = "-created_at"
    email: Annotated[Email, Field(max_length=254)] | None = None
    created_at_from: Moment | None = None
    created_at_to: Moment | None = None
    updated_at_from: Moment | None = None
    updated_at_to: Moment | None = None
