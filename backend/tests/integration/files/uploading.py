"""Uploads as a browser makes them, and pictures to upload."""

import io
from typing import Any
from uuid import UUID

from httpx import Response
from PIL import Image

from parta.core.ids import new_id
from tests.integration.messenger.school import User


async def try_upload(who: User, name: str, content: bytes, *, client_id: UUID | None = None) -> Response:
    """Upload a file; return the response, whatever its status."""
    headers = {"X-Client-Id": str(client_id or new_id()), "Content-Type": "application/octet-stream"}
    return await who.browser.post("/api/files", params={"name": name}, content=content, headers=headers)


async def upload(who: User, name: str, content: bytes, *, client_id: UUID | None = None) -> dict[str, Any]:
    """Upload a file; return it."""
    answer = await try_upload(who, name, content, client_id=client_id)
    assert answer.status_code == 201, answer.text
    return answer.json()


def picture(form: str = "JPEG", size: tuple[int, int] = (1200, 800), **options: Any) -> bytes:  # noqa: ANN401 - Pillow's
    """Return a picture, its left half red, its right half blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def open_picture(content: bytes) -> Image.Image:
    """Decode a picture."""
    return Image.open(io.BytesIO(content))
