"""Conditions that many reads share."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, any_, literal, or_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute

from parta.journal.models import Enrollment, Guardianship, HomeroomTeacher, StaffPosition

WithDates = type[Enrollment] | type[Guardianship] | type[HomeroomTeacher] | type[StaffPosition]


def holds(table: WithDates, on: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Whether a row of this table holds on that day: it has begun, and its exclusive end has not come."""
    return (table.from_on <= on) & or_(table.to_on.is_(None), table.to_on > on)


def among(column: InstrumentedAttribute[Any] | ColumnElement[Any], ids: Collection[UUID]) -> ColumnElement[bool]:
    """Whether the column is one of these ids: a single parameter, be they three or three thousand."""
    return column == any_(literal(list(ids), ARRAY(Uuid())))
