"""Search in everything that a person may see."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from parta.messenger.service.imports import ImportedMessage, import_messages
from tests.integration.messenger.school import School, User

pytestmark = pytest.mark.anyio


async def texts(who: User, query: str, **more: str) -> list[str]:
    found = await who.get("/api/search", query=query, **more)
    return [hit["message"]["text"] for hit in found["messages"]]


@pytest.mark.parametrize(
    ("said", "query"),
    [
        ("Сегодня урок в кабинете 12", "уроков"),
        ("Завтра шесть уроков", "урок"),
        ("Ёлка в актовом зале", "елки"),
        ("Елки не будет", "ёлка"),
        ("Контрольная по алгебре", "контр"),
        ("Контрольная по алгебре", "алгебра контрольная"),
        ("Сбор у школы № 7", "школа 7"),
        ("ДЕНЬ УЧИТЕЛЯ", "день учителя"),
        ("Смотрите resh.edu.ru сегодня", "resh.edu.ru"),
        ("Урок: https://resh.edu.ru/subject/lesson/7246/?a=1.", "https://resh.edu.ru/subject/lesson/7246/?a=1"),
        ("Урок: https://www.resh.edu.ru/subject", "resh.edu.ru/sub"),
        ("Урок: https://resh.edu.ru/subject", "resh"),
        ("Пишите: ivanov.school@mail.ru", "ivanov.school@mail.ru"),
        ("Пишите: ivanov.school@mail.ru", "mail.ru"),
        ("Прочитать стр. 45-47", "стр. 45-47"),
        ("Прочитать стр. 45–47", "45-47"),
        ("Сдать до 12.05.2027", "12.05.2027"),
        ("Сдать до 12.05.2027", "12.05"),
        ("Звоните: +7 912 345-67-89", "+7 912 345-67-89"),
        ("Звоните: +7 (912) 345-67-89", "89123456789"),
        ("Звоните: 89123456789", "+7 912 345-67-89"),
        ("Звоните: +7 912 345-67-89", "9123456789"),
        ("Звоните: +7 912 345-67-89", "345-67"),
        ("π ≈ 3.14", "3.14"),
        ("π ≈ 3,14", "3.14"),
        ("Встреча: кабинет 3-14", "кабинет 3-14"),
        ("Ростов-на-Дону", "ростов на дону"),
        ("мой_файл_7.pdf", "файл 7"),
        ("Это за\u0301мок, а не замо\u0301к", "замок"),
        ("Он перего\u00adворит", "переговорит"),
        ("Салтыков-Щедрин, 7«Б»", "салтыков-щ"),
    ],
)
async def test_words_are_found_in_all_their_forms(class_chat: UUID, anna: User, said: str, query: str) -> None:
    await anna.send(class_chat, "Совсем о другом")
    await anna.send(class_chat, said)
    assert await texts(anna, query) == [said]


@pytest.mark.parametrize("query", ["", "   ", "!!!", "&|()", "' OR 1=1 --", "\\", ":*", "<->", "²", "a" * 200, "\x02"])
async def test_nothing_that_one_types_breaks_it(class_chat: UUID, anna: User, query: str) -> None:
    await anna.send(class_chat, "Сегодня урок")
    assert await texts(anna, query) == []


async def test_the_newest_comes_first_and_older_pages_follow(class_chat: UUID, anna: User) -> None:
    for number in range(35):
        await anna.send(class_chat, f"Урок номер {number}")
    first = await anna.get("/api/search", query="урок")
    assert (len(first["messages"]), first["more"]) == (30, True)
    assert first["messages"][0]["message"]["number"] == 35
    second = await anna.get("/api/search", query="урок", before=first["messages"][-1]["message"]["id"])
    assert [hit["message"]["number"] for hit in second["messages"]] == [5, 4, 3, 2, 1]
    assert not second["more"]


async def test_the_place_that_fits_is_shown(class_chat: UUID, anna: User) -> None:
    await anna.send(class_chat, "Завтра шесть уроков")
    (hit,) = (await anna.get("/api/search", query="урок"))["messages"]
    assert hit["snippet"] == "Завтра шесть \x02уроков\x03"


@pytest.mark.parametrize("query", ["14.3", "45-48", "5.2027.12"])
async def test_what_is_written_together_is_found_in_its_order(class_chat: UUID, anna: User, query: str) -> None:
    await anna.send(class_chat, "Стр. 45-47 до 12.05.2027, 3.14")
    assert await texts(anna, query) == []


async def test_a_snippet_shows_the_text_as_it_was_written_and_what_was_found(class_chat: UUID, anna: User) -> None:
    await anna.send(class_chat, f"{'Совсем о другом, ' * 20}ещё приёмная: resh.edu.ru/о-чём {'и так далее ' * 40}")
    (hit,) = (await anna.get("/api/search", query="resh.edu.ru приемной"))["messages"]
    assert hit["snippet"].startswith("…")
    assert hit["snippet"].endswith("…")
    assert "ещё \x02приёмная\x03: \x02resh.edu.ru\x03/о-чём и так" in hit["snippet"]
    assert hit["author"]["name"]["last_name"] == "Белова"


async def test_an_older_history_is_found_after_what_was_written_since(
    school: School, class_chat: UUID, anna: User
) -> None:
    await anna.send(class_chat, "Сбор в сентябре")
    old = [ImportedMessage(anna.id, f"Сбор в {year} году", datetime(year, 9, 1, tzinfo=UTC)) for year in (2021, 2022)]
    async with school.installation.transaction() as work:
        await import_messages(work, class_chat, old)
    assert await texts(anna, "сбор") == ["Сбор в сентябре", "Сбор в 2022 году", "Сбор в 2021 году"]


async def test_one_finds_only_in_chats_that_one_is_in(
    class_chat: UUID, staff_chat: UUID, anna: User, misha: User, stranger: User
) -> None:
    await anna.send(class_chat, "Контрольная завтра")
    await anna.send(staff_chat, "Контрольная будет трудной")
    assert len(await texts(anna, "контрольная")) == 2
    assert await texts(anna, "контрольная", chat_id=str(staff_chat)) == ["Контрольная будет трудной"]
    assert await texts(misha, "контрольная") == ["Контрольная завтра"]
    assert await texts(misha, "контрольная", chat_id=str(staff_chat)) == []
    assert await texts(stranger, "контрольная") == []


@pytest.mark.usefixtures("staff_chat")
async def test_chats_and_people_are_found_by_name(class_chat: UUID, anna: User, misha: User) -> None:
    found = await anna.get("/api/search", query="7б")
    assert found["chats"] == [str(class_chat)]
    assert (await anna.get("/api/search", query="ʼ"))["chats"] == []
    assert [one["name"]["first_name"] for one in (await anna.get("/api/search", query="лебедев"))["people"]] == [
        "Игорь"
    ]
    assert (await misha.get("/api/search", query="лебедев"))["people"] == []
