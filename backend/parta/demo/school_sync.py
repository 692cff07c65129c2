"""Syncing a whole school at once, for seeds: a worker does it by a task for each class and each person."""

from uuid import UUID

from parta.autochats import service
from parta.core.clock import today
from parta.core.context import CoreContext
from parta.linking import queries as linking
from parta.linking import service as links
from parta.school import queries as schools

_BATCH_SIZE = 500


async def sync_school(context: CoreContext, school_id: UUID) -> None:
    """Sync the chats of the school's classes and staff, and everybody's badges and family links."""
    async with context.transaction() as work:
        school = await schools.get_school(work, school_id)
        classes = await schools.list_classes(work, school_id, since=today(school.time_zone))
        people = await linking.get_profile_ids(work, await schools.list_account_ids(work, school_id))
    for class_id in classes:
        async with context.transaction() as work:
            await service.sync_class_chats(work, class_id)
    async with context.transaction() as work:
        await service.sync_staff_chat(work, school_id)
    profiles = sorted(set(people.values()))
    for start in range(0, len(profiles), _BATCH_SIZE):
        async with context.transaction() as work:
            await links.sync_badges(work, profiles[start : start + _BATCH_SIZE])
        async with context.transaction() as work:
            await service.sync_family_links(work, profiles[start : start + _BATCH_SIZE])
