# A repository that answers.
# into: app/repositories/product.py
from starlette.responses import JSONResponse
