"""Uploading, as a browser does it, and pictures to upload."""

import io
from typing import Any
from uuid import UUID

from httpx import Response
from PIL import Image

from parta.core.ids import new_id
from tests.integration.messenger.school import Somebody


async def try_upload(who: Somebody, name: str, content: bytes, *, client_id: UUID | None = None) -> Response:
    """Upload this; give the answer, whatever it is."""
    headers = {"X-Client-Id": str(client_id or new_id()), "Content-Type": "application/octet-stream"}
    return await who.browser.post("/api/files", params={"name": name}, content=content, headers=headers)


async def upload(who: Somebody, name: str, content: bytes, *, client_id: UUID | None = None) -> dict[str, Any]:
    """Upload this; give the file."""
    answer = await try_upload(who, name, content, client_id=client_id)
    assert answer.status_code == 201, answer.text
    return answer.json()


def picture(form: str = "JPEG", size: tuple[int, int] = (1200, 800), **options: Any) -> bytes:  # noqa: ANN401 - Pillow's
    """Give a picture, its left half red, its right half blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def opened(content: bytes) -> Image.Image:
    """Give the picture that these bytes are."""
    return Image.open(io.BytesIO(content))
