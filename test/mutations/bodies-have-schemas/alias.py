# Whatever comes has a name.
# into: app/routers/products.py
from collections.abc import Mapping

Payload = Mapping[str, object] | None


@router.put("/raw")
async def take(payload: Payload = None) -> None:
    """Take it."""
