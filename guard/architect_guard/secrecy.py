"""Recognise names of secrets."""

import re
from functools import cache

# Words allowed before and after the name of a secret.
STILL_SECRET = {
    "again",
    "bytes",
    "confirm",
    "confirmation",
    "digest",
    "encrypted",
    "hash",
    "hashed",
    "plain",
    "raw",
    "repeat",
    "text",
    "value",
}
SECRETS = (
    ("access", "key"),
    ("api", "key"),
    ("api", "keys"),
    ("apikey",),
    ("auth", "token"),
    ("bot", "token"),
    ("client", "secret"),
    ("cvc",),
    ("cvv",),
    ("encryption", "key"),
    ("otp",),
    ("passphrase",),
    ("passwd",),
    ("password",),
    ("passwords",),
    ("private", "key"),
    ("pwd",),
    ("reset", "token"),
    ("secret",),
    ("secret", "key"),
    ("secrets",),
    ("session", "token"),
    ("signing", "key"),
    ("token", "digest"),
    ("token", "hash"),
    ("verification", "token"),
    ("verify", "token"),
    ("webhook", "token"),
)
# `isPasswordSet` is split like `is_password_set`.
WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@cache
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name, in lower case."""
    return tuple(word.lower() for word in WORDS.findall(name))


@cache
def is_secret(name: str) -> bool:
    """Return whether a name is a secret's: `password_hash` is, `password_changed_at` is not."""
    words = words_of(name)
    while words and words[-1] in STILL_SECRET and not _ends_in_secret(words):
        words = words[:-1]
    return _ends_in_secret(words)


def _ends_in_secret(words: tuple[str, ...]) -> bool:
    return any(words[-len(secret) :] == secret for secret in SECRETS)
