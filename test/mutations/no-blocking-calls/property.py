# What looks like an attribute reads a file.
# into: app/services/licences.py
from pathlib import Path


class Licence:
    @property
    def text(self) -> str:
        return (Path(__file__).parent / "LICENCE").read_text()


async def licence() -> str:
    return Licence().text
