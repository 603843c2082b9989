# A request under another name.
# into: app/services/pricing.py
import starlette.requests as incoming


def agent(request: incoming.Request) -> str:
    return request.headers["user-agent"]
