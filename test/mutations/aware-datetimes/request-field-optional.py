# In a list, in a change, with a description, under a name of its own.
# into: app/schemas/product.py
from datetime import datetime as Instant

Opening = Annotated[Instant, Field(description="When it opens.")]


class ProductOpenings(UpdateSchema):
    first: Opening | None = ABSENT
    rest: list["Instant"] = ABSENT
