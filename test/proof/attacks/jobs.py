"""Send malformed messages to a worker: python jobs.py BROKER_URL, in a project with a database.

A worker has to do the next good message, and so has the worker that starts after it.
"""

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import amqp
import redis

QUEUE = "jobs"
TASK = "summary.create"
SECONDS = 120
LONG = "[" * 100_000


def headers(**changes: Any) -> dict[str, Any]:
    return {"lang": "py", "task": TASK, "id": str(uuid4()), "root_id": None} | changes


def body(value: object = None) -> str:
    return json.dumps([[str(uuid4())], {}, {}] if value is None else value)


# What a message says of itself, in any broker: headers, body, content type and encoding.
Said = tuple[dict[str, Any] | None, str, str | None, str | None]


def said() -> Iterator[Said]:
    json_type = ("application/json", "utf-8")
    yield None, "garbage", None, None
    yield None, "", None, None
    for given in (None, {}, {"id": "x"}, {"task": TASK}, {"task": "no.such"}):
        yield given, body(), *json_type
    changes: list[dict[str, Any]] = [
        {"task": "no.such"}, {"task": ["x"]}, {"task": "periodic.none"}, {"id": 7}, {"id": [1]},
        {"eta": "never"}, {"eta": 7}, {"expires": "never"}, {"timelimit": "x"},
        {"timelimit": ["x", "y"]}, {"retries": "x"}, {"compression": "zzz"},
        {"compression": "application/x-gzip"}, {"group": [1]}, {"ignore_result": {}},
        {"stamped_headers": 7, "stamps": 8}, {"origin": [1], "argsrepr": [], "kwargsrepr": 7},
        {"shadow": [1]},
    ]  # fmt: skip
    for change in changes:
        yield headers(**change), body(), *json_type
    bodies: list[object] = [
        {}, [], [[]], ["x", {}, {}], [7, {}, {}], [["x"], [], {}], [["x"], {}, None],
        [["x"], {}, []], [["x"], {}, {"chain": 7, "callbacks": 7}], [["x"] * 5, {}, {}],
        [["x"], {}, {}], [[7], {}, {}],
    ]  # fmt: skip
    for value in bodies:
        yield headers(), body(value), *json_type
    for text in ("{nope", LONG):
        yield headers(), text, *json_type
    for content_type, encoding in (("application/x-python-serialize", "binary"), ("x", "klingon")):
        yield headers(), body(), content_type, encoding
    for value in ({"task": TASK}, {"task": "no.such"}, {"task": TASK, "id": "x", "args": 7}):
        yield {}, body(value), *json_type


def envelope(message: Said) -> dict[str, Any]:
    """Return a message as Celery writes it into Redis."""
    given, text, content_type, encoding = message
    return {
        "body": base64.b64encode(text.encode()).decode(),
        "content-encoding": encoding,
        "content-type": content_type,
        "headers": given,
        "properties": {
            "correlation_id": str(uuid4()), "reply_to": "", "delivery_mode": 2, "priority": 0,
            "delivery_info": {"exchange": "", "routing_key": QUEUE},
            "body_encoding": "base64", "delivery_tag": str(uuid4()),
        },
    }  # fmt: skip


def envelopes() -> Iterator[bytes]:
    """Yield what stands in Redis and is no message of Celery, or a wrong one."""
    yield from (b"garbage", b"", b"7", b"null", b"[]", b'"x"', b"{}", b"\xff", LONG.encode())
    for message in said():
        yield json.dumps(envelope(message)).encode()
    good = next(message for message in said() if message[0] == {"task": TASK})
    for name in envelope(good):
        wrong = envelope(good)
        for value in (None, 7, "x", [], {}):
            yield json.dumps(wrong | {name: value}).encode()
        del wrong[name]
        yield json.dumps(wrong).encode()
    for name in envelope(good)["properties"]:
        for value in (None, 7, "x", [1], {"a": 1}):
            wrong = envelope(good)
            wrong["properties"][name] = value
            yield json.dumps(wrong).encode()


class Redis:
    """The queue in Redis."""

    def __init__(self, url: str) -> None:
        self.client = redis.Redis.from_url(url)
        self.client.flushdb()

    def poison(self) -> list[bytes]:
        return list(envelopes())

    def good(self) -> bytes:
        return json.dumps(envelope((headers(), body(), "application/json", "utf-8"))).encode()

    def send(self, message: bytes) -> None:
        self.client.lpush(QUEUE, message)

    def waiting(self) -> int:
        return self.client.llen(QUEUE)


class Rabbit:
    """The queue in RabbitMQ."""

    def __init__(self, url: str) -> None:
        self.connection = amqp.Connection(url.rpartition("@")[2].rstrip("/"))
        self.connection.connect()
        self.channel = self.connection.channel()
        self.channel.queue_declare(QUEUE, durable=True, auto_delete=False)
        self.channel.queue_purge(QUEUE)

    def message(self, message: Said) -> amqp.Message:
        given, text, content_type, encoding = message
        properties = {
            "application_headers": given,
            "content_type": content_type,
            "content_encoding": encoding,
        }
        known = {name: value for name, value in properties.items() if value is not None}
        return amqp.Message(text.encode(), **known)

    def poison(self) -> list[amqp.Message]:
        return [self.message(message) for message in said()]

    def good(self) -> amqp.Message:
        return self.message((headers(), body(), "application/json", "utf-8"))

    def send(self, message: amqp.Message) -> None:
        self.channel.basic_publish(message, routing_key=QUEUE)

    def waiting(self) -> int:
        return self.channel.queue_declare(QUEUE, passive=True).message_count


def start(url: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "celery", "-A", "app.jobs.celery", "worker", "--pool", "solo"]
    return subprocess.Popen(command, env=os.environ | {"CELERY_BROKER_URL": url})


def drained(queue: Redis | Rabbit, worker: subprocess.Popen[bytes]) -> bool:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and worker.poll() is None:
        if queue.waiting() == 0:
            time.sleep(1)
            return worker.poll() is None
        time.sleep(0.1)
    return False


def main(url: str) -> int:
    queue = Redis(url) if url.startswith("redis") else Rabbit(url)
    poison = queue.poison()
    faults = []
    worker = start(url)
    for number, message in enumerate(poison):
        queue.send(message)
        queue.send(queue.good())
        if not drained_soon(queue, worker):
            faults.append(f"message {number} stops a worker: {message!r:.200}")
            worker.kill()
            worker.wait()
            worker = start(url)
            if not drained(queue, worker):
                faults.append("  and the next worker")
            if len(faults) > 5:
                break
    worker.terminate()
    worker.wait()
    print("\n".join(faults) or f"{len(poison)} messages discarded")
    return 1 if faults else 0


def drained_soon(queue: Redis | Rabbit, worker: subprocess.Popen[bytes]) -> bool:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if worker.poll() is not None:
            return False
        if queue.waiting() == 0:
            return True
        time.sleep(0.02)
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
