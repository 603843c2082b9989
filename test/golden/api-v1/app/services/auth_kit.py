"""The tools for logins, created once per application."""

from dataclasses import dataclass
from typing import Self

from app.core.config import Settings
from app.core.security import Passwords, Tokens
from app.services.email import EmailSender, create_sender
from app.utils.attempts import AttemptLimiter
from app.utils.password_queue import PasswordQueue


@dataclass(frozen=True, slots=True)
class AuthKit:
    """The tools that the services of accounts share."""

    settings: Settings
    passwords: PasswordQueue
    tokens: Tokens
    attempts: AttemptLimiter
    sender: EmailSender

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the tools for the settings."""
        return cls(
            settings=settings,
            passwords=PasswordQueue(
                Passwords(memory=settings.argon2_memory, passes=settings.argon2_passes),
                waiting=settings.hashing_queue,
            ),
            tokens=Tokens(
                settings.secret_key,
                issuer=settings.token_issuer,
                audience=settings.token_audience,
            ),
            attempts=AttemptLimiter(
                settings.rate_limit_url,
                allowed=settings.login_attempts,
                minutes=settings.login_window_minutes,
            ),
            sender=create_sender(settings),
        )
