# The limit is taken away later.
# into: app/utils/rates.py
import httpx2


def patient(client: httpx2.AsyncClient) -> httpx2.AsyncClient:
    client.timeout = None
    return client
