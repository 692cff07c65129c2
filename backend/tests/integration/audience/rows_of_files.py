"""Rows of files, and of streams over HTTP."""

from tests.integration.audience.table import (
    ADMIN,
    GUARDIAN,
    HEAD,
    OTHER_CLASS,
    STRANGER,
    STUDENT,
    TEACHER,
    Row,
    accounts,
    anybody,
    everybody,
    only,
)

OF_CLASS = only(200, STUDENT, HEAD)
NAMED = {"X-Client-Id": "{new_id}"}

ROWS = [
    Row("GET", "/api/files/{file}", OF_CLASS),
    Row("GET", "/api/files/{file}/preview", OF_CLASS),
    Row("GET", "/api/files/{portrait}", everybody(200)),
    Row("GET", "/api/files/{portrait}/preview", everybody(200)),
    Row("GET", "/api/files/{new_id}", everybody(404)),
    Row("POST", "/api/files?name=words.txt", everybody(201), headers=NAMED, content="слово".encode()),
    Row("POST", "/api/files/uploads", everybody(201), {"client_id": "{new_id}", "name": "Фильм.mp4", "size": 9}),
    Row("GET", "/api/files/usage", everybody(200)),
    Row("GET", "/api/files/uploads/{new_upload}", only(200, HEAD)),
    Row("PATCH", "/api/files/uploads/{new_upload}", only(200, HEAD), headers={"Upload-Offset": "0"}, content=b"film"),
    Row("DELETE", "/api/files/uploads/{new_upload}", only(204, HEAD)),
    Row(
        "POST",
        "/api/files/uploads?as=account",
        accounts(201),
        {"client_id": "{new_id}", "name": "Фильм.mp4", "size": 9},
        side="journal",
    ),
    Row("GET", "/api/files/uploads/{new_upload}?as=account", accounts(404), side="journal"),
    Row("GET", "/api/files/usage?as=account", accounts(200), side="journal"),
    Row("GET", "/api/files/usage?as=account", everybody(401)),
    Row("GET", "/api/files/usage?as=guest", anybody(422)),
    Row("GET", "/api/files/{file}/preview?as=account", accounts(404), side="journal"),
    Row("PUT", "/api/files/portrait", everybody(422) | {HEAD: 204}, {"file_id": "{picture}"}),
    Row("GET", "/api/streams/chat:{class_chat}/difference", OF_CLASS),
    Row("GET", "/api/streams/chat:{subject_chat}/difference", only(200, STUDENT, GUARDIAN, TEACHER)),
    Row("GET", "/api/streams/chat:{case_chat}/difference", only(200, GUARDIAN, ADMIN)),
    Row("GET", "/api/streams/profile:{misha}/difference", only(200, STUDENT)),
    Row("GET", "/api/streams/profile:{kolya}/difference", only(200, OTHER_CLASS)),
    Row("GET", "/api/streams/profile:{stranger}/difference", only(200, STRANGER)),
    Row("GET", "/api/streams/profile:{class_chat}/difference", everybody(404)),
    Row("GET", "/api/streams/chat:{misha}/difference", everybody(404)),
]
