# A parameter of a list.
# into: app/routers/products.py
import datetime as dt


@router.get("/news/since")
async def list_news(since: Annotated[dt.datetime, Query()], service: ProductServiceDep) -> int:
    return await service.count_since(since)
