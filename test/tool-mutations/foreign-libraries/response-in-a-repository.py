# A repository that answers.
# profiles: layered, api-v1, clerk-celery, pipeline
# into: app/repositories/product.py
from starlette.responses import JSONResponse
