# What is streamed is chosen by the handler.
# into: app/routers/products.py
from collections.abc import AsyncIterator

from fastapi.responses import StreamingResponse


@router.get("/names", response_class=StreamingResponse)
async def stream_names(service: ProductServiceDep) -> AsyncIterator[str]:
    async for name in service.names():
        if name:
            yield name
