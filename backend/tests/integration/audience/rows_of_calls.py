"""Rows of calls. Only members of the chat find a call, and only the chat's administrator has duties in it."""

from tests.integration.audience.table import HEAD, STUDENT, Row, anybody, everybody, only

OF_CLASS = only(200, STUDENT, HEAD)
OF_CALL = only(204, STUDENT, HEAD)
ADMIN_ALONE = only(204, HEAD) | {STUDENT: 403}
CALL = "/api/calls/{new_call}"
MISHA = f"{CALL}/participants/{{participant}}"
DEVICE = {"device": "phone"}

ROWS = [
    Row("POST", "/api/chats/{class_chat}/calls", only(201, HEAD) | {STUDENT: 403}, {"client_id": "{new_id}"}),
    Row("POST", "/api/chats/{dialog}/calls", only(201, STUDENT, HEAD), {"client_id": "{new_id}"}),
    Row("GET", "/api/chats/{class_chat}/calls", OF_CLASS),
    Row("GET", "/api/calls", everybody(200)),
    Row("GET", CALL, OF_CLASS),
    Row("GET", f"{CALL}/preview", OF_CLASS),
    Row("POST", f"{CALL}/join", OF_CLASS, DEVICE),
    Row("POST", f"{CALL}/leave", OF_CALL, DEVICE),
    Row("POST", f"{CALL}/end", ADMIN_ALONE),
    Row("PATCH", f"{CALL}/plan", only(409, HEAD) | {STUDENT: 403}, {"title": "Разбор"}),
    Row("PATCH", "/api/calls/{new_planned_call}/plan", ADMIN_ALONE, {"title": "Разбор"}),
    Row("PUT", f"{CALL}/hand", OF_CALL, {"is_raised": True}),
    Row("POST", f"{CALL}/reactions", OF_CALL, {"reaction": "👍"}),
    Row("DELETE", f"{CALL}/hands", ADMIN_ALONE),
    Row("PUT", f"{CALL}/quality", OF_CALL, DEVICE | {"quality": "good"}),
    Row("DELETE", f"{MISHA}/hand", ADMIN_ALONE),
    Row("PUT", f"{MISHA}/rights", ADMIN_ALONE, {"screen": False}),
    Row("PUT", f"{MISHA}/role", ADMIN_ALONE, {"role": "assistant"}),
    Row("POST", f"{MISHA}/mute", ADMIN_ALONE),
    Row("DELETE", MISHA, ADMIN_ALONE),
    Row("POST", f"{MISHA}/forgive", ADMIN_ALONE),
    Row("POST", f"{CALL}/mute-all", ADMIN_ALONE),
    Row("PUT", f"{CALL}/rights", ADMIN_ALONE, {"screen": False}),
    Row("PUT", f"{CALL}/settings", ADMIN_ALONE, {"is_locked": True}),
    Row("PUT", f"{CALL}/settings", ADMIN_ALONE, {"spotlight_id": "{participant}"}),
    Row("GET", f"{CALL}/invite", only(200, HEAD) | {STUDENT: 403}),
    Row("POST", f"{CALL}/invite", only(200, HEAD) | {STUDENT: 403}, {"access": "school"}),
    Row("DELETE", f"{CALL}/invite", ADMIN_ALONE),
    Row("GET", f"{CALL}/knocks", only(200, HEAD) | {STUDENT: 403}),
    Row("POST", f"{CALL}/knocks/{{knock}}/admit", ADMIN_ALONE),
    Row("POST", f"{CALL}/knocks/{{knock}}/refuse", ADMIN_ALONE),
    Row("POST", f"{CALL}/knocks/admit-all", ADMIN_ALONE),
    Row("GET", "/api/knocks/{knock}", only(404)),
    Row("POST", f"{CALL}/rings", ADMIN_ALONE, {"profile_id": "{misha}"}),
    Row("GET", "/api/rings", everybody(200)),
    Row("POST", "/api/rings/{new_ring}/accept", only(204, STUDENT)),
    Row("POST", "/api/rings/{new_ring}/refuse", only(204, STUDENT)),
    Row("GET", "/api/invites/{invite}", anybody(200)),
    Row("GET", "/api/invites/guessed", anybody(404)),
    Row("POST", "/api/invites/{invite}/join", anybody(200), DEVICE | {"name": "Кто-то"}),
    Row("POST", "/api/invites/guessed/join", anybody(404), DEVICE | {"name": "Кто-то"}),
    Row("POST", "/internal/livekit/webhook", anybody(401), content=b"{}"),
]
