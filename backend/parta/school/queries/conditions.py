"""Conditions shared by many reads."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, DateTime, SQLColumnExpression, Uuid, any_, cast, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from parta.core.clock import now
from parta.school.models import JournalAccount, School, SchoolClass


def among(column: SQLColumnExpression[Any], ids: Collection[UUID]) -> ColumnElement[bool]:
    """Return the condition that the column is one of these ids, with a single parameter for any number of them."""
    return column == any_(literal(list(ids), ARRAY(Uuid())))


def local_today(school: type[School] = School) -> ColumnElement[date]:
    """Return the date at this school, which is part of the statement."""
    return cast(func.timezone(school.time_zone, literal(now(), DateTime(timezone=True))), Date)


def roster_day(on: SQLColumnExpression[date]) -> ColumnElement[date]:
    """Return the day of the roster of a class: that of a class that has ended is that of its last day."""
    return func.least(on, cast(SchoolClass.to_on - timedelta(days=1), Date))


def today_of(account_id: UUID) -> ColumnElement[date]:
    """Return the date at the school of this account."""
    own = aliased(School)
    on = select(local_today(own)).join(JournalAccount, JournalAccount.school_id == own.id)
    return on.where(JournalAccount.id == account_id).scalar_subquery()
