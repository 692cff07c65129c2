"""The one way to notify somebody."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.dialects.postgresql import insert

from parta.core.ids import new_id
from parta.core.unit_of_work import UnitOfWork
from parta.notifications.models import Inbox, Notification
from parta.notifications.queries import INBOX, NOTIFICATION
from parta.notifications.rules import NotificationSpec, Recipient, Step, decide_step


@dataclass(slots=True)
class _Known:
    """What somebody was told of a subject."""

    read: str | None = None
    """The version that they read last."""
    unread: Notification | None = None


async def notify(work: UnitOfWork, specs: Sequence[NotificationSpec], recipients: Collection[Recipient]) -> None:
    """Notify these people what they do not know, on all their devices. Idempotent.

    Called once in a transaction, which has locked no stream: the number of statements depends on neither number.
    """
    if not recipients:
        return
    inboxes, used = await _lock_inboxes(work, recipients)
    told = await _load_told(work, used, {one.subject_for(each) for one in specs for each in recipients})
    sent: list[Notification] = []
    withdrawn: list[Notification] = []
    for recipient in dict.fromkeys(recipients):
        inbox_id = inboxes[recipient.owner_id]
        for spec in specs:
            known = told[inbox_id, spec.subject_for(recipient)]
            unread = known.unread.version if known.unread else None
            step = decide_step(spec, read=known.read, unread=unread)
            if step is not Step.NOTHING and known.unread is not None:
                withdrawn.append(known.unread)
            if step is Step.SEND:
                sent.append(_build(spec, recipient, inbox_id))
    if withdrawn:
        gone = update(Notification).where(Notification.id.in_([one.id for one in withdrawn]))
        await work.execute(gone.values(is_withdrawn=True).execution_options(synchronize_session=False))
    work.add_all(sent)
    publish(work, [*sent, *withdrawn])


def publish(work: UnitOfWork, changed: Collection[Notification]) -> None:
    """Publish these notifications, and how many are unread."""
    for one in changed:
        work.publish(one.inbox_id, NOTIFICATION, one.id)
        work.publish(one.inbox_id, INBOX, one.inbox_id)


async def _lock_inboxes(
    work: UnitOfWork, recipients: Collection[Recipient]
) -> tuple[Mapping[UUID | None, UUID], Collection[UUID]]:
    """Return the inboxes of these people by the id of profile or account, and which of them were used before.

    Their streams are locked; missing ones are created.
    """
    found = await _find_inboxes(work, recipients)
    missing = {one.owner_id: one for one in recipients if one.owner_id not in found}
    created = await _create_inboxes(work, missing.values()) if missing else {}
    if len(created) < len(missing):  # another transaction was faster
        found = await _find_inboxes(work, recipients)
    found |= created
    await work.lock_streams(*found.values())
    return found, set(found.values()) - set(created.values())


async def _create_inboxes(work: UnitOfWork, owners: Iterable[Recipient]) -> dict[UUID | None, UUID]:
    """Create the inboxes of these people that do not exist by now, and return them."""
    # In one order: of two transactions that create the same inboxes one waits for the other.
    rows = [
        {"id": new_id(), "profile_id": one.profile_id, "account_id": one.account_id, "changed_seq": 0}
        for one in sorted(owners, key=lambda one: str(one.owner_id))
    ]
    created = insert(Inbox).values(rows).on_conflict_do_nothing()
    returned = await work.execute(created.returning(Inbox.profile_id, Inbox.account_id, Inbox.id))
    inboxes = {profile_id or account_id: inbox_id for profile_id, account_id, inbox_id in returned}
    for inbox_id in inboxes.values():
        work.create_stream("inbox", inbox_id)
    return inboxes


async def _find_inboxes(work: UnitOfWork, recipients: Collection[Recipient]) -> dict[UUID | None, UUID]:
    own = or_(
        Inbox.profile_id.in_({one.profile_id for one in recipients if one.profile_id}),
        Inbox.account_id.in_({one.account_id for one in recipients if one.account_id}),
    )
    rows = await work.execute(select(Inbox.profile_id, Inbox.account_id, Inbox.id).where(own))
    return {profile_id or account_id: inbox_id for profile_id, account_id, inbox_id in rows}


async def _load_told(
    work: UnitOfWork, inboxes: Collection[UUID], subjects: Collection[str]
) -> defaultdict[tuple[UUID, str], _Known]:
    """Return what was told of these subjects in these inboxes."""
    told = defaultdict[tuple[UUID, str], _Known](_Known)
    if not inboxes:
        return told
    shown = select(Notification).where(Notification.subject.in_(subjects), Notification.inbox_id.in_(inboxes))
    shown = shown.where(~Notification.is_withdrawn).order_by(Notification.id)
    for one in (await work.execute(shown)).scalars():
        known = told[one.inbox_id, one.subject]
        if one.read_at is None:
            known.unread = one
        else:
            known.read = one.version
    return told


def _build(spec: NotificationSpec, recipient: Recipient, inbox_id: UUID) -> Notification:
    child = recipient.child
    return Notification(
        id=new_id(),
        inbox_id=inbox_id,
        kind=spec.kind,
        subject=spec.subject_for(recipient),
        version=spec.version,
        child_id=child.id if child else None,
        child=child.name if child else None,
        params=dict(spec.params),
        target=spec.target,
        target_id=spec.target_id,
        read_at=None,
    )
