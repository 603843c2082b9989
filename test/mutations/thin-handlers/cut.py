# A part is cut off.
# into: app/routers/products.py
@router.get("/heads")
async def head_of(text: str) -> str:
    return text[:3]
