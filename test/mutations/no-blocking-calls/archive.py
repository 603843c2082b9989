# An archive is a file, and its methods read it.
# into: app/services/readings.py
import zipfile


async def measured(path: str) -> int:
    with zipfile.ZipFile(path) as archive:
        return len(archive.namelist())
