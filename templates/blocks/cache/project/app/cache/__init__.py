"""A cache, in Redis (shared by all processes) or in this process."""
