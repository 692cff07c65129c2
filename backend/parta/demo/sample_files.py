"""Files that people of the demo school have sent, generated here and uploaded like anybody's."""

from collections.abc import AsyncIterator
from io import BytesIO
from uuid import UUID, uuid5

from PIL import Image, ImageDraw

from parta.adapters.context import Context
from parta.files.service.examination import process
from parta.files.service.upload import IncomingFile, store_file

_PLAN = """Стенгазета 7Б, новогодний номер

1. Обложка
2. Письмо редакции (Лена)
3. Физика без взрывов (Миша)
4. Как мы ходили в музей
5. Рецепт того самого печенья
6. Кроссворд про учителей
7. Поздравления
"""
_NAMESPACE = UUID("0192f000-0000-7000-8000-000000000007")
_SIZE = (1280, 900)
_SNOWFLAKES = 140


async def upload_sample_file(outside: Context, uploader_id: UUID, name: str) -> UUID:
    """Upload the sample file of this name for this person; return its id. Idempotent."""
    content = _cover() if name.endswith(".png") else _PLAN.encode()

    async def read_content() -> AsyncIterator[bytes]:
        yield content

    upload = IncomingFile(uploader_id, uuid5(_NAMESPACE, name), name, len(content))
    file = await store_file(outside, upload, read_content())
    await process(outside, file.id)
    return file.id


def _cover() -> bytes:
    """Draw a winter evening: hills, a school with lit windows, snow."""
    picture = Image.new("RGB", _SIZE, "#1f3b63")
    draw = ImageDraw.Draw(picture)
    width, height = _SIZE
    for y in range(height // 2):
        draw.line((0, y, width, y), fill=(31 + y // 9, 59 + y // 7, 99 + y // 6))
    draw.ellipse((930, 90, 1090, 250), fill="#ffe9a8")
    draw.ellipse((-300, 560, 800, 1400), fill="#e8eff7")
    draw.ellipse((500, 610, 1700, 1500), fill="#d5e2ef")
    draw.rectangle((330, 400, 800, 660), fill="#b5523b")
    draw.polygon([(300, 400), (565, 270), (830, 400)], fill="#6e2f25")
    for row in range(2):
        for column in range(5):
            left, top = 365 + column * 88, 430 + row * 110
            draw.rectangle((left, top, left + 52, top + 70), fill="#ffd977")
            draw.line((left + 26, top, left + 26, top + 70), fill="#b5523b", width=4)
    for flake in range(_SNOWFLAKES):
        x, y, r = flake * 193 % width, flake * 331 % height, 2 + flake % 4
        draw.ellipse((x - r, y - r, x + r, y + r), fill="white")
    drawn = BytesIO()
    picture.save(drawn, "PNG")
    return drawn.getvalue()
