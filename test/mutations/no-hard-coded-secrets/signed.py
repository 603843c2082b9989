# A key of a signature, by its place.
# into: app/services/tokens.py
import jwt


def token(user: str) -> str:
    return jwt.encode({"sub": user}, "not-so-random", algorithm="HS256")
