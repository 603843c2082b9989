# A model that knows the web.
# into: app/models/visit.py
import fastapi.encoders


def shown(row: object) -> object:
    return fastapi.encoders.jsonable_encoder(row)
