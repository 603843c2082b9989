# `or` is a branch as well.
# into: app/routers/products.py


@router.get("/words")
async def search_words(text: str | None = None) -> str:
    return text or "everything"
