# Imported where nobody looks.
# into: app/services/visits.py
async def visit(session: object) -> object:
    import sqlalchemy

    return sqlalchemy.select(sqlalchemy.literal(1))
