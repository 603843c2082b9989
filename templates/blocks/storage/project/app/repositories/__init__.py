"""The statements: the only place that talks to the database. No rule lives here."""
