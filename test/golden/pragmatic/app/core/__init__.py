"""What all endpoints share: login, database, errors, lists, settings."""
