# A table without a class.
# into: app/repositories/archive.py
from sqlalchemy import Column, DateTime, MetaData, Table

archive = Table("archive", MetaData(), Column("made_at", DateTime))
