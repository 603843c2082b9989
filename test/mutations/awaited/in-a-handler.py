# The handler hands the coroutine to the schema.
# into: app/services/shelves.py
class ShelfService:
    async def get(self) -> object:
        return object()
# into: app/routers/products.py
from app.services.shelves import ShelfService


@router.get("/shelf")
async def shelf(service: Annotated[ShelfService, Depends()]) -> ProductResponse:
    return ProductResponse.model_validate(service.get())
