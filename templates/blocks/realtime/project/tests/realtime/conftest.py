"""Some of these tests are collected only with a real Redis."""

from tests.redis import REDIS_URL

collect_ignore = [] if REDIS_URL else ["test_processes.py", "test_redis_bus.py"]
