# The text is made tidy here.
# into: app/routers/products.py
@router.get("/words")
async def tidy(text: str) -> str:
    return text.strip().lower()
