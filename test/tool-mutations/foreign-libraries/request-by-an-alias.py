# A request under another name.
# profiles: layered, api-v1, clerk-celery, pipeline
# into: app/services/pricing.py
import starlette.requests as incoming


def agent(request: incoming.Request) -> str:
    return request.headers["user-agent"]
