# The whole module under another name.
# into: app/services/visits.py
import starlette.requests as web


async def visit(request: web.Request) -> str:
    return request.url.path
