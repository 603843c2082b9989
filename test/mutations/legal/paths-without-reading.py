# A path is only a name, and another library's path can be awaited.
# into: app/services/folders.py
from io import BytesIO, StringIO
from pathlib import Path

import anyio


async def names(folder: Path) -> list[str]:
    text = await anyio.Path(folder).read_text()
    lines = StringIO(text)
    return [lines.readline(), (folder / "a.txt").name, BytesIO(b"").read().decode(), folder.as_posix()]
