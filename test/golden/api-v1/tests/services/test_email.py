"""Mail: delivery, logged failures, and links that are never logged."""

import pytest
from pydantic import ValidationError
from structlog.testing import capture_logs

from app.core.config import Environment, Settings
from app.services.email import ConsoleSender, Message, SmtpSender, create_sender, welcome
from tests.mail import smtp_server

LINK = "http://localhost:3000/verify#token=secret"
MESSAGE = welcome("ada@example.com", LINK)


def smtp_settings(port: int) -> Settings:
    """Return settings for an SMTP server on this machine."""
    return Settings(
        environment=Environment.TEST,
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_starttls=False,
        _env_file=None,
    )


async def test_smtp_sender_delivers_a_message() -> None:
    async with smtp_server() as server:
        await create_sender(smtp_settings(server.port)).send(MESSAGE)

    [mail] = server.messages
    assert (mail["To"], mail["From"]) == ("ada@example.com", "noreply@example.com")
    assert mail["Subject"] == MESSAGE.subject
    assert mail.get_content().replace("\r\n", "\n").startswith(MESSAGE.text.rstrip())


async def test_refused_message_is_logged_without_its_link() -> None:
    with capture_logs() as logs:
        async with smtp_server(refuses=True) as server:
            await create_sender(smtp_settings(server.port)).send(MESSAGE)

    assert [(entry["event"], entry["log_level"]) for entry in logs] == [("mail not sent", "error")]
    assert "secret" not in str(logs)


async def test_unreachable_server_is_logged() -> None:
    with capture_logs() as logs:
        await SmtpSender(smtp_settings(1)).send(MESSAGE)

    assert [entry["event"] for entry in logs] == ["mail not sent"]


async def test_subject_cannot_inject_a_header() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        await SmtpSender(smtp_settings(1)).send(Message("ada@example.com", "Hi\nBcc: eve", ""))


@pytest.mark.parametrize(
    ("environment", "shown"), [(Environment.DEVELOPMENT, True), (Environment.TEST, False)]
)
async def test_console_sender_shows_links_in_development_only(
    capsys: pytest.CaptureFixture[str], environment: Environment, *, shown: bool
) -> None:
    sender = create_sender(Settings(environment=environment, smtp_host="", _env_file=None))

    with capture_logs() as logs:
        await sender.send(MESSAGE)

    assert isinstance(sender, ConsoleSender)
    assert (LINK in capsys.readouterr().out) is shown
    assert [entry["subject"] for entry in logs] == [MESSAGE.subject]
    assert "secret" not in str(logs)


@pytest.mark.parametrize("url", ["localhost", "ftp://example.com", "https://example.com/path"])
def test_public_url_must_be_an_origin(url: str) -> None:
    with pytest.raises(ValidationError):
        Settings(environment=Environment.TEST, public_url=url, _env_file=None)
