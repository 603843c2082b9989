"""A cache, in Redis for all processes or in this process."""
