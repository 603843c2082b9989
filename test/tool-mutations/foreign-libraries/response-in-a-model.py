# A table that knows how it is answered.
# into: app/models/product.py
from fastapi.encoders import jsonable_encoder as encode
