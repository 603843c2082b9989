"""Pipelines that wait for an external service. Pure: the clock is a parameter."""

import time
from collections.abc import Callable, Collection

from app.pipeline.metrics import PARKED

# When to ask again for a service that did not say when.
USUAL_SECONDS = 10.0


class Parking:
    """Pipelines whose items are not claimed, because their service could not be called.

    Afterwards one item of a pipeline is claimed as a probe, and all of them if it succeeds: no item
    needs to fail to find out whether the service is back.

    Args:
        clock: A monotonic clock in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: dict[str, float] = {}

    def park(self, pipeline: str, seconds: float) -> None:
        """Stop claiming items of a pipeline for some seconds."""
        self._until[pipeline] = max(self._until.get(pipeline, 0), self._clock() + seconds)
        PARKED.labels(pipeline).set(1)

    def free(self, pipeline: str) -> None:
        """Claim items of a pipeline again, because its service has responded."""
        if self._until.pop(pipeline, None) is not None:
            PARKED.labels(pipeline).set(0)

    def is_parked(self, pipeline: str) -> bool:
        """Return whether no item of the pipeline is claimed now."""
        return self._clock() < self._until.get(pipeline, float("-inf"))

    def open_pipelines(self, pipelines: Collection[str]) -> list[str]:
        """Return the pipelines whose items may be claimed now."""
        return [each for each in pipelines if not self.is_parked(each)]

    def most(self, pipeline: str, room: int, in_hand: int) -> int:
        """Return how many items of a pipeline to claim: a single probe after it was parked."""
        if pipeline not in self._until:
            return room
        return 0 if in_hand else min(room, 1)
