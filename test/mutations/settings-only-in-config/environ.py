# One variable, read where it is needed.
# into: app/services/mailing.py
import os


def host() -> str:
    return os.environ["MAIL_HOST"]
