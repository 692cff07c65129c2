"""Reads of the timetable that other packages may use."""

from parta.timetable.queries.access import (
    filter_taught_lessons,
    list_related_classes,
    list_substituted_classes,
    list_visible_lessons,
    may_see_lessons,
)
from parta.timetable.queries.course_people import get_lesson_people, read_course, read_course_of, read_courses
from parta.timetable.queries.lessons import LESSON, get_lesson, read_lessons, select_lesson_titles
from parta.timetable.queries.loaded_lessons import (
    LessonRoles,
    LoadedLesson,
    load_lesson,
    load_lesson_roles,
    load_own_lesson,
    load_visible_lesson,
)
from parta.timetable.queries.registers import RegisterEntry, read_register
from parta.timetable.queries.subscribers import select_class_subscriptions

__all__ = [
    "LESSON",
    "LessonRoles",
    "LoadedLesson",
    "RegisterEntry",
    "filter_taught_lessons",
    "get_lesson",
    "get_lesson_people",
    "list_related_classes",
    "list_substituted_classes",
    "list_visible_lessons",
    "load_lesson",
    "load_lesson_roles",
    "load_own_lesson",
    "load_visible_lesson",
    "may_see_lessons",
    "read_course",
    "read_course_of",
    "read_courses",
    "read_lessons",
    "read_register",
    "select_class_subscriptions",
    "select_lesson_titles",
]
