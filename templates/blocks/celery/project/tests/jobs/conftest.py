"""The tests of real workers are collected only if there is a Redis for them."""

import os

# The path of the URL selects a database: `TEST_REDIS_URL=redis://localhost:6379/15`.
collect_ignore = [] if "TEST_REDIS_URL" in os.environ else ["test_real_workers.py"]
