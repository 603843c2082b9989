# An update that wants everything again.
# into: app/schemas/product.py


class ProductLabelUpdate(UpdateSchema):
    name: str
    text: str = Field(max_length=20)
