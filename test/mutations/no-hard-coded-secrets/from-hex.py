# The key in hexadecimal digits.
# into: app/utils/signing.py


def secret_key() -> bytes:
    return bytes.fromhex("a3f1c29be0774d5c8890ab")
