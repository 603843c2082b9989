# A row of the driver as the source of an answer.
# into: app/schemas/raw.py
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Row


def as_text(row: "Row") -> str:
    return str(row)
