# The decorator is called as what it is: a function.
# into: app/routers/products.py
def count_products() -> int:
    return 1


router.get("/count")(count_products)
