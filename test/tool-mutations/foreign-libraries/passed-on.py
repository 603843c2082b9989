# A module of ours passes the library on.
# into: app/utils/web.py
from fastapi import Request as WebRequest
# into: app/services/pricing.py
from app.utils.web import WebRequest


def agent(request: WebRequest) -> str:
    return request.headers["user-agent"]
