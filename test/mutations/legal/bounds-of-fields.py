# The bounds of a field are the field's own, in a schema and in a column.
# into: app/schemas/bounded.py
"""The contract of what has bounds."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from app.schemas.base import RequestSchema
from app.schemas.types import Text

Code = Annotated[str, StringConstraints(max_length=12)]


class BoundedCreate(RequestSchema):
    """What a client sends."""

    code: Code
    label: Annotated[Text, Field(min_length=2, max_length=40)]
    price: Decimal = Field(ge=0, le=1000, max_digits=8, decimal_places=2)
    timeout: int = 30
    retries: Annotated[int, Field(ge=0, le=10)] = 3
# into: app/models/bounded.py
"""The table of what has bounds."""

from decimal import Decimal

from sqlalchemy import Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Bounded(Base):
    """A row."""

    __tablename__ = "bounded"

    code: Mapped[str] = mapped_column(String(12))
    price: Mapped[Decimal] = mapped_column(Numeric(8, 2))
    retries: Mapped[int] = mapped_column(default=3)
