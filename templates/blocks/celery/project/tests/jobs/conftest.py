"""What these tests need besides: the tests of real workers run where there is a Redis for them."""

import os

# A path below Redis' address is a database of its own: `TEST_REDIS_URL=redis://localhost:6379/15`.
collect_ignore = [] if "TEST_REDIS_URL" in os.environ else ["test_real_workers.py"]
