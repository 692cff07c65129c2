"""Notifications about a person's own profile: sign-ins, the password, links."""

from uuid import UUID

from parta.core.unit_of_work import UnitOfWork
from parta.identity.events import NewSignIn, PasswordChanged
from parta.linking import queries as linking
from parta.notifications.models import NotificationKind, NotificationTarget
from parta.notifications.rules import NotificationSpec, Recipient
from parta.notifications.service.notify import notify
from parta.school import queries as schools


async def notify_new_sign_in(work: UnitOfWork, event: NewSignIn) -> None:
    """Notify the person that they signed in on another device. Idempotent."""
    spec = NotificationSpec(
        NotificationKind.NEW_SIGN_IN,
        subject=f"session:{event.session_id}",
        version="opened",
        target=NotificationTarget.PROFILE,
        params={"session_id": str(event.session_id), "device": event.device, "location": event.location},
    )
    await notify(work, [spec], [Recipient(profile_id=event.profile_id)])


async def notify_password_changed(work: UnitOfWork, event: PasswordChanged) -> None:
    """Notify the person that their password was set or removed. Idempotent."""
    spec = NotificationSpec(
        NotificationKind.PASSWORD_CHANGED if event.is_set else NotificationKind.PASSWORD_REMOVED,
        subject=f"password:{event.change_id}",
        version="changed",
        target=NotificationTarget.PROFILE,
    )
    await notify(work, [spec], [Recipient(profile_id=event.profile_id)])


async def notify_link_refused(work: UnitOfWork, refused_id: UUID) -> None:
    """Notify the person which school refused their link, once for each reason. Idempotent."""
    refused = await linking.get_refused_link(work, refused_id)
    spec = NotificationSpec(
        NotificationKind.LINK_REFUSED,
        subject=f"link_refused:{refused_id}",
        version=" ".join(refused.reasons),
        target=NotificationTarget.PROFILE,
        params={"school": (await schools.get_school(work, refused.school_id)).title},
    )
    await notify(work, [spec], [Recipient(profile_id=refused.profile_id)])
