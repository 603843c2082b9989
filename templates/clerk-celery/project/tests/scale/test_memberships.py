"""Memberships over HTTP, with requests that alternate between two processes."""

from tests.routers.test_memberships import *  # noqa: F403 - all, with the fixtures of this folder
