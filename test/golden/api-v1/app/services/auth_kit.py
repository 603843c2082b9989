"""What logins need for as long as the application runs."""

from dataclasses import dataclass
from typing import Self

from app.core.config import Settings
from app.core.security import Passwords, Tokens
from app.services.email import EmailSender, create_sender
from app.utils.attempts import Attempts


@dataclass(frozen=True, slots=True)
class AuthKit:
    """The tools of the services that deal with accounts, all made from the settings."""

    settings: Settings
    passwords: Passwords
    tokens: Tokens
    attempts: Attempts
    sender: EmailSender

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the tools that the settings describe."""
        return cls(
            settings=settings,
            passwords=Passwords(memory=settings.argon2_memory, passes=settings.argon2_passes),
            tokens=Tokens(settings.secret_key),
            attempts=Attempts(
                settings.rate_limit_url,
                allowed=settings.login_attempts,
                minutes=settings.login_window_minutes,
            ),
            sender=create_sender(settings),
        )
