# Addresses that name a thing, or the beginning of any.
# into: app/services/addresses.py
"""What an address looks like: https://datatracker.ietf.org/doc/html/rfc3986."""

SITEMAP_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
ATOM = "{http://www.w3.org/2005/Atom}entry"
SVG = "http://www.w3.org/2000/svg"
SCHEMES = ("http://", "https://")


class OutOfStockProblem:
    """A kind of problem."""

    type = "https://shop.example.com/problems/out-of-stock"


def is_web(url: str) -> bool:
    """Tell whether an address is one of the web."""
    # See https://www.rfc-editor.org/rfc/rfc9110 for what else there is.
    return url.startswith(SCHEMES)


def address(host: str, path: str) -> str:
    """Return the address of something on a host."""
    if not host:
        raise ValueError("expected a host, such as https://shop.example.com")
    return f"https://{host}/{path}"


def problem(title: str) -> dict[str, str]:
    """Return a problem."""
    return {"type": "https://shop.example.com/problems/other", "title": title}
