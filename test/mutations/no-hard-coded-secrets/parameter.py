# A default of a parameter.
# into: app/services/mailing.py


def connect(host: str, *, api_key: str = "8e1f-dev") -> str:
    return host + api_key
