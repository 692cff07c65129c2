"""Rules of Parta ID, as tables."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parta.identity import rules

TODAY = date(2026, 11, 23)


@given(
    local=st.integers(0, 9_999_999),
    begin=st.sampled_from(["+7", "8", "7", "+7 ", "8 ", ""]),
    code=st.sampled_from(["{}", "({})", " {} ", " ({}) ", "-{}-"]),
    gaps=st.tuples(*[st.sampled_from(["", " ", "-", ".", " - "])] * 2),
)
def test_all_spellings_of_a_russian_number_are_one(local: int, begin: str, code: str, gaps: tuple[str, str]) -> None:
    digits = f"{local:07}"
    text = f"{begin}{code.format(900)}{digits[:3]}{gaps[0]}{digits[3:5]}{gaps[1]}{digits[5:]}"
    assert rules.parse_phone(text) == f"+7900{digits}"


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_number_or_is_not(text: str) -> None:
    found = rules.parse_phone(text)
    assert found is None or (
        rules.parse_phone(found) == found and rules.parse_phone(rules.format_phone(found)) == found
    )


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("+375 29 123-45-67", "+375291234567"),
        ("810 375 29 1234567", "+375291234567"),
        ("+1 (212) 555-0101", "+12125550101"),
        ("８９０００００００００", "+79000000000"),
        ("112", None),
        ("+7 900 000-00-0", None),
        ("+7 900 000-00-00 доб. 5", None),
        ("", None),
    ],
)
def test_other_countries_are_allowed_and_nonsense_is_not(text: str, phone: str | None) -> None:
    assert rules.parse_phone(text) == phone


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("+79000000001", "+7 900 •••-••-01"),
        ("+375291234567", "+375 29 •••-••-67"),
    ],
)
def test_a_masked_number_is_recognized_only_by_its_owner(phone: str, masked: str) -> None:
    assert rules.mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [("192.168.1.55", "192.168.1.•"), ("2001:db8:7::1", "2001:0db8:0007:…"), (None, None), ("testclient", None)],
)
def test_a_masked_address_tells_home_from_elsewhere(address: str | None, masked: str | None) -> None:
    assert rules.mask_address(address) == masked


@pytest.mark.parametrize(("send_count", "wait"), [(1, 60), (2, 120), (3, 240), (6, 1920), (7, 3600), (99, 3600)])
def test_the_countdown_doubles_up_to_an_hour(send_count: int, wait: int) -> None:
    sent_at = datetime(2026, 11, 23, tzinfo=UTC)
    assert rules.get_resend_after(send_count, sent_at, sent_at) == wait
    assert rules.get_resend_after(send_count, sent_at, sent_at + timedelta(seconds=wait - 1)) == 1
    assert rules.get_resend_after(send_count, sent_at, sent_at + timedelta(seconds=wait)) == 0


@pytest.mark.parametrize(
    ("birth_on", "years", "is_plausible", "is_adult"),
    [
        (date(2026, 11, 23), 0, False, False),
        (date(2021, 11, 24), 4, False, False),
        (date(2021, 11, 23), 5, True, False),
        (date(2008, 11, 24), 17, True, False),
        (date(2008, 11, 23), 18, True, True),
        (date(2008, 2, 29), 18, True, True),
        (date(1916, 1, 1), 110, True, True),
        (date(1915, 1, 1), 111, False, True),
    ],
)
def test_ages_are_counted_in_full_years(birth_on: date, years: int, *, is_plausible: bool, is_adult: bool) -> None:
    assert rules.get_age(birth_on, TODAY) == years
    assert rules.is_plausible_birth(birth_on, TODAY) is is_plausible
    assert rules.is_adult(birth_on, TODAY) is is_adult


@pytest.mark.parametrize(
    ("password", "is_weak"),
    [
        ("лиловый-самокат-летит", False),
        ("correct horse battery", False),
        ("z7#kQ!pw9x", False),
        ("z7#kQ!pw9", True),
        ("1234567890", True),
        ("пароль123456", True),
        ("gfhjkm123456", True),
        ("йцукенгшщз", True),
        ("Соколова1986", True),
        ("sokolova1986", True),
        ("cjrjkjdf1986", True),
        ("+79000000005", True),
        ("30111986vera", True),
        ("аб" * 10, True),
        ("соколовавера", True),
        ("Вера Николаевна", True),
        ("Николаевне Вере", True),
        ("веракосоколова", True),
        ("<tkjdfFyyf1985", True),
        ("fyyf,tkjdf1985", True),
        ("аннасергеевна7", True),
        ("anna.sergeevna", True),
        ("Школа № 7, Тула", True),
        ("irjkf7nekf2024", True),
        ("shkola7tula", True),
        ("МарьИванна2020", True),
        ("авеп7аволокос", True),
        ("б3л0ваанна1985", True),
        ("вера в лиловый самокат", False),
        ("зелёная школа и семь кактусов", False),
        ("a1" * 65, True),
    ],
)
def test_passwords_that_are_soon_guessed_are_weak(password: str, *, is_weak: bool) -> None:
    own = ["Соколова", "Вера", "Николаевна", "+79000000005", "30111986", "1986"]
    own += ["Школа № 7", "Тула", "Белова", "Анна", "Сергеевна"]
    assert rules.is_weak(password, own) is is_weak


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome, Windows"),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 YaBrowser/25.8 Safari/537.36",
            "Яндекс Браузер, Android",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, macOS"),
        ("python-httpx/0.28.1", "?"),
        ("", "?"),
    ],
)
def test_devices_are_named_as_their_owner_would(user_agent: str, device: str) -> None:
    assert rules.parse_device(user_agent) == device
