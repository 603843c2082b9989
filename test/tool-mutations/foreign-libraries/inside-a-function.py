# Imported where nobody looks.
# profiles: layered, api-v1, clerk-celery
# into: app/services/visits.py
async def visit(session: object) -> object:
    import sqlalchemy

    return sqlalchemy.select(sqlalchemy.literal(1))
