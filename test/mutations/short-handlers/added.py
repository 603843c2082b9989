# into: app/routers/products.py


async def delete_all() -> None:
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


router.add_api_route("/all", delete_all, methods=["DELETE"], dependencies=[Depends(public)])
