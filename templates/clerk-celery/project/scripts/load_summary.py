"""Load test of summaries: `python -m scripts.load_summary URL TEAM_ID --token TOKEN`.

It exits with 1 if the 95th percentile of the latency exceeds the limit, or if a request fails.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Sequence

import httpx2

TIMEOUT_SECONDS = 30


async def measure(client: httpx2.AsyncClient, path: str, requests: int) -> list[float]:
    """Send requests one after the other; return the duration of each in seconds.

    Raises:
        httpx2.HTTPError: if a request fails.
    """
    seconds: list[float] = []
    for _ in range(requests):
        started = time.perf_counter()
        response = await client.get(path)
        response.raise_for_status()
        seconds.append(time.perf_counter() - started)
    return seconds


async def load(client: httpx2.AsyncClient, path: str, requests: int, clients: int) -> list[float]:
    """Run several clients at once; return the durations and raise what `measure` raises."""
    each = [measure(client, path, requests // clients) for _ in range(clients)]
    return [seconds for measured in await asyncio.gather(*each) for seconds in measured]


async def run(asked: argparse.Namespace) -> int:
    """Run the load test, print the percentiles, and return the exit code."""
    headers = {"Authorization": f"Bearer {asked.token}"}
    path = f"/teams/{asked.team_id}/summary"
    async with httpx2.AsyncClient(
        base_url=asked.url, headers=headers, timeout=TIMEOUT_SECONDS
    ) as client:
        seconds = await load(client, path, asked.requests, asked.clients)
    middle, late = (statistics.quantiles(seconds, n=100)[each - 1] for each in (50, 95))
    print(f"{len(seconds)} requests: p50 {middle:.3f} s, p95 {late:.3f} s, limit {asked.p95} s")
    return 0 if late <= asked.p95 else 1


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.load_summary")
    parser.add_argument("url", help="base URL of the application, e.g. http://localhost:8000")
    parser.add_argument("team_id", help="ID of a team with news")
    parser.add_argument("--token", required=True, help="session token of a member")
    parser.add_argument("--requests", type=int, default=200, help="total number of requests")
    parser.add_argument("--clients", type=int, default=10, help="number of concurrent clients")
    parser.add_argument("--p95", type=float, default=2.0, help="limit of the p95 in seconds")
    try:
        return asyncio.run(run(parser.parse_args(arguments)))
    except httpx2.HTTPError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
