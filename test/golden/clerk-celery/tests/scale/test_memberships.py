"""Who is in a team, with one request at one process and the next at another."""

from tests.api.test_memberships import *  # noqa: F403 - all, with the fixtures of this folder
