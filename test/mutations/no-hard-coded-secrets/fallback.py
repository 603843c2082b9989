# What holds when the environment says nothing.
# into: app/services/mailing.py


def key(settings) -> bytes:
    secret_key = settings.mail_key or "insecure"
    return secret_key.encode()
