# What was sent comes back, whole.
# into: app/schemas/account.py
from app.schemas.base import RequestSchema


class AccountCreate(RequestSchema):
    email: str
    password: str
# into: app/routers/products.py
from app.schemas.account import AccountCreate


@router.post("/accounts")
async def create_account(payload: AccountCreate) -> dict[str, object]:
    return payload.model_dump()
