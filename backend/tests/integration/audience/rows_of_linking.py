"""Rows of linking, of the journal and of support.

Who knows the id of another's wish to link may see how it stands, and nobody's name; going on with it they cannot.
"""

from tests.integration.audience.table import GUARDIAN, HEAD, STRANGER, Row, accounts, anybody, everybody, only

WISH = "/api/linking/intents/{new_intent}"
WISH_OF_JOURNAL = "/api/linking/intents/{new_intent_of_journal}"
LATER = 11

ROWS = [
    Row("GET", "/api/linking/regions", anybody(200)),
    Row("GET", "/api/linking/regions/{region}/providers", anybody(200)),
    Row("GET", "/api/linking/regions/{new_id}/providers", anybody(404)),
    Row("POST", "/api/linking/intents", everybody(201), {"provider_id": "{provider}"}),
    Row(
        "POST", "/api/linking/intents", everybody(401) | {STRANGER: 201}, {"provider_id": "{provider}"}, side="journal"
    ),
    Row("POST", "/api/linking/intents/from-journal", accounts(201), side="journal"),
    Row("POST", "/api/linking/intents/from-journal", everybody(401)),
    Row("GET", "/api/linking/intents/current", everybody(200)),
    Row("GET", "/api/linking/intents/current", everybody(200), side="journal"),
    Row("GET", WISH, everybody(200), side="both"),
    Row("GET", "/api/linking/intents/{new_id}", everybody(404), side="both"),
    Row("POST", f"{WISH}/attach", everybody(409) | {HEAD: 200}, side="both"),
    Row("POST", f"{WISH_OF_JOURNAL}/attach", everybody(409) | {HEAD: 404}, side="both"),
    Row("POST", f"{WISH_OF_JOURNAL}/attach-profile", everybody(409) | {HEAD: 200}, side="both"),
    Row("POST", f"{WISH}/attach-profile", everybody(409) | {HEAD: 404}, side="both"),
    Row("POST", f"{WISH}/finish", everybody(409), {}, side="both"),
    Row("POST", "/api/linking/intents/{new_reviewed_intent}/finish", everybody(409) | {HEAD: 200}, {}, side="both"),
    Row("POST", f"{WISH}/finish", everybody(401) | {STRANGER: 409}, {}, side="journal"),
    Row("DELETE", WISH, everybody(409) | {HEAD: 204}, side="both"),
    Row("GET", "/api/linking/callback?state={new_intent}&code=x", everybody(303), side="both"),
    Row("GET", "/api/linking/links", everybody(200)),
    Row("GET", "/api/linking/links", everybody(401) | {STRANGER: 200}, side="journal"),
    Row("DELETE", "/api/linking/links/{link_of_anna}", only(403, HEAD), minutes=LATER),
    Row("DELETE", "/api/linking/links/{link_of_vera}", only(403, GUARDIAN), minutes=LATER),
    Row("GET", "/api/journal/me", accounts(200), side="journal"),
    Row("GET", "/api/journal/home", accounts(200), side="journal"),
    Row("GET", "/api/journal/home", everybody(401)),
    Row("POST", "/api/journal/sign-in", anybody(422), {"login": "nobody", "password": "x"}),
    Row("POST", "/api/journal/sign-out", accounts(204), side="journal"),
    Row("POST", "/api/support/cases/{case}/chat", only(200, GUARDIAN)),
    Row("POST", "/api/support/cases/{new_id}/chat", everybody(404)),
    Row("POST", "/api/support/cases/{case}/chat", everybody(401) | {STRANGER: 404}, side="journal"),
]
