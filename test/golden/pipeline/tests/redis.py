"""The URL of a real Redis for tests, if there is one."""

import os

# Without it the tests that need it are not collected, so that none is skipped.
REDIS_URL = os.environ.get("TEST_REDIS_URL", "")
REDIS_URLS = [REDIS_URL] if REDIS_URL else []
