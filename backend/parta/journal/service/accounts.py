"""Accounts that a school issues, and signing in by them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core import passwords
from parta.core.actor import JournalActor
from parta.core.clock import now
from parta.core.errors import Invalid
from parta.core.ids import new_id
from parta.core.outbox import emit
from parta.core.streams import publish_ephemeral
from parta.identity.models import Sex
from parta.identity.schemas import PersonName
from parta.journal import queries, rules
from parta.journal.events import AccountsChanged, ClassChanged
from parta.journal.models import JournalAccount, JournalSession
from parta.journal.queries.accounts import hash_token

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What nobody mistakes for something else on paper."""


class WrongLoginOrPassword(Invalid):
    """No account signs in so; which of the two is wrong is not told."""

    code: ClassVar[str] = "wrong_login_or_password"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person whom the school takes into its books."""

    name: PersonName
    login: str
    birth_on: date | None
    sex: Sex | None


async def create_accounts(
    session: AsyncSession, school_id: UUID, newcomers: Sequence[Newcomer]
) -> Sequence[JournalAccount]:
    """Issue accounts to these people, in this order; a password comes with the sign-in slip."""
    issued = [
        JournalAccount(
            id=new_id(),
            school_id=school_id,
            login=rules.clean_login(one.login),
            password_hash=None,
            last_name=one.name.last_name,
            first_name=one.name.first_name,
            patronymic=one.name.patronymic,
            birth_on=one.birth_on,
            sex=one.sex,
            sourced_id=None,
            stated_role=None,
        )
        for one in newcomers
    ]
    session.add_all(issued)
    await session.flush()
    return issued


async def issue_password(session: AsyncSession, account_id: UUID, password: str | None = None) -> str:
    """Give the account a new password, made up if none is given, and give it for the slip. Raises NotFound."""
    account = await queries.get_account(session, account_id)
    issued = password or "".join(secrets.choice(_LETTERS) for _ in range(rules.ISSUED_PASSWORD))
    account.password_hash = await passwords.hash_password(issued)
    return issued


async def rename_account(session: AsyncSession, account_id: UUID, name: PersonName) -> None:
    """Give the person another name in the school's books. Raises NotFound."""
    account = await queries.get_account(session, account_id)
    account.last_name, account.first_name, account.patronymic = name.last_name, name.first_name, name.patronymic
    guardians = await queries.guardians_of(session, account_id)
    emit(session, AccountsChanged(school_id=account.school_id, account_ids=[account_id, *guardians]))
    for class_id in sorted(await queries.classes_of(session, [account_id])):
        emit(session, ClassChanged(class_id=class_id))


async def sign_in(session: AsyncSession, login: str, password: str) -> str:
    """Open a session and give the token that the browser keeps. Raises WrongLoginOrPassword.

    An unknown login takes as long as a wrong password.
    """
    account = await queries.find_account(session, login)
    known = account.password_hash if account is not None else None
    if not await passwords.verify_password(known, password) or account is None:
        raise WrongLoginOrPassword
    return await open_session(session, account)


async def open_session(session: AsyncSession, account: JournalAccount) -> str:
    """Sign the person in to the journal on this device and give the token that the browser keeps."""
    token = secrets.token_urlsafe(32)
    at = now()
    session.add(
        JournalSession(
            school_id=account.school_id,
            account_id=account.id,
            token_hash=hash_token(token),
            signed_in_at=at,
            seen_at=at,
            expires_at=at + rules.SESSION_LIFE,
        )
    )
    await session.flush()
    return token


async def sign_out(session: AsyncSession, actor: JournalActor) -> None:
    """End the session that the actor came by, its sockets at once."""
    await session.execute(delete(JournalSession).where(JournalSession.id == actor.session_id))
    publish_ephemeral(session, "sessions_ended", session_ids=[str(actor.session_id)])
