"""The key that signs development tokens. It stays on this machine: git ignores the file."""

import os
from pathlib import Path
from typing import Any, cast
from urllib.parse import SplitResult, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from app.config import Environment, Settings

FILE = Path(".dev-issuer.pem")
KEY_ID = "development"
LOCAL_HOSTS = {"localhost", "127.0.0.1"}


def local_issuer(settings: Settings) -> SplitResult:
    """Return the address of the development issuer.

    Raises:
        ValueError: outside development, or if the issuer is not on this machine.
    """
    address = urlsplit(settings.clerk_issuer)
    if settings.environment is not Environment.DEVELOPMENT:
        raise ValueError("development tokens are for ENVIRONMENT=development")
    if address.hostname not in LOCAL_HOSTS or address.port is None:
        raise ValueError("CLERK_ISSUER must be http://localhost:<port> to issue tokens here")
    return address


def private_key(file: Path = FILE) -> RSAPrivateKey:
    """Return the key in this file; the first call creates it."""
    try:
        # Only the current user may read it, and it is never overwritten.
        opened = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        kept = serialization.load_pem_private_key(file.read_bytes(), password=None)
        return cast("RSAPrivateKey", kept)
    key = generate_private_key(public_exponent=65537, key_size=2048)
    with os.fdopen(opened, "wb") as stream:
        stream.write(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
    return key


def key_set(key: RSAPrivateKey) -> dict[str, Any]:
    """Return the key set with the public key, in Clerk's format."""
    public: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {"keys": [public | {"kid": KEY_ID, "use": "sig", "alg": "RS256"}]}
