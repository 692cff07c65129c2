"""HEAD: what GET answers, without its body."""

import pytest
from httpx import Headers

from tests.installation import Installation
from tests.integration.files.uploading import upload
from tests.integration.messenger.school import School

pytestmark = pytest.mark.anyio


async def test_head_is_answered_wherever_get_is(installation: Installation, school: School) -> None:
    anna = school.people["anna"]
    file = await upload(anna, "задание.txt", b"7" * 300_000)
    await installation.settle()
    for path in (f"/api/files/{file['id']}", "/api/id/me", "/api/chats", "/api/nothing", "/api/demo/sign-in"):
        got, head = await anna.browser.get(path), await anna.browser.head(path)
        assert (head.status_code, head.content) == (got.status_code, b""), path
        assert _get_facts(head.headers) == _get_facts(got.headers), path


async def test_what_only_post_serves_refuses_head(school: School) -> None:
    assert (await school.people["anna"].browser.head("/api/id/sign-in/code")).status_code == 405


def _get_facts(headers: Headers) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name != "x-request-id"}
