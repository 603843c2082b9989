# The function stands in another module, and is added by a call.
# into: app/routers/answers.py
def answer() -> int:
    return 42
# into: app/routers/products.py
from app.routers import answers

router.add_api_route("/answer", answers.answer, methods=["GET"])
