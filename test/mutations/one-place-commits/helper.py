# The helper that everybody may call.
# into: app/utils/saving.py
async def save(session, row) -> None:
    session.add(row)
    await session.commit()
# into: app/repositories/visits.py
from app.utils.saving import save


async def keep(session, row) -> None:
    await save(session, row)
