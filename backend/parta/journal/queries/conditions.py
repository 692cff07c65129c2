"""Conditions shared by many reads."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, any_, literal, or_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute

from parta.journal.models import Enrollment, Guardianship, HomeroomTeacher, StaffPosition

PeriodTable = type[Enrollment] | type[Guardianship] | type[HomeroomTeacher] | type[StaffPosition]


def is_valid_on(table: PeriodTable, on: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Return the condition that a row of this table is valid on that day; its end is exclusive."""
    return (table.from_on <= on) & or_(table.to_on.is_(None), table.to_on > on)


def among(column: InstrumentedAttribute[Any] | ColumnElement[Any], ids: Collection[UUID]) -> ColumnElement[bool]:
    """Return the condition that the column is one of these ids, with a single parameter for any number of them."""
    return column == any_(literal(list(ids), ARRAY(Uuid())))
