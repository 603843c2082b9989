# As many at once as seemed right.
# into: app/services/calling.py
import asyncio

gate = asyncio.Semaphore(5)
