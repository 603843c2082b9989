# A function in a function, called where it stands.
# into: app/services/exports.py
import subprocess


async def export() -> bytes:
    def dump() -> bytes:
        return subprocess.run(["pg_dump"], capture_output=True, check=True).stdout

    return dump()
