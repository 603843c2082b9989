# A repository that knows its service.
# profiles: layered, api-v1, clerk-celery
# into: app/repositories/visits.py
from app.services.unit_of_work import UnitOfWork


def work_of(unit: UnitOfWork) -> UnitOfWork:
    return unit
