# Documents have a checked type of their own, and a table of schemas says what is in it.
# into: app/schemas/prices.py
"""The contract of prices."""

from typing import Annotated

from pydantic import RootModel

from app.schemas.base import RequestSchema
from app.schemas.types import Document

Free = Annotated[Document, "anything that can be stored"]


class PriceCreate(RequestSchema):
    """What a client sends."""

    amount: int


class Codes(RootModel[list[str]]):
    """A body that is a list."""
# into: app/routers/prices.py
"""Prices over HTTP."""

from fastapi import APIRouter, File, Form, Request, UploadFile
from typing import Annotated

from app.schemas.prices import Codes, Free, PriceCreate
from app.services.prices import keep

router = APIRouter(prefix="/prices")


@router.put("")
async def put_prices(payload: dict[str, PriceCreate]) -> None:
    """Replace all."""
    await keep(payload)


@router.put("/document")
async def put_document(payload: Free) -> None:
    """Keep a document."""
    await keep(payload)


@router.put("/codes")
async def put_codes(payload: Codes, numbers: list[int], tags: dict[str, str]) -> None:
    """Keep codes."""
    await keep((payload, numbers, tags))


@router.put("/form")
async def put_form(payload: Annotated[PriceCreate, Form()]) -> None:
    """Keep a form."""
    await keep(payload)


@router.put("/file")
async def put_file(data: Annotated[bytes, File()], file: UploadFile | None = None) -> None:
    """Keep a file."""
    await keep((data, file))


@router.post("/signed")
async def receive(request: Request) -> None:
    """Take what is signed as it is: the bytes are what the signature is of."""
    await keep(await request.body())
# into: app/services/prices.py
"""The rules of prices."""


async def keep(value: object) -> None:
    """Keep something."""
