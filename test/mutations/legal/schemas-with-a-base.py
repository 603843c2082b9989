# What all have in common may stand in one class, and a value may go both ways inside of them.
# into: app/schemas/tour.py
"""The contract of tours."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.schemas.base import ABSENT, RequestSchema, ResponseSchema, UpdateSchema


class Place(BaseModel):
    """Where something is; a value, which goes both ways."""

    latitude: float
    longitude: float


class TourBase(BaseModel):
    """What a tour always has."""

    name: str
    start: Place


class TourCreate(TourBase, RequestSchema):
    """What a client sends to plan a tour."""


class TourUpdate(UpdateSchema):
    """What a client sends to change one."""

    name: str = ABSENT
    start: Annotated[Place, Field(description="Where it starts.")] = ABSENT
    label: str | None = Field(default=None, max_length=20)
    kind: Literal["tour"]
    version: int


class TourResponse(TourBase, ResponseSchema):
    """A tour as a client sees it."""

    id: UUID
# into: app/routers/tours.py
"""Tours over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from app.schemas.tour import TourCreate, TourResponse, TourUpdate
from app.services.tour import Tours

router = APIRouter(prefix="/tours")


@router.post("")
async def create_tour(payload: TourCreate, service: Annotated[Tours, Depends()]) -> TourResponse:
    """Plan one."""
    return await service.create(payload)


@router.patch("/{tour_id}")
async def update_tour(
    tour_id: UUID, payload: TourUpdate, service: Annotated[Tours, Depends()]
) -> TourResponse | None:
    """Change one."""
    return await service.update(tour_id, payload)
# into: app/services/tour.py
"""The rules of tours."""

from uuid import UUID

from app.schemas.tour import TourCreate, TourResponse, TourUpdate


class Tours:
    """What can be done with tours."""

    async def create(self, payload: TourCreate) -> TourResponse:
        """Plan one."""
        raise NotImplementedError(payload.name)

    async def update(self, key: UUID, payload: TourUpdate) -> TourResponse | None:
        """Change one."""
        raise NotImplementedError(key, payload.name)
