"""Rows of messages, and of one's own state of a chat."""

from tests.integration.audience.table import ADMIN, GUARDIAN, HEAD, STUDENT, TEACHER, Row, everybody, only

OF_CLASS = only(200, STUDENT, HEAD)
SAID = {"client_id": "{new_id}", "text": "Слово"}
TEXT = {"text": "Слово"}
ITS_AUTHOR = only(200, STUDENT) | {HEAD: 403}
CHAT = "/api/chats/{class_chat}"

ROWS = [
    Row("GET", f"{CHAT}/messages", OF_CLASS),
    Row("GET", "/api/chats/{case_chat}/messages", only(200, GUARDIAN, ADMIN)),
    Row("POST", f"{CHAT}/messages", only(201, STUDENT, HEAD), SAID),
    Row("POST", f"{CHAT}/messages", only(403, STUDENT) | {HEAD: 201}, SAID | {"mentions_all": True}),
    Row("POST", f"{CHAT}/messages", only(422, STUDENT) | {HEAD: 201}, SAID | {"files": ["{file}"]}),
    Row("POST", "/api/chats/{subject_chat}/messages", only(201, STUDENT, TEACHER) | {GUARDIAN: 403}, SAID),
    Row("POST", "/api/chats/{dialog}/messages", only(201, STUDENT, HEAD), SAID),
    Row("POST", "/api/chats/{new_id}/messages", everybody(404), SAID),
    Row("PATCH", f"{CHAT}/messages/{{new_message}}", ITS_AUTHOR, TEXT),
    Row("DELETE", f"{CHAT}/messages/{{new_message}}", OF_CLASS),
    Row("DELETE", f"{CHAT}/messages/{{new_message_by_anna}}", only(200, HEAD) | {STUDENT: 403}),
    Row("GET", f"{CHAT}/messages/{{by_anna}}/history", OF_CLASS),
    Row("GET", "/api/chats/{group}/messages/{by_anna}/history", everybody(404)),
    Row("PUT", f"{CHAT}/messages/{{new_message}}/reaction", OF_CLASS, {"emoji": "👍"}),
    Row("PUT", "/api/chats/{group}/messages/{by_anna}/reaction", everybody(404), {"emoji": "👍"}),
    Row("GET", f"{CHAT}/messages/{{by_anna}}/readers", OF_CLASS),
    Row("GET", f"{CHAT}/pins", OF_CLASS),
    Row("PUT", f"{CHAT}/messages/{{by_anna}}/pin", only(204, HEAD) | {STUDENT: 403}),
    Row("DELETE", f"{CHAT}/messages/{{by_anna}}/pin", only(204, HEAD) | {STUDENT: 403}),
    Row("PUT", "/api/chats/{group}/messages/{by_anna}/pin", everybody(404)),
    Row("PUT", "{new_message_pinned_by_owner}/pin", only(204, HEAD) | {TEACHER: 403, STUDENT: 403}),
    Row("PUT", "{new_message_pinned_by_admins}/pin", only(204, HEAD, TEACHER) | {STUDENT: 403}),
    Row("PUT", "{new_message_pinned_by_all}/pin", only(204, HEAD, TEACHER, STUDENT)),
    Row("PUT", f"{CHAT}/unread", OF_CLASS, {"is_marked_unread": True}),
    Row("PUT", f"{CHAT}/read-number", OF_CLASS, {"read_number": 1}),
    Row("PUT", f"{CHAT}/mute", OF_CLASS, {"until": None}),
    Row("PUT", f"{CHAT}/draft", OF_CLASS, TEXT),
]
