"""Mail: what is written, and how it is sent."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Protocol, TypeAlias

import aiosmtplib
import structlog

from app.core.config import Environment, Settings

TIMEOUT_SECONDS = 10

log = structlog.get_logger("mail")


@dataclass(frozen=True, slots=True)
class Message:
    """A mail to one person."""

    to: str
    subject: str
    text: str


# Takes a message and returns at once: it goes out when the request is answered.
Post: TypeAlias = Callable[[Message], None]


class EmailSender(Protocol):
    """Something that sends mail."""

    async def send(self, message: Message) -> None:
        """Send a message; what goes wrong is logged, since nobody is left to be told."""


class ConsoleSender:
    """Sends nothing. On a developer's machine it shows the mail, whose links are secrets elsewhere."""

    def __init__(self, *, show: bool) -> None:
        self._show = show

    async def send(self, message: Message) -> None:
        """Log that a message would have been sent."""
        log.info("mail not sent: there is no mail server", subject=message.subject)
        if self._show:
            sys.stdout.write(f"To: {message.to}\nSubject: {message.subject}\n\n{message.text}\n")


class SmtpSender:
    """Sends through a mail server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def send(self, message: Message) -> None:
        """Hand a message to the server; log it if that fails, but not what it says."""
        mail = EmailMessage()
        mail["From"] = self._settings.smtp_from
        mail["To"] = message.to
        mail["Subject"] = message.subject
        mail.set_content(message.text)
        try:
            await aiosmtplib.send(
                mail,
                hostname=self._settings.smtp_host,
                port=self._settings.smtp_port,
                username=self._settings.smtp_user or None,
                password=self._settings.smtp_password or None,
                start_tls=self._settings.smtp_starttls,
                timeout=TIMEOUT_SECONDS,
            )
        except (aiosmtplib.SMTPException, OSError):
            log.exception("mail not sent", subject=message.subject)


def create_sender(settings: Settings) -> EmailSender:
    """Return what sends mail: the mail server, if the settings name one."""
    if settings.smtp_host:
        return SmtpSender(settings)
    return ConsoleSender(show=settings.environment is Environment.DEVELOPMENT)


# None of them holds a word that whoever caused it has chosen, or it would carry their spam.


def welcome(to: str, link: str) -> Message:
    """Return the mail to someone who has registered; its link proves that the address is theirs."""
    return Message(
        to,
        "Welcome: please confirm your address",
        f"Open this link to confirm your address:\n\n{link}\n\n"
        "If you did not register, ignore this mail.\n",
    )


def account_exists(to: str) -> Message:
    """Return the mail to someone who registers a second time, or whom somebody else registers."""
    return Message(
        to,
        "You already have an account",
        "Somebody tried to register with this address, which has an account.\n\n"
        "If it was you, log in, or reset your password if you forgot it.\n",
    )


def password_reset(to: str, link: str) -> Message:
    """Return the mail to someone who forgot their password."""
    return Message(
        to,
        "Set a new password",
        f"Open this link to set a new password:\n\n{link}\n\n"
        "If you did not ask for it, ignore this mail: your password stays as it is.\n",
    )


def password_changed(to: str) -> Message:
    """Return the mail to someone whose password was changed."""
    return Message(
        to,
        "Your password was changed",
        "Your password was changed, and every device was logged out.\n\n"
        "If it was not you, reset your password at once.\n",
    )
