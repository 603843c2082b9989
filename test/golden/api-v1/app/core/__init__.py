"""What everything may use: the settings, the logs, and what keeps secrets."""
