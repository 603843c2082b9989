# A pause under another name is a pause of the whole process.
# into: app/services/pauses.py
from time import sleep as pause


async def wait_for_supplier() -> None:
    pause(1)
