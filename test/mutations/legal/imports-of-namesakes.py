# Words that only look like a part, a library or a relative import.
# into: app/services/visits.py
import fastapi_mail_templates as templates
import sqlalchemy_utc_clock

from app.services import unit_of_work as routers


def repositories() -> str:
    return f"{templates} {sqlalchemy_utc_clock} {routers} from . import x"
