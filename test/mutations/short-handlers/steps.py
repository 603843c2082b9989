# into: app/routers/products.py


@router.get("/steps", dependencies=[Depends(public)], responses=responses())
async def list_steps() -> None:
    """Do thirteen things, one after another."""
    one = "1"
    two = one
    three = two
    four = three
    five = four
    six = five
    seven = six
    eight = seven
    nine = eight
    ten = nine
    eleven = ten
    twelve = eleven
    print(twelve)
