"""The prefix of all paths, and the method of updates."""

PREFIX = "/api/v1"
UPDATE = "PUT"
