# The same where clients are made, by a constant.
# into: app/utils/rates.py
import httpx2

FOREVER = None


def create_client() -> httpx2.AsyncClient:
    return httpx2.AsyncClient(timeout=httpx2.Timeout(FOREVER))
