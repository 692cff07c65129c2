"""Addresses to which a browser is sent: of this installation, or of another site."""

import pytest

from parta.core.return_addresses import require_web_address, resolve_own_path

LESSON = "/lesson/01939f3e-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        (LESSON, LESSON),
        ("/id/connect?return_to=/lesson/1", "/id/connect?return_to=/lesson/1"),
        ("/id/../journal", "/journal"),
        ("/..", "/"),
        ("/./id", "/id"),
    ],
)
def test_an_own_address_is_returned_as_it_is_resolved(text: str, resolved: str) -> None:
    assert resolve_own_path(text) == resolved


@pytest.mark.parametrize(
    "text",
    [
        "",
        "id",
        "//evil.test",
        "///evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "/%2fevil.test",
        "/%2F/evil.test",
        "/%5cevil.test",
        "/%2e%2e//evil.test",
        "/%00",
        "/\t/evil.test",
        "/\n/evil.test",
        "/id\r\nLocation: //evil.test",
        "/\u202eid",
        " /id",
        "https://evil.test",
        "javascript:alert(1)",
        "/id?next=\n",
        "/..//evil.test",
        "/id/..//evil.test",
        "/.//evil.test",
        "/a/../..//evil.test",
    ],
)
def test_what_may_lead_elsewhere_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="address"):
        resolve_own_path(text)


def test_other_sites_are_of_the_web() -> None:
    assert require_web_address("https://journal.example/authorize?x=1") == "https://journal.example/authorize?x=1"
    for text in ("javascript:alert(1)", "data:text/html,x", "//evil.test", "https://", "https://a@evil.test", "http:x"):
        with pytest.raises(ValueError, match="address"):
            require_web_address(text)
