"""Large files are uploaded in parts and resumed after a broken connection."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.types import Message, Scope

from parta.core.ids import new_id
from parta.core.rate_limits import RateLimit
from parta.files.rules import MAX_FILE_SIZE
from parta.files.service.upload import PARTS
from tests.installation import ORIGIN, Installation
from tests.integration.files.uploading import upload
from tests.integration.messenger.school import School, User

pytestmark = pytest.mark.anyio

BOOK = bytes(range(256)) * 40_000
PART = 4 << 20
LEAST = 64 << 10


async def begin(who: User, **changed: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Begin the upload of the book."""
    return await who.post(
        "/api/files/uploads", **({"client_id": str(new_id()), "name": "книга.pdf", "size": len(BOOK)} | changed)
    )


async def send(who: User, upload_id: str, offset: int, content: Any) -> httpx.Response:  # noqa: ANN401 - httpx's
    """Send a part; return the response, whatever its status."""
    headers = {"Upload-Offset": str(offset)}
    return await who.browser.patch(f"/api/files/uploads/{upload_id}", content=content, headers=headers)


def stored_files(folder: Path) -> list[Path]:
    """Return all stored files."""
    return [path for path in (folder / "files").rglob("*") if path.is_file()]


async def disconnect_during(installation: Installation, who: User, upload_id: str, offset: int) -> int:
    """Send a part and disconnect in the middle; return the status of the response that nobody reads."""
    incoming: list[Message] = [
        {"type": "http.request", "body": BOOK[offset : offset + 1000], "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return incoming.pop(0) if len(incoming) > 1 else incoming[0]

    async def send(message: Message) -> None:
        sent.append(message)

    headers = {"host": "parta.test", "origin": ORIGIN, "cookie": f"parta_profile={who.token}"}
    headers |= {"upload-offset": str(offset), "transfer-encoding": "chunked"}
    scope: Scope = {
        "type": "http",
        "method": "PATCH",
        "path": f"/api/files/uploads/{upload_id}",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("parta.test", 80),
        "scheme": "http",
        "http_version": "1.1",
    }
    await installation.app(scope, receive, send)
    return sent[0]["status"]


async def test_a_file_is_uploaded_in_parts_and_is_complete(installation: Installation, school: School) -> None:
    anna = school.people["anna"]
    begun = await begin(anna)
    offset, answer = 0, begun
    while answer["file"] is None:
        answer = (await send(anna, begun["id"], offset, BOOK[offset : offset + PART])).json()
        offset = answer["offset"]
    await installation.settle()
    assert (await anna.browser.get(f"/api/files/{answer['file']['id']}")).content == BOOK


async def test_a_part_that_is_interrupted_leaves_nothing_and_can_be_sent_again(
    installation: Installation, school: School, tmp_path: Path
) -> None:
    anna = school.people["anna"]
    begun = await begin(anna)
    await send(anna, begun["id"], 0, BOOK[:PART])

    assert await disconnect_during(installation, anna, begun["id"], PART) == 422
    assert (await anna.get(f"/api/files/uploads/{begun['id']}"))["offset"] == PART
    assert len(stored_files(tmp_path)) == 1
    assert (await send(anna, begun["id"], PART, BOOK[PART:])).json()["file"]


async def test_a_part_at_the_wrong_offset_is_refused_with_the_right_offset(school: School) -> None:
    anna = school.people["anna"]
    begun = await begin(anna)
    await send(anna, begun["id"], 0, BOOK[:PART])
    again = await send(anna, begun["id"], 0, BOOK[:PART])
    assert (again.status_code, again.json()["code"], again.json()["offset"]) == (409, "wrong_offset", PART)


async def test_more_than_was_announced_is_refused(school: School) -> None:
    anna = school.people["anna"]
    begun = await begin(anna, size=10)
    answer = await send(anna, begun["id"], 0, b"x" * 11)
    assert (answer.status_code, answer.json()["code"]) == (422, "wrong_length")


@pytest.mark.parametrize("part", [b"", b"x", BOOK[: LEAST - 1]], ids=["empty", "a byte", "too small"])
async def test_a_part_too_small_is_refused_and_leaves_nothing(school: School, tmp_path: Path, part: bytes) -> None:
    anna = school.people["anna"]
    begun = await begin(anna)
    answer = await send(anna, begun["id"], 0, part)
    assert (answer.status_code, answer.json()["code"]) == (422, "part_too_small")
    assert answer.json()["least"] == LEAST
    assert (await anna.get(f"/api/files/uploads/{begun['id']}"))["offset"] == 0
    assert stored_files(tmp_path) == []


async def test_only_the_last_part_may_be_small(school: School) -> None:
    anna = school.people["anna"]
    begun = await begin(anna, size=LEAST + 1)
    assert (await send(anna, begun["id"], 0, BOOK[:LEAST])).json()["offset"] == LEAST
    assert (await send(anna, begun["id"], LEAST, b"")).json()["code"] == "part_too_small"
    assert (await send(anna, begun["id"], LEAST, b"x")).json()["file"]


async def test_parts_are_limited_for_each_person(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parta.files.service.upload.PARTS", RateLimit("few parts", 2, timedelta(minutes=1)))
    anna, misha = school.people["anna"], school.people["misha"]
    begun, other = await begin(anna), await begin(misha)
    parts = [await send(anna, begun["id"], start * LEAST, BOOK[:LEAST]) for start in range(3)]
    assert [part.status_code for part in parts] == [200, 200, 429]
    assert len(stored_files(tmp_path)) == 2
    assert (await send(misha, other["id"], 0, BOOK[:LEAST])).status_code == 200


def test_the_largest_file_may_be_sent_at_once_in_the_smallest_parts() -> None:
    assert PARTS.burst * LEAST > MAX_FILE_SIZE


async def test_beginning_again_resumes_the_upload(school: School) -> None:
    anna, client_id = school.people["anna"], str(new_id())
    begun = await begin(anna, client_id=client_id)
    await send(anna, begun["id"], 0, BOOK[:PART])
    assert await begin(anna, client_id=client_id) == {"id": begun["id"], "offset": PART, "file": None}


async def test_what_was_uploaded_already_is_returned_at_the_beginning(school: School) -> None:
    anna, client_id = school.people["anna"], new_id()
    file = await upload(anna, "a.txt", b"a", client_id=client_id)
    assert (await begin(anna, client_id=str(client_id)))["file"] == file


async def test_what_was_uploaded_already_begins_nothing(school: School) -> None:
    anna, client_id = school.people["anna"], new_id()
    await upload(anna, "a.txt", b"a", client_id=client_id)
    await begin(anna, client_id=str(client_id))
    assert (await anna.get("/api/files/usage"))["used"] == 1


async def test_what_is_given_up_holds_neither_quota_nor_bytes(school: School, tmp_path: Path) -> None:
    anna = school.people["anna"]
    begun = await begin(anna)
    await send(anna, begun["id"], 0, BOOK[:PART])
    assert (await anna.browser.delete(f"/api/files/uploads/{begun['id']}")).status_code == 204
    assert (await anna.get("/api/files/usage"))["used"] == 0
    assert stored_files(tmp_path) == []
    for again in (
        await anna.browser.delete(f"/api/files/uploads/{begun['id']}"),
        await send(anna, begun["id"], PART, b"x"),
    ):
        assert (again.status_code, again.json()["code"]) == (404, "not_found")


async def test_a_part_that_arrives_while_the_upload_is_given_up_leaves_nothing(school: School, tmp_path: Path) -> None:
    anna = school.people["anna"]
    for _ in range(10):
        begun = await begin(anna)
        sent, given_up = await asyncio.gather(
            send(anna, begun["id"], 0, BOOK), anna.browser.delete(f"/api/files/uploads/{begun['id']}")
        )
        assert given_up.status_code == 204 or sent.status_code == 200
        assert sent.status_code in (200, 404)
        stored = len(stored_files(tmp_path))
        assert stored == (sent.status_code == 200)
        if stored:
            break


async def test_a_program_in_parts_is_refused_and_holds_nothing(school: School, tmp_path: Path) -> None:
    anna = school.people["anna"]
    begun = await begin(anna, name="книга.pdf", size=4)
    answer = await send(anna, begun["id"], 0, b"MZ\x90\x00")
    assert (answer.status_code, answer.json()["code"]) == (415, "type_refused")
    assert (await anna.get("/api/files/usage"))["used"] == 0
    assert stored_files(tmp_path) == []


async def test_only_ones_own_uploads_exist(school: School, installation: Installation) -> None:
    begun = await begin(school.people["anna"])
    for name in ("misha", "stranger"):
        who = school.people[name]
        assert (await who.browser.get(f"/api/files/uploads/{begun['id']}")).status_code == 404
        assert (await send(who, begun["id"], 0, b"x")).status_code == 404
        assert (await who.browser.delete(f"/api/files/uploads/{begun['id']}")).status_code == 404
    assert (await (await installation.browser()).get(f"/api/files/uploads/{begun['id']}")).status_code == 401


@pytest.mark.parametrize("wrong", [{"size": 0}, {"size": -1}, {"name": ""}, {"name": "a" * 201}, {"more": 1}])
async def test_nonsense_is_refused(school: School, wrong: dict[str, Any]) -> None:
    body = {"client_id": str(new_id()), "name": "a", "size": 1} | wrong
    assert (await school.people["anna"].browser.post("/api/files/uploads", json=body)).status_code == 422


async def test_what_is_too_large_is_not_even_begun(school: School) -> None:
    body = {"client_id": str(new_id()), "name": "a", "size": (50 << 20) + 1}
    answer = await school.people["anna"].browser.post("/api/files/uploads", json=body)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
