"""Subscribers of a class: its students, their guardians, its teachers, and substitutes from today on."""

from sqlalchemy import select

from parta.core.streams import Subscriptions
from parta.school.models import School, SchoolClass
from parta.school.queries.conditions import local_today
from parta.school.queries.participation import CLASS_GUARDIANS, CLASS_STUDENTS, CLASS_TEACHERS, participation
from parta.timetable.queries.participation import COMING_SUBSTITUTES


def select_class_subscriptions() -> Subscriptions:
    """Return the select of all subscriptions to classes: students, guardians, teachers, substitutes from today on.

    By the date at the school; nobody is subscribed to a class that has ended.
    """
    on = local_today()
    people = participation(
        (CLASS_STUDENTS, CLASS_GUARDIANS, *CLASS_TEACHERS, COMING_SUBSTITUTES),
        "account_id",
        "class_id",
        where=lambda one: (
            SchoolClass.id == one.class_id,
            School.id == SchoolClass.school_id,
            SchoolClass.to_on > on,
            one.is_valid_on(on),
        ),
    ).subquery()
    return select(people.c.account_id, people.c.class_id).distinct()
