"""Memberships over HTTP, with requests that alternate between two processes."""

from tests.api.test_memberships import *  # noqa: F403 - all, with the fixtures of this folder
