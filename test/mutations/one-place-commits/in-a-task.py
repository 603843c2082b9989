# A task that does not wait for the end of its job.
# profiles: clerk-celery
# into: app/jobs/tasks/visits.py
from app.jobs.work import Work


async def visit(work: Work) -> None:
    await work.session.commit()
