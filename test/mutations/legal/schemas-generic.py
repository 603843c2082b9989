# A generic answer of generic parts, and a service's own classes.
# into: app/schemas/wrapped.py
"""The contract of what is wrapped."""

from typing import Generic, TypeVar
from uuid import UUID

from app.schemas.base import ABSENT, RequestSchema, ResponseSchema, UpdateSchema
from app.schemas.page import Page

T = TypeVar("T")


class Wrapped(ResponseSchema, Generic[T]):
    """An answer with a note."""

    answer: T
    note: str | None = None


class Parcel(ResponseSchema):
    """A parcel."""

    id: UUID
    weight: int


class ParcelPage(Page[Parcel]):
    """One page of parcels."""


class ParcelWish(RequestSchema):
    """What a client sends; its list may be empty."""

    weight: int
    labels: list[str] = []


class ParcelUpdate(UpdateSchema):
    """What a client sends to change one."""

    weight: int = ABSENT
    labels: list[str] = ABSENT
# into: app/routers/parcels.py
"""Parcels over HTTP."""

from fastapi import APIRouter

from app.schemas.wrapped import Parcel, ParcelPage, ParcelWish, Wrapped
from app.services.parcels import first, page, wish

router = APIRouter(prefix="/parcels")


@router.get("", response_model=Wrapped[ParcelPage])
async def list_parcels() -> object:
    """List them."""
    return await page()


@router.get("/first")
async def get_first() -> Wrapped[Parcel]:
    """Return the first."""
    return await first()


@router.post("")
async def wish_for(payload: ParcelWish) -> Wrapped[list[Parcel]]:
    """Wish for one."""
    return await wish(payload)
# into: app/services/parcels.py
"""The rules of parcels."""

from app.schemas.wrapped import Parcel, ParcelWish, Wrapped


async def page() -> object:
    """Return one page."""
    return None


async def first() -> Wrapped[Parcel]:
    """Return the first."""
    raise NotImplementedError


async def wish(payload: ParcelWish) -> Wrapped[list[Parcel]]:
    """Return what was wished for."""
    raise NotImplementedError(payload.weight)
