"""The rules of accounts where two requests meet, which no single client can bring about."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest

from app.core.config import Environment, Settings
from app.core.security import Claims, TokenType
from app.db.repositories.account import AccountRepository
from app.models.user import User
from app.schemas.auth import PasswordReset, Registration
from app.services.account import AccountService
from app.services.auth_kit import AuthKit
from app.services.email import Message
from app.utils.auth_errors import InvalidLinkError
from app.utils.exceptions import ConflictError
from tests.factories.user import PASSWORD

MINUTE = dt.timedelta(minutes=1)
EMAIL = "ada@example.com"


class NoTransaction:
    """A unit of work where nothing is stored."""

    async def commit(self) -> None:
        """Do nothing."""


class OvertakenAccounts(AccountRepository):
    """Accounts that another request changes between each question and its answer."""

    def __init__(self, user: User | None) -> None:
        self._user = user

    async def find(self, email: str) -> User | None:
        return None

    async def get(self, user_id: Any) -> User | None:
        return self._user

    async def add(self, user: User) -> User:
        raise ConflictError("a value that must be unique is taken")

    async def verify(self, user_id: Any, version: int) -> bool:
        return False

    async def replace_password(self, user_id: Any, version: int, hashed_password: str) -> bool:
        return False


@pytest.fixture
def kit() -> AuthKit:
    settings = Settings(
        environment=Environment.TEST, argon2_memory=32, argon2_passes=1, _env_file=None
    )
    return AuthKit.of(settings)


def overtaken(kit: AuthKit, user: User | None = None) -> tuple[AccountService, list[Message]]:
    """Return a service that another request overtakes, and where its mails go."""
    mails: list[Message] = []
    return AccountService(NoTransaction(), OvertakenAccounts(user), kit, mails.append), mails


async def test_of_two_registrations_at_once_the_later_answers_the_same(kit: AuthKit) -> None:
    service, mails = overtaken(kit)

    await service.register(Registration(email=EMAIL, password=PASSWORD), "192.0.2.1")

    assert mails == []


async def test_of_two_resets_at_once_the_later_is_refused(kit: AuthKit) -> None:
    user = User(id=uuid4(), email=EMAIL, is_active=True, credentials_version=1)
    service, mails = overtaken(kit, user)
    token = kit.tokens.issue(TokenType.RESET, Claims(user.id, 1), MINUTE)

    with pytest.raises(InvalidLinkError):
        await service.reset_password(PasswordReset(token=token, new_password=PASSWORD))

    assert mails == []
