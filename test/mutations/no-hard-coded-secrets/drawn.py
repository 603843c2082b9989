# A token that somebody drew, and a function that returns one.
# into: app/services/mailing.py

BOT = {"token": "7c1e4f0a9b2d4c6e8f10"}


def get_api_key() -> str:
    return "made-up"
