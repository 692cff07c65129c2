"""Rows of notifications: everybody reads and marks their own, by the profile or by the journal account."""

from tests.integration.audience.table import HEAD, STRANGER, STUDENT, Row, accounts, everybody, only

JOURNAL = "/api/journal/notifications"

ROWS = [
    Row("GET", "/api/notifications", everybody(200)),
    Row("GET", "/api/notifications?before={notification_of_anna}&limit=1", everybody(200)),
    Row("PUT", "/api/notifications/{notification_of_anna}/read", only(204, HEAD)),
    Row("PUT", "/api/notifications/{new_id}/read", everybody(404)),
    Row("PUT", "/api/notifications/read", everybody(204)),
    Row("GET", "/api/notifications", accounts(401) | {STRANGER: 200}, side="journal"),
    Row("GET", JOURNAL, accounts(200), side="journal"),
    Row(
        "PUT",
        f"{JOURNAL}/{{journal_notification_of_misha}}/read",
        only(204, STUDENT) | {STRANGER: 401},
        side="journal",
    ),
    Row("PUT", "/api/notifications/{journal_notification_of_misha}/read", everybody(404)),
    Row("PUT", f"{JOURNAL}/{{notification_of_anna}}/read", accounts(404), side="journal"),
    Row("PUT", f"{JOURNAL}/read", accounts(204), side="journal"),
    Row("GET", JOURNAL, everybody(401)),
]
