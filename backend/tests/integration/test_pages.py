"""The built front end, as browsers ask for it."""

from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient

from parta.core.static_files import SpaStaticFiles, find_file

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "messenger.html"),
        ("/chats/0192", "messenger.html"),
        ("/id", "id.html"),
        ("/id/link", "id.html"),
        ("/identity", "messenger.html"),
        ("/journal/link", "journal.html"),
        ("/service-worker.js", "service-worker.js"),
        ("/assets/main-abc.js", "assets/main-abc.js"),
        ("/api", None),
        ("/api/nothing", None),
        ("/ws", None),
        ("/chats/picture.png", None),
        ("/assets/../../secret.js", None),
        ("/..", None),
        ("/assets/..\\secret.js", None),
        ("//etc/passwd.txt", None),
    ],
)
async def test_every_address_has_its_file_or_none(path: str, file: str | None) -> None:
    assert find_file(path) == file


@pytest.fixture
def browser(tmp_path: Path) -> AsyncClient:
    """Return a browser before a small front end."""
    root = tmp_path / "dist"
    (root / "assets").mkdir(parents=True)
    for page in ("messenger", "id", "journal"):
        (root / f"{page}.html").write_text(f"<!doctype html><title>{page}</title>")
    (root / "assets" / "main-abc.js").write_text("export const a = 1;\n" * 100)
    (tmp_path / "secret.js").write_text("secret")
    return AsyncClient(transport=ASGITransport(app=SpaStaticFiles(root)), base_url="http://parta.test")


async def test_entry_pages_are_asked_for_anew_and_hashed_files_never(browser: AsyncClient) -> None:
    page = await browser.get("/chats/1")
    assert "messenger" in page.text
    assert page.headers["cache-control"] == "no-cache"
    script = await browser.get("/assets/main-abc.js")
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert script.headers["content-encoding"] == "gzip"
    assert script.text.startswith("export const a")


async def test_what_a_browser_has_already_is_not_sent_again(browser: AsyncClient) -> None:
    tag = (await browser.get("/id")).headers["etag"]
    again = await browser.get("/id", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/assets/other.js", "/api/nothing", "/assets/%2e%2e/%2e%2e/secret.js", "/x.php"])
async def test_what_there_is_not_is_not_found(browser: AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_pages_are_only_read(browser: AsyncClient) -> None:
    assert (await browser.post("/id")).status_code == 405


async def test_without_a_front_end_there_are_no_pages() -> None:
    async with AsyncClient(transport=ASGITransport(app=SpaStaticFiles(None)), base_url="http://parta.test") as browser:
        assert (await browser.get("/")).status_code == 404
