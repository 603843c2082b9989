"""Gives somebody teams that have news: `teams.py CLERK_ID TEAMS`, with the project's own models; prints their keys."""

import asyncio
import datetime as dt
import json
import os
import sys
from typing import Any
from uuid import uuid4

from app.enums import TeamRole
from app.models import Base, Membership, NewsItem, NewsSource, Team, User
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import create_async_engine

ITEMS = 20
NOW = dt.datetime.now(dt.UTC)
TEXT = "The board has met again and decided what everybody had expected of it for weeks. " * 4

Rows = list[dict[str, Any]]


def item(source: dict[str, Any], number: int) -> dict[str, Any]:
    return {
        "team_id": source["team_id"],
        "source_id": source["id"],
        "fingerprint": f"{number}",
        "title": f"Piece of news number {number}",
        "url": f"https://news.example.com/{number}",
        "summary": TEXT,
        "published_at": NOW - dt.timedelta(minutes=number),
    }


def rows_of(clerk_id: str, teams: int) -> dict[type[Base], Rows]:
    user = {"id": uuid4(), "clerk_id": clerk_id, "is_active": True}
    keys = [uuid4() for _ in range(teams)]
    sources: Rows = [
        {"id": uuid4(), "team_id": key, "url": "https://news.example.com/feed"} for key in keys
    ]
    return {
        User: [user],
        Team: [{"id": key, "name": f"Team {key}"} for key in keys],
        Membership: [
            {"team_id": key, "user_id": user["id"], "role": TeamRole.MEMBER} for key in keys
        ],
        NewsSource: sources,
        NewsItem: [item(source, number) for source in sources for number in range(ITEMS)],
    }


async def fill(clerk_id: str, teams: int) -> list[str]:
    engine = create_async_engine(os.environ["DATABASE_URL"])
    tables = rows_of(clerk_id, teams)
    async with engine.begin() as connection:
        for model, rows in tables.items():
            await connection.execute(insert(model), rows)
    await engine.dispose()
    return [str(team["id"]) for team in tables[Team]]


print(json.dumps(asyncio.run(fill(sys.argv[1], int(sys.argv[2])))))
