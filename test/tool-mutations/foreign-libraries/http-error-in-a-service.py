# The error of the web where the rules are.
# profiles: layered, api-v1, clerk-celery, pipeline
# into: app/services/pricing.py
from fastapi import HTTPException


def refuse() -> None:
    raise HTTPException(status_code=409, detail="taken")
