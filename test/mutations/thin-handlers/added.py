# A route that is added by a call, and not by a decorator.
# into: app/routers/products.py


async def list_names(names: str = "") -> list[str]:
    return [name.strip() for name in names.split(",")]


router.add_api_route("/names", list_names, methods=["GET"])
