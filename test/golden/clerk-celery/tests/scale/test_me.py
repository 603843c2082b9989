"""Oneself over HTTP, with one request at one process and the next at another."""

from tests.api.test_me import *  # noqa: F403 - all of them, with the fixtures of this folder
