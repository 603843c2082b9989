"""The HTTP layer: all versions of the API, and the health probes."""
