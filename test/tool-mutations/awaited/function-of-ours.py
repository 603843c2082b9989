# A coroutine function of another module, under another name.
# into: app/services/notices.py
async def tell(text: str) -> None:
    print(text)
# into: app/services/orders.py
from app.services import notices as post


async def order() -> None:
    post.tell("ordered")
