# A URL, a status and an error of the library ask nobody.
# into: app/services/links.py
import httpx2


def host_of(text: str) -> str:
    try:
        return httpx2.URL(text).host
    except httpx2.InvalidURL:
        return ""


def is_fine(status: int, limits: dict[str, float | None]) -> bool:
    return status == httpx2.codes.OK and limits.get("timeout") is None
