"""Count SQL statements: a list must not need more of them for more rows (N+1)."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import pytest
from httpx2 import AsyncClient
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

ROWS = 20
# Not counted: the fixtures add transactions and savepoints.
FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Statements:
    """Counts the statements on all connections of an engine, except transaction control."""

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
        """Fail if the number of statements grows with the length of a list.

        Args:
            client: Client that requests the list.
            url: URL of the list.
            add_row: Adds a row with all its relations, none shared with another row: empty or
                loaded relations need no statements.
        """
        await add_row()
        for_one = await self._of_list(client, url, 1)
        for _ in range(ROWS - 1):
            await add_row()
        for_all = await self._of_list(client, url, ROWS)
        if len(for_all) != len(for_one):
            more = (Counter(for_all) - Counter(for_one)).most_common(3)
            pytest.fail(
                f"a longer list must not need more statements (N+1): GET {url} executes "
                f"{len(for_one)} statements for one row and {len(for_all)} for {ROWS}\n"
                + "".join(f"    {times} more: {statement!r}\n" for statement, times in more)
                + "Each row runs a query. Load all rows of the page at once, in the repository:\n"
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
