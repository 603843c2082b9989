# A property of the model returns the private field under another name.
# into: app/models/parcel.py
from app.models.product import Product


class Parcel(Product):
    @property
    def download_key(self) -> str:
        return self.api_key
# into: app/schemas/parcel.py
from app.schemas.base import ResponseSchema


class ParcelResponse(ResponseSchema):
    download_key: str
