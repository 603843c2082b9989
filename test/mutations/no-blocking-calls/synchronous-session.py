# A session of SQLAlchemy's synchronous half.
# into: app/repositories/reports.py
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session


class ReportRepository:
    async def count(self, url: str) -> int:
        with Session(create_engine(url)) as session:
            return session.execute(text("SELECT count(*) FROM products")).scalar_one()
