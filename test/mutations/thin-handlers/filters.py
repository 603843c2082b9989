# A comprehension is a loop, and its condition a decision.
# into: app/routers/products.py


@router.get("/cheap")
async def list_cheap(query: Annotated[ProductQuery, Query()], service: ProductServiceDep) -> list[ProductResponse]:
    page = await service.page(query)
    return [each for each in page.items if each.price < 10]
