"""Rows of routes that need no session: pages, health, and sign-in of the demo."""

from tests.integration.audience import rows_of_remote_lessons
from tests.integration.audience.table import Row, anybody

DEMO = [
    *rows_of_remote_lessons.DEMO,
    Row("POST", "/api/demo/sign-in", anybody(404), {"key": "nobody", "where": "profile"}),
    Row("GET", "/api/demo/outbox", anybody(404)),
    Row("GET", "/demo/outbox", anybody(404)),
]
ROWS = [
    Row("GET", "/healthz", anybody(200)),
    Row("GET", "/readyz", anybody(200)),
    Row("GET", "/metrics", anybody(200)),
    Row("GET", "/metrics", anybody(404), headers={"X-Forwarded-For": "203.0.113.7"}),
    # Outside the demo it offers nobody, so that pages ask without knowing.
    Row("GET", "/api/demo/people", anybody(200)),
    Row("POST", "/api/client-failures", anybody(204), {"page": "messenger", "place": "message", "type": "TypeError"}),
    Row("POST", "/api/client-failures", anybody(422), {"page": "messenger", "place": "elsewhere", "type": "TypeError"}),
    Row("GET", "/api/nothing", anybody(404)),
]
