"""Which of these tests there are: some need a Redis that answers."""

from tests.redis import REDIS_URL

collect_ignore = [] if REDIS_URL else ["test_processes.py", "test_redis_bus.py"]
