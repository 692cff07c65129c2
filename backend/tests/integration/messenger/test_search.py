"""Search in everything that a person may see."""

from uuid import UUID

import pytest

from tests.integration.messenger.school import User

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
    ],
)
async def test_words_are_found_in_all_their_forms(class_chat: UUID, anna: User, said: str, query: str) -> None:
    await anna.send(class_chat, "Совсем о другом")
    await anna.send(class_chat, said)
    assert await texts(anna, query) == [said]


@pytest.mark.parametrize("query", ["", "   ", "!!!", "&|()", "' OR 1=1 --", "\\", ":*", "<->", "²"])
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
    assert [one["name"]["first_name"] for one in (await anna.get("/api/search", query="лебедев"))["people"]] == [
        "Игорь"
    ]
    assert (await misha.get("/api/search", query="лебедев"))["people"] == []
