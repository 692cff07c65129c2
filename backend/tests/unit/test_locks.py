"""What is locked opens by the same secret, for the same purpose, at the same place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from parta.core.locks import Lock, WrongKey
from parta.core.settings import Settings, Unfit


def lock(installation: str = "one", purpose: str = "keys of the gym") -> Lock:
    """Give the lock of an installation."""
    return Lock(Settings(secret=SecretStr(f"the secret of {installation}")), purpose)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.binary())
def test_what_was_locked_opens(text: str, place: bytes) -> None:
    assert lock().open(lock().close(text, place), place) == text


def test_what_is_kept_tells_nothing_not_even_that_two_are_the_same() -> None:
    once, again = (lock().close("sesame", b"place") for _ in range(2))
    assert once != again
    assert b"sesame" not in once + again


@pytest.mark.parametrize(
    ("other", "place"),
    [
        (lock(installation="another"), b"place"),
        (lock(purpose="keys of the pool"), b"place"),
        (lock(), b"another place"),
    ],
    ids=["secret", "purpose", "place"],
)
def test_it_opens_to_no_other(other: Lock, place: bytes) -> None:
    with pytest.raises(WrongKey):
        other.open(lock().close("sesame", b"place"), place)


@pytest.mark.parametrize("at", [0, 11, 12, -1])
def test_what_was_changed_does_not_open(at: int) -> None:
    kept = bytearray(lock().close("sesame", b"place"))
    kept[at] ^= 1
    with pytest.raises(WrongKey):
        lock().open(bytes(kept), b"place")


@pytest.mark.parametrize("length", range(13))
def test_what_was_cut_off_does_not_open(length: int) -> None:
    with pytest.raises(WrongKey):
        lock().open(lock().close("sesame", b"place")[:length], b"place")


def test_without_a_secret_nothing_is_locked() -> None:
    with pytest.raises(Unfit, match="PARTA_SECRET"):
        Lock(Settings(secret=None), "keys of the gym")
