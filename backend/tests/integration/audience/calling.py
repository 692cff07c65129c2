"""Calls on the stage: one that goes on in the chat of 7Б, others made for a row, rings in a dialog."""

from typing import TYPE_CHECKING

from parta.core.ids import new_id
from tests.integration.audience.table import HEAD, STUDENT

if TYPE_CHECKING:
    from tests.integration.audience.stage import Stage


async def call_of_class(stage: "Stage") -> str:
    """Let Анна Сергеевна call 7Б, and Миша come; a guest waits in the lobby. Names what is there; gives the call."""
    await stage.forget_throttles()
    made = await stage.post(HEAD, f"/api/chats/{stage.names['class_chat']}/calls", client_id=str(new_id()))
    path = f"/api/calls/{made['id']}"
    await stage.post(HEAD, f"{path}/join", device="laptop")
    joined = await stage.post(STUDENT, f"{path}/join", device="laptop")
    answer = await stage.browsers[HEAD, "profile"].put(f"{path}/settings", json={"access": "anyone"})
    assert answer.status_code == 204, answer.text
    token = (await stage.post(HEAD, f"{path}/invite"))["url"].rpartition("/")[2]
    guest = await stage.world.browser()
    knocked = await guest.post(f"/api/invites/{token}/join", json={"device": "tablet", "name": "Бабушка"})
    stage.names |= {
        "participant": joined["participant_id"],
        "invite": token,
        "knock": knocked.json()["knock_id"],
        "lobby": made["lobby_id"],
    }
    return made["id"]


async def ring_for_misha(stage: "Stage") -> str:
    """Let Анна Сергеевна ring for Миша; give the ring."""
    await stage.forget_throttles()
    path = f"/api/chats/{stage.names['dialog']}/calls"
    for before in (await stage.browsers[HEAD, "profile"].get(path)).json():
        await stage.post(HEAD, f"/api/calls/{before['id']}/end")
    made = await stage.post(HEAD, path, client_id=str(new_id()), is_ringing=True)
    told = stage.world.heard("profile", stage.names["misha"])
    return next(value["id"] for value in told.values() if value.get("call_id") == made["id"])
