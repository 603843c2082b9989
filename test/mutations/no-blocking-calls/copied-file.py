# Copied to the disk, as in the tutorials.
# into: app/services/pictures.py
import shutil


async def keep(source, target) -> None:
    shutil.copyfileobj(source, target)
