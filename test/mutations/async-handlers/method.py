# A class that handles, by its method and by a call of its object.
# into: app/routers/products.py
class Counter:
    def __call__(self) -> int:
        return 1


router.add_api_route("/count", endpoint=Counter())
