# The whole module under another name.
# profiles: layered, api-v1, clerk-celery, pipeline
# into: app/services/visits.py
import starlette.requests as web


async def visit(request: web.Request) -> str:
    return request.url.path
