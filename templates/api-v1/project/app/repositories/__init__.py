"""Repositories: SQL statements, and the rules that are checked before a row is written."""
