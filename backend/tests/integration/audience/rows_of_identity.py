"""Rows of Parta ID: all of it is about oneself, so that only those who are not signed in are refused."""

from tests.integration.audience.table import HEAD, STRANGER, Row, anybody, everybody, only

PROFILE = {"last_name": "Чужов", "first_name": "Пётр", "patronymic": None, "birth_on": "1990-04-04", "sex": "male"}
PASSWORD = {"password": "лодка плывёт на восток"}
LATER = 11
"""Minutes after which a confirmation is required again."""

ROWS = [
    Row("GET", "/api/id/sign-in", anybody(200)),
    Row("POST", "/api/id/sign-in", anybody(200), {"phone": "{new_phone}"}),
    Row("DELETE", "/api/id/sign-in", anybody(204)),
    Row("POST", "/api/id/sign-in/resend", anybody(409)),
    Row("POST", "/api/id/sign-in/code", anybody(409), {"code": "123456"}),
    Row("POST", "/api/id/sign-in/password", anybody(409), PASSWORD),
    Row("POST", "/api/id/sign-in/profile", anybody(409), PROFILE),
    Row("GET", "/api/id/me", anybody(200)),
    Row("PATCH", "/api/id/profile", everybody(409) | {STRANGER: 200}, PROFILE),
    Row("PUT", "/api/id/password", everybody(403), PASSWORD, minutes=LATER),
    Row("DELETE", "/api/id/password", everybody(403), minutes=LATER),
    Row("PUT", "/api/id/password", everybody(204), PASSWORD),
    Row("DELETE", "/api/id/password", everybody(204)),
    Row("POST", "/api/id/confirmation/code", everybody(200)),
    Row("POST", "/api/id/confirmation", everybody(422), {"password": "угаданный"}),
    Row("GET", "/api/id/sessions", everybody(200)),
    Row("DELETE", "/api/id/sessions/{new_session}", only(204, HEAD)),
    Row("POST", "/api/id/clear-cache", anybody(204)),
    Row("POST", "/api/id/sign-out", everybody(204)),
    Row("POST", "/api/id/sign-out-everywhere", everybody(204)),
]
