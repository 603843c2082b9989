# Secrets are taken in bodies, and kept in rows.
# into: app/schemas/vault.py
"""The contract of vaults."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, SecretStr

from app.schemas.base import RequestSchema, ResponseSchema


class VaultCreate(RequestSchema):
    """What a client sends to make a vault."""

    password: SecretStr
    api_key: Annotated[str, Field(min_length=12)]


class VaultLogin(BaseModel):
    """The answer to a login, as RFC 6749 has it."""

    access_token: str
    refresh_token: str
    token_type: Literal["bearer"] = "bearer"


class VaultResponse(ResponseSchema):
    """A vault: what is about its secrets is none."""

    has_password: bool
    is_password: bool
    secret: bool
    password_changed_at: str
    password_reset_required: str
    token_count: int
    api_key_prefix: str
    secret_name: str
    public_key: str
    next_page_token: str | None


class ProviderAnswer(BaseModel, extra="allow"):
    """What somebody else says; it stays here."""

    secret: str
# into: app/routers/vaults.py
"""Vaults over HTTP."""

from fastapi import APIRouter

from app.schemas.vault import VaultCreate, VaultLogin, VaultResponse
from app.services.vault import VaultServiceDep

router = APIRouter(prefix="/vaults")


@router.post("")
async def create_vault(payload: VaultCreate, service: VaultServiceDep) -> VaultResponse:
    """Make a vault."""
    return await service.create(payload)


@router.post("/logins", response_model=VaultLogin, responses={200: {"model": VaultLogin}})
async def log_in(payload: VaultCreate, service: VaultServiceDep) -> object:
    """Open a vault."""
    return await service.open(payload)
# into: app/services/vault.py
"""The rules of vaults."""

from typing import Protocol

from app.schemas.vault import VaultCreate, VaultLogin, VaultResponse


class VaultServiceDep(Protocol):
    """What can be done with vaults."""

    async def create(self, payload: VaultCreate) -> VaultResponse:
        """Make one."""

    async def open(self, payload: VaultCreate) -> VaultLogin:
        """Open one."""
