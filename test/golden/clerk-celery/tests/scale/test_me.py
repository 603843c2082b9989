"""The current user over HTTP, with requests that alternate between two processes."""

from tests.api.test_me import *  # noqa: F403 - all of them, with the fixtures of this folder
