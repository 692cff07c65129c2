"""The registry of Parta: what all domains declare, from the lowest domain to the highest."""

from parta.autochats import registry as autochats
from parta.calls import registry as calls
from parta.core.job_tables import delete_old_logs
from parta.core.registry import INSIDE, DomainRegistry, at, combine
from parta.files import registry as files
from parta.gradebook import registry as gradebook
from parta.identity import registry as identity
from parta.linking import registry as linking
from parta.messenger import registry as messenger
from parta.notifications import registry as notifications
from parta.remote_lessons import registry as remote_lessons
from parta.school import registry as school
from parta.support import registry as support
from parta.timetable import registry as timetable

DOMAINS = (
    DomainRegistry(name="core", schedule=[at("7 1 * * *", delete_old_logs, runs=INSIDE)]),
    identity.REGISTRY,
    files.REGISTRY,
    school.REGISTRY,
    timetable.REGISTRY,
    gradebook.REGISTRY,
    messenger.REGISTRY,
    calls.REGISTRY,
    linking.REGISTRY,
    autochats.REGISTRY,
    remote_lessons.REGISTRY,
    notifications.REGISTRY,
    support.REGISTRY,
)

REGISTRY = combine(DOMAINS)
