"""Rows of chats and their members. A stranger to a chat does not learn that it exists."""

from tests.integration.audience.table import (
    ADMIN,
    GUARDIAN,
    HEAD,
    STUDENT,
    TEACHER,
    Row,
    everybody,
    only,
)

OF_CLASS = only(200, STUDENT, HEAD)
MANAGED_BY_SCHOOL = only(403, STUDENT, HEAD)
"""Managed chats are changed by the school alone."""
OWNER_OR_ADMIN = only(204, HEAD, TEACHER) | {STUDENT: 403}
SEES_LINK = only(200, HEAD, TEACHER) | {STUDENT: 403}
MADE = {"client_id": "{new_id}", "title": "Моя газета"}

SEEN_BY = [
    Row("GET", "/api/chats/{class_chat}", OF_CLASS),
    Row("GET", "/api/chats/{parents_chat}", only(200, GUARDIAN, HEAD)),
    Row("GET", "/api/chats/{colleagues_chat}", only(200, TEACHER, HEAD)),
    Row("GET", "/api/chats/{staff_chat}", only(200, TEACHER, HEAD, ADMIN)),
    Row("GET", "/api/chats/{subject_chat}", only(200, STUDENT, GUARDIAN, TEACHER)),
    Row("GET", "/api/chats/{group}", only(200, STUDENT, TEACHER, HEAD)),
    Row("GET", "/api/chats/{dialog}", only(200, STUDENT, HEAD)),
    Row("GET", "/api/chats/{case_chat}", only(200, GUARDIAN, ADMIN)),
    Row("GET", "/api/chats/{new_id}", everybody(404)),
]

ROWS = [
    *SEEN_BY,
    Row("GET", "/api/chats", everybody(200)),
    Row("POST", "/api/chats", everybody(201), MADE),
    Row(
        "POST",
        "/api/chats",
        only(201, TEACHER, HEAD, ADMIN) | {GUARDIAN: 403},
        MADE | {"members": ["{anna}", "{olga}"]},
    ),
    Row("POST", "/api/dialogs", only(200, STUDENT, GUARDIAN, TEACHER, ADMIN), {"profile_id": "{anna}"}),
    Row("POST", "/api/dialogs", only(200, TEACHER, HEAD) | {GUARDIAN: 403}, {"profile_id": "{olga}"}),
    Row("POST", "/api/dialogs", everybody(404), {"profile_id": "{stranger}"}),
    Row("PATCH", "/api/chats/{class_chat}", MANAGED_BY_SCHOOL, {"title": "Мой"}),
    Row("PATCH", "/api/chats/{dialog}", MANAGED_BY_SCHOOL, {"title": "Мой"}),
    Row("PATCH", "/api/chats/{new_group}", only(200, HEAD, TEACHER) | {STUDENT: 403}, {"title": "Мой"}),
    Row("PATCH", "/api/chats/{new_group}", only(200, HEAD, TEACHER) | {STUDENT: 403}, {"is_closed": False}),
    Row("PATCH", "/api/chats/{new_group}", only(200, HEAD, TEACHER) | {STUDENT: 403}, {"rights": {"pin": "all"}}),
    Row("GET", "/api/chats/{class_chat}/members", OF_CLASS),
    Row("GET", "/api/chats/{subject_chat}/members", only(200, STUDENT, GUARDIAN, TEACHER)),
    Row("POST", "/api/chats/{class_chat}/members", MANAGED_BY_SCHOOL, {"profile_ids": ["{misha}"]}),
    Row("POST", "/api/chats/{dialog}/members", MANAGED_BY_SCHOOL, {"profile_ids": ["{lena}"]}),
    Row("POST", "/api/chats/{new_group}/members", OWNER_OR_ADMIN, {"profile_ids": ["{olga}"]}),
    Row("PATCH", "/api/chats/{class_chat}/members/{misha}", MANAGED_BY_SCHOOL, {"role": "admin"}),
    Row(
        "PATCH",
        "/api/chats/{new_group}/members/{misha}",
        only(204, HEAD) | {STUDENT: 403, TEACHER: 403},
        {"role": "admin"},
    ),
    Row("DELETE", "/api/chats/{class_chat}/members/{misha}", MANAGED_BY_SCHOOL),
    Row("DELETE", "/api/chats/{new_group}/members/{misha}", OWNER_OR_ADMIN),
    Row("DELETE", "/api/chats/{new_group}/members/{igor}", only(204, HEAD) | {STUDENT: 403, TEACHER: 403}),
    Row("POST", "/api/chats/{class_chat}/leave", MANAGED_BY_SCHOOL, {}),
    Row("POST", "/api/chats/{dialog}/leave", MANAGED_BY_SCHOOL, {}),
    Row("POST", "/api/chats/{new_group}/leave", only(204, STUDENT, TEACHER, HEAD), {}),
    Row("GET", "/api/chats/{class_chat}/link", MANAGED_BY_SCHOOL),
    Row("GET", "/api/chats/{dialog}/link", MANAGED_BY_SCHOOL),
    Row("GET", "/api/chats/{new_group}/link", SEES_LINK),
    Row("GET", "/api/chats/{new_linked_group}/link", SEES_LINK),
    Row("PUT", "/api/chats/{class_chat}/link", MANAGED_BY_SCHOOL),
    Row("PUT", "/api/chats/{new_group}/link", SEES_LINK),
    Row("POST", "/api/chats/{new_group}/link/reset", only(404) | {STUDENT: 403}),
    Row("POST", "/api/chats/{new_linked_group}/link/reset", SEES_LINK),
    Row("DELETE", "/api/chats/{new_linked_group}/link", OWNER_OR_ADMIN),
    Row("GET", "/api/chat-links/{new_chat_link}", everybody(200)),
    Row("GET", "/api/chat-links/guessed", everybody(404)),
    Row("GET", "/api/chat-links/{new_chat_link}/picture", everybody(404)),
    Row(
        "POST",
        "/api/chat-links/{new_chat_link}/join",
        only(200, STUDENT, GUARDIAN, TEACHER, HEAD, ADMIN, others=403),
    ),
    Row("POST", "/api/chat-links/guessed/join", everybody(404)),
    Row("GET", "/api/contacts", everybody(200)),
    Row("GET", "/api/search?query=слово", everybody(200)),
    Row("GET", "/api/search?query=слово&chat_id={class_chat}", everybody(200)),
]
