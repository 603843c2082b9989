# The background task is called instead of handed over.
# into: app/routers/products.py
from fastapi import BackgroundTasks


async def note(name: str) -> None:
    """Note it."""


@router.post("/notes")
async def post_note(name: str, tasks: BackgroundTasks) -> None:
    tasks.add_task(note(name))
