"""The database: base model, sessions and repositories."""
