"""Schemas of classes and of the school's settings."""

from uuid import UUID

from parta.core.schema import RequestModel, ResponseModel


class ClassRead(ResponseModel):
    """A class as its subscribers see it; published again whenever its people or its timetable change."""

    id: UUID
    title: str


class SchoolSettings(ResponseModel):
    """The school's settings for all its people."""

    classmates_may_write: bool
    """True if students may write to each other."""


class SchoolSettingsUpdate(RequestModel):
    """Changes of the school's settings."""

    classmates_may_write: bool
