# A second class of settings, beside the first.
# into: app/services/mailing.py
from pydantic_settings import BaseSettings as Base


class MailSettings(Base):
    host: str = "localhost"
