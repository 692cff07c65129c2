"""Portraits: the picture that others see of a person."""

from io import BytesIO
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient
from PIL import Image

from tests.cast import ANNA, STRANGER, VERA
from tests.installation import Installation
from tests.sign_in import sign_up

pytestmark = pytest.mark.anyio


async def upload(browser: AsyncClient, content: bytes, name: str) -> str:
    """Upload a file and return its id."""
    answer = await browser.post(f"/api/files?name={name}", content=content, headers={"X-Client-Id": str(uuid4())})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def picture() -> bytes:
    """Return a small picture."""
    target = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(target, "PNG")
    return target.getvalue()


async def test_everybody_who_is_signed_in_sees_a_portrait_while_it_is_one(installation: Installation) -> None:
    anna, vera = await sign_up(installation, ANNA), await sign_up(installation, VERA)
    file_id = await upload(anna, picture(), "me.png")
    await installation.settle()
    assert (await vera.get(f"/api/files/{file_id}")).status_code == 404
    assert (await anna.put("/api/files/portrait", json={"file_id": file_id})).status_code == 204
    me = (await anna.get("/api/id/me")).json()["profile"]
    assert me["picture"] == file_id
    assert installation.published_state("profile", UUID(me["id"]))[f"profile:{me['id']}"] == me
    assert (await vera.get(f"/api/files/{file_id}")).status_code == 200
    assert (await (await installation.browser()).get(f"/api/files/{file_id}")).status_code == 401
    assert (await anna.put("/api/files/portrait", json={"file_id": None})).status_code == 204
    assert (await vera.get(f"/api/files/{file_id}")).status_code == 404


async def test_only_ones_own_picture_becomes_a_portrait(installation: Installation) -> None:
    anna, stranger = await sign_up(installation, ANNA), await sign_up(installation, STRANGER)
    text, others = await upload(anna, b"plain words", "note.txt"), await upload(stranger, picture(), "me.png")
    for file_id in (text, others, str(uuid4())):
        answer = await anna.put("/api/files/portrait", json={"file_id": file_id})
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_picture")
    assert (await anna.get("/api/id/me")).json()["profile"]["picture"] is None
    assert (await (await installation.browser()).put("/api/files/portrait", json={"file_id": None})).status_code == 401
