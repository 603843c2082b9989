# A text is put together.
# into: app/routers/products.py
@router.post("/lines")
async def line_of(words: list[str]) -> str:
    return ", ".join(words)
