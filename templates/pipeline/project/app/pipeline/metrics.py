"""Metrics of pipelines for Prometheus."""

from prometheus_client import Counter, Gauge, Histogram

ITEMS = Counter("pipeline_items", "Settled outcomes of items.", ("pipeline", "outcome"))
ITEM_SECONDS = Histogram(
    "pipeline_item_seconds",
    "Duration of the work on one item, including the wait for rate limits.",
    ("pipeline",),
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300),
)
LEASES_LOST = Counter("pipeline_leases_lost", "Items whose process stopped.", ("pipeline",))
GROUP_SIZE = Histogram(
    "pipeline_settle_group_size",
    "Outcomes per transaction.",
    buckets=(1, 2, 5, 10, 20, 50, 100),
)
PARKED = Gauge("pipeline_parked", "Whether a pipeline waits for a service.", ("pipeline",))
OPEN_ITEMS = Gauge("pipeline_open_items", "Items that are not finished.", ("pipeline",))
