# A schema that only this router knows.
# into: app/routers/products.py
from app.schemas.base import RequestSchema


class Filter(RequestSchema):
    name: str
