# A URL with everything in it.
# into: app/services/mailing.py

BROKER = f"redis://:hunter2@{'queue'}:6379/0"
DATABASE = "postgresql+asyncpg://user:pass@localhost/shop"
