"""Creates the runner of a process with its parts."""

import asyncio
from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.clients.tools import Tools
from app.config import Settings
from app.pipeline.backoff import Backoff
from app.pipeline.definition import Pipeline
from app.pipeline.hands import Hands
from app.pipeline.heart import Heart
from app.pipeline.leases import Leases
from app.pipeline.ledger import Ledger
from app.pipeline.parking import Parking
from app.pipeline.runner import Parts, Runner
from app.pipeline.settlement import Settlement
from app.pipeline.sweeper import Sweeper
from app.pipeline.transactions import Transactions, holder_name
from app.pipeline.window import Window
from app.pipeline.writer import Writer


def create_runner(
    factory: async_sessionmaker[AsyncSession],
    pipelines: Mapping[str, Pipeline[Any, Any]],
    tools: Tools,
    settings: Settings,
) -> Runner:
    """Return a runner of pipelines.

    Args:
        factory: Opens sessions.
        pipelines: The pipelines by name.
        tools: The clients of external services.
        settings: The settings.
    """
    transactions, holder = Transactions(factory), holder_name()
    window, parking, changed = Window(), Parking(), asyncio.Event()
    lease_seconds = settings.pipeline_lease_seconds
    writer = Writer(Settlement(transactions, holder, pipelines).settle)
    hands = Hands(
        window,
        writer,
        pipelines,
        tools,
        parking=parking,
        backoff=Backoff(settings.pipeline_backoff_seconds),
        on_change=changed.set,
    )
    leases = Leases(transactions, holder, lease_seconds)
    heart = Heart(leases, Sweeper(transactions), window, hands, settings)
    ledger = Ledger(transactions, holder, lease_seconds, pipelines)
    return Runner(Parts(ledger, writer, window, parking, hands, heart, changed), settings)
