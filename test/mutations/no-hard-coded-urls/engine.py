# A second database, in the module that opens the first.
# into: app/utils/database.py

reports = create_async_engine("postgresql+asyncpg://reports.internal/reports")
