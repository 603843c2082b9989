# To make the object opens a connection.
# into: app/services/ledger.py
import sqlite3


class Ledger:
    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path)


async def open_ledger() -> Ledger:
    return Ledger("ledger.db")
