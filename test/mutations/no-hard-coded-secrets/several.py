# One of several is right.
# into: app/services/mailing.py
def is_known(api_key: str) -> bool:
    return api_key in {"8e1f-dev", "77aa-test"}
