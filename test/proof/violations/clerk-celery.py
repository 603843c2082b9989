"""What a developer in a hurry writes with Clerk, Celery and the clients; each of it has to be found. Never run."""

import urllib.request

import httpx2
import jwt


async def requests(url):
    httpx2.get(url)  # request-beside-the-clients
    httpx2.AsyncClient()  # request-beside-the-clients
    urllib.request.urlopen(url)  # request-beside-the-clients


def tokens(token, key):
    jwt.decode(token, key, algorithms=["RS256", "HS256"])  # token-signed-with-a-shared-key
    jwt.decode(token, key, algorithms=["HS256"])  # token-signed-with-a-shared-key


def limits(app):
    app.conf.task_time_limit = None  # task-without-limit
    app.conf.update(task_acks_late=True, task_time_limit=None)  # task-without-limit
