# A client may send a moment without a zone, and nobody notices.
# into: app/schemas/product.py
import datetime as when


class ProductReminder(RequestSchema):
    at: when.datetime
