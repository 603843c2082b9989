# into: app/routers/products.py


@router.post("/blocks", dependencies=[Depends(public)], responses=responses())
async def post_blocks(page: int) -> None:
    """Hide the statements in blocks."""
    if page > 1:
        for number in range(page):
            if number:
                try:
                    print(number)
                    print(page)
                    print(number)
                except OSError:
                    print("a")
                    print("b")
                finally:
                    print("c")
                    print("d")
            else:
                print("e")
                print("f")
