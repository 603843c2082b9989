"""Tests of the account service with two competing requests."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.core.config import Environment, Settings
from app.core.security import RegistrationClaims, ResetClaims
from app.db.repositories.account import AccountRepository
from app.db.repositories.login_session import LoginSessionRepository
from app.models.user import User
from app.schemas.auth import PasswordChange, PasswordReset, VerifyRequest
from app.services.account import AccountService
from app.services.auth_kit import AuthKit
from app.services.email import Message
from app.utils.auth_errors import InvalidLinkError, WrongPasswordError
from app.utils.client import Client
from app.utils.exceptions import ConflictError
from tests.factories.user import PASSWORD

MINUTE = dt.timedelta(minutes=1)
EMAIL = "ada@example.com"


class NoTransaction:
    """A unit of work without a database."""

    async def commit(self) -> None:
        """Do nothing."""


class OvertakenAccounts(AccountRepository):
    """Accounts that another request changes after each read."""

    def __init__(self, user: User | None) -> None:
        self._user = user

    async def find(self, email: str) -> User | None:
        return None

    async def get(self, user_id: UUID) -> User | None:
        return self._user

    async def add(self, user: User) -> User:
        raise ConflictError("a value that must be unique is taken")

    async def change_credentials(
        self, user_id: UUID, version: int, values: Mapping[str, Any]
    ) -> bool:
        return False


class NoSessions(LoginSessionRepository):
    """Sessions that are never used."""

    def __init__(self) -> None:
        """Need no database."""


@pytest.fixture
def kit() -> AuthKit:
    settings = Settings(
        environment=Environment.TEST, argon2_memory=32, argon2_passes=1, _env_file=None
    )
    return AuthKit.of(settings)


@pytest.fixture
def mails() -> list[Message]:
    return []


def overtaken(kit: AuthKit, mails: list[Message], user: User | None = None) -> AccountService:
    """Return a service whose changes all lose to another request."""
    client = Client("192.0.2.1", "test")
    accounts = OvertakenAccounts(user)
    return AccountService(NoTransaction(), accounts, NoSessions(), kit, client, mails.append)


async def test_later_of_two_verifications_is_refused(kit: AuthKit, mails: list[Message]) -> None:
    token = kit.tokens.issue(RegistrationClaims(sub=EMAIL), MINUTE)

    with pytest.raises(InvalidLinkError):
        await overtaken(kit, mails).verify(VerifyRequest(token=token, password=PASSWORD))


async def test_later_of_two_resets_is_refused(kit: AuthKit, mails: list[Message]) -> None:
    user = User(id=uuid4(), email=EMAIL, is_active=True, credentials_version=1)
    token = kit.tokens.issue(ResetClaims(sub=user.id, ver=1), MINUTE)
    payload = PasswordReset(token=token, new_password=PASSWORD)

    with pytest.raises(InvalidLinkError):
        await overtaken(kit, mails, user).reset_password(payload)

    assert mails == []


async def test_later_of_two_changes_is_refused(kit: AuthKit, mails: list[Message]) -> None:
    hashed_password = await kit.passwords.hash(PASSWORD)
    user = User(id=uuid4(), email=EMAIL, hashed_password=hashed_password, credentials_version=1)
    payload = PasswordChange(current_password=PASSWORD, new_password="staple battery horse")

    with pytest.raises(WrongPasswordError):
        await overtaken(kit, mails, user).change_password(user, payload)

    assert mails == []
