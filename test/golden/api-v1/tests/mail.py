"""Recipients of mail in tests: a list, or an SMTP server."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from app.services.email import Message


class Mailbox:
    """A sender that records messages."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def send(self, message: Message) -> None:
        self.messages.append(message)

    @property
    def subjects(self) -> list[str]:
        """The subjects of the mails, in the order they were sent."""
        return [message.subject for message in self.messages]

    def token(self) -> str:
        """Return the token in the link of the last mail."""
        return self.messages[-1].text.split("#token=")[1].split()[0]


class SmtpServer:
    """An SMTP server that records messages, or refuses them."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.port = 0
        self.messages: list[EmailMessage] = []
        self._recipient_answer = b"550 no such user" if refuses else b"250 OK"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client until it quits."""
        writer.write(b"220 test\r\n")
        while line := await reader.readline():
            command = line[:4].upper()
            if command == b"DATA":
                writer.write(b"354 go on\r\n")
                data = await reader.readuntil(b"\r\n.\r\n")
                message = message_from_bytes(data, policy=policy.SMTP)
                self.messages.append(message)
            answers = {b"RCPT": self._recipient_answer, b"QUIT": b"221 bye"}
            writer.write(answers.get(command, b"250 OK") + b"\r\n")
            if command == b"QUIT":
                break
        writer.close()
        await writer.wait_closed()


@asynccontextmanager
async def smtp_server(*, refuses: bool = False) -> AsyncGenerator[SmtpServer]:
    """Run an SMTP server on a free port."""
    server = SmtpServer(refuses=refuses)
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listener.sockets[0].getsockname()[1]
    async with listener:
        yield server
