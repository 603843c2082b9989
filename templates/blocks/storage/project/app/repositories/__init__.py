"""Repositories: the only layer that queries the database, without business rules."""
