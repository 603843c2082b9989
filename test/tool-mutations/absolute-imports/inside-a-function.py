# Where nobody looks.
# into: app/services/visits.py
def work() -> object:
    from .unit_of_work import UnitOfWork

    return UnitOfWork
