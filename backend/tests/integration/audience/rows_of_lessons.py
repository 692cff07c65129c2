"""Rows of weeks, diaries, lessons and the office."""

from tests.integration.audience.table import (
    ADMIN,
    GUARDIAN,
    HEAD,
    OTHER_CLASS,
    OTHER_SCHOOL,
    STRANGER,
    STUDENT,
    TEACHER,
    Row,
    accounts,
    everybody,
    only,
)

LESSON = "/api/journal/lessons/{lesson}"
OFFICE = "/api/journal/office"
NAMED = {"X-Client-Id": "{new_id}"}
SEES = only(200, STUDENT, GUARDIAN, TEACHER, HEAD, ADMIN) | {STRANGER: 401}
WRITES = only(403, STUDENT, GUARDIAN, HEAD, ADMIN) | {TEACHER: 200, STRANGER: 401}
SLOT = {"course_id": "{course}", "number": 4, "classroom_id": "{classroom}"}


def office(status: int, elsewhere: int = 404) -> dict[str, int]:
    """Expect this for the administrator, that for another school's, 404 for others."""
    return everybody(403) | {STRANGER: 401, ADMIN: status, OTHER_SCHOOL: elsewhere}


ROWS = [
    Row("GET", "/api/journal/timetable/mine", accounts(200), side="journal"),
    Row("GET", "/api/journal/timetable/mine", everybody(401)),
    Row("GET", "/api/journal/timetable/classes", accounts(200), side="journal"),
    Row(
        "GET",
        "/api/journal/timetable/classes/{class_7b}",
        only(200, TEACHER, HEAD, ADMIN) | {STRANGER: 401},
        side="journal",
    ),
    Row(
        "GET", "/api/journal/timetable/classes/{class_3a}", only(200, TEACHER, ADMIN) | {STRANGER: 401}, side="journal"
    ),
    Row("GET", "/api/journal/diary", accounts(200), side="journal"),
    Row("GET", "/api/journal/diary/{account_of_misha}", only(200, STUDENT, GUARDIAN) | {STRANGER: 401}, side="journal"),
    Row(
        "GET",
        "/api/journal/diary/{account_of_kolya}",
        only(200, OTHER_CLASS, GUARDIAN) | {STRANGER: 401},
        side="journal",
    ),
    Row("GET", LESSON, SEES, side="journal"),
    Row("GET", LESSON, everybody(401)),
    Row("PATCH", LESSON, WRITES, {"topic": "Инерция"}, side="journal"),
    Row("PUT", f"{LESSON}/attendance", WRITES, {"entries": []}, side="journal"),
    Row("POST", "/api/files?as=account&name=a.txt", accounts(201), side="journal", headers=NAMED, content=b"a"),
    Row("POST", "/api/files?as=account&name=a.txt", everybody(401), headers=NAMED, content=b"a"),
    Row("GET", "/api/files/{lesson_file}?as=account", SEES, side="journal"),
    Row("GET", "/api/files/{lesson_file}", everybody(404)),
    Row("GET", "/api/files/{file}?as=account", accounts(404), side="journal"),
    Row("GET", "/api/journal/classes/{class_7b}/chats", accounts(200), side="journal"),
    Row("GET", "/api/journal/classes/{class_7b}/chats?course_id={course}", accounts(200), side="journal"),
    Row("GET", "/api/journal/classes/{class_7b}/chats", everybody(401)),
    Row("GET", f"{OFFICE}/choices", office(200, 200), side="journal"),
    Row("GET", f"{OFFICE}/hours?course_id={{course}}&on={{day_6}}", office(200), side="journal"),
    Row("GET", f"{OFFICE}/timetable/{{class_7b}}", office(200), side="journal"),
    Row("POST", f"{OFFICE}/slots", office(201), SLOT | {"weekday": 1, "from_on": "{day_6}"}, side="journal"),
    Row(
        "PUT",
        f"{OFFICE}/slots/{{slot_to_change}}",
        office(200),
        SLOT | {"weekday": 2, "from_on": "{day_6}"},
        side="journal",
    ),
    Row("DELETE", f"{OFFICE}/slots/{{slot_to_end}}?from_on={{day_6}}", office(204), side="journal"),
    Row("POST", f"{OFFICE}/lessons", office(201), SLOT | {"on": "{day_4}"}, side="journal"),
    Row(
        "POST",
        f"{OFFICE}/lessons/{{lesson_1}}/substitute",
        office(200),
        {"teacher_id": "{account_of_anna}", "reason": "Болезнь"},
        side="journal",
    ),
    Row("POST", f"{OFFICE}/lessons/{{lesson_2}}/cancel", office(200), {"reason": "Олимпиада"}, side="journal"),
    Row(
        "POST",
        f"{OFFICE}/lessons/{{lesson_3}}/move",
        office(200),
        {"on": "{day_3}", "number": 4, "accept_unusual": True},
        side="journal",
    ),
    Row("POST", f"{OFFICE}/lessons/{{lesson_3}}/restore", office(200), side="journal"),
]
