# into: app/routers/products.py


@router.put("/inner", dependencies=[Depends(public)], responses=responses())
async def put_inner() -> None:
    """Hide the statements in a function of its own."""

    def collect() -> list[str]:
        found: list[str] = []
        found.append("a")
        found.append("b")
        found.append("c")
        found.append("d")
        found.append("e")
        found.append("f")
        found.append("g")
        found.append("h")
        found.append("i")
        return found

    collect()
