# A table instead of branches.
# into: app/routers/products.py
@router.get("/words")
async def word_of(kind: str) -> str:
    return {"big": "large", "little": "small"}[kind]
