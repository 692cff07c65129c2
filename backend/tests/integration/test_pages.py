"""The built front end, as browsers ask for it."""

import gzip
import os
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient

from parta.core.settings import Settings
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
        ("/.vite/manifest.json", None),
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
    script = root / "assets" / "main-abc.js"
    script.write_text("export const a = 1;\n" * 100)
    script.with_name("main-abc.js.gz").write_bytes(gzip.compress(script.read_bytes()))
    script.with_name("main-abc.js.br").write_bytes(b"as brotli")
    (root / "assets" / "font-abc.woff2").write_bytes(b"a font")
    (tmp_path / "secret.js").write_text("secret")
    return AsyncClient(transport=ASGITransport(app=SpaStaticFiles(root, Settings())), base_url="http://parta.test")


async def test_entry_pages_are_asked_for_anew_and_hashed_files_never(browser: AsyncClient) -> None:
    page = await browser.get("/chats/1")
    assert "messenger" in page.text
    assert page.headers["cache-control"] == "no-cache"
    script = await browser.get("/assets/main-abc.js")
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "br"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=nonsense, gzip", "gzip"),
        ("*", "br"),
        ("identity", None),
        ("gzipped", None),
        ("", None),
    ],
)
async def test_what_the_build_compressed_is_sent_to_whom_it_suits(
    browser: AsyncClient, tmp_path: Path, accepted: str, sent: str | None
) -> None:
    async with browser.stream("GET", "/assets/main-abc.js", headers={"Accept-Encoding": accepted}) as answer:
        body = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers.get("content-encoding") == sent
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert int(answer.headers["content-length"]) == len(body)
    ending = {"br": ".br", "gzip": ".gz", None: ""}[sent]
    assert body == (tmp_path / "dist" / "assets" / f"main-abc.js{ending}").read_bytes()


async def test_what_is_compressed_already_is_sent_as_it_is(browser: AsyncClient) -> None:
    font = await browser.get("/assets/font-abc.woff2")
    assert (font.content, font.headers.get("vary")) == (b"a font", None)


async def test_a_copy_of_a_former_build_is_not_sent(browser: AsyncClient, tmp_path: Path) -> None:
    for ending in (".gz", ".br"):
        os.utime(tmp_path / "dist" / "assets" / f"main-abc.js{ending}", (1, 1))
    script = await browser.get("/assets/main-abc.js")
    assert script.headers.get("content-encoding") is None
    assert script.text.startswith("export const a")


async def test_a_page_may_run_its_own_inline_code_and_no_other(browser: AsyncClient, tmp_path: Path) -> None:
    page = "<!doctype html><style>a{}</style><script>1;\n2</script><script type=module src=/a.js></script>"
    (tmp_path / "dist" / "id.html").write_text(page)
    policy = (await browser.get("/id")).headers["content-security-policy"]
    hashes = [b64encode(sha256(code).digest()).decode() for code in (b"a{}", b"1;\n2")]
    assert f"style-src 'self' 'sha256-{hashes[0]}';" in policy
    assert f"script-src 'self' 'sha256-{hashes[1]}';" in policy
    assert "unsafe-inline" not in policy
    assert "content-security-policy" not in (await browser.get("/assets/main-abc.js")).headers


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
    async with AsyncClient(
        transport=ASGITransport(app=SpaStaticFiles(None, Settings())), base_url="http://parta.test"
    ) as browser:
        assert (await browser.get("/")).status_code == 404
