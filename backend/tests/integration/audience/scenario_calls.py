"""Calls in the scenario: an open one in the chat of 7Б, others created for a row, rings in a dialog."""

from datetime import timedelta
from ipaddress import IPv6Address
from typing import TYPE_CHECKING

from parta.core.clock import now
from parta.core.ids import new_id
from tests.integration.audience.table import HEAD, STUDENT

if TYPE_CHECKING:
    from tests.integration.audience.scenario import Scenario


async def call_of_class(scenario: "Scenario") -> str:
    """Open a call of 7Б as Анна Сергеевна, with Миша and a waiting guest; save its ids and return that of the call."""
    await scenario.reset_rate_limits()
    made = await scenario.post(HEAD, f"/api/chats/{scenario.names['class_chat']}/calls", client_id=str(new_id()))
    path = f"/api/calls/{made['id']}"
    await scenario.post(HEAD, f"{path}/join", device="laptop")
    joined = await scenario.post(STUDENT, f"{path}/join", device="laptop")
    answer = await scenario.browsers[HEAD, "profile"].put(f"{path}/settings", json={"access": "anyone"})
    assert answer.status_code == 204, answer.text
    token = (await scenario.post(HEAD, f"{path}/invite"))["url"].rpartition("/")[2]
    guest = await scenario.installation.browser(address=str(IPv6Address(new_id().int)))
    knocked = await guest.post(f"/api/invites/{token}/join", json={"device": "tablet", "name": "Бабушка"})
    scenario.names |= {
        "participant": joined["participant_id"],
        "invite": token,
        "knock": knocked.json()["knock_id"],
        "lobby": made["lobby_id"],
    }
    return made["id"]


async def planned_call_of_class(scenario: "Scenario") -> str:
    """Plan a call of 7Б for tomorrow as Анна Сергеевна; return its id."""
    await scenario.reset_rate_limits()
    path = f"/api/chats/{scenario.names['class_chat']}/calls"
    tomorrow = (now() + timedelta(days=1)).isoformat()
    return (await scenario.post(HEAD, path, client_id=str(new_id()), starts_at=tomorrow))["id"]


async def ring_for_misha(scenario: "Scenario") -> str:
    """Ring Миша as Анна Сергеевна; return the id of the ring."""
    await scenario.reset_rate_limits()
    path = f"/api/chats/{scenario.names['dialog']}/calls"
    for before in (await scenario.browsers[HEAD, "profile"].get(path)).json():
        await scenario.post(HEAD, f"/api/calls/{before['id']}/end")
    made = await scenario.post(HEAD, path, client_id=str(new_id()), is_ringing=True)
    entities = scenario.installation.published_state("profile", scenario.names["misha"])
    return next(value["id"] for value in entities.values() if value.get("call_id") == made["id"])
