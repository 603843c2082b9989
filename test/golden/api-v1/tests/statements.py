"""What is asked of the database: a list of twenty rows costs what a list of one does."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import pytest
from httpx2 import AsyncClient
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

ROWS = 20
# Transactions are the fixtures' as well: each session of a test ends in a savepoint.
FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Statements:
    """Counts what is asked of an engine, on whichever connection, savepoints and the like apart."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.sync_engine

    @contextmanager
    def asked(self) -> Iterator[list[str]]:
        """Yield the statements that are executed within the block."""
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            if not statement.startswith(FRAMES):
                statements.append(statement)

        event.listen(self._engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(self._engine, "before_cursor_execute", note)

    async def assert_constant(
        self, client: AsyncClient, url: str, add_row: Callable[[], Awaitable[object]]
    ) -> None:
        """Fail if a list asks more of the database the longer it is.

        Args:
            client: Who asks for the list.
            url: Where the list is.
            add_row: Adds a row to it that refers to all that it can, and shares none of that with
                another row: what is empty, or was loaded for another row, costs nothing.
        """
        await add_row()
        for_one = await self._of_list(client, url, 1)
        for _ in range(ROWS - 1):
            await add_row()
        for_all = await self._of_list(client, url, ROWS)
        if len(for_all) != len(for_one):
            more = (Counter(for_all) - Counter(for_one)).most_common(3)
            pytest.fail(
                f"a list asks as much of the database however long it is (N+1): GET {url} takes "
                f"{len(for_one)} statements for one row and {len(for_all)} for {ROWS}\n"
                + "".join(f"    {times} more: {statement!r}\n" for statement, times in more)
                + "Each row asks for itself. Ask once for all rows of the page, in the repository:\n"
                "    loads = (selectinload(Thing.others),)\n"
                "or `get_many(keys)` before the loop.",
                pytrace=False,
            )

    async def _of_list(self, client: AsyncClient, url: str, rows: int) -> list[str]:
        with self.asked() as statements:
            response = await client.get(url, params={"size": 100})
        assert response.status_code == 200, response.text
        assert len(response.json()["items"]) >= rows, response.text
        return statements
