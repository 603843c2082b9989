# A handler that streams passes on what the service yields.
# into: app/routers/products.py
from collections.abc import AsyncIterator

from fastapi.responses import StreamingResponse


@router.get("/names", response_class=StreamingResponse)
async def stream_names(service: ProductServiceDep) -> AsyncIterator[str]:
    async for name in service.names():
        yield name
