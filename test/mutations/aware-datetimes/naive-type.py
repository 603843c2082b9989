# A type that takes only what has no zone.
# into: app/schemas/product.py
from pydantic import NaiveDatetime


class ProductAppointment(RequestSchema):
    at: NaiveDatetime
