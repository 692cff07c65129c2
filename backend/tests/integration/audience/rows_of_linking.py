"""Rows of linking, of the journal and of support.

Whoever knows the id of another person's link request sees its state but no names, and cannot continue it.
"""

from tests.integration.audience.table import GUARDIAN, HEAD, STRANGER, Row, accounts, anybody, everybody, only

LINK_REQUEST = "/api/linking/link-requests/{new_link_request}"
JOURNAL_LINK_REQUEST = "/api/linking/link-requests/{new_journal_link_request}"
LATER = 11

ROWS = [
    Row("GET", "/api/linking/regions", anybody(200)),
    Row("GET", "/api/linking/regions/{region}/providers", anybody(200)),
    Row("GET", "/api/linking/regions/{new_id}/providers", anybody(404)),
    Row("POST", "/api/linking/link-requests", everybody(201), {"provider_id": "{provider}"}),
    Row(
        "POST",
        "/api/linking/link-requests",
        everybody(401) | {STRANGER: 201},
        {"provider_id": "{provider}"},
        side="journal",
    ),
    Row("POST", "/api/linking/link-requests/from-journal", accounts(201), side="journal"),
    Row("POST", "/api/linking/link-requests/from-journal", everybody(401)),
    Row("GET", "/api/linking/link-requests/current", everybody(200)),
    Row("GET", "/api/linking/link-requests/current", everybody(200), side="journal"),
    Row("GET", LINK_REQUEST, everybody(200), side="both"),
    Row("GET", "/api/linking/link-requests/{new_id}", everybody(404), side="both"),
    Row("POST", f"{LINK_REQUEST}/attach", everybody(409) | {HEAD: 200}, side="both"),
    Row("POST", f"{JOURNAL_LINK_REQUEST}/attach", everybody(409) | {HEAD: 404}, side="both"),
    Row("POST", f"{JOURNAL_LINK_REQUEST}/attach-profile", everybody(409) | {HEAD: 200}, side="both"),
    Row("POST", f"{LINK_REQUEST}/attach-profile", everybody(409) | {HEAD: 404}, side="both"),
    Row("POST", f"{LINK_REQUEST}/finish", everybody(409), {}, side="both"),
    Row(
        "POST",
        "/api/linking/link-requests/{new_attached_link_request}/finish",
        everybody(409) | {HEAD: 200},
        {},
        side="both",
    ),
    Row("POST", f"{LINK_REQUEST}/finish", everybody(401) | {STRANGER: 409}, {}, side="journal"),
    Row("DELETE", LINK_REQUEST, everybody(409) | {HEAD: 204}, side="both"),
    Row("GET", "/api/linking/callback?state={new_link_request}&code=x", everybody(303), side="both"),
    Row("GET", "/api/linking/links", everybody(200)),
    Row("GET", "/api/linking/links", everybody(401) | {STRANGER: 200}, side="journal"),
    Row("DELETE", "/api/linking/links/{link_of_anna}", only(403, HEAD), minutes=LATER),
    Row("DELETE", "/api/linking/links/{link_of_vera}", only(403, GUARDIAN), minutes=LATER),
    Row("GET", "/api/journal/me", anybody(200), side="journal"),
    Row("GET", "/api/journal/home", accounts(200), side="journal"),
    Row("GET", "/api/journal/home", everybody(401)),
    Row("POST", "/api/journal/sign-in", anybody(422), {"login": "nobody", "password": "x"}),
    Row("POST", "/api/journal/sign-out", accounts(204), side="journal"),
    Row("POST", "/api/support/cases/{case}/chat", only(200, GUARDIAN)),
    Row("POST", "/api/support/cases/{new_id}/chat", everybody(404)),
    Row("POST", "/api/support/cases/{case}/chat", everybody(401) | {STRANGER: 404}, side="journal"),
]
