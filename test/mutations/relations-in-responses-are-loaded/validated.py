# Its name says nothing of the model, but a row is validated as it.
# into: app/schemas/card.py
from app.schemas.base import ResponseSchema
from app.schemas.category import CategoryResponse


class Card(ResponseSchema):
    category: CategoryResponse
# into: app/services/cards.py
from app.models.product import Product
from app.schemas.card import Card


def card_of(product: Product) -> Card:
    return Card.model_validate(product)
