"""Notifications about lessons: who is sent which."""

from collections.abc import Collection, Sequence
from uuid import UUID

from parta.core.clock import now
from parta.core.unit_of_work import UnitOfWork
from parta.linking import queries as linking
from parta.notifications import queries
from parta.notifications.models import NotificationKind, NotificationTarget
from parta.notifications.rules import Child, NotificationSpec, Recipient
from parta.notifications.rules.lessons import build_specs
from parta.notifications.service.notify import notify
from parta.remote_lessons import queries as remote_lessons
from parta.timetable import queries as timetable
from parta.timetable.events import LessonChanged
from parta.timetable.schemas import LessonPeople


async def notify_lesson_changed(work: UnitOfWork, event: LessonChanged) -> None:
    """Notify the people of a coming lesson how it differs from the timetable, except who made it so. Idempotent."""
    found = await timetable.read_lessons(work, [event.lesson_id])
    if not found or found[0].ends_at <= now():
        return
    (lesson,) = found
    school = (await timetable.load_lesson(work, event.lesson_id)).school
    specs = build_specs(lesson, school.time_zone)
    if all(one.is_usual for one in specs) and not await queries.exists_about(work, event.lesson_id):
        return
    people = await timetable.get_lesson_people(work, event.lesson_id)
    teachers = {*people.teachers, *([event.former_substitute_id] if event.former_substitute_id else [])}
    everybody = [*_list_pupils(people), *((teacher_id, None) for teacher_id in sorted(teachers))]
    but = {event.changed_by_id} if event.changed_by_id else set[UUID]()
    await notify(work, specs, await _list_recipients(work, everybody, but=but))


async def notify_published(work: UnitOfWork, lesson_id: UUID) -> None:
    """Notify the lesson's students and their guardians that it is remote, each once per starting time. Idempotent."""
    lesson = await remote_lessons.load_lesson(work, lesson_id)
    if not lesson.is_published:
        return
    spec = NotificationSpec(
        NotificationKind.LESSON_PUBLISHED,
        subject=f"lesson_published:{lesson_id}",
        version=lesson.starts_at.isoformat(),
        target=NotificationTarget.REMOTE_LESSON,
        target_id=lesson_id,
        params={
            "title": lesson.title,
            "starts_at": lesson.starts_at.isoformat(),
            "time_zone": lesson.scheduled.school.time_zone,
        },
    )
    pupils = _list_pupils(await timetable.get_lesson_people(work, lesson_id))
    await notify(work, [spec], await _list_recipients(work, pupils))


async def notify_auto_ended(work: UnitOfWork, lesson_id: UUID, teacher_id: UUID) -> None:
    """Notify the teacher that a lesson which they did not end was ended automatically. Idempotent."""
    lesson = await remote_lessons.load_lesson(work, lesson_id)
    spec = NotificationSpec(
        NotificationKind.LESSON_ENDED_BY_ITSELF,
        subject=f"lesson_ended:{lesson_id}",
        version=lesson.starts_at.isoformat(),
        target=NotificationTarget.LESSON,
        target_id=lesson_id,
        params={"title": lesson.title},
    )
    await notify(work, [spec], [Recipient(profile_id=teacher_id)])


def _list_pupils(people: LessonPeople) -> Sequence[tuple[UUID, Child | None]]:
    """Return the accounts of students, and those of guardians, once for each child."""
    guardians = [
        (guardian_id, Child(child_id, name))
        for guardian_id, names in sorted(people.guardians.items())
        for child_id, name in zip(people.children[guardian_id], names, strict=True)
    ]
    return [*((student_id, None) for student_id in sorted(people.students)), *guardians]


async def _list_recipients(
    work: UnitOfWork, people: Sequence[tuple[UUID, Child | None]], *, but: Collection[UUID] = ()
) -> Sequence[Recipient]:
    """Return these accounts and the profiles that they are linked with, without those of `but`."""
    profiles = await linking.get_profile_ids(work, {account_id for account_id, _ in people} | set(but))
    others = {profiles[one] for one in but if one in profiles}
    told = [one for one in people if one[0] not in but]
    linked = [(profiles[account_id], child) for account_id, child in told if account_id in profiles]
    return [
        *(Recipient(account_id=account_id, child=child) for account_id, child in told),
        *(Recipient(profile_id=profile_id, child=child) for profile_id, child in linked if profile_id not in others),
    ]
