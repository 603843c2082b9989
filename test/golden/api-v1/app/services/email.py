"""The mails of the application, and the senders that deliver them."""

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
    """A mail to one recipient."""

    to: str
    subject: str
    text: str


# Schedules a message, which is sent after the response.
Post: TypeAlias = Callable[[Message], None]


class EmailSender(Protocol):
    """Delivers mail."""

    async def send(self, message: Message) -> None:
        """Send a message. Failures are logged, because the response has been sent already."""


class ConsoleSender:
    """Sends no mail. It prints mails in development only, since their links are secrets."""

    def __init__(self, *, show: bool) -> None:
        self._show = show

    async def send(self, message: Message) -> None:
        """Log the subject of a message; print the message in development."""
        log.info("mail not sent: there is no mail server", subject=message.subject)
        if self._show:
            sys.stdout.write(f"To: {message.to}\nSubject: {message.subject}\n\n{message.text}\n")


class SmtpSender:
    """Delivers through an SMTP server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def send(self, message: Message) -> None:
        """Pass a message to the server; log a failure without the text of the message."""
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
    """Return the sender for the settings: SMTP if they name a server, the console otherwise."""
    if settings.smtp_host:
        return SmtpSender(settings)
    return ConsoleSender(show=settings.environment is Environment.DEVELOPMENT)


# Mails contain no text from clients, so that they cannot be used for spam.


def welcome(to: str, link: str) -> Message:
    """Return the mail after a registration; its link proves that the address is the recipient's."""
    return Message(
        to,
        "Welcome: please confirm your address",
        f"Open this link to confirm your address and choose a password:\n\n{link}\n\n"
        "If you did not register, ignore this mail: there is no account without it.\n",
    )


def account_exists(to: str) -> Message:
    """Return the mail after an attempt to use an address that has an account."""
    return Message(
        to,
        "You already have an account",
        "This address was used to register, but it has an account already.\n\n"
        "If it was you, log in, or reset your password if you forgot it.\n",
    )


def password_reset(to: str, link: str) -> Message:
    """Return the mail with the link to set a new password."""
    return Message(
        to,
        "Set a new password",
        f"Open this link to set a new password:\n\n{link}\n\n"
        "If you did not ask for it, ignore this mail: your password stays as it is.\n",
    )


def password_changed(to: str) -> Message:
    """Return the notice of a changed password."""
    return Message(
        to,
        "Your password was changed",
        "Your password was changed, and every device was logged out.\n\n"
        "If it was not you, reset your password at once.\n",
    )


def email_change(to: str, link: str) -> Message:
    """Return the mail to the new address of an account; its link confirms the change."""
    return Message(
        to,
        "Please confirm your new address",
        f"Open this link to use this address for your account:\n\n{link}\n\n"
        "If you did not ask for it, ignore this mail: nothing changes.\n",
    )


def email_changed(to: str) -> Message:
    """Return the notice to the former address of an account."""
    return Message(
        to,
        "Your e-mail address was changed",
        "Your account has a new e-mail address, and every device was logged out.\n\n"
        "If it was not you, contact us at once: this address no longer opens the account.\n",
    )
