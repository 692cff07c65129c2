"""Rows of remote lessons, and of a school's settings."""

from tests.integration.audience.table import (
    ADMIN,
    GUARDIAN,
    HEAD,
    OTHER_SCHOOL,
    STRANGER,
    STUDENT,
    TEACHER,
    Row,
    accounts,
    everybody,
    only,
)

LIST = "/api/journal/remote-lessons?from_on={day_0}&to_on={day_6}"
SETTINGS = "/api/journal/office/settings"


def teacher(status: int) -> dict[str, int]:
    """Expect this for the lesson's teacher; 403 for who sees the lesson, 404 for others."""
    return only(403, STUDENT, GUARDIAN, HEAD, ADMIN) | {TEACHER: status, STRANGER: 401}


def office(status: int) -> dict[str, int]:
    """Expect this for administrators, each at their own school."""
    return everybody(403) | {STRANGER: 401, ADMIN: status, OTHER_SCHOOL: status}


ROWS = [
    Row("GET", LIST, accounts(200), side="journal"),
    Row("GET", LIST, everybody(401)),
    Row("GET", "/api/journal/remote-lessons/running", accounts(200), side="journal"),
    Row("GET", "/api/journal/remote-lessons/running", everybody(401)),
    Row("POST", "/api/journal/lessons/{new_lesson}/remote", teacher(201), side="journal"),
    Row("POST", "/api/journal/lessons/{new_lesson}/remote", everybody(401)),
    Row("DELETE", "/api/journal/lessons/{new_draft}/remote", teacher(204), side="journal"),
    Row("POST", "/api/journal/lessons/{new_draft}/remote/publish", teacher(200), side="journal"),
    Row("POST", "/api/journal/lessons/{new_published}/remote/take-back", teacher(200), side="journal"),
    Row("POST", "/api/journal/lessons/{new_running}/remote/end", teacher(200), side="journal"),
    Row("GET", "/api/journal/lessons/{new_running}/attendance-proposal", teacher(200), side="journal"),
    Row("GET", "/api/lessons/{new_published}/entry", only(200, TEACHER, STUDENT, GUARDIAN)),
    Row("GET", "/api/lessons/{new_published}/entry", everybody(401) | {STRANGER: 404}, side="journal"),
    Row("GET", "/api/lessons/{new_id}/entry", everybody(404)),
    Row("POST", "/api/lessons/{new_draft}/enter", only(409, TEACHER, STUDENT, GUARDIAN)),
    Row("POST", "/api/lessons/{new_published}/enter", only(409, STUDENT, GUARDIAN) | {TEACHER: 200}),
    Row("POST", "/api/lessons/{new_running}/enter", only(200, TEACHER, STUDENT, GUARDIAN)),
    Row("POST", "/api/lessons/{new_running}/end", only(403, STUDENT, GUARDIAN) | {TEACHER: 204}),
    Row("POST", "/api/lessons/of-call/{new_running_call}/end", only(403, STUDENT, GUARDIAN) | {TEACHER: 204}),
    Row("GET", "/api/lessons/of-call/{new_running_call}/absent", only(403, STUDENT, GUARDIAN) | {TEACHER: 200}),
    Row("GET", "/api/journal/joined-calls", accounts(200), side="journal"),
    Row("GET", "/api/journal/joined-calls", everybody(401)),
    Row("POST", "/api/lessons/of-call/{new_id}/end", everybody(404)),
    Row("GET", SETTINGS, office(200), side="journal"),
    Row("PUT", SETTINGS, office(200), {"classmates_may_write": True}, side="journal"),
]
DEMO = [
    Row("POST", "/api/demo/lesson-now", everybody(403) | {STRANGER: 401, TEACHER: 201, HEAD: 201}, side="journal"),
    Row("POST", "/api/demo/lesson-now", everybody(401)),
]
