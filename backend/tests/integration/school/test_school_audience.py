"""Who may ask what of the journal, of linking and of support: every route, signed in on either side or on none."""

import pytest

from tests.cast import ANNA, STRANGER
from tests.integration.school.school import School

pytestmark = pytest.mark.anyio

NOBODY, PROFILE, ACCOUNT = "nobody", "profile", "account"
SOME = "01a20000-0000-7000-8000-000000000000"

ROUTES: dict[tuple[str, str], dict[str, int]] = {
    ("GET", "/api/linking/regions"): {NOBODY: 200, PROFILE: 200, ACCOUNT: 200},
    ("GET", f"/api/linking/regions/{SOME}/providers"): {NOBODY: 404, PROFILE: 404, ACCOUNT: 404},
    ("POST", "/api/linking/intents"): {NOBODY: 401, PROFILE: 404, ACCOUNT: 401},
    ("POST", "/api/linking/intents/from-journal"): {NOBODY: 401, PROFILE: 401, ACCOUNT: 201},
    ("GET", "/api/linking/intents/current"): {NOBODY: 401, PROFILE: 200, ACCOUNT: 200},
    ("GET", f"/api/linking/intents/{SOME}"): {NOBODY: 401, PROFILE: 404, ACCOUNT: 404},
    ("POST", f"/api/linking/intents/{SOME}/attach"): {NOBODY: 401, PROFILE: 404, ACCOUNT: 404},
    ("POST", f"/api/linking/intents/{SOME}/attach-profile"): {NOBODY: 401, PROFILE: 404, ACCOUNT: 404},
    ("POST", f"/api/linking/intents/{SOME}/finish"): {NOBODY: 401, PROFILE: 404, ACCOUNT: 401},
    ("DELETE", f"/api/linking/intents/{SOME}"): {NOBODY: 401, PROFILE: 404, ACCOUNT: 404},
    ("GET", f"/api/linking/callback?state={SOME}&code=x"): {NOBODY: 401, PROFILE: 404, ACCOUNT: 404},
    ("GET", "/api/linking/links"): {NOBODY: 401, PROFILE: 200, ACCOUNT: 401},
    ("DELETE", f"/api/linking/links/{SOME}"): {NOBODY: 401, PROFILE: 404, ACCOUNT: 401},
    ("GET", "/api/journal/me"): {NOBODY: 401, PROFILE: 401, ACCOUNT: 200},
    ("GET", "/api/journal/home"): {NOBODY: 401, PROFILE: 401, ACCOUNT: 200},
    ("POST", "/api/journal/sign-in"): {NOBODY: 422, PROFILE: 422, ACCOUNT: 422},
    ("POST", "/api/journal/sign-out"): {NOBODY: 401, PROFILE: 401, ACCOUNT: 204},
    ("POST", f"/api/support/cases/{SOME}/chat"): {NOBODY: 401, PROFILE: 404, ACCOUNT: 401},
}
BODIES = {
    "/api/linking/intents": {"provider_id": SOME},
    "/api/journal/sign-in": {"login": "nobody", "password": "x"},
}


@pytest.mark.parametrize("who", [NOBODY, PROFILE, ACCOUNT])
async def test_every_route_answers_those_whom_it_is_for(school: School, who: str) -> None:
    for (method, path), answers in ROUTES.items():
        somebody = await school.arrive(
            STRANGER if who == PROFILE else ANNA, profile=who == PROFILE, journal=who == ACCOUNT
        )
        body = {"accept_differences": False} if path.endswith("/finish") else BODIES.get(path, {})
        answer = await somebody.ask(method, path, **body)
        assert answer.status_code == answers[who], f"{method} {path}: {answer.text}"


async def test_no_route_is_forgotten(school: School) -> None:
    ours = ("/api/linking", "/api/journal", "/api/support")
    known = {(method, path.split("?")[0].replace(SOME, "{}")) for method, path in ROUTES}
    there = {
        (method.upper(), "/".join("{}" if part.startswith("{") else part for part in path.split("/")))
        for path, methods in school.world.app.openapi()["paths"].items()
        if path.startswith(ours)
        for method in methods
    }
    assert there == known


async def test_anothers_link_cannot_be_seen_or_undone(school: School) -> None:
    await school.link(ANNA)
    (link,) = await (await school.arrive(ANNA)).get("/api/linking/links")
    stranger = await school.arrive(STRANGER, journal=False)
    assert await stranger.get("/api/linking/links") == []
    assert (await stranger.ask("DELETE", f"/api/linking/links/{link['id']}")).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/linking/intents", {"provider_id": "x"}),
        ("POST", "/api/linking/intents", {"provider_id": SOME, "more": 1}),
        ("POST", f"/api/linking/intents/{SOME}/finish", {"accept_differences": "perhaps"}),
        ("GET", "/api/linking/intents/x", {}),
        ("GET", f"/api/linking/regions?query={'x' * 101}", {}),
    ],
)
async def test_what_is_malformed_is_refused(school: School, method: str, path: str, body: dict[str, object]) -> None:
    anna = await school.arrive(ANNA)
    answer = await anna.ask(method, path, **body)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")
