"""Schedules of schools: they start each school's days, and delete what has run out."""

from parta.core.outbox import Task
from parta.core.unit_of_work import UnitOfWork
from parta.school.queries import ACCOUNT_SESSIONS
from parta.school.queries.school_days import list_schools_to_start

START_SCHOOL_DAY = Task("school.start_school_day", is_repeated=True)


async def start_school_days(work: UnitOfWork) -> None:
    """Enqueue the start of the day at each school whose last started day has ended.

    Time zones differ by quarters of an hour. After a restart it finds what was missed, and no more.
    """
    work.enqueue(START_SCHOOL_DAY, *await list_schools_to_start(work))


async def delete_ended_sessions(work: UnitOfWork) -> None:
    """Delete the sessions of journal accounts that have run out. Idempotent."""
    await ACCOUNT_SESSIONS.delete_ended(work)
