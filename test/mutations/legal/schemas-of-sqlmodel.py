# Without `table=True`, a class of SQLModel is a schema.
# into: app/schemas/parcel.py
from sqlmodel import SQLModel


class ParcelCreate(SQLModel):
    number: str


class ParcelPublic(SQLModel):
    number: str
# into: app/routers/products.py
from app.schemas.parcel import ParcelCreate, ParcelPublic


@router.post("/parcels")
async def create_parcel(payload: ParcelCreate, service: ProductServiceDep) -> ParcelPublic:
    return await service.create_parcel(payload)
