"""Rows of notifications: everybody reads and marks their own, by the profile or by the journal account."""

from tests.integration.audience.table import HEAD, STRANGER, STUDENT, Row, accounts, everybody, only

AS_ACCOUNT = "?as=account"
JOURNAL = f"/api/notifications{AS_ACCOUNT}"

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
        f"/api/notifications/{{journal_notification_of_misha}}/read{AS_ACCOUNT}",
        only(204, STUDENT) | {STRANGER: 401},
        side="journal",
    ),
    Row("PUT", "/api/notifications/{journal_notification_of_misha}/read", everybody(404)),
    Row("PUT", f"/api/notifications/{{notification_of_anna}}/read{AS_ACCOUNT}", accounts(404), side="journal"),
    Row("PUT", f"/api/notifications/read{AS_ACCOUNT}", accounts(204), side="journal"),
    Row("GET", JOURNAL, everybody(401)),
]
