# Computed, and the same secret.
# into: app/schemas/product.py
from pydantic import computed_field


class ProductBadge(ResponseSchema):
    id: UUID
    password: str = Field(exclude=True)

    @computed_field
    @property
    def badge(self) -> str:
        return self.password
