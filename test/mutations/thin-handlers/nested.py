# The decision hides in a function of the handler's own.
# into: app/routers/products.py


@router.get("/shouts")
async def shout(text: str) -> str:
    def louder(word: str) -> str:
        return word.upper()

    return louder(text)
