# A default that Pydantic will call.
# into: app/schemas/product.py
import datetime as when


class ProductEvent(RequestSchema):
    at: when.datetime = Field(default_factory=when.datetime.now)
