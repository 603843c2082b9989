# What comes in is completed; what goes out goes on as it is, with a header, a place or a name of a file.
# into: app/routers/products.py
from app.services.ordering import Ordering
from fastapi import Response
from fastapi.responses import PlainTextResponse, RedirectResponse


@router.post("/{product_id}/copies")
async def copy_product(
    product_id: UUID, payload: ProductUpdate, ordering: Annotated[Ordering, Depends()]
) -> ProductResponse:
    """Copy one."""
    return await ordering.take(payload.model_copy(update={"name": f"{product_id}"}))


@router.get("/{product_id}/place")
async def find_product(product_id: UUID, ordering: Annotated[Ordering, Depends()]) -> RedirectResponse:
    """Say where it is."""
    product = await ordering.find(product_id)
    return RedirectResponse(f"/products/{product.id}")


@router.get("/{product_id}/text")
async def print_product(product_id: UUID, ordering: Annotated[Ordering, Depends()]) -> PlainTextResponse:
    """Return it as a text, to be kept under its name."""
    product = await ordering.find(product_id)
    headers = {"Content-Disposition": f"attachment; filename={product.id}"}
    return PlainTextResponse(product.model_dump_json(), headers=headers)


@router.get("/{product_id}/again")
async def get_again(
    product_id: UUID, response: Response, ordering: Annotated[Ordering, Depends()]
) -> ProductResponse:
    """Return one, and where it is."""
    product = await ordering.find(product_id)
    response.headers["Location"] = f"/products/{product.id}"
    return product


@router.get("/{product_id}/either")
async def get_either(
    product_id: UUID, ordering: Annotated[Ordering, Depends()]
) -> ProductResponse | None:
    """Name it again."""
    product = await ordering.find(product_id)
    found = product
    found = found
    return found


async def pair(product_id: UUID, ordering: Annotated[Ordering, Depends()]) -> tuple[UUID, str]:
    """Return what several handlers ask for."""
    product = await ordering.find(product_id)
    return product_id, product.name
# into: app/services/ordering.py
from uuid import UUID

from app.schemas.product import ProductResponse


class Ordering:
    async def find(self, key: UUID) -> ProductResponse:
        raise NotImplementedError

    async def take(self, payload: object) -> ProductResponse:
        raise NotImplementedError
