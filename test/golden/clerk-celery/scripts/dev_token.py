"""Print a development token: `python -m scripts.dev_token [user_ada] [--minutes 60]`.

It has the form of Clerk's tokens; `python -m scripts.dev_issuer` serves the key to verify it.
"""

import argparse
import datetime as dt
import sys
from collections.abc import Sequence

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from app.auth.clerk import ALGORITHM
from app.config import Settings
from scripts.dev_key import KEY_ID, local_issuer, private_key


def dev_token(settings: Settings, key: RSAPrivateKey, clerk_id: str, lifetime: dt.timedelta) -> str:
    """Return a session token for a user, in Clerk's format."""
    now = dt.datetime.now(dt.UTC)
    payload = {
        "iss": settings.clerk_issuer,
        "sub": clerk_id,
        "sid": "sess_development",
        "azp": settings.clerk_authorized_parties[0],
        "iat": now,
        "nbf": now,
        "exp": now + lifetime,
    }
    return jwt.encode(payload, key, ALGORITHM, headers={"kid": KEY_ID})


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.dev_token")
    parser.add_argument("clerk_id", nargs="?", default="user_ada", help="Clerk ID of the user")
    parser.add_argument("--minutes", type=int, default=60, help="lifetime in minutes")
    asked = parser.parse_args(arguments)
    try:
        settings = Settings()
        local_issuer(settings)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print(dev_token(settings, private_key(), asked.clerk_id, dt.timedelta(minutes=asked.minutes)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
