"""Settings, logging and security, for use in every layer."""
