"""Add a piece of news to each team: python paid-work.py TEAM_ID…, in a project."""

import asyncio
import sys
from uuid import UUID

from app.config import Settings
from app.models.base import utc_now
from app.models.news_item import NewsItem
from app.models.news_source import NewsSource
from app.utils.database import create_engine, create_session_factory


async def main(teams: list[str]) -> None:
    engine = create_engine(Settings())
    async with create_session_factory(engine)() as session:
        for number, team in enumerate(teams):
            source = NewsSource(team_id=UUID(team), url=f"https://feeds.example/{number}")
            session.add(source)
            await session.flush()
            values = {"fingerprint": team, "title": team, "summary": team, "published_at": utc_now()}
            session.add(NewsItem(team_id=UUID(team), source_id=source.id, **values))
        await session.commit()
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
