# A host without a scheme.
# into: app/services/mailing.py
import aiosmtplib


async def send(text: str) -> None:
    await aiosmtplib.send(text, hostname="smtp.example.com", port=587)
