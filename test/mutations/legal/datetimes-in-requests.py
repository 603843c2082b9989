# Aware by its type, by a validator of the type, of the field, of all fields; a day, and what goes out.
# into: app/schemas/product.py
import datetime as dt

from app.schemas.types import Moment
from pydantic import AfterValidator, AwareDatetime, field_validator, model_validator


def in_utc(value: dt.datetime) -> dt.datetime:
    return value.astimezone(dt.UTC)


class ProductVisit(RequestSchema):
    day: dt.date
    hour: dt.time
    since: AwareDatetime
    until: Moment | None = None
    noted: Annotated[dt.datetime, AfterValidator(in_utc)]
    sent: dt.datetime

    @field_validator("sent")
    @classmethod
    def is_sent_in_utc(cls, value: dt.datetime) -> dt.datetime:
        return in_utc(value)


class ProductStay(RequestSchema):
    left: dt.datetime

    @model_validator(mode="after")
    def leaves_in_utc(self) -> "ProductStay":
        self.left = in_utc(self.left)
        return self


class ProductVisited(ResponseSchema):
    seen: dt.datetime
# into: app/routers/products.py
import datetime as dt

from app.models.base import utc_now
from app.schemas.product import ProductStay, ProductVisit, ProductVisited
from app.schemas.types import Moment


@router.post("/visits")
async def visit(
    payload: ProductVisit, since: Annotated[Moment, Query()], service: ProductServiceDep
) -> ProductVisited:
    """Note a visit."""
    return await service.visit(payload, since)


@router.get("/visits/now")
async def visits(
    service: ProductServiceDep,
    now: dt.datetime = Depends(utc_now),
    then: Annotated[dt.datetime | None, Depends(utc_now)] = None,
) -> ProductVisited:
    """Ask what the clock of the application says."""
    return await service.visits(now, then)
