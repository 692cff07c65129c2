"""Journal accounts issued by a school, and signing in with them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import delete

from parta.core import passwords
from parta.core.clock import now
from parta.core.ephemerals import SessionsEnded
from parta.core.errors import Invalid
from parta.core.ids import new_id
from parta.core.principal_sessions import create_token, hash_token
from parta.core.principals import AccountPrincipal
from parta.core.unit_of_work import UnitOfWork
from parta.identity.models import Sex
from parta.identity.schemas import PersonName
from parta.school import queries, rules
from parta.school.events import AccountRenamed, AccountsChanged, ClassChanged
from parta.school.models import JournalAccount, JournalSession

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Characters that are not confused with others on paper."""


class WrongLoginOrPassword(Invalid):
    """No account has this login and password; which of the two is wrong is not disclosed."""

    code: ClassVar[str] = "wrong_login_or_password"


@dataclass(frozen=True, slots=True)
class NewAccount:
    """The details of an account to create."""

    name: PersonName
    login: str
    birth_on: date | None
    sex: Sex | None


async def create_accounts(
    work: UnitOfWork, school_id: UUID, new_accounts: Sequence[NewAccount]
) -> Sequence[JournalAccount]:
    """Create accounts in this order, without passwords: these come with the sign-in slips."""
    created = [
        JournalAccount(
            id=new_id(),
            school_id=school_id,
            login=rules.normalize_login(one.login),
            password_hash=None,
            last_name=one.name.last_name,
            first_name=one.name.first_name,
            patronymic=one.name.patronymic,
            birth_on=one.birth_on,
            sex=one.sex,
            sourced_id=None,
            stated_role=None,
        )
        for one in new_accounts
    ]
    work.add_all(created)
    await work.flush()
    return created


async def issue_password(work: UnitOfWork, account_id: UUID, password: str | None = None) -> str:
    """Set a new password of the account, random if none is given, and return it for the slip; its sessions end.

    Raises NotFound.
    """
    account = await queries.get_account(work, account_id)
    issued = password or "".join(secrets.choice(_ALPHABET) for _ in range(rules.ISSUED_PASSWORD_LENGTH))
    account.password_hash = await passwords.hash_password(issued)
    ended = delete(JournalSession).where(JournalSession.account_id == account_id).returning(JournalSession.id)
    if sessions := (await work.execute(ended)).scalars().all():
        work.publish_ephemeral(SessionsEnded(list(sessions)))
    return issued


async def rename_account(work: UnitOfWork, account_id: UUID, name: PersonName) -> None:
    """Change the name of the account. Raises NotFound."""
    account = await queries.get_account(work, account_id)
    account.last_name, account.first_name, account.patronymic = name.last_name, name.first_name, name.patronymic
    guardians = await queries.list_guardians(work, account_id)
    work.emit(AccountsChanged(school_id=account.school_id, account_ids=[account_id, *guardians]))
    work.emit(AccountRenamed(account_id=account_id))
    for class_id in sorted(await queries.list_related_classes(work, [account_id])):
        work.emit(ClassChanged(class_id=class_id))


async def sign_in(work: UnitOfWork, login: str, password: str) -> str:
    """Create a session and return its token for the browser. Raises WrongLoginOrPassword.

    An unknown login takes as long as a wrong password.
    """
    account = await queries.find_account(work, login)
    known = account.password_hash if account is not None else None
    if not await passwords.verify_password(known, password) or account is None:
        raise WrongLoginOrPassword
    return await open_session(work, account)


async def open_session(work: UnitOfWork, account: JournalAccount) -> str:
    """Create a session of the account and return its token for the browser."""
    token = create_token()
    at = now()
    work.add(
        JournalSession(
            school_id=account.school_id,
            account_id=account.id,
            token_hash=hash_token(token),
            signed_in_at=at,
            seen_at=at,
            expires_at=at + rules.SESSION_LIFETIME,
        )
    )
    await work.flush()
    return token


async def sign_out(work: UnitOfWork, actor: AccountPrincipal) -> None:
    """Delete the actor's session and close its sockets at once."""
    ended = delete(JournalSession).where(JournalSession.id == actor.session_id).returning(JournalSession.id)
    work.publish_ephemeral(SessionsEnded(list((await work.execute(ended)).scalars())))
