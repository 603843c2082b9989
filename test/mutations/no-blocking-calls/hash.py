# A hash that is slow on purpose.
# into: app/services/doors.py
import hashlib

import bcrypt


async def hashed(word: str, salt: bytes) -> bytes:
    if not salt:
        return bcrypt.hashpw(word.encode(), bcrypt.gensalt())
    return hashlib.scrypt(word.encode(), salt=salt, n=2**14, r=8, p=1)
