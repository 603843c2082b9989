# The answer is the body and an id: what is write-only comes back.
# into: app/schemas/account.py
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.schemas.base import RequestSchema


class AccountCreate(RequestSchema):
    email: str
    password: str


class AccountOut(AccountCreate):
    id: UUID
    model_config = ConfigDict(from_attributes=True, extra="ignore")


class AccountPage(BaseModel):
    items: list[AccountOut]
# into: app/routers/accounts.py
from fastapi import APIRouter

from app.schemas.account import AccountPage

router = APIRouter()


@router.get("/accounts")
async def list_accounts() -> AccountPage:
    return AccountPage(items=[])
