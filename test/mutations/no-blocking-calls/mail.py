# Mail by the standard library.
# into: app/services/postman.py
import smtplib


async def post(text: str) -> None:
    with smtplib.SMTP("localhost") as server:
        server.sendmail("a@example.com", "b@example.com", text)
