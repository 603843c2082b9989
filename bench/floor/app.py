"""The floor: minimal code with the same responses as the generated application, and the same libraries.

No layers, no middleware, no logs, no error format; the same two statements for a list, one for a get. Where the
generated application asks for a login, so does this.
"""

import datetime as dt
import os
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict
from session import Session
from sqlalchemy import JSON, DateTime, Enum, Numeric, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# What the addresses of the profile beside it begin with.
PREFIX = os.environ.get("PREFIX", "")


class Status(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


class Base(DeclarativeBase):
    pass


class Product(Base):
    __tablename__ = "products"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str]
    slug: Mapped[str]
    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    stock: Mapped[int]
    status: Mapped[Status] = mapped_column(
        Enum(Status, native_enum=False, values_callable=lambda members: [m.value for m in members])
    )
    released: Mapped[dt.date | None]
    attributes: Mapped[Any] = mapped_column(JSON().with_variant(JSONB(), "postgresql"))
    created_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    updated_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))


class ProductOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    slug: str
    price: Decimal
    stock: int
    status: Status
    released: dt.date | None
    attributes: dict[str, Any] | list[Any] | None
    created_at: dt.datetime
    updated_at: dt.datetime


class ProductsOut(BaseModel):
    items: list[ProductOut]
    total: int
    page: int
    size: int
    pages: int


def logins() -> list[Any]:
    if "CLERK_ISSUER" not in os.environ:
        return []
    # Needs what only such a project has installed.
    from login import require_login

    return [Depends(require_login)]


app = FastAPI(dependencies=logins())


@app.get(f"{PREFIX}/products", response_model=ProductsOut)
async def list_products(session: Session, page: int = 1, size: int = 20) -> Any:
    total = await session.scalar(select(func.count()).select_from(Product)) or 0
    rows = await session.scalars(
        select(Product)
        .order_by(Product.created_at.desc(), Product.id)
        .offset((page - 1) * size)
        .limit(size)
    )
    pages = -(-total // size)
    return {"items": rows.all(), "total": total, "page": page, "size": size, "pages": pages}


@app.get(PREFIX + "/products/{product_id}", response_model=ProductOut)
async def get_product(product_id: UUID, session: Session) -> Any:
    product = await session.get(Product, product_id)
    if product is None:
        raise HTTPException(404)
    return product
